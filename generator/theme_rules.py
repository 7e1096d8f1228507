"""What a theme may be: the bounds of its sizes, page, colours and faces. A team may change every key, and a slip of
the keyboard must end in words, not in a page with nothing on it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

COVERS = ("orbit", "skyline", "field")
"""The pictures a cover may carry; `generator.cover` draws them."""

FAMILIES = ("sans", "serif")
TYPE_SIZE = (5.0, 120.0)
"""Sizes of type that can be read on a page or stand on its cover, in points."""

LEADING = (1.0, 3.0)
"""Leading as a multiple of the size: with less, lines overlap."""

PAGE = {
    "width": (120, 450), "height": (160, 600),
    "inner": (8, 80), "outer": (8, 80), "top": (12, 100), "bottom": (12, 100),
}
"""What a page may measure, in millimetres: from a small book's page to A2 across."""

LEAST_MEASURE, LEAST_DEPTH = 80, 110
"""The least width and height of the type area in millimetres: tables and maps need that much."""

FACE_NAME = 31
"""The longest name of a face that Word can look up, in characters."""


class Fault(NamedTuple):
    """What is wrong at a key, with its value, in Chinese and English."""

    path: str
    value: object
    zh: str
    en: str


def theme_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the values of a theme that has all its keys; measures of the page in millimetres."""
    if table["cover"] not in COVERS:
        yield Fault("cover", table["cover"], f"封面只有 {'、'.join(COVERS)}", f"covers are {', '.join(COVERS)}")
    yield from _colours(table["palette"])
    for key, value in table["type"].items():
        yield from _size(f"type.{key}", value)
    yield from _page(table["page_mm"])
    yield from _faces(table["fonts"])


def _colours(palette: Mapping[str, Any]) -> Iterator[Fault]:
    for key, inks in palette.items():
        series = key in ("ramp", "contrast")
        if series and not (isinstance(inks, list) and len(inks) == 6):
            zh, en = '须是六种颜色，写作 ["#rrggbb", …]', 'must be six colours, written ["#rrggbb", …]'
            yield Fault(f"palette.{key}", inks, zh, en)
            continue
        for ink in inks if series else [inks]:
            if not (isinstance(ink, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", ink)):
                zh, en = f"颜色须写作 #rrggbb，不是“{ink}”", f"a colour is written #rrggbb, not “{ink}”"
                yield Fault(f"palette.{key}", ink, zh, en)


def _size(path: str, value: object) -> Iterator[Fault]:
    if not (isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))):
        yield Fault(path, value, "须写作 [字号, 行距]，单位磅", "is written [size, leading], in points")
        return
    size, leading = value
    for number, (low, high), zh, en in (
        (size, TYPE_SIZE, "字号", "size"), (leading, (LEADING[0] * size, LEADING[1] * size), "行距", "leading"),
    ):
        if not low <= number <= high:
            said = f"{low:g}", f"{high:g}"
            yield Fault(
                path, value, f"{zh}须在 {said[0]}–{said[1]} 磅之间",
                f"the {en} must lie between {said[0]} and {said[1]} points",
            )
            return  # the bounds of the leading follow from the size


def _page(page: Mapping[str, Any]) -> Iterator[Fault]:
    faults = [*_measures(page)]
    yield from faults or _proportions(page)  # what follows from measures follows from sound ones only


def _measures(page: Mapping[str, Any]) -> Iterator[Fault]:
    for key, value in page.items():
        low, high = PAGE.get(key, (0, PAGE["height"][1]))
        if not _is_number(value):
            yield Fault(f"page_mm.{key}", value, "须是数，单位毫米", "must be a number, in millimetres")
        elif not low <= value <= high:
            yield Fault(f"page_mm.{key}", value, f"须在 {low}–{high} 毫米之间", f"must lie between {low} and {high} mm")


def _proportions(page: Mapping[str, Any]) -> Iterator[Fault]:
    measure, depth = page["width"] - page["inner"] - page["outer"], page["height"] - page["top"] - page["bottom"]
    if measure < LEAST_MEASURE:
        yield Fault(
            "page_mm.width", page["width"], f"版心只有 {measure:g} 毫米宽，至少须 {LEAST_MEASURE} 毫米",
            f"the type area is only {measure:g} mm wide; it needs {LEAST_MEASURE} mm",
        )
    if depth < LEAST_DEPTH:
        yield Fault(
            "page_mm.height", page["height"], f"版心只有 {depth:g} 毫米高，至少须 {LEAST_DEPTH} 毫米",
            f"the type area is only {depth:g} mm high; it needs {LEAST_DEPTH} mm",
        )
    foot = page["height"] - page["top"]
    if not foot < page["head_rule"] < page["height"]:
        yield Fault(
            "page_mm.head_rule", page["head_rule"],
            f"页眉线量自页底，须在版心之上、页边之内（{foot:g}–{page['height']:g} 毫米）",
            f"the rule of the running head is measured from the foot of the page and must lie above the type area "
            f"({foot:g} to {page['height']:g} mm)",
        )
    if not 0 < page["folio"] < page["bottom"]:
        yield Fault(
            "page_mm.folio", page["folio"], f"页码量自页底，须小于下边距 {page['bottom']:g} 毫米",
            f"the page number is measured from the foot of the page and must stand within {page['bottom']:g} mm",
        )


def _faces(fonts: Mapping[str, Any]) -> Iterator[Fault]:
    for key, value in fonts.items():
        if key in ("text", "display"):
            if value not in FAMILIES:
                yield Fault(f"fonts.{key}", value, "须是 sans 或 serif", "must be sans or serif")
        elif not (isinstance(value, str) and 0 < len(value.strip()) <= FACE_NAME):
            yield Fault(
                f"fonts.{key}", value, f"须是 Word 中的字体名，不超过 {FACE_NAME} 个字符",
                f"must be the name of a face in Word, at most {FACE_NAME} characters",
            )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
