"""Every chart looks as it did when it was last looked at."""

import importlib.util
from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images

_SPEC = importlib.util.spec_from_file_location("pictures", Path(__file__).with_name("pictures.py"))
pictures = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(pictures)

TOLERANCE = 6  # root mean square of grey levels: letters drawn by another version of their library stay below


@pytest.mark.parametrize("chart", pictures.CHARTS, ids=lambda chart: chart.__name__)
def test_the_picture_is_the_baseline(chart, tmp_path):
    found = pictures.drawn(chart, tmp_path)
    odd = compare_images(str(pictures.BASELINES / found.name), str(found), TOLERANCE)
    assert odd is None, f"{odd}\nif it is meant: python tests/plot/pictures.py, look at them, commit"


def test_another_picture_would_be_seen(tmp_path, monkeypatch):
    rows = pictures.rows
    monkeypatch.setattr(pictures, "rows", lambda *given, **more: rows(*given, **more).iloc[::-1])
    found = pictures.drawn(pictures.lollipop, tmp_path)
    assert compare_images(str(pictures.BASELINES / found.name), str(found), TOLERANCE) is None  # the order is its own
    monkeypatch.setattr(pictures, "rows", lambda *given, **more: rows(*given, **more).assign(value=0.15))
    found = pictures.drawn(pictures.lollipop, tmp_path)
    assert compare_images(str(pictures.BASELINES / found.name), str(found), TOLERANCE) is not None
