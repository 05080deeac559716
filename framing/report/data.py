"""The figures that the page's charts draw, as one value to be embedded as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from framing.corpus.problems import BLOCKS, GAPS, OVER_TIME, FeedProblem
from framing.plot._calendar import place_of
from framing.report.evidence import key_of
from framing.report.selection import Selection
from framing.report.sourcing import heading_of
from framing.report.untrusted import shown
from framing.report.views import WHOLE
from framing.stats.periods import ALL, UNDATED
from framing.stats.rows import NO_MARKS

if TYPE_CHECKING:
    import pandas as pd

CHARTED = ("labelling", "rate", "sourcing")
_NUMBERS = ("value", "low", "high", "numerator", "denominator", "n_articles")
_DIGITS = 7  # significant: more than are ever printed


def chart_data(
    estimates: pd.DataFrame,
    parts: pd.DataFrame,
    selection: Selection,
    outlets: Sequence[str],
    problems: Sequence[FeedProblem] = (),
) -> dict[str, Any]:
    """Every figure that a chart can show, a row a figure; names stand once, rows have their places.

    estimates: of the comparison, all periods. parts: those of zones and subsets. problems: of the outlets' articles;
    what blocks an outlet takes its figures over time away, gaps of the others are listed.
    """
    import pandas as pd

    whole = estimates.assign(zone=WHOLE, subset=WHOLE)
    rows = pd.concat([whole, parts], ignore_index=True) if len(parts) else whole
    wanted = {(measure, item, voice) for measure, item, voice in selection.keys if measure in CHARTED}
    keys = zip(rows["measure"], rows["item"], rows["voice"], strict=True)
    rows = rows[[key in wanted for key in keys]]
    rows = rows[rows["outlet"].isin(list(outlets)) & rows["value"].notna() & (rows["method"] != NO_MARKS)]
    timed = [each for each in problems if OVER_TIME in each.affects]
    blocked = [each.outlet for each in timed if each.effect == BLOCKS]
    rows = rows[(rows["period"] == ALL) | (_over_time(rows) & ~rows["outlet"].isin(blocked))]
    names = {name: sorted(rows[name].unique().tolist()) for name in ("period", "zone", "subset", "unit")}
    names |= {"measure": list(CHARTED), "voice": sorted(rows["voice"].unique().tolist()), "outlet": list(outlets)}
    names["item"] = [item for item in _items(selection) if item in set(rows["item"])]
    order = ("measure", "item", "voice", "outlet", "period", "zone", "subset", "unit")
    places = [pd.Index(names[name]).get_indexer(rows[name]).tolist() for name in order]
    numbers = [[_short(value) for value in rows[name].tolist()] for name in _NUMBERS]
    return {
        "columns": [*order, *_NUMBERS, "small"],
        "names": names | {"outlet": [shown(name, 60) for name in outlets]},
        "headings": {item: heading_of(item, selection.labels) for item in names["item"] if item in selection.types},
        "level": float(rows["level"].iloc[0]) if len(rows) else 0.95,
        "rows": [list(row) for row in zip(*places, *numbers, rows["small"].astype(int).tolist(), strict=True)],
        "evidence": _evidence(rows, names),
        "gaps": list(_gaps(timed, names["period"], outlets)),
    }


def _gaps(problems: Sequence[FeedProblem], names: Sequence[str], outlets: Sequence[str]) -> Iterator[list[float]]:
    """The outlet's place, and where its days without articles begin and end among the periods."""
    periods = [name for name in names if name != ALL]
    for each in problems:
        if each.code in GAPS and each.start and each.end and each.outlet in outlets:
            start, end = place_of(each.start, periods), place_of(each.end, periods)
            if start is not None and end is not None and end > start:
                yield [outlets.index(each.outlet), round(start, 3), round(end, 3)]


def _over_time(rows: pd.DataFrame) -> pd.Series[bool]:
    """What timelines draw."""
    own = rows["measure"].isin(["labelling", "rate"]) & (rows["voice"] == "outlet")
    return own & (rows["period"] != UNDATED)


def _items(selection: Selection) -> list[str]:
    return list(dict.fromkeys((*selection.labelling, *selection.rate, *selection.all_sourcing)))


def _evidence(rows: pd.DataFrame, names: dict[str, list[str]]) -> dict[str, str]:
    """The key of the evidence of each measure, item, voice and outlet, by their places: "0,3,1,2"."""
    parts = ("measure", "item", "voice", "outlet")
    cells = rows[list(parts)].drop_duplicates().itertuples(index=False)
    place = [{name: index for index, name in enumerate(names[part])} for part in parts]
    return {",".join(str(where[x]) for where, x in zip(place, cell, strict=True)): key_of(*cell) for cell in cells}


def _short(value: float) -> float | int | None:
    if not isfinite(value):
        return None
    short = float(f"{value:.{_DIGITS}g}")
    return int(short) if short == int(short) else short
