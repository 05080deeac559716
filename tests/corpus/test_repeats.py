import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.repeats import is_long, one_paragraph, repeated_title
from framing.types import Article

TITLE = "Rain floods the valley"


@pytest.mark.parametrize(
    ("title", "body", "repeated"),
    [
        (TITLE, f"{TITLE} It rained.", TITLE),
        (TITLE, "RAIN FLOODS: THE VALLEY It rained.", "RAIN FLOODS: THE VALLEY"),
        (TITLE, f"Monday 3 May 2019 {TITLE}. It rained.", f"Monday 3 May 2019 {TITLE}"),
        (f"{TITLE} - Region - World - Gazette", f"{TITLE} It rained.", TITLE),
        (f"Gazette | {TITLE}", f"{TITLE} It rained.", TITLE),
        (TITLE, "It rained and rained and rained and rained and so " + TITLE, None),
        (TITLE, "Rain floods the village", ""),
        (TITLE, "", ""),
        ("Rain falls", "Rain falls on the valley.", ""),
        ("", "Rain falls on the valley.", ""),
    ],
)
def test_repeated_title(title, body, repeated):
    expected = len(body) if repeated is None else len(repeated)
    assert body[: repeated_title(Article("1", title=title, body=body))] == body[:expected]


def test_a_title_further_down_is_no_repeat():
    assert (
        repeated_title(Article("1", title=TITLE, body="Eleven words stand here before it does so once again: " + TITLE))
        > 0
    )
    assert repeated_title(Article("1", title=TITLE, body="Twelve words " + "and " * 10 + TITLE)) == 0


@given(st.text(), st.text())
def test_any_text(title, body):
    assert 0 <= repeated_title(Article("1", title=title, body=body)) <= len(body)


def test_long_is_more_than_150_words():
    assert not is_long(Article("1", title=TITLE, body="rain " * 150))
    assert is_long(Article("1", body="rain " * 151))


@pytest.mark.parametrize(
    ("body", "one"),
    [
        ("It rained.", True),
        ("It rained.\nIt stopped.", False),
        ("<p>It rained.</p><p>It stopped.</p>", False),
        ("It rained.\n\nShare this\n", True),
        ("It rained.\n" * 200, False),
        ("", False),
    ],
)
def test_one_paragraph(body, one):
    assert one_paragraph(Article("1", title=TITLE, body=body)) is one
