"""Figures in words: how values, intervals and findings are written. Outlets "differ"; nothing is called biased."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

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
    """What stands behind a share or rate: "12 of 40 mentions", "12 in 3,400 words in the outlet's voice"."""
    what = row.unit.partition("share of ")[2] or row.unit.partition(" per 1,000 ")[2]
    return f"{row.numerator:,.0f} {'of' if row.unit.startswith('share') else 'in'} {row.denominator:,.0f} {what}"


def name_of(measure: str, item: str, voice: str, labels: dict[str, str]) -> str:
    """What a row of the tables measures, in words."""
    if measure == "labelling":
        favour = item.endswith(" (+)")
        referent = labels.get(item.removesuffix(" (+)"), item.removesuffix(" (+)"))
        return f"Labels {'in favour of' if favour else 'against'} {referent}, {VOICE_WORDS[voice]}"
    if measure == "rate":
        return f"{labels.get(item, item)}, {VOICE_WORDS[voice]}"
    return item[0].upper() + item[1:].replace("_", " ")
