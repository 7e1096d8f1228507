"""The proof of a Word file: what it says is what the document says, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from generator import document as d
from generator.findings import Finding
from generator.theme import Theme, in_language
from generator.writers.docx.read import chart_series, read_docx
from generator.writers.pieces import (
    Piece,
    caption_pieces,
    captioned,
    footnotes_of,
    shown_value,
    texts,
    words_of,
)
from generator.writers.proof import compare
from generator.writers.sources import notes_line
from generator.writers.words import writer_words


def prove_docx(document: d.Document, theme: Theme, path: Path) -> list[Finding]:
    """Return every difference between `document` and the finished file at `path`.

    Raises InputError when the file cannot be read, or when no text is read from it.
    """
    found = read_docx(path)
    native = any(piece.series for piece in found)
    return compare(expected_pieces(document, theme, native=native), found, path)


def expected_pieces(document: d.Document, theme: Theme, *, native: bool = True) -> Iterator[Piece]:
    """Yield the pieces that a file of `document` must hold, in reading order; footnotes come last.

    With `native`, figures that Word can chart have their series.
    """
    theme = in_language(theme, document.language)
    notes: list[d.Footnote] = []
    for part in document.parts:
        for piece in _part(part, document, theme):
            yield piece if native else replace(piece, series=())
        notes.extend(footnotes_of(part))
    for note in notes:
        yield Piece("note", d.plain(note.content))


def _part(part: d.Part, document: d.Document, theme: Theme) -> Iterator[Piece]:
    match part:
        case d.Cover():
            yield from texts(part.year, part.title, part.subtitle, part.publisher, part.date)
        case d.Contents():
            figures, tables = captioned(document)
            yield from texts(part.title, part.figures if figures else "", part.tables if tables else "")
        case d.Plain():
            if part.title and not part.small:
                yield Piece("heading", part.title, 1)
            yield from _blocks(part.blocks, document, theme)
        case d.Chapter():
            yield Piece("heading", part.title, 1)
            yield from texts(d.plain(part.lead))
            yield from _blocks(part.blocks, document, theme)
        case d.BackCover():
            yield from texts(*part.contact)
            if part.qr:
                yield Piece("figure", words=writer_words(document.language).code.format(part.qr))
                yield from texts(part.qr_caption)
            yield from texts(part.disclaimer, part.copyright, part.number)
        case _:
            assert_never(part)


def _blocks(blocks: Iterable[d.Block], document: d.Document, theme: Theme) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case d.Paragraph():
                yield from texts(d.plain(block.content))
            case d.Heading():
                yield Piece("heading", block.title + block.tagline, block.level + 1)
            case d.Bullets():
                for item in block.items:
                    yield from _blocks(item, document, theme)
            case d.Figure():
                yield Piece("figure", series=chart_series(block.spec, theme), words=words_of(block))
                yield from caption_pieces(block.caption)
                yield from texts(notes_line(block.note, block.source, writer_words(document.language)))
            case d.Table():
                yield from caption_pieces(block.caption)
                yield Piece("table", rows=tuple(_rows(block)))
                yield from texts(notes_line(block.note, block.source, writer_words(document.language)))
            case d.Cards():
                for card in block.cards:
                    yield from texts(card.label, shown_value(card.value, card.format), card.note)
            case d.SideBySide():
                for column in block.columns:
                    yield from _blocks(column, document, theme)
            case d.Together():
                yield from _blocks(block.blocks, document, theme)
            case d.PageBreak():
                pass
            case _:
                assert_never(block)


def _rows(table: d.Table) -> Iterator[tuple[str, ...]]:
    for row in table.head:
        yield tuple(shown_value(cell.value, cell.format or "text") for cell in row.cells)
    if table.show_titles and any(column.title for column in table.columns):
        yield tuple(column.title for column in table.columns)
    for row in table.rows:
        yield tuple(_cells(row, table))


def _cells(row: d.Row, table: d.Table) -> Iterator[str]:
    """Yield a row's cells; formats belong to columns, so places covered from above matter only for numbers
    and are counted from the right, where a row that lacks cells ends."""
    spare = len(table.columns) - sum(cell.columns for cell in row.cells)
    at = max(spare, 0) if any(cell.rows > 1 for other in table.rows for cell in other.cells) else 0
    for cell in row.cells:
        yield shown_value(cell.value, cell.format or table.columns[min(at, len(table.columns) - 1)].format)
        at += cell.columns
