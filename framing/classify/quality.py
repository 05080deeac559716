"""How well probabilities of sentences and marks of words agree with labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classify.words import FUNCTION, Words

Numbers = NDArray[np.float64]
_BINS = 10
_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of probabilities against labels: shares, with a 95 % bootstrap interval of macro-F1.

    `ece` is the expected calibration error in ten equal bins, `brier` the mean squared error; `auc` is NaN where all
    labels are the same.
    """

    sentences: int
    loaded: int
    accuracy: float
    macro_f1: float
    low: float
    high: float
    auc: float
    brier: float
    ece: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Sentences of like probability: their number, mean probability and share loaded, with a 95 % Wilson interval."""

    n: int
    predicted: float
    observed: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """Errors in one group: neutral sentences called loaded, loaded ones missed; each with a 95 % Wilson interval."""

    group: str
    sentences: int
    loaded: int
    false_alarms: tuple[float, float, float]
    misses: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Gain:
    """Macro-F1 of one model less that of another on the same sentences: value, 95 % interval, two-sided p."""

    value: float
    low: float
    high: float
    p: float


def quality_of(labels: Sequence[int], chances: Sequence[float], threshold: float = 0.5, seed: int = 0) -> Quality:
    """Return the figures of probabilities; a sentence counts as loaded from `threshold` on."""
    from sklearn.metrics import roc_auc_score

    y, p = np.asarray(labels, dtype=np.int64), np.asarray(chances, dtype=np.float64)
    called = p >= threshold
    drawn = _macro_f1(*_resampled(y, called, seed))
    return Quality(
        sentences=len(y),
        loaded=int(y.sum()),
        accuracy=float((y == called).mean()),
        macro_f1=float(_macro_f1(y[None], called[None])[0]),
        low=float(np.quantile(drawn, 0.025)),
        high=float(np.quantile(drawn, 0.975)),
        auc=float(roc_auc_score(y, p)) if 0 < y.sum() < len(y) else float("nan"),
        brier=float(((p - y) ** 2).mean()),
        ece=float(sum(abs(b.predicted - b.observed) * b.n for b in reliability(y.tolist(), p.tolist())) / len(y)),
    )


def reliability(labels: Sequence[int], chances: Sequence[float]) -> list[Bin]:
    """Return the ten equal bins of probability that are not empty, lowest first."""
    y, p = np.asarray(labels, dtype=np.int64), np.asarray(chances, dtype=np.float64)
    where = np.minimum((p * _BINS).astype(int), _BINS - 1)
    bins = [where == number for number in range(_BINS)]
    return [Bin(int(b.sum()), float(p[b].mean()), *_share(int(y[b].sum()), int(b.sum()))) for b in bins if b.any()]


def gain_of(labels: Sequence[int], one: Sequence[float], other: Sequence[float], seed: int = 0) -> Gain:
    """Return by how much the first probabilities exceed the second in macro-F1, by paired bootstrap of sentences."""
    y = np.asarray(labels, dtype=np.int64)
    calls = [np.asarray(chances) >= 0.5 for chances in (one, other)]
    picks = np.random.default_rng(seed).integers(len(y), size=(_DRAWS, len(y)))
    drawn = _macro_f1(y[picks], calls[0][picks]) - _macro_f1(y[picks], calls[1][picks])
    value = float((_macro_f1(y[None], calls[0][None]) - _macro_f1(y[None], calls[1][None]))[0])
    tail = min((drawn <= 0).sum(), (drawn >= 0).sum())
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Gain(value, float(low), float(high), min(1.0, 2 * (tail + 1) / (_DRAWS + 1)))


def errors_by_group(
    groups: Sequence[str], labels: Sequence[int], chances: Sequence[float], threshold: float = 0.5
) -> list[ErrorRates]:
    """Return the error rates of each group by name."""
    names, y = np.asarray(groups), np.asarray(labels, dtype=bool)
    called = np.asarray(chances) >= threshold
    found = []
    for name in sorted(set(groups)):
        here = names == name
        alarms = _share(int((here & ~y & called).sum()), int((here & ~y).sum()))
        misses = _share(int((here & y & ~called).sum()), int((here & y).sum()))
        found.append(ErrorRates(name, int(here.sum()), int((here & y).sum()), alarms, misses))
    return found


def word_f1(words: Words, marked: NDArray[np.bool_], called: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of loaded words, function words left out."""
    content = np.array([form not in FUNCTION for form in words.forms], dtype=bool)[words.types]
    right, found, gold = ((content & each).sum() for each in (marked & called, called, marked))
    return float(right / max(found, 1)), float(right / max(gold, 1)), float(2 * right / max(found + gold, 1))


def _share(part: int, whole: int) -> tuple[float, float, float]:
    """Return a share with its Wilson interval; NaN where there is nothing."""
    from scipy.stats import binomtest

    if not whole:
        return float("nan"), float("nan"), float("nan")
    interval = binomtest(part, whole).proportion_ci(method="wilson")
    return part / whole, float(interval.low), float(interval.high)


def _resampled(
    y: NDArray[np.int64], called: NDArray[np.bool_], seed: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    picks = np.random.default_rng(seed).integers(len(y), size=(_DRAWS, len(y)))
    return y[picks], called[picks]


def _macro_f1(y: NDArray[np.int64], called: NDArray[np.bool_]) -> Numbers:
    """Return the mean of the F1 of both labels, row by row."""
    truth = y.astype(bool)
    both, neither = (truth & called).sum(axis=1), (~truth & ~called).sum(axis=1)
    wrong = (truth != called).sum(axis=1)
    found: Numbers = both / np.maximum(2 * both + wrong, 1) + neither / np.maximum(2 * neither + wrong, 1)
    return found
