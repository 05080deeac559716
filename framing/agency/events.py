"""`find_events`: the event mentions of an article, gated on the words that can tell of one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from framing.agency.drafts import Draft, Line
from framing.agency.nouns import read_dead, read_noun
from framing.agency.sides import Sides
from framing.agency.tables import event_nouns, triggers, verb_forms
from framing.agency.verbs import read_verb
from framing.attribution.segments import Segment, split_segments
from framing.attribution.subjects import Units
from framing.attribution.voice import VoiceMap, speaker_of
from framing.text.parsing import ParsedText
from framing.types import Agency, Attribution, Event, Hit, Span, Voice, Zone

_FINAL = frozenset((".", "?", "!", "”", '"'))
_WORD = re.compile(r"[a-z]+")
_NAMES = {"US": "u.s", "IS": "isis", "―": "—"}  # as units of a segment; the last is a bar used as a dash
_ODD = re.compile(r"\bUS\b|\bIS\b|―")
_LONG = re.compile(r"[^\W\d_]{4,}")
_TITLED = 0.75  # share of the longer words that begin with a capital in a title
_CAPITAL = re.compile(r"\b[A-Z](?=[a-z])")


def find_events(
    parsed: ParsedText,
    voices: VoiceMap,
    attributions: Sequence[Attribution] = (),
    hits: Sequence[Hit] = (),
) -> tuple[Event, ...]:
    """Return the event mentions of an article in text order; work is linear in the text.

    A sentence without a word of the predicate tables is not read. `hits` give agents and victims their sides.
    """
    wanted = triggers()
    text = parsed.text
    chosen = [
        index
        for index, sentence in enumerate(parsed.sentences)
        if not wanted.isdisjoint(_WORD.findall(text[sentence.start : sentence.end].lower()))
    ]
    sides = Sides(hits)
    events: list[Event] = []
    starts = [parsed.sentences[index].start for index in chosen]
    for seg in split_segments(text, parsed.layout, [parsed.sentences[index] for index in chosen], ()):
        line = read_line(seg)
        seg.low = line.seg.low
        for draft in line.drafts:
            voice = voices.at(*seg.span(draft.place, draft.place + 1))
            if voice is not None:  # else page furniture
                sentence = chosen[bisect_right(starts, seg.starts[0]) - 1]
                events.append(_event(seg, draft, sides, voice, sentence))
    return tuple(
        replace(event, speaker=speaker_of((event.start, event.end), attributions))
        if event.voice in (Voice.QUOTED, Voice.PARAPHRASED)
        else event
        for event in events
    )


def _event(seg: Segment, draft: Draft, sides: Sides, voice: Voice, sentence: int) -> Event:
    start, end = seg.span(draft.place, draft.place + 1)
    named = Agency.INSTRUMENT if draft.instrument else Agency.DELETED
    return Event(
        lemma=draft.predicate.lemma,
        kind=draft.predicate.kind,
        form=draft.form,
        start=start,
        end=end,
        agency=Agency.EXPRESSED if draft.agent else named,
        agent=_span(seg, draft.agent),
        victim=_span(seg, draft.victim),
        instrument=_span(seg, draft.instrument),
        agent_side=sides.of(seg, draft.agent),
        victim_side=sides.of(seg, draft.victim),
        negated=draft.negated,
        hypothetical=draft.hypothetical,
        zone=seg.zone,
        voice=voice,
        sentence=sentence,
    )


def _span(seg: Segment, units: Units | None) -> Span | None:
    return seg.span(*units) if units else None


def read_line(seg: Segment) -> Line:
    """Return one sentence with its events, in text order."""
    verbs, nouns = verb_forms(), event_nouns()
    line = _line(seg)
    for place, word in enumerate(line.seg.low):
        found: Draft | None = None
        if word in verbs:
            found = read_verb(line, place, *verbs[word])
        if found is None and word in nouns:
            found = read_noun(line.seg, place, nouns[word])
        if word == "dead":
            found = read_dead(line, place)
        if found is not None:
            line.drafts.append(found)
    return line


def _line(seg: Segment) -> Line:
    """Return a sentence to be read: the names US and IS told from the words, a title's capitals taken off.

    Its units are those of `seg`; the text of a title is that of the sentence alone.
    """
    base, end = seg.starts[0], seg.ends[-1]
    text = seg.text[base:end]
    if _ODD.search(text) and not text.isupper():
        shown = [seg.text[start:stop] for start, stop in zip(seg.starts, seg.ends, strict=True)]
        seg = replace(seg, low=[_NAMES.get(word, low) for word, low in zip(shown, seg.low, strict=True)])
    long = _LONG.findall(text)
    title = len(long) > 3 and sum(word[0].isupper() for word in long) > _TITLED * len(long)
    headline = title or seg.zone is Zone.HEADLINE or seg.low[-1] not in _FINAL
    if title:
        starts, ends = ([place - base for place in places] for places in (seg.starts, seg.ends))
        lowered = _CAPITAL.sub(lambda match: match[0].lower(), text)
        seg = replace(seg, text=lowered, starts=starts, ends=ends)
    return Line(seg, [], headline)
