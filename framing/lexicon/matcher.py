"""Occurrences of lexicon entries in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framing.errors import LexiconError
from framing.lexicon.context import Condition, Contexts, Place, Surroundings
from framing.lexicon.model import Entry, Lexicon
from framing.lexicon.patterns import forms
from framing.lexicon.scene import Scene, Stretch
from framing.lexicon.trie import Found, Trie
from framing.text.tokens import Tokens
from framing.types import Match


class _Compiled:
    """An entry as the matcher needs it."""

    __slots__ = ("block", "category", "conditions", "id", "lexicon", "referent")

    def __init__(self, entry: Entry, lexicon: int, conditions: tuple[Condition, ...]) -> None:
        self.id = entry.id
        self.block = entry.block
        self.category = entry.category
        self.referent = entry.referent
        self.lexicon = lexicon
        self.conditions = conditions


class Matcher:
    """Finds the entries of some lexicons; each lexicon is matched as if it were alone.

    Build it once: one trie over all patterns. Raises LexiconError where two lexicons share a name.
    """

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self.lexicons = tuple(lexicons)
        self._names = [lexicon.name for lexicon in self.lexicons]
        for name in self._names:
            if self._names.count(name) > 1:
                raise LexiconError(f"two lexicons of this run are named {name!r}: rename or leave out one")
        self._entries: list[_Compiled] = []
        self._contexts = Contexts()
        self._trie = Trie()
        for index, lexicon in enumerate(self.lexicons):
            for entry in lexicon.entries:
                number = len(self._entries)
                conditions = self._contexts.compile(entry.context)
                self._entries.append(_Compiled(entry, index, conditions))
                for pattern in entry.patterns:
                    for form in forms(pattern, entry.inflect):
                        self._trie.add(form, number, exact=entry.exact)

    def __reduce__(self) -> tuple[type[Matcher], tuple[tuple[Lexicon, ...]]]:
        return Matcher, (self.lexicons,)

    def find(self, text: str, tokens: Tokens, sentences: Sequence[Stretch]) -> list[Match]:
        """The matches in text order, at one place in the order of the lexicons.

        Within a lexicon, from left to right: at each token the longest pattern whose entry's context
        rules hold is taken, and the search goes on behind it. Entries that tie share a match, in file
        order; where none of them has a referent, each category has a match of its own. A block entry takes
        its text and yields nothing, also where others tie with it.

        `tokens` are those of `text`; `sentences` are in text order and do not overlap.
        """
        scene = Scene(text, tokens, sentences)
        surroundings = self._contexts.around(scene)
        free = [0] * len(self.lexicons)  # per lexicon, the first token not taken
        matches: list[Match] = []
        for first, found in self._trie.occurrences(scene):
            winners = self._winners(found, first, free, surroundings)
            start = tokens.starts[first]
            for lexicon in sorted(winners):
                end, entries = winners[lexicon]
                free[lexicon] = end
                if not any(entry.block for entry in entries):
                    name, stop = self._names[lexicon], tokens.ends[end - 1]
                    matches += [Match(name, ids, start, stop) for ids in _shared(entries)]
        return matches

    def _winners(
        self, found: Found, first: int, free: list[int], surroundings: Surroundings
    ) -> dict[int, tuple[int, list[_Compiled]]]:
        """By lexicon, the end token of its match at the token `first` and the entries that tie there."""
        winners: dict[int, tuple[int, list[_Compiled]]] = {}
        places: dict[int, Place] = {}  # by end
        # longest first; at one length in file order, which is also the order of the lexicons
        for end, number in sorted(set(found), key=_longest_first) if len(found) > 1 else found:
            entry = self._entries[number]
            if first < free[entry.lexicon]:
                continue
            taken = winners.get(entry.lexicon)
            if taken and taken[0] != end:
                continue
            if entry.conditions:
                if end not in places:
                    places[end] = Place(surroundings, first, end)
                if not places[end].allows(entry.conditions):
                    continue
            winners.setdefault(entry.lexicon, (end, []))[1].append(entry)
        return winners


def _shared(entries: list[_Compiled]) -> Iterable[tuple[str, ...]]:
    """The ids of the entries that tie, those that share a match together, in file order."""
    if len(entries) == 1 or any(entry.referent for entry in entries):
        return [tuple(entry.id for entry in entries)]
    categories: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        categories[entry.category] = (*categories.get(entry.category, ()), entry.id)
    return categories.values()


def _longest_first(candidate: tuple[int, int]) -> tuple[int, int]:
    end, number = candidate
    return -end, number
