"""Bubbles: none hides another where smaller ones would not, and neither a name nor its line runs over one."""

from __future__ import annotations

import math

import pytest

from generator.figures import draw
from generator.figures.bubbles import Bubble, Bubbles
from generator.figures.marks import Dot, Drawing, Line, Words
from generator.figures.place import Rect, Room
from generator.figures.sheet import Sheet
from generator.theme import Theme
from tests.figures.conftest import EXAMPLES, MEASURE

CROWD = Bubbles(
    tuple(Bubble(f"城市{n}", 1.0 + n % 6 * 0.2, 50.0 + n // 6 * 3.0, 100.0 + n * 37 % 90) for n in range(48)),
    "人均", "评分", "人口",
)  # fmt: skip
SAME = Bubbles(tuple(Bubble(f"城市{n}", 1.0, 50.0, 100.0) for n in range(5)), "人均", "评分", "人口")


def _filled(drawing: Drawing) -> list[Dot]:
    return [mark for mark in drawing.marks if isinstance(mark, Dot) and mark.fill]


def _boxes(drawing: Drawing, names: set[str], theme: Theme) -> dict[str, Rect]:
    sheet = Sheet(MEASURE, theme)
    return {
        words.text: Rect(
            words.x, words.y - words.size * 0.85, words.x + sheet.measure(words.text, words.size, words.weight), words.y
        )
        for words in drawing.marks
        if isinstance(words, Words) and words.text in names
    }


def _gap(box: Rect, dot: Dot) -> float:
    near = min(max(dot.x, box.left), box.right), min(max(dot.y, box.top), box.bottom)
    return math.dist(near, (dot.x, dot.y)) - dot.radius


@pytest.mark.parametrize("width", [MEASURE, 300.0])
@pytest.mark.parametrize("spec", [EXAMPLES["bubbles"], CROWD], ids=["example", "crowd"])
def test_no_name_and_no_line_of_a_name_lies_on_a_bubble(spec: Bubbles, width: float, theme: Theme) -> None:
    drawing = draw.lay_out(spec, width, theme)
    dots, boxes = _filled(drawing), _boxes(drawing, {bubble.label for bubble in spec.bubbles}, theme)
    assert len(boxes) + len(drawing.dropped) == len(spec.bubbles) and len(boxes) > len(dots) / 2
    assert all(_gap(box, dot) > -0.6 for box in boxes.values() for dot in dots)
    leaders = [mark for mark in drawing.marks if isinstance(mark, Line) and mark.width == 0.4]
    for leader in leaders:
        start, end = leader.points
        steps = [(start[0] + (end[0] - start[0]) * s / 20, start[1] + (end[1] - start[1]) * s / 20) for s in range(21)]
        over = {dot for dot in dots for step in steps if math.dist(step, (dot.x, dot.y)) < dot.radius - 0.1}
        assert not over


def test_bubbles_shrink_only_where_they_would_hide_one_another(theme: Theme) -> None:
    alone = Bubbles(CROWD.bubbles[::12], "人均", "评分", "人口")
    radii = [max(dot.radius for dot in _filled(draw.lay_out(spec, MEASURE, theme))) for spec in (alone, CROWD, SAME)]
    assert radii[0] == 20.0 and radii[2] < radii[1] < radii[0]
    dots = _filled(draw.lay_out(CROWD, MEASURE, theme))
    pairs = [(one, other) for at, one in enumerate(dots) for other in dots[:at]]
    assert all(math.dist((a.x, a.y), (b.x, b.y)) > max(a.radius, b.radius) for a, b in pairs)
    areas = {dot.radius**2 / bubble[3] for dot, bubble in zip(dots, CROWD.known, strict=True)}
    assert max(areas) == pytest.approx(min(areas))


@pytest.mark.parametrize("radius", [1.0, 7.0, 20.0])
def test_a_disc_is_taken_to_its_rim_and_little_further(radius: float) -> None:
    for turn in range(0, 360, 15):
        room = Room(Rect(-50, -50, 50, 50))
        room.take_disc(0, 0, radius)
        across, down = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        inside, outside = radius * 0.97, radius + 2.0
        assert not room.free(Rect(*(across * inside, down * inside), *(across * inside + 0.01, down * inside + 0.01)))
        assert room.free(Rect(*(across * outside, down * outside), *(across * outside + 0.01, down * outside + 0.01)))


def test_office_draws_crowded_bubbles_smaller_too(theme: Theme) -> None:
    alone = Bubbles(CROWD.bubbles[::12], "人均", "评分", "人口")
    scales = []
    for spec in (alone, EXAMPLES["bubbles"]):
        native = draw.native_chart(spec, theme)
        assert native is not None
        scales.append(int(native.xml.decode().split('<c:bubbleScale val="')[1].split('"')[0]))
    assert scales[0] == 35 > scales[1] > 0
