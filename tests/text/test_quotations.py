"""Quotation marks of every style pair up, odd ones become issues, and pairing never slips out of phase."""

from __future__ import annotations

import itertools
import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.quotations import find_quotations
from framing.types import Layout, Paragraph, Zone


def layout(text, boilerplate=()):
    lines = re.finditer(r"[^\n\s](?:[^\n]*[^\n\s])?", text)
    return Layout(tuple(Paragraph(m.start(), m.end(), Zone.BODY) for m in lines), tuple(boilerplate))


def found(text):
    return find_quotations(text, layout(text))[0]


def outer(text):
    return [text[q.start : q.end] for q in found(text) if q.depth == 0]


def inner(text):
    return [text[q.inner_start : q.inner_end] for q in found(text) if q.depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“I go,” he said. “You stay.”", ["“I go,”", "“You stay.”"]),
        ('"I go," he said. "You stay."', ['"I go,"', '"You stay."']),
        ("''I go,'' he said on ''Today.''", ["''I go,''", "''Today.''"]),
        ("``I go,'' he said.", ["``I go,''"]),
        ("„Ich gehe“, sagte er, „jetzt“.", ["„Ich gehe“", "„jetzt“"]),
        ("„Idę”, mówi.", ["„Idę”"]),
        ("« Je pars », dit-il. «Non».", ["« Je pars »", "«Non»"]),
        ("»Ja«, sagte er.", ["»Ja«"]),
        ("‹ Oui ›, dit-elle.", ["‹ Oui ›"]),
        ("‘I don’t know,’ said O’Neill.", ["‘I don’t know,’"]),
        ("'I don't know,' said O'Neill, 'not yet.'", ["'I don't know,'", "'not yet.'"]),
        ("”Mirrored” and ”half mirrored“ marks.", ["”Mirrored”", "”half mirrored“"]),
        ('He said."The end," and left.', ['"The end,"']),
        ('A " spaced out " phrase and “ another ”.', ['" spaced out "', "“ another ”"]),
        ('She said " spaced "and left "soon" after.', ['" spaced "', '"soon"']),
        ("“Curly,” he said, and \"straight,\" and ''typed.''", ["“Curly,”", '"straight,"', "''typed.''"]),
    ],
)
def test_styles(text, expected):
    assert outer(text) == expected
    assert find_quotations(text, layout(text))[1] == ()


@pytest.mark.parametrize(
    "text",
    [
        "We don’t know, it’s the workers’ rights, ’em and the ’90s.",
        "We don't know, it's the workers' rights, 'em and the '90s rock 'n' roll.",
        "O’Neill met the Joneses’ lawyer.",
        "The U.N.'s envoy met the workers' lawyer.",
        "He is 6'2\" tall and she is 5' 11\" tall.",
        'The 12" pipe burst.',
        "the governments plan said officials in Aleppo who dont agree",
    ],
)
def test_no_marks(text):
    assert find_quotations(text, layout(text)) == ((), ())


def test_possessive_before_the_closing_mark():
    assert outer("‘The workers’ rights matter,’ he said.") == ["‘The workers’ rights matter,’"]
    assert outer("'The workers' rights matter,' he said.") == ["'The workers' rights matter,'"]


def test_nesting():
    assert inner("“He told me ‘never’ twice,” she said.") == ["never"]
    assert inner("‘He told me “never” twice,’ she said.") == ["never"]
    assert inner("“A “b” and “c” d,” she said.") == ["b", "c"]
    assert inner("''He said: 'He's one of us,''' she recalled.") == ["He's one of us,"]
    assert inner("'''No,' she said,'' he recalled.") == ["No,"]


def test_fields():
    quotation = found("He “won’t go” now.")[0]
    assert (quotation.inner_start, quotation.inner_end) == (quotation.start + 1, quotation.end - 1)
    assert (quotation.mark, quotation.words, quotation.closed, quotation.continues) == ("“", 2, True, False)


def test_quotation_carried_over_paragraphs():
    text = "“First we wait.\n\n“Then we go.\n\n“Then we rest,” she said."
    quotations, issues = find_quotations(text, layout(text))
    assert [(q.closed, q.continues) for q in quotations] == [(False, False), (False, True), (True, True)]
    assert issues == ()
    assert [(q.closed, q.continues) for q in found("‘First.\n‘Then,’ she said.")] == [(False, False), (True, True)]


def test_quotation_closed_by_the_next_paragraph_without_a_new_mark():
    text = "“First we wait.\nThen we go,” she said. “Now.”"
    quotations, issues = find_quotations(text, layout(text))
    assert [text[q.start : q.end] for q in quotations] == ["“First we wait.", "Then we go,”", "“Now.”"]
    assert quotations[1].continues
    assert issues == ()


def test_a_line_a_sentence():
    text = "“First we wait.\nThen we go.\nThen it’s time,” she said.\nNobody went."
    quotations, issues = find_quotations(text, layout(text))
    expected = ["“First we wait.", "Then we go.", "Then it’s time,”"]
    assert [text[q.start : q.end] for q in quotations] == expected
    assert [(q.closed, q.continues) for q in quotations] == [(False, False), (False, True), (True, True)]
    assert issues == ()


def test_blank_lines_part_paragraphs_without_marks():
    text = "“First we wait.\n\nThen we go.\n\nThen it’s time,” she said."
    quotations, issues = find_quotations(text, layout(text))
    assert [text[q.start : q.end] for q in quotations] == ["“First we wait."]
    assert len(issues) == 2


def test_lost_mark_stays_in_its_paragraph():
    text = 'He said "no.\nThen "yes" and "maybe".'
    quotations, issues = find_quotations(text, layout(text))
    assert [text[q.start : q.end] for q in quotations] == ['"no.', '"yes"', '"maybe"']
    assert [issue.code for issue in issues] == ["unbalanced-quotation"]
    assert issues[0].span == (0, 12)
    assert '"no.' in issues[0].message


def test_lost_mark_does_not_turn_the_paragraph_inside_out():
    assert outer("“First. He said “second.”") == ["“First. He said", "“second.”"]
    assert outer('A stray close" here and "fine" there.') == ['"fine"']


def test_marks_in_boilerplate_do_not_count():
    text = 'A <a href="x">“link”</a> here.'
    quotations, issues = find_quotations(text, layout(text, [(2, 14), (20, 24)]))
    assert [text[q.start : q.end] for q in quotations] == ["“link”"]
    assert issues == ()


def test_empty_marks_are_no_quotation():
    assert found('An empty "" pair and “ ” too.') == ()
    assert found("Marks alone: “’” and “ ‘ ’ ” too.") == ()
    assert found("") == ()


@pytest.mark.parametrize("mark", ['"', "'", "“", "”", "' ", "s’ ", "‘a ", '“a " ', "«", "''' ", "("])
def test_many_marks(mark):
    text = mark * 20_000
    quotations, _ = find_quotations(text, layout(text))
    assert all(0 <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text) for q in quotations)


def test_a_row_of_marks_is_an_ornament():
    assert outer('"' * 17 + ' He said "no" ' + "“”" * 9) == ['"no"']
    assert find_quotations("”" * 17, layout("”" * 17)) == ((), ())
    assert len(find_quotations("”" * 16, layout("”" * 16))[1]) == 1


@pytest.mark.parametrize("unit", ['"', '" ', "“”", "“ ” ", "\"'", "\" ' ", "'a "])
def test_memory_is_small_beside_the_text(unit):
    text = unit * (50_000 // len(unit))
    page = layout(text)
    tracemalloc.start()
    try:
        find_quotations(text, page)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < len(text) * 8 + 20_000


ANY = st.text(alphabet=st.one_of(st.sampled_from("“”„\"'‘’«»‹› `.,s\nabA"), st.characters()), max_size=60)


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_properties(text):
    page = layout(text)
    quotations, issues = find_quotations(text, page)
    assert (quotations, issues) == find_quotations(text, page)
    for q in quotations:
        assert q.start <= q.inner_start < q.inner_end <= q.end
        assert any(p.start <= q.start and q.end <= p.end for p in page.paragraphs)
        assert text[q.inner_start : q.inner_end].strip()
    assert list(quotations) == sorted(quotations, key=lambda q: (q.start, -q.end))
    for first, second in itertools.combinations(quotations, 2):
        assert second.start >= first.end or (second.start >= first.start and second.end <= first.end)
    for q in quotations:
        around = [o for o in quotations if o is not q and o.start <= q.start and q.end <= o.end]
        assert q.depth == len(around)
    codes = {"unbalanced-quotation", "displaced-quotation-mark"}
    assert all(issue.code in codes and issue.span is not None for issue in issues)


WORDS = st.lists(st.sampled_from(["peace", "talks", "won’t", "fail", "now"]), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_straight_marks_give_the_spans_of_curly_ones(parts):
    text = " ".join(f"“{said},” {told}." for said, told in parts)
    straight = text.replace("“", '"').replace("”", '"')
    spans = [(q.start, q.end, q.words) for q in found(text)]
    assert len(spans) == len(parts)
    assert spans == [(q.start, q.end, q.words) for q in found(straight)]
