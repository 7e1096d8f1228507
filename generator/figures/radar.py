"""Radar: one unit over a handful of indicators, against an average."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, say
from generator.figures.chart import Chart, Series
from generator.figures.marks import Anchor, Drawing, Line, Shape
from generator.figures.scale import linear
from generator.figures.sheet import SMALLEST, Sheet
from generator.text import format_value
from generator.theme import Theme


@dataclass(frozen=True)
class Radar(Spec):
    """Values round a centre, the first at the top, clockwise; those of `partial` labels rest on incomplete
    data and stand in brackets. Under three indicators bars of a profile would serve better; the shape then
    degenerates to a line."""

    kind: ClassVar[str] = "radar"
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    averages: tuple[float | None, ...] = ()
    unit: str = ""
    average_label: str = "平均"
    format: str = "score"
    top: float | None = None
    partial: tuple[str, ...] = ()


def lay_out(spec: Radar, width: float, theme: Theme) -> Drawing:
    """Return the radar as marks: unit filled, average as a line in the accent, figures at the names."""
    sheet, palette = Sheet(width, theme), theme.palette
    names = max(sheet.widest(spec.labels, weight="bold"), 30.0)
    radius = max(min(width / 2 - min(names, width * 0.3) - 8, 96.0), 30.0)
    x, y = width / 2, radius + 30
    known = [value for value in (*spec.values, *spec.averages) if value is not None]
    scale = linear((0.0, spec.top, *known) if spec.top else known, 0.0, radius, count=4)
    count = max(len(spec.labels), 1)
    turns = [2 * math.pi * index / count - math.pi / 2 for index in range(len(spec.labels))]
    _draw_web(sheet, x, y, radius, turns, tuple(scale(tick) for tick in scale.ticks if scale(tick) > 1))
    for values, colour, filled in ((spec.values, palette.main, True), (spec.averages, palette.accent, False)):
        points = tuple(
            (x + scale(value or 0.0) * math.cos(turn), y + scale(value or 0.0) * math.sin(turn))
            for value, turn in zip(values, turns, strict=False)
        )
        if len(points) < 2:
            continue
        if filled:
            sheet.marks.append(Shape((points,), palette.mid, None, alpha=0.35))
        sheet.marks.append(Line((*points, points[0]), colour, 1.8 if filled else 1.1, round=True))
        if filled:
            for point, value in zip(points, values, strict=False):
                if value is not None:
                    sheet.dot(*point, 2.2, colour, palette.paper)
    _write_names(spec, sheet, x, y, radius, turns)
    return sheet.drawing(_draw_key(spec, sheet, y + radius + 30))


def _draw_web(
    sheet: Sheet, x: float, y: float, radius: float, turns: list[float], rings: tuple[float, ...]
) -> None:
    for ring in rings:
        points = [(x + ring * math.cos(turn), y + ring * math.sin(turn)) for turn in turns]
        if points:
            sheet.line((*points, points[0]), sheet.palette.rule, 0.5)
    for turn in turns:
        sheet.line(
            ((x, y), (x + radius * math.cos(turn), y + radius * math.sin(turn))), sheet.palette.rule, 0.5
        )


def _write_names(spec: Radar, sheet: Sheet, x: float, y: float, radius: float, turns: list[float]) -> None:
    """Write name and figures outside each spoke; the average beside the value in the accent."""
    for index, (name, turn) in enumerate(zip(spec.labels, turns, strict=True)):
        across, down = math.cos(turn), math.sin(turn)
        anchor: Anchor = "middle" if abs(across) < 0.25 else "start" if across > 0 else "end"
        px, py = x + (radius + 8) * across, y + (radius + 12) * down
        sheet.words(px, py - 5, name, weight="bold", anchor=anchor)
        text = sheet.shown(spec.values[index], spec.format, name in spec.partial)
        average = spec.averages[index] if index < len(spec.averages) else None
        other = format_value(average, spec.format) if average is not None else ""
        wide, gap = sheet.measure(text), 5.0 if other else 0.0
        whole = wide + gap + sheet.measure(other, SMALLEST)
        left = px - {"start": 0.0, "middle": whole / 2, "end": whole}[anchor]
        sheet.words(left, py + 5, text, sheet.palette.main)
        if other:
            sheet.words(left + wide + gap, py + 5, other, sheet.palette.accent, size=SMALLEST)


def _draw_key(spec: Radar, sheet: Sheet, y: float) -> float:
    if not spec.averages:
        return y - 8
    palette = sheet.palette
    entries = ((spec.unit, palette.main, 1.8), (spec.average_label, palette.accent, 1.1))
    widths = [16 + sheet.measure(name) for name, _, _ in entries]
    x = (sheet.width - sum(widths) - 14) / 2
    for (name, colour, line), wide in zip(entries, widths, strict=True):
        if name:
            sheet.line(((x, y), (x + 12, y)), colour, line)
            sheet.words(x + 16, y, name)
        x += wide + 14
    return y + 7


def describe(spec: Radar, language: str) -> str:
    """Return the alternative text: extremes, and how many indicators lie above the average."""
    pairs = tuple(zip(spec.labels, spec.values, strict=True))
    gaps = [
        value - average
        for name, value, average in zip(spec.labels, spec.values, spec.averages, strict=False)
        if value is not None and average is not None and name not in spec.partial
    ]
    above = sum(gap > 0 for gap in gaps)
    return joined(
        language,
        (
            say(
                language,
                f"雷达图，{spec.unit}{len(pairs)}项指标",
                f"Radar of {amount(len(pairs), 'indicator')} of {spec.unit}",
            ),
            extremes(language, pairs, spec.format, spec.partial),
            say(language, f"{above}项高于{spec.average_label}", f"{above} above {spec.average_label}")
            if gaps
            else "",
        ),
    )


def chart(spec: Radar) -> Chart:
    """Return the native chart: two outlines, the unit's values under the names."""
    partial = tuple(name in spec.partial for name in spec.labels)
    series = [Series(spec.unit or "得分", spec.values, labelled=False, partial=partial)]
    if spec.averages:
        series.append(Series(spec.average_label, spec.averages, "accent", marked=True, labelled=False))
    return Chart("radar", spec.labels, tuple(series), spec.format, corner="指标", top=spec.top, values_at_names=True)
