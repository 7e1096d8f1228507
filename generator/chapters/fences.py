"""Fences of templates and commentary: `{table}`, `{figure}`, `{cards}`, `{commentary}`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator import document as d
from generator.chapters.cards import CARDS
from generator.chapters.column_widths import eased, fitted
from generator.chapters.facts import PaperFacts
from generator.chapters.figures import FIGURES, finish
from generator.chapters.markdown import read_markdown
from generator.chapters.options import Hint, Options, nearest, placed, template_error
from generator.chapters.tables import TABLES
from generator.errors import EditionError
from generator.findings import Place


class Fences:
    """Answers every fence of one paper with blocks."""

    def __init__(self, paper: PaperFacts) -> None:
        self._paper = paper
        self._open: list[str] = []  # the texts that are being set, each inside the one before
        self._ids: dict[str, Place] = {}

    @property
    def language(self) -> str:
        """The language of the paper, "zh" or "en"."""
        return self._paper.edition.language

    def __call__(self, name: str, options: Options) -> tuple[d.Block, ...]:
        """Return the blocks of the fence called `name`; an unknown one, or an unknown name in it, is an
        EditionError with its line, held back with the paper's other faults."""
        with self._paper.faults.held():
            try:
                self._remember(options)
                return self._blocks(name, options)
            except EditionError as error:
                raise placed(error, options.place_of_value) from error
        options.asked.update(options.values)  # of a fence at fault, the fault is told
        return ()

    def _remember(self, options: Options) -> None:
        """Raise for an id that another fence has."""
        id_ = options.values.get("id", "").strip()
        place = options.place_of("id")
        if id_ and (before := self._ids.setdefault(id_, place)) != place:
            raise template_error(
                place, f"编号“{id_}”用了两次", f"the id '{id_}' is used twice", id_,
                Hint(f"另一处在 {before}", f"the other is in {before}"),
            )

    def _blocks(self, name: str, options: Options) -> tuple[d.Block, ...]:
        kind, _, argument = name.partition(" ")
        match kind:
            case "table":
                return (self._table(argument, options),)
            case "figure":
                return (self._figure(argument, options),)
            case "cards":
                self._known(argument, CARDS, options)
                return (CARDS[argument](self._paper_of(options), options),)
            case "commentary":
                return self._commentary(argument, options)
            case _:
                self._known(kind, KINDS, options)
                raise AssertionError(kind)

    def _known(self, name: str, names: Iterable[str], options: Options) -> None:
        if name not in names:
            raise template_error(
                options.place, f"没有名为“{name}”的区块", f"no block is called '{name}'", name,
                nearest(name, names),
            )

    def _table(self, name: str, options: Options) -> d.Table:
        self._known(name, TABLES, options)
        paper = self._paper_of(options)
        table = TABLES[name](paper, options)
        caption = options.text("caption", "")
        simulated = paper.edition.simulated and name in SIMULATED_TABLES
        note = options.text("note", table.note)
        if simulated:
            note = paper.words.clause.join(part for part in (note, paper.edition.simulated_note) if part)
        table = (fitted if self.language == "en" else eased)(table, self._paper.theme, options.columns)
        return replace(
            table, caption=d.Caption(paper.words.table, caption) if caption else None, id=options.text("id", ""),
            note=note, source=options.text("source", self._paper.edition.source if caption else ""),
        )

    def _figure(self, name: str, options: Options) -> d.Figure:
        self._known(name, FIGURES, options)
        paper = self._paper_of(options)
        return finish(FIGURES[name](paper, options), paper, options)

    def _paper_of(self, options: Options) -> PaperFacts:
        """Return the paper of the book that `book` names, the edition's first without it."""
        key = options.text("book", "")
        if key and key not in self._paper.papers:
            raise template_error(
                options.place_of("book"), f"版本没有名为“{key}”的得分书（[[books]]）",
                f"no book is called '{key}'", key, nearest(key, self._paper.papers),
            )
        return self._paper.papers[key] if key else self._paper

    def _commentary(self, name: str, options: Options) -> tuple[d.Block, ...]:
        """Return the blocks of a hand-written text; `shift` lowers its headings, `style` sets its voice."""
        shift = options.whole("shift", 0, least=0)
        style = STYLES[options.choice("style", tuple(STYLES))]
        source = self._paper.commentary.read(name)
        if source is None:
            return ()
        if name in self._open:
            raise template_error(
                options.place, f"评述“{name}”排入了自己", f"the text '{name}' sets itself", name,
                Hint("删去这一区块", "remove this block"),
            )
        self._open.append(name)
        try:
            blocks = read_markdown(source.body, source.name, self, source.first_line, language=self.language)
        finally:
            self._open.pop()
        return tuple(_told(block, shift, style) for block in blocks)


def _told(block: d.Block, shift: int, style: d.ParagraphStyle) -> d.Block:
    if isinstance(block, d.Heading) and shift:
        return replace(block, level=block.level + shift, number="-")
    if isinstance(block, d.Paragraph) and block.style == "body":
        return replace(block, style=style)
    return block


KINDS = (
    "table", "figure", "cards", "commentary", "columns", "together", "lead", "key", "note", "plain", "small",
)
STYLES: dict[str, d.ParagraphStyle] = {"body": "body", "plain": "plain", "small": "small"}
SIMULATED_TABLES = frozenset({"profiles", "sketches", "tier-indicators", "uncertainty"})
"""Tables that show scores below the total."""
