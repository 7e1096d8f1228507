"""Hand-written texts of an edition, and any others, held against its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.chapters.membership import read_tier_years
from generator.claims import Claim, KindReader, Paper, Reader, hold, paper_of
from generator.config import Edition
from generator.errors import EditionError, InputError
from generator.findings import Finding
from generator.scores.book import Book
from generator.scores.units import Unit

MAX_BYTES = 20_000_000
UNIT_TEXTS = "commentary/units/"


def review(
    edition: Edition,
    book: Book,
    files: Sequence[Path] = (),
    before: Book | None = None,
    further: Mapping[str, Book] | None = None,
) -> tuple[Sequence[Claim], tuple[Finding, ...]]:
    """Return every claim in the edition's commentary and in `files`, and what is wrong in them.

    `before` is the book of the edition compared with, `further` are the books after the first by key.
    Raises InputError for a file that cannot be read as Markdown or DOCX.
    """
    texts = [*commentary_texts(edition), *(_read(path) for path in files)]
    return hold(texts, reader_of(edition, book, before, further or {}))


def review_units(
    edition: Edition, book: Book, units: Iterable[Unit], before: Book | None = None
) -> dict[str, tuple[Finding, ...]]:
    """Return what is wrong in the hand-written texts on units, by the key of each unit that has something wrong."""
    texts = {name: text for name, text in commentary_texts(edition) if name.startswith(UNIT_TEXTS)}
    reader = reader_of(edition, book, before) if texts else None
    found: dict[str, tuple[Finding, ...]] = {}
    for unit in units if reader else ():
        names = {f"{UNIT_TEXTS}{name}.md" for name in (unit.name, unit.full, unit.adcode, *unit.names)}
        own = [(name, text) for name, text in texts.items() if name in names]
        if reader and own and (wrong := hold(own, reader)[1]):
            found[unit.key] = wrong
    return found


def reader_of(
    edition: Edition, book: Book, before: Book | None = None, further: Mapping[str, Book] | None = None
) -> Reader | KindReader:
    """Return what reads the texts of an edition: one book's reader, or one for all its kinds of units."""
    words = paper(edition, book)
    if not further:
        return Reader(book, words, before)
    books = []
    for choice in edition.books:
        own = book if choice is edition.books[0] else further.get(choice.key)
        if own is not None:
            kind = replace(paper_of(edition.of_book(choice)), kind=choice.name)
            books.append((own, kind, choice.key))
    return KindReader(books)


def paper(edition: Edition, book: Book | None = None) -> Paper:
    """Return what texts are checked against beside the scores: words, thresholds, groups, numbers of tiers by year.

    A table of years that cannot be read is told where its chapter is made, and is left out here.
    """
    try:
        years = read_tier_years(edition)
    except EditionError:
        years = None
    words = paper_of(edition)
    if book is not None:
        words = replace(words, groups=_groups(edition, book), ranks_only=not book.has_scores)
    if years is None:
        return words
    counts = {
        tier: {year: count for year, count in zip(years.years, row, strict=True) if count is not None}
        for tier, row in years.counts.items()
    }
    return replace(words, tier_counts=counts)


def _groups(edition: Edition, book: Book) -> dict[str, frozenset[str]]:
    """Return the stages of a ranking and the regions of the edition's own, with the keys of their units."""
    found: dict[str, frozenset[str]] = {}
    first = 1
    for stage in edition.stages:
        found[stage.name] = frozenset(p.unit.key for p in book.ranking() if first <= p.rank <= stage.to)
        first = stage.to + 1
    for region in edition.regions:
        homes = tuple(region.provinces)
        found[region.name] = frozenset(
            unit.key for unit in book.units if {unit.province, unit.province_short} & set(homes)
        )
    return {name: units for name, units in found.items() if units}


def commentary_texts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield name and Markdown of every commentary file; what is not UTF-8 is told when it is set."""
    folder = edition.folder / "commentary"
    for path in sorted(folder.rglob("*.md")):
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            name = path.relative_to(edition.folder).as_posix()
            yield name, path.read_text(encoding="utf-8-sig", errors="replace")


def _read(path: Path) -> tuple[str, str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path.name} 过大", en=f"{path.name} is too large")
        if path.suffix.lower() == ".docx":
            return path.name, _docx_text(path)
        return path.name, path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        zh, en = ("找不到文件", "there is no such file") if isinstance(error, FileNotFoundError) else (
            "不是 UTF-8 文本，也不是 .docx", "neither UTF-8 text nor a .docx")
        raise InputError(f"不能读取 {path}：{zh}", en=f"cannot read {path}: {en}") from error


def _docx_text(path: Path) -> str:
    """Return the paragraphs of a Word file, a line each, so that a finding's line is the paragraph's number."""
    import zipfile

    import docx
    from lxml.etree import LxmlError

    try:
        return "\n".join(paragraph.text.replace("\n", " ") for paragraph in docx.Document(str(path)).paragraphs)
    except (KeyError, ValueError, zipfile.BadZipFile, LxmlError) as error:
        raise InputError(f"{path.name} 不是有效的 Word 文件", en=f"{path.name} is not a Word file") from error
