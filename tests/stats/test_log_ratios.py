"""Clustered log ratios: levels that hold under a true null, and stories that take topics out."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from framing.errors import FramingError
from framing.stats.keyness import log_likelihood, log_ratio
from framing.stats.log_ratios import by_article, shared_stories, within_stories

SPEC = importlib.util.spec_from_file_location("word_simulation", Path(__file__).with_name("word_simulation.py"))
simulation = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(simulation)


def two(counts):
    return counts.of(counts.outlets == "Alder"), counts.of(counts.outlets == "Birch")


def outside(ratios, level=0.95):
    low, high = ratios.bounds(level)
    return (low > 0) | (high < 0)


def test_the_value_is_the_log_ratio_of_the_sums():
    ratios = by_article(*two(simulation.simulated(0, articles=20)))
    np.testing.assert_allclose(ratios.value, log_ratio(ratios.given))


def test_the_error_is_linearised_over_articles():
    first, second = two(simulation.simulated(1, articles=15))
    errors = []
    for group in (first, second):
        x, w = group.counts.toarray(), group.sizes[:, None]
        rate = x.sum(axis=0) / w.sum()
        errors.append(15 / 14 * np.square(x - rate * w).sum(axis=0) / np.maximum(x.sum(axis=0), 1) ** 2)
    np.testing.assert_allclose(by_article(first, second).error, np.sqrt(sum(errors)) / np.log(2), rtol=1e-9)


def test_exchanging_the_groups_turns_the_bounds():
    first, second = two(simulation.simulated(2, articles=25))
    (low, high), (other_low, other_high) = (
        by_article(*pair).bounds(0.9) for pair in ((first, second), (second, first))
    )
    np.testing.assert_allclose(low, -other_high)
    np.testing.assert_allclose(high, -other_low)


def test_false_positives_keep_the_level_where_those_of_g2_do_not():
    """Two halves of one outlet: 5 % of words may lie outside, and of families of 400 words 5 %."""
    apart, by_g2, families = [], [], []
    for seed in range(25):
        ratios = by_article(*two(simulation.simulated(seed, articles=60)))
        apart.append(outside(ratios)[ratios.dense].mean())
        by_g2.append((log_likelihood(ratios.given) > 3.84).mean())
        families.append(outside(ratios, 1 - 0.05 / simulation.WORDS).any())
    assert np.mean(apart) == pytest.approx(0.05, abs=0.015)
    assert np.mean(by_g2) > 0.11
    assert np.mean(families) <= 0.15


def test_rare_words_have_exact_bounds_that_hold_their_level():
    """Words of a few articles: the exact bounds are wider than asked for, never narrower."""
    found = []
    for seed in range(30):
        ratios = by_article(*two(simulation.simulated(seed, articles=8)))
        found.append(outside(ratios)[~ratios.dense].mean())
    assert np.mean(found) <= 0.05


def test_within_stories_keeps_the_level_where_outlets_choose_other_stories():
    rows = [
        outside(within_stories(*two(simulation.simulated(seed, stories=20, apart=True)))).mean() for seed in range(25)
    ]
    assert np.mean(rows) == pytest.approx(0.05, abs=0.02)


def test_a_topic_is_no_wording_within_stories():
    """The words of stories that Alder prefers are Alder's over all articles, and nobody's within stories."""
    counts = simulation.simulated(7, stories=20, apart=True, articles=300)
    own = [place for place, word in enumerate(counts.words) if int(word[1:]) >= simulation.WORDS - 160]
    over_all, within = (outside(each(*two(counts)), 0.999)[own].sum() for each in (by_article, within_stories))
    assert over_all >= 5
    assert within <= over_all / 3


def test_the_ratio_within_stories_is_that_of_mantel_and_haenszel():
    first, second = two(simulation.simulated(3, stories=6, articles=40))
    found = within_stories(first, second)
    above = below = 0.0
    for story in shared_stories(first, second):
        (x1, w1), (x2, w2) = (
            (g.counts[g.stories == story].sum(axis=0), g.sizes[g.stories == story].sum()) for g in (first, second)
        )
        above, below = above + x1 * w2 / (w1 + w2), below + x2 * w1 / (w1 + w2)
    both = (above > 0) & (below > 0)
    np.testing.assert_allclose(found.value[both], np.log2(above / below)[both])


def test_without_shared_stories_there_is_nothing_to_compare():
    with pytest.raises(FramingError, match="0 stories are covered by both"):
        within_stories(*two(simulation.simulated(0, articles=5)))
