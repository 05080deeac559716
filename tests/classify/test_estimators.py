"""The estimators keep scikit-learn's contract."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from sklearn.utils import estimator_checks
from sklearn.utils.estimator_checks import parametrize_with_checks

from framing.classify.estimators import LoadedClassifier
from framing.classify.passages import ArticleFeatures
from framing.classify.thresholded import ThresholdedLogistic

# what scikit-learn's own runner leaves out for estimators that take texts
OF_TEXTS = (
    "check_estimator_cloneable",
    "check_estimator_repr",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_mixin_order",
    "check_estimator_tags_renamed",
    "check_valid_tag_types",
)


@parametrize_with_checks([ThresholdedLogistic()])
def test_contract(estimator, check):
    check(estimator)


@pytest.mark.parametrize("estimator", [LoadedClassifier(), ArticleFeatures()], ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("check", OF_TEXTS)
def test_contract_of_estimators_of_texts(estimator, check):
    getattr(estimator_checks, check)(type(estimator).__name__, estimator)


def test_loaded_classifier_learns_and_is_cloned(labelled):
    texts, labels = [s.text for s in labelled.sentences], [s.loaded for s in labelled.sentences]
    names = np.array(["neutral", "loaded"])[labels]
    estimator = LoadedClassifier(epochs=2, networks=1)
    fitted = estimator.fit(texts, names, spans=[s.spans for s in labelled.sentences])
    assert not hasattr(clone(fitted), "model_")
    assert fitted.score(texts, names) > 0.9
    chances = fitted.predict_proba(texts[:3])
    assert chances.shape == (3, 2)
    assert np.allclose(chances.sum(axis=1), 1)
    assert (fitted.predict(texts[:3]) == fitted.classes_[chances.argmax(axis=1)]).all()


def test_loaded_classifier_tells_wrong_input():
    with pytest.raises(ValueError, match="2 sentences and y 3 labels"):
        LoadedClassifier().fit(["a", "b"], [0, 1, 0])
    with pytest.raises(ValueError, match="two are needed"):
        LoadedClassifier().fit(["a", "b"], [1, 1])


def test_threshold_helps_a_rare_class(rng):
    rows = rng.standard_normal((300, 5))
    labels = (rows[:, 0] + 0.7 * rng.standard_normal(300) > 1.6).astype(int)
    scores = cross_val_score(ThresholdedLogistic(), rows, labels, scoring="f1", cv=5)
    assert scores.mean() > 0.4


def test_groups_stay_together_when_the_threshold_is_chosen(rng):
    rows, labels = rng.standard_normal((60, 3)), np.tile([0, 1, 0], 20)
    groups = np.repeat(np.arange(6), 10)
    fitted = ThresholdedLogistic().fit(rows, labels, groups=groups)
    assert 0 < fitted.threshold_ < 1
