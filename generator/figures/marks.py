"""Marks: a laid-out figure as a flat list of things to paint, before anybody paints it.

All lengths are points. The origin is the upper left corner and y grows downwards, as on a
page that is read; painters turn that round where their surface needs it. Colours are #rrggbb.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Pair: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]
Weight: TypeAlias = Literal["light", "regular", "bold"]


def weight_for(strong: bool) -> Weight:
    """Return the weight of words that are, or are not, to be seen first."""
    return "bold" if strong else "regular"


# An optical centre: figures are 0.73 em high and Chinese characters sit around 0.38 em,
# so a line of both looks centred when its baseline lies this far below the centre.
CENTRE = 0.36


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; `x`, `y` is its upper left corner. `radius` rounds the corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None
    stroke: str | None = None
    line: float = 0.5
    radius: float = 0.0
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """An open line through points. `dash` holds on and off lengths."""

    points: tuple[Pair, ...]
    colour: str
    width: float = 0.6
    dash: tuple[float, ...] = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str | None
    stroke: str | None = None
    line: float = 0.5
    alpha: float = 1.0


Step: TypeAlias = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed area of rings, filled by the non-zero rule.

    A ring is a sequence of steps: two numbers are a point, six numbers a Bézier curve
    (two handles, then the end).
    """

    rings: tuple[tuple[Step, ...], ...]
    fill: str | None
    stroke: str | None = None
    line: float = 0.4
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; (x, y) is its baseline at `anchor`.

    `halo` is painted as a thin rim around the letters, so that a label stays legible on a map.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    weight: Weight = "regular"
    anchor: Anchor = "start"
    halo: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A bitmap from a file's bytes, stretched to its box."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Clip:
    """Marks that show only inside a closed area."""

    inside: Box | Shape
    marks: tuple[Mark, ...]


Mark: TypeAlias = Box | Line | Dot | Shape | Words | Image | Clip


@dataclass(frozen=True)
class Drawing:
    """A finished layout. `dropped` lists labels that found no room, most important first."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    dropped: tuple[str, ...] = ()


def every(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield every mark in painting order, also those inside clips."""
    for mark in marks:
        yield mark
        if isinstance(mark, Clip):
            yield from every(mark.marks)


def hatched(
    area: Box | Shape, bounds: tuple[float, float, float, float], colour: str, gap: float = 3.2
) -> Clip:
    """Return diagonal lines over an area: the sign for "no data" that survives grey print.

    `bounds` are left, top, right, bottom of the area.
    """
    left, top, right, bottom = bounds
    tall = bottom - top
    lines: list[Mark] = []
    offset = left - tall - (left - tall) % gap
    while offset < right:
        lines.append(Line(((offset, bottom), (offset + tall, top)), colour, 0.45))
        offset += gap
    return Clip(area, tuple(lines))
