"""The shipped lexicons: fit to publish with, complete against the reference list, right on the seed article."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from framing.lexicon import Lexicon, Matcher, Resolver, check_lexicon, load_lexicon
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.text.zones import lay_out
from framing.types import Article, Layout, Match, Paragraph, Zone

REPO = Path(__file__).resolve().parents[2]
FILES = sorted((REPO / "lexicons").glob("*.yaml"))
LABELS = [path for path in FILES if path.stem.startswith("labels-")]
# terms of the reference list that are judgement, matched in no corpus at hand and were dropped
DROPPED = {
    ("palestinian_armed", "mujahideen"),
    ("hezbollah", "party of Satan"),
    ("settlers", "Israeli residents of the West Bank"),
    ("settlements", "communities"),
    ("territories", "occupied Palestine"),
    ("oct7", "resistance operation"),
    ("houthis", "Yemeni army"),
    ("houthis", "Yemeni armed forces"),
    ("pmf", "paramilitaries"),
    ("resistance_axis", "axis of evil"),
    ("resistance_axis", "terror network"),
    ("donbas_forces", "militias"),
    ("undoc", "newcomers"),
    ("border_event", "encounters"),
    ("ab_supporters", "pro-death"),
    ("estate_tax", "inheritance tax"),
    ("police_force_event", "murder"),
    ("kill_verb", "neutralised"),
    ("suicide_attack", "homicide bombing"),
    ("protest_event", "uprising"),
    ("protest_event", "sedition"),
}
# sets on opposite sides, whose labels are to be alike
MIRRORS = {
    ("labels-mideast/settlers", "labels-mideast/palestinian_armed"),
    ("labels-mideast/syria_gov", "labels-ukraine/ukr_gov"),
    ("labels-mideast/syria_rebels", "labels-ukraine/donbas_forces"),
    ("labels-mideast/turkey_op", "labels-ukraine/ukr_event"),
    ("labels-mideast/iran_gov", "labels-mideast/israel_state"),
    ("labels-mideast/houthis", "labels-mideast/saudi_coalition"),
    ("labels-mideast/oct7", "labels-mideast/gaza_war_name"),
    ("labels-us/ab_opponents", "labels-us/ab_supporters"),
}
# a term that stands for a way of writing, not for words
WRITTEN_AS = {("holy_site", "both names given"): "Temple Mount/Haram al-Sharif"}


@cache
def tools(name: str) -> tuple[Matcher, Resolver]:
    return Matcher([lexicon(name)]), Resolver([lexicon(name)])


@cache
def lexicon(stem: str) -> Lexicon:
    return load_lexicon(REPO / "lexicons" / f"{stem}.yaml")


def find(matcher: Matcher, text: str, layout: Layout | None = None) -> list[Match]:
    layout = layout or Layout((Paragraph(0, len(text), Zone.BODY),))
    return matcher.find(text, tokenise(fold(text)), split_sentences(text, layout))


def resolve(name: str, text: str) -> list[tuple[str, str, str]]:
    """Text, entry and referent of every match of one lexicon; the referent of an unresolved one is ""."""
    layout = Layout((Paragraph(0, len(text), Zone.BODY),))
    sentences = split_sentences(text, layout)
    tokens = tokenise(fold(text))
    matcher, resolver = tools(name)
    matches = matcher.find(text, tokens, sentences)
    found = resolver.resolve(matches, text, tokens, sentences)
    return [(text[m.start : m.end], each.entry, each.referent) for m, each in zip(matches, found, strict=True)]


def test_seven_lexicons_are_shipped() -> None:
    assert [path.stem for path in FILES] == [
        "labels-events",
        "labels-mideast",
        "labels-ukraine",
        "labels-us",
        "loaded-language",
        "stance",
        "victims-agents",
    ]


def test_the_shipped_entries_are_many_and_of_every_kind() -> None:
    entries = [entry for path in FILES for entry in lexicon(path.stem).entries if not entry.block]
    assert len(entries) >= 600
    kinds = {entry.category for entry in entries}
    named = {
        "evaluative",
        "praise",
        "judging_verb",
        "euphemism",
        "dysphemism",
        "martial",
        "hedge",
        "booster",
        "factive",
    }
    assert named | {"victim", "agent", "predicate", "label"} <= kinds


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_checks_clean(path: Path) -> None:
    assert [str(problem) for problem in check_lexicon(path)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_header(path: Path) -> None:
    shipped = lexicon(path.stem)
    assert shipped.name == path.stem
    assert shipped.version == "0.1.0"
    assert shipped.language == "en"
    assert shipped.licence == "CC-BY-4.0"
    assert shipped.citation == f"The framing developers (2026). {path.stem}, version 0.1.0."
    assert len(shipped.description) > 80
    assert {entry.category for entry in shipped.entries if not entry.block} == set(shipped.categories)
    cited = {ref for entry in shipped.entries if entry.evidence for ref in entry.evidence.references}
    assert cited == set(shipped.references)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_entry_has_both_kinds_of_examples_and_reasons(path: Path) -> None:
    for entry in lexicon(path.stem).entries:
        kinds = {example.matches for example in entry.examples}
        assert kinds == {True, False}, f"{entry.id} lacks an example that must or must not match"
        if not entry.block:
            assert entry.evidence is not None and entry.evidence.grade in ("D", "J"), entry.id
            assert entry.evidence.references or entry.evidence.note, entry.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_two_entries_share_pattern_context_and_referent(path: Path) -> None:
    claims = Counter(
        (pattern.casefold(), entry.referent, entry.context)
        for entry in lexicon(path.stem).entries
        for pattern in entry.patterns
    )
    assert [claim[:2] for claim, times in claims.items() if times > 1] == []


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_labels_name_a_referent_with_entries_on_it(path: Path) -> None:
    shipped = lexicon(path.stem)
    assert all(entry.referent for entry in shipped.entries if not entry.block)
    assert {entry.referent for entry in shipped.entries if not entry.block} == set(shipped.referents)


def test_loaded_language_is_large_and_names_no_referent() -> None:
    entries = lexicon("loaded-language").entries
    assert len(entries) >= 150
    assert not any(entry.referent or entry.anchored or entry.loading for entry in entries)


@pytest.fixture
def reference_terms(shared: Path) -> list[dict[str, str]]:
    with (shared / "reference" / "referent_terms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_reference_sets_and_terms_are_covered(reference_terms: list[dict[str, str]]) -> None:
    """Each term is matched in full, context apart, by an entry of its set and loading.

    A documented one has grade, register and sources of the list; one of judgement may be a pattern of a sibling.
    """
    assert (len({row["set_id"] for row in reference_terms}), len(reference_terms)) == (46, 351)
    bare = [
        replace(
            lexicon(path.stem),
            entries=tuple(replace(entry, context=(), block=False) for entry in lexicon(path.stem).entries),
        )
        for path in LABELS
    ]
    matcher = Matcher(bare)
    by_id = {entry.id: entry for each in bare for entry in each.entries}
    missing = []
    for row in reference_terms:
        text = WRITTEN_AS.get((row["set_id"], row["term"]), row["term"])
        claims = [
            by_id[name]
            for match in find(matcher, text)
            if (match.start, match.end) == (0, len(text))
            for name in match.entries
        ]
        if not any(
            entry.referent == row["set_id"]
            and str(entry.loading) == row["loading"]
            and entry.evidence is not None
            and set(row["references"].split(";")) == set(entry.evidence.references)
            and (row["evidence"] == "J" or (entry.evidence.grade == "D" and entry.register == row["register"]))
            for entry in claims
        ):
            missing.append((row["set_id"], row["term"]))
    assert set(missing) == DROPPED
    documented = {(row["set_id"], row["term"]) for row in reference_terms if row["evidence"] == "D"}
    assert not documented & DROPPED


def test_mirrored_sets_name_each_other() -> None:
    found = {
        (f"{path.stem}/{referent.id}", referent.mirror if "/" in referent.mirror else f"{path.stem}/{referent.mirror}")
        for path in LABELS
        for referent in lexicon(path.stem).referents.values()
        if referent.mirror
    }
    assert found == MIRRORS | {(other, one) for one, other in MIRRORS}


def test_reference_wording_of_every_set_is_carried_over(reference_terms: list[dict[str, str]]) -> None:
    wording = {
        name: (referent.label, referent.reference)
        for path in LABELS
        for name, referent in lexicon(path.stem).referents.items()
    }
    assert wording == {row["set_id"]: (row["referent"], row["reference_category"]) for row in reference_terms}


def test_seed_article(shared: Path) -> None:
    """Every hand-marked hit is overlapped by a match, and Daesh is found ten times by its own entry."""
    seed = shared / "data" / "seed"
    text = (seed / "article.txt").read_text(encoding="utf-8")
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))
    title, _, body = text.partition("\n\n")
    article = Article(id="seed", title=title, body=body)
    assert article.text == text
    matches = find(Matcher(lexicon(path.stem) for path in FILES), text, lay_out(article))
    for name in ("labels-mideast", "loaded-language"):
        spans = [(match.start, match.end) for match in matches if match.lexicon == name]
        for hit in gold["hits"]:
            start, end = hit["span"]
            assert any(a < end and start < b for a, b in spans), (name, hit["text"], start)
    daesh = [match for match in matches if "isis_name.daesh" in match.entries]
    assert len(daesh) == gold["names"][0]["count"] == 10
    assert {text[match.start : match.end] for match in daesh} == {"Daesh"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Daesh terrorists fled.",
            [("Daesh", "isis_name.daesh"), ("terrorists", "isis_members.terrorists")],
        ),
        ("The sanctions regime of 2012 was renewed for Syria.", []),
        ("Assad left. The regime shelled us.", [("regime", "syria_gov.regime")]),
        (
            "Hamas spoke. The terrorists fled.",
            [("Hamas", "hamas_org.hamas"), ("terrorists", "palestinian_armed.terrorists")],
        ),
        ("Al-Aqsa Martyrs Brigades fired.", []),
        (
            "The Takfiri terror group’s remnants fled.",
            [("Takfiri terror group’s remnants", "isis_members.remnants")],
        ),
        ("Pilgrims of the West Bank saw the Western Wall.", [("West Bank", "territories.west_bank")]),
        ("A court-ordered settlement with the Israeli bank was signed.", []),
        ("Reporters saw the temple of Isis.", []),
    ],
)
def test_compounds_names_and_neutral_senses(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, entry) for words, entry, _ in resolve("labels-mideast", text)] == expected


@pytest.mark.parametrize("referent", ["syria_gov", "iran_gov", "israel_state"])
def test_bare_government_and_regime_count_by_one_rule(referent: str) -> None:
    """Same anchors, same sentence, same other polities: the share of the loaded one has a fair denominator."""
    government, regime = (lexicon("labels-mideast").entry(f"{referent}.{word}") for word in ("government", "regime"))
    assert (government.loading, regime.loading) == (0, -1)
    assert government.anchored and regime.anchored
    required = [{rule for rule in entry.context if rule.required} for entry in (government, regime)]
    assert required[0] == required[1] != set()
    polities = [
        {rule for rule in entry.context if "Iraqi" in rule.patterns or "Iraq's" in rule.patterns}
        for entry in (government, regime)
    ]
    assert polities[0] == polities[1] != set()


@pytest.mark.parametrize(
    ("frame", "referents"),
    [
        ("Assad left. The {} shelled the town.", ["syria_gov"]),
        ("Rebels hit the {}-held half of Aleppo.", ["syria_gov"]),
        ("The pro-{} paper of Damascus denied it.", ["syria_gov"]),
        ("Syrian {} forces left Homs.", ["syria_gov"]),
        ("In Aleppo {} troops fell back.", ["syria_gov"]),
        ("The Iranian {} shut the paper.", ["iran_gov"]),
        ("Netanyahu spoke. The {} sent troops.", ["israel_state"]),
        ("Assad met Netanyahu. The {} sent troops.", [""]),
        ("The anti-{} crowd of Aleppo sang.", []),
        ("The Iraqi {} wrote to Assad.", []),
        ("Troops of the {} in Baghdad left Syria.", []),
        ("Voters left. The {} raised the tax.", []),
    ],
)
def test_neutral_twin_is_found_wherever_the_loaded_word_is(frame: str, referents: list[str]) -> None:
    for word in ("government", "regime"):
        found = resolve("labels-mideast", frame.format(word))
        assert [referent for words, _, referent in found if word in words] == referents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Daesh fighters shelled the YPG.", "isis_members.fighters"),
        ("Fighters of the SDF left the dam.", "kurdish_ypg.fighters"),
        ("Daesh lost the dam. Nusra is blacklisted as a terrorist organisation.", "isis_members.terror_group"),
        ("The Nusra Front terrorist group fought Daesh.", "isis_members.terror_group"),
        ("Hezbollah fighters met Daesh fighters.", "hezbollah.fighters"),
    ],
)
def test_labels_between_several_armed_groups(text: str, expected: str) -> None:
    assert [entry for _, entry, referent in resolve("labels-mideast", text) if referent].count(expected) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("labels-mideast", "Two were hurt in a terrorist rocket attack in Aleppo."),
        ("labels-mideast", "Two were hurt in twin rebel bombings in Aleppo."),
        ("labels-mideast", "The fight for Aleppo killed 300 fighters on both sides."),
        ("labels-events", "The judge died at the age of 79."),
        ("labels-events", "Nine people lost their lives when the ferry sank."),
        ("labels-events", "Nine people were killed in a bus crash."),
        ("loaded-language", "The mayor's career was collateral damage."),
        ("loaded-language", "The carnage in the market cost the fund a third."),
        ("loaded-language", "The pope prayed against the scourge of war."),
    ],
)
def test_other_senses_are_no_mentions(name: str, text: str) -> None:
    kinds = ("terrorists", "rebels", "fighters", "died", "dead", "lost_their_lives", "killed")
    found = [entry for _, entry, _ in resolve(name, text)]
    assert [entry for entry in found if name == "loaded-language" or entry.split(".")[1] in kinds] == []


def test_a_shared_label_without_anchor_stays_unresolved() -> None:
    assert resolve("labels-mideast", "The terrorists fled.") == [("terrorists", "isis_members.terrorists", "")]


def test_a_place_does_not_outweigh_a_rival_named_before() -> None:
    for before, referent in [("Nusra Front men took the base. ", ""), ("Soldiers took the base. ", "syria_rebels")]:
        found = resolve("labels-mideast", before + "In Aleppo the terrorists fled.")
        assert found[-1][0] == "terrorists"
        assert found[-1][2] == referent


def test_a_shared_label_with_one_anchor_is_resolved() -> None:
    for name, referent in [
        ("Islamic State", "isis_members"),
        ("Islamic Jihad", "palestinian_armed"),
        ("Assad", "syria_rebels"),
    ]:
        found = resolve("labels-mideast", f"The office of {name} spoke. The terrorists fled.")
        assert found[-1] == ("terrorists", f"{referent}.terrorists", referent)
