"""Flowables of the paper: headings, figures, cards, columns. Each knows its size and draws itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportlab.platypus.flowables import Flowable

from generator import document as d
from generator.figures import draw
from generator.text import format_value
from generator.typeset import Paragraph, Span, TextStyle, draw_text, measure
from generator.writers.pdf.inlines import footnotes, inlines_of
from generator.writers.pdf.styles import Styles
from generator.writers.pdf.table import TableBody
from generator.writers.pdf.tags import tags_of
from generator.writers.pdf.textbox import TextBox
from generator.writers.sources import notes_line
from generator.writers.words import writer_words

CAPTION_GAP = 6.0
NOTE_GAP = 4.0
ASCENT = 0.88
"""Share of the em above the baseline in Chinese faces."""


class HeadingBox(Flowable):  # type: ignore[misc]
    """A heading with its number in a lighter voice, and a tagline beside the title or under it."""

    def __init__(self, heading: d.Heading, styles: Styles, tag_level: int | None = None) -> None:
        super().__init__()
        self.heading, self.styles = heading, styles
        # Level 1 of the structure is the part itself.
        self.tag_level = tag_level or heading.level + 1

    def _title_style(self) -> TextStyle:
        scale, theme = self.styles.theme.type, self.styles.theme
        size = {1: scale.heading1, 2: scale.heading2}.get(self.heading.level, scale.heading3)
        return self.styles.make(size, weight="bold", colour=theme.palette.deep, family=theme.fonts.display)

    def _number_style(self) -> TextStyle:
        scale, palette = self.styles.theme.type, self.styles.theme.palette
        size = scale.heading_number if self.heading.level == 1 else scale.heading2
        return self.styles.make(size, weight="light", colour=palette.main, tabular=True)

    def _tagline_style(self) -> TextStyle:
        return self.styles.make(self.styles.theme.type.body, colour=self.styles.theme.palette.quiet)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size: one line, or more where the title is long."""
        style = self._title_style()
        self._left = self._number_width()
        self._title = Paragraph(self.heading.title, style)
        _, self._title_height = self._title.wrap(width - self._left, height)
        beside = self._left + measure(self.heading.title, style) + 10
        self._beside = beside + measure(self.heading.tagline, self._tagline_style()) <= width
        self._tag_left = beside if self._beside else self._left
        under = self.heading.tagline and not self._beside
        self._tag_height = self._tagline_style().leading if under else 0.0
        return width, self._title_height + self._tag_height

    def _number_width(self) -> float:
        if not self.heading.number:
            return 0.0
        return measure(self.heading.number, self._number_style()) + (10 if self.heading.level == 1 else 8)

    def draw(self) -> None:
        """Draw number, title and tagline on one baseline where they fit."""
        tags = tags_of(self.canv)
        with tags.leaf(tags.heading(self.tag_level)):
            self._draw_texts()

    def _draw_texts(self) -> None:
        baseline = self._tag_height + self._title_height - first_baseline(self._title_style())
        if self.heading.number:
            draw_text(self.canv, 0, baseline, self.heading.number, self._number_style())
        self._title.drawOn(self.canv, self._left, self._tag_height)
        if self.heading.tagline:
            y = baseline if self._beside else 5.0
            draw_text(self.canv, self._tag_left, y, self.heading.tagline, self._tagline_style())


def first_baseline(style: TextStyle) -> float:
    """Return how far below the top of a paragraph its first baseline lies, in points."""
    return (style.leading - style.size) / 2 + ASCENT * style.size


def caption_spans(caption: d.Caption, styles: Styles, suffix: str = "") -> list[Span]:
    """Return a caption: its label in the main hue, an em of room, its words."""
    return [
        Span(caption.label, colour=styles.theme.palette.main),
        Span(f"{writer_words(styles.theme).gap}{caption.text}{suffix}"),
    ]


class FigureBox(Flowable):  # type: ignore[misc]
    """A drawing with its caption, note and source beneath."""

    def __init__(self, figure: d.Figure, styles: Styles) -> None:
        super().__init__()
        self.figure, self.styles = figure, styles
        self._lift = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size at a measure of `width` points."""
        self._lift = 0.0
        self._measure = width
        self._drawn = width * self.figure.share
        _, self._tall = draw.size(self.figure.spec, self._drawn, self.styles.theme)
        self._texts = self._below()
        total = self._tall + sum(gap + paragraph.wrap(width, 1e6)[1] for gap, paragraph in self._texts)
        return width, total

    @property
    def drawn_height(self) -> float:
        """Height of the drawing alone in points, once wrapped."""
        return float(self._tall)

    def raise_over(self, tall: float) -> float:
        """Leave room below the drawing as if it were `tall` points high; return what that adds."""
        self._lift = max(0.0, tall - self._tall)
        return self._lift

    def with_share(self, share: float) -> FigureBox:
        """Return the same figure at another share of the measure (0–1)."""
        return FigureBox(replace(self.figure, share=share), self.styles)

    def narrowed(self, share: float, measure: float) -> FigureBox:
        """Return the figure at a share of its width, where it gets lower by that; else as it is.

        Rows of bars keep their height however wide they are: narrowing them would win nothing.
        """
        width, theme = measure * self.figure.share, self.styles.theme
        tall = draw.size(self.figure.spec, width, theme)[1]
        lower = draw.size(self.figure.spec, width * share, theme)[1]
        won = (tall - lower) >= (1.0 - share) * tall * 0.5
        return self.with_share(self.figure.share * share) if won else self

    def _below(self) -> list[tuple[float, Paragraph]]:
        texts = []
        if self.figure.caption:
            style = replace(self.styles.caption, align="center")
            spans = caption_spans(self.figure.caption, self.styles)
            texts.append((CAPTION_GAP, TextBox(spans, style, tag="Caption")))
        if note := notes_line(self.figure.note, self.figure.source, writer_words(self.styles.theme)):
            texts.append((NOTE_GAP, TextBox(note, replace(self.styles.note, align="center"))))
        return texts

    def draw(self) -> None:
        """Draw the figure in the middle of the measure, its texts below."""
        y = sum(gap + paragraph.height for gap, paragraph in self._texts)
        left, foot = (self._measure - self._drawn) / 2, y + self._lift
        tags = tags_of(self.canv)
        box = _page_box(self.canv, left, foot, self._drawn, self._tall)
        alt = self.figure.alt or draw.alt_text(self.figure.spec)
        with tags.leaf("Figure", Alt=alt, BBox=box) as drawn:
            draw.draw_pdf(self.figure.spec, self.canv, left, foot, self._drawn, self.styles.theme)
        with tags.within(drawn):
            for gap, paragraph in self._texts:
                y -= gap + paragraph.height
                paragraph.drawOn(self.canv, 0, y)


def _page_box(canvas: Any, x: float, y: float, width: float, height: float) -> list[float]:
    """Return left, bottom, right and top on the page of an area of the present coordinates."""
    left, bottom = canvas.absolutePosition(x, y)
    right, top = canvas.absolutePosition(x + width, y + height)
    return [round(value, 2) for value in (left, bottom, right, top)]


class TableBox(Flowable):  # type: ignore[misc]
    """A table with its caption above and its note below; cut, the later part says 续."""

    def __init__(
        self, table: d.Table, styles: Styles, body: TableBody, *, continued: bool = False, ends: bool = True,
    ) -> None:
        super().__init__()
        self.table, self.styles = table, styles
        self.body = body
        self.continued, self.ends = continued, ends

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size at a measure of `width` points."""
        self._measure = width
        self._caption = self._caption_text()
        self._note = self._note_text()
        head = self._caption.wrap(width, 1e6)[1] + CAPTION_GAP if self._caption else 0.0
        foot = self._note.wrap(width, 1e6)[1] + NOTE_GAP if self._note else 0.0
        _, self._tall = self.body.wrap(width, height)
        self._foot = foot
        self._head = head
        return width, head + self._tall + foot

    def with_padding(self, share: float) -> TableBox:
        """Return the same table with a share (0–1) of the usual padding in its rows."""
        body = self.body.with_padding(share)
        return TableBox(self.table, self.styles, body, continued=self.continued, ends=self.ends)

    @property
    def text(self) -> str:
        """The marks of the footnotes in its cells, by which notes find the page of their part of a table."""
        return "".join(f"[{note.number}]" for note in footnotes(inlines_of(self.body.table)))

    def _caption_text(self) -> Paragraph | None:
        if not self.table.caption:
            return None
        spans = caption_spans(
            self.table.caption, self.styles, writer_words(self.styles.theme).continued if self.continued else ""
        )
        return TextBox(spans, self.styles.caption, tag="Caption")

    def _note_text(self) -> Paragraph | None:
        note = notes_line(self.table.note, self.table.source, writer_words(self.styles.theme))
        return TextBox(note, self.styles.note) if note and self.ends else None

    def least_height(self, width: float) -> float:
        """Return what must fit for the table to begin."""
        self.wrap(width, 1e6)
        return self._head + min(self._tall, self.body.least_height(width))

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the table in two where `height` holds some rows, else nothing."""
        self.wrap(width, height)
        bodies = self.body.split(width, height - self._head)
        if not bodies and self._tall <= height - self._head:
            # All rows fit and only the note does not: the last rows go on with it.
            bodies = self.body.split(width, height - self._head - self._foot)
        if not bodies:
            return []
        first, second = bodies
        return [
            TableBox(self.table, self.styles, first, continued=self.continued, ends=False),
            TableBox(self.table, self.styles, second, continued=True, ends=self.ends),
        ]

    def draw(self) -> None:
        """Draw caption, rows and note from the top down."""
        tags = tags_of(self.canv)
        with tags.element("Table"):
            if self._caption:
                self._caption.drawOn(self.canv, 0, self._foot + self._tall + CAPTION_GAP)
            self.body.drawOn(self.canv, 0, self._foot)
        if self._caption and self.table.unit:
            y = self._foot + self._tall + CAPTION_GAP + 3
            words = writer_words(self.styles.theme).unit.format(self.table.unit)
            with tags.leaf("P"):
                draw_text(self.canv, self._measure, y, words, self.styles.note, "end")
        if self._note:
            self._note.drawOn(self.canv, 0, 0)


class CardsBox(Flowable):  # type: ignore[misc]
    """Cards across the measure: a label, a large figure, a note at the right."""

    GAP, PAD, HEIGHT = 6.0, 8.0, 46.0
    BESIDE = 8.0
    """Points between value and note on one line."""
    SPARE = 6.0
    """Points of air in a card that may go: some is left between value and note, and at the right of the label."""
    STACKED = 14.0
    """Points that a card grows by where value and note do not stand side by side."""

    def __init__(self, cards: Sequence[d.Card], styles: Styles) -> None:
        super().__init__()
        self.cards, self.styles = cards, styles

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size: equal cards, the first a little wider where it is strong."""
        self._measure = width
        room = width - self.GAP * (len(self.cards) - 1)
        shares = [self._share(card) for card in self.cards]
        self._widths = [room * share / sum(shares) for share in shares]
        tight = any(share - card > self.SPARE for share, card in zip(shares, self._widths, strict=True))
        if tight:
            shares = [self._share(card, stacked=True) for card in self.cards]
            self._widths = [room * share / sum(shares) for share in shares]
        self._lift = self.STACKED if tight else 0.0
        return width, self.HEIGHT + self._lift

    def _share(self, card: d.Card, *, stacked: bool = False) -> float:
        """Return the width that a card's texts ask for, value and note on one line or `stacked`."""
        scale = self.styles.theme.type
        label = measure(card.label, self.styles.make(scale.note))
        shown = format_value(card.value, card.format)
        value = measure(shown, self.styles.make(scale.card_value, weight="bold"))
        note = measure(card.note, self.styles.make(scale.note))
        figures = max(value, note) if stacked else value + note + self.BESIDE
        return max(label, figures) + 2 * self.PAD

    def draw(self) -> None:
        """Draw the cards; the strong one is set in the deep colour."""
        x = 0.0
        for card, width in zip(self.cards, self._widths, strict=True):
            self._draw_card(card, x, width)
            x += width + self.GAP

    def _draw_card(self, card: d.Card, x: float, width: float) -> None:
        palette = self.styles.theme.palette
        ground, ink, quiet = (
            (palette.deep, palette.paper, palette.mid)
            if card.strong
            else (palette.pale, palette.deep, palette.quiet)
        )
        self.canv.setFillColor(ground)
        self.canv.rect(x, 0, width, self.HEIGHT + self._lift, stroke=0, fill=1)
        with tags_of(self.canv).leaf("P"):
            self._draw_card_texts(card, x, width, ink, quiet)

    def _draw_card_texts(self, card: d.Card, x: float, width: float, ink: str, quiet: str) -> None:
        palette, scale = self.styles.theme.palette, self.styles.theme.type
        left = x + self.PAD
        label = self.styles.make(scale.note, colour=quiet)
        draw_text(self.canv, left, self.HEIGHT + self._lift - 14, card.label, label)
        value = self.styles.make(scale.card_value, weight="bold", colour=ink, tabular=True)
        draw_text(self.canv, left, 10 + self._lift, format_value(card.value, card.format), value)
        note = self.styles.make(scale.note, colour=palette.mid if card.strong else palette.main)
        if self._lift:
            draw_text(self.canv, left, 9, card.note, note)
        else:
            draw_text(self.canv, x + width - self.PAD, 10, card.note, note, "end")


class ColumnsBox(Flowable):  # type: ignore[misc]
    """Stacks of flowables side by side, aligned at the top; never cut.

    Stacks that hold the same kinds in the same order (a heading and a chart each) are aligned row by row,
    and so are the captions under their figures.
    """

    GAP = 20.0

    def __init__(self, stacks: Sequence[Sequence[tuple[float, Any]]]) -> None:
        super().__init__()
        self.stacks = stacks

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size; `stacks` are (space above, flowable) from the top down."""
        self._width = (width - self.GAP * (len(self.stacks) - 1)) / len(self.stacks)
        self._heights = [
            [flowable.wrapOn(None, self._width, height)[1] for _, flowable in stack] for stack in self.stacks
        ]
        spaces = [[space if index else 0.0 for index, (space, _) in enumerate(stack)] for stack in self.stacks]
        rows = self._heights
        if self._alike():
            self._line_up_captions()
            rows = [[max(row) for row in zip(*self._heights, strict=True)]] * len(rows)
            spaces = [[max(row) for row in zip(*spaces, strict=True)]] * len(spaces)
        self._tops = [_tops(*column) for column in zip(spaces, rows, strict=True)]
        self._total = max((sum(space) + sum(row) for space, row in zip(spaces, rows, strict=True)), default=0.0)
        return width, self._total

    def _alike(self) -> bool:
        """Return whether all stacks hold the same kinds of flowables in the same order."""
        kinds = [[type(flowable) for _, flowable in stack] for stack in self.stacks]
        return len(kinds) > 1 and all(column == kinds[0] for column in kinds)

    def _line_up_captions(self) -> None:
        """Let the captions of figures in one row begin at one height, that of the tallest drawing."""
        for at, row in enumerate(zip(*self.stacks, strict=True)):
            figures = [(number, box) for number, (_, box) in enumerate(row) if isinstance(box, FigureBox)]
            tallest = max((box.drawn_height for _, box in figures), default=0.0)
            for number, box in figures:
                self._heights[number][at] += box.raise_over(tallest)

    def draw(self) -> None:
        """Draw each stack from the top down."""
        for number, (stack, tops, heights) in enumerate(zip(self.stacks, self._tops, self._heights, strict=True)):
            for (_, flowable), top, height in zip(stack, tops, heights, strict=True):
                flowable.drawOn(self.canv, number * (self._width + self.GAP), self._total - top - height)


def _tops(spaces: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return how far below the top of a stack each of its parts begins."""
    tops, y = [], 0.0
    for space, height in zip(spaces, heights, strict=True):
        y += space
        tops.append(y)
        y += height
    return tops
