"""Options of `framing compare` that look closer at the figures named, and the plan they stand for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from framing.cli._comparison import section_option
from framing.errors import FramingError

if TYPE_CHECKING:
    from framing.stats import Comparison
    from framing.stats.analysis import Plan
    from framing.stats.analysis.plan import Family, Trend

Command = TypeVar("Command", bound=Callable[..., Any])

CLOSER, LONGER = "A closer look at the figures named with --item", "What happened over time to the figures of --item"
# those of framing.stats.analysis, which would load numpy for the help
ESTIMATORS = ("raw", "stories", "adjusted", "mantel-haenszel", "conditional-logit")
_DAY = click.DateTime(["%Y-%m-%d"])
_OPTIONS = [
    section_option(
        CLOSER,
        "--estimator",
        "estimators",
        multiple=True,
        type=click.Choice(ESTIMATORS),
        help="stories: within stories that both cover; adjusted: regression on --covariate; raw: ratios of sums; "
        "mantel-haenszel, conditional-logit: one odds ratio over all stories, for shares, secondary. Repeat for "
        "several; all items, voices and pairs of one are a family.",
    ),
    section_option(
        CLOSER,
        "--covariate",
        "covariates",
        multiple=True,
        metavar="COLUMN",
        help="A column of the articles, or period, that `adjusted` holds equal; repeat. Default: period.",
    ),
    section_option(
        CLOSER,
        "--leave-out",
        "leave_out",
        multiple=True,
        type=click.Choice(["term", "story", "week"]),
        help="How far the ratio moves when each is left out in turn; repeat.",
    ),
    section_option(
        CLOSER,
        "--vary",
        "specification",
        multiple=True,
        type=click.Choice(["voice", "subset", "duplicates", "terms"]),
        help="Specification curve: every combination of these choices, against relabelled outlets; repeat.",
    ),
    section_option(LONGER, "--change-points", "change_points", is_flag=True, help="Dates at which the level changes."),
    section_option(
        LONGER, "--interruption", type=_DAY, metavar="DATE", help="The effect of a date (interrupted time series)."
    ),
    section_option(
        LONGER, "--event", "events", multiple=True, type=_DAY, metavar="DATE", help="Days before and after; repeat."
    ),
    section_option(
        LONGER,
        "--window",
        default=14,
        show_default=True,
        type=click.IntRange(1),
        help="Days on either side of --event.",
    ),
    section_option(
        LONGER,
        "--comparison",
        default="",
        metavar="OUTLET",
        help="One that --interruption or --event left alone.",
    ),
]
_ASKED = ("estimators", "leave_out", "specification", "change_points", "interruption", "events")
_NAMES = tuple(option.partition(" ")[0] for option in ("covariates", "window", "comparison"))
_VARIED = ("outlet", "attributed", "all")  # the voices of a specification curve where none is named
_GENERAL = ("level", "seed", "replicates", "permutations")


def closer_options(command: Command) -> Command:
    """Add the options; `take` takes their parameters out of what the command was given."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def take(given: dict[str, Any]) -> dict[str, Any]:
    """The values of these options, taken out of `given`; days without a time."""
    mine = {name: given.pop(name) for name in (*_ASKED, *_NAMES)}
    day = mine["interruption"]
    return mine | {"interruption": day.date() if day else None, "events": tuple(each.date() for each in mine["events"])}


def asked(closer: Mapping[str, Any]) -> bool:
    """Whether any of it was asked for."""
    return any(closer[name] for name in _ASKED)


def plan_of(found: Comparison, items: Sequence[str], voices: Sequence[str], closer: Mapping[str, Any]) -> Plan:
    """The plan of a closer look at some items of a comparison, in the voices asked for.

    Raises FramingError where no item is named, or one that no plan knows.
    """
    from framing.stats.analysis.plan import Plan

    if not items:
        raise FramingError("name the figures that are to be looked at, e.g. --item gov; they are one family")
    if found.options.by != "outlet":
        raise FramingError(f"a closer look compares outlets, not {found.options.by}; leave --by out")
    options = found.options
    figures = [(measure, item, share) for item in items for measure, share in _measures(found, item)]
    return Plan(
        "",
        "",
        **{name: getattr(options, name) for name in _GENERAL},
        contrasts=tuple(_families(found, figures, tuple(voices), closer)),
        series=tuple(_trends(found, figures, tuple(voices), closer)),
    )


def _measures(found: Comparison, item: str) -> list[tuple[str, bool]]:
    """The measure of an item, and whether it is a share."""
    from framing.stats.options import MEASURES

    rows = found.estimates[found.estimates["item"] == item]
    known = rows[rows["measure"].isin(MEASURES)].drop_duplicates("measure")
    if known.empty:
        raise FramingError(f"{item!r} cannot be looked at closer: only items of {', '.join(MEASURES)} can")
    return [(str(row.measure), str(row.unit).startswith("share")) for row in known.itertuples()]


def _voices(measure: str, voices: tuple[str, ...]) -> tuple[str, ...]:
    return ("all",) if measure == "sourcing" else voices or ("outlet",)


def _families(
    found: Comparison, figures: Sequence[tuple[str, str, bool]], voices: tuple[str, ...], closer: Mapping[str, Any]
) -> Iterator[Family]:
    """A family a measure; figures of sourcing in two, for shares and other units have margins of their own."""
    from framing.stats.analysis.plan import Family

    if not (closer["estimators"] or closer["leave_out"] or closer["specification"]):
        return
    options = found.options
    parts: dict[tuple[str, bool], list[str]] = {}
    for measure, item, share in figures:
        parts.setdefault((measure, share), []).append(item)
    for (measure, share), items in parts.items():
        name = measure if measure != "sourcing" else "sourcing-shares" if share else "sourcing-rates"
        yield Family(
            name,
            measure,
            tuple(items),
            voices=_voices(measure, voices or (_VARIED if "voice" in closer["specification"] else ())),
            outlets=options.outlets,
            groups=options.groups,
            against=against_of(found),
            subsets=(options.subset,),
            estimators=closer["estimators"] or ("raw",),
            covariates=closer["covariates"] or ("period",),
            period=options.period,
            clusters=options.clusters,
            correction=options.correction,
            margin=options.margin_share if share else options.margin_rate,
            leave_out=closer["leave_out"],
            specification=closer["specification"],
            min_articles=options.min_articles,
        )


def against_of(found: Comparison) -> str:
    """What outlets were contrasted with, where that was left to the number of outlets."""
    from framing.stats.options import AUTO, EACH, NOBODY, REST, THE_REST

    if found.options.against == NOBODY:
        raise FramingError("--against none contrasts nothing; name an outlet, each or rest")
    if found.options.against != AUTO:
        return found.options.against
    return REST if (found.contrasts["reference"] == THE_REST).any() else EACH


def _trends(
    found: Comparison, figures: Sequence[tuple[str, str, bool]], voices: tuple[str, ...], closer: Mapping[str, Any]
) -> Iterator[Trend]:
    from framing.stats.analysis.plan import Trend

    if not (closer["change_points"] or closer["interruption"] or closer["events"]):
        return
    options = found.options
    for measure, item, _ in figures:
        for voice in _voices(measure, voices):
            yield Trend(
                f"{item}, {voice}",
                measure,
                item,
                voice,
                outlets=options.outlets,
                groups=options.groups,
                subset=options.subset,
                period=options.period,
                interruption=closer["interruption"],
                comparison=closer["comparison"],
                change_points=closer["change_points"],
                events=closer["events"],
                before=closer["window"],
                after=closer["window"],
            )


def write_plan(plan: Plan, path: Path) -> None:
    """Write the plan as a TOML file that `framing analyse` runs."""
    from dataclasses import fields

    from framing.stats.analysis.plan import Plan as Kind

    defaults = {each.name: each.default for each in fields(Kind)}
    lines = [f"{name} = {_toml(getattr(plan, name))}" for name in _GENERAL if getattr(plan, name) != defaults[name]]
    for kind in ("contrasts", "series"):
        for section in getattr(plan, kind):
            name = section.name if re.fullmatch(r"[\w-]+", section.name, re.ASCII) else _toml(section.name)
            lines += ["", f"[{kind}.{name}]"]
            for each in fields(section):
                value = getattr(section, each.name)
                if each.name != "name" and value not in (each.default, None) and value not in ((), {}, ""):
                    lines.append(f"{each.name} = {_toml(value)}")
    try:
        path.write_text("\n".join(lines).lstrip("\n") + "\n", encoding="utf-8")
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}; choose another --plan-out FILE") from error


def _toml(value: Any) -> str:
    """A value as TOML has it; a JSON string is a TOML string too."""
    import json

    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml(name)} = {_toml(each)}" for name, each in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
