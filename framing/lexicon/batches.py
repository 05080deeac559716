"""The matches in many texts at once.

What is plain is found and decided in arrays; what has a rule, a wildcard or a case of its own, and what overlaps, is
decided as in one text, by the same code. This module loads numpy: import it where it is needed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np

from framing.lexicon.arrays import Forms
from framing.lexicon.context import Contexts, Place, Surroundings
from framing.lexicon.matcher import Matcher, shared
from framing.lexicon.scene import Scene, Stretch
from framing.lexicon.trie import Found, Node
from framing.text.folding import Folded, fold
from framing.text.pages import Ints, blur, encode, tabulate
from framing.text.tokens import BoundTokens, tokenise
from framing.types import Match

Claim = tuple[str, tuple[str, ...]]  # lexicon and entries

_AT_ONCE = 300_000  # code points: arrays of this size stay in a processor's cache
_CROWDED = 10  # a text is crowded where more than one of so many tokens must be looked at
_NOTHING, _OPEN = -2, -1  # a node whose matches yield nothing, and one that is decided where it stands


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """The matches in some texts, in the order of `Matcher.find`, as parallel arrays.

    Match i stands in text `texts[i]` at the code points `starts[i]:ends[i]`; `kinds[i]` is the place of its lexicon and
    entries in `claims`.
    """

    texts: Ints
    starts: Ints
    ends: Ints
    kinds: Ints
    claims: Sequence[Claim]

    def __len__(self) -> int:
        return len(self.texts)

    def of(self, text: int) -> list[Match]:
        """The matches in one of the texts."""
        first, end = np.searchsorted(self.texts, [text, text + 1]).tolist()
        columns = (self.kinds, self.starts, self.ends)
        rows = zip(*(column[first:end].tolist() for column in columns), strict=True)
        claimed = ((*self.claims[kind], start, stop) for kind, start, stop in rows)
        return [Match(lexicon, entries, start, stop) for lexicon, entries, start, stop in claimed]


class Finder:
    """Finds what a matcher finds, in many texts at once."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._forms = Forms(matcher.trie)
        self._claims: list[Claim] = []
        self._numbers: dict[Claim, int] = {}
        # of each node and, last, of a token that the trie was asked about
        settled = [*map(self._settled, self._forms.nodes), (_OPEN, _OPEN)]
        self._kinds, self._lexicons = np.array(settled, np.int64).T.copy()

    def find(self, texts: Sequence[str], sentences: Sequence[Sequence[Stretch]]) -> Matches:
        """The matches in the texts, as `Matcher.find` gives them for each."""
        parts: list[Sequence[Ints]] = [[np.zeros(0, np.int64)] * 4]
        bounds = _even_parts([len(text) for text in texts])
        for first, end in pairwise(bounds):
            places, *columns = self._search(_Batch(texts[first:end], sentences[first:end]))
            parts.append((places + first, *columns))
        places, starts, ends, kinds = (np.concatenate(each) for each in zip(*parts, strict=True))
        return Matches(places, starts, ends, kinds, self._claims)

    def _search(self, batch: _Batch) -> tuple[Ints, Ints, Ints, Ints]:
        """Text, start, end and kind of each match."""
        found = self._forms.find(batch.table)
        batch.expect(found.unsure)
        asked = dict(self._ask(batch, found.unsure))
        first = np.append(found.first, np.fromiter(asked, np.int64, len(asked)))
        furthest = [batch.firsts[batch.text(token)] + max(forms)[0] for token, forms in asked.items()]
        end = np.append(found.end, np.array(furthest, np.int64))
        nodes = np.append(found.nodes, np.full(len(asked), -1))
        order = np.argsort(first, kind="stable")
        first, end, nodes = first[order], end[order], nodes[order]
        kinds, lexicons = self._kinds[nodes], self._lexicons[nodes]
        # the shorter of two forms that start together, where nothing but their length decides
        shorter = np.zeros(len(first), np.bool_)
        shorter[:-1] = (first[:-1] == first[1:]) & (lexicons[:-1] == lexicons[1:]) & (lexicons[:-1] != _OPEN)
        first, end, kinds, lexicons, nodes = (each[~shorter] for each in (first, end, kinds, lexicons, nodes))
        plain, rest = _leftmost(first, end, lexicons)
        plain = plain[kinds[plain] != _NOTHING]
        rows = zip(*(each[rest].tolist() for each in (first, end, nodes)), strict=True)
        decided = np.array([*self._decide(batch, rows, asked)], np.int64).reshape(-1, 3)
        first, end, kinds = (
            np.append(each[plain], more) for each, more in zip((first, end, kinds), decided.T, strict=True)
        )
        order = np.argsort(first, kind="stable")
        return *batch.places(first[order], end[order]), kinds[order]

    def _ask(self, batch: _Batch, tokens: Ints) -> Iterator[tuple[int, Found]]:
        """The forms that start at tokens where arrays cannot tell, by token."""
        for token in tokens.tolist():
            text = batch.text(token)
            found = self._matcher.trie.starting(
                batch.surroundings(text, self._matcher.contexts).scene, token - batch.firsts[text]
            )
            if found:
                yield token, found

    def _decide(
        self, batch: _Batch, rows: Iterable[tuple[int, int, int]], asked: dict[int, Found]
    ) -> Iterator[tuple[int, int, int]]:
        """First token, end and kind of the matches among forms that overlap or have rules."""
        free: list[int] = []
        before = -1
        for token, forms in groupby(rows, itemgetter(0)):
            text = batch.text(token)
            if text != before:
                free, before = [0] * len(self._matcher.lexicons), text
            offset = batch.firsts[text]
            found = [
                each
                for _, end, node in forms
                for each in (
                    asked[token] if node < 0 else [(end - offset, number) for number, _ in self._forms.nodes[node].ends]
                )
            ]

            def place(first: int, end: int, text: int = text) -> Place:
                return Place(batch.surroundings(text, self._matcher.contexts), first, end)

            for end, entries in self._matcher.winners(found, token - offset, free, place):
                name = self._matcher.lexicons[entries[0].lexicon].name
                for ids in shared(entries):
                    yield token, end + offset, self._number((name, ids))

    def _settled(self, node: Node) -> tuple[int, int]:
        """The kind of the matches at a node and their lexicon, where nothing around them matters."""
        entries = [self._matcher.entries[number] for number in sorted({number for number, _ in node.ends})]
        if not entries or any(entry.conditions for entry in entries) or len({entry.lexicon for entry in entries}) > 1:
            return _OPEN, _OPEN
        claims = shared(entries)
        if len(claims) > 1:
            return _OPEN, _OPEN
        lexicon = entries[0].lexicon
        kind = self._number((self._matcher.lexicons[lexicon].name, claims[0])) if claims else _NOTHING
        return kind, lexicon

    def _number(self, claim: Claim) -> int:
        number = self._numbers.setdefault(claim, len(self._claims))
        if number == len(self._claims):
            self._claims.append(claim)
        return number


def _even_parts(sizes: Sequence[int]) -> list[int]:
    """Where to cut some texts into parts of about one size that can be searched at once."""
    totals = np.cumsum([0, *sizes])
    cuts = np.linspace(0, totals[-1], max(2, round(totals[-1] / _AT_ONCE) + 1))
    return [*map(int, np.unique(np.searchsorted(totals, cuts)))]


def _leftmost(first: Ints, end: Ints, lexicons: Ints) -> tuple[Ints, Ints]:
    """Which forms stand, left before right, and which are left to be decided: those that touch one that is open.

    `first` is in order. Forms of one lexicon are all that a form may touch here, and each starts at a token of its own.
    """
    apart = np.ones(len(first) + 1, np.bool_)  # from all before
    apart[1:-1] = first[1:] >= np.maximum.accumulate(end)[:-1]
    heads = np.flatnonzero(apart[:-1])
    if not len(heads):
        return heads, heads
    lowest, highest = np.minimum.reduceat(lexicons, heads), np.maximum.reduceat(lexicons, heads)
    clear = (lowest == highest) & (lowest != _OPEN)
    rest = np.flatnonzero(~np.repeat(clear, np.diff(heads, append=len(first))))
    standing = []
    here = heads[clear]
    while len(here):
        standing.append(here)
        here = np.searchsorted(first, end[here])
        here = here[~apart[here]]
    return np.sort(np.concatenate(standing)) if standing else heads[:0], rest


class _Batch:
    """Some texts with their tokens."""

    def __init__(self, texts: Sequence[str], sentences: Sequence[Sequence[Stretch]]) -> None:
        self._texts, self._sentences = texts, sentences
        self._folded: dict[int, Folded] = {}
        self._surroundings: dict[int, Surroundings] = {}
        self._crowded: list[bool] = []
        self.table = tabulate([encode(text) or self._blurred(number) for number, text in enumerate(texts)])
        self.firsts: list[int] = self.table.firsts.tolist()

    def _blurred(self, text: int) -> bytes:
        folded = self._folded[text] = fold(self._texts[text])
        return blur(folded.text)

    def text(self, token: int) -> int:
        """Which text a token stands in."""
        return bisect_right(self.firsts, token) - 1

    def expect(self, tokens: Ints) -> None:
        """Prepare for questions about some tokens: where they are many, all are cut out of the text at once."""
        asked = np.diff(np.searchsorted(tokens, self.table.firsts))
        self._crowded = (asked * _CROWDED > np.diff(self.table.firsts)).tolist()

    def surroundings(self, text: int, contexts: Contexts) -> Surroundings:
        """What rules see of a text."""
        if text not in self._surroundings:
            folded = self._folded.get(text) or fold(self._texts[text])
            if self._crowded[text]:
                tokens = tokenise(folded)
            else:
                some, origin = slice(*self.firsts[text : text + 2]), self.table.origins[text]
                starts, ends = ((each[some] - origin).tolist() for each in (self.table.starts, self.table.ends))
                tokens = BoundTokens(folded, starts, ends)
            scene = Scene(self._texts[text], tokens, self._sentences[text])
            self._surroundings[text] = contexts.around(scene)
        return self._surroundings[text]

    def places(self, first: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
        """The text that some ranges of tokens stand in, and their code points there."""
        texts = np.searchsorted(self.table.firsts, first, side="right") - 1
        origins = self.table.origins[texts]
        starts, ends = self.table.starts[first] - origins, self.table.ends[end - 1] - origins
        for text, folded in self._folded.items():
            if folded.starts is not None:
                some = slice(*np.searchsorted(texts, [text, text + 1]))
                starts[some] = np.asarray(folded.starts)[starts[some]]
                ends[some] = np.asarray(folded.ends)[ends[some] - 1]
        return texts, starts, ends
