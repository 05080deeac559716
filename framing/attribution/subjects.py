"""Who speaks: the noun phrase before a verb, or after it where the order is turned round."""

from __future__ import annotations

import re
from bisect import bisect_left

from framing.attribution.cues import cue_forms
from framing.attribution.segments import Segment
from framing.attribution.words import (
    AUXILIARY,
    BREAK,
    CLAUSE_PRONOUN,
    CONTRACTED,
    DETERMINER,
    OBJECT,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    TIME,
    WEEKDAY,
    is_adverb,
)

# a relative clause that withholds a name, up to the verb of the main clause
_WITHHELD = re.compile(
    r"(?:,\s*)?\b(?:who|(?:none|both|all|neither|one) of whom)\b[^.;:“”\"]{2,90}?"
    r"\b(?:named|identified|withheld|anonymity|anonymously|publicly|press|media|names?|left out)\s*,?\s*\Z",
    re.IGNORECASE,
)
_WITHHELD_ENDS = tuple("named identified withheld anonymity anonymously publicly press media name names out".split())
Units = tuple[int, int]  # half-open range of units of a segment
_SENTENCE = 60  # units within which the subject of a sentence must stand
_LONGEST = 30  # units of a noun phrase
_REACH = 150  # units of a noun phrase with all its appositions: keeps the work a verb constant


def subject_before(seg: Segment, verb: int, floor: int = 0) -> Units | None:
    """Return the units of the noun phrase that ends just before unit `verb`, appositions included.

    None where no noun phrase stands there: at the start, after a conjunction, a quotation or a clause.
    """
    last, floor = verb - 1, max(floor, verb - _REACH)
    if last < floor or seg.quotation[last] >= 0:
        return None
    clause = _withheld_clause(seg, verb, floor)
    if clause is not None:
        head = _phrase_back(seg, clause, floor)
        return (head[0], verb) if head else None
    if seg.low[last] == ",":
        return _with_apposition(seg, last, floor)
    return _phrase_back(seg, verb, floor)


def _withheld_clause(seg: Segment, end: int, floor: int) -> int | None:
    """Return where a clause like `who asked not to be named` begins that ends just before `end`."""
    if not seg.low[end - 1 - (seg.low[end - 1] == ",")].endswith(_WITHHELD_ENDS):
        return None
    at = seg.starts[max(floor, end - _LONGEST)]
    match = _WITHHELD.search(seg.text, at, seg.starts[end])
    place = bisect_left(seg.starts, match.start()) if match else 0
    return place if floor < place < end else None


def _opening_bracket(seg: Segment, close: int, floor: int) -> int:
    for place in range(close, max(floor, close - _LONGEST) - 1, -1):
        if seg.low[place] == "(":
            return place
    return floor


def _with_apposition(seg: Segment, comma: int, floor: int) -> Units | None:
    """Return `X, a Y of Z` for a comma right before the verb."""
    start = comma
    for _ in range(4):  # X, 45, of Y, a Z, said
        before = _comma_before(seg, start, floor)
        if before is None:
            return None
        apposition = range(before + 1, comma)
        clause = seg.low[before + 1] not in PRONOUN and any(seg.low[unit] in AUXILIARY for unit in apposition)
        if clause or seg.low[before + 1] in SUBORDINATOR - {"who", "which", "whose", "whom", "whereas"}:
            return None
        start = before
        small = seg.low[before - 1].isdigit() or seg.low[before - 2 : before - 1] in (["of"], [","])
        if not small or _comma_before(seg, before, floor) is None:
            break
    head = _phrase_back(seg, start, floor)
    return (head[0], comma) if head else None


def _comma_before(seg: Segment, end: int, floor: int) -> int | None:
    for place in range(end - 1, max(floor, end - _LONGEST), -1):
        if seg.low[place] == ",":
            return place
        if seg.quotation[place] >= 0 or seg.low[place] in (";", ":"):
            return None
    return None


def _phrase_back(seg: Segment, end: int, floor: int) -> Units | None:
    """Return the noun phrase of the words right before `end`."""
    while end > floor and (seg.low[end - 1] in WEEKDAY or is_adverb(seg.low[end - 1])):
        end -= 1
    if end - 2 >= floor and seg.low[end - 2] in ("last", "this") and seg.low[end - 1] in ("week", "month", "year"):
        end -= 2
    if end > floor and seg.low[end - 1] == "on":
        end -= 1
    if end > floor and seg.low[end - 1] == ",":
        return _with_apposition(seg, end - 1, floor)
    if end > floor and seg.low[end - 1] in PERSONAL | {"who", "which"}:
        return end - 1, end
    bracket = end
    if end > floor and seg.low[end - 1] == ")":
        bracket = _opening_bracket(seg, end - 1, floor)
    start = bracket
    while start > max(floor, end - _LONGEST) and not _ends_phrase(seg, start - 1, bracket):
        start -= 1
    if start == bracket:
        return None
    start = _after_opening_preposition(seg, start, bracket)
    while start < end and (is_adverb(seg.low[start]) or seg.low[start] in ("and", "or", "but")):
        start += 1
    return (start, end) if start < bracket and _is_nominal(seg, start, bracket) else None


def _is_nominal(seg: Segment, start: int, end: int) -> bool:
    last = seg.low[end - 1]
    return last[:1].isalnum() and last not in PREPOSITION and last not in DETERMINER - {"some", "many", "all", "most"}


def _ends_phrase(seg: Segment, place: int, end: int) -> bool:
    """Say whether the phrase before `end` cannot reach back over this unit."""
    word = seg.low[place]
    if not word:
        return True
    if word in ("and", "&"):
        return not _joins_names(seg, place, end)
    if word == ".":
        return not seg.text[seg.starts[place] - 1].isupper()
    if word in BREAK or word in AUXILIARY or word in SUBORDINATOR or word in CLAUSE_PRONOUN:
        return word != "that" or place == end - 1
    if word.endswith(CONTRACTED[2:]):
        return True
    form = cue_forms().get(word)
    return form is not None and form.tense == "past" and place < end - 1 and seg.low[place + 1] in DETERMINER | PERSONAL


def _joins_names(seg: Segment, place: int, end: int) -> bool:
    if place + 1 >= end or place == 0:
        return False
    after, before = seg.capital(place + 1), seg.capital(place - 1)
    nouns = seg.low[place - 1][:1].isalpha() and seg.low[place + 1] not in AUXILIARY
    return nouns and (after == before or seg.low[place + 1] in DETERMINER | POSSESSIVE)


def _after_opening_preposition(seg: Segment, start: int, end: int) -> int:
    """Return where the noun phrase begins if the words open with a phrase of time or place, as `In May X said`."""
    if seg.low[start] not in PREPOSITION and seg.low[start] not in TIME - DETERMINER:
        return start
    for place in range(end - 1, start, -1):
        word, before = seg.low[place], seg.low[place - 1]
        opens = word in DETERMINER or word in POSSESSIVE or word in PRONOUN or seg.capital(place)
        inside = before in PREPOSITION or before in DETERMINER or before in POSSESSIVE or seg.capital(place - 1)
        if opens and not inside:
            return place
    return end - 1 if seg.capital(end - 1) else end


def subject_after(seg: Segment, place: int) -> Units | None:
    """Return the units of the noun phrase that begins at `place`, with the apposition behind it."""
    if place >= len(seg) or not _starts_name(seg, place):
        return None
    if seg.low[place] in PERSONAL:
        return place, place + 1
    end, furthest = place + 1, min(len(seg), place + _REACH)
    while end < furthest and not _stops_name(seg, end):
        end += 1
    return place, end - (seg.low[end - 1] in BREAK)


def _starts_name(seg: Segment, place: int) -> bool:
    word = seg.low[place]
    if not word[:1].isalpha() or word in TIME or word in PREPOSITION or word in ("that", "there", "so"):
        return False
    if place >= 2 and seg.quotation[place - 2] >= 0 and not is_adverb(word) and word not in SUBORDINATOR | OBJECT:
        return True
    return seg.capital(place) or word in DETERMINER or word in POSSESSIVE or word in PERSONAL or word.endswith("s")


def _stops_name(seg: Segment, place: int) -> bool:
    word = seg.low[place]
    if not word or word in (";", ":", "?", "!", "—", "–", "--"):
        return True
    following = seg.low[place + 1] if place + 1 < len(seg) else ""
    if word == ".":
        return place + 1 >= len(seg)
    if word == ",":
        verbal = following.endswith("ing") or following in SUBORDINATOR - {"who", "whose", "which"}
        return not following or verbal or following in PREPOSITION - {"of"} or following in PERSONAL
    if word in ("in", "on", "during", "after", "before", "when", "while", "as", "because", "if", "at"):
        return word != "in" or following in POSSESSIVE | TIME | {"a", "an", "response", "reply"}
    return word in WEEKDAY or (word in ("last", "this", "earlier") and not seg.capital(place))


def main_subject(seg: Segment, end: int) -> Units | None:
    """Return a guess at the subject of the sentence: the first noun phrase before its first verb.

    Where none stands before unit `end`, as in `Calling it a lie, X left`, it is looked for behind the next comma.
    """
    before = _first_subject(seg, 0, min(end, _SENTENCE))
    if before is not None or end > 4:
        return before
    comma = next((unit for unit in range(end, min(len(seg), end + _SENTENCE)) if seg.low[unit] == ","), None)
    return None if comma is None else _first_subject(seg, comma + 1, min(len(seg), comma + _LONGEST))


def _first_subject(seg: Segment, start: int, end: int) -> Units | None:
    if start >= end:
        return None
    if seg.low[start] in PREPOSITION or seg.low[start] in SUBORDINATOR or seg.low[start].endswith("ing"):
        start = next((place + 1 for place in range(start, end) if seg.low[place] == ","), start)
    forms = cue_forms()
    for place in range(start + 1, end):
        word = seg.low[place]
        form = forms.get(word)
        verb = word in AUXILIARY or word.endswith("ed") or (form is not None and form.tense == "past")
        if verb or seg.quotation[place] >= 0:
            return subject_before(seg, place, start)
    return None
