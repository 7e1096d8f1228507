"""Stacked bars: how a whole divides, for one or several wholes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import joined, say
from generator.figures.bands import shades
from generator.figures.chart import Chart, Series
from generator.figures.grouped import draw_names
from generator.figures.marks import Drawing
from generator.figures.scale import linear
from generator.figures.sheet import SMALLEST, Sheet, fitting_pitch
from generator.text import format_value
from generator.theme import Theme


@dataclass(frozen=True)
class Stacked(Spec):
    """Rows of parts from left to right. `rows` hold a value to each part; with `shares` every row is
    drawn at full length and the figures remain the values."""

    kind: ClassVar[str] = "stacked"
    labels: tuple[str, ...]
    parts: tuple[str, ...]
    rows: tuple[tuple[float | None, ...], ...]
    format: str = "integer"
    shares: bool = False


def lay_out(spec: Stacked, width: float, theme: Theme) -> Drawing:
    """Return the bars as marks: names of the parts above, figures inside where they fit."""
    sheet = Sheet(width, theme)
    colours = shades(theme.palette, len(spec.parts)) if spec.parts else []
    head = draw_names(sheet, spec.parts, colours, 6.0) + 10
    names = min(sheet.widest(spec.labels), width * 0.36)
    totals = [sum(max(value or 0.0, 0.0) for value in row) for row in spec.rows]
    room = 0.0 if spec.shares else sheet.widest([format_value(v, spec.format) for v in totals]) + 5
    scale = linear([1.0] if spec.shares else totals, names + 7, width - room, pad=False)
    pitch = fitting_pitch(len(spec.labels), 20.0)
    for index, (label, row, total) in enumerate(zip(spec.labels, spec.rows, totals, strict=True)):
        centre = head + (index + 0.5) * pitch
        sheet.stacked(names, centre, sheet.broken_name(label, names + 0.5), anchor="end")
        at = 0.0
        for value, colour in zip(row, colours, strict=True):
            share = max(value or 0.0, 0.0) / (total if spec.shares and total else 1.0)
            left, right = scale(at), scale(at + share)
            sheet.box(left, centre - pitch * 0.33, right - left, pitch * 0.66, colour)
            text = format_value(value, spec.format)
            if sheet.measure(text, SMALLEST) + 4 <= right - left:
                ink = theme.palette.ink_on(colour)
                sheet.words((left + right) / 2, centre, text, ink, size=SMALLEST, anchor="middle")
            elif share > 0:
                sheet.dropped.append(f"{label} {text}")
            at += share
        if not spec.shares:
            text = format_value(total if any(v is not None for v in row) else None, spec.format)
            sheet.words(scale(at) + 4, centre, text, weight="bold")
    return sheet.drawing(head + pitch * len(spec.labels) + 2)


def describe(spec: Stacked, language: str) -> str:
    """Return the alternative text: every row with its parts, up to six rows."""
    parts = [
        say(
            language,
            f"堆叠条形图，{len(spec.labels)}行，{len(spec.parts)}个部分",
            f"Stacked bars, {amount(len(spec.labels), 'row')} of {amount(len(spec.parts), 'part')}",
        )
    ]
    for label, row in list(zip(spec.labels, spec.rows, strict=True))[:6]:
        shown = say(language, "、", ", ").join(
            f"{part} {format_value(value, spec.format)}" for part, value in zip(spec.parts, row, strict=True)
        )
        parts.append(f"{label}{say(language, '：', ': ')}{shown}")
    return joined(language, parts)


def chart(spec: Stacked) -> Chart:
    """Return the native chart: one series to a part."""
    series = tuple(
        Series(part, tuple(row[index] for row in spec.rows), f"shade {index}/{len(spec.parts)}")
        for index, part in enumerate(spec.parts)
    )
    return Chart("stacked", spec.labels, series, spec.format, corner="项目")
