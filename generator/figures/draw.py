"""The door of the figures: size, PDF, PNG, SVG, native chart and alternative text of any spec.

Writers call these functions and nothing else of this package. A kind is a module that lays
its spec out as marks, describes it in words and, where Word has such a chart, says which.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.document import Spec
from generator.figures import (
    bars,
    bubbles,
    choropleth,
    clusters,
    columns,
    cycle,
    dumbbell,
    flow,
    grouped,
    heat,
    layers,
    lines,
    minibars,
    picture,
    profile,
    quadrant,
    radar,
    sites,
    slope,
    sparkline,
    stacked,
    stats,
    strip,
    tiles,
    timeline,
    waves,
)
from generator.figures.chart import Chart
from generator.figures.marks import Drawing
from generator.theme import Theme

if TYPE_CHECKING:
    from generator.figures.native import NativeChart


class _Kind(NamedTuple):
    lay_out: Callable[[Any, float, Theme], Drawing]
    describe: Callable[[Any, str], str]
    chart: Callable[[Any], Chart | None] | None = None


_KINDS: dict[type[Spec], _Kind] = {
    bars.Bars: _Kind(bars.lay_out, bars.describe, bars.chart),
    bubbles.Bubbles: _Kind(bubbles.lay_out, bubbles.describe, bubbles.chart),
    choropleth.Choropleth: _Kind(choropleth.lay_out, choropleth.describe),
    clusters.ClusterMap: _Kind(clusters.lay_out, clusters.describe),
    columns.Columns: _Kind(columns.lay_out, columns.describe, columns.chart),
    cycle.Cycle: _Kind(cycle.lay_out, cycle.describe),
    dumbbell.Dumbbell: _Kind(dumbbell.lay_out, dumbbell.describe, dumbbell.chart),
    flow.Flow: _Kind(flow.lay_out, flow.describe, flow.chart),
    grouped.Grouped: _Kind(grouped.lay_out, grouped.describe, grouped.chart),
    heat.Heat: _Kind(heat.lay_out, heat.describe),
    layers.Layers: _Kind(layers.lay_out, layers.describe),
    lines.Lines: _Kind(lines.lay_out, lines.describe, lines.chart),
    minibars.MiniBars: _Kind(minibars.lay_out, minibars.describe, minibars.chart),
    picture.Picture: _Kind(picture.lay_out, picture.describe),
    profile.Profile: _Kind(profile.lay_out, profile.describe, profile.chart),
    quadrant.Quadrant: _Kind(quadrant.lay_out, quadrant.describe, quadrant.chart),
    radar.Radar: _Kind(radar.lay_out, radar.describe, radar.chart),
    sites.SiteMap: _Kind(sites.lay_out, sites.describe),
    slope.Slope: _Kind(slope.lay_out, slope.describe),
    sparkline.Sparkline: _Kind(sparkline.lay_out, sparkline.describe),
    stacked.Stacked: _Kind(stacked.lay_out, stacked.describe, stacked.chart),
    stats.Stats: _Kind(stats.lay_out, stats.describe),
    strip.Strip: _Kind(strip.lay_out, strip.describe, strip.chart),
    tiles.TileMap: _Kind(tiles.lay_out, tiles.describe),
    timeline.Timeline: _Kind(timeline.lay_out, timeline.describe),
    waves.Waves: _Kind(waves.lay_out, waves.describe, waves.chart),
}


def _kind(spec: Spec) -> _Kind:
    try:
        return _KINDS[type(spec)]
    except KeyError:
        raise TypeError(f"no figure kind draws a {type(spec).__name__}") from None


@lru_cache(maxsize=64)
def lay_out(spec: Spec, width: float, theme: Theme) -> Drawing:
    """Return the figure as marks in points, `width` wide; the height follows from the data."""
    return _kind(spec).lay_out(spec, width, theme)


def size(spec: Spec, width: float, theme: Theme) -> tuple[float, float]:
    """Return width and height of the figure in points."""
    drawing = lay_out(spec, width, theme)
    return drawing.width, drawing.height


def dropped(spec: Spec, width: float, theme: Theme) -> tuple[str, ...]:
    """Return the labels that found no room at this width, most important first."""
    return lay_out(spec, width, theme).dropped


def draw_pdf(spec: Spec, canvas: Any, x: float, y: float, width: float, theme: Theme) -> None:
    """Draw the figure as vectors on a ReportLab canvas, its lower left corner at (x, y) points."""
    from generator.figures.canvas import paint

    paint(lay_out(spec, width, theme), canvas, x, y, theme)


def png(spec: Spec, width: float, theme: Theme, dpi: int = 300) -> bytes:
    """Return the figure as a PNG of `width` points on paper."""
    from generator.figures.matplot import png as finish

    return finish(lay_out(spec, width, theme), theme, dpi)


def svg(spec: Spec, width: float, theme: Theme, *, text: bool = True) -> str:
    """Return the figure as SVG of `width` points; without `text`, letters are outlines."""
    from generator.figures.matplot import svg as finish

    return finish(lay_out(spec, width, theme), theme, text=text)


def native_chart(
    spec: Spec, theme: Theme, size: tuple[float, float] | None = None
) -> NativeChart | None:
    """Return chart XML and workbook for Word, laid out for a frame of `size` (points) where given, or
    None where Word has no such chart or there is not one value."""
    from generator.figures.native import build

    chart = _kind(spec).chart
    found = chart(spec) if chart else None
    return build(found, theme, size) if found and not found.empty else None


def alt_text(spec: Spec, language: str = "zh") -> str:
    """Return what the figure shows in one or two sentences, made from its data."""
    return _kind(spec).describe(spec, language)
