"""Tense, hedges and negation of a cue, read from its words and the verb group around it."""

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.engine import _word_starts
from framing.attribution.manner import Manner, manner_of
from framing.types import Layout, Paragraph, Tense, Zone


def read(sentence):
    """The manner of the cue that stands in square brackets; several pairs are one cue."""
    text, spans = "", []
    for part in sentence.replace("]", "[").split("["):
        spans.append((len(text), len(text) + len(part)))
        text += part
    return manner_of(text, spans[1::2])


@pytest.mark.parametrize(
    ("sentence", "tense"),
    [
        ("The mayor [said] so.", "past"),
        ("The mayor [told reporters] so.", "past"),
        ("The mayor [says] so.", "present"),
        ("Residents [claim] so.", "present"),
        ("Many [claim] so.", "present"),
        ("Many [claims] are old.", ""),
        ("He[’s asking] for more.", "present"),
        ("The mayor [has said] so.", "perfect"),
        ("She[’s said] so.", "perfect"),
        ("The mayor [had said] so.", "past"),
        ("The mayor [will say] so.", "future"),
        ("They[’ll argue] so.", "future"),
        ("The mayor [is going to argue] so.", "future"),
        ("The mayor [would argue] so.", "conditional"),
        ("The mayor [could have told] them.", "conditional"),
        ("The mayor [did not say] so.", "past"),
        ("The mayor [is expected] to go.", "present"),
        ("The mayor was [quoted as saying] so.", "past"),
        ("Lee Will [said] so.", "past"),
        ("Lee Will [argues] so.", "present"),
        ("The polls that [show] it are old.", "present"),
        ("[Saying] so, he left.", ""),
        ("He came to [criticize] it.", ""),
        ("The [claim] that it rains is old.", ""),
        ("Lee’s [claim] is old.", ""),
        ("It rains, [according to] her.", ""),
        ("It rains, [according to a report issued] there.", ""),
        ("Lee[:] it rains.", ""),
    ],
)
def test_tense(sentence, tense):
    assert read(sentence).tense == tense


@pytest.mark.parametrize(
    ("sentence", "hedged"),
    [
        ("The mayor [reportedly said] so.", True),
        ("The mayor reportedly [said] so.", True),
        ("The mayor has [reportedly] gone.", True),
        ("The mayor [may have told] them.", True),
        ("The mayor [could have told] them.", True),
        ("The mayor [appeared to suggest] it.", True),
        ("The mayor appeared to [suggest] it.", True),
        ("The mayor [seems to believe] it.", True),
        ("The mayor [is said to believe] it.", True),
        ("The mayor [could say] so.", False),
        ("The mayor [said] that it may rain.", False),
        ("It [is said] to rain.", False),
        ("The mayor [said] so.", False),
        ("Theresa May [said] so.", False),
    ],
)
def test_hedged(sentence, hedged):
    assert read(sentence).hedged is hedged


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("The mayor [did not say] so.", True),
        ("The mayor did not [say] so.", True),
        ("The mayor [never claimed] it.", True),
        ("The mayor [hasn’t confirmed] it.", True),
        ("The mayor [can't say] when.", True),
        ("The mayor [declined to say] when.", True),
        ("The mayor [refused] again [to discuss] it.", True),
        ("The mayor went [without saying] why.", True),
        ("The mayor [made no mention of] it.", True),
        ("The mayor [declined] to leave.", False),
        ("The mayor [denied] it.", False),
        ("The mayor [not only said] it.", False),
        ("The mayor [made no secret of] it.", False),
        ("The mayor [said] it is not true.", False),
    ],
)
def test_negated(sentence, negated):
    assert read(sentence).negated is negated


def test_without_a_cue_there_is_no_manner():
    assert manner_of("It rains.", ()) == Manner()


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 20))
def test_odd_text_is_read_without_complaint(text, start, length):
    found = manner_of(text, [(min(start, len(text)), min(start + length, len(text)))])
    assert found.tense in Tense
    assert pickle.loads(pickle.dumps(found)) == found


def test_what_stands_far_before_the_cue_costs_nothing():
    text = "not " * 50_000 + "the mayor said so."
    cue = [(text.index("said"), text.index("said") + 4)]
    begin = time.process_time()
    for _ in range(100):
        manner_of(text, cue)
    assert time.process_time() - begin < 0.5


def test_attributions_carry_manner_and_position(find):
    text = "Rain fell on the town.\n\nThe mayor has said that it was cold.\n\nShe did not say that it is warm."
    first, second = find(text)
    assert (first.cue_tense, first.cue_hedged, first.cue_negated) == ("perfect", False, False)
    assert (second.cue_tense, second.cue_hedged, second.cue_negated) == ("past", False, True)
    for found in (first, second):
        before, whole = text[: found.content[0][0]].split(), text.split()
        assert found.position == len(before) / len(whole)


def test_boilerplate_is_no_part_of_the_position():
    text = "Rain fell. <b>Read more</b> The mayor said it was cold."
    layout = Layout((Paragraph(0, len(text), Zone.LEAD),), boilerplate=((11, 27),))
    assert _word_starts(text, layout)[:3] == [0, 5, 28]
