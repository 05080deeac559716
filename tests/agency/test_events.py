"""Events: constructions, roles, and what holds for every text."""

import pickle
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.agency import find_events
from framing.agency.gold import events_of
from framing.annotate import Annotator
from framing.attribution.voice import map_voices
from framing.text.parsing import parse_text
from framing.types import Agency, Article, Event, EventForm, Hit, Voice, Zone

WORDS = (
    "rebels army killed the kill killing of by by in airstrike dead died was were , . “ ” that who and to two 12 left "
    "Israeli attack attacks on shot ( ) his 's wounded not been being ; : at least more than had US IS —"
).split()


def only(text: str) -> Event:
    (event,) = events_of(text)
    return event


def said(text: str, span: tuple[int, int] | None) -> str:
    return text[span[0] : span[1]] if span else ""


@pytest.mark.parametrize(
    ("text", "form", "agent", "victim", "instrument"),
    [
        ("Soldiers killed a cook.", "active", "Soldiers", "a cook", ""),
        ("A cook was killed by soldiers.", "passive_by", "soldiers", "a cook", ""),
        ("A cook was killed on Monday.", "passive", "", "A cook", ""),
        ("A cook died in an airstrike.", "intransitive", "", "A cook", "an airstrike"),
        ("The killing of a cook by soldiers led to riots.", "nominal", "soldiers", "a cook", ""),
        ("They buried the cook killed by soldiers.", "participle", "soldiers", "the cook", ""),
        ("Two cooks died at the hands of rebels.", "intransitive", "rebels", "Two cooks", ""),
        ("Two cooks were among the dead.", "stative", "", "Two cooks", ""),
        ("The Norish army bombed a village.", "active", "The Norish army", "a village", ""),
        ("A Norish airstrike killed a cook.", "active", "Norish", "a cook", "A Norish airstrike"),
        ("Rebels stormed the depot and shot a guard.", "active", "Rebels", "a guard", ""),
    ],
)
def test_a_construction_gives_its_roles(text, form, agent, victim, instrument):
    event = events_of(text)[-1]
    found = (event.form, said(text, event.agent), said(text, event.victim).lower(), said(text, event.instrument))
    assert found == (form, agent, victim.lower(), instrument)


@pytest.mark.parametrize(
    "text",
    [
        "The senate killed the bill.",
        "Nine tourists were killed in a bus crash.",
        "She died of pneumonia.",
        "The driver killed himself.",
        "Critics attacked the budget.",
        "The wounded were flown out.",
        "Lynch rose to her feet.",
        "",
    ],
)
def test_what_is_no_event(text):
    assert events_of(text) == ()


@pytest.mark.parametrize(
    ("text", "negated", "hypothetical"),
    [
        ("The raid killed no civilians.", True, False),
        ("Soldiers did not kill the guard.", True, False),
        ("The army denied killing the guard.", True, False),
        ("Rebels may kill the guard.", False, True),
        ("Rebels killed the guard.", False, False),
    ],
)
def test_denials_and_threats_are_marked(text, negated, hypothetical):
    event = only(text)
    assert (event.negated, event.hypothetical) == (negated, hypothetical)


def test_an_actor_named_by_the_means_counts_as_expressed():
    forms = {only(f"Five people were killed in {means}.").agency for means in ("an army raid", "a raid by rebels")}
    assert forms == {Agency.EXPRESSED}
    assert only("Five people were killed in a raid.").agency is Agency.INSTRUMENT
    assert only("Five people were killed in May.").agency is Agency.DELETED
    assert only("Five people were killed in the Norish conflict.").agency is Agency.INSTRUMENT


def test_what_passive_and_active_say_alike():
    active, passive = only("Rebels killed two guards."), only("Two guards were killed by rebels.")
    assert active.agency is passive.agency is Agency.EXPRESSED
    assert (active.agent_side, active.victim_side) == (passive.agent_side, passive.victim_side)


def test_quoting_a_sentence_changes_its_voice_alone():
    plain, quoted = only("Rebels killed two guards."), only("“Rebels killed two guards,” Ada Lind said.")
    assert (plain.voice, quoted.voice) == (Voice.OUTLET, Voice.QUOTED)
    assert (plain.form, plain.agency, plain.negated) == (quoted.form, quoted.agency, quoted.negated)


def test_sides_come_from_hits_then_from_words():
    text = "Rebels killed two Norish children."
    parsed = parse_text(Article("", body=text))
    hit = Hit("some", "rebels", "label", "river_guard", 0, 0, 6, Zone.BODY, Voice.OUTLET, 0)
    voices = map_voices(text, parsed.quotations, ())
    (event,) = find_events(parsed, voices, (), (hit,))
    assert (event.agent_side, event.victim_side) == ("river_guard", "civilian")
    (event,) = find_events(parsed, voices)
    assert event.agent_side == "fighter"


def test_titles_in_capitals_and_dates_are_read():
    text = "Army Bombs Village As Talks Collapse"
    assert only(text).form is EventForm.ACTIVE
    text = "26-01-2016 Rebel Rocket Attacks Kill 12 Guards"
    assert said(text, only(text).victim) == "12 Guards"


def test_an_annotation_holds_the_events_of_its_article():
    annotator = pickle.loads(pickle.dumps(Annotator([])))
    article = Article("a", title="Rebels kill two guards", body="Two guards were killed. <p>Rebels killed a cook.</p>")
    events = annotator(article).events
    assert events[0].zone is Zone.HEADLINE
    assert events == annotator(article).events
    assert len(events) >= 2


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_has_events_inside_it(text):
    events = events_of(text)
    assert events == events_of(text)
    assert [event.start for event in events] == sorted(event.start for event in events)
    for event in events:
        assert text[event.start : event.end].strip()
        for span in (event.agent, event.victim, event.instrument):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        named = Agency.EXPRESSED if event.agent else Agency.INSTRUMENT if event.instrument else Agency.DELETED
        assert event.agency is named


def test_work_is_linear_in_one_endless_sentence():
    def seconds(copies: int) -> float:
        text = "rebels killed two guards who were shot by the army and " * copies
        start = time.process_time()
        events_of(text)
        return time.process_time() - start

    seconds(50)
    assert seconds(2_000) < 12 * max(seconds(400), 0.02)
