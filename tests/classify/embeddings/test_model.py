"""The model: a pure function of each sentence, the same after a file and a pickle, with reasons for what it says."""

import pickle
from io import BytesIO

import numpy as np
import pytest

from framing.classify.articles import classify_articles
from framing.classify.embeddings.base import is_installed
from framing.classify.embeddings.explain import explain
from framing.classify.embeddings.fine import SHIPPED, Fine, load_fine, save_fine
from framing.classify.embeddings.model import EmbeddingModel, load_embedding
from framing.errors import FramingError
from framing.types import Article

TEXTS = ["The council shamefully closed the school.", "The mayor quietly signed a deal.", "", "A court."]


def test_what_is_said_of_a_sentence_does_not_depend_on_others(embedding):
    together = embedding(TEXTS)
    assert together == [chance for text in TEXTS for chance in embedding([text])]
    assert together == list(reversed(embedding(TEXTS[::-1])))
    assert all(0 <= chance <= 1 for chance in together)


def test_log_odds_are_calibrated(embedding, fine):
    (found,) = embedding.batches(TEXTS)
    sentences, words = embedding.raw(TEXTS, found.read)
    assert found.sentences == pytest.approx(0.1 + 0.5 * sentences, abs=1e-5)
    assert found.words == pytest.approx(-0.2 + 0.8 * words, abs=1e-5)
    assert len(words) == len(found.read.types)
    assert embedding.learned.threshold == fine.threshold


def test_small_products_change_little(embedding, fine, base):
    small = EmbeddingModel(fine, base, small=True)
    assert small(TEXTS) == pytest.approx(embedding(TEXTS), abs=0.1)


def test_a_file_and_a_pickle_give_the_same(embedding, fine, base, tmp_path):
    save_fine(fine, tmp_path / "fine.npz")
    again = EmbeddingModel(load_fine(tmp_path / "fine.npz"), base, small=False)
    assert again(TEXTS) == embedding(TEXTS) == pickle.loads(pickle.dumps(embedding))(TEXTS)
    first, second = BytesIO(), BytesIO()
    save_fine(fine, first)
    save_fine(load_fine(tmp_path / "fine.npz"), second)
    assert first.getvalue() == second.getvalue()


def test_a_long_text_is_read_to_its_end(embedding):
    text = "The council closed the school. " * 80 + "Shamefully!"
    (found,) = embedding.batches([text])
    assert len(found.words) == 5 * 80 + 1
    _, words = embedding.raw([text], found.read)
    assert (words > -9).all()


def test_articles_are_classified_as_by_the_default_model(embedding):
    found = list(classify_articles(embedding, [Article("one", "Dawn", None, "", TEXTS[0])]))
    assert [each.text for each in found] == [TEXTS[0]]
    assert found[0].probability == pytest.approx(embedding(TEXTS[:1])[0], abs=1e-4)


def test_an_explanation_has_every_word(embedding):
    found = explain(embedding, TEXTS[0])
    assert [found.text[w.start : w.end] for w in found.words] == TEXTS[0].rstrip(".").split()
    assert found.chance == pytest.approx(embedding(TEXTS[:1])[0])
    first = found.words[0]
    assert first.value == pytest.approx(
        float(embedding.batches(TEXTS[:1])[0].sentences[0] - embedding.batches([TEXTS[0][3:]])[0].sentences[0]),
        abs=1e-3,
    )


def test_layers_of_another_encoder_are_refused(fine, base):
    other = Fine(fine.layers, fine.heads, "ab" * 32)
    with pytest.raises(FramingError, match="belong to an encoder"):
        EmbeddingModel(other, base)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive at all"])
def test_a_damaged_file_is_told(tmp_path, content):
    (tmp_path / "fine.npz").write_bytes(content)
    with pytest.raises(FramingError, match=r"holds no fine-tuned layers .*framing train loaded"):
        load_fine(tmp_path / "fine.npz")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FramingError, match="framing train loaded"):
        load_fine(tmp_path / "none.npz")


def test_numbers_that_are_none_are_not_kept(fine):
    heads = type(fine.heads)(fine.heads.word * np.nan, fine.heads.heed, fine.heads.sentence, 0.0)
    with pytest.raises(FramingError, match="the training failed"):
        save_fine(Fine(fine.layers, heads, fine.base), BytesIO())


@pytest.mark.skipif(not is_installed(), reason="the package with the encoder is not installed")
@pytest.mark.skipif(not SHIPPED.is_file(), reason="the fine-tuned layers are not here")
class TestShipped:
    def test_it_tells_loaded_from_plain(self):
        model = load_embedding()
        plain, loaded = model(
            ["The council will meet on Monday at noon.", "The cowardly mob's shameful, disgusting lies enraged us all."]
        )
        assert plain < 0.4 < 0.8 < loaded

    def test_int8_stays_close_to_float(self):
        texts = ["The minister slammed the plan.", "Rain fell in the north.", "These hypocrites never learn."]
        small, full = load_embedding(), load_embedding(small=False)
        assert small(texts) == pytest.approx(full(texts), abs=0.06)

    def test_the_file_is_no_larger_than_promised(self):
        assert SHIPPED.stat().st_size < 10e6
