"""Many texts at once: the same matches as text by text, whatever the order, the cuts and the hashes."""

import pickle
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.lexicon import ContextRule, Entry, Lexicon, Matcher, Side, batches, load_shipped, wordtable
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.text.zones import lay_out
from framing.types import Article

# short and long words, on and off the page, frequent so that forms meet; gaps of one character and of more
WORDS = ["war", "War", "US", "us", "a", "of", "régime", "regime\u0301", "łódź", "łódża", "война", "😀", "x" * 40]
WORDS += ["counterrevolution", "counterrevolutionary", "counterrevolutionaries", "internationalism", "ﬁght"]
GAPS = [" ", " ", " ", " ", "-", "’", "  ", ", ", " – ", "\n", "\n\n", "…", " † ", "†", "‡", "\u200b ", "\xad"]
TEXT = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)).map("".join), max_size=20).map("".join)
PATTERN = st.lists(st.sampled_from([*WORDS[:11], *WORDS[12:], "war*", "c*", "?s"]), min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from([" ", " ", "-", "†", ", ", " - "]).map(lambda gap: gap.join(words))
)
RULE = st.builds(ContextRule, st.just(Side.NEAR), st.just(("of", "régime")), st.just(2), st.booleans())
ENTRY = st.builds(
    Entry,
    st.just(""),
    st.lists(PATTERN, min_size=1, max_size=2).map(tuple),
    category=st.sampled_from("cd"),
    referent=st.sampled_from(["", "", "r"]),
    exact=st.sampled_from([False] * 4 + [True]),
    block=st.sampled_from([False] * 5 + [True]),
    context=st.one_of(st.just(()), st.just(()), st.lists(RULE, max_size=1).map(tuple)),
)
LEXICONS = st.lists(st.lists(ENTRY, max_size=10), min_size=1, max_size=3)


def lexicons_of(listed: list[list[Entry]]) -> list[Lexicon]:
    return [
        Lexicon(f"test-{number}", "1.0.0", "en", tuple(replace(entry, id=f"e{n}") for n, entry in enumerate(entries)))
        for number, entries in enumerate(listed)
    ]


def assert_as_one_by_one(matcher: Matcher, texts: list[str]) -> int:
    """Compare the matches of each text; return how many there are."""
    sentences = [split_sentences(text, lay_out(Article("a", body=text))) for text in texts]
    found = matcher.find_all(texts, sentences)
    for number, text in enumerate(texts):
        assert found.of(number) == matcher.find(text, tokenise(fold(text)), sentences[number])
    assert len(found) == sum(len(found.of(number)) for number in range(len(texts)))
    return len(found)


@settings(max_examples=100, deadline=None)
@given(LEXICONS, st.lists(TEXT, max_size=5))
def test_many_texts_give_what_each_gives(listed, texts):
    assert_as_one_by_one(Matcher(lexicons_of(listed)), texts)


def made_up(rng: random.Random, size: int) -> list[str]:
    return ["".join(rng.choice(WORDS) + rng.choice(GAPS) for _ in range(rng.randint(0, 60))) for _ in range(size)]


PATTERNS = [
    "war",
    "war of",
    "us",
    "régime",
    "łódź",
    "a war of us",
    "counterrevolutionary",
    "us - us",
    "war†us",
    "x" * 40,
]
MANY = [Entry(f"e{number}", (pattern,)) for number, pattern in enumerate(PATTERNS)]


def test_cuts_between_texts_change_nothing(monkeypatch):
    texts = made_up(random.Random(1), 60)
    matcher = Matcher(lexicons_of([MANY]))
    whole = matcher.find_all(texts)
    monkeypatch.setattr(batches, "_AT_ONCE", 100)
    parts = matcher.find_all(texts)
    assert len(whole) > 100
    for name in ("texts", "starts", "ends", "kinds"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


def test_words_in_one_slot_are_told_apart(monkeypatch):
    monkeypatch.setattr(wordtable, "_SPARE", -8)  # a table of one slot
    assert assert_as_one_by_one(Matcher(lexicons_of([MANY])), made_up(random.Random(2), 40)) > 100


def test_a_pattern_reaches_from_no_text_into_the_next(lexicon):
    found = Matcher([lexicon(w="civil war")]).find_all(["civil", "war", "civil war", "", "war"])
    assert found.texts.tolist() == [2]
    assert [found.of(number) for number in (0, 3, 4)] == [[], [], []]


def test_nothing_in_nothing_out(lexicon):
    matcher = Matcher([lexicon(a="x")])
    assert len(matcher.find_all([])) == 0
    assert len(matcher.find_all(["", "", "y"])) == 0
    assert len(Matcher([]).find_all(["x"])) == 0


def test_a_pattern_may_be_long(lexicon):
    text = "on and " * 2000 + "on"
    assert [match.end for match in Matcher([lexicon(w=text)]).find_all(["on", text]).of(1)] == [len(text)]


def test_a_matcher_survives_pickling_after_a_search(lexicon):
    matcher = Matcher([lexicon(w="civil war")])
    matcher.find_all(["civil war"])
    assert pickle.loads(pickle.dumps(matcher)).find_all(["civil war"]).of(0) == matcher.find_all(["civil war"]).of(0)


@pytest.mark.parametrize("name", [lexicon.name for lexicon in load_shipped()])
def test_shipped_lexicons(name):
    lexicon = next(each for each in load_shipped() if each.name == name)
    samples = [example.text for entry in lexicon.entries for example in entry.examples]
    assert assert_as_one_by_one(Matcher([lexicon]), samples) > 0
