"""A small scored corpus made of plain tables."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

ZONES = ("headline", "lead", "body", "caption")
VOICES = ("quoted", "paraphrased", "scare", "distanced", "outlet")


@dataclass
class Scored:
    articles: pd.DataFrame
    hits: pd.DataFrame
    attributions: pd.DataFrame
    manifest: dict = field(default_factory=dict)
    lexicons: list = field(default_factory=list)


def lexicon(name, **categories):
    entries = [
        SimpleNamespace(id=f"{category}.{place}", category=category, loading=loading)
        for category, loadings in categories.items()
        for place, loading in enumerate(loadings)
    ]
    return SimpleNamespace(name=name, entries=tuple(entries), validations=lambda entry_id: ())


def corpus(*, outlets=("Alder", "Birch", "Cedar"), each=20, seed=1, rates=(4.0, 1.0, 1.0)):
    """`each` articles an outlet of about 500 words; "Alder" words its own voice differently."""
    rng = np.random.default_rng(seed)
    articles, hits, attributions = [], [], []
    for number, outlet in enumerate(outlets):
        for i in range(each):
            key = f"{outlet}-{i:04d}"
            own, quoted, told = (int(rng.integers(*span)) for span in ((300, 500), (40, 120), (20, 60)))
            words = {f"words_{zone}_{voice}": 0 for zone in ZONES for voice in VOICES}
            words |= {"words_body_outlet": own, "words_body_quoted": quoted, "words_body_paraphrased": told}
            articles.append(
                {
                    "article_id": key,
                    "outlet": outlet,
                    "published": pd.Timestamp(2020, 1 + i % 6, 3),
                    "words": own + quoted + told,
                    "wire": "",
                    "duplicate_of": "",
                    **words,
                }
            )
            rate = rates[number % len(rates)]
            for voice, mean in (("outlet", rate), ("quoted", 1.0)):
                count = rng.poisson(mean * rng.gamma(2, 0.5))
                hits += [hit(key, voice, loading=-1, entry=f"fog.{rng.integers(6)}") for _ in range(count)]
            hits += [hit(key, loading=0, entry="fog.name")] * rng.poisson(3)
            for _ in range(rng.poisson(5)):
                kind = str(rng.choice(["direct", "indirect", "mixed"]))
                naming = str(rng.choice(["named", "anonymous", "none"], p=[0.6, 0.2, 0.2]))
                attributions.append(attribution(key, kind=kind, naming=naming))
    return Scored(
        pd.DataFrame(articles),
        pd.DataFrame(hits),
        pd.DataFrame(attributions),
        manifest={"health": {"quotation_marks_missing": []}},
        lexicons=[lexicon("weather", label=(-1, 0))],
    )


def hit(article_id, voice="outlet", *, entry="fog.murk", loading=-1, referent="fog", **other):
    """One row of the table of hits; `candidates` makes it unresolved."""
    row = {
        "article_id": article_id,
        "lexicon": "weather",
        "entry": entry,
        "category": "label",
        "referent": referent,
        "loading": loading,
        "voice": voice,
        "resolved": True,
        "candidates": "",
        "negated": False,
    }
    return row | other


def attribution(article_id, **other):
    """One row of the table of attributions: ten words in the body, by a named source of unknown type."""
    row = {
        "article_id": article_id,
        "kind": "indirect",
        "naming": "named",
        "source_name": "",
        "source_type": "",
        "source_side": "",
        "stance": "neutral",
        "cue_hedged": False,
        "cue_negated": False,
        "position": 0.5,
        "zone": "body",
        "words": 10,
    }
    return row | other


@pytest.fixture(scope="session")
def make_attribution():
    return attribution


@pytest.fixture(scope="session")
def make_corpus():
    return corpus


@pytest.fixture(scope="session")
def make_hit():
    return hit


@pytest.fixture(scope="session")
def make_lexicon():
    return lexicon
