"""Placing labels beside points so that none lies on another label, a point or the border.

Rule: labels are tried in order of importance; each has eight places round its point and, for
important ones, further places with a leader line. The first free place is taken. A label without
a free place is dropped and reported. A place nearer to another point than to its own is taken
only where there is no better, and then with a line; no later label lies on such a line, and no line
runs over another point.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.figures.marks import CENTRE, Line, Pair, Words, weight_for
from generator.figures.sheet import Sheet

_CELL = 24.0
_STANDS_OFF = 6.0
"""Points between a point's rim and its label from which a line joins them."""


class Rect(NamedTuple):
    """Left, top, right, bottom in points."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Rect) -> bool:
        """Return whether the two share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Rect) -> bool:
        """Return whether the other lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass
class Room:
    """What is taken on a sheet, kept in cells so that a search looks only nearby."""

    bounds: Rect
    cells: dict[tuple[int, int], list[Rect]] = field(default_factory=dict)

    def _near(self, rect: Rect) -> Iterable[tuple[int, int]]:
        for column in range(int(rect.left // _CELL), int(rect.right // _CELL) + 1):
            for row in range(int(rect.top // _CELL), int(rect.bottom // _CELL) + 1):
                yield column, row

    def take(self, rect: Rect) -> None:
        """Mark a rectangle as taken."""
        for cell in self._near(rect):
            self.cells.setdefault(cell, []).append(rect)

    def take_disc(self, x: float, y: float, radius: float) -> None:
        """Mark a disc as taken, by slices as wide as the disc is there."""
        count = max(math.ceil(radius), 2)
        for at in range(count):
            top, bottom = (radius * (2 * edge / count - 1) for edge in (at, at + 1))
            nearest = 0.0 if top < 0 < bottom else min(abs(top), abs(bottom))
            half = math.sqrt(radius * radius - nearest * nearest)
            self.take(Rect(x - half, y + top, x + half, y + bottom))

    def free(self, rect: Rect) -> bool:
        """Return whether a rectangle lies within the bounds and meets nothing."""
        if not self.bounds.holds(rect):
            return False
        return not any(rect.meets(other) for cell in self._near(rect) for other in self.cells.get(cell, ()))


class Mark(NamedTuple):
    """A point that wants a label: its place, its radius, its words."""

    x: float
    y: float
    radius: float
    text: str
    strong: bool = False


# Direction of the label from its point: across (-1 left, 0 centred, 1 right), down (-1 above, 1 below).
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


def rect_at(mark: Mark, side: tuple[int, int], width: float, height: float, away: float) -> Rect:
    """Return the box of a label on one side of its point, `away` points from its rim."""
    across, down = side
    diagonal = 0.75 if across and down else 1.0
    x = mark.x + across * (mark.radius + away) * diagonal
    y = mark.y + down * (mark.radius + away) * diagonal
    left = x if across > 0 else x - width if across < 0 else x - width / 2
    top = y - height / 2 + down * height / 2 * (0.8 if across else 1.0)
    return Rect(left, top, left + width, top + height)


def put_labels(
    sheet: Sheet,
    room: Room,
    marks: Sequence[Mark],
    *,
    size: float,
    colour: str,
    strong_colour: str,
    leaders: int = 0,
    halo: str | None = None,
) -> None:
    """Put a label beside each mark, most important first; the rest goes to the sheet's dropped list.

    The points themselves must have been taken in `room` before. The first `leaders` labels, and
    the strong ones, may stand off with a thin line to their point.
    """
    for index, mark in enumerate(marks):
        weight = weight_for(mark.strong)
        width, height = sheet.measure(mark.text, size, weight), size * 1.12
        others = [other for other in marks if other is not mark]
        rect = _free_place(room, mark, width, height, others, far=mark.strong or index < leaders)
        if rect is None:
            sheet.dropped.append(mark.text)
            continue
        room.take(Rect(rect.left - 1.5, rect.top, rect.right + 1.5, rect.bottom))
        ink = sheet.ink(strong_colour if mark.strong else colour)
        _draw_leader(sheet, room, mark, rect, ink, always=_misleads(rect, mark, others))
        baseline = (rect.top + rect.bottom) / 2 + CENTRE * size
        sheet.marks.append(Words(rect.left, baseline, mark.text, size, ink, weight, "start", halo))


def _free_place(
    room: Room, mark: Mark, width: float, height: float, others: Sequence[Mark], *, far: bool
) -> Rect | None:
    """Return the first free place that no reader takes for another point's, else the first free one."""
    second = None
    for away in (2.0, 9.0, 16.0, 26.0, 38.0) if far else (2.0, 4.5, 8.0):
        for side in _SIDES:
            rect = rect_at(mark, side, width, height, away)
            if not room.free(rect) or _runs_over(rect, mark, others):
                continue
            if not _misleads(rect, mark, others):
                return rect
            second = second or rect
    return second


def _misleads(rect: Rect, mark: Mark, others: Sequence[Mark]) -> bool:
    """Return whether a label lies as near to another point as to its own."""
    own = _distance(rect, mark)
    return any(_distance(rect, other) < own + 1.5 for other in others)


def _runs_over(rect: Rect, mark: Mark, others: Sequence[Mark]) -> bool:
    """Return whether the line from a point to a label that stands off would run over another point."""
    x, y = _nearest(rect, mark)
    reach = math.dist((x, y), (mark.x, mark.y))
    if reach < mark.radius + _STANDS_OFF:
        return False
    share = mark.radius / reach
    start = (mark.x + (x - mark.x) * share, mark.y + (y - mark.y) * share)
    return any(_apart((other.x, other.y), start, (x, y)) < other.radius for other in others)


def _apart(point: Pair, start: Pair, end: Pair) -> float:
    """Return the distance of a point from the line between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across * across + down * down or 1.0
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / length
    along = min(max(along, 0.0), 1.0)
    return math.dist(point, (start[0] + along * across, start[1] + along * down))


def _nearest(rect: Rect, mark: Mark) -> Pair:
    """Return the place of a label that is nearest to a point."""
    return min(max(mark.x, rect.left), rect.right), min(max(mark.y, rect.top), rect.bottom)


def _distance(rect: Rect, mark: Mark) -> float:
    return math.dist(_nearest(rect, mark), (mark.x, mark.y)) - mark.radius


def _draw_leader(sheet: Sheet, room: Room, mark: Mark, rect: Rect, colour: str, *, always: bool) -> None:
    """Join a label that stands off with its point, and keep the line clear of later labels."""
    x, y = _nearest(rect, mark)
    reach = math.dist((x, y), (mark.x, mark.y))
    if reach < mark.radius + (1.0 if always else _STANDS_OFF):
        return
    steps = int(reach // 2)
    for step in range(1, steps):
        u, v = mark.x + (x - mark.x) * step / steps, mark.y + (y - mark.y) * step / steps
        room.take(Rect(u - 0.6, v - 0.6, u + 0.6, v + 0.6))
    share = mark.radius / reach
    start = (mark.x + (x - mark.x) * share, mark.y + (y - mark.y) * share)
    sheet.marks.append(Line((start, (x, y)), colour, 0.4))
