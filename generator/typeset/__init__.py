"""Chinese text layout for ReportLab.

    Paragraph("……", TextStyle(size=10.5, leading=18, indent=2))     a flowable
    draw_text(canvas, x, y, [Span("总分"), Span("89.2", bold=True)], style, anchor="end")
    measure(text, style)                                               width on one line, points
    layout_lines(text, style, width)                                   lines that draw themselves
    Passage("……", style)                                               the same for pages made without flowables
    TypesetCanvas(path, pagesize=…)                                    a canvas without Helvetica

Plain strings are plain text, never markup. Everything drawn shares one font object a face and document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.typeset.canvas import TypesetCanvas
from generator.typeset.drawing import draw_line, draw_text
from generator.typeset.line import Line, Setter, layout_lines, measure
from generator.typeset.passage import Passage
from generator.typeset.pen import decimal, rgb
from generator.typeset.style import Align, Content, Mode, Span, TextStyle, plain_text

if TYPE_CHECKING:
    from generator.typeset.paragraph import KeptWithNext, Paragraph

__all__ = [
    "Align",
    "Content",
    "KeptWithNext",
    "Line",
    "Mode",
    "Paragraph",
    "Passage",
    "Setter",
    "Span",
    "TextStyle",
    "TypesetCanvas",
    "decimal",
    "draw_line",
    "draw_text",
    "layout_lines",
    "measure",
    "plain_text",
    "rgb",
]


def __getattr__(name: str) -> object:
    """Import the flowables, and platypus with them, only where a page is made of flowables."""
    if name in {"Paragraph", "KeptWithNext"}:
        from generator.typeset import paragraph

        return getattr(paragraph, name)
    raise AttributeError(name)
