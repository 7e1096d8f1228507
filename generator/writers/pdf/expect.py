"""What the document says, in the pieces that its PDF must hold, in reading order.

Beside what every format shows, a PDF shows numbers, marks and labels as text: the counter of a heading,
the mark of a footnote, the bullet of an item, the labels inside a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from generator import document as d
from generator.figures import draw
from generator.figures.marks import Words, every
from generator.theme import Theme, in_language
from generator.writers.pdf.boxes import ColumnsBox
from generator.writers.pdf.read import grid
from generator.writers.pieces import (
    Piece,
    caption_pieces,
    captioned,
    footnotes_of,
    shown_value,
    texts,
    words_of,
)
from generator.writers.sources import notes_line
from generator.writers.words import WriterWords, writer_words

DEEPEST = 6
"""The lowest level of heading that PDF knows."""


Shares = Mapping[int, float]
"""The share of the measure at which pages show a figure, by the identity of its spec."""


def expected_pieces(document: d.Document, theme: Theme, shares: Shares) -> Iterator[Piece]:
    """Yield the pieces that a PDF of `document` must hold, in reading order; footnotes come last.

    How many labels a figure has room for depends on its width: `shares` says what its page gave it where
    that is not what it asked for.
    """
    teller = _Teller(document, theme, shares)
    for part in document.parts:
        yield from teller.part(part)
    for part in document.parts:
        for note in footnotes_of(part):
            yield Piece("note", f"[{note.number}]{_shown(note.content)}")


class _Teller:
    """Tells parts and blocks as pieces; a level of heading is never skipped (PDF/UA-1 §7.4.2)."""

    def __init__(self, document: d.Document, theme: Theme, shares: Shares) -> None:
        self._shares = shares
        self._document, self._theme = document, in_language(theme, document.language)
        self._words = writer_words(self._theme)
        self._level = 0

    def part(self, part: d.Part) -> Iterator[Piece]:
        """Yield the pieces of a part, footnotes left out."""
        measure = self._theme.page.measure
        match part:
            case d.Cover():
                if part.logo:
                    yield Piece("figure", words=self._words.logo.format(part.publisher))
                yield from texts(part.year)
                yield self._heading(part.title, 1)
                yield from texts(part.subtitle, part.publisher, part.date)
            case d.Contents():
                figures, tables = captioned(self._document)
                lists = (part.figures if figures else "", part.tables if tables else "")
                yield from (self._heading(title, 1) for title in (part.title, *lists) if title)
            case d.Plain():
                if not part.small:
                    yield self._heading(part.title, 1)
                yield from self._blocks(part.blocks, measure)
            case d.Chapter():
                yield from texts(part.number, part.label)
                yield self._heading(part.title, 1)
                yield from texts(_shown(part.lead))
                yield from self._blocks(part.blocks, measure)
            case d.BackCover():
                yield from texts(*part.contact)
                if part.qr:
                    yield Piece("figure", words=self._words.code.format(part.qr))
                    yield from texts(part.qr_caption)
                yield from texts(part.disclaimer, part.copyright, part.number)
            case _:
                assert_never(part)

    def _heading(self, shown: str, level: int) -> Piece:
        self._level = min(level, self._level + 1, DEEPEST)
        return Piece("heading", shown, self._level)

    def _blocks(self, blocks: Iterable[d.Block], measure: float) -> Iterator[Piece]:
        for block in blocks:
            match block:
                case d.Paragraph():
                    yield from texts(_shown(block.content))
                case d.Heading():
                    yield self._heading(block.number + block.title + block.tagline, block.level + 1)
                case d.Bullets():
                    yield from self._bullets(block, measure)
                case d.Figure():
                    yield from self._figure(block, measure)
                case d.Table():
                    yield from self._table(block)
                case d.Cards():
                    for card in block.cards:
                        yield from texts(card.label, shown_value(card.value, card.format), card.note)
                case d.SideBySide():
                    width = (measure - ColumnsBox.GAP * (len(block.columns) - 1)) / len(block.columns)
                    for column in block.columns:
                        yield from self._blocks(column, width)
                case d.Together():
                    yield from self._blocks(block.blocks, measure)
                case d.PageBreak():
                    pass
                case _:
                    assert_never(block)

    def _bullets(self, bullets: d.Bullets, measure: float) -> Iterator[Piece]:
        for number, item in enumerate(bullets.items, start=bullets.start):
            if item and isinstance(item[0], d.Paragraph):
                yield from texts(f"{number}." if bullets.ordered else "•")
            yield from self._blocks(item, measure)

    def _figure(self, figure: d.Figure, measure: float) -> Iterator[Piece]:
        share = self._shares.get(id(figure.spec), figure.share)
        drawing = draw.lay_out(figure.spec, measure * share, self._theme)
        labels = "".join(mark.text for mark in every(drawing.marks) if isinstance(mark, Words))
        yield Piece("figure", labels, words=words_of(figure))
        yield from caption_pieces(figure.caption, below=True)
        if line := self._line(figure):
            yield Piece("text", line, below=True)

    def _table(self, table: d.Table) -> Iterator[Piece]:
        yield from caption_pieces(table.caption)
        head = head_grid(table)
        yield Piece("table", rows=(*head, *_body_grid(table)), head=len(head))
        if table.caption and table.unit:
            yield from texts(unit_line(table.unit, self._words))
        yield from texts(self._line(table))

    def _line(self, block: d.Figure | d.Table) -> str:
        return notes_line(block.note, block.source, self._words)


def unit_line(unit: str, words: WriterWords) -> str:
    """Return the line beside a caption that says in what a table counts."""
    return words.unit.format(unit)


def head_grid(table: d.Table) -> tuple[tuple[str, ...], ...]:
    """Return the header rows of a table as a grid, without its packing."""
    rows = [
        [(shown_value(cell.value, cell.format or "text"), cell.columns, cell.rows) for cell in row.cells]
        for row in table.head
    ]
    if table.show_titles:
        rows.append([(column.title, 1, 1) for column in table.columns])
    return grid(rows)


def _body_grid(table: d.Table) -> tuple[tuple[str, ...], ...]:
    """Return the rows below the head as a grid; the place of a cell says which format it has."""
    covered: set[tuple[int, int]] = set()
    rows: list[list[tuple[str, int, int]]] = []
    for number, row in enumerate(table.rows):
        at, cells = 0, []
        for cell in row.cells:
            while (number, at) in covered:
                at += 1
            covered |= {
                (number + down, at + right)
                for down in range(cell.rows)
                for right in range(cell.columns)
            }
            form = cell.format or table.columns[min(at, len(table.columns) - 1)].format
            shown = _shown(cell.value) if isinstance(cell.value, tuple) else shown_value(cell.value, form)
            cells.append((shown, cell.columns, cell.rows))
            at += cell.columns
        rows.append(cells)
    return grid(rows)


def _shown(inlines: d.Inlines) -> str:
    """Return the text of inlines with the marks of their footnotes."""
    return "".join(
        f"[{inline.number}]" if isinstance(inline, d.Footnote) else inline.text for inline in inlines
    )
