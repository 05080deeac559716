from dataclasses import replace

import pandas as pd
import pytest

from framing.lexicon.model import Entry, Lexicon, Validation
from framing.report.wording import badge
from framing.stats.validity import with_validity

WEATHER = Lexicon(
    name="weather",
    version="1.0.0",
    language="en",
    entries=(
        Entry("fog.murk", ("murk",), "label", referent="fog", loading=-1),
        Entry("fog.name", ("fog",), "label", referent="fog"),
        Entry("rain.name", ("rain",), "label", referent="rain"),
    ),
)
CASES = pd.DataFrame(
    [("fog", "weather", "fog.murk")] * 3 + [("fog", "weather", "fog.name")] + [("rain", "weather", "rain.name")],
    columns=["item", "lexicon", "entry"],
)


def read(*records, cases=CASES):
    rows = [(item, outlet) for item in ("fog", "fog (+)", "rain", "direct share") for outlet in ("Alder", "Birch")]
    estimates = pd.DataFrame(rows, columns=["item", "outlet"])
    return with_validity(estimates, [cases], [replace(WEATHER, validated=records)])


def of(table, item, outlet="Alder"):
    row = table[(table["item"] == item) & (table["outlet"] == outlet)].iloc[0]
    return row["validated"], row["precision"]


def record(name, n, correct, *, outlet="", corpus="storms 2015"):
    return Validation(name, n, correct, corpus, "2026-01-31", outlet)


def test_without_a_record_nothing_is_validated():
    table = read()
    assert (table.loc[table["item"] != "direct share", "validated"] == 0).all()
    assert table["precision"].isna().all()


def test_figures_that_count_no_hits_have_no_validity():
    assert all(map(pd.isna, of(read(record("label", 100, 90)), "direct share")))


def test_the_record_of_a_referent_holds_for_all_its_labels_both_ways():
    table = read(record("fog", 50, 45))
    assert of(table, "fog") == of(table, "fog (+)") == (50, 0.9)
    assert of(table, "rain")[0] == 0


def test_records_of_entries_are_added_and_their_precision_weighed_by_hits():
    assert of(read(record("fog.murk", 40, 20), record("fog.name", 10, 10)), "fog") == (50, pytest.approx(0.625))


def test_one_entry_without_a_record_leaves_the_item_unvalidated():
    assert of(read(record("fog.murk", 40, 20)), "fog")[0] == 0


def test_entries_that_were_not_counted_need_no_record():
    """A scored corpus holds entries as categories, of which an item has few."""
    table = read(record("fog", 50, 45), cases=CASES.astype({"lexicon": "category", "entry": "category"}))
    assert of(table, "fog") == (50, 0.9)


def test_two_corpora_are_one_reading():
    table = read(record("fog", 50, 45), record("fog", 50, 35, corpus="storms 2016"))
    assert of(table, "fog") == (100, pytest.approx(0.8))


def test_the_record_of_an_outlet_holds_there_alone():
    table = read(record("fog", 50, 45, outlet="Birch"))
    assert of(table, "fog", "Birch") == (50, 0.9)
    assert of(table, "fog", "Alder")[0] == 0
    assert badge(table[table["item"] == "fog"]) == "UNVALIDATED in 1 of 2 outlets, else n=50, precision 0.90"


def test_badges():
    assert badge(read()[:2]) == "UNVALIDATED"
    table = read(record("label", 1200, 900), record("fog", 50, 45))
    assert badge(table[table["item"] == "fog"]) == "VALIDATED n=50, precision 0.90"
    assert badge(table[table["item"] == "rain"]) == "VALIDATED n=1,200, precision 0.75"
    assert badge(table[table["item"] == "direct share"]) == ""
