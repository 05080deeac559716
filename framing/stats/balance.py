"""Balance between two sides, story by story: how much of what either side says comes from one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.stats.estimates import estimate_cells
from framing.stats.options import ComparisonOptions, Scored
from framing.stats.samples import draw_sample

if TYPE_CHECKING:
    import pandas as pd


def story_balance(
    scored: Scored, sides: tuple[str, str], *, words: bool = False, options: ComparisonOptions | None = None
) -> pd.DataFrame:
    """The balance A/(A + B) of each outlet as a mean over stories, with the mean distance from even.

    A and B are attributions (or their words) of sources of the two sides, in the outlet's articles on one story; a
    story where neither speaks does not count. One row an outlet and item: "balance" (0.5 is even), and "imbalance",
    the mean of |A/(A + B) - 0.5|, which opposite stories do not cancel. Stories are the clusters. `pooled` is the
    share over all stories together. Raises FramingError for sides without attributions, or no stories.

    Reference: D'Alessio & Allen (2000), Journal of Communication 50(4); Masini et al. (2018), Journalism Studies
    19(15).
    """
    import pandas as pd

    options = options or ComparisonOptions()
    sample = draw_sample(scored, options)
    articles = sample.articles.set_index("article_id")
    found = scored.attributions
    found = found[found["source_side"].isin(sides) & found["article_id"].isin(articles.index)]
    known = sorted(set(scored.attributions["source_side"]) - {""})
    for side in sides:
        if side not in set(found["source_side"]):
            raise FramingError(f"no attribution has a source of side {side!r}; sides are {', '.join(known) or 'none'}")
    table = pd.DataFrame(
        {
            "outlet": found["article_id"].map(dict(zip(articles.index, sample.group, strict=True))),
            "story": found["article_id"].map(articles["story_id"].fillna("")),
            "first": np.where(found["source_side"] == sides[0], found["words"] if words else 1, 0),
            "both": found["words"] if words else 1,
        }
    )
    stories = table[table["story"] != ""].groupby(["outlet", "story"])[["first", "both"]].sum()
    stories = stories[stories["both"] > 0]
    if stories.empty:
        raise FramingError("no attribution of these sides stands in an article with a story_id; group stories first")
    rows = []
    for place, outlet in enumerate(sample.groups):
        part = stories[stories.index.get_level_values("outlet") == place]
        if part.empty:
            continue
        share = (part["first"] / part["both"]).to_numpy(dtype=float)
        values = np.column_stack([share, np.abs(share - 0.5)])
        cells = estimate_cells(
            values, np.ones_like(values), np.ones(2), (outlet, "balance"), share=True, options=options.intervals
        )
        for column, item in enumerate(("balance", "imbalance")):
            rows.append(
                {
                    "outlet": outlet,
                    "item": item,
                    "value": cells.value[column],
                    "low": cells.low[column],
                    "high": cells.high[column],
                    "level": options.level,
                    "stories": len(part),
                    "pooled": part["first"].sum() / part["both"].sum(),
                    "method": str(cells.method[column]).replace("article", "story"),
                }
            )
    return pd.DataFrame(rows)
