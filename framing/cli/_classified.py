"""What `framing classify` keeps while articles go by: rows in a file, the most loaded sentences, counts, issues."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from heapq import heappush, heappushpop
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.classify.articles import ClassifiedSentence
    from framing.types import Article, Issue

Write = Callable[[Mapping[str, Any]], None]

_SHOWN_ISSUES = 3  # messages shown of each kind
_OF_LEADS = "one-paragraph"  # nothing that classify tells rests on leads


@contextmanager
def written(out: Path | None, columns: Sequence[str]) -> Iterator[Write]:
    """Hand out a function that writes a row to `out`, and does nothing without one.

    JSON Lines, or CSV of the columns named with lists joined by |. The file has its name once it is whole.
    """
    if out is None:
        yield lambda _row: None
        return
    partial = out.with_name(f"{out.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            if out.suffix == ".jsonl":
                yield lambda row: _discard(file.write(json.dumps(row, ensure_ascii=False) + "\n"))
            else:
                table = csv.writer(file)
                table.writerow(columns)
                yield lambda row: _discard(table.writerow([_cell(row[name]) for name in columns]))
        partial.replace(out)
    except OSError as error:
        raise FramingError(f"cannot write {out}: {error.strerror or error}; choose another -o FILE") from error
    finally:
        partial.unlink(missing_ok=True)


def _cell(value: Any) -> Any:
    return "|".join(value) if isinstance(value, list) else value


def _discard(_written: int) -> None:
    pass


class Kept:
    """Counts of classified sentences, and the most loaded ones, at most `most`.

    own: share of words in the outlet's voice from which on a sentence counts; None: any voice counts.
    """

    def __init__(self, most: int, own: float | None) -> None:
        self._most, self._own = most, own
        self._sentences, self._labels = 0, Counter[str]()
        self._heap: list[tuple[float, int, ClassifiedSentence]] = []

    def add(self, sentence: ClassifiedSentence) -> None:
        """Take a sentence."""
        self._sentences += 1
        if self._own is not None and sentence.own < self._own:
            return
        self._labels[sentence.label] += 1
        item = (sentence.probability, -self._sentences, sentence)
        if len(self._heap) < self._most:
            heappush(self._heap, item)
        else:
            heappushpop(self._heap, item)

    @property
    def most_loaded(self) -> list[ClassifiedSentence]:
        """The sentences of highest probability that count, the first first; of equals the earlier."""
        return [sentence for *_, sentence in sorted(self._heap, key=lambda item: (-item[0], -item[1]))]

    def summary(self) -> str:
        """How many sentences there were, and how many of those that count are loaded."""
        whose = "in any voice" if self._own is None else "in the outlet's own voice"
        unsure = f", {self._labels['unsure']:,} unsure" if self._labels["unsure"] else ""
        loaded, counted = self._labels["loaded"], self._labels.total()
        return f"{self._sentences:,} sentences, {counted:,} {whose}: {loaded:,} loaded{unsure}"


class Issues:
    """What was wrong with the articles read: the first messages of each kind, and how many there were."""

    def __init__(self) -> None:
        self._counts, self._first = Counter[str](), dict[str, list[str]]()

    def add(self, issues: Iterable[Issue]) -> None:
        """Take issues."""
        for issue in (each for each in issues if each.code != _OF_LEADS):
            self._counts[issue.code] += 1
            if self._counts[issue.code] <= _SHOWN_ISSUES:
                self._first.setdefault(issue.code, []).append(issue.message)

    def met_in(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles, and take their issues."""
        for article in articles:
            self.add(article.issues)
            yield article

    def lines(self) -> Iterator[str]:
        """Yield what is to be said, the most frequent kind first."""
        for code, count in self._counts.most_common():
            yield from (f"{code}: {message}" for message in self._first[code])
            if count > _SHOWN_ISSUES:
                yield f"{code}: and {count - _SHOWN_ISSUES:,} more"
