"""A document becomes a PDF: lay out once, then draw with every page number known."""

from __future__ import annotations

import io
from typing import Any

from generator import document as d
from generator.theme import Theme, in_language
from generator.writers.pdf.canvas import new_canvas
from generator.writers.pdf.contents import Entry, entries
from generator.writers.pdf.finish import finish
from generator.writers.pdf.furniture import draw_furniture
from generator.writers.pdf.inlines import footnotes
from generator.writers.pdf.layout import NOTE_GAP, FootnoteText, Layout, Page, ids_of, lay_out
from generator.writers.pdf.paginate import Placed, Sheet
from generator.writers.pdf.plates import Plates
from generator.writers.pdf.styles import Styles, styles_of
from generator.writers.pdf.tags import TagTree
from generator.writers.words import writer_words

OUTLINE_DEPTH = 2
"""Headings below this level are not in the outline: they have no number of their own."""


def lay_out_pdf(document: d.Document, theme: Theme) -> Layout:
    """Return the pages, with the place of every id (heading, figure, table, part), without drawing."""
    theme = in_language(theme, document.language)
    return lay_out(document, styles_of(theme), new_canvas(document, theme, io.BytesIO()))


def write_pdf(document: d.Document, theme: Theme, *, archive: bool = False) -> tuple[bytes, Layout]:
    """Return the finished PDF and its layout, with `archive` as PDF/A-2b.

    The same document gives the same bytes.
    """
    theme = in_language(theme, document.language)
    canvas = new_canvas(document, theme, io.BytesIO())
    styles = styles_of(theme)
    layout = lay_out(document, styles, canvas)
    tree = canvas.tag_tree = TagTree(canvas)
    _Drawer(document, styles, canvas, layout, tree).draw()
    return finish(canvas, document, tree.root, archive=archive), layout


class _Drawer:
    """Draws the pages of a layout one after another."""

    def __init__(
        self, document: d.Document, styles: Styles, canvas: Any, layout: Layout, tree: TagTree
    ) -> None:
        self._document, self._styles, self._tree = document, styles, tree
        self._canvas, self._layout = canvas, layout
        self._plates = Plates(canvas, styles)
        self._notes = FootnoteText(styles)
        self._outlined: set[str] = set()
        self._depth = -1

    def draw(self) -> None:
        """Draw every page and close it."""
        for page in self._layout.pages:
            self._tree.begin_page()
            self._label(page)
            if page.sheet is None:
                self._draw_plate(page)
            else:
                self._draw_sheet(page, page.sheet)
            self._tree.end_page()
            self._canvas.showPage()

    def _label(self, page: Page) -> None:
        """Say where the numbering in the viewer begins anew: it goes on by itself in between."""
        if page.label in ("i", "1"):
            style = "ARABIC" if page.label == "1" else "ROMAN_LOWER"
            self._canvas.addPageLabel(page.number - 1, style=style, start=1)
        elif not page.label:
            words = writer_words(self._document.language)
            self._canvas.addPageLabel(page.number - 1, prefix=words.front if page.number == 1 else words.back)

    # --- pages drawn whole ---------------------------------------------------------

    def _draw_plate(self, page: Page) -> None:
        match page.part:
            case d.Cover():
                self._mark(Entry(0, "", self._document.title, "cover"), self._styles.theme.page.height)
                self._plates.cover(page.part)
            case d.Chapter():
                chapter = page.part
                label = Entry(0, chapter.label, chapter.title, chapter.id)
                self._mark(label, self._styles.theme.page.height)
                sections = [entry for entry in entries((chapter,), 1) if entry.level == 1]
                notes = [self._notes.paragraph(note) for note in footnotes(chapter.lead)]
                self._plates.opener(chapter, sections, self._layout.labels, notes)
            case d.BackCover():
                self._plates.back(page.part)
            case _:
                raise TypeError(f"no whole page is drawn for a {type(page.part).__name__}")

    # --- pages of text -------------------------------------------------------------

    def _draw_sheet(self, page: Page, sheet: Sheet) -> None:
        geometry = self._styles.theme.page
        even = page.number % 2 == 0
        left = geometry.outer if even else geometry.inner
        top = geometry.height - geometry.top
        part = page.part
        if not (isinstance(part, d.Plain) and part.small):
            draw_furniture(
                self._canvas, self._styles, even=even, head=self._document.running_head,
                section=_section_name(part, writer_words(self._document.language).gap), folio=page.label,
            )
        if isinstance(part, d.Plain | d.Contents):
            id_ = part.id if isinstance(part, d.Plain) else "contents"
            self._mark(Entry(0, "", part.title, id_), top)
        lift = _lift(part, sheet, geometry.depth)
        for placed in sheet.placed:
            y = top - lift - placed.top - placed.height
            self._mark_item(placed, y)
            placed.item.flowable.drawOn(self._canvas, left, y)
        self._draw_notes(sheet, left)

    def _draw_notes(self, sheet: Sheet, left: float) -> None:
        if not sheet.notes:
            return
        geometry = self._styles.theme.page
        y = geometry.bottom + sheet.notes_height - NOTE_GAP
        self._canvas.setStrokeColor(self._styles.theme.palette.rule)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(left, y + 5, left + 90, y + 5)
        for note in sheet.notes:
            paragraph = self._notes.paragraph(note)
            _, height = paragraph.wrap(geometry.measure, 1e6)
            y -= height
            paragraph.drawOn(self._canvas, left, y)

    # --- marks for links and the outline -------------------------------------------

    def _mark_item(self, placed: Placed, y: float) -> None:
        top = y + placed.height + 12
        heading = getattr(placed.item.flowable, "heading", None)
        if heading is not None and heading.id and heading.listed and heading.level <= OUTLINE_DEPTH:
            self._mark(Entry(heading.level, heading.number, heading.title, heading.id), top)
        for id_ in ids_of(placed.item):
            if id_ not in self._outlined:
                self._canvas.bookmarkHorizontal(id_, 0, top)

    def _mark(self, entry: Entry, top: float) -> None:
        if entry.target in self._outlined:
            return
        self._outlined.add(entry.target)
        self._canvas.bookmarkHorizontal(entry.target, 0, top)
        gap = writer_words(self._document.language).gap
        title = f"{entry.number}{gap}{entry.title}" if entry.number else entry.title
        # A level may not be skipped on the way down.
        self._depth = min(entry.level, self._depth + 1)
        self._canvas.addOutlineEntry(title, entry.target, level=self._depth, closed=self._depth > 0)


def _section_name(part: d.Part, gap: str) -> str:
    match part:
        case d.Chapter():
            return part.title if part.label in ("", part.title) else f"{part.label}{gap}{part.title}"
        case d.Plain() | d.Contents():
            return part.title
        case _:
            return ""


def _lift(part: d.Part, sheet: Sheet, depth: float) -> float:
    """Return how far a page is moved down: an imprint stands at the foot of its page."""
    if isinstance(part, d.Plain) and part.small:
        return max(0.0, depth - sheet.used - sheet.notes_height)
    return 0.0

