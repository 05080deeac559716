"""Metamorphic: what must happen to hits and shares when a text or a lexicon is changed in a known way."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotate import Annotator
from framing.corpus import read_corpus
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon
from framing.lexicon.loading import load_text
from framing.stats.compare import ComparisonOptions, compare
from framing.types import Annotation, Article

RIVER = """\
name: river
version: 1.0.0
language: en
licence: CC-BY-4.0
citation: "Nobody (2026)."
description: Names for two sides of a quarrel.
categories: {label: a name chosen, evaluative: a judgement}
referents:
  gang: {label: the boatmen, reference: boatmen}
  guard: {label: the wardens, reference: wardens}
entries:
  - {id: thug, pattern: thug, inflect: noun, category: label, referent: gang, loading: -1}
  - {id: boatmen, pattern: boatmen, category: label, referent: gang, loading: 0}
  - {id: henchmen, pattern: [henchman, henchmen], category: label, referent: guard, loading: -1}
  - {id: wardens, pattern: [river wardens, wardens], category: label, referent: guard, loading: 0}
  - {id: shameful, pattern: shameful, category: evaluative, loading: -1}
"""
OTHER = {"gang": "guard", "guard": "gang"}
# the labels of each referent given to the other
SWAPPED = re.sub("referent: (gang|guard)", lambda found: f"referent: {OTHER[found[1]]}", RIVER)
ACTORS = ["thugs", "boatmen", "henchmen", "wardens", "river wardens", "thug", "villagers", "boatmen and thugs"]
DEEDS = ["left the old mill", "took the bridge", "waited for rain", "sold the shameful cargo", "went home at dawn"]
SENTENCE = st.builds(
    lambda actor, deed, other: f"The {actor} {deed}{other}.",
    st.sampled_from(ACTORS),
    st.sampled_from(DEEDS),
    st.one_of(st.just(""), st.sampled_from(ACTORS).map(lambda actor: f" and the {actor} followed")),
)
SPEAKERS = ["Mayor Ilse Brandt", "Tomas Lind", "A spokesman", "The minister", "She"]
MARKS = ["“”", '""', "«»", "„“"]


@pytest.fixture(scope="module")
def annotate() -> Annotator:
    return Annotator([load_text(RIVER, "river.yaml")])


@pytest.fixture(scope="module")
def annotate_swapped() -> Annotator:
    return Annotator([load_text(SWAPPED, "river.yaml")])


def article(body: str) -> Article:
    return Article("a1", outlet="Gazette", body=body)


def wordings(annotation: Annotation) -> list[tuple[str, int]]:
    return [(hit.entry, hit.loading) for hit in annotation.hits]


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCE, max_size=2), SENTENCE, st.sampled_from(SPEAKERS), st.sampled_from(MARKS))
def test_quoting_a_narrated_sentence_moves_its_hits_and_changes_no_total(annotate, before, sentence, speaker, marks):
    narrated = " ".join([*before, sentence])
    quoted = " ".join([*before, f"{speaker} said: {marks[0]}{sentence}{marks[1]}"])
    told, said = annotate(article(narrated)), annotate(article(quoted))
    assert wordings(said) == wordings(told)
    assert {hit.voice.value for hit in told.hits} <= {"outlet"}
    kept = len(annotate(article(" ".join(before))).hits)
    assert [hit.voice.value for hit in said.hits] == ["outlet"] * kept + ["quoted"] * (len(said.hits) - kept)
    assert sum(said.exposure.values()) == sum(told.exposure.values()) + len(speaker.split()) + 1


def shares(annotation: Annotation) -> dict[str, tuple[int, int]]:
    """Loaded labels and mentions of each referent."""
    loaded = Counter(hit.referent for hit in annotation.hits if hit.referent and hit.loading)
    named = Counter(hit.referent for hit in annotation.hits if hit.referent)
    return {referent: (loaded[referent], count) for referent, count in named.items()}


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCE, min_size=1, max_size=6).map(" ".join))
def test_swapping_the_labels_of_two_referents_swaps_their_shares(annotate, annotate_swapped, body):
    one, other = annotate(article(body)), annotate_swapped(article(body))
    here, there = shares(one), shares(other)
    assert (here.get("gang"), here.get("guard")) == (there.get("guard"), there.get("gang"))
    assert [(hit.start, hit.end) for hit in one.hits] == [(hit.start, hit.end) for hit in other.hits]


@settings(max_examples=30, deadline=None)
@given(st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join), st.sampled_from(["\xa0", "\u2009", "  "]))
def test_other_white_space_changes_no_hit(annotate, body, space):
    assert wordings(annotate(article(body.replace(" ", space)))) == wordings(annotate(article(body)))


def labelling(lexicon: str, folder: Path) -> dict[tuple[str, str], tuple[float, ...]]:
    """Labels against, mentions and share of each outlet and referent, from articles on disk to estimates."""
    rows = ["outlet,date,title,text"]
    for number in range(12):
        text = " ".join(f"The {ACTORS[(number * 3 + step) % 8]} {DEEDS[step]}." for step in range(5))
        rows.append(f'{("Alder", "Birch")[number % 2]},2020-01-{number + 1:02},News {number},"{text}"')
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "river.yaml").write_text(lexicon, encoding="utf-8")
    lexicons = [load_lexicon(folder / "river.yaml")]
    scored = score(read_corpus(folder / "articles.csv"), None, ScoreOptions(lexicons=lexicons))
    options = ComparisonOptions(measures=("labelling",), voices=("all",), contrasted=("all",), against="none")
    found = compare(scored, options).estimates
    columns = [found[name] for name in ("outlet", "item", "numerator", "denominator", "value")]
    return {(outlet, item): tuple(figures) for outlet, item, *figures in zip(*columns, strict=True)}


def test_swapping_the_labels_swaps_the_estimates(tmp_path: Path) -> None:
    here, there = labelling(RIVER, tmp_path), labelling(SWAPPED, tmp_path)
    assert len(here) == 4
    assert here == {(outlet, OTHER[item]): figures for (outlet, item), figures in there.items()}
    assert all(here[outlet, "gang"] != here[outlet, "guard"] for outlet in ("Alder", "Birch"))
