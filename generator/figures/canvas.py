"""The PDF finish: marks as operators straight onto a ReportLab canvas.

Paths are written with `addLiteral`, which costs a tenth of ReportLab's path objects; text
goes through `generator.typeset`, so that a figure shares the faces of the page around it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
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
    """Paint marks; runs of plain paths are written in one go, in coordinates that grow downwards."""
    code: list[str] = []
    for mark in marks:
        if isinstance(mark, Words | Image | Clip) or (not isinstance(mark, Line) and mark.alpha < 1.0):
            _write_run(code, canvas, left, top)
            code = []
            _paint_special(mark, canvas, left, top, theme)
        else:
            code.append(_operators(mark))
    _write_run(code, canvas, left, top)


def _write_run(code: list[str], canvas: Any, left: float, top: float) -> None:
    if code:
        canvas.addLiteral("\n".join((f"q 1 0 0 -1 {left:.3f} {top:.3f} cm", *code, "Q")))


def _paint_special(mark: Mark, canvas: Any, left: float, top: float, theme: Theme) -> None:
    match mark:
        case Words():
            _write(mark, canvas, left, top, theme)
        case Image():
            from reportlab.lib.utils import ImageReader

            image = ImageReader(io.BytesIO(mark.data))
            y = top - mark.y - mark.height
            canvas.drawImage(image, left + mark.x, y, mark.width, mark.height, mask="auto")
        case Clip():
            canvas.saveState()
            # The clip stays when the way of the coordinates is turned back.
            there, back = f"1 0 0 -1 {left:.3f} {top:.3f} cm", f"1 0 0 -1 {-left:.3f} {top:.3f} cm"
            canvas.addLiteral(f"{there} {_path(mark.inside)} W n {back}")
            _paint_all(mark.marks, canvas, left, top, theme)
            canvas.restoreState()
        case Box() | Dot() | Shape() | Line():
            canvas.saveState()
            if not isinstance(mark, Line):
                canvas.setFillAlpha(mark.alpha)
            _write_run([_operators(mark)], canvas, left, top)
            canvas.restoreState()


def _operators(mark: Box | Dot | Shape | Line) -> str:
    """Return the content stream operators of a path mark."""
    match mark:
        case Line():
            dash = f"[{' '.join(f'{length:g}' for length in mark.dash)}] 0 d"
            cap = 1 if mark.round else 0
            pen = f"{_rgb(mark.colour)} RG {mark.width:g} w {cap} J {cap} j {dash}"
            return f"{pen} {_kept(_open, mark.points)} S"
        case Box() | Dot() | Shape():
            paint = "B" if mark.fill and mark.stroke else "f" if mark.fill else "S"
            colours = f"{_rgb(mark.fill)} rg " if mark.fill else ""
            if mark.stroke:
                colours += f"{_rgb(mark.stroke)} RG {mark.line:g} w 1 j [] 0 d "
            if isinstance(mark, Dot):
                return f"q {colours}1 0 0 1 {mark.x:.2f} {mark.y:.2f} cm {_disc_at_origin(mark.radius)} {paint} Q"
            return f"{colours}{_path(mark)} {paint}"


@lru_cache(maxsize=256)
def _disc_at_origin(radius: float) -> str:
    """Return a circle around the origin: a chart has hundreds of dots of few sizes."""
    return _ring(disc(0.0, 0.0, radius))


def _path(mark: Box | Dot | Shape) -> str:
    match mark:
        case Box() if mark.radius:
            return _ring(rounded(mark))
        case Box():
            return f"{mark.x:.2f} {mark.y:.2f} {mark.width:.2f} {mark.height:.2f} re"
        case Dot():
            return _ring(disc(mark.x, mark.y, mark.radius))
        case Shape():
            return _kept(_closed, mark.rings)


_LONG = 12  # points; what is shorter is written faster than it is looked up
_MOST_KEPT = 4_000
_paths: dict[int, tuple[Any, str]] = {}


def _kept(write: Callable[[Any], str], points: tuple[Any, ...]) -> str:
    """Return the operators of points, kept for the grounds of maps that are drawn again and again.

    The very tuple is the key: it is held together with its text, so its identity stays its own.
    """
    if len(points) < _LONG and sum(map(len, points)) < _LONG * 2:
        return write(points)
    found = _paths.get(id(points))
    if found is not None and found[0] is points:
        return found[1]
    if len(_paths) >= _MOST_KEPT:
        _paths.clear()
    text = write(points)
    _paths[id(points)] = (points, text)
    return text


def _open(points: tuple[tuple[float, float], ...]) -> str:
    first, *rest = [f"{x:.2f} {y:.2f}" for x, y in points]
    return f"{first} m " + "".join(f"{point} l " for point in rest)


def _closed(rings: tuple[tuple[tuple[float, ...], ...], ...]) -> str:
    return " ".join(_ring(ring) for ring in rings)


def _ring(ring: tuple[tuple[float, ...], ...]) -> str:
    parts = [f"{ring[0][0]:.2f} {ring[0][1]:.2f} m"]
    for step in ring[1:]:
        if len(step) == 2:
            parts.append(f"{step[0]:.2f} {step[1]:.2f} l")
        else:
            parts.append(f"{' '.join(f'{value:.2f}' for value in step)} c")
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
        _write_run([_operators(Shape(rings, words.halo, words.halo, 1.8))], canvas, left, top)
    letters.write(canvas, left + words.x, top - words.y, *look, words.colour, words.anchor)
