"""How many differences the terminal says it leaves out."""

from types import SimpleNamespace

import pandas as pd
import pytest

from framing.cli._findings import _differences
from framing.corpus.problems import ANNOTATES, BLOCKS, OVER_TIME, FeedProblem


@pytest.mark.parametrize(("effect", "counted"), [(BLOCKS, False), (ANNOTATES, True)])
def test_a_change_over_time_of_a_blocked_outlet_is_none_of_them(effect, counted):
    row = {"measure": "rate", "item": "fog", "voice": "outlet", "period": "from 2020-02", "outlet": "Alder"}
    found = SimpleNamespace(
        contrasts=pd.DataFrame([row | {"reference": "itself before 2020-02", "differs": True}]),
        estimates=pd.DataFrame([row | {"period": "all"}]),
    )
    problem = FeedProblem("gap", "Alder", None, None, 60, 0, "Alder has no article in May", effect, (OVER_TIME,))
    part = SimpleNamespace(
        found=found,
        selection=SimpleNamespace(labels={}),
        problems=[problem],
        others={},
        shown=SimpleNamespace(width=99, everything=False, items=()),
    )
    assert any("One more difference" in line for line in _differences(part, [])) == counted
