"""A finished PDF read back as pieces in reading order, to be held against the document it came from.

The structure tree gives the order and what each thing is (ISO 32000-1 §14.7), marked content gives
its text. Tables stay as they stand on their pages: cut at page ends, packed side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf

from generator.errors import InputError
from generator.writers.pdf.marked import Content, MarkedReader, Place
from generator.writers.pieces import Piece

_HEADING = re.compile(r"H([1-6])")
_BROKEN = (RecursionError, pikepdf.PdfError)
_WIDEST = 2_000
"""A cell that says it reaches further is cut off: no page of ours has that many rows or columns."""
_DEEPEST = 200
"""Structure nested deeper than this is no paper of ours but a trap."""


def read_pdf(path: Path) -> tuple[Piece, ...]:
    """Return the pieces of a file; notes come last.

    Text that is marked but not in the structure stands at the very end. Raises InputError when there is
    no such file, or no text can be read from it.
    """
    try:
        with pikepdf.open(path) as pdf:
            reader = _TreeReader(pdf)
            pieces = (*reader.pieces(), *reader.notes, *reader.lost())
    except (OSError, ValueError, TypeError, LookupError, AttributeError, *_BROKEN) as error:
        raise InputError(f"无法读回 {path}：{error}", en=f"cannot read {path} back: {error}") from error
    if not any(piece.text or piece.rows for piece in pieces):
        raise InputError(f"{path} 中没有读到文字", en=f"no text was read from {path}")
    return pieces


@dataclass
class _Cell:
    """A cell of a row: its text and how far it reaches."""

    text: str
    columns: int
    rows: int


class _TreeReader:
    """Walks the structure tree; `notes` gathers footnotes on the way."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._tree: Any = pdf.Root.get("/StructTreeRoot")
        self._roles: Any = self._tree.get("/RoleMap", {}) if self._tree is not None else {}
        self._pages = {page.objgen: index for index, page in enumerate(pdf.pages)}
        self._labels = [page.label for page in pdf.pages]
        self._named: Any = pdf.Root.get("/Dests", {})
        self._contents = MarkedReader(pdf).read()
        self._read: set[Place] = set()
        self.notes: list[Piece] = []

    def pieces(self) -> Iterator[Piece]:
        """Yield everything but footnotes, in reading order."""
        if self._tree is not None:
            for element in _elements(self._tree):
                yield from self._element(element, 0)

    def lost(self) -> Iterator[Piece]:
        """Yield the text that stands on pages but not in the structure."""
        for place, content in self._contents.items():
            if place not in self._read and content.shown.strip():
                yield Piece("text", content.shown, page=place[0] + 1)

    # --- elements ------------------------------------------------------------------

    def _element(self, element: Any, depth: int, *, below: bool = False) -> Iterator[Piece]:
        if depth > _DEEPEST:
            raise ValueError("structure is nested too deep")
        kind = self._kind(element)
        text, page = self._own_text(element)
        if heading := _HEADING.fullmatch(kind):
            yield Piece("heading", text, level=int(heading[1]), page=page)
        elif kind == "Figure":
            yield from self._figure(element, text, page)
            below = True
        elif kind == "Table":
            yield from self._table(element)
            return
        elif kind == "Caption":
            yield Piece("caption", text, below=below, page=page)
        elif kind == "Note":
            self.notes.append(Piece("note", text, page=page))
        elif kind == "TOCI":
            yield self._entry(element, text, page)
        elif text:
            yield Piece("text", text, below=below, page=page)
        for kid in _elements(element):
            yield from self._element(kid, depth + 1, below=below)

    def _entry(self, element: Any, text: str, page: int) -> Piece:
        """Return a line of contents with the page that its link leads to."""
        for link in _elements(element):
            for kid in _kids(link):
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                    target = self._pages[self._target(kid.Obj)[0].objgen]
                    return Piece("entry", text, level=target + 1, words=self._labels[target], page=page)
        return Piece("entry", text, page=page)

    def _target(self, annotation: Any) -> Any:
        """Return the place a link leads to, as an array that begins with its page."""
        target = annotation.get("/Dest", annotation.get("/A", {}).get("/D"))
        if isinstance(target, pikepdf.Name):
            target = self._named[target]
        return target.D if isinstance(target, pikepdf.Dictionary) else target

    def _figure(self, element: Any, labels: str, page: int) -> Iterator[Piece]:
        """Yield a figure, unless nothing of it is on the page."""
        if any(content.text or content.painted for content in self._own(element)):
            yield Piece("figure", labels, words=str(element.get("/Alt", "")), page=page)

    def _kind(self, element: Any) -> str:
        kind = element.get("/S", pikepdf.Name("/Span"))
        return str(self._roles.get(kind, kind)).removeprefix("/")

    # --- tables --------------------------------------------------------------------

    def _table(self, table: Any) -> Iterator[Piece]:
        """Yield the caption, then the table as a grid: a cell stands in every place that it covers."""
        head: list[list[_Cell]] = []
        body: list[list[_Cell]] = []
        page = 0
        for part in _elements(table):
            match self._kind(part):
                case "Caption":
                    text, page = self._own_text(part)
                    yield Piece("caption", text, page=page)
                case "THead":
                    head += [self._row(row) for row in _elements(part)]
                case "TR":
                    body.append(self._row(part))
                case _:
                    body += [self._row(row) for row in _elements(part)]
        rows = grid([[(cell.text, cell.columns, cell.rows) for cell in row] for row in (*head, *body)])
        yield Piece("table", rows=rows, head=len(head), page=page or self._first_page(table))

    def _row(self, row: Any) -> list[_Cell]:
        return [
            _Cell(self._whole_text(cell), _span(cell, "/ColSpan"), _span(cell, "/RowSpan"))
            for cell in _elements(row)
        ]

    # --- text ----------------------------------------------------------------------

    def _own(self, element: Any) -> Iterator[Content]:
        """Yield the marked content right below an element."""
        for place in self._places(element):
            self._read.add(place)
            yield self._contents.get(place, Content())

    def _places(self, element: Any) -> Iterator[Place]:
        for kid in _kids(element):
            if isinstance(kid, int):
                yield self._pages[element.Pg.objgen], kid
            elif kid.get("/Type") == "/MCR":
                yield self._pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)

    def _own_text(self, element: Any) -> tuple[str, int]:
        """Return the text right below an element, and the page (from 1) where it begins, 0 for none."""
        text = "".join(content.shown for content in self._own(element))
        page = next((place[0] + 1 for place in self._places(element)), 0)
        return text, page

    def _whole_text(self, element: Any) -> str:
        return self._own_text(element)[0] + "".join(self._whole_text(kid) for kid in _elements(element))

    def _first_page(self, element: Any) -> int:
        page = self._own_text(element)[1]
        return page or next((found for kid in _elements(element) if (found := self._first_page(kid))), 0)


def grid(rows: list[list[tuple[str, int, int]]]) -> tuple[tuple[str, ...], ...]:
    """Return rows of (text, columns, rows) as a grid with the text in every place that a cell covers."""
    covered: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows):
        column = 0
        for text, wide, tall in row:
            while (number, column) in covered:
                column += 1
            for down in range(min(tall, len(rows) - number)):
                covered.update({(number + down, column + right): text for right in range(wide)})
            column += wide
    return tuple(
        tuple(covered[place] for place in sorted(place for place in covered if place[0] == number))
        for number in range(len(rows))
    )


def unpacked(piece: Piece, across: int) -> Piece:
    """Return a table that was packed `across` times side by side as one that goes down."""
    wide = max(map(len, piece.rows), default=0) // across
    if not wide:
        return piece
    body = piece.rows[piece.head :]
    rows = [row[pack * wide : (pack + 1) * wide] for pack in range(across) for row in body]
    head = tuple(row[:wide] for row in piece.rows[: piece.head])
    return replace(piece, rows=(*head, *(row for row in rows if any(row))))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _elements(element: Any) -> Iterator[Any]:
    """Yield the structure elements right below another."""
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def _span(element: Any, name: str) -> int:
    """Return how many columns or rows a cell covers, 1 where it does not say."""
    owned = element.get("/A", [])
    for attributes in owned if isinstance(owned, pikepdf.Array) else [owned]:
        if name in attributes:
            return max(1, min(int(attributes[name]), _WIDEST))
    return 1
