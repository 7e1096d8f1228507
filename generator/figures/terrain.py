"""Terrain: a map of units on the sheet: projection, fills, borders, the inset of the South China Sea.

Kinds that colour units (choropleth, cluster map) decide on colours and labels; this is the ground.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

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
class Ground:
    """Where units lie on a sheet, in points: their rings and the borders between them, and the way
    there from kilometres. The same for every map of a region, so it is kept."""

    lands: tuple[Land, ...]
    rings: dict[str, tuple[Ring, ...]]
    lines: dict[str, tuple[Ring, ...]]
    project: Project
    height: float
    whole: bool


@dataclass(frozen=True)
class Terrain:
    """A ground with a colour to each unit; `hatch` marks those without a value."""

    ground: Ground
    fills: dict[str, str]
    hatch: bool = False

    @property
    def height(self) -> float:
        """Height of the map in points."""
        return self.ground.height

    @property
    def lands(self) -> tuple[Land, ...]:
        """The units shown."""
        return self.ground.lands


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
    ground = _ground(level, tuple(scope), width)
    return Terrain(ground, {land.code: fills.get(land.code, missing) for land in ground.lands}, hatch)


@lru_cache(maxsize=16)
def _ground(level: Level, scope: tuple[str, ...], width: float) -> Ground:
    atlas = load_atlas(level)
    lands = tuple(land for land in atlas.lands.values() if not scope or land.code[:2] in scope)
    left, bottom, right, top = bounds(atlas, lands) if lands else (0.0, 0.0, 1.0, 1.0)
    if not scope:
        bottom = max(bottom, COUNTRY_BOTTOM)
    scale = min(width / (right - left), TALLEST / (top - bottom))
    shift = (width - (right - left) * scale) / 2

    def project(point: Pair) -> Pair:
        return shift + (point[0] - left) * scale, 1 + (top - point[1]) * scale

    return _lay_ground(atlas, lands, project, (top - bottom) * scale + 2, not scope)


@lru_cache(maxsize=16)
def _inset(level: Level, width: float) -> tuple[Box, Ground]:
    """Return the frame of the South China Sea in the lower right corner, and the ground inside it."""
    country = _ground(level, (), width)
    left, bottom, right, top = SOUTH_CHINA_SEA
    (x0, y0), (x1, y1) = country.project((left, top)), country.project((right, bottom))
    tall = country.height - country.project((0.0, INSET_TOP))[1]
    share = tall / (y1 - y0)
    wide = (x1 - x0) * share
    box = Box(width - wide - 0.5, country.height - tall - 0.5, wide, tall, None)

    def project(point: Pair) -> Pair:
        x, y = country.project(point)
        return box.x + (x - x0) * share, box.y + (y - y0) * share

    near = tuple(land for land in country.lands if land.code[:2] in SOUTH)
    return box, _lay_ground(load_atlas(level), near, project, tall, False)


def _lay_ground(
    atlas: Atlas, lands: tuple[Land, ...], project: Project, height: float, whole: bool
) -> Ground:
    """Return the ground of some units: every arc projected once, rings and borders made of them."""
    kinds = borders(lands)
    arcs = {
        number: tuple(project(point) for point in atlas.arcs[number])
        for numbers in kinds.values()
        for number in numbers
    }

    def ring_of(numbers: tuple[int, ...]) -> Ring:
        points: list[Pair] = []
        for number in numbers:  # joints are held by both arcs and taken once
            points.extend(arcs[number][:-1] if number >= 0 else arcs[~number][:0:-1])
        return tuple(points)

    rings = {land.code: tuple(ring_of(ring) for ring in land.rings) for land in lands}
    lines = {kind: tuple(arcs[number] for number in numbers) for kind, numbers in kinds.items()}
    return Ground(lands, rings, lines, project, height, whole)


def draw_terrain(sheet: Sheet, terrain: Terrain, level: Level, room: Room) -> None:
    """Draw the units, and for the whole country the sea with its inset; `room` learns what is taken."""
    frame = Box(0, 0, sheet.width, terrain.height, None)
    sheet.marks.append(Clip(frame, tuple(_land_marks(terrain, sheet))))
    if terrain.ground.whole:
        _draw_sea(sheet, terrain, level, room)


def _land_marks(terrain: Terrain, sheet: Sheet) -> list[Mark]:
    """Return fills, hatching, borders from fine to strong, and islets as dots."""
    palette, ground = sheet.palette, terrain.ground
    marks: list[Mark] = [Shape(ground.rings[land.code], terrain.fills[land.code]) for land in ground.lands]
    if terrain.hatch:
        marks += [
            _hatching(ground.rings[land.code], palette.quiet)
            for land in ground.lands
            if terrain.fills[land.code] == palette.missing
        ]
    looks = {"inner": (palette.paper, 0.35), "province": (palette.paper, 1.0), "outer": (palette.quiet, 0.35)}
    for kind, (colour, line) in looks.items():
        marks += [Line(points, colour, line, round=True) for points in ground.lines[kind]]
    for land in ground.lands:
        marks += [Dot(*ground.project(islet), 0.5, palette.quiet) for islet in land.islets]
    return marks


def _hatching(rings: tuple[tuple[Pair, ...], ...], colour: str) -> Clip:
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return hatched(Shape(rings, None), (min(xs), min(ys), max(xs), max(ys)), colour)


def _draw_sea(sheet: Sheet, terrain: Terrain, level: Level, room: Room) -> None:
    """Draw the ten-dash line on the map and in the inset, and name the islands."""
    palette, project = sheet.palette, terrain.ground.project
    dashes = _dashes(project, palette.quiet)
    sheet.marks.append(Clip(Box(0, 0, sheet.width, terrain.height, None), dashes))
    box, ground = _inset(level, sheet.width)
    marks = _land_marks(Terrain(ground, terrain.fills), sheet)
    frame = replace(box, fill=palette.paper)
    rim = replace(box, stroke=palette.quiet)
    sheet.marks += [frame, Clip(box, (*marks, *_dashes(ground.project, palette.quiet))), rim]
    room.take(Rect(box.x, box.y, sheet.width, terrain.height))
    _name_islands(sheet, box, ground.project, project, room)


def _dashes(project: Project, colour: str) -> tuple[Mark, ...]:
    return tuple(Line(tuple(project(point) for point in arc), colour, 0.9) for arc in ten_dash_line())


ISLANDS = {
    "钓鱼岛": "Diaoyu Dao", "赤尾屿": "Chiwei Yu", "东沙群岛": "Dongsha Qundao", "西沙群岛": "Xisha Qundao",
    "中沙群岛": "Zhongsha Qundao", "黄岩岛": "Huangyan Dao", "南沙群岛": "Nansha Qundao", "曾母暗沙": "Zengmu Ansha",
}
"""Official names in Latin letters, by the scheme for Chinese place names (GB/T 28039)."""


def _name_islands(sheet: Sheet, box: Box, inset: Project, project: Project, room: Room) -> None:
    """Name the islands a published map must name: 钓鱼岛 and 赤尾屿 on the map, where no other name may
    stand, the others in the inset."""
    quiet, size = sheet.palette.quiet, SMALLEST
    inside = Room(Rect(box.x + 1, box.y + 1, box.x + box.width - 1, box.y + box.height - 1))
    for island, place in sea_names():
        name = sheet.say(island, ISLANDS[island])
        if island in ("钓鱼岛", "赤尾屿"):
            x, y = project(place)
            sheet.dot(x, y, 0.7, quiet)
            left = min(x + 3, sheet.width - sheet.measure(name, size))
            centre = y - 5 if island == "赤尾屿" else y + 5
            room.take(Rect(left - 1, centre - 4, left + sheet.measure(name, size) + 1, centre + 4))
            sheet.words(left, centre, name, quiet, size=size)
            continue
        x, y = inset(place)
        wide = sheet.measure(name, size)
        for centre in (y, y - 6, y + 6, y - 11, y + 11):
            left = min(max(x - wide / 2, inside.bounds.left + 1), inside.bounds.right - wide - 1)
            spot = Rect(left, centre - 4, left + wide, centre + 4)
            if inside.free(spot):
                inside.take(spot)
                sheet.words(left, centre, name, quiet, size=size, halo=sheet.palette.paper)
                break


def clear_corner(
    ground: Ground, width: float, wide: float, tall: float, room: Room
) -> tuple[float, float] | None:
    """Return a place at the rim that no land lies under, the lower left first; None without one.

    Only frontier and coast are looked at: what they do not cross lies wholly on land or off it.
    """
    # A key may reach a line below the map before it gives the corner up.
    for y in (ground.height - tall - 2, ground.height - tall + 14, 2.0, (ground.height - tall) / 2):
        for x in (0.0, width - wide, (width - wide) / 2):
            spot = Rect(x - 4, y - 4, x + wide + 4, y + tall + 4)
            if y < 0 or not room.free(Rect(x, y, x + wide, y + tall)) or _crossed(ground, spot):
                continue
            if not _on_land(ground, (x + wide / 2, y + tall / 2)):
                return x, y
    return None


def _crossed(ground: Ground, spot: Rect) -> bool:
    """Return whether an outer border has a point within a rectangle."""
    left, top, right, bottom = spot
    return any(left <= x <= right and top <= y <= bottom for line in ground.lines["outer"] for x, y in line)


def _on_land(ground: Ground, point: Pair) -> bool:
    """Return whether a point lies within the outer border (even–odd rule)."""
    x, y = point
    inside = False
    for line in ground.lines["outer"]:
        for (u, v), (s, t) in pairwise(line):
            if (v > y) != (t > y) and x < u + (y - v) / (t - v) * (s - u):
                inside = not inside
    return inside
