"""A paragraph that knows what it is in the structure of the document."""

from __future__ import annotations

from typing import Any

from generator.typeset import Content, Paragraph, TextStyle
from generator.writers.pdf.tags import tags_of


class TextBox(Paragraph):
    """A paragraph tagged `tag` (P, LBody, Caption …), in the elements named by `inside`."""

    def __init__(
        self, content: Content, style: TextStyle, *, tag: str = "P", inside: tuple[str, ...] = (),
        label: Content | None = None, label_width: float | None = None, **attributes: Any,
    ) -> None:
        super().__init__(content, style, label=label, label_width=label_width)
        self.tag, self.inside, self.attributes = tag, inside, attributes

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0.0) -> None:
        """Draw the lines as one leaf of the structure, their lower left corner at (x, y).

        Lines know how to stand anywhere, so the coordinates need not be moved for them.
        """
        with tags_of(canvas).leaf(self.tag, inside=self.inside, **self.attributes):
            self.draw_at(canvas, x, y)
