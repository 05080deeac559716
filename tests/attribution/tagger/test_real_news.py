"""What the shipped tagger finds in hand-marked news that it was not trained on: floors on PolNeAR's dev part."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from framing.attribution import Attributor
from framing.attribution.gold import Event, read_gold
from framing.attribution.scoring import evaluate
from framing.corpus import read_corpus
from framing.text.quotations import find_quotations
from framing.text.sentences import split_sentences
from framing.text.zones import lay_out

FLOORS = Path(__file__).parent.parent.parent / "gold" / "floors.toml"


@pytest.fixture(scope="module")
def measured(shared):
    folder = shared / "data" / "polnear" / "dev"
    gold, attributor, rows = read_gold(folder), Attributor("tagger"), []
    for article in read_corpus(folder / "text"):
        layout, text = lay_out(article), article.text
        quotations, _ = find_quotations(text, layout)
        found = attributor.find(text, layout, split_sentences(text, layout), quotations)
        rows.append((text, gold[article.id], [Event(a.source, a.cue, a.content) for a in found]))
    return evaluate(rows)


def test_floors(measured):
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["tagger"]
    reached = {name: measured[name].f1 for name in floors}
    assert {name: value for name, value in reached.items() if value < floors[name]} == {}


def test_number_of_attributions_is_about_right(measured):
    score = measured["full"]
    assert 0.85 < score.found / score.gold < 1.1


def test_seed_article(shared):
    folder = shared / "data" / "seed"
    (article,) = read_corpus(folder / "article.txt")
    layout, text = lay_out(article), article.text
    quotations, _ = find_quotations(text, layout)
    found = Attributor("tagger").find(text, layout, split_sentences(text, layout), quotations)
    marked = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["attributions"]
    events = [Event(*((tuple(a[role]),) for role in ("source", "cue", "content"))) for a in marked]
    scores = evaluate([(text, events, [Event(a.source, a.cue, a.content) for a in found])])
    assert scores["half"].recall == 1.0
