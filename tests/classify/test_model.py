"""The loaded-language model: what it learns, and that it is a pure function of each sentence."""

import pickle
import re
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotate import Annotator
from framing.classify.explain import LONGEST, explain, weights_of_words
from framing.classify.learning import sigmoid
from framing.classify.model import LoadedModel
from framing.classify.recipe import _blend
from framing.classify.weights import SHIPPED, load_loaded, save_loaded
from framing.errors import FramingError
from framing.types import Article

PLAIN, LOADED = "The minister formally closed the office.", "The minister shamefully closed the office."


def test_it_learns_which_words_are_loaded(model):
    plain, loaded = model([PLAIN, LOADED])
    assert plain < 0.3 < 0.7 < loaded
    scores = model.batches([LOADED])[0]
    chances = sigmoid(scores.words)
    assert scores.read.forms[scores.read.types[int(np.argmax(chances))]] == "shamefully"
    assert (chances >= model.learned.threshold).sum() == 1


def test_batches_and_order_change_nothing(model):
    sentences = [PLAIN, LOADED, "", "?!", "A brave plan.", "Shamefully"] * 60
    together = model(sentences)
    assert np.allclose(together, [model([s])[0] for s in sentences[:6]] * 60, atol=1e-5)
    assert np.allclose(model(sentences[::-1]), together[::-1], atol=1e-5)


def test_what_was_read_before_changes_nothing(model):
    fresh = LoadedModel(model.learned)
    fresh([f"Words {n} of another article, number {n * n}." for n in range(300)])
    assert fresh([PLAIN, LOADED]) == LoadedModel(model.learned)([PLAIN, LOADED])


def test_no_part_of_the_model_is_turned_around(rng):
    labels = np.arange(200) % 2
    right, wrong = labels * 2 - 1 + rng.normal(0, 1, 200), 1 - labels * 2 + rng.normal(0, 1, 200)
    networks, linear, level = _blend(np.stack([wrong, right, labels], axis=1), level=False)
    assert (networks, level) == (0, 0)
    assert linear > 1
    assert min(_blend(np.stack([right, right + wrong, labels], axis=1), level=True)[:2]) >= 0
    assert _blend(np.stack([wrong, wrong, labels], axis=1), level=False) == (0, 0, 0)


def test_no_sentences(model):
    assert model([]) == []


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
@settings(max_examples=40)
def test_any_text_has_a_probability(model, texts):
    assert all(0 <= chance <= 1 for chance in model(texts))


def test_pickled_it_is_the_same(model):
    assert pickle.loads(pickle.dumps(model))([PLAIN, LOADED]) == model([PLAIN, LOADED])


def test_saved_and_loaded_it_is_nearly_the_same(model, tmp_path):
    path = tmp_path / "loaded.npz"
    save_loaded(model, path)
    again = load_loaded(path)
    assert again([PLAIN, LOADED]) == pytest.approx(model([PLAIN, LOADED]), abs=0.01)
    assert again.learned.threshold == model.learned.threshold
    one, other = BytesIO(), BytesIO()
    save_loaded(again, one)
    save_loaded(load_loaded(path), other)
    assert one.getvalue() == other.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no weights"])
def test_damaged_weights_are_told(tmp_path, content):
    path = tmp_path / "loaded.npz"
    path.write_bytes(content)
    with pytest.raises(FramingError, match=r"loaded\.npz holds no loaded-language weights.*framing train loaded"):
        load_loaded(path)


def test_annotator_takes_it(model):
    article = Article(id="a", title="Council meets", body=f"{PLAIN} {LOADED}")
    annotation = Annotator([], models={"loaded": model})(article)
    chances = annotation.probabilities["loaded"]
    assert len(chances) == len(annotation.sentences) == 3
    assert chances[2] > chances[1]


def test_explanation_names_the_word_that_carries_it(model):
    found = explain(model, LOADED)
    best = found.strongest(1)[0]
    assert LOADED[best.start : best.end] == "shamefully"
    assert found.chance == pytest.approx(model([LOADED])[0], abs=1e-5)
    assert explain(model, "").words == ()


def test_explanation_in_a_notebook_is_the_sentence_in_colour(model):
    shown = explain(model, "Shamefully <closed> & sold.")._repr_html_()
    assert "&lt;" in shown
    assert "&amp;" in shown
    assert re.search(r">Shamefully<sup>\+\d+\.\d</sup></span>", shown)
    assert all(re.fullmatch(r"[+−]\d+\.\d", number) for number in re.findall("<sup>(.*?)</sup>", shown))
    alone = re.sub("<[^>]*>", "", re.sub("<sup>.*?</sup>", "", shown))
    assert alone.endswith("Shamefully &lt;closed&gt; &amp; sold.")


def test_weights_of_words_are_means_over_their_places(model):
    texts = [PLAIN, LOADED, "The minister shamefully closed the office again."] * 3
    found = {weight.word: weight for weight in weights_of_words(model, texts, least=6)}
    assert max(found.values(), key=lambda weight: weight.value).word == "shamefully"
    assert "formally" not in found  # three times
    shown = found["shamefully"]
    assert shown.n == 6
    assert shown.low <= shown.value <= shown.high
    each = [
        next(w.value for w in explain(model, text).words if text[w.start : w.end] == "shamefully")
        for text in texts[1:3]
    ]
    assert shown.value == pytest.approx(np.mean(each), abs=1e-3)
    assert weights_of_words(model, []) == []


def test_a_text_without_end_is_explained_in_bounded_time(model):
    text = "The council shamefully closed the school. " * 20_000
    found = explain(model, text)
    assert len(found.words) == LONGEST
    assert found.chance == pytest.approx(model([text])[0], abs=1e-6)
    assert found.words[2].value > 0


@pytest.mark.skipif(not SHIPPED.is_file(), reason="the loaded-language weights are not here")
def test_the_shipped_weights_are_no_larger_than_promised():
    assert sum(file.stat().st_size for file in SHIPPED.parent.iterdir()) < 10e6
