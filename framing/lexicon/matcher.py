"""Occurrences of lexicon entries in a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from framing.errors import LexiconError
from framing.lexicon.context import Condition
from framing.lexicon.model import ContextRule, Lexicon
from framing.lexicon.patterns import forms
from framing.lexicon.scene import Scene, Stretch
from framing.lexicon.trie import Node, Trie, follow
from framing.text.tokens import Tokens
from framing.types import Match

_MOST_REMEMBERED = 50_000  # words; some 10 MB
_LONGEST_REMEMBERED = 40  # code points


class _Entrances(dict[str, tuple[Node, ...]]):
    """Word -> places in the trie after it, remembered for speed alone: forgetting changes no result."""

    def __init__(self, trie: Trie) -> None:
        super().__init__()
        self._trie = trie

    def __missing__(self, word: str) -> tuple[Node, ...]:
        nodes = self._trie.enter(word)
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[word] = nodes
        return nodes


class _Compiled:
    """An entry as the matcher needs it."""

    __slots__ = ("block", "conditions", "id", "lexicon")

    def __init__(self, entry_id: str, lexicon: int, block: bool, conditions: tuple[Condition, ...]) -> None:
        self.id = entry_id
        self.lexicon = lexicon
        self.block = block
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
        trie = Trie()
        conditions: dict[ContextRule, Condition] = {}
        for index, lexicon in enumerate(self.lexicons):
            for entry in lexicon.entries:
                number = len(self._entries)
                for rule in entry.context:
                    if rule not in conditions:
                        conditions[rule] = Condition(rule)
                rules = tuple(conditions[rule] for rule in entry.context)
                self._entries.append(_Compiled(entry.id, index, entry.block, rules))
                for pattern in entry.patterns:
                    for form in forms(pattern, entry.inflect):
                        trie.add(form, number, exact=entry.exact)
        self._entrances = _Entrances(trie)

    def __reduce__(self) -> tuple[type[Matcher], tuple[tuple[Lexicon, ...]]]:
        return Matcher, (self.lexicons,)

    def find(self, text: str, tokens: Tokens, sentences: Sequence[Stretch]) -> list[Match]:
        """The matches in text order, at one place in the order of the lexicons.

        Within a lexicon, from left to right: at each token the longest pattern whose entry's context
        rules hold is taken, and the search goes on behind it. Entries that tie share a match, in file
        order; a block entry takes its text and yields nothing, also where others tie with it.

        `tokens` are those of `text`; `sentences` are in text order and do not overlap.
        """
        scene = Scene(text, tokens, sentences)
        free = [0] * len(self.lexicons)  # per lexicon, the first token not taken
        matches: list[Match] = []
        entered = map(self._entrances.__getitem__, tokens.words)
        for first, nodes in enumerate(entered):
            if not nodes:
                continue
            found = follow(nodes, scene, first, len(tokens.words))
            if found:
                self._take(found, scene, first, free, matches)
        return matches

    def _take(
        self, found: list[tuple[int, int]], scene: Scene, first: int, free: list[int], matches: list[Match]
    ) -> None:
        # longest first; at one length in file order, which is also the order of the lexicons
        found.sort(key=lambda candidate: (-candidate[0], candidate[1]))
        winners: dict[int, tuple[int, list[_Compiled]]] = {}
        for end, number in found:
            entry = self._entries[number]
            if first < free[entry.lexicon]:
                continue
            taken = winners.get(entry.lexicon)
            if taken and (taken[0] != end or entry in taken[1]):
                continue
            if all(condition.holds(scene, first, end) for condition in entry.conditions):
                winners.setdefault(entry.lexicon, (end, []))[1].append(entry)
        start = scene.tokens.starts[first]
        for lexicon in sorted(winners):
            end, entries = winners[lexicon]
            free[lexicon] = end
            if not any(entry.block for entry in entries):
                ids = tuple(entry.id for entry in entries)
                matches.append(Match(self._names[lexicon], ids, start, scene.tokens.ends[end - 1]))
