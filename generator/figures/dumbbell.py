"""Dumbbell: two values of each item and the gap between them (two years, two groups)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, say
from generator.figures.chart import Bounds, Chart, Label, Series, Side, worded
from generator.figures.marks import Drawing
from generator.figures.scale import Linear, linear
from generator.figures.sheet import SMALLEST, Sheet, fitting_pitch
from generator.text import format_value, rounded, signed
from generator.theme import Palette, Theme


class Pair(NamedTuple):
    """An item with its two values."""

    label: str
    first: float | None
    second: float | None


@dataclass(frozen=True)
class Dumbbell(Spec):
    """Rows of two dots joined by a bar, the difference in a column at the right."""

    kind: ClassVar[str] = "dumbbell"
    pairs: tuple[Pair, ...]
    first_label: str
    second_label: str
    format: str = "score"
    gap_label: str = "变化"
    highlight: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[tuple[str, float | None], ...]:
        """The differences of the items, None where a value is missing."""
        return tuple(
            (p.label, None if p.first is None or p.second is None else p.second - p.first) for p in self.pairs
        )

    @property
    def rounded_apart(self) -> bool:
        """Whether a difference as printed is not that of the two values as printed, all being rounded on their own."""
        return self.format == "score" and any(
            rounded(p.second, 1) - rounded(p.first, 1) != rounded(p.second - p.first, 1)
            for p in self.pairs
            if p.first is not None and p.second is not None
        )


def lay_out(spec: Dumbbell, width: float, theme: Theme) -> Drawing:
    """Return the rows as marks; the two ends are named over the first row."""
    sheet, palette = Sheet(width, theme), theme.palette
    names = min(sheet.widest([pair.label for pair in spec.pairs], weight="bold"), width * 0.38)
    values = [value for pair in spec.pairs for value in (pair.first, pair.second) if value is not None]
    figures = sheet.widest([format_value(value, spec.format) for value in values], SMALLEST) + 6
    gaps = [signed(gap) if gap is not None else format_value(None) for _, gap in spec.gaps]
    column = max(sheet.widest(gaps, weight="bold"), sheet.measure(spec.gap_label)) + 8
    scale = linear(values, names + 7 + figures, width - column - figures, zero=False, pad=False)
    pitch = fitting_pitch(len(spec.pairs), 16.0 if len(spec.pairs) <= 24 else 13.0)
    head = 16.0
    sheet.words(width, 7, spec.gap_label, palette.quiet, size=SMALLEST, anchor="end")
    _name_ends(spec, sheet, scale, names + 7, width - sheet.measure(spec.gap_label, SMALLEST) - 6)
    for index, (pair, gap) in enumerate(zip(spec.pairs, gaps, strict=True)):
        centre = head + (index + 0.5) * pitch
        asked = pair.label in spec.highlight
        begin, end = _draw_pair(spec, sheet, pair, scale, centre)
        for left, right in ((names + 7, min(begin - 3, width - column)), (end + 3, width - column)):
            if right - left > 3:  # a guide for the eye, which runs through no figure
                sheet.line(((left, centre), (right, centre)), palette.pale, 0.5)
        lines = sheet.broken_name(pair.label, names + 0.5)
        sheet.stacked(names, centre, lines, weight="bold" if asked else "regular", anchor="end")
        sheet.words(width, centre, gap, weight="bold", anchor="end")
    return sheet.drawing(head + pitch * len(spec.pairs) + 2)


def _colour(spec: Dumbbell, pair: Pair, palette: Palette) -> str:
    return palette.accent if pair.label in spec.highlight else palette.main


def _name_ends(spec: Dumbbell, sheet: Sheet, scale: Linear, left: float, right: float) -> None:
    """Write what the two dots are over those of the first row, or where that has not both of them or the
    words have no room there between 0 and `right`, as a key from `left` on."""
    palette = sheet.palette
    words = (spec.first_label, spec.second_label)
    wide = [sheet.measure(text, SMALLEST) for text in words]
    if spec.pairs and (first := spec.pairs[0]).first is not None and first.second is not None:
        low, high = scale(first.first), scale(first.second)
        before = _side(first.first, first.second, second=False) == "l"
        begins = [low + 3 - wide[0], high - 3] if before else [low - 3, high + 3 - wide[1]]
        if all(x >= 0 and x + own <= right for x, own in zip(begins, wide, strict=True)):
            for x, text, colour in zip(begins, words, (palette.quiet, _colour(spec, first, palette)), strict=True):
                sheet.words(x, 7, text, colour, size=SMALLEST)
            return
    x = left
    for text, own, fill, colour in zip(
        words, wide, (palette.mid, palette.main), (palette.quiet, palette.main), strict=True
    ):
        sheet.dot(x + 3.2, 7, 3.2, fill, palette.paper)
        sheet.words(x + 9, 7, text, colour, size=SMALLEST)
        x += own + 22


def _draw_pair(spec: Dumbbell, sheet: Sheet, pair: Pair, scale: Linear, centre: float) -> tuple[float, float]:
    """Draw both dots of an item and the bar between them, each value on the side away from the other; return
    where all of that begins and ends."""
    ends = ((pair.first, pair.second, sheet.palette.mid), (pair.second, pair.first, _colour(spec, pair, sheet.palette)))
    if pair.first is not None and pair.second is not None:
        sheet.line(((scale(pair.first), centre), (scale(pair.second), centre)), sheet.palette.mid, 2.2)
    edges: list[float] = []
    for second, (value, other, fill) in enumerate(ends):
        if value is None:
            continue
        x, left = scale(value), _side(value, other, second=bool(second)) == "l"
        sheet.dot(x, centre, 3.2, fill, sheet.palette.paper)
        text = format_value(value, spec.format)
        sheet.words(x - 6 if left else x + 6, centre, text, anchor="end" if left else "start", size=SMALLEST)
        wide = 6 + sheet.measure(text, SMALLEST)
        edges += [x - wide, x + 3] if left else [x - 3, x + wide]
    return min(edges, default=sheet.width), max(edges, default=sheet.width)


def describe(spec: Dumbbell, language: str) -> str:
    """Return the alternative text: how many rose and fell, and the extremes of the change."""
    known = [gap for _, gap in spec.gaps if gap is not None]
    rose, fell = sum(gap > 0 for gap in known), sum(gap < 0 for gap in known)
    return joined(
        language,
        (
            say(
                language,
                f"哑铃图，{len(spec.pairs)}项，{spec.first_label}与{spec.second_label}对比",
                f"Dumbbell chart of {amount(len(spec.pairs), 'item')}, {spec.first_label} against {spec.second_label}",
            ),
            say(language, f"{rose}项上升，{fell}项下降", f"{rose} rose, {fell} fell"),
            extremes(language, spec.gaps, "signed"),
        ),
    )


_SIGN = 0.0185
_MOST_NAMES = 0.36
_FIGURES = 0.09
_GAPS = 0.1
_EDGE = 0.004
"""Shares of the width that a native chart leaves for a sign of a name, for the figures beside its dots, for
gaps, and behind them: words whose point lies on the end of an axis are not drawn, or only by some programs."""


def chart(spec: Dumbbell) -> Chart:
    """Return the native chart: two dots to an item on a row of its own, joined, with names and gaps beside."""
    count = len(spec.pairs)
    rows = [(pair, float(count - at)) for at, pair in enumerate(spec.pairs)]
    values = [value for pair in spec.pairs for value in (pair.first, pair.second) if value is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    names = min(_SIGN * (max((len(pair.label) for pair in spec.pairs), default=0) + 1), _MOST_NAMES)
    unit = ((high - low) or 1.0) / (1 - names - _GAPS - 2 * _FIGURES)
    left, right = low - (names + _FIGURES) * unit, high + (_FIGURES + _GAPS) * unit
    ends = low - _FIGURES * unit
    labels = [Label(ends, y, pair.label, "l", "ink", pair.label in spec.highlight) for pair, y in rows]
    labels += [
        Label(right, y, signed(gap) if gap is not None else format_value(None), "l", "ink", True)
        for (_, y), (_, gap) in zip(rows, spec.gaps, strict=True)
    ]
    head = count + 1.0
    labels.append(Label(right, head, spec.gap_label, "l", "quiet"))
    labels += _named_ends(spec, head, ends, Bounds(left, right, 0.0, 0.0), unit)
    series = (_rows(spec, rows), *_ends(spec, rows), *worded(tuple(labels)))
    return Chart(
        "scatter", (), series, "integer", corner="项目", x_title="数值", x_format=spec.format,
        bounds=Bounds(left, right + _EDGE * unit, 0.4, count + 1.5),
    )  # fmt: skip


def _named_ends(spec: Dumbbell, head: float, ends: float, bounds: Bounds, unit: float) -> list[Label]:
    """Return what the two dots are, over those of the first row where there is room, else as a key from `ends` on.

    `unit` is what the width of the chart measures along x.
    """
    first, second = spec.first_label, spec.second_label
    wide, long, gap = (_SIGN * len(text) * unit for text in (first, second, spec.gap_label))
    if spec.pairs and (pair := spec.pairs[0]).first is not None and pair.second is not None:
        before = _side(pair.first, pair.second, second=False) == "l"
        reach = (pair.first - wide, pair.second + long) if before else (pair.second - long, pair.first + wide)
        if bounds.left <= reach[0] and reach[1] <= bounds.right - gap - 1.5 * _SIGN * unit:
            sides: tuple[Side, Side] = ("l", "r") if before else ("r", "l")
            return [
                Label(pair.first, head, first, sides[0], "quiet"), Label(pair.second, head, second, sides[1], "main")
            ]
    sign = _SIGN * unit
    after = ends + wide + 3 * sign
    return [
        Label(ends, head, "●", "r", "mid"), Label(ends + sign, head, first, "r", "quiet"),
        Label(after, head, "●", "r", "main"), Label(after + sign, head, second, "r", "main"),
    ]  # fmt: skip


def _rows(spec: Dumbbell, rows: list[tuple[Pair, float]]) -> Series:
    """Return both values of every item as points that a line joins, and a point without a value after each
    pair, which breaks it. Their dots are series of their own: LibreOffice gives those of one the line's colour."""
    points: list[tuple[str, float, float | None]] = []
    for pair, y in rows:
        ends = (pair.first, spec.first_label), (pair.second, spec.second_label)
        known = [(f"{pair.label} {name}", value, y) for value, name in ends if value is not None]
        points += [*known, ("", known[-1][1], None)] if known else []
    names, xs, ys = zip(*points, strict=True) if points else ((), (), ())
    return Series("连线", ys, "mid", xs=xs, names=names, joined=True, labelled=False, dot=0)


def _ends(spec: Dumbbell, rows: list[tuple[Pair, float]]) -> list[Series]:
    """Return the dots at both ends, which follow the points of the lines; each prints its value outwards."""
    found: list[Series] = []
    for second, label, role in ((False, spec.first_label, "mid"), (True, spec.second_label, "main")):
        ends = [(pair, (pair.first, pair.second)[:: -1 if second else 1], y) for pair, y in rows]
        dots = [(pair, own, _side(own, other, second=second), y) for pair, (own, other), y in ends
                if own is not None]  # fmt: skip
        roles = tuple("accent" if second and pair.label in spec.highlight else role for pair, *_ in dots)
        found.append(
            Series(
                label, tuple(y for *_, y in dots), role, roles=roles, copied=True, dot=7,
                xs=tuple(own for _, own, *_ in dots), sides=tuple(side for _, _, side, _ in dots),
                names=tuple(f"{pair.label} {label}" for pair, *_ in dots),
            )
        )  # fmt: skip
    return found


def _side(own: float, other: float | None, *, second: bool) -> Side:
    """Return the side away from the other value; of two that are equal, the first stands left."""
    return "l" if other is None or own < other or (own == other and not second) else "r"
