"""The western volume, built whole and read back from both files."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest

from generator.build import build, prepare
from generator.checking import check_edition
from generator.config import read_edition
from generator.document import Chapter, Document, Figure, Heading, Table, blocks_of, walk
from generator.errors import FindingsError
from tests.page_texts import page_texts
from tests.western import EDITION, copy_edition, find_cell, set_cell

TOTALS = Path(__file__).parent / "scores" / "western_totals.csv"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("western")
    result = build(EDITION, out=out)
    assert result.pages > 50
    return out


@pytest.fixture(scope="module")
def document() -> Document:
    return prepare(read_edition(EDITION))[0]


@pytest.fixture(scope="module")
def pdf_text(built: Path) -> str:
    return "\n".join(page_texts(built / "western-2020.pdf"))


@pytest.fixture(scope="module")
def docx_text(built: Path) -> str:
    file = docx.Document(str(built / "western-2020.docx"))
    return "".join(node.text or "" for node in file.element.body.iter() if node.tag.endswith("}t"))


def _headings(document: Document) -> list[str]:
    return [
        block.title for part in document.parts for block in walk(blocks_of(part)) if isinstance(block, Heading)
    ]


def test_the_bounds_of_every_tier_are_told_on_both_sides(document: Document) -> None:
    tables = (block for part in document.parts for block in walk(blocks_of(part)) if isinstance(block, Table))
    tiers = next(table for table in tables if table.id == "table-tiers")
    assert [row.cells[1].value for row in tiers.rows] == [
        "85分及以上", "65分至85分以下", "50分至65分以下", "40分至50分以下", "40分以下",
    ]  # fmt: skip


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_heading_is_in_both_files_in_the_same_order(
    document: Document, pdf_text: str, docx_text: str
) -> None:
    for text in (_squeezed(pdf_text), _squeezed(docx_text)):
        place = max(text.rfind("图目录"), 0)
        for chapter in (part for part in document.parts if isinstance(part, Chapter)):
            found = text.find(_squeezed(chapter.title), place)
            assert found >= 0, chapter.title
        for title in _headings(document):
            assert _squeezed(title) in text, title


def test_every_caption_is_in_both_files(document: Document, pdf_text: str, docx_text: str) -> None:
    captions = [
        block.caption
        for part in document.parts
        for block in walk(blocks_of(part))
        if isinstance(block, Figure | Table) and block.caption
    ]
    assert len(captions) > 40
    pdf, word = _squeezed(pdf_text), _squeezed(docx_text)
    for caption in captions:
        assert _squeezed(caption.text) in pdf, caption.text
        assert _squeezed(caption.text) in word, caption.text


def test_the_ranking_agrees_with_the_published_totals(built: Path, pdf_text: str) -> None:
    with TOTALS.open(encoding="utf-8") as file:
        published = [(int(row["published_rank"]), row["city"], row["total"]) for row in csv.DictReader(file)]
    assert len(published) == 71
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(str(built / "western-2020.docx")).tables
    ]
    words = {word for table in tables for row in table for cell in row for word in cell.split("\n")}
    for _, city, total in published:
        assert city in words and total in words
    for rank, city, total in published:
        assert re.search(rf"\b{rank}\s+{city}\s+{re.escape(total)}", pdf_text), (rank, city, total)


def test_the_sentences_say_what_the_scores_say(pdf_text: str, docx_text: str) -> None:
    for text in (_squeezed(pdf_text), _squeezed(docx_text)):
        assert "平均得分45.6分" in text
        assert "第一象限为成都、重庆2个城市" in text
        assert "第二象限有" in text and "23个城市" in text
        assert "46个城市" in text and "第四象限没有城市" in text
        assert "四川省18个" in text


def test_the_pdf_embeds_every_font_and_names_its_pages(built: Path) -> None:
    with pikepdf.open(built / "western-2020.pdf") as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert "/Outlines" in pdf.Root and "/PageLabels" in pdf.Root
        fonts = {
            str(font.BaseFont): font
            for page in pdf.pages
            for font in page.Resources.get("/Font", {}).values()
        }
        for font in fonts.values():
            descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
        assert 0 < len(fonts) <= 6


def test_every_link_of_the_pdf_leads_to_a_place_in_it(built: Path) -> None:
    with pikepdf.open(built / "western-2020.pdf") as pdf:
        pages = {page.objgen for page in pdf.pages}
        targets = [
            note.get("/Dest", note.get("/A", {}).get("/D"))
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if note.get("/A", {}).get("/S") != "/URI"
        ]
        assert len(targets) > 100
        assert all(target[0].objgen in pages for target in targets)


def test_the_same_input_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build(EDITION, out=tmp_path)
    for name in ("western-2020.pdf", "western-2020.docx"):
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes(), name


def test_a_changed_score_changes_ranking_sentences_charts_and_quadrants(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    book = openpyxl.load_workbook(edition / "scores.xlsx")
    row, column = find_cell(edition / "scores.xlsx", "评分", "天水")
    for offset in range(3, 49):
        book["评分"].cell(row, column + offset).value = 99.0
    book.save(edition / "scores.xlsx")
    document, _ = prepare(read_edition(edition))
    text = json.dumps([repr(part) for part in document.parts], ensure_ascii=False)
    assert "居首的天水市" in text
    assert "第二象限有天水、" in text
    before = prepare(read_edition(EDITION))[0]
    specs = [
        [block.spec for part in paper.parts for block in walk(blocks_of(part)) if isinstance(block, Figure)]
        for paper in (before, document)
    ]
    assert sum(one != other for one, other in zip(*specs, strict=True)) > 20


@pytest.mark.parametrize(
    ("sheet", "found", "shift", "value", "code"),
    [
        ("评分", "成都", 0, "成都都", "E305"),
        ("评分", "成都", 3, 101, "E201"),
        ("评分", "信息安全", 0, None, "E323"),
    ],
)
def test_a_fault_in_the_workbook_names_file_sheet_and_cell_and_writes_nothing(
    tmp_path: Path, sheet: str, found: str, shift: int, value: object, code: str
) -> None:
    edition = copy_edition(tmp_path)
    row, column = find_cell(edition / "scores.xlsx", sheet, found)
    set_cell(edition / "scores.xlsx", sheet, row, column + shift, value)
    with pytest.raises(FindingsError) as caught:
        build(edition, out=tmp_path / "out")
    finding = next(finding for finding in caught.value.findings if finding.code == code)
    assert finding.place.file == "scores.xlsx" and finding.place.sheet == sheet and finding.place.cell
    assert not (tmp_path / "out").exists()


def test_weights_that_do_not_sum_are_an_error_with_their_line(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    tree = edition / "indicators.csv"
    tree.write_text(tree.read_text("utf-8").replace("产业融合,25,", "产业融合,20,"), "utf-8")
    with pytest.raises(FindingsError) as caught:
        build(edition, out=tmp_path / "out")
    assert any(finding.code in ("E320", "E321") for finding in caught.value.findings)
    assert not (tmp_path / "out").exists()


def test_a_character_that_no_face_has_stops_the_build_with_its_line(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    foreword = edition / "commentary" / "foreword.md"
    foreword.write_text(foreword.read_text("utf-8") + "\n\n生僻字𪚥在此。\n", "utf-8")
    with pytest.raises(FindingsError) as caught:
        build(edition, out=tmp_path / "out")
    finding = next(finding for finding in caught.value.findings if finding.code == "E420")
    assert finding.value == "𪚥" and finding.place.line > 1


def test_a_missing_commentary_is_a_finding_not_a_hole(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    (edition / "commentary" / "units" / "成都.md").unlink()
    assert [finding.code for finding in check_edition(edition) if finding.code.startswith("W4")] == ["W415"]


def test_the_edition_passes_strict() -> None:
    prepare(read_edition(EDITION), strict=True)
