"""Looks of native series: fills, markers and labels, in the order the schema asks for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.figures.axes import said
from generator.figures.chart import Chart, Series, Side
from generator.figures.drawingml import (
    colour_fill,
    field_label,
    labels_look,
    line_look,
    placed_label,
    point_label,
    role_colour,
)
from generator.figures.workbook import FORMATS, code_of
from generator.text import format_value
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
                labels_look(theme, "accent", "t", single=single, shows=()),
            ]
        case "bars" | "columns" | "stacked":
            return _bar_looks(series, chart, theme)
        case "lines":
            return _line_looks(series, chart, theme)
        case "radar":
            return _radar_looks(series, theme)
        case "scatter" if series.words:
            return _word_looks(series, theme, first)
        case "scatter" if series.sides or series.pin or series.joined or not series.labelled:
            return _dot_looks(series, chart, theme, first)
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
    ink = theme.palette.ink_on(role_colour(theme, series.role)) if inside else "ink"
    code = FORMATS[chart.format][1]
    code = f"{code};{code};;" if inside and ";" not in code else ""
    single = "" if inside else "".join(_own_labels(series, chart, theme))
    labels = labels_look(
        theme, ink, "ctr" if inside else "outEnd", single=single, shows=_values(series), code=code
    )
    return [fill, never, *points, labels]


def _own_labels(series: Series, chart: Chart, theme: Theme) -> Iterator[str]:
    """Yield the labels of bars that stand inside their bar, or in brackets."""
    for index in range(len(series.values)):
        side: Side = series.sides[index] if series.sides else "outEnd"
        within, partial = side == "inEnd", series.in_brackets(index)
        if within or partial:
            role = series.roles[index] if series.roles else series.role
            ink = theme.palette.ink_on(role_colour(theme, role)) if within else "ink"
            yield placed_label(theme, index, ink, side, code_of(chart, chart.format, partial))


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
    return [first, never, *points, labels_look(theme, "accent", "", shows=())]


def _tick_fill(theme: Theme, turned: bool, clear_share: float) -> str:
    """Return a shading that is clear for a share (0–1) of the bar and the accent at its end.

    All its stops have one colour: LibreOffice fills the whole bar where a shading has several and is clear in parts.
    """
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
        labels_look(theme, series.role, "t", single=single, shows=_values(series)),
    ]


def _values(series: Series) -> tuple[str, ...]:
    return ("Val",) if series.labelled else ()


def _radar_looks(series: Series, theme: Theme) -> list[str]:
    """The unit's outline, filled so that the web shows through; the average's as a bare line."""
    if series.marked:
        line, fill = line_look(theme, series.role, 1.25), "<a:noFill/>"
    else:
        line = line_look(theme, series.role, 1.75)
        mid = role_colour(theme, "mid")[1:].upper()
        fill = f'<a:solidFill><a:srgbClr val="{mid}"><a:alpha val="35000"/></a:srgbClr></a:solidFill>'
    return [f"<c:spPr>{fill}{line}</c:spPr>", labels_look(theme, "main", "", shows=_values(series))]


def _dot_looks(series: Series, chart: Chart, theme: Theme, first: int) -> list[str]:
    """Dots on one line, or one to a row: their x beside them, or name and x above a pin.

    A dot of another colour is a little larger, too: LibreOffice reads the look of a point's marker only where its
    sign or size is not that of the series.
    """
    code = code_of(chart, chart.x_format, series.in_brackets(0))
    above: Side = "t"
    sides = (above,) * len(series.xs) if series.pin else series.sides
    ink, strong = (series.role, True) if series.pin else ("ink", False)
    single = "".join(
        field_label(theme, index, _fields(series, x, chart), code, ink, side, strong)
        for index, (x, y, side) in enumerate(zip(series.xs, series.values, sides, strict=False), first)
        if y is not None
    )
    line = f"<c:spPr>{line_look(theme, 'mid' if series.joined else None, 2.0)}</c:spPr>"
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/>{_marker(series.dot + 1, role, theme)}<c:bubble3D val="0"/>{line}</c:dPt>'
        for index, role in enumerate(series.roles, first)
        if role != series.role
    )
    labels = labels_look(theme, ink, "", single=single, shows=(), strong=strong)
    return [line, _marker(series.dot, series.role, theme), points, labels]


def _fields(series: Series, x: float, chart: Chart) -> tuple[tuple[str, str], ...]:
    before, behind = chart.brackets if series.in_brackets(0) else ("", "")
    value = ("XVALUE", f"{before}{format_value(x, chart.x_format)}{behind}")
    return (("SERIESNAME", series.name), value) if series.pin else (value,)


def _marker(size: int, role: str, theme: Theme) -> str:
    if not size:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    look = f"<c:spPr>{colour_fill(theme, role)}{line_look(theme, 'paper', 0.5)}</c:spPr>"
    return f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/>{look}</c:marker>'


def pin_line(series: Series, theme: Theme) -> str:
    """Return the line that the points of a series hang on, as an error bar downwards; empty without pins."""
    if not series.pin:
        return ""
    line = f"<c:spPr>{line_look(theme, series.role, 1.1)}</c:spPr>"
    return (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="fixedVal"/>'
        f'<c:noEndCap val="1"/><c:val val="{series.pin:g}"/>{line}</c:errBars>'
    )


def _word_looks(series: Series, theme: Theme, first: int) -> list[str]:
    """Words without markers, each in its own place, colour and weight."""
    single = "".join(
        point_label(theme, index, label.words, label.role, label.side, label.strong)
        for index, label in enumerate(series.words, first)
    )
    strong = series.words[0].strong
    labels = labels_look(theme, series.role, "", single=single, shows=(), strong=strong)
    return [f"<c:spPr>{line_look(theme, None)}</c:spPr>", _marker(0, "ink", theme), labels]


def _point_looks(series: Series, chart: Chart, theme: Theme, first: int) -> list[str]:
    fill, rim = colour_fill(theme, series.role), line_look(theme, "paper", 0.5)
    sides, roles = series.sides or ("r",) * len(series.names), series.roles or (series.role,) * len(series.names)
    single = "".join(
        point_label(theme, index, name, "ink" if role == series.role else role, side)
        for index, (name, side, role) in enumerate(zip(series.names[:12], sides, roles, strict=False), first)
        if series.labelled
    )
    labels = labels_look(theme, "ink", "r", single=single, shows=())
    if chart.kind == "bubbles":
        never = '<c:invertIfNegative val="0"/>'
        points = "".join(
            f'<c:dPt><c:idx val="{index}"/>{never}<c:bubble3D val="0"/>'
            f"<c:spPr>{colour_fill(theme, role)}{rim}</c:spPr></c:dPt>"
            for index, role in enumerate(roles, first) if role != series.role
        )
        return [f"<c:spPr>{fill}{rim}</c:spPr>", never, points, labels]
    return [f"<c:spPr>{line_look(theme, None)}</c:spPr>", _marker(series.dot, series.role, theme), labels]
