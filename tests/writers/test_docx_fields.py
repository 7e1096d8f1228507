"""Captions and references that go on being right when somebody inserts a chapter (needs LibreOffice)."""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pdfplumber
import pytest

from generator.theme import load_theme
from generator.writers.docx import write_docx
from tests.writers.docx_sample import sample

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice updates the fields here")


def _updated(path: Path) -> str:
    """Return the words of the text pages as LibreOffice prints them, fields counted anew, without spaces."""
    profile = (path.parent / "profile").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True, timeout=120
    )
    with pdfplumber.open(path.with_suffix(".pdf")) as pdf:
        pages = [re.sub(r"\s", "", page.extract_text()) for page in pdf.pages]
    return "".join(page for page in pages if "图目录" not in page)


def _with_a_chapter_before_the_second(path: Path) -> None:
    """Copy the first chapter's opener and the first figure's caption in front of the second chapter."""
    word = docx.Document(str(path))
    items = word.paragraphs
    numbers = [item for item in items if item.style.name == "章号"]
    title = next(item for item in items if item.style.name == "Heading 1")
    caption = next(item for item in items if item.style.name == "图题")
    for item in (numbers[0], title, caption):
        new = copy.deepcopy(item._p)
        for mark in new.xpath(".//w:bookmarkStart | .//w:bookmarkEnd"):
            mark.getparent().remove(mark)
        numbers[1]._p.addprevious(new)
    word.save(str(path))


def test_an_inserted_chapter_renumbers_captions_and_references(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    write_docx(sample(), load_theme("navy"), path, pages={}, charts="picture")
    assert "见表2-1、图2-1与第二章" in _updated(path)
    _with_a_chapter_before_the_second(path)
    words = _updated(path)
    assert "图2-1十二个城市得分" in words  # the inserted chapter's own
    assert "图3-1十二个城市得分" in words
    assert "图3-2重庆市得分" in words
    assert "表3-1西部地区城市评分及排名" in words
    assert "表A-1样本" in words
    assert "见表3-1、图3-1与第三章" in words
