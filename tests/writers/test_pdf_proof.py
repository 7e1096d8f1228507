"""The proof finds what a finished PDF says otherwise than its document, and nothing where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from generator import document as d
from generator.build import build, prepare, verify_files, write_files
from generator.config import read_edition
from generator.errors import FindingsError, InputError
from generator.explain import explain_code
from generator.figures import draw
from generator.findings import Finding
from generator.theme import Theme, load_theme
from generator.writers.docx import write_docx
from generator.writers.pdf import write_pdf
from generator.writers.pdf.marked import font_reading, read_cmap
from generator.writers.pdf.prove import prove_pdf
from generator.writers.pdf.read import grid, read_pdf
from generator.writers.twin import prove_files, unproven
from tests.western import EDITION
from tests.writers.docx_sample import LONG, caption, merged, paragraph, ranking, sample

THEME = load_theme("navy")
FIGURE = pikepdf.Name("/Figure")
Change = Callable[[d.Block], d.Block | None]
Step = tuple[list[Any], str, pikepdf.Page]


# --- changing a document ---------------------------------------------------------


def _changed(document: d.Document, change: Change) -> d.Document:
    """Return the document with every block changed, those that become None left out."""
    parts = [
        replace(part, blocks=_blocks(part.blocks, change)) if isinstance(part, d.Plain | d.Chapter) else part
        for part in document.parts
    ]
    return replace(document, parts=tuple(parts))


def _blocks(blocks: tuple[d.Block, ...], change: Change) -> tuple[d.Block, ...]:
    changed: list[d.Block | None] = []
    for block in blocks:
        match block:
            case d.SideBySide():
                columns = tuple(_blocks(column, change) for column in block.columns)
                changed.append(replace(block, columns=columns))
            case d.Together():
                changed.append(replace(block, blocks=_blocks(block.blocks, change)))
            case _:
                changed.append(change(block))
    return tuple(block for block in changed if block is not None)


def _worded(block: d.Block) -> d.Block:
    """Return a figure with the alternative text that an outline gives it."""
    if isinstance(block, d.Figure) and not block.alt:
        return replace(block, alt=draw.alt_text(block.spec))
    return block


PAPER = _changed(sample(), _worded)


def _write(document: d.Document, folder: Path) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(write_pdf(document, THEME)[0])
    return path


def _found(change: Change, folder: Path) -> list[Finding]:
    """Return what the proof says of the file of a changed document, held against the right one."""
    return prove_pdf(PAPER, THEME, _write(_changed(PAPER, change), folder))


def _codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# --- the sample ------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(PAPER, tmp_path_factory.mktemp("proof"))


def test_an_untouched_file_is_what_the_document_says(made: Path) -> None:
    assert prove_pdf(PAPER, THEME, made) == []


def test_every_kind_of_piece_is_read(made: Path) -> None:
    pieces = read_pdf(made)
    assert {piece.kind for piece in pieces} == {
        "text", "heading", "caption", "table", "figure", "note", "entry",
    }  # fmt: skip
    assert next(piece for piece in pieces if piece.kind == "note").text == "[1]注文引自统计局。"
    bars = next(piece for piece in pieces if piece.kind == "figure")
    assert "成都89.2" in bars.text and bars.words.startswith("条形图")
    assert all(piece.page for piece in pieces)


def test_a_number_changed_in_a_sentence_is_found_with_its_page(tmp_path: Path) -> None:
    def change(block: d.Block) -> d.Block:
        return paragraph("成都市得分98.2分，列第一。", "key") if "89.2" in _plain(block) else block

    findings = _found(change, tmp_path)
    assert _codes(findings) == ["E612"]
    assert re.match(r"第\d+页：应为“.*89\.2.*”，文件中是“.*98\.2.*”", findings[0].zh)


def _plain(block: d.Block) -> str:
    return d.plain(block.content) if isinstance(block, d.Paragraph) else ""


def test_a_number_changed_in_a_figure_is_found(tmp_path: Path) -> None:
    def change(block: d.Block) -> d.Block:
        if not (isinstance(block, d.Figure) and block.id == "bars"):
            return block
        scores = tuple(70.9 if score == 70.4 else score for score in block.spec.values)  # type: ignore[attr-defined]
        return replace(block, spec=replace(block.spec, values=scores))  # type: ignore[call-arg]

    findings = _found(change, tmp_path)
    assert _codes(findings) == ["E612"]
    assert "70.4" in findings[0].zh and "70.9" in findings[0].zh


def test_a_dropped_figure_is_found(tmp_path: Path) -> None:
    def change(block: d.Block) -> d.Block | None:
        return None if isinstance(block, d.Figure) and block.id == "bars" else block

    findings = _found(change, tmp_path)
    assert "E611" in _codes(findings)
    assert any("条形图" in finding.zh for finding in findings)


def test_swapped_captions_are_found(tmp_path: Path) -> None:
    shown = {
        block.id: block.caption
        for part in PAPER.parts
        for block in d.walk(d.blocks_of(part))
        if isinstance(block, d.Figure) and block.caption
    }

    def change(block: d.Block) -> d.Block:
        if not (isinstance(block, d.Figure) and block.id in shown):
            return block
        other = shown["profile" if block.id == "bars" else "bars"]
        return replace(block, caption=other)

    findings = _found(change, tmp_path)
    assert set(_codes(findings)) == {"E612"}
    assert sorted("目录" in finding.zh for finding in findings) == [False, False, True, True]


@pytest.mark.parametrize("id_", ["ranking", "tree"])
def test_a_table_short_of_a_row_is_found(id_: str, tmp_path: Path) -> None:
    def change(block: d.Block) -> d.Block:
        if isinstance(block, d.Table) and block.id == id_:
            return replace(block, rows=(*block.rows[:2], *block.rows[3:]))
        return block

    assert _codes(_found(change, tmp_path)) == ["E612"]


def test_every_changed_row_and_sentence_is_told_by_itself(tmp_path: Path) -> None:
    def change(block: d.Block) -> d.Block:
        if isinstance(block, d.Table) and block.id == "ranking":
            rows = [replace(row, cells=(*row.cells[:2], d.Cell(1.5))) for row in block.rows[4:40:12]]
            return replace(block, rows=tuple(
                rows[index // 12] if index in (4, 16, 28) else row for index, row in enumerate(block.rows)
            ))  # fmt: skip
        if _plain(block) in ("续写一段。", "两段文字同页。"):
            return paragraph("另一段。")
        return block

    findings = _found(change, tmp_path)
    assert _codes(findings) == ["E612"] * 4 and sum(" | 1.5" in finding.zh for finding in findings) == 3


def test_a_lost_footnote_and_a_text_too_many_are_found(tmp_path: Path) -> None:
    def change(block: d.Block) -> d.Block:
        if isinstance(block, d.Paragraph):
            kept = tuple(one for one in block.content if not isinstance(one, d.Footnote))
            return replace(block, content=kept)
        return block

    assert set(_codes(_found(change, tmp_path))) == {"E611", "E612"}
    shorter = _changed(PAPER, lambda block: None if "引用一段话" in _plain(block) else block)
    assert _codes(prove_pdf(shorter, THEME, _write(PAPER, tmp_path))) == ["E612"]


@pytest.mark.parametrize(
    "words", ["甲\x0b乙\x01", "data\u00adbase", "零\u200b宽\ufeff", "10\u00a0万", "<a&b>]]>", "office", "很长" * 150]
)
def test_rare_characters_are_no_difference_in_either_file(words: str, tmp_path: Path) -> None:
    table = d.Table((d.Column(words), d.Column("值")), (d.Row((d.Cell(words), d.Cell(1))),))
    chapter = d.Chapter(f"章{words}", "第一章", "01", (paragraph(f"前{words}后"), table), id="c")
    document = replace(PAPER, parts=(chapter,))
    files = _write(document, tmp_path), tmp_path / "paper.docx"
    write_docx(document, THEME, files[1], pages={})
    assert _codes(prove_files(document, THEME, files)) == ["N610", "N610"]


# --- changing the file itself ----------------------------------------------------


def _edited(made: Path, folder: Path, edit: Callable[[list[Step]], bool]) -> Path:
    """Return a copy of the file where the first page on which `edit` changes anything is written anew."""
    path = folder / "edited.pdf"
    with pikepdf.open(made) as pdf:
        for page in pdf.pages:
            steps: list[Step] = [
                (list(step.operands), str(step.operator), page) for step in pikepdf.parse_content_stream(page)
            ]
            if edit(steps):
                content = [(operands, pikepdf.Operator(operator)) for operands, operator, _ in steps]
                page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(content))
                pdf.save(path)
                return path
    raise AssertionError("nothing was changed")


def _overwrite(steps: list[Step], holding: str, old: str, new: str) -> bool:
    """Show `new` for `old`, one character each, in the first string that holds `holding`."""
    font: Any = None
    for operands, operator, page in steps:
        if operator == "Tf":
            font = page.obj.Resources.Font[operands[0]]
        if operator != "TJ":
            continue
        reading = font_reading(font)
        strings = [bytes(part) if isinstance(part, pikepdf.String) else b"" for part in operands[0]]
        if holding not in "".join(map(reading.read, strings)):
            continue
        wanted = next(code for code, text in reading.texts.items() if text == new).to_bytes(2, "big")
        for at, string in enumerate(strings):
            if old in (read := reading.read(string)):
                place = 2 * read.index(old)
                operands[0][at] = pikepdf.String(string[:place] + wanted + string[place + 2 :])
                return True
    return False


def test_a_digit_changed_in_the_content_stream_is_found(made: Path, tmp_path: Path) -> None:
    path = _edited(made, tmp_path, partial(_overwrite, holding="77.3", old="7", new="5"))
    findings = prove_pdf(PAPER, THEME, path)
    assert _codes(findings) == ["E612"]
    assert "77.3" in findings[0].zh and "57.3" in findings[0].zh


def _renumber(steps: list[Step]) -> bool:
    """Change a page number of the contents page."""
    if steps[0][2].label != "ii":
        return False
    return any(_overwrite(steps, holding=label, old=label, new="9") for label in ("3", "2"))


def test_a_page_number_changed_in_the_contents_is_found(made: Path, tmp_path: Path) -> None:
    findings = prove_pdf(PAPER, THEME, _edited(made, tmp_path, _renumber))
    assert _codes(findings) == ["E612"] and "目录" in findings[0].zh


def test_a_line_of_contents_that_leads_elsewhere_is_found(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "astray.pdf"
    with pikepdf.open(made) as pdf:
        links = [note for note in pdf.pages[2].obj.Annots if "/Dest" in note]
        links[-1].Dest[0] = pdf.pages[0].obj
        pdf.save(path)
    findings = prove_pdf(PAPER, THEME, path)
    assert findings and all("目录" in finding.zh for finding in findings)


def test_a_section_left_out_of_the_contents_is_found(tmp_path: Path) -> None:
    def change(block: d.Block) -> d.Block:
        return replace(block, listed=False) if isinstance(block, d.Heading) and block.id == "s11" else block

    assert "E611" in _codes(_found(change, tmp_path))


def test_a_figure_cut_out_of_the_content_stream_is_found(made: Path, tmp_path: Path) -> None:
    def cut(steps: list[Step]) -> bool:
        start = next((at for at, step in enumerate(steps) if str(step[0][:1]) == str([FIGURE])), None)
        if start is None:
            return False
        end = next(at for at in range(start, len(steps)) if steps[at][1] == "EMC")
        del steps[start + 1 : end]
        return True

    findings = prove_pdf(PAPER, THEME, _edited(made, tmp_path, cut))
    assert "E611" in _codes(findings) and "条形图" in findings[0].zh


def test_text_beside_the_structure_is_found(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "loose.pdf"
    with pikepdf.open(made) as pdf:
        kids = pdf.Root.StructTreeRoot.K.K
        dropped = next(at for at, kid in enumerate(kids) if kid.S == "/BlockQuote")
        del kids[dropped]
        pdf.save(path)
    assert set(_codes(prove_pdf(PAPER, THEME, path))) == {"E612", "E613"}


def test_a_file_without_readable_text_is_a_failure_and_no_pass(tmp_path: Path) -> None:
    path = tmp_path / "bare.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(72, 72, "not in any structure")
    canvas.save()
    with pytest.raises(InputError, match="没有读到文字"):
        prove_pdf(PAPER, THEME, path)
    (tmp_path / "no.pdf").write_text("plain", encoding="utf-8")
    with pytest.raises(InputError, match="无法读回"):
        prove_pdf(PAPER, THEME, tmp_path / "no.pdf")
    findings = prove_files(PAPER, THEME, [path, tmp_path / "no.pdf"])
    assert _codes(findings) == ["E614", "E614"] and unproven(findings) == ("bare.pdf", "no.pdf")


# --- what pages tear apart -------------------------------------------------------


def _long_paper() -> d.Document:
    """Return a paper whose tables, paragraphs and figures are cut or moved at the ends of many pages."""
    body = merged()
    spanning = tuple(
        row
        for number in range(30)
        for row in (
            d.Row((d.Cell(f"组{number}", rows=3), d.Cell("甲"), d.Cell(number + 0.5), d.Cell(0.1))),
            d.Row((d.Cell("乙"), d.Cell(number), d.Cell(0.2))),
            d.Row((d.Cell("乙"), d.Cell(number), d.Cell(0.2))),
        )
    )
    tall = replace(body, rows=spanning, unit="分", note="说明")
    packed = replace(ranking(), rows=ranking().rows * 5, caption=caption("表", "长名单", "1", 2))
    bare = d.Table((d.Column(""), d.Column("")), body.rows[:0], show_titles=False)
    bare = replace(bare, rows=tuple(d.Row((d.Cell(f"第{n}行"), d.Cell("值"))) for n in range(60)))
    figure = next(
        block for part in PAPER.parts for block in d.walk(d.blocks_of(part)) if isinstance(block, d.Figure)
    )
    flowing: list[d.Block] = []
    for number in range(12):
        flowing += [paragraph(LONG * (1 + number % 4)), replace(figure, id=f"f{number}"), paragraph(LONG * 5)]
    blocks = (d.Heading("长表", 1, "01", "s1"), tall, packed, bare, *flowing)
    return replace(PAPER, parts=(d.Chapter("长", "第一章", "01", blocks, id="c1"),))


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(_long_paper(), tmp_path_factory.mktemp("long"))


def test_what_pages_tear_apart_is_joined_again(long_file: Path) -> None:
    pieces = read_pdf(long_file)
    assert sum(piece.kind == "table" for piece in pieces) > 6
    assert sum("（续）" in piece.text for piece in pieces) > 3
    assert prove_pdf(_long_paper(), THEME, long_file) == []


def test_a_figure_out_of_its_place_is_found(long_file: Path) -> None:
    document = _long_paper()
    chapter = document.parts[0]
    assert isinstance(chapter, d.Chapter)
    *before, text, figure, after = chapter.blocks
    moved = replace(chapter, blocks=(*before, text, after, figure))
    findings = prove_pdf(replace(document, parts=(moved,)), THEME, long_file)
    assert _codes(findings) == ["E612"] and "位置" in findings[0].zh


def test_a_row_lost_where_a_table_is_cut_is_found(long_file: Path) -> None:
    def longer(block: d.Block) -> d.Block:
        if isinstance(block, d.Table) and block.id == "ranking":
            return replace(block, rows=(*block.rows, d.Row((d.Cell(999), d.Cell("末"), d.Cell(0.1)))))
        return block

    findings = prove_pdf(_changed(_long_paper(), longer), THEME, long_file)
    assert _codes(findings) == ["E612"] and "361 行" in findings[0].zh


def test_cells_stand_in_every_place_that_they_cover() -> None:
    rows = [[("甲", 1, 2), ("乙", 2, 1)], [("丙", 1, 1), ("丁", 1, 1)]]
    assert grid(rows) == (("甲", "乙", "乙"), ("甲", "丙", "丁"))


def test_maps_of_characters_are_read_with_their_ranges() -> None:
    source = (
        b"2 beginbfchar <0001> <6210> <0002> <D83DDE00> endbfchar "
        b"2 beginbfrange <0010> <0012> <0030> <0020> <0021> [<0041> <00660069>] endbfrange"
    )
    assert read_cmap(source) == {
        1: "成", 2: "😀", 0x10: "0", 0x11: "1", 0x12: "2", 0x20: "A", 0x21: "fi",
    }  # fmt: skip


# --- the western volume and the build --------------------------------------------


@pytest.fixture(scope="module")
def western(tmp_path_factory: pytest.TempPathFactory) -> tuple[d.Document, Theme, tuple[Path, ...]]:
    edition = read_edition(EDITION)
    document, theme = prepare(edition)[0], load_theme(edition.theme)
    files, _, _ = write_files(
        document, theme, tmp_path_factory.mktemp("western") / "western", ("pdf", "docx")
    )
    return document, theme, files


def test_both_files_of_the_western_volume_are_proven(
    western: tuple[d.Document, Theme, tuple[Path, ...]],
) -> None:
    document, theme, files = western
    assert [(one.code, one.place.file) for one in prove_files(document, theme, files)] == [
        ("N610", "western.pdf"), ("N610", "western.docx"),
    ]  # fmt: skip


def test_the_proof_of_the_western_volume_meets_every_figure_and_table(
    western: tuple[d.Document, Theme, tuple[Path, ...]],
) -> None:
    document, _, files = western
    kinds = [type(block) for part in document.parts for block in d.walk(d.blocks_of(part))]
    read = [piece.kind for piece in read_pdf(files[0])]
    assert read.count("figure") >= kinds.count(d.Figure) > 40
    assert read.count("table") >= kinds.count(d.Table) > 3
    assert read.count("heading") >= kinds.count(d.Heading) > 50


def test_a_file_that_differs_ends_the_build_with_one_and_is_named(
    western: tuple[d.Document, Theme, tuple[Path, ...]],
) -> None:
    document, theme, files = western
    other = replace(document, parts=document.parts[:-1])
    with pytest.raises(FindingsError, match=r"western\.pdf、western\.docx") as caught:
        verify_files(other, theme, files)
    assert caught.value.exit_code == 1 and {one.code for one in caught.value.findings} <= {"E611", "E612", "E613"}
    assert all(path.is_file() for path in files)


def test_a_build_that_is_verified_says_so(tmp_path: Path) -> None:
    result = build(EDITION, unit="成都", out=tmp_path, verify=True)
    assert [one.place.file for one in result.findings if one.code == "N610"] == [
        path.name for path in result.files
    ]


def test_every_code_of_the_proof_is_explained() -> None:
    for code in ("E611", "E612", "E613", "E614", "N610", "W601", "W602", "W603", "W604"):
        assert code in explain_code(code)
