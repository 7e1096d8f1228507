"""Native charts for Word: the XML of a chart part and the workbook it is edited with.

Written as text in the order of the schema (ECMA-376 part 1, 21.2): the theme's faces with `a:ea`, its
colours, labels instead of legends, no gridlines, and beside every reference the values it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.figures.axes import write_axes
from generator.figures.chart import Chart, in_english
from generator.figures.drawingml import NAMESPACES, legal_text, line_look, text_look
from generator.figures.frame import clear_figures, has_legend, write_layout
from generator.figures.series import numbers_given, write_series
from generator.figures.workbook import write_workbook
from generator.theme import Theme


@dataclass(frozen=True)
class NativeChart:
    """`xml` is the chart part; it refers to `workbook` (.xlsx) by the relation `rId1`."""

    xml: bytes
    workbook: bytes


_AXES = '<c:axId val="1"/><c:axId val="2"/>'
_HEADS = {
    "bars": '<c:barDir val="bar"/><c:grouping val="clustered"/>',
    "columns": '<c:barDir val="col"/><c:grouping val="clustered"/>',
    "stacked": '<c:barDir val="bar"/><c:grouping val="stacked"/>',
    "lines": '<c:grouping val="standard"/>',
    "radar": '<c:radarStyle val="filled"/>',
    "scatter": '<c:scatterStyle val="lineMarker"/>',
    "bubbles": "",
}
_GROUPS = {
    "bars": "barChart", "columns": "barChart", "stacked": "barChart", "lines": "lineChart",
    "radar": "radarChart", "scatter": "scatterChart", "bubbles": "bubbleChart",
}  # fmt: skip


def build(chart: Chart, theme: Theme, size: tuple[float, float] | None = None) -> NativeChart:
    """Return the chart dressed in the theme, with its workbook; laid out for `size` (points) where given."""
    chart = _legal(in_english(chart) if theme.setting.language == "en" else chart)
    chart = clear_figures(chart, theme, size) if size else chart
    place = write_layout(chart, theme, size) if size else "<c:layout/>"
    plot = f"<c:plotArea>{place}{_groups(chart, theme)}{write_axes(chart, theme)}</c:plotArea>"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/>{plot}{_legend(chart, theme)}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text_look(theme)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return NativeChart(xml.encode(), write_workbook(chart))


def _legal(chart: Chart) -> Chart:
    """Return the chart with names that XML can hold."""
    series = tuple(
        replace(
            one, name=legal_text(one.name), names=tuple(map(legal_text, one.names)),
            words=tuple(label._replace(words=legal_text(label.words)) for label in one.words),
        )
        for one in chart.series
    )
    return replace(chart, categories=tuple(map(legal_text, chart.categories)), series=series)


def _groups(chart: Chart, theme: Theme) -> str:
    """Return the series in their groups; marked ones of a column chart lie across it as lines."""
    written = write_series(chart, theme)
    lines = ""
    if chart.kind == "columns":
        marked = [xml for xml, one in zip(written, chart.series, strict=True) if one.marked]
        written = [xml for xml, one in zip(written, chart.series, strict=True) if not one.marked]
        if marked:
            lines = (
                '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
                f'{"".join(marked)}<c:marker val="1"/>{_AXES}</c:lineChart>'
            )
    if chart.thresholds:
        written += _thresholds(chart, theme, len(written))
    name = _GROUPS[chart.kind]
    head, tail = _HEADS[chart.kind], _tail(chart)
    return f'<c:{name}>{head}<c:varyColors val="0"/>{"".join(written)}{tail}{_AXES}</c:{name}>{lines}'


def _tail(chart: Chart) -> str:
    """Return what follows the series of a group: gap and overlap of bars, the scale of bubbles."""
    if chart.kind == "bubbles":
        return f'<c:bubbleScale val="{chart.bubble_scale}"/><c:showNegBubbles val="0"/>'
    if chart.kind == "lines":
        return '<c:marker val="1"/>'
    if chart.kind not in ("bars", "columns", "stacked"):
        return ""
    bars = sum(not series.marked for series in chart.series)
    together = chart.kind == "stacked" or (chart.kind == "bars" and any(s.marked for s in chart.series))
    overlap = 100 if together else -5 if bars > 1 else 0
    return f'<c:gapWidth val="{55 if bars == 1 else 70}"/><c:overlap val="{overlap}"/>'


# --- what is not data ----------------------------------------------------------------


def _thresholds(chart: Chart, theme: Theme, count: int) -> list[str]:
    """Return the thresholds as two dashed series of their own, without a place in the workbook."""
    x, y = chart.thresholds or (0.0, 0.0)
    xs = [value for series in chart.series for value in series.xs] or [x]
    ys = [value for series in chart.series for value in series.values if value is not None] or [y]
    low, high = min(*xs, x), max(*xs, x)
    lines = (((x, x), (min(*ys, y), max(*ys, y))), ((low, high), (y, y)))
    look = f"<c:spPr>{line_look(theme, 'quiet', 0.75, 'dash')}</c:spPr>"
    return [_aside(index, look, *line) for index, line in enumerate(lines, count)]


def _aside(index: int, look: str, xs: tuple[float, ...], ys: tuple[float, ...]) -> str:
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{look}'
        f'<c:marker><c:symbol val="none"/></c:marker><c:xVal>{numbers_given(xs)}</c:xVal>'
        f'<c:yVal>{numbers_given(ys)}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _legend(chart: Chart, theme: Theme) -> str:
    """Return a legend above where several series cannot be named at their ends."""
    if not has_legend(chart):
        return ""
    place = "b" if chart.kind == "radar" else "t"
    return f'<c:legend><c:legendPos val="{place}"/><c:overlay val="0"/>{text_look(theme)}</c:legend>'
