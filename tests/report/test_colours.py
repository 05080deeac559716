"""The colours of the charts are told apart by colour-blind readers, and stand out from the ground."""

import re
from importlib import resources
from itertools import combinations

import pytest

# what is seen of linear RGB, at full severity: Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6), table 1
SEEN = {
    "typical": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
APART = 0.12  # in OKLab, in which 0.02 is about the least that is seen
STYLE = resources.files("framing.report").joinpath("page", "style.css").read_text(encoding="utf-8")
SCRIPT = resources.files("framing.report").joinpath("page", "script.js").read_text(encoding="utf-8")
PALETTES = [
    (ground, tuple(re.findall(r"--c\d: (#\w{6})", block)))
    for ground, block in re.findall(r":root \{[^}]*?--paper: (#\w+);([^}]*)\}", STYLE)
]


def linear(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def oklab(rgb):
    cones = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    lab = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return times(lab, [part ** (1 / 3) for part in times(cones, [min(1, max(0, part)) for part in rgb])])


def contrast(one, other):
    lights = sorted(times([(0.2126, 0.7152, 0.0722)], linear(colour))[0] for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_there_is_a_palette_for_light_dark_and_print():
    assert [ground for ground, _ in PALETTES] == ["#ffffff", "#17181a", "#fff"]
    assert [len(colours) for _, colours in PALETTES] == [6, 6, 6]
    assert PALETTES[0][1] == PALETTES[2][1]
    assert tuple(re.findall(r"#\w{6}", re.search(r"const COLOURS = \[(.*?)\]", SCRIPT)[1])) == PALETTES[0][1]


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize(("ground", "colours"), PALETTES)
def test_any_two_are_told_apart(ground, colours, eyes):
    seen = {colour: oklab(times(SEEN[eyes], linear(colour))) for colour in colours}
    apart = {
        pair: sum((a - b) ** 2 for a, b in zip(*(seen[colour] for colour in pair), strict=True)) ** 0.5
        for pair in combinations(colours, 2)
    }
    assert min(apart.values()) >= APART, min(apart, key=apart.get)


@pytest.mark.parametrize(("ground", "colours"), PALETTES)
def test_marks_stand_out_from_the_ground(ground, colours):
    assert min(contrast(colour, ground) for colour in colours) >= 3
