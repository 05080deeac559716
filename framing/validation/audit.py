"""How often hits are what they are counted as: by entry, category, voice, outlet and period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.validation.codes import Settled
from framing.validation.errors import with_gold
from framing.validation.gold import GoldSample, population_of
from framing.validation.shares import weighted_share
from framing.validation.targets import HITS

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

BY = ("all", "category", "referent", "entry", "voice", "outlet", "period")


def audit(
    gold: GoldSample, settled: Settled, scored: ScoredCorpus, *, by: Sequence[str] = BY, level: float = 0.95
) -> pd.DataFrame:
    """The precision of hits that were read one by one.

    Returns
    -------
    DataFrame
        one row a value of each column in `by`: by, value, hits (in the corpus), n (read), right, precision, low,
        high. Hits weigh by the inverse of the probability of their draw

    Raises
    ------
    FramingError
        the sample is not of hits, or has no gold
    """
    import pandas as pd

    if gold.target.measure != HITS:
        raise FramingError(f"the sample {gold.folder} is of {gold.target}; an audit needs one drawn for hits:LEXICON")
    units = with_gold(gold, settled, population_of(gold, scored)).assign(all="all")
    rows = []
    for name in by:
        for value, cell in units.groupby(name, sort=True):
            coded = cell[cell["probability"] > 0]
            right, found, chance = (coded[c].to_numpy(dtype=float) for c in ("gold", "found", "probability"))
            share = weighted_share(right, found, chance, level)
            rows.append(
                {
                    "by": name,
                    "value": str(value),
                    "hits": len(cell),
                    "n": len(coded),
                    "right": int(coded["gold"].sum()),
                    "precision": share.value,
                    "low": share.low,
                    "high": share.high,
                }
            )
    return pd.DataFrame(rows)


def records(table: pd.DataFrame, corpus: str, day: date | None = None) -> str:
    """What to write under `validated:` in the lexicon, from an audit: YAML lines, an entry that was read each.

    A record counts hits as they were drawn, without weights: where outlets were drawn unequally, read them by outlet.
    """
    read = table[(table["by"] == "entry") & (table["n"] > 0)]
    when = (day or date.today()).isoformat()
    lines = [
        f"  - {{of: {row['value']}, n: {row['n']}, correct: {row['right']}, corpus: {_quoted(corpus)}, date: {when}}}"
        for _, row in read.iterrows()
    ]
    return "\n".join(["validated:", *lines]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
