"""Cluster map: which units belong to which city cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.figures.alt import joined, say
from generator.figures.atlas import Level
from generator.figures.choropleth import draw_review_number
from generator.figures.marks import Drawing
from generator.figures.place import Rect, Room
from generator.figures.sheet import Sheet
from generator.figures.terrain import Terrain, draw_terrain, provinces_in, survey
from generator.theme import Theme


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
    """Return the map as marks; names that find no room are dropped, smallest cluster first."""
    sheet, palette = Sheet(width, theme), theme.palette
    codes = [code for cluster in spec.clusters for code in cluster.codes]
    scope = provinces_in(codes) if spec.scope is None else tuple(code[:2] for code in spec.scope)
    shades = (palette.main, palette.mid, palette.deep, palette.ramp[3])
    fills: dict[str, str] = {}
    for index, cluster in enumerate(spec.clusters):
        colour = palette.accent if cluster.name in spec.highlight else shades[index % len(shades)]
        for code in cluster.codes:
            fills.setdefault(code, colour)
    terrain = survey(spec.level, scope, width, fills, palette.missing)
    room = Room(Rect(0, 0, width, terrain.height))
    draw_terrain(sheet, terrain, spec.level, room)
    for cluster in sorted(spec.clusters, key=lambda cluster: -len(cluster.codes)):
        _write_name(sheet, terrain, cluster, room)
    return sheet.drawing(draw_review_number(sheet, spec.review_number, terrain.height))


def _write_name(sheet: Sheet, terrain: Terrain, cluster: Cluster, room: Room) -> None:
    """Write name and note over the members, else as near as there is room."""
    members = [land for land in terrain.lands if land.code in cluster.codes]
    if not members:
        sheet.dropped.append(cluster.name)
        return
    places = [terrain.ground.project(land.label[:2]) for land in members]
    x = sum(px for px, _ in places) / len(places)
    y = sum(py for _, py in places) / len(places)
    lines = (cluster.name, cluster.note) if cluster.note else (cluster.name,)
    wide, high = sheet.widest(lines, weight="bold") + 4, len(lines) * sheet.size * 1.22 + 1
    for away in (0, 10, 18, 26, 36):
        for dx, dy in ((0, 0), (0, -1), (0, 1), (1, 0), (-1, 0)) if away else ((0, 0),):
            cx = x + dx * (away + wide / 2)
            cy = y + dy * away
            spot = Rect(cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
            if room.free(spot):
                room.take(spot)
                _write_lines(sheet, lines, cx, cy)
                return
    sheet.dropped.append(cluster.name)


def _write_lines(sheet: Sheet, lines: tuple[str, ...], x: float, y: float) -> None:
    leading = sheet.size * 1.22
    top = y - leading * (len(lines) - 1) / 2
    for index, line in enumerate(lines):
        sheet.words(
            x, top + index * leading, line, sheet.palette.ink, weight="bold" if index == 0 else "regular",
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
                language, f"城市群地图，{len(spec.clusters)}个城市群", f"Map of {len(spec.clusters)} clusters"
            ),
            members,
        ),
    )
