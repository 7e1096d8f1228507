"""Blocks of the document become items to paginate: one function a kind, nothing dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from reportlab.platypus.flowables import Flowable

from generator import document as d
from generator.typeset import Paragraph
from generator.writers.pdf.boxes import CardsBox, ColumnsBox, FigureBox, HeadingBox, TableBox
from generator.writers.pdf.grid import CellText
from generator.writers.pdf.inlines import InlineWriter, footnotes, inlines_of
from generator.writers.pdf.paginate import Item
from generator.writers.pdf.styles import Styles
from generator.writers.pdf.table import TableBody
from generator.writers.pdf.textbox import TextBox

HEADING_SPACE = {1: (30.0, 12.0), 2: (22.0, 9.0), 3: (12.0, 4.0)}
"""Points above and below a heading of each level."""

ANNOUNCED = 2
"""Lines up to which a paragraph before a list counts as its announcement."""
SMALL_HEAD = 6.0
"""Points above a line of small type that is all bold and so heads what follows."""


class Blocks:
    """Turns blocks into items for one measure (points)."""

    def __init__(self, styles: Styles, measure: float, cells: CellText | None = None) -> None:
        self._styles, self._measure = styles, measure
        self._cells = cells or CellText(styles)
        self._inlines = InlineWriter(styles.theme)

    def items(self, blocks: tuple[d.Block, ...]) -> list[Item]:
        """Return the items of `blocks` in order; a page break marks the item after it."""
        items: list[Item] = []
        broken = False
        for block in blocks:
            if isinstance(block, d.PageBreak):
                broken = True
                continue
            made = self._items(block)
            if isinstance(block, d.Bullets) and items and made:
                self._keep_with_list(items[-1])
            if broken and made:
                made[0].new_page, broken = True, False
            items.extend(made)
        return items

    def _keep_with_list(self, item: Item) -> None:
        """Let the one or two lines that announce a list stay with its first item."""
        if isinstance(item.flowable, TextBox):
            _, tall = item.flowable.wrap(self._measure, 1e6)
            item.keep_next = tall <= ANNOUNCED * item.flowable.style.leading + 0.01

    def _items(self, block: d.Block) -> list[Item]:
        match block:
            case d.Paragraph():
                return [self._paragraph(block)]
            case d.Heading():
                above, below = HEADING_SPACE[min(block.level, 3)]
                return [
                    Item(
                        HeadingBox(block, self._styles), above, below, keep_next=True, barrier=True,
                        new_page=block.new_page, id=block.id,
                    )
                ]
            case d.Bullets():
                return self._bullets(block)
            case d.Figure():
                return [Item(FigureBox(block, self._styles), 8, 14, floats=True, barrier=True, id=block.id)]
            case d.Table():
                box = TableBox(block, self._styles, TableBody(block, self._styles, self._cells))
                least = box.least_height(self._measure)
                notes = tuple(footnotes(inlines_of(block)))
                return [Item(box, 12, 16, barrier=True, id=block.id, least=least, short=box.body.short, notes=notes)]
            case d.Cards():
                return [Item(CardsBox(block.cards, self._styles), 4, 12, barrier=True, keep_next=True)]
            case d.SideBySide():
                return [self._columns(block)]
            case d.Together():
                return [self._together(block)]
            case d.PageBreak():
                return []
            case _:
                assert_never(block)

    def _paragraph(self, block: d.Paragraph) -> Item:
        style = self._styles.paragraphs[block.style]
        space = {"lead": 10.0, "key": 6.0, "note": 4.0}.get(block.style, self._styles.theme.setting.apart)
        notes = tuple(footnotes(block.content))
        tag = "BlockQuote" if block.style == "quote" else "P"
        flowable = TextBox(self._inlines.spans(block.content), style, tag=tag)
        heads = block.style == "small" and _is_bold(block.content)
        before = space + SMALL_HEAD if heads else space
        return Item(flowable, before, space, keep_next=heads, least=self._least(flowable), notes=notes)

    def _least(self, paragraph: Paragraph) -> float:
        """Return the height that must fit for a paragraph to begin: what orphans and widows leave."""
        _, height = paragraph.wrap(self._measure, 1e6)
        style = paragraph.style
        apart = (style.orphans + style.widows) * style.leading
        return height if height < apart else style.orphans * style.leading

    def _bullets(self, block: d.Bullets) -> list[Item]:
        items = []
        for number, content in enumerate(block.items, start=block.start):
            label = f"{number}." if block.ordered else "•"
            for index, item in enumerate(self.items(content)):
                if index == 0 and isinstance(content[0], d.Paragraph):
                    item = self._labelled(content[0], label)
                items.append(item)
        if items:
            items[0] = replace(items[0], before=4.0)
            items[-1] = replace(items[-1], after=8.0)
        return items

    def _labelled(self, paragraph: d.Paragraph, label: str) -> Item:
        style = self._styles.paragraphs["plain"]
        flowable = TextBox(
            self._inlines.spans(paragraph.content), style, tag="LBody", inside=("L", "LI"), label=label,
            label_width=self._styles.list_label,
        )
        notes = tuple(footnotes(paragraph.content))
        return Item(flowable, 1, 2, least=self._least(flowable), notes=notes)

    def _columns(self, block: d.SideBySide) -> Item:
        width = (self._measure - ColumnsBox.GAP * (len(block.columns) - 1)) / len(block.columns)
        narrow = Blocks(self._styles, width, self._cells)
        stacks: list[list[tuple[float, Flowable]]] = []
        notes: list[d.Footnote] = []
        for column in block.columns:
            items = narrow.items(column)
            notes.extend(note for item in items for note in item.notes)
            stacks.append(_stack(items))
        return Item(ColumnsBox(stacks), 18, 18, barrier=True, notes=tuple(notes), id=_first_id(block))

    def _together(self, block: d.Together) -> Item:
        items = self.items(block.blocks)
        notes = tuple(note for item in items for note in item.notes)
        above, below = (items[0].before, items[-1].after) if items else (0.0, 0.0)
        return Item(ColumnsBox([_stack(items)]), above, below, barrier=True, notes=notes)


def _is_bold(inlines: d.Inlines) -> bool:
    """Return whether all that is to be read is bold."""
    shown = [part for part in inlines if not isinstance(part, d.Text) or part.text.strip()]
    return bool(shown) and all(isinstance(part, d.Text) and part.bold for part in shown)


def _stack(items: list[Item]) -> list[tuple[float, Flowable]]:
    stack, gap = [], 0.0
    for item in items:
        stack.append((max(item.before, gap), item.flowable))
        gap = item.after
    return stack


def _first_id(block: d.SideBySide) -> str:
    ids = (getattr(inner, "id", "") for column in block.columns for inner in column)
    return next((id_ for id_ in ids if id_), "")
