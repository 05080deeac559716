"""Attributions whose subject does not speak: `X is expected to`, `it is alleged that`, `asked about`."""

from __future__ import annotations

from framing.attribution.cues import Cue
from framing.attribution.drafts import Found
from framing.attribution.endings import content_end
from framing.attribution.openings import Opening, opening
from framing.attribution.segments import Segment
from framing.attribution.subjects import subject_before
from framing.attribution.verbs import Group, Mode

_SEEMING = frozenset(("seem", "appear"))
_IMPERSONAL = frozenset(("it", "there"))
_STATES = frozenset(("to", "certain", "likely", "unlikely", "ready", "poised", "set", "increasingly", "determined"))
_QUESTIONING = frozenset(("about", "whether", "if", "what", "why", "how", "to", "who", "when", "where"))
_REACH = 12


def is_agentless(seg: Segment, group: Group, cue: Cue) -> bool:
    """Say whether the subject of the verb is not its source."""
    return group.mode is Mode.PASSIVE or cue.lemma in _SEEMING or _is_asked(seg, group, cue)


def find_agentless(seg: Segment, group: Group, cue: Cue, after: int, floor: int) -> Found | None:
    """Return what is expected, alleged or asked; `after` is the unit behind the verb and its particle."""
    if _is_asked(seg, group, cue):
        return _question(seg, group, cue, after)
    subject = subject_before(seg, group.start, min(floor, group.start))
    right = opening(seg, after, cue)
    if subject is None:
        return None
    passive = seg.low[after : after + 1] == ["to"] and "v" in cue.frames
    if passive or (cue.lemma in _SEEMING and _describes(seg, after, cue)):
        end = content_end(seg, Opening(after, after, phrase=True))
        parts = ((after, end),) if seg.low[subject[0]] in _IMPERSONAL else (subject, (after, end))
        return Found(parts, (group.start, after), None, cue, end)
    if right and not right.phrase and cue.frames & {"t", "w"}:
        end = content_end(seg, right)
        return Found(((right.start, end),), (group.start, right.cue_end), None, cue, end)
    return None


def _is_asked(seg: Segment, group: Group, cue: Cue) -> bool:
    """Say whether the verb is a participle without a subject: `Asked about ...`, `when asked if ...`."""
    before = seg.low[group.start - 1] if group.start else ","
    return cue.lemma == "ask" and before in (",", "when", "if", "and") and group.mode is Mode.FINITE


def _question(seg: Segment, group: Group, cue: Cue, after: int) -> Found | None:
    """Return the question that somebody was asked, up to the comma; the one who asked only after `by`."""
    reach = range(after, min(len(seg), after + _REACH))
    start = next((unit for unit in reach if seg.low[unit] in _QUESTIONING), None)
    if start is None:
        return None
    rest = range(start, len(seg))
    end = next((unit for unit in rest if seg.low[unit] in (",", ".", ";") or not seg.low[unit]), len(seg))
    source = (after + 1, start) if seg.low[after] == "by" and start > after + 1 else None
    return Found(((start, end),), (group.start, after), source, cue, end)


def _describes(seg: Segment, after: int, cue: Cue) -> bool:
    """Say whether `seem` or `appear` has a complement here, and not a place: `appeared on stage`."""
    word = seg.low[after] if after < len(seg) else ""
    if word == "to" or cue.lemma == "appear":
        return word in _STATES
    return word[:1].isalpha() and word not in ("like", "that", "as")
