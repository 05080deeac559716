"""The differences that hold, in plain sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from framing.report.evidence import key_of
from framing.report.wording import Finding, basis, counted, figure, interval, name_of, q_words
from framing.stats.options import THE_REST

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison


def find(comparison: Comparison, shown: Collection[tuple[str, str, str]], labels: dict[str, str]) -> list[Finding]:
    """One finding a (measure, item, voice) of `shown` in which groups differ, the surest first.

    In it a sentence an outlet: its figure, and those it has more (of the rest: or less) than.
    """
    overall = comparison.estimates[comparison.estimates["period"] == "all"]
    cells: dict[Any, Any] = {(r.measure, r.item, r.voice, r.outlet): r for r in overall.itertuples()}
    holds = comparison.contrasts[comparison.contrasts["differs"].astype(bool)]
    out = []
    for key, contrasts in holds.groupby(["measure", "item", "voice", "period"], sort=False):
        measure, item, voice, period = map(str, key)
        if (measure, item, voice) in shown:
            heading = name_of(measure, item, voice, labels) + ("" if period == "all" else ", over time")
            sentences = _sentences(contrasts, cells) if period == "all" else map(_change, contrasts.itertuples())
            out.append(Finding(heading, tuple(sentences), float(contrasts["q_value"].min())))
    return sorted(out, key=lambda finding: finding.least_q)


def _sentences(contrasts: pd.DataFrame, cells: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    """The sentences of one finding with the keys of their evidence, the highest figure first."""
    by_outlet: dict[str, list[str]] = {}
    rows: list[Any] = list(contrasts.itertuples())
    for row in rows:
        more = row.difference > 0
        # between two outlets the one with more is the subject; "the rest" never is
        subject, other = (
            (row.outlet, row.reference) if more or row.reference == THE_REST else (row.reference, row.outlet)
        )
        base = row.reference_value if other == row.reference else row.value
        than = f"{'more' if more or subject != row.outlet else 'less'} than {other} with {figure(base, row.unit)}"
        if other == THE_REST:
            than += f", {_behind_reference(row)}"
        by_outlet.setdefault(subject, []).append(f"{than} ({q_words(row.q_value)})")
    key = (rows[0].measure, rows[0].item, rows[0].voice)
    for outlet in sorted(by_outlet, key=lambda name: -cells[(*key, name)].value):
        cell = cells[(*key, outlet)]
        spread = f"{100 * cell.level:.0f} % interval {interval(cell.low, cell.high, cell.unit)}"
        text = f"{outlet}: {figure(cell.value, cell.unit)} ({spread}; {counted(cell)}), {'; '.join(by_outlet[outlet])}."
        yield text, key_of(*key, outlet)


def _behind_reference(row: Any) -> str:
    return basis(row.reference_numerator, row.reference_denominator, row.unit)


def _change(row: Any) -> tuple[str, str]:
    """The sentence of one outlet that changed over time, with the key of its evidence."""
    now, before = figure(row.value, row.unit), figure(row.reference_value, row.unit)
    gap = f"{100 * row.level:.0f} % interval of the difference {interval(row.low, row.high, row.unit)}"
    text = (
        f"{row.outlet}: {now} {row.period} on ({counted(row)}), {before} before that "
        f"({_behind_reference(row)}); {gap}, {q_words(row.q_value)}."
    )
    return text, key_of(row.measure, row.item, row.voice, row.outlet)
