"""The cue table: inflected forms, stances, and that everything that refers to a row finds it."""

from __future__ import annotations

import re

import pytest

from framing.attribution.cues import all_nouns, cue_forms, cue_rows, inflect, noun_cues, row_in, row_of
from framing.attribution.gold import read_gold
from framing.types import Stance


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        (("say", "said", "said"), {"say": "base", "says": "s", "saying": "ing", "said": "past"}),
        (("write", "wrote", "written"), {"wrote": "past", "written": "part", "writing": "ing"}),
        (("deny",), {"denies": "s", "denied": "past", "denying": "ing"}),
        (("plan", "planned", "planned"), {"planned": "past", "planning": "ing"}),
        (("agree",), {"agreed": "past", "agreeing": "ing", "agrees": "s"}),
        (("lie", "lied", "lied"), {"lying": "ing"}),
        (("stress",), {"stresses": "s", "stressed": "past"}),
        (("read", "read", "read"), {"read": "past", "reading": "ing"}),
        (("answer",), {"answered": "past", "answering": "ing"}),
    ],
)
def test_inflect(verb, forms):
    assert forms.items() <= inflect(*verb).items()


def test_forms_of_irregular_verbs_are_found():
    for form, lemma in {
        "told": "tell",
        "thought": "think",
        "wrote": "write",
        "knew": "know",
        "admitted": "admit",
    }.items():
        assert lemma in [cue.lemma for cue in cue_forms()[form].cues]
    assert "sayed" not in cue_forms()
    assert "thinked" not in cue_forms()


def test_longest_particle_first():
    assert [cue.lemma for cue in cue_forms()["called"].cues][-1] == "call"
    assert {"call for", "call on"} <= {cue.lemma for cue in cue_forms()["called"].cues}


def test_lemmas_are_unique():
    lemmas = [row.lemma for row in cue_rows()]
    assert len(lemmas) == len(set(lemmas))


def test_stances():
    assert row_of("claim").stance is Stance.DISTANCING
    assert row_of("reveal").stance is Stance.ENDORSING
    assert row_of("mislead").stance is Stance.REJECTING
    assert row_of("say").stance is Stance.NEUTRAL
    assert row_of("admit").stance_class == "concession"


def test_nouns_take_the_stance_of_their_verb():
    assert noun_cues()["claims"][0] is row_of("claim")
    assert not noun_cues()["fears"][1]


def test_frames_are_known_letters():
    assert all(row.frames <= set("tcwinqlrv") for row in cue_rows())


def test_reference_verbs_keep_their_stance(shared):
    lines = (shared / "reference" / "reporting_verbs.csv").read_text(encoding="utf-8").splitlines()[1:]
    reference = {line.split(",")[0]: line.split(",")[1] for line in lines}
    assert {row.lemma: row.stance_class for row in cue_rows() if row.lemma in reference} == reference


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        ("said", "say"),
        ("has also said in a statement", "say"),
        ("said , laughing", "say"),
        ("went on to say", "go on to say"),
        ("called on", "call on"),
        ("continued to question", "question"),
        ("seemed to suggest", "suggest"),
        ("declined to name", "name"),
        ("dismissed the claim as", "dismiss"),
        ("voiced doubts about", "doubt"),
        ("cast doubt on", "cast doubt"),
        ("made it clear", "make it clear"),
        ("in a tweet", "tweet"),
        ("his criticism of", "criticize"),
        ("is skeptical of", "doubt"),
        ("also known as", "know as"),
        ("according to a report", "according to"),
        ("reportedly said", "reportedly"),
        ("reportedly denied", "reportedly"),
        ("reportedly admitted", "admit"),
        ("falsely claimed", "falsely"),
        ("wrongly said", "wrongly"),
    ],
)
def test_the_row_of_a_cue(words, lemma):
    assert row_in(words.split()).lemma == lemma


def test_cues_of_marks_are_neutral_and_unknown_ones_of_no_class():
    assert row_in([":"]).stance_class == row_in([]).stance_class == "neutral"
    assert row_in(["of"]).stance_class == ""
    assert row_in(["of"]).stance is Stance.NEUTRAL


def test_rows_for_stance_alone_are_no_cues_of_the_rules():
    assert "chant" in {row.lemma for row in cue_rows()}
    assert "chanted" not in cue_forms()
    assert "supporter" in all_nouns()
    assert "supporter" not in noun_cues()


def test_most_cues_of_hand_marked_news_have_a_class(shared):
    cues = [
        re.findall(r"\w+(?:-\w+)*|[^\w\s]", " ".join(text[s:e] for s, e in event.cue).lower())
        for key, events in read_gold(shared / "data" / "polnear" / "train").items()
        for text in [(shared / "data" / "polnear" / "train" / "text" / f"{key}.txt").read_text(encoding="utf-8")]
        for event in events
    ]
    worded = [words for words in cues if any(word[0].isalpha() for word in words)]
    assert sum(row_in(words).stance_class != "" for words in worded) / len(worded) > 0.89
