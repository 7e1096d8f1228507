"""Figures of rows: where the figures of bars stand, and how the two ends of a dumbbell are named."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree

from generator.figures import draw, dumbbell
from generator.figures.bars import Bars
from generator.figures.dumbbell import Dumbbell, Pair
from generator.figures.letters import measure
from generator.figures.marks import Box, Dot, Line, Words, every
from generator.theme import Theme, load_theme

C = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
NAMES = tuple(f"指标{sign}" for sign in "甲乙丙丁戊己")
VALUES = (70.0, 59.9, 57.0, 55.0, 52.0, 3.0)
NEAR = Bars(NAMES, VALUES, highlight=("指标丙",), average=60.0, average_label="全国平均")


def _span(words: Words) -> tuple[float, float]:
    wide = measure(words.text, "sans", words.weight, words.size)
    left = words.x - {"start": 0.0, "middle": wide / 2, "end": wide}[words.anchor]
    return left, left + wide


@pytest.mark.parametrize("name", ["navy", "pine", "plum"])
@pytest.mark.parametrize("width", [459.0, 221.0])
@pytest.mark.parametrize("way", [1, -1])
def test_the_line_of_the_average_runs_through_no_figure(name: str, width: float, way: int) -> None:
    theme = load_theme(name)
    spec = Bars(NAMES, tuple(value * way for value in VALUES), highlight=("指标丙",), average=60.0 * way)
    marks = list(every(draw.lay_out(spec, width, theme).marks))
    (line,) = (mark for mark in marks if isinstance(mark, Line) and mark.colour == theme.palette.accent)
    figures = {mark.text: mark for mark in marks if isinstance(mark, Words) and re.fullmatch(r"[−\d.]+", mark.text)}
    assert len(figures) == len(VALUES)
    bars = [mark for mark in marks if isinstance(mark, Box) and mark.fill != theme.palette.paper]
    for text, figure in figures.items():
        left, right = _span(figure)
        assert not left - 1 < line.points[0][0] < right + 1, text
        own = next(bar for bar in bars if bar.y < figure.y < bar.y + bar.height + 2)
        within = own.x < left and right < own.x + own.width
        if within:  # inside the bar, in the ink that reads there
            assert figure.colour == (theme.palette.paper if own.fill == theme.palette.main else theme.palette.ink)
        else:
            assert figure.colour == theme.palette.ink


def test_a_figure_in_word_stands_inside_its_bar_where_the_average_would_cross_it(theme: Theme) -> None:
    native = draw.native_chart(NEAR, theme, (221.0, 120.0))
    assert native is not None
    root = etree.fromstring(native.xml)
    inside = {
        int(label.find("c:idx", C).get("val")): label.find(".//a:srgbClr", C).get("val")
        for label in root.iterfind(".//c:dLbl", C) if label.find("c:dLblPos", C).get("val") == "inEnd"
    }  # fmt: skip
    assert set(inside) == {2, 3, 4}
    assert inside[2] == theme.palette.paper[1:] and inside[3] == theme.palette.ink[1:]


def test_the_ends_of_a_dumbbell_are_named_at_their_dots_or_by_a_key_but_never_on_other_words(theme: Theme) -> None:
    long = "数字基础设施平均"
    roomy = Dumbbell((Pair("甲", 40.0, 60.0), Pair("乙", 20.0, 90.0)), "总分平均", long, gap_label="相差")
    tight = Dumbbell((Pair("甲", 80.0, 90.0), Pair("乙", 20.0, 30.0)), "总分平均", long, gap_label="相差")
    half = Dumbbell((Pair("甲", None, 60.0), Pair("乙", 20.0, 90.0)), "总分平均", long, gap_label="相差")
    for spec, key in ((roomy, 0), (tight, 2), (half, 2)):
        marks = list(every(draw.lay_out(spec, 300.0, theme).marks))
        dots = [mark for mark in marks if isinstance(mark, Dot)]
        values = sum(value is not None for pair in spec.pairs for value in (pair.first, pair.second))
        assert len(dots) == values + key
        head = sorted(_span(mark) for mark in marks if isinstance(mark, Words) and mark.y < 12)
        assert len(head) == 3
        assert all(before[1] + 4 < after[0] for before, after in pairwise(head))
        words = [label.words for one in dumbbell.chart(spec).series for label in one.words]
        assert {"总分平均", long, "相差"} <= set(words) and words.count("●") == key


def test_the_guides_of_a_dumbbell_run_through_no_figure(theme: Theme) -> None:
    values = {"甲": (40.0, 60.0), "乙": (90.0, 20.0), "丙": (None, 50.0), "丁": (55.0, 55.0), "戊": (None, None)}
    pairs = tuple(Pair(name, *both) for name, both in values.items())
    marks = list(every(draw.lay_out(Dumbbell(pairs, "前", "后"), 300.0, theme).marks))
    guides = [mark.points for mark in marks if isinstance(mark, Line) and mark.colour == theme.palette.pale]
    assert len(guides) >= len(pairs)
    for words in (mark for mark in marks if isinstance(mark, Words)):
        left, right = _span(words)
        for (begin, y), (end, _) in guides:
            beside = abs(y - words.y) > words.size
            assert beside or end < left or begin > right, words.text


@pytest.mark.parametrize("low", [44.0123456, 50.0])
def test_all_words_of_a_native_dumbbell_lie_within_its_axes(low: float, theme: Theme) -> None:
    pairs = tuple(Pair(f"省份{at}", low + at * 1.7654321, low + at * 1.93 + 0.123456) for at in range(31))
    native = draw.native_chart(Dumbbell(pairs, "总分", "数字经济"), theme, (459.0, 400.0))
    assert native is not None
    root = etree.fromstring(native.xml)
    axis = next(found for found in root.iterfind(".//c:valAx", C) if found.find("c:axId", C).get("val") == "1")
    left, right = (float(axis.find(f"c:scaling/c:{end}", C).get("val")) for end in ("min", "max"))
    words = [one for one in dumbbell.chart(Dumbbell(pairs, "总分", "数字经济")).series if one.words]
    assert words and all(left < label.x < right for one in words for label in one.words)
