"""Problems of the articles behind a chart: outlets left out, days marked, words below it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from framing import plot
from framing.corpus.problems import ANNOTATES, BLOCKS, COUNTS, FIGURES, OVER_TIME, FeedProblem
from framing.errors import FramingError
from framing.plot._calendar import place_of
from framing.stats.rows import NO_MARKS

MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 7))
GAP = FeedProblem(
    *("gap", "Alder", date(2020, 2, 1), date(2020, 4, 1), 60, 0),
    "Alder has no article from 2020-02-01 to 2020-03-31 (60 days)",
    *(ANNOTATES, (OVER_TIME, COUNTS)),
)
LATE = replace(GAP, code="late-start", outlet="Birch", effect=BLOCKS, message="Birch begins on 2020-06-01, late")
SHIFT = replace(GAP, code="length-shift", size=2.0, message="articles of Alder grow", affects=(OVER_TIME, FIGURES))


@pytest.mark.parametrize(
    ("day", "periods", "place"),
    [
        (date(2020, 1, 1), MONTHS, -0.5),
        (date(2020, 2, 1), MONTHS, 0.5),
        (date(2020, 4, 16), MONTHS, 3.0),
        (date(2030, 1, 1), MONTHS, 5.5),
        (date(1990, 1, 1), MONTHS, -0.5),
        (date(2020, 7, 1), ("2020-H1", "2020-H2"), 0.5),
        (date(2020, 10, 1), ("2020-Q3", "2020-Q4"), 0.5),
        (date(2021, 1, 4), ("2020-W53", "2021-W01"), 0.5),
        (date(2020, 2, 28), ("2020-02-27", "2020-02-28"), 0.5),
        (date(2021, 1, 1), ("2020", "2021"), 0.5),
    ],
)
def test_days_have_a_place_on_every_calendar(day, periods, place):
    assert place_of(day, periods) == pytest.approx(place)


def test_other_periods_have_no_places():
    assert place_of(date(2020, 1, 1), ("before", "after")) is None
    assert place_of(date(2020, 1, 1), ()) is None


def test_a_gap_is_hatched_in_its_outlets_panel_alone(make_rows):
    drawn = plot.draw("timeline", make_rows(3, periods=MONTHS), problems=[GAP])
    hatched = [[patch for patch in axes.patches if patch.get_hatch()] for axes in drawn.axes]
    assert [len(found) for found in hatched] == [1, 0, 0]
    assert hatched[0][0].get_x() == pytest.approx(0.5)
    assert hatched[0][0].get_width() == pytest.approx(2.0)
    below = " ".join(drawn.get_supxlabel().split())
    assert "Hatched: days without articles." in below
    assert below.endswith("Alder has no article from 2020-02-01 to 2020-03-31 (60 days).")
    assert GAP.message in plot.alt_text(drawn)


def test_what_blocks_an_outlet_leaves_it_out_with_the_reason(make_rows):
    drawn = plot.draw("timeline", make_rows(3, periods=MONTHS), problems=[LATE])
    assert [axes.get_ylabel() for axes in drawn.axes] == ["hits per 1,000 words"]  # two are left, in one panel
    assert "Not shown: Birch (begins on 2020-06-01, late)." in " ".join(drawn.get_supxlabel().split())


def test_what_concerns_time_alone_leaves_other_charts_as_they_are(make_rows):
    drawn = plot.draw("rates", make_rows(3), problems=[GAP, LATE])
    assert "Birch" in [tick.get_text() for tick in drawn.axes[0].get_yticklabels()]
    assert "†" not in drawn.get_supxlabel()


@pytest.mark.parametrize("chart", ["rates", "heatmap", "labelling"])
def test_outlets_with_a_problem_of_figures_are_marked(make_rows, chart):
    drawn = plot.draw(chart, make_rows(3), problems=[SHIFT])
    drawn.draw_without_rendering()
    ticks = [tick.get_text() for axes in drawn.axes for tick in (*axes.get_yticklabels(), *axes.get_xticklabels())]
    assert "Alder †" in ticks
    assert "† articles of Alder grow." in " ".join(drawn.get_supxlabel().split())


def test_outlets_without_quotation_marks_are_left_out(make_rows):
    values = make_rows(3).assign(method="bootstrap")
    lost = values["outlet"] == "Cedar"
    values.loc[lost, ["value", "low", "high"]] = np.nan
    values.loc[lost, "method"] = NO_MARKS
    drawn = plot.draw("rates", values)
    assert "Cedar" not in [tick.get_text() for tick in drawn.axes[0].get_yticklabels()]
    assert "Not shown: Cedar (no quotation marks)." in " ".join(drawn.get_supxlabel().split())
    with pytest.raises(FramingError, match=r"no outlet can be shown \(Cedar: no quotation marks\)"):
        plot.draw("rates", values[lost])


def test_the_words_stand_above_a_key_and_the_figure_grows(make_rows):
    items = tuple(f"words of type {name}" for name in ("corporate", "unknown"))
    values = make_rows(3, items=items, measure="sourcing", unit="share of attributed words")
    plain, noted = (plot.draw("speakers", values, problems=problems) for problems in ((), (SHIFT,)))
    assert noted.legends[0].get_title().get_text().startswith("† articles of Alder grow")
    assert noted.get_figheight() > plain.get_figheight()


def test_a_forest_marks_outlets_too():
    import pandas as pd

    row = {"item": "fog", "outlet": "Alder", "reference": "Birch", "difference": 0.2, "low": 0.1, "high": 0.3}
    table = pd.DataFrame([row | {"level": 0.95, "unit": "share of mentions", "differs": True, "family_size": 1}])
    drawn = plot.forest_figure(table, problems=[SHIFT])
    assert drawn.axes[0].get_yticklabels()[0].get_text() == "Alder † – Birch"
    assert "† articles of Alder grow." in drawn.get_supxlabel()
