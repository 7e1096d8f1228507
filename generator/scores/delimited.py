"""Text tables (.csv, .tsv, .txt): encodings and separators, then a Grid. The file is streamed, never held whole."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from generator.errors import InputError
from generator.findings import Finding, Place
from generator.scores.grid import Grid, Raw, is_blank
from generator.scores.rules import Words, find
from generator.scores.xml_parts import refusal, refused

MAX_BYTES = 32 << 20
MAX_CELLS, MAX_COLUMNS = 2_000_000, 2_000
MAX_LINE = 4 << 20  # characters: 2,000 columns of 2,000 characters
KEPT = 4_000
BLANK_ROWS = 200  # so many empty rows end a table
_CHUNK = 1 << 18
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SHOWN = {"utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_BY_MARK = Words("字节序标记", "its byte order mark")
_BY_ZEROS = Words("零字节的位置", "the side of its zero bytes")


def read_delimited(path: Path, name: str) -> Grid:
    """Return the grid of a text table.

    Encoding: byte order mark, then strict UTF-8, then GB18030; UTF-16 without a mark by its zero bytes; never
    a guess, never a dropped byte. Separator: tab, comma, semicolon, full-width comma or bar, whichever the
    first lines hold most. Raises InputError (E106, E108, E109, E112, E125).
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise refused("E109", name, reason=f"{size >> 20} MB")
    encoding, findings = _encoding(path, name)
    csv.field_size_limit(MAX_LINE)
    with path.open(encoding=encoding, newline="") as stream:
        rows, far = _rows(stream, name)
    return Grid(file=name, sheet="", rows=rows, text_is_number=True, findings=(*findings, *far))


def _encoding(path: Path, name: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the encoding in which the whole file can be read, and a note where it is not UTF-8."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            if (at := _undecodable(path, encoding)) is not None:
                raise _refused(path, at, (encoding,), name)
            return encoding, (find("OK107", Place(name), name, how=_BY_MARK),) if encoding == "utf-16" else ()
    if (first := _undecodable(path, "utf-8")) is None and not _is_wide(head):
        return "utf-8", ()
    if b"\0" in head:
        wide = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        if _undecodable(path, wide) is None and "\0" not in head[: len(head) // 2 * 2].decode(wide, "ignore"):
            return wide, (find("OK107", Place(name), name, how=_BY_ZEROS),)
        raise refused("E106", name, reason=Words("二进制内容", "binary content"))
    if (second := _undecodable(path, "gb18030")) is None:
        return "gb18030", (find("OK105", Place(name), name),)
    raise _refused(path, max(first or 0, second), ("utf-8", "gb18030"), name)


def _is_wide(head: bytes) -> bool:
    """Return whether the zero bytes of a file without a mark are those of UTF-16: many, all on one side."""
    sides = sorted((head[::2].count(0), head[1::2].count(0)))
    return sides[0] == 0 and sides[1] > len(head) // 40


def _undecodable(path: Path, encoding: str) -> int | None:
    """Return where the first byte stands that `encoding` does not allow, None where all of it is sound."""
    decoder = codecs.getincrementaldecoder(encoding)()
    before = 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(_CHUNK)
            kept = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return before - kept + error.start
            if not chunk:
                return None
            before += len(chunk)


def _refused(path: Path, at: int, encodings: tuple[str, ...], name: str) -> InputError:
    """Return the refusal (E108) that names line, byte and value of what cannot be decoded."""
    with path.open("rb") as stream:
        before, byte = stream.read(at), stream.read(1)
    wide = encodings[0].startswith("utf-16")
    text = before.decode(encodings[0], "ignore") if wide else ""
    line = (text.count("\n") if wide else before.count(b"\n")) + 1
    column = len(text) - text.rfind("\n") if wide else at - before.rfind(b"\n")
    shown = [_SHOWN.get(encoding, encoding.upper()) for encoding in encodings]
    words = Words(f"不能按 {' 或 '.join(shown)} 解码", f"cannot be decoded as {' or '.join(shown)}")
    place = Place(name, line=line)
    return refusal(find("E108", place, name, line=line, column=column, byte=byte.hex() or "00", encoding=words))


def _rows(stream: TextIO, name: str) -> tuple[list[list[Raw]], tuple[Finding, ...]]:
    """Return the rows up to the end of the table, and a warning where more follows far below."""
    head = stream.read(20_000)
    stream.seek(0)
    mark = _separator(head)
    lines = _lines(stream, name)
    records = csv.reader(lines, delimiter=mark, strict=True, skipinitialspace=f'{mark} "' in head)
    rows: list[list[Raw]] = []
    count = blank = 0
    try:
        for record in records:
            row: list[Raw] = [value[:KEPT] if value else None for value in record]
            while row and row[-1] is None:
                row.pop()
            count += len(row)
            if count > MAX_CELLS or len(row) > MAX_COLUMNS:
                raise _too_large(name)
            blank = 0 if any(not is_blank(cell) for cell in row) else blank + 1
            if blank > BLANK_ROWS:
                break
            rows.append(row)
    except csv.Error as error:
        line = len(rows) + 1  # where the record begins, which may be long before its end
        finding = find("E125", Place(name, line=line), name, None, line=line, reason=_quoting(error))
        raise refusal(finding) from error
    while rows and all(is_blank(cell) for cell in rows[-1]):
        rows.pop()
    if blank <= BLANK_ROWS or not any(line.strip(f"{mark} \t\r\n\ufeff") for line in lines):
        return rows, ()
    return rows, (find("W113", Place(name, line=len(rows)), len(rows)),)


def _lines(stream: TextIO, name: str) -> Iterator[str]:
    """Yield the lines of a text; one that is too long is refused (E112)."""
    while line := stream.readline(MAX_LINE):
        if len(line) >= MAX_LINE:
            raise _too_large(name)
        yield line


def _quoting(error: csv.Error) -> Words:
    """Return what csv says of a record it cannot read."""
    if "expected after" in str(error):
        return Words("右引号之后还有文字", "text follows a closing mark")
    return Words("引号没有闭合", "a quotation is not closed")


def _too_large(name: str) -> InputError:
    return refused("E112", name, limit=f"{MAX_CELLS:,}", columns=f"{MAX_COLUMNS:,}")


def _separator(text: str) -> str:
    head = "\n".join(text.splitlines()[:20])
    counts = {mark: head.count(mark) for mark in ("\t", ",", ";", "，", "|")}
    return max(counts, key=lambda mark: counts[mark]) if any(counts.values()) else ","
