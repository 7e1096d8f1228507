"""Heat table: values of rows and columns as shades, each with its figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, say
from generator.figures.marks import Box, Drawing, hatched, weight_for
from generator.figures.sheet import SMALLEST, Sheet
from generator.text import format_value
from generator.theme import Theme

MOST = 45  # rows that fit on one page


@dataclass(frozen=True)
class Heat(Spec):
    """Rows by columns. Shades run over all cells, or over each column with `by_column`, in equal
    steps from the lowest to the highest value. Negative values against a `middle` get the accent's
    side only by their figure: one hue stays one hue."""

    kind: ClassVar[str] = "heat"
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    format: str = "score"
    by_column: bool = True
    highlight: tuple[str, ...] = ()


def lay_out(spec: Heat, width: float, theme: Theme) -> Drawing:
    """Return the table as marks; over `MOST` rows the first ones and the highlighted are drawn."""
    from generator.figures.bars import shown_rows

    sheet, palette = Sheet(width, theme), theme.palette
    rows = shown_rows(spec.rows, spec.highlight, MOST)
    names = min(sheet.widest([spec.rows[row] for row in rows], weight="bold"), width * 0.3) + 8
    wide = (width - names) / max(len(spec.columns), 1)
    heads = [sheet.broken_name(name, wide - 4) for name in spec.columns]
    head = max((len(lines) for lines in heads), default=1) * sheet.size * 1.22 + 6
    for index, lines in enumerate(heads):
        middle = names + (index + 0.5) * wide
        sheet.stacked(middle, head / 2 - 1, lines, palette.quiet, anchor="middle")
    limits = [_limits(spec, column) for column in range(len(spec.columns))]
    high = 15.0
    for place, row in enumerate(rows):
        y = head + place * high
        name = spec.rows[row]
        weight = weight_for(name in spec.highlight)
        sheet.stacked(
            names - 8, y + high / 2, sheet.broken_name(name, names - 7, weight), weight=weight, anchor="end"
        )
        for column, value in enumerate(spec.values[row]):
            box = (names + column * wide + 0.5, y + 0.5, wide - 1, high - 1)
            _draw_cell(spec, sheet, value, limits[column], box, crowded=wide < 24)
    rest = len(spec.rows) - len(rows)
    bottom = head + high * len(rows)
    if rest:
        kept = set(rows)
        words = sheet.say(f"另有 {rest:,} 行未列出", f"{rest:,} more not listed")
        sheet.words(names, bottom + 8, words, palette.quiet, size=SMALLEST)
        sheet.dropped.extend(name for row, name in enumerate(spec.rows) if row not in kept)
    return sheet.drawing(bottom + (16 if rest else 1))


def _limits(spec: Heat, column: int) -> tuple[float, float]:
    cells = (
        [row[column] for row in spec.values] if spec.by_column else [v for row in spec.values for v in row]
    )
    known = [value for value in cells if value is not None]
    return (min(known), max(known)) if known else (0.0, 0.0)


def _draw_cell(
    spec: Heat,
    sheet: Sheet,
    value: float | None,
    limits: tuple[float, float],
    frame: tuple[float, float, float, float],
    *,
    crowded: bool,
) -> None:
    palette, (x, y, wide, high) = sheet.palette, frame
    if value is None:
        area = Box(x, y, wide, high, palette.missing)
        sheet.marks += [area, hatched(area, (x, y, x + wide, y + high), palette.rule)]
        sheet.words(x + wide / 2, y + high / 2, format_value(None), palette.quiet_on(palette.missing), anchor="middle")
        return
    low, top = limits
    share = (value - low) / (top - low) if top > low else 0.5
    fill = palette.ramp[min(int(share * len(palette.ramp)), len(palette.ramp) - 1)]
    sheet.box(x, y, wide, high, fill)
    if not crowded:
        ink = palette.ink_on(fill)
        text = format_value(value, spec.format)
        sheet.words(x + wide / 2, y + high / 2, text, ink, size=SMALLEST, anchor="middle")


def describe(spec: Heat, language: str) -> str:
    """Return the alternative text: the size of the table and the extremes of up to six columns."""
    parts = [
        say(
            language,
            f"热力表，{len(spec.rows)}行{len(spec.columns)}列",
            f"Heat table of {amount(len(spec.rows), 'row')} and {amount(len(spec.columns), 'column')}",
        )
    ]
    for index, column in enumerate(spec.columns[:6]):
        pairs = tuple((name, row[index]) for name, row in zip(spec.rows, spec.values, strict=True))
        parts.append(f"{column}{say(language, '：', ': ')}{extremes(language, pairs, spec.format)}")
    return joined(language, parts)
