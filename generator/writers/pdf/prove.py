"""The proof of a PDF: what it says is what the document says, in the same order.

Before the two are compared, what pages tear apart is joined again: packed tables are unpacked, the
parts of a table become one, and figures that text may pass stand behind that text on both sides.
Whether such a figure stands where it may is looked at afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from generator import document as d
from generator.findings import Finding
from generator.theme import Theme
from generator.writers.pdf.boxes import FigureBox
from generator.writers.pdf.expect import expected_pieces, head_grid
from generator.writers.pdf.prove_contents import prove_contents
from generator.writers.pdf.read import read_pdf, unpacked
from generator.writers.pdf.write import lay_out_pdf
from generator.writers.pieces import Piece
from generator.writers.proof import compare, finding, name, squeezed
from generator.writers.words import WriterWords, writer_words

Head = tuple[tuple[str, ...], ...]


def prove_pdf(document: d.Document, theme: Theme, path: Path) -> list[Finding]:
    """Return every difference between `document` and the finished file at `path`.

    Raises InputError when the file cannot be read, or when no text is read from it.
    """
    expected = list(_whole(expected_pieces(document, theme, _shares(document, theme))))
    read = read_pdf(path)
    running = (piece for piece in read if piece.kind != "entry")
    found = list(_joined(_unpacked(running, packed_heads(document)), writer_words(document.language)))
    findings = compare(_settled(expected), _settled(found), path)
    if not findings:
        findings = list(_strayed(expected, found, path))
    return [*findings, *prove_contents(document, read, path)]


def _shares(document: d.Document, theme: Theme) -> dict[int, float]:
    """Return the shares of the measure that pages give figures which stand by themselves."""
    boxes = (
        placed.item.flowable
        for page in lay_out_pdf(document, theme).pages if page.sheet
        for placed in page.sheet.placed
    )
    return {id(box.figure.spec): box.figure.share for box in boxes if isinstance(box, FigureBox)}


# --- tables ----------------------------------------------------------------------


def packed_heads(document: d.Document) -> dict[tuple[int, Head], int]:
    """Return how often tables are packed side by side, by the width and head they have on the page."""
    packs = {}
    for part in document.parts:
        for block in d.walk(d.blocks_of(part)):
            if isinstance(block, d.Table) and block.across > 1:
                head = tuple(row * block.across for row in head_grid(block))
                packs[len(block.columns) * block.across, _bare(head)] = block.across
    return packs


def _bare(head: Head) -> Head:
    return tuple(tuple(squeezed(cell) for cell in row) for row in head)


def _unpacked(pieces: Iterable[Piece], packs: dict[tuple[int, Head], int]) -> Iterator[Piece]:
    """Yield pieces with every packed table going down again."""
    for piece in pieces:
        width = max(map(len, piece.rows), default=0)
        across = packs.get((width, _bare(piece.rows[: piece.head]))) if piece.kind == "table" else None
        yield unpacked(piece, across) if across else piece


def _joined(pieces: Iterable[Piece], words: WriterWords) -> Iterator[Piece]:
    """Yield pieces without the captions of continued tables and the unit that is said again there."""
    caption, unit = "", ""
    kept: list[Piece] = []
    for piece in pieces:
        if piece.kind == "caption" and caption and squeezed(piece.text) == caption + squeezed(words.continued):
            if kept and kept[-1].kind == "text" and kept[-1].text.startswith(words.unit.format("")):
                unit = kept.pop().text
            continue
        if unit and piece.kind != "table":
            if piece.text != unit:  # what the first part said was not what the last one says
                kept.append(Piece("text", unit, page=piece.page))
            unit = ""
        if piece.kind == "caption":
            caption = squeezed(piece.text)
        kept.append(piece)
    yield from _whole(kept)


def _whole(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces with tables made one that stand together and have the same head."""
    last: Piece | None = None
    for piece in pieces:
        if last and piece.kind == "table" and _shape(piece) == _shape(last):
            last = replace(last, rows=last.rows + piece.rows[piece.head :])
            continue
        if last:
            yield last
        last = piece if piece.kind == "table" else None
        if not last:
            yield piece
    if last:
        yield last


def _shape(table: Piece) -> tuple[int, Head]:
    return max(map(len, table.rows), default=0), table.rows[: table.head]


# --- figures ---------------------------------------------------------------------


def _settled(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces with the figures of a section, and what stands below them, behind all of its text."""
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.kind == "figure" or piece.below:
            waiting.append(piece)
        elif piece.kind == "text":
            yield piece
        else:
            yield from waiting
            waiting = []
            yield piece
    yield from waiting


def _strayed(expected: Iterable[Piece], found: Iterable[Piece], path: Path) -> Iterator[Finding]:
    """Yield a finding for every figure that stands elsewhere than after its text, or at the top of a page
    further down; both sides hold the same pieces."""
    for (piece, wanted, _), (twin, read, top) in zip(_places(expected), _places(found), strict=True):
        if read < wanted or (read > wanted and not top):
            shown = name(piece)
            yield finding(
                "E612", path, twin.page, shown, f"图的位置与原文不同：{shown}",
                f"a figure stands elsewhere than it should: {shown}",
            )


def _places(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, int, bool]]:
    """Yield every figure, how many characters of its section stand before it, and whether nothing but
    figures stands above it on its page."""
    before, page = 0, -1
    for piece in pieces:
        if piece.kind == "figure":
            yield piece, before, piece.page != page
        elif not piece.below and piece.kind != "note":
            before = before + len(squeezed(piece.text)) if piece.kind == "text" else 0
            page = piece.page
