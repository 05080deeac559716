import numpy as np
import pytest

from framing.errors import FramingError
from framing.stats.power import (
    Scenario,
    ShareScenario,
    design_factor,
    effective_labels,
    simulate,
    simulated_power,
    size_for_alpha,
    size_for_share,
    size_for_two_shares,
)
from framing.stats.resampling import generator


def test_smaller_differences_and_clusters_need_more_mentions():
    assert size_for_two_shares(0.2, 0.25) > size_for_two_shares(0.2, 0.3)
    assert size_for_share(0.2, 0.03, effect=2.0) == 2 * size_for_share(0.2, 0.03)
    assert design_factor(1, 0.4) == 1
    assert design_factor(5, 1.0) == 5


def test_labels_beside_good_predictions_are_worth_more():
    assert effective_labels(200, 0.0, 2000) == 200
    assert effective_labels(200, 0.9, 2000) > 500


def test_simulated_articles_are_those_of_the_scenario():
    counts, words = simulate(Scenario(2000, 2.0, 1.5, 0.5), 20, generator(1))
    assert words.mean() == pytest.approx(500, rel=0.03)
    assert counts[:2000].mean() == pytest.approx(3.0, rel=0.05)
    assert counts[2000:].mean() == pytest.approx(2.0, rel=0.05)
    # Var of a count over the words' own spread: mu + mu²/0.5, and the words' coefficient of variation 0.53
    mean = 2.0
    expected = mean + mean**2 * ((1 + 1 / 0.5) * (1 + 0.53**2) - 1)
    assert counts[2000:].var() == pytest.approx(expected, rel=0.1)


def test_simulated_mentions_are_those_of_the_scenario():
    counts, total = simulate(ShareScenario(2000, 4, 0.2, 0.3, 0.2), 20, generator(1))
    assert total.mean() == pytest.approx(4, rel=0.05)
    assert (counts[2000:].sum() / total[2000:].sum()) == pytest.approx(0.2, abs=0.01)
    assert (counts[:2000].sum() / total[:2000].sum()) == pytest.approx(0.3, abs=0.01)


def test_power_grows_with_the_difference_and_is_the_level_without():
    none, some, much = (
        simulated_power(Scenario(40, 2.0, ratio, 1.0), datasets=400, permutations=199) for ratio in (1.0, 1.6, 3.0)
    )
    assert 0.02 <= none <= 0.08
    assert none < some < much
    assert much > 0.9


def test_the_formula_and_the_simulation_agree_for_independent_mentions():
    articles = int(np.ceil(size_for_two_shares(0.2, 0.35, effect=design_factor(4, 0.01)) / 4))
    found = simulated_power(ShareScenario(articles, 4, 0.2, 0.35, 0.01), datasets=400, permutations=199)
    assert found == pytest.approx(0.8, abs=0.08)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: size_for_share(0.0, 0.03), "share is 0; give a number between 0 and 1"),
        (lambda: size_for_share(0.2, 0.0), "margin is 0; give a number above 0"),
        (lambda: size_for_two_shares(0.2, 0.2), "both shares are 0.2"),
        (lambda: size_for_alpha(1.0), "alpha is 1"),
        (lambda: simulated_power(Scenario(1, 2.0, 1.0, 1.0)), r"1 article\(s\) an outlet"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(FramingError, match=message):
        call()
