"""The document model: what a white paper says, before anybody decides how it looks.

A `Document` is a tuple of parts (cover, front matter, chapters, appendices, back
cover); a part is a tuple of blocks; a paragraph is a tuple of inlines. Everything
is a frozen dataclass. Numbers stay numbers: a cell is a value and the name of a
format (`generator.text.format_value`), and a figure is a spec that nobody has
drawn yet. This module imports nothing of ours, so that writers and chapters can
meet here without knowing each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, TypeAlias

# --- inlines ---------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """A run of characters in one look; `accent` sets it in the theme's accent colour."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    raised: bool = False
    underline: bool = False
    accent: bool = False


@dataclass(frozen=True)
class Link:
    """Text that leads to an address outside the document."""

    text: str
    url: str


@dataclass(frozen=True)
class Reference:
    """A live reference to a caption or heading of the same document, shown as its number.

    `text` is what is shown (图2-1, 第三章), resolved by the outline before writing; `origin` is
    the file and line where it was written, for the error that it leads nowhere.
    """

    target: str
    text: str = ""
    origin: str = field(default="", compare=False)


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of the page; `number` counts through the document from 1.

    A note that a text marks several times has a `name`; all its marks show one number, and those after
    the first are marked `again`: the note itself is printed once.
    """

    content: tuple[Inline, ...]
    number: int = 0
    name: str = ""
    again: bool = False


Inline: TypeAlias = Text | Link | Reference | Footnote
Inlines: TypeAlias = tuple[Inline, ...]


def plain(inlines: Iterable[Inline]) -> str:
    """Return the reader's text of inlines, without footnotes."""
    return "".join(inline.text for inline in inlines if not isinstance(inline, Footnote))


# --- figures and tables ----------------------------------------------------------


@dataclass(frozen=True)
class Spec:
    """A figure described as data. Every kind is a subclass in `generator.figures`."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True)
class Caption:
    """A caption with its number: 图 2-1, 表 A-3. `chapter` is empty in a paper without chapters."""

    word: str
    text: str
    chapter: str = ""
    sequence: int = 0

    @property
    def label(self) -> str:
        """The word and number as printed: 图2-1, Figure 2-1."""
        number = f"{self.chapter}-{self.sequence}" if self.chapter else f"{self.sequence}"
        return f"{self.lead}{number}"

    @property
    def lead(self) -> str:
        """The word as it stands before the number: a Latin one is set off by a space that does not break."""
        return f"{self.word}\u00a0" if self.word[-1:].isascii() and self.word.strip() else self.word


@dataclass(frozen=True)
class Figure:
    """A figure with its caption below. `share` is its width as a share (0–1) of the measure."""

    spec: Spec
    caption: Caption | None = None
    alt: str = ""
    note: str = ""
    source: str = ""
    id: str = ""
    share: float = 1.0


Align: TypeAlias = Literal["left", "center", "right", "decimal"]
Value: TypeAlias = "str | int | float | Inlines | None"


@dataclass(frozen=True)
class Column:
    """A column: its heading, alignment, number format, width in parts, and whether a quiet bar
    behind each value shows its size (`bar` is the value that fills the column; 0 for no bar)."""

    title: str
    align: Align = "left"
    format: str = "text"
    width: float = 1.0
    bar: float = 0.0


@dataclass(frozen=True)
class Cell:
    """A value, with the column's format unless it names its own. Spans count columns and rows."""

    value: Value
    format: str = ""
    columns: int = 1
    rows: int = 1
    strong: bool = False
    align: Align | None = None


RowRole: TypeAlias = Literal["", "strong", "average", "group"]


@dataclass(frozen=True)
class Row:
    """Cells from left to right; a place covered by a span above has no cell.

    Roles: `strong` (top ten), `average` (the mean, on a tint of the accent), `group` (a pale band).
    """

    cells: tuple[Cell, ...]
    role: RowRole = ""


@dataclass(frozen=True)
class Table:
    """A table with its caption above. `across` packs a long narrow table that many times
    side by side, filled column by column (see `packed_rows`); `head` holds further header rows
    above the column titles. `dense` sets a very long table with its rows close together."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: Caption | None = None
    head: tuple[Row, ...] = ()
    across: int = 1
    unit: str = ""
    note: str = ""
    source: str = ""
    id: str = ""
    alt: str = ""
    show_titles: bool = True
    dense: bool = False


def packed_rows(table: Table, per_page: int | None = None) -> list[list[Row | None]]:
    """Return the rows of a packed table: lines of `across` rows, filled column by column.

    The last column may be short; its places are None. With `per_page` (lines), every page is
    filled on its own, so that reading goes down a column, across, then to the next page.
    """
    lines = -(-len(table.rows) // table.across)
    height = min(per_page or lines, lines) or 1
    packed: list[list[Row | None]] = []
    size = height * table.across
    for start in range(0, len(table.rows), size):
        page = table.rows[start : start + size]
        tall = min(height, -(-len(page) // table.across))
        for line in range(tall):
            places = [line + tall * column for column in range(table.across)]
            packed.append([page[place] if place < len(page) else None for place in places])
    return packed


# --- blocks ----------------------------------------------------------------------

ParagraphStyle: TypeAlias = Literal["body", "lead", "plain", "small", "note", "quote", "key"]


@dataclass(frozen=True)
class Paragraph:
    """Running text. `lead` opens a section, `key` is the one sentence that matters,
    `plain` has no indent, `small` is for narrow columns, `note` for remarks below others."""

    content: Inlines
    style: ParagraphStyle = "body"


@dataclass(frozen=True)
class Heading:
    """A heading inside a part. Level 1 is numbered 01, level 2 2.1; `number` is empty where
    the outline gives none. `tagline` stands beside the title in a quieter voice."""

    title: str
    level: int
    number: str = ""
    id: str = ""
    tagline: str = ""
    listed: bool = True
    new_page: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list; `ordered` numbers it 1. 2. 3. An item is a tuple of blocks, its first a paragraph."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Card:
    """One figure that is read at a glance: label, value with its format, and a note (第 2 / 71 名)."""

    label: str
    value: Value
    format: str = "text"
    note: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Cards:
    """A row of cards across the measure."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class SideBySide:
    """Blocks set in columns of equal width that are kept together on a page."""

    columns: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page where they fit on one."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


Block: TypeAlias = (
    Paragraph | Heading | Bullets | Figure | Table | Cards | SideBySide | Together | PageBreak
)


# --- parts -----------------------------------------------------------------------


@dataclass(frozen=True)
class Cover:
    """The front page. `art` holds (name, score) of every unit, highest first: the cover's picture
    is drawn from the scores, `accent` names the unit in question. `year` is set large above the title,
    `logo` (a bitmap) stands at the upper right."""

    title: str
    year: str = ""
    subtitle: str = ""
    publisher: str = ""
    date: str = ""
    art: tuple[tuple[str, float], ...] = ()
    accent: str = ""
    logo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Contents:
    """The table of contents, with lists of figures and tables when asked."""

    title: str
    depth: int = 2
    figures: str = ""
    tables: str = ""


@dataclass(frozen=True)
class Plain:
    """A part of front matter without an opener page: imprint, foreword."""

    title: str
    blocks: tuple[Block, ...]
    id: str = ""
    listed: bool = True
    small: bool = False


@dataclass(frozen=True)
class Chapter:
    """A chapter or appendix. `label` is 第三章 or 附录, `number` the large figure of the opener
    (03, A), `lead` the one sentence that says the finding."""

    title: str
    label: str
    number: str
    blocks: tuple[Block, ...]
    lead: Inlines = ()
    id: str = ""


@dataclass(frozen=True)
class BackCover:
    """The last page: contact lines, disclaimer, number, and an address set as a QR code."""

    contact: tuple[str, ...] = ()
    disclaimer: str = ""
    number: str = ""
    qr: str = ""
    qr_caption: str = ""
    copyright: str = ""


Part: TypeAlias = Cover | Contents | Plain | Chapter | BackCover


@dataclass(frozen=True)
class Document:
    """A whole paper, ready for any writer. `running_head` stands at the top of even pages."""

    title: str
    parts: tuple[Part, ...]
    language: str = "zh-CN"
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    running_head: str = ""
    date: date | None = None
    words: dict[str, str] = field(default_factory=dict)


def blocks_of(part: Part) -> tuple[Block, ...]:
    """Return the blocks of a part; pages that are drawn whole have none."""
    return part.blocks if isinstance(part, Plain | Chapter) else ()


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block in reading order, also those inside lists and columns."""
    for block in blocks:
        yield block
        match block:
            case Bullets():
                for item in block.items:
                    yield from walk(item)
            case SideBySide():
                for column in block.columns:
                    yield from walk(column)
            case Together():
                yield from walk(block.blocks)
            case _:
                pass
