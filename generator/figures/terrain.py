"""Terrain: a map of units on the sheet: projection, fills, borders, the inset of the South China Sea.

Kinds that colour units (choropleth, cluster map) decide on colours and labels; this is the ground.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.figures.atlas import (
    SOUTH_CHINA_SEA,
    Atlas,
    Land,
    Level,
    borders,
    bounds,
    load_atlas,
    sea_names,
    ten_dash_line,
)
from generator.figures.marks import Box, Clip, Dot, Line, Mark, Pair, Shape, hatched
from generator.figures.place import Rect, Room
from generator.figures.sheet import SMALLEST, Sheet

COUNTRY_BOTTOM = 1230.0  # km: room for the inset below 台湾, whose south end lies at 2,420 km
INSET_TOP = 2370.0
TALLEST = 440.0  # points
SOUTH = ("35", "44", "45", "46", "53", "71", "81", "82")  # provinces that reach into the inset

Project = Callable[[Pair], Pair]
Ring = tuple[Pair, ...]


@dataclass(frozen=True)
class Terrain:
    """The units drawn with their colours and rings in points, and the way from kilometres to points."""

    atlas: Atlas
    lands: tuple[Land, ...]
    fills: dict[str, str]
    rings: dict[str, tuple[Ring, ...]]
    project: Project
    height: float
    whole: bool
    hatch: bool = False

    @property
    def outline(self) -> list[Pair]:
        """All points of borders."""
        return [point for rings in self.rings.values() for ring in rings for point in ring]


def provinces_in(codes: Sequence[str]) -> tuple[str, ...]:
    """Return the provinces of some units by their first two digits; empty, the whole country, where
    they are more than half of all."""
    found = tuple(sorted({code[:2] for code in codes}))
    return () if len(found) > 17 else found


def survey(
    level: Level, scope: Sequence[str], width: float, fills: dict[str, str], missing: str, hatch: bool = False
) -> Terrain:
    """Return the ground for a map `width` points wide; units without a colour get `missing`.

    `scope` holds the first two digits of the provinces shown; empty is the whole country.
    """
    atlas = load_atlas(level)
    lands = tuple(land for land in atlas.lands.values() if not scope or land.code[:2] in scope)
    left, bottom, right, top = bounds(atlas, lands) if lands else (0.0, 0.0, 1.0, 1.0)
    if not scope:
        bottom = max(bottom, COUNTRY_BOTTOM)
    scale = min(width / (right - left), TALLEST / (top - bottom))
    shift = (width - (right - left) * scale) / 2

    def project(point: Pair) -> Pair:
        return shift + (point[0] - left) * scale, 1 + (top - point[1]) * scale

    coloured = {land.code: fills.get(land.code, missing) for land in lands}
    rings = _rings(atlas, lands, project)
    return Terrain(atlas, lands, coloured, rings, project, (top - bottom) * scale + 2, not scope, hatch)


def _rings(atlas: Atlas, lands: Sequence[Land], project: Project) -> dict[str, tuple[Ring, ...]]:
    used = {number if number >= 0 else ~number for land in lands for ring in land.rings for number in ring}
    arcs = {number: tuple(project(point) for point in atlas.arcs[number]) for number in used}

    def ring_of(numbers: tuple[int, ...]) -> Ring:
        points: list[Pair] = []
        for number in numbers:  # joints are held by both arcs and taken once
            points.extend(arcs[number][:-1] if number >= 0 else arcs[~number][:0:-1])
        return tuple(points)

    return {land.code: tuple(ring_of(ring) for ring in land.rings) for land in lands}


def draw_terrain(sheet: Sheet, ground: Terrain, room: Room) -> None:
    """Draw the units, and for the whole country the sea with its inset; `room` learns what is taken."""
    frame = Box(0, 0, sheet.width, ground.height, None)
    sheet.marks.append(Clip(frame, tuple(_land_marks(ground, sheet))))
    if ground.whole:
        _draw_sea(sheet, ground, room)


def _land_marks(ground: Terrain, sheet: Sheet) -> list[Mark]:
    """Return fills, hatching, borders from fine to strong, and islets as dots."""
    palette = sheet.palette
    marks: list[Mark] = [Shape(ground.rings[land.code], ground.fills[land.code]) for land in ground.lands]
    if ground.hatch:
        marks += [
            _hatching(ground.rings[land.code], palette.quiet)
            for land in ground.lands
            if ground.fills[land.code] == palette.missing
        ]
    looks = {"inner": (palette.paper, 0.35), "province": (palette.paper, 1.0), "outer": (palette.quiet, 0.35)}
    for kind, numbers in borders(ground.atlas, ground.lands).items():
        colour, line = looks[kind]
        for number in numbers:
            points = tuple(ground.project(point) for point in ground.atlas.arcs[number])
            marks.append(Line(points, colour, line, round=True))
    for land in ground.lands:
        marks += [
            Dot(*ground.project(islet), 0.8, ground.fills[land.code], palette.quiet, 0.3)
            for islet in land.islets
        ]
    return marks


def _hatching(rings: tuple[tuple[Pair, ...], ...], colour: str) -> Clip:
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return hatched(Shape(rings, None), (min(xs), min(ys), max(xs), max(ys)), colour)


def _draw_sea(sheet: Sheet, ground: Terrain, room: Room) -> None:
    """Draw the ten-dash line, and the South China Sea in a frame in the lower right corner."""
    palette, project = sheet.palette, ground.project
    dashes: list[Mark] = [
        Line(tuple(project(point) for point in arc), palette.quiet, 0.9) for arc in ten_dash_line()
    ]
    sheet.marks.append(Clip(Box(0, 0, sheet.width, ground.height, None), tuple(dashes)))
    left, bottom, right, top = SOUTH_CHINA_SEA
    (x0, y0), (x1, y1) = project((left, top)), project((right, bottom))
    tall = ground.height - project((0.0, INSET_TOP))[1]
    share = tall / (y1 - y0)
    wide = (x1 - x0) * share
    box = Box(
        sheet.width - wide - 0.5, ground.height - tall - 0.5, wide, tall, palette.paper, palette.quiet, 0.5
    )

    def inset(point: Pair) -> Pair:
        x, y = project(point)
        return box.x + (x - x0) * share, box.y + (y - y0) * share

    near = tuple(land for land in ground.lands if land.code[:2] in SOUTH)
    rings = _rings(ground.atlas, near, inset)
    small = Terrain(ground.atlas, near, ground.fills, rings, inset, tall, False)
    marks = _land_marks(small, sheet)
    marks += [Line(tuple(inset(point) for point in arc), palette.quiet, 0.9) for arc in ten_dash_line()]
    rim = Box(box.x, box.y, box.width, box.height, None, palette.quiet, 0.5)
    sheet.marks += [box, Clip(box, tuple(marks)), rim]
    room.take(Rect(box.x, box.y, sheet.width, ground.height))
    _name_islands(sheet, box, inset, project)


def _name_islands(sheet: Sheet, box: Box, inset: Project, project: Project) -> None:
    """Name the islands a published map must name: 钓鱼岛 and 赤尾屿 on the map, the others in the inset."""
    quiet, size = sheet.palette.quiet, SMALLEST
    inside = Room(Rect(box.x + 1, box.y + 1, box.x + box.width - 1, box.y + box.height - 1))
    for name, place in sea_names():
        if name in ("钓鱼岛", "赤尾屿"):
            x, y = project(place)
            sheet.dot(x, y, 0.7, quiet)
            left = min(x + 3, sheet.width - sheet.measure(name, size))
            sheet.words(left, y - 5 if name == "赤尾屿" else y + 5, name, quiet, size=size)
            continue
        x, y = inset(place)
        wide = sheet.measure(name, size)
        for centre in (y, y - 6, y + 6, y - 11, y + 11):
            left = min(max(x - wide / 2, inside.bounds.left + 1), inside.bounds.right - wide - 1)
            spot = Rect(left, centre - 4, left + wide, centre + 4)
            if inside.free(spot):
                inside.take(spot)
                sheet.words(left, centre, name, quiet, size=size)
                break


def clear_corner(
    ground: Terrain, width: float, wide: float, tall: float, room: Room
) -> tuple[float, float] | None:
    """Return a place at the rim that no land lies under, the lower left first; None without one."""
    outline = ground.outline
    for y in (ground.height - tall - 2, 2.0, (ground.height - tall) / 2):
        for x in (0.0, width - wide, (width - wide) / 2):
            spot = Rect(x - 4, y - 4, x + wide + 4, y + tall + 4)
            inside = Rect(x, y, x + wide, y + tall)
            if (
                y < 0
                or not room.free(inside)
                or any(spot.left <= px <= spot.right and spot.top <= py <= spot.bottom for px, py in outline)
            ):
                continue
            if not _on_land(ground, (x + wide / 2, y + tall / 2)):
                return x, y
    return None


def _on_land(ground: Terrain, point: Pair) -> bool:
    """Return whether a point lies within any unit (even–odd rule over all rings)."""
    x, y = point
    inside = False
    for rings in ground.rings.values():
        for ring in rings:
            u, v = ring[-1]
            for s, t in ring:
                if (v > y) != (t > y) and x < u + (y - v) / (t - v) * (s - u):
                    inside = not inside
                u, v = s, t
    return inside
