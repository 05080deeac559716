"""Names from the corpus in a chart's file: shown as they are, run by nothing."""

import xml.etree.ElementTree as ET

import pytest

from framing import plot

HOSTILE = (
    "<script>x=1</script>",
    "</svg><img src=x>",
    "$x^2$ $\\frac{1}{",
    "=1 \u202egni\x07]]>",
)


@pytest.fixture
def hostile_rows(make_rows):
    rows = make_rows(4, items=(HOSTILE[0],))
    return rows.assign(outlet=rows["outlet"].map(dict(zip(rows["outlet"].unique(), HOSTILE, strict=True))))


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
@pytest.mark.parametrize("chart", ["rates", "heatmap"])
def test_a_chart_of_hostile_names_is_written(hostile_rows, chart, kind, tmp_path):
    drawn = plot.draw(chart, hostile_rows, title=HOSTILE[1], titles={HOSTILE[0]: HOSTILE[1]})
    plot.save(drawn, tmp_path / f"c.{kind}")
    content = (tmp_path / f"c.{kind}").read_bytes()
    if kind == "svg":
        names = {element.tag.rpartition("}")[2] for element in ET.fromstring(content).iter()}
        assert not names & {"script", "img", "foreignObject"}


def test_a_browser_runs_nothing_of_it(open_page, hostile_rows, tmp_path):
    plot.save(plot.draw("rates", hostile_rows, title=HOSTILE[0]), tmp_path / "c.svg")
    page = open_page((tmp_path / "c.svg").as_uri())
    assert page.evaluate("document.querySelectorAll('script, img').length") == 0
    assert page.evaluate("document.documentElement.tagName") == "svg"
