"""Segments hold every word and mark of the sentences once, quotations as one unit, mark-up left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from framing.attribution.segments import split_segments
from framing.text.quotations import find_quotations
from framing.text.sentences import split_sentences
from framing.text.zones import lay_out
from framing.types import Article

PIECES = [
    "Gov.",
    "Lind",
    "said",
    "it’s",
    "U.S.",
    " ",
    " ",
    " ",
    ".",
    ",",
    "“",
    "”",
    '"',
    "'",
    "\n",
    "<b>",
    "</b>",
    "ΑΣ",
]


def segments_of(text):
    layout = lay_out(Article("a", body=text))
    quotations = find_quotations(text, layout)[0]
    return split_segments(text, layout, split_sentences(text, layout), quotations), layout, quotations


def units(text):
    return [[text[a:b] for a, b in zip(s.starts, s.ends, strict=True)] for s in segments_of(text)[0]]


def test_titles_keep_their_stop_and_quotations_are_one_unit():
    assert units("Mr. Lind-Orlo of the U.S. said “No. Never.” twice -- once.") == [
        ["Mr.", "Lind-Orlo", "of", "the", "U.S", ".", "said", "“No. Never.”", "twice", "--", "once", "."]
    ]


def test_mark_up_is_no_unit():
    assert units("The <b>river</b> rose.\n<i>It</i> fell.") == [["The", "river", "rose", "."], ["It", "fell", "."]]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=60).map("".join))
def test_every_character_is_in_one_unit(text):
    segments, layout, quotations = segments_of(text)
    held = [0] * len(text)
    for segment in segments:
        assert segment.low
        for start, end, low, index in zip(segment.starts, segment.ends, segment.low, segment.quotation, strict=True):
            assert layout.paragraphs[segment.paragraph].start <= start < end <= layout.paragraphs[segment.paragraph].end
            assert low == ("" if index >= 0 else text[start:end].lower())
            assert index < 0 or (quotations[index].start, quotations[index].end) == (start, end)
            for at in range(start, end):
                held[at] += 1
    skipped = {at for start, end in layout.boilerplate for at in range(start, end)}
    for paragraph in layout.paragraphs:
        for at in range(paragraph.start, paragraph.end):
            inside = any(q.start <= at < q.end for q in quotations)
            assert held[at] == 1 or inside or text[at].isspace() or at in skipped
