"""Agreement of coders who mark spans: two families of unitizing alpha, which are different coefficients.

alpha_U (Krippendorff 1995, 2004) charges the squared distance of the ends of spans of one category. u-alpha
(Krippendorff, Mathet, Bouvry & Widlöcher 2016) counts the code points on which coders agree. Name the one that you
report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from framing.errors import FramingError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """A span that a coder marked: half-open offsets and its category."""

    start: int
    end: int
    category: str


@dataclass(frozen=True, slots=True)
class UnitizingAlpha:
    """The u-alpha family for one text, NaN where a coefficient has no value.

    u: all categories and gaps. relevant: marked against unmarked (|u-alpha). categories: the categories where two
    coders marked the same passage (cu-alpha), of which `coverage` is the share of the text. by_category: each
    category against the others there ((k)u-alpha).
    """

    u: float
    relevant: float
    categories: float
    coverage: float
    by_category: Mapping[str, float]


def alpha_u(coders: Sequence[Sequence[Marked]], length: int, start: int = 0) -> tuple[float, dict[str, float]]:
    """Krippendorff's alpha_U over a text of `length` code points: over all categories, and for each.

    Reference: Krippendorff (1995), Sociological Methodology 25; (2004), Content Analysis, 2nd ed., p. 251-256.

    Raises
    ------
    FramingError
        fewer than two coders, spans of one coder and category that overlap, or a span outside the text
    """
    _check(coders, length, start)
    observed, expected = {}, {}
    for category in _categories(coders):
        parts = [list(partition([s for s in c if s.category == category], length, start)) for c in coders]
        observed[category] = _observed_u(parts, length)
        expected[category] = _expected_u(parts, length)
    total = sum(expected.values())
    overall = 1 - sum(observed.values()) / total if total else np.nan
    return overall, {c: 1 - observed[c] / expected[c] if expected[c] else np.nan for c in observed}


def u_alpha(coders: Sequence[Sequence[Marked]], length: int, start: int = 0) -> UnitizingAlpha:
    """The u-alpha family over a text of `length` code points.

    A coder's spans may touch, not overlap. Expected coincidences leave out those of a span with itself.
    Reference: Krippendorff, Mathet, Bouvry & Widlöcher (2016), Quality & Quantity 50(6), with its erratum.

    Raises
    ------
    FramingError
        fewer than two coders, spans of one coder that overlap, or a span outside the text
    """
    _check(coders, length, start)
    names = _categories(coders)
    place = {"": 0} | {name: i for i, name in enumerate(names, 1)}
    parts = [list(partition(c, length, start)) for c in coders]
    observed = coincidences(parts, place)
    valued = observed[1:, 1:]
    chance = _expected_of_categories(parts, valued)
    return UnitizingAlpha(
        u=_alpha(observed, _expected(parts, place, observed)),
        relevant=_relevant(parts),
        categories=_alpha(valued, chance),
        coverage=float(valued.sum()) / (len(coders) * length) if length else np.nan,
        by_category={name: _alpha_of(valued, chance, i) for i, name in enumerate(names)},
    )


def _check(coders: Sequence[Sequence[Marked]], length: int, start: int) -> None:
    if len(coders) < 2:
        raise FramingError(f"{len(coders)} coder; agreement needs two or more")
    for number, coder in enumerate(coders, 1):
        for span in coder:
            if not start <= span.start < span.end <= start + length:
                raise FramingError(
                    f"coder {number}: the span {span.start}-{span.end} ({span.category}) is empty or outside the text "
                    f"({start}-{start + length}); mend its offsets"
                )


def _categories(coders: Sequence[Sequence[Marked]]) -> list[str]:
    return sorted({span.category for coder in coders for span in coder})


def partition(spans: Sequence[Marked], length: int, start: int) -> Iterator[Marked]:
    """The text cut into spans and gaps, in order; gaps have no category."""
    position = start
    for span in sorted(spans):
        if span.start < position:
            raise FramingError(
                f"the span {span.start}-{span.end} ({span.category}) overlaps one before it; spans of one coder "
                "may touch, not overlap: merge them, or compare one category at a time"
            )
        if span.start > position:
            yield Marked(position, span.start, "")
        yield span
        position = span.end
    if position < start + length:
        yield Marked(position, start + length, "")


def _observed_u(parts: Sequence[Sequence[Marked]], length: int) -> float:
    total = 0.0
    for mine, others in permutations(parts, 2):
        for a in mine:
            for b in others:
                if a.category and b.category and a.start < b.end and b.start < a.end:
                    total += (a.start - b.start) ** 2 + (a.end - b.end) ** 2
                elif a.category and not b.category and b.start <= a.start and a.end <= b.end:
                    total += (a.end - a.start) ** 2
                elif b.category and not a.category and a.start <= b.start and b.end <= a.end:
                    total += (b.end - b.start) ** 2
    return total / (len(parts) * (len(parts) - 1) * length**2)


def _expected_u(parts: Sequence[Sequence[Marked]], length: int) -> float:
    units = [s.end - s.start for coder in parts for s in coder if s.category]
    gaps = np.array([s.end - s.start for coder in parts for s in coder if not s.category], dtype=float)
    total = 0.0
    for size in units:
        total += (len(units) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        total += size**2 * float((gaps[gaps >= size] - size + 1).sum())
    whole = len(parts) * length
    pairs = whole * (whole - 1) - sum(size * (size - 1) for size in units)
    return 2 / length * total / pairs if pairs else 0.0


def shared(a: Marked, b: Marked) -> int:
    """Code points that two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def coincidences(parts: Sequence[Sequence[Marked]], place: Mapping[str, int]) -> Floats:
    """Code points that pairs of coders give to each pair of categories, gaps first."""
    found = np.zeros((len(place), len(place)))
    for mine, others in permutations(parts, 2):
        for a in mine:
            for b in others:
                found[place[a.category], place[b.category]] += shared(a, b)
    return found / (len(parts) - 1)


def _expected(parts: Sequence[Sequence[Marked]], place: Mapping[str, int], observed: Floats) -> Floats:
    """Coincidences by chance, without those of a span with itself, nor of a gap's code point with itself."""
    margin = observed.sum(axis=1)
    expected = np.outer(margin, margin)
    for coder in parts:
        for span in coder:
            size = span.end - span.start
            expected[place[span.category], place[span.category]] -= size**2 if span.category else size
    return expected


def _relevant(parts: Sequence[Sequence[Marked]]) -> float:
    """|u-alpha: what is marked, of whatever category, against what is not."""
    place = {"": 0, "marked": 1}
    merged = [[Marked(s.start, s.end, "marked" if s.category else "") for s in coder] for coder in parts]
    observed = coincidences(merged, place)
    return _alpha(observed, _expected(merged, place, observed))


def _expected_of_categories(parts: Sequence[Sequence[Marked]], valued: Floats) -> Floats:
    """Coincidences of categories by chance where two coders marked, without those of a span with itself."""
    margin = valued.sum(axis=1)
    expected = np.outer(margin, margin)
    names = {name: i for i, name in enumerate(_categories([[s for s in c if s.category] for c in parts]))}
    for mine, others in permutations(parts, 2):
        for span in mine:
            if span.category:
                within = sum(shared(span, other) for other in others if other.category)
                expected[names[span.category], names[span.category]] -= within**2 / (len(parts) - 1)
    return expected


def _alpha(observed: Floats, expected: Floats) -> float:
    """1 - the share of coincidences off the diagonal over that expected."""
    if not observed.sum() or not expected.sum():
        return np.nan
    chance = 1 - np.trace(expected) / expected.sum()
    return float(1 - (1 - np.trace(observed) / observed.sum()) / chance) if chance > 0 else np.nan


def _alpha_of(observed: Floats, expected: Floats, row: int) -> float:
    """The same for one category."""
    seen, by_chance = observed[row].sum(), expected[row].sum()
    chance = 1 - expected[row, row] / by_chance if by_chance else 0.0
    return float(1 - (1 - observed[row, row] / seen) / chance) if seen and chance > 0 else np.nan
