"""Lines: values over periods, each line named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, say
from generator.figures.chart import Chart, Series
from generator.figures.marks import Drawing, Line, Pair, weight_for
from generator.figures.scale import Linear, linear
from generator.figures.sheet import SMALLEST, Sheet, tick_texts
from generator.text import format_value
from generator.theme import Theme

_PLOT = 132.0
_HEAD = 8.0


@dataclass(frozen=True)
class Lines(Spec):
    """Series of values over the same periods; a missing value is a gap in the line.

    `average` names the series that is the average (accent, dashed). `highlight` are drawn strong and
    the others quiet; without it all are strong.
    """

    kind: ClassVar[str] = "lines"
    periods: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    average: str = ""
    highlight: tuple[str, ...] = ()
    format: str = "score"
    zero: bool = False


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return heights near `places`, in the same order, at least `gap` apart and within bounds."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    found = [0.0] * len(places)
    at = low
    for index in order:
        at = max(places[index], at)
        found[index] = at
        at += gap
    at = high
    for index in reversed(order):
        found[index] = min(found[index], at)
        at = found[index] - gap
    return found


def lay_out(spec: Lines, width: float, theme: Theme) -> Drawing:
    """Return the lines as marks: names and last values at the right, few ticks at the left."""
    sheet, palette = Sheet(width, theme), theme.palette
    series = [(name, values) for name, values in spec.series if any(v is not None for v in values)]
    numbers = [value for _, values in series for value in values if value is not None]
    tall = max(_PLOT, len(series) * 10.5)
    scale = linear(numbers, _HEAD + tall, _HEAD, zero=spec.zero, count=4)
    words = [f"{name} {format_value(_last(values)[1], spec.format)}" for name, values in series]
    ticks = tick_texts(scale.ticks, sheet.theme.setting.language)
    left = sheet.widest(ticks, SMALLEST) + 6
    right = width - min(sheet.widest(words, weight="bold") + 8, width * 0.45)
    steps = max(len(spec.periods) - 1, 1)
    xs = [left + 4 + (right - left - 8) * index / steps for index in range(len(spec.periods))]
    for tick, text in zip(scale.ticks, ticks, strict=True):
        sheet.line(((left, scale(tick)), (right, scale(tick))), palette.rule, 0.4)
        sheet.words(left - 4, scale(tick), text, palette.quiet, size=SMALLEST, anchor="end")
    _write_periods(spec, sheet, xs, _HEAD + tall + 11)
    ends = [scale(_last(values)[1]) for _, values in series]
    heights = spread(ends, 10.5, 4.0, _HEAD + tall + 4)
    for (name, values), text, end, height in zip(series, words, ends, heights, strict=True):
        colour, strong = _look(spec, name, theme)
        _draw_line(spec, sheet, values, xs, scale, colour, name)
        x = xs[_last(values)[0]]
        if abs(height - end) > 2 or x < xs[-1] - 1:
            sheet.line(((x + 3, end), (right + 4, height)), palette.rule, 0.4)
        ink = colour if colour != palette.mid else palette.quiet
        sheet.words(right + 6, height, text, ink, weight=weight_for(strong))
    return sheet.drawing(_HEAD + tall + 18)


def _last(values: tuple[float | None, ...]) -> tuple[int, float]:
    """Return place and value of the last value there is."""
    return [(index, value) for index, value in enumerate(values) if value is not None][-1]


def _look(spec: Lines, name: str, theme: Theme) -> tuple[str, bool]:
    if name == spec.average:
        return theme.palette.accent, True
    if spec.highlight:
        return (theme.palette.main, True) if name in spec.highlight else (theme.palette.mid, False)
    return theme.palette.main, len(spec.series) == 1


def _draw_line(
    spec: Lines, sheet: Sheet, values: tuple[float | None, ...], xs: list[float], scale: Linear,
    colour: str, name: str,
) -> None:  # fmt: skip
    """Draw the stretches between missing values, and a dot at each end of them."""
    wide = 1.2 if colour == sheet.palette.mid else 1.8
    dash = (4.0, 2.5) if name == spec.average else ()
    stretch: list[Pair] = []
    for x, value in [*zip(xs, values, strict=False), (0.0, None)]:
        if value is not None:
            stretch.append((x, scale(value)))
            continue
        if len(stretch) > 1:
            sheet.marks.append(Line(tuple(stretch), colour, wide, dash, round=not dash))
        if stretch:
            sheet.dot(*stretch[-1], 2.0, colour, sheet.palette.paper)
        stretch = []


def _write_periods(spec: Lines, sheet: Sheet, xs: list[float], y: float) -> None:
    """Write as many periods as fit, the last one always."""
    wide = sheet.widest(spec.periods, SMALLEST) + 8
    pitch = xs[1] - xs[0] if len(xs) > 1 else wide
    every = max(1, -(-int(wide) // max(int(pitch), 1)))
    for index, (x, period) in enumerate(zip(xs, spec.periods, strict=True)):
        if (len(xs) - 1 - index) % every == 0:
            sheet.words(x, y, period, sheet.palette.quiet, size=SMALLEST, anchor="middle")


def describe(spec: Lines, language: str) -> str:
    """Return the alternative text: first and last value of up to six lines."""
    span = f"{spec.periods[0]}–{spec.periods[-1]}" if spec.periods else ""
    parts = [
        say(
            language,
            f"折线图，{span}，{len(spec.series)}条线",
            f"Line chart, {span}, {amount(len(spec.series), 'line')}",
        )
    ]
    for name, values in spec.series[:6]:
        known = [value for value in values if value is not None]
        if known:
            first, last = (format_value(value, spec.format) for value in (known[0], known[-1]))
            parts.append(say(language, f"{name}由{first}到{last}", f"{name} from {first} to {last}"))
        else:
            parts.append(extremes(language, ((name, None),), spec.format))
    return joined(language, parts)


def chart(spec: Lines) -> Chart:
    """Return the native chart: lines with markers, named at their last value."""
    series = tuple(
        Series(
            name,
            values,
            "accent"
            if name == spec.average
            else "main"
            if not spec.highlight or name in spec.highlight
            else "mid",
            labelled=False,
        )
        for name, values in spec.series
    )
    return Chart("lines", spec.periods, series, spec.format, corner="年份")
