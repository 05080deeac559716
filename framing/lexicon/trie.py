"""Many patterns followed at once, token by token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from framing.lexicon.patterns import Form, glob_regex, is_glob
from framing.lexicon.scene import Scene

CasedWord = str | re.Pattern[str]
Found = Sequence[tuple[int, int]]  # (end token, number) of each form that starts at a token

_MOST_REMEMBERED = 50_000  # words; some 10 MB
_LONGEST_REMEMBERED = 40  # code points


class Node:
    """A place in the trie: where a token leads on, and which patterns end here."""

    __slots__ = ("ends", "exact", "globs")

    def __init__(self) -> None:
        self.exact: dict[str, Node] = {}  # gap and token in one: gaps hold no word character
        self.globs: dict[tuple[str, str], tuple[re.Pattern[str], Node]] = {}
        self.ends: list[tuple[int, tuple[CasedWord, ...] | None]] = []


class Trie:
    """Forms by their tokens. A form is known by the number given with it."""

    __slots__ = ("_entrances", "_globs_by_letter", "_root")

    def __init__(self) -> None:
        self._root = Node()
        self._globs_by_letter: dict[str, dict[str, tuple[re.Pattern[str], Node]]] = {}
        self._entrances = _Entrances(self)

    def add(self, form: Form, number: int, *, exact: bool) -> None:
        """Add a form; `exact` makes it match only in the case written."""
        self._entrances.clear()
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

    def occurrences(self, scene: Scene) -> Iterator[tuple[int, Found]]:
        """Each token that a form starts at, in text order, with these forms; linear in the text."""
        for first, nodes in enumerate(map(self._entrances.__getitem__, scene.tokens.words)):
            if nodes:
                found = _follow(nodes, scene, first)
                if found:
                    yield first, found

    def starting(self, scene: Scene, first: int) -> Found:
        """The forms that start at one token."""
        nodes = self._entrances[scene.tokens.words[first]]
        return _follow(nodes, scene, first) if nodes else ()

    def enter(self, word: str) -> tuple[Node, ...]:
        """The places after a first token; () for most tokens, that start no pattern."""
        node = self._root.exact.get(word)
        found = [] if node is None else [node]
        for letter in (word[0], ""):
            globs = self._globs_by_letter.get(letter)
            if globs:
                found += [node for regex, node in globs.values() if regex.match(word)]
        return tuple(found)


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


def _follow(nodes: Sequence[Node], scene: Scene, first: int) -> Found:
    """The forms that start at the token `first`, whose places are `nodes`."""
    words, gaps = scene.tokens.words, scene.tokens.gaps
    found: list[tuple[int, int]] = []
    at = first + 1
    while nodes:
        for node in nodes:
            for number, cased in node.ends:
                if cased is None or _same_case(cased, scene, first):
                    found.append((at, number))
        if at == len(words):
            break
        gap = " " if gaps[at] == " " else scene.gap(at)  # most are: the call is saved
        if gap is None:
            break
        nodes = _step(nodes, gap, words[at])
        at += 1
    return found


def _step(nodes: Sequence[Node], gap: str, word: str) -> Sequence[Node]:
    """The places after one more token."""
    key = gap + word
    ahead = [follower for node in nodes if (follower := node.exact.get(key))]
    for node in nodes:
        for (before, _), (regex, after) in node.globs.items() if node.globs else ():
            if before == gap and regex.match(word):
                ahead.append(after)
    return ahead


def _same_case(cased: tuple[CasedWord, ...], scene: Scene, first: int) -> bool:
    for offset, wanted in enumerate(cased):
        word = scene.cased(first + offset)
        if word != wanted if isinstance(wanted, str) else not wanted.match(word):
            return False
    return True
