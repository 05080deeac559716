"""How foreign sentences are: shares by hand, a bounded sample, and warnings where they belong and only there."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from framing.classify import shift
from framing.classify.shift import Sampled, farthest_share, foreign_share, warning_of
from framing.classify.weights import SHIPPED, load_loaded
from framing.classify.words import read_words

FAR = Path(__file__).with_name("far.txt")


def far_sentences():
    """Own sentences that are no news, by kind."""
    found = defaultdict(list)
    for line in FAR.read_text(encoding="utf-8").splitlines():
        kind, text = line.split("\t")
        found[kind].append(text)
    return found


def test_a_sentence_of_learned_words_alone_is_not_foreign(model, labelled):
    own = [sentence.text for sentence in labelled.sentences]
    share, low = foreign_share(model, own)
    assert share == low == 0
    assert warning_of(model, own) == ""


def test_names_function_words_and_first_words_do_not_count(model):
    texts = ["Zebras saw Anna with the plan.", "NATO closed it."] * 200
    share, _ = foreign_share(model, texts)
    assert share == pytest.approx(1 / 3)  # saw, plan, closed: one is unknown


def test_too_few_words_tell_nothing(model):
    assert np.isnan(foreign_share(model, ["A purple zebra."])[0])
    assert warning_of(model, ["A purple zebra."]) == ""


def test_the_farthest_group_is_the_one_whose_words_the_others_lack():
    texts = ["we like red apples", "we like red plums"] * 60 + ["we like zinc alloys"] * 60
    share = farthest_share(read_words(texts), ["a", "b"] * 60 + ["c"] * 60, 4)
    assert share == pytest.approx(2 / 3)  # zinc and alloys, not like
    assert farthest_share(read_words(texts), ["a"] * 180, 4) == 0
    assert farthest_share(read_words(texts), (), 4) == 0


def test_samples_are_bounded_and_the_same_each_time(monkeypatch):
    monkeypatch.setattr(shift, "_MOST", 50)
    texts = [str(number) for number in range(1000)]
    one, other = Sampled(texts), Sampled(texts)
    assert len(one.texts) == 50
    assert one.texts == other.texts
    assert len({int(text) // 250 for text in one.texts}) == 4  # from all parts


@pytest.mark.skipif(not SHIPPED.is_file(), reason="the loaded-language weights are not here")
def test_far_text_is_warned_of_and_news_is_not(repository):
    from framing.corpus import read_corpus
    from framing.text.parsing import parse_text

    model = load_loaded()
    for kind, texts in far_sentences().items():
        assert "label a sample" in warning_of(model, texts), kind
    folder = repository.parent / "shared/data/polnear/dev/text"
    if not folder.is_dir():
        pytest.skip("the news texts of ../shared/data are not here")
    articles = list(read_corpus(folder))[:40]
    news = [article.text[s.start : s.end] for article in articles for s in parse_text(article).sentences]
    assert warning_of(model, news) == ""
