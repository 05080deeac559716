"""The contract of the engine: one test a construction, one a known fault, properties over any text."""

from __future__ import annotations

import itertools
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.attribution import Attributor
from framing.attribution.engine import kind_of, merge
from framing.types import Kind, Layout, Naming, Paragraph, Quotation, Sentence, Stance, Zone

CONSTRUCTIONS = {
    "content, source, cue": (
        "“We will rebuild,” Mayor Ines Kolb said.",
        ("Mayor Ines Kolb", "said", "“We will rebuild,”", "direct"),
    ),
    "cue and adverb": ("“We will rebuild,” Kolb said quietly.", ("Kolb", "said", "“We will rebuild,”", "direct")),
    "inverted, with apposition": (
        "“We will rebuild,” said Ines Kolb, the mayor of Lund. “It takes time.”",
        ("Ines Kolb, the mayor of Lund", "said", "“We will rebuild,” … “It takes time.”", "direct"),
    ),
    "inverted present": (
        "“It is over,” says a baker from Lund.",
        ("a baker from Lund", "says", "“It is over,”", "direct"),
    ),
    "interrupted": (
        "“We will,” Kolb said, “rebuild the bridge.”",
        ("Kolb", "said", "“We will,” … “rebuild the bridge.”", "direct"),
    ),
    "colon": ("Kolb said: “We will rebuild.”", ("Kolb", "said", "“We will rebuild.”", "direct")),
    "comma": ("Kolb said, “We will rebuild.”", ("Kolb", "said", "“We will rebuild.”", "direct")),
    "typed marks": (
        "''We will rebuild,'' Kolb said on ''Today.''",
        ("Kolb", "said on ''Today.''", "''We will rebuild,''", "direct"),
    ),
    "mixed": (
        "Kolb said the bridge was “a disgrace” to the town.",
        ("Kolb", "said", "the bridge was “a disgrace” to the town", "mixed"),
    ),
    "that-clause": (
        "Kolb said that the bridge would close.",
        ("Kolb", "said", "that the bridge would close", "indirect"),
    ),
    "bare clause": (
        "The minister says the talks have failed.",
        ("The minister", "says", "the talks have failed", "indirect"),
    ),
    "apposition before the cue": (
        "Ines Kolb, the mayor of Lund, said the bridge would close.",
        ("Ines Kolb, the mayor of Lund", "said", "the bridge would close", "indirect"),
    ),
    "clause, source, cue": (
        "The bridge will close in May, Kolb said.",
        ("Kolb", "said", "The bridge will close in May", "indirect"),
    ),
    "hearer": ("Kolb told reporters in Lund that it would close.", ("Kolb", "told", "that it would close", "indirect")),
    "hearer at the end": (
        "The bridge will close in May, Kolb told the Lund Courier.",
        ("Kolb", "told", "The bridge will close in May", "indirect"),
    ),
    "according to": (
        "The bridge will close, according to the town council.",
        ("the town council", "according to", "The bridge will close", "indirect"),
    ),
    "according to, first": (
        "According to the council, the bridge will close.",
        ("the council", "According to", "the bridge will close", "indirect"),
    ),
    "in a statement": (
        "The ministry announced in a statement on Thursday that trains had stopped.",
        ("The ministry", "announced in a statement on Thursday", "that trains had stopped", "indirect"),
    ),
    "auxiliaries": (
        "Kolb had vowed that she would resign.",
        ("Kolb", "had vowed", "that she would resign", "indirect"),
    ),
    "negation": (
        "Kolb did not say that she would resign.",
        ("Kolb", "did not say", "that she would resign", "indirect"),
    ),
    "quoted as saying": (
        "Kolb was quoted as saying that trains had stopped.",
        ("Kolb", "was quoted as saying", "that trains had stopped", "indirect"),
    ),
    "infinitive": ("Kolb promised to repair the bridge.", ("Kolb", "promised", "to repair the bridge", "indirect")),
    "question": (
        "Kolb asked whether the bridge was safe.",
        ("Kolb", "asked", "whether the bridge was safe", "indirect"),
    ),
    "object": (
        "Kolb criticized the council for its delay.",
        ("Kolb", "criticized", "the council for its delay", "indirect"),
    ),
    "particle": ("Kolb called for an inquiry.", ("Kolb", "called for", "an inquiry", "indirect")),
    "noun": ("The claim that the bridge fell is new.", ("", "The claim", "that the bridge fell is new", "indirect")),
    "possessor of a noun": (
        "Officials doubted nothing after Kolb’s criticism of the council.",
        ("Kolb’s", "criticism of", "the council", "indirect"),
    ),
    "passive": ("It is alleged that the council paid.", ("", "is alleged", "that the council paid", "indirect")),
    "expectation": ("Kolb is expected to resign.", ("", "is expected", "Kolb … to resign", "indirect")),
    "adverb": ("Kolb reportedly left the town.", ("", "reportedly", "Kolb … left the town", "indirect")),
    "transcript": ("KOLB: We will rebuild it.", ("KOLB", ":", "We will rebuild it", "indirect")),
    "headline grammar": (
        "The air force says has struck two bridges.",
        ("The air force", "says", "has struck two bridges", "indirect"),
    ),
    "poll": (
        "In a poll by the Courier, half of the town wanted a bridge.",
        ("a poll by the Courier", "In", "half of the town wanted a bridge", "indirect"),
    ),
    "asked, without who asked": ("Asked about the bridge, Kolb left.", ("", "Asked", "about the bridge", "indirect")),
    "relative": (
        "The council heard Kolb, who said the bridge was safe, and voted.",
        ("who", "said", "the bridge was safe", "indirect"),
    ),
}


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_construction(read, name):
    text, expected = CONSTRUCTIONS[name]
    assert tuple(read(text)[0]) == expected


def test_participle_shares_the_subject(read):
    found = read("“It is over,” Kolb said, adding that she would resign.")
    assert [(r.source, r.cue, r.content) for r in found] == [
        ("Kolb", "said", "“It is over,”"),
        ("Kolb", "adding", "that she would resign"),
    ]


def test_verb_inside_content_is_no_cue(read):
    found = read("Kolb said the engineers claimed that the bridge was safe.")
    assert [(r.source, r.cue) for r in found] == [("Kolb", "said")]


def test_verb_inside_quotation_is_no_cue(read):
    found = read("“He said that it was safe and she believed him,” Kolb recalled.")
    assert [(r.source, r.cue) for r in found] == [("Kolb", "recalled")]


def test_parenthetical_interruption_keeps_both_halves(read):
    found = read("The bridge, Kolb said, is not safe for trains.")
    assert found == [("Kolb", "said", "The bridge … is not safe for trains", "indirect")]


def test_coordinated_cues_stay_apart(read):
    found = read("Kolb acknowledged that the bridge was old but noted that it was safe.")
    assert [(r.source, r.cue, r.content) for r in found] == [
        ("Kolb", "acknowledged", "that the bridge was old"),
        ("Kolb", "noted", "that it was safe"),
    ]


def test_contrast_and_semicolon_end_the_content(read):
    assert read("Kolb said the bridge was safe; nobody crossed it.")[0].content == "the bridge was safe"
    assert read("Kolb said the bridge was safe, but it fell in May.")[0].content == "the bridge was safe"
    assert read("While Kolb said the bridge was safe, it fell in May.")[0].content == "the bridge was safe"


def test_second_half_in_the_next_sentence_is_joined(read):
    found = read("“We wait,” Kolb said. “Then we go.” The council met.")
    assert found == [("Kolb", "said", "“We wait,” … “Then we go.”", "direct")]


def test_nearer_conjunct_is_the_source(read):
    found = read("The council met and Kolb said the bridge was safe.")
    assert [(r.source, r.content) for r in found] == [("Kolb", "the bridge was safe")]


def test_quotation_carried_over_paragraphs_is_one_attribution(read):
    found = read("Kolb said: “We wait for the engineers.\n\n“Then we rebuild the bridge.”")
    assert found == [("Kolb", "said", "“We wait for the engineers. … “Then we rebuild the bridge.”", "direct")]


def test_cue_at_the_end_of_several_paragraphs_takes_all_of_them(read):
    found = read("Ruud said no.\n\n“We wait.\n\n“We plan.\n\n“Then we go,” Kolb said.")
    assert found[-1] == ("Kolb", "said", "“We wait. … “We plan. … “Then we go,”", "direct")


def test_several_sentences_of_quotation_before_the_cue(read):
    assert read("“We wait.” “We plan.” “Then we go,” Kolb said.") == [
        ("Kolb", "said", "“We wait.” … “We plan.” … “Then we go,”", "direct")
    ]


def test_paragraph_after_an_announcement(read):
    found = read("Kolb said:\n\n“We wait for the engineers.”")
    assert found == [("Kolb", "said", "“We wait for the engineers.”", "direct")]


def test_paragraph_of_quotation_goes_to_the_last_speaker_with_less_confidence(find):
    text = "“We wait,” Kolb said.\n\n“Then we rebuild the bridge.”"
    first, second = find(text)
    assert second.source == first.source
    assert second.cue == ()
    assert second.confidence < first.confidence


def test_tweet(read):
    found = read("Kolb tweeted: “The bridge is open.”")
    assert found == [("Kolb", "tweeted", "“The bridge is open.”", "direct")]


def test_noun_that_looks_like_a_cue_is_none(read):
    assert read("The states voted and the plans of the council changed.") == []
    assert read("The United States closed the bridge.") == []


def test_stance_comes_from_the_table(find):
    texts = ("Kolb said that it fell.", "Kolb claimed that it fell.", "Kolb admitted that it fell.")
    assert [find(text)[0].stance for text in texts] == [Stance.NEUTRAL, Stance.DISTANCING, Stance.ENDORSING]
    assert find(texts[1])[0].stance_class == "distancing_doubt"


def test_words_are_those_of_the_content(find):
    text = "“We don’t re-open it,” Kolb said. “Not now.”"
    assert find(text)[0].words == 6


@pytest.mark.parametrize(
    ("words", "quoted", "kind"),
    [(20, 19, Kind.DIRECT), (20, 18, Kind.MIXED), (20, 1, Kind.MIXED), (20, 0, Kind.INDIRECT), (0, 0, Kind.INDIRECT)],
)
def test_kind(words, quoted, kind):
    assert kind_of(words, quoted) is kind


def test_merge():
    assert merge([(5, 9), (0, 3), (8, 12), (4, 4)]) == ((0, 3), (5, 12))


def test_no_source_has_no_name(find):
    found = find("It is alleged that the council paid.")[0]
    assert (found.source, found.source_name, found.naming, found.source_type) == ((), "", Naming.NONE, "unattributed")


PIECES = st.sampled_from(
    """“We go,” "no" “ ' Kolb said that the council , . and who according to : asked ( ) claims — told was expected
    in a poll criticism of his İ 🙂 <b> ; which but seems reportedly""".split()
)
TEXT = st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text(max_size=80))


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
def test_properties(find, text):
    found = find(text)
    assert found == find(text)
    assert pickle.loads(pickle.dumps(found)) == found
    assert [a.content[0] for a in found] == sorted(a.content[0] for a in found)
    for attribution in found:
        assert attribution.content
        assert 0 <= attribution.confidence <= 1
        for role in (attribution.source, attribution.cue, attribution.content):
            assert all(0 <= start < end <= len(text) for start, end in role)
            assert all(first[1] <= second[0] for first, second in itertools.pairwise(role))


def test_attributor_is_picklable(find):
    text = "Kolb said that it fell."
    layout = Layout((Paragraph(0, len(text), Zone.BODY),))
    sentences = (Sentence(0, len(text), Zone.BODY),)
    copy = pickle.loads(pickle.dumps(Attributor("rules")))
    assert copy.find(text, layout, sentences, ()) == find(text)


def test_empty_inputs():
    assert Attributor().find("", Layout(()), (), ()) == ()


def test_sentences_that_break_inside_a_quotation_do_not_part_it():
    text = "“We wait. Then we go,” Kolb said."
    layout = Layout((Paragraph(0, len(text), Zone.BODY),))
    broken = (Sentence(0, 9, Zone.BODY), Sentence(10, len(text), Zone.BODY))
    found = Attributor().find(text, layout, broken, (Quotation(0, 22, 1, 21, "“", 5),))
    assert [a.content for a in found] == [((0, 22),)]


@pytest.mark.parametrize(
    "piece", ["Kolb said and ", "said that ", "“so,” ", "X, who said, ", "it seems ", "(", "Kolb's claim that "]
)
def test_long_sentences_stay_linear(find, piece):
    found = find(piece * 5_000)
    assert all(attribution.content for attribution in found)
