"""How often the tool says who speaks as one who read the article does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from framing.attribution.marks import UNKNOWN, Mark
from framing.attribution.naming import Source
from framing.attribution.scoring import Score
from framing.attribution.words import OBJECT, POSSESSIVE, PRONOUN
from framing.types import Naming

_PRONOUNS = PRONOUN | POSSESSIVE | OBJECT | {"whose", "whom"}
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))  # behind a last name
_Z = 1.959964  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `total`, with the bounds of a 95 % interval (Wilson 1927); 0 and 1 where there are none."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share, NaN of none."""
        return self.right / self.total if self.total else float("nan")

    @property
    def low(self) -> float:
        """The lower bound."""
        return self._bound(-1)

    @property
    def high(self) -> float:
        """The upper bound."""
        return self._bound(1)

    def _bound(self, side: int) -> float:
        if not self.total:
            return max(side, 0)
        n, p = self.total, self.value
        bound = (p + _Z**2 / 2 / n + side * _Z * sqrt(p * (1 - p) / n + _Z**2 / 4 / n**2)) / (1 + _Z**2 / n)
        return min(max(bound, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A mark beside what the tool says of the same source; `words` and `name` are the article's."""

    mark: Mark
    words: str
    name: str
    given: Source


@dataclass(frozen=True, slots=True)
class WhoScores:
    """Scores by class of `type` and `naming`, classes by falling support; and the headline shares."""

    types: Mapping[str, Score]
    namings: Mapping[str, Score]
    shares: Mapping[str, Share]


def score(judged: Iterable[Judged]) -> WhoScores:
    """Return the scores of judgements.

    Shares: `type`, `naming` and `number` of the sources that have one marked; `anonymous` of those the tool calls
    so; `name` of the sources with a name marked where the tool's has the same last word, `name in full` where
    it is the same, each also by how the source stands: as a name, a noun or a pronoun; `name given` of the names
    that the tool gives. Names are compared without case, article and possessive ending.
    """
    rows = tuple(judged)
    shares = {
        "type": _share(row.mark.type == _type(row.given) for row in rows),
        "naming": _share(row.mark.naming == row.given.naming for row in rows),
        "number": _share(row.mark.number == row.given.number for row in rows if row.mark.number),
        "anonymous": _share(
            row.mark.naming is Naming.ANONYMOUS for row in rows if row.given.naming is Naming.ANONYMOUS
        ),
        "name given": _share(
            _same_last(row) for row in rows if row.given.name and (row.name or row.mark.naming is not Naming.NAMED)
        ),
    }
    with_name = [row for row in rows if row.name]
    for label, test in (("name", _same_last), ("name in full", _same)):
        shares[label] = _share(test(row) for row in with_name)
        for form in ("name", "noun", "pronoun"):
            shares[f"{label}, source a {form}"] = _share(test(row) for row in with_name if _form(row) == form)
    return WhoScores(
        _by_class((row.mark.type, _type(row.given)) for row in rows),
        _by_class((row.mark.naming.value, row.given.naming.value) for row in rows),
        shares,
    )


def _share(hits: Iterable[bool]) -> Share:
    told = tuple(hits)
    return Share(sum(told), len(told))


def _by_class(pairs: Iterable[tuple[str, str]]) -> dict[str, Score]:
    cells = Counter(pairs)
    gold, found = Counter[str](), Counter[str]()
    for (marked, given), count in cells.items():
        gold[marked] += count
        found[given] += count
    return {
        name: Score(
            precision=cells[name, name] / found[name] if found[name] else 0.0,
            recall=cells[name, name] / gold[name] if gold[name] else 0.0,
            f1=2 * cells[name, name] / (found[name] + gold[name]),
            found=found[name],
            gold=gold[name],
        )
        for name in sorted(gold | found, key=lambda name: (-gold[name], name))
    }


def _type(source: Source) -> str:
    return source.type or UNKNOWN


def _form(row: Judged) -> str:
    """Say how a source with a name stands in its attribution."""
    words = _words(row.words)
    if len(words) == 1 and words[0] in _PRONOUNS:
        return "pronoun"
    proper = _words(" ".join(word for word in row.name.split() if word[:1].isupper()))
    return "name" if set(words) & set(proper) else "noun"


def _same(row: Judged) -> bool:
    return _words(row.given.name) == _words(row.name)


def _same_last(row: Judged) -> bool:
    given, marked = ([word for word in _words(name) if word not in _SUFFIXES] for name in (row.given.name, row.name))
    return given[-1:] == marked[-1:]


def _words(name: str) -> list[str]:
    """Return the words of a name to compare."""
    words = [word.strip("’'\",.“”").removesuffix("’s").removesuffix("'s") for word in name.casefold().split()]
    return words[1:] if words[:1] == ["the"] else words
