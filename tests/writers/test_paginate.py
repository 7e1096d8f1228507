"""Short tables stay in one piece unless that leaves a large hole; headings stay with them; closing up saves pages."""

from __future__ import annotations

import io
from functools import cache

import pytest

from generator import document as d
from generator.theme import load_theme
from generator.writers.pdf.blocks import Blocks
from generator.writers.pdf.boxes import CardsBox, HeadingBox, TableBox
from generator.writers.pdf.canvas import new_canvas
from generator.writers.pdf.layout import NOTE_GAP, FootnoteText
from generator.writers.pdf.paginate import HOLE, Paginator, Sheet
from generator.writers.pdf.styles import Styles
from generator.writers.pdf.table import LEAST_ROWS, SHORT
from generator.writers.pdf.tighten import LOOSE, fill, is_loose, is_poor

THEME = load_theme("navy")
DEPTH, MEASURE = THEME.page.depth, THEME.page.measure
LINE = d.Paragraph((d.Text("一行文字。"),))


@cache
def _styles() -> Styles:
    return Styles(THEME)


def _paginator() -> Paginator:
    canvas = new_canvas(d.Document("白皮书", ()), THEME, io.BytesIO())
    return Paginator(canvas, MEASURE, DEPTH, FootnoteText(_styles()).height, NOTE_GAP)


def _table(rows: int, number: int = 1) -> d.Table:
    body = tuple(d.Row((d.Cell(f"单位{n}"), d.Cell(float(n)))) for n in range(rows))
    columns = (d.Column("单位"), d.Column("得分", "decimal", "score"))
    return d.Table(columns, body, d.Caption("表", f"名单{number}", str(number), number), id=f"t{number}", note="说明")


def _sheets(*blocks: d.Block) -> list[Sheet]:
    return _paginator().paginate(Blocks(_styles(), MEASURE).items(blocks))


def _pieces(sheets: list[Sheet]) -> list[list[int]]:
    """Return for every sheet how many rows each piece of a table has on it."""
    return [
        [len(p.item.flowable.body.table.rows) for p in sheet.placed if isinstance(p.item.flowable, TableBox)]
        for sheet in sheets
    ]


def test_a_short_table_is_cut_only_where_moving_it_would_leave_a_hole() -> None:
    moved, cut = 0, 0
    for lines in range(15, 40):
        sheets = _sheets(*[LINE] * lines, _table(SHORT))
        text = [p for p in sheets[0].placed if not isinstance(p.item.flowable, TableBox)]
        left = DEPTH - text[-1].top - text[-1].height
        if len(sheets) == 1 or len(text) < lines:
            continue
        if left < HOLE * DEPTH:
            assert _pieces(sheets) == [[], [SHORT]]
            moved += 1
        else:
            assert sorted(map(len, _pieces(sheets))) == [1, 1] and sum(map(sum, _pieces(sheets))) == SHORT
            cut += 1
    assert moved > 3 and cut


def test_a_tall_table_of_few_rows_is_cut_rather_than_leave_a_hole() -> None:
    long = d.Cell("很长的一段说明，" * 60)
    table = d.Table((d.Column("说明"),), tuple(d.Row((long,)) for _ in range(SHORT)), id="t1")
    sheets = _sheets(*[LINE] * 8, table)
    assert sum(map(sum, _pieces(sheets))) == SHORT and _pieces(sheets)[0][0] >= LEAST_ROWS
    assert sheets[0].used > (1 - HOLE) * DEPTH


def test_a_longer_table_is_cut_as_before() -> None:
    cut = [_pieces(_sheets(*[LINE] * lines, _table(SHORT + 1))) for lines in range(15, 40)]
    assert any(len(pieces) == 2 and pieces[0] and pieces[1] for pieces in cut)


@pytest.mark.parametrize("rows", [SHORT, SHORT + 6])
def test_a_heading_goes_with_its_table(rows: int) -> None:
    head = d.Heading("名单", 1, "01", "s1")
    for lines in range(10, 40):
        for sheet in _sheets(*[LINE] * lines, head, _table(rows)):
            assert not isinstance(sheet.placed[-1].item.flowable, HeadingBox)


def test_a_stretch_with_a_page_of_empty_feet_is_set_again_and_may_save_a_page() -> None:
    saved = 0
    for lines in range(14, 30):
        blocks = [block for n in range(1, 13) for block in (*[LINE] * lines, _table(SHORT, n))]
        items = Blocks(_styles(), MEASURE).items(blocks)
        plain = _paginator().paginate(items)
        closed = fill(items, _paginator().paginate, DEPTH, MEASURE)
        assert len(closed) <= len(plain)
        rest = sum(DEPTH - sheet.used for sheet in plain)
        assert is_loose(plain, DEPTH) == (rest >= LOOSE * DEPTH)
        if len(closed) < len(plain):
            assert is_loose(plain, DEPTH) or is_poor(plain[-1], DEPTH)
            saved += not is_poor(plain[-1], DEPTH)
    assert saved


@pytest.mark.parametrize("label", ["Rank", "Beijing-Tianjin-Hebei rank", "Guangdong-Hong Kong-Macao rank"])
def test_texts_of_cards_keep_inside_their_card_and_apart(label: str) -> None:
    cards = [d.Card("Total score", 92.5, "score", "1 of 242", strong=True), d.Card("Gap to average", 38.2, "signed",
             "average 54.3"), d.Card("Eastern region rank", 1, "rank", "of 82"), d.Card(label, 1, "rank", "of 13"),
             d.Card("First tier rank", 1, "rank", "of 6")]  # fmt: skip
    box = CardsBox(cards, _styles())
    _, tall = box.wrap(MEASURE, DEPTH)
    assert sum(box._widths) + box.GAP * 4 == pytest.approx(MEASURE)
    stacked = tall > box.HEIGHT
    for card, width in zip(cards, box._widths, strict=True):
        assert box._share(card, stacked=stacked) - width <= box.SPARE < min(box.PAD, box.BESIDE)
