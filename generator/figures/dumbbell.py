"""Dumbbell: two values of each item and the gap between them (two years, two groups)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.figures.alt import extremes, joined, say
from generator.figures.chart import Chart, Series
from generator.figures.marks import Anchor, Drawing
from generator.figures.scale import linear
from generator.figures.sheet import SMALLEST, Sheet, fitting_pitch
from generator.text import format_value, signed
from generator.theme import Theme


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
    for index, (pair, gap) in enumerate(zip(spec.pairs, gaps, strict=True)):
        centre = head + (index + 0.5) * pitch
        asked = pair.label in spec.highlight
        sheet.line(((names + 7, centre), (width - column, centre)), palette.pale, 0.5)
        colour = palette.accent if asked else palette.main
        _draw_pair(spec, sheet, pair, scale, centre, colour, first=index == 0)
        lines = sheet.broken_name(pair.label, names + 0.5)
        sheet.stacked(names, centre, lines, weight="bold" if asked else "regular", anchor="end")
        sheet.words(width, centre, gap, weight="bold", anchor="end")
    return sheet.drawing(head + pitch * len(spec.pairs) + 2)


def _draw_pair(
    spec: Dumbbell, sheet: Sheet, pair: Pair, scale: object, centre: float, colour: str, *, first: bool
) -> None:
    assert callable(scale)
    ends = [(pair.first, sheet.palette.mid, spec.first_label), (pair.second, colour, spec.second_label)]
    if pair.first is not None and pair.second is not None:
        a, b = scale(pair.first), scale(pair.second)
        sheet.line(((a, centre), (b, centre)), sheet.palette.mid, 2.2)
    known = [value for value, _, _ in ends if value is not None]
    for value, fill, label in ends:
        if value is None:
            continue
        x = scale(value)
        sheet.dot(x, centre, 3.2, fill, sheet.palette.paper)
        left = value == min(known) and (len(known) < 2 or value < max(known) or label == spec.first_label)
        anchor: Anchor = "end" if left else "start"
        shift = -6 if left else 6
        sheet.words(x + shift, centre, format_value(value, spec.format), anchor=anchor, size=SMALLEST)
        if first:
            sheet.words(
                x - shift * 0.5,
                7,
                label,
                sheet.palette.quiet if fill == sheet.palette.mid else fill,
                size=SMALLEST,
                anchor=anchor,
            )


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
                f"Dumbbell chart of {len(spec.pairs)} items, {spec.first_label} against {spec.second_label}",
            ),
            say(language, f"{rose}项上升，{fell}项下降", f"{rose} rose, {fell} fell"),
            extremes(language, spec.gaps, "signed"),
        ),
    )


def chart(spec: Dumbbell) -> Chart:
    """Return the native chart: two bars to an item, since Word has no dumbbells."""
    labels = tuple(pair.label for pair in spec.pairs)
    series = (
        Series(spec.first_label, tuple(pair.first for pair in spec.pairs), "mid"),
        Series(spec.second_label, tuple(pair.second for pair in spec.pairs), "main"),
    )
    return Chart("bars", labels, series, spec.format, corner="项目")
