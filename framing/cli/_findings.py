"""What `framing compare` prints: differences in sentences, then figures in blocks, an outlet a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import isnan
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from framing.corpus.problems import FeedProblem, all_problems
from framing.report.findings import blocked_over_time, find
from framing.report.held import only_in
from framing.report.selection import select
from framing.report.wording import badge, basis, figure, interval, name_of
from framing.stats.adoption import ADOPTION, OWN_TO_ATTRIBUTED
from framing.stats.agency import EXPRESSED
from framing.stats.labels import FAVOURABLE
from framing.stats.options import AGENCY, LOADED, MAX_Q

if TYPE_CHECKING:
    from framing.report.selection import Selection
    from framing.stats import Comparison
    from framing.tables import ScoredCorpus

Key = tuple[str, str, str]  # measure, item, voice

_ITEMS = 8  # referents, and categories, as in the report
_BRIEF = ("attributions", "direct share", "named share", "anonymous share", "official share")  # beside other measures
_FINDINGS = 10  # differences in sentences before --all
_HINT = " in the outlet's own voice; --all shows other voices and items"
_OUTLET = 24  # letters of an outlet's name in a line


@dataclass(frozen=True, slots=True)
class Shown:
    """What is printed: voices asked for (without any, the outlet's own), items (without any, the main ones).

    everything: every item, voice and difference instead of the main ones. width: columns of a line.
    """

    voices: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    everything: bool = False
    width: int = 80


def text_of(
    scored: ScoredCorpus, found: Comparison, shown: Shown, others: Mapping[str, Comparison] | None = None
) -> Iterator[str]:
    """The lines of a comparison, at most `width` columns wide and broken at words only.

    others: the same comparison in parts of the articles, by the name of the subset.
    """
    selection = select(scored, found, most=_ITEMS)
    keys = _keys(found, selection, shown)
    part = _Part(found, selection, all_problems(scored.manifest), others or {}, shown)
    yield from _differences(part, keys)
    yield from _alike(part, keys)
    yield from _figures(part, keys)


@dataclass(frozen=True, slots=True)
class _Part:
    """What the lines are made of."""

    found: Comparison
    selection: Selection
    problems: list[FeedProblem]
    others: Mapping[str, Comparison]
    shown: Shown


def _keys(found: Comparison, selection: Selection, shown: Shown) -> list[Key]:
    """What is shown, in the order of the blocks: measures, then items with most to count first."""
    overall = found.estimates[found.estimates["period"] == "all"]
    there = list(dict.fromkeys(zip(overall["measure"], overall["item"], overall["voice"], strict=True)))
    voices = shown.voices
    if shown.items:
        there = [key for key in there if key[1] in shown.items]
        spoken = [key for key in there if key[2] in (voices or ("outlet",)) or key[0] in ("sourcing", ADOPTION)]
        return there if shown.everything else spoken or there
    if shown.everything:
        return [key for key in there if not voices or key[2] in voices or key[0] in ("sourcing", ADOPTION)]
    # which items have most to count is known only where all voices were counted
    ranked = "all" in found.options.voices
    referents = selection.labelling if ranked else _items(there, "labelling")
    alone = found.options.measures
    main = {
        "labelling": referents,
        ADOPTION: referents if alone == ("labelling",) else (),
        "rate": selection.rate if ranked else _items(there, "rate"),
        "sourcing": selection.all_sourcing
        if alone == ("sourcing",)
        else tuple(item for item in _BRIEF if item in selection.sourcing),
        AGENCY: tuple(item for item in _items(there, AGENCY) if item.startswith(EXPRESSED))[:_ITEMS],
        LOADED: _items(there, LOADED),
    }
    wanted = {"sourcing": ("all",), ADOPTION: (OWN_TO_ATTRIBUTED,)}
    keys = [
        (measure, item, voice)
        for measure, items in main.items()
        for item in items
        for voice in wanted.get(measure, voices or ("outlet",))
    ]
    return [key for key in keys if key in there]


def _items(keys: list[Key], measure: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key[1] for key in keys if key[0] == measure and not key[1].endswith(FAVOURABLE)))


def _differences(part: _Part, keys: Collection[Key]) -> Iterator[str]:
    """The differences that hold, by item, an outlet a sentence; one line that says so where none does."""
    found, width, everything = part.found, part.shown.width, part.shown.everything
    if found.contrasts.empty:
        return
    held = find(found, set(keys), part.selection.labels, problems=part.problems, others=part.others)
    shown = held if everything else held[:_FINDINGS]
    if shown:
        yield from wrap(f"Differences with q < {MAX_Q:g} and an interval without 0:", width)
    else:
        yield from wrap(f"No difference shown here has q < {MAX_Q:g} and an interval without 0.", width)
    for finding in shown:
        yield ""
        yield from wrap(_marked(finding.heading, finding.badge), width)
        for parts in finding.sentences:
            sentence = "".join(text for text, _ in parts)
            yield from _indented(sentence, width)
        for note in finding.notes:
            yield from _indented(note, width)
    partly = [sentence for _, sentence in only_in(found, part.others, keys, part.selection.labels)]
    if partly:
        yield ""
        yield from wrap("Differences in a part of the articles alone:", width)
        for sentence in partly:
            yield from _indented(sentence, width)
    holds = found.contrasts[found.contrasts["differs"].astype(bool)]
    blocked = holds["outlet"].isin(list(blocked_over_time(part.problems)))
    holds = holds[(holds["period"] == "all") | ~blocked]
    holds = holds[holds["item"].isin(part.shown.items)] if part.shown.items else holds
    left = len(holds[["measure", "item", "voice", "period"]].drop_duplicates()) - len(shown)
    if left > 0 and not everything:
        yield ""
        what = "One more difference" if left == 1 else f"{left} more differences"
        where = "voices or over time" if part.shown.items else "items, voices or over time"
        yield from wrap(f"{what} in other {where}: --all shows all.", width)
    yield ""


def _indented(text: str, width: int) -> list[str]:
    return wrap(text, width, initial_indent="  ", subsequent_indent="      ", break_long_words=False)


def _alike(part: _Part, keys: Collection[Key]) -> Iterator[str]:
    """The contrasts whose interval lies within the margin, an item a block."""
    table = part.found.contrasts
    table = table[table["alike"].astype(bool) & (table["period"] == "all")]
    rows = [row for row in table.itertuples() if (row.measure, row.item, row.voice) in keys]
    if not rows:
        return
    by_figure: dict[Key, list[Any]] = {}
    for row in rows:
        by_figure.setdefault((str(row.measure), str(row.item), str(row.voice)), []).append(row)
    yield from wrap("No difference larger than the margin: the whole interval lies within it.", part.shown.width)
    for key, mine in by_figure.items():
        yield ""
        yield from wrap(f"{name_of(*key, part.selection.labels)} ({mine[0].unit})", part.shown.width)
        for row in mine:
            points = " points" if row.unit.startswith("share") else ""
            scale = 100 if points else 1
            yield from _indented(
                f"{row.outlet} and {row.reference}: {scale * row.low:+.2g} to {scale * row.high:+.2g}{points}, margin "
                f"{scale * row.margin:g}".replace("-", "\N{MINUS SIGN}"),
                part.shown.width,
            )
    yield ""


def _figures(part: _Part, keys: list[Key]) -> Iterator[str]:
    """A block an item, with a line an outlet: figure, interval, what was counted, in how many articles.

    Those without a figure share a line that gives the reason. Figures in parts of the articles stand below that of
    all, where they rest on other articles.
    """
    found, width = part.found, part.shown.width
    overall = found.estimates[found.estimates["period"] == "all"]
    badges = {key: badge(rows) for key, rows in overall.groupby(["measure", "item", "voice"])}
    overall = overall[(overall["denominator"] > 0) | overall["denominator"].isna()]
    blocks: dict[Key, list[Any]] = {key: [] for key in keys}
    for row in overall.sort_values(["value", "outlet"], ascending=[False, True]).itertuples():
        blocks.get((str(row.measure), str(row.item), str(row.voice)), []).append(row)
    longest = max((len(row.outlet) for rows in blocks.values() for row in rows), default=0)
    if not any(blocks.values()):
        hint = "" if part.shown.everything else _HINT
        yield from wrap(f"No figures: nothing that is counted occurs here{hint}.", width)
        return
    size = min(_OUTLET, max(longest, len("  corrected"), 15 if part.others else 0))
    yield _line("outlet", ("figure", f"{100 * found.options.level:g} % interval", "counted", "articles"), size)
    for key, rows in blocks.items():
        if rows:
            yield ""
            heading = f"{name_of(*key, part.selection.labels)} ({rows[0].unit})"
            yield from wrap(_marked(heading, badges[key]), width)
            for row in rows:
                if not isnan(row.value):
                    yield from _outlet(row, size)
                    yield from _by_gold(row, size)
                    yield from _elsewhere(part, row, size)
            for method in dict.fromkeys(row.method for row in rows if isnan(row.value)):
                without = ", ".join(row.outlet or "(none)" for row in rows if row.method == method)
                yield from wrap(f"{without}: {method}", width, initial_indent="  ", subsequent_indent="      ")


def _by_gold(row: Any, size: int) -> Iterator[str]:
    """The figure corrected by gold, below the raw one."""
    if not isnan(value := getattr(row, "corrected", float("nan"))):
        bounds = interval(row.corrected_low, row.corrected_high, row.unit)
        yield _line("  corrected", (figure(value, row.unit), bounds, f"{row.validated:,.0f} read", ""), size)


def _elsewhere(part: _Part, row: Any, size: int) -> Iterator[str]:
    """The outlet's figure in parts of the articles."""
    for subset, comparison in part.others.items():
        table = comparison.estimates
        mine = (table["measure"] == row.measure) & (table["item"] == row.item) & (table["voice"] == row.voice)
        for other in table[mine & (table["outlet"] == row.outlet) & (table["period"] == "all")].itertuples():
            if not isnan(other.value) and other.n_articles != row.n_articles:
                yield _line(f"  {subset}", _cells(other), size)


def _marked(heading: str, badge: str) -> str:
    return f"{heading} [{badge}]" if badge else heading


def _outlet(row: Any, size: int) -> Iterator[str]:
    """One outlet's line; a name too long for its column stands on lines of its own before."""
    *before, name = wrap(row.outlet, size) or ["(none)"]
    yield from (f"  {part}" for part in before)
    yield _line(name, _cells(row), size)


def _cells(row: Any) -> tuple[str, str, str, str]:
    return (
        figure(row.value, row.unit),
        interval(row.low, row.high, row.unit),
        basis(row.numerator, row.denominator, row.unit) + (" words" if " per 1,000 " in row.unit else ""),
        f"{row.n_articles:,}" + (" few" if row.small else ""),
    )


def _line(name: str, cells: tuple[str, str, str, str], size: int) -> str:
    one, two, three, four = cells
    return f"  {name:<{size}}  {one:>6}  {two:>13}  {three:>19}  {four:>8}".rstrip()
