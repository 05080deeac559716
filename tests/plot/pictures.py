"""The charts whose pictures are compared; run as a script it draws the baselines anew, which are then looked at."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib import rc_context

sys.path.insert(0, str(Path(__file__).parent))

from conftest import rows

from framing import plot
from framing.corpus.problems import ANNOTATES, BLOCKS, COUNTS, OVER_TIME, FeedProblem
from framing.plot.style import SETTINGS
from framing.stats.specification import SpecificationOptions, grid, specification_curve

BASELINES = Path(__file__).with_name("baselines")
DPI = 60
MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 9))
SHARE = "share of attributed words"


def timeline():
    values = rows(3, periods=MONTHS)
    values.loc[2, "small"], values.loc[5, "high"] = True, 9.0
    return plot.draw("timeline", values, title="Fog")


def labelling():
    return plot.draw("labelling", rows(4, measure="labelling", unit="share of mentions"), title="Fog")


def rates():
    return plot.draw("rates", rows(4, items=("fog", "mist", "rain")))


def speakers():
    items = tuple(f"words of type {name}" for name in ("corporate", "military", "unknown", "none"))
    values = rows(4, items=items, measure="sourcing", unit=SHARE)
    return plot.draw("speakers", values.assign(value=values["value"] / 4), title="Who speaks")


def heatmap():
    values = rows(5, items=("fog", "mist", "rain"))
    values.loc[3, "value"], values.loc[6, "small"] = np.nan, True
    return plot.draw("heatmap", values, title="Weather")


def slope():
    return plot.draw("slope", rows(6, periods=("2020-H1", "2020-H2")), title="Fog")


def lollipop():
    values = rows(1, items=("fog", "mist", "rain", "wind"), measure="sourcing", unit=SHARE)
    return plot.draw("lollipop", values, title="Alder")


def forest():
    pairs = [("Alder", "Birch"), ("Alder", "Cedar"), ("Birch", "Cedar"), ("Cedar", "Elm")]
    middle = np.array([0.2, -0.05, 0.11, -0.3])
    table = pd.DataFrame(pairs, columns=["outlet", "reference"]).assign(
        item="fog", difference=middle, low=middle - 0.1, high=middle + 0.1, level=0.95, family_size=4, q_value=0.01
    )
    return plot.forest_figure(table.assign(unit="share of mentions", differs=table["difference"].abs() > 0.1))


def specification():
    rng = np.random.default_rng(0)
    choices = grid({"voice": ["outlet", "all"], "wire": ["kept", "left out"], "per": ["words", "mentions"]})
    words = rng.integers(5, 30, (60, len(choices))).astype(float)
    member = np.arange(60) < 30
    hits = rng.poisson(words * (0.2 + 0.05 * member[:, None])).astype(float)
    options = SpecificationOptions(permutations=99)
    return plot.specification_figure(specification_curve(choices, hits, words, member, options=options))


def reliability():
    predicted = np.linspace(0.05, 0.95, 10)
    seen = predicted**1.3
    table = {"predicted": predicted, "observed": seen, "low": seen - 0.05, "high": seen + 0.05, "n": range(100, 0, -10)}
    return plot.reliability_figure(pd.DataFrame(table))


def health():
    gap = FeedProblem(
        *("gap", "Alder", date(2020, 3, 10), date(2020, 5, 20), 72, 0),
        "Alder has no article from 2020-03-10 to 2020-05-20 (72 days)",
        *(ANNOTATES, (OVER_TIME, COUNTS)),
    )
    shift = replace(gap, code="length-shift", start=date(2020, 6, 1), size=2.0, message="articles of Alder grow")
    late = replace(gap, code="late-start", outlet="Cedar", effect=BLOCKS, message="Cedar begins on 2020-07-01")
    values = rows(4, periods=MONTHS)
    values = values[(values["outlet"] != "Alder") | ~values["period"].eq("2020-04")]
    return plot.draw("timeline", values, title="Fog", problems=[gap, shift, late])


CHARTS = (timeline, health, labelling, rates, speakers, heatmap, slope, lollipop, forest, specification, reliability)


def drawn(chart, folder):
    path = folder / f"{chart.__name__}.png"
    with rc_context(SETTINGS):
        chart().savefig(path, dpi=DPI, metadata={"Software": None})
    return path


if __name__ == "__main__":
    for chart in CHARTS:
        print(drawn(chart, BASELINES))  # noqa: T201
