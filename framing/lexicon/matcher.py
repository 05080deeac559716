"""Occurrences of lexicon entries in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from framing.errors import LexiconError
from framing.lexicon.context import Condition, Contexts, Place
from framing.lexicon.model import Entry, Lexicon
from framing.lexicon.patterns import forms
from framing.lexicon.scene import Scene, Stretch
from framing.lexicon.trie import Found, Trie
from framing.text.tokens import Tokens
from framing.types import Match

if TYPE_CHECKING:
    from framing.lexicon.batches import Finder, Matches

Ids = Sequence[tuple[str, ...]]


class Compiled:
    """An entry as the matcher needs it."""

    __slots__ = ("alone", "block", "category", "conditions", "id", "lexicon", "referent")

    def __init__(self, entry: Entry, lexicon: int, conditions: tuple[Condition, ...]) -> None:
        self.id = entry.id
        self.block = entry.block
        self.category = entry.category
        self.referent = entry.referent
        self.lexicon = lexicon
        self.conditions = conditions
        self.alone: Ids = () if entry.block else ((entry.id,),)  # its matches where it ties with none


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
        self.entries: list[Compiled] = []
        self.contexts = Contexts()
        self.trie = Trie()
        for index, lexicon in enumerate(self.lexicons):
            for entry in lexicon.entries:
                number = len(self.entries)
                conditions = self.contexts.compile(entry.context)
                self.entries.append(Compiled(entry, index, conditions))
                for pattern in entry.patterns:
                    for form in forms(pattern, entry.inflect):
                        self.trie.add(form, number, exact=entry.exact)

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
        place = partial(Place, self.contexts.around(scene))
        free = [0] * len(self.lexicons)
        matches: list[Match] = []
        for first, found in self.trie.occurrences(scene):
            for end, entries in self.winners(found, first, free, place):
                name, start, stop = self._names[entries[0].lexicon], tokens.starts[first], tokens.ends[end - 1]
                matches += [Match(name, ids, start, stop) for ids in shared(entries)]
        return matches

    def find_all(self, texts: Sequence[str], sentences: Sequence[Sequence[Stretch]] | None = None) -> Matches:
        """The matches in many texts, those that `find` gives for each, several times as fast.

        `sentences` are those of each text; without them no rule sees a neighbour. Loads numpy.
        """
        return self._finder.find(texts, [()] * len(texts) if sentences is None else sentences)

    @cached_property
    def _finder(self) -> Finder:
        from framing.lexicon.batches import Finder

        return Finder(self)

    def winners(
        self, found: Found, first: int, free: list[int], place: Callable[[int, int], Place]
    ) -> Sequence[tuple[int, list[Compiled]]]:
        """By lexicon, the end token of its match at the token `first` and the entries that tie there.

        `found` are the forms that start there. `free` holds for each lexicon the first token that it has not taken
        yet, and is brought up to date; `place` gives what rules see around a range of tokens.
        """
        if len(found) == 1:  # nearly always: no choice to make
            end, number = found[0]
            entry = self.entries[number]
            if first < free[entry.lexicon]:
                return ()
            if entry.conditions and not place(first, end).allows(entry.conditions):
                return ()
            free[entry.lexicon] = end
            return [(end, [entry])]
        winners: dict[int, tuple[int, list[Compiled]]] = {}
        places: dict[int, Place] = {}  # by end
        # longest first; at one length in file order, which is also the order of the lexicons
        for end, number in sorted(set(found), key=_longest_first):
            entry = self.entries[number]
            if first < free[entry.lexicon]:
                continue
            taken = winners.get(entry.lexicon)
            if taken and taken[0] != end:
                continue
            if entry.conditions:
                if end not in places:
                    places[end] = place(first, end)
                if not places[end].allows(entry.conditions):
                    continue
            winners.setdefault(entry.lexicon, (end, []))[1].append(entry)
        for lexicon, (end, _) in winners.items():
            free[lexicon] = end
        return [winners[lexicon] for lexicon in sorted(winners)]


def shared(entries: list[Compiled]) -> Ids:
    """The ids of the entries that tie, those that share a match together, in file order; none if one blocks."""
    if len(entries) == 1:
        return entries[0].alone
    if any(entry.block for entry in entries):
        return ()
    if any(entry.referent for entry in entries):
        return (tuple(entry.id for entry in entries),)
    categories: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        categories[entry.category] = (*categories.get(entry.category, ()), entry.id)
    return tuple(categories.values())


def _longest_first(candidate: tuple[int, int]) -> tuple[int, int]:
    end, number = candidate
    return -end, number
