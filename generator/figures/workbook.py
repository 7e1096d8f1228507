"""The workbook inside a native chart: the same rounded numbers that the chart shows, with headers."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from typing import Any

from generator.figures.chart import Chart
from generator.text import rounded

# Decimals that a format prints, and the number format by which Excel prints the same.
FORMATS: dict[str, tuple[int, str]] = {
    "text": (6, "General"),
    "score": (1, "0.0"),
    "score2": (2, "0.00"),
    "integer": (0, "0"),
    "rank": (0, "0"),
    "weight": (5, "0.###%"),
    "percent1": (3, "0.0%"),
    "signed": (1, '+0.0;"−"0.0;0.0'),
    "signed0": (0, '+0;"−"0;0'),
    "grouped": (0, "#,##0"),
    "scaled": (2, r'[>=100000000]0\.00,,"亿";[>=10000]0\.0,"万";#,##0'),
}


def shown_number(value: float | None, style: str) -> float | None:
    """Return a value rounded half up to the decimals its format prints."""
    return None if value is None else float(rounded(value, FORMATS[style][0]))


def write_workbook(chart: Chart) -> bytes:
    """Return an .xlsx with categories in column A and one column to a series (XY: blocks of columns).

    The same chart gives the same bytes: the creation date is SOURCE_DATE_EPOCH or a fixed day.
    """
    from xlsxwriter import Workbook

    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True})
    moment = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "946684800")), UTC)
    book.set_properties({"created": moment.replace(tzinfo=None)})
    sheet = book.add_worksheet("Sheet1")
    style = book.add_format({"num_format": FORMATS[chart.format][1]})
    if chart.kind in ("scatter", "bubbles"):
        _write_points(chart, sheet, style)
    else:
        _write_categories(chart, sheet, style)
    book.close()
    return target.getvalue()


def _write_categories(chart: Chart, sheet: Any, style: Any) -> None:
    write = sheet.write
    sheet.write_string(0, 0, chart.corner)
    for row, name in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, name)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name)
        for row, value in enumerate(series.values, 1):
            if value is not None:
                write(row, column, shown_number(value, chart.format), style)


def _write_points(chart: Chart, sheet: Any, style: Any) -> None:
    """Write a line to a point: name, x, then y in the column of its series, sizes last."""
    text = sheet.write_string
    write = sheet.write
    for column, title in enumerate((chart.corner, chart.x_title, *(series.name for series in chart.series))):
        text(0, column, title)
    if any(series.sizes for series in chart.series):
        text(0, 2 + len(chart.series), chart.size_title)
    row = 1
    for column, series in enumerate(chart.series, 2):
        for index, (x, y) in enumerate(zip(series.xs, series.values, strict=True)):
            if series.names:
                text(row, 0, series.names[index])
            write(row, 1, x)
            write(row, column, shown_number(y, chart.format), style)
            if series.sizes:
                write(row, 2 + len(chart.series), series.sizes[index])
            row += 1


def point_references(chart: Chart, place: int, count: int) -> dict[str, str]:
    """Return where name, xs, ys and sizes of a series stand; `count` points in the whole table."""
    column, last = _column(2 + place), _column(2 + len(chart.series))
    bottom = count + 1
    return {
        "tx": f"Sheet1!${column}$1",
        "xVal": f"Sheet1!$B$2:$B${bottom}",
        "yVal": f"Sheet1!${column}$2:${column}${bottom}",
        "bubbleSize": f"Sheet1!${last}$2:${last}${bottom}",
    }


def _column(place: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
