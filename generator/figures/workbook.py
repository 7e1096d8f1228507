"""The workbook inside a native chart: the same rounded numbers that the chart shows, with headers.

It is the least that Excel opens: one sheet, its strings in their cells, one number format. Its entries
are stored, for the package around it is compressed.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from generator.figures.chart import Chart
from generator.text import format_value, rounded

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
    "millions": (2, '[>=1000000000]0.00,,," billion";[>=1000000]0.00,," million";#,##0'),
    "scaled": (2, r'[>=100000000]0\.00,,"亿";[>=10000]0\.0,"万";#,##0'),
}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET = "xl/worksheets/sheet1.xml"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def shown_number(value: float | None, style: str) -> float | None:
    """Return a value rounded half up to the decimals its format prints."""
    return None if value is None else float(rounded(value, FORMATS[style][0]))


def code_of(chart: Chart, style: str, partial: bool = False) -> str:
    """Return the number format of a style; that of a partial value puts it in the chart's brackets."""
    code = FORMATS[style][1]
    before, behind = chart.brackets
    return f'"{before}"{code}"{behind}"' if partial else code


def shown_names(chart: Chart) -> tuple[str, ...]:
    """Return the categories as the chart names them: with the value of the first series under each, if so asked."""
    if not chart.values_at_names:
        return chart.categories
    first, (before, behind) = chart.series[0], chart.brackets
    names = []
    for at, (name, value) in enumerate(zip(chart.categories, first.values, strict=True)):
        text = format_value(shown_number(value, chart.format), chart.format)
        text = f"{before}{text}{behind}" if first.in_brackets(at) else text
        names.append(name if value is None else f"{name}\n{text}")
    return tuple(names)


def placed_number(y: float | None, chart: Chart) -> float | None:
    """Return the y of a point as the chart shows it; one that only keeps points apart is no figure."""
    return y if chart.bounds else shown_number(y, chart.format)


def write_workbook(chart: Chart) -> bytes:
    """Return an .xlsx with categories in column A and one column to a series (points: a line to each).

    The same chart gives the same bytes: every entry has the first moment a zip can hold.
    """
    rows = _point_rows(chart) if chart.of_points else _category_rows(chart)
    shown = "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(rows, 1))
    sheet = f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetData>{shown}</sheetData></worksheet>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as book:
        for name, body in _fixed_parts(FORMATS[chart.format][1]):
            book.writestr(_entry(name), body)
        book.writestr(_entry(_SHEET), sheet.encode())
    return target.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o600 << 16
    return info


@lru_cache(maxsize=32)
def _fixed_parts(code: str) -> tuple[tuple[str, bytes], ...]:
    """Return name and content of every part but the sheet; style 1 prints numbers by `code`."""
    parts = {
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" '
            'r:id="rId1"/></sheets></workbook>'
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
            f'formatCode={quoteattr(code)}/></numFmts><fonts count="1"><font><sz val="11"/>'
            '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/>'
            '<top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
            'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" '
            'borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" '
            'applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
            'builtinId="0"/></cellStyles></styleSheet>'
        ),
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>'
            f'<Override PartName="/{_SHEET}" ContentType="{_SPREADSHEET}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
    }
    return tuple((name, f"{_DECLARATION}{body}".encode()) for name, body in sorted(parts.items()))


def _relations(*targets: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


# --- rows ----------------------------------------------------------------------------


def _formula(column: int, row: int, formula: str, text: str) -> str:
    place = f"{column_letters(column)}{row}"
    return f'<c r="{place}" t="str"><f>{escape(formula)}</f><v>{escape(text)}</v></c>'


def _text(column: int, row: int, text: str) -> str:
    place = f"{column_letters(column)}{row}"
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _number(column: int, row: int, value: float | None, style: int = 0, formula: str = "") -> str:
    if value is None:
        return ""
    return f'<c r="{column_letters(column)}{row}" s="{style}">{formula}<v>{value!r}</v></c>'


def _category_rows(chart: Chart) -> list[str]:
    aside = (chart.corner,) if chart.values_at_names else ()
    heads = (chart.corner, *(series.name for series in chart.series), *aside)
    rows = ["".join(_text(column, 1, head) for column, head in enumerate(heads))]
    for at, (name, shown) in enumerate(zip(chart.categories, shown_names(chart), strict=True)):
        row = at + 2
        values = (
            _number(column, row, shown_number(series.values[at], chart.format), 1)
            for column, series in enumerate(chart.series, 1)
        )
        told = "".join(values)
        if not chart.values_at_names:
            rows.append(_text(0, row, name) + told)
            continue
        # Composed in the sheet, so that a value that is mended there is mended at its name too.
        own = f"{column_letters(len(chart.series) + 1)}{row}"
        code = code_of(chart, chart.format, chart.series[0].in_brackets(at)).replace('"', '""')
        formula = f'IF(B{row}="",{own},{own}&CHAR(10)&TEXT(B{row},"{code}"))'
        rows.append(_formula(0, row, formula, shown) + told + _text(len(chart.series) + 1, row, name))
    return rows


def _point_rows(chart: Chart) -> list[str]:
    """Return a line to a point: name, x, then y in the column of its series, sizes last."""
    heads = [chart.corner, chart.x_title, *(series.name for series in chart.series)]
    sized = 2 + len(chart.series)
    if any(series.sizes for series in chart.series):
        heads.append(chart.size_title)
    rows = ["".join(_text(column, 1, head) for column, head in enumerate(heads))]
    named: dict[str, int] = {}
    for column, series in enumerate(chart.series, 2):
        for at, (x, y) in enumerate(zip(series.xs, series.values, strict=True)):
            row = len(rows) + 1
            name = _text(0, row, series.names[at]) if series.names else ""
            origin = named.setdefault(series.names[at], row) if series.names else row
            source = f"<f>B{origin}</f>" if series.copied and origin != row else ""
            size = _number(sized, row, series.sizes[at]) if series.sizes else ""
            rows.append(
                name + _number(1, row, x, formula=source) + _number(column, row, placed_number(y, chart), 1) + size
            )
    return rows


def point_references(chart: Chart, place: int, count: int) -> dict[str, str]:
    """Return where name, xs, ys and sizes of a series stand; `count` points in the whole table."""
    column, last = column_letters(2 + place), column_letters(2 + len(chart.series))
    bottom = count + 1
    return {
        "tx": f"Sheet1!${column}$1",
        "xVal": f"Sheet1!$B$2:$B${bottom}",
        "yVal": f"Sheet1!${column}$2:${column}${bottom}",
        "bubbleSize": f"Sheet1!${last}$2:${last}${bottom}",
    }


@lru_cache(maxsize=1024)
def column_letters(place: int) -> str:
    """Return the letters of a column counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
