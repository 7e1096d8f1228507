"""Pages out of items: what goes on which page, and how high.

Items come in reading order and are set from the top down. Headings stay with what follows.
A figure that does not fit lets the text after it fill the page and goes to the top of the
next one; it never passes a heading, another figure or a table, so their order and their
sections stay as written. A table of few rows goes to the next page whole rather than being cut, where
little room is left behind. Footnotes take their room from the foot of the page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

HOLE = 0.33
"""Share of the depth that may stay empty at the foot of a page so that a short table stays in one piece."""


class Flowable(Protocol):
    """What ReportLab calls a flowable: it knows its size, can be cut, and draws itself."""

    def wrapOn(self, canv: Any, width: float, height: float) -> tuple[float, float]: ...
    def splitOn(self, canv: Any, width: float, height: float) -> list[Any]: ...
    def drawOn(self, canvas: Any, x: float, y: float) -> None: ...


@dataclass
class Item:
    """A flowable and how it stands among its neighbours; lengths in points.

    `least` is the height that must fit for the item to begin on a page (0: all of it).
    `floats` lets it move down past text; `short` marks what is cut only where moving it would leave a hole;
    `notes` are footnotes that go with it; `space` is what a closed-up one keeps of its room (0–1).
    """

    flowable: Any
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    floats: bool = False
    barrier: bool = False
    new_page: bool = False
    least: float = 0.0
    short: bool = False
    id: str = ""
    notes: tuple[Any, ...] = ()
    space: float = 1.0


@dataclass(frozen=True)
class Placed:
    """An item on a page: `top` is the distance of its upper edge from the top of the type area."""

    item: Item
    top: float
    height: float


@dataclass
class Sheet:
    """One page of the type area, filled from above; footnotes gather at its foot."""

    placed: list[Placed] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    used: float = 0.0
    gap: float = 0.0
    notes_height: float = 0.0


class Paginator:
    """Fills sheets of a measure and depth (points)."""

    def __init__(
        self, canvas: Any, width: float, depth: float, note_height: Callable[[Any], float], note_gap: float
    ) -> None:
        self._canvas, self._width, self._depth = canvas, width, depth
        self._note_height, self._note_gap = note_height, note_gap
        self._sheets: list[Sheet] = []
        self._waiting: deque[Item] = deque()

    def paginate(self, items: Iterable[Item]) -> list[Sheet]:
        """Return the sheets that `items` fill."""
        self._sheets, self._waiting = [Sheet()], deque()
        queue = deque(items)
        while queue:
            self._set_next(queue)
        self._flush()
        return self._sheets

    # --- one step ------------------------------------------------------------------

    def _set_next(self, queue: deque[Item]) -> None:
        chain = self._chain(queue)
        first = chain[0]
        if first.new_page and (self._sheet.placed or self._waiting):
            self._flush()
            if self._sheet.placed:
                self._turn()
        if self._waiting and any(item.barrier or item.floats or item.keep_next for item in chain):
            self._flush()
        if len(chain) > 1:
            self._set_chain(chain, queue)
        else:
            self._set(first, queue)

    def _chain(self, queue: deque[Item]) -> list[Item]:
        """Take the next item, and with a heading all that must stay with it."""
        chain = [queue.popleft()]
        while chain[-1].keep_next and queue and not queue[0].new_page:
            chain.append(queue.popleft())
        return chain

    def _set_chain(self, chain: list[Item], queue: deque[Item]) -> None:
        *heads, last = chain
        whole = last.short and self._room() < HOLE * self._depth and self._need(chain, whole=True) <= self._depth
        need = self._need(chain, whole=whole)
        if need > self._room() and self._sheet.placed and need <= self._depth:
            self._turn()
        for item in heads:
            self._place(item, self._height(item))
        self._set(last, queue, follows=True)

    def _need(self, chain: list[Item], *, whole: bool) -> float:
        """Return the height that a chain must find: its last item with what it begins with, or all of it."""
        need, gap = 0.0, self._sheet.gap if self._sheet.placed else None
        for item in chain:
            part = item.least if item is chain[-1] and not whole else 0.0
            need += (0.0 if gap is None else max(item.before, gap)) + (part or self._height(item))
            need += self._notes_need(item)
            gap = item.after
        return need

    def _set(self, item: Item, queue: deque[Item], *, follows: bool = False) -> None:
        """Set an item; one that `follows` its heading does not leave it for the sake of its being short."""
        height = self._height(item)
        lead = self._lead(item)
        room = self._room() - lead - self._notes_need(item)
        if height <= room + 0.01:
            self._place(item, height)
        elif item.floats and self._sheet.placed:
            self._waiting.append(item)
        elif item.short and not follows and self._sheet.placed and self._moves_whole(item, height):
            self._turn()
            queue.appendleft(item)
        elif pieces := self._split(item, room):
            self._place(pieces[0], self._height(pieces[0]))
            self._turn()
            queue.extendleft(reversed(pieces[1:]))
        elif self._sheet.placed:
            self._turn()
            queue.appendleft(item)
        else:
            self._place(item, height)

    def _moves_whole(self, item: Item, height: float) -> bool:
        """Return whether a short table fits a page of its own and leaves no large hole on this one."""
        return self._room() < HOLE * self._depth and height + self._notes_need(item) <= self._depth

    def _split(self, item: Item, room: float) -> list[Item]:
        """Return the pieces of an item cut to `room`, the notes with the piece that shows them."""
        if room <= 0 or (item.least and room < item.least):
            return []
        flowables = item.flowable.splitOn(self._canvas, self._width, room)
        if len(flowables) < 2:
            return []
        pieces: list[Item] = []
        for index, flowable in enumerate(flowables):
            first, last = index == 0, index == len(flowables) - 1
            pieces.append(
                Item(
                    flowable, item.before if first else 0.0, item.after if last else 0.0,
                    keep_next=item.keep_next and last, least=item.least, barrier=item.barrier,
                    id=item.id if first else "", notes=_notes_shown(item, flowable, pieces), space=item.space,
                )
            )
        return pieces

    # --- the sheet -----------------------------------------------------------------

    @property
    def _sheet(self) -> Sheet:
        return self._sheets[-1]

    def _room(self) -> float:
        return self._depth - self._sheet.used - self._sheet.notes_height

    def _lead(self, item: Item) -> float:
        return max(item.before, self._sheet.gap) if self._sheet.placed else 0.0

    def _height(self, item: Item) -> float:
        return float(item.flowable.wrapOn(self._canvas, self._width, self._depth)[1])

    def _notes_need(self, item: Item) -> float:
        need = sum(self._note_height(note) for note in item.notes)
        return need + (self._note_gap if need and not self._sheet.notes else 0.0)

    def _place(self, item: Item, height: float) -> None:
        sheet = self._sheet
        top = sheet.used + self._lead(item)
        sheet.notes_height += self._notes_need(item)
        sheet.notes.extend(item.notes)
        sheet.placed.append(Placed(item, top, height))
        sheet.used, sheet.gap = top + height, item.after

    def _turn(self) -> None:
        """Begin a new sheet, waiting figures first."""
        self._sheets.append(Sheet())
        while self._waiting:
            item = self._waiting[0]
            height = self._height(item)
            if self._sheet.placed and height + self._lead(item) > self._room():
                break
            self._waiting.popleft()
            self._place(item, height)

    def _flush(self) -> None:
        while self._waiting:
            self._turn()


def _notes_shown(item: Item, flowable: Any, before: list[Item]) -> tuple[Any, ...]:
    """Return the notes whose mark stands in this piece and in none before it (the head of a table comes
    again); without a way to tell, the first piece has them."""
    shown = getattr(flowable, "text", None)
    if shown is None:
        return () if before else item.notes
    told = [note for piece in before for note in piece.notes]
    return tuple(note for note in item.notes if f"[{note.number}]" in shown and note not in told)
