"""Waves: how many units each class holds from year to year, with what each gained and lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.figures.alt import joined, say
from generator.figures.bands import shades
from generator.figures.chart import Chart, Series
from generator.figures.lines import spread
from generator.figures.marks import Drawing, Shape
from generator.figures.sheet import SMALLEST, Sheet
from generator.text import signed
from generator.theme import Theme

_TALL = 176.0
_WIDE = 30.0
_HEAD = 16.0


@dataclass(frozen=True)
class Waves(Spec):
    """Counts of classes, the highest class first, one column to a period. A period without counts
    is drawn as an empty column that says so; no ribbon joins it to its neighbours."""

    kind: ClassVar[str] = "waves"
    periods: tuple[str, ...]
    classes: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]  # a row to a class, a value to a period
    missing_label: str = ""

    def known(self, period: int) -> bool:
        """Return whether there are counts of every class in a period."""
        return all(row[period] is not None for row in self.counts)

    def count(self, place: int, period: int) -> int:
        """Return the count of a class in a period, 0 where there is none."""
        return self.counts[place][period] or 0


def lay_out(spec: Waves, width: float, theme: Theme) -> Drawing:
    """Return the waves as marks: columns of counts, ribbons between them with the change upon."""
    sheet, palette = Sheet(width, theme), theme.palette
    # Counts of thin columns stand before them, so the first needs room for one.
    thin = sheet.measure("000", SMALLEST) + 3
    names = min(sheet.widest(spec.classes, weight="bold"), width * 0.25) + 5 + thin
    colours = shades(palette, len(spec.classes)) if spec.classes else []
    steps = max(len(spec.periods) - 1, 1)
    xs = [names + (width - names - _WIDE) * index / steps for index in range(len(spec.periods))]
    total = max((sum(count or 0 for count in column) for column in zip(*spec.counts, strict=True)), default=0) or 1
    unit = (_TALL - 3.0 * max(len(spec.classes) - 1, 0)) / total
    tops = _tops(spec, unit)
    for place in range(len(spec.classes)):
        for period in range(len(spec.periods) - 1):
            if not (spec.known(period) and spec.known(period + 1)):
                continue
            _draw_ribbon(spec, sheet, xs, tops, unit, place, period, colours[place])
    for place, colour in enumerate(colours):
        for period, x in enumerate(xs):
            if not spec.known(period):
                continue
            count = spec.count(place, period)
            y, high = tops[place][period], count * unit
            sheet.box(x, y, _WIDE, high, colour)
            if high >= 9:
                ink = palette.ink_on(colour)
                sheet.words(x + _WIDE / 2, y + high / 2, str(count), ink, weight="bold", anchor="middle")
            elif count:
                sheet.words(x - 3, y + high / 2, str(count), size=SMALLEST, anchor="end")
    missing = spec.missing_label or sheet.say("未公布", "Not published")
    for period, x in enumerate(xs):
        if not spec.known(period):
            sheet.box(x, _HEAD, _WIDE, _TALL, palette.missing)
            middle = x + _WIDE / 2, _HEAD + _TALL / 2
            sheet.words(*middle, missing, palette.quiet_on(palette.missing), size=SMALLEST, anchor="middle")
    for title, x in zip(spec.periods, xs, strict=True):
        sheet.words(x + _WIDE / 2, 6, title, palette.quiet, weight="bold", anchor="middle")
    _write_names(spec, sheet, tops, unit, names - thin - 3)
    return sheet.drawing(_HEAD + _TALL + 4)


def _tops(spec: Waves, unit: float) -> list[list[float]]:
    """Return the upper edge of every class in every period."""
    tops = [[0.0] * len(spec.periods) for _ in spec.classes]
    for period in range(len(spec.periods)):
        y = _HEAD
        for place in range(len(spec.classes)):
            tops[place][period] = y
            y += spec.count(place, period) * unit + 3.0
    return tops


def _draw_ribbon(
    spec: Waves, sheet: Sheet, xs: list[float], tops: list[list[float]], unit: float, place: int, period: int,
    colour: str,
) -> None:  # fmt: skip
    """Join a class of two periods by a wave, its change in the middle of it."""
    before, after = spec.count(place, period), spec.count(place, period + 1)
    left, right = xs[period] + _WIDE, xs[period + 1]
    middle = (left + right) / 2
    a, b = tops[place][period], tops[place][period + 1]
    c, d = a + before * unit, b + after * unit
    ring = ((left, a), (middle, a, middle, b, right, b), (right, d), (middle, d, middle, c, left, c))
    sheet.marks.append(Shape((ring,), colour, None, alpha=0.28))
    change = signed(after - before, 0)
    high = ((c - a) + (d - b)) / 2
    if right - left > sheet.measure(change) + 6 and high >= 8:
        sheet.words(middle, (a + b + c + d) / 4, change, anchor="middle")
    elif after != before:
        sheet.dropped.append(f"{spec.classes[place]} {change}")


def _write_names(spec: Waves, sheet: Sheet, tops: list[list[float]], unit: float, room: float) -> None:
    """Write the classes at the left of the first column, clear of one another."""
    first = next((period for period in range(len(spec.periods)) if spec.known(period)), None)
    if first is None:
        return
    wanted = [tops[place][first] + spec.count(place, first) * unit / 2 for place in range(len(spec.classes))]
    for name, y in zip(spec.classes, spread(wanted, 10.5, _HEAD + 4, _HEAD + _TALL), strict=True):
        sheet.words(room, y, name, weight="bold", anchor="end")


def describe(spec: Waves, language: str) -> str:
    """Return the alternative text: every class with its counts by period."""
    parts = [
        say(
            language,
            f"各类数量变化图，{'、'.join(spec.periods)}",
            f"Counts of classes in {', '.join(spec.periods)}",
        )
    ]
    for name, counts in zip(spec.classes, spec.counts, strict=True):
        parts.append(f"{name} {'→'.join('—' if count is None else str(count) for count in counts)}")
    return joined(language, parts)


def chart(spec: Waves) -> Chart:
    """Return the native chart: stacked bars, one to a period."""
    series = tuple(
        Series(
            name, tuple(None if count is None else float(count) for count in counts),
            f"shade {index}/{len(spec.classes)}",
        )
        for index, (name, counts) in enumerate(zip(spec.classes, spec.counts, strict=True))
    )
    return Chart("stacked", spec.periods, series, "integer", corner="年份")
