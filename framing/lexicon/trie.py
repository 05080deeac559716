"""Many patterns followed at once, token by token."""

from __future__ import annotations

import re
from collections.abc import Iterable

from framing.lexicon.patterns import Form, glob_regex, is_glob
from framing.lexicon.scene import Scene

CasedWord = str | re.Pattern[str]


class Node:
    """A place in the trie: where a token leads on, and which patterns end here."""

    __slots__ = ("ends", "exact", "globs")

    def __init__(self) -> None:
        self.exact: dict[str, Node] = {}  # gap and token in one: gaps hold no word character
        self.globs: dict[tuple[str, str], tuple[re.Pattern[str], Node]] = {}
        self.ends: list[tuple[int, tuple[CasedWord, ...] | None]] = []


class Trie:
    """Forms by their tokens. A form is known by the number given with it."""

    __slots__ = ("_globs_by_letter", "_root")

    def __init__(self) -> None:
        self._root = Node()
        self._globs_by_letter: dict[str, dict[str, tuple[re.Pattern[str], Node]]] = {}

    def add(self, form: Form, number: int, *, exact: bool) -> None:
        """Add a form; `exact` makes it match only in the case written."""
        node = self._step_in(form.words[0])
        for gap, word in zip(form.gaps[1:], form.words[1:], strict=True):
            if is_glob(word):
                _, node = node.globs.setdefault((gap, word), (glob_regex(word), Node()))
            else:
                node = node.exact.setdefault(gap + word, Node())
        cased = tuple(glob_regex(word) if is_glob(word) else word for word in form.cased) if exact else None
        if (number, cased) not in node.ends:
            node.ends.append((number, cased))

    def _step_in(self, word: str) -> Node:
        if not is_glob(word):
            return self._root.exact.setdefault(word, Node())
        letter = "" if is_glob(word[0]) else word[0]
        _, node = self._globs_by_letter.setdefault(letter, {}).setdefault(word, (glob_regex(word), Node()))
        return node

    def enter(self, word: str) -> tuple[Node, ...]:
        """The places after a first token; () for most tokens, that start no pattern."""
        node = self._root.exact.get(word)
        found = [] if node is None else [node]
        for letter in (word[0], ""):
            globs = self._globs_by_letter.get(letter)
            if globs:
                found += [node for regex, node in globs.values() if regex.match(word)]
        return tuple(found)

    def occurs(self, scene: Scene, first: int, end: int) -> bool:
        """Whether a form stands wholly within the range of tokens."""
        words = scene.tokens.words
        return any(
            nodes and next(iter(follow(nodes, scene, at, end)), None) is not None
            for at in range(first, end)
            if (nodes := self.enter(words[at]))
        )


def follow(nodes: Iterable[Node], scene: Scene, first: int, end: int) -> list[tuple[int, int]]:
    """(end token, number) of each form that starts at the token `first`, whose places are `nodes`.

    No form reaches past the token `end`.
    """
    words = scene.tokens.words
    found: list[tuple[int, int]] = []
    front = [(node, first + 1) for node in nodes]
    while front:
        node, at = front.pop()
        for number, cased in node.ends:
            if cased is None or _same_case(cased, scene, first):
                found.append((at, number))
        if at >= end or not (node.exact or node.globs):
            continue
        gap = scene.gap(at)
        if gap is None:
            continue
        follower = node.exact.get(gap + words[at])
        if follower:
            front.append((follower, at + 1))
        for (before, _), (regex, after) in node.globs.items():
            if before == gap and regex.match(words[at]):
                front.append((after, at + 1))
    return found


def _same_case(cased: tuple[CasedWord, ...], scene: Scene, first: int) -> bool:
    for offset, wanted in enumerate(cased):
        word = scene.cased(first + offset)
        if word != wanted if isinstance(wanted, str) else not wanted.match(word):
            return False
    return True
