"""Matching: what wins where, what context rules see, and where nothing matches."""

import pickle
from dataclasses import replace

import pytest

from framing.errors import LexiconError
from framing.lexicon import ContextRule, Entry, Matcher, Side, context, trie
from framing.text.folding import fold
from framing.text.tokens import tokenise


def rule(side: Side, *patterns: str, within: int = 1, required: bool = True) -> ContextRule:
    return ContextRule(side, patterns, within, required)


def test_whole_tokens_only(lexicon, find):
    words = lexicon(r="regime")
    assert find(words, "The pro-regime regimen of the Regime’s REGIME.") == [
        ("r", "regime"),
        ("r", "Regime"),
        ("r", "REGIME"),
    ]


def test_the_longest_wins(lexicon, find):
    papers = lexicon(city="New York", paper="New York Times")
    assert find(papers, "New York: the New York Times") == [("city", "New York"), ("paper", "New York Times")]


def test_leftmost_before_longer(lexicon, find):
    assert find(lexicon(one="a b", two="b c d"), "a b c d") == [("one", "a b")]


def test_lexicons_do_not_affect_each_other(lexicon, find):
    both = [lexicon(name="one", a="civil war"), lexicon(name="two", b="war", c="civil")]
    assert find(both, "civil war") == [("a", "civil war"), ("c", "civil"), ("b", "war")]


def test_two_lexicons_of_one_name_are_refused(lexicon):
    with pytest.raises(LexiconError, match="'test'"):
        Matcher([lexicon(a="x"), lexicon(b="y")])


def test_ties_share_a_match_in_file_order(lexicon, find):
    tied = lexicon(z="terror*", a="terrorists", m="terrorist?")
    assert find(tied, "terrorists") == [("z|a|m", "terrorists")]


def test_an_entry_is_named_once(lexicon, find):
    assert find(lexicon(Entry("a", ("terror*", "terrorists", "Terrorists"))), "terrorists") == [("a", "terrorists")]


def test_blocks_claim_their_text(lexicon, find):
    brigades = Entry("name", ("Al-Aqsa Martyrs Brigades",), block=True)
    assert find(lexicon(brigades, m="martyrs"), "The al-Aqsa Martyrs Brigades mourn martyrs.") == [("m", "martyrs")]
    assert find(lexicon(Entry("b", ("martyrs",), block=True), m="martyrs"), "martyrs") == []


def test_a_blocked_place_is_free_again_where_its_rule_fails(lexicon, find):
    block = Entry("b", ("regime change",), block=True, context=(rule(Side.LEFT, "policy", within=3),))
    words = lexicon(block, r="regime")
    assert find(words, "a policy of regime change") == []
    assert find(words, "they want regime change") == [("r", "regime")]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("so-called caliphate", ["so-called caliphate"]),
        ("so‑called  caliphate", ["so‑called  caliphate"]),
        ("so–called\xa0caliphate", ["so–called\xa0caliphate"]),
        ("SO-CALLED\tCaliphate", ["SO-CALLED\tCaliphate"]),
        ("so called caliphate", []),
        ("so-called, caliphate", []),
        ("so-called “caliphate”", []),
        ("so-called\ncaliphate", []),
        ("so-\u200bcalled ca\xadliphate", ["so-\u200bcalled ca\xadliphate"]),
    ],
)
def test_gaps(lexicon, find, text, hits):
    assert [hit for _, hit in find(lexicon(c="so-called caliphate"), text)] == hits


def test_a_line_break_inside_a_sentence_is_white_space(lexicon):
    class Sentence:
        start, end = 0, 15

    text = "civil\nwar"
    tokens = tokenise(fold(text))
    matcher = Matcher([lexicon(w="civil war")])
    assert len(matcher.find(text, tokens, [Sentence()])) == 1
    assert matcher.find(text, tokens, []) == []


def test_wildcards(lexicon, find):
    words = lexicon(a="islam*phob??", b="terror*", c="free * army")
    assert find(words, "islamophobia islamphobic terror counterterror free syrian army free army") == [
        ("a", "islamophobia"),
        ("a", "islamphobic"),
        ("b", "terror"),
        ("c", "free syrian army"),
    ]


def test_exact_case(lexicon, find):
    upper = lexicon(Entry("is", ("IS", "Is* State"), exact=True), Entry("low", ("the state",), exact=True))
    assert find(upper, "IS is ＩＳ, Is; Islamic State, islamic State, Isl STATE; the State, the state") == [
        ("is", "IS"),
        ("is", "ＩＳ"),
        ("is", "Islamic State"),
        ("low", "the state"),
    ]


def test_exact_case_does_not_hide_a_folded_entry(lexicon, find):
    words = lexicon(Entry("un", ("US",), exact=True), pronoun="us")
    assert find(words, "US us") == [("un|pronoun", "US"), ("pronoun", "us")]


def test_inflected_entries(lexicon, find):
    words = lexicon(Entry("n", ("settler",), inflect="noun"), Entry("v", ("wipe out",), inflect="verb"))
    assert [hit for _, hit in find(words, "Settlers wiping out a settler; wiped out.")] == [
        *("Settlers", "wiping out", "settler", "wiped out")
    ]


POLITY = (rule(Side.LEFT, "Assad", "Syrian", within=2),)


@pytest.mark.parametrize(
    ("context", "text", "hits"),
    [
        (POLITY, "Assad regime", 1),
        (POLITY, "Assad’s regime", 1),
        (POLITY, "Assad and the regime", 0),
        (POLITY, "He met Assad. Regime officials spoke.", 0),
        ((rule(Side.RIGHT, "change", required=False),), "regime change", 0),
        ((rule(Side.RIGHT, "change", required=False),), "regime without change", 1),
        ((rule(Side.NEAR, "inspection", within=2),), "inspection of a regime", 0),
        ((rule(Side.NEAR, "inspection", within=3),), "inspection of a regime", 1),
        ((rule(Side.NEAR, "inspection", within=3),), "regime of an inspection", 1),
        ((rule(Side.SENTENCE, "visa", within=0, required=False),), "A regime of rules for any new visa.", 0),
        ((rule(Side.SENTENCE, "visa", within=0, required=False),), "A regime. Every visa lapsed.", 1),
        ((rule(Side.SENTENCE, "visa regime", within=0, required=False),), "A visa regime.", 0),
        ((rule(Side.LEFT, "regime"),), "regime", 0),
        ((rule(Side.LEFT, "the Syrian", within=1),), "the Syrian regime", 0),
        ((rule(Side.LEFT, "the Syrian", within=2),), "the Syrian regime", 1),
        ((rule(Side.LEFT, "US"),), "let us regime", 0),
        ((rule(Side.LEFT, "US"),), "a US regime", 1),
        ((*POLITY, rule(Side.RIGHT, "change", required=False)), "Syrian regime change", 0),
    ],
)
def test_context_rules(lexicon, find, context, text, hits):
    assert len(find(lexicon(Entry("r", ("regime",), context=context)), text)) == hits


def test_where_rules_fail_a_shorter_entry_takes_the_place(lexicon, find):
    longer = Entry("long", ("regime forces",), context=POLITY)
    words = lexicon(longer, short="regime")
    assert find(words, "regime forces") == [("short", "regime")]
    assert find(words, "Assad regime forces") == [("long", "regime forces")]


def test_outside_sentences_no_required_neighbour_is_seen(lexicon):
    text = "Assad regime"
    matcher = Matcher([lexicon(Entry("r", ("regime",), context=POLITY))])
    assert matcher.find(text, tokenise(fold(text)), []) == []


def test_a_matcher_survives_pickling_and_forgetting(lexicon, find, monkeypatch):
    words = lexicon(a="terror*", b="civil war")
    text = "terrors of a civil war, terrorism " * 5
    expected = find(words, text)
    tokens = tokenise(fold(text))
    matcher = Matcher([words])
    first = matcher.find(text, tokens, [])
    assert pickle.loads(pickle.dumps(matcher)).find(text, tokens, []) == first
    monkeypatch.setattr(trie, "_MOST_REMEMBERED", 1)
    assert find(words, text) == expected
    assert len(expected) == 15


@pytest.mark.parametrize("unit", ["the regime thugs said ", "The regime thugs said. "])
def test_each_token_is_looked_at_once_for_all_rules(lexicon, sentences, monkeypatch, unit):
    looked = []
    starting = trie.Trie.starting
    monkeypatch.setattr(trie.Trie, "starting", lambda *each: looked.append(each[2]) or starting(*each))
    rules = (
        rule(Side.SENTENCE, "visa", "visa regime", within=0, required=False),
        rule(Side.NEAR, "Assad", "the a*", within=5, required=False),
        rule(Side.LEFT, "the", within=3),
    )
    entries = [Entry(f"e{n}", ("regime", "thugs"), context=rules[n % 3 :]) for n in range(6)]
    text = unit * 500
    found = Matcher([lexicon(*entries)]).find(text, tokenise(fold(text)), sentences(text))
    assert len(found) == 1000
    assert sorted(looked) == list(range(2000))


def test_forgetting_what_was_seen_changes_nothing(lexicon, find, monkeypatch):
    words = lexicon(
        Entry("r", ("regime",), context=POLITY), Entry("v", ("visa",), context=(rule(Side.NEAR, "regime"),))
    )
    text = "The Assad regime of visa regime and visa, a Syrian regime. " * 3
    expected = find(words, text)
    monkeypatch.setattr(context, "_MOST_REMEMBERED", 1)
    assert find(words, text) == expected
    assert len(expected) == 9


def test_a_hostile_glob_on_a_hostile_token_ends(lexicon, find):
    words = lexicon(a="*a*a*a*a*a*a*a*b")
    assert find(words, "a" * 5000) == []


def test_nothing_in_nothing_out(lexicon, find):
    assert find(lexicon(a="x"), "") == []
    assert find([], "some text") == []
    empty = replace(lexicon(a="x"), entries=())
    assert find(empty, "some text") == []
