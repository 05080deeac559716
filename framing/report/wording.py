"""Figures in words: how values, intervals and findings are written. Outlets "differ"; nothing is called biased."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.stats.adoption import ADOPTION
from framing.stats.agency import ANYONE, PREDICATE, VICTIM
from framing.stats.net_loading import NET
from framing.stats.options import AGENCY, LOADED
from framing.stats.sourcing import DOUBTING_OF, SIDE_SHARE, SIDE_WORDS

if TYPE_CHECKING:
    import pandas as pd

UNVALIDATED, VALIDATED = "UNVALIDATED", "VALIDATED"
VOICE_WORDS = {
    "outlet": "in its own voice",
    "attributed": "in the words of others",
    "quoted": "in quotations",
    "paraphrased": "in paraphrase",
    "scare": "in scare quotes",
    "distanced": "at a distance",
    "all": "in any voice",
}
# referents that are no persons, groups or bodies: words condemn or approve of them
EVENTS = frozenset({"kill_verb", "dead_noun", "suicide_attack", "captives", "protest_event"})


_OF_SIDES = ((SIDE_SHARE, "Attributions to "), (SIDE_WORDS, "Words of "), (DOUBTING_OF, "Doubting share, "))

Sentence = tuple[tuple[str, str], ...]  # parts of text, each with the key of the evidence behind it or ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in which outlets differ: a heading, a sentence for each outlet that stands out, the evidence.

    badge: whether its hits were read by hand, see `badge`. notes: what to know of it: whether it holds in parts of the
    articles, and problems of the outlets' articles.
    """

    heading: str
    sentences: tuple[Sentence, ...]
    least_q: float
    badge: str = ""
    item: str = ""
    voice: str = ""
    notes: tuple[str, ...] = ()


def badge(rows: pd.DataFrame) -> str:
    """Whether the hits behind some rows of the estimates were read by hand, with n and precision; "" for no hits."""
    told = rows.drop_duplicates("outlet").dropna(subset=["validated"])
    read = told[told["validated"] > 0]
    if told.empty:
        return ""
    if read.empty:
        return UNVALIDATED
    what = f"n={_spread(read['validated'], ',.0f')}, precision {_spread(read['precision'], '.2f')}"
    if len(read) == len(told):
        return f"{VALIDATED} {what}"
    return f"{UNVALIDATED} in {len(told) - len(read)} of {len(told)} outlets, else {what}"


def _spread(values: pd.Series[float], form: str) -> str:
    low, high = (format(value, form) for value in (values.min(), values.max()))
    return low if low == high else f"{low}–{high}"


def figure(value: float, unit: str) -> str:
    """A value as it is printed: a share in percent, a rate with two decimals; "–" where there is none."""
    if math.isnan(value):
        return "–"
    if unit.startswith("share"):
        digits = 1 if 0 < value < 0.01 or 0.99 < value < 1 else 0
        return f"{100 * value:.{digits}f}\N{NO-BREAK SPACE}%"
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def interval(low: float, high: float, unit: str) -> str:
    """An interval as it is printed, without the unit: "28–36", "0.2–0.6" where it is narrow; "" where there is none."""
    if math.isnan(low) or math.isnan(high):
        return ""
    narrow = high - low < 0.02
    scale, digits = (100, int(narrow)) if unit.startswith("share") else (1, 2)
    ends = (f"{scale * end:.{digits}f}".replace("-", "\N{MINUS SIGN}").replace("inf", "∞") for end in (low, high))
    return (" to " if low < 0 else "–").join(ends)


def q_words(q: float) -> str:
    """A q-value as it is printed."""
    return "q < 0.001" if q < 0.001 else f"q = {q:.3f}"


def counted(row: Any) -> str:
    """What stands behind a figure: "12 of 40 mentions", "12 in 3,400 words in the outlet's voice"."""
    _, _, what = row.unit.partition("share of ") if row.unit.startswith("share") else row.unit.partition(" per 1,000 ")
    return f"{basis(row.numerator, row.denominator, row.unit)} {what}".rstrip()


def basis(numerator: float, denominator: float, unit: str) -> str:
    """What stands behind a figure, in short: "12 of 40" for a share, "12 in 3,400" for a rate.

    A mean has the articles or attributions it is over, an effective number of sources those that were named, a ratio
    its two shares.
    """
    if unit.startswith("ratio of shares"):
        return f"{figure(numerator, 'share')} to {figure(denominator, 'share')}"
    if unit.startswith("mean per "):
        noun = unit.removeprefix("mean per ").partition(":")[0]
        return f"{denominator:,.0f} {noun}s"
    if unit.startswith("effective"):
        return f"{numerator:,.0f} named in {denominator:,.0f}"
    return f"{numerator:,.0f} {'of' if unit.startswith('share') else 'in'} {denominator:,.0f}"


def is_event(item: str) -> bool:
    """Whether an item of labelling is an event or a state, which words condemn, not somebody or something."""
    return item.removesuffix(" (+)").rpartition("/")[2] in EVENTS


def name_of(measure: str, item: str, voice: str, labels: dict[str, str]) -> str:
    """What a row of the tables measures, in words."""
    if measure in ("labelling", ADOPTION):
        favour = item.endswith(" (+)")
        referent = labels.get(item.removesuffix(" (+)"), item.removesuffix(" (+)"))
        if is_event(item):
            labelled = f"{'approving' if favour else 'condemning'} words for {referent}"
        else:
            labelled = f"labels {'in favour of' if favour else 'against'} {referent}"
        text = f"adoption of {labelled}" if measure == ADOPTION else f"{labelled}, {VOICE_WORDS[voice]}"
        return text[0].upper() + text[1:]
    if measure == NET:
        return f"Net loading of {labels.get(item, item)}, {VOICE_WORDS[voice]}"
    if measure == "rate":
        return f"{labels.get(item, item)}, {VOICE_WORDS[voice]}"
    if measure == LOADED:
        return f"{item[:1].upper()}{item[1:]}, {VOICE_WORDS[voice]}"
    if measure in (AGENCY, PREDICATE):
        what, _, side = item.partition(VICTIM)
        victims = "of any side" if side == ANYONE else labels.get(side, side)
        return f"{what[:1].upper()}{what[1:]}, victims {victims}, {VOICE_WORDS[voice]}"
    for begin, words in _OF_SIDES:
        if item.startswith(begin):
            side = item.removeprefix(begin)
            return words + labels.get(side, side.replace("_", " "))
    return item[0].upper() + item[1:].replace("_", " ")
