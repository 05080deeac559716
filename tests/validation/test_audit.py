"""The precision of single hits, and the records that a lexicon keeps of it."""

import math

import numpy as np
import pytest

from framing.errors import FramingError
from framing.lexicon import load_lexicon
from framing.validation import audit, correct, read_codes, records, settle
from framing.validation.shares import weighted_share

LEXICON = "hits:sample-velmar"


def coded(gold, filled, wrong=()):
    filled(gold, "anna", lambda unit: (int(unit["entry"] not in wrong),))
    return settle(gold, read_codes(gold))


def test_precision_is_given_by_every_column(scored, drawn, filled):
    gold = drawn(LEXICON, per_outlet=60)
    worst = gold.units["entry"].value_counts().index[0]
    table = audit(gold, coded(gold, filled, {worst}), scored)
    assert set(table["by"]) == {"all", "category", "referent", "entry", "voice", "outlet", "period"}
    by_entry = table[(table["by"] == "entry") & (table["n"] > 0)].set_index("value")
    assert by_entry.loc[worst, "precision"] == 0
    assert by_entry.drop(worst)["precision"].eq(1).all()
    assert (by_entry["low"] < by_entry["high"]).all()  # never an interval of no width
    whole = table[table["by"] == "all"].iloc[0]
    assert whole["hits"] == len(scored.hits)
    truth = (scored.hits["entry"] != worst).mean()
    assert whole["low"] < truth < whole["high"]


def test_coders_see_the_claim(drawn):
    gold = drawn(LEXICON)
    head, first = (gold.folder / "sheet-anna.csv").read_text(encoding="utf-8-sig").split("\n")[:2]
    assert head == "unit,claim,before,passage,after,right,note"
    assert "(entry " in first
    assert "claim" in (gold.folder / "codebook.md").read_text()


def test_records_can_be_pasted_into_the_lexicon(scored, drawn, filled, tmp_path):
    gold = drawn(LEXICON)
    table = audit(gold, coded(gold, filled), scored)
    text = records(table, 'The "Velmar" corpus')
    source = (scored.folder / "lexicons" / "sample-velmar.yaml").read_text()
    path = tmp_path / "sample-velmar.yaml"
    path.write_text(source.replace("entries:", text + "entries:", 1))
    lexicon = load_lexicon(path)
    entry = gold.units["entry"].iloc[0]
    (record,) = lexicon.validations(entry)
    assert record.n == (gold.units["entry"] == entry).sum()
    assert record.corpus == 'The "Velmar" corpus'


def test_hits_and_figures_are_not_mixed_up(scored, drawn, filled, agreeing):
    hits = drawn(LEXICON)
    with pytest.raises(FramingError, match="see audit"):
        correct(hits, coded(hits, filled), scored)
    figure = drawn("sourcing:attributions")
    filled(figure, "anna", agreeing)
    with pytest.raises(FramingError, match="needs one drawn for hits"):
        audit(figure, settle(figure, read_codes(figure)), scored)


def test_weighted_share_is_wilson_s_where_all_are_as_likely():
    share = weighted_share(np.r_[np.ones(90), np.zeros(10)], np.ones(100), np.full(100, 0.3))
    assert (share.low, share.high) == pytest.approx((0.8256, 0.9448), abs=5e-5)
    assert share.effective == pytest.approx(100)
    none = weighted_share(np.zeros(3), np.zeros(3), np.ones(3))
    assert math.isnan(none.value)
