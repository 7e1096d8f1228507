"""The PNG and SVG finish: marks as matplotlib artists on a bare Figure, drawn by its own backends.

There are no axes, ticks or titles: the layout is ours and already in points, and those objects
are what a matplotlib chart spends its time on.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from generator.figures import letters, raster
from generator.figures.drawingml import legal_text
from generator.figures.marks import Box, Clip, Dot, Drawing, Image, Line, Mark, Shape, Words, every
from generator.figures.quiet import backend
from generator.figures.sheet import family_of
from generator.theme import Theme

_LONG_NUMBER = re.compile(r"(?<![\w.])(-?\d+\.\d\d)\d+(?=[ \n])")  # hundredths of a point are fine enough
_LIKE = {"sans": ("PingFang SC", "Microsoft YaHei"), "serif": ("Songti SC", "SimSun")}  # on readers' machines
_GROUP_NAME = re.compile(r' id="(?:figure|patch)_\d+"')
_MOVE, _LINE, _CURVE, _CLOSE = 1, 2, 4, 79  # the codes of matplotlib.path.Path
_CODE = {2: (_LINE,), 6: (_CURVE,) * 3}


def png(drawing: Drawing, theme: Theme, dpi: int) -> bytes:
    """Return the drawing as a PNG on the theme's paper, `dpi` dots to the inch.

    A figure has a dozen colours and their mixtures at edges: 255 hold them without a visible
    difference in a quarter of the bytes. Photographs keep all of theirs.
    """
    from PIL import Image as Bitmap

    has_photograph = any(isinstance(mark, Image) for mark in every(drawing.marks))
    pixels = _pixels(drawing, theme, dpi) if has_photograph else raster.draw(drawing, theme, dpi)
    bitmap = Bitmap.fromarray(pixels[:, :, :3]) if has_photograph else raster.in_few_colours(pixels)
    target = io.BytesIO()
    bitmap.save(target, "PNG", dpi=(dpi, dpi))
    return target.getvalue()


def _pixels(drawing: Drawing, theme: Theme, dpi: int) -> Any:
    import numpy as np

    canvas = backend("agg").FigureCanvasAgg(_figure(drawing, theme, dpi, text=False))
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def svg(drawing: Drawing, theme: Theme, *, text: bool = True) -> str:
    """Return the drawing as SVG. With `text`, letters stay text (selectable, in the reader's
    fonts); without it they are outlines of ours. The same drawing gives the same characters."""
    module = backend("svg")
    import matplotlib

    figure = _figure(drawing, theme, 72, text=text)
    target = io.StringIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "figure"}):
        module.FigureCanvasSVG(figure).print_svg(
            target, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    drawn = target.getvalue()
    drawn = drawn[drawn.index("<svg") :]  # it may stand within a page, where prolog and names are in the way
    # matplotlib would spell a generic family out as a dozen Latin faces.
    last = _LIKE[family_of(theme)][-1]
    drawn = drawn.replace(
        f"'{last}'", f"'{last}', {'serif' if family_of(theme) == 'serif' else 'sans-serif'}"
    )
    return _LONG_NUMBER.sub(r"\1", _GROUP_NAME.sub("", drawn))


def _figure(drawing: Drawing, theme: Theme, dpi: int, *, text: bool) -> Any:
    """Return a matplotlib Figure that holds the drawing's marks as artists."""
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    figure = Figure(figsize=(drawing.width / 72, drawing.height / 72), dpi=dpi, facecolor=theme.palette.paper)
    points = Affine2D().scale(1, -1).translate(0, drawing.height).scale(dpi / 72)
    for place, artist in enumerate(_artists(drawing.marks, theme, points, text)):
        artist.set_zorder(place)  # else text, being another kind of artist, would go below all patches
        figure.add_artist(artist)
    return figure


def _artists(marks: Iterable[Mark], theme: Theme, points: Any, text: bool) -> Iterable[Any]:
    from matplotlib.patches import PathPatch

    for mark in marks:
        match mark:
            case Words():
                yield from _lettering(mark, theme, points, text)
            case Image():
                yield _bitmap(mark, points)
            case Clip():
                area = _path(mark.inside)
                for artist in _artists(mark.marks, theme, points, text):
                    artist.set_clip_path(area, points)
                    yield artist
            case Line():
                yield PathPatch(
                    _joined([mark.points], closed=False),
                    fill=False,
                    edgecolor=mark.colour,
                    linewidth=mark.width,
                    linestyle=(0, mark.dash) if mark.dash else "solid",
                    capstyle="round" if mark.round else "butt",
                    joinstyle="round" if mark.round else "miter",
                    transform=points,
                )
            case Box() | Dot() | Shape():
                yield PathPatch(
                    _path(mark),
                    facecolor=mark.fill or "none",
                    edgecolor=mark.stroke or "none",
                    linewidth=mark.line if mark.stroke else 0,
                    joinstyle="round",
                    alpha=mark.alpha if mark.alpha < 1 else None,
                    transform=points,
                )


def _path(mark: Box | Dot | Shape) -> Any:
    from generator.figures.canvas import disc, rounded

    match mark:
        case Box() if mark.radius:
            return _joined([rounded(mark)])
        case Box():
            right, bottom = mark.x + mark.width, mark.y + mark.height
            return _joined([((mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom))])
        case Dot():
            return _joined([disc(mark.x, mark.y, mark.radius)])
        case Shape():
            return _joined(mark.rings)


def _joined(rings: Iterable[Iterable[tuple[float, ...]]], *, closed: bool = True) -> Any:
    """Return one matplotlib Path of several rings of steps."""
    from matplotlib.path import Path

    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    for ring in rings:
        start = len(vertices)
        for step in ring:
            codes.extend((_MOVE,) if len(vertices) == start else _CODE[len(step)])
            vertices.extend(zip(step[::2], step[1::2], strict=True))
        if closed:
            vertices.append(vertices[start])
            codes.append(_CLOSE)
    return Path(vertices, codes)


def _lettering(words: Words, theme: Theme, points: Any, text: bool) -> Iterable[Any]:
    from matplotlib.patches import PathPatch

    if text and not words.halo:
        yield _text(words, theme, points)
        return
    rings = letters.outlines(
        words.text, family_of(theme), words.weight, words.size, words.x, words.y, words.anchor
    )
    if not rings:
        return
    placed = _joined(rings)
    if words.halo:
        yield PathPatch(
            placed,
            facecolor=words.halo,
            edgecolor=words.halo,
            linewidth=1.8,
            joinstyle="round",
            transform=points,
        )
    yield PathPatch(placed, facecolor=words.colour, edgecolor="none", linewidth=0, transform=points)


def _text(words: Words, theme: Theme, points: Any) -> Any:
    """Return an artist that hands one line to the SVG backend as text, without any font lookup."""
    from matplotlib.artist import Artist
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

    weight = {"light": 300, "regular": 400, "bold": 700}[words.weight]
    families = [theme.fonts.word_text, *_LIKE[family_of(theme)]]
    style = FontProperties(family=families, weight=weight, size=words.size)
    align = {"start": "left", "middle": "center", "end": "right"}[words.anchor]

    class Lettering(Artist):
        def draw(self, renderer: Any) -> None:
            context = renderer.new_gc()
            context.set_foreground(words.colour)
            x, y = points.transform((words.x, words.y))
            anchor = Text(x, y, "", ha=align)
            text = legal_text(words.text)
            renderer.draw_text(context, x, renderer.height - y, text, style, 0, mtext=anchor)
            context.restore()

    return Lettering()


def _bitmap(image: Image, points: Any) -> Any:
    import numpy as np
    from matplotlib.image import BboxImage
    from matplotlib.transforms import Bbox, TransformedBbox
    from PIL import Image as Bitmap

    with Bitmap.open(io.BytesIO(image.data)) as opened:
        pixels = np.asarray(opened.convert("RGBA"))
    place = Bbox([[image.x, image.y + image.height], [image.x + image.width, image.y]])
    # The box is turned with the page, so what counts as the lower end of the picture is its top.
    artist = BboxImage(TransformedBbox(place, points), origin="lower", interpolation="hanning")
    artist.set_data(pixels)
    return artist
