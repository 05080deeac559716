"""The table of style guides: what it says on a day, and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from framing.errors import LexiconError
from framing.lexicon import Ruling, house_style, load_shipped, style_guides

RULES = style_guides()
HEAD = "guide,outlets,from,to,lexicon,entries,rule,wording,reference\n"


def rulings(outlet: str, day: date | None, lexicon: str, entry: str) -> list[str]:
    return [rule.ruling.value for rule in house_style(outlet, day, lexicon, entry, RULES)]


def test_each_pattern_names_an_entry_and_each_rule_is_sourced() -> None:
    entries = {lexicon.name: [e.id for e in lexicon.entries if not e.block] for lexicon in load_shipped()}
    for rule in RULES:
        assert rule.reference and rule.wording and rule.outlets
        for glob in rule.entries:
            one = [name for name in entries[rule.lexicon] if rule.covers(rule.lexicon, name)]
            assert one, (rule.guide, glob)
            if "*" not in glob:
                assert glob in one


def test_no_guide_says_both_of_one_label_on_one_day() -> None:
    entries = [(lexicon.name, e.id) for lexicon in load_shipped() for e in lexicon.entries if not e.block]
    for outlet in ("AP", "BBC", "Reuters", "The Guardian", "NYT", "Al Jazeera English", "Press TV", "TASS", "NPR"):
        for lexicon, entry in entries:
            assert len(set(rulings(outlet, date(2024, 1, 1), lexicon, entry))) <= 1


@pytest.mark.parametrize(
    ("outlet", "day", "lexicon", "entry", "expected"),
    [
        ("AP", date(2013, 4, 1), "labels-us", "undoc.illegal_immigrants", []),
        ("AP", date(2013, 4, 2), "labels-us", "undoc.illegal_immigrants", ["proscribed"]),
        ("associated press", date(2016, 1, 1), "labels-us", "climate_sceptics.climate_deniers", ["proscribed"]),
        ("The Guardian", date(2019, 5, 17), "labels-us", "climate_phen.climate_crisis", ["prescribed"]),
        ("BBC News", None, "labels-mideast", "isis_members.terrorists", ["attributed"]),
        ("AP", None, "labels-ukraine", "kyiv.kyiv", []),
        ("Northern Herald", date(2020, 1, 1), "labels-us", "climate_phen.climate_crisis", []),
        ("Apple Daily", date(2020, 1, 1), "labels-us", "undoc.illegal_immigrants", []),
    ],
)
def test_in_force(outlet: str, day: date | None, lexicon: str, entry: str, expected: list[str]) -> None:
    assert rulings(outlet, day, lexicon, entry) == expected


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "guides.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_own_table(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "Desk,herald*;echo,2020-01-01,2020-12-31,own,a.*,prescribed,say so,Desk 2020\n")
    (rule,) = style_guides(path)
    assert (rule.outlets, rule.entries, rule.ruling) == (("herald*", "echo"), ("a.*",), Ruling.PRESCRIBED)
    assert rule.binds("Echo", date(2020, 12, 31))
    assert not rule.binds("Echo", date(2021, 1, 1))
    assert not rule.binds("Echo", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("guide,outlets\n", "lacks from, to, lexicon"),
        (HEAD + "Desk,echo,May 2020,,own,a,prescribed,w,r\n", "line 2, column from: 'May 2020' is no date"),
        (HEAD + "Desk,echo,2020-01-02,2020-01-01,own,a,prescribed,w,r\n", "column to: 2020-01-01 lies before"),
        (HEAD + "Desk,echo,,,own,a,banned,w,r\n", "column rule: 'banned'; valid: prescribed"),
        (HEAD + "Desk,echo,,,own,,prescribed,w,r\n", "line 2: column entries is empty"),
        (HEAD + "Desk,echo,,,own,a,prescribed,w,r,s\n", "more fields than columns"),
        (HEAD + "Desk,echo\n", "column entries is empty"),
        (HEAD + 'Desk,"echo\n', "no CSV file"),
    ],
)
def test_mistakes_are_refused_with_their_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(LexiconError, match="guides.csv") as caught:
        style_guides(write(tmp_path, text))
    assert said in str(caught.value)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        style_guides(tmp_path / "none.csv")
