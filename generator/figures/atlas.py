"""The atlas: outlines of assets/maps/, decoded once a process, in kilometres, x east and y north.

The files are TopoJSON in an Albers projection: every border is an arc that is held once and
shared by its neighbours, so borders can be drawn on their own, inner ones finer than outer ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from generator.figures.marks import Pair
from generator.paths import shipped

Level = Literal["prefecture", "province"]
Arc: TypeAlias = tuple[Pair, ...]
_FILES: dict[Level, str] = {"prefecture": "prefectures", "province": "provinces"}
SOUTH_CHINA_SEA = (300.0, 340.0, 1830.0, 2780.0)  # left, bottom, right, top of the inset, in km


@dataclass(frozen=True)
class Land:
    """One unit of a map: its code, name, rings of arc numbers (~n is arc n backwards), and the
    centre and radius of the largest circle inside it, where a label sits best. `islets` are places
    of parts too small for an outline, to be drawn as dots."""

    code: str
    name: str
    rings: tuple[tuple[int, ...], ...]
    label: tuple[float, float, float]
    islets: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Atlas:
    """All units of one level with the arcs they share."""

    arcs: tuple[Arc, ...]
    lands: dict[str, Land]


def _decoded(topology: dict[str, Any]) -> tuple[Arc, ...]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Arc] = []
    for deltas in topology["arcs"]:
        x = y = 0
        points: list[Pair] = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(tuple(points))
    return tuple(arcs)


def _read(name: str) -> dict[str, Any]:
    text = (shipped("assets") / "maps" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@lru_cache(maxsize=2)
def load_atlas(level: Level) -> Atlas:
    """Return the units of a level with their arcs."""
    name = _FILES[level]
    topology = _read(name)
    lands: dict[str, Land] = {}
    for shape in topology["objects"][name]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = tuple(tuple(ring) for part in parts for ring in part)
        about = shape["properties"]
        x, y, radius = about["label"]
        islets = tuple((float(u), float(v)) for u, v, *_ in about.get("islets", ()))
        lands[shape["id"]] = Land(shape["id"], about["name"], rings, (x, y, radius), islets)
    return Atlas(_decoded(topology), lands)


@lru_cache(maxsize=1)
def sea_names() -> tuple[tuple[str, Pair], ...]:
    """Return the islands that a map of the country names, with their places."""
    topology = _read("ten-dash")
    scale = topology["transform"]["scale"][0]
    found = topology["objects"].get("places", {}).get("geometries", ())
    return tuple(
        (shape["properties"]["name"], (shape["coordinates"][0] * scale, shape["coordinates"][1] * scale))
        for shape in found
    )


@lru_cache(maxsize=1)
def ten_dash_line() -> tuple[Arc, ...]:
    """Return the ten dashes of the line in the South China Sea."""
    return _decoded(_read("ten-dash"))


def borders(lands: Iterable[Land]) -> dict[str, list[int]]:
    """Return the arcs of some units by what they divide: "outer", "province" or "inner"."""
    sides: dict[int, list[str]] = {}
    for land in lands:
        for ring in land.rings:
            for number in ring:
                sides.setdefault(number if number >= 0 else ~number, []).append(land.code)
    kinds: dict[str, list[int]] = {"inner": [], "province": [], "outer": []}
    for number, codes in sides.items():
        if len(codes) == 1:
            kinds["outer"].append(number)
        else:
            kinds["inner" if codes[0][:2] == codes[1][:2] else "province"].append(number)
    return kinds


def bounds(atlas: Atlas, lands: Iterable[Land]) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of some units in kilometres."""
    numbers = {n if n >= 0 else ~n for land in lands for ring in land.rings for n in ring}
    points = [point for number in numbers for point in atlas.arcs[number]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
