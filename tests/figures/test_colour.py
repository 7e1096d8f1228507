"""Colours: words can be read on paper, and a line of reference is seen on bars without colour, too."""

from __future__ import annotations

import re

import pytest

from generator.colour import READABLE, contrast, legible
from generator.figures import draw
from generator.figures.marks import Line, Words, every
from generator.theme import load_theme
from tests.figures.conftest import EXAMPLES, MEASURE

THEMES = ("navy", "pine", "plum")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_no_words_of_a_figure_have_the_accent_of_its_areas(kind: str, name: str) -> None:
    palette = load_theme(name).palette
    colours = {mark.colour for mark in every(draw.lay_out(EXAMPLES[kind], MEASURE, load_theme(name)).marks)
               if isinstance(mark, Words)}  # fmt: skip
    assert palette.accent not in colours
    for colour in colours - {palette.paper}:
        assert contrast(colour, palette.paper) >= READABLE, colour
    native = draw.native_chart(EXAMPLES[kind], load_theme(name), (MEASURE, 200.0))
    letters = r'<a:(?:rPr|defRPr)[^>]*><a:solidFill><a:srgbClr val="(\w+)"'
    assert palette.accent[1:] not in re.findall(letters, native.xml.decode() if native else "")


def test_a_colour_is_darkened_no_further_than_needed() -> None:
    assert legible("#1B2733", "#FFFFFF") == "#1B2733"
    darker = legible("#E8772E", "#FFFFFF")
    assert READABLE <= contrast(darker, "#FFFFFF") < READABLE + 0.4
    red, green, blue = (int(darker[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue  # still an orange


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", ["bars", "profile", "minibars"])
def test_a_line_of_reference_over_bars_has_paper_on_both_sides(kind: str, name: str) -> None:
    theme = load_theme(name)
    lines = [mark for mark in every(draw.lay_out(EXAMPLES[kind], MEASURE, theme).marks) if isinstance(mark, Line)]
    own = [at for at, line in enumerate(lines) if line.colour == theme.palette.accent and line.points[0] != (0, 0)]
    upright = [at for at in own if lines[at].points[1][1] - lines[at].points[0][1] > 6 and lines[at].points[1][1] > 14]
    assert upright
    for at in upright:
        rim, line = lines[at - 1], lines[at]
        assert rim.colour == theme.palette.paper and rim.width > line.width + 1 and rim.points == line.points
