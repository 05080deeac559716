"""Folding: one spelling to match on, every position mapped back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.folding import fold, fold_by_cluster
from framing.text.tokens import tokenise

PIECES = st.sampled_from(
    [
        *"aZßİIıéÉǰΣςσſ9_ \t\n\r.,'\"-",
        *"’‘“”«»–—‑−\xa0\u2009\u3000\u2028`´ʿ",
        *"\xad\u200b\u200d\ufeff\u2060\u200f",
        *"ﬁﬃＡｂ１＇＂－",
        *"\u0301\u0307\u030c\u0332\u0327",
        *"עש\u05c1\u05b8مح\u064e\u0651",
        *"각각カ가",
        "e\u0301",
        "I\u0307",
        "J\u030c",
        "Å",
        "K",
        "😀",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "straße"),
        ("İstanbul", "istanbul"),
        ("I\u0307stanbul", "istanbul"),
        ("ΟΔΟΣ ὁδός", "οδοσ ὁδόσ"),
        ("Da’esh Da‘esh Da`esh Daʿesh Da＇esh", "da'esh da'esh da'esh da'esh da'esh"),
        ("“a” «b» „c“ ＂d＂", '"a" "b" "c" "d"'),
        ("a–b—c‑d−e－f", "a-b-c-d-e-f"),
        ("a\xa0b\tc\u2009d\u3000e", "a b c d e"),
        ("a\r\nb\u2028c", "a\n\nb\nc"),
        ("re\xadgime\u200b \ufeffthe", "regime the"),
        ("ﬁght ﬄ", "fight ffl"),
        ("ＵＮ １２", "un 12"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301", "é"),
        ("r\u0332egime\u0332", "regime"),
        ("J\u030ca", "ǰa"),
        ("\u0301a", "a"),
        ("", ""),
    ],
)
def test_one_spelling(text, folded):
    assert fold(text).text == folded


def test_positions_are_those_of_the_original():
    text = "Th\xade “ﬁ\u200bghte\u0301r”"
    folded = fold(text)
    at = folded.text.index("fighté")
    start, end = folded.to_source(at, at + len("fightér"))
    assert text[start:end] == "ﬁ\u200bghte\u0301r"
    assert folded.to_source(2, 2) == (3, 3)
    assert folded.to_source(len(folded.text), len(folded.text)) == (len(text), len(text))


def test_marks_belong_to_their_letter():
    text = "regime\u0332s"
    assert fold(text).to_source(5, 6) == (5, 7)


def test_no_map_is_kept_where_positions_do_not_move():
    folded = fold("“Plain – İstanbul’s” naïve")
    assert folded.starts is None
    assert folded.to_source(3, 9) == (3, 9)
    assert fold("pla\xadin").starts is not None


def test_case_can_be_kept():
    assert fold("The “UN’s” ＩＳ ΣΑΣ", keep_case=True).text == 'The "UN\'s" IS ΣΑΣ'


def test_only_the_dotted_capital_i_lowers_to_two_code_points():
    longer = [chr(code) for code in range(0x110000) if len(chr(code).lower()) != 1]
    assert longer == ["İ"]


@given(TEXTS)
def test_the_quick_way_and_the_slow_way_agree(text):
    quick, slow = fold(text), fold_by_cluster(text)
    assert quick.text == slow.text
    for at in range(len(quick.text)):
        assert quick.to_source(at, at + 1) == slow.to_source(at, at + 1)


@given(st.text(max_size=40))
def test_any_text_maps_back_in_order_and_in_range(text):
    for folded in (fold(text), fold_by_cluster(text)):
        spans = [folded.to_source(at, at + 1) for at in range(len(folded.text))]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        starts, ends = [s for s, _ in spans], [e for _, e in spans]
        assert starts == sorted(starts)
        assert ends == sorted(ends)


@given(st.text(max_size=40))
def test_folded_text_is_in_composed_lower_case(text):
    folded = fold(text).text
    assert fold(folded).text == folded
    assert unicodedata.is_normalized("NFC", folded)


@given(TEXTS)
def test_a_token_cut_out_of_the_text_folds_to_itself(text):
    tokens = tokenise(fold(text))
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert fold(text[start:end]).text == word


def test_folding_again_changes_nothing_for_any_character():
    assert [chr(c) for c in range(0x20000) if fold(fold(chr(c)).text).text != fold(chr(c)).text] == []
