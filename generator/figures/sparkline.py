"""Sparkline: the course of a few values, as high as a line of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.figures.alt import joined, say
from generator.figures.marks import Drawing, Line, Pair
from generator.figures.scale import linear
from generator.figures.sheet import Sheet
from generator.text import format_value
from generator.theme import Theme

HEIGHT = 11.0


@dataclass(frozen=True)
class Sparkline(Spec):
    """Values in order; the last is a dot in the accent. Missing values leave a gap."""

    kind: ClassVar[str] = "sparkline"
    values: tuple[float | None, ...]
    format: str = "score"


def lay_out(spec: Sparkline, width: float, theme: Theme) -> Drawing:
    """Return the line as marks, `HEIGHT` points high."""
    sheet = Sheet(width, theme)
    known = [value for value in spec.values if value is not None]
    scale = linear(known, HEIGHT - 2.5, 2.5, zero=False, pad=False)
    step = (width - 6) / max(len(spec.values) - 1, 1)
    stretch: list[Pair] = []
    for index, value in enumerate((*spec.values, None)):
        if value is not None:
            stretch.append((3 + index * step, scale(value)))
            continue
        if len(stretch) > 1:
            sheet.marks.append(Line(tuple(stretch), theme.palette.main, 1.0, round=True))
        elif stretch:
            sheet.dot(*stretch[0], 0.8, theme.palette.main)
        stretch = []
    places = [index for index, value in enumerate(spec.values) if value is not None]
    if places:
        sheet.dot(3 + places[-1] * step, scale(known[-1]), 1.8, theme.palette.accent)
    return sheet.drawing(HEIGHT)


def describe(spec: Sparkline, language: str) -> str:
    """Return the alternative text: first and last value."""
    known = [format_value(value, spec.format) for value in spec.values if value is not None]
    if not known:
        return joined(language, (say(language, "无数据", "no data"),))
    return joined(language, (say(language, f"由{known[0]}到{known[-1]}", f"from {known[0]} to {known[-1]}"),))
