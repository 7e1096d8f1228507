"""How long a figure takes, and how that compares with the usual ways. Medians after warm-up.

    python bench/figures.py [rounds]

Per kind: our vector on a ReportLab canvas; the same marks as matplotlib artists through a renderer that
draws on the canvas; the same marks by matplotlib's PDF backend; a plain matplotlib chart (axes, ticks,
texts) by its PDF backend and as an Agg PNG at 200 dpi; then our PNG at 300 dpi, SVG and native chart.
Layout is done anew each time. Milliseconds drift with the machine: read the ratios.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.remove(str(Path(__file__).resolve().parent))  # its neighbours are called as libraries are

from generator.document import Spec
from generator.figures import draw
from generator.figures.bars import Bars
from generator.figures.choropleth import Choropleth
from generator.figures.examples import examples
from generator.figures.matplot import _figure
from generator.figures.quadrant import Quadrant
from generator.figures.quiet import backend
from generator.figures.radar import Radar
from generator.figures.terrain import survey
from generator.fonts import face_path
from generator.theme import load_theme

WIDTH = 459.0
GOALS = {"bars": 25, "radar": 25, "quadrant": 60, "choropleth": 80}
THEME = load_theme("navy")


def median(work: Callable[[], object], rounds: int) -> float:
    """Return the median milliseconds of a piece of work after two runs that do not count."""
    work(), work()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def on_canvas(spec: Spec) -> None:
    """Draw the figure on a page of a document that has its faces already."""
    draw.lay_out.cache_clear()
    draw.draw_pdf(spec, CANVAS, 40, 40, WIDTH, THEME)


def through_renderer(spec: Spec) -> None:
    """Draw the same marks as matplotlib artists through a renderer onto the canvas."""
    draw.lay_out.cache_clear()
    figure = _figure(draw.lay_out(spec, WIDTH, THEME), THEME, 72, text=False)
    figure.draw(canvas_renderer(figure))


def canvas_renderer(figure: Any) -> Any:
    """Return a matplotlib renderer whose paths become operators of the ReportLab canvas."""
    backend("agg")
    from matplotlib.backend_bases import RendererBase

    class CanvasRenderer(RendererBase):
        def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:
            steps = []
            for points, code in path.iter_segments(transform, curves=True, simplify=False):
                numbers = " ".join(f"{value:.2f}" for value in points)
                steps.append("h" if code == 79 else f"{numbers} {'ml cc'[code - 1] if code < 5 else 'c'}")
            colour = " ".join(f"{value:.3g}" for value in gc.get_rgb()[:3])
            fill = "" if rgbFace is None else " ".join(f"{value:.3g}" for value in rgbFace[:3]) + " rg"
            end = (
                "f" if rgbFace is not None and not gc.get_linewidth() else "B" if rgbFace is not None else "S"
            )
            CANVAS.addLiteral(f"{fill} {colour} RG {gc.get_linewidth():g} w {' '.join(steps)} {end}")

        def get_canvas_width_height(self) -> tuple[float, float]:
            return figure.bbox.width, figure.bbox.height

        def points_to_pixels(self, points: float) -> float:
            return points

    return CanvasRenderer()


def by_pdf_backend(spec: Spec) -> None:
    """Write the same marks by matplotlib's PDF backend."""
    draw.lay_out.cache_clear()
    figure = _figure(draw.lay_out(spec, WIDTH, THEME), THEME, 72, text=False)
    backend("pdf").FigureCanvasPdf(figure).print_pdf(io.BytesIO())


def plain_chart(spec: Spec) -> Any:
    """Return the chart as one would write it with matplotlib: axes, ticks, texts, one face of ours."""
    backend("agg")
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    face = FontProperties(fname=str(face_path("sans", "regular")), size=8)
    figure = Figure(figsize=(WIDTH / 72, draw.size(spec, WIDTH, THEME)[1] / 72))
    axes = figure.add_subplot(projection="polar" if isinstance(spec, Radar) else None)
    match spec:
        case Bars():
            axes.barh(range(len(spec.labels)), spec.values)
            axes.set_yticks(range(len(spec.labels)), spec.labels)
            axes.axvline(spec.average)
            for place, value in enumerate(spec.values):
                axes.text(value, place, f"{value:.1f}", fontproperties=face)
        case Radar():
            turns = [index * 6.2832 / len(spec.labels) for index in range(len(spec.labels))]
            axes.plot(turns, spec.values)
            axes.plot(turns, spec.averages)
            axes.set_xticks(turns, spec.labels)
        case Quadrant():
            known = spec.known
            axes.scatter([x for _, x, _ in known], [y for _, _, y in known])
            axes.set_xscale("log")
            for label, x, y in known:
                axes.annotate(label, (x, y), fontproperties=face)
        case Choropleth():
            from matplotlib.collections import PolyCollection

            rings = survey(
                "prefecture",
                ("15", "45", *map(str, range(50, 55)), *map(str, range(61, 66))),
                WIDTH,
                {},
                "#cccccc",
            ).ground.rings
            axes.add_collection(PolyCollection([ring for parts in rings.values() for ring in parts]))
            axes.autoscale()
            for region in spec.regions[:8]:
                axes.text(100, 100, region.name, fontproperties=face)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(face)
    return figure


def plain_pdf(spec: Spec) -> None:
    """Write the plain chart by matplotlib's PDF backend (Type 3 fonts)."""
    backend("pdf").FigureCanvasPdf(plain_chart(spec)).print_pdf(io.BytesIO())


def plain_png(spec: Spec) -> None:
    """Write the plain chart as a PNG at 200 dpi."""
    figure = plain_chart(spec)
    figure.set_dpi(200)
    backend("agg").FigureCanvasAgg(figure).print_png(io.BytesIO())


def native(spec: Spec) -> None:
    """Make the native chart with its workbook."""
    draw.native_chart(spec, THEME)


def our_png(spec: Spec) -> None:
    """Make the PNG that goes into Word where it has no such chart."""
    draw.png(spec, WIDTH, THEME)


def our_svg(spec: Spec) -> None:
    """Make the SVG of the page."""
    draw.svg(spec, WIDTH, THEME)


WAYS = (on_canvas, through_renderer, by_pdf_backend, plain_pdf, plain_png, our_png, our_svg, native)


def main(rounds: int) -> None:
    """Print a table: milliseconds, and how many times as long as ours on the canvas."""
    print("kind".ljust(12) + "".join(way.__name__.replace("_", " ").rjust(19) for way in WAYS) + "   goal")
    for kind, spec in examples().items():
        ways = WAYS if kind in GOALS else (on_canvas,)
        found = [median(partial(way, spec), rounds) for way in ways]
        cells = "".join(f"{ms:9.1f} ({ms / found[0]:6.1f}×)".rjust(19) for ms in found)
        print(kind.ljust(12) + cells + (f"   {GOALS[kind]}" if kind in GOALS else ""))


if __name__ == "__main__":
    from reportlab.pdfgen.canvas import Canvas

    CANVAS: Any = Canvas(io.BytesIO(), pagesize=(595, 842))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
