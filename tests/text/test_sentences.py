import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.sentences import split_sentences
from framing.text.zones import lay_out
from framing.types import Article


def split(body: str) -> list[str]:
    article = Article("1", body=body)
    return [article.text[s.start : s.end] for s in split_sentences(article.text, lay_out(article))]


# each | is a boundary that a reader would put
CASES = [
    "The river rose.| It fell.",
    "Gov. Orlo met Sen. Brandt in St. Alban.| They spoke.",
    "Mr. J. R. Lind of the U.S. Treasury left at 5 p.m. on Monday.",
    "He left at 5 p.m.| The others stayed.",
    "The firm Lind & Co. said it would close.",
    "She works for Lind Inc.| It is small.",
    "He lives in the U.S.| The others do not.",
    '"Why now?" she asked.',
    "“Why now?” Brandt asked.| “We waited.”",
    "“We waited.” |Then it rained.",
    "''We waited.'' |Then it rained.",
    "“Never again!” Mr. Lind said.",
    "It cost 3.5 million.| Prices rose 2.1 percent.",
    "On Jan. 5 the No. 2 man left.",
    "She waited . . . and waited.",
    "She waited … |Then she left.",
    "He came (late, as ever.)| She left.",
    "It was over.”|A few left.",
    "See example.com for more.",
    "What?!| No.",
    "The bill (H.R. 40) passed.",
    "He said I.| The end.",
]


@pytest.mark.parametrize("marked", CASES)
def test_boundaries(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    assert split(marked.replace("|", "")) == expected


@given(st.text(alphabet="abAB .?!\"'”“\n…)(Mr", max_size=300))
def test_sentences_tile_their_paragraphs(body: str) -> None:
    article = Article("1", body=body)
    text = article.text
    layout = lay_out(article)
    sentences = split_sentences(text, layout)
    held = [0] * len(text)
    for s in sentences:
        assert s.start < s.end
        assert any(p.start <= s.start and s.end <= p.end and p.zone == s.zone for p in layout.paragraphs)
        for i in range(s.start, s.end):
            held[i] += 1
    for p in layout.paragraphs:
        assert all(
            n == 1 or (n == 0 and c.isspace())
            for n, c in zip(held[p.start : p.end], text[p.start : p.end], strict=True)
        )


def test_long_line_without_end() -> None:
    assert len(split("word " * 200_000)) == 1


def test_many_stops_in_a_row() -> None:
    assert len(split("." * 200_000)) == 1
