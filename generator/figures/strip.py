"""Distribution strip: where one unit stands among all, every unit a dot on one line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import ClassVar

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, mean, place_of, say
from generator.figures.chart import Bounds, Chart, Series
from generator.figures.marks import Drawing
from generator.figures.place import Rect, Room
from generator.figures.scale import Linear, linear
from generator.figures.sheet import SMALLEST, Sheet, tick_texts
from generator.theme import Theme

GAP = 4.0  # points that a label keeps clear of another, half of it on either side
MOST_DOTS = 400  # beyond, dots become a silhouette of counts


@dataclass(frozen=True)
class Strip(Spec):
    """Values of all units; `highlight` are marked and named, in brackets where they are `partial` and rest on
    incomplete data; the average is a line."""

    kind: ClassVar[str] = "strip"
    values: tuple[tuple[str, float | None], ...]
    highlight: tuple[str, ...] = ()
    average: float | None = None
    average_label: str = "平均"
    format: str = "score"
    partial: tuple[str, ...] = ()


def lay_out(spec: Strip, width: float, theme: Theme) -> Drawing:
    """Return the strip as marks: named units above, dots in the middle, a quiet axis below."""
    sheet, palette = Sheet(width, theme), theme.palette
    known = [(name, value) for name, value in spec.values if value is not None]
    numbers = [value for _, value in known] + ([spec.average] if spec.average is not None else [])
    scale = linear(numbers, 8.0, width - 8.0, zero=False, pad=False, count=6)
    asked = [(name, value) for name, value in known if name in spec.highlight]
    heads = 1 + (len(asked) > 1)
    head = 12.0 * heads + 4
    heights = _stack(tuple(scale(value) for _, value in known if len(known) <= MOST_DOTS), 2.1)
    tall = max(22.0, (max(map(abs, heights), default=0.0) + 3) * 2)
    middle, bottom = head + tall / 2, head + tall
    if len(known) <= MOST_DOTS:
        for (name, value), height in zip(known, heights, strict=True):
            if name not in spec.highlight:
                sheet.dot(scale(value), middle + height, 2.0, palette.mid)
    else:
        _draw_silhouette(sheet, [scale(value) for _, value in known], middle, tall)
    _draw_marks(spec, sheet, scale, asked, head, bottom)
    sheet.line(((0, bottom + 3), (width, bottom + 3)), palette.rule, 0.6)
    for tick, text in zip(scale.ticks, tick_texts(scale.ticks, sheet.theme.setting.language), strict=True):
        sheet.words(scale(tick), bottom + 10, text, palette.quiet, size=SMALLEST, anchor="middle")
    return sheet.drawing(bottom + 17)


@lru_cache(maxsize=16)
def _stack(xs: tuple[float, ...], radius: float) -> list[float]:
    """Return how far above or below the line each dot must lie to touch no other."""
    placed: list[tuple[float, float]] = []
    found = [0.0] * len(xs)
    for index in sorted(range(len(xs)), key=lambda i: xs[i]):
        near = [(x, y) for x, y in placed[-60:] if xs[index] - x < 2 * radius]
        for step in range(80):
            height = (step + 1) // 2 * radius * 1.9 * (1 if step % 2 else -1)
            if all((xs[index] - x) ** 2 + (height - y) ** 2 >= (2 * radius) ** 2 * 0.98 for x, y in near):
                break
        found[index] = height
        placed.append((xs[index], height))
    return found


def _draw_silhouette(sheet: Sheet, xs: list[float], middle: float, tall: float) -> None:
    """Draw counts in steps of three points as bars about the line."""
    counts: dict[int, int] = {}
    for x in xs:
        counts[int(x // 3)] = counts.get(int(x // 3), 0) + 1
    most = max(counts.values(), default=1)
    for place, count in counts.items():
        high = max(tall * count / most, 0.8)
        sheet.box(place * 3.0, middle - high / 2, 2.6, high, sheet.palette.mid)


def _draw_marks(
    spec: Strip, sheet: Sheet, scale: Linear, asked: list[tuple[str, float]], head: float, bottom: float
) -> None:
    """Draw the average and the units in question with their words above, in rows that keep clear."""
    room = Room(Rect(-4, 0, sheet.width + 4, head))
    accent = sheet.palette.accent
    strong = sheet.palette.main if spec.average is not None else accent
    wanted = [(name, value, strong) for name, value in asked]
    if spec.average is not None:
        wanted.append((spec.average_label, spec.average, accent))
    told = [
        (f"{name} {sheet.shown(value, spec.format, name in spec.partial)}", scale(value)) for name, value, _ in wanted
    ]
    halves = [sheet.measure(words, weight="bold") / 2 for words, _ in told]
    aside = _parted(told, halves) if head < 24 else {}
    for index, (name, value, colour) in enumerate(wanted):
        (words, x), half = told[index], halves[index]
        centre = min(max(aside.get(index, x), half), sheet.width - half)
        start = head - 2
        for row in range(int(head // 12)):
            y = head - 8 - 12 * row
            spot = Rect(centre - half - 3, y - 5, centre + half + 3, y + 5)
            if room.free(spot):
                room.take(spot)
                sheet.words(centre, y, words, colour, weight="bold", anchor="middle")
                pin = Rect(x - 1, y + 6, x + 1, head - 2)
                start = y + 6 if row and room.free(pin) else start
                break
        else:
            beside = _beside(room, x, half, head)
            if beside is None:
                sheet.dropped.append(name)
            else:
                room.take(beside)
                sheet.words(beside.left + 3, head - 8, words, colour, weight="bold")
        if (name, value) in asked:
            sheet.line(((x, start), (x, bottom)), colour, 0.8)
            sheet.dot(x, (head + bottom) / 2, 3.4, colour, sheet.palette.paper)
        else:
            sheet.line(((x, head - 2), (x, bottom + 3)), colour, 1.1)


def _parted(told: list[tuple[str, float]], halves: list[float]) -> dict[int, float]:
    """Return the centres of two labels in one row that would lie on each other: outward from between their
    points. Labels that keep clear are left to stand over their own."""
    if len(told) != 2:
        return {}
    low, high = sorted(range(2), key=lambda index: told[index][1])
    if told[high][1] - told[low][1] >= halves[low] + halves[high] + 2 * GAP:
        return {}
    between = (told[low][1] + told[high][1]) / 2
    return {low: between - halves[low] - GAP, high: between + halves[high] + GAP}


def _beside(room: Room, x: float, half: float, head: float) -> Rect | None:
    for left in (x + 3, x - 2 * half - 9):
        spot = Rect(left, head - 13, left + 2 * half + 6, head - 3)
        if room.free(spot):
            return spot
    return None


def describe(spec: Strip, language: str) -> str:
    """Return the alternative text: how many values, extremes, the units in question, the average."""
    return joined(
        language,
        (
            say(language, f"分布图，{len(spec.values)}个数值", f"Distribution of {amount(len(spec.values), 'value')}"),
            extremes(language, spec.values, spec.format, spec.partial),
            place_of(language, spec.values, spec.highlight, spec.format, spec.partial),
            mean(spec.average_label, spec.average, spec.format),
        ),
    )


_MEASURE = 440.0
"""Points across in which a native chart's dots are kept apart."""


def chart(spec: Strip) -> Chart | None:
    """Return the native chart: a dot to every value, pins for the units in question and the average.

    A dot's y, in points, only keeps it off the others. Word is not asked to draw silhouettes.
    """
    known = [(name, value) for name, value in spec.values if value is not None]
    if not known or len(known) > MOST_DOTS:
        return None
    numbers = [value for _, value in known] + ([spec.average] if spec.average is not None else [])
    ticks = linear(numbers, 0, 1, zero=False, pad=False, count=6).ticks
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    left, right = (floor(min(numbers) / step) * step, ceil(max(numbers) / step) * step)
    right = right if right > left else left + step
    scale = Linear(left, right, 0.0, _MEASURE)
    heights = _stack(tuple(scale(value) for _, value in known), 2.1)
    top = max(11.0, max(map(abs, heights)) + 3)
    asked = [(name, value, "main" if spec.average is not None else "accent")
             for name, value in known if name in spec.highlight]
    others = [(name, value, round(-height, 2)) for (name, value), height in zip(known, heights, strict=True)
              if name not in spec.highlight]
    series = [
        Series(
            "其余", tuple(height for *_, height in others), "mid", xs=tuple(value for _, value, _ in others),
            names=tuple(name for name, *_ in others), labelled=False, dot=4,
        )
    ] if others else []
    pins = [*((*one, 7) for one in asked)]
    if spec.average is not None:
        pins.append((spec.average_label, spec.average, "accent", 0))
    order = sorted(pins, key=lambda pin: pin[1])
    for at, (name, value, role, dot) in enumerate(order):
        near = at > 0 and scale(value) - scale(order[at - 1][1]) < 80
        rise = top + (10.0 if near and at % 2 else 0.0)
        pin, partial = rise + top, (name in spec.partial,)
        series.append(Series(name, (rise,), role, xs=(value,), names=(name,), pin=pin, dot=dot, partial=partial))
    bounds = Bounds(left, right, -top - 2, top + 26, step)
    return Chart("scatter", (), tuple(series), "score2", x_title="数值", bounds=bounds, x_format=spec.format)
