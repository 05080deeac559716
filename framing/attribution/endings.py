"""Where reported content ends: clauses, noun phrases, and the adjuncts that belong to a cue."""

from __future__ import annotations

from framing.attribution.cues import cue_forms
from framing.attribution.openings import Opening, fits, opening
from framing.attribution.segments import Segment
from framing.attribution.words import (
    AUXILIARY,
    CONTRAST,
    PHRASE_BREAK,
    PREPOSITION,
    STOP,
    TIME,
    is_adverb,
)

_LEAD_REACH = 30  # units that may stand between a joint and the verb behind it
_LEADS = frozenset(("and", "but", "did", "does", "has", "had", "have", "didn't", "didn’t"))
_AS_CLAUSE = frozenset(("both", "he", "she", "they", "we", "i"))
_TURNS = AUXILIARY | {"(", ")", ";", ",", "and", "but", "as"}  # words that a clause may end at, or that decide it
_NOT_SUBJECT = frozenset(("and", "but", "which", "who", "as", "because", "when", "while", "that", "if", "or"))


def content_end(seg: Segment, found: Opening) -> int:
    """Return the unit at which the content ends."""
    return phrase_end(seg, found.start) if found.phrase else clause_end(seg, found.start)


def adjunct_end(seg: Segment, place: int) -> int:
    """Return where short adjuncts that belong to the cue end: `in a statement on Thursday`, `on "Today"`."""
    end = place
    while end < len(seg):
        if seg.low[end] in TIME:
            end += 1
            continue
        if seg.low[end] not in ("in", "on", "at", "during", "by", "via", "through"):
            break
        stop = end + 1
        while stop < min(len(seg), end + 8) and seg.low[stop][:1].isalnum() and seg.low[stop] not in PREPOSITION:
            stop += 1
        if (
            stop < len(seg)
            and seg.quotation[stop] >= 0
            and (stop == end + 1 or seg.low[stop - 1].endswith(("'s", "’s")))
        ):
            stop += 1  # the title of a programme
        if stop == end + 1:
            break
        end = stop
    return end


def clause_end(seg: Segment, start: int) -> int:
    """Return where a reported clause ends: at a semicolon, a contrast, another cue, or with the sentence."""
    depth, tail, bare = 0, tail_cue(seg), seg.low[start] != "that"
    for unit in range(start, len(seg)):
        word = seg.low[unit]
        if word not in _TURNS and unit != tail and seg.quotation[unit - 1] < 0:
            continue
        bare = bare and word not in AUXILIARY
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
            if depth < 0:
                return unit
        elif (
            word == ";"
            or unit == tail
            or (unit > start and depth <= 0 and _new_statement(seg, unit))
            or (unit > start and _leaves_quotation(seg, unit))
        ):
            return unit
        elif unit > start + 2 and word == "as" and seg.low[unit + 1 : unit + 2] and seg.low[unit + 1] in _AS_CLAUSE:
            return unit  # "said it struck, as both armies advance": the outlet's own setting
        elif bare and unit > start and word == "and" and _goes_on(seg, unit + 1):
            return unit
    return _without_stop(seg, start)


def _leaves_quotation(seg: Segment, unit: int) -> bool:
    """Say whether a quotation just before ended the content: by a full stop, or a comma and another cue."""
    mark = seg.last_mark(unit - 1)
    if mark and mark in ".?!":
        return seg.low[unit][:1].isalpha() and seg.capital(unit)
    return mark == "," and _after_comma(seg, unit)


def _goes_on(seg: Segment, place: int) -> bool:
    """Say whether an auxiliary follows `and`: after `declared X free` it belongs to the one who declared."""
    while place < len(seg) and is_adverb(seg.low[place]):
        place += 1
    return place < len(seg) and seg.low[place] in AUXILIARY


def tail_cue(seg: Segment) -> int | None:
    """Return the comma of a closing `, X said` or `, according to X`, or None."""
    forms = cue_forms()
    for verb in range(len(seg) - 1, max(0, len(seg) - 12), -1):
        form = forms.get(seg.low[verb])
        if form is None or "l" not in form.cues[-1].frames or form.tense not in ("past", "s"):
            continue
        behind = adjunct_end(seg, verb + 1)
        if behind < len(seg) and seg.low[behind] not in STOP:
            return None
        for comma in range(verb - 1, max(0, verb - 10), -1):
            if seg.low[comma] == ",":
                return comma if verb - comma > 1 and seg.low[comma + 1] not in _NOT_SUBJECT else None
            if not seg.low[comma][:1].isalnum() and seg.low[comma] != ".":
                return None
        return None
    return None


def _without_stop(seg: Segment, start: int) -> int:
    end = len(seg)
    while end > start + 1 and seg.low[end - 1] in (".", "?", "!", "…", ":", ","):
        end -= 1
    return end


def _new_statement(seg: Segment, unit: int, *, phrase: bool = False) -> bool:
    """Say whether what begins here is no longer reported: a contrast, or another cue.

    After a `phrase` any cue verb counts; a clause has verbs of its own, so that only speech does.
    """
    word = seg.low[unit]
    if word == ",":
        return _after_comma(seg, unit + 1)
    if word in ("and", "but"):
        place = _behind(seg, unit + 1)
        form = cue_forms().get(seg.low[place]) if place < len(seg) else None
        if form is None:
            return place < len(seg) and _subject_and_cue(seg, place)
        speech = phrase or any("q" in cue.frames for cue in form.cues)
        return speech and (form.tense in ("past", "s") or place > unit + 1) and _reports(seg, place)
    return False


def _after_comma(seg: Segment, first: int) -> bool:
    """Say whether unit `first`, behind a comma, begins something that the cue before does not report."""
    place = _behind(seg, first)
    if place >= len(seg) or seg.low[place] == "that":
        return False
    if seg.low[place] == "according" or seg.low[first] in CONTRAST:
        return True
    form = cue_forms().get(seg.low[place])
    if form is not None and (form.tense == "ing" or place > first):
        return _reports(seg, place)
    return seg.low[first] in ("and", "as") and _subject_and_cue(seg, place)


def _behind(seg: Segment, place: int) -> int:
    """Return the first unit behind a conjunction, auxiliaries of a past tense and adverbs."""
    end = min(len(seg), place + _LEAD_REACH)
    while place < end and (seg.low[place] in _LEADS or is_adverb(seg.low[place])):
        place += 1
    return place


def _reports(seg: Segment, place: int) -> bool:
    """Say whether the cue form at `place` has something to report behind it."""
    if place + 1 >= len(seg):
        return False
    form = cue_forms()[seg.low[place]]
    return any(opening(seg, place + 1 + len(cue.particle), cue) for cue in form.cues if fits(seg, place, cue))


def _subject_and_cue(seg: Segment, place: int) -> bool:
    for unit in range(place, min(len(seg), place + 5)):
        form = cue_forms().get(seg.low[unit])
        if form is not None and unit > place:
            return form.tense in ("past", "s") and (unit == place + 1 or bool(form.cues[0].frames & {"q"}))
        if not seg.low[unit][:1].isalpha() or seg.low[unit] in AUXILIARY:
            return False
    return False


def phrase_end(seg: Segment, start: int) -> int:
    """Return where the object of a cue ends: at a comma, a new clause, or a coordinated verb."""
    for unit in range(start, len(seg)):
        word = seg.low[unit]
        if unit > start and (word in STOP or word in (",", "(", ")", ":") or word in PHRASE_BREAK):
            return unit
        if unit > start and seg.quotation[unit - 1] >= 0 and seg.last_mark(unit - 1) == ",":
            return unit
        if unit > start and word in ("and", "but") and _new_statement(seg, unit, phrase=True):
            return unit
    return _without_stop(seg, start)


def continues_clause(seg: Segment, comma: int) -> bool:
    """Say whether a comma after `clause, X said` lets the reported clause go on."""
    word = seg.low[comma + 1]
    form = cue_forms().get(word)
    new = (
        word in ("and", "but", "who", "which", "a", "an", "in", "at", "on") or word.endswith("ing") or form is not None
    )
    return not new and word[:1].isalnum() and not _new_statement(seg, comma)
