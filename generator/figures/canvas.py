"""The PDF finish: marks as operators straight onto a ReportLab canvas.

Paths are written with `addLiteral`, which costs a tenth of ReportLab's path objects; text
goes through `generator.typeset`, so that a figure shares the faces of the page around it.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from generator.figures import letters
from generator.figures.marks import Box, Clip, Dot, Drawing, Image, Line, Mark, Shape, Words
from generator.figures.sheet import family_of
from generator.theme import Theme

_KAPPA = 0.5523


@lru_cache(maxsize=256)
def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def paint(drawing: Drawing, canvas: Any, x: float, y: float, theme: Theme) -> None:
    """Paint a drawing with its lower left corner at (x, y) of the canvas, in points."""
    canvas.saveState()
    _paint_all(drawing.marks, canvas, x, y + drawing.height, theme)
    canvas.restoreState()


def _paint_all(marks: tuple[Mark, ...], canvas: Any, left: float, top: float, theme: Theme) -> None:
    """Paint marks; runs of plain paths are written in one go."""
    code: list[str] = []
    for mark in marks:
        if isinstance(mark, Words | Image | Clip) or getattr(mark, "alpha", 1.0) < 1.0:
            if code:
                canvas.addLiteral("\n".join(code))
                code = []
            _paint_special(mark, canvas, left, top, theme)
        else:
            code.append(_operators(mark, left, top))
    if code:
        canvas.addLiteral("\n".join(code))


def _paint_special(mark: Mark, canvas: Any, left: float, top: float, theme: Theme) -> None:
    match mark:
        case Words():
            _write(mark, canvas, left, top, theme)
        case Image():
            from reportlab.lib.utils import ImageReader

            image = ImageReader(io.BytesIO(mark.data))
            canvas.drawImage(
                image, left + mark.x, top - mark.y - mark.height, mark.width, mark.height, mask="auto"
            )
        case Clip():
            canvas.saveState()
            canvas.addLiteral(f"{_path(mark.inside, left, top)} W n")
            _paint_all(mark.marks, canvas, left, top, theme)
            canvas.restoreState()
        case Box() | Dot() | Shape():
            canvas.saveState()
            canvas.setFillAlpha(mark.alpha)
            canvas.addLiteral(_operators(mark, left, top))
            canvas.restoreState()
        case Line():
            canvas.addLiteral(_operators(mark, left, top))


def _operators(mark: Mark, left: float, top: float) -> str:
    """Return the content stream operators of a path mark."""
    match mark:
        case Line():
            points = " l ".join(f"{left + x:.2f} {top - y:.2f}" for x, y in mark.points)
            first, _, rest = points.partition(" l ")
            dash = f"[{' '.join(f'{length:g}' for length in mark.dash)}] 0 d"
            cap = 1 if mark.round else 0
            body = f"{first} m {rest} l" if rest else f"{first} m"
            return f"{_rgb(mark.colour)} RG {mark.width:g} w {cap} J {cap} j {dash} {body} S"
        case Box() | Dot() | Shape():
            paint = "B" if mark.fill and mark.stroke else "f" if mark.fill else "S"
            colours = f"{_rgb(mark.fill)} rg " if mark.fill else ""
            if mark.stroke:
                colours += f"{_rgb(mark.stroke)} RG {mark.line:g} w 1 j [] 0 d "
            return f"{colours}{_path(mark, left, top)} {paint}"
        case _:
            raise TypeError(f"{type(mark).__name__} is not a path")


def _path(mark: Box | Dot | Shape, left: float, top: float) -> str:
    match mark:
        case Box() if mark.radius:
            return _path(Shape((rounded(mark),), None), left, top)
        case Box():
            return (
                f"{left + mark.x:.2f} {top - mark.y - mark.height:.2f} {mark.width:.2f} {mark.height:.2f} re"
            )
        case Dot():
            return _path(Shape((disc(mark.x, mark.y, mark.radius),), None), left, top)
        case Shape():
            return " ".join(_ring(ring, left, top) for ring in mark.rings)


def _ring(ring: tuple[tuple[float, ...], ...], left: float, top: float) -> str:
    parts = [f"{left + ring[0][0]:.2f} {top - ring[0][1]:.2f} m"]
    for step in ring[1:]:
        if len(step) == 2:
            parts.append(f"{left + step[0]:.2f} {top - step[1]:.2f} l")
        else:
            a, b, c, d, e, f = step
            parts.append(
                f"{left + a:.2f} {top - b:.2f} {left + c:.2f} {top - d:.2f} {left + e:.2f} {top - f:.2f} c"
            )
    parts.append("h")
    return " ".join(parts)


def disc(x: float, y: float, radius: float) -> tuple[tuple[float, ...], ...]:
    """Return a circle as a ring of four curves."""
    k = radius * _KAPPA
    return (
        (x + radius, y),
        (x + radius, y + k, x + k, y + radius, x, y + radius),
        (x - k, y + radius, x - radius, y + k, x - radius, y),
        (x - radius, y - k, x - k, y - radius, x, y - radius),
        (x + k, y - radius, x + radius, y - k, x + radius, y),
    )


def rounded(box: Box) -> tuple[tuple[float, ...], ...]:
    """Return a box with round corners as a ring."""
    x, y, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    r = min(box.radius, box.width / 2, box.height / 2)
    k = r * (1 - _KAPPA)
    return (
        (x + r, y),
        (right - r, y),
        (right - k, y, right, y + k, right, y + r),
        (right, bottom - r),
        (right, bottom - k, right - k, bottom, right - r, bottom),
        (x + r, bottom),
        (x + k, bottom, x, bottom - k, x, bottom - r),
        (x, y + r),
        (x, y + k, x + k, y, x + r, y),
    )


def _write(words: Words, canvas: Any, left: float, top: float, theme: Theme) -> None:
    """Write one line. A halo is outlines, not text: a reader who copies must not get it twice."""
    look = (words.text, family_of(theme), words.weight, words.size)
    if words.halo:
        rings = letters.outlines(*look, words.x, words.y, words.anchor)
        canvas.addLiteral(_operators(Shape(rings, words.halo, words.halo, 1.8), left, top))
    letters.write(canvas, left + words.x, top - words.y, *look, words.colour, words.anchor)
