"""Timeline: dated events from the top down, each beside its date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import joined, say
from generator.figures.letters import wrapped
from generator.figures.marks import Drawing, Line, weight_for
from generator.figures.sheet import Sheet, family_of
from generator.theme import Theme


class Event(NamedTuple):
    """A date as it is printed, what happened, and whether it is one to be seen first."""

    date: str
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Timeline(Spec):
    """Events in the order given."""

    kind: ClassVar[str] = "timeline"
    events: tuple[Event, ...]


def lay_out(spec: Timeline, width: float, theme: Theme) -> Drawing:
    """Return the line as marks; the height follows from how the texts break."""
    sheet, palette = Sheet(width, theme), theme.palette
    dates = min(sheet.widest([event.date for event in spec.events], weight="bold"), width * 0.3)
    axis, left = dates + 12, dates + 24
    leading, y = sheet.size * 1.5, 6.0
    first, last = y, y
    for event in spec.events:
        lines = wrapped(
            event.text, family_of(theme), weight_for(event.strong), sheet.size, (width - left) * 0.97
        )
        sheet.words(dates, y, event.date, palette.main, weight="bold", anchor="end")
        colour = palette.accent if event.strong else palette.main
        sheet.dot(axis, y, 3.2, colour, palette.paper)
        for index, line in enumerate(lines):
            sheet.words(left, y + index * leading, line, weight=weight_for(event.strong))
        last = y
        y += leading * len(lines) + 7
    sheet.marks.insert(0, Line(((axis, first), (axis, last)), palette.mid, 1.0))
    return sheet.drawing(max(y - 7, 12.0))


def describe(spec: Timeline, language: str) -> str:
    """Return the alternative text: number of events, first and last."""
    if not spec.events:
        return joined(language, (say(language, "时间轴", "Timeline"),))
    first, last = spec.events[0], spec.events[-1]
    return joined(
        language,
        (
            say(language, f"时间轴，{len(spec.events)}个事件", f"Timeline of {amount(len(spec.events), 'event')}"),
            f"{first.date} {first.text}",
            f"{last.date} {last.text}" if last != first else "",
        ),
    )
