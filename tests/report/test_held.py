"""Whether findings hold in parts of the articles."""

from types import SimpleNamespace

import pandas as pd
import pytest

from framing.corpus.problems import ANNOTATES, BLOCKS, OVER_TIME, FeedProblem
from framing.report.findings import blocked_over_time, find
from framing.report.held import held_in, only_in

KEY = ("rate", "fog", "outlet")


def contrasts(*rows):
    names = "outlet reference difference q_value differs value reference_value period".split()
    table = pd.DataFrame([dict(zip(names, row, strict=False)) for row in rows])
    base = {"measure": "rate", "item": "fog", "voice": "outlet", "unit": "hits per 1,000 words"}
    return table.assign(**base, period=table.get("period", "all"))


WHOLE = contrasts(("Alder", "the rest", 2.0, 0.01, True, 3.0, 1.0), ("Birch", "the rest", -1.0, 0.02, True, 1.0, 2.0))


def part(table):
    return SimpleNamespace(contrasts=table)


def test_a_finding_that_holds_everywhere_says_so_once():
    said = list(held_in(WHOLE, {"house": part(WHOLE), "one-per-story": part(WHOLE)}))
    assert said == ["Holds in house-written articles alone and with one article of each outlet a story too."]


def test_what_does_not_hold_has_its_figures():
    house = contrasts(("Alder", "the rest", 0.5, 0.3, False, 2.5, 2.0))
    (said,) = held_in(WHOLE, {"house": part(house)})
    assert said == (
        "In house-written articles alone: does not hold: Alder not told apart (2.50 and 2.00, q = 0.300); "
        "Birch not tested (too few articles)."
    )


def test_a_difference_turned_round_does_not_hold():
    house = WHOLE.assign(difference=[-2.0, -1.0])
    (said,) = held_in(WHOLE, {"house": part(house)})
    assert said.startswith("In house-written articles alone: 1 of 2 holds: Alder not told apart")


def test_differences_of_a_part_alone_are_found():
    house = contrasts(("Cedar", "the rest", 2.0, 0.01, True, 3.0, 1.0))
    ((item, said),) = only_in(part(WHOLE), {"house": part(house)}, {KEY}, {})
    assert item == "fog"
    assert said.endswith(
        "Cedar has 3.00 against the rest with 1.00 in house-written articles alone (q = 0.010); in all articles they "
        "are not told apart."
    )
    assert not list(only_in(part(WHOLE), {"house": part(WHOLE)}, {KEY}, {}))


@pytest.mark.parametrize(("effect", "findings"), [(BLOCKS, 0), (ANNOTATES, 1)])
def test_change_over_time_is_not_stated_of_a_blocked_outlet(effect, findings):
    row = contrasts(("Alder", "itself before 2020-02", 2.0, 0.01, True, 3.0, 1.0, "from 2020-02"))
    row = row.assign(low=1.0, high=3.0, level=0.95, numerator=3, denominator=1000.0)
    row = row.assign(reference_numerator=1, reference_denominator=1000.0)
    overall = row.assign(period="all", validated=0.0, precision=float("nan"))
    problem = FeedProblem("gap", "Alder", None, None, 60, 0, "Alder has no article in May", effect, (OVER_TIME,))
    comparison = SimpleNamespace(contrasts=row, estimates=overall)
    found = find(comparison, {KEY}, {}, problems=[problem])
    assert len(found) == findings
    assert (blocked_over_time([problem]) == {"Alder"}) == (findings == 0)
    assert all(each.notes == ("Read with care: Alder has no article in May.",) for each in found)
