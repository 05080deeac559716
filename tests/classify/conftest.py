"""What the tests of classifiers share: invented sentences, a table of them, and a small model learned from it."""

from __future__ import annotations

import csv
from itertools import product

import numpy as np
import pytest

from framing.classify.background import Background, facts_from
from framing.classify.gold import read_labelled
from framing.classify.learning import NetworkOptions
from framing.classify.recipe import RecipeOptions, Sentences, train_loaded

WHO = ("The council", "The mayor", "A court", "The union", "Her office", "The firm", "The ministry", "A judge")
LOADED = ("shamefully", "disgracefully", "recklessly", "outrageously")
PLAIN = ("formally", "quietly", "again", "yesterday")
WHAT = ("rejected the plan", "closed the school", "signed the deal", "changed the rules", "raised the fee")


def invented():
    """Rows of text, label, loaded words, outlet and topic: an adverb tells the label."""
    rows = []
    for number, (who, adverb, what) in enumerate(product(WHO, LOADED + PLAIN, WHAT)):
        loaded = adverb in LOADED
        rows.append(
            {
                "text": f"{who} {adverb} {what}.",
                "label": "loaded" if loaded else "neutral",
                "loaded_words": repr([adverb] if loaded else []),
                "outlet": ("Dawn", "Dusk")[number % 2],
                "topic": what.split()[-1],
            }
        )
    return rows


@pytest.fixture(scope="session")
def table(tmp_path_factory):
    """A table of labelled sentences."""
    path = tmp_path_factory.mktemp("labelled") / "sentences.csv"
    rows = invented()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="session")
def labelled(table):
    """The labelled sentences of the table."""
    return read_labelled(table)


@pytest.fixture(scope="session")
def facts():
    """A table of known words from two short lists and a little news."""
    lists = {"praise": frozenset({"splendid", "brave"}), "blame": frozenset({"shameful", "reckless"})}
    news = ["The council met. The mayor spoke to the council about the plan. The firm met the union."] * 3
    return facts_from(Background(lists=lists, news=news), 4, 0)


@pytest.fixture(scope="session")
def options():
    """Options that make training quick."""
    return RecipeOptions(network=NetworkOptions(width=8, epochs=4, rate=1e-2))


@pytest.fixture(scope="session")
def model(labelled, facts, options):
    """A model that has learned the adverbs."""
    return train_loaded(Sentences.of(labelled), facts, options)


@pytest.fixture
def rng():
    """Chance that is the same in every run."""
    return np.random.default_rng(0)
