"""Agreement on spans over the passages of a sample: Krippendorff's u-alpha family, with intervals by article.

Passages are parts of one continuum; spans do not cross their ends, so that what is counted in each can be added up.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framing.errors import FramingError
from framing.validation.reliability import Reliability
from framing.validation.unitizing import Marked, alpha_u, coincidences, partition, shared
from framing.validation.units import Floats

U_ALPHA = "u-alpha (Krippendorff et al. 2016)"
RELEVANT = "|u-alpha (2016): marked or not"
CATEGORIES = "cu-alpha (2016): categories of what both marked"
ALPHA_U = "alpha_U (Krippendorff 1995)"

Coded = tuple[Sequence[Marked], ...]  # the spans of each coder in one passage


@dataclass(frozen=True, slots=True)
class _Parts:
    """What each passage adds: observed coincidences (gaps first), and what chance leaves out of the diagonal."""

    observed: Floats
    own: Floats


def span_agreement(
    passages: Sequence[tuple[Coded, int]],
    articles: Sequence[Hashable],
    *,
    level: float = 0.95,
    replicates: int = 2000,
    seed: int = 0,
) -> list[Reliability]:
    """How far coders mark the same spans: four coefficients, which are not the same, by name.

    passages: for each, the spans of every coder (the same coders, in one order) and its length in code points.
    articles: the article of each passage, which the bootstrap resamples whole; alpha_U has no interval. NaN where a
    coefficient has no value, e.g. categories where there is one.

    Reference: Krippendorff, Mathet, Bouvry & Widlöcher (2016), Quality & Quantity 50(6); Krippendorff (1995),
    Sociological Methodology 25.

    Raises
    ------
    FramingError
        fewer than two coders, spans of one coder that overlap, or a span outside its passage
    """
    if len({len(coded) for coded, _ in passages}) > 1 or any(len(coded) < 2 for coded, _ in passages):
        raise FramingError("agreement on spans needs the same two or more coders in every passage")
    names = sorted({span.category for coded, _ in passages for spans in coded for span in spans})
    place = {"": 0} | {name: i for i, name in enumerate(names, 1)}
    full = _summed(passages, place)
    plain = [(tuple([_plain(s) for s in spans] for spans in coded), length) for coded, length in passages]
    marked = _summed(plain, {"": 0, "marked": 1})
    valued = _valued(passages, place)
    numbers = {name: i for i, name in enumerate(dict.fromkeys(articles))}
    rows = [np.flatnonzero([numbers[a] == i for a in articles]) for i in range(len(numbers))]
    found = []
    for name, parts in ((U_ALPHA, full), (RELEVANT, marked), (CATEGORIES, valued)):
        low, high = _interval(parts, rows, level, replicates, seed)
        value = _alpha(parts.observed.sum(axis=0), parts.own.sum(axis=0)) if len(passages) else np.nan
        found.append(Reliability(name, value, low, high, level, len(passages), len(rows), "clusters"))
    whole = _joined(passages)
    overall = alpha_u(*whole)[0] if passages else np.nan
    return [*found, Reliability(ALPHA_U, overall, np.nan, np.nan, level, len(passages), len(rows), "clusters")]


def _plain(span: Marked) -> Marked:
    return Marked(span.start, span.end, "marked")


def _summed(passages: Sequence[tuple[Coded, int]], place: Mapping[str, int]) -> _Parts:
    observed, own = np.zeros((len(passages), len(place), len(place))), np.zeros((len(passages), len(place)))
    for number, (coded, length) in enumerate(passages):
        parts = [list(partition(spans, length, 0)) for spans in coded]
        observed[number] = coincidences(parts, place)
        for span in (span for coder in parts for span in coder):
            size = span.end - span.start
            own[number, place[span.category]] += size**2 if span.category else size
    return _Parts(observed, own)


def _valued(passages: Sequence[tuple[Coded, int]], place: Mapping[str, int]) -> _Parts:
    """The same of what two coders marked, of whatever category."""
    full = _summed(passages, place)
    own = np.zeros((len(passages), len(place)))
    for number, (coded, _) in enumerate(passages):
        for i, spans in enumerate(coded):
            others = [span for j, each in enumerate(coded) if j != i for span in each]
            for span in spans:
                within = sum(shared(span, other) for other in others)
                own[number, place[span.category]] += within**2 / (len(coded) - 1)
    return _Parts(full.observed[:, 1:, 1:], own[:, 1:])


def _joined(passages: Sequence[tuple[Coded, int]]) -> tuple[list[list[Marked]], int]:
    """All passages as one text."""
    coders: list[list[Marked]] = [[] for _ in (passages[0][0] if passages else ())]
    start = 0
    for coded, length in passages:
        for mine, spans in zip(coders, coded, strict=True):
            mine += [Marked(start + s.start, start + s.end, s.category) for s in spans]
        start += length
    return coders, start


def _alpha(observed: Floats, own: Floats) -> float:
    margin = observed.sum(axis=1)
    expected = np.outer(margin, margin) - np.diag(own)
    if not observed.sum() or not expected.sum():
        return np.nan
    chance = 1 - np.trace(expected) / expected.sum()
    return float(1 - (1 - np.trace(observed) / observed.sum()) / chance) if chance > 1e-12 else np.nan


def _interval(
    parts: _Parts, rows: Sequence[np.ndarray], level: float, replicates: int, seed: int
) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    observed = np.array([parts.observed[mine].sum(axis=0) for mine in rows])
    own = np.array([parts.own[mine].sum(axis=0) for mine in rows])
    values = []
    for _ in range(replicates if len(rows) > 1 else 0):
        times = np.bincount(rng.integers(len(rows), size=len(rows)), minlength=len(rows))
        values.append(_alpha(np.tensordot(times, observed, 1), times @ own))
    kept = [value for value in values if value == value]
    tail = (1 - level) / 2
    low, high = np.quantile(kept, [tail, 1 - tail]) if kept else (np.nan, np.nan)
    return float(low), float(high)
