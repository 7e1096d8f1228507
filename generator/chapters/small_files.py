"""The small files of an edition beside its scores: CSV tables and the TOML of drawn figures, read with their places.

Excel in Chinese saves CSV in GB18030, so such tables are taken in either encoding; TOML is UTF-8 by its own rules.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from generator.chapters.facts import PaperFacts
from generator.chapters.options import NO_HINT, Hint, Options, nearest, template_error
from generator.config.faults import parse_toml
from generator.config.toml_slips import words_of_toml
from generator.english import amount
from generator.errors import EditionError
from generator.findings import Place
from generator.fonts import missing_characters, missing_findings

MAX_BYTES = 1_000_000
_AS_CSV = Hint("请在 Excel 中另存为 CSV", "save it from Excel as CSV")


@dataclass(frozen=True)
class SmallFile:
    """The text of a small file, its name as the fence gives it, and the fence that asks for it."""

    name: str
    text: str
    options: Options

    @classmethod
    def read(cls, paper: PaperFacts, options: Options) -> SmallFile:
        """Return the file that `file` names; an EditionError (E410) where it cannot be read."""
        name, place = options.text("file"), options.place_of("file")
        path = file_inside(paper, options)
        if not path.is_file():
            near = nearest(path.name, [file.name for file in path.parent.glob("*")])
            raise template_error(place, f"找不到 {name}", f"the file {name} is missing", name, near)
        if path.stat().st_size > MAX_BYTES:
            raise template_error(place, f"{name} 超过 {MAX_BYTES // 1000} KB", f"{name} is too large", name)
        text = _decoded(path, name, place)
        _require_glyphs(text, name)
        return cls(name, text, options)

    def fault(self, zh: str, en: str, value: str = "", hint: Hint = NO_HINT, line: int = 0) -> EditionError:
        """Return the error about the file's content: at its line where that is known, else at the fence."""
        line = line or self._line_of(value)
        place = Place(self.name, line=line) if line else self.options.place
        return template_error(place, f"{self.name}：{zh}", f"{self.name}: {en}", value, hint)

    def _line_of(self, value: str) -> int:
        """Return the only line that holds `value`, 0 where there is none or more than one."""
        for shown in (f'"{value}"', value):
            lines = [n for n, line in enumerate(self.text.splitlines(), start=1) if value and shown in line]
            if len(lines) == 1:
                return lines[0]
        return 0

    def rows(self) -> list[tuple[int, list[str]]]:
        """Return the rows of a CSV that hold something, with their lines, header first; all are as wide as it.

        Raises EditionError where there is none, and where a row has more or fewer cells than the header.
        """
        read = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        try:
            rows = [(read.line_num, [re.sub(r"\s*\n\s*", "", cell.strip()) for cell in row]) for row in read]
        except csv.Error as error:
            raise self.fault("引号不配对", f"quotation marks do not match: {error}", line=read.line_num) from error
        rows = [(line, row) for line, row in rows if any(row)]
        if not rows:
            raise template_error(self.options.place, "表是空的", "the table is empty", self.name)
        wide = len(rows[0][1])
        for line, row in rows[1:]:
            if len(row) != wide:
                zh, en = "空格也要留逗号；含逗号的文字加英文引号", "keep the commas of empty cells; quote commas"
                told = f"这一行有 {len(row)} 格，表头有 {wide} 格"
                english = f"{amount(len(row), 'cell')} under a header of {wide}"
                raise self.fault(told, english, ",".join(row)[:40], Hint(zh, en), line)
        return rows

    def table(self) -> dict[str, Any]:
        """Return the TOML of the file."""
        try:
            return parse_toml(self.text)
        except tomllib.TOMLDecodeError as error:
            words = words_of_toml(error, self.text)
            hint = Hint(words.hint_zh, words.hint_en)
            raise self.fault(words.zh, words.en, words.value, hint, words.line or 1) from error

    def items(self, table: Mapping[str, Any], key: str, default: Sequence[Any] | None = None) -> Sequence[Any]:
        """Return the list that stands at `key`; a text in its place is a fault, not a list of its letters."""
        if key not in table and default is not None:
            return default
        found = table[key]
        if not isinstance(found, list):
            hint = Hint(f'写作 {key} = ["{found}"]', f'write {key} = ["{found}"]')
            raise self.fault(f"{key} 应为列表", f"{key} must be a list", str(found), hint)
        return found

    def number(self, value: object, what: str) -> float | None:
        """Return a number. A dash or other words without a digit stand for a value that is missing; a text that
        holds digits is a slip, and so are nan and inf."""
        if isinstance(value, str) and not re.search(r"\d", value):
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            return float(value)
        hint = Hint('请写数字，不加引号和单位；缺数据写 "—"', 'the number alone, without quotation marks; "—" for none')
        raise self.fault(f"{what}的“{value}”不是数字", f"{value} of {what} is not a number", str(value), hint)


def file_inside(paper: PaperFacts, options: Options) -> Path:
    """Return the path that `file` names; an EditionError (E410) at its line where it leads out of the folder."""
    name = options.text("file")
    try:
        return paper.edition.inside(name)
    except EditionError as error:
        zh, en = "须为版本文件夹之内的文件", "must be a file inside the edition's folder"
        hint = Hint("把文件放进版本文件夹，写相对路径", "put the file into the folder and write its relative path")
        raise template_error(options.place_of("file"), zh, en, name, hint) from error


def _require_glyphs(text: str, name: str) -> None:
    """Raise EditionError (E420) with the lines whose characters no face has; comments of a TOML are not set."""
    if not missing_characters(text):
        return
    lines = enumerate(text.splitlines(), start=1)
    found = [f for n, line in lines if not line.startswith("#") for f in missing_findings(line, Place(name, line=n))]
    if found:
        raise EditionError(found[0].zh, tuple(found), en=found[0].en)


def _decoded(path: Path, name: str, place: Place) -> str:
    """Return the text of a file: UTF-8, a CSV else in GB18030."""
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04") or b"\0" in data:
        raise template_error(place, f"{name} 不是文本文件", f"{name} is no text file", name, _AS_CSV)
    for encoding in ("utf-8-sig", "gb18030")[: 2 if path.suffix.lower() != ".toml" else 1]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    hint = Hint("请另存为 UTF-8", "save it as UTF-8")
    raise template_error(place, f"{name} 不是 UTF-8 文本", f"{name} is not UTF-8 text", name, hint)


def csv_rows(file: Path) -> list[tuple[int, list[str]]]:
    """Return the rows of a table beside the scores that hold something, with their lines, whatever their lengths.

    Raises EditionError (E402) where the file is missing, too large, or no text table.
    """
    place = Place(file.name)
    if not file.is_file():
        near = nearest(file.name, [other.name for other in file.parent.glob("*.csv")])
        raise template_error(place, f"找不到 {file.name}", f"the file {file.name} is missing", file.name, near, "E402")
    if file.stat().st_size > MAX_BYTES:
        raise template_error(place, f"超过 {MAX_BYTES // 1000} KB", "too large", file.name, code="E402")
    try:
        read = csv.reader(io.StringIO(_decoded(file, file.name, place), newline=""))
        rows = [(n, [cell.strip() for cell in row]) for n, row in enumerate(read, start=1)]
    except EditionError as error:
        (found,) = error.findings
        hint = Hint(found.hint_zh, found.hint_en)
        raise template_error(place, found.zh, found.en, found.value, hint, "E402") from error
    except csv.Error as error:
        raise template_error(place, "不是 CSV 文件", f"not a CSV file: {error}", file.name, _AS_CSV, "E402") from error
    if not (rows := [(line, row) for line, row in rows if any(row)]):
        raise template_error(place, "表是空的", "the table is empty", file.name, code="E402")
    return rows
