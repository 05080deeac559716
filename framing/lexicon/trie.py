"""Many patterns followed at once, token by token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress

from framing.lexicon.patterns import Form, glob_regex, is_glob
from framing.lexicon.scene import Scene

CasedWord = str | re.Pattern[str]
Found = Sequence[tuple[int, int]]  # (end token, number) of each form that starts at a token

_WILDCARD = re.compile(r"[*?]")
_MOST_REMEMBERED = 50_000  # words; some 10 MB
_LONGEST_REMEMBERED = 40  # code points


class Node:
    """A place in the trie: where a token leads on, and which patterns end here."""

    __slots__ = ("ends", "exact", "globs")

    def __init__(self) -> None:
        self.exact: dict[str, dict[str, Node]] = {}  # by token, then by the gap before it
        self.globs: dict[tuple[str, str], tuple[re.Pattern[str], Node]] = {}  # by gap and glob
        self.ends: list[tuple[int, tuple[CasedWord, ...] | None]] = []


class Trie:
    """Forms by their tokens. A form is known by the number given with it."""

    __slots__ = ("_entrances", "_globs_by_letter", "first")

    def __init__(self) -> None:
        self.first: dict[str, Node] = {}  # by first word, where that is no glob
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
                node = node.exact.setdefault(word, {}).setdefault(gap, Node())
        cased = tuple(glob_regex(word) if is_glob(word) else word for word in form.cased) if exact else None
        if (number, cased) not in node.ends:
            node.ends.append((number, cased))

    def _step_in(self, word: str) -> Node:
        if not is_glob(word):
            return self.first.setdefault(word, Node())
        letter = "" if is_glob(word[0]) else word[0]
        _, node = self._globs_by_letter.setdefault(letter, {}).setdefault(word, (glob_regex(word), Node()))
        return node

    def occurrences(self, scene: Scene) -> Iterator[tuple[int, Found]]:
        """Each token that a form starts at, in text order, with these forms; linear in the text."""
        entered = list(map(self._entrances.__getitem__, scene.tokens.words))
        for first in compress(range(len(entered)), entered):  # one token in some tens
            found = _follow(entered[first], scene, first)
            if found:
                yield first, found

    def prefixes(self) -> Iterator[str]:
        """What tokens begin with that the first word of a form, if a glob, may stand for."""
        for globs in self._globs_by_letter.values():
            yield from (_WILDCARD.split(glob, maxsplit=1)[0] for glob in globs)

    def starting(self, scene: Scene, first: int) -> Found:
        """The forms that start at one token."""
        nodes = self._entrances[scene.tokens.words[first]]
        return _follow(nodes, scene, first) if nodes else ()

    def enter(self, word: str) -> tuple[Node, ...]:
        """The places after a first token; () for most tokens, that start no pattern."""
        node = self.first.get(word)
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
    words = scene.tokens.words
    found: list[tuple[int, int]] = []
    at = first + 1
    while nodes:
        ahead: list[Node] = []
        word = words[at] if at < len(words) else ""
        for node in nodes:
            for number, cased in node.ends:
                if cased is None or _same_case(cased, scene, first):
                    found.append((at, number))
            if node.globs or word in node.exact:
                ahead.append(node)
        nodes = _step(ahead, scene, at) if ahead and word else ()
        at += 1
    return found


def _step(nodes: Sequence[Node], scene: Scene, at: int) -> Sequence[Node]:
    """The places after one more token, `at`."""
    gap = scene.gap(at)
    if gap is None:
        return ()
    word = scene.tokens.words[at]
    ahead = [node.exact[word][gap] for node in nodes if gap in node.exact.get(word, ())]
    for node in nodes:
        for (before, _), (regex, after) in node.globs.items():
            if before == gap and regex.match(word):
                ahead.append(after)
    return ahead


def _same_case(cased: tuple[CasedWord, ...], scene: Scene, first: int) -> bool:
    for offset, wanted in enumerate(cased):
        word = scene.cased(first + offset)
        if word != wanted if isinstance(wanted, str) else not wanted.match(word):
            return False
    return True
