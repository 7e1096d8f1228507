"""The proof: what a Word file says is what the document says, in the same order.

Texts between two objects are compared as one run of characters without spaces, tables cell by cell,
captions word by word, native charts value by value. Every difference is a finding of error level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import assert_never

from generator import document as d
from generator.findings import Finding, Place, Severity
from generator.text import format_value
from generator.theme import Theme
from generator.writers.docx.notes import notes_line
from generator.writers.docx.read import Piece, chart_series, read_docx, words_of

_SHOWN = 60


def prove_docx(document: d.Document, theme: Theme, path: Path) -> list[Finding]:
    """Return every difference between `document` and the finished file at `path`.

    Raises InputError when the file cannot be read, or when no text is read from it.
    """
    found = _merged(read_docx(path))
    native = any(piece.series for piece in found)
    expected = _merged(expected_pieces(document, theme, native=native))
    keys = [_key(piece) for piece in expected], [_key(piece) for piece in found]
    findings: list[Finding] = []
    for same, first, last, begin, end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if same != "equal":
            findings.extend(_differences(expected[first:last], found[begin:end], path))
    return findings


# --- what the document says ------------------------------------------------------


def expected_pieces(document: d.Document, theme: Theme, *, native: bool = True) -> Iterator[Piece]:
    """Yield the pieces that a file of `document` must hold, in reading order; footnotes come last.

    With `native`, figures that Word can chart have their series.
    """
    notes: list[d.Inlines] = []
    for part in document.parts:
        for piece in _part(part, document, theme):
            yield piece if native else replace(piece, series=())
        notes.extend(_footnotes(part))
    for note in notes:
        yield Piece("note", d.plain(note))


def _part(part: d.Part, document: d.Document, theme: Theme) -> Iterator[Piece]:
    match part:
        case d.Cover():
            yield from _texts(part.year, part.title, part.subtitle, part.publisher, part.date)
        case d.Contents():
            figures, tables = _captioned(document)
            yield from _texts(part.title, part.figures if figures else "", part.tables if tables else "")
        case d.Plain():
            if part.title and not part.small:
                yield Piece("heading", part.title, 1)
            yield from _blocks(part.blocks, document, theme)
        case d.Chapter():
            yield Piece("heading", part.title, 1)
            yield from _texts(d.plain(part.lead))
            yield from _blocks(part.blocks, document, theme)
        case d.BackCover():
            yield from _texts(*part.contact)
            if part.qr:
                yield Piece("figure", words=f"二维码：{part.qr}")
                yield from _texts(part.qr_caption)
            yield from _texts(part.disclaimer, part.copyright, part.number)
        case _:
            assert_never(part)


def _captioned(document: d.Document) -> tuple[bool, bool]:
    kinds = {
        type(block)
        for part in document.parts
        for block in d.walk(d.blocks_of(part))
        if isinstance(block, d.Figure | d.Table) and block.caption
    }
    return d.Figure in kinds, d.Table in kinds


def _blocks(blocks: Iterable[d.Block], document: d.Document, theme: Theme) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case d.Paragraph():
                yield from _texts(d.plain(block.content))
            case d.Heading():
                yield Piece("heading", block.title + block.tagline, block.level + 1)
            case d.Bullets():
                for item in block.items:
                    yield from _blocks(item, document, theme)
            case d.Figure():
                yield Piece("figure", series=chart_series(block.spec, theme), words=words_of(block))
                yield from _caption(block.caption)
                yield from _texts(notes_line(block.note, block.source, document.words))
            case d.Table():
                yield from _caption(block.caption)
                yield Piece("table", rows=tuple(_rows(block)))
                yield from _texts(notes_line(block.note, block.source, document.words))
            case d.Cards():
                for card in block.cards:
                    yield from _texts(card.label, _shown(card.value, card.format), card.note)
            case d.SideBySide():
                for column in block.columns:
                    yield from _blocks(column, document, theme)
            case d.Together():
                yield from _blocks(block.blocks, document, theme)
            case d.PageBreak():
                pass
            case _:
                assert_never(block)


def _texts(*texts: str) -> Iterator[Piece]:
    yield from (Piece("text", text) for text in texts if text)


def _caption(caption: d.Caption | None) -> Iterator[Piece]:
    if caption:
        yield Piece("caption", caption.label + caption.text)


def _rows(table: d.Table) -> Iterator[tuple[str, ...]]:
    for row in table.head:
        yield tuple(_shown(cell.value, cell.format or "text") for cell in row.cells)
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
        yield _shown(cell.value, cell.format or table.columns[min(at, len(table.columns) - 1)].format)
        at += cell.columns


def _shown(value: d.Value, form: str) -> str:
    return d.plain(value) if isinstance(value, tuple) else format_value(value, form)


def _footnotes(part: d.Part) -> Iterator[d.Inlines]:
    inlines = list(part.lead) if isinstance(part, d.Chapter) else []
    for block in d.walk(d.blocks_of(part)):
        if isinstance(block, d.Paragraph):
            inlines.extend(block.content)
        if isinstance(block, d.Table):
            for cell in (cell for row in (*block.head, *block.rows) for cell in row.cells):
                inlines.extend(cell.value if isinstance(cell.value, tuple) else ())
        if isinstance(block, d.Cards):
            for card in block.cards:
                inlines.extend(card.value if isinstance(card.value, tuple) else ())
    return (inline.content for inline in inlines if isinstance(inline, d.Footnote))


# --- comparing -------------------------------------------------------------------


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces with neighbouring texts made one, and so the pages of a long packed table."""
    merged: list[Piece] = []
    for piece in pieces:
        if piece.kind == "text" and merged and merged[-1].kind == "text":
            merged[-1] = Piece("text", merged[-1].text + piece.text)
        elif piece.kind == "table" and merged and _continues(piece, merged[-1]):
            merged[-1] = replace(merged[-1], rows=merged[-1].rows + piece.rows[piece.head :])
        else:
            merged.append(piece)
    return merged


def _continues(piece: Piece, before: Piece) -> bool:
    """Return whether a table goes on with the one before it: nothing between them, and the same head."""
    if before.kind != "table" or not piece.head:
        return False
    return piece.rows[: piece.head] == before.rows[: before.head]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _key(piece: Piece) -> object:
    """Return what must be equal; a picture has no series to compare."""
    match piece.kind:
        case "table":
            return "table", tuple(tuple(_squeezed(cell) for cell in row) for row in piece.rows)
        case "figure":
            values = tuple((one.categories, one.values) for one in piece.series)
            return "figure", _squeezed(piece.words), values
        case "heading":
            return "heading", piece.level, _squeezed(piece.text)
        case "text" | "caption" | "note":
            return piece.kind, _squeezed(piece.text)
        case _:
            assert_never(piece.kind)


def _differences(expected: list[Piece], found: list[Piece], path: Path) -> Iterator[Finding]:
    """Yield one finding for each pair of the same kind, then for what is left over on either side."""
    left = list(found)
    for piece in expected:
        twin = next((other for other in left if other.kind == piece.kind), None)
        if twin is None:
            yield _finding("E611", path, _name(piece), f"缺少：{_name(piece)}", f"missing: {_name(piece)}")
            continue
        left.remove(twin)
        was, now = _contrast(piece, twin)
        yield _finding(
            "E612", path, now, f"应为“{was}”，文件中是“{now}”", f"should be '{was}', the file has '{now}'"
        )
    for piece in left:
        yield _finding("E613", path, _name(piece), f"多出：{_name(piece)}", f"not expected: {_name(piece)}")


def _contrast(piece: Piece, twin: Piece) -> tuple[str, str]:
    """Return the two sides where they first part."""
    if piece.kind == "table":
        for row, other in zip(piece.rows, twin.rows, strict=False):
            if row != other:
                return " | ".join(row)[:_SHOWN], " | ".join(other)[:_SHOWN]
        return f"{len(piece.rows)} 行", f"{len(twin.rows)} 行"
    if piece.kind == "figure" and piece.words == twin.words:
        return _values(piece, twin), _values(twin, piece)
    was, now = _squeezed(piece.text or piece.words), _squeezed(twin.text or twin.words)
    parting = (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other)
    start = max(next(parting, min(len(was), len(now))) - 10, 0)
    return was[start : start + _SHOWN], now[start : start + _SHOWN]


def _values(piece: Piece, twin: Piece) -> str:
    """Return the values of the first series that differs from the twin's."""
    for one, other in zip_longest(piece.series, twin.series):
        if one != other:
            return f"{one.name} {one.values}"[:_SHOWN] if one else "—"
    return ""


def _name(piece: Piece) -> str:
    if piece.kind == "table":
        return " | ".join(piece.rows[0])[:_SHOWN] if piece.rows else "表"
    if piece.kind == "figure":
        return piece.words[:_SHOWN] or "图"
    return _squeezed(piece.text)[:_SHOWN]


def _finding(code: str, path: Path, value: str, zh: str, en: str) -> Finding:
    return Finding(code, Severity.ERROR, Place(path.name), value, zh, en)
