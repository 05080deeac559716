"""Two versions of a lexicon compared, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from framing.lexicon.model import ContextRule, Entry, Evidence, Example, Lexicon
from framing.lexicon.versions import Change, Diff, Step

# fields that say why an entry is there, not what it counts
_REASONS = ("register", "evidence", "examples", "weight")


def diff_lexicons(old: Lexicon, new: Lexicon) -> Diff:
    """What differs between two versions of a lexicon, field by field.

    An entry that is in one version only but like one of the other in all but its id is renamed.
    """
    changes = [*_header(old, new), *_referents(old, new), *_entries(old, new)]
    return Diff(old, new, tuple(changes))


def _header(old: Lexicon, new: Lexicon) -> list[Change]:
    steps = {"name": Step.MAJOR, "language": Step.MAJOR}
    changes = [
        Change("changed", "header", "", steps.get(key, Step.PATCH), key, getattr(old, key), getattr(new, key))
        for key in ("name", "language", "licence", "citation", "description", "imported")
        if getattr(old, key) != getattr(new, key)
    ]
    for part, key in (("category", "categories"), ("reference", "references")):
        changes += _glossary(part, getattr(old, key), getattr(new, key))
    for kind, here, there in (("removed", old, new), ("added", new, old)):
        records = {replace(record, line=0) for record in there.validated}
        changes += [
            Change(kind, "validated", f"{v.of}: {v.correct} of {v.n}, {v.corpus} {v.outlet}".rstrip(), Step.PATCH)
            for v in here.validated
            if replace(v, line=0) not in records
        ]
    return changes


def _glossary(part: str, old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    return [
        *(Change("removed", part, name, Step.PATCH) for name in old if name not in new),
        *(Change("added", part, name, Step.PATCH) for name in new if name not in old),
        *(
            Change("changed", part, name, Step.PATCH, "text", text, new[name])
            for name, text in old.items()
            if new.get(name, text) != text
        ),
    ]


def _referents(old: Lexicon, new: Lexicon) -> list[Change]:
    # that nothing counts for a referent any more, or yet, shows in its entries
    changes = [Change("removed", "referent", name, Step.PATCH) for name in old.referents if name not in new.referents]
    for name, referent in new.referents.items():
        if name not in old.referents:
            changes.append(Change("added", "referent", name, Step.PATCH))
            continue
        before = old.referents[name]
        for key in ("label", "reference", "anchors", "places", "mirror"):
            step = Step.MAJOR if key in ("anchors", "places") else Step.PATCH
            changes += _field("referent", name, key, (getattr(before, key), getattr(referent, key)), step)
    return changes


def _entries(old: Lexicon, new: Lexicon) -> list[Change]:
    before, after = ({entry.id: entry for entry in lexicon.entries} for lexicon in (old, new))
    gone = {_content(entry): entry.id for entry in old.entries if entry.id not in after}
    renamed = {
        entry.id: gone.pop(_content(entry))
        for entry in new.entries
        if entry.id not in before and _content(entry) in gone
    }
    names = set(renamed.values())
    common = [entry.id for entry in old.entries if entry.id in after]
    moved = common != [entry.id for entry in new.entries if entry.id in before]
    order = Change("changed", "order", "of entries: where several tie, the first counts", Step.MINOR)
    changes = [order] if moved else []
    changes += [
        # a block entry that goes lets more be counted for the entries that it kept from counting
        Change("removed", "entry", entry.id, Step.MAJOR, old=_patterns(entry))
        for entry in old.entries
        if entry.id not in after and entry.id not in names
    ]
    for entry in new.entries:
        if entry.id in renamed:
            changes.append(Change("renamed", "entry", entry.id, Step.MAJOR, old_id=renamed[entry.id]))
        previous = before.get(renamed.get(entry.id, entry.id))
        if previous is None:
            step = Step.MAJOR if entry.block else Step.MINOR
            changes.append(Change("added", "entry", entry.id, step, new=_patterns(entry)))
            continue
        for key in (each.name for each in fields(Entry)):
            if key not in ("id", "line"):
                changes += _field("entry", entry.id, key, (getattr(previous, key), getattr(entry, key)), _step(key))
    return changes


def _content(entry: Entry) -> Entry:
    """What an entry counts, without its name and its reasons."""
    return replace(entry, id="", line=0, register="", evidence=None, examples=(), weight=None)


def _step(key: str) -> Step:
    return Step.PATCH if key in _REASONS else Step.MAJOR


def _field(part: str, name: str, key: str, values: tuple[Any, Any], step: Step) -> list[Change]:
    """The change of a field, () where it is none; of a list only what came and what went."""
    old, new = values
    if key == "examples":
        old, new = (tuple(replace(example, line=0) for example in each) for each in values)
    if old == new:
        return []
    if isinstance(old, tuple) and isinstance(new, tuple) and set(old) != set(new):
        went = [each for each in old if each not in new]
        came = [each for each in new if each not in old]
        if key == "patterns" and not went:
            step = Step.MINOR
        old, new = went, came
    return [Change("changed", part, name, step, key, _shown(old), _shown(new))]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, Example):
        return f"{'match' if value.matches else 'no match'} {value.text!r}"
    if isinstance(value, Evidence):
        return " ".join([value.grade, *value.references, *([f"({value.note})"] if value.note else [])])
    if isinstance(value, ContextRule):
        width = f" within {value.within}" if value.within else ""
        others = "".join(f" or {_shown(other).removeprefix('require ')}" for other in value.others)
        return f"{'require' if value.required else 'exclude'} {value.side} [{', '.join(value.patterns)}]{width}{others}"
    return str(value)


def _patterns(entry: Entry) -> str:
    return ", ".join(entry.patterns)
