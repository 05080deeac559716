"""The differences that hold, in plain sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from framing.report.evidence import key_of
from framing.report.wording import Finding, counted, figure, interval, name_of, q_words

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison

Q_LEVEL = 0.05


def find(comparison: Comparison, shown: Collection[tuple[str, str, str]], labels: dict[str, str]) -> list[Finding]:
    """One finding a (measure, item, voice) of `shown` in which an outlet differs from its reference, q below .05.

    Sorted by the smallest q-value, then by the largest ratio between outlets.
    """
    holds = comparison.contrasts[comparison.contrasts["q_value"] < Q_LEVEL]
    overall = comparison.estimates[comparison.estimates["period"] == "all"]
    cells = overall.set_index(["measure", "item", "voice", "outlet"]).sort_index()
    out = []
    for key, contrasts in holds.groupby(["measure", "item", "voice"], sort=False):
        measure, item, voice = map(str, key)
        if (measure, item, voice) not in shown:
            continue
        sized = contrasts.assign(size=contrasts["difference"].abs())
        ordered: Iterable[Any] = sized.sort_values(["q_value", "size"], ascending=[True, False]).itertuples()
        sentences = tuple(_sentence(row, cells) for row in ordered)
        heading = name_of(measure, item, voice, labels)
        out.append(Finding(heading, sentences, float(contrasts["q_value"].min())))
    return sorted(out, key=lambda finding: finding.largest)


def _sentence(row: Any, cells: pd.DataFrame) -> tuple[str, str]:
    cell: Any = cells.loc[(row.measure, row.item, row.voice, row.outlet), :]
    level = f"{100 * cell.level:.0f} % interval "
    text = (
        f"{row.outlet}: {figure(cell.value, cell.unit)} ({level}{interval(cell.low, cell.high, cell.unit)}; "
        f"{counted(cell)}), {'more' if row.difference > 0 else 'less'} than {row.reference} with "
        f"{figure(row.reference_value, cell.unit)} ({q_words(row.q_value)}, family of {row.family_size})."
    )
    return text, key_of(row.measure, row.item, row.voice, row.outlet)
