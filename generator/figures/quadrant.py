"""Quadrants: units by two measures with stated thresholds, labelled where there is room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import joined, listed, say
from generator.figures.chart import Chart, Role, Series
from generator.figures.marks import Drawing
from generator.figures.place import Mark, Rect, Room, put_labels
from generator.figures.scale import Broken, Scale, broken, linear, logarithmic
from generator.figures.sheet import Sheet, tick_texts
from generator.text import format_value
from generator.theme import Theme


class Point(NamedTuple):
    """A unit with its two values; one without both is listed as missing, not drawn."""

    label: str
    x: float | None
    y: float | None


ScaleKind = Literal["linear", "log", "broken"]


@dataclass(frozen=True)
class Quadrant(Spec):
    """Points and two thresholds, inclusive on their upper side.

    `names` are those of the quadrants: upper right, upper left, lower left, lower right.
    `highlight` are the units in question (accent). `labelled` limits labels to the first so many
    by the second value; 0 tries all. `x_scale` "log" or "broken" keeps one or two giants from
    pressing the others against the axis.
    """

    kind: ClassVar[str] = "quadrant"
    points: tuple[Point, ...]
    x_title: str
    y_title: str
    x_threshold: float
    y_threshold: float
    names: tuple[str, str, str, str] = ("", "", "", "")
    x_format: str = "text"
    y_format: str = "score"
    x_scale: ScaleKind = "log"
    highlight: tuple[str, ...] = ()
    labelled: int = 0

    @property
    def known(self) -> tuple[tuple[str, float, float], ...]:
        """Points that have both values."""
        return tuple((p.label, p.x, p.y) for p in self.points if p.x is not None and p.y is not None)


def quadrant_of(spec: Quadrant, x: float, y: float) -> int:
    """Return 0 upper right, 1 upper left, 2 lower left, 3 lower right."""
    if y >= spec.y_threshold:
        return 0 if x >= spec.x_threshold else 1
    return 3 if x >= spec.x_threshold else 2


def lay_out(spec: Quadrant, width: float, theme: Theme) -> Drawing:
    """Return the scatter as marks, about seven parts high to ten wide."""
    sheet = Sheet(width, theme)
    height = min(max(width * 0.7, 190.0), 400.0)
    plot = Rect(24.0, 16.0, width - 4.0, height - 27.0)
    xs, ys = _scales(spec, plot)
    across, down = xs(spec.x_threshold), ys(spec.y_threshold)
    sheet.box(across, plot.top, plot.right - across, down - plot.top, sheet.palette.pale)
    _draw_axes(spec, sheet, plot, xs, ys)
    room = Room(Rect(plot.left + 1, plot.top + 1, plot.right + 2, plot.bottom - 1))
    _draw_thresholds(spec, sheet, plot, across, down, room)
    _name_quadrants(spec, sheet, plot, room)
    _draw_points(spec, sheet, xs, ys, room)
    if missing := len(spec.points) - len(spec.known):
        words = sheet.say(f"{missing}个城市缺少数据，未画出", f"{missing} without data are not drawn")
        sheet.words(plot.left, height - 4.5, words, sheet.palette.quiet, size=7.5)
    return sheet.drawing(height)


_INSET = 15.0  # points kept free at top and bottom for the quadrants' names


def _scales(spec: Quadrant, plot: Rect) -> tuple[Scale, Scale]:
    x_values = [x for _, x, _ in spec.known] + [spec.x_threshold]
    y_values = [y for _, _, y in spec.known] + [spec.y_threshold]
    left, right = plot.left + 6, plot.right - 8
    xs: Scale
    match spec.x_scale:
        case "log":
            xs = logarithmic(x_values, left, right)
        case "broken":
            xs = broken(x_values, left, right)
        case "linear":
            xs = linear(x_values, left, right)
    return xs, linear(y_values, plot.bottom - _INSET, plot.top + _INSET, zero=False, pad=False, count=6)


def _draw_axes(spec: Quadrant, sheet: Sheet, plot: Rect, xs: Scale, ys: Scale) -> None:
    """Draw ticks and titles; the titles stand at the ends of their axes, upright."""
    quiet = sheet.palette.quiet
    for tick, text in zip(ys.ticks, tick_texts(ys.ticks, sheet.theme.setting.language), strict=True):
        sheet.words(plot.left - 6, ys(tick), text, quiet, size=7.5, anchor="end")
        sheet.line(((plot.left - 3, ys(tick)), (plot.left, ys(tick))), quiet, 0.5)
    for tick in xs.ticks:
        sheet.line(((xs(tick), plot.bottom), (xs(tick), plot.bottom + 3)), quiet, 0.5)
        sheet.words(xs(tick), plot.bottom + 9, f"{tick:g}", quiet, size=7.5, anchor="middle")
    sheet.line(((plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom)), quiet, 0.6)
    if isinstance(xs, Broken):
        low, high = xs.cut
        sheet.box(low, plot.bottom - 1, high - low, 2, sheet.palette.paper)
        for x in (low, high):
            sheet.line(((x - 1.5, plot.bottom + 3), (x + 1.5, plot.bottom - 3)), quiet, 0.6)
    sheet.words(0, 6, spec.y_title, sheet.palette.ink)
    title = spec.x_title
    if spec.x_scale == "log" and "对数" not in title:
        title += sheet.say("，对数刻度", ", logarithmic scale")
    sheet.words(plot.right, plot.bottom + 20, title, sheet.palette.ink, anchor="end")


def _draw_thresholds(
    spec: Quadrant, sheet: Sheet, plot: Rect, across: float, down: float, room: Room
) -> None:
    """Draw both thresholds with their values; labels keep off the values."""
    quiet, size = sheet.palette.quiet, 7.5
    sheet.line(((across, plot.top), (across, plot.bottom)), quiet, 0.6, (3, 2))
    sheet.line(((plot.left, down), (plot.right, down)), quiet, 0.6, (3, 2))
    room.take(Rect(across - 0.5, plot.top, across + 0.5, plot.bottom))
    room.take(Rect(plot.left, down - 0.5, plot.right, down + 0.5))
    value = format_value(spec.y_threshold, spec.y_format)
    sheet.words(plot.right, down - 5.5, value, quiet, size=size, anchor="end")
    room.take(Rect(plot.right - sheet.measure(value, size) - 1, down - 10, plot.right + 2, down - 1))
    value = format_value(spec.x_threshold, spec.x_format)
    sheet.words(across, plot.top - 6, value, quiet, size=size, anchor="middle")


def _name_quadrants(spec: Quadrant, sheet: Sheet, plot: Rect, room: Room) -> None:
    """Write name and count of each quadrant in its outer corner."""
    counts = [0, 0, 0, 0]
    for _, x, y in spec.known:
        counts[quadrant_of(spec, x, y)] += 1
    for index, name in enumerate(spec.names):
        if not name:
            continue
        right, upper = index in (0, 3), index in (0, 1)
        words = f"{name} {counts[index]}"
        x = plot.right - 4 if right else plot.left + 4
        y = plot.top + 7.5 if upper else plot.bottom - 7.5
        width = sheet.measure(words, weight="bold")
        left = x - width if right else x
        sheet.words(left, y, words, sheet.palette.quiet, weight="bold")
        room.take(Rect(left - 2, y - 6, left + width + 2, y + 6))


def _draw_points(spec: Quadrant, sheet: Sheet, xs: Scale, ys: Scale, room: Room) -> None:
    """Draw the points, the highlighted on top, and label them by rank on the second value."""
    palette = sheet.palette
    asked = set(spec.highlight)
    radius = 2.5 if len(spec.known) <= 120 else 1.7 if len(spec.known) <= 600 else 1.1
    order = sorted(spec.known, key=lambda point: (point[0] not in asked, -point[2], -point[1]))
    for label, x, y in reversed(order):
        if label in asked:
            fill = palette.accent
        else:
            fill = palette.main if quadrant_of(spec, x, y) == 0 else palette.mid
        grow = 1.0 if label in asked else 0.0
        sheet.dot(xs(x), ys(y), radius + grow, fill, palette.paper)
        reach = radius * 0.8
        room.take(Rect(xs(x) - reach, ys(y) - reach, xs(x) + reach, ys(y) + reach))
    wanted = order[: spec.labelled] if spec.labelled else order[:300]
    marks = [Mark(xs(x), ys(y), radius, label, label in asked) for label, x, y in wanted]
    put_labels(sheet, room, marks, size=7.5, colour=palette.ink, strong_colour=palette.accent, leaders=12)
    sheet.dropped.extend(label for label, _, _ in order[300:] if not spec.labelled)


def describe(spec: Quadrant, language: str) -> str:
    """Return the alternative text: the axes and who lies in each quadrant."""
    members: list[list[str]] = [[], [], [], []]
    for label, x, y in sorted(spec.known, key=lambda point: -point[2]):
        members[quadrant_of(spec, x, y)].append(label)
    parts = [
        say(
            language,
            f"象限图，横轴为{spec.x_title}，纵轴为{spec.y_title}，共{len(spec.known)}个",
            f"Quadrant chart of {amount(len(spec.known), 'point')}: {spec.x_title} across, {spec.y_title} up",
        )
    ]
    for name, labels in zip(spec.names, members, strict=True):
        if name and labels:
            count = say(language, f"{name}{len(labels)}个", f"{name} {len(labels)}")
            parts.append(f"{count}{say(language, '：', ': ')}{listed(language, labels)}")
    return joined(language, parts)


def chart(spec: Quadrant) -> Chart:
    """Return the native chart: one series to a quadrant, labels for the upper right one."""
    roles: tuple[Role, ...] = ("main", "mid", "quiet", "mid")
    series = []
    for index, name in enumerate(spec.names):
        found = [point for point in spec.known if quadrant_of(spec, point[1], point[2]) == index]
        if found:
            names, xs, ys = zip(*found, strict=True)
            title = name or f"{spec.y_title} {index + 1}"
            series.append(Series(title, ys, roles[index], labelled=index < 2, xs=xs, names=names))
    return Chart(
        "scatter",
        (),
        tuple(series),
        spec.y_format,
        x_title=spec.x_title,
        y_title=spec.y_title,
        logarithmic=spec.x_scale == "log",
        thresholds=(spec.x_threshold, spec.y_threshold),
    )
