from datetime import date, datetime
from decimal import Decimal

import pytest

from framing.corpus.records import as_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        ("a", "a"),
        ("\udc80", "\ufffd"),
        (3, "3"),
        (3.0, "3"),
        (3.5, "3.5"),
        (float("inf"), "inf"),
        (Decimal("1.5"), "1.5"),
        (True, "True"),
        (date(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2, 3, 4), "2020-01-02T03:04:00"),
        (b"caf\xe9", "caf\ufffd"),
        ([1], None),
        ({}, None),
    ],
)
def test_as_text(value, text):
    assert as_text(value) == text
