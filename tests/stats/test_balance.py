"""Balance by story: the mean over stories, and the imbalance that opposite stories do not cancel."""

import pandas as pd
import pytest

from framing.errors import FramingError
from framing.stats import ComparisonOptions
from framing.stats.balance import story_balance

SIDES = ("north", "south")
QUICK = ComparisonOptions(period="all", replicates=99)


@pytest.fixture
def scored(make_corpus, make_attribution):
    """Alder gives each story to one side wholly, in turns; Birch gives both sides half of each."""
    made = make_corpus(outlets=("Alder", "Birch"), each=24)
    made.articles["story_id"] = [f"s{place % 12}" for place in range(len(made.articles))]
    rows = []
    for key, outlet, story in made.articles[["article_id", "outlet", "story_id"]].itertuples(index=False):
        sides = (SIDES[int(story[1:]) % 2],) * 2 if outlet == "Alder" else SIDES
        rows += [make_attribution(key, source_side=side, words=30 if side == "north" else 10) for side in sides]
    rows.append(make_attribution("Alder-0000", source_side="elsewhere"))
    made.attributions = pd.DataFrame(rows)
    return made


def figure(table, outlet, item):
    return table[(table["outlet"] == outlet) & (table["item"] == item)].iloc[0]


def test_balance_and_imbalance(scored):
    table = story_balance(scored, SIDES, options=QUICK)
    for outlet, imbalance in (("Alder", 0.5), ("Birch", 0.0)):
        assert figure(table, outlet, "balance")["value"] == pytest.approx(0.5)
        assert figure(table, outlet, "imbalance")["value"] == pytest.approx(imbalance)
        assert figure(table, outlet, "balance")["stories"] == 12
    assert figure(table, "Alder", "balance")["low"] < 0.5 < figure(table, "Alder", "balance")["high"]


def test_words_weigh_what_is_said(scored):
    table = story_balance(scored, SIDES, words=True, options=QUICK)
    assert figure(table, "Birch", "balance")["value"] == pytest.approx(0.75)
    assert figure(table, "Birch", "balance")["pooled"] == pytest.approx(0.75)


def test_the_other_side_is_the_rest(scored):
    one, other = (story_balance(scored, sides, options=QUICK) for sides in (SIDES, SIDES[::-1]))
    assert (one["value"] + other["value"])[one["item"] == "balance"].tolist() == pytest.approx([1, 1])


def test_what_has_no_balance_is_refused(scored):
    with pytest.raises(FramingError, match="no attribution has a source of side 'west'; sides are elsewhere, north"):
        story_balance(scored, ("north", "west"), options=QUICK)
    scored.articles["story_id"] = ""
    with pytest.raises(FramingError, match="group stories first"):
        story_balance(scored, SIDES, options=QUICK)
