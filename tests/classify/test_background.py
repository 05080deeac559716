"""What is known of words beforehand."""

import re

import numpy as np
import pytest

from framing.classify.background import Background, Marked, facts_from
from framing.classify.facts import NUMBERS, stems_of
from framing.classify.sources import own_lists, read_lists, read_marked
from framing.errors import FramingError

NEWS = ["the ship left the port at dawn", "the boat left the port at noon", "a vote in the house at noon"] * 8


def test_words_in_like_company_have_like_vectors():
    facts = facts_from(Background(news=NEWS), 4, 0)
    ship, boat, vote = facts.of(["ship", "boat", "vote"])[:, NUMBERS:]
    assert ship @ boat > ship @ vote


def test_lists_hold_a_word_or_its_stem():
    facts = facts_from(Background(lists={"blame": frozenset({"reckless", "slam"})}), 4, 0)
    exact, by_stem = facts.of(["reckless", "recklessly", "slammed", "kind"])[:, :2].T
    assert exact.tolist() == [1, 0, 0, 0]
    assert by_stem.tolist() == [0, 1, 1, 0]


def test_words_of_marked_passages_stand_out():
    text = "the mob ran and the crowd ran and the mob fled the crowd"
    spans = tuple(match.span() for match in re.finditer("mob", text))
    facts = facts_from(Background(news=NEWS, marked=[Marked(text, spans)] * 2), 4, 0)
    mob, crowd = facts.of(["mob", "crowd"])[:, 2]
    assert mob > 0 > crowd


def test_a_strange_word_is_known_by_its_stem_or_not_at_all():
    facts = facts_from(Background(news=NEWS), 4, 0)
    known, inflected, strange = facts.of(["ship", "ships", "xyzzy"])
    assert np.allclose(known[NUMBERS:], inflected[NUMBERS:], atol=1e-6)
    assert not strange[NUMBERS:].any()
    assert facts.of([]).shape == (0, facts.width)


def test_without_anything_there_is_nothing_to_know():
    facts = facts_from(Background(), 4, 0)
    assert not facts.of(["ship"])[:, NUMBERS:].any()


@pytest.mark.parametrize(
    ("word", "stem"), [("ships", "ship"), ("slammed", "slam"), ("brazenly", "brazen"), ("it", None)]
)
def test_stems(word, stem):
    assert stem in stems_of(word) if stem else stems_of(word) == ()


def test_own_lists_are_words():
    words = set().union(*own_lists().values())
    assert "shameful" in words
    assert all(word == word.lower() and " " not in word for word in words)


def test_lists_are_read_without_comments(tmp_path):
    (tmp_path / "blame.txt").write_text("# a comment\n; another\nReckless\n\nmob\n", encoding="latin-1")
    assert read_lists([tmp_path]) == {"blame": {"reckless", "mob"}}
    with pytest.raises(FramingError, match="holds no word lists"):
        read_lists([tmp_path / "none"])


def test_marked_articles_are_read_with_their_spans(tmp_path):
    (tmp_path / "train-articles").mkdir()
    (tmp_path / "train-articles/article7.txt").write_text("The mob ran.", encoding="utf-8")
    labels = tmp_path / "train-task-flc-tc.labels"
    labels.write_text("7\tLoaded_Language\t4\t7\n7\tDoubt\t0\t3\n", encoding="utf-8")
    assert read_marked(tmp_path) == [Marked("The mob ran.", ((4, 7),))]
    labels.write_text("7\tLoaded_Language\t4\n", encoding="utf-8")
    with pytest.raises(FramingError, match="line 1"):
        read_marked(tmp_path)
    with pytest.raises(FramingError, match="pass the folder that holds both"):
        read_marked(tmp_path / "train-articles")
