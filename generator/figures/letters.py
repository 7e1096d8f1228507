"""Letters: how wide a line of text is, how it comes onto a PDF page, and its outlines.

All three go through `generator.typeset`, so that a figure is set like the text around it, with
the same faces and the same gaps between Chinese and Latin. PNG has no fonts: there the glyphs are
drawn as outlines, and matplotlib's own font lookup is never asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from generator.figures.marks import Anchor, Weight

if TYPE_CHECKING:
    from generator.fonts import Family
    from generator.typeset import TextStyle

Ring: TypeAlias = tuple[tuple[float, ...], ...]
_EM = 100.0  # the size at which widths are measured and kept


@lru_cache(maxsize=64)
def _style(family: Family, weight: Weight, size: float, colour: str = "#000000") -> TextStyle:
    from generator.typeset import TextStyle

    return TextStyle(family=family, weight=weight, size=size, leading=size * 1.3, colour=colour)


@lru_cache(maxsize=20_000)
def _advance(text: str, family: Family, weight: Weight) -> float:
    from generator.typeset import measure as width_of

    return width_of(text, _style(family, weight, _EM)) / _EM


def measure(text: str, family: Family, weight: Weight, size: float) -> float:
    """Return the width in points of one line of text."""
    return _advance(text, family, weight) * size


def write(
    canvas: Any, x: float, y: float, text: str, family: Family, weight: Weight, size: float, colour: str,
    anchor: Anchor,
) -> None:  # fmt: skip
    """Write one line on a ReportLab canvas, its baseline at y, anchored at x."""
    from generator.typeset import draw_text

    draw_text(canvas, x, y, text, _style(family, weight, size, colour), anchor)


@lru_cache(maxsize=2_000)
def wrapped(text: str, family: Family, weight: Weight, size: float, width: float) -> tuple[str, ...]:
    """Return a text broken into lines of a width, by the same rules as the text of the page."""
    from generator.typeset import layout_lines

    return tuple(line.text.strip() for line in layout_lines(text, _style(family, weight, size), width)) or (
        "",
    )


@lru_cache(maxsize=4_000)
def _glyph(face: Any, number: int) -> tuple[Ring, ...]:
    """Return the rings of a glyph in units of the face, y upwards."""
    import uharfbuzz as hb

    rings: list[list[tuple[float, ...]]] = []

    def move(x: float, y: float, _: object) -> None:
        rings.append([(x, y)])

    def line(x: float, y: float, _: object) -> None:
        rings[-1].append((x, y))

    def quadratic(a: float, b: float, x: float, y: float, _: object) -> None:
        # PDF knows only cubic curves: the same parabola with two handles.
        u, v = rings[-1][-1][-2:]
        handles = (u + (a - u) * 2 / 3, v + (b - v) * 2 / 3, x + (a - x) * 2 / 3, y + (b - y) * 2 / 3)
        rings[-1].append((*handles, x, y))

    def cubic(a: float, b: float, c: float, d: float, x: float, y: float, _: object) -> None:
        rings[-1].append((a, b, c, d, x, y))

    pens = hb.DrawFuncs()
    pens.set_move_to_func(move)
    pens.set_line_to_func(line)
    pens.set_quadratic_to_func(quadratic)
    pens.set_cubic_to_func(cubic)
    pens.set_close_path_func(lambda _: None)
    face.font.draw_glyph(number, pens, None)
    return tuple(tuple(ring) for ring in rings)


def outlines(
    text: str, family: Family, weight: Weight, size: float, x: float, baseline: float, anchor: Anchor
) -> tuple[Ring, ...]:
    """Return the rings of all glyphs of a line set at a place of a page whose y grows downwards.

    A step of two numbers is a point, of six a Bézier curve; lengths in points.
    """
    placed = _glyphs_at(text, family, weight, size, x, baseline, anchor)
    return tuple(
        _placed(ring, left, top, size / face.upem)
        for face, number, left, top in placed for ring in _glyph(face, number)
    )


def outline_arrays(
    text: str, family: Family, weight: Weight, size: float, x: float, baseline: float, anchor: Anchor
) -> tuple[Any, Any] | None:
    """Return the same as arrays of vertices and of matplotlib's codes, None where nothing is drawn."""
    import numpy as np

    vertices, codes = [], []
    for face, number, left, top in _glyphs_at(text, family, weight, size, x, baseline, anchor):
        glyph, kinds = _glyph_arrays(face, number)
        scale = size / face.upem
        vertices.append(glyph * (scale, -scale) + (left, top))
        codes.append(kinds)
    if not any(map(len, codes)):
        return None
    return np.concatenate(vertices), np.concatenate(codes)


@lru_cache(maxsize=4_000)
def _glyph_arrays(face: Any, number: int) -> tuple[Any, Any]:
    from generator.figures.raster import ring_arrays

    return ring_arrays(_glyph.__wrapped__(face, number))


def _glyphs_at(
    text: str, family: Family, weight: Weight, size: float, x: float, baseline: float, anchor: Anchor
) -> Iterator[tuple[Any, int, float, float]]:
    """Yield face, number and origin of every glyph of a line."""
    from generator.typeset.line import setter_of

    line = setter_of(text, _style(family, weight, size)).single_line()
    at = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * line.width
    for number in range(line.first, line.last + 1):
        box = line.galley.boxes[number]
        pen = at - box.pre  # the blank left of a mark is part of its glyph
        for glyph in box.glyphs:
            yield glyph.face, glyph.gid, pen + glyph.shift * size, baseline - glyph.rise * size
            pen += glyph.advance * size
        at += box.width + (line.gaps[number - line.first] if number < line.last else 0.0)


def _placed(ring: Ring, left: float, baseline: float, scale: float) -> Ring:
    return tuple(
        tuple(baseline - v * scale if i % 2 else left + v * scale for i, v in enumerate(step))
        for step in ring
    )
