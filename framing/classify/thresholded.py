"""Logistic regression for a rare label: balanced classes, and a level that gives the best F1 on rows held out."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

_THRESHOLDS = np.arange(0.2, 0.81, 0.02)
_SMOOTH = 5  # thresholds whose F1 is averaged, since the best one of few rows is chance
_HALF = 0.5


class ThresholdedLogistic(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A classifier of two classes that balances them and chooses its threshold by cross-validation.

    The threshold becomes part of the level, so that a probability of 0.5 is where a row changes its class.

    Parameters
    ----------
    strength
        inverse of the penalty
    folds
        parts that are held out in turn to choose the threshold; with fewer than 2 rows of a class it stays at 0.5
    seed
        of the parts

    Attributes
    ----------
    threshold_
        balanced probability of the second class from which on it is predicted
    """

    def __init__(self, strength: float = 1.0, folds: int = 5, seed: int = 0) -> None:
        self.strength = strength
        self.folds = folds
        self.seed = seed

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.sparse = True
        return tags

    def fit(self, X: Any, y: Any, groups: Any = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Learn from rows; those of one group (an outlet) are never on both sides of a split."""
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=np.float64)  # noqa: N806
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) != 2:
            what = "class" if len(self.classes_) == 1 else "classes"
            raise ValueError(
                "Only binary classification is supported. The type of the target is multiclass: "
                f"{len(self.classes_)} {what}"
            )
        self.threshold_ = _threshold(self._held_out(X, labels, groups), labels)
        model = self._model().fit(X, labels)
        self.coef_ = model.coef_
        self.intercept_ = model.intercept_ - np.log(self.threshold_ / (1 - self.threshold_))
        return self

    def decision_function(self, X: Any) -> Any:  # noqa: N803
        """Return the log odds of the second class of each row."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float64, reset=False)  # noqa: N806
        return X @ self.coef_[0] + self.intercept_[0]

    def predict_proba(self, X: Any) -> Any:  # noqa: N803
        """Return the probability of both classes, rows x 2."""
        chances = 1 / (1 + np.exp(-self.decision_function(X)))
        return np.stack([1 - chances, chances], axis=1)

    def predict(self, X: Any) -> Any:  # noqa: N803
        """Return the class of each row."""
        odds = self.decision_function(X)
        return self.classes_[(odds >= 0).astype(int)]

    def _model(self) -> LogisticRegression:
        return LogisticRegression(
            C=self.strength, class_weight="balanced", solver="liblinear", max_iter=500, random_state=self.seed
        )

    def _held_out(self, X: Any, labels: Any, groups: Any) -> Any:  # noqa: N803
        """Return probabilities of rows by models without them; None where there are too few."""
        from sklearn.model_selection import GroupKFold, StratifiedKFold

        parts = min(self.folds, int(np.bincount(labels).min()))
        if groups is not None:
            parts = min(parts, len(set(groups)))
        if parts < 2:
            return None
        splitter: Any = StratifiedKFold(parts, shuffle=True, random_state=self.seed)
        if groups is not None:
            splitter = GroupKFold(parts, shuffle=True, random_state=self.seed)
        chances = np.zeros(len(labels))
        for learn, held in splitter.split(X, labels, groups):
            if len(set(labels[learn])) == 2:
                chances[held] = self._model().fit(X[learn], labels[learn]).predict_proba(X[held])[:, 1]
        return chances


def _threshold(chances: Any, labels: Any) -> float:
    """Return the threshold whose F1, averaged with that of its neighbours, is highest."""
    if chances is None:
        return _HALF
    called = chances[None, :] >= _THRESHOLDS[:, None]
    f1 = 2 * (called & (labels == 1)).sum(axis=1) / np.maximum(called.sum(axis=1) + labels.sum(), 1)
    padded = np.pad(f1, _SMOOTH // 2, mode="edge")
    return round(float(_THRESHOLDS[int(np.argmax(np.convolve(padded, np.ones(_SMOOTH) / _SMOOTH, "valid")))]), 2)
