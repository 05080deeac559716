"""Content that stands before its cue: `"...," X said`, `"...," said X`, `clause, X said`."""

from __future__ import annotations

from framing.attribution.cues import Cue
from framing.attribution.endings import adjunct_end, clause_end, continues_clause
from framing.attribution.openings import Opening
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units
from framing.attribution.words import AUXILIARY, STOP

_CLAUSE = 3  # units that a clause has at least
_REACH = 150  # units of a clause in which its verb is looked for
_HEARER = 12  # units that a hearer may take up
_JOINTS = frozenset(("and", "but", ",", ";", "yet", ":"))


def skip_joints(seg: Segment, start: int, end: int) -> int:
    """Return where a clause begins behind commas and conjunctions."""
    while start < end and seg.low[start] in _JOINTS:
        start += 1
    return start


def content_before(seg: Segment, start: int, end: int, *, broken: bool) -> Units | None:
    """Return the clause or quotation that ends right before unit `end`, None if no comma or mark parts them.

    It does not reach back before `start`, which is no joint. In a `broken` clause, `X, he said, is`, any words will do.
    """
    last = end - 1
    if last < start:
        return None
    marked = seg.low[last] == "," and last > start and seg.quotation[last - 1] >= 0
    if seg.quotation[last] >= 0 or marked:
        return _quotation_before(seg, start, last - marked)
    if seg.low[last] not in (",", "—", "–", "--", "?"):
        return None
    nearby = seg.low[max(start, last - _REACH) : last]
    verb = any(word in AUXILIARY or word.endswith(("ed", "s", "n't", "n’t")) for word in nearby)
    return (start, last) if last > start and (broken or (verb and last - start >= _CLAUSE)) else None


def _quotation_before(seg: Segment, start: int, quotation: int) -> Units:
    """Return a quotation with the words before it that belong to the same clause, if any."""
    start = next((unit + 1 for unit in range(quotation - 1, start - 1, -1) if seg.low[unit] == "("), start)
    start = skip_joints(seg, start, quotation)
    text = seg.text[seg.starts[quotation] : seg.starts[quotation] + 8].strip("“”\"'‘’`« ")
    whole = quotation > start and seg.low[quotation - 1] in (",", ":") and text[:1].isupper()
    return (quotation if whole else start), quotation + 1


def is_parenthetical(seg: Segment, behind: int, right: Opening | None, cue: Cue) -> bool:
    """Say whether nothing that could be content follows the cue: the end, a comma, an adjunct, a hearer."""
    if "r" in cue.frames and right is None:
        hearer = range(behind, min(len(seg), behind + _HEARER))
        behind = next((unit for unit in hearer if seg.low[unit] in STOP or seg.low[unit] == ","), behind)
    end = adjunct_end(seg, behind)
    return end >= len(seg) or seg.low[end] in STOP or (seg.low[end] in (",", ")") and right is None)


def is_fragment(content: Units) -> bool:
    """Say whether content is too short for a clause of its own."""
    return content[1] - content[0] < _CLAUSE


def second_half(seg: Segment, resume: int, right: Opening | None, *, quotation: bool) -> Units | None:
    """Return what a cue interrupts: `"...," X said, "..."`, `clause, X said, clause`."""
    if right and right.quoted:
        start = right.start
    elif resume + 2 < len(seg) and seg.low[resume] == ",":
        start = resume + 1
        if seg.quotation[start] < 0 and (quotation or not continues_clause(seg, resume)):
            return None
    else:
        return None
    return start, max(start + 1, clause_end(seg, start))
