"""Vectors of words distilled from an encoder, and what becomes known of words by them."""

from io import BytesIO

import numpy as np
import pytest

from framing.classify import weights
from framing.classify.background import WIDTH, Background, facts_from
from framing.classify.facts import NUMBERS, key_of
from framing.classify.recipe import Sentences, train_loaded
from framing.classify.weights import SHIPPED, save_loaded, shipped_vectors
from framing.classify.wordvectors import WordVectors, load_vectors, reduce, save_vectors
from framing.errors import FramingError

WORDS = ("dawn", "mob", "noon", "ship")


@pytest.fixture
def vectors(rng):
    keys = np.array(sorted(map(key_of, WORDS)), dtype=np.uint64)
    return WordVectors(keys, (np.rint(rng.uniform(-1, 1, (4, 3)) * 127) / 127).astype(np.float32))


def test_saved_and_loaded_they_are_the_same(vectors, tmp_path):
    path = tmp_path / "words.npz"
    save_vectors(vectors, path)
    again = load_vectors(path)
    assert np.array_equal(again.of(WORDS), vectors.of(WORDS))
    one, other = BytesIO(), BytesIO()
    save_vectors(vectors, one)
    save_vectors(again, other)
    assert one.getvalue() == other.getvalue()


def test_a_word_without_vector_has_zeros(vectors):
    assert not vectors.of(["xyzzy"]).any()
    assert vectors.of(["ship"]).any()


@pytest.mark.parametrize("content", [b"", b"no vectors"])
def test_damaged_files_are_told(tmp_path, content):
    path = tmp_path / "words.npz"
    path.write_bytes(content)
    with pytest.raises(FramingError, match="holds no vectors of words.*framing train vectors"):
        load_vectors(path)


def test_words_of_like_states_have_like_vectors(rng):
    groups = np.repeat([0, 1], 20)
    states = np.array([[4.0, 0, 0, 0, 0], [0, 4, 0, 0, 0]])[groups] + rng.normal(0, 0.3, (40, 5))
    counts = np.full(40, 10.0)
    counts[:3] = 0  # never seen: by their states alone
    names = [f"word{number}" for number in range(40)]
    found = reduce(names, (states * counts[:, None], counts), states, 2).of(names)
    assert np.abs(found).max() <= 1
    first = found[:, 0]
    assert (np.sign(first) == np.sign(first[0]) * np.where(groups == 0, 1, -1)).all()


def test_they_stand_beside_what_is_known_of_words(vectors):
    news = ["the ship left the port at dawn", "a vote in the house at noon"] * 8
    facts = facts_from(Background(lists={"blame": frozenset({"mob"})}, news=news, vectors=vectors), 4, 0)
    ship, mob, port, strange = facts.of(["ship", "mob", "port", "xyzzy"])
    start = 2 + NUMBERS
    assert np.array_equal(ship[-3:], vectors.of(["ship"])[0])
    assert ship[start : start + 4].any()
    assert mob[0] == 1  # the list holds it, the news does not
    assert np.array_equal(mob[start:], [0, 0, 0, 0, *vectors.of(["mob"])[0]])
    assert port[start : start + 4].any()
    assert not port[-3:].any()
    assert not strange[start:].any()


@pytest.mark.skipif(not SHIPPED.is_file(), reason="the loaded-language weights are not here")
def test_shipped_ones_put_like_words_together():
    found = shipped_vectors().of(["awful", "terrible", "tuesday", "wednesday"])
    unit = found / np.linalg.norm(found, axis=1, keepdims=True)
    likeness = unit @ unit.T
    assert likeness[0, 1] > likeness[0, 2]
    assert likeness[2, 3] > likeness[1, 3]


def test_without_the_weights_there_are_no_vectors(monkeypatch, tmp_path):
    monkeypatch.setattr(weights, "SHIPPED", tmp_path / "none.npz")
    assert shipped_vectors() is None


def test_weights_give_back_the_vectors_that_they_were_made_with(labelled, options, vectors, monkeypatch, tmp_path):
    facts = facts_from(Background(lists={"blame": frozenset({"mob", "riot"})}, vectors=vectors), WIDTH, 0)
    save_loaded(train_loaded(Sentences.of(labelled), facts, options), tmp_path / "own.npz")
    monkeypatch.setattr(weights, "SHIPPED", tmp_path / "own.npz")
    again = shipped_vectors()
    assert np.array_equal(again.keys, vectors.keys)
    assert np.array_equal(again.vectors, vectors.vectors)
