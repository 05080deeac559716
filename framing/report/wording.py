"""Figures in words: how values, intervals and findings are written. Outlets "differ"; nothing is called biased."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from framing.stats.sourcing import DOUBTING_OF, SIDE_SHARE, SIDE_WORDS

VOICE_WORDS = {
    "outlet": "in its own voice",
    "attributed": "in the words of others",
    "quoted": "in quotations",
    "paraphrased": "in paraphrase",
    "scare": "in scare quotes",
    "distanced": "at a distance",
    "all": "in any voice",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in which outlets differ: a heading, a sentence for each outlet that stands out, the evidence."""

    heading: str
    sentences: tuple[tuple[str, str], ...]  # (text, key of the evidence)
    least_q: float


def figure(value: float, unit: str) -> str:
    """A value as it is printed: a share in percent, a rate with two decimals; "–" where there is none."""
    if math.isnan(value):
        return "–"
    if unit.startswith("share"):
        digits = 1 if 0 < value < 0.01 or 0.99 < value < 1 else 0
        return f"{100 * value:.{digits}f}\N{NO-BREAK SPACE}%"
    return f"{value:.2f}"


def interval(low: float, high: float, unit: str) -> str:
    """An interval as it is printed, without the unit: "28–36"; "" where there is none."""
    if math.isnan(low) or math.isnan(high):
        return ""
    scale, digits = (100, 0) if unit.startswith("share") else (1, 2)
    ends = (f"{scale * end:.{digits}f}".replace("-", "\N{MINUS SIGN}") for end in (low, high))
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

    A mean has the articles or attributions it is over, an effective number of sources those that were named.
    """
    if unit.startswith("mean per "):
        noun = unit.removeprefix("mean per ").partition(":")[0]
        return f"{denominator:,.0f} {noun}s"
    if unit.startswith("effective"):
        return f"{numerator:,.0f} named in {denominator:,.0f}"
    return f"{numerator:,.0f} {'of' if unit.startswith('share') else 'in'} {denominator:,.0f}"


def name_of(measure: str, item: str, voice: str, labels: dict[str, str]) -> str:
    """What a row of the tables measures, in words."""
    if measure == "labelling":
        favour = item.endswith(" (+)")
        referent = labels.get(item.removesuffix(" (+)"), item.removesuffix(" (+)"))
        return f"Labels {'in favour of' if favour else 'against'} {referent}, {VOICE_WORDS[voice]}"
    if measure == "rate":
        return f"{labels.get(item, item)}, {VOICE_WORDS[voice]}"
    for begin in (SIDE_SHARE, SIDE_WORDS, DOUBTING_OF):
        if item.startswith(begin):
            item = begin + labels.get(item.removeprefix(begin), item.removeprefix(begin))
    return item[0].upper() + item[1:].replace("_", " ")
