"""Footnotes wherever a person may put one: in text, lists, cells of tables, the lead of a chapter."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pdfplumber
import pytest

from generator.build import build
from generator.errors import EditionError
from generator.scaffold import create

NOTES = "[^a]: 单元格的注。\n[^b]: 末页的注。\n[^c]: 正文的注。\n"
ROWS = "".join(f"| 第{i}行 | 值{i}{'[^a]' if i == 2 else '[^b]' if i == 58 else ''} |\n" for i in range(1, 60))


def _edition(folder: Path, text: str, lead: str = "") -> Path:
    create(folder / "towns")
    (folder / "towns" / "commentary" / "status" / "01.md").write_text(text, "utf-8")
    file = folder / "towns" / "edition.toml"
    chapters = f'[[chapters]]\ntemplate = "status"\nlead = "{lead}"\n[[chapters]]\ntemplate = "appendix"\n'
    file.write_text(file.read_text("utf-8") + chapters, "utf-8")
    return folder / "towns"


def _pages(folder: Path, text: str, lead: str = "") -> list[str]:
    build(_edition(folder, text, lead), out=folder / "out", verify=True)
    with pdfplumber.open(folder / "out" / "towns.pdf") as pdf:
        return [re.sub(r"\s+", "", page.extract_text() or "") for page in pdf.pages]


def test_a_note_stands_on_the_page_of_its_cell_also_in_a_table_that_is_cut(tmp_path: Path) -> None:
    pages = _pages(tmp_path, f"## 背景\n\n| 甲 | 乙 |\n|---|---|\n{ROWS}\n正文[^c]。\n\n{NOTES}")
    first = next(page for page in pages if "第2行" in page)
    last = next(page for page in pages if "第58行" in page)
    assert first != last
    assert "值2[1]" in first and "[1]单元格的注。" in first and "末页的注" not in first
    assert "值58[2]" in last and "[2]末页的注。" in last and "单元格的注" not in last
    after = next(page for page in pages if "正文[3]" in page)
    assert "[3]正文的注。" in after
    assert sum(page.count("单元格的注。") for page in pages) == 1


def test_the_note_of_a_chapters_lead_stands_on_its_opener(tmp_path: Path) -> None:
    pages = _pages(tmp_path, "## 背景\n\n文字。\n", "提要一句^[提要的注。]。")
    opener = next(page for page in pages if "提要一句" in page)
    assert "提要一句[1]。" in opener and "[1]提要的注。" in opener


@pytest.mark.parametrize("text", ["## 背景[^c]\n\n文字。\n", "## 背景\n\n| 甲[^c] | 乙 |\n|---|---|\n| 一 | 二 |\n"])
def test_a_note_that_would_be_lost_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(EditionError, match=r"status/01\.md:\d+.*不能放脚注"):
        build(_edition(tmp_path, f"{text}\n{NOTES}"), out=tmp_path / "out", dry_run=True)


def test_a_note_marked_twice_has_one_number_in_both_files(tmp_path: Path) -> None:
    notes = "[^a]: 两处用的注。\n[^b]: 第二注。\n[^c]: 第三注。\n"
    shown = "".join(_pages(tmp_path, f"## 背景\n\n甲句[^a]，乙句[^b]。\n\n丙句[^a]，丁句[^c]。\n\n{notes}"))
    assert "甲句[1]，乙句[2]。" in shown and "丙句[1]，丁句[3]。" in shown
    assert shown.count("两处用的注。") == 1 and "[3]第三注。" in shown
    with zipfile.ZipFile(tmp_path / "out" / "towns.docx") as word:
        body, notes = (word.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))
    assert body.count("<w:footnoteReference ") == notes.count("<w:footnoteRef/>") == 3
    assert body.count("NOTEREF _RefNote1 ") == 1 and body.count('w:name="_RefNote1"') == 1
