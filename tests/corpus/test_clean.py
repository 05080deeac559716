import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import clean
from framing.types import Article


@pytest.mark.parametrize(
    ("body", "code", "span"),
    [
        ("It <b>rained</b>.", "html-markup", (3, 6)),
        ("Fish &amp; chips", "html-markup", (5, 10)),
        ("A\x00B", "control-characters", (1, 2)),
        ("A\x93B", "control-characters", (1, 2)),
        ("A\ufffdB", "replacement-character", (1, 2)),
        ("He said â€œyesâ€\x9d.", "mojibake", (8, 11)),
        ("CafÃ© au lait", "mojibake", (3, 5)),
    ],
)
def test_damage_is_said_and_left_in_place(body, code, span):
    article = Article("a", body=body, file="n.csv", row=7)
    cleaned = clean(article)
    issue = next(i for i in cleaned.issues if i.code == code)
    assert cleaned.text == body
    assert issue.span == span
    assert (issue.article_id, issue.file, issue.row) == ("a", "n.csv", 7)
    assert issue.message.startswith("n.csv, row 7: ")


@pytest.mark.parametrize(
    "body", ["5 < 6 and 7 > 2", "AT&T", "SÃO PAULO", "Âge", "Line\r\nline\ttab", "“Yes,” it’s 5 €"]
)
def test_healthy_text_has_no_issue(body):
    article = Article("a", body=body)
    assert clean(article) is article


@given(st.text(), st.text())
def test_text_never_changes(title, body):
    article = Article("a", title=title, body=body)
    cleaned = clean(article)
    assert cleaned.text == article.text
    assert all(0 <= i.span[0] < i.span[1] <= len(article.text) for i in cleaned.issues)


def test_wire_is_set():
    assert clean(Article("a", body="LISBON (AP) — It rained.")).wire == "AP"
