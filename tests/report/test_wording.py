import math

import pytest

from framing.report.sourcing import meaning_of
from framing.report.wording import basis, figure, interval, name_of, q_words


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (0.0, "share of mentions", "0\xa0%"),
        (1.0, "share of mentions", "100\xa0%"),
        (0.324, "share of mentions", "32\xa0%"),
        (0.0239, "share of mentions", "2\xa0%"),
        (0.004, "share of mentions", "0.4\xa0%"),
        (0.996, "share of mentions", "99.6\xa0%"),
        (3.456, "hits per 1,000 words", "3.46"),
        (math.nan, "share of mentions", "–"),
    ],
)
def test_figures(value: float, unit: str, expected: str) -> None:
    assert figure(value, unit) == expected


def test_intervals() -> None:
    assert interval(0.28, 0.36, "share of mentions") == "28–36"
    assert interval(-0.05, 0.1, "share of mentions") == "−5 to 10"
    assert interval(0.0016, 0.0048, "share of mentions") == "0.2–0.5"
    assert interval(1.234, 5.678, "hits per 1,000 words") == "1.23–5.68"
    assert interval(math.nan, 1.0, "share") == ""


def test_q_values() -> None:
    assert q_words(0.0004) == "q < 0.001"
    assert q_words(0.0449) == "q = 0.045"


def test_names() -> None:
    labels = {"fog": "the fog", "weather/label": "Weather words"}
    assert name_of("labelling", "fog", "outlet", labels) == "Labels against the fog, in its own voice"
    assert name_of("labelling", "fog (+)", "quoted", labels) == "Labels in favour of the fog, in quotations"
    assert name_of("rate", "weather/label", "all", labels) == "Weather words, in any voice"
    assert name_of("sourcing", "direct share", "all", labels) == "Direct share"
    assert name_of("sourcing", "words of type corporate", "all", labels) == "Words of type corporate"
    assert name_of("sourcing", "doubting share, side fog", "all", labels) == "Doubting share, the fog"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("share of mentions", "12 of 3,400"),
        ("hits per 1,000 words", "12 in 3,400"),
        ("mean per article: effective number of sources", "3,400 articles"),
        ("effective number of sources in 20 articles", "12 named in 3,400"),
    ],
)
def test_what_stands_behind_a_figure(unit: str, expected: str) -> None:
    assert basis(12, 3400, unit) == expected


def test_the_rate_of_a_category_is_told_with_its_unit():
    told = {"stance/hedge": "a word that weakens a statement."}
    assert meaning_of("stance/hedge", told) == "Hits per 1,000 words: a word that weakens a statement."
    assert meaning_of("stance/booster", told) == ""
