"""What `framing classify` keeps while sentences go by: rows in a file, the most loaded, and counts."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from heapq import heappush, heappushpop
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.classify.articles import ClassifiedSentence

Write = Callable[[Mapping[str, Any]], None]


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
