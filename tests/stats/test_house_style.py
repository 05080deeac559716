"""Notes on labelling that a style guide may account for."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from framing.lexicon import load_shipped
from framing.stats import ComparisonOptions
from framing.stats.house_style import house_style_notes
from framing.stats.samples import draw_sample


@pytest.fixture(scope="module")
def scored():
    articles = [
        {"article_id": f"{outlet}-{year}", "outlet": outlet, "published": pd.Timestamp(year, 5, 1), "duplicate_of": ""}
        for outlet in ("AP", "Northern Herald")
        for year in (2012, 2014)
    ]
    return SimpleNamespace(articles=pd.DataFrame(articles), manifest={}, lexicons=load_shipped())


def notes(scored, item, *, differs=True, measure="labelling", before=2100):
    contrasts = pd.DataFrame(
        [{"measure": measure, "item": item, "outlet": "AP", "reference": "Northern Herald", "differs": differs}]
    )
    sample = draw_sample(scored, ComparisonOptions())
    articles = sample.articles[sample.articles["published"].dt.year < before]
    return house_style_notes(scored, replace(sample, articles=articles), contrasts)


def test_a_difference_with_a_guide_in_force_is_noted_once_an_outlet_and_guide(scored):
    (note,) = notes(scored, "undoc")
    assert note.startswith("house style: labels of undoc differ, and the AP Stylebook binds AP: ")
    assert "illegal is for actions and not for people (proscribed)" in note
    assert "people living in a country illegally or without permission (prescribed)" in note
    assert notes(scored, "labels-us/undoc")[0].startswith("house style: labels of labels-us/undoc")
    assert len(notes(scored, "climate_phen (+)")) == len(notes(scored, "climate_phen"))


@pytest.mark.parametrize(
    "case", [{"differs": False}, {"measure": "rate"}, {"before": 2013}, {"item": "isis_name"}], ids=str
)
def test_no_note_without_difference_guide_or_article_of_its_days(scored, case):
    assert notes(scored, **({"item": "undoc"} | case)) == []
