"""What the rules find in hand-marked news: every attribution of the seed article, and floors on a sample."""

from __future__ import annotations

import collections
import importlib.util
import json
import tomllib
from pathlib import Path

import pytest

FLOORS = Path(__file__).parent.parent / "gold" / "floors.toml"
_EVERY = 12  # of 840 articles: 70, ten an outlet


def points(spans):
    return {point for start, end in spans for point in range(start, end)}


def test_seed_article(find, shared):
    folder = shared / "data" / "seed"
    with (folder / "article.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    found = find(text)
    for gold in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["attributions"]:
        content = points([gold["content"]])
        best = max(found, key=lambda a: len(content & points(a.content)) / len(content | points(a.content)))
        assert 2 * len(content & points(best.content)) >= len(content | points(best.content)), gold
        assert best.source == (tuple(gold["source"]),)
        assert points(best.cue) & points([gold["cue"]])
        assert best.kind == gold["kind"]


@pytest.fixture(scope="module")
def measured(find, shared):
    """The scores of the rules on every twelfth article of the training part."""
    spec = importlib.util.spec_from_file_location("eval_attribution", shared / "tools" / "eval_attribution.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = scorer.read_gold(shared / "data" / "polnear" / "train")
    total = collections.Counter()
    for key in sorted(gold)[::_EVERY]:
        text, attributions = gold[key]
        total.update(scorer.score_article(text, attributions, predictions(find(text))))
    return scorer.report(total)


def predictions(found):
    """The attributions in the form that the scorer reads."""
    return [{"source": a.source, "cue": a.cue, "content": a.content} for a in found]


def test_floors(measured):
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["attribution"]
    reached = {
        "content": measured["token"]["content"]["f1"],
        "source": measured["token"]["source"]["f1"],
        "cue": measured["token"]["cue"]["f1"],
        "relation_half": measured["relation"]["half"]["f1"],
        "relation_full": measured["relation"]["full"]["f1"],
        "direct_found": measured["by_type_recall"]["direct"]["overlap"],
    }
    assert floors.keys() == reached.keys()
    assert {name: value for name, value in reached.items() if value < floors[name]} == {}
