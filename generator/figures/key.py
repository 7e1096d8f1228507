"""The key of a map: its classes with bounds and counts, in a free corner or in a line below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.figures.marks import Box, hatched
from generator.figures.sheet import SMALLEST, Sheet

PITCH = 12.5


class Entry(NamedTuple):
    """A class: name, bounds in words, colour, number of units."""

    label: str
    span: str
    colour: str
    members: int


def column_size(sheet: Sheet, entries: Sequence[Entry], title: str) -> tuple[float, float]:
    """Return width and height of the key set as a column."""
    spans = sheet.widest([entry.span for entry in entries], SMALLEST)
    figures = sheet.widest([str(entry.members) for entry in entries])
    names = 18 + sheet.widest([entry.label for entry in entries])
    wide = names + (8 + spans if spans else 0) + 10 + figures
    return max(wide, sheet.measure(title, SMALLEST)), PITCH * len(entries) + (13 if title else 0)


def draw_column(
    sheet: Sheet, entries: Sequence[Entry], title: str, x: float, y: float, hatch: bool = False
) -> None:
    """Draw the key under one another from its upper left corner, without a frame."""
    quiet = sheet.palette.quiet
    wide, _ = column_size(sheet, entries, title)
    names = x + 18 + sheet.widest([entry.label for entry in entries]) + 8
    if title:
        sheet.words(x, y + 5, title, quiet, size=SMALLEST)
        y += 13
    for index, entry in enumerate(entries):
        centre = y + (index + 0.5) * PITCH
        _draw_swatch(sheet, entry, x, centre, hatch)
        sheet.words(x + 18, centre, entry.label)
        if entry.span:
            sheet.words(names, centre, entry.span, quiet, size=SMALLEST)
        sheet.words(x + wide, centre, str(entry.members), quiet, anchor="end")


def draw_line(sheet: Sheet, entries: Sequence[Entry], title: str, y: float, hatch: bool = False) -> float:
    """Draw the key in as few lines as it needs, of about one length, from height `y`; return its bottom."""
    quiet, x, centre = sheet.palette.quiet, 0.0, y + 6
    left = sheet.measure(title, SMALLEST) + 12 if title else 0.0
    if title:
        sheet.words(x, centre, title, quiet, size=SMALLEST)
        x += left
    widths = [_line_width(sheet, entry) for entry in entries]
    limit = _even_limit(widths, left, sheet.width)
    for entry, wide in zip(entries, widths, strict=True):
        words = f"{entry.label} {entry.span}".rstrip()
        label = sheet.measure(words, SMALLEST)
        if x + wide > limit and x > left:
            x, centre = left, centre + PITCH
        _draw_swatch(sheet, entry, x, centre, hatch)
        sheet.words(x + 15, centre, words, size=SMALLEST)
        sheet.words(x + 19 + label, centre, str(entry.members), quiet, size=SMALLEST, weight="bold")
        x += wide + _APART
    return centre + 7


_APART = 13.0
"""Points between the classes of a key set in a line."""


def _line_width(sheet: Sheet, entry: Entry) -> float:
    words = f"{entry.label} {entry.span}".rstrip()
    return 19 + sheet.measure(words, SMALLEST) + sheet.measure(str(entry.members), SMALLEST, "bold")


def _even_limit(widths: Sequence[float], left: float, most: float) -> float:
    """Return the least right edge that asks for no more lines than the whole width does."""

    def lines(limit: float) -> int:
        count, x = 1, left
        for wide in widths:
            if x + wide > limit and x > left:
                count, x = count + 1, left
            x += wide + _APART
        return count

    few = lines(most)
    limit = most
    while limit - 4.0 >= left + max(widths, default=0.0) and lines(limit - 4.0) == few:
        limit -= 4.0
    return limit


def _draw_swatch(sheet: Sheet, entry: Entry, x: float, centre: float, hatch: bool) -> None:
    box = Box(x, centre - 4, 12, 8, entry.colour)
    sheet.marks.append(box)
    if hatch and entry.colour == sheet.palette.missing:
        sheet.marks.append(hatched(box, (x, centre - 4, x + 12, centre + 4), sheet.palette.quiet))
