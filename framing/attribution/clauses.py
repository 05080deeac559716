"""Attributions within one sentence, read from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from framing.attribution.agentless import find_agentless, is_agentless
from framing.attribution.cues import Cue, cue_forms, row_of
from framing.attribution.drafts import Draft, Found
from framing.attribution.endings import adjunct_end, content_end, tail_cue
from framing.attribution.openings import Opening, fits, opening
from framing.attribution.phrases import find_phrase, phrase_words, speaker_label
from framing.attribution.preceding import (
    content_before,
    is_fragment,
    is_parenthetical,
    second_half,
    skip_joints,
)
from framing.attribution.segments import Segment
from framing.attribution.subjects import Units, main_subject, subject_after, subject_before
from framing.attribution.verbs import Group, Mode, verb_group
from framing.attribution.words import (
    AUXILIARY,
    CLAUSE_PRONOUN,
    DETERMINER,
    PERSONAL,
    POSSESSIVE,
    QUESTION,
)
from framing.types import Quotation

_CLAUSE_OPENERS = CLAUSE_PRONOUN | DETERMINER | POSSESSIVE | QUESTION | {"that", "if", "to", "about", "not"}
_SETTING = frozenset(("while", "although", "though", "when", "after", "as", "because", "since", "if", "before"))
_FULL = 4  # words from which a quotation is a statement
# share of attributions of each construction that match a hand-marked one by half, on PolNeAR (train)
_QUOTED, _REPORTED, _PHRASE = 0.95, 0.7, 0.65


@cache
def _triggers() -> frozenset[str]:
    """Return the words that a cue may begin with."""
    return phrase_words().union(cue_forms())


class ClauseReader:
    """Reads one sentence once; a word inside content already found is never taken as a cue."""

    def __init__(self, seg: Segment, quotations: Sequence[Quotation]) -> None:
        self._seg, self._quotations = seg, quotations
        self._floor = 0  # what is before this unit is taken
        self._hard = 0  # and what is before this one, no later cue reports
        self._last: Units | None = None
        self._drafts: list[Draft] = []
        self._contents: list[Units] = []

    def read(self) -> list[Draft]:
        """Return the attributions whose cue stands in this sentence outside quotation marks."""
        seg, forms, triggers = self._seg, cue_forms(), _triggers()
        colon = ":" in seg.low
        label = speaker_label(seg) if colon else None
        end = self._take(label) if label else 0
        for place in [unit for unit, word in enumerate(seg.low) if word in triggers]:
            if place < end:
                continue
            form = forms.get(seg.low[place])
            end = self._cue(verb_group(seg, place, form, self._floor), form.cues) if form else 0
            if not end:
                phrase = find_phrase(seg, place, self._floor)
                end = self._take(phrase) if phrase else 0
        if colon:
            self._announce()
            self._after_colon()
        return self._drafts

    def _take(self, found: Found) -> int:
        """Add an attribution whose cue is no verb with a speaking subject; return the unit to go on from."""
        seg = self._seg
        quoted = all(seg.quotation[first] >= 0 for first, _ in found.content)
        self._add(found, _PHRASE, quoted=quoted)
        self._floor = found.resume
        return found.resume

    def _cue(self, group: Group, cues: Sequence[Cue]) -> int:
        """Try the rows of a form, longest particle first; return the unit to go on from, 0 if none fits."""
        if group.mode is Mode.NOUN or self._is_name(group.verb):
            return 0
        for cue in cues:
            after = group.verb + 1 + len(cue.particle)
            if fits(self._seg, group.verb, cue):
                if is_agentless(self._seg, group, cue):
                    found = find_agentless(self._seg, group, cue, after, self._floor)
                    end = self._take(found) if found else 0
                else:
                    end = self._spoken(group, cue, after)
                if end:
                    return end
        return 0

    def _is_name(self, verb: int) -> bool:
        """Say whether a form is part of a name, or the noun `states`."""
        seg = self._seg
        states = seg.low[verb] == "states" and seg.low[verb + 1 : verb + 2] not in (
            ["that"],
            [":"],
            [""],
            [","],
        )
        before = seg.low[verb - 1][:1].isalpha() and not seg.capital(verb - 1) if verb else False
        return states or (before and seg.capital(verb))

    def _spoken(self, group: Group, cue: Cue, after: int) -> int:
        """Take a verb whose subject speaks, with content before or after it."""
        seg = self._seg
        infinitive = group.mode is Mode.INFINITIVE
        if infinitive and not cue.frames & {"t", "q"}:
            return 0
        source, right = self._source(group), opening(seg, after, cue)
        if group.mode is Mode.FINITE and "l" in cue.frames:
            left = self._left(Found((), (group.start, after), source, cue, after), right)
            if left:
                return left
        if right is None or (infinitive and right.phrase):
            return 0
        clause = not right.phrase and seg.low[right.start] and not seg.capital(right.start)
        if group.mode is Mode.PARTICIPLE and clause and seg.low[right.start] not in _CLAUSE_OPENERS:
            return 0
        if source is None and group.mode is Mode.FINITE and not right.quoted:
            return 0
        end = self._right_end(group, right, source)
        found = Found(((right.start, end),), (group.start, right.cue_end), source, cue, end)
        self._add(found, _QUOTED if right.quoted else _REPORTED, quoted=right.quoted)
        if source is not None and group.mode is not Mode.PARTICIPLE:
            self._last = source
        self._floor = end
        if seg.low[end : end + 2] != [",", "according"] and end != tail_cue(seg):
            self._hard = end
        return end

    def _right_end(self, group: Group, right: Opening, source: Units | None) -> int:
        """Return where content ends; in `X, who says Y, left` and `While X says Y, Z` at the comma."""
        seg, end = self._seg, content_end(self._seg, right)
        relative = seg.low[max(group.start - 2, 0) : group.start] == [",", "who"]
        first = source[0] - 1 if source else -1
        subordinate = first >= 0 and seg.low[first] in _SETTING
        if relative or (subordinate and (first == 0 or seg.low[first - 1] in (",", "and", "but"))):
            return next((unit for unit in range(right.start + 1, end) if seg.low[unit] == ","), end)
        return end

    def _source(self, group: Group) -> Units | None:
        """Return the subject of a verb group: beside it, or shared with the verb before."""
        seg, before = self._seg, group.start - 1
        word = seg.low[before] if before >= 0 else ""
        if group.mode is Mode.FINITE:
            if word in ("and", "but", "or", "then") and (self._last or before > 2):
                return self._last or main_subject(seg, before)
            return subject_before(seg, group.start, 0 if word == "," else min(self._floor, group.start))
        beside = None
        if group.mode is Mode.PARTICIPLE and word[:1].isalpha() and word not in AUXILIARY:
            beside = subject_before(seg, group.start, self._floor)
            if beside and seg.low[beside[1] - 1] in PERSONAL:
                beside = None
        return beside or self._last or main_subject(seg, group.start)

    def _left(self, verb: Found, right: Opening | None) -> int:
        """Take content before the cue, and the second half behind it; `verb` has no content yet."""
        seg, (start, after), source = self._seg, verb.cue, verb.source
        inverted = source is None and start > 0 and seg.low[start - 1] in ("", ",")
        source = subject_after(seg, after) if inverted else source
        if source is None:
            return 0
        broken = not inverted and seg.low[after : after + 1] == [","]
        self._hard = skip_joints(seg, self._hard, start)
        content = content_before(seg, self._hard, min(start, source[0]), broken=broken)
        if content is None:
            return 0
        quotation = seg.quotation[content[1] - 1] >= 0
        behind = source[1] if inverted else after
        fragment = broken and right is not None and is_fragment(content)
        if not quotation and (fragment or not is_parenthetical(seg, behind, right, verb.row)):
            return 0
        cue_end = after if inverted else max(after, adjunct_end(seg, after))
        resume = max(behind, cue_end)
        rest = second_half(seg, resume, None if inverted else right, quotation=quotation)
        parts = (content,) if rest is None else (content, rest)
        resume = resume if rest is None else rest[1]
        self._add(
            Found(parts, (start, cue_end), source, verb.row, resume),
            _QUOTED if quotation else _REPORTED,
            quoted=quotation,
        )
        self._last, self._hard, self._floor = source, resume, resume
        return resume

    def _announce(self) -> None:
        """Keep the speaker of a sentence that ends in a colon for the quotation of the next paragraph."""
        seg = self._seg
        if seg.low[-1] != ":" or self._drafts:
            return
        for verb in range(len(seg) - 1, 0, -1):
            form = cue_forms().get(seg.low[verb])
            if form and "q" in form.cues[-1].frames:
                group = verb_group(seg, verb, form, 0)
                found = Found((), (group.start, verb + 1), self._source(group), form.cues[-1], verb)
                self._add(found, _QUOTED, quoted=False)
                return

    def _after_colon(self) -> None:
        """Give a quotation behind a colon that no cue claims to the subject of the sentence."""
        seg = self._seg
        taken = {unit for units in self._contents for unit in range(*units)}
        for unit in range(2, len(seg)):
            if (
                seg.quotation[unit] < 0
                or seg.low[unit - 1] != ":"
                or self._quotations[seg.quotation[unit]].words < _FULL
            ):
                continue
            source = self._last or main_subject(seg, unit - 1)
            if source and unit not in taken:
                self._add(
                    Found(((unit, unit + 1),), (unit - 1, unit), source, row_of("say"), unit),
                    _PHRASE,
                    quoted=True,
                )

    def _add(self, found: Found, confidence: float, *, quoted: bool) -> None:
        seg = self._seg
        self._contents += found.content
        content = [seg.span(*units) for units in found.content]
        source = [] if found.source is None else [seg.span(*found.source)]
        cue = [seg.span(*found.cue)]
        self._drafts.append(Draft(content, source, cue, found.row, seg.paragraph, confidence, quoted))
