"""The PDF writer on a small paper of every block: pages, structure, metadata."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from generator import document as d
from generator.figures.bars import Bars
from generator.theme import load_theme
from generator.writers.pdf import lay_out_pdf, write_pdf
from generator.writers.pdf.grid import best_cut

SENTENCE = "数字经济以数据为关键要素，2019年某省规模超过1.4万亿元，建成5G基站2000座。"


def _paragraph(times: int = 3, *notes: d.Inline) -> d.Paragraph:
    return d.Paragraph((d.Text(SENTENCE * times), *notes))


def _figure(id_: str) -> d.Figure:
    spec = Bars(("成都", "重庆", "贵阳"), (92.0, 88.1, 70.4), average=45.6)
    return d.Figure(spec, d.Caption("图", "评分", "1", 1), alt="三个城市的评分", id=id_)


def _table(rows: int) -> d.Table:
    columns = (d.Column("排名", format="rank"), d.Column("城市"), d.Column("评分", "decimal", "score", bar=100))
    body = tuple(d.Row((d.Cell(n), d.Cell(f"第{n}城"), d.Cell(90.0 - n / 10))) for n in range(1, rows + 1))
    return d.Table(columns, body, d.Caption("表", "名单", "1", 1), id="list", note="说明")


def _paper(*blocks: d.Block) -> d.Document:
    chapter = d.Chapter("总体评价", "第一章", "01", blocks, lead=(d.Text(SENTENCE),), id="c1")
    return d.Document(
        "白皮书", (
            d.Cover("白皮书", "2020", art=(("甲", 90.0), ("乙", 40.0))),
            d.Contents("目录", 2, "图目录", "表目录"),
            d.Plain("前言", (_paragraph(),), id="foreword"),
            chapter,
            d.BackCover(("研究院",), SENTENCE, "No. 1", "https://example.org", "扫码", "©"),
        ), author="研究院", running_head="白皮书", date=date(2020, 10, 18),
    )


EVERY_BLOCK = (
    d.Heading("总分", 1, "01", "s1"),
    _paragraph(2, d.Footnote((d.Text("资料来源。"),), 1)),
    _paragraph(1, d.Link("网站", "https://example.org"), d.Reference("list", "表1-1")),
    d.Cards((d.Card("总分", 89.2, "score", "第 1", True), d.Card("服务", 90.9, "score"))),
    d.Heading("成都", 2, "1.1", "s2", tagline="科学之城"),
    d.Bullets(((_paragraph(1),), (_paragraph(1),)), ordered=True),
    _figure("f1"),
    _table(60),
    d.SideBySide(((_paragraph(1), _figure("f2")), (_paragraph(1),))),
    d.Together((_paragraph(1), _paragraph(1))),
    d.PageBreak(),
    d.Paragraph((d.Text("尾"),), "note"),
)


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write_pdf(_paper(*EVERY_BLOCK), load_theme("navy"))[0]))


def _elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    """Return all structure elements below a node, in reading order."""
    found = []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid, *_elements(kid)]
    return found


def test_headings_never_skip_a_level(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(e.S)[2:]) for e in _elements(pdf.Root.StructTreeRoot) if str(e.S)[1:2] == "H"]
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels))


def test_every_figure_has_alternative_text_and_a_box(pdf: pikepdf.Pdf) -> None:
    figures = [element for element in _elements(pdf.Root.StructTreeRoot) if element.S == "/Figure"]
    assert len(figures) == 3
    assert all(str(figure.Alt) and len(figure.A.BBox) == 4 for figure in figures)


def test_tables_have_header_cells_with_their_scope(pdf: pikepdf.Pdf) -> None:
    heads = [element for element in _elements(pdf.Root.StructTreeRoot) if element.S == "/TH"]
    assert heads and all(head.A.Scope == "/Column" for head in heads)


def test_every_mark_of_every_page_leads_back_to_its_element(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    tree = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in pdf.pages:
        marks = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        assert marks == list(range(len(tree[int(page.StructParents)])))


def test_marked_content_is_balanced_on_every_page(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
            assert depth in (0, 1)
        assert depth == 0


def test_an_archive_copy_satisfies_the_checker() -> None:
    checker = pytest.importorskip("pikepdf.pdfa")
    content, _ = write_pdf(_paper(*EVERY_BLOCK), load_theme("navy"), archive=True)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert checker.check(pdf, "2b").findings == []


def test_a_long_table_goes_on_with_its_header_and_loses_no_row() -> None:
    document = _paper(d.Heading("名单", 1, "01", "s"), _table(120))
    _, layout = write_pdf(document, load_theme("navy"))
    pieces = [
        placed.item.flowable
        for page in layout.pages if page.sheet
        for placed in page.sheet.placed
        if type(placed.item.flowable).__name__ == "TableBox"
    ]
    assert len(pieces) > 2
    assert [row for piece in pieces for row in piece.body.table.rows] == list(_table(120).rows)
    assert [piece.continued for piece in pieces] == [False] + [True] * (len(pieces) - 1)


def test_a_band_stays_with_the_row_it_heads_where_a_table_is_cut() -> None:
    rows = tuple(replace(row, role="group" if at % 3 == 0 else "") for at, row in enumerate(_table(200).rows))
    cuts = [best_cut(rows, most) for most in range(20, 60)]
    assert all(rows[at].role == "group" for at in cuts), "of two rows, neither is left alone"
    assert all(most - at <= 2 for at, most in zip(cuts, range(20, 60), strict=True))


def test_no_row_under_a_band_is_left_alone_where_a_table_is_cut() -> None:
    rows = tuple(replace(row, role="group" if at % 6 == 0 else "") for at, row in enumerate(_table(200).rows))
    cuts = {best_cut(rows, most) % 6 for most in range(20, 60)}
    assert cuts == {0, 3, 4}, "before a band, or with two of its five rows on either side"


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    blocks: list[d.Block] = []
    for number in range(40):
        blocks += [d.Heading(f"节{number}", 1 + number % 3, str(number), f"h{number}"), _paragraph(1 + number % 7)]
    _, layout = write_pdf(_paper(*blocks), load_theme("navy"))
    for page in layout.pages:
        if page.sheet and page.sheet.placed:
            assert not page.sheet.placed[-1].item.keep_next


def test_pages_are_never_overfull_and_footnotes_stand_with_their_marks() -> None:
    blocks = [_paragraph(3, d.Footnote((d.Text("来源" * 20),), number)) for number in range(1, 30)]
    _, layout = write_pdf(_paper(*blocks), load_theme("navy"))
    depth = load_theme("navy").page.depth
    for page in layout.pages:
        if page.sheet:
            assert page.sheet.used + page.sheet.notes_height <= depth + 0.01
            shown = "".join(getattr(p.item.flowable, "text", "") for p in page.sheet.placed)
            for note in page.sheet.notes:
                assert f"[{note.number}]" in shown


def test_the_labels_of_a_layout_are_those_of_the_finished_file() -> None:
    document = _paper(*EVERY_BLOCK)
    found, finished = lay_out_pdf(document, load_theme("navy")), write_pdf(document, load_theme("navy"))[1]
    assert found.labels == finished.labels and found.tops == finished.tops
    assert found.labels["c1"] == "1"
