"""The picture on a cover, drawn from the scores: shapes in points, for any writer to paint.

Every edition gets its own: each unit is a shape, and the leader (or the unit in question) lies over
them in the accent. The theme names the kind: `orbit`, `skyline` or `field`. The y axis points upwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.theme import Theme

GOLDEN_SECTION = (math.sqrt(5) - 1) / 2
TITLE_DEPTH = 320.0
"""Height in points at the top of the page that belongs to year and title."""
SUBTITLE_DEPTH = 400.0
"""The same with the subtitle under a title of two lines, which Word sets lower than the PDF."""
FOOT_DEPTH = 90.0
IMPRINT = (190.0, 122.0)
"""Width from the margin and height from the foot that belong to publisher and month."""
LOGO = (140.0, 34.0)
LOGO_TOP = 48.0
"""Largest width and height of a logo, and its distance from the top of the page."""

_FIRST_ANGLE = 0.42
"""Where the stars begin, in half turns from the right."""
_EDGE = 24.0
"""Points that the star in the accent keeps from the edge of the page."""


class Disc(NamedTuple):
    """A filled circle; `alpha` 0–1."""

    x: float
    y: float
    radius: float
    colour: str
    alpha: float


class Ring(NamedTuple):
    """A hairline circle of `width` points."""

    x: float
    y: float
    radius: float
    width: float
    colour: str
    alpha: float


class Block(NamedTuple):
    """A filled rectangle from its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    alpha: float


Shape = Disc | Ring | Block
Art = Sequence[tuple[str, float]]


def cover_shapes(art: Art, theme: Theme, accent: str = "") -> tuple[Shape, ...]:
    """Return the shapes of a cover, from back to front.

    `art` holds (name, score), highest first. `accent` names the unit in the accent colour,
    the first one where it is empty.
    """
    ground, strong = cover_layers(art, theme, accent)
    return (*ground, strong) if strong else ground


def cover_layers(art: Art, theme: Theme, accent: str = "") -> tuple[tuple[Shape, ...], Shape | None]:
    """Return the shapes of a cover without its accent, which all reports of an edition share, and the shape
    in the accent colour that lies over them."""
    scores = [score for _, score in art]
    strong = _KINDS[theme.cover][1]
    number = next((number for number, (name, _) in enumerate(art) if name == accent), 0)
    return _ground(tuple(scores), theme), strong(number, scores, theme) if scores else None


@lru_cache(maxsize=8)
def _ground(scores: tuple[float, ...], theme: Theme) -> tuple[Shape, ...]:
    return tuple(_KINDS[theme.cover][0](scores, theme))


def _ink(number: int, theme: Theme) -> tuple[str, float, float]:
    """Return colour, alpha and size (1 for the accent) of a unit by its place."""
    palette = theme.palette
    return (palette.pale, 0.95, 0.6) if number < 10 else (palette.mid, 0.6, 0.34)


def _share(score: float, scores: Sequence[float]) -> float:
    """Return how far a score lies below the highest, 0–1."""
    low, high = min(scores), max(scores)
    return (high - score) / (high - low) if high > low else 0.0


def _in_text(x: float, y: float, theme: Theme) -> bool:
    """Return whether a dot would touch what is written on the cover."""
    page, (wide, high) = theme.page, IMPRINT
    title = x < page.width * 0.72 and y > page.height - SUBTITLE_DEPTH
    return title or (x < page.inner + wide and y < high)


def _orbit(scores: Sequence[float], theme: Theme) -> Iterator[Shape]:
    """Yield rings, and every unit as a dot whose distance from the centre grows as its score falls."""
    (cx, cy), palette = _centre(theme), theme.palette
    for ring in range(1, 34):
        yield Ring(cx, cy, 44 + ring * 19.5, 0.35, palette.mid, max(0.04, 0.34 - ring * 0.01))
    for number, score in enumerate(scores):
        x, y = _star(number, score, scores, theme)
        if not _in_text(x, y, theme):
            colour, alpha, size = _ink(number, theme)
            yield Disc(x, y, 6.5 * size, colour, alpha)


def _centre(theme: Theme) -> tuple[float, float]:
    return theme.page.width * 0.86, theme.page.height * 0.3


def _star(number: int, score: float, scores: Sequence[float], theme: Theme) -> tuple[float, float]:
    """Return where a dot lies; the golden section spreads the angles evenly over the side on the page."""
    angle = math.pi * (_FIRST_ANGLE + 1.06 * (number * GOLDEN_SECTION % 1))
    return _on_ring(_radius(score, scores), angle, theme)


def _radius(score: float, scores: Sequence[float]) -> float:
    return 64 + 500 * math.pow(_share(score, scores), 0.85)


def _on_ring(radius: float, angle: float, theme: Theme) -> tuple[float, float]:
    cx, cy = _centre(theme)
    return cx + radius * math.cos(angle), cy + radius * math.sin(angle)


def _strong_star(number: int, scores: Sequence[float], theme: Theme) -> Shape:
    """Return the dot in the accent at the first angle, where no title can be, or nearer to upright where a low
    score would carry it off the page."""
    radius = _radius(scores[number], scores)
    reach = theme.page.width - _EDGE - _centre(theme)[0]
    angle = math.acos(min(math.cos(math.pi * _FIRST_ANGLE), reach / radius))
    return Disc(*_on_ring(radius, angle, theme), 6.5, theme.palette.accent, 1.0)


def _skyline(scores: Sequence[float], theme: Theme) -> Iterator[Shape]:
    """Yield a column for every unit along the foot of the page, as high as its score, best in the middle."""
    for number in range(len(scores)):
        colour, alpha, _ = _ink(number, theme)
        yield _column(number, scores, theme, colour, alpha * 0.62)


def _column(number: int, scores: Sequence[float], theme: Theme, colour: str, alpha: float) -> Block:
    count = max(1, len(scores))
    pitch = theme.page.width / count
    place = sorted(range(count), key=lambda place: abs(place - (count - 1) / 2))[number]
    height = theme.page.height * 0.46 * (max(scores[number], 0.0) / max([*scores, 1.0])) ** 1.4
    return Block(place * pitch + pitch * 0.16, FOOT_DEPTH + 24, pitch * 0.68, height, colour, alpha)


def _strong_column(number: int, scores: Sequence[float], theme: Theme) -> Shape:
    return _column(number, scores, theme, theme.palette.accent, 1.0)


def _field(scores: Sequence[float], theme: Theme) -> Iterator[Shape]:
    """Yield a square lattice below the title, a dot for every unit, its area its score."""
    for number in range(len(scores)):
        colour, alpha, _ = _ink(number, theme)
        yield _lattice_dot(number, scores, theme, colour, alpha)


def _lattice_dot(number: int, scores: Sequence[float], theme: Theme, colour: str, alpha: float) -> Disc:
    page = theme.page
    width, depth = page.measure, page.height - TITLE_DEPTH - FOOT_DEPTH - 90
    count = max(1, len(scores))
    columns = max(1, round(math.sqrt(count * width / depth)))
    pitch = min(width / columns, depth / max(1, -(-count // columns)))
    row, column = divmod(number, columns)
    radius = pitch * 0.42 * math.sqrt(max(scores[number], 0.0) / max([*scores, 1.0])) ** 1.6
    x = page.inner + pitch * (column + 0.5)
    y = page.height - TITLE_DEPTH - 50 - pitch * (row + 0.5)
    return Disc(x, y, radius, colour, alpha)


def _strong_dot(number: int, scores: Sequence[float], theme: Theme) -> Shape:
    return _lattice_dot(number, scores, theme, theme.palette.accent, 1.0)


_Ground = Callable[[Sequence[float], Theme], Iterator[Shape]]
_Strong = Callable[[int, Sequence[float], Theme], Shape]
_KINDS: dict[str, tuple[_Ground, _Strong]] = {
    "orbit": (_orbit, _strong_star), "skyline": (_skyline, _strong_column), "field": (_field, _strong_dot),
}
