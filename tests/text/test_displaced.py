"""Opening marks that an archive displaced or merged are set before their words; regular text stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.quotations import find_quotations
from framing.text.zones import lay_out
from framing.types import Article


def find(text):
    return find_quotations(text, lay_out(Article("a", body=text)))


def outer(text):
    return [text[q.start : q.end] for q in find(text)[0] if q.depth == 0]


def codes(text):
    return [issue.code for issue in find(text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The dam leaked." We left at dawn," Lind said. "It was late."', ['We left at dawn,"', '"It was late."']),
        ("The dam leaked.” We left at dawn,” Lind said. “It was late.”", ["We left at dawn,”", "“It was late.”"]),
        ('It leaked." We left," Lind said." It was late." Nobody stayed.', ['We left,"', 'It was late."']),
        ('She called it "a leak." We left," Lind said. "Now."', ['"a leak."', 'We left,"', '"Now."']),
        ('Lind said," We left." It was late.', ['We left."']),
        ('Lind said: " We left." Then it rose." We ran," he said.', ['" We left."', 'We ran,"']),
        ("It leaked.\" 'Sink' is all I heard,\" Lind said.", ["'Sink' is all I heard,\""]),
        ('It leaked (badly)." [We] left," Lind said.', ['[We] left,"']),
        ('It leaked." 40 of us left," Lind said.', ['40 of us left,"']),
    ],
)
def test_displaced_marks(text, expected):
    assert outer(text) == expected
    assert codes(text) == ["displaced-quotation-mark"]


def test_narration_between_displaced_marks_stays_narration():
    said, told = "We left at dawn", "The river rose all day and took the bridge"
    text = f'{told}." {said}," Lind said. ' * 20
    assert outer(text) == [f'{said},"'] * 20


def test_glued_marks_need_no_repair():
    text = 'The dam leaked, he said."We left," Lind said."Nobody saw it."'
    assert outer(text) == ['"We left,"', '"Nobody saw it."']
    assert codes(text) == []


def test_fields_of_a_displaced_quotation():
    text = 'It leaked." We left at dawn," Lind said.'
    (quotation,), (issue,) = find(text)
    assert (quotation.start, quotation.inner_start) == (12, 12)
    assert (quotation.mark, quotation.words, quotation.closed, quotation.continues) == ("", 4, True, False)
    assert issue.span == (12, 13)
    assert "We left at dawn" in issue.message


def test_the_issue_spans_the_displaced_marks_and_counts_them():
    text = 'It leaked." We left," Lind said. It rose." They stayed," he added.'
    issue = find(text)[1][0]
    assert issue.message.startswith("2 opening")
    assert [text[at:].split(maxsplit=1)[0] for at in (issue.span[0], issue.span[1] - 1)] == ["We", "They"]


@pytest.mark.parametrize(
    "text",
    [
        'A stray close." She said it rose." Then "fine" words.',  # a cue follows: the mark closed something
        'It leaked." Nobody left.',
        'He said "no." Then "yes" and "maybe.',
        'The 12" pipe and the 14" pipe burst." Now.',
        'A stray close" Here and "fine" there.',  # no sentence ends before the mark
    ],
)
def test_a_mark_that_no_other_answers_is_odd_as_before(text):
    assert codes(text) == ["unbalanced-quotation"]


def test_a_displaced_mark_is_set_right_in_its_own_paragraph():
    text = 'It leaked." We left," Lind said.\nIt rose. "They stayed," he said.\nIt fell.'
    assert outer(text) == ['We left,"', '"They stayed,"']
    assert 'leaked."' in text[: find(text)[0][0].start]
    assert find('It leaked."\nWe left," Lind said.')[1][0].code == "unbalanced-quotation"


SAID = st.lists(st.sampled_from(["We wait", "It won't hold", "Nobody came", "Go"]), min_size=1, max_size=3).map(
    ". ".join
)
TOLD = st.sampled_from(["The river rose", "He left in June", "Rain fell on the hills for days"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TOLD, SAID), min_size=1, max_size=6))
def test_moving_marks_before_their_space_keeps_what_was_said(parts):
    text = " ".join(f'{told}. "{said}," Lind said.' for told, said in parts)
    moved = text.replace('. "', '." ')
    whole, displaced = find(text), find(moved)
    assert [(q.inner_start, q.inner_end, q.words) for q in whole[0]] == [
        (q.inner_start, q.inner_end, q.words) for q in displaced[0]
    ]
    assert (codes(text), codes(moved)) == ([], ["displaced-quotation-mark"])


@pytest.mark.parametrize("unit", ['." A', '." We ran," he said. ', '" a." B ', '"".\' A', '."        A'])
def test_many_displaced_marks(unit):
    text = unit * (40_000 // len(unit))
    quotations, _ = find(text)
    assert all(0 <= q.start <= q.inner_start < q.inner_end <= q.end <= len(text) for q in quotations)
    assert quotations
