"""Pages drawn whole: cover, chapter opener, back cover."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, assert_never

import segno
from reportlab.lib.utils import ImageReader

from generator import document as d
from generator.cover import LOGO, LOGO_TOP, Block, Disc, Ring, Shape, cover_shapes
from generator.typeset import TextStyle, decimal, draw_text, measure
from generator.writers.pdf.contents import Entry
from generator.writers.pdf.inlines import InlineWriter
from generator.writers.pdf.styles import Styles
from generator.writers.pdf.tags import tags_of
from generator.writers.pdf.textbox import TextBox
from generator.writers.titles import in_two_lines
from generator.writers.words import writer_words

NOTES_FOOT = 44.0
"""Where the footnotes of a chapter's opener end, in points from the foot of the page."""


class Plates:
    """Draws whole pages on a canvas."""

    def __init__(self, canvas: Any, styles: Styles) -> None:
        self._canvas, self._styles = canvas, styles
        self._page, self._palette = styles.theme.page, styles.theme.palette

    def _fill(self, colour: str, x: float, y: float, width: float, height: float) -> None:
        self._canvas.setFillColor(colour)
        self._canvas.rect(x, y, width, height, stroke=0, fill=1)

    # --- cover ---------------------------------------------------------------------

    def cover(self, cover: d.Cover) -> None:
        """Draw the cover: a picture made from the scores, year, title, publisher."""
        self._fill(self._palette.deep, 0, 0, self._page.width, self._page.height)
        self._draw_art(cover_shapes(cover.art, self._styles.theme, cover.accent))
        if cover.logo:
            self._draw_logo(cover.logo, cover.publisher)
        x, scale = self._page.inner, self._styles.theme.type
        year = self._styles.make(scale.cover_year, weight="light", colour=self._palette.mid)
        tags = tags_of(self._canvas)
        with tags.leaf("P"):
            draw_text(self._canvas, x - 3, self._page.height - 148, cover.year, year)
        style = self._styles.make(
            scale.cover_title, weight="bold", colour=self._palette.paper,
            family=self._styles.theme.fonts.display,
        )
        words = self._broken(cover.title, style, self._page.measure * 0.86)
        title = TextBox(words, style, tag=tags.heading(1))
        _, height = title.wrap(self._page.measure * 0.86, 1e6)
        top = self._page.height - 190
        title.drawOn(self._canvas, x, top - height)
        self._fill(self._palette.accent, x, top - height - 22, 62, 3)
        quiet = self._styles.make(scale.lead, colour=self._palette.mid)
        with tags.leaf("P"):
            draw_text(self._canvas, x, top - height - 52, cover.subtitle, quiet)
        publisher = self._styles.make(scale.lead, weight="bold", colour=self._palette.paper)
        day = self._styles.make(scale.body, colour=self._palette.mid)
        with tags.leaf("P"):
            draw_text(self._canvas, x, 70, cover.publisher, publisher)
            draw_text(self._canvas, x, 48, cover.date, day)

    def _draw_logo(self, logo: bytes, words: str) -> None:
        """Draw the team's logo at the upper right, within the box that covers leave for it."""
        image = ImageReader(io.BytesIO(logo))
        width, height = image.getSize()
        scale = min(LOGO[0] / width, LOGO[1] / height)
        x = self._page.width - self._page.outer - width * scale
        y = self._page.height - LOGO_TOP - height * scale
        box = [x, y, x + width * scale, y + height * scale]
        with tags_of(self._canvas).leaf("Figure", Alt=writer_words(self._styles.theme).logo.format(words), BBox=box):
            self._canvas.drawImage(image, x, y, width * scale, height * scale, mask="auto")

    def _draw_art(self, shapes: Sequence[Shape]) -> None:
        """Paint the shapes of the cover's picture, from back to front."""
        canvas = self._canvas
        canvas.saveState()
        for shape in shapes:
            match shape:
                case Ring():
                    canvas.setStrokeColor(shape.colour)
                    canvas.setStrokeAlpha(shape.alpha)
                    canvas.setLineWidth(shape.width)
                    canvas.circle(shape.x, shape.y, shape.radius, stroke=1, fill=0)
                case Disc():
                    canvas.setFillColor(shape.colour)
                    canvas.setFillAlpha(shape.alpha)
                    canvas.circle(shape.x, shape.y, shape.radius, stroke=0, fill=1)
                case Block():
                    canvas.setFillColor(shape.colour)
                    canvas.setFillAlpha(shape.alpha)
                    canvas.rect(shape.x, shape.y, shape.width, shape.height, stroke=0, fill=1)
                case _:
                    assert_never(shape)
        canvas.restoreState()

    def _broken(self, title: str, style: TextStyle, width: float) -> str:
        """Return a title that is too long for one line with a break in it."""
        words = writer_words(self._styles.theme)
        return "\n".join(in_two_lines(title, lambda line: measure(line, style) <= width, words))

    # --- opener --------------------------------------------------------------------

    def opener(
        self, chapter: d.Chapter, sections: list[Entry], pages: Mapping[str, str], notes: Sequence[TextBox]
    ) -> None:
        """Draw a chapter's first page: number, title, the finding with its footnotes, its sections with pages."""
        page, scale, palette = self._page, self._styles.theme.type, self._palette
        band = 176.0
        self._fill(palette.pale, 0, 0, page.width, page.height)
        self._fill(palette.deep, 0, 0, band, page.height)
        number = self._styles.make(scale.chapter_number, weight="light", colour=palette.paper)
        label = self._styles.make(scale.lead, colour=palette.mid)
        tags = tags_of(self._canvas)
        with tags.leaf("P"):
            draw_text(self._canvas, band - 28, page.height - 198, chapter.number, number, "end")
            draw_text(self._canvas, band - 30, page.height - 232, chapter.label, label, "end")
        left, width = band + 34, page.width - band - 34 - page.outer
        style = self._styles.make(
            scale.chapter_title, weight="bold", colour=palette.deep, family=self._styles.theme.fonts.display
        )
        words = self._broken(chapter.title, style, width)
        title = TextBox(words, style, tag=tags.heading(1))
        _, height = title.wrap(width, 1e6)
        y = page.height - 138 - height
        title.drawOn(self._canvas, left, y)
        self._fill(palette.accent, left, y - 18, 46, 3)
        spans = InlineWriter(self._styles.theme).spans(chapter.lead)
        lead = TextBox(spans, self._styles.paragraphs["lead"])
        _, lead_height = lead.wrap(width, 1e6)
        lead.drawOn(self._canvas, left, y - 46 - lead_height)
        self._sections(sections, pages, left, width)
        heights = [note.wrap(width, 1e6)[1] for note in notes]
        y = NOTES_FOOT + sum(heights)
        for note, height in zip(notes, heights, strict=True):
            y -= height
            note.drawOn(self._canvas, left, y)

    def _sections(
        self, sections: list[Entry], pages: Mapping[str, str], left: float, width: float
    ) -> None:
        palette, body = self._palette, self._styles.theme.type.body
        pitch = 32.0
        y = 108 + pitch * len(sections)
        for entry in sections:
            y -= pitch
            number = self._styles.make(body, weight="light", colour=palette.main, tabular=True)
            title = self._styles.make(body, colour=palette.ink)
            folio = self._styles.make(body, colour=palette.quiet, tabular=True)
            with tags_of(self._canvas).leaf("TOCI", inside=("TOC",), T=entry.title):
                draw_text(self._canvas, left, y, entry.number, number)
                draw_text(self._canvas, left + 34, y, entry.title, title)
                draw_text(self._canvas, left + width, y, pages.get(entry.target, ""), folio, "end")
                area = (left, y - 8, left + width, y + 18)
                self._canvas.linkRect("", entry.target, area, relative=0, thickness=0)
            self._canvas.setStrokeColor(palette.rule)
            self._canvas.setLineWidth(0.6)
            self._canvas.line(left, y - 10, left + width, y - 10)

    # --- back cover ----------------------------------------------------------------

    def back(self, back: d.BackCover) -> None:
        """Draw the last page: contact, QR code, disclaimer, number."""
        page, palette, scale = self._page, self._palette, self._styles.theme.type
        self._fill(palette.deep, 0, 0, page.width, page.height)
        x = page.inner
        self._fill(palette.accent, x, page.height - 150, 46, 3)
        y = page.height - 186
        for number, line in enumerate(back.contact):
            size = scale.heading2 if number == 0 else scale.body
            style = self._styles.make(
                size, weight="bold" if number == 0 else "regular",
                colour=palette.paper if number == 0 else palette.mid,
            )
            with tags_of(self._canvas).leaf("P"):
                draw_text(self._canvas, x, y, line, style)
            y -= 30 if number == 0 else 20
        if back.qr:
            self._qr(back)
        foot = self._styles.make(scale.note, colour=palette.mid, align=self._styles.theme.setting.narrow)
        text = TextBox(back.disclaimer, foot)
        _, height = text.wrap(page.measure, 1e6)
        text.drawOn(self._canvas, x, 96)
        self._canvas.setStrokeColor(palette.main)
        self._canvas.setLineWidth(0.6)
        self._canvas.line(x, 108 + height, page.width - page.outer, 108 + height)
        small = self._styles.make(scale.note, colour=palette.mid)
        with tags_of(self._canvas).leaf("P"):
            draw_text(self._canvas, x, 64, back.copyright, small)
            draw_text(self._canvas, page.width - page.outer, 64, back.number, small, "end")

    def _qr(self, back: d.BackCover) -> None:
        matrix = _qr_code(back.qr)
        side = 92.0
        module = side / len(matrix)
        x, y = self._page.width - self._page.outer - side, self._page.height - 186 - side + 12
        self._fill(self._palette.paper, x, y, side, side)
        words = writer_words(self._styles.theme).code.format(back.qr)
        with tags_of(self._canvas).leaf("Figure", Alt=words, BBox=[x, y, x + side, y + side]):
            self._draw_modules(matrix, x, y + side, module)
        style = self._styles.make(self._styles.theme.type.note, colour=self._palette.mid)
        with tags_of(self._canvas).leaf("P"):
            if measure(back.qr_caption, style) <= side:
                draw_text(self._canvas, x + side / 2, y - 16, back.qr_caption, style, "middle")
            else:  # wider than the code: flush with the margin
                draw_text(self._canvas, x + side, y - 16, back.qr_caption, style, "end")

    def _draw_modules(
        self, matrix: Sequence[Sequence[int]], left: float, top: float, module: float
    ) -> None:
        """Draw the dark squares as one path, so that no seams show between them."""
        self._canvas.setFillColor(self._palette.deep)
        side = decimal(module)
        squares = [
            f"{decimal(left + column * module)} {decimal(top - (row + 1) * module)} {side} {side} re"
            for row, line in enumerate(matrix)
            for column, dark in enumerate(line)
            if dark
        ]
        self._canvas.addLiteral(" ".join([*squares, "f"]))


@lru_cache(maxsize=16)
def _qr_code(words: str) -> tuple[tuple[int, ...], ...]:
    """Return the squares of a QR code, 1 where dark, its border included; reports of a series share one."""
    return tuple(tuple(row) for row in segno.make(words, error="m").matrix_iter(border=2))
