"""Tables for papers: what stands in them, and that no cell does harm."""

import csv
from html.parser import HTMLParser
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from framing.errors import FramingError
from framing.export import FORMATS, Layout, contrast_table, estimate_table, harmless, render, write_table

EVIL = '=HYPERLINK("http://x","<script>alert(1)</script>")|\\input{x} & \u202e'


def estimates(**changes):
    rows = [
        {
            "measure": "rate",
            "item": item,
            "voice": "outlet",
            "outlet": outlet,
            "period": "all",
            "value": value,
            "low": value - 0.4,
            "high": value + 0.4,
            "level": 0.95,
            "unit": "hits per 1,000 words",
            "n_articles": 1200,
            "small": False,
        }
        for outlet, value in (("Alder", 1.5), ("Birch", 2.25))
        for item in ("fog", "mist")
    ]
    return pd.DataFrame(rows).assign(**changes)


def contrasts():
    row = {"item": "fog", "outlet": "Alder", "reference": "Birch", "difference": -0.12, "low": -0.2, "high": -0.04}
    more = {"level": 0.95, "unit": "share of mentions", "q_value": 0.0004, "family_size": 12, "differs": True}
    return pd.DataFrame([row | more | {"n_articles": 30, "n_reference": 40}])


def test_figures_stand_with_their_intervals():
    table = estimate_table(estimates(), titles={"fog": "Thick fog"})
    assert table.columns == (
        "Outlet",
        "Thick fog (hits per 1,000 words)",
        "mist (hits per 1,000 words)",
        "Articles",
    )
    assert table.rows[0] == ("Alder", "1.50 (1.10 to 1.90)", "1.50 (1.10 to 1.90)", "1,200")


def test_corrected_figures_stand_beside_raw_ones():
    nan = float("nan")
    gold = {"corrected": [2.0, nan, nan, nan], "corrected_low": [1.5, *[nan] * 3], "corrected_high": [2.5, *[nan] * 3]}
    table = estimate_table(estimates(**gold), marks={"fog": "VALIDATED n=9"})
    unit = "(hits per 1,000 words)"
    wanted = ("Outlet", f"fog [VALIDATED n=9] {unit}", f"fog, corrected {unit}", f"mist {unit}", "Articles")
    assert table.columns == wanted
    assert [row[2] for row in table.rows] == ["2.00 (1.50 to 2.50)", "–"]
    assert "by passages read by hand" in table.notes[-1]
    differences = contrast_table(contrasts().assign(corrected=-0.1, corrected_low=-0.2, corrected_high=0.01))
    assert differences.columns[4] == "Corrected"
    assert differences.rows[0][4] == "-10 (-20 to +1)"
    bare = contrast_table(contrasts(), marks={"fog": "UNVALIDATED"})
    assert "Corrected" not in bare.columns
    assert bare.notes[-1] == "fog: UNVALIDATED."


def test_articles_that_differ_by_item_stand_in_the_cells():
    table = estimate_table(estimates(n_articles=[3, 40, 5, 60]))
    assert table.columns[-1] == "mist (hits per 1,000 words)"
    assert table.rows[1] == ("Birch", "2.25 (1.85 to 2.65), n = 5", "2.25 (1.85 to 2.65), n = 60")
    assert "n: articles" in table.notes[0]


def test_what_is_missing_or_small_says_so():
    values = estimates()
    values.loc[0, ["value", "low", "high"]] = float("nan")
    values.loc[1, "small"] = True
    table = estimate_table(values)
    assert table.rows[0][1] == "–"
    assert table.rows[0][2].startswith("[")
    assert "In square brackets: few articles." in table.notes


def test_contrasts_are_in_points_and_marked():
    (row,) = contrast_table(contrasts()).rows
    assert row == ("fog", "Alder", "Birch", "-12.0 (-20.0 to -4.0) *", "< 0.001", "12", "30 / 40")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (estimates().drop(columns="low"), "no column low"),
        (estimates().head(0), "no rows"),
        (estimates(voice=["outlet", "all", "outlet", "all"]), r"one voice, these rows hold several \(outlet, all\)"),
    ],
)
def test_rows_that_make_no_table_are_refused(values, message):
    with pytest.raises(FramingError, match=message):
        estimate_table(values)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.cells = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.cells.append(data)


def evil():
    return Layout(EVIL, ("Outlet", EVIL), ((EVIL, "1.0"), ("@SUM(A1)", "-1.0 (-2.0 to 0.0)")), (EVIL,))


def test_html_has_no_tags_but_its_own():
    parser = Tags()
    parser.feed(render(evil(), "html"))
    assert parser.tags == {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "br"} - {"br"}
    assert "\u202e" not in "".join(parser.cells)


def test_latex_runs_nothing_that_is_in_a_cell():
    text = render(evil(), "tex")
    assert r"\input" not in text
    assert r"\textbackslash{}input\{x\} \&" in text
    assert text.count(r"\\") == 3  # a line each: head and two rows


def test_markdown_has_as_many_cells_as_columns():
    text = render(evil(), "md")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in lines} == {3}
    assert "<script" not in text.replace("\\<", "")


def test_no_cell_of_a_spreadsheet_is_a_formula(tmp_path):
    rows = list(csv.reader(StringIO(render(evil(), "csv"))))
    assert rows[1][0].startswith("'=")
    assert "\u202e" not in rows[1][0]
    assert rows[2] == ["'@SUM(A1)", "-1.0 (-2.0 to 0.0)"]
    book = load_workbook(write_table(evil(), tmp_path / "a.xlsx"))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(str(cell.value).startswith(("=", "@")) for cell in cells)


@given(st.text(max_size=20))
def test_what_spreadsheets_run_is_never_left(text):
    shown = harmless(text)
    assert shown in (text, f"'{text}")
    if shown.lstrip(" ").startswith(("=", "@", "\t", "\r")):
        pytest.fail(shown)
    if shown.startswith(("+", "-")):
        assert not any(c.isalpha() for c in shown.replace(" to ", ""))


@pytest.mark.parametrize("form", FORMATS)
def test_the_ending_decides_and_the_file_says_the_same(tmp_path, form):
    path = write_table(estimate_table(estimates()), tmp_path / f"table.{form}")
    assert path.stat().st_size > 100
    if form != "xlsx":
        assert "1.50 (1.10 to 1.90)" in path.read_text(encoding="utf-8").replace("\\", "")


def test_another_ending_or_a_missing_folder_is_told(tmp_path):
    table = estimate_table(estimates())
    with pytest.raises(FramingError, match=r"end its name in \.tex, \.md, \.html, \.csv, \.xlsx"):
        write_table(table, tmp_path / "a.doc")
    for form in ("csv", "xlsx"):
        with pytest.raises(FramingError, match="cannot write"):
            write_table(table, tmp_path / "nowhere" / f"a.{form}")
