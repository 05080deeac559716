"""Spans as codes: read from sheets and exports, counted, and their agreement named."""

import csv
import json

import pytest

from framing.errors import FramingError
from framing.validation import SheetOptions, agreement, check_agreement, check_spans, read_codes, write_sheets
from framing.validation.span_agreement import ALPHA_U, RELEVANT, U_ALPHA, span_agreement
from framing.validation.spans import counts_of, labels_of, read_spans, write_spans
from framing.validation.targets import parse_target
from framing.validation.unitizing import Marked, alpha_u, u_alpha

RATE = parse_target("sourcing:attributions")
SHARE = parse_target("sourcing:direct share")


def test_spans_are_read_as_they_are_written():
    spans = read_spans("12–20 other; 0-5; 5-9 counted", SHARE, "row 2")
    assert spans == (Marked(0, 5, "counted"), Marked(5, 9, "counted"), Marked(12, 20, "other"))
    assert read_spans(write_spans(spans), SHARE, "row 2") == spans
    assert counts_of(spans, SHARE) == {"counted": 2, "among": 3}
    assert read_spans("none", RATE, "row 2") == ()
    assert write_spans(()) == "none"
    assert labels_of(parse_target("hits:insults")) == labels_of(parse_target("sourcing:words of type military")) == ()


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("5-3", "row 2: '5-3' is no span"),
        ("a-b", "is no span"),
        ("1-3 maybe", "a label of counted, other"),
        ("1-5; 3-9", "overlap; spans of one coder may touch only"),
    ],
)
def test_what_is_no_span_is_named(cell, message):
    with pytest.raises(FramingError, match=message):
        read_spans(cell, SHARE, "row 2")


def test_the_family_over_one_passage_is_that_of_the_text():
    coders = (
        [Marked(2, 8, "a"), Marked(10, 14, "b")],
        [Marked(3, 8, "a"), Marked(10, 15, "a")],
        [Marked(2, 7, "a")],
    )
    found = {each.coefficient: each.value for each in span_agreement([(coders, 20)], ["x"])}
    family = u_alpha(coders, 20)
    assert found[U_ALPHA] == pytest.approx(family.u)
    assert found[RELEVANT] == pytest.approx(family.relevant)
    assert found[ALPHA_U] == pytest.approx(alpha_u(coders, 20)[0])
    cut = span_agreement([(tuple([s for s in c if s.end <= 9] for c in coders), 9)], ["x"])
    assert cut[2].value != cut[2].value  # one category: nothing to tell apart


def test_passages_add_up_to_the_joined_text_and_articles_are_resampled():
    one, other = ([Marked(0, 4, "a")], [Marked(1, 4, "a")]), ([], [Marked(2, 6, "a")])
    passages = [(one, 10), (other, 12), (one, 10)]
    found = span_agreement(passages, ["x", "y", "z"], replicates=300)
    joined = tuple(
        [Marked(s.start + at, s.end + at, "a") for part, at in ((one, 0), (other, 10), (one, 22)) for s in part[i]]
        for i in (0, 1)
    )
    assert found[0].value == pytest.approx(u_alpha(joined, 32).u)
    assert found[0].low < found[0].value <= found[0].high
    with pytest.raises(FramingError, match="same two or more coders"):
        span_agreement([(([],), 5)], ["x"])


def test_sheets_with_spans_are_counted_and_compared(drawn, scored):
    gold = drawn("sourcing:attributions", per_outlet=20)
    write_sheets(gold, scored, SheetOptions(("ann", "bob"), overlap=80, spans=True))
    assert "START-END LABEL" in (gold.folder / "codebook.md").read_text()
    assert "<Labels" in (gold.folder / "label-studio.xml").read_text()
    (gold.folder / "sheet-anna.csv").unlink()
    (gold.folder / "sheet-anna.xlsx").unlink()
    for coder, shift in (("ann", 0), ("bob", 1)):
        path = gold.folder / f"sheet-{coder}.csv"
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["spans"] = f"{shift}-4 attributions" if row["unit"] < "u00040" else ""
            row["attributions"] = "" if row["unit"] < "u00040" else "0"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    coded = read_codes(gold)
    assert coded.answers["attributions"]["u00001"] == {"ann": 1, "bob": 1}
    assert coded.spans["u00050"] == {"ann": (), "bob": ()}
    table = agreement(gold, coded, replicates=50)
    row = table[table["coefficient"] == U_ALPHA].iloc[0]
    assert row["question"] == "spans"
    assert 0.7 < row["value"] < 1
    assert check_agreement(table) == []


def test_spans_of_exports(drawn, tmp_path):
    gold = drawn("sourcing:direct share", per_outlet=20)
    marks = [{"from_name": "spans", "value": {"start": 0, "end": 4, "text": "They", "labels": ["counted"]}}]
    tasks = [
        {"data": {"unit": "u00001"}, "annotations": [{"completed_by": {"email": "<b>x</b>@y"}, "result": marks}]},
        {"data": {"unit": "u00002"}, "annotations": [{"completed_by": {"email": "<b>x</b>@y"}, "result": []}]},
    ]
    studio = tmp_path / "studio.json"
    studio.write_text(json.dumps(tasks))
    doccano = tmp_path / "dora.jsonl"
    doccano.write_text(
        '{"unit": "u00001", "label": [[0, 4, "other"]]}\n{"unit": "u00002", "label": [[0, 1, "none"]]}\n'
    )
    coded = read_codes(gold, [studio, doccano])
    assert coded.coders == ("<b>x</b>@y", "dora")
    assert coded.answers["counted"]["u00001"] == {"<b>x</b>@y": 1, "dora": 0}
    assert coded.answers["among"]["u00002"] == {"<b>x</b>@y": 0, "dora": 0}
    doccano.write_text('{"unit": "u00001", "label": [[0, 99999, "other"]]}\n')
    with pytest.raises(FramingError, match="a span ends at 99999, and the passage of u00001 has"):
        read_codes(gold, [doccano])


def test_a_count_that_the_marks_deny_is_refused(drawn, scored):
    gold = drawn("sourcing:attributions", per_outlet=8)
    path = gold.folder / "sheet-anna.csv"
    path.write_text("unit,attributions,spans\nu00001,2,0-3\n")
    (gold.folder / "sheet-anna.xlsx").unlink()
    with pytest.raises(FramingError, match="coded attributions of u00001 as 2 and marked 1"):
        read_codes(gold)


def test_spans_are_refused_where_nothing_is_counted_in_them():
    with pytest.raises(FramingError, match="hits:insults is not counted in spans"):
        check_spans(parse_target("hits:insults"), SheetOptions(spans=True))
    with pytest.raises(FramingError, match="hits:insults is not coded in spans"):
        read_spans("0-1", parse_target("hits:insults"), "row 2")
