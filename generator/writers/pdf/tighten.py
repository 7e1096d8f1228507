"""The last page of a stretch that would hold next to nothing: the stretch closes up until it is gone.

A stretch runs from one forced new page to the next. It is set as it comes; only where its last page
stays nearly empty, or holds nothing but a figure that was parted from its text, is it set again, each
time a little tighter, and the first setting with fewer pages is taken. A stretch that leaves most of a page
empty over all its feet is set again once, by the first step. Where none has fewer pages, a figure alone
on its page takes the whole measure. Text is never touched: only the room between blocks, the padding
of table rows and the size of figures whose height follows their width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.writers.pdf.boxes import FigureBox, TableBox
from generator.writers.pdf.paginate import Item, Sheet

THIN = 0.25
"""Share of the depth below which a last page counts as nearly empty."""
LONE = 0.5
"""Share of the depth up to which a page of figures alone counts as parted from its text."""

LOOSE = 0.9
"""Share of a depth, left empty at the feet of all pages together, from which a page might be saved."""


class Step(NamedTuple):
    """How far a stretch closes up: what is left of the room between blocks, of the width of figures
    and of the padding of rows, as shares of the usual (0–1)."""

    space: float
    figure: float
    rows: float


STEPS = (
    Step(0.85, 1.0, 0.85), Step(0.85, 0.9, 0.8), Step(0.78, 0.85, 0.75), Step(0.7, 0.8, 0.7), Step(0.7, 0.68, 0.7),
)
"""Tried in this order; the last is the bound: nothing closes up further."""


def fill(items: list[Item], paginate: Callable[[list[Item]], list[Sheet]], depth: float, measure: float) -> list[Sheet]:
    """Return the sheets that `items` fill, without a last page of next to nothing where that can be.

    `depth` and `measure` are those of the type area in points.
    """
    sheets: list[Sheet] = []
    for stretch in _stretches(items):
        sheets.extend(_fill_stretch(stretch, paginate, depth, measure))
    return sheets or paginate(items)


def _stretches(items: list[Item]) -> Iterator[list[Item]]:
    stretch: list[Item] = []
    for item in items:
        if item.new_page and stretch:
            yield stretch
            stretch = []
        stretch.append(item)
    if stretch:
        yield stretch


def _fill_stretch(
    items: list[Item], paginate: Callable[[list[Item]], list[Sheet]], depth: float, measure: float
) -> list[Sheet]:
    sheets = paginate(items)
    if len(sheets) < 2:
        return sheets
    pages, poor, loose = len(sheets), is_poor(sheets[-1], depth), is_loose(sheets, depth)
    for step in STEPS:
        if not (poor or loose):
            break
        tighter = paginate([closed_up(item, step, measure) for item in items])
        if len(tighter) < len(sheets):
            sheets = tighter
            poor = is_poor(sheets[-1], depth)
        loose = False
    if len(sheets) < pages:
        return sheets
    lone = _lone_figure(sheets[-1]) if poor else None
    if lone is None:
        return sheets
    larger = paginate([_enlarged(item) if item.flowable is lone else item for item in items])
    return larger if len(larger) == len(sheets) else sheets


def is_poor(sheet: Sheet, depth: float) -> bool:
    """Return whether a last page holds next to nothing, or only figures parted from their text."""
    if sheet.used + sheet.notes_height < THIN * depth:
        return True
    return sheet.used < LONE * depth and all(placed.item.floats for placed in sheet.placed)


def is_loose(sheets: list[Sheet], depth: float) -> bool:
    """Return whether the feet of all pages together leave most of a page empty."""
    return sum(depth - sheet.used - sheet.notes_height for sheet in sheets) >= LOOSE * depth


def closed_up(item: Item, step: Step, measure: float) -> Item:
    """Return an item as the step has it."""
    flowable = item.flowable
    if isinstance(flowable, FigureBox) and step.figure < 1.0:
        flowable = flowable.narrowed(step.figure, measure)
    elif isinstance(flowable, TableBox):
        flowable = flowable.with_padding(step.rows)
        item = replace(item, least=flowable.least_height(measure))
    before, after = item.before * step.space, item.after * step.space
    return replace(item, flowable=flowable, before=before, after=after, space=step.space)


def _lone_figure(sheet: Sheet) -> FigureBox | None:
    """Return the figure that stands alone on a page and leaves some of the measure free."""
    if len(sheet.placed) != 1:
        return None
    flowable = sheet.placed[0].item.flowable
    return flowable if isinstance(flowable, FigureBox) and flowable.figure.share < 1.0 else None


def _enlarged(item: Item) -> Item:
    return replace(item, flowable=item.flowable.with_share(1.0))
