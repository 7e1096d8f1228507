"""A desk on which small score tables are made as real files, and what reading them gives."""


from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
import pytest

from generator.errors import WhitepaperError
from generator.findings import Finding, has_errors
from generator.scores.book import Book
from generator.scores.options import ScoreOptions, ScoreSources, TableRef
from generator.scores.read import read_book

TREE = (
    ("一级指标", "权重", "二级指标", "权重"),
    ("基础", 40, "网络", 60),
    ("基础", 40, "平台", 40),
    ("服务", 60, "政务", 50),
    ("服务", 60, "民生", 50),
)
HEADER = ("城市", "省份", "网络", "平台", "政务", "民生")
ROWS = (
    ("成都", "四川省", 92.5, 88.0, 90.5, 86.0),
    ("重庆", "重庆市", 80.0, 76.5, 79.5, 81.0),
    ("贵阳", "贵州省", 74.0, 72.5, 70.0, 66.5),
    ("西安", "陕西省", 71.0, 69.5, 66.0, 68.5),
    ("昆明", "云南省", 64.0, 61.5, 66.0, 63.0),
)
EDITION = (
    'family = "volume"', 'title = "城市指数"', "year = 2020", 'region = "西部地区"', 'index = "数字经济"',
    "date = 2020-10-18", 'publisher = "研究院"',
)
Rows = Sequence[Sequence[object]]


@dataclass
class Outcome:
    """What reading gave: the book, the findings, the exit code a command would end with."""

    book: Book | None
    findings: tuple[Finding, ...]
    exit_code: int
    message: str = ""

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.findings}

    def first(self, code: str) -> Finding:
        return next(finding for finding in self.findings if finding.code == code)


@dataclass
class Desk:
    """A folder with a tree and a score table; `read` reads what was put there last."""

    folder: Path
    options: ScoreOptions = field(default_factory=ScoreOptions)
    table: TableRef | None = None
    tree: TableRef | None = None
    attributes: TableRef | None = None

    def workbook(self, rows: Rows, name: str = "scores.xlsx", sheet: str = "评分",
                 change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None] | None = None) -> Path:  # fmt: skip
        book = openpyxl.Workbook()
        page = book.active
        page.title = sheet
        for row in rows:
            page.append(list(row))
        if change:
            change(page)
        path = self.folder / name
        book.save(path)
        self.table = TableRef(path, sheet)
        return path

    def scores(self, rows: Rows = ROWS, header: Sequence[object] = HEADER, **more: object) -> Path:
        return self.workbook([header, *rows], **more)  # type: ignore[arg-type]

    def text(self, rows: Rows, name: str = "scores.csv", encoding: str = "utf-8", mark: str = ",") -> Path:
        stream = io.StringIO()
        csv.writer(stream, delimiter=mark).writerows(rows)
        path = self.folder / name
        path.write_bytes(stream.getvalue().encode(encoding))
        self.table = TableRef(path)
        return path

    def raw(self, data: bytes, name: str = "scores.xlsx", sheet: str = "评分") -> Path:
        path = self.folder / name
        path.write_bytes(data)
        self.table = TableRef(path, sheet)
        return path

    def weights(self, rows: Rows = TREE, name: str = "indicators.csv") -> Path:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        self.tree = TableRef(path)
        return path

    def part(self, part: str, change: Callable[[bytes], bytes], name: str = "scores.xlsx") -> None:
        """Rewrite one part of a workbook made before."""
        path = self.folder / name
        with zipfile.ZipFile(path) as old:
            parts = {info: old.read(info) for info in old.namelist()}
        parts[part] = change(parts.get(part, b""))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for key, data in parts.items():
                new.writestr(key, data)

    def choose(self, **options: object) -> None:
        self.options = replace(self.options, **options)  # type: ignore[arg-type]

    def edition(self, more: str = "") -> Path:
        """Write the edition file that says what `table`, `tree` and `options` say; return the folder."""
        assert self.table is not None
        tree = self.tree or TableRef(self.weights())
        given = self.options
        scores: dict[str, object] = {
            "table": self._inside(self.table), "sheet": self.table.sheet, "tree": self._inside(tree),
            "tree_sheet": tree.sheet, "scale": given.scale, "missing": given.missing, "ties": given.ties,
            "extra_units": given.extra_units, "expected_units": given.expected_units, "coverage": given.coverage,
        }
        if self.attributes:
            scores |= {"attributes": self._inside(self.attributes), "attributes_sheet": self.attributes.sheet}
        lines = [*EDITION, "[scores]", *(f"{key} = {json.dumps(v, ensure_ascii=False)}" for key, v in scores.items())]
        for tier in given.tiers:
            lines += ["[[tiers]]", f"name = {json.dumps(tier.name, ensure_ascii=False)}", f"min = {tier.min}"]
        if given.attributes:
            lines += ["[clusters]", f'weight = "{given.attributes[0]}"']
        (self.folder / "edition.toml").write_text("\n".join([*lines, more]) + "\n", encoding="utf-8")
        return self.folder

    def _inside(self, ref: TableRef) -> str:
        return ref.path.relative_to(self.folder).as_posix()

    def read(self) -> Outcome:
        assert self.table is not None
        sources = ScoreSources(self.table, self.tree, self.attributes, self.folder)
        try:
            book, findings = read_book(sources, self.options)
        except WhitepaperError as error:
            return Outcome(None, error.findings, error.exit_code, error.message)
        return Outcome(book, findings, 1 if has_errors(findings) else 0)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.weights()
    return made
