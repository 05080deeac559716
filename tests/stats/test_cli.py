import json
import re
from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner

from framing.cli import compare as compare_module
from framing.cli import plot as plot_module
from framing.cli._findings import _outlet
from framing.errors import FramingError


@pytest.fixture
def run(monkeypatch, make_corpus):
    scored = make_corpus()
    scored.manifest["health"]["quotation_marks_missing"] = ["Cedar"]
    for lexicon in scored.lexicons:
        lexicon.referents = {"fog": SimpleNamespace(id="fog", label="the fog of the coast")}
        lexicon.categories = {"label": "what it is called"}
    monkeypatch.setattr("framing.tables.ScoredCorpus", lambda folder: scored)

    def invoke(module, *arguments):
        return CliRunner().invoke(module.command, ["folder", *map(str, arguments)], catch_exceptions=False)

    return invoke


HEAD = "Labels against the fog of the coast, in its own voice"


def blocks(text):
    """The blocks of lines between empty lines, white space made single."""
    return [[" ".join(line.split()) for line in block.splitlines()] for block in text.split("\n\n")]


def test_differences_then_figures_then_notes(run):
    done = run(compare_module, "--period", "all")
    found = blocks(done.stdout)
    assert found[0] == ["Differences with q < 0.05 and an interval without 0:"]
    assert found[1][0] == f"{HEAD} [UNVALIDATED]"
    assert found[1][1].startswith("Alder: ")
    figures = next(block for block in found[2:] if block[0] == f"{HEAD} (share of mentions)")
    assert figures.pop(1) == "[UNVALIDATED]"
    assert [line.split()[0] for line in figures[1:]] == ["Alder", "Birch", "Cedar:"]
    assert re.fullmatch(r"Alder \d+ % \d+–\d+ \d+ of \d+ \d+", figures[1])
    assert figures[3] == "Cedar: not comparable: no quotation marks"
    assert "bias" not in done.stdout
    assert "note: quotation marks are missing in Cedar" in done.stderr


def test_figures_are_those_of_the_table(run):
    whole = json.loads(run(compare_module, "--json", "--period", "all").stdout)
    (row,) = [
        row
        for row in whole["estimates"]
        if (row["measure"], row["item"], row["voice"], row["outlet"]) == ("rate", "weather/label", "outlet", "Alder")
    ]
    shown = " ".join(run(compare_module, "--period", "all", "--all").stdout.split())
    words = f"{row['numerator']:.0f} in {row['denominator']:,.0f} words {row['n_articles']}"
    assert f"Alder {row['value']:.2f} {row['low']:.2f}–{row['high']:.2f} {words}" in shown


@pytest.mark.parametrize("arguments", [(), ("--all",), ("--voice", "quoted")])
def test_no_line_is_wider_than_80_columns_and_no_word_is_cut(run, arguments):
    lines = run(compare_module, *arguments).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "weather/label" not in "".join(lines)


def test_all_adds_every_item_and_voice(run):
    few, all_ = (run(compare_module, "--period", "all", *more).stdout for more in ((), ("--all",)))
    assert "in quotations" not in few
    assert "in quotations" in all_
    assert len(all_) > len(few)
    assert "--all shows every one" not in all_


def test_only_what_was_asked_for(run):
    done = run(compare_module, "--measure", "labelling", "--voice", "all", "--against", "Birch", "--period", "all")
    found = blocks(done.stdout)
    headings = [block[0] for block in found if "(share" in block[0]]
    assert headings == ["Labels against the fog of the coast, in any voice (share of mentions)"]
    assert "Birch" in found[1][1]


def test_a_long_name_of_an_outlet_is_wrapped():
    row = SimpleNamespace(
        outlet="The Evening Messenger of the Northern Coast",
        unit="share of mentions",
        value=0.25,
        low=0.1,
        high=0.5,
        numerator=5.0,
        denominator=20.0,
        n_articles=3,
        small=True,
    )
    first, second = (" ".join(line.split()) for line in _outlet(row, 24))
    assert first == "The Evening Messenger of"
    assert second == "the Northern Coast 25 % 10–50 5 of 20 3 few"


def test_csv_holds_every_estimate_and_contrast(run, tmp_path):
    run(compare_module, "--measure", "sourcing", "--csv", tmp_path / "out.csv")
    estimates, contrasts = (pd.read_csv(tmp_path / name) for name in ("out.csv", "out-contrasts.csv"))
    assert {"all", "2020-01"} <= set(estimates["period"])
    assert set(contrasts["family"]) == {"sourcing", "sourcing by source type"}


def test_a_csv_that_cannot_be_written_is_named(run, tmp_path):
    with pytest.raises(FramingError, match=r"cannot write .*nowhere"):
        run(compare_module, "--measure", "sourcing", "--csv", tmp_path / "nowhere" / "out.csv")


def test_json_is_complete_and_has_null_for_no_figure(run):
    whole = json.loads(run(compare_module, "--json", "--period", "all", "--seed", "3").stdout)
    assert set(whole) == {"options", "notes", "estimates", "contrasts"}
    assert whole["options"]["seed"] == 3
    barred = [row for row in whole["estimates"] if row["outlet"] == "Cedar" and row["voice"] == "outlet"]
    assert barred
    assert all(row["value"] is None for row in barred)


def test_no_clear_difference_is_said(run):
    done = run(compare_module, "--measure", "sourcing", "--period", "all")
    assert blocks(done.stdout)[0] == ["No difference shown here has q < 0.05 and an interval without 0."]
    none = run(compare_module, "--measure", "sourcing", "--against", "none", "--period", "all")
    assert none.stdout.split()[0] == "outlet"


@pytest.mark.parametrize(
    "arguments",
    [
        ("timeline", "--period", "month"),
        ("rates",),
        ("labelling", "--item", "fog", "--outlets", "Alder, Birch"),
        ("rates", "--measure", "sourcing", "--item", "direct share"),
        ("speakers",),
    ],
)
def test_charts_are_written(run, tmp_path, arguments):
    for name, start in (("chart.png", b"\x89PNG"), ("chart.svg", b"<?xml")):
        done = run(plot_module, *arguments, "-o", tmp_path / name)
        assert done.exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rates", "--item", "rain"), r"no item 'rain' in these figures; choose from weather/label"),
        (("rates", "--outlets", "Oak"), r"no outlet 'Oak' .* Alder, Birch, Cedar"),
        (("speakers", "--item", "direct share"), r"items that begin 'words of type ', not 'direct share'"),
        (("timeline", "--measure", "sourcing"), r"one item; name it with --item, one of anonymous share"),
    ],
)
def test_what_is_not_there_is_named(run, tmp_path, arguments, message):
    with pytest.raises(FramingError, match=message):
        run(plot_module, *arguments, "-o", tmp_path / "chart.png")


def test_charts_are_titled_in_words(run, tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr("framing.plot.save", lambda figure, path: drawn.append(figure))
    for arguments in (("timeline", "--measure", "labelling", "--item", "fog"), ("rates", "--measure", "labelling")):
        run(plot_module, *arguments, "-o", tmp_path / "chart.png")
    marked = f"{HEAD} [UNVALIDATED]"
    assert drawn[0].get_suptitle() == marked  # Cedar, which has no quotation marks, is left out: two share one panel
    assert drawn[0].axes[0].get_ylabel() == "share of mentions"
    assert drawn[1].get_suptitle() == marked
    assert drawn[1].axes[0].get_title(loc="left") == ""


def test_sourcing_is_drawn_by_its_main_figures(run, tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr("framing.plot.save", lambda figure, path: drawn.append(figure))
    run(plot_module, "rates", "--measure", "sourcing", "-o", tmp_path / "chart.png")
    titles = [axes.get_title(loc="left") for axes in drawn[0].axes]
    assert {title.removesuffix(" [UNVALIDATED]") for title in titles} == {
        *("Attributions", "Direct share", "Hedged share", "Headline or lead share"),
        *("Named share", "Anonymous share", "Unsourced share"),
    }
    assert all(title.endswith(" [UNVALIDATED]") for title in titles)


def test_formulas_in_names_are_madeharmless(run, tmp_path):
    frame = pd.DataFrame({"outlet": ["=cmd()", "Alder"], "item": ["-1", "fog"], "value": [-1.0, 2.0]})
    safe = compare_module.harmless(frame)
    assert safe["outlet"].tolist() == ["'=cmd()", "Alder"]
    assert safe["item"].tolist() == ["'-1", "fog"]
    assert safe["value"].tolist() == [-1.0, 2.0]
