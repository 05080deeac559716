"""The options of a comparison, declared once for all commands that compare, and help in sections."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any, TypeVar

import click

from framing.cli._common import PERIODS

Command = TypeVar("Command", bound=Callable[..., Any])

# those of framing.stats, which would load numpy and pandas for the help
MEASURES = ("rate", "labelling", "sourcing", "agency", "loaded")
VOICES = ("outlet", "attributed", "quoted", "paraphrased", "scare", "distanced", "all")
SUBSETS = ("all", "house", "one-per-story")
INTERVALS = ("studentised", "percentile", "BCa", "linearised")
CLUSTERS = ("article", "story")
CORRECTIONS = ("BH", "BY", "Holm")
EACH_SUBSET = "each"

WHAT, OVER_TIME, CERTAINTY = "What is compared", "Over time", "Intervals and tests"


class SectionOption(click.Option):
    """An option whose help stands under a heading."""

    def __init__(self, *args: Any, section: str = "", **given: Any) -> None:
        super().__init__(*args, **given)
        self.section = section


class SectionCommand(click.Command):
    """A command whose options are listed by section, in the order in which the sections first appear."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under their headings; those of none come last, under "Options"."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                sections.setdefault(getattr(parameter, "section", ""), []).append(record)
        plain = sections.pop("", [])
        for name, records in [*sections.items(), ("Options", plain)]:
            if records:
                with formatter.section(name):
                    formatter.write_dl(records)


def section_option(section: str, *names: str, **given: Any) -> Callable[[Command], Command]:
    """A `click.option` that stands under a heading."""
    return click.option(*names, cls=SectionOption, section=section, **given)


def _outlets(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Names separated by commas; one that holds a comma stands in quotation marks."""
    return _names(value)


def _groups(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """NAME=OUTLET,OUTLET by name."""
    groups: dict[str, tuple[str, ...]] = {}
    for value in values:
        name, _, members = value.partition("=")
        if not name.strip() or not _names(members):
            raise click.BadParameter(f"{value!r} names no group; give NAME=OUTLET,OUTLET")
        if name.strip() in groups:
            raise click.BadParameter(f"group {name.strip()!r} stands twice")
        groups[name.strip()] = _names(members)
    return groups


def _names(text: str) -> tuple[str, ...]:
    found = next(csv.reader([text], skipinitialspace=True), [])
    return tuple(name.strip() for name in found if name.strip())


_AGAINST = (
    "each (outlet with each), rest (with all others together), none, or the outlet or group to compare with; auto is "
    "each up to 6 outlets, else rest."
)
SUBSET_HELP = "house: neither agency copy nor copied from another outlet; one-per-story: of an outlet on one event."
_SHARED: dict[str, Callable[..., Any]] = {
    "outlets": section_option(
        WHAT, "--outlets", default="", metavar="NAME,NAME", callback=_outlets, help="Only these outlets or groups."
    ),
    "groups": section_option(
        WHAT,
        "--group",
        "groups",
        multiple=True,
        metavar="NAME=OUTLET,OUTLET",
        callback=_groups,
        help="Outlets taken together under a name; repeat for several.",
    ),
    "against": section_option(WHAT, "--against", default="auto", show_default=True, help=_AGAINST),
    "subset": section_option(
        WHAT, "--subset", default="all", show_default=True, type=click.Choice(SUBSETS), help=SUBSET_HELP
    ),
    "duplicates": section_option(
        WHAT,
        "--duplicates",
        default="drop",
        show_default=True,
        type=click.Choice(["drop", "keep"]),
        help="Articles that repeat another of the same outlet.",
    ),
    "period": section_option(
        OVER_TIME,
        "--period",
        default="auto",
        show_default=True,
        type=click.Choice(PERIODS),
        help="Of the figures over time.",
    ),
    "level": section_option(
        CERTAINTY,
        "--level",
        default=0.95,
        show_default=True,
        type=click.FloatRange(0.5, 1, max_open=True),
        help="Of intervals.",
    ),
    "interval": section_option(
        CERTAINTY,
        "--interval",
        default="studentised",
        show_default=True,
        type=click.Choice(INTERVALS),
        help="How bootstrap intervals are made; linearised needs no resampling. Sparse cells have exact ones.",
    ),
    "clusters": section_option(
        CERTAINTY,
        "--cluster",
        "clusters",
        default="article",
        show_default=True,
        type=click.Choice(CLUSTERS),
        help="What is independent, and so resampled and permuted as a whole.",
    ),
    "correction": section_option(
        CERTAINTY,
        "--correction",
        default="BH",
        show_default=True,
        type=click.Choice(CORRECTIONS),
        help="Of the p-values of a family: false discovery rate (BH; BY under any dependence) or Holm.",
    ),
    "min_articles": section_option(
        CERTAINTY,
        "--min-articles",
        default=10,
        show_default=True,
        type=click.IntRange(2),
        help="An outlet with fewer is marked, and not contrasted.",
    ),
    "replicates": section_option(
        CERTAINTY, "--replicates", default=2000, show_default=True, type=click.IntRange(99), help="Of bootstraps."
    ),
    "permutations": section_option(
        CERTAINTY, "--permutations", default=4999, show_default=True, type=click.IntRange(99), help="Of each test."
    ),
    "seed": section_option(
        CERTAINTY,
        "--seed",
        default=0,
        show_default=True,
        type=click.IntRange(0),
        help="Of whatever is drawn at random.",
    ),
}


def shared_option(name: str) -> Callable[[Command], Command]:
    """One option of a comparison; its parameter is the field of that name of `ComparisonOptions`."""
    add: Callable[[Command], Command] = _SHARED[name]
    return add


def comparison_options(*left_out: str) -> Callable[[Command], Command]:
    """Add the options of a comparison; the command's parameters of these names go to `ComparisonOptions`.

    left_out: the fields that the command has no use for.
    """

    def add(command: Command) -> Command:
        for name in reversed(_SHARED):
            if name not in left_out:
                command = _SHARED[name](command)
        return command

    return add
