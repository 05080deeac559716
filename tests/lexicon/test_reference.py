"""The matcher against a slow one that follows the format's document word by word.

The reference looks at code points, knows no trie and no tokens of the toolkit, and folds one cluster at
a time by itself.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from framing.lexicon import ContextRule, Entry, Lexicon, Matcher, Side
from framing.text.folding import fold
from framing.text.tokens import tokenise
from framing.types import Match

SAME = {
    **dict.fromkeys("’‘ʿ", "'"),
    **dict.fromkeys("–‑—", "-"),
    **dict.fromkeys("“”", '"'),
    "\xa0": " ",
    "ﬁ": "fi",
}
DROPPED = "\xad\u200b"


@dataclass(frozen=True)
class Stretch:
    start: int
    end: int


def slow_fold(text: str, keep_case: bool = False) -> tuple[str, list[tuple[int, int]]]:
    folded, spans, at = "", [], 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.category(text[end]) == "Mn" or text[end] in DROPPED):
            end += 1
        cluster = "".join(c for c in text[at:end] if c not in DROPPED)
        visible = end
        while visible > at and text[visible - 1] in DROPPED:
            visible -= 1
        spelled = "".join(SAME.get(c, c) for c in unicodedata.normalize("NFC", cluster)).replace("İ", "I")
        piece = unicodedata.normalize("NFC", spelled if keep_case else spelled.lower())
        piece = "".join(c for c in piece if unicodedata.category(c) != "Mn")
        folded += piece
        spans += [(at, visible)] * len(piece)
        at = end
    return folded, spans


@lru_cache(10_000)
def as_regex(pattern: str, keep_case: bool) -> re.Pattern[str]:
    out = ""
    for c in slow_fold(pattern, keep_case)[0]:
        out += {"*": r"\w*", "?": r"\w", " ": r"\s+"}.get(c, re.escape(c))
    # a wildcard runs to the end of its token, so the match from one place is unique
    return re.compile(rf"(?<!\w){out}(?!\w)")


class Reference:
    def __init__(self, lexicon: Lexicon, text: str, sentences: list[Stretch]) -> None:
        self.lexicon, self.text, self.sentences = lexicon, text, sentences
        self.folded, self.spans = slow_fold(text)
        self.words = [match.span() for match in re.finditer(r"\w+", self.folded)]

    def sentence(self, at: int) -> Stretch | None:
        position = self.spans[at][0]
        return next((s for s in self.sentences if s.start <= position < s.end), None)

    def candidate(self, pattern: str, exact: bool, at: int, stop: int) -> int | None:
        """The end of the pattern at this place of the folded text, up to `stop`."""
        match = as_regex(pattern, keep_case=False).match(self.folded, at)
        if not match or match.end() > stop:
            return None
        inside = [w for w in self.words if at <= w[0] < match.end()]
        for (one, before), (after, _) in pairwise(inside):
            if "\n" in self.folded[before:after]:
                here = self.sentence(after)
                if here is None or here != self.sentence(one):
                    return None
        if exact:
            source = self.text[self.spans[at][0] : self.spans[match.end() - 1][1]]
            cased = slow_fold(source, keep_case=True)[0]
            if not as_regex(pattern, keep_case=True).fullmatch(cased):
                return None
        return match.end()

    def holds(self, rule: ContextRule, start: int, end: int) -> bool:
        inside = [w for w in self.words if start <= w[0] < end]
        # a token stands in the sentence that holds its first code point
        first, last = self.sentence(start), self.sentence(inside[-1][0])
        before = [w for w in self.words if first and w[0] < start and self.spans[w[0]][0] >= first.start]
        after = [w for w in self.words if last and w[0] >= end and self.spans[w[0]][0] < last.end]
        near_before, near_after = before[-rule.within :] if rule.within else [], after[: rule.within]
        windows = {
            Side.LEFT: [near_before],
            Side.RIGHT: [near_after],
            Side.NEAR: [near_before, near_after],
            Side.SENTENCE: [before + inside + after],
        }[rule.side]
        found = any(
            self.candidate(pattern, bool(re.fullmatch("[A-Z]{2,4}", pattern)), at, window[-1][1]) is not None
            for window in windows
            for pattern in rule.patterns
            for at, _ in window
        )
        return found == rule.required

    def find(self) -> list[Match]:
        matches, free = [], 0
        for at, _ in self.words:
            if at < free:
                continue
            ends: dict[int, list[Entry]] = {}
            for entry in self.lexicon.entries:
                for end in {self.candidate(p, entry.exact, at, len(self.folded)) for p in entry.patterns} - {None}:
                    if all(self.holds(rule, at, end) for rule in entry.context):
                        ends.setdefault(end, []).append(entry)
            if ends:
                free = max(ends)
                if not any(entry.block for entry in ends[free]):
                    span = self.spans[at][0], self.spans[free - 1][1]
                    ties = ends[free]
                    kinds = dict.fromkeys("" if any(e.referent for e in ties) else e.category for e in ties)
                    for kind in kinds:
                        shared = tuple(e.id for e in ties if kind in ("", e.category))
                        matches.append(Match(self.lexicon.name, shared, *span))
        return matches


# few words, so that patterns overlap, tie and nest often
COMMON = ["a", "a", "a", "b", "b", "IS"]
WORDS = [*COMMON, "A", "aa", "B", "ﬁ", "fi", "İb", "ib", "é", "e\u0301", "É", "is", "a\u0332", "b\xadb"]
GAPS = [*[" "] * 8, "-", "–", "’", " “", "” ", ". ", "\n", "\xa0", "  ", "\u200b", "\u200b ", ".\n"]
PATTERN_WORDS = [*COMMON, "a*", "?b", "A", "fi", "İb", "é", "aa"]
PATTERN = st.lists(st.sampled_from(PATTERN_WORDS), min_size=1, max_size=3).flatmap(
    lambda words: st.lists(
        st.sampled_from([" ", " ", " ", " ", "-", "'"]), min_size=len(words), max_size=len(words)
    ).map(lambda gaps: "".join(w + g for w, g in zip(words, gaps, strict=True))[:-1])
)
RULE = st.builds(
    lambda side, patterns, within, required: ContextRule(
        side, patterns, 0 if side is Side.SENTENCE else within, required
    ),
    st.sampled_from(Side),
    st.lists(PATTERN, min_size=1, max_size=2).map(tuple),
    st.integers(1, 3),
    st.booleans(),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(""),
        patterns=st.lists(PATTERN, min_size=1, max_size=3).map(tuple),
        exact=st.sampled_from([False, False, False, True]),
        block=st.sampled_from([False, False, False, True]),
        category=st.sampled_from("cd"),
        referent=st.sampled_from(["", "", "", "r"]),
        context=st.one_of(st.just(()), st.lists(RULE, max_size=2).map(tuple)),
    ),
    min_size=2,
    max_size=6,
)
PIECES = st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)).map("".join)
SPARSE = st.lists(PIECES, max_size=14).map("".join)
# a few words over and over: matches, and what their rules look for, at every token
DENSE = st.builds(
    lambda unit, times, rest: "".join(unit) * times + rest,
    st.lists(st.tuples(st.sampled_from(COMMON), st.sampled_from(GAPS)).map("".join), min_size=1, max_size=3),
    st.integers(3, 12),
    PIECES,
)
TEXT = st.one_of(SPARSE, SPARSE, DENSE)


def lexicon_of(entries: list[Entry], name: str = "test") -> Lexicon:
    return Lexicon(name, "1.0.0", "en", tuple(replace(e, id=str(n)) for n, e in enumerate(entries)))


@st.composite
def texts_and_sentences(draw):
    text = draw(TEXT)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    pairs = [Stretch(a, b) for a, b in pairwise(cuts)]
    return text, [pair for pair in pairs if draw(st.booleans())] if draw(st.booleans()) else pairs


@settings(max_examples=200, deadline=None)
@given(ENTRIES, texts_and_sentences())
def test_the_matcher_finds_what_the_reference_finds(entries, case):
    text, sentences = case
    lexicon = lexicon_of(entries)
    expected = Reference(lexicon, text, sentences).find()
    matcher = Matcher([lexicon])
    assert matcher.find(text, tokenise(fold(text)), sentences) == expected
    assert matcher.find_all([text], [sentences]).of(0) == expected


@settings(max_examples=60, deadline=None)
@given(ENTRIES, ENTRIES, texts_and_sentences())
def test_lexicons_together_find_what_each_finds_alone(one, other, case):
    text, sentences = case
    lexicons = [lexicon_of(one, "one"), lexicon_of(other, "other")]
    tokens = tokenise(fold(text))
    together = Matcher(lexicons).find(text, tokens, sentences)
    for lexicon in lexicons:
        alone = Matcher([lexicon]).find(text, tokens, sentences)
        assert [match for match in together if match.lexicon == lexicon.name] == alone
    assert [match.start for match in together] == sorted(match.start for match in together)


@settings(deadline=None)
@given(TEXT)
def test_the_slow_fold_and_the_fold_agree(text):
    folded = fold(text)
    assert slow_fold(text) == (folded.text, [folded.to_source(at, at + 1) for at in range(len(folded.text))])
