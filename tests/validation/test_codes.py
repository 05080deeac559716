"""Codes that come back: every form, every wrong cell, and how they are settled."""

import csv
import json

import pytest
from openpyxl import load_workbook

from framing.errors import FramingError
from framing.validation import read_codes, settle


def test_sheets_workbooks_and_exports_say_the_same(drawn, filled, agreeing):
    gold = drawn("sourcing:direct share")
    path = filled(gold, "anna", agreeing)
    wanted = read_codes(gold, [path]).answers
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    book = load_workbook(gold.folder / "sheet-anna.xlsx")
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    codes = {row["unit"]: row for row in rows}
    for row in sheet.iter_rows(min_row=2):
        unit = row[heads.index("unit")].value
        for name in ("counted", "among"):
            row[heads.index(name)].value = int(codes[unit][name])
    book.save(gold.folder / "sheet-anna.xlsx")
    tasks = [
        {
            "data": {"unit": row["unit"]},
            "annotations": [
                {
                    "completed_by": {"email": "anna"},
                    "result": [{"from_name": n, "value": {"number": int(row[n])}} for n in ("counted", "among")],
                },
                {"was_cancelled": True, "completed_by": 2, "result": []},
            ],
        }
        for row in rows
    ]
    (gold.folder / "export.json").write_text(json.dumps(tasks))
    lines = [{"unit": r["unit"], "label": [f"counted={r['counted']}", f"among={r['among']}"]} for r in rows]
    (gold.folder / "anna.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    for name in ("sheet-anna.xlsx", "export.json", "anna.jsonl"):
        assert read_codes(gold, [gold.folder / name]).answers == wanted
    assert read_codes(gold).coders == ("anna",)  # both sheets of one coder, which agree


def test_semicolons_of_other_spreadsheets(drawn, filled, agreeing):
    gold = drawn("sourcing:attributions")
    path = filled(gold, "anna", agreeing)
    wanted = read_codes(gold, [path]).answers
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert read_codes(gold, [path]).answers == wanted


def edit(path, change):
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("bad", ["yes", "-1", "1.5", "nan", "inf", "1,5", "1_0", "1000"])
def test_an_answer_that_is_no_whole_number(drawn, filled, agreeing, bad):
    gold = drawn("sourcing:attributions")
    path = filled(gold, "anna", agreeing)
    edit(path, lambda rows: rows[3].__setitem__(-2, bad))
    with pytest.raises(FramingError, match=r"sheet-anna.csv, row 4, column attributions: .* is no answer"):
        read_codes(gold, [path])


def test_other_wrong_files(drawn, filled, agreeing, tmp_path):
    gold = drawn("sourcing:direct share")
    with pytest.raises(FramingError, match="holds no codes yet"):
        read_codes(gold)
    path = filled(gold, "anna", lambda unit: (3, 1))
    with pytest.raises(FramingError, match="counted is 3, more than among"):
        read_codes(gold, [path])
    path = filled(gold, "anna", lambda unit: (0, None))
    with pytest.raises(FramingError, match=r"sheet-anna.csv, row 2, .* has no answer for among"):
        read_codes(gold, [path])
    path = filled(gold, "anna", agreeing)
    edit(path, lambda rows: rows[1].__setitem__(0, "u99999"))
    with pytest.raises(FramingError, match="unit 'u99999' is not of this sample"):
        read_codes(gold, [path])
    edit(path, lambda rows: rows[0].__setitem__(0, "id"))
    with pytest.raises(FramingError, match="row 1: no column 'unit'"):
        read_codes(gold, [path])
    for name, content, message in (
        ("x.json", "[{", "cannot be understood"),
        ("x.json", '{"a": 1}', "holds no list of tasks; export from Label Studio as JSON"),
        ("x.json", '[{"a": 1}]', "task 1 has no annotations"),
        ("x.json", '[{"annotations": [], "data": {}}]', "task 1 has no 'unit' among its data"),
        (
            "x.json",
            '[{"data": {"unit": "u00001"}, "annotations": [{"completed_by": 1, '
            '"result": [{"from_name": "mood", "value": {}}]}]}]',
            "its answers are named mood, and the questions",
        ),
        ("x.jsonl", '{"unit": "u00001"}\n', "line 1 has no label; export from doccano as JSONL"),
        ("x.jsonl", '{"label": []}\n', "line 1 has no unit; export from doccano as JSONL"),
        ("x.jsonl", '{"label": [], "unit": "u00001"}\n{"unit"', "x.jsonl, line 2 is no JSON"),
        (
            "x.jsonl",
            '{"unit": "u00001", "label": []}\n{"unit": "u00002", "label": [[0, 4]]}\n',
            r"x.jsonl, line 2, label \[0, 4\] is no mark, which is \[START, END, LABEL\]; mend it",
        ),
        ("x.csv", "unit,among,counted,among\n", "row 1: two columns 'among'"),
        ("x.jsonl", '{"unit": "u00001", "label": ["maybe=1"]}\n', "names no question"),
        ("x.xlsx", "no workbook", "is no XLSX file"),
        ("x.txt", "", "is of no known kind"),
    ):
        (tmp_path / name).write_text(content)
        with pytest.raises(FramingError, match=message):
            read_codes(gold, [tmp_path / name])
    with pytest.raises(FramingError, match="cannot read"):
        read_codes(gold, [tmp_path / "nowhere.csv"])


def test_one_coder_with_two_codes_for_a_unit(drawn, filled, agreeing):
    gold = drawn("sourcing:attributions")
    path = filled(gold, "anna", agreeing)
    edit(path, lambda rows: rows.append([*rows[1][:-2], str(int(rows[1][-2]) + 1), ""]))
    with pytest.raises(FramingError, match="keep one"):
        read_codes(gold, [path])


def test_a_row_that_stands_twice_is_told_even_where_its_answers_are_equal(drawn, filled, agreeing):
    gold = drawn("sourcing:attributions")
    path = filled(gold, "anna", agreeing)
    edit(path, lambda rows: rows.append(list(rows[1])))
    with pytest.raises(FramingError, match=r"sheet-anna.csv, row \d+, .* before, in .*row 2, .*; take one away"):
        read_codes(gold, [path])


def test_majority_dispute_adjudication_and_what_nobody_coded(drawn, filled):
    gold = drawn("sourcing:attributions", ("a", "b", "c"), overlap=10_000)
    units = gold.units["unit"].tolist()
    majority, split, alone, nobody = units[:4]
    answers = {majority: (2, 2, 1), split: (1, 2, None), alone: (4, None, None), nobody: (None, None, None)}
    for place, coder in enumerate("abc"):
        filled(gold, coder, lambda unit, place=place: (answers.get(unit.name, (0, 0, 0))[place],))
    settled = settle(gold, read_codes(gold))
    found = settled.gold["attributions"]
    assert (found[majority], found[alone], found[units[5]]) == (2, 4, 0)
    assert settled.disputed == (split,)
    assert settled.uncoded == (nobody,)
    (gold.folder / "sheet-adjudicator.csv").write_text(f"unit,attributions\n{split},2\n{majority},7\n")
    settled = settle(gold, read_codes(gold))
    assert settled.gold["attributions"][split] == 2
    assert settled.gold["attributions"][majority] == 7
    assert not settled.disputed


def test_formulas_in_news_text_stay_text(drawn, scored):
    gold = drawn("sourcing:attributions")
    from framing.validation.sheets import _harmless

    assert _harmless("=cmd()") == "'=cmd()"
    book = load_workbook(gold.folder / "sheet-anna.xlsx")
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_a_copied_sheet_is_no_second_coder(drawn, filled, agreeing):
    gold = drawn("sourcing:attributions")
    path = filled(gold, "anna", agreeing)
    (gold.folder / "sheet-anna-copy.csv").write_bytes(path.read_bytes())
    with pytest.raises(FramingError, match="is a copy of"):
        read_codes(gold)


def test_line_separators_in_news_text_end_no_row(drawn):
    """Programs write U+2028, U+0085 and vertical tabs as they are, in CSV without quotation marks around them."""
    gold = drawn("sourcing:attributions")
    one, other = gold.units["unit"].iloc[:2]
    odd = "So he\u2028went\x85on\x0bhome."
    (gold.folder / "sheet-anna.csv").write_text(f"unit,passage,attributions\n{one},{odd},1\n{other},x,2\n", "utf-8")
    lines = [{"unit": one, "text": odd, "label": ["attributions=1"]}, {"unit": other, "label": ["attributions=2"]}]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (gold.folder / "anna.jsonl").write_text(text, "utf-8")
    for name in ("sheet-anna.csv", "anna.jsonl"):
        found = read_codes(gold, [gold.folder / name]).answers["attributions"]
        assert found == {one: {"anna": 1}, other: {"anna": 2}}


def test_majorities_that_contradict_each_other_are_disputed(drawn, filled):
    gold = drawn("sourcing:direct share", tuple("abcd"), overlap=10_000)
    odd = gold.units["unit"].iloc[0]
    for coder, codes in zip("abcd", ((2, 2), (2, 3), (0, 1), (1, 1)), strict=True):
        filled(gold, coder, lambda unit, codes=codes: codes if unit.name == odd else (0, 1))
    settled = settle(gold, read_codes(gold))
    assert settled.disputed == (odd,)
    assert odd not in settled.gold["counted"]


def test_an_annotation_by_nobody(drawn, tmp_path):
    gold = drawn("sourcing:attributions")
    task = {
        "data": {"unit": gold.units["unit"][0]},
        "annotations": [{"result": [{"from_name": "attributions", "value": {"number": 1}}]}],
    }
    export = tmp_path / "export.json"
    export.write_text(json.dumps([task]))
    with pytest.raises(FramingError, match="task 1: an annotation does not say who completed it"):
        read_codes(gold, [export])
