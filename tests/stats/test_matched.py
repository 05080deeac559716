import itertools

import numpy as np
import pandas as pd
import pytest

from framing.errors import FramingError
from framing.stats.matched import MatchedOptions, matched_difference, mean_interval, story_differences
from framing.stats.resampling import generator, sign_flip_p

QUICK = MatchedOptions(replicates=499, permutations=999)


def articles(stories=30, seed=1, difference=0.0):
    """Two outlets on the same stories, whose own level varies far more than the outlets differ."""
    rng = np.random.default_rng(seed)
    rows = []
    for story in range(stories):
        level = rng.uniform(2, 20)
        for outlet, more in (("Alder", difference), ("Birch", 0.0)):
            for _ in range(rng.integers(1, 4)):
                words = rng.integers(200, 800)
                rows.append((f"s{story:02d}", outlet, rng.poisson((level + more) * words / 1000), words))
    return pd.DataFrame(rows, columns=["story", "outlet", "numerator", "denominator"])


def test_a_story_is_one_observation_of_ratios_of_sums():
    frame = articles(stories=3)
    found = story_differences(frame, "Alder", "Birch", share=False)
    part = frame[(frame["story"] == "s01") & (frame["outlet"] == "Alder")]
    assert found["value"]["s01"] == pytest.approx(1000 * part["numerator"].sum() / part["denominator"].sum())
    assert found["n_articles"].sum() == len(frame)
    assert (found["difference"] == found["value"] - found["reference_value"]).all()


def test_stories_of_one_outlet_and_articles_without_a_story_are_left_out():
    frame = articles(stories=5)
    alone = frame.assign(story="only Alder")[frame["outlet"] == "Alder"]
    unknown = frame.assign(story="")
    empty = frame.assign(denominator=0)
    whole = pd.concat([frame, alone, unknown, empty])
    assert story_differences(whole, "Alder", "Birch", share=False).equals(
        story_differences(frame, "Alder", "Birch", share=False)
    )


def test_the_difference_within_stories_is_found_through_their_spread():
    found = matched_difference(articles(stories=60, difference=5.0), "Alder", "Birch", share=False, options=QUICK)
    assert found.low < 5.0 < found.high
    assert found.p_value < 0.01
    assert found.share_positive > 0.7
    assert (found.n_stories, found.few, found.unit) == (60, False, "per 1,000 words")
    assert found.method == "story bootstrap, symmetric t, B=499; sign flips by story, B=999"


def test_exchanging_the_outlets_flips_the_signs_and_nothing_else():
    frame = articles(difference=2.0)
    one, other = (
        matched_difference(frame, *pair, share=False, options=QUICK)
        for pair in (("Alder", "Birch"), ("Birch", "Alder"))
    )
    assert (one.value, one.p_value) == (-other.value, other.p_value)
    assert (one.low, one.high) == (pytest.approx(-other.high), pytest.approx(-other.low))


def test_very_few_stories_have_students_t_and_an_exact_test():
    found = matched_difference(articles(stories=5), "Alder", "Birch", share=False, options=QUICK)
    assert found.method == "Student's t over stories, 4 df; sign flips by story, exact"
    assert found.few


def test_the_drawn_sign_flips_come_near_all_of_them():
    values = np.random.default_rng(2).normal(0.4, 1.0, size=12)
    every = np.array(list(itertools.product((-1, 1), repeat=12))) @ values
    exact = (np.abs(every) >= abs(values.sum()) - 1e-12).mean()
    assert sign_flip_p(values, generator(1), replicates=5000) == pytest.approx(exact)
    assert sign_flip_p(values, generator(1), replicates=4000) == pytest.approx(exact, abs=0.03)


def test_no_difference_anywhere_has_p_of_one():
    assert sign_flip_p(np.zeros(8), generator(1), replicates=99) == 1.0


@pytest.mark.parametrize(
    ("frame", "pair", "message"),
    [
        (articles(3).drop(columns="story"), ("Alder", "Birch"), "no column story; columns are outlet"),
        (articles(3), ("Alder", "Cedar"), "outlet 'Cedar' is not among the articles; outlets are Alder, Birch"),
        (articles(1), ("Alder", "Birch"), "'Alder' and 'Birch' share 1 story; a spread needs at least 2"),
    ],
)
def test_bad_input_is_named(frame, pair, message):
    with pytest.raises(FramingError, match=message):
        matched_difference(frame, *pair, share=False)


@pytest.mark.parametrize("count", [4, 12])
def test_stories_without_spread_have_no_interval(count):
    """Twelve stories without a label do not show that outlets agree."""
    low, high, method = mean_interval(np.zeros(count), generator(1), MatchedOptions())
    assert np.isnan([low, high]).all()
    assert method == "no interval: all stories have one difference"
