"""House style: which labels a dated guide prescribes or proscribes for an outlet, so that it is not read as slant."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from framing.errors import LexiconError
from framing.lexicon.loading import shipped_folder

_COLUMNS = ("guide", "outlets", "from", "to", "lexicon", "entries", "rule", "wording", "reference")
_NEEDED = frozenset(_COLUMNS) - {"from", "to"}


class Ruling(StrEnum):
    """What a guide says of a label in the outlet's own voice; `attributed` lets others alone use it."""

    PRESCRIBED = "prescribed"
    PROSCRIBED = "proscribed"
    ATTRIBUTED = "attributed"


@dataclass(frozen=True, slots=True)
class StyleRule:
    """A rule of a guide for some outlets and entries, in force from `start` to `end`, both days included.

    `outlets` and `entries` are globs, of outlets regardless of case; a day of None is open. `wording` sums the rule up.
    """

    guide: str
    outlets: tuple[str, ...]
    start: date | None
    end: date | None
    lexicon: str
    entries: tuple[str, ...]
    ruling: Ruling
    wording: str
    reference: str

    def covers(self, lexicon: str, entry: str) -> bool:
        """Whether the rule is about the entry of the lexicon."""
        return lexicon == self.lexicon and any(fnmatchcase(entry, glob) for glob in self.entries)

    def binds(self, outlet: str, day: date | None) -> bool:
        """Whether the rule is in force for the outlet on the day; on a day of None, whether it always is."""
        if not any(fnmatchcase(outlet.strip().casefold(), glob.casefold()) for glob in self.outlets):
            return False
        if day is None:
            return self.start is None and self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def style_guides(path: str | Path | None = None) -> tuple[StyleRule, ...]:
    """The rules in a CSV file in file order, without a path those shipped.

    Raises LexiconError, with file, row and column, where the file cannot be read.
    """
    path = shipped_folder() / "style-guides.csv" if path is None else Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            missing = [name for name in _COLUMNS if name not in (table.fieldnames or ())]
            if missing:
                raise LexiconError(f"{path}: the first row lacks {', '.join(missing)}; columns: {', '.join(_COLUMNS)}")
            return tuple(_rule(row, f"{path}, line {table.line_num}") for row in table)
    except OSError as error:
        raise LexiconError(f"{path} cannot be read ({error.strerror or error}): check the path") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise LexiconError(f"{path} is no CSV file in UTF-8 ({error}): save it as one") from None


def house_style(
    outlet: str, day: date | None, lexicon: str, entry: str, rules: Iterable[StyleRule]
) -> tuple[StyleRule, ...]:
    """The rules that say how the outlet words what the entry finds, on that day; () where no guide is known to.

    >>> from datetime import date
    >>> rules = style_guides()
    >>> found = house_style("AP", date(2020, 5, 1), "labels-ukraine", "kyiv.kyiv", rules)
    >>> [(rule.guide, rule.ruling.value) for rule in found]
    [('AP Stylebook', 'prescribed')]
    >>> house_style("AP", date(2018, 5, 1), "labels-ukraine", "kyiv.kyiv", rules)
    ()
    """
    return tuple(rule for rule in rules if rule.covers(lexicon, entry) and rule.binds(outlet, day))


def _rule(row: dict[str, str | None], where: str) -> StyleRule:
    cells = {name: (row[name] or "").strip() for name in _COLUMNS}
    empty = sorted(name for name in _NEEDED if not cells[name])
    if empty or None in row:
        what = f"column {empty[0]} is empty" if empty else "there are more fields than columns: quote commas"
        raise LexiconError(f"{where}: {what}")
    if cells["rule"] not in set(Ruling):
        raise LexiconError(f"{where}, column rule: {cells['rule']!r}; valid: {', '.join(Ruling)}")
    start, end = _day(cells["from"], f"{where}, column from"), _day(cells["to"], f"{where}, column to")
    if start and end and end < start:
        raise LexiconError(f"{where}, column to: {end} lies before {start}")
    outlets, entries = (tuple(part.strip() for part in cells[name].split(";")) for name in ("outlets", "entries"))
    ruling = Ruling(cells["rule"])
    return StyleRule(
        cells["guide"], outlets, start, end, cells["lexicon"], entries, ruling, cells["wording"], cells["reference"]
    )


def _day(text: str, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise LexiconError(f"{where}: {text!r} is no date; write 2013-04-02") from None
