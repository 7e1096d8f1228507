"""Flow: how many units went from which class to which between two years."""

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
from generator.theme import Theme

_TALL = 190.0
_WIDE = 26.0
_HEAD = 18.0
_GAP = 6.0


@dataclass(frozen=True)
class Flow(Spec):
    """Counts of units by class before (a row) and after (a value of the row), the highest class first.

    A unit that rose is drawn strong, one that fell in grey, one that stayed in its class's shade.
    """

    kind: ClassVar[str] = "flow"
    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    before_title: str
    after_title: str

    @property
    def before(self) -> tuple[int, ...]:
        """How many units each class held."""
        return tuple(sum(row) for row in self.counts)

    @property
    def after(self) -> tuple[int, ...]:
        """How many units each class holds."""
        return tuple(sum(column) for column in zip(*self.counts, strict=True))

    @property
    def risen(self) -> int:
        """Units in a higher class than before."""
        return sum(n for i, row in enumerate(self.counts) for j, n in enumerate(row) if j < i)

    @property
    def fallen(self) -> int:
        """Units in a lower class than before."""
        return sum(n for i, row in enumerate(self.counts) for j, n in enumerate(row) if j > i)


def lay_out(spec: Flow, width: float, theme: Theme) -> Drawing:
    """Return the flow as marks: two columns of classes, a ribbon for every pair that has units."""
    sheet, palette = Sheet(width, theme), theme.palette
    most = max(sum(spec.before), 1)
    unit = (_TALL - _GAP * max(len(spec.classes) - 1, 0)) / most
    names = min(sheet.widest([f"{name} 000" for name in spec.classes], weight="bold"), width * 0.3) + 8
    left, right = names, width - names - _WIDE
    colours = shades(palette, len(spec.classes)) if spec.classes else []
    tops = _tops(spec.before, unit), _tops(spec.after, unit)
    _draw_ribbons(spec, sheet, (left + _WIDE, right), tops, unit, colours)
    for x, counts, edges in ((left, spec.before, tops[0]), (right, spec.after, tops[1])):
        for count, y, colour in zip(counts, edges, colours, strict=True):
            if count:
                sheet.box(x, y, _WIDE, max(count * unit, 0.8), colour)
    for x, title in ((left, spec.before_title), (right, spec.after_title)):
        sheet.words(x + _WIDE / 2, 6, title, palette.quiet, weight="bold", anchor="middle")
    _write_names(spec, sheet, tops[0], unit, left - 5, before=True)
    _write_names(spec, sheet, tops[1], unit, right + _WIDE + 5, before=False)
    up, down = sheet.say("上升", "Up"), sheet.say("下降", "Down")
    words = ((up, spec.risen, palette.main), (down, spec.fallen, palette.quiet))
    x, foot = left, _HEAD + _TALL + 16
    for word, count, colour in words:
        sheet.box(x, foot - 4, 12, 8, colour)
        sheet.words(x + 16, foot, f"{word} {count}", size=SMALLEST)
        x += 30 + sheet.measure(f"{word} {count}", SMALLEST)
    return sheet.drawing(foot + 8)


def _tops(counts: tuple[int, ...], unit: float) -> list[float]:
    tops, y = [], _HEAD
    for count in counts:
        tops.append(y)
        y += count * unit + _GAP
    return tops


def _draw_ribbons(
    spec: Flow, sheet: Sheet, ends: tuple[float, float], tops: tuple[list[float], list[float]], unit: float,
    colours: list[str],
) -> None:  # fmt: skip
    """Draw the ribbons of those who stayed first, then those who moved above them."""
    palette, (left, right) = sheet.palette, ends
    middle = (left + right) / 2
    starts, ends_ = list(tops[0]), list(tops[1])
    places = []
    for i, row in enumerate(spec.counts):
        for j, count in enumerate(row):
            if count:
                places.append((i, j, count, starts[i], ends_[j]))
                starts[i] += count * unit
                ends_[j] += count * unit
    for i, j, count, a, b in sorted(places, key=lambda place: place[0] != place[1]):
        high = count * unit
        ring = ((left, a), (middle, a, middle, b, right, b), (right, b + high), (middle, b + high, middle, a + high,
                left, a + high))  # fmt: skip
        colour = colours[i] if i == j else palette.main if j < i else palette.quiet
        sheet.marks.append(Shape((ring,), colour, None, alpha=0.22 if i == j else 0.5))
        if i == j and high >= 9:
            sheet.words(middle, (a + b + high) / 2, str(count), size=SMALLEST, anchor="middle", halo=palette.paper)


def _write_names(spec: Flow, sheet: Sheet, tops: list[float], unit: float, x: float, *, before: bool) -> None:
    """Write every class with its count beside its block, clear of one another."""
    counts = spec.before if before else spec.after
    wanted = [top + count * unit / 2 for top, count in zip(tops, counts, strict=True)]
    heights = spread(wanted, 10.5, _HEAD + 3, _HEAD + _TALL + 4)
    for name, count, y in zip(spec.classes, counts, heights, strict=True):
        words = f"{name} {count}" if before else f"{count} {name}"
        sheet.words(x, y, words, weight="bold", anchor="end" if before else "start")


def describe(spec: Flow, language: str) -> str:
    """Return the alternative text: how many rose, fell and stayed, and the counts of every class."""
    stayed = sum(spec.before) - spec.risen - spec.fallen
    parts = [
        say(
            language,
            f"等级流动图，{spec.before_title}至{spec.after_title}，上升{spec.risen}，下降{spec.fallen}，不变{stayed}",
            f"Flow between classes, {spec.before_title} to {spec.after_title}: {spec.risen} rose, {spec.fallen} fell, "
            f"{stayed} stayed",
        )
    ]
    parts += [f"{n} {b}→{a}" for n, b, a in zip(spec.classes, spec.before, spec.after, strict=True)]
    return joined(language, parts)


def chart(spec: Flow) -> Chart:
    """Return the native chart: a stacked bar to a class before, its parts the classes after."""
    series = tuple(
        Series(_dated(spec.after_title, name), tuple(float(row[place]) or None for row in spec.counts),
               f"shade {place}/{len(spec.classes)}")
        for place, name in enumerate(spec.classes)
    )  # fmt: skip
    before = tuple(_dated(spec.before_title, name) for name in spec.classes)
    return Chart("stacked", before, series, "integer", corner="等级")


def _dated(title: str, name: str) -> str:
    """Return a class with its year before it: 2022年一线, 2022 First tier."""
    return f"{title} {name}" if title.isascii() else f"{title}{name}"
