"""Cycle: a centre, the factors that drive one another round it, and what pushes the wheel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.figures.alt import joined, say
from generator.figures.marks import Box, Drawing, Line, Pair, Shape
from generator.figures.sheet import Sheet
from generator.theme import Theme


@dataclass(frozen=True)
class Cycle(Spec):
    """A flywheel, read clockwise from the top. `drivers` (at most two) push from left and right."""

    kind: ClassVar[str] = "cycle"
    centre: str
    nodes: tuple[str, ...]
    drivers: tuple[str, ...] = ()


def lay_out(spec: Cycle, width: float, theme: Theme) -> Drawing:
    """Return the wheel as marks: a ring of arrows with the nodes upon it."""
    sheet = Sheet(width, theme)
    radius = min(max(width * 0.26, 62.0), 112.0)
    nodes = [_lines(sheet, node, 84.0) for node in spec.nodes]
    height = radius * 2 + 44
    middle = (width / 2, height / 2)
    _draw_hub(spec, sheet, middle, radius)
    count = max(len(nodes), 1)
    angles = [2 * math.pi * index / count - math.pi / 2 for index in range(len(nodes))]
    places = [(middle[0] + radius * math.cos(a) * 1.12, middle[1] + radius * math.sin(a)) for a in angles]
    boxes = [_node_box(sheet, lines, place) for lines, place in zip(nodes, places, strict=True)]
    for index in range(len(nodes)):
        if len(nodes) > 1:
            _draw_arc(sheet, middle, radius, angles[index], angles[index] + 2 * math.pi / count, boxes)
    for lines, place, box in zip(nodes, places, boxes, strict=True):
        sheet.marks.append(box)
        sheet.stacked(*place, lines, sheet.palette.deep, weight="bold", anchor="middle")
    _draw_drivers(spec, sheet, middle, radius, boxes)
    return sheet.drawing(height)


def _lines(sheet: Sheet, words: str, room: float) -> tuple[str, ...]:
    return sheet.broken_name(words, room, "bold")


def _draw_hub(spec: Cycle, sheet: Sheet, middle: Pair, radius: float) -> None:
    sheet.dot(*middle, radius * 0.46, sheet.palette.deep)
    lines = _lines(sheet, spec.centre, radius * 0.72)
    sheet.stacked(*middle, lines, sheet.palette.paper, weight="bold", anchor="middle", size=sheet.size + 1.5)


def _node_box(sheet: Sheet, lines: tuple[str, ...], place: Pair) -> Box:
    """Return the pale plate behind the words of a node."""
    wide = sheet.widest(lines, weight="bold") + 18
    high = len(lines) * sheet.size * 1.22 + 12
    palette = sheet.palette
    return Box(
        place[0] - wide / 2, place[1] - high / 2, wide, high, palette.pale, palette.mid, 0.6, radius=high / 2
    )


def _draw_arc(sheet: Sheet, middle: Pair, radius: float, start: float, end: float, boxes: list[Box]) -> None:
    """Draw an arc of the ring from plate to plate, with an arrowhead where it arrives."""
    steps = 60
    points = []
    for step in range(steps + 1):
        angle = start + (end - start) * step / steps
        x, y = middle[0] + radius * math.cos(angle) * 1.12, middle[1] + radius * math.sin(angle)
        if not any(_near(box, x, y, 5.0) for box in boxes):
            points.append((x, y))
    if len(points) < 3:
        return
    sheet.marks.append(Line(tuple(points[:-1]), sheet.palette.mid, 2.2, round=True))
    _draw_head(sheet, points[-3], points[-1], sheet.palette.mid, 5.5)


def _near(box: Box, x: float, y: float, away: float) -> bool:
    return box.x - away < x < box.x + box.width + away and box.y - away < y < box.y + box.height + away


def _draw_head(sheet: Sheet, tail: Pair, tip: Pair, colour: str, size: float) -> None:
    """Draw an arrowhead at `tip`, coming from `tail`."""
    reach = math.hypot(tip[0] - tail[0], tip[1] - tail[1]) or 1.0
    dx, dy = (tip[0] - tail[0]) / reach, (tip[1] - tail[1]) / reach
    base = (tip[0] - dx * size, tip[1] - dy * size)
    wing = size * 0.62
    ring = (tip, (base[0] - dy * wing, base[1] + dx * wing), (base[0] + dy * wing, base[1] - dx * wing))
    sheet.marks.append(Shape((ring,), colour))


def _draw_drivers(spec: Cycle, sheet: Sheet, middle: Pair, radius: float, boxes: list[Box]) -> None:
    """Write the drivers at both sides, each with an arrow in the accent that ends at the ring."""
    left_edge = min([box.x for box in boxes], default=middle[0] - radius)
    right_edge = max([box.x + box.width for box in boxes], default=middle[0] + radius)
    accent = sheet.palette.accent
    for words, side in zip(spec.drivers[:2], (-1, 1), strict=False):
        edge = left_edge if side < 0 else right_edge
        room = (edge if side < 0 else sheet.width - edge) - 24
        lines = _lines(sheet, words, max(room, 26.0))
        wide = sheet.widest(lines, weight="bold")
        x = wide / 2 + 2 if side < 0 else sheet.width - wide / 2 - 2
        sheet.stacked(x, middle[1], lines, accent, weight="bold", anchor="middle")
        start = x - side * (wide / 2 + 5)
        tip = middle[0] + side * (radius * 1.12 + 5) if _clear(boxes, middle[1]) else edge + side * 5
        sheet.marks.append(Line(((start, middle[1]), (tip + side * 4, middle[1])), accent, 1.4))
        _draw_head(sheet, (start, middle[1]), (tip, middle[1]), accent, 6.0)


def _clear(boxes: list[Box], y: float) -> bool:
    """Return whether no plate stands at a height, so that an arrow may reach the ring."""
    return not any(box.y - 6 < y < box.y + box.height + 6 for box in boxes)


def describe(spec: Cycle, language: str) -> str:
    """Return the alternative text: the centre, the round of nodes, the drivers."""
    arrow = say(language, "→", " → ")
    drivers = say(language, "、", ", ").join(spec.drivers)
    return joined(
        language,
        (
            say(language, f"循环图，中心为{spec.centre}", f"Cycle diagram around {spec.centre}"),
            arrow.join((*spec.nodes, *spec.nodes[:1])),
            say(language, f"由{drivers}推动", f"driven by {drivers}") if drivers else "",
        ),
    )
