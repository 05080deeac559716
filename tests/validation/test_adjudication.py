"""What coders split on goes to an adjudicator, whose answers count."""

import csv

import pytest

from framing.errors import FramingError
from framing.validation import ADJUDICATOR, SheetOptions, read_codes, settle, write_adjudication


def test_split_units_are_settled_on_a_sheet_of_their_own(drawn, filled, agreeing):
    gold = drawn("sourcing:attributions", ("anna", "ben"), per_outlet=15, overlap=60)
    filled(gold, "anna", lambda unit: agreeing(unit)[:1])
    filled(gold, "ben", lambda unit: (agreeing(unit)[0] + (unit.name in ("u00002", "u00003")),))
    coded = read_codes(gold)
    before = settle(gold, coded)
    assert before.disputed == ("u00002", "u00003")
    path, left = write_adjudication(gold, coded, before)
    assert left == 2
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["unit"] for row in rows] == ["u00002", "u00003"]
    found = int(gold.units.set_index("unit").loc["u00002", "found"])
    assert rows[0]["codes"] == f"A: attributions {found}; B: attributions {found + 1}"
    assert rows[0]["passage"]
    assert "anna" not in path.read_text()
    rows[0]["attributions"] = "7"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    coded = read_codes(gold)
    after = settle(gold, coded)
    assert after.disputed == ("u00003",)
    assert after.gold["attributions"]["u00002"] == 7
    assert coded.coders == (ADJUDICATOR, "anna", "ben")
    path, left = write_adjudication(gold, coded, after)
    assert left == 1
    assert settle(gold, read_codes(gold)).gold["attributions"]["u00002"] == 7


def test_nothing_to_settle_writes_nothing_and_majorities_can_be_looked_at(drawn, filled, agreeing):
    names = ("ann", "bob", "cid")
    gold = drawn("sourcing:attributions", names, per_outlet=10, overlap=40)
    for name in names:
        filled(gold, name, lambda unit, name=name: (agreeing(unit)[0] + (name == "cid" and unit.name == "u00001"),))
    coded = read_codes(gold)
    path, left = write_adjudication(gold, coded, settle(gold, coded))
    assert left == 0
    assert not path.exists()
    path, left = write_adjudication(gold, coded, settle(gold, coded), every=True)
    assert left == 1
    for sheet in gold.folder.glob("sheet-*.csv"):
        sheet.unlink()
    with pytest.raises(FramingError, match="no sheet with the passage of u00001"):
        write_adjudication(gold, coded, settle(gold, coded), every=True)


def test_no_coder_is_called_the_adjudicator():
    with pytest.raises(FramingError, match="give the coder another name"):
        SheetOptions((ADJUDICATOR,))
