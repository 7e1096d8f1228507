"""The faces in fonts/ and the maps in assets/: whole, well-formed, and the ones that were made."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from generator.gazetteer import load
from generator.paths import shipped

FULL = ("sans-regular", "sans-bold", "serif-regular", "serif-bold")
ALL = (*FULL, "sans-light")
SIGNS = (
    "0123456789 ABCxyz éüßñ āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ αβΔΩ Жя ，。、；：？！“”‘’（）《》〈〉【】「」『』…—–·•"
    "¥€£％‰℃№㎡←↑→↓≤≥≠±×÷√∑∞▲▼●■□★①⑳㈠⑴Ⅷ〇￥ＡＺ９²³⁰⁵⁻₀₂₉ⁿ"
)


@cache
def face(name: str) -> TTFont:
    return TTFont(shipped("fonts") / f"{name}.ttf", lazy=True)


@cache
def points(name: str) -> frozenset[int]:
    return frozenset(face(name).getBestCmap())


def gb2312_rows(first: int, last: int) -> set[str]:
    """Return the characters of rows `first` to `last` of GB 2312."""
    cells = (bytes([row + 0xA0, cell + 0xA0]) for row in range(first, last + 1) for cell in range(1, 95))
    return set("".join(cell.decode("gb2312", "ignore") for cell in cells))


def missing(name: str, characters: set[str]) -> str:
    return "".join(sorted(c for c in characters if ord(c) not in points(name)))


@pytest.mark.parametrize("name", FULL)
def test_a_full_face_holds_all_of_gb2312(name: str) -> None:
    assert missing(name, gb2312_rows(1, 87)) == ""


@pytest.mark.parametrize("name", FULL)
def test_a_full_face_holds_the_8105_characters_of_the_national_list(name: str) -> None:
    text = (shipped("assets") / "characters-8105.txt").read_text("utf-8")
    characters = set("".join(text.split()))
    assert len(characters) == 8105
    assert missing(name, characters) == ""


def test_the_light_face_holds_the_first_level_of_gb2312() -> None:
    assert missing("sans-light", gb2312_rows(1, 9) | gb2312_rows(16, 55)) == ""


@pytest.mark.parametrize("name", ALL)
def test_every_face_holds_the_signs_a_report_uses(name: str) -> None:
    assert missing(name, set(SIGNS)) == ""


@pytest.mark.parametrize("name", ALL)
def test_a_face_is_truetype_that_may_be_embedded(name: str) -> None:
    assert "glyf" in face(name)
    assert "CFF " not in face(name)
    assert face(name)["OS/2"].fsType == 0


@pytest.mark.parametrize("name", ALL)
def test_a_face_has_its_own_name_and_keeps_the_makers_rights(name: str) -> None:
    records = face(name)["name"]
    family = "Baipi Serif SC" if name.startswith("serif") else "Baipi Sans SC"
    for number in (1, 3, 4, 6, 16):
        text = records.getDebugName(number) or ""
        assert "Noto" not in text
        assert "Source" not in text
    assert records.getDebugName(1).startswith(family)
    assert "Adobe" in records.getDebugName(0)
    assert "SIL Open Font License" in records.getDebugName(13)


@pytest.mark.parametrize("name", ALL)
def test_the_features_of_the_typesetter_are_there(name: str) -> None:
    substitutions = {record.FeatureTag for record in face(name)["GSUB"].table.FeatureList.FeatureRecord}
    positions = {record.FeatureTag for record in face(name)["GPOS"].table.FeatureList.FeatureRecord}
    assert {"ccmp", "fwid", "hwid", "liga", "locl", "pwid"} <= substitutions
    assert {"halt", "kern", "palt"} <= positions


@pytest.mark.parametrize("name", ALL)
def test_figures_are_of_one_width_or_the_face_has_tnum(name: str) -> None:
    font = face(name)
    widths = {font["hmtx"][font.getBestCmap()[point]][0] for point in range(0x30, 0x3A)}
    tags = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert len(widths) == 1 or "tnum" in tags


def test_the_faces_are_the_ones_that_were_made() -> None:
    lines = (shipped("fonts") / "SHA256SUMS").read_text("ascii").splitlines()
    assert {line.split()[1] for line in lines} == {f"{name}.ttf" for name in ALL}
    for line in lines:
        expected, name = line.split()
        assert hashlib.sha256((shipped("fonts") / name).read_bytes()).hexdigest() == expected


@pytest.mark.parametrize("kind", ["sans", "serif"])
def test_the_licence_lies_beside_the_faces_with_its_copyright_line(kind: str) -> None:
    text = (shipped("fonts") / f"OFL-{kind}.txt").read_text("utf-8")
    assert text.startswith("Copyright 20")
    assert "Adobe" in text.splitlines()[0]
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


# The outlines in assets/maps, read with nothing but the standard library.

Ring = list[tuple[float, float]]
LAYERS = {"prefectures": 370, "provinces": 34}
NEWER = {"659011", "659012"}  # in the gazetteer, founded after the survey


@cache
def topology(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((shipped("assets") / "maps" / f"{name}.json").read_text("utf-8"))
    return content


@cache
def borders(name: str) -> list[Ring]:
    """Return the arcs of a file in kilometres."""
    scale = topology(name)["transform"]["scale"][0]
    arcs = []
    for deltas in topology(name)["arcs"]:
        x = y = 0
        arcs.append([((x := x + dx) * scale, (y := y + dy) * scale) for dx, dy in deltas])
    return arcs


def ring(name: str, numbers: list[int]) -> Ring:
    points: Ring = []
    for number in numbers:
        arc = borders(name)[number] if number >= 0 else borders(name)[~number][::-1]
        points += arc[1:] if points else arc
    return points


@cache
def outlines(name: str) -> dict[str, list[list[Ring]]]:
    return {
        shape["id"]: [[ring(name, numbers) for numbers in part] for part in shape["arcs"]]
        for shape in topology(name)["objects"][name]["geometries"]
    }


def area(points: Ring) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(points)) / 2


def inside(part: list[Ring], x: float, y: float) -> bool:
    """Return whether a point lies in a part, by the even-odd rule over all its rings."""
    crossings = 0
    for points in part:
        for (ax, ay), (bx, by) in pairwise(points):
            crossings += (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax)
    return crossings % 2 == 1


def kilometres(degrees_east: float, degrees_north: float) -> tuple[float, float]:
    """Return the place of a point on the maps, by the formula of their README."""
    n = (math.sin(math.radians(25)) + math.sin(math.radians(47))) / 2
    c = math.cos(math.radians(25)) ** 2 + 2 * n * math.sin(math.radians(25))
    radius = 6371.0072
    rho = radius * math.sqrt(c - 2 * n * math.sin(math.radians(degrees_north))) / n
    angle = n * math.radians(degrees_east - 105)
    return rho * math.sin(angle), radius * math.sqrt(c) / n - rho * math.cos(angle)


def distance(points: Ring, x: float, y: float) -> float:
    return min(math.hypot(px - x, py - y) for px, py in points)


@pytest.mark.parametrize(("name", "count"), LAYERS.items())
def test_every_ring_is_closed_and_holds_an_area(name: str, count: int) -> None:
    assert len(outlines(name)) == count
    for code, parts in outlines(name).items():
        assert parts, code
        for part in parts:
            for points in part:
                assert points[0] == points[-1], code
                assert len(points) >= 4, code
                assert abs(area(points)) > 0, code


def test_every_city_of_the_gazetteer_has_an_outline() -> None:
    codes = {entry.adcode for entry in load().cities} - NEWER | {"710000"}
    assert set(outlines("prefectures")) == codes
    assert set(outlines("provinces")) == {entry.adcode for entry in load().provinces}


@pytest.mark.parametrize("name", LAYERS)
def test_a_border_is_held_once_and_used_by_two_at_most(name: str) -> None:
    used: Counter[int] = Counter()
    for shape in topology(name)["objects"][name]["geometries"]:
        for part in shape["arcs"]:
            for numbers in part:
                used.update(number if number >= 0 else ~number for number in numbers)
    assert set(used) == set(range(len(topology(name)["arcs"])))
    assert set(used.values()) <= {1, 2}


@pytest.mark.parametrize("name", LAYERS)
def test_a_label_stands_inside_its_unit(name: str) -> None:
    for shape in topology(name)["objects"][name]["geometries"]:
        x, y, room = shape["properties"]["label"]
        assert any(inside(part, x, y) for part in outlines(name)[shape["id"]]), shape
        assert room >= 0
        assert shape["properties"]["name"], shape


def test_the_area_of_the_country_is_right() -> None:
    total = sum(abs(area(part[0])) - sum(abs(area(hole)) for hole in part[1:])
                for parts in outlines("provinces").values() for part in parts)  # fmt: skip
    assert total == pytest.approx(9_600_000, rel=0.02)


@pytest.mark.parametrize(
    ("code", "east", "north"),
    [
        ("710000", 123.48, 25.745),  # 钓鱼岛
        ("710000", 124.56, 25.92),  # 赤尾屿
        ("710000", 119.55, 23.57),  # 澎湖
        ("460300", 112.34, 16.83),  # 永兴岛
        ("460300", 112.27, 3.85),  # 曾母暗沙
        ("460300", 117.76, 15.12),  # 黄岩岛
        ("441500", 116.83, 20.70),  # 东沙群岛
        ("810000", 114.17, 22.32),
        ("820000", 113.55, 22.16),
    ],
)
def test_no_island_of_the_south_and_east_is_lost(code: str, east: float, north: float) -> None:
    x, y = kilometres(east, north)
    for parts in (outlines("prefectures")[code], outlines("provinces")[f"{code[:2]}0000"]):
        assert min(distance(part[0], x, y) for part in parts) < 20


@pytest.mark.parametrize(("name", "sansha"), [("prefectures", "460300"), ("provinces", "460000")])
def test_the_small_islands_are_listed_as_dots(name: str, sansha: str) -> None:
    shapes = topology(name)["objects"][name]["geometries"]
    small = {shape["id"]: shape["properties"].get("islets", []) for shape in shapes}
    assert {code for code, points in small.items() if points} == {sansha, "710000"}
    assert len(small[sansha]) > 100
    x, y = kilometres(124.56, 25.92)
    assert distance(small["710000"], x, y) < 10


def test_the_ten_dashes_are_there() -> None:
    (line, places) = topology("ten-dash")["objects"].values()
    assert len(line["arcs"]) == 10
    names = {place["properties"]["name"] for place in places["geometries"]}
    assert {"钓鱼岛", "赤尾屿", "南沙群岛", "曾母暗沙"} <= names


def test_the_maps_stay_small() -> None:
    sizes = {path.stem: path.stat().st_size for path in (shipped("assets") / "maps").glob("*.json")}
    assert sizes["prefectures"] < 400_000
    assert sizes["provinces"] < 200_000


def test_the_tiles_hold_every_province_once() -> None:
    layout = json.loads((shipped("assets") / "tiles.json").read_text("utf-8"))
    tiles = layout["tiles"]
    assert {code: tile["short"] for code, tile in tiles.items()} == {
        e.adcode: e.short for e in load().provinces
    }
    spots = {(tile["column"], tile["row"]) for tile in tiles.values()}
    assert len(spots) == 34
    assert all(0 <= x < layout["columns"] and 0 <= y < layout["rows"] for x, y in spots)


@pytest.mark.parametrize(
    ("west", "east"),
    [("四川", "重庆"), ("湖南", "江西"), ("广西", "广东"), ("陕西", "河南"), ("新疆", "甘肃")],
)
def test_neighbours_are_neighbours_on_the_tiles(west: str, east: str) -> None:
    tiles = json.loads((shipped("assets") / "tiles.json").read_text("utf-8"))["tiles"].values()
    spots = {tile["short"]: (tile["column"], tile["row"]) for tile in tiles}
    assert spots[east] == (spots[west][0] + 1, spots[west][1])
