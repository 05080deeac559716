"""What is looked at: the filters of a view, as they stand in its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from framing.errors import FramingError
from framing.types import Voice, Zone

MAX_TERM = 200  # code points
MAX_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Query:
    """Filters of a view; "" stands for all. `first` and `last` are ISO dates, both included.

    term: a pattern that is sought in all text in place of the hits, whose category, entry and referent it has none
    of. category: `lexicon/category`. entry: the id
    of a lexicon's entry. page: counted from 1. article: the id of the one that is open.
    """

    term: str = ""
    outlet: str = ""
    first: str = ""
    last: str = ""
    voice: str = ""
    zone: str = ""
    category: str = ""
    entry: str = ""
    referent: str = ""
    page: int = 1
    article: str = ""
    part: int = 1

    def address(self, path: str = ".", **changes: Any) -> str:
        """The relative address of the view with some filters changed; a change of filters goes to its first page."""
        if not changes.keys() & {"page", "part", "article"}:
            changes["page"] = 1
        other = replace(self, **changes)
        pairs = {name: getattr(other, field) for name, field in NAMES.items()}
        given = {name: value for name, value in pairs.items() if value not in ("", 1)}
        return f"{path}?{urlencode(given)}" if given else path

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by their name in an address."""
        pairs = {name: getattr(self, field) for name, field in NAMES.items() if name not in _PLACES}
        return {name: value for name, value in pairs.items() if value}


# name in an address -> field
NAMES = {
    "q": "term",
    "outlet": "outlet",
    "from": "first",
    "to": "last",
    "voice": "voice",
    "zone": "zone",
    "category": "category",
    "entry": "entry",
    "referent": "referent",
    "page": "page",
    "article": "article",
    "part": "part",
}
_QUOTES = '"“”„«» '  # around a term: words in a row are sought as such anyway
_PLACES = ("page", "article", "part")
_OF_HITS = ("category", "entry", "referent")


def parse_query(given: Mapping[str, str]) -> Query:
    """The query of an address' parameters; unknown ones are left out.

    Raises FramingError naming the parameter, its value and what it may be.
    """
    values: dict[str, Any] = {
        field: given[name].strip() for name, field in NAMES.items() if given.get(name, "").strip()
    }
    if "term" in values:
        values["term"] = values["term"].strip(_QUOTES) or values["term"]
    for name in ("page", "part"):
        if name in values:
            values[name] = _number(name, values[name])
    for name, field in (("from", "first"), ("to", "last")):
        if field in values:
            values[field] = _day(name, values[field])
    for name, choices in (("voice", Voice), ("zone", Zone)):
        if values.get(name, choices) not in (choices, *choices):
            raise FramingError(f"no {name} {values[name]!r}; choose one of {', '.join(choices)}")
    if len(values.get("term", "")) > MAX_TERM:
        raise FramingError(f"the term is longer than {MAX_TERM} characters; look for a part of it")
    if "term" in values:
        values = {name: value for name, value in values.items() if name not in _OF_HITS}
    return Query(**values)


def _number(name: str, value: str) -> int:
    if value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MAX_PAGE:
        return int(value[:9])
    raise FramingError(f"{name} must be a whole number from 1 to {MAX_PAGE:,}, not {value[:40]!r}")


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise FramingError(f"{name!r} must be a date such as 2024-03-31, not {value[:40]!r}") from None
