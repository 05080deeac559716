"""Rows as a comparison gives them."""

import numpy as np
import pandas as pd
import pytest

NAMES = [
    "Alder",
    "Birch",
    "Cedar",
    "Dogwood",
    "Elm",
    "Fir",
    "Gorse",
    "Hazel",
    "Ivy",
    "Juniper",
    "Kale",
    "Larch",
    "Maple",
    "Nettle",
    "Oak",
]


def rows(outlets=4, *, periods=("all",), items=("weather/label",), measure="rate", unit="hits per 1,000 words"):
    rng = np.random.default_rng(outlets)
    found = []
    for item in items:
        for outlet in NAMES[:outlets]:
            for period in periods:
                value = rng.uniform(0.1, 0.4)
                found.append(
                    {
                        "measure": measure,
                        "item": item,
                        "voice": "outlet",
                        "outlet": outlet,
                        "period": period,
                        "value": value,
                        "low": value * 0.7,
                        "high": value * 1.4,
                        "level": 0.95,
                        "n_articles": 20,
                        "denominator": 150.0,
                        "unit": unit,
                        "small": False,
                    }
                )
    return pd.DataFrame(found)


@pytest.fixture
def make_rows():
    return rows


@pytest.fixture
def axes():
    from framing import plot

    return plot.figure().subplots()
