"""Frames of articles: one model a frame, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.classify.facts import Facts
from framing.classify.framegold import FramedArticles
from framing.classify.passages import ArticleFeatures
from framing.classify.thresholded import ThresholdedLogistic
from framing.errors import FramingError

_FOLDS, _SEED, _DRAWS = 10, 0, 1000
FEWEST = 20  # articles with a frame, below which its figures are chance
_SEEN = 8  # articles that hold a word that may set a frame apart
_HALF = 0.5
_PRIOR = 500  # words, spread as in all articles


@dataclass(frozen=True, slots=True)
class FrameModel:
    """A linear model a frame over the features of articles; an article has the frames of probability 0.5 or more."""

    names: tuple[str, ...]
    features: ArticleFeatures
    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]

    def chances(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the probability of each frame in each article, articles x frames: for ranking, not calibrated."""
        odds = self.features.transform(texts) @ self.weights.T + self.intercepts
        found: NDArray[np.float32] = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return found

    def frames_of(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the frames of each article."""
        found = self.chances(texts) >= _HALF
        return [tuple(name for name, there in zip(self.names, row, strict=True) if there) for row in found]


@dataclass(frozen=True, slots=True)
class FrameQuality:
    """How well a frame is found in articles of outlets held out: F1 with a 95 % bootstrap interval of outlets.

    `always` is the F1 of saying that every article has the frame.
    """

    frame: str
    articles: int
    f1: float
    low: float
    high: float
    auc: float
    always: float

    @property
    def verdict(self) -> str:
        """How far the model may be trusted with the frame, in words."""
        if self.articles < FEWEST:
            return f"too few articles to tell ({self.articles}; label {FEWEST} or more)"
        if self.low > self.always:
            return "better than always saying yes"
        return "not shown to be better than always saying yes; label more articles"


def train_frames(gold: FramedArticles, facts: Facts | None) -> FrameModel:
    """Return the model of frames learned from labelled articles; the same input gives the same model."""
    features = ArticleFeatures(facts).fit(gold.texts)
    rows = features.transform(gold.texts)
    models = [_fit(rows, gold, frame) for frame in range(len(gold.names))]
    return FrameModel(
        gold.names,
        features,
        np.stack([model.coef_[0] for model in models]).astype(np.float32),
        np.array([model.intercept_[0] for model in models], dtype=np.float32),
    )


def evaluate_frames(
    gold: FramedArticles, facts: Facts | None, progress: Callable[[str], None] = lambda _message: None
) -> tuple[list[FrameQuality], tuple[float, float, float]]:
    """Return the quality of each frame, and macro-F1 over frames with its 95 % interval, by grouped cross-validation.

    All articles of an outlet are held out together; features, models and thresholds are fitted on the others.
    """
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold

    groups = np.array(gold.groups)
    parts = min(_FOLDS, len(set(gold.groups)))
    if parts < 2:
        raise FramingError("all articles are of one outlet, so none can be held out; name the column of outlets")
    chances, called = np.zeros(gold.labels.shape), np.zeros(gold.labels.shape, dtype=bool)
    splitter = GroupKFold(parts, shuffle=True, random_state=_SEED)
    for number, (learn, held) in enumerate(splitter.split(groups, groups=groups)):
        model = train_frames(gold.subset(learn), facts)
        chances[held] = model.chances([gold.texts[row] for row in held])
        called[held] = chances[held] >= _HALF
        progress(f"part {number + 1} of {parts}: {len(held):,} articles held out")
    truth = gold.labels.astype(bool)
    drawn = _resampled_f1(truth, called, groups)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    values = _f1(truth, called)
    found = [
        FrameQuality(
            name,
            int(truth[:, n].sum()),
            float(values[n]),
            float(low[n]),
            float(high[n]),
            float(roc_auc_score(truth[:, n], chances[:, n])) if 0 < truth[:, n].sum() < len(truth) else float("nan"),
            float(_f1(truth, np.ones_like(called))[n]),
        )
        for n, name in enumerate(gold.names)
    ]
    mean_low, mean_high = np.quantile(drawn.mean(axis=1), [0.025, 0.975])
    return found, (float(values.mean()), float(mean_low), float(mean_high))


def telling_words(gold: FramedArticles, frame: int, count: int = 20) -> list[str]:
    """Return the words that most set articles with a frame apart: a start for a codebook.

    By the z-score of log odds with an informative prior (Monroe, Colaresi and Quinn 2008).
    """
    from collections import Counter

    from framing.classify.words import read_words

    with_frame: Counter[str] = Counter()
    without: Counter[str] = Counter()
    for text, there in zip(gold.texts, gold.labels[:, frame], strict=True):
        words = read_words([text])
        (with_frame if there else without).update(words.forms)  # once an article
    total = with_frame + without
    sums = with_frame.total(), without.total(), total.total()
    prior = _PRIOR / max(sums[2], 1)

    def z(word: str) -> float:
        a, b, p = with_frame[word], without[word], total[word] * prior
        log_odds = np.log((a + p) / (sums[0] + _PRIOR - a - p)) - np.log((b + p) / (sums[1] + _PRIOR - b - p))
        return float(log_odds / np.sqrt(1 / (a + p) + 1 / (b + p)))

    return sorted((word for word, n in total.items() if n >= _SEEN), key=lambda word: (-z(word), word))[:count]


def _fit(rows: Any, gold: FramedArticles, frame: int) -> ThresholdedLogistic:
    labels = gold.labels[:, frame]
    if len(set(labels.tolist())) < 2:
        which = "every article" if labels.all() else "no article"
        raise FramingError(f"{which} learned from has frame {gold.names[frame]!r}; label articles with and without it")
    return ThresholdedLogistic(strength=1.0, seed=_SEED).fit(rows, labels, groups=gold.groups)


def _f1(truth: NDArray[np.bool_], called: NDArray[np.bool_]) -> NDArray[np.float64]:
    both, either = (truth & called).sum(axis=0), truth.sum(axis=0) + called.sum(axis=0)
    found: NDArray[np.float64] = 2 * both / np.maximum(either, 1)
    return found


def _resampled_f1(truth: NDArray[np.bool_], called: NDArray[np.bool_], groups: NDArray[Any]) -> NDArray[np.float64]:
    """Return F1 of each frame in samples of outlets with replacement, draws x frames."""
    names = sorted(set(groups.tolist()))
    sums = np.array([[each[groups == name].sum(axis=0) for each in (truth & called, truth, called)] for name in names])
    picks = np.random.default_rng(_SEED).integers(len(names), size=(_DRAWS, len(names)))
    drawn = sums[picks].sum(axis=1)
    found: NDArray[np.float64] = 2 * drawn[:, 0] / np.maximum(drawn[:, 1] + drawn[:, 2], 1)
    return found
