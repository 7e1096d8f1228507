"""The series of native charts as XML: references into the workbook, the values there, and their looks."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from generator.figures.chart import Chart, Series
from generator.figures.looks import looks_of, pin_line
from generator.figures.workbook import (
    FORMATS,
    column_letters,
    placed_number,
    point_references,
    shown_names,
    shown_number,
)
from generator.theme import Theme


def write_series(chart: Chart, theme: Theme) -> list[str]:
    """Return every series of the chart as c:ser, its elements in the order of the schema."""
    return _of_points(chart, theme) if chart.of_points else _of_categories(chart, theme)


def _of_categories(chart: Chart, theme: Theme) -> list[str]:
    bottom = len(chart.categories) + 1
    names = _texts(f"Sheet1!$A$2:$A${bottom}", shown_names(chart))
    code = escape(FORMATS[chart.format][1])
    found: list[str] = []
    for index, series in enumerate(chart.series):
        column = column_letters(index + 1)
        values = [shown_number(value, chart.format) for value in series.values]
        cells = _numbers(f"Sheet1!${column}$2:${column}${bottom}", enumerate(values), len(values), code)
        smooth = '<c:smooth val="0"/>' if _is_line(series, chart) else ""
        found.append(
            f"{_start(index, f'Sheet1!${column}$1', series)}{''.join(looks_of(series, chart, theme, 0))}"
            f"<c:cat>{names}</c:cat><c:val>{cells}</c:val>{smooth}</c:ser>"
        )
    return found


def _is_line(series: Series, chart: Chart) -> bool:
    return chart.kind == "lines" or (chart.kind == "columns" and series.marked)


def _of_points(chart: Chart, theme: Theme) -> list[str]:
    """Let every series refer to the whole table of points, empty where a point is another's.

    LibreOffice draws only the last series when each has a range of its own.
    """
    count = sum(len(series.values) for series in chart.series)
    all_xs = _numbers_of(enumerate(x for series in chart.series for x in series.xs))
    found: list[str] = []
    first = 0
    for place, series in enumerate(chart.series):
        cells = point_references(chart, place, count)
        ys = enumerate((placed_number(value, chart) for value in series.values), first)
        looks = "".join(looks_of(series, chart, theme, first))
        sizes, smooth = "", '<c:smooth val="0"/>'
        if chart.kind == "bubbles":
            own = _numbers(cells["bubbleSize"], enumerate(series.sizes, first), count)
            sizes, smooth = f"<c:bubbleSize>{own}</c:bubbleSize>", '<c:bubble3D val="0"/>'
        hung = pin_line(series, theme)
        found.append(
            f"{_start(place, cells['tx'], series)}{looks}{hung}"
            f"<c:xVal>{_reference(cells['xVal'], all_xs, count)}</c:xVal>"
            f"<c:yVal>{_numbers(cells['yVal'], ys, count)}</c:yVal>{sizes}{smooth}</c:ser>"
        )
        first += len(series.values)
    return found


def _start(index: int, cell: str, series: Series) -> str:
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{_texts(cell, (series.name,))}</c:tx>'
    )


def _texts(cells: str, texts: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(text)}</c:v></c:pt>' for at, text in enumerate(texts))
    cache = f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'
    return f"<c:strRef><c:f>{cells}</c:f>{cache}</c:strRef>"


def _numbers(cells: str, values: Iterable[tuple[int, float | None]], count: int, code: str = "General") -> str:
    return _reference(cells, _numbers_of(values), count, code)


def _reference(cells: str, points: str, count: int, code: str = "General") -> str:
    cache = f'<c:formatCode>{code}</c:formatCode><c:ptCount val="{count}"/>{points}'
    return f"<c:numRef><c:f>{cells}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _numbers_of(values: Iterable[tuple[int, float | None]]) -> str:
    return "".join(
        f'<c:pt idx="{index}"><c:v>{value!r}</c:v></c:pt>' for index, value in values if value is not None
    )


def numbers_given(values: tuple[float, ...]) -> str:
    """Return numbers that stand in the chart itself, not in the workbook."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{value:.12g}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:numLit><c:ptCount val="{len(values)}"/>{points}</c:numLit>'
