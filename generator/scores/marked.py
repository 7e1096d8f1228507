"""A copy of the tables with every finding marked: coloured cells, comments, a first sheet that lists them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import InputError
from generator.findings import Finding, Severity, user_language
from generator.scores.grid import Grid, column_name
from generator.scores.options import QueryRef, ScoreSources, TableRef
from generator.scores.rules import show
from generator.scores.source import read_grid, shown_name
from generator.scores.values import has_control

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LIST_ZH, LIST_EN = "检查结果", "Findings"
_AUTHOR = "whitepaper"
_FILLS = {Severity.ERROR: "FFF4A6A0", Severity.WARNING: "FFFFEB9C"}
_LONGEST_TITLE = 31  # of a sheet, as Excel allows
_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class _Column:
    """A column of the list: its head in both languages, and its width in characters."""

    zh: str
    en: str
    width: int


_COLUMNS = (
    _Column("序号", "No.", 6),
    _Column("级别", "Severity", 8),
    _Column("代码", "Code", 8),
    _Column("文件", "File", 18),
    _Column("位置", "Place", 14),
    _Column("值", "Value", 18),
    _Column("问题", "Problem", 70),
    _Column("建议", "Suggestion", 50),
)
_SEVERITY_ZH = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


def mark(sources: ScoreSources, findings: Sequence[Finding], language: str | None = None) -> bytes:
    """Return a workbook with the score table's sheets, those of the other tables, and the list in front.

    Cells with an error are red, with a warning yellow; each carries a comment. Text tables
    become sheets. Formulas are kept but have no stored results until Excel opens the copy.
    Raises InputError where a table cannot be read.
    """
    english = (language or user_language()) == "en"
    book, sheets = _copy_tables(sources)
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.place.cell and (title := _sheet_of(sheets, finding)):
            by_cell.setdefault((title, finding.place.cell), []).append(finding)
    for (title, cell), found in by_cell.items():
        _mark_cell(book[title], cell, found, "en" if english else "zh")
    _write_list(book, sheets, findings, english)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet_of(sheets: dict[tuple[str, str], str], finding: Finding) -> str:
    place = finding.place
    return sheets.get((place.file, place.sheet), "")


def _copy_tables(sources: ScoreSources) -> tuple[Workbook, dict[tuple[str, str], str]]:
    """Return a workbook holding all tables, and (file, sheet) → title of the sheet that shows it."""
    import openpyxl

    refs = [ref for ref in (sources.table, sources.tree, sources.attributes) if ref is not None]
    book = _load(sources.table)
    sheets: dict[tuple[str, str], str] = {}
    if book is not None and isinstance(sources.table, TableRef):
        name = shown_name(sources.table.path, sources.folder)
        sheets = {(name, title): title for title in book.sheetnames}
    else:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
    for ref in refs:
        grid = read_grid(ref, sources.folder)
        if (grid.file, grid.sheet) not in sheets:
            sheets[grid.file, grid.sheet] = _add_sheet(book, grid)
    return book, sheets


def _load(ref: TableRef | QueryRef) -> Workbook | None:
    """Return the workbook of the score table, None for a text table or one openpyxl cannot carry over."""
    import openpyxl

    from generator.scores.xml_parts import Archive

    if isinstance(ref, QueryRef) or ref.path.suffix.lower() not in (".xlsx", ".xlsm"):
        return None
    try:
        with Archive(ref.path, ref.path.name) as archive:
            archive.guard()
        book = openpyxl.load_workbook(ref.path)
    except InputError:
        raise
    except Exception:  # openpyxl has no base error; whatever it stumbles over, the grid can still be shown
        return None
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and has_control(cell.value):
                    cell.value = show(cell.value, 2_000)
    return book


def _add_sheet(book: Workbook, grid: Grid) -> str:
    """Add a sheet with the values of a grid; text that looks like a formula stays text."""
    wanted = (grid.sheet or grid.file.rpartition("/")[2]).translate(str.maketrans("[]:*?/\\", "_______"))
    sheet = book.create_sheet(wanted[:_LONGEST_TITLE])
    for row, cells in enumerate(grid.rows, 1):
        for column, value in enumerate(cells, 1):
            if value is None:
                continue
            cell = sheet.cell(row, column)
            if isinstance(value, float | bool):
                cell.value = value
            else:
                _write_text(cell, show(value, 2_000) if has_control(str(value)) else str(value))
    return str(sheet.title)


def _write_text(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"
    if text[:1] in "=+-@\t":
        cell.quotePrefix = True


def _mark_cell(sheet: Worksheet, cell: str, findings: list[Finding], language: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    target: Any = sheet[_first_of_merged(sheet, cell)]
    text = "\n".join(
        f"{finding.code} {finding.message(language)}"
        + (f"\n→ {finding.hint(language)}" if finding.hint(language) else "")
        for finding in findings
    )
    comment = Comment(text[:4_000], _AUTHOR)
    comment.width, comment.height = 320, min(400, 60 + 18 * (len(text) // 22 + text.count("\n")))
    target.comment = comment
    gravest = min((finding.severity for finding in findings), key=lambda severity: _GRAVITY[severity])
    if gravest in _FILLS:
        target.fill = PatternFill("solid", start_color=_FILLS[gravest], end_color=_FILLS[gravest])


def _first_of_merged(sheet: Worksheet, cell: str) -> str:
    """Return the cell itself, or the first of the merged area it lies in."""
    for area in sheet.merged_cells.ranges:
        if cell in area:
            return column_name(area.min_col - 1) + str(area.min_row)
    return cell


def _write_list(
    book: Workbook, sheets: dict[tuple[str, str], str], findings: Iterable[Finding], english: bool
) -> None:
    from openpyxl.styles import Font

    title = LIST_EN if english else LIST_ZH
    if title in book.sheetnames:
        book.remove(book[title])
    sheet = book.create_sheet(title, 0)
    for index, column in enumerate(_COLUMNS, 1):
        head = sheet.cell(1, index, column.en if english else column.zh)
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = column.width
    count = 0
    for count, finding in enumerate(findings, 1):
        _write_entry(sheet, count, finding, sheets, english)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:H{count + 1}"
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def _write_entry(
    sheet: Worksheet, number: int, finding: Finding, sheets: dict[tuple[str, str], str], english: bool
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    language = "en" if english else "zh"
    place = finding.place
    severity = str(finding.severity) if english else _SEVERITY_ZH[finding.severity]
    cell_of_sheet = f"{place.sheet}!{place.cell}" if place.sheet else place.cell
    where = cell_of_sheet or (str(place.line) if place.line else "")
    message, hint = finding.message(language), finding.hint(language)
    texts = (severity, finding.code, place.file, where, finding.value, message, hint)
    sheet.cell(number + 1, 1, number)
    for column, text in enumerate(texts, 2):
        cell = sheet.cell(number + 1, column)
        _write_text(cell, show(text, 2_000))
        cell.alignment = Alignment(wrap_text=column >= 6, vertical="top")
    if finding.severity in _FILLS:
        fill = _FILLS[finding.severity]
        sheet.cell(number + 1, 2).fill = PatternFill("solid", start_color=fill, end_color=fill)
    target = _sheet_of(sheets, finding)
    if target and place.cell:
        link: Any = sheet.cell(number + 1, 5)
        quoted = target.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{place.cell}")
        link.font = Font(color="FF0563C1", underline="single")
