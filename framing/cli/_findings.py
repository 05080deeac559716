"""What `framing compare` prints: differences in sentences, then figures in blocks, an outlet a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import isnan
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from framing.report.findings import find
from framing.report.selection import select
from framing.report.wording import badge, basis, figure, interval, name_of
from framing.stats.adoption import ADOPTION, OWN_TO_ATTRIBUTED
from framing.stats.agency import EXPRESSED
from framing.stats.labels import FAVOURABLE
from framing.stats.options import AGENCY, MAX_Q

if TYPE_CHECKING:
    from framing.report.selection import Selection
    from framing.stats import Comparison
    from framing.tables import ScoredCorpus

Key = tuple[str, str, str]  # measure, item, voice

_ITEMS = 8  # referents, and categories, as in the report
_BRIEF = ("attributions", "direct share", "named share", "anonymous share", "official share")  # beside other measures
_FINDINGS = 10  # differences in sentences before --all
_OUTLET = 24  # letters of an outlet's name in a line


def text_of(
    scored: ScoredCorpus, found: Comparison, *, voices: tuple[str, ...], everything: bool, width: int
) -> Iterator[str]:
    """The lines of a comparison, at most `width` columns wide and broken at words only.

    voices: those asked for; without any, the outlet's own. everything: every item, voice and difference
    instead of the main ones.
    """
    selection = select(scored, found, most=_ITEMS)
    keys = _keys(found, selection, voices, everything=everything)
    yield from _differences(found, selection, keys, everything=everything, width=width)
    yield from _figures(found, selection, keys, width=width)


def _keys(found: Comparison, selection: Selection, voices: tuple[str, ...], *, everything: bool) -> list[Key]:
    """What is shown, in the order of the blocks: measures, then items with most to count first."""
    overall = found.estimates[found.estimates["period"] == "all"]
    there = list(dict.fromkeys(zip(overall["measure"], overall["item"], overall["voice"], strict=True)))
    if everything:
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


def _differences(
    found: Comparison, selection: Selection, keys: Collection[Key], *, everything: bool, width: int
) -> Iterator[str]:
    """The differences that hold, by item, an outlet a sentence; one line that says so where none does."""
    if found.contrasts.empty:
        return
    held = find(found, set(keys), selection.labels)
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
            yield from wrap(sentence, width, initial_indent="  ", subsequent_indent="      ", break_long_words=False)
    holds = found.contrasts[found.contrasts["differs"].astype(bool)]
    left = len(holds[["measure", "item", "voice", "period"]].drop_duplicates()) - len(shown)
    if left > 0 and not everything:
        yield ""
        yield from wrap(f"{left} more in other items, voices or over time: --all shows every one.", width)
    yield ""


def _figures(found: Comparison, selection: Selection, keys: list[Key], *, width: int) -> Iterator[str]:
    """A block an item, with a line an outlet: figure, interval, what was counted, in how many articles.

    Those without a figure share a line that gives the reason.
    """
    overall = found.estimates[found.estimates["period"] == "all"]
    badges = {item: badge(rows) for item, rows in overall.groupby("item")}
    overall = overall[(overall["denominator"] > 0) | overall["denominator"].isna()]
    blocks: dict[Key, list[Any]] = {key: [] for key in keys}
    for row in overall.sort_values(["value", "outlet"], ascending=[False, True]).itertuples():
        blocks.get((str(row.measure), str(row.item), str(row.voice)), []).append(row)
    longest = max((len(row.outlet) for rows in blocks.values() for row in rows), default=0)
    size = min(_OUTLET, max(longest, len("outlet")))
    yield _line("outlet", ("figure", f"{100 * found.options.level:g} % interval", "counted", "articles"), size)
    for key, rows in blocks.items():
        if rows:
            yield ""
            heading = f"{name_of(*key, selection.labels)} ({rows[0].unit})"
            yield from wrap(_marked(heading, badges[key[1]]), width)
            for row in rows:
                if not isnan(row.value):
                    yield from _outlet(row, size)
            for method in dict.fromkeys(row.method for row in rows if isnan(row.value)):
                without = ", ".join(row.outlet or "(none)" for row in rows if row.method == method)
                yield from wrap(f"{without}: {method}", width, initial_indent="  ", subsequent_indent="      ")


def _marked(heading: str, badge: str) -> str:
    return f"{heading} [{badge}]" if badge else heading


def _outlet(row: Any, size: int) -> Iterator[str]:
    """One outlet's line; a name too long for its column stands on lines of its own before."""
    *before, name = wrap(row.outlet, size) or ["(none)"]
    yield from (f"  {part}" for part in before)
    cells = (
        figure(row.value, row.unit),
        interval(row.low, row.high, row.unit),
        basis(row.numerator, row.denominator, row.unit) + (" words" if " per 1,000 " in row.unit else ""),
        f"{row.n_articles:,}" + (" few" if row.small else ""),
    )
    yield _line(name, cells, size)


def _line(name: str, cells: tuple[str, str, str, str], size: int) -> str:
    one, two, three, four = cells
    return f"  {name:<{size}}  {one:>6}  {two:>13}  {three:>19}  {four:>8}".rstrip()
