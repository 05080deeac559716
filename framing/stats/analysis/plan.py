"""The plan of an analysis: what a TOML file asks for, checked key by key."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from framing.errors import FramingError
from framing.stats.options import MEASURES, SUBSETS, VOICES
from framing.stats.periods import PERIODS

ESTIMATORS = ("raw", "stories", "adjusted", "mantel-haenszel", "conditional-logit")
RAW, STORIES, ADJUSTED, MANTEL_HAENSZEL, CONDITIONAL_LOGIT = ESTIMATORS
CORRECTIONS = ("BH", "BY", "Holm", "none")
CLUSTERS = ("article", "story")
TERM, STORY, WEEK = LEFT_OUT = ("term", "story", "week")
SPECIFIED = ("voice", "subset", "duplicates", "terms")
EACH, REST = "each", "rest"


@dataclass(frozen=True, slots=True)
class Family:
    """A named family of contrasts, [contrasts.NAME]: one correction for all contrasts of one estimator and subset.

    items: as `compare` names them. outlets: those looked at, () for all. groups: names of several outlets taken
    together. against: "each", "rest", or the name of an outlet or group. estimators: raw (ratios of sums), stories
    (within shared stories), adjusted (regression on `covariates`, columns of the articles or "period"); secondary, for
    shares: mantel-haenszel and conditional-logit (one odds ratio over all shared stories). clusters:
    what is independent. margin: the smallest difference that would matter, in the figure's unit; 0 for none.
    leave_out: the units left out one by one. specification: the choices that are varied together.
    """

    name: str
    measure: str
    items: tuple[str, ...]
    voices: tuple[str, ...] = ("outlet",)
    outlets: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    against: str = EACH
    subsets: tuple[str, ...] = ("all",)
    estimators: tuple[str, ...] = (RAW,)
    covariates: tuple[str, ...] = ("period",)
    period: str = "auto"
    clusters: str = "article"
    correction: str = "BH"
    q: float = 0.05
    margin: float = 0.0
    leave_out: tuple[str, ...] = ()
    specification: tuple[str, ...] = ()
    min_articles: int = 10


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over time, [series.NAME]: its values by period, and what changed.

    interruption: a date whose effect is estimated, with `comparison` an outlet that it does not touch.
    change_points: whether dates of change are sought. events: dates around which `before` and `after` days are
    compared; known: what is known to have happened, a period's name with a text (a new scraper, a style guide).
    """

    name: str
    measure: str
    item: str
    voice: str = "outlet"
    outlets: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subset: str = "all"
    period: str = "month"
    interruption: date | None = None
    comparison: str = ""
    change_points: bool = False
    events: tuple[date, ...] = ()
    before: int = 14
    after: int = 14
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """The words that set an outlet apart, [words.NAME]. stories: within shared stories alone. top: rows kept."""

    name: str
    outlet: str
    against: str = REST
    subset: str = "all"
    stories: bool = False
    top: int = 100


@dataclass(frozen=True, slots=True)
class Sources:
    """Whose voices, [sources.NAME]: diversity at equal coverage, and balance between two sides story by story."""

    name: str
    subset: str = "all"
    sides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole analysis. `sha256` is that of the file's bytes."""

    path: str
    sha256: str
    level: float = 0.95
    seed: int = 0
    replicates: int = 2000
    permutations: int = 4999
    contrasts: tuple[Family, ...] = ()
    series: tuple[Trend, ...] = ()
    words: tuple[Words, ...] = ()
    sources: tuple[Sources, ...] = ()


_CHOICES = {
    "measure": MEASURES,
    "voice": VOICES,
    "voices": VOICES,
    "subset": SUBSETS,
    "subsets": SUBSETS,
    "estimators": ESTIMATORS,
    "correction": CORRECTIONS,
    "clusters": CLUSTERS,
    "leave_out": LEFT_OUT,
    "specification": SPECIFIED,
    "period": PERIODS,
}
# the smallest value that has a meaning, and the one that is too large
_FILLED = ("items", "voices", "subsets", "estimators")  # without any there is no contrast
_RANGES: dict[str, tuple[float, float]] = {
    "level": (0.5, 1),
    "q": (0, 1),
    "min_articles": (2, math.inf),
    "replicates": (99, math.inf),
    "permutations": (99, math.inf),
    "top": (1, math.inf),
}
_SECTIONS: dict[str, type[Any]] = {"contrasts": Family, "series": Trend, "words": Words, "sources": Sources}
_KINDS = {"str": "text", "tuple[str, ...]": "a list of text", "float": "a number", "int": "a whole number"}
_KINDS |= {"bool": "true or false", "date | None": "a date such as 2016-06-01", "tuple[date, ...]": "a list of dates"}
_KINDS |= {"Mapping[str, tuple[str, ...]]": "a table of lists", "Mapping[str, str]": "a table of text"}


def read_plan(path: str | Path) -> Plan:
    """The plan in a TOML file.

    Raises
    ------
    FramingError
        the file cannot be read, is no TOML, or holds a section, key or value that has no meaning; the message names
        file, section and key, and what may stand there
    """
    place = Path(path)
    try:
        content = place.read_bytes()
        found = tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise FramingError(f"cannot read {place}: {error.strerror or error}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FramingError(f"{place} is no TOML file: {error}") from error
    sections: dict[str, Any] = {}
    for name, cls in _SECTIONS.items():
        tables = found.pop(name, {})
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            raise FramingError(f"{place}: {name} must hold named tables, e.g. [{name}.main]")
        sections[name] = tuple(_section(cls, f"{place}, [{name}.{key}]", key, table) for key, table in tables.items())
    general = {f.name: f for f in fields(Plan) if f.name in ("level", "seed", "replicates", "permutations")}
    values = _values(f"{place}", found, {name: str(f.type) for name, f in general.items()}, also=tuple(_SECTIONS))
    if not any(sections.values()):
        raise FramingError(f"{place} asks for nothing; add a section such as [contrasts.main]")
    return Plan(str(place), hashlib.sha256(content).hexdigest(), **values, **sections)


def _section(cls: type[Any], where: str, name: str, table: Mapping[str, Any]) -> Any:
    known = {f.name: str(f.type) for f in fields(cls) if f.name != "name"}
    values = _values(where, table, known)
    needed = [key for key in ("measure", "item", "items", "outlet") if key in known and key not in values]
    if needed:
        raise FramingError(f"{where}: {needed[0]} is missing ({_KINDS[known[needed[0]]]})")
    voices = {"voice": "all", "voices": ("all",)}
    for key in voices.keys() & known.keys():
        if values.get("measure") == "sourcing" and values.setdefault(key, voices[key]) != voices[key]:
            raise FramingError(f"{where}, {key}: sourcing counts what is said in all voices; leave {key} out")
    made: Any = cls
    return made(name=name, **values)


def _values(
    where: str, table: Mapping[str, Any], known: Mapping[str, str], also: tuple[str, ...] = ()
) -> dict[str, Any]:
    values = {}
    for key, value in table.items():
        if key not in known:
            near = get_close_matches(key, [*known, *also], 1)
            hint = f"did you mean {near[0]}?" if near else f"keys are {', '.join([*known, *also])}"
            raise FramingError(f"{where}: there is no key {key!r}; {hint}")
        values[key] = _value(f"{where}, {key}", value, known[key], _CHOICES.get(key))
    return values


def _value(where: str, value: Any, kind: str, choices: tuple[str, ...] | None) -> Any:
    made = _READERS[kind.split("[", maxsplit=1)[0]](value, kind)
    if made is None:
        raise FramingError(f"{where} is {value!r}; give {_KINDS[kind]}")
    key = where.rpartition(", ")[2]
    low, high = _RANGES.get(key, (0, math.inf))
    if isinstance(made, int | float) and not low <= made < high:
        below = f" to below {high:g}" if high < math.inf else " or more"
        raise FramingError(f"{where} is {value!r}; give {low:g}{below}")
    if isinstance(made, tuple):
        if not made and key in _FILLED:
            raise FramingError(f"{where} is empty; leave the key out, or name at least one")
        if len(set(made)) < len(made):
            raise FramingError(f"{where} names {max(made, key=made.count)} twice")
    if key == "sides" and isinstance(made, tuple) and len(made) not in (0, 2):
        raise FramingError(f"{where} names {', '.join(made)}; give two")
    for each in made if isinstance(made, tuple) else (made,):
        if choices and each not in choices:
            raise FramingError(f"{where}: {each!r} is unknown; choose from {', '.join(choices)}")
    return made


def _several(value: Any, kind: str) -> tuple[Any, ...] | None:
    """A list of text or of dates; one alone is a list of one. None for anything else, as in the readers below."""
    one = _text if "str" in kind else _day
    found = value if isinstance(value, list) else [value]
    return tuple(found) if all(one(each, kind) is not None for each in found) else None


def _table(value: Any, kind: str) -> dict[str, Any] | None:
    lists = "tuple" in kind
    if not isinstance(value, dict) or not all(isinstance(each, list if lists else str) for each in value.values()):
        return None
    return {name: tuple(each) if lists else each for name, each in value.items()}


def _number(value: Any, kind: str) -> float | int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        return None
    if kind == "int":
        return int(value) if value == int(value) else None
    return float(value)


def _flag(value: Any, _kind: str) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: Any, _kind: str) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: Any, _kind: str) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "tuple": _several,
    "Mapping": _table,
    "int": _number,
    "float": _number,
    "bool": _flag,
    "str": _text,
    "date | None": _day,
}
