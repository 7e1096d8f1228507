"""The PNG of a drawing, straight onto matplotlib's Agg renderer.

The pixels are those of a Figure with one artist a mark, without the artists: they cost more than the
drawing. Letters are arrays kept by glyph, so that a line of text is a few sums.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from generator.figures import letters
from generator.figures.marks import Box, Clip, Dot, Drawing, Line, Mark, Shape, Words
from generator.figures.quiet import backend
from generator.figures.sheet import family_of
from generator.theme import Theme

Join: TypeAlias = Literal["miter", "round"]

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image as Bitmap

MOVE, LINE, CURVE, CLOSE = 1, 2, 4, 79  # the codes of matplotlib.path.Path
COLOURS = 255
FLAT = 48
SPARSE = 3  # every third pixel across and down is enough to choose the colours by


def draw(drawing: Drawing, theme: Theme, dpi: int) -> NDArray[Any]:
    """Return the drawing as an array of rows of RGBA pixels, on the theme's paper."""
    import numpy as np
    from matplotlib.colors import to_rgba
    from matplotlib.transforms import Affine2D

    size = (drawing.width / 72 * dpi, drawing.height / 72 * dpi)
    renderer = backend("agg").RendererAgg(int(size[0]), int(size[1]), dpi)
    sheet = _Sheet(renderer, Affine2D().scale(1, -1).translate(0, drawing.height).scale(dpi / 72), dpi, theme)
    ground = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]], [0, 0]], dtype=float)
    sheet.fill(ground, _codes_of_ring(4), to_rgba(theme.palette.paper), Affine2D())
    sheet.paint(drawing.marks)
    return np.asarray(renderer.buffer_rgba())


class _Sheet:
    """A renderer with the way from points to pixels."""

    def __init__(self, renderer: Any, points: Any, dpi: int, theme: Theme) -> None:
        self._renderer, self._points, self._pixels, self._theme = renderer, points, dpi / 72, theme
        self._clip: Any = None
        # Agg knows a clip by its address, which a new one may take over from one that is gone.
        self._clips: list[Any] = []

    def paint(self, marks: Iterable[Mark]) -> None:
        """Paint marks one over the other."""
        for mark in marks:
            match mark:
                case Words():
                    self._write(mark)
                case Clip():
                    self._within(mark)
                case Line():
                    self._stroke(mark)
                case Box() | Dot() | Shape():
                    self._shape(mark)

    def fill(self, vertices: Any, codes: Any, colour: tuple[float, ...], points: Any) -> None:
        """Fill a path, its coordinates brought to pixels by `points`."""
        self._draw(vertices, codes, colour, None, 0.0, points)

    def _within(self, clip: Clip) -> None:
        from matplotlib.transforms import TransformedPath

        before, self._clip = self._clip, TransformedPath(_path(*ring_arrays(_rings(clip.inside))), self._points)
        self._clips.append(self._clip)
        self.paint(clip.marks)
        self._clip = before

    def _stroke(self, line: Line) -> None:
        import numpy as np

        vertices = np.array(line.points, dtype=float)
        codes = np.full(len(vertices), LINE, dtype=np.uint8)
        codes[0] = MOVE
        context = self._context(line.colour, line.width, "round" if line.round else "miter")
        context.set_capstyle("round" if line.round else "butt")
        if line.dash:
            context.set_dashes(0, [length * line.width for length in line.dash])
        self._renderer.draw_path(context, _path(vertices, codes), self._points, None)

    def _shape(self, mark: Box | Dot | Shape) -> None:
        from matplotlib.colors import to_rgba

        alpha = mark.alpha if mark.alpha < 1 else None
        face = to_rgba(mark.fill, alpha) if mark.fill else None
        vertices, codes = ring_arrays(_rings(mark))
        self._draw(vertices, codes, face, mark.stroke or None, mark.line, self._points, alpha)

    def _draw(
        self, vertices: Any, codes: Any, face: tuple[float, ...] | None, edge: str | None, width: float,
        points: Any, alpha: float | None = None,
    ) -> None:  # fmt: skip
        context = self._context(edge, width, "round", alpha)
        self._renderer.draw_path(context, _path(vertices, codes), points, face)

    def _context(self, edge: str | None, width: float, join: Join, alpha: float | None = None) -> Any:
        """Return what Agg asks about a path: its edge (None for none), clip and joins."""
        from matplotlib.backend_bases import GraphicsContextBase
        from matplotlib.colors import to_rgba

        context = GraphicsContextBase()
        context.set_foreground(to_rgba(edge, alpha) if edge else (0.0, 0.0, 0.0, 0.0), isRGBA=True)
        context.set_linewidth(width if edge else 0.0)
        context.set_joinstyle(join)
        context.set_capstyle("butt")
        if alpha is not None:
            context.set_alpha(alpha)
        if self._clip is not None:
            context.set_clip_path(self._clip)
        return context

    def _write(self, words: Words) -> None:
        from matplotlib.colors import to_rgba

        place = (words.size, words.x, words.y, words.anchor)
        found = letters.outline_arrays(words.text, family_of(self._theme), words.weight, *place)
        if found is None:
            return
        if words.halo:
            self._draw(*found, to_rgba(words.halo), words.halo, 1.8, self._points)
        self._draw(*found, to_rgba(words.colour), None, 0.0, self._points)


def _path(vertices: Any, codes: Any) -> Any:
    from matplotlib.path import Path

    return Path(vertices, codes)


def _rings(mark: Box | Dot | Shape) -> tuple[letters.Ring, ...]:
    from generator.figures.canvas import disc, rounded

    match mark:
        case Box() if mark.radius:
            return (rounded(mark),)
        case Box():
            right, bottom = mark.x + mark.width, mark.y + mark.height
            return (((mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom)),)
        case Dot():
            return (disc(mark.x, mark.y, mark.radius),)
        case Shape():
            return mark.rings


@lru_cache(maxsize=64)
def _codes_of_ring(points: int) -> Any:
    import numpy as np

    return np.array([MOVE, *[LINE] * (points - 1), CLOSE], dtype=np.uint8)


def ring_arrays(rings: Iterable[letters.Ring]) -> tuple[Any, Any]:
    """Return the vertices and codes of closed rings: a step of two numbers is a point, of six a curve."""
    import numpy as np

    vertices: list[float] = []
    codes: list[int] = []
    for ring in rings:
        start = len(vertices)
        for number, step in enumerate(ring):
            vertices.extend(step)
            codes.extend((LINE if number else MOVE,) if len(step) == 2 else (CURVE,) * 3)
        vertices.extend(vertices[start : start + 2])
        codes.append(CLOSE)
    return np.array(vertices, dtype=float).reshape(-1, 2), np.array(codes, dtype=np.uint8)


# --- few colours ---------------------------------------------------------------------


def in_few_colours(pixels: NDArray[Any]) -> Bitmap:
    """Return a bitmap of at most 255 colours: the flat ones of the figure as they are, for the mixtures at
    its edges what a median cut chooses.

    The choice is made by a part of the pixels. Every pixel then takes the nearest colour, which is worked
    out once for each of the 64³ cells there are (six bits a channel); a figure has a few thousand.
    """
    import numpy as np
    from PIL import Image

    few = np.ascontiguousarray(pixels[::SPARSE, ::SPARSE, :3])
    flat = _flat_colours(few)
    mixed = Image.fromarray(few).quantize(COLOURS - len(flat), Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = np.concatenate([flat, np.array(mixed.getpalette(), dtype=np.int32).reshape(-1, 3)])[:COLOURS]
    cells = pixels[:, :, 0].astype(np.uint32) >> 2
    for channel in (1, 2):
        cells = (cells << 6) | (pixels[:, :, channel] >> 2)
    present = np.flatnonzero(np.bincount(cells.ravel(), minlength=1 << 18))
    middles = np.stack([present >> 12, present >> 6 & 63, present & 63], axis=1) * 4 + 2
    nearest = np.empty(1 << 18, dtype=np.uint8)
    nearest[present] = _nearest(middles, palette)
    for number in range(len(flat) - 1, -1, -1):  # of two in one cell, the more frequent comes last
        red, green, blue = flat[number] >> 2
        nearest[red << 12 | green << 6 | blue] = number
    bitmap = Image.fromarray(nearest[cells])
    bitmap.putpalette(palette.astype(np.uint8).tobytes())
    return bitmap


def _flat_colours(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return the colours of areas, most frequent first: what covers more than a two-thousandth."""
    import numpy as np

    codes = pixels[:, :, 0].astype(np.uint32) << 16 | pixels[:, :, 1].astype(np.uint32) << 8 | pixels[:, :, 2]
    colours, counts = np.unique(codes, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:FLAT]
    kept = colours[order[counts[order] * 2000 > codes.size]]
    return np.stack([kept >> 16, kept >> 8 & 255, kept & 255], axis=1).astype(np.int32)


def _nearest(colours: NDArray[Any], palette: NDArray[Any]) -> NDArray[Any]:
    """Return the number of the nearest entry of the palette for every colour."""
    import numpy as np

    wanted, given = colours.astype(np.float32), palette.astype(np.float32)
    found: NDArray[Any] = np.argmin((given**2).sum(axis=1) - 2 * (wanted @ given.T), axis=1)
    return found
