"""Context rules, compiled: what must and must not stand around a match."""

from __future__ import annotations

from framing.lexicon.model import ContextRule, Side
from framing.lexicon.patterns import forms, is_short_name
from framing.lexicon.scene import Scene
from framing.lexicon.trie import Trie
from framing.types import Span


class Condition:
    """One rule, ready to be asked."""

    __slots__ = ("_rule", "_trie")

    def __init__(self, rule: ContextRule) -> None:
        self._rule = rule
        self._trie = Trie()
        for pattern in rule.patterns:
            self._trie.add(forms(pattern)[0], 0, exact=is_short_name(pattern))

    def holds(self, scene: Scene, first: int, end: int) -> bool:
        """Whether the rule holds for a match of the tokens `first:end`."""
        found = any(self._trie.occurs(scene, *window) for window in self._windows(scene, first, end))
        return found == self._rule.required

    def _windows(self, scene: Scene, first: int, end: int) -> tuple[Span, ...]:
        lowest, highest = scene.around(first, end)
        left = (max(lowest, first - self._rule.within), first)
        right = (end, min(highest, end + self._rule.within))
        match self._rule.side:
            case Side.LEFT:
                return (left,)
            case Side.RIGHT:
                return (right,)
            case Side.NEAR:
                return left, right
            case Side.SENTENCE:
                return ((lowest, highest),)
