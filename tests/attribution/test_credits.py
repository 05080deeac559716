"""Quotations whose speaker stands behind a dash."""

from __future__ import annotations

import pytest

from framing.attribution import Attributor
from framing.text.parsing import parse_text
from framing.types import Article, Naming


def found(text, engine):
    return Attributor(engine).find_all([parse_text(Article("a", body=text))])[0]


@pytest.mark.parametrize("engine", ["rules", "tagger"])
@pytest.mark.parametrize("dash", ["―", "— ", "– ", "- ", "-- "])
@pytest.mark.parametrize("gap", [" ", "", "\n", "\n\n"])
def test_a_dash_and_a_name_credit_the_quotation(engine, dash, gap):
    text = f"The square was full.\n\n“We think the bridge will never open.”{gap}{dash}Ada Lind, teacher\n\nIt rained."
    (a,) = found(text, engine)
    assert [text[s:e] for s, e in a.content] == ["“We think the bridge will never open.”"]
    assert [text[s:e] for s, e in a.source] == ["Ada Lind, teacher"]
    assert (a.source_name, a.naming, a.kind) == ("Ada Lind", Naming.NAMED, "direct")


@pytest.mark.parametrize("engine", ["rules", "tagger"])
@pytest.mark.parametrize(
    "text",
    [
        "“We think the bridge will never open” — Ada Lind wept as she spoke — and the hall was silent.",
        "The title was “We think the bridge will never open” — Ada Lind",
        "“No way” — Ada Lind",
    ],
)
def test_other_dashes_credit_nobody(engine, text):
    assert not [a for a in found(text, engine) if a.cue and text[a.cue[0][0]] in "—–-"]
