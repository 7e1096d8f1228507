"""The reports of one edition, a document for each unit: family `city`.

What is the same for every report (templates, library, standings) is made once in `Series`; a
report is a function of the series and its unit, whatever was composed before it.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator import document as d
from generator import gazetteer
from generator.audit import Audit
from generator.audit.number import setting
from generator.chapters import compose
from generator.chapters.advice_library import read_library
from generator.chapters.brackets import rests_on_part
from generator.chapters.column_widths import eased, fitted
from generator.chapters.commentary import Commentary
from generator.chapters.facts import PaperFacts
from generator.chapters.fences import Fences
from generator.chapters.figures import FIGURES, gap_note
from generator.chapters.ledger import Ledger
from generator.chapters.left_chinese import left_chinese
from generator.chapters.markdown import read_markdown
from generator.chapters.options import Options
from generator.chapters.outline import Outline
from generator.chapters.tables import TABLES
from generator.chapters.template import Templates, markdown_text
from generator.chapters.unit_cards import UNIT_CARDS
from generator.chapters.unit_figures import TOTALS_ONLY as TOTAL_FIGURES
from generator.chapters.unit_figures import UNIT_FIGURES
from generator.chapters.unit_report import UnitReport
from generator.chapters.unit_tables import TOTALS_ONLY as TOTAL_TABLES
from generator.chapters.unit_tables import UNIT_TABLES
from generator.chapters.unit_texts import texts_on, unset_texts
from generator.chapters.unit_words import UNIT_WORDS
from generator.chapters.unit_years import Earlier
from generator.chapters.words import WORDS, Words
from generator.config import ChapterChoice, Edition
from generator.errors import InputError
from generator.figures.draw import alt_text
from generator.findings import Finding
from generator.gazetteer.names import UNFIT_FOR_FILES, printed, visible
from generator.scores.book import Book
from generator.scores.group import GroupKind
from generator.scores.tree import TOTAL
from generator.scores.units import Unit

FAMILY = "city"
NEAR = 0.4
"""Similarity (0–1) from which a name is suggested; one of two characters right is 0.5."""

GROUPED: tuple[GroupKind, ...] = ("tier", "province")
"""Groups whose means may be shown beside the unit, the first there is."""

MOST_GROUPS = 14
"""Groups that fit as bars beside a table of neighbours."""

LONG = 450
"""Characters from which a commentary is long: it pushes the imprint onto a page with room for a full one."""

_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(1, 10))})


class Series:
    """The reports of one edition: `compose` gives that of one unit.

    `audit` is told where every number of a report comes from; it serves one report, so a series that has one
    composes one.
    """

    def __init__(
        self, edition: Edition, book: Book, before: Book | None = None, audit: Audit | None = None
    ) -> None:
        if audit is not None:
            book, before = audit.trace(book), audit.trace(before, "before") if before else None
        self._audit = audit
        self.edition, self.book, self.before = edition, book, before
        shared, own = edition.family_folder(FAMILY), edition.folder / "templates" / FAMILY
        low, high = edition.scores.scale
        self._templates = Templates([own, shared], audit.ledger if audit else None, edition.language, high - low)
        self.library = read_library([own / "library", shared / "library"])
        self.ledger = Ledger(book)
        self._earlier = None if before is None else Earlier(
            book, before, WORDS[edition.language].overall, edition.compare_map
        )
        self._family: Mapping[str, Any] = tomllib.loads((shared / "family.toml").read_text(encoding="utf-8"))

    def find(self, name: str) -> Unit:
        """Return the unit called `name` (short, full, code or alias).

        Raises InputError, naming the nearest, where there is none or several.
        """
        if name in self.book:
            return self.book.unit(name)
        entry = gazetteer.find(name).entry
        if entry is not None and entry.adcode in self.book:
            return self.book.unit(entry.adcode)
        raise self._unknown(name)

    def _unknown(self, name: str) -> InputError:
        alike = sum(name in (unit.name, unit.full) for unit in self.book.units)
        if alike > 1:
            return InputError(
                f"有{alike}个单位叫“{name}”，请用代码指明", en=f"{alike} units are called {name}; give the code"
            )
        names = [text for unit in self.book.units for text in (unit.name, unit.full)]
        near = difflib.get_close_matches(visible(name), names, n=1, cutoff=NEAR)
        zh, en = (f"；是否应为“{near[0]}”？", f"; did you mean {near[0]}?") if near else ("", "")
        return InputError(f"得分表中没有“{name}”{zh}", en=f"no unit is called {name}{en}")

    def compose(self, unit: Unit) -> tuple[d.Document, list[Finding]]:
        """Return the report of a unit and what was found on the way.

        Raises InputError for a unit without a total, EditionError for a template that cannot be used.
        """
        if not self.book.has_scores or self.ledger.score(unit.key) is None:
            raise InputError(f"“{unit.name}”没有综合得分，不能生成报告", en=f"{unit.name} has no total: no report")
        edition = self.edition
        commentary = Commentary(edition.folder / "commentary")
        paper = PaperFacts(edition, self.book, commentary, self.before)
        report = UnitReport(paper, self.ledger, self.library, unit, self._earlier)
        fences = UnitFences(report)
        facts = report_facts(report)
        blocks = [block for name in self._family["sections"] for block in self._section(name, facts, fences)]
        body = replace(self._part(self._family["body"], facts, fences), blocks=tuple(blocks))
        parts = (
            _cover(report), *(self._part(name, facts, fences) for name in self._family["front"]), body,
            compose.back_cover(edition, commentary),
        )
        told = {"unit": report.raw.full, "subject": subject(edition), "year": edition.year}
        title = report.words.report_title.format(**told)
        with commentary.locating():
            numbered = _numbered(parts, paper.words)
        document = d.Document(
            title=title, parts=numbered, language=compose.LANGUAGES[edition.language],
            author=edition.publisher, subject=edition.title, keywords=(unit.full, *edition.keywords),
            running_head=paper.words.bracketed.format(edition.title, edition.year), date=edition.date,
        )
        if self._audit is not None:
            self._audit.collect(document)
        chinese = left_chinese(edition, commentary.texts(), document)
        twice = unset_texts(unit, self.book.whole or self.book, commentary)
        return document, [*commentary.findings, *twice, *compose.text_findings(edition, commentary), *chinese]

    def _part(self, name: str, facts: Mapping[str, object], fences: UnitFences) -> Any:
        part = compose.read_part(self._templates.render(name, facts), ChapterChoice(template=name), fences)
        return replace(part, label=self._family["label"]) if isinstance(part, d.Chapter) else part

    def _section(self, name: str, facts: Mapping[str, object], fences: UnitFences) -> tuple[d.Block, ...]:
        source = self._templates.render(name, facts)
        return read_markdown(source.body, source.name, fences, source.first_line, language=fences.language)


def file_stem(unit: Unit) -> str:
    """Return the stem of a unit's files: code and whole name, without what no file system takes."""
    name = "".join("_" if sign in UNFIT_FOR_FILES else sign for sign in printed(visible(unit.full))).strip(". ")
    stem = f"{unit.adcode}_{name}" if unit.adcode else name or "_"
    return f"_{stem}" if stem.upper().split(".")[0] in _DEVICES else stem


def subject(edition: Edition) -> str:
    """Return what is assessed: 数字经济发展; an index that is called 发展 itself says it once."""
    word = UNIT_WORDS[edition.language].subject
    return edition.index if edition.index.endswith(word) else f"{edition.index}{word}"


def report_facts(report: UnitReport) -> dict[str, object]:
    """Return the names that the templates of the family may use."""
    edition = report.paper.edition
    words = {
        "title": edition.title, "year": str(edition.year), "region": edition.region, "index": edition.index,
        "unit_word": edition.unit_word, "measure_word": edition.counter, "group_word": edition.group_word,
        "publisher": edition.publisher, "simulated_note": edition.simulated_note, "number": edition.number,
        "source": edition.source, "date": report.paper.words.day(edition.date), "units_word": edition.units_word,
        "group_name": "省份" if edition.group_word == compose.PROVINCES else edition.group_word,
    }
    words["subject"] = subject(edition)
    text = _commentary(report)
    book = report.ledger.book
    tiers = tuple(
        {"name": markdown_text(tier.name), "bound": setting(float(tier.min), "tiers.min")} for tier in book.tiers
    )
    return {
        "r": report,
        "edition": {
            **{key: markdown_text(value) for key, value in words.items()}, "full_score": report.paper.full_score_shown,
        },
        "simulated": edition.simulated, "count": report.of, "depth": book.tree.depth, "tiers": tiers,
        "sizes": tuple(len(book.tree.level(number)) for number in range(1, book.tree.depth + 1)),
        "kinds": tuple(kind for kind in GROUPED if 1 < len(report.ledger.kind(kind)) <= MOST_GROUPS),
        "commentary": text, "long": bool(text) and _length(report, text) > LONG,
        "years": report.years, "earlier": report.earlier is not None,
        "about": (edition.folder / "commentary" / "about.md").is_file(),
        "waivers": report.paper.waivers, "bracketed": len(report.paper.bracketed),
    }


def _commentary(report: UnitReport) -> str:
    """Return the hand-written text on the unit, nothing where nobody wrote one: it is not asked for."""
    book = report.paper.book
    return next(iter(texts_on(report.raw, book.whole or book, report.paper.commentary)), "")


def _length(report: UnitReport, name: str) -> int:
    source = report.paper.commentary.read(name)
    return len(source.body) if source else 0


def _cover(report: UnitReport) -> d.Cover:
    """Return the cover: the unit's name, its total, and all units as dots with its own in the accent; the
    dots are the same for every unit."""
    edition, ranking = report.paper.edition, report.ledger.ranking()
    art = [(placed.unit.name, placed.score) for placed in ranking]
    own, words = (report.raw.name, report.score), report.words
    pattern = words.cover_partial
    if report.ranked:
        pattern = words.cover_place if report.of > 1 else words.cover_alone
    place = report.paper.named(pattern, score=report.shown, of=report.of, rank=report.rank)
    return d.Cover(
        title=report.raw.full, year=str(edition.year), publisher=edition.publisher,
        subtitle=words.cover_subtitle.format(subject=subject(edition), place=place),
        date=report.paper.words.month(edition.date),
        art=tuple(art if own in art else [*art, own]), accent=report.raw.name, logo=compose.cover_logo(edition),
    )


def _numbered(parts: tuple[d.Part, ...], words: Words) -> tuple[d.Part, ...]:
    """Return the parts with everything numbered. The body's own number is a space: a paragraph with
    nothing to see is hidden by some word processors, and the opener's ground hangs on it."""
    return tuple(
        replace(part, number=words.blank) if isinstance(part, d.Chapter) else part
        for part in ReportOutline(words).number(parts)
    )


class ReportOutline(Outline):
    """Numbers a report: its one body bears no number, so figures are 图1, 图2 … through all of it."""

    def _chapter(self, part: d.Chapter) -> d.Chapter:
        return replace(part, number="", id=part.id or "report")


class UnitFences(Fences):
    """Answers the fences of a report: its own, then those of every paper."""

    def __init__(self, report: UnitReport) -> None:
        super().__init__(report.paper)
        self._report = report

    def _blocks(self, name: str, options: Options) -> tuple[d.Block, ...]:
        kind, _, argument = name.partition(" ")
        if kind == "table" and argument in UNIT_TABLES:
            return (self._unit_table(argument, options),)
        if kind == "figure" and argument in UNIT_FIGURES:
            return (self._unit_figure(argument, options),)
        if kind == "cards" and argument in UNIT_CARDS:
            return (UNIT_CARDS[argument](self._report, options),)
        if kind in _OWN:
            self._known(argument, (*_OWN[kind], *_SHARED[kind]), options)
        return super()._blocks(name, options)

    def _unit_table(self, name: str, options: Options) -> d.Table:
        table = UNIT_TABLES[name](self._report, options)
        table = (fitted if self.language == "en" else eased)(table, self._report.paper.theme, options.columns)
        caption = options.text("caption", "")
        notes = (options.text("note", table.note), self._honesty(name not in TOTAL_TABLES, options))
        return replace(
            table, caption=d.Caption(self._report.paper.words.table, caption) if caption else None,
            id=options.text("id", ""), note=self._joined(notes),
        )

    def _unit_figure(self, name: str, options: Options) -> d.Figure:
        spec = UNIT_FIGURES[name](self._report, options)
        caption = options.text("caption", "")
        told = self._partial(name)
        gaps = gap_note(spec, self._report.paper)
        notes = (options.text("note", ""), told, gaps, self._honesty(name not in TOTAL_FIGURES, options))
        return d.Figure(
            spec, d.Caption(self._report.paper.words.figure, caption) if caption else None,
            alt=alt_text(spec, self._report.paper.edition.language), note=self._joined(notes),
            id=options.text("id", ""), share=options.share("share", 1.0),
        )

    def _partial(self, name: str) -> str:
        """Return which of the scores in a figure rest on incomplete data."""
        report = self._report
        keys = [TOTAL] if name in TOTAL_FIGURES else [mark.key for mark in report.tops]
        keys += [mark.key for mark in report.seconds] if name == "levels" else []
        return rests_on_part(report.paper, report.raw, keys)

    def _joined(self, notes: Iterable[str]) -> str:
        return self._report.paper.words.clause.join(note for note in notes if note)

    def _honesty(self, concerned: bool, options: Options) -> str:
        """Return what a simulated edition must say below scores under the total; `simulated: above`
        leaves it to a line nearby."""
        edition = self._report.paper.edition
        told = options.choice("simulated", ("note", "above"))
        return edition.simulated_note if edition.simulated and concerned and told == "note" else ""


_OWN: Mapping[str, Iterable[str]] = {"table": UNIT_TABLES, "figure": UNIT_FIGURES, "cards": UNIT_CARDS}
_SHARED: Mapping[str, Iterable[str]] = {"table": TABLES, "figure": FIGURES, "cards": ()}
