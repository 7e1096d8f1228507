"""The proof finds what somebody changed in a finished Word file, and nothing where nobody did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from generator.errors import InputError
from generator.findings import Finding
from generator.theme import load_theme
from generator.writers.docx import write_docx
from generator.writers.docx.prove import prove_docx
from tests.writers.docx_sample import sample

THEME = load_theme("navy")


@pytest.fixture(scope="module", params=["native", "picture"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("proof") / "paper.docx"
    write_docx(sample(), THEME, path, pages={}, charts=request.param)
    return path


def _after(change: Callable[[Any], None], made: Path, folder: Path) -> list[Finding]:
    word = docx.Document(str(made))
    change(word)
    word.save(str(folder / "changed.docx"))
    return prove_docx(sample(), THEME, folder / "changed.docx")


def test_an_untouched_file_is_what_the_document_says(made: Path) -> None:
    assert prove_docx(sample(), THEME, made) == []


def test_a_number_changed_in_a_sentence_is_found(made: Path, tmp_path: Path) -> None:
    def change(word: Any) -> None:
        run = next(run for item in word.paragraphs for run in item.runs if "成都市得分89.2分" in run.text)
        run.text = run.text.replace("89.2", "98.2")

    findings = _after(change, made, tmp_path)
    assert [finding.code for finding in findings] == ["E612"]
    assert "89.2" in findings[0].zh and "98.2" in findings[0].zh


def test_a_number_changed_in_a_table_is_found(made: Path, tmp_path: Path) -> None:
    def change(word: Any) -> None:
        table = next(table for table in word.tables if len(table.rows) == 25)
        cell = next(cell for cell in table.rows[1].cells if cell.text == "89.2")
        cell.paragraphs[0].runs[0].text = "88.2"

    findings = _after(change, made, tmp_path)
    assert [finding.code for finding in findings] == ["E612"]
    assert "1 | 重庆 | 88.2" in findings[0].zh


def test_a_table_short_of_a_row_is_found(made: Path, tmp_path: Path) -> None:
    def change(word: Any) -> None:
        rows = next(table for table in word.tables if len(table.rows) == 25)._tbl.tr_lst
        rows[12].getparent().remove(rows[12])

    assert [finding.code for finding in _after(change, made, tmp_path)] == ["E612"]


def test_a_dropped_figure_is_found(made: Path, tmp_path: Path) -> None:
    def change(word: Any) -> None:
        drawing = word.element.body.xpath(".//w:drawing[wp:inline]")[0]
        drawing.getparent().remove(drawing)

    findings = _after(change, made, tmp_path)
    assert [finding.code for finding in findings] == ["E611"]
    assert "条形图" in findings[0].zh


def test_swapped_captions_are_found(made: Path, tmp_path: Path) -> None:
    def change(word: Any) -> None:
        first, second = (item for item in word.paragraphs if item.style.name == "图题")
        one, other = first.runs[-1], second.runs[-1]
        one.text, other.text = other.text, one.text

    findings = _after(change, made, tmp_path)
    assert {finding.code for finding in findings} == {"E612"} and len(findings) == 2


def test_a_value_changed_in_a_chart_is_found(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    write_docx(sample(), THEME, path, pages={})

    def change(word: Any) -> None:
        chart = next(p for p in word.part.package.iter_parts() if p.partname == "/word/charts/chart1.xml")
        chart._blob = chart.blob.replace(b"<c:v>89.2</c:v>", b"<c:v>99.2</c:v>")

    findings = _after(change, path, tmp_path)
    assert [finding.code for finding in findings] == ["E612"]
    assert "99.2" in findings[0].zh


def test_a_lost_footnote_is_found(made: Path, tmp_path: Path) -> None:
    def change(word: Any) -> None:
        part = next(p for p in word.part.package.iter_parts() if p.partname == "/word/footnotes.xml")
        part._blob = part.blob.replace("注文引自".encode(), b"")

    assert [finding.code for finding in _after(change, made, tmp_path)] == ["E612"]


def test_a_file_without_text_is_a_failure_and_no_pass(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(InputError):
        prove_docx(sample(), THEME, tmp_path / "empty.docx")
    assert docx.Document(str(tmp_path / "empty.docx")).element.body.find(qn("w:p")) is None


def test_a_file_that_is_no_word_file_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "no.docx").write_text("plain", encoding="utf-8")
    with pytest.raises(InputError, match="无法读回"):
        prove_docx(sample(), THEME, tmp_path / "no.docx")
