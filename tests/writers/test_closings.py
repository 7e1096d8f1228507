"""What the pages of the PDF closed up, Word closes up: the same chapters take the same pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from generator import document as d
from generator.figures.bars import Bars
from generator.theme import load_theme
from generator.writers.closing import Closing
from generator.writers.docx.looks import room_around
from generator.writers.docx.write import write_docx
from generator.writers.pdf import lay_out_pdf
from tests.writers.test_tighten import _figure, _paragraph, _sections

THEME = load_theme("navy")
ABOVE, BELOW = room_around("heading 2", THEME)


def _chapter(*blocks: d.Block) -> d.Document:
    return d.Document("白皮书", (d.Chapter("一", "第一章", "01", blocks, (), "c1"),))


def _closings(*blocks: d.Block) -> dict[str, Closing]:
    return lay_out_pdf(_chapter(*blocks), THEME).closings


def _headings(path: Path) -> list[tuple[float, float]]:
    """Return the points above and below every heading of a section: its own, else those of its style."""
    found = []
    for paragraph in docx.Document(str(path)).paragraphs:
        if paragraph.style.style_id == "Heading2":
            own = paragraph.paragraph_format
            above = ABOVE if own.space_before is None else own.space_before.pt
            found.append((above, BELOW if own.space_after is None else own.space_after.pt))
    return found


def test_a_chapter_of_one_page_keeps_the_room_of_its_style(tmp_path: Path) -> None:
    blocks = _sections(3)
    assert set(_closings(*blocks).values()) == {Closing()}
    write_docx(_chapter(*blocks), THEME, tmp_path / "one.docx")
    assert _headings(tmp_path / "one.docx")[1:] == [(ABOVE, BELOW)] * 2


def test_headings_close_up_where_pages_may_run_over_and_more_where_the_pdf_closed_up(tmp_path: Path) -> None:
    rooms = {}
    for times in range(1, 40):
        blocks = (*_sections(8), d.Paragraph((d.Text("数据" * 40 * times),)))
        closing = _closings(*blocks)["s4"]
        write_docx(_chapter(*blocks), THEME, tmp_path / "one.docx")
        (above, below), *others = _headings(tmp_path / "one.docx")[1:]
        assert set(others) == {(above, below)} and above / ABOVE == pytest.approx(below / BELOW, abs=0.01)
        rooms[closing.space] = above
        assert closing.stretch > 1 and above < ABOVE * closing.space
    assert len(rooms) > 1 and sorted(rooms, key=lambda space: rooms[space]) == sorted(rooms)


def test_a_figure_is_as_wide_in_word_as_on_its_page(tmp_path: Path) -> None:
    blocks = (*_sections(3), _paragraph(20), _figure(0.55))
    assert _closings(*blocks)["f1"].share == 1.0
    write_docx(_chapter(*blocks), THEME, tmp_path / "one.docx")
    with ZipFile(tmp_path / "one.docx") as package:
        written = package.read("word/document.xml").decode()
    widths = [int(part.split('"')[0]) / 12700 for part in written.split('<wp:inline')[1].split('cx="')[1:]]
    assert widths[0] == pytest.approx(THEME.page.measure, abs=0.1)


def _ranking(count: int, rows: str) -> d.Table:
    columns = (d.Column("排名"), d.Column("城市"), d.Column("得分", "right", "score"))
    body = tuple(d.Row((d.Cell(f"{at}"), d.Cell(f"城{at}"), d.Cell(50.0))) for at in range(1, count + 1))
    caption = d.Caption("表", "名单", "1", 1)
    return d.Table(columns, body, caption, across=3, id="list", dense=rows == "dense", note="说明")


@pytest.mark.parametrize("rows", ["dense", "open"])
def test_a_ranking_takes_no_more_pages_than_in_the_pdf_where_closer_rows_do(rows: str, tmp_path: Path) -> None:
    fewer = 0
    for count in range(150, 260, 9):
        blocks = (d.Heading("排名", 1, "01", "s1"), _ranking(count, rows))
        closing = _closings(*blocks)["list"]
        pages = []
        for known in ({"list": closing}, {}):
            write_docx(_chapter(*blocks), THEME, tmp_path / "one.docx", pages={}, tops={"list": 38.0}, closings=known)
            tables = docx.Document(str(tmp_path / "one.docx")).tables
            pages.append(len(tables))
            heights = [_height(table, rows) for table in tables]
            assert all(high <= THEME.page.depth for high in heights)
            assert heights[0] <= THEME.page.depth - 38.0 - 30.0
            assert sum(row.cells[0].text.isdigit() for table in tables for row in table.rows) > 0
        assert pages[0] <= pages[1]
        fewer += pages[0] < pages[1]
        if closing.sheets < pages[1]:
            assert pages[0] in (closing.sheets, pages[1])
    assert fewer or rows == "open"


def _height(table: docx.table.Table, rows: str) -> float:
    """Return the height of a table of one line a row in points, its head as high as that of any table."""
    spacing = next(table._tbl.tr_lst[1].iter(qn("w:spacing")), None)
    space = 3.9 if spacing is None else int(spacing.get(qn("w:before"))) / 20
    line = THEME.type.table.leading + 2 * space + 0.5
    return 21.3 + line * (len(table.rows) - 1)


def test_figures_and_tables_close_up_by_as_much_as_in_the_pdf(tmp_path: Path) -> None:
    table = d.Table(
        (d.Column("排名"), d.Column("城市")), tuple(d.Row((d.Cell("1"), d.Cell("城"))) for _ in range(60)),
        d.Caption("表", "名单", "1", 1), id="list", across=2, note="说明",
    )  # fmt: skip
    figure = d.Figure(_figure().spec, d.Caption("图", "循环", "1", 1), alt="循环", id="f1", note="说明")
    document = _chapter(table, figure)
    rooms = []
    for space in (1.0, 0.5):
        known = {"list": Closing(space, rows=space), "f1": Closing(space)}
        write_docx(document, THEME, tmp_path / "one.docx", pages={}, closings=known)
        body = docx.Document(str(tmp_path / "one.docx")).element.body
        rooms.append({
            style: _room(paragraph, style)
            for paragraph in body.iter(qn("w:p"))
            if (style := paragraph.xpath("string(w:pPr/w:pStyle/@w:val)")) in _STYLES
        })  # fmt: skip
    usual, closed = rooms
    assert set(usual) == set(closed) == set(_STYLES)
    rows = [2 * room.pop("TableText")[0] + 0.6 for room in rooms]  # with the rules between them
    assert rows[1] == pytest.approx(rows[0] / 2, abs=0.06)
    for style, (above, below) in usual.items():
        assert closed[style] == (pytest.approx(above / 2, abs=0.06), pytest.approx(below / 2, abs=0.06)), style


_STYLES = {
    "TableCaption": "表题", "TableText": "表格正文", "SourceLine": "数据来源", "Figure": "图",
    "FigureCaption": "图题", "FigureSourceLine": "图数据来源",
}  # fmt: skip


def _room(paragraph: object, style: str) -> tuple[float, float]:
    """Return the points above and below a paragraph: its own, else those of its style."""
    own = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")  # type: ignore[attr-defined]
    if own is None:
        return room_around(_STYLES[style], THEME)
    return int(own.get(qn("w:before"))) / 20, int(own.get(qn("w:after"))) / 20


def test_captions_side_by_side_begin_at_one_height(tmp_path: Path) -> None:
    bars = [Bars(tuple(f"城{n}" for n in range(count)), (50.0,) * count) for count in (4, 9)]
    captions = [d.Caption("图", "前列", "1", at) for at in (1, 2)]
    figures = [d.Figure(spec, told, alt="前列", id=told.label) for spec, told in zip(bars, captions, strict=True)]
    for notes in ("", "说明"):
        columns = tuple((replace(figure, note=notes),) for figure in figures)
        write_docx(_chapter(d.SideBySide(columns)), THEME, tmp_path / "one.docx", pages={})
        body = docx.Document(str(tmp_path / "one.docx")).element.body
        cells = [cell for cell in body.iter(qn("w:tc")) if next(cell.iter(qn("wp:extent")), None) is not None]
        heights = [int(next(cell.iter(qn("wp:extent"))).get("cy")) / 12700 for cell in cells]
        found = [cell.xpath('w:p[w:pPr/w:pStyle/@w:val="FigureCaption"]')[0] for cell in cells]
        rooms = [_room(caption, "FigureCaption")[0] for caption in found]
        assert heights[0] < heights[1]
        assert heights[0] + rooms[0] == pytest.approx(heights[1] + rooms[1], abs=0.06)
