"""Texts as bytes: the folded text and its tokens, or a blurred copy of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.folding import fold
from framing.text.pages import BORDER, LETTER, MARK, blur, encode, tabulate
from framing.text.tokens import BoundTokens, tokenise

COMMON = st.text(alphabet="abÉß9_ .,-–’“”…€'\xa0\n\t", max_size=30)
ANY = st.one_of(COMMON, st.text(alphabet="aİłе\xad\u200b\u0301ﬁ😀†\x85\ue000\ue001\x80\x82 ", max_size=20), st.text())


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("The “Regime’s” – fall…", b'the "regime\'s" - fall\x93'),
        ("RÉGIME\xa0\t", b"r\xe9gime  "),
        ("", b""),
        ("łódź", None),
        ("so\xadft", None),
        ("\x80\x82", None),
    ],
)
def test_a_byte_a_character(text, data):
    assert encode(text) == data


def test_off_the_page_two_bytes_are_left():
    assert blur("łódź † 1") == bytes([LETTER]) + b"\xf3d" + bytes([LETTER]) + b" " + bytes([MARK]) + b" 1"
    assert blur("\ue000\ue001") == bytes([MARK, MARK])


@given(ANY)
def test_encoding_is_folding(text):
    data = encode(text)
    folded = fold(text)
    if data is not None:
        assert folded.starts is None
        assert data == blur(folded.text)
    assert len(blur(folded.text)) == len(folded.text)


@given(st.lists(ANY, max_size=4))
def test_a_table_has_the_tokens_of_each_text(texts):
    folded = [fold(text) for text in texts]
    table = tabulate([blur(each.text) for each in folded])
    assert table.data[0] == BORDER
    for number, each in enumerate(folded):
        tokens = tokenise(each)
        some = slice(*table.firsts[number : number + 2])
        starts = (table.starts[some] - table.origins[number]).tolist()
        ends = (table.ends[some] - table.origins[number]).tolist()
        assert (starts, ends) == (list(tokens.folded_starts), list(tokens.folded_ends))
        bound = BoundTokens(each, starts, ends)
        assert len(bound) == len(tokens)
        for name in ("words", "gaps", "starts", "ends"):
            assert tuple(getattr(bound, name)) == tuple(getattr(tokens, name))
    assert table.firsts[-1] == len(table.starts)


def test_a_block_is_read_at_any_place():
    table = tabulate([b"abcdefghij"])
    assert table.blocks[1].item() == int.from_bytes(b"abcdefgh", "little")
    assert table.blocks[10].item() & 0xFF == ord("j")
