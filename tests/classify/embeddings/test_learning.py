"""Fine-tuning, where PyTorch is there, and what is said where it is not; the joining of two models."""

import sys

import numpy as np
import pytest

from framing.classify.embeddings.learning import TuningOptions, fine_of, torch_of
from framing.classify.embeddings.model import EmbeddingModel
from framing.classify.embeddings.recipe import lines_of, predict_held_out, train_embedding, tuner_of
from framing.classify.recipe import Sentences
from framing.errors import FramingError


@pytest.fixture
def lessons(labelled, base):
    pytest.importorskip("torch", reason="fine-tuning needs PyTorch, which is installed apart")
    options = TuningOptions(layers=1, epochs=2, rate=2e-3, head_rate=2e-2)
    return tuner_of(labelled, base, options)


def test_without_pytorch_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(FramingError, match="fine-tuning needs PyTorch"):
        torch_of()


def test_tuning_is_the_same_for_the_same_seed(lessons):
    rows = np.arange(0, 320, 4)
    one, two = (lessons.tune(rows) for _ in range(2))
    assert all((one[name] == two[name]).all() for name in one)


def test_the_kept_layers_say_what_the_learned_ones_say(lessons, labelled, base):
    weights = lessons.tune(np.arange(320))
    kept = EmbeddingModel(fine_of(base, weights, 1), base, small=False)
    texts = [sentence.text for sentence in labelled.sentences[:20]]
    (found,) = kept.batches(texts)
    told, words = lessons.tell(weights, np.arange(20))
    sentences, of_words = kept.raw(texts, found.read)
    assert sentences == pytest.approx(told, abs=0.1)
    assert of_words == pytest.approx(words, abs=0.1)


def test_training_and_evaluation_run_end_to_end(lessons, labelled):
    fine = train_embedding(lessons)
    assert len(fine.layers) == 1
    held = predict_held_out(labelled, lessons, "outlet")
    assert set(held.folds) == {"Dawn", "Dusk"}
    assert ((held.chances > 0) & (held.chances < 1)).all()


def test_calibration_heeds_labels_held_out(labelled, rng):
    sentences = Sentences.of(labelled)
    odds = np.where(sentences.loaded > 0, 4.0, -4.0) + rng.normal(0, 6, len(sentences.loaded))
    marks = np.where(sentences.marked > 0, 2.0, -4.0) + rng.normal(0, 1, len(sentences.marked))
    found = lines_of((odds.astype(np.float32), marks.astype(np.float32)), sentences)
    assert 0 < found.of_sentence.slope < 1
    assert 0.1 <= found.threshold <= 0.6
