"""Looks of native series: fills, markers and labels, in the order the schema asks for."""

from __future__ import annotations

from generator.figures.axes import said
from generator.figures.chart import Chart, Series
from generator.figures.colour import is_dark
from generator.figures.drawingml import (
    colour_fill,
    labels_look,
    line_look,
    point_label,
    role_colour,
)
from generator.figures.workbook import FORMATS
from generator.theme import Theme


def looks_of(series: Series, chart: Chart, theme: Theme, first: int) -> list[str]:
    match chart.kind:
        case "bars" if series.marked:
            return _tick_looks(series, chart, theme)
        case "columns" if series.marked:
            line = f"<c:spPr>{line_look(theme, 'accent', 1.5)}</c:spPr>"
            last = len(series.values) - 1
            single = point_label(theme, last, said(series, chart), "accent", "t")
            return [
                line,
                '<c:marker><c:symbol val="none"/></c:marker>',
                labels_look(theme, "accent", "t", single=single, value=False),
            ]
        case "bars" | "columns" | "stacked":
            return _bar_looks(series, chart, theme)
        case "lines":
            return _line_looks(series, chart, theme)
        case "radar":
            line = f"<c:spPr>{line_look(theme, series.role, 1.0 if series.marked else 1.75)}</c:spPr>"
            return [
                line,
                '<c:marker><c:symbol val="none"/></c:marker>',
                labels_look(theme, "ink", "", value=series.labelled and not series.marked),
            ]
        case "scatter" | "bubbles":
            return _point_looks(series, chart, theme, first)


def _bar_looks(series: Series, chart: Chart, theme: Theme) -> list[str]:
    fill = f"<c:spPr>{colour_fill(theme, series.role)}</c:spPr>"
    never = '<c:invertIfNegative val="0"/>'
    points = [
        f'<c:dPt><c:idx val="{index}"/>{never}<c:bubble3D val="0"/>'
        f"<c:spPr>{colour_fill(theme, role)}</c:spPr></c:dPt>"
        for index, role in enumerate(series.roles)
        if role != series.role
    ]
    inside = chart.kind == "stacked"
    ink = "paper" if inside and is_dark(role_colour(theme, series.role)) else "ink"
    code = FORMATS[chart.format][1] if inside and ";" not in FORMATS[chart.format][1] else ""
    labels = labels_look(theme, ink, "ctr" if inside else "outEnd", value=series.labelled, code=code)
    return [fill, never, *points, labels]


def _tick_looks(series: Series, chart: Chart, theme: Theme) -> list[str]:
    """A bar that is clear but for its very end: a tick at the value, with the true value behind it.

    A bar below zero ends at its left, so its shading is turned round; ticks are as wide on short bars
    as on long ones, seven thousandths of the axis.
    """
    values = [value for one in chart.series for value in one.values if value is not None]
    extent = (chart.top or max([0.0, *values])) - min([0.0, *values])
    fills = [
        _tick_fill(theme, value < 0, 1.0 - min(1.0, extent * 0.007 / abs(value))) if value else None
        for value in series.values
    ]
    first = next((fill for fill in fills if fill), _tick_fill(theme, False, 0.98))
    never = '<c:invertIfNegative val="0"/>'
    points = [
        f'<c:dPt><c:idx val="{index}"/>{never}<c:bubble3D val="0"/>{fill}</c:dPt>'
        for index, fill in enumerate(fills)
        if fill and fill != first
    ]
    return [first, never, *points, labels_look(theme, "accent", "", value=False)]


def _tick_fill(theme: Theme, turned: bool, clear_share: float) -> str:
    """Return a shading that is clear for a share (0–1) of the bar and the accent at its end."""
    accent = theme.palette.accent[1:].upper()
    clear = f'<a:srgbClr val="{accent}"><a:alpha val="0"/></a:srgbClr>'
    full = f'<a:srgbClr val="{accent}"/>'
    edge = round(clear_share * 100_000)
    stops = ((0, clear), (edge, clear), (edge, full), (100_000, full))
    shades = "".join(f'<a:gs pos="{place}">{colour}</a:gs>' for place, colour in stops)
    way = f'<a:lin ang="{10_800_000 if turned else 0}" scaled="0"/>'
    fill = f'<a:gradFill rotWithShape="1"><a:gsLst>{shades}</a:gsLst>{way}</a:gradFill>'
    return f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>"


def _line_looks(series: Series, chart: Chart, theme: Theme) -> list[str]:
    """A line that is named at its last value."""
    known = [index for index, value in enumerate(series.values) if value is not None]
    single, ink = "", "quiet" if series.role == "mid" else series.role
    if known:
        single = point_label(theme, known[-1], said(series, chart, known[-1]), ink, "r")
    fill = colour_fill(theme, series.role)
    dot = f"<c:spPr>{fill}{line_look(theme, None)}</c:spPr>"
    marker = f'<c:marker><c:symbol val="circle"/><c:size val="5"/>{dot}</c:marker>'
    return [
        f"<c:spPr>{line_look(theme, series.role, 1.75)}</c:spPr>",
        marker,
        labels_look(theme, series.role, "t", single=single, value=series.labelled),
    ]


def _point_looks(series: Series, chart: Chart, theme: Theme, first: int) -> list[str]:
    fill, rim = colour_fill(theme, series.role), line_look(theme, "paper", 0.5)
    single = "".join(
        point_label(theme, index, name, "ink", "r")
        for index, name in enumerate(series.names[:12], first)
        if series.labelled
    )
    labels = labels_look(theme, "ink", "r", single=single, value=False)
    if chart.kind == "bubbles":
        return [f"<c:spPr>{fill}{rim}</c:spPr>", '<c:invertIfNegative val="0"/>', labels]
    marker = f'<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill}{rim}</c:spPr></c:marker>'
    return [f"<c:spPr>{line_look(theme, None)}</c:spPr>", marker, labels]
