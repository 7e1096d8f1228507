"""Blocks to paragraphs and tables, one function for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from generator.document import (
    Block,
    Bullets,
    Cards,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    SideBySide,
    Table,
    Together,
)
from generator.writers.docx.cards import write_cards
from generator.writers.docx.figures import lined_up, write_figure
from generator.writers.docx.headings import write_heading
from generator.writers.docx.inline import write_inlines
from generator.writers.docx.layout import columns_table, gap
from generator.writers.docx.numbering import BULLETS, numbered
from generator.writers.docx.story import Frame, Story
from generator.writers.docx.tables import kept_rows, write_table
from generator.writers.docx.xml import kept_with_next, twips

_STYLES: dict[ParagraphStyle, str] = {
    "body": "Normal Indent",
    "plain": "Body Text",
    "small": "窄栏正文",
    "lead": "引言",
    "key": "要点",
    "note": "注释",
    "quote": "Quote",
}
_GUTTER = 16.0
_LIST_INDENT = 21.0


def write_blocks(blocks: Iterable[Block], story: Story, frame: Frame) -> str:
    """Return blocks in order."""
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Heading) and frame.cell and not pieces:
            pieces.append(write_heading(block, story, first=True))
        elif isinstance(block, Cards):
            pieces.append(_cards(block, story, frame, stands_off=isinstance(before, Paragraph | Bullets)))
        else:
            pieces.append(write_block(block, story, frame))
        before = block
    return "".join(pieces)


def _cards(cards: Cards, story: Story, frame: Frame, *, stands_off: bool) -> str:
    """Return cards on one page with what follows, which they introduce. A table has no space above in Word:
    one that stands off from the text before it takes a small paragraph."""
    written = write_cards(cards, story, frame)
    return kept_with_next(gap(story) + written if stands_off and written else written)


def write_block(block: Block, story: Story, frame: Frame) -> str:
    """Return one block."""
    match block:
        case Paragraph():
            return write_paragraph(block, story, frame)
        case Heading():
            return write_heading(block, story)
        case Bullets():
            return _bullets(block, story, frame, 0)
        case Figure():
            return write_figure(block, story, frame)
        case Table():
            return write_table(block, story, frame)
        case Cards():
            return write_cards(block, story, frame)
        case SideBySide():
            return _side_by_side(block, story, frame)
        case Together():
            return _together(block, story, frame)
        case PageBreak():
            story.break_before = not frame.cell
            return ""
        case _:
            assert_never(block)


def write_paragraph(paragraph: Paragraph, story: Story, frame: Frame, *, above: float = 0) -> str:
    """Return a paragraph, `above` points further down; in small print text takes the imprint's style."""
    style = _STYLES[paragraph.style]
    if frame.small and paragraph.style in ("body", "plain"):
        style = "版权页"
    if len(paragraph.content) == 1 and getattr(paragraph.content[0], "code", False) and style == "Body Text":
        style = "代码块"
    lowered = f'<w:spacing w:before="{twips(above)}"/>' if above else ""
    return story.paragraph(style, write_inlines(paragraph.content, story), lowered)


def _bullets(bullets: Bullets, story: Story, frame: Frame, depth: int) -> str:
    """Return a list. An item's first paragraph carries the sign; what follows it is indented."""
    style = "List Number" if bullets.ordered else "List Bullet"
    key = story.numbers.ordered(bullets.start) if bullets.ordered else 0
    numbering = numbered(key or BULLETS, min(depth, 2)) if key or depth else ""
    inner = Frame(frame.width - _LIST_INDENT * (depth + 1), frame.cell, frame.small)
    return "".join(
        _item(item, style, numbering, story, inner, depth) for item in bullets.items
    )


def _item(
    item: tuple[Block, ...], style: str, numbering: str, story: Story, frame: Frame, depth: int
) -> str:
    pieces: list[str] = []
    for index, block in enumerate(item):
        match block:
            case Paragraph() if index == 0:
                pieces.append(story.paragraph(style, write_inlines(block.content, story), numbering))
            case Paragraph():
                inset = f'<w:ind w:left="{twips((depth + 1) * _LIST_INDENT)}"/>'
                pieces.append(story.paragraph("列表续行", write_inlines(block.content, story), inset))
            case Bullets():
                pieces.append(_bullets(block, story, frame, depth + 1))
            case _:
                pieces.append(write_block(block, story, frame))
    return "".join(pieces)


def _side_by_side(block: SideBySide, story: Story, frame: Frame) -> str:
    """Return columns of equal width as one row of a table without rules, which does not break."""
    count = max(len(block.columns), 1)
    width = (frame.width - _GUTTER * (count - 1)) / count
    inner = frame.within(width)
    columns = [write_blocks(column, story, inner) for column in block.columns]
    if all(len(column) == 1 and isinstance(column[0], Figure) for column in block.columns):
        columns = lined_up(columns, story)
    return columns_table(columns, width, _GUTTER, story)


def _together(block: Together, story: Story, frame: Frame) -> str:
    """Return blocks on one page: every paragraph but those of the last block keeps with the next."""
    pieces = [write_block(inner, story, frame) for inner in block.blocks]
    if not pieces:
        return ""
    last = kept_rows(pieces[-1]) if isinstance(block.blocks[-1], Table) else pieces[-1]
    return "".join(kept_with_next(piece) for piece in pieces[:-1]) + last
