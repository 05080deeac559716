"""The matcher against nested loops over tokens, on words of many scripts and on inflected, exact and glob patterns.

`test_reference.py` follows the format's document over code points and covers context rules; here the text is put
together of tokens whose folded form, cased form and place are known by construction, so that nothing is folded twice
by the same code: each token is written in one of many spellings that must count as the same.
"""

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.lexicon import Entry, Lexicon, Matcher
from framing.text.folding import fold
from framing.text.tokens import tokenise
from framing.types import Match


@dataclass(frozen=True)
class Token:
    """How a token is written in the text; what a folded and an exact pattern must be to match it."""

    written: str
    folded: str
    cased: str


# folded form -> as written, and as an exact pattern sees it
SPELLINGS = {
    "war": [("war", "war"), ("War", "War"), ("WAR", "WAR"), ("ｗａｒ", "war"), ("ＷＡＲ", "WAR"), ("w\xadar", "war")],
    "wars": [("wars", "wars"), ("Wars", "Wars"), ("wars\u200b", "wars")],
    "warred": [("warred", "warred"), ("Warred", "Warred")],
    "warring": [("warring", "warring"), ("wa\u200drring", "warring")],
    "deny": [("deny", "deny"), ("Deny", "Deny")],
    "denies": [("denies", "denies"), ("den\u200dies", "denies")],
    "denied": [("denied", "denied"), ("DENIED", "DENIED")],
    "denying": [("denying", "denying"), ("de\xadnying", "denying")],
    "offices": [("oﬃces", "offices"), ("Offices", "Offices")],
    "fight": [("fight", "fight"), ("ﬁght", "fight"), ("FIGHT", "FIGHT"), ("ﬁ\u00adght", "fight")],
    "office": [("oﬃce", "office"), ("oﬀice", "office"), ("Office", "Office")],
    "régime": [("régime", "régime"), ("re\u0301gime", "régime"), ("RÉGIME", "RÉGIME"), ("RE\u0301GIME", "RÉGIME")],
    "regime": [("regime", "regime"), ("Regime", "Regime")],
    "islam": [("islam", "islam"), ("İslam", "Islam"), ("I\u0307slam", "Islam"), ("Islam", "Islam")],
    "ıslam": [("ıslam", "ıslam")],
    "straße": [("straße", "straße"), ("Straße", "Straße"), ("STRAẞE", "STRAẞE")],
    "strasse": [("strasse", "strasse"), ("STRASSE", "STRASSE")],
    "война": [("война", "война"), ("ВОЙНА", "ВОЙНА"), ("воина".replace("и", "и\u0306"), "война")],
    "воина": [("воина", "воина"), ("Воина", "Воина")],
    "حرب": [("حرب", "حرب"), ("حَرْب", "حرب"), ("حر\u200fب", "حرب")],
    "حزب": [("حزب", "حزب"), ("حِزْب", "حزب")],
    "λόγοσ": [("λόγος", "λόγος"), ("ΛΌΓΟΣ", "ΛΌΓΟΣ"), ("λο\u0301γος", "λόγος")],
    "전쟁": [("전쟁", "전쟁"), (unicodedata.normalize("NFD", "전쟁"), "전쟁")],
    "us": [("us", "us"), ("US", "US"), ("Us", "Us")],
    "x1": [("x1", "x1"), ("X1", "X1"), ("ｘ１", "x1")],
    "𐐨": [("𐐨", "𐐨"), ("𐐀", "𐐀")],
}
TOKENS = [Token(written, folded, cased) for folded, ways in SPELLINGS.items() for written, cased in ways]
# as written between two tokens -> as a pattern must have it
GAPS = {
    **dict.fromkeys([" ", "  ", "\xa0", "\t", "\u2009", "\u3000", " \u200b "], " "),
    **dict.fromkeys(["-", "–", "—", "‑", "\u2011", "－"], "-"),
    **dict.fromkeys(["'", "’", "‘", "ʼ", "＇"], "'"),
    **dict.fromkeys([" “", ' "', " „", "\xa0«"], ' "'),
    ", ": ", ",
    ". ": ". ",
    "، ": "، ",
    "…": "…",
    "\n": None,  # no pattern reaches over a line break outside sentences
    "\r\n": None,
    "\u2029": None,
}
# the words of patterns -> folded, for those that are not folded as they are
CAPITALS = {
    **{"War": "war", "WAR": "war", "US": "us", "Islam": "islam", "İslam": "islam", "Deny": "deny", "Office": "office"},
    **{"STRASSE": "strasse", "Straße": "straße", "ВОЙНА": "война", "λόγος": "λόγοσ", "Régime": "régime", "IS": "is"},
}
NOUNS = {"war": ["wars"], "War": ["Wars"], "WAR": ["WARs"], "office": ["offices"], "Office": ["Offices"]}
NOUNS |= {"deny": ["denies"], "Deny": ["Denies"]}
VERBS = {
    "war": ["wars", "warred", "warring"],
    "War": ["Wars", "Warred", "Warring"],
    "deny": ["denies", "denied", "denying"],
    "Deny": ["Denies", "Denied", "Denying"],
}
GLOBS = ["w*", "wa?", "?ar", "*ight", "*ime", "r?gime", "?egime", "stra*e", "во?на", "ح*ب", "*slam", "λ*", "전?"]
# as written in a pattern -> as it is compared
JOINTS = {" ": " ", "\xa0": " ", "-": "-", "–": "-", "'": "'", "’": "'", ", ": ", ", ' "': ' "', " “": ' "'}


def written(tokens: Sequence[Token], gaps: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where each token stands in it."""
    text, places = "", []
    for token, gap in zip(tokens, gaps, strict=True):
        visible = token.written.rstrip("\u200b\xad")
        places.append((len(text), len(text) + len(visible)))
        text += token.written + gap
    return text, places


@dataclass(frozen=True)
class Wanted:
    """A pattern as it was put together; `str` of it is the pattern as written."""

    words: tuple[str, ...]
    joints: tuple[str, ...]

    def __str__(self) -> str:
        return "".join(word + joint for word, joint in zip(self.words, (*self.joints, ""), strict=True))

    def forms(self, inflect: str) -> list[tuple[str, ...]]:
        """The words, and the words with the inflected one exchanged."""
        at = 0 if inflect == "verb" else len(self.words) - 1
        others = {"": {}, "noun": NOUNS, "verb": VERBS}[inflect].get(self.words[at], [])
        return [self.words, *((*self.words[:at], other, *self.words[at + 1 :]) for other in others)]


@cache
def glob_matches(pattern: str, word: str) -> bool:
    """Whether the word is one that `*` and `?` in the pattern stand for, letter by letter."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return glob_matches(pattern[1:], word) or (bool(word) and glob_matches(pattern, word[1:]))
    return bool(word) and pattern[0] in ("?", word[0]) and glob_matches(pattern[1:], word[1:])


def word_matches(word: str, token: Token, exact: bool) -> bool:
    if exact and not glob_matches(word.replace("İ", "I"), token.cased):
        return False
    return glob_matches(CAPITALS.get(word, word.lower()), token.folded)


def length_at(wanted: Wanted, entry: Entry, tokens: Sequence[Token], gaps: Sequence[str], at: int) -> int:
    """How many tokens the pattern takes that starts at a token; 0 where it does not stand there."""
    end = at + len(wanted.words)
    if end > len(tokens):
        return 0
    if any(GAPS[gap] != JOINTS[joint] for gap, joint in zip(gaps[at : end - 1], wanted.joints, strict=True)):
        return 0
    for words in wanted.forms(entry.inflect):
        if all(word_matches(words[n], tokens[at + n], entry.exact) for n in range(end - at)):
            return end - at
    return 0


def slow_matches(
    sought: Sequence[tuple[Entry, Sequence[Wanted]]], tokens: Sequence[Token], gaps: Sequence[str]
) -> list[tuple[tuple[str, ...], int, int]]:
    """Entries, first token and end token: every pattern tried at every token, the longest taken, then on behind it."""
    matches, at = [], 0
    while at < len(tokens):
        lengths = [
            (max(length_at(each, entry, tokens, gaps, at) for each in listed), entry) for entry, listed in sought
        ]
        best = max(length for length, _ in lengths)
        if best:
            tied = [entry for length, entry in lengths if length == best]
            if not any(entry.block for entry in tied):
                matches += [(ids, at, at + best) for ids in shared(tied)]
        at += best or 1
    return matches


def shared(tied: list[Entry]) -> list[tuple[str, ...]]:
    if any(entry.referent for entry in tied):
        return [tuple(entry.id for entry in tied)]
    kinds = dict.fromkeys(entry.category for entry in tied)
    return [tuple(entry.id for entry in tied if entry.category == kind) for kind in kinds]


def check(sought: Sequence[tuple[Entry, Sequence[Wanted]]], tokens: Sequence[Token], gaps: Sequence[str]) -> int:
    """Compare the matcher with the loops; return how many matches there are."""
    text, places = written(tokens, gaps)
    lexicon = Lexicon("test", "1.0.0", "en", tuple(entry for entry, _ in sought))
    expected = [
        Match("test", ids, places[first][0], places[end - 1][1])
        for ids, first, end in slow_matches(sought, tokens, gaps)
    ]
    matcher = Matcher([lexicon])
    assert matcher.find(text, tokenise(fold(text)), ()) == expected
    assert matcher.find_all([text]).of(0) == expected
    return len(expected)


def built(wanted: Sequence[Wanted], number: int, **options: object) -> tuple[Entry, Sequence[Wanted]]:
    return Entry(str(number), tuple(map(str, wanted)), **options), wanted


WORDS = st.one_of(
    st.sampled_from([*SPELLINGS, *CAPITALS]), st.sampled_from([*NOUNS, *CAPITALS]), st.sampled_from(GLOBS)
)
OFTEN = st.sampled_from([" ", " ", " ", "-", "’"])


@st.composite
def any_pattern(draw) -> Wanted:
    words = tuple(draw(st.lists(WORDS, min_size=1, max_size=3)))
    return Wanted(words, tuple(draw(st.one_of(OFTEN, st.sampled_from(list(JOINTS)))) for _ in words[1:]))


@st.composite
def pattern_of(draw, tokens: list[Token], gaps: list[str]) -> Wanted:
    """A pattern made of some tokens of the text, as they are compared or with a wildcard."""
    first = draw(st.integers(0, len(tokens) - 1))
    end = min(len(tokens), first + draw(st.integers(1, 4)))
    words = [token.folded for token in tokens[first:end]]
    joints = [GAPS[gap] if GAPS[gap] in JOINTS else " " for gap in gaps[first : end - 1]]
    ways = st.sampled_from([str, str, lambda word: word[0] + "*", lambda word: word[:-1] + "?"])
    return Wanted(tuple(draw(ways)(word) if len(word) > 1 else word for word in words), tuple(joints))


@st.composite
def entries(draw, number: int, pattern: st.SearchStrategy[Wanted]) -> tuple[Entry, Sequence[Wanted]]:
    wanted = draw(st.lists(pattern, min_size=1, max_size=3))
    able = [
        inflect
        for inflect, known, at in (("noun", NOUNS, -1), ("verb", VERBS, 0))
        if all(each.words[at] in known for each in wanted)
    ]
    return built(
        wanted,
        number,
        category=draw(st.sampled_from("cd")),
        referent=draw(st.sampled_from(["", "", "r"])),
        inflect=draw(st.sampled_from([*able, ""])),
        exact=draw(st.booleans()),
        block=draw(st.sampled_from([False] * 5 + [True])),
    )


# few tokens over and over, so that patterns meet them
SOME_TOKENS = st.lists(st.sampled_from(TOKENS), min_size=1, max_size=3).flatmap(
    lambda few: st.lists(st.one_of(st.sampled_from(few), st.sampled_from(TOKENS)), max_size=12)
)


@st.composite
def texts(draw) -> tuple[list[Token], list[str]]:
    tokens = draw(SOME_TOKENS)
    return tokens, [draw(st.one_of(OFTEN, st.sampled_from(list(GAPS)))) for _ in tokens]


@settings(max_examples=200, deadline=None)
@given(texts(), st.data())
def test_the_matcher_finds_what_nested_loops_find(case, data):
    pattern = st.one_of(any_pattern(), pattern_of(*case)) if case[0] else any_pattern()
    check([data.draw(entries(number, pattern)) for number in range(data.draw(st.integers(1, 8)))], *case)


@settings(max_examples=100, deadline=None)
@given(texts())
def test_tokens_stand_where_they_were_written(case):
    tokens, gaps = case
    text, places = written(tokens, gaps)
    found = tokenise(fold(text))
    assert list(found.words) == [token.folded for token in tokens]
    assert list(zip(found.starts, found.ends, strict=True)) == places


@pytest.mark.parametrize("seed", range(2))
def test_hundreds_of_entries_and_a_long_text(seed):
    """Patterns that share their beginnings, nest and overlap, in a text of many tokens."""
    rng = random.Random(seed)
    words = [*SPELLINGS, *CAPITALS]

    def pattern() -> Wanted:
        chosen = tuple(rng.choices(words, k=rng.randint(1, 4)))
        return Wanted(chosen, tuple(rng.choices("  -", k=len(chosen) - 1)))

    sought = [built([pattern()], number, exact=number % 7 == 0) for number in range(400)]
    tokens = rng.choices(TOKENS, k=300)
    assert check(sought, tokens, rng.choices([" ", " ", "\xa0", "–", ", ", "\n"], k=300)) > 50
