"""Who is said to kill and to die: the shares of mentions of deaths that name who killed, and in which form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.stats import ComparisonOptions, compare
from framing.stats.agency import ANYONE, DEATHS, EXPRESSED, MIN_EVENTS, VICTIM, told_of_kinds
from framing.stats.blocks import in_voice
from framing.stats.options import AGENCY, NOBODY
from framing.types import EventForm

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

_VOICE = "all"
_, _PASSIVE, _ACTIVE = COLUMNS = (EXPRESSED, "agentless passive", "active")
_MAX_SIDES = 5  # of victims, beside all together


@dataclass(frozen=True, slots=True)
class AgencyTables:
    """Rows of the estimates over all periods, and the sides of victims shown, those with most events first."""

    estimates: pd.DataFrame
    sides: tuple[str, ...]


def agency_tables(scored: ScoredCorpus, options: ComparisonOptions) -> AgencyTables | None:
    """The figures on mentions of deaths; None where the corpus has too few of them, or no table of events."""
    if not scored.manifest["counts"]["rows"].get("events"):
        return None
    chosen = replace(options, measures=(AGENCY,), voices=(_VOICE,), contrasted=(), period="all", against=NOBODY)
    try:
        rows = compare(scored, chosen).estimates
    except FramingError:  # nobody dies
        return None
    sides = rows["item"].str.partition(VICTIM)[2]
    rows = rows[rows["item"].str.startswith(tuple(name + VICTIM for name in COLUMNS))].assign(victim=sides)
    mentions = rows[rows["item"].str.startswith(EXPRESSED)].groupby("victim")["denominator"].sum()
    mentions = mentions[mentions >= MIN_EVENTS].sort_values(ascending=False, kind="stable")
    if mentions.empty:
        return None
    shown = tuple(str(side) for side in mentions.index[: _MAX_SIDES + 1])
    return AgencyTables(rows[rows["victim"].isin(shown)], shown)


def item_of(column: str, side: str) -> str:
    """The item of the estimates for a column and a side of victims."""
    return f"{column}{VICTIM}{side}"


def agency_cases(events: pd.DataFrame, item: str, voice: str) -> pd.DataFrame:
    """The mentions that a figure is of; `counted` marks its numerator."""
    column, _, side = item.partition(VICTIM)
    told = in_voice(told_of_kinds(events, DEATHS), voice)
    told = told if side == ANYONE else told[told["victim_side"] == side]
    form = {_PASSIVE: EventForm.PASSIVE, _ACTIVE: EventForm.ACTIVE}.get(column)
    flag = told["form"] == str(form) if form else told["agency"] == column.removeprefix("agent ")
    return told.assign(counted=flag)
