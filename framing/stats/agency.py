"""Agency: whether those who kill, attack or arrest are named, and by which words, given the side of the victim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.stats.blocks import Block, comparable, in_voice, tally
from framing.stats.contrast_rows import CONTRAST_COLUMNS, contrast_rows, with_families
from framing.stats.options import AGENCY, NOBODY, ComparisonOptions, Scored
from framing.stats.ratios import Floats, design_effect
from framing.stats.reading import opened
from framing.stats.rows import ESTIMATE_COLUMNS, Table, estimate_rows
from framing.stats.samples import Sample, draw_sample
from framing.types import Agency, EventForm

if TYPE_CHECKING:
    import pandas as pd

DEATHS = ("death",)  # the kinds of events that are compared where no others are named
VICTIM = ", victim "  # stands between what an item counts and the side of the victim
ANYONE = "anyone"  # as the victim's side: events of all sides, and of none
PREDICATE = "predicate"  # the measure of the choice of words
MAX_SIDES = 10  # sides of victims with figures of their own: those with most events
MIN_EVENTS = 5  # mentions of a predicate below which it has no share of its own
_AGENT, _PREDICATE = "agent ", "predicate "
EXPRESSED = f"{_AGENT}{Agency.EXPRESSED}"
_MENTIONS = "share of event mentions"
_FORMS = {
    "agentless passive": (EventForm.PASSIVE,),
    "active": (EventForm.ACTIVE,),
    "nominal": (EventForm.NOMINAL,),
    "intransitive": (EventForm.INTRANSITIVE,),
}


@dataclass(frozen=True, slots=True)
class AgencyFindings:
    """Tidy `estimates` and `contrasts` with the columns of a comparison; `mentions` is the number of events counted."""

    estimates: pd.DataFrame
    contrasts: pd.DataFrame
    mentions: int


def compare_agency(
    scored: Scored | str | Path, options: ComparisonOptions | None = None, *, kinds: Sequence[str] = DEATHS
) -> AgencyFindings:
    """Shares of event mentions with the agent expressed, by form and by predicate, per outlet and victim's side.

    Parameters
    ----------
    scored
        a scored corpus with a table of events, or the path of one
    options
        voices, what is contrasted with what, periods, level and seed; `measures` is not looked at
    kinds
        the classes of events that count: death, injury, attack, abuse, arrest, abduction, displacement, destruction
        or siege

    Returns
    -------
    AgencyFindings
        figures are ratios of sums over articles, with intervals from resampling articles. Events denied
        ("killed nobody") and hypothetical ones ("may attack") count nowhere. Items read "agent expressed,
        victim SIDE"; the side "anyone" holds all events

    Raises
    ------
    FramingError
        an option has no meaning, the path holds no scored corpus, or no event is of these kinds
    """
    chosen = options or ComparisonOptions()
    chosen.check()
    scored = opened(scored)
    sample = draw_sample(scored, chosen)
    events = sample.of(counted_events(scored.events, kinds))
    found, contrasts = Table(ESTIMATE_COLUMNS), Table(CONTRAST_COLUMNS)
    for block in agency_blocks(events, sample, chosen.voices):
        effect = design_effect(block.numerator, block.denominator, sample.group, share=block.share)
        estimate_rows(found, block, sample, effect, chosen)
        if chosen.against != NOBODY and block.voice in chosen.contrasted:
            contrast_rows(contrasts, block, sample, effect, chosen)
    return AgencyFindings(found.frame(), with_families(contrasts.frame()), len(events))


def counted_events(events: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """Those of the events that agency counts: of these kinds, told as facts.

    Raises FramingError where there is none of a kind, naming the kinds there are.
    """
    missing = sorted(set(kinds) - set(events["kind"]))
    if missing or not kinds:
        there = ", ".join(sorted(set(events["kind"]))) or "none: the corpus tells of no event"
        raise FramingError(f"no event of kind {', '.join(missing) or '(none given)'}; kinds in this corpus: {there}")
    return told_of_kinds(events, kinds)


def told_of_kinds(events: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """The events of these kinds that are told as facts; there may be none."""
    told = ~events["negated"].astype(bool) & ~events["hypothetical"].astype(bool)
    return events[told & events["kind"].isin(list(kinds))]


def agency_blocks(events: pd.DataFrame, sample: Sample, voices: Sequence[str]) -> Iterator[Block]:
    """The counts of agency, form and predicate of the events of each voice, by side of the victim."""
    for voice in voices:
        spoken = in_voice(events, voice)
        if len(spoken):
            for block in _blocks(spoken, sample, voice):
                yield comparable(block, sample)


def counts_towards(events: pd.DataFrame, name: str) -> pd.Series[bool]:
    """Which events an item counts; `name` is the item without the side of the victim."""
    if name.startswith(_PREDICATE):
        return events["lemma"] == name.removeprefix(_PREDICATE)
    if name in _FORMS:
        return events["form"].isin([str(form) for form in _FORMS[name]])
    return events["agency"] == name.removeprefix(_AGENT)


def _blocks(events: pd.DataFrame, sample: Sample, voice: str) -> Iterator[Block]:
    import pandas as pd

    everyone = events.assign(victim_side=ANYONE)
    sides = events[events["victim_side"] != ""]
    counts = sides["victim_side"].value_counts()
    largest = (ANYONE, *sorted(counts.index, key=lambda side: (-counts[side], side))[:MAX_SIDES])
    rows = pd.concat([everyone, sides[sides["victim_side"].isin(largest)]], ignore_index=True)
    flags = {name: counts_towards(rows, name) for name in (*(f"{_AGENT}{part}" for part in Agency), *_FORMS)}
    yield _block((AGENCY, voice), rows, largest, sample, flags)
    lemmas = events["lemma"].value_counts()
    frequent = (f"{_PREDICATE}{lemma}" for lemma in lemmas.index[lemmas >= MIN_EVENTS])
    named = {name: counts_towards(rows, name) for name in frequent}
    if named:
        yield _block((PREDICATE, voice), rows, largest, sample, named)


def _block(
    key: tuple[str, str], rows: pd.DataFrame, sides: tuple[str, ...], sample: Sample, flags: dict[str, pd.Series[bool]]
) -> Block:
    """Shares of the mentions with each side of victim that a flag marks; `key` is measure and voice."""
    measure, voice = key
    below = tally(rows, sample, rows["victim_side"], sides)
    counts: list[Floats] = [tally(rows[flag], sample, rows["victim_side"][flag], sides) for flag in flags.values()]
    return Block(
        measure=measure,
        voice=voice,
        items=tuple(f"{name}{VICTIM}{side}" for name in flags for side in sides),
        families=tuple(f"{name}, voice {voice}" for name in flags for _ in sides),
        unit=_MENTIONS,
        share=True,
        numerator=np.hstack(counts),
        denominator=np.hstack([below] * len(counts)),
        needs_marks=voice != "all",
    )
