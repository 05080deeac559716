import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.shingles import WORDS, shingles


def test_case_and_punctuation_do_not_count():
    assert shingles("It rained, on Monday.").tolist() == shingles("IT RAINED — on monday").tolist()


def test_the_order_of_words_counts():
    assert shingles("it rained on monday").tolist() != shingles("on monday it rained").tolist()


def test_the_same_numbers_on_every_machine():
    assert shingles("it rained on monday").tolist() == [3028412218759832332]


@given(st.text())
def test_one_for_each_sequence(text):
    found = shingles(text)
    assert found.dtype == np.uint64
    assert len(found) == max(0, len(shingles(f"a b c {text}")) - WORDS + 1) or not len(found)


@given(st.lists(st.sampled_from(["rain", "river", "flood", "mayor", "mill"]), min_size=4), st.integers(0, 50))
def test_a_part_of_a_text_has_a_part_of_its_shingles(words, start):
    whole, part = shingles(" ".join(words)), shingles(" ".join(words[start:]))
    assert part.tolist() == whole.tolist()[len(whole) - len(part) :]
