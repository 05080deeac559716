"""How the scores of `framing evaluate attribution` are shown: overall, by kind of content, and by outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isfinite
from typing import TYPE_CHECKING, Any

from framing.attribution.scoring import recall_by_kind, scores_of

if TYPE_CHECKING:
    from framing.stats.agreement import Agreement, OutletContrast, OutletFigures

Counts = Mapping[str, Counter[str]]  # outlet -> what its scores are made from
_AGREEMENT = {
    "concordance": "concordance of articles' attributions per 1,000 words (Lin)",
    "correlation": "correlation of articles' counts (Pearson)",
    "bias": "mean over outlets of log(found / by hand)",
    "spread": "  its standard deviation over outlets",
    "span": "  its range",
    "direct_error": "largest absolute error of a direct share",
}


def score_lines(counts: Counts) -> Iterator[str]:
    """Yield a line a score over all outlets, then a line a kind of content with its recall."""
    total = _total(counts)
    yield f"{'':<9}{'precision':>10}{'recall':>9}{'F1':>9}{'found':>9}{'gold':>9}"
    for name, s in scores_of(total).items():
        yield f"{name:<9}{s.precision:>10.4f}{s.recall:>9.4f}{s.f1:>9.4f}{s.found:>9,}{s.gold:>9,}"
    yield f"\n{'recall of':<10}{'overlap':>9}{'half':>9}{'full':>9}{'gold':>9}"
    for kind, r in recall_by_kind(total).items():
        yield f"{kind:<10}{r.overlap:>9.4f}{r.half:>9.4f}{r.full:>9.4f}{r.gold:>9,}"


def outlet_lines(counts: Counts, agreement: Agreement) -> Iterator[str]:
    """Yield the scores of each outlet, its figures by hand and as found, and how far these agree."""
    width = max(map(len, ("outlet", "all", *counts))) + 1
    scores = {outlet: scores_of(n) for outlet, n in counts.items()}
    yield f"\nF1 by outlet (direct: recall)\n\n{'':<{width}}" + "".join(f"{name:>10}" for name in scores_of(Counter()))
    for outlet, row in scores.items():
        yield f"{outlet:<{width}}" + "".join(f"{score.f1:>10.4f}" for score in row.values())
    yield "\nAttributions per 1,000 words, and share of direct ones; by hand the mean over an article's annotators\n"
    heads = ("articles", "words", "by hand", "found", "log ratio", "s.e.", "direct", "found", "error")
    yield f"{'':<{width}}" + "".join(f"{head:>10}" for head in heads)
    for f in (*agreement.outlets, agreement.total):
        yield f"{f.outlet:<{width}}{f.articles:>10,}{f.words:>10,}{f.gold:>10.3f}{f.found:>10.3f}" + (
            f"{f.log_ratio:>+10.4f}{f.standard_error:>10.4f}{f.gold_direct:>10.4f}{f.found_direct:>10.4f}{f.direct_error:>+10.4f}"
        )
    yield ""
    yield from (f"{label:<60}{getattr(agreement, name):>9.4f}" for name, label in _AGREEMENT.items())
    for measure in dict.fromkeys(contrast.measure for contrast in agreement.contrasts):
        yield from _contrast_lines(measure, [c for c in agreement.contrasts if c.measure == measure])


def _contrast_lines(measure: str, contrasts: list[OutletContrast]) -> Iterator[str]:
    """Yield how many contrasts of a measure are significant, and each that is and is reversed."""
    by_hand, found = sum(c.gold_differs for c in contrasts), sum(c.found_differs for c in contrasts)
    both, turned = sum(c.gold_differs and c.found_differs for c in contrasts), [c for c in contrasts if c.reversed]
    yield (
        f"\n{measure}: of {len(contrasts)} pairs of outlets {by_hand} differ by hand, {found} as found, {both} both "
        f"(p < .05, not corrected); reversed: {len(turned) or 'none'}"
    )
    for c in turned:
        sides = (
            f"{name} {value:+.4f} (p {p:.4f})"
            for name, value, p in (("by hand", c.gold, c.gold_p), ("found", c.found, c.found_p))
        )
        yield f"  {c.outlet} - {c.reference}: {', '.join(sides)}"


def scores_json(counts: Counts, agreement: Agreement | None) -> dict[str, Any]:
    """Return all of it as JSON values, null for what cannot be told; by outlet only with an agreement."""
    out = _scores(_total(counts))
    if agreement:
        out["by_outlet"] = {
            figures.outlet: _scores(counts[figures.outlet]) | _figures(figures) for figures in agreement.outlets
        }
        out["total"] = _figures(agreement.total)
        out["agreement"] = _finite({name: getattr(agreement, name) for name in _AGREEMENT})
        out["contrasts"] = [_finite(asdict(c) | {"reversed": c.reversed}) for c in agreement.contrasts]
    return out


def _total(counts: Counts) -> Counter[str]:
    return sum(counts.values(), Counter())


def _scores(n: Counter[str]) -> dict[str, Any]:
    kinds = {kind.value: asdict(recall) for kind, recall in recall_by_kind(n).items()}
    return {name: asdict(score) for name, score in scores_of(n).items()} | {"recall_by_kind": kinds}


def _figures(figures: OutletFigures) -> dict[str, Any]:
    own = asdict(figures) | {"log_ratio": figures.log_ratio, "direct_error": figures.direct_error}
    return _finite({name: value for name, value in own.items() if name != "outlet"})


def _finite(values: dict[str, Any]) -> dict[str, Any]:
    return {name: None if isinstance(value, float) and not isfinite(value) else value for name, value in values.items()}
