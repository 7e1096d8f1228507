"""A whole paper laid out: every page, its label, and where each heading, figure and table stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator import document as d
from generator.typeset import Span
from generator.writers.closing import Closing
from generator.writers.pdf.blocks import Blocks
from generator.writers.pdf.boxes import HeadingBox
from generator.writers.pdf.closings import closings_of
from generator.writers.pdf.contents import contents_items
from generator.writers.pdf.inlines import InlineWriter
from generator.writers.pdf.paginate import Item, Paginator, Sheet
from generator.writers.pdf.styles import Styles
from generator.writers.pdf.textbox import TextBox
from generator.writers.pdf.tighten import fill

NOTE_GAP = 14.0
"""Room between text and the first footnote, with the short rule in it; points."""


@dataclass
class Page:
    """A page: drawn whole (`sheet` is None) or a filled sheet. `label` is the printed number."""

    part: d.Part
    sheet: Sheet | None = None
    label: str = ""
    number: int = 0


@dataclass
class Layout:
    """All pages in order; the label of the page on which each id stands, how far down it begins (points), and how
    far it closed up there."""

    pages: list[Page] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    tops: dict[str, float] = field(default_factory=dict)
    closings: dict[str, Closing] = field(default_factory=dict)


class FootnoteText:
    """Sets footnotes: a raised number, then the note in small type."""

    def __init__(self, styles: Styles) -> None:
        self._styles, self._inlines = styles, InlineWriter(styles.theme)

    def paragraph(self, note: d.Footnote) -> TextBox:
        """Return the note, its number hanging."""
        label = [Span(f"[{note.number}]", colour=self._styles.theme.palette.main)]
        return TextBox(
            self._inlines.spans(note.content), self._styles.footnote, tag="Note", label=label,
            label_width=20.0, ID=f"note-{note.number}",
        )

    def height(self, note: d.Footnote) -> float:
        """Return the height of the note in points at the page's measure."""
        return float(self.paragraph(note).wrap(self._styles.theme.page.measure, 1e6)[1])


def lay_out(document: d.Document, styles: Styles, canvas: Any) -> Layout:
    """Return the pages of `document`. Page numbers in contents are looked up when drawn."""
    layout = Layout()
    for part in document.parts:
        pages = list(_pages(part, document, styles, canvas, layout.labels))
        layout.pages.extend(pages)
        layout.closings |= closings_of(page.sheet for page in pages if page.sheet)
    _label(layout)
    return layout


def _pages(
    part: d.Part, document: d.Document, styles: Styles, canvas: Any, labels: dict[str, str]
) -> Iterator[Page]:
    page = styles.theme.page
    notes = FootnoteText(styles)

    def filled(items: list[Item]) -> Iterator[Page]:
        paginator = Paginator(canvas, page.measure, page.depth, notes.height, NOTE_GAP)
        for sheet in fill(items, paginator.paginate, page.depth, page.measure):
            yield Page(part, sheet)

    match part:
        case d.Cover() | d.BackCover():
            yield Page(part)
        case d.Contents():
            yield from filled(contents_items(part, document.parts, styles, labels))
        case d.Plain():
            items = Blocks(styles, page.measure).items(part.blocks)
            if not part.small:
                head = HeadingBox(d.Heading(part.title, 1, id=part.id), styles, tag_level=1)
                items.insert(0, Item(head, 0, 16, keep_next=True))
            yield from filled(items)
        case d.Chapter():
            yield Page(part)
            yield from filled(Blocks(styles, page.measure).items(part.blocks))


def _label(layout: Layout) -> None:
    """Number pages: none on the cover, roman in front, arabic from the first chapter."""
    front = body = 0
    for number, page in enumerate(layout.pages, start=1):
        page.number = number
        if isinstance(page.part, d.Cover | d.BackCover):
            continue
        if body or isinstance(page.part, d.Chapter):
            body += 1
            page.label = str(body)
        else:
            front += 1
            page.label = roman(front)
        _note_ids(page, layout)


def _note_ids(page: Page, layout: Layout) -> None:
    if isinstance(page.part, d.Chapter | d.Plain):
        layout.labels.setdefault(page.part.id, page.label)
    for placed in page.sheet.placed if page.sheet else ():
        for id_ in ids_of(placed.item):
            layout.labels.setdefault(id_, page.label)
            layout.tops.setdefault(id_, placed.top)


def ids_of(item: Item) -> list[str]:
    """Return the ids that an item carries, those inside columns too, each once."""
    inside = [id_ for id_ in _ids_inside(item.flowable) if id_]
    return list(dict.fromkeys(([item.id] if item.id else []) + inside))


def _ids_inside(flowable: Any) -> Iterator[str]:
    for stack in getattr(flowable, "stacks", ()):
        for _, inner in stack:
            block = getattr(inner, "heading", None) or getattr(inner, "figure", None) or getattr(inner, "table", None)
            yield getattr(block, "id", "")
            yield from _ids_inside(inner)


def roman(value: int) -> str:
    """Return 1–3999 in lower-case roman numerals."""
    shown = ""
    for size, letters in _ROMAN:
        shown += letters * (value // size)
        value %= size
    return shown


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)
