"""Native charts for Word: the XML of a chart part and the workbook it is edited with.

python-pptx writes the series with their references and cached values; this module dresses
them: faces with `a:ea`, the theme's colours, labels instead of legends, no gridlines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from generator.figures.chart import Chart, Series
from generator.figures.workbook import FORMATS, point_references, shown_number, write_workbook
from generator.theme import Theme


@dataclass(frozen=True)
class NativeChart:
    """`xml` is the chart part; it refers to `workbook` (.xlsx) by the relation `rId1`."""

    xml: bytes
    workbook: bytes


_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
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
    root = _plain(chart)
    plot = root.find(f"{_C}chart/{_C}plotArea")
    group = next(child for child in plot if child.tag.endswith("Chart"))
    first = 0
    for element, series in zip(group.findall(f"{_C}ser"), chart.series, strict=True):
        _dress_series(element, series, chart, theme, first)
        first += len(series.values)
    _finish_group(group, chart)
    if chart.kind == "columns" and any(series.marked for series in chart.series):
        _graft_line(plot, group)
    if chart.thresholds:
        _add_thresholds(group, chart, theme)
    _replace_axes(plot, chart, theme)
    _frame(root, theme)
    from lxml import etree

    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return NativeChart(xml, write_workbook(chart))


def _parse(xml: str) -> Any:
    from lxml import etree

    head, _, rest = xml.partition(">")
    slash = head.endswith("/")
    return etree.fromstring(f"{head.rstrip('/')} {_NS}{'/' if slash else ''}>{rest}")


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
    for place, (element, series) in enumerate(zip(root.iter(f"{_C}ser"), chart.series, strict=True)):
        references = point_references(chart, place, count)
        own = [shown_number(value, chart.format) for value in series.values]
        cells: dict[str, dict[int, float | None]] = {
            "xVal": dict(enumerate(xs)),
            "yVal": dict(enumerate(own, start)),
        }
        cells["bubbleSize"] = dict(enumerate(series.sizes, start))
        element.find(f"{_C}tx//{_C}f").text = references["tx"]
        for tag, values in cells.items():
            if (source := element.find(f"{_C}{tag}")) is not None:
                source[:] = [_parse(_number_reference(references[tag], values, count, chart))]
        start += len(series.values)


def _number_reference(formula: str, values: dict[int, float | None], count: int, chart: Chart) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value!r}</c:v></c:pt>'
        for index, value in values.items()
        if value is not None
    )
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{points}'
    return f"<c:numRef><c:f>{formula}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


# --- pieces of DrawingML -----------------------------------------------------------


def _colour(theme: Theme, role: str) -> str:
    value: str = getattr(theme.palette, role)
    return f'<a:solidFill><a:srgbClr val="{value[1:].upper()}"/></a:solidFill>'


def _line(theme: Theme, role: str | None, points: float = 0.75, dash: str = "") -> str:
    if role is None:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * 12700)}" cap="flat">{_colour(theme, role)}{dashed}<a:round/></a:ln>'


def _letters(theme: Theme, role: str = "ink", bold: bool = False, tag: str = "a:defRPr") -> str:
    """Return run properties: size, weight, colour and all four script faces."""
    size = round(theme.type.chart.size * 100)
    latin, east = escape(theme.fonts.word_latin), escape(theme.fonts.word_text)
    return (
        f'<{tag} lang="zh-CN" altLang="en-US" sz="{size}" b="{int(bold)}">{_colour(theme, role)}'
        f'<a:latin typeface="{latin}"/><a:ea typeface="{east}"/><a:cs typeface="{latin}"/></{tag}>'
    )


def _text(theme: Theme, role: str = "ink", bold: bool = False) -> str:
    letters = _letters(theme, role, bold).replace(' lang="zh-CN" altLang="en-US"', "")
    end = '<a:endParaRPr lang="zh-CN"/>'
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{letters}</a:pPr>{end}</a:p></c:txPr>"


def _rich(theme: Theme, words: str, role: str = "ink") -> str:
    run = f"<a:r>{_letters(theme, role, tag='a:rPr')}<a:t>{escape(words)}</a:t></a:r>"
    return f'<c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p>{run}</a:p></c:rich></c:tx>'


def _labels(theme: Theme, role: str, place: str, *, single: str = "", value: bool = True) -> str:
    show = "".join(
        f'<c:{flag} val="{int(flag == "showVal" and value)}"/>'
        for flag in (
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        )
    )
    spot = f'<c:dLblPos val="{place}"/>' if value and place else ""
    return f"<c:dLbls>{single}<c:spPr><a:noFill/></c:spPr>{_text(theme, role)}{spot}{show}</c:dLbls>"


def _point_label(theme: Theme, index: int, words: str, role: str, place: str) -> str:
    """Return the label of one point with words of its own."""
    show = "".join(
        f'<c:{flag} val="{int(flag == "showVal")}"/>'
        for flag in (
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        )
    )
    return (
        f'<c:dLbl><c:idx val="{index}"/>{_rich(theme, words, role)}<c:dLblPos val="{place}"/>{show}</c:dLbl>'
    )


# --- series ------------------------------------------------------------------------


def _dress_series(element: Any, series: Series, chart: Chart, theme: Theme, first: int) -> None:
    """Replace a series' looks by the theme's, in the order the schema asks for.

    `first` is the place of its first point in the table of all points.
    """
    for child in list(element):
        if child.tag.removeprefix(_C) in _DRESS:
            element.remove(child)
    place = list(element).index(element.find(f"{_C}tx")) + 1
    for xml in reversed(_looks(series, chart, theme, first)):
        element.insert(place, _parse(xml))
    if chart.kind in ("lines", "scatter"):
        element.append(_parse('<c:smooth val="0"/>'))


def _looks(series: Series, chart: Chart, theme: Theme, first: int) -> list[str]:
    match chart.kind:
        case "bars" if series.marked:
            return _tick_looks(theme)
        case "columns" if series.marked:
            line = f"<c:spPr>{_line(theme, 'accent', 1.5)}</c:spPr>"
            last = len(series.values) - 1
            single = _point_label(theme, last, _said(series, chart), "accent", "t")
            return [
                line,
                '<c:marker><c:symbol val="none"/></c:marker>',
                _labels(theme, "accent", "t", single=single, value=False),
            ]
        case "bars" | "columns" | "stacked":
            return _bar_looks(series, chart, theme)
        case "lines":
            return _line_looks(series, chart, theme)
        case "radar":
            line = f"<c:spPr>{_line(theme, series.role, 1.0 if series.marked else 1.75)}</c:spPr>"
            return [
                line,
                '<c:marker><c:symbol val="none"/></c:marker>',
                _labels(theme, "ink", "", value=series.labelled and not series.marked),
            ]
        case "scatter" | "bubbles":
            return _point_looks(series, chart, theme, first)


def _bar_looks(series: Series, chart: Chart, theme: Theme) -> list[str]:
    fill = f"<c:spPr>{_colour(theme, series.role)}</c:spPr>"
    never = '<c:invertIfNegative val="0"/>'
    points = [
        f'<c:dPt><c:idx val="{index}"/>{never}<c:bubble3D val="0"/><c:spPr>{_colour(theme, role)}</c:spPr></c:dPt>'
        for index, role in enumerate(series.roles)
        if role != series.role
    ]
    inside = chart.kind == "stacked"
    ink = "paper" if inside and series.role in ("main", "deep", "quiet") else "ink"
    labels = _labels(theme, ink, "ctr" if inside else "outEnd", value=series.labelled)
    return [fill, never, *points, labels]


def _tick_looks(theme: Theme) -> list[str]:
    """A bar that is clear but for its very end: a tick at the value, with the true value behind it."""
    accent = theme.palette.accent[1:].upper()
    clear = f'<a:srgbClr val="{accent}"><a:alpha val="0"/></a:srgbClr>'
    full = f'<a:srgbClr val="{accent}"/>'
    stops = ((0, clear), (98000, clear), (98000, full), (100000, full))
    shades = "".join(f'<a:gs pos="{place}">{colour}</a:gs>' for place, colour in stops)
    fill = f'<a:gradFill rotWithShape="1"><a:gsLst>{shades}</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'
    return [
        f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>",
        '<c:invertIfNegative val="0"/>',
        _labels(theme, "accent", "", value=False),
    ]


def _line_looks(series: Series, chart: Chart, theme: Theme) -> list[str]:
    """A line that is named at its last value."""
    known = [index for index, value in enumerate(series.values) if value is not None]
    single = ""
    if known:
        single = _point_label(theme, known[-1], _said(series, chart, known[-1]), series.role, "r")
    fill = _colour(theme, series.role)
    marker = f'<c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr>{fill}{_line(theme, None)}</c:spPr></c:marker>'
    return [
        f"<c:spPr>{_line(theme, series.role, 1.75)}</c:spPr>",
        marker,
        _labels(theme, series.role, "t", single=single, value=series.labelled),
    ]


def _point_looks(series: Series, chart: Chart, theme: Theme, first: int) -> list[str]:
    fill, rim = _colour(theme, series.role), _line(theme, "paper", 0.5)
    single = "".join(
        _point_label(theme, index, name, "ink", "r")
        for index, name in enumerate(series.names, first)
        if series.labelled
    )
    labels = _labels(theme, "ink", "r", single=single, value=False)
    if chart.kind == "bubbles":
        return [f"<c:spPr>{fill}{rim}</c:spPr>", '<c:invertIfNegative val="0"/>', labels]
    marker = f'<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill}{rim}</c:spPr></c:marker>'
    return [f"<c:spPr>{_line(theme, None)}</c:spPr>", marker, labels]


def _said(series: Series, chart: Chart, index: int = 0) -> str:
    from generator.text import format_value

    return f"{series.name} {format_value(series.values[index], chart.format)}"


# --- groups, axes, frame -----------------------------------------------------------


def _finish_group(group: Any, chart: Chart) -> None:
    """Set gap and overlap of bars; no colour by point."""
    for name in ("varyColors", "gapWidth", "overlap", "dLbls"):
        for child in group.findall(f"{_C}{name}"):
            group.remove(child)
    first = group.find(f"{_C}ser")
    first.addprevious(_parse('<c:varyColors val="0"/>'))
    if chart.kind not in ("bars", "columns", "stacked"):
        return
    bars = sum(not series.marked for series in chart.series)
    together = chart.kind == "stacked" or (chart.kind == "bars" and any(s.marked for s in chart.series))
    axis = group.find(f"{_C}axId")
    axis.addprevious(_parse(f'<c:gapWidth val="{55 if bars == 1 else 70}"/>'))
    axis.addprevious(_parse(f'<c:overlap val="{100 if together else -5 if bars > 1 else 0}"/>'))


def _graft_line(plot: Any, group: Any) -> None:
    """Move marked series of a column chart into a line chart on the same axes."""
    line = _parse('<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/></c:lineChart>')
    for element in list(group.findall(f"{_C}ser")):
        if element.find(f"{_C}marker") is not None:
            line.append(element)
            element.append(_parse('<c:smooth val="0"/>'))
    line.append(_parse('<c:marker val="1"/>'))
    for axis in group.findall(f"{_C}axId"):
        line.append(_parse(f'<c:axId val="{axis.get("val")}"/>'))
    group.addnext(line)


def _add_thresholds(group: Any, chart: Chart, theme: Theme) -> None:
    """Draw the thresholds as two dashed series of their own, without a place in the workbook."""
    x, y = chart.thresholds or (0.0, 0.0)
    xs = [value for series in chart.series for value in series.xs] or [x]
    ys = [value for series in chart.series for value in series.values if value is not None] or [y]
    low, high = min(*xs, x), max(*xs, x)
    lines = (("", (x, x), (min(*ys, y), max(*ys, y))), ("", (low, high), (y, y)))
    for index, (_, across, up) in enumerate(lines, len(chart.series)):
        element = _parse(
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:spPr>{_line(theme, "quiet", 0.75, "dash")}</c:spPr>'
            f'<c:marker><c:symbol val="none"/></c:marker><c:xVal>{_literal(across)}</c:xVal>'
            f'<c:yVal>{_literal(up)}</c:yVal><c:smooth val="0"/></c:ser>'
        )
        group.findall(f"{_C}ser")[-1].addnext(element)


def _literal(values: tuple[float, ...]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{value:.12g}</c:v></c:pt>' for i, value in enumerate(values))
    return f'<c:numLit><c:ptCount val="{len(values)}"/>{points}</c:numLit>'


def _replace_axes(plot: Any, chart: Chart, theme: Theme) -> None:
    """Write the axes anew: names without ticks, values without gridlines where bars are labelled."""
    for child in list(plot):
        if child.tag.removeprefix(_C) in ("catAx", "valAx", "dateAx"):
            plot.remove(child)
    first, second = "1", "2"
    for charted in (child for child in plot if child.tag.endswith("Chart")):
        for axis, number in zip(charted.findall(f"{_C}axId"), (first, second), strict=True):
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
            _axis("catAx", first, second, "l" if flat else "b", theme, reverse=flat),
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
        last.addnext(_parse(xml))


def _mean_words(series: Series, chart: Chart) -> str:
    return _said(series, chart) if len(set(series.values)) == 1 else series.name


def _low(chart: Chart) -> str:
    """Return where the value axis begins: at zero, unless the chart has none or goes below."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if chart.kind in ("scatter", "bubbles", "lines"):
        from generator.figures.scale import linear

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
) -> str:
    """Return an axis. Elements stand in the order of the schema; `reverse` puts the first on top."""
    order = f'<c:orientation val="{"maxMin" if reverse else "minMax"}"/>'
    log, _, limits = scaling.partition("/>") if scaling.startswith("<c:logBase") else ("", "", scaling)
    log = f"{log}/>" if log else ""
    grids = (
        f"<c:majorGridlines><c:spPr>{_line(theme, 'rule', 0.5)}</c:spPr></c:majorGridlines>" if grid else ""
    )
    heading = f'<c:title>{_rich(theme, title, role)}<c:overlay val="0"/></c:title>' if title else ""
    line = _line(theme, "quiet" if tag == "catAx" or (shown and not grid) else None, 0.6)
    tail = '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:noMultiLvlLbl val="1"/>'
    form = f'<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/>' if code else ""
    return (
        f'<c:{tag}><c:axId val="{own}"/><c:scaling>{log}{order}{limits}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>{grids}{heading}{form}<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="{"low" if shown else "none"}"/><c:spPr>{line}</c:spPr>'
        f"{_text(theme, 'ink' if tag == 'catAx' else 'quiet')}"
        f'<c:crossAx val="{other}"/><c:crosses val="{"max" if reverse and tag == "valAx" else "autoZero"}"/>'
        f"{tail if tag == 'catAx' else ''}</c:{tag}>"
    )


def _frame(root: Any, theme: Theme) -> None:
    """No title, no legend, no rounded border; the page's faces for everything; the workbook."""
    chart = root.find(f"{_C}chart")
    for name in ("title", "autoTitleDeleted", "legend"):
        for child in chart.findall(f"{_C}{name}"):
            chart.remove(child)
    chart.insert(0, _parse('<c:autoTitleDeleted val="1"/>'))
    if chart.find(f"{_C}plotVisOnly") is None:
        chart.find(f"{_C}plotArea").addnext(_parse('<c:plotVisOnly val="1"/>'))
    for name in ("txPr", "spPr", "roundedCorners", "externalData"):
        for child in root.findall(f"{_C}{name}"):
            root.remove(child)
    chart.addprevious(_parse('<c:roundedCorners val="0"/>'))
    tail = (
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>",
        _text(theme),
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>',
    )
    for xml in reversed(tail):
        chart.addnext(_parse(xml))
