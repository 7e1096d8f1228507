"""Text tables (.csv, .tsv, .txt): encodings and separators, then a Grid."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from generator.errors import InputError
from generator.findings import Finding, Place
from generator.scores.grid import Grid, Raw
from generator.scores.rules import find
from generator.scores.xml_parts import refusal, refused

MAX_BYTES = 64 << 20
MAX_CELLS = 2_000_000
KEPT = 4_000
BLANK_ROWS = 200
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_delimited(path: Path, name: str) -> Grid:
    """Return the grid of a text table.

    Encoding: byte order mark, then strict UTF-8, then GB18030; never a guess, never a
    dropped byte. Separator: tab, comma, semicolon or full-width comma, whichever the
    first lines hold most. Raises InputError (E106, E108, E109, E112).
    """
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise refused("E109", name, reason=f"{len(data) >> 20} MB")
    text, findings = _decode(data, name)
    csv.field_size_limit(MAX_BYTES)
    rows = _rows(text, name)
    return Grid(file=name, sheet="", rows=rows, text_is_number=True, findings=findings)


def _decode(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            found = (find("OK107", Place(name), name),) if encoding == "utf-16" else ()
            try:
                return data.decode(encoding), found
            except UnicodeDecodeError as error:
                raise _undecodable(data, error, name) from error
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as first:
        if b"\0" in data[:4096]:
            return _wide_without_mark(data, name)
        try:
            return data.decode("gb18030"), (find("OK105", Place(name), name),)
        except UnicodeDecodeError as second:
            raise _undecodable(data, max(first, second, key=lambda error: error.start), name) from second


def _wide_without_mark(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refused("E106", name, reason="二进制内容") from error
    if "\0" in text:
        raise refused("E106", name, reason="二进制内容")
    return text, (find("OK107", Place(name), name),)


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str) -> InputError:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    return refusal(
        find("E108", Place(name, line=line), name, line=line, column=column, byte=f"{data[error.start]:02x}")
    )


def _rows(text: str, name: str) -> list[list[Raw]]:
    mark = _separator(text)
    if text.count(mark) + text.count("\n") > 2 * MAX_CELLS:
        raise _too_large(name)
    rows: list[list[Raw]] = []
    count = 0
    records = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for record in records:
            row: list[Raw] = [value[:KEPT] if value else None for value in record]
            while row and row[-1] is None:
                row.pop()
            count += len(row)
            if count > MAX_CELLS:
                raise _too_large(name)
            rows.append(row)
    except csv.Error as error:
        line = len(rows) + 1  # where the record begins, which may be long before its end
        finding = find("E125", Place(name, line=line), name, None, line=line, reason=str(error))
        raise refusal(finding) from error
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _too_large(name: str) -> InputError:
    return refused("E112", name, limit=f"{MAX_CELLS:,}", columns="2,000")


def _separator(text: str) -> str:
    head = "\n".join(text[:20_000].splitlines()[:20])
    counts = {mark: head.count(mark) for mark in ("\t", ",", ";", "，")}
    return max(counts, key=lambda mark: counts[mark]) if any(counts.values()) else ","
