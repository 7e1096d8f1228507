"""The flowable that brings a text into ReportLab's documents."""

from __future__ import annotations

from copy import copy
from typing import Any, Self

from reportlab.platypus.flowables import Flowable, KeepTogether

from generator.typeset.line import Line
from generator.typeset.passage import Passage
from generator.typeset.style import Content, TextStyle


class Paragraph(Passage, Flowable):  # type: ignore[misc]
    """A passage as a flowable: with its spaces, kept with the next where its style says so."""

    def __init__(
        self,
        content: Content,
        style: TextStyle,
        label: Content | None = None,
        label_width: float | None = None,
    ) -> None:
        Flowable.__init__(self)
        Passage.__init__(self, content, style, label, label_width)
        self.keepWithNext = style.keep_with_next

    def getSpaceBefore(self) -> float:
        """Return the space above, in points; none above a continuation."""
        return 0.0 if self.continues else self.style.space_before

    def getSpaceAfter(self) -> float:
        """Return the space below, in points."""
        return self.style.space_after

    def _is_at_top(self) -> bool:
        return bool(getattr(getattr(self, "_frame", None), "_atTop", False))

    def _part(self, lines: list[Line]) -> Self:
        part = super()._part(lines)
        part.__dict__.pop("_postponed", None)  # ReportLab's note that the whole was moved on once
        part.keepWithNext = self.keepWithNext and lines[-1] is self._lines[-1]
        return part

    def __deepcopy__(self, _memo: dict[int, object]) -> Paragraph:
        """Return a copy that shares the boxes, which never change."""
        return copy(self)

    def draw(self) -> None:
        """Draw label and lines on the canvas given by ReportLab."""
        self.draw_at(self.canv, 0.0, 0.0)


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
