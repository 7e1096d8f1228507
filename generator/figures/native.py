"""Native charts for Word: the XML of a chart part and the workbook it is edited with.

python-pptx writes the series with their references and cached values; this module dresses
them: faces with `a:ea`, the theme's colours, labels instead of legends, no gridlines.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from generator.figures.axes import replace_axes
from generator.figures.chart import Chart, Series
from generator.figures.drawingml import (
    CHART,
    legal_text,
    line_look,
    parse,
    text_look,
)
from generator.figures.looks import looks_of
from generator.figures.workbook import FORMATS, point_references, shown_number, write_workbook
from generator.theme import Theme


@dataclass(frozen=True)
class NativeChart:
    """`xml` is the chart part; it refers to `workbook` (.xlsx) by the relation `rId1`."""

    xml: bytes
    workbook: bytes


_TYPES = {
    "bars": "BAR_CLUSTERED",
    "columns": "COLUMN_CLUSTERED",
    "stacked": "BAR_STACKED",
    "lines": "LINE_MARKERS",
    "radar": "RADAR_MARKERS",
    "scatter": "XY_SCATTER",
    "bubbles": "BUBBLE",
}
_DRESS = ("spPr", "invertIfNegative", "marker", "dPt", "dLbls", "errBars", "smooth")


def build(chart: Chart, theme: Theme) -> NativeChart:
    """Return the chart dressed in the theme, with its workbook."""
    chart = _legal(chart)
    root = _plain(chart)
    plot = root.find(f"{CHART}chart/{CHART}plotArea")
    group = next(child for child in plot if child.tag.endswith("Chart"))
    first = 0
    for element, series in zip(group.findall(f"{CHART}ser"), chart.series, strict=True):
        _dress_series(element, series, chart, theme, first)
        first += len(series.values)
    _finish_group(group, chart)
    if chart.kind == "columns" and any(series.marked for series in chart.series):
        _graft_line(plot, group)
    if chart.thresholds:
        _add_thresholds(group, chart, theme)
    replace_axes(plot, chart, theme)
    _frame(root, chart, theme)
    from lxml import etree

    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return NativeChart(xml, write_workbook(chart))


def _legal(chart: Chart) -> Chart:
    """Return the chart with names that XML can hold."""
    series = tuple(
        replace(one, name=legal_text(one.name), names=tuple(map(legal_text, one.names)))
        for one in chart.series
    )
    return replace(chart, categories=tuple(map(legal_text, chart.categories)), series=series)


def _plain(chart: Chart) -> Any:
    """Return python-pptx's chart space: rounded values, their cache and their references."""
    from lxml import etree
    from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
    from pptx.enum.chart import XL_CHART_TYPE

    code = FORMATS[chart.format][1]
    data: Any
    match chart.kind:
        case "scatter" | "bubbles":
            data = (XyChartData if chart.kind == "scatter" else BubbleChartData)(code)  # type: ignore[no-untyped-call]
            for series in chart.series:
                added = data.add_series(series.name)
                for index, (x, y) in enumerate(zip(series.xs, series.values, strict=True)):
                    more = (series.sizes[index],) if series.sizes else ()
                    added.add_data_point(x, shown_number(y, chart.format), *more)
        case _:
            data = CategoryChartData(code)  # type: ignore[no-untyped-call]
            data.categories = chart.categories
            for series in chart.series:
                data.add_series(series.name, [shown_number(value, chart.format) for value in series.values])
    root = etree.fromstring(data.xml_bytes(XL_CHART_TYPE[_TYPES[chart.kind]]))
    if chart.kind in ("scatter", "bubbles"):
        _point_to_table(root, chart)
    return root


def _point_to_table(root: Any, chart: Chart) -> None:
    """Let every series refer to the whole table of points, empty where a point is another's.

    LibreOffice draws only the last series when each has a range of its own.
    """
    count = sum(len(series.values) for series in chart.series)
    xs = [x for series in chart.series for x in series.xs]
    start = 0
    for place, (element, series) in enumerate(zip(root.iter(f"{CHART}ser"), chart.series, strict=True)):
        references = point_references(chart, place, count)
        own = [shown_number(value, chart.format) for value in series.values]
        cells: dict[str, dict[int, float | None]] = {
            "xVal": dict(enumerate(xs)),
            "yVal": dict(enumerate(own, start)),
        }
        cells["bubbleSize"] = dict(enumerate(series.sizes, start))
        element.find(f"{CHART}tx//{CHART}f").text = references["tx"]
        for tag, values in cells.items():
            if (source := element.find(f"{CHART}{tag}")) is not None:
                source[:] = [parse(_number_reference(references[tag], values, count, chart))]
        start += len(series.values)


def _number_reference(formula: str, values: dict[int, float | None], count: int, chart: Chart) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value!r}</c:v></c:pt>'
        for index, value in values.items()
        if value is not None
    )
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{points}'
    return f"<c:numRef><c:f>{formula}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


# --- series ------------------------------------------------------------------------


def _dress_series(element: Any, series: Series, chart: Chart, theme: Theme, first: int) -> None:
    """Replace a series' looks by the theme's, in the order the schema asks for.

    `first` is the place of its first point in the table of all points.
    """
    for child in list(element):
        if child.tag.removeprefix(CHART) in _DRESS:
            element.remove(child)
    place = list(element).index(element.find(f"{CHART}tx")) + 1
    for xml in reversed(looks_of(series, chart, theme, first)):
        element.insert(place, parse(xml))
    if chart.kind in ("lines", "scatter"):
        element.append(parse('<c:smooth val="0"/>'))


# --- groups, axes, frame -----------------------------------------------------------


def _finish_group(group: Any, chart: Chart) -> None:
    """Set gap and overlap of bars; no colour by point."""
    for name in ("varyColors", "gapWidth", "overlap", "dLbls"):
        for child in group.findall(f"{CHART}{name}"):
            group.remove(child)
    first = group.find(f"{CHART}ser")
    first.addprevious(parse('<c:varyColors val="0"/>'))
    axis = group.find(f"{CHART}axId")
    if chart.kind == "bubbles":
        for child in group.findall(f"{CHART}bubbleScale"):
            group.remove(child)
        shown = group.find(f"{CHART}showNegBubbles")
        (axis if shown is None else shown).addprevious(parse('<c:bubbleScale val="35"/>'))
    if chart.kind not in ("bars", "columns", "stacked"):
        return
    bars = sum(not series.marked for series in chart.series)
    together = chart.kind == "stacked" or (chart.kind == "bars" and any(s.marked for s in chart.series))
    axis.addprevious(parse(f'<c:gapWidth val="{55 if bars == 1 else 70}"/>'))
    axis.addprevious(parse(f'<c:overlap val="{100 if together else -5 if bars > 1 else 0}"/>'))


def _graft_line(plot: Any, group: Any) -> None:
    """Move marked series of a column chart into a line chart on the same axes."""
    line = parse('<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for element in list(group.findall(f"{CHART}ser")):
        if element.find(f"{CHART}marker") is not None:
            line.append(element)
            element.append(parse('<c:smooth val="0"/>'))
    line.append(parse('<c:marker val="1"/>'))
    for axis in group.findall(f"{CHART}axId"):
        line.append(parse(f'<c:axId val="{axis.get("val")}"/>'))
    group.addnext(line)


def _add_thresholds(group: Any, chart: Chart, theme: Theme) -> None:
    """Draw the thresholds as two dashed series of their own, without a place in the workbook."""
    x, y = chart.thresholds or (0.0, 0.0)
    xs = [value for series in chart.series for value in series.xs] or [x]
    ys = [value for series in chart.series for value in series.values if value is not None] or [y]
    low, high = min(*xs, x), max(*xs, x)
    lines = (((x, x), (min(*ys, y), max(*ys, y))), ((low, high), (y, y)))
    look = f"<c:spPr>{line_look(theme, 'quiet', 0.75, 'dash')}</c:spPr>"
    for index, (across, up) in enumerate(lines, len(chart.series)):
        element = parse(
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{look}'
            f'<c:marker><c:symbol val="none"/></c:marker><c:xVal>{_literal(across)}</c:xVal>'
            f'<c:yVal>{_literal(up)}</c:yVal><c:smooth val="0"/></c:ser>'
        )
        group.findall(f"{CHART}ser")[-1].addnext(element)


def _literal(values: tuple[float, ...]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{value:.12g}</c:v></c:pt>' for i, value in enumerate(values))
    return f'<c:numLit><c:ptCount val="{len(values)}"/>{points}</c:numLit>'


def _frame(root: Any, chart: Chart, theme: Theme) -> None:
    """No title, no rounded border; the page's faces for everything; the workbook.

    A legend stands above where several series cannot be named at their ends.
    """
    body = root.find(f"{CHART}chart")
    for child in list(root):
        if child is not body and not child.tag.endswith("}date1904"):
            root.remove(child)
    for name in ("title", "autoTitleDeleted", "legend", "plotVisOnly"):
        for child in body.findall(f"{CHART}{name}"):
            body.remove(child)
    body.insert(0, parse('<c:autoTitleDeleted val="1"/>'))
    body.find(f"{CHART}plotArea").addnext(parse('<c:plotVisOnly val="1"/>'))
    plain = [series for series in chart.series if not series.marked]
    if chart.kind == "radar" or (len(plain) > 1 and chart.kind not in ("lines", "scatter")):
        legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{text_look(theme)}</c:legend>'
        body.find(f"{CHART}plotArea").addnext(parse(legend))
    body.addprevious(parse('<c:roundedCorners val="0"/>'))
    tail = (
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>",
        text_look(theme),
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>',
    )
    for xml in reversed(tail):
        body.addnext(parse(xml))
