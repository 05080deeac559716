"""The models as scikit-learn estimators, for pipelines and searches in notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from framing.classify.background import WIDTH, Background, facts_from
from framing.classify.gold import Labelled, LabelledSentence
from framing.classify.learning import NetworkOptions, sigmoid
from framing.classify.recipe import RecipeOptions, Sentences, train_loaded
from framing.classify.sources import own_lists
from framing.types import Span


class LoadedClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Sentences to loaded or not, learned from labelled sentences and where there are such from marked words.

    Parameters
    ----------
    background
        word lists, news without labels and marked articles; None: the toolkit's own lists
    epochs, networks
        how long and how many networks are trained
    seed
        of all that is drawn at random

    Attributes
    ----------
    model_
        the `LoadedModel`, which also tells the probability of each word
    """

    def __init__(self, background: Background | None = None, epochs: int = 8, networks: int = 2, seed: int = 1) -> None:
        self.background = background
        self.epochs = epochs
        self.networks = networks
        self.seed = seed

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def fit(self, X: Sequence[str], y: Any, spans: Sequence[Sequence[Span]] | None = None) -> Self:  # noqa: N803
        """Learn from sentences, their labels (two classes), and the half-open spans of their loaded words."""
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        if len(self.classes_) != 2:
            raise ValueError(f"y has {len(self.classes_)} classes {list(self.classes_)!r}; two are needed")
        if len(X) != len(labels):
            raise ValueError(f"X has {len(X)} sentences and y {len(labels)} labels; one label a sentence is needed")
        facts = facts_from(self.background or Background(lists=own_lists()), WIDTH, 0)
        marks = spans if spans is not None else [()] * len(X)
        gold = tuple(
            LabelledSentence(str(text), int(label), tuple(marked))
            for text, label, marked in zip(X, labels, marks, strict=True)
        )
        options = RecipeOptions(networks=self.networks, seed=self.seed, network=NetworkOptions(epochs=self.epochs))
        self.model_ = train_loaded(Sentences.of(Labelled(gold, 0, spans is not None)), facts, options)
        return self

    def decision_function(self, X: Sequence[str]) -> Any:  # noqa: N803
        """Return the log odds of the second class of each sentence."""
        check_is_fitted(self)
        batches = self.model_.batches([str(text) for text in X])
        return np.concatenate([batch.sentences for batch in batches]) if batches else np.zeros(0)

    def predict_proba(self, X: Sequence[str]) -> Any:  # noqa: N803
        """Return the probability of both classes for each sentence, sentences x 2."""
        chances = sigmoid(self.decision_function(X))
        return np.stack([1 - chances, chances], axis=1)

    def predict(self, X: Sequence[str]) -> Any:  # noqa: N803
        """Return the likelier class of each sentence."""
        odds = self.decision_function(X)
        return self.classes_[(odds >= 0).astype(int)]
