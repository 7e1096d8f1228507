"""Numbers for everything that is counted, and references that point at them.

Chapters are 第一章, 第二章 …; appendices 附录. Sections are 01, 02 … inside a chapter, the level
below 2.1, 2.2 …; figures, tables and footnotes count in reading order. Nothing is numbered by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generator import document as d
from generator.chapters.options import nearest, template_error
from generator.chapters.words import CHINESE, Words
from generator.findings import Place


@dataclass
class _Counter:
    """Counts of one chapter; footnotes go on through the document."""

    chapter: str
    prefix: str
    section: int = 0
    below: int = 0
    headings: int = 0
    captions: dict[str, int] = field(default_factory=dict)


@dataclass
class Outline:
    """Numbers the parts of a paper in order; `labels` maps every id to what a reference shows."""

    words: Words = CHINESE
    labels: dict[str, str] = field(default_factory=dict)
    notes: int = 0
    marked: dict[str, int] = field(default_factory=dict)
    chapters: int = 0
    appendices: int = 0

    def number(self, parts: tuple[d.Part, ...]) -> tuple[d.Part, ...]:
        """Return `parts` with numbers filled in and references resolved.

        Raises EditionError for an id used twice or a reference that leads nowhere.
        """
        numbered = tuple(self._part(index, part) for index, part in enumerate(parts))
        return tuple(_resolved(part, self.labels) for part in numbered)

    def _part(self, index: int, part: d.Part) -> d.Part:
        match part:
            case d.Chapter():
                chapter = self._chapter(part)
                self._label(chapter.id, chapter.label)
                counter = _Counter(chapter.number.lstrip("0"), chapter.id)
                return replace(
                    chapter, lead=self._inlines(part.lead), blocks=self._blocks(part.blocks, counter)
                )
            case d.Plain():
                id_ = part.id or f"part-{index}"
                return replace(part, id=id_, blocks=self._blocks(part.blocks, _Counter("", id_)))
            case _:
                return part

    def _chapter(self, part: d.Chapter) -> d.Chapter:
        if part.number == "A":
            self.appendices += 1
            letter = chr(ord("A") + self.appendices - 1)
            return replace(part, label=self.words.appendix, number=letter, id=part.id or f"appendix-{letter}")
        self.chapters += 1
        return replace(
            part, label=self.words.chapter.format(self.words.step(self.chapters)), number=f"{self.chapters:02d}",
            id=part.id or f"chapter-{self.chapters}",
        )

    def _blocks(self, blocks: tuple[d.Block, ...], counter: _Counter) -> tuple[d.Block, ...]:
        return tuple(self._block(block, counter) for block in blocks)

    def _block(self, block: d.Block, counter: _Counter) -> d.Block:
        match block:
            case d.Heading():
                return self._heading(block, counter)
            case d.Figure():
                return self._captioned(block, counter)
            case d.Table():
                return self._captioned(self._noted(block), counter)
            case d.Paragraph():
                return replace(block, content=self._inlines(block.content))
            case d.Bullets():
                return replace(block, items=tuple(self._blocks(item, counter) for item in block.items))
            case d.SideBySide():
                return replace(block, columns=tuple(self._blocks(c, counter) for c in block.columns))
            case d.Together():
                return replace(block, blocks=self._blocks(block.blocks, counter))
            case _:
                return block

    def _heading(self, block: d.Heading, counter: _Counter) -> d.Heading:
        counter.headings += 1
        number = ""
        if block.level == 1 and block.number != "-":
            counter.section += 1
            counter.below = 0
            number = f"{counter.section:02d}"
        elif block.level == 2 and block.number != "-":
            counter.below += 1
            number = f"{counter.section}.{counter.below}" if counter.section else f"{counter.below}"
        id_ = block.id or f"{counter.prefix}-{counter.headings}"
        self._label(id_, number or block.title)
        return replace(block, number=number, id=id_)

    def _captioned(self, block: d.Figure | d.Table, counter: _Counter) -> d.Block:
        if block.caption is None:
            return block
        word = block.caption.word
        counter.captions[word] = counter.captions.get(word, 0) + 1
        caption = replace(block.caption, chapter=counter.chapter, sequence=counter.captions[word])
        id_ = block.id or f"{counter.prefix}-{'figure' if isinstance(block, d.Figure) else 'table'}-" + str(
            caption.sequence
        )
        self._label(id_, caption.label)
        return replace(block, caption=caption, id=id_)

    def _noted(self, table: d.Table) -> d.Table:
        """Return a table with the footnotes in its cells numbered, row by row."""
        head, rows = (
            tuple(map_cells(row, self._inlines) for row in part) for part in (table.head, table.rows)
        )
        return replace(table, head=head, rows=rows)

    def _inlines(self, inlines: d.Inlines) -> d.Inlines:
        numbered: list[d.Inline] = []
        for inline in inlines:
            if isinstance(inline, d.Footnote):
                inline = self._note(inline)
            numbered.append(inline)
        return tuple(numbered)

    def _note(self, note: d.Footnote) -> d.Footnote:
        """Return a footnote with its number; a note marked before keeps the one it has."""
        if note.name in self.marked:
            return replace(note, number=self.marked[note.name], again=True)
        self.notes += 1
        if note.name:
            self.marked[note.name] = self.notes
        return replace(note, number=self.notes)

    def _label(self, id_: str, label: str) -> None:
        if id_ in self.labels:
            raise template_error(Place(""), f"编号“{id_}”用了两次", f"the id '{id_}' is used twice", id_)
        self.labels[id_] = label


def _resolved(part: d.Part, labels: dict[str, str]) -> d.Part:
    def resolve(inlines: d.Inlines) -> d.Inlines:
        return tuple(_resolve(inline, labels) for inline in inlines)

    match part:
        case d.Chapter():
            return replace(part, lead=resolve(part.lead), blocks=map_inlines(part.blocks, resolve))
        case d.Plain():
            return replace(part, blocks=map_inlines(part.blocks, resolve))
        case _:
            return part


def _resolve(inline: d.Inline, labels: dict[str, str]) -> d.Inline:
    if not isinstance(inline, d.Reference) or inline.text:
        return inline
    if inline.target not in labels:
        raise template_error(
            _origin(inline.origin), f"引用“#{inline.target}”没有对应的图、表或标题",
            f"no figure, table or heading is called '{inline.target}'", inline.target,
            nearest(inline.target, labels),
        )
    return replace(inline, text=labels[inline.target])


def _origin(told: str) -> Place:
    """Return the place that `file:line` names."""
    file, _, line = told.rpartition(":")
    return Place(file, line=int(line)) if file and line.isdigit() else Place(told or "references")


def map_inlines(
    blocks: tuple[d.Block, ...], change: Callable[[d.Inlines], d.Inlines]
) -> tuple[d.Block, ...]:
    """Return `blocks` with every sequence of inlines changed, in lists, columns and cells too."""
    return tuple(_mapped(block, change) for block in blocks)


def _mapped(block: d.Block, change: Callable[[d.Inlines], d.Inlines]) -> d.Block:
    match block:
        case d.Paragraph():
            return replace(block, content=change(block.content))
        case d.Bullets():
            return replace(block, items=tuple(map_inlines(item, change) for item in block.items))
        case d.SideBySide():
            return replace(block, columns=tuple(map_inlines(column, change) for column in block.columns))
        case d.Together():
            return replace(block, blocks=map_inlines(block.blocks, change))
        case d.Table():
            return replace(block, rows=tuple(map_cells(row, change) for row in block.rows))
        case _:
            return block


def map_cells(row: d.Row, change: Callable[[d.Inlines], d.Inlines]) -> d.Row:
    """Return a row with the inlines of its cells changed; numbers and plain texts stay."""
    cells = tuple(
        replace(cell, value=change(cell.value)) if isinstance(cell.value, tuple) else cell
        for cell in row.cells
    )
    return replace(row, cells=cells)
