"""Dates marked in a timeline."""

import pytest

from framing import plot
from framing.errors import FramingError
from framing.stats.changepoints import ChangePoint

MONTHS = tuple(f"2020-{month:02d}" for month in range(1, 13))
CHANGE = ChangePoint(6, 5, 8, 0.95, 1.0, 2.0, "2020-07", "2020-06", "2020-09")


def test_a_change_is_a_line_before_its_period_with_a_band(make_rows, axes):
    rows = make_rows(1, periods=MONTHS)
    plot.timeline(rows, axes)
    lines, patches = len(axes.lines), len(axes.patches)
    plot.mark_dates(rows, axes, changes=[CHANGE], events={"2020-03": "new style guide"})
    added = [line.get_xdata()[0] for line in axes.lines[lines:]]
    assert added == [5.5, 2]
    assert axes.patches[patches].get_x() == 4.5
    assert axes.patches[patches].get_width() == 4
    assert "new style guide" in axes.texts[-1].get_text()


def test_a_period_that_is_not_there_is_refused(make_rows, axes):
    rows = make_rows(1, periods=MONTHS)
    plot.timeline(rows, axes)
    with pytest.raises(FramingError, match=r"no period '2021-01' .* from 2020-01 to 2020-12"):
        plot.mark_dates(rows, axes, events={"2021-01": "strike"})
