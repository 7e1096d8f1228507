"""Columns: a few values side by side (years, classes), or many units as a silhouette by rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, mean, place_of, say
from generator.figures.chart import Chart, Role, Series
from generator.figures.marks import Drawing, weight_for
from generator.figures.place import Rect, Room
from generator.figures.scale import Linear, linear
from generator.figures.sheet import SMALLEST, Sheet
from generator.text import format_value
from generator.theme import Theme

_PLOT = 112.0  # points from the lowest to the highest value
_HEAD = 14.0


@dataclass(frozen=True)
class Columns(Spec):
    """Upright bars. Names and figures are printed where a column has room for them; where columns
    are too many only the first, the last and the highlighted are named."""

    kind: ClassVar[str] = "columns"
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    format: str = "score"
    highlight: tuple[str, ...] = ()
    average: float | None = None
    average_label: str = "平均"
    value_name: str = "得分"

    @property
    def pairs(self) -> tuple[tuple[str, float | None], ...]:
        """Names with their values."""
        return tuple(zip(self.labels, self.values, strict=True))


def lay_out(spec: Columns, width: float, theme: Theme) -> Drawing:
    """Return the columns as marks; names of several lines make the figure taller."""
    sheet = Sheet(width, theme)
    numbers = [value for value in (*spec.values, spec.average) if value is not None]
    negative = min(numbers, default=0.0) < 0
    scale = linear(numbers, _HEAD + _PLOT - (12 if negative else 0), _HEAD, pad=False)
    right = width
    if spec.average is not None:
        right -= sheet.measure(_said(spec), weight="bold") + 6
    pitch = right / max(len(spec.labels), 1)
    for index, (name, value) in enumerate(spec.pairs):
        if value is not None:
            colour: str = getattr(theme.palette, _role(spec, name))
            _draw_column(sheet, scale, value, index * pitch, pitch, colour)
    if spec.average is not None:
        y = scale(spec.average)
        sheet.line(((0, y), (right, y)), theme.palette.accent, 0.9)
        sheet.words(right + 5, y, _said(spec), theme.palette.accent, weight="bold")
    bottom = _write(spec, sheet, scale, pitch)
    sheet.line(((0, scale(0.0)), (right, scale(0.0))), theme.palette.quiet, 0.6)
    return sheet.drawing(bottom)


def _said(spec: Columns) -> str:
    return f"{spec.average_label} {format_value(spec.average, spec.format)}"


def _role(spec: Columns, name: str) -> Role:
    if not spec.highlight:
        return "main"
    if name not in spec.highlight:
        return "mid"
    return "accent" if spec.average is None else "main"


def _draw_column(sheet: Sheet, scale: Linear, value: float, left: float, pitch: float, colour: str) -> None:
    wide = min(pitch * (0.66 if pitch > 6 else 0.9), 46.0)
    top, bottom = sorted((scale(value), scale(0.0)))
    sheet.box(left + (pitch - wide) / 2, top, wide, bottom - top, colour)


def _write(spec: Columns, sheet: Sheet, scale: Linear, pitch: float) -> float:
    """Write figures over (or under) the columns and names below; return the bottom of the figure."""
    floor = _HEAD + _PLOT + 9
    figures = sheet.widest([format_value(value, spec.format) for value in spec.values], SMALLEST)
    crowded = pitch < figures + 2 or pitch < 17
    room = Room(Rect(-1, 0, sheet.width + 1, 1e6))
    bottom = floor + 6
    count = len(spec.labels)
    order = sorted(
        range(count), key=lambda i: (spec.labels[i] not in spec.highlight, i not in (0, count - 1), i)
    )
    for index in order:
        name, value = spec.labels[index], spec.values[index]
        asked = name in spec.highlight
        if crowded and not asked and index not in (0, count - 1):
            continue
        wide = sheet.measure(name, weight=weight_for(asked))
        lines = (name,) if crowded else sheet.broken_name(name, pitch - 3, weight_for(asked))
        if not crowded:
            wide = sheet.widest(lines, weight=weight_for(asked))
        half = max(wide, figures) / 2
        middle = min(max((index + 0.5) * pitch, half), sheet.width - half)
        top = floor + (len(lines) - 1) * sheet.size * 0.61
        spot = Rect(middle - half, floor - 5, middle + half, top + 5)
        if not room.free(spot):
            sheet.dropped.append(name)
            continue
        room.take(spot)
        sheet.stacked(middle, top, lines, weight=weight_for(asked), anchor="middle")
        bottom = max(bottom, top + (len(lines) - 1) * sheet.size * 0.61 + 6)
        if crowded and not asked:  # its figure would lie on its neighbours
            continue
        y = scale(value or 0.0) + (6 if (value or 0.0) < 0 else -6)
        text = format_value(value, spec.format)
        sheet.words(middle, y, text, size=SMALLEST, weight=weight_for(asked), anchor="middle")
    return bottom


def describe(spec: Columns, language: str) -> str:
    """Return the alternative text: extremes, the units in question, the average."""
    count = len(spec.labels)
    return joined(
        language,
        (
            say(language, f"柱状图，{count}项{spec.value_name}", f"Column chart of {amount(count, 'value')}"),
            extremes(language, spec.pairs, spec.format),
            place_of(language, spec.pairs, spec.highlight, spec.format),
            mean(spec.average_label, spec.average, spec.format),
        ),
    )


def chart(spec: Columns) -> Chart:
    """Return the native chart: columns, the average as a line across them."""
    roles = tuple(_role(spec, name) for name in spec.labels)
    series = [Series(spec.value_name, spec.values, roles=roles, labelled=len(spec.labels) <= 24)]
    if spec.average is not None:
        averages = (spec.average,) * len(spec.labels)
        series.append(Series(spec.average_label, averages, "accent", marked=True, labelled=False))
    return Chart("columns", spec.labels, tuple(series), spec.format, corner="项目")
