"""The flowable every text of a PDF goes through."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable, KeepTogether

from generator.typeset.drawing import draw_text
from generator.typeset.line import Line, Setter, measure, setter_of
from generator.typeset.style import Content, TextStyle, cut_spans, plain_text, to_spans

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

LABEL_GAP = 0.4  # em between a list label and its text, at least


class Paragraph(Flowable):  # type: ignore[misc]
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
        super().__init__()
        self.content = to_spans(content)
        self.style = style
        self.label = to_spans(label) if label else ()
        self.label_width = self._label_room() if label_width is None else label_width
        self.keepWithNext = style.keep_with_next
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

    def getSpaceBefore(self) -> float:
        """Return the space above, in points; none above a continuation."""
        return 0.0 if self.continues else self.style.space_before

    def getSpaceAfter(self) -> float:
        """Return the space below, in points."""
        return self.style.space_after

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Break the text at the width there is; return the width and the height it takes."""
        room = max(available_width - self.style.left - self.label_width, 1.0)
        if abs(self._set_at - room) > 1e-6:
            self._lines = self.setter.lines(room, 0.0 if self.continues else None)
            self._set_at = room
        self.width = available_width
        self.height = len(self._lines) * self.style.leading
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Paragraph]:
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
            if fitting < 1 or not getattr(getattr(self, "_frame", None), "_atTop", False):
                return []
            kept = fitting
        return [self._part(self._lines[:kept]), self._part(self._lines[kept:])]

    def _part(self, lines: list[Line]) -> Paragraph:
        """Return the paragraph of some of the lines; they stay as they are unless the width changes."""
        part = copy(self)
        part.__dict__.pop("_postponed", None)  # ReportLab's note that the whole was moved on once
        is_start = lines[0] is self._lines[0]
        down = lines[0].baseline - self._lines[0].baseline
        part._lines = [replace(line, baseline=line.baseline - down) for line in lines]
        part.height = len(lines) * self.style.leading
        part.keepWithNext = self.keepWithNext and lines[-1] is self._lines[-1]
        if not is_start:
            part.continues, part.label = True, ()
        part.content = cut_spans(self.content, lines[0].start, lines[-1].end)
        part._setter = None
        return part

    def __deepcopy__(self, _memo: dict[int, object]) -> Paragraph:
        """Return a copy that shares the boxes, which never change."""
        return copy(self)

    def draw(self) -> None:
        """Draw label and lines on the canvas given by ReportLab."""
        canvas: Canvas = self.canv
        left = self.style.left
        if self.label and self._lines:
            draw_text(canvas, left, self.height - self._lines[0].baseline, self.label, self.style)
        for line in self._lines:
            line.draw(canvas, left + self.label_width, self.height - line.baseline)


class KeptWithNext(KeepTogether):  # type: ignore[misc]
    """Headings with what follows them: they move on only if the start of it finds no room.

    Give it to a document template as `keepTogetherClass`; ReportLab's own class would move a whole
    long paragraph to the next page for the sake of its heading.
    """

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """Return the headings and the first part of the follower, then the rest of it."""
        *heads, body = self._content
        used, after = 0.0, 0.0
        for head in heads:
            used += max(head.getSpaceBefore(), after) if used else 0.0
            used += head.wrapOn(self.canv, available_width, available_height)[1]
            after = head.getSpaceAfter()
        used += max(body.getSpaceBefore(), after)
        room = available_height - used
        if heads and 0 < room < body.wrapOn(self.canv, available_width, room)[1]:
            body._frame = None
            parts = body.splitOn(self.canv, available_width, room)
            if len(parts) > 1:
                return [*heads, *parts]
        result: list[Any] = super().split(available_width, available_height)
        return result
