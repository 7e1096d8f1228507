"""Axes of native charts, written anew: names without ticks, values without clutter."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from generator.figures.chart import Chart, Series
from generator.figures.drawingml import CHART, line_look, parse, rich_text, text_look
from generator.figures.scale import linear
from generator.text import format_value
from generator.theme import Theme


def said(series: Series, chart: Chart, index: int = 0) -> str:
    """Return the name of a series with one of its values."""
    return f"{series.name} {format_value(series.values[index], chart.format)}"


def replace_axes(plot: Any, chart: Chart, theme: Theme) -> None:
    """Write the axes anew: names without ticks, values without gridlines where bars are labelled."""
    for child in list(plot):
        if child.tag.removeprefix(CHART) in ("catAx", "valAx", "dateAx"):
            plot.remove(child)
    first, second = "1", "2"
    for charted in (child for child in plot if child.tag.endswith("Chart")):
        for axis, number in zip(charted.findall(f"{CHART}axId"), (first, second), strict=True):
            axis.set("val", number)
    last = [child for child in plot if child.tag.endswith("Chart")][-1]
    if chart.kind in ("scatter", "bubbles"):
        log = '<c:logBase val="10"/>' if chart.logarithmic else ""
        axes = [
            _axis("valAx", first, second, "b", theme, title=chart.x_title, scaling=log, code="General"),
            _axis("valAx", second, first, "l", theme, title=chart.y_title, scaling=_low(chart)),
        ]
    else:
        flat = chart.kind in ("bars", "stacked")
        marked = next((series for series in chart.series if series.marked), None)
        title = f"▏{_mean_words(marked, chart)}" if chart.kind == "bars" and marked else ""
        top = f'<c:max val="{chart.top:g}"/>' if chart.top is not None else ""
        shown = chart.kind in ("radar", "lines")
        axes = [
            _axis(
                "catAx",
                first,
                second,
                "l" if flat else "b",
                theme,
                reverse=flat,
                every=len(chart.categories) <= 60,
            ),
            _axis(
                "valAx",
                second,
                first,
                "b" if flat else "l",
                theme,
                title=title,
                role="accent",
                scaling=top + _low(chart),
                shown=shown,
                grid=shown,
            ),
        ]
    for xml in reversed(axes):
        last.addnext(parse(xml))


def _mean_words(series: Series, chart: Chart) -> str:
    return said(series, chart) if len(set(series.values)) == 1 else series.name


def _low(chart: Chart) -> str:
    """Return where the value axis begins: at zero, unless the chart has none or goes below."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if chart.kind in ("scatter", "bubbles", "lines"):
        return f'<c:min val="{linear(values, 0, 1, zero=False).low:g}"/>'
    return '<c:min val="0"/>' if min(values, default=0.0) >= 0 else ""


def _axis(
    tag: str,
    own: str,
    other: str,
    place: str,
    theme: Theme,
    *,
    title: str = "",
    role: str = "ink",
    scaling: str = "",
    shown: bool = True,
    grid: bool = False,
    reverse: bool = False,
    code: str = "",
    every: bool = False,
    step: float = 0.0,
) -> str:
    """Return an axis. Elements stand in the order of the schema; `reverse` puts the first on top."""
    order = f'<c:orientation val="{"maxMin" if reverse else "minMax"}"/>'
    log, _, limits = scaling.partition("/>") if scaling.startswith("<c:logBase") else ("", "", scaling)
    log = f"{log}/>" if log else ""
    grids = (
        f"<c:majorGridlines><c:spPr>{line_look(theme, 'rule', 0.5)}</c:spPr></c:majorGridlines>"
        if grid
        else ""
    )
    heading = f'<c:title>{rich_text(theme, title, role)}<c:overlay val="0"/></c:title>' if title else ""
    line = line_look(theme, "quiet" if tag == "catAx" or (shown and not grid) else None, 0.6)
    tail = '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
    tail += '<c:tickLblSkip val="1"/>' if every else ""
    tail += '<c:noMultiLvlLbl val="1"/>'
    unit = f'<c:majorUnit val="{step:g}"/>' if step else ""
    form = f'<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/>' if code else ""
    return (
        f'<c:{tag}><c:axId val="{own}"/><c:scaling>{log}{order}{limits}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>{grids}{heading}{form}'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"low" if shown else "none"}"/><c:spPr>{line}</c:spPr>'
        f"{text_look(theme, 'ink' if tag == 'catAx' else 'quiet')}"
        f'<c:crossAx val="{other}"/><c:crosses val="{"max" if reverse and tag == "valAx" else "autoZero"}"/>'
        f"{tail if tag == 'catAx' else unit}</c:{tag}>"
    )
