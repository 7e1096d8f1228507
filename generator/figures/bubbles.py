"""Bubbles: two measures by place, a third by area."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.figures.alt import extremes, joined, say
from generator.figures.chart import Chart, Series
from generator.figures.marks import Dot, Drawing
from generator.figures.place import Mark, Rect, Room, put_labels
from generator.figures.scale import Scale, linear, logarithmic, step_for
from generator.figures.sheet import SMALLEST, Sheet, tick_texts
from generator.text import format_value
from generator.theme import Theme

_LARGEST = 20.0  # radius in points
_LEAST = 7.0
"""Radius of the largest bubble in points to which all are made smaller where they crowd."""
_LEAVES = 0.06
"""Share of the bubbles that may be covered all the same: units of equal values lie on one another at any size."""
_COVERED = 0.4
"""Share of the smaller one's radius by which two may reach into one another."""
_OFFICE_LARGEST = 11.0
"""Radius in points that Office gives the largest bubble on such a page where they do not crowd."""
_MEASURE = 460.0
"""Points across the type area of an A4 page."""
_MOST_NAMED = 300
"""Bubbles that are named, the highlighted and the largest before others; more than that are as small as may be."""
_NEAR_EDGE = 0.75
"""Share of the distance across from which a name to the right of its bubble would leave a native chart."""


class Bubble(NamedTuple):
    """A unit with both measures and its size; without one of them it is not drawn."""

    label: str
    x: float | None
    y: float | None
    size: float | None


@dataclass(frozen=True)
class Bubbles(Spec):
    """Bubbles whose area is in proportion to `size`; larger ones lie below smaller ones."""

    kind: ClassVar[str] = "bubbles"
    bubbles: tuple[Bubble, ...]
    x_title: str
    y_title: str
    size_title: str
    x_format: str = "text"
    y_format: str = "score"
    size_format: str = "text"
    logarithmic: bool = False
    highlight: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[tuple[str, float, float, float], ...]:
        """Bubbles with all three values, largest first."""
        found = (
            (b.label, b.x, b.y, max(b.size, 0.0))
            for b in self.bubbles
            if b.x is not None and b.y is not None and b.size is not None
        )
        return tuple(sorted(found, key=lambda bubble: -bubble[3]))


def lay_out(spec: Bubbles, width: float, theme: Theme) -> Drawing:
    """Return the bubbles as marks, labelled from the largest down."""
    sheet, palette = Sheet(width, theme), theme.palette
    height, plot = _plot(width)
    xs, ys = _scales(spec, plot)
    _draw_axes(spec, sheet, plot, xs, ys)
    room = Room(plot)
    reach = _reach(spec, xs, ys)
    marks = _discs(spec, xs, ys, reach)
    for mark in marks:
        fill = palette.accent if mark.strong else palette.main
        sheet.marks.append(Dot(mark.x, mark.y, mark.radius, fill, palette.paper, 0.6, alpha=0.72))
        room.take_disc(mark.x, mark.y, mark.radius)
    marks.sort(key=lambda mark: (not mark.strong, -mark.radius))
    _draw_size_key(spec, sheet, plot, reach, room)
    put_labels(
        sheet, room, marks[:_MOST_NAMED], size=SMALLEST, colour=palette.ink, strong_colour=palette.accent, leaders=8
    )
    sheet.dropped.extend(mark.text for mark in marks[_MOST_NAMED:])
    return sheet.drawing(height)


def _plot(width: float) -> tuple[float, Rect]:
    """Return the height of the figure and the place of its axes in points."""
    height = min(max(width * 0.62, 180.0), 360.0)
    return height, Rect(26.0, 16.0, width - 4.0, height - 27.0)


def _discs(spec: Bubbles, xs: Scale, ys: Scale, reach: float) -> list[Mark]:
    """Return the bubbles as discs, the largest `reach` points in radius."""
    largest = _largest(spec)
    return [
        Mark(xs(x), ys(y), max(reach * math.sqrt(size / largest), 1.6), label, label in spec.highlight)
        for label, x, y, size in spec.known
    ]


def _largest(spec: Bubbles) -> float:
    return max((size for *_, size in spec.known), default=0.0) or 1.0


def _reach(spec: Bubbles, xs: Scale, ys: Scale) -> float:
    """Return the radius of the largest bubble in points: smaller than usual where bubbles would cover others."""
    for reach in (_LARGEST - step for step in range(math.ceil(_LARGEST - _LEAST))):
        discs = _discs(spec, xs, ys, reach)
        if len(discs) > _MOST_NAMED or _covered(discs) <= _LEAVES * len(discs):
            return reach if len(discs) <= _MOST_NAMED else _LEAST
    return _LEAST


def _covered(discs: list[Mark]) -> int:
    """Return how many discs a larger one reaches into by more than may be."""
    return sum(
        any(
            math.dist((disc.x, disc.y), (other.x, other.y)) < other.radius + (1 - _COVERED) * disc.radius
            for other in discs[:at]
        )
        for at, disc in enumerate(discs)
    )


def _scales(spec: Bubbles, plot: Rect) -> tuple[Scale, Scale]:
    reach = _LARGEST + 2
    x_values = [x for _, x, _, _ in spec.known]
    left, right = plot.left + reach, plot.right - reach
    xs: Scale = (
        logarithmic(x_values, left, right)
        if spec.logarithmic
        else linear(x_values, left, right, zero=False, pad=False)
    )
    y_values = [y for _, _, y, _ in spec.known]
    return xs, linear(y_values, plot.bottom - reach, plot.top + reach, zero=False, pad=False)


def _draw_axes(spec: Bubbles, sheet: Sheet, plot: Rect, xs: Scale, ys: Scale) -> None:
    quiet = sheet.palette.quiet
    for tick, text in zip(ys.ticks, tick_texts(ys.ticks, sheet.theme.setting.language), strict=True):
        sheet.words(plot.left - 6, ys(tick), text, quiet, size=SMALLEST, anchor="end")
        sheet.line(((plot.left - 3, ys(tick)), (plot.left, ys(tick))), quiet, 0.5)
    language = sheet.theme.setting.language
    texts = [f"{tick:g}" for tick in xs.ticks] if spec.logarithmic else tick_texts(xs.ticks, language)
    for tick, text in zip(xs.ticks, texts, strict=True):
        sheet.words(xs(tick), plot.bottom + 9, text, quiet, size=SMALLEST, anchor="middle")
        sheet.line(((xs(tick), plot.bottom), (xs(tick), plot.bottom + 3)), quiet, 0.5)
    sheet.line(((plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom)), quiet, 0.6)
    sheet.words(0, 6, spec.y_title)
    sheet.words(plot.right, plot.bottom + 20, spec.x_title, anchor="end")


def _draw_size_key(spec: Bubbles, sheet: Sheet, plot: Rect, reach: float, room: Room) -> None:
    """Draw one bubble of a round size with its value where nothing else is, at the top if it can."""
    largest = _largest(spec)
    value = step_for(largest, 2)
    radius = reach * math.sqrt(value / largest)
    words = f"{spec.size_title} {format_value(value, spec.size_format)}"
    wide = radius * 2 + 6 + sheet.measure(words, SMALLEST)
    for x, y in (
        (plot.left + 6, plot.top),
        (plot.right - wide, plot.bottom - radius * 2 - 4),
        (plot.right - wide, plot.top),
        (plot.left + 6, plot.bottom - radius * 2 - 4),
    ):
        spot = Rect(x, y, x + wide, y + radius * 2)
        if room.free(spot):
            room.take(spot)
            sheet.dot(x + radius, y + radius, radius, None, sheet.palette.quiet)
            sheet.words(x + radius * 2 + 5, y + radius, words, sheet.palette.quiet, size=SMALLEST)
            return


def describe(spec: Bubbles, language: str) -> str:
    """Return the alternative text: the axes, the largest bubbles, the extremes of the second value."""
    pairs = tuple((label, y) for label, _, y, _ in spec.known)
    largest = tuple((label, size) for label, _, _, size in spec.known)
    return joined(
        language,
        (
            say(
                language,
                f"气泡图，横轴{spec.x_title}，纵轴{spec.y_title}，面积{spec.size_title}，{len(pairs)}个",
                f"Bubble chart of {len(pairs)}: {spec.x_title} across, {spec.y_title} up, "
                f"area {spec.size_title}",
            ),
            f"{spec.y_title}{extremes(language, pairs, spec.y_format)}",
            f"{spec.size_title}{extremes(language, largest, spec.size_format)}",
        ),
    )


def chart(spec: Bubbles) -> Chart:
    """Return the native chart: one series of bubbles, the first ten named, to the left where the right edge is near."""
    labels, xs = tuple(label for label, *_ in spec.known), tuple(x for _, x, _, _ in spec.known)
    edge = min(xs, default=0.0) + _NEAR_EDGE * (max(xs, default=0.0) - min(xs, default=0.0))
    series = Series(
        spec.y_title, tuple(y for _, _, y, _ in spec.known), xs=xs,
        roles=tuple("accent" if label in spec.highlight else "main" for label in labels),
        sizes=tuple(size for *_, size in spec.known), names=labels, labelled=len(labels) <= 40,
        sides=tuple("l" if x > edge else "r" for x in xs),
    )  # fmt: skip
    return Chart(
        "bubbles",
        (),
        (series,),
        spec.y_format,
        x_title=spec.x_title,
        y_title=spec.y_title,
        size_title=spec.size_title,
        logarithmic=spec.logarithmic,
        bubble_scale=_scale_for_office(spec),
    )


def _scale_for_office(spec: Bubbles) -> int:
    """Return how large Office draws the largest bubble: smaller where they crowd on a page of the usual measure."""
    reach = _reach(spec, *_scales(spec, _plot(_MEASURE)[1]))
    return round(min(1.0, reach / _OFFICE_LARGEST) * Chart.bubble_scale)
