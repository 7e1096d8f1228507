"""A text set at a measure, whoever makes the pages: it knows its height, can be cut, and draws itself."""

from __future__ import annotations

import math
from copy import copy
from typing import Any, Self

from generator.typeset.drawing import draw_text
from generator.typeset.line import Line, Setter, measure, setter_of
from generator.typeset.style import Content, TextStyle, cut_spans, plain_text, to_spans

LABEL_GAP = 0.4  # em between a list label and its text, at least


class Passage:
    """A text in one style, with an optional list label hanging left of it.

    `label_width` is how far right of the label the text starts, in points; by default the label's
    width rounded up to whole em. Splits between pages leave at least `orphans` and `widows` lines.
    """

    def __init__(
        self,
        content: Content,
        style: TextStyle,
        label: Content | None = None,
        label_width: float | None = None,
    ) -> None:
        self.content = to_spans(content)
        self.style = style
        self.label = to_spans(label) if label else ()
        self.label_width = self._label_room() if label_width is None else label_width
        self.width = self.height = 0.0
        self.continues = False  # whether it goes on with a paragraph begun on the page before
        self._setter: Setter | None = None
        self._set_at = -1.0
        self._lines: list[Line] = []

    @property
    def text(self) -> str:
        """The source text, without the label."""
        return plain_text(self.content)

    @property
    def lines(self) -> list[Line]:
        """The lines of the last wrap."""
        return self._lines

    @property
    def setter(self) -> Setter:
        """The setter of the content, made at first use."""
        if self._setter is None:
            self._setter = setter_of(self.content, self.style)
        return self._setter

    def _label_room(self) -> float:
        if not self.label:
            return 0.0
        size = self.style.size
        return math.ceil(measure(self.label, self.style) / size + LABEL_GAP - 1e-6) * size

    def minWidth(self) -> float:
        """Return the narrowest width at which nothing is cut, in points."""
        return self.style.left + self.label_width + self.setter.min_width

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Break the text at the width there is; return the width and the height it takes."""
        room = max(available_width - self.style.left - self.label_width, 1.0)
        if abs(self._set_at - room) > 1e-6:
            self._lines = self.setter.lines(room, 0.0 if self.continues else None)
            self._set_at = room
        self.width = available_width
        self.height = len(self._lines) * self.style.leading
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Self]:
        """Return the paragraph in two, or [] where no split leaves enough lines on both sides.

        At the top of a page that cannot hold it, it is split wherever the page ends.
        """
        self.wrap(available_width, available_height)
        fitting = int((available_height + 1e-6) // self.style.leading)
        count = len(self._lines)
        if fitting >= count:
            return [self]
        kept = min(fitting, count - self.style.widows)
        if kept < self.style.orphans:
            if fitting < 1 or not self._is_at_top():
                return []
            kept = fitting
        return [self._part(self._lines[:kept]), self._part(self._lines[kept:])]

    def _part(self, lines: list[Line]) -> Self:
        """Return the paragraph of some of the lines; they stay as they are unless the width changes."""
        part = copy(self)
        is_start = lines[0] is self._lines[0]
        down = lines[0].baseline - self._lines[0].baseline
        part._lines = [line._replace(baseline=line.baseline - down) for line in lines]
        part.height = len(lines) * self.style.leading
        if not is_start:
            part.continues, part.label = True, ()
        part.content = cut_spans(self.content, lines[0].start, lines[-1].end)
        part._setter = None
        return part

    def _is_at_top(self) -> bool:
        """Return whether nothing stands above the text on its page."""
        return False

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw label and lines with the lower left corner at (x, y) of the canvas."""
        left = x + self.style.left
        if self.label and self._lines:
            draw_text(canvas, left, y + self.height - self._lines[0].baseline, self.label, self.style)
        for line in self._lines:
            line.draw(canvas, left + self.label_width, y + self.height - line.baseline)
