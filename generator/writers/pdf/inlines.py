"""Inlines of the document become spans of the typesetter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from generator import document as d
from generator.theme import Theme
from generator.typeset import Span


@dataclass(frozen=True)
class InlineWriter:
    """Looks up the theme's colours for links, references and the accent."""

    theme: Theme

    def spans(self, inlines: d.Inlines, *, bold: bool = False) -> list[Span]:
        """Return one span an inline; a footnote becomes its raised mark."""
        return [self._span(inline, bold) for inline in inlines]

    def _span(self, inline: d.Inline, bold: bool) -> Span:
        palette = self.theme.palette
        match inline:
            case d.Text():
                return Span(
                    inline.text, bold=bold or inline.bold, italic=inline.italic, code=inline.code,
                    raise_=inline.raised, underline=inline.underline,
                    colour=palette.accent_ink if inline.accent else None,
                )
            case d.Link():
                return Span(inline.text, bold=bold, colour=palette.main, link=inline.url)
            case d.Reference():
                return Span(inline.text, bold=bold, colour=palette.main, link=f"#{inline.target}")
            case d.Footnote():
                return Span(f"[{inline.number}]", raise_=True, colour=palette.main)
            case _:
                assert_never(inline)


def inlines_of(table: d.Table) -> d.Inlines:
    """Return the inlines of all cells of a table, row by row."""
    cells = (cell for row in (*table.head, *table.rows) for cell in row.cells)
    return tuple(inline for cell in cells if isinstance(cell.value, tuple) for inline in cell.value)


def footnotes(inlines: d.Inlines) -> list[d.Footnote]:
    """Return the footnotes among inlines, in order, each where it is marked first."""
    return [inline for inline in inlines if isinstance(inline, d.Footnote) and not inline.again]
