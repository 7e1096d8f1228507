"""Hand-written texts of an edition, and any others, held against its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.chapters.membership import read_tier_years
from generator.claims import Claim, Paper, claims_and_findings, paper_of
from generator.config import Edition
from generator.errors import EditionError, InputError
from generator.findings import Finding
from generator.scores.book import Book

MAX_BYTES = 20_000_000


def review(
    edition: Edition, book: Book, files: Sequence[Path] = ()
) -> tuple[Sequence[Claim], tuple[Finding, ...]]:
    """Return every claim in the edition's commentary and in `files`, and what is wrong in them.

    Raises InputError for a file that cannot be read as Markdown or DOCX.
    """
    if not book.has_scores:
        return (), ()
    texts = [*commentary_texts(edition), *(_read(path) for path in files)]
    claims, findings = claims_and_findings(texts, book, paper(edition))
    return tuple(claims), tuple(findings)


def paper(edition: Edition) -> Paper:
    """Return what texts are checked against beside the scores: words, thresholds, numbers of tiers by year.

    A table of years that cannot be read is told where its chapter is made, and is left out here.
    """
    try:
        years = read_tier_years(edition)
    except EditionError:
        years = None
    if years is None:
        return paper_of(edition)
    counts = {
        tier: {year: count for year, count in zip(years.years, row, strict=True) if count is not None}
        for tier, row in years.counts.items()
    }
    return replace(paper_of(edition), tier_counts=counts)


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
        raise InputError(f"不能读取 {path}：{error}", en=f"cannot read {path}: {error}") from error


def _docx_text(path: Path) -> str:
    """Return the paragraphs of a Word file, a line each, so that a finding's line is the paragraph's number."""
    import zipfile

    import docx
    from lxml.etree import LxmlError

    try:
        return "\n".join(paragraph.text.replace("\n", " ") for paragraph in docx.Document(str(path)).paragraphs)
    except (KeyError, ValueError, zipfile.BadZipFile, LxmlError) as error:
        raise InputError(f"{path.name} 不是有效的 Word 文件", en=f"{path.name} is not a Word file") from error
