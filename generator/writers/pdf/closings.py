"""How far every heading, figure and table closed up on its page, read from the filled sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.writers.closing import Closing
from generator.writers.pdf.boxes import FigureBox, TableBox
from generator.writers.pdf.paginate import Item, Sheet


def closings_of(sheets: Iterable[Sheet]) -> dict[str, Closing]:
    """Return, by its id, how each block of a part stands that is not inside columns."""
    found: dict[str, Closing] = {}
    for stretch in _stretches(sheets):
        for item in (placed.item for sheet in stretch for placed in sheet.placed):
            key, closing = _closing(item)
            if key in found:  # a later piece of a table
                found[key] = replace(found[key], sheets=found[key].sheets + 1)
            elif key:
                found[key] = replace(closing, stretch=len(stretch))
    return found


def _stretches(sheets: Iterable[Sheet]) -> Iterator[list[Sheet]]:
    """Yield the sheets from one forced new page to the next."""
    stretch: list[Sheet] = []
    for sheet in sheets:
        if stretch and sheet.placed and sheet.placed[0].item.new_page:
            yield stretch
            stretch = []
        stretch.append(sheet)
    if stretch:
        yield stretch


def _closing(item: Item) -> tuple[str, Closing]:
    """Return the id of an item, of each piece of a table too, and how it stands."""
    match item.flowable:
        case FigureBox() as box:
            return box.figure.id, Closing(item.space, share=box.figure.share)
        case TableBox() as box:
            return box.table.id, Closing(item.space, box.body.padding, sheets=1)
        case _:
            return item.id, Closing(item.space)
