"""The part of a workbook that holds one sheet, read as a stream of cells."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.scores.grid import Area, CellError, ExcelDate, Raw, cell_name
from generator.scores.rules import Words
from generator.scores.xml_parts import Archive, StopReading, damaged, refused, unescape

BLANK_ROWS = 200  # so many empty rows end a table
KEPT = 4_000  # characters kept of one cell; more than 2,000 is an error anyway
MAX_CELLS, MAX_COLUMNS, MAX_MERGES = 2_000_000, 2_000, 20_000

_DECIMAL = re.compile(r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$")
_AREA = re.compile(r"^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$")
_TAIL_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]+)"')
_TAIL_FILTER = re.compile(rb"<(?:\w+:)?autoFilter[\s>/]")
_TAIL_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")


@dataclass
class SheetCells:
    """What the handlers gather while a sheet streams by."""

    cells: dict[int, dict[int, Raw]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    percent: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    far: bool = False
    count: int = 0
    last: int = -1


def read_sheet(
    archive: Archive, part: str, shared: list[str], styles: list[str], shift: int = 0
) -> SheetCells:
    """Return the cells of a sheet part; `styles` says for each cell style what it shows (date, percent).

    `shift` is what is added to the serial of a date: the days from 1900 to 1904 where the workbook counts from there.
    """
    sheet = SheetCells()
    cell = _CellReader(sheet, shared, styles, archive.name, shift)
    rest = archive.parse(part, cell.start, cell.end, cell.text)
    _read_tail(sheet, rest)
    return sheet


class _CellReader:
    """The handlers of a sheet part: one cell at a time, blank ones not kept."""

    def __init__(
        self, sheet: SheetCells, shared: list[str], styles: list[str], name: str, shift: int
    ) -> None:
        self.sheet, self.shared, self.styles, self.name, self.shift = sheet, shared, styles, name, shift
        self.row = self.column = -1
        self.kind = self.style = ""
        self.reading = ""
        self.pieces: list[str] = []
        self.kept = 0
        self.value: str | None = None
        self.formula: str | None = None
        self.phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "c":
                self._start_cell(attributes)
            case "v" | "f" | "t":
                if not self.phonetic:
                    self.reading, self.pieces, self.kept = name, [], 0
            case "row":
                self._start_row(attributes)
            case "rPh":
                self.phonetic = True
            case "mergeCell":
                _add_merge(self.sheet, attributes.get("ref", ""))
            case "autoFilter":
                self.sheet.filtered = True
            case "col":
                self._column_width(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = _number(attributes.get("r"), self.row + 2, self.name) - 1
        self.column = -1
        if self.row - self.sheet.last > BLANK_ROWS:
            self.sheet.far = True
            raise StopReading
        if attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.append(self.row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            self.column, self.row = _split(reference, self.name)
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")
        self.value = self.formula = None

    def _column_width(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first = _number(attributes.get("min"), 1, self.name)
            last = min(_number(attributes.get("max"), first, self.name), MAX_COLUMNS)
            self.sheet.hidden_columns.update(range(first - 1, last))

    def text(self, data: str) -> None:
        if self.reading and self.kept < KEPT:
            self.pieces.append(data[: KEPT - self.kept])
            self.kept += len(self.pieces[-1])

    def end(self, name: str) -> None:
        match name:
            case "v" | "t":
                if self.reading == name:
                    joined = "".join(self.pieces)
                    self.value = joined if name == "v" else (self.value or "") + joined
                self.reading = ""
            case "f":
                self.formula = "".join(self.pieces)
                self.reading = ""
            case "c":
                self._end_cell()
            case "rPh":
                self.phonetic = False

    def _end_cell(self) -> None:
        if self.value is None and self.formula is None:
            return
        where = (self.row, self.column)
        if self.formula is not None:
            self.sheet.formulas[where] = f"={self.formula}"
            if not self.value and self.kind != "str":
                self.sheet.uncached.add(where)
        if self.value is None or (self.value == "" and self.kind in ("n", "s")):
            self._keep(None) if self.formula is not None else None
            return
        self._keep(self._typed(self.value))

    def _keep(self, value: Raw) -> None:
        sheet = self.sheet
        if isinstance(value, str) and value == "" and self.formula is None:
            return
        sheet.count += 1
        if sheet.count > MAX_CELLS or self.column >= MAX_COLUMNS:
            raise refused("E112", self.name, limit=f"{MAX_CELLS:,}", columns=f"{MAX_COLUMNS:,}")
        row = sheet.cells.setdefault(self.row, {})
        if self.column in row:  # readers would differ on which one counts
            cell = cell_name(self.row, self.column)
            raise damaged(self.name, Words(f"单元格 {cell} 出现两次", f"the cell {cell} stands twice"))
        row[self.column] = value
        sheet.last = max(sheet.last, self.row)

    def _typed(self, value: str) -> Raw:
        match self.kind:
            case "s":
                index = _number(value, -1, self.name)
                if not 0 <= index < len(self.shared):
                    raise damaged(self.name, Words("共享字符串缺失", "a shared string is missing"))
                return self.shared[index]
            case "str" | "inlineStr":
                return unescape(value)
            case "b":
                return value.strip() in ("1", "true")
            case "e":
                return CellError(value)
            case "d":
                return _iso_date(value)
        return self._number(value)

    def _number(self, value: str) -> Raw:
        if not _DECIMAL.match(value.strip()):
            return value
        number = float(value)
        index = int(self.style) if self.style.isdigit() else 0
        kind = self.styles[index] if index < len(self.styles) else ""
        if kind == "date":
            return ExcelDate(number + self.shift)
        if kind == "percent":
            self.sheet.percent.add((self.row, self.column))
        return number


def _iso_date(value: str) -> Raw:
    """Return the date of a cell of type d (ISO 8601), as text where it is none."""
    try:
        day = datetime.date.fromisoformat(value[:10])
    except ValueError:
        return value
    return ExcelDate(float(day.toordinal() - datetime.date(1899, 12, 30).toordinal()))


def _number(text: str | None, default: int, name: str) -> int:
    if text is None:
        return default
    if not text.strip().isdecimal() or len(text) > 9:
        raise damaged(name, Words("编号无效", "an invalid row, column or string number"))
    return int(text)


def _split(reference: str, name: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if (
        not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() and 1 <= len(digits) <= 7)
        or digits[0] == "0"
    ):
        shown = reference[:20]
        raise damaged(name, Words(f"单元格引用 {shown} 无效", f"the cell reference {shown} is not valid"))
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1, int(digits) - 1


def _add_merge(sheet: SheetCells, reference: str) -> None:
    if len(sheet.merges) < MAX_MERGES and (match := _AREA.match(reference)):
        left, top = _split(match.group(1) + match.group(2), "")
        right, bottom = _split(match.group(3) + match.group(4), "")
        sheet.merges.append(Area(top, left, bottom, right))


def _read_tail(sheet: SheetCells, rest: Iterator[bytes]) -> None:
    """After a stop, look for merged cells, a filter, and values that were not read."""
    values = False
    previous = b""
    for chunk in rest:
        text = previous + chunk
        values = values or bool(_TAIL_VALUE.search(text))
        if b"mergeCell" in text:  # a plain search first: a million blank rows have none
            for match in _TAIL_MERGE.finditer(text):
                _add_merge(sheet, match.group(1).decode("ascii", "replace"))
        sheet.filtered = sheet.filtered or (b"autoFilter" in text and bool(_TAIL_FILTER.search(text)))
        previous = text[-200:]
        if previous.rfind(b">") >= 0:
            previous = previous[previous.rfind(b">") + 1 :]
    sheet.far = sheet.far and values
