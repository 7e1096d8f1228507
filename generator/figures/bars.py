"""Bars: a ranking of units as horizontal bars, each with its figure beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, mean, place_of, say
from generator.figures.chart import Chart, Role, Series
from generator.figures.marks import Drawing, weight_for
from generator.figures.scale import Linear, linear
from generator.figures.sheet import BESIDE, LEADING, Sheet, fitting_pitch
from generator.text import format_value
from generator.theme import Theme

MOST = 60  # rows that fit on one page
CLOSE = 1.5  # points by which a line keeps off a figure


@dataclass(frozen=True)
class Bars(Spec):
    """Horizontal bars in the order given.

    `highlight` names the units in question: they are set strong; without an average they take
    the accent, with one the accent belongs to the average line. `ranks` are printed before the
    names. Values of those in `partial` rest on incomplete data and stand in brackets. Over `MOST`
    rows the first ones and the highlighted are drawn and the rest counted.
    """

    kind: ClassVar[str] = "bars"
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    format: str = "score"
    highlight: tuple[str, ...] = ()
    average: float | None = None
    average_label: str = "平均"
    ranks: tuple[int, ...] = ()
    value_name: str = "得分"
    partial: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, float | None], ...]:
        """Names with their values."""
        return tuple(zip(self.labels, self.values, strict=True))


@dataclass(frozen=True)
class _Frame:
    """The columns of the figure in points: names end at `names`, bars run along `scale`."""

    names: float
    rank: float
    pitch: float
    scale: Linear


def lay_out(spec: Bars, width: float, theme: Theme) -> Drawing:
    """Return the bars as marks; the height follows from the number of rows."""
    sheet = Sheet(width, theme)
    rows = shown_rows(spec.labels, spec.highlight)
    frame = _frame(spec, sheet, rows)
    head = 15.0 if spec.average is not None else 3.0
    bottom = head + frame.pitch * len(rows)
    zero = frame.scale(0.0)
    places = [(row, head + (index + 0.5) * frame.pitch) for index, row in enumerate(rows)]
    for row, centre in places:
        _draw_bar(spec, sheet, row, frame, centre)
    draw_average(sheet, spec.average, spec.average_label, spec.format, frame.scale, head, bottom)
    for row, centre in places:
        _write_row(spec, sheet, row, frame, centre)
    sheet.line(((zero, head), (zero, bottom)), sheet.palette.quiet, 0.6)
    rest = len(spec.labels) - len(rows)
    if rest:
        words = sheet.say(f"另有 {rest:,} 个未列出", f"{rest:,} more not listed")
        sheet.words(zero, bottom + 8, words, sheet.palette.quiet, size=7.5)
        kept = set(rows)
        sheet.dropped.extend(name for row, name in enumerate(spec.labels) if row not in kept)
    return sheet.drawing(bottom + (16 if rest else 3))


def shown_rows(labels: tuple[str, ...], highlight: tuple[str, ...], most: int = MOST) -> list[int]:
    """Return the places of the rows drawn: all of them, or the first and the highlighted."""
    if len(labels) <= most:
        return list(range(len(labels)))
    asked = set(highlight)
    kept = [row for row, name in enumerate(labels) if name in asked][: most // 2]
    return sorted({*kept, *range(most - len(kept))})


def draw_average(
    sheet: Sheet, value: float | None, label: str, style: str, scale: Linear, top: float, bottom: float
) -> None:
    """Draw a vertical reference line in the accent with its words on top, kept on the sheet."""
    if value is None:
        return
    x, accent = scale(value), sheet.palette.accent
    words = f"{label} {format_value(value, style)}"
    half = sheet.measure(words, weight="bold") / 2
    sheet.reference(x, top - 4, bottom, 0.9)
    middle = min(max(x, half), sheet.width - half)
    sheet.words(middle, top - 9.5, words, accent, weight="bold", anchor="middle")


def _frame(spec: Bars, sheet: Sheet, rows: list[int]) -> _Frame:
    """Return the columns: ranks, names of at most two fifths of the width, bars, figures."""
    rank = sheet.widest([str(rank) for rank in spec.ranks]) + 6 if spec.ranks else 0.0
    names = sheet.widest([spec.labels[row] for row in rows], weight="bold")
    edge = rank + min(names, sheet.width * 0.4)
    values = [spec.values[row] for row in rows]
    shown = [sheet.shown(spec.values[row], spec.format, spec.labels[row] in spec.partial) for row in rows]
    room = sheet.widest(shown, weight="bold") + 5
    negative = any(value is not None and value < 0 for value in values)
    start = edge + 7 + (room if negative else 0.0)
    numbers = [value for value in (*values, spec.average) if value is not None]
    lines = max((len(sheet.broken_name(spec.labels[row], edge - rank + 0.5, "bold")) for row in rows), default=1)
    wanted = 16.0 if len(rows) <= 16 else 14.0 if len(rows) <= 32 else 12.2
    if lines > 1:  # names of several lines keep clear of those above and below
        wanted = max(wanted, lines * sheet.size * LEADING + 3)
    pitch = fitting_pitch(len(rows), wanted)
    return _Frame(edge, rank, pitch, linear(numbers, start, sheet.width - room, pad=False))


def _draw_bar(spec: Bars, sheet: Sheet, row: int, frame: _Frame, centre: float) -> None:
    value = spec.values[row]
    if value is not None:
        zero, colour = frame.scale(0.0), getattr(sheet.palette, _role(spec, spec.labels[row]))
        width = frame.scale(value) - zero
        sheet.box(zero, centre - frame.pitch * 0.31, width, frame.pitch * 0.62, colour)


def _write_row(spec: Bars, sheet: Sheet, row: int, frame: _Frame, centre: float) -> None:
    """Write name, rank and figure of a row."""
    name, value, quiet = spec.labels[row], spec.values[row], sheet.palette.quiet
    weight = weight_for(name in spec.highlight)
    lines = sheet.broken_name(name, frame.names - frame.rank + 0.5, weight)
    if spec.ranks:  # a ranking is read from its left edge: rank, name, bar
        sheet.words(frame.rank - 6, centre, str(spec.ranks[row]), quiet, anchor="end")
        sheet.stacked(frame.rank, centre, lines, weight=weight)
    else:
        sheet.stacked(frame.names, centre, lines, weight=weight, anchor="end")
    if value is None:
        sheet.words(frame.scale(0.0) + 4, centre, format_value(None), quiet)
        return
    _write_figure(spec, sheet, name, value, frame, centre)


def _write_figure(spec: Bars, sheet: Sheet, name: str, value: float, frame: _Frame, centre: float) -> None:
    """Write a row's figure beyond the end of its bar; where the average's line would run through it, inside
    the end, and with no room there, beyond the line."""
    text, weight = sheet.shown(value, spec.format, name in spec.partial), weight_for(name in spec.highlight)
    wide, end, zero = sheet.measure(text, weight=weight), frame.scale(value), frame.scale(0.0)
    backwards = value < 0
    away = -1.0 if backwards else 1.0
    if spec.average is not None and crosses((frame.scale(spec.average) - end) * away, wide):
        if abs(end - zero) >= wide + 2 * BESIDE:
            fill = getattr(sheet.palette, _role(spec, name))
            ink = sheet.palette.ink_on(fill)
            sheet.words(end - away * BESIDE, centre, text, ink, weight=weight, anchor="start" if backwards else "end")
            return
        end = frame.scale(spec.average)
    sheet.figure(text, end, centre, weight=weight, backwards=backwards)


def crosses(beyond: float, wide: float) -> bool:
    """Return whether a line `beyond` points past the end of a bar runs through its figure, `wide` points across,
    or close by it."""
    return CLOSE < beyond < BESIDE + wide + CLOSE


def _role(spec: Bars, name: str) -> Role:
    """Return the colour of a bar: one for all, or the units in question against the others."""
    if not spec.highlight:
        return "main"
    if name not in spec.highlight:
        return "mid"
    return "accent" if spec.average is None else "main"


def describe(spec: Bars, language: str) -> str:
    """Return the alternative text: what is ranked, extremes, the units in question, the average."""
    count = len(spec.labels)
    return joined(
        language,
        (
            say(language, f"条形图，{count}项{spec.value_name}", f"Bar chart of {amount(count, 'value')}"),
            extremes(language, spec.pairs, spec.format, spec.partial),
            place_of(language, spec.pairs, spec.highlight, spec.format, spec.partial),
            mean(spec.average_label, spec.average, spec.format),
        ),
    )


def chart(spec: Bars) -> Chart:
    """Return the native chart: one series of bars, the average as a tick on each."""
    rows = shown_rows(spec.labels, spec.highlight)
    labels = tuple(spec.labels[row] for row in rows)
    bars = Series(
        spec.value_name,
        tuple(spec.values[row] for row in rows),
        roles=tuple(_role(spec, name) for name in labels),
        partial=tuple(name in spec.partial for name in labels),
    )
    series: tuple[Series, ...] = (bars,)
    if spec.average is not None:
        line = Series(spec.average_label, (spec.average,) * len(rows), "accent", marked=True, labelled=False)
        series = (bars, line)
    return Chart("bars", labels, series, spec.format)
