"""Last pages of next to nothing: a stretch closes up within bounds; what cannot be mended stays as it was."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest

from generator import document as d
from generator.figures.cycle import Cycle
from generator.figures.draw import dropped
from generator.figures.examples import examples
from generator.theme import load_theme
from generator.writers.pdf import write_pdf
from generator.writers.pdf.blocks import Blocks
from generator.writers.pdf.boxes import FigureBox
from generator.writers.pdf.canvas import new_canvas
from generator.writers.pdf.layout import NOTE_GAP, FootnoteText
from generator.writers.pdf.paginate import Item, Paginator, Sheet
from generator.writers.pdf.prove import prove_pdf
from generator.writers.pdf.styles import Styles
from generator.writers.pdf.tighten import STEPS, fill, is_poor

THEME = load_theme("navy")
DEPTH, MEASURE = THEME.page.depth, THEME.page.measure
SENTENCE = "数字经济以数据为关键要素，某省规模超过一万亿元，建成基站两千座。"


@cache
def _styles() -> Styles:
    return Styles(THEME)


def _paragraph(times: int) -> d.Paragraph:
    return d.Paragraph((d.Text(SENTENCE * times),))


def _figure(share: float = 1.0) -> d.Figure:
    spec = Cycle("飞轮", ("设施", "数据", "服务", "环境", "产业", "要素"))
    return d.Figure(spec, d.Caption("图", "循环", "1", 1), alt="循环", id="f1", share=share)


def _sections(count: int) -> tuple[d.Block, ...]:
    return tuple(
        block
        for number in range(count)
        for block in (d.Heading(f"第{number}节", 1, f"0{number}", f"s{number}"), _paragraph(5))
    )


def _paginator() -> Paginator:
    canvas = new_canvas(d.Document("白皮书", ()), THEME, io.BytesIO())
    return Paginator(canvas, MEASURE, DEPTH, FootnoteText(_styles()).height, NOTE_GAP)


def _items(*blocks: d.Block) -> list[Item]:
    return Blocks(_styles(), MEASURE).items(blocks)


def _set(*blocks: d.Block) -> tuple[list[Sheet], list[Sheet]]:
    """Return the sheets as they come, and as they are with the last page looked at."""
    paginator = _paginator()
    return paginator.paginate(_items(*blocks)), fill(_items(*blocks), paginator.paginate, DEPTH, MEASURE)


def _words(sheets: list[Sheet]) -> str:
    return "".join(getattr(placed.item.flowable, "text", "") for sheet in sheets for placed in sheet.placed)


def test_a_few_lines_on_a_last_page_are_drawn_in_and_no_word_is_lost() -> None:
    mended = 0
    for times in range(1, 40):
        plain, closed = _set(*_sections(5), _paragraph(times))
        assert _words(closed) == _words(plain)
        if len(plain) == 2 and is_poor(plain[1], DEPTH):
            mended += len(closed) == 1
        else:
            assert [sheet.used for sheet in closed] == [sheet.used for sheet in plain]
    assert mended


def test_a_figure_shrinks_within_bounds_to_stand_with_its_text() -> None:
    shares = []
    for times in range(1, 30):
        plain, closed = _set(*_sections(3), _paragraph(times), _figure())
        if len(plain) == 2 and len(closed) == 1:
            shares.append(closed[0].placed[-1].item.flowable.figure.share)
    assert shares and min(shares) >= STEPS[-1].figure and min(shares) < 1.0


def test_a_figure_left_alone_takes_the_whole_measure() -> None:
    plain, closed = _set(*_sections(3), _paragraph(20), _figure(0.55))
    assert len(plain) == len(closed) == 2 and is_poor(plain[1], DEPTH)
    (placed,) = closed[1].placed
    assert isinstance(placed.item.flowable, FigureBox) and placed.item.flowable.figure.share == 1.0
    assert closed[1].used > plain[1].used


def test_the_proof_knows_how_wide_a_page_shows_a_figure(tmp_path: Path) -> None:
    spec = examples()["quadrant"]
    assert dropped(spec, MEASURE * 0.55, THEME) != dropped(spec, MEASURE, THEME)  # more labels where it is wider
    figure = d.Figure(spec, d.Caption("图", "象限", "1", 1), alt="象限", id="f1", share=0.55)
    chapter = d.Chapter("一", "第一章", "01", (*_sections(3), _paragraph(20), figure), (), "c1")
    paper = d.Document("白皮书", (chapter,))
    path = tmp_path / "paper.pdf"
    content, layout = write_pdf(paper, THEME)
    path.write_bytes(content)
    boxes = [placed.item.flowable for page in layout.pages if page.sheet for placed in page.sheet.placed]
    assert [box.figure.share for box in boxes if isinstance(box, FigureBox)] == [1.0]
    assert not prove_pdf(paper, THEME, path)


def test_a_bold_line_of_small_type_heads_what_follows_and_two_lines_announce_a_list() -> None:
    head = d.Paragraph((d.Text(""), d.Text("免责声明", bold=True), d.Text("")), "small")
    told = d.Paragraph((d.Text("数据说明：", bold=True), d.Text(SENTENCE)), "small")
    first, second = _items(head, told)
    assert first.keep_next and first.before > second.before and not second.keep_next
    listed = d.Bullets(((_paragraph(1),),))
    short, long = _items(_paragraph(1), listed)[0], _items(_paragraph(9), listed)[0]
    assert short.keep_next and not long.keep_next


@pytest.mark.parametrize("rows", [64, 66, 68, 70, 90, 150])
def test_a_packed_table_stays_on_its_page_whichever_rows_are_tall(rows: int) -> None:
    columns = (d.Column("排名"), d.Column("所在地"))
    long = "内蒙古自治区呼和浩特市和林格尔县城关镇东大街一号院"
    body = tuple(
        d.Row((d.Cell(str(n)), d.Cell(long if n % 5 == 0 and n < 70 else "北京"))) for n in range(1, rows + 1)
    )
    table = d.Table(columns, body, d.Caption("表", "名单", "1", 1), id="list", note="说明", across=3)
    for sheets in _set(_paragraph(4), table):
        assert all(sheet.used <= DEPTH + 0.01 for sheet in sheets)
        pieces = [p.item.flowable.body.table.rows for s in sheets for p in s.placed if hasattr(p.item.flowable, "body")]
        assert [row for piece in pieces for row in piece] == list(body)
