"""Notes of a comparison as the page tells them."""

from types import SimpleNamespace

import pytest

from framing.lexicon import load_shipped
from framing.report.notes import plain_note
from framing.report.wording import EVENTS, name_of

LEXICON = SimpleNamespace(name="weather", entries=[SimpleNamespace(id="fog.murk", patterns=("murk*", "gloom"))])


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("agency copy is 97 % of the articles", "Agency copy is 97\xa0% of the articles."),
        ("twelve of them (left out; duplicates=keep counts them)", "Twelve of them (left out)."),
        ("a family is large; give permutations=9999 or more", "A family is large."),
        ("alder begins late", "alder begins late."),
        (
            "one term carries 44 % of weather/fog: fog.murk (4 of 9 hits); a difference",
            "One term carries 44\xa0% of “Fog”: “murk*” (4 of 9 hits); a difference.",
        ),
        (
            "one term carries 44 % of other/fog: fog.gone (4 of 9 hits)",
            "One term carries 44\xa0% of “other/fog”: fog.gone (4 of 9 hits).",
        ),
        (
            "house style: labels of dew differ, and the Guide binds Birch: murk (attributed)",
            "House style: labels of morning dew differ, and the Guide binds Birch: murk (only in the words of others).",
        ),
    ],
)
def test_a_note_names_no_option_and_no_id(note, told):
    labels = {"weather/fog": "Fog", "dew": "morning dew"}
    assert plain_note(note, labels, [LEXICON], ["alder"]) == told


def test_words_on_an_event_condemn_it():
    labels = {"kill_verb": "killing of people", "fog": "the fog"}
    assert name_of("labelling", "kill_verb", "outlet", labels) == (
        "Condemning words for killing of people, in its own voice"
    )
    assert name_of("labelling", "kill_verb (+)", "all", labels) == (
        "Approving words for killing of people, in any voice"
    )
    assert name_of("adoption", "fog", "outlet/attributed", labels) == "Adoption of labels against the fog"


def test_events_are_referents_of_the_shipped_lexicons():
    assert {referent for lexicon in load_shipped() for referent in lexicon.referents} >= EVENTS
