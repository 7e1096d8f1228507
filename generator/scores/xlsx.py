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
from generator.findings import Finding, Place
from generator.scores.grid import Grid, Raw
from generator.scores.rules import Words, find, listed
from generator.scores.sheet_part import KEPT, SheetCells, read_sheet
from generator.scores.xml_parts import Archive, damaged, refusal, refused, relations, unescape

MAX_SHARED = 48 << 20
MOST_SHARED = 150_000  # different texts in all sheets together
_MANY = Words(f"不同的文字超过 {MOST_SHARED:,} 条", f"more than {MOST_SHARED:,} different texts")
_OTHERS = {
    "word/document.xml": Words("Word 文件", "a Word file"),
    "ppt/presentation.xml": Words("PowerPoint 文件", "a PowerPoint file"),
    "xl/workbook.bin": Words("二进制工作簿 .xlsb", "a binary workbook, .xlsb"),
    "Index/Document.iwa": Words("Numbers 文件，请导出为 .xlsx", "a Numbers file: export it as .xlsx"),
    "content.xml": Words("OpenDocument 文件，请另存为 .xlsx", "an OpenDocument file: save it as .xlsx"),
}
"""Parts that tell another file of an office from a workbook."""
_FROM_1904 = 1_462

_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|\\.|_.|\*.', re.IGNORECASE)


def read_xlsx(path: Path, name: str, sheet: str, prefer: tuple[str, ...] = ()) -> Grid:
    """Return the grid of `sheet`, or of the first visible sheet whose name contains a word of `prefer`.

    Raises InputError with a finding (E101, E103, E109–E112, E114).
    """
    with Archive(path, name) as archive:
        archive.guard()
        if (other := next((words for part, words in _OTHERS.items() if part in archive), None)) is not None:
            raise refused("E106", name, reason=other)
        workbook = next(
            (part for kind, part in relations(archive, "").values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        parts = relations(archive, workbook)
        about = _about(archive, workbook)
        title, part, hidden, others = _choose(archive, about.sheets, parts, sheet, prefer)
        shared = _shared_strings(archive, _part_of(parts, "sharedStrings"))
        styles = _styles(archive, _part_of(parts, "styles"))
        found = read_sheet(archive, part, shared, styles, about.shift)
    choice = () if sheet else _chosen(name, title, others)
    return _grid(found, name, title, hidden, tuple(_labelled(others)), choice)


def _part_of(parts: dict[str, tuple[str, str]], kind: str) -> str:
    return next((part for found, part in parts.values() if found == kind), "")


@dataclass
class _About:
    """What the workbook part tells: its sheets (title, relation id, whether hidden) and where its days count from."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    shift: int = 0  # days between its first day and Excel's usual one


def _about(archive: Archive, workbook: str) -> _About:
    about = _About()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            rid = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            about.sheets.append((attributes.get("name", ""), rid, hidden))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            about.shift = _FROM_1904

    archive.parse(workbook, start, _skip, _skip)
    return about


Sheet = tuple[str, str, bool]  # title, part, whether hidden


def _choose(
    archive: Archive, listed_sheets: list[Sheet], parts: dict[str, tuple[str, str]], wanted: str,
    prefer: tuple[str, ...],
) -> tuple[str, str, bool, list[Sheet]]:
    """Return title, part and visibility of the sheet to read, and the other sheets."""
    sheets = [
        (title, parts[rid][1], hidden)
        for title, rid, hidden in listed_sheets
        if rid in parts and parts[rid][0] == "worksheet"
    ]
    if not sheets:
        raise damaged(archive.name, Words("没有工作表", "it has no sheets"))
    if wanted:
        for sheet in sheets:
            if sheet[0].strip() == wanted.strip():
                return *sheet, [other for other in sheets if other is not sheet]
        raise _missing_sheet(archive.name, wanted, [title for title, _, _ in sheets])
    visible = [sheet for sheet in sheets if not sheet[2]] or sheets
    chosen = next((sheet for word in prefer for sheet in visible if word in sheet[0]), visible[0])
    return *chosen, [other for other in sheets if other is not chosen]


def _chosen(name: str, title: str, others: list[Sheet]) -> tuple[Finding, ...]:
    """Return a note on which of several visible sheets was read."""
    seen = [other for other, _, hidden in others if not hidden]
    if not seen:
        return ()
    return (find("N115", Place(name, title), title, count=len(seen) + 1, names=listed(seen[:20])),)


def _labelled(others: list[Sheet]) -> Iterator[str]:
    """Yield the titles of sheets, hidden ones marked."""
    for title, _, hidden in others[:20]:
        yield f"{title}*" if hidden else title


def _missing_sheet(name: str, wanted: str, titles: list[str]) -> InputError:
    from rapidfuzz import fuzz, process

    near = process.extractOne(wanted, titles, scorer=fuzz.ratio)
    hint = Words(
        "请改 edition.toml 中的 sheet、tree_sheet 或 attributes_sheet，或改工作表名",
        "mend sheet, tree_sheet or attributes_sheet in edition.toml, or the name of the sheet",
    )
    if near and (near[1] >= 40 or len(titles) == 1):
        hint = Words(f"是否应为“{near[0]}”？", f"is “{near[0]}” meant?")
    return refusal(find("E114", Place(name), wanted, sheets=listed(titles[:20]), near=hint))


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
                strings.append(unescape("".join(pieces)))
                if len(strings) > MOST_SHARED:
                    raise refused("E109", archive.name, reason=_MANY)
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


def _grid(
    found: SheetCells, name: str, title: str, hidden: bool, others: tuple[str, ...], told: tuple[Finding, ...]
) -> Grid:
    rows: list[list[Raw]] = []
    for index in range(found.last + 1):
        cells = found.cells.get(index)
        row: list[Raw] = [None] * (max(cells) + 1) if cells else []
        for column, value in (cells or {}).items():
            row[column] = value
        rows.append(row)
    findings = list(told)
    if hidden:
        what = Words(f"工作表“{title}”", f"the sheet “{title}” is")
        findings.append(find("W116", Place(name, title), title, what=what))
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
        others=others,
        findings=tuple(findings),
    )
