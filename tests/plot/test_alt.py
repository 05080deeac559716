"""The words that stand for a chart go with its file."""

import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from framing import plot

SVG = "{http://www.w3.org/2000/svg}"


def test_an_svg_is_an_image_with_a_description(tmp_path, make_rows):
    values = make_rows(3)
    values.loc[0, "outlet"] = "A <b> & Söhne"
    drawn = plot.draw("rates", values, title="Thick fog")
    root = ElementTree.parse(plot.save(drawn, tmp_path / "a.svg")).getroot()
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Thick fog"
    told = root.find(f"{SVG}desc").text
    assert told == plot.alt_text(drawn).partition(": ")[2]
    assert "A <b> & Söhne" in told
    assert "hits per 1,000 words, 3 outlets" in told


def test_a_png_and_a_pdf_hold_it_too(tmp_path, make_rows):
    drawn = plot.describe(plot.draw("rates", make_rows(2)), "Fog: little of it")
    with Image.open(plot.save(drawn, tmp_path / "a.png")) as image:
        assert image.text["Description"] == "Fog: little of it"
    assert b"/Subject (Fog: little of it)" in plot.save(drawn, tmp_path / "a.pdf").read_bytes()


def test_the_letters_of_a_pdf_are_in_it(tmp_path, make_rows):
    content = plot.save(plot.draw("rates", make_rows(2)), tmp_path / "a.pdf").read_bytes()
    assert b"/FontFile2" in content
    assert b"/Type3" not in content


@pytest.mark.parametrize("outlets", [1, 4, 15])
def test_a_chart_is_told_by_its_ends(make_rows, outlets):
    values = make_rows(outlets)
    words = plot.alt_text(plot.draw("rates", values))
    ranked = values.sort_values("value", ascending=False)["outlet"].tolist()
    assert re.search(rf"\b{ranked[0]} \d", words)
    assert re.search(rf"\b{ranked[-1]} \d", words)
    assert ("between)" in words) == (outlets > 6)


def test_a_figure_without_words_has_none():
    assert plot.alt_text(plot.figure()) == ""
    assert b"<desc>" not in plot.to_svg(plot.figure())
