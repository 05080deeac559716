"""The context rules of an entry out of a YAML tree."""

from __future__ import annotations

from dataclasses import replace

from framing.lexicon.model import ContextRule, Side
from framing.lexicon.nodes import Items, Log, Node, Scalar, Table
from framing.lexicon.patterns import PatternError, forms
from framing.lexicon.values import as_table, choices, known_keys, shown, texts_of

_SIDES = tuple(side.value for side in Side)
_WIDEST = 50


def read_context(node: Node, where: str, log: Log) -> tuple[ContextRule, ...]:
    """The rules under `context`, those required first."""
    where = f"context of {where}"
    table = as_table(node, where, log)
    if table is None:
        return ()
    known_keys(table, where, log, optional=("require", "exclude"))
    rules: list[ContextRule] = []
    for key in ("require", "exclude"):
        listed = table.values.get(key)
        if listed is None:
            continue
        if not isinstance(listed, Items):
            log.error(
                listed.line,
                "wrong-type",
                f"{key} in the {where} must be a list of rules, each with a leading '- '",
            )
            continue
        for item in listed.values:
            rule = _read_item(item, where, log, required=key == "require")
            if rule and any(rule.side == other.side and _opposed(rule, other) for other in rules):
                log.error(item.line, "contradiction", f"{where} requires and excludes the same: it can never hold")
            if rule:
                rules.append(rule)
    return tuple(rules)


def _opposed(rule: ContextRule, other: ContextRule) -> bool:
    """Whether what one rule requires is all among what the other excludes, at least as far out."""
    if rule.required == other.required or rule.others or other.others:
        return False
    needs, bars = (rule, other) if rule.required else (other, rule)
    return set(needs.patterns) <= set(bars.patterns) and needs.within <= bars.within


def _read_item(node: Node, where: str, log: Log, *, required: bool) -> ContextRule | None:
    """One rule, or the first of several under `any` with the rest as its others."""
    if not (isinstance(node, Table) and "any" in node.values):
        return _read_rule(node, where, log, required=required)
    known_keys(node, f"a rule in the {where}", log, required=("any",))
    listed = node.values["any"]
    if not required:
        log.error(
            node.line, "bad-rule", f"'any' in the {where} stands under require alone: list the rules under exclude"
        )
        return None
    if not isinstance(listed, Items) or len(listed.values) < 2:
        log.error(listed.line, "bad-rule", f"'any' in the {where} must be a list of two or more rules")
        return None
    rules = [rule for item in listed.values if (rule := _read_rule(item, where, log, required=True))]
    return replace(rules[0], others=tuple(rules[1:])) if rules else None


def _read_rule(node: Node, where: str, log: Log, *, required: bool) -> ContextRule | None:
    table = as_table(node, f"a rule in the {where}", log)
    if table is None:
        return None
    known_keys(table, f"a rule in the {where}", log, optional=(*_SIDES, "within"))
    sides = [side for side in Side if side.value in table.values]
    if len(sides) != 1:
        log.error(table.line, "bad-rule", f"a rule in the {where} needs exactly one of {choices(_SIDES)}")
        return None
    side = sides[0]
    within = _width(table.values.get("within"), side, where, log)
    patterns = []
    for pattern, line in texts_of(table.values[side.value], f"{side} in the {where}", log):
        try:
            forms(pattern)
        except PatternError as error:
            log.error(line, error.code, f"{where}: {error}")
        else:
            patterns.append(pattern)
    return ContextRule(side, tuple(patterns), within, required)


def _width(node: Node | None, side: Side, where: str, log: Log) -> int:
    if side is Side.SENTENCE:
        if node is not None:
            log.error(node.line, "bad-rule", f"a sentence rule in the {where} looks at all of it: delete 'within'")
        return 0
    if node is None:
        return 1
    if isinstance(node, Scalar) and node.text.isascii() and node.text.isdigit() and 1 <= int(node.text) <= _WIDEST:
        return int(node.text)
    log.error(node.line, "bad-value", f"within in the {where} is {shown(node)}; valid: 1 to {_WIDEST} tokens")
    return 1
