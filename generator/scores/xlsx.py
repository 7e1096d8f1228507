"""Workbooks (.xlsx): one sheet becomes a Grid.

A stream reader rather than openpyxl, because one pass must give values, formulas and
whether a result is stored, in bounded memory: a file of a million formatted blank rows
or a cell at XFD1048576 costs nothing. openpyxl writes the workbooks this package makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import InputError
from generator.findings import Place
from generator.scores.grid import Area, CellError, ExcelDate, Grid, Raw
from generator.scores.rules import find
from generator.scores.xml_parts import Archive, StopReading, damaged, refusal, refused, relations

BLANK_ROWS = 200  # so many empty rows end a table
MAX_CELLS, MAX_COLUMNS, MAX_MERGES = 2_000_000, 2_000, 20_000
KEPT = 4_000  # characters kept of one cell; more than 2,000 is an error anyway
MAX_SHARED = 48 << 20

_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|\\.|_.|\*.', re.IGNORECASE)
_AREA = re.compile(r"^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$")
_TAIL_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([^"]+)"')
_TAIL_FILTER = re.compile(rb"<(?:\w+:)?autoFilter[\s>/]")
_TAIL_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")


@dataclass
class _Sheet:
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


def read_xlsx(path: Path, name: str, sheet: str, prefer: tuple[str, ...] = ()) -> Grid:
    """Return the grid of `sheet`, or of the first visible sheet whose name contains a word of `prefer`.

    Raises InputError with a finding (E101, E103, E109–E112, E114).
    """
    with Archive(path, name) as archive:
        archive.guard()
        workbook = next(
            (part for kind, part in relations(archive, "").values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        parts = relations(archive, workbook)
        title, part, hidden = _choose(archive, workbook, parts, sheet, prefer)
        shared = _shared_strings(archive, _part_of(parts, "sharedStrings"))
        styles = _styles(archive, _part_of(parts, "styles"))
        found = _read_sheet(archive, part, shared, styles)
    return _grid(found, name, title, hidden)


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """Return the names of all sheets."""
    with Archive(path, name) as archive:
        archive.guard()
        return tuple(title for title, _, _ in _sheets(archive, "xl/workbook.xml"))


def _part_of(parts: dict[str, tuple[str, str]], kind: str) -> str:
    return next((part for found, part in parts.values() if found == kind), "")


def _sheets(archive: Archive, workbook: str) -> list[tuple[str, str, bool]]:
    """Return title, relation id and whether it is hidden, for every sheet."""
    sheets: list[tuple[str, str, bool]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            rid = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), rid, attributes.get("state", "visible") != "visible"))

    archive.parse(workbook, start, _skip, _skip)
    return sheets


def _choose(
    archive: Archive, workbook: str, parts: dict[str, tuple[str, str]], wanted: str, prefer: tuple[str, ...]
) -> tuple[str, str, bool]:
    sheets = [
        (title, parts[rid][1], hidden)
        for title, rid, hidden in _sheets(archive, workbook)
        if rid in parts and parts[rid][0] == "worksheet"
    ]
    if not sheets:
        raise damaged(archive.name, "没有工作表")
    if wanted:
        for sheet in sheets:
            if sheet[0].strip() == wanted.strip():
                return sheet
        raise _missing_sheet(archive.name, wanted, [title for title, _, _ in sheets])
    visible = [sheet for sheet in sheets if not sheet[2]] or sheets
    return next((sheet for word in prefer for sheet in visible if word in sheet[0]), visible[0])


def _missing_sheet(name: str, wanted: str, titles: list[str]) -> InputError:
    from rapidfuzz import fuzz, process

    near = process.extractOne(wanted, titles, scorer=fuzz.ratio)
    hint = f"是否应为“{near[0]}”？" if near and (near[1] >= 40 or len(titles) == 1) else "请核对工作表名"
    return refusal(find("E114", Place(name), wanted, sheets="、".join(titles[:20]), near=hint))


def _skip(_: str) -> None:
    return None


def _shared_strings(archive: Archive, part: str) -> list[str]:
    strings: list[str] = []
    if part not in archive:
        return strings
    pieces: list[str] = []
    state = {"text": False, "phonetic": False, "kept": 0, "total": 0}

    def start(name: str, _: dict[str, str]) -> None:
        match name:
            case "si":
                pieces.clear()
                state["kept"] = 0
            case "rPh":
                state["phonetic"] = True
            case "t":
                state["text"] = not state["phonetic"]

    def end(name: str) -> None:
        match name:
            case "si":
                strings.append(_unescape("".join(pieces)))
            case "rPh":
                state["phonetic"] = False
            case "t":
                state["text"] = False

    def text(data: str) -> None:
        if state["text"] and state["kept"] < KEPT:
            pieces.append(data[: KEPT - state["kept"]])
            state["kept"] += len(pieces[-1])
            state["total"] += len(pieces[-1])
            if state["total"] > MAX_SHARED:
                raise refused("E109", archive.name, reason=part)

    archive.parse(part, start, end, text)
    return strings


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _styles(archive: Archive, part: str) -> list[str]:
    """Return for every cell style "date", "percent" or ""."""
    if part not in archive:
        return []
    codes: dict[str, str] = {}
    kinds: list[str] = []
    inside = {"cellXfs": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside["cellXfs"] = True
        elif name == "xf" and inside["cellXfs"]:
            number = attributes.get("numFmtId", "0")
            kinds.append(_format_kind(number, codes.get(number, "")))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside["cellXfs"] = False

    archive.parse(part, start, end, _skip)
    return kinds


def _format_kind(number: str, code: str) -> str:
    if code:
        bare = _QUOTED.sub("", code.split(";")[0])
        if "%" in bare:
            return "percent"
        return (
            "date"
            if re.search(r"[ymdhs年月日]", bare, re.IGNORECASE) and "general" not in bare.lower()
            else ""
        )
    if number in ("9", "10"):
        return "percent"
    return "date" if number.isdigit() and int(number) in _DATE_FORMATS else ""


def _read_sheet(archive: Archive, part: str, shared: list[str], styles: list[str]) -> _Sheet:
    sheet = _Sheet()
    cell = _CellReader(sheet, shared, styles, archive.name)
    rest = archive.parse(part, cell.start, cell.end, cell.text)
    _read_tail(sheet, rest)
    return sheet


class _CellReader:
    """The handlers of a sheet part: one cell at a time, blank ones not kept."""

    def __init__(self, sheet: _Sheet, shared: list[str], styles: list[str], name: str) -> None:
        self.sheet, self.shared, self.styles, self.name = sheet, shared, styles, name
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
        sheet.cells.setdefault(self.row, {})[self.column] = value
        sheet.last = max(sheet.last, self.row)

    def _typed(self, value: str) -> Raw:
        match self.kind:
            case "s":
                index = _number(value, -1, self.name)
                if not 0 <= index < len(self.shared):
                    raise damaged(self.name, "共享字符串缺失")
                return self.shared[index]
            case "str" | "inlineStr":
                return _unescape(value)
            case "b":
                return value.strip() in ("1", "true")
            case "e":
                return CellError(value)
            case "d":
                return ExcelDate(0.0)
        return self._number(value)

    def _number(self, value: str) -> Raw:
        try:
            number = float(value)
        except ValueError:
            return value
        index = int(self.style) if self.style.isdigit() else 0
        kind = self.styles[index] if index < len(self.styles) else ""
        if kind == "date":
            return ExcelDate(number)
        if kind == "percent":
            self.sheet.percent.add((self.row, self.column))
        return number


def _number(text: str | None, default: int, name: str) -> int:
    if text is None:
        return default
    if not text.strip().isdecimal() or len(text) > 9:
        raise damaged(name, "行号或列号无效")
    return int(text)


def _split(reference: str, name: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if (
        not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha() and 1 <= len(digits) <= 7)
        or digits[0] == "0"
    ):
        raise damaged(name, f"单元格引用 {reference[:20]} 无效")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1, int(digits) - 1


def _add_merge(sheet: _Sheet, reference: str) -> None:
    match = _AREA.match(reference)
    if match and len(sheet.merges) < MAX_MERGES:
        left, top = _split(match.group(1) + match.group(2), "")
        right, bottom = _split(match.group(3) + match.group(4), "")
        sheet.merges.append(Area(top, left, bottom, right))


def _read_tail(sheet: _Sheet, rest: Iterator[bytes]) -> None:
    """After a stop, look for merged cells, a filter, and values that were not read."""
    values = False
    previous = b""
    for chunk in rest:
        text = previous + chunk
        values = values or bool(_TAIL_VALUE.search(text))
        for match in _TAIL_MERGE.finditer(text):
            _add_merge(sheet, match.group(1).decode("ascii", "replace"))
        sheet.filtered = sheet.filtered or bool(_TAIL_FILTER.search(text))
        previous = text[-200:]
        if previous.rfind(b">") >= 0:
            previous = previous[previous.rfind(b">") + 1 :]
    sheet.far = sheet.far and values


def _grid(found: _Sheet, name: str, title: str, hidden: bool) -> Grid:
    rows: list[list[Raw]] = []
    for index in range(found.last + 1):
        cells = found.cells.get(index)
        row: list[Raw] = [None] * (max(cells) + 1) if cells else []
        for column, value in (cells or {}).items():
            row[column] = value
        rows.append(row)
    findings = []
    if hidden:
        findings.append(find("W116", Place(name, title), f"工作表“{title}”"))
    if found.far:
        findings.append(find("W113", Place(name, title, line=found.last + 1), found.last + 1))
    return Grid(
        file=name,
        sheet=title,
        rows=rows,
        formulas=found.formulas,
        uncached=frozenset(found.uncached),
        percent=frozenset(found.percent),
        merges=tuple(dict.fromkeys(found.merges)),
        hidden_rows=tuple(row for row in found.hidden_rows if row <= found.last),
        hidden_columns=tuple(sorted(found.hidden_columns)),
        filtered=found.filtered,
        findings=tuple(findings),
    )
