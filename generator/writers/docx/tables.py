"""Tables as whole strings of XML: python-docx's cells cost a hundred times as much."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document import Align, Cell, Column, Row, Table
from generator.text import format_value
from generator.writers.docx.captions import write_caption
from generator.writers.docx.grid import (
    GUTTER,
    Placed,
    Slot,
    aligned,
    decimals,
    joined_below,
    lacking,
    packs,
    place,
    slots,
)
from generator.writers.docx.inline import write_inlines
from generator.writers.docx.layout import cell, gap, table_start
from generator.writers.docx.notes import write_notes
from generator.writers.docx.paging import pages_of, tallness
from generator.writers.docx.story import Frame, Story
from generator.writers.docx.xml import colour, kept_with_next, run, twips

_LOOK = (
    'w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
)
_BODY: dict[Align, str] = {
    "left": "表格正文", "center": "表格居中", "right": "表格数字", "decimal": "表格数字",
}  # fmt: skip
_MEAN: dict[Align, str] = {
    "left": "平均行", "center": "平均行居中", "right": "平均行数字", "decimal": "平均行数字",
}  # fmt: skip
_HEAD: dict[Align, str] = {"left": "表头", "center": "表头居中", "right": "表头数字", "decimal": "表头数字"}
_NO_RULES = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
_FLAT = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
_FLUSH = '<w:left w:w="0" w:type="dxa"/>'
_USUAL, _DENSE = 3.9, 1.2
"""Points above, and below, the text of a row: what the style says, and in a dense table."""
_SHORT = 14
"""Rows up to which a table stays on one page."""
_LOW = 0.4
"""Share of a page's depth up to which it does: a taller one would leave half of the page before it empty."""


def write_table(table: Table, story: Story, frame: Frame) -> str:
    """Return caption, table and notes, kept together where they meet."""
    target = story.next_target("table")
    widths = slots(table, frame.width, story.theme)
    top, closing = story.tops.get(table.id), story.closing(table.id)
    pages, closer = ([table], 0.0) if frame.cell else pages_of(table, widths, story.theme, top, closing)
    pieces: list[str] = []
    if table.caption:
        pieces.append(write_caption(table.caption, target, "表题", story, table.unit, share=closing.space))
    words = table.alt or (table.caption.text if table.caption else "")
    bodies = [_TableWriter(page, story, widths, closer).table(words) for page in pages]
    if len(bodies) > 1:  # read down its columns, the first page goes to the next as a whole or not at all
        bodies[0] = kept_rows(bodies[0])
    body = gap(story, on_new_page=True).join(bodies)
    notes = write_notes(table.note, table.source, story, share=closing.space)
    if len(pages) == 1 and _stays_whole(table, widths, story):
        body = kept_rows(body)
    elif len(pages) == 1:
        body = _first_rows_kept(body, len(table.head) + 2)  # the head and a row stay with the next row
    if notes:
        body = _last_rows_kept(body, 2)  # the last row does not stand alone on a page
    return "".join([*pieces, body, notes or gap(story)])


def _stays_whole(table: Table, widths: tuple[Slot, ...], story: Story) -> bool:
    """Return whether a table stays on its one page: if short, or packed, for it is read down its columns."""
    if table.across > 1:
        return True
    return len(table.rows) <= _SHORT and tallness(table, widths, story.theme) <= _LOW * story.theme.page.depth


def kept_rows(content: str) -> str:
    """Return a table whose rows, but for the last, stay with the next, so that it stays on one page."""
    before, row, last = content.rpartition("<w:tr>")
    return kept_with_next(before) + row + last if row else content


def _first_rows_kept(content: str, count: int) -> str:
    """Return a table whose first `count` rows stay with what follows each."""
    start, *rows = content.split("<w:tr>")
    kept = [kept_with_next(row) if index < count else row for index, row in enumerate(rows)]
    return "<w:tr>".join([start, *kept])


def _spaced(points: float) -> str:
    return f'<w:spacing w:before="{twips(points)}" w:after="{twips(points)}"/>'


def _last_rows_kept(content: str, count: int) -> str:
    """Return a table whose last `count` rows stay with what follows each."""
    before, row, last = content.rpartition("<w:tr>")
    if not row or not count:
        return content
    return _last_rows_kept(before, count - 1) + row + kept_with_next(last)


@dataclass
class _TableWriter:
    """Writes one table; what is the same in every cell is made once."""

    model: Table
    story: Story
    slots: tuple[Slot, ...]
    closer: float = 0.0

    def __post_init__(self) -> None:
        self._most = decimals(self.model)
        self._inks = self.story.theme.palette
        self._size = self.story.theme.type.table.size
        self._strong = self.story.look("表格强调")
        self._close = _spaced(_DENSE) if self.model.dense else ""
        if self.closer:
            self._close = _spaced((_DENSE if self.model.dense else _USUAL) - self.closer / 2)
        self._shades = {"average": colour(self._inks.accent_ground), "group": colour(self._inks.pale)}
        self._dark = colour(self._inks.deep)

    def table(self, description: str) -> str:
        """Return w:tbl; `description` is read out to those who cannot see it."""
        one = [width for slot in self.slots for width in (slot.bar, slot.width) if width]
        widths = one + (self.model.across - 1) * [GUTTER, *one]
        title = self.model.caption.label if self.model.caption else ""
        head = self._head()
        start = table_start(
            "白皮书表格", widths, self.story, description=description, title=title, look=_LOOK if head else ""
        )
        lines = packs(self.model)
        joined = joined_below(lines)
        rows = (self._row(line, keep=index in joined) for index, line in enumerate(lines))
        return f"{start}{head}{''.join(rows)}</w:tbl>"

    # rows --------------------------------------------------------------------------

    def _head(self) -> str:
        titles = Row(tuple(Cell(column.title) for column in self.model.columns))
        titled = self.model.show_titles and any(column.title for column in self.model.columns)
        rows = (*self.model.head, titles) if titled else self.model.head
        return "".join(
            self._row([line] * self.model.across, head=True) for line in place(rows, len(self.slots))
        )

    def _row(self, line: list[list[Placed]], *, head: bool = False, keep: bool = False) -> str:
        groups = [
            "".join(self._place(placed, head=head) for placed in pack) if pack else self._blank()
            for pack in line
        ]
        repeated = "<w:tblHeader/>" if head else ""
        cells = self._gutter().join(groups)
        kept = kept_with_next(cells) if keep else cells
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{kept}</w:tr>"

    def _gutter(self) -> str:
        return cell(self._empty(), GUTTER, borders=_NO_RULES, margins=_FLAT, shade="auto")

    def _blank(self) -> str:
        """Return the place of a pack that has no row: nothing, and no rule under it."""
        wide = sum(slot.width + slot.bar for slot in self.slots)
        span = sum(slot.spans for slot in self.slots)
        return cell(self._empty(), wide, span=span, borders=_NO_RULES, shade="auto")

    def _empty(self) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.story.styles["表格正文"]}"/>{self._close}</w:pPr></w:p>'

    # cells -------------------------------------------------------------------------

    def _place(self, placed: Placed, *, head: bool) -> str:
        slot = self.slots[placed.column]
        wide, span = slot.width + slot.bar, slot.spans
        for beside in self.slots[placed.column + 1 : placed.column + placed.columns]:
            wide, span = wide + beside.width + beside.bar, span + beside.spans
        shade = self._shade(placed, head=head)
        if placed.cell is None:
            return cell(self._empty(), wide, span=span, merge=placed.merge, shade=shade)
        value = placed.cell.value
        if slot.bar and not head and placed.columns == 1 and not shade and isinstance(value, int | float):
            return self._barred(placed, slot, float(value))
        content = self._content(placed, slot.column, head=head)
        return cell(content, wide, span=span, merge=placed.merge, shade=shade, middle=True)

    def _barred(self, placed: Placed, slot: Slot, value: float) -> str:
        """Return two cells: the bar, a paragraph shaded as far as its value, and the value."""
        ink = self._inks.ramp[1] if placed.role == "strong" and len(self._inks.ramp) > 1 else self._inks.pale
        share = min(max(value / slot.column.bar, 0.0), 1.0)
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(ink)}"/>' if share else ""
        inset = f'<w:ind w:right="{twips((1 - share) * slot.bar)}"/>'
        bar = f'<w:p><w:pPr><w:pStyle w:val="{self.story.styles["表格底条"]}"/>{fill}{inset}</w:pPr></w:p>'
        return cell(bar, slot.bar, margins=_FLAT, middle=True) + cell(
            self._content(placed, slot.column, head=False), slot.width, margins=_FLUSH, middle=True
        )

    def _shade(self, placed: Placed, *, head: bool) -> str:
        return self._dark if head else self._shades.get(placed.role, "")

    def _content(self, placed: Placed, column: Column, *, head: bool) -> str:
        assert placed.cell is not None
        align = aligned(placed.cell, column)
        style = (_HEAD if head else _MEAN if placed.role == "average" else _BODY)[align]
        look = self._look(placed, head=head)
        close = "" if head else self._close
        value = placed.cell.value
        if isinstance(value, tuple):
            return self.story.paragraph(style, write_inlines(value, self.story, look), close)
        shown = format_value(value, "text" if head else placed.cell.format or column.format)
        inset = close
        if align == "decimal" and not head and isinstance(value, int | float):
            short = lacking(shown, self._most.get(placed.column, 0), self._size)
            inset += f'<w:ind w:right="{twips(short)}"/>' if short else ""
        return self.story.paragraph(style, run(self.story.checked(shown), look), inset)

    def _look(self, placed: Placed, *, head: bool) -> str:
        if head or placed.role == "average":
            return ""
        if placed.role in ("strong", "group") or (placed.cell and placed.cell.strong):
            return self._strong
        return ""
