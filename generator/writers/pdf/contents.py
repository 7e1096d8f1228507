"""Contents pages: chapters, sections, lists of figures and tables, with dot leaders and links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportlab.platypus.flowables import Flowable

from generator import document as d
from generator.typeset import draw_text, measure
from generator.writers.pdf.boxes import HeadingBox
from generator.writers.pdf.paginate import Item
from generator.writers.pdf.styles import Styles
from generator.writers.pdf.tags import tags_of

BASELINE = 5.0
"""Of a contents line above its lower edge, in points."""


@dataclass(frozen=True)
class Entry:
    """One line of the contents: level 0 is a part, 1 a section, 2 below, 9 a figure or table."""

    level: int
    number: str
    title: str
    target: str


def entries(parts: tuple[d.Part, ...], depth: int) -> list[Entry]:
    """Return the lines for parts and their headings down to `depth`."""
    lines: list[Entry] = []
    for part in parts:
        match part:
            case d.Chapter():
                label = part.label if part.label != part.title else ""
                lines.append(Entry(0, label, part.title, part.id))
            case d.Plain() if part.listed:
                lines.append(Entry(0, "", part.title, part.id))
            case _:
                continue
        for block in d.walk(d.blocks_of(part)):
            if isinstance(block, d.Heading) and block.listed and block.level <= depth:
                lines.append(Entry(block.level, block.number, block.title, block.id))
    return lines


def captions(parts: tuple[d.Part, ...], kind: type[d.Figure] | type[d.Table]) -> list[Entry]:
    """Return the lines for all captioned figures or tables."""
    return [
        Entry(9, block.caption.label, block.caption.text, block.id)
        for part in parts
        for block in d.walk(d.blocks_of(part))
        if isinstance(block, kind) and block.caption
    ]


class ContentsLine(Flowable):  # type: ignore[misc]
    """One line: number, title, dots, and the page, which is looked up when the line is drawn."""

    def __init__(self, entry: Entry, styles: Styles, pages: Mapping[str, str]) -> None:
        super().__init__()
        self.entry, self.styles, self.pages = entry, styles, pages
        scale, palette = styles.theme.type, styles.theme.palette
        size, weight, colour = {
            0: (scale.lead, "bold", palette.deep),
            1: (scale.body, "regular", palette.ink),
        }.get(entry.level, (scale.caption, "regular", palette.ink))
        self.style = styles.make(size, weight=weight, colour=colour, tabular=True)
        self.left = {0: 0.0, 1: 26.0, 2: 52.0}.get(entry.level, 0.0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size: always one line."""
        self._width = width
        return width, self.style.leading

    def draw(self) -> None:
        """Draw the line and make all of it a link."""
        with tags_of(self.canv).leaf("TOCI", inside=("TOC",), T=self.entry.title):
            left, right = self._draw_texts()
            area = (0, 0, self._width, self.style.leading)
            self.canv.linkRect("", self.entry.target, area, relative=1, thickness=0)
        self._draw_dots(left, right, BASELINE)

    def _draw_texts(self) -> tuple[float, float]:
        """Draw number, title and page; return where the dots begin and end."""
        palette = self.styles.theme.palette
        x = self.left
        if self.entry.number:
            number = replace(self.style, colour=palette.main)
            used = draw_text(self.canv, x, BASELINE, self.entry.number, number)
            x += max(used + 10, {0: 0.0, 1: 26.0}.get(self.entry.level, 46.0))
        page = self.pages.get(self.entry.target, "")
        page_style = self.styles.make(self.styles.theme.type.body, tabular=True, colour=self.style.colour)
        page_width = measure(page, page_style)
        title = self._fitted(self._width - x - page_width - 24)
        x += draw_text(self.canv, x, BASELINE, title, self.style)
        draw_text(self.canv, self._width, BASELINE, page, page_style, "end")
        return x + 6, self._width - page_width - 6

    def _draw_dots(self, left: float, right: float, baseline: float) -> None:
        self.canv.setFillColor(self.styles.theme.palette.rule)
        x = right - (right % 5)
        while x > left:
            self.canv.circle(x, baseline + 1.2, 0.55, stroke=0, fill=1)
            x -= 5

    def _fitted(self, room: float) -> str:
        title = self.entry.title
        while title and measure(title, self.style) > room:
            title = title[:-2] + "…" if title.endswith("…") else title[:-1] + "…"
        return title


def contents_items(
    contents: d.Contents, parts: tuple[d.Part, ...], styles: Styles, pages: Mapping[str, str]
) -> list[Item]:
    """Return the items of the contents pages; the lists of figures and tables follow."""
    items = [_title(contents.title, styles)]
    for entry in entries(parts, contents.depth):
        first = entry.level == 0
        line = ContentsLine(entry, styles, pages)
        items.append(Item(line, 12 if first else 0, 3 if first else 0, keep_next=first))
    for title, kind in ((contents.figures, d.Figure), (contents.tables, d.Table)):
        lines = captions(parts, kind)
        if title and lines:
            items.append(_title(title, styles))
            items.extend(Item(ContentsLine(line, styles, pages), 1, 1) for line in lines)
    return items


def _title(title: str, styles: Styles) -> Item:
    return Item(HeadingBox(d.Heading(title, 1), styles, tag_level=1), 26, 12, keep_next=True)
