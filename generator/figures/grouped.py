"""Grouped columns: several series over the same categories (tiers by indicator, unit and average)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, listed, say
from generator.figures.bands import shades
from generator.figures.chart import Chart, Role, Series
from generator.figures.marks import Drawing
from generator.figures.scale import linear
from generator.figures.sheet import SMALLEST, Sheet
from generator.text import format_value
from generator.theme import Palette, Theme

_PLOT = 116.0


@dataclass(frozen=True)
class Grouped(Spec):
    """Each series is a name with a value to every category. `average` names the series that is the
    average: it takes the accent. Up to six series keep apart by colour."""

    kind: ClassVar[str] = "grouped"
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    average: str = ""
    format: str = "score"


def series_colours(names: tuple[str, ...], average: str, palette: Palette) -> list[str]:
    """Return a colour to each series: steps of the one hue, the accent for the average."""
    others = [name for name in names if name != average]
    steps = shades(palette, len(others)) if len(others) > 2 else [palette.main, palette.mid]
    found = dict(zip(others, steps, strict=False))
    return [palette.accent if name == average else found.get(name, palette.quiet) for name in names]


def lay_out(spec: Grouped, width: float, theme: Theme) -> Drawing:
    """Return the columns as marks, the key of the series in one line above them."""
    sheet = Sheet(width, theme)
    names = tuple(name for name, _ in spec.series)
    colours = series_colours(names, spec.average, theme.palette)
    head = draw_names(sheet, names, colours, 6.0) + 20
    numbers = [value for _, values in spec.series for value in values if value is not None]
    low = 12.0 if min(numbers, default=0.0) < 0 else 0.0
    scale = linear(numbers, head + _PLOT - low, head, pad=False)
    pitch = width / max(len(spec.categories), 1)
    wide = min(pitch * 0.8 / max(len(names), 1), 30.0)
    figures = sheet.widest([format_value(value, spec.format) for value in numbers], SMALLEST)
    zero, floor = scale(0.0), head + _PLOT
    for index, category in enumerate(spec.categories):
        left = (index + 0.5) * pitch - wide * len(names) / 2
        for place, ((_, values), colour) in enumerate(zip(spec.series, colours, strict=True)):
            value, x = values[index], left + place * wide
            if value is not None:
                top, bottom = sorted((scale(value), zero))
                sheet.box(x + 0.5, top, wide - 1, bottom - top, colour)
            if figures <= wide + 1 or value is None:
                y = scale(value or 0.0) + (6 if (value or 0.0) < 0 else -6)
                text = format_value(value, spec.format)
                sheet.words(x + wide / 2, y, text, size=SMALLEST, anchor="middle")
        lines = sheet.broken_name(category, pitch - 4)
        sheet.stacked(
            (index + 0.5) * pitch, floor + 9 + (len(lines) - 1) * sheet.size * 0.61, lines, anchor="middle"
        )
    sheet.line(((0, zero), (width, zero)), theme.palette.quiet, 0.6)
    most = max((len(sheet.broken_name(name, pitch - 4)) for name in spec.categories), default=1)
    return sheet.drawing(floor + 15 + (most - 1) * sheet.size * 1.22)


def draw_names(sheet: Sheet, names: tuple[str, ...], colours: list[str], centre: float) -> float:
    """Write the names of series behind small squares, in as many lines as needed; return the last."""
    x = 0.0
    for name, colour in zip(names, colours, strict=True):
        wide = 13 + sheet.measure(name)
        if x > 0 and x + wide > sheet.width:
            x, centre = 0.0, centre + 12
        sheet.box(x, centre - 4, 8, 8, colour)
        sheet.words(x + 12, centre, name)
        x += wide + 14
    return centre


def describe(spec: Grouped, language: str) -> str:
    """Return the alternative text: the series, and the extremes of each of the first four."""
    names = [name for name, _ in spec.series]
    parts = [
        say(
            language,
            f"分组柱状图，{len(spec.categories)}项，{listed(language, names)}对比",
            f"Grouped columns over {amount(len(spec.categories), 'category')}: {listed(language, names)}",
        )
    ]
    for name, values in spec.series[:4]:
        pairs = tuple(zip(spec.categories, values, strict=True))
        parts.append(f"{name}{say(language, '：', ': ')}{extremes(language, pairs, spec.format)}")
    return joined(language, parts)


def chart(spec: Grouped) -> Chart:
    """Return the native chart: clustered columns."""
    others = [name for name, _ in spec.series if name != spec.average]
    few: tuple[Role, ...] = ("main", "mid")
    roles = few if len(others) <= 2 else tuple(f"shade {index}/{len(others)}" for index in range(len(others)))
    found = dict(zip(others, roles, strict=False))
    series = tuple(
        Series(name, values, "accent" if name == spec.average else found.get(name, "quiet"))
        for name, values in spec.series
    )
    return Chart("columns", spec.categories, series, spec.format, corner="项目")
