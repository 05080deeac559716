"""Context rules, compiled: what must and must not stand around a match."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from framing.lexicon.model import ContextRule, Side
from framing.lexicon.patterns import forms, is_short_name
from framing.lexicon.scene import Scene
from framing.lexicon.trie import Found, Trie

Window = tuple[int, int] | None  # tokens to the left and to the right of a match; None: its sentence

_NONE: frozenset[int] = frozenset()
_MOST_REMEMBERED = 10_000  # tokens: far more than rules with a width look at together


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """One rule, ready to be asked: `patterns` are the numbers of its patterns in the trie of all rules.

    It holds too where one of `others` does.
    """

    window: Window
    required: bool
    patterns: frozenset[int]
    others: tuple[Condition, ...] = ()


class Contexts:
    """The rules of many entries over one trie, so that a text is searched for all their patterns at once."""

    def __init__(self) -> None:
        self._trie = Trie()
        self._conditions: dict[ContextRule, Condition] = {}
        self._numbers: dict[str, int] = {}

    def compile(self, rules: Iterable[ContextRule]) -> tuple[Condition, ...]:
        """The conditions of an entry; equal rules are one condition."""
        return tuple(self._condition(rule) for rule in rules)

    def around(self, scene: Scene) -> Surroundings:
        """What the rules see of one text."""
        return Surroundings(self._trie, scene)

    def _condition(self, rule: ContextRule) -> Condition:
        if rule not in self._conditions:
            patterns = frozenset(map(self._number, rule.patterns))
            self._conditions[rule] = Condition(_window(rule), rule.required, patterns, self.compile(rule.others))
        return self._conditions[rule]

    def _number(self, pattern: str) -> int:
        number = self._numbers.get(pattern)
        if number is None:
            number = self._numbers[pattern] = len(self._numbers)
            self._trie.add(forms(pattern)[0], number, exact=is_short_name(pattern))
        return number


def _window(rule: ContextRule) -> Window:
    match rule.side:
        case Side.LEFT:
            return rule.within, 0
        case Side.RIGHT:
            return 0, rule.within
        case Side.NEAR:
            return rule.within, rule.within
        case Side.SENTENCE:
            return None


class Surroundings:
    """The patterns of the rules in one text, looked for only where a rule looks and once for all rules.

    A window is narrow, and what a whole sentence holds is remembered: the work for a text is linear in it,
    however many matches stand in one sentence.
    """

    __slots__ = ("_by_sentence", "_starting", "_trie", "scene")

    def __init__(self, trie: Trie, scene: Scene) -> None:
        self.scene = scene
        self._trie = trie
        self._starting: dict[int, Found] = {}  # by token
        self._by_sentence: dict[tuple[int, int], frozenset[int]] = {}

    def in_sentence(self, lowest: int, highest: int) -> frozenset[int]:
        """As `within`, for a range of tokens that is asked for by many matches."""
        patterns = self._by_sentence.get((lowest, highest))
        if patterns is None:
            patterns = self._by_sentence[lowest, highest] = self.within(lowest, highest)
        return patterns

    def within(self, lowest: int, highest: int) -> frozenset[int]:
        """The numbers of the patterns that lie wholly in the range of tokens."""
        return frozenset([number for at in range(lowest, highest) for end, number in self._at(at) if end <= highest])

    def _at(self, token: int) -> Found:
        found = self._starting.get(token)
        if found is None:
            if len(self._starting) >= _MOST_REMEMBERED:
                self._starting.clear()
            found = self._starting[token] = self._trie.starting(self.scene, token)
        return found


class Place:
    """Where a match stands, the tokens `first:end`: asked whether rules hold there."""

    __slots__ = ("_end", "_first", "_patterns", "_sentence", "_surroundings")

    def __init__(self, surroundings: Surroundings, first: int, end: int) -> None:
        self._surroundings, self._first, self._end = surroundings, first, end
        self._sentence = surroundings.scene.around(first, end)
        self._patterns: dict[Window, frozenset[int]] = {}

    def allows(self, conditions: tuple[Condition, ...]) -> bool:
        """Whether all the conditions hold."""
        for condition in conditions:
            patterns = self._patterns.get(condition.window)
            if patterns is None:
                patterns = self._patterns[condition.window] = self._look(condition.window)
            if condition.patterns.isdisjoint(patterns) == condition.required and not (
                condition.others and any(self.allows((other,)) for other in condition.others)
            ):
                return False
        return True

    def _look(self, window: Window) -> frozenset[int]:
        """The numbers of the patterns in the window; a pattern lies on one side of the match or in the sentence."""
        lowest, highest = self._sentence
        if window is None:
            return self._surroundings.in_sentence(lowest, highest)
        left, right = window
        before = self._surroundings.within(max(lowest, self._first - left), self._first) if left else _NONE
        after = self._surroundings.within(self._end, min(highest, self._end + right)) if right else _NONE
        return before | after
