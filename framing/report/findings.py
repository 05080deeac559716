"""The differences that hold, in plain sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing.corpus.problems import BLOCKS, FIGURES, OVER_TIME, FeedProblem
from framing.report.evidence import key_of
from framing.report.held import held_in
from framing.report.wording import Finding, Sentence, badge, basis, counted, figure, interval, name_of, q_words
from framing.stats.options import THE_REST

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison

_TOLD = 3  # problems named beside a finding


def find(
    comparison: Comparison,
    shown: Collection[tuple[str, str, str]],
    labels: dict[str, str],
    *,
    problems: Sequence[FeedProblem] = (),
    others: Mapping[str, Comparison] | None = None,
) -> list[Finding]:
    """One finding a (measure, item, voice) of `shown` in which groups differ, the surest first.

    In it a sentence an outlet: its figure, and those it has more (of the rest: or less) than. problems: of the outlets'
    articles; change over time is not stated of an outlet that one of them blocks, the others are named. others: the
    same comparison in parts of the articles, by the name of the subset; whether the finding holds there is said.
    """
    blocked = blocked_over_time(problems)
    overall = comparison.estimates[comparison.estimates["period"] == "all"]
    cells: dict[Any, Any] = {(r.measure, r.item, r.voice, r.outlet): r for r in overall.itertuples()}
    holds = comparison.contrasts[comparison.contrasts["differs"].astype(bool)]
    out = []
    for key, rows in holds.groupby(["measure", "item", "voice", "period"], sort=False):
        measure, item, voice, period = map(str, key)
        over_time = period != "all"
        contrasts = rows[~rows["outlet"].isin(list(blocked))] if over_time else rows
        if (measure, item, voice) in shown and len(contrasts):
            heading = name_of(measure, item, voice, labels) + (", over time" if over_time else "")
            sentences = map(_change, contrasts.itertuples()) if over_time else _sentences(contrasts, cells)
            mine = overall[(overall["measure"] == measure) & (overall["item"] == item)]
            least = float(contrasts["q_value"].min())
            notes = *held_in(contrasts, others or {}), *_care(contrasts, problems, over_time=over_time)
            out.append(Finding(heading, tuple(sentences), least, badge(mine), item=item, voice=voice, notes=notes))
    return sorted(out, key=lambda finding: finding.least_q)


def blocked_over_time(problems: Sequence[FeedProblem]) -> set[str]:
    """The outlets of which no change over time is stated."""
    return {each.outlet for each in problems if each.effect == BLOCKS and OVER_TIME in each.affects}


def _care(contrasts: pd.DataFrame, problems: Sequence[FeedProblem], *, over_time: bool) -> Iterator[str]:
    """What is wrong with the articles of the outlets that a finding names, the largest problems first."""
    named = {*contrasts["outlet"], *contrasts["reference"]}
    mine = [each for each in problems if (OVER_TIME if over_time else FIGURES) in each.affects and each.outlet in named]
    if mine:
        told = [each.message for each in sorted(mine, key=lambda each: -each.size)]
        more = f"; and {len(told) - _TOLD:,} more" if len(told) > _TOLD else ""
        yield f"Read with care: {'; '.join(told[:_TOLD])}{more}."


def _sentences(contrasts: pd.DataFrame, cells: dict[Any, Any]) -> Iterator[Sentence]:
    """The sentences of one finding, the highest figure first; each figure leads to its evidence."""
    rows: list[Any] = list(contrasts.itertuples())
    key = (rows[0].measure, rows[0].item, rows[0].voice)
    by_outlet: dict[str, list[Sentence]] = {}
    for row in rows:
        more = row.difference > 0
        # between two outlets the one with more is the subject; "the rest" never is
        subject, other = (
            (row.outlet, row.reference) if more or row.reference == THE_REST else (row.reference, row.outlet)
        )
        base = figure(row.reference_value if other == row.reference else row.value, row.unit)
        than = f"{'more' if more or subject != row.outlet else 'less'} than {other} with "
        behind = f", {_behind_reference(row)}" if other == THE_REST else ""
        link = "" if other == THE_REST else key_of(*key, other)
        by_outlet.setdefault(subject, []).append(((than, ""), (base, link), (f"{behind} ({q_words(row.q_value)})", "")))
    for outlet in sorted(by_outlet, key=lambda name: -cells[(*key, name)].value):
        cell = cells[(*key, outlet)]
        spread = f"{100 * cell.level:.0f}\N{NO-BREAK SPACE}% interval {interval(cell.low, cell.high, cell.unit)}"
        parts = [(f"{outlet}: ", ""), (figure(cell.value, cell.unit), key_of(*key, outlet))]
        parts.append((f" ({spread}; {counted(cell)}), ", ""))
        for place, comparison in enumerate(by_outlet[outlet]):
            parts += [("; ", "")] * (place > 0) + list(comparison)
        yield (*parts, (".", ""))


def _behind_reference(row: Any) -> str:
    return basis(row.reference_numerator, row.reference_denominator, row.unit)


def _change(row: Any) -> Sentence:
    """The sentence of one outlet that changed over time."""
    points = " percentage points" if row.unit.startswith("share") else ""
    level = f"{100 * row.level:.0f}\N{NO-BREAK SPACE}%"
    gap = f"{level} interval of the difference {interval(row.low, row.high, row.unit)}{points}"
    before = figure(row.reference_value, row.unit)
    text = (
        f" {row.period} on ({counted(row)}), {before} before that ({_behind_reference(row)}); "
        f"{gap}, {q_words(row.q_value)}."
    )
    key = key_of(row.measure, row.item, row.voice, row.outlet)
    return (f"{row.outlet}: ", ""), (figure(row.value, row.unit), key), (text, "")
