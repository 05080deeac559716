"""A trie as arrays: the forms that start at the tokens of many texts, found for all tokens at once.

It follows what is plain: words in any case, one character between two. Where a pattern has a wildcard or a case of its
own, a character off the page or a longer gap, it says only that a form may start there.

This module loads numpy, as nothing else in `lexicon` does but `wordtable`: import it where it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from framing.lexicon.trie import Node, Trie
from framing.lexicon.wordtable import Words
from framing.text.pages import LETTER, MARK, Ints, TokenTable, blur

_LONGEST_PREFIX = 4  # code points
_UNSURE = -1  # the node after a word that the trie itself must follow
_ROOT = 0  # the node, and the place, that all first words come from
_OFF_PAGE = bytes([LETTER, MARK])
_SPACE, _BREAK = b" \n"
_ODD = LETTER  # stands for all gaps that are not one character
_BITS_OF_GAP = 8


@dataclass(frozen=True, slots=True)
class Occurrences:
    """The forms found: tokens `first:end` and number of the node, in the order of `first` and then of `end`.

    At the tokens `unsure`, in order, the trie must be asked what starts there; `first` holds none of them.
    """

    first: Ints
    end: Ints
    nodes: Ints
    unsure: Ints


class Forms:
    """The forms of a trie; `nodes` are the places in it that plain forms lead to."""

    def __init__(self, trie: Trie) -> None:
        self.nodes: list[Node] = [Node()]
        # from a node, over a gap and a word, to a node; the root's words have no gap before them
        steps: dict[tuple[bytes, int], int] = {}
        # by the two bytes behind a token, the gaps that may match though they are not one character
        self._odd_gaps = np.zeros((1 << _BITS_OF_GAP,) * 2, np.bool_)
        self._odd_gaps[_BREAK] = self._odd_gaps[_SPACE, [_SPACE, _BREAK]] = True

        for word, node in trie.first.items():
            intricate = _is_intricate(word, node)
            steps[blur(word), _ROOT] = _UNSURE if intricate else self._number(node)
        for number, node in enumerate(self.nodes):  # which grows on the way
            for word, by_gap in node.exact.items():
                steps[blur(word), number << _BITS_OF_GAP | _ODD] = _UNSURE
                for gap, after in by_gap.items():
                    if len(gap) == 1:
                        steps[blur(word), number << _BITS_OF_GAP | blur(gap)[0]] = self._number(after)
                    else:
                        one, other, *_ = blur(gap)
                        self._odd_gaps[one, [other, _BREAK] if other == _SPACE else other] = True
        self._words = Words(steps)
        self._targets = np.array([_UNSURE, *steps.values()], np.int64)
        self._leads_on = np.array([bool(node.exact) for node in self.nodes], np.bool_)
        self._ends_here = np.array([bool(node.ends) for node in self.nodes], np.bool_)
        self._prefixes = [
            (length, Words((prefix, _ROOT) for prefix in some)) for length, some in _by_length(trie.prefixes())
        ]

    def _number(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def find(self, table: TokenTable) -> Occurrences:
        """The forms in the texts."""
        starts, lengths = table.starts, table.lengths
        first, words = self._words.find(table.blocks, starts, lengths)
        end = first + 1
        unsure = [*self._globs(table)]
        found = []
        while len(first):
            nodes = self._targets[words]
            unsure.append(first[nodes == _UNSURE])
            on = np.flatnonzero(nodes != _UNSURE)
            first, end, nodes = first[on], end[on], nodes[on]
            ended = np.flatnonzero(self._ends_here[nodes])
            found.append((first[ended], end[ended], nodes[ended]))
            on = np.flatnonzero(self._leads_on[nodes] & (end < len(starts)))
            first, end, nodes = first[on], end[on], nodes[on]
            behind = table.ends[end - 1]
            gaps = table.data[behind]
            odd = (starts[end] - behind > 1) | (gaps == _BREAK)
            on = np.flatnonzero(~odd | self._odd_gaps[gaps, table.data[behind + 1]])
            first, end = first[on], end[on]
            places = nodes[on] << _BITS_OF_GAP | np.where(odd, _ODD, gaps)[on]
            at, words = self._words.find(table.blocks, starts[end], lengths[end], places)
            first, end = first[at], end[at] + 1
        return _joined(found, unsure, len(starts))

    def _globs(self, table: TokenTable) -> Iterable[Ints]:
        """By length of their prefixes, the tokens that patterns may start at whose first word has a wildcard."""
        for length, prefixes in self._prefixes:
            long = np.flatnonzero(table.lengths >= length)
            if length:
                at, _ = prefixes.find(table.blocks, table.starts[long], np.full(len(long), length))
                long = long[at]
            yield long


def _is_intricate(word: str, node: Node) -> bool:
    """Whether arrays cannot follow what starts with a word and goes on from a node."""
    waiting = [(word, node)]
    while waiting:
        word, node = waiting.pop()
        cased = any(each is not None for _, each in node.ends)
        if cased or node.globs or any(byte in _OFF_PAGE for byte in blur(word)):
            return True
        waiting += [(gap + word, after) for word, by_gap in node.exact.items() for gap, after in by_gap.items()]
    return False


def _by_length(prefixes: Iterable[str]) -> list[tuple[int, set[bytes]]]:
    """The beginnings of some prefixes by their length."""
    groups: dict[int, set[bytes]] = {}
    for prefix in prefixes:
        short = blur(prefix)[:_LONGEST_PREFIX]
        groups.setdefault(len(short), set()).add(short)
    return sorted(groups.items())


def _joined(found: Sequence[tuple[Ints, Ints, Ints]], unsure: Sequence[Ints], tokens: int) -> Occurrences:
    """What was found at one, two and more tokens, in order."""
    is_unsure = np.zeros(tokens, np.bool_)
    for some in unsure:
        is_unsure[some] = True
    first, end, nodes = (
        (np.concatenate(each) for each in zip(*found, strict=True)) if found else (np.zeros(0, np.int64),) * 3
    )
    order = np.argsort(first, kind="stable")
    order = order[~is_unsure[first[order]]]
    return Occurrences(first[order], end[order], nodes[order], np.flatnonzero(is_unsure))
