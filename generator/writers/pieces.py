"""Pieces: what a reader meets on the pages of a paper, one after another, whatever the file format.

The readers of finished files give pieces, and the document model is told in the same pieces; what
both formats expect of a block alike stands here, what differs stands beside each reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator import document as d
from generator.text import format_value

PieceKind = Literal["text", "heading", "caption", "table", "figure", "note", "entry"]


@dataclass(frozen=True)
class Series:
    """A chart's series: its name, and the values beside their categories."""

    name: str
    categories: tuple[str, ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Piece:
    """One thing on the page. `text` is what is read, of a figure the labels inside it where they can
    be read; `level` is a heading's; `rows` are a table's, in the model's order with the packing undone,
    the first `head` of them its head; `series` are a native chart's; `words` a figure's alternative text.
    An `entry` is a line of contents: `words` is the label of the page it leads to, `level` its number.
    `below` says that the piece belongs to the figure before it and moves with it; `page` counts from 1,
    0 where the format has no pages."""

    kind: PieceKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    series: tuple[Series, ...] = ()
    words: str = ""
    head: int = 0
    below: bool = False
    page: int = 0


def texts(*shown: str) -> Iterator[Piece]:
    """Yield a piece for every text that is not empty."""
    yield from (Piece("text", text) for text in shown if text)


def caption_pieces(caption: d.Caption | None, *, below: bool = False) -> Iterator[Piece]:
    """Yield the caption where there is one."""
    if caption:
        yield Piece("caption", caption.label + caption.text, below=below)


def shown_value(value: d.Value, form: str) -> str:
    """Return what a cell or card shows of a value in the format called `form`."""
    return d.plain(value) if isinstance(value, tuple) else format_value(value, form)


def captioned(document: d.Document) -> tuple[bool, bool]:
    """Return whether any figure, and whether any table, has a caption to be listed."""
    kinds = set(map(type, captioned_blocks(document)))
    return d.Figure in kinds, d.Table in kinds


def captioned_blocks(document: d.Document) -> Iterator[d.Figure | d.Table]:
    """Yield every figure and table with a caption, in reading order."""
    for part in document.parts:
        for block in d.walk(d.blocks_of(part)):
            if isinstance(block, d.Figure | d.Table) and block.caption:
                yield block


def footnotes_of(part: d.Part) -> Iterator[d.Footnote]:
    """Yield the footnotes of a part in reading order, each where it is marked first."""
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
    return (inline for inline in inlines if isinstance(inline, d.Footnote) and not inline.again)


def words_of(figure: d.Figure) -> str:
    """Return the alternative text that a figure must have."""
    from generator.figures import draw

    return figure.alt or draw.alt_text(figure.spec)
