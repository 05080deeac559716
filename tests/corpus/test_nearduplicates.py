import random

import numpy as np
import pytest

from framing.corpus.nearduplicates import COPIED, FEWEST, REPOSTED, Overlap, Sketches, originals, overlaps
from framing.corpus.shingles import distinct, shingles


def text(seed, words=200):
    """Words that no other seed gives in this order."""
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(3_000)}" for _ in range(words))


def candidates(*bodies):
    sketches = Sketches()
    for body in bodies:
        sketches.add(body)
    return sketches.candidates().tolist()


def overlap(one, other):
    texts = {place: distinct(shingles(body)) for place, body in enumerate((one, other))}
    (found,) = overlaps(np.array([[0, 1]]), texts)
    return found


def originals_of(*pairs, sizes, days=None, outlets=None):
    found = [Overlap(*pair) for pair in pairs]
    return originals(found, np.array(sizes), days or [1] * len(sizes), outlets or ["A", "B", "C", "D"][: len(sizes)])


def test_only_texts_that_share_something_are_candidates():
    assert candidates(text(1), text(2), text(1) + " " + text(3, 20), text(4)) == [[0, 2]]


@pytest.mark.parametrize("share", [0.2, 0.4, 0.7])
def test_a_text_that_was_cut_is_a_candidate(share):
    whole = text(1, 400)
    assert candidates(whole, " ".join(whole.split()[: int(400 * share)])) == [[0, 1]]


def test_short_texts_and_none_at_all():
    short = " ".join(text(1).split()[: FEWEST + 2])
    assert candidates(short, short) == []
    assert candidates(short + " more", short + " more") == [[0, 1]]
    assert candidates() == []
    assert candidates("", "") == []


def test_a_text_that_hundreds_share_is_paired_with_the_longest_only():
    bodies = [text(1) + " " + text(n, 10) for n in range(2, 302)]
    pairs = candidates(*bodies, text(1, 400))
    assert len(pairs) < 40 * 301
    assert {n for n, longest in pairs if longest == 300} == set(range(300))


def test_batches_are_put_together():
    bodies = [text(n, 60) for n in range(600)]
    assert candidates(*bodies, bodies[5]) == [[5, 600]]


def test_overlap_is_exact_and_of_each():
    whole = text(1, 203)
    found = overlap(whole, " ".join(whole.split()[:103]))
    assert (found.of_first, found.of_second) == (0.5, 1.0)
    assert found.both_ways() == ((0, 1, 0.5), (1, 0, 1.0))


def test_the_first_by_day_is_the_original():
    assert originals_of((0, 1, 0.9, 0.9), sizes=[100, 100], days=[5, 3]) == {0: 1}
    assert originals_of((0, 1, 0.9, 0.9), sizes=[100, 100], days=[0, 3]) == {0: 1}
    assert originals_of((0, 1, 0.9, 0.9), sizes=[100, 100], days=[3, 3]) == {1: 0}


def test_a_text_that_was_cut_is_no_original():
    assert originals_of((0, 1, 1.0, 0.3), sizes=[30, 100], days=[1, 9]) == {0: 1}


def test_nothing_joins_by_way_of_a_third():
    # a long round-up holds two short texts that have nothing in common with a fourth, which holds one of them in part
    found = originals_of((0, 1, 0.2, 1.0), (1, 2, 0.9, 0.5), (2, 3, 0.45, 0.45), sizes=[500, 100, 180, 180])
    assert found == {1: 0}


def test_within_an_outlet_more_has_to_be_shared():
    share = (COPIED + REPOSTED) / 2
    assert originals_of((0, 1, share, share), sizes=[100, 100]) == {1: 0}
    assert originals_of((0, 1, share, share), sizes=[100, 100], outlets=["A", "A"]) == {}
