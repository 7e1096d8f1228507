"""Cluster map: which units belong to which city cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import joined, say
from generator.figures.atlas import Level
from generator.figures.choropleth import draw_review_number
from generator.figures.marks import Drawing, Pair
from generator.figures.place import Rect, Room
from generator.figures.sheet import Sheet
from generator.figures.terrain import Terrain, draw_terrain, provinces_in, survey
from generator.theme import Theme

LONGEST = 92.0
"""Points beyond which a name of several words is broken into two lines."""
_HIDDEN = 16.0
"""Points of distance that a name would rather go than hide a member of another cluster."""
_PLACES = sorted(
    {
        (float(away), round(cos(turn * pi / 8), 3), round(sin(turn * pi / 8), 3))
        for away in range(0, 150, 6)
        for turn in range(16)
    }
    | {(0.0, 0.0, 0.0)},
    key=lambda place: (place[0], abs(place[1]) + abs(place[2]), place),
)
"""Where a name may stand: how far from the middle of its cluster, and in which direction."""


class Cluster(NamedTuple):
    """A cluster with the six-digit codes of its members; `note` follows its name (an average)."""

    name: str
    codes: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class ClusterMap(Spec):
    """Clusters as areas with their names upon them; neighbours differ in shade. A unit in two
    clusters takes the first. `scope` is as in the choropleth."""

    kind: ClassVar[str] = "clusters"
    clusters: tuple[Cluster, ...]
    scope: tuple[str, ...] | None = None
    level: Level = "prefecture"
    highlight: tuple[str, ...] = ()
    review_number: str = ""


def lay_out(spec: ClusterMap, width: float, theme: Theme) -> Drawing:
    """Return the map as marks. A name stands over its members where there is room, else beside them with
    a line; one that finds no room at all is dropped, smallest cluster first."""
    sheet, palette = Sheet(width, theme), theme.palette
    codes = [code for cluster in spec.clusters for code in cluster.codes]
    scope = provinces_in(codes) if spec.scope is None else tuple(code[:2] for code in spec.scope)
    shades = (palette.mid, palette.ramp[3], palette.ramp[1])  # light enough for the names upon them
    fills: dict[str, str] = {}
    for index, cluster in enumerate(spec.clusters):
        colour = palette.accent if cluster.name in spec.highlight else shades[index % len(shades)]
        for code in cluster.codes:
            fills.setdefault(code, colour)
    terrain = survey(spec.level, scope, width, fills, palette.missing)
    room = Room(Rect(0, 0, width, terrain.height))
    draw_terrain(sheet, terrain, spec.level, room)
    for cluster in sorted(spec.clusters, key=lambda cluster: -len(cluster.codes)):
        foreign = [
            point for other in spec.clusters if other is not cluster for point in _members(terrain, other)
        ]
        _write_name(sheet, terrain, cluster, room, foreign)
    return sheet.drawing(draw_review_number(sheet, spec.review_number, terrain.height))


def _write_name(
    sheet: Sheet, terrain: Terrain, cluster: Cluster, room: Room, foreign: Sequence[Pair]
) -> None:
    """Write name and note over the members, or as near as there is room, then with a line to them."""
    at = _members(terrain, cluster)
    if not at:
        sheet.dropped.append(cluster.name)
        return
    x, y = sum(px for px, _ in at) / len(at), sum(py for _, py in at) / len(at)
    name = _name_lines(sheet, cluster.name)
    lines = (*name, cluster.note) if cluster.note else name
    wide, high = sheet.widest(lines, weight="bold") + 4, len(lines) * sheet.size * 1.22 + 1
    best: tuple[float, Rect] | None = None
    for away, dx, dy in _PLACES:
        if best and away >= best[0]:
            break
        cx, cy = x + dx * (away + wide / 2), y + dy * (away + high / 2)
        spot = Rect(cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
        if not room.free(spot):
            continue
        hidden = sum(spot.left < px < spot.right and spot.top < py < spot.bottom for px, py in foreign)
        cost = away + _HIDDEN * hidden
        if best is None or cost < best[0]:
            best = (cost, spot)
    if best is None:
        sheet.dropped.append(cluster.name)
        return
    spot = best[1]
    room.take(spot)
    _draw_leader(sheet, spot, min(at, key=lambda point: _gap(spot, point)))
    _write_lines(sheet, lines, len(name), (spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2)


def _members(terrain: Terrain, cluster: Cluster) -> list[Pair]:
    """Return where the members of a cluster lie on the sheet."""
    codes = set(cluster.codes)
    return [terrain.ground.project(land.label[:2]) for land in terrain.lands if land.code in codes]


def _name_lines(sheet: Sheet, name: str) -> tuple[str, ...]:
    """Return a name of several words in balanced lines, broken behind hyphens too, where it is long."""
    if sheet.measure(name, weight="bold") <= LONGEST or not any(mark in name for mark in " -–"):
        return (name,)
    breaks = [at + 1 for at, letter in enumerate(name[:-1]) if letter in " -–"]
    at = min(breaks, key=lambda at: sheet.widest((name[:at].rstrip(), name[at:]), weight="bold"))
    return name[:at].rstrip(), name[at:]


def _gap(spot: Rect, point: Pair) -> float:
    x, y = min(max(point[0], spot.left), spot.right), min(max(point[1], spot.top), spot.bottom)
    return float(((x - point[0]) ** 2 + (y - point[1]) ** 2) ** 0.5)


def _draw_leader(sheet: Sheet, spot: Rect, point: Pair) -> None:
    """Join a name that stands off with the nearest member."""
    if _gap(spot, point) < 6.0:
        return
    middle = ((spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2)
    if spot.left <= point[0] <= spot.right:
        end = (middle[0], spot.top if point[1] < spot.top else spot.bottom)
    else:
        end = (spot.left if point[0] < spot.left else spot.right, middle[1])
    sheet.line((point, end), sheet.palette.ink, 0.5)
    sheet.dot(*point, 1.2, sheet.palette.ink)


def _write_lines(sheet: Sheet, lines: tuple[str, ...], strong: int, x: float, y: float) -> None:
    """Write lines around a place, the first `strong` of them bold."""
    leading = sheet.size * 1.22
    top = y - leading * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        sheet.words(
            x, top + index * leading, line, sheet.palette.ink, weight="bold" if index < strong else "regular",
            anchor="middle", halo=sheet.palette.paper,
        )  # fmt: skip


def describe(spec: ClusterMap, language: str) -> str:
    """Return the alternative text: the clusters with the number of their members."""
    pattern = say(language, "{}（{}）", "{} ({})")
    members = say(language, "、", ", ").join(pattern.format(c.name, len(c.codes)) for c in spec.clusters)
    return joined(
        language,
        (
            say(
                language, f"城市群地图，{len(spec.clusters)}个城市群",
                f"Map of {amount(len(spec.clusters), 'cluster')}",
            ),
            members,
        ),
    )
