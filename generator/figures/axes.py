"""Axes of native charts, written anew: names without ticks, values without clutter."""

from __future__ import annotations

from dataclasses import dataclass

from generator.figures.chart import Chart, Series
from generator.figures.drawingml import line_look, rich_text, text_look
from generator.figures.scale import linear
from generator.text import format_value
from generator.theme import Theme


def said(series: Series, chart: Chart, index: int = 0) -> str:
    """Return the name of a series with one of its values."""
    return f"{series.name} {format_value(series.values[index], chart.format)}"


def write_axes(chart: Chart, theme: Theme) -> str:
    """Return both axes: names without ticks, values without gridlines where bars are labelled."""
    axes = _point_axes(chart) if chart.of_points else _category_axes(chart)
    return "".join(_xml(axis, theme) for axis in axes)


_ON_TOP = (
    '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/><c:x val="0"/><c:y val="0"/>'
    "</c:manualLayout></c:layout>"
)
"""Where the title of an upright axis stands: above its end, where it takes no room from the plot."""


@dataclass(frozen=True)
class _Axis:
    """An axis of a chart. `scaling` is what stands beside its orientation; `reverse` puts the first
    category on top; `every` prints all names however narrow; `step` is the distance of ticks; `at` is
    where it crosses the other; one that is `gone` only measures."""

    tag: str
    own: str
    place: str
    title: str = ""
    role: str = "ink"
    logarithmic: bool = False
    limits: str = ""
    shown: bool = True
    grid: bool = False
    reverse: bool = False
    every: bool = False
    step: float = 0.0
    between: str = "between"
    at: str = "autoZero"
    spot: str = ""
    gone: bool = False


def _point_axes(chart: Chart) -> list[_Axis]:
    if chart.bounds:
        left, right, bottom, top, step = chart.bounds
        across, up = (f'<c:max val="{high:.12g}"/><c:min val="{low:.12g}"/>'
                      for low, high in ((left, right), (bottom, top)))
        return [
            _Axis("valAx", "1", "b", limits=across, shown=bool(step), step=step, between="midCat", at="min"),
            _Axis("valAx", "2", "l", limits=up, gone=True, between="midCat"),
        ]
    low = _lowest(chart)
    return [
        _Axis("valAx", "1", "b", chart.x_title, logarithmic=chart.logarithmic, between="midCat"),
        _Axis("valAx", "2", "l", chart.y_title, limits=low, between="midCat", spot=_ON_TOP),
    ]


def _category_axes(chart: Chart) -> list[_Axis]:
    flat = chart.kind in ("bars", "stacked")
    marked = next((series for series in chart.series if series.marked), None)
    title = f"▏{_mean_words(marked, chart)}" if chart.kind == "bars" and marked else ""
    web, shown = chart.kind == "radar", chart.kind == "lines"
    ticks = linear([*_values(chart), chart.top or 0.0][: None if web else -1], 0, 1, zero=not shown, count=4).ticks
    step = ticks[1] - ticks[0] if (web or shown) and len(ticks) > 1 else 0.0
    end = ticks[-1] if web and step else _longest(chart) if chart.kind == "stacked" else chart.top
    top = f'<c:max val="{end:g}"/>' if end is not None else ""
    every = len(chart.categories) <= 60
    return [
        _Axis("catAx", "1", "l" if flat else "b", reverse=flat, every=every),
        _Axis(
            "valAx", "2", "b" if flat else "l", title, role="accent", limits=top + _lowest(chart),
            shown=shown, grid=shown or web, step=step,
        ),
    ]  # fmt: skip


def _mean_words(series: Series, chart: Chart) -> str:
    return said(series, chart) if len(set(series.values)) == 1 else series.name


def _longest(chart: Chart) -> float | None:
    """Return the length of the longest row of parts, so that it reaches across; None with parts below zero."""
    rows = list(zip(*(series.values for series in chart.series), strict=True))
    if any((value or 0.0) < 0 for row in rows for value in row):
        return chart.top
    return max((sum(value or 0.0 for value in row) for row in rows), default=0.0) or chart.top


def _values(chart: Chart) -> list[float]:
    return [value for series in chart.series for value in series.values if value is not None]


def _lowest(chart: Chart) -> str:
    """Return where the value axis begins: at zero, unless the chart has none or goes below."""
    values = _values(chart)
    if chart.kind in ("scatter", "bubbles", "lines"):
        return f'<c:min val="{linear(values, 0, 1, zero=False, count=4).low:g}"/>'
    return '<c:min val="0"/>' if min(values, default=0.0) >= 0 else ""


def _xml(axis: _Axis, theme: Theme) -> str:
    """Return an axis as XML, its elements in the order of the schema."""
    names = axis.tag == "catAx"
    log = '<c:logBase val="10"/>' if axis.logarithmic else ""
    order = f'<c:orientation val="{"maxMin" if axis.reverse else "minMax"}"/>'
    rule = f"<c:majorGridlines><c:spPr>{line_look(theme, 'rule', 0.5)}</c:spPr></c:majorGridlines>"
    title = rich_text(theme, axis.title, axis.role)
    role = "quiet" if names or (axis.shown and not axis.grid) else None
    return "".join(
        (
            f'<c:{axis.tag}><c:axId val="{axis.own}"/>',
            f'<c:scaling>{log}{order}{axis.limits}</c:scaling><c:delete val="{int(axis.gone)}"/>',
            f'<c:axPos val="{axis.place}"/>',
            rule if axis.grid else "",
            f'<c:title>{title}{axis.spot}<c:overlay val="0"/></c:title>' if axis.title else "",
            '<c:numFmt formatCode="General" sourceLinked="0"/>' if axis.between == "midCat" else "",
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>',
            f'<c:tickLblPos val="{"low" if axis.shown else "none"}"/>',
            f"<c:spPr>{line_look(theme, role, 0.6)}</c:spPr>",
            text_look(theme, "ink" if names else "quiet"),
            f'<c:crossAx val="{"2" if axis.own == "1" else "1"}"/><c:crosses val="{axis.at}"/>',
            _name_tail(axis) if names else f'<c:crossBetween val="{axis.between}"/>',
            f'<c:majorUnit val="{axis.step:g}"/>' if axis.step else "",
            f"</c:{axis.tag}>",
        )
    )


def _name_tail(axis: _Axis) -> str:
    every = '<c:tickLblSkip val="1"/>' if axis.every else ""
    return f'<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{every}<c:noMultiLvlLbl val="1"/>'
