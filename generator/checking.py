"""An edition looked over without making anything of it: its tables, its chapters, its texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.chapters.compose import compose, texts_alone
from generator.chapters.waivers import waive
from generator.config import Edition, read_edition, theme_of
from generator.errors import EditionError
from generator.findings import Finding, Severity, has_errors
from generator.opening import book_before, check, further_books, part_of, require_scores, sound_book
from generator.scores.book import Book
from generator.scores.years import compare, incomparable

if TYPE_CHECKING:
    from generator.claims import Claim, KindReader, Reader


def check_edition(path: Path, texts: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """Return every finding of an edition: its tables, its texts and, where the tables are sound, its chapters.

    `texts` are further files (Markdown, DOCX) to hold against the tables.
    """
    edition = read_edition(path)
    with edition.locating():
        return _checked(edition, texts)


def _checked(edition: Edition, texts: Sequence[Path]) -> tuple[Finding, ...]:
    from generator.review import review

    book, findings = check(edition)
    if book is None or has_errors(waive(findings, edition.waivers)):
        return (*findings, *texts_alone(edition))
    require_scores(edition, book, findings)
    theme_of(edition)
    part = part_of(book, edition)
    before = book_before(edition)
    try:
        missing = _composed(edition, part, before)
    except EditionError as error:
        told = (*error.findings, *waive((*findings, *texts_alone(edition)), edition.waivers))
        raise EditionError(error.say("zh"), tuple(dict.fromkeys(told)), en=error.say("en")) from error
    wrong = review(edition, part, texts, before, further_books(edition)[0])[1]
    return waive((*findings, *moved(edition, before, part), *missing, *wrong), edition.waivers)


def check_claims(path: Path, texts: Sequence[Path] = ()) -> Sequence[Claim]:
    """Return every claim of an edition's commentary and of further `texts`, with its verdict."""
    from generator.review import review

    edition = read_edition(path)
    book, _ = sound_book(edition)
    return review(edition, part_of(book, edition), texts, book_before(edition), further_books(edition)[0])[0]


def reader(path: Path) -> Reader | KindReader:
    """Return what reads texts about an edition: its sentences are held against all its books."""
    from generator.review import reader_of

    edition = read_edition(path)
    book, _ = sound_book(edition)
    return reader_of(edition, part_of(book, edition), book_before(edition), further_books(edition)[0])


def moved(edition: Edition, before: Book | None, book: Book) -> tuple[Finding, ...]:
    """Return who moved too far since the earlier year (W341) and who is in one year only (W342).

    Years whose scales or indicator trees differ are said to (E340, a warning: ranks may still be compared) unless
    the edition says how the trees map; their scores are not subtracted anywhere.
    """
    if before is None or not (before.has_scores and book.has_scores):
        return ()
    mapped = edition.compare_map or None
    if found := incomparable(before, book, edition.place("compare"), Severity.WARNING, mapped=mapped is not None):
        return found
    return compare(before, book, mapped, place=edition.place("compare_map")).findings(edition.compare_points)


def _composed(edition: Edition, book: Book, before: Book | None) -> list[Finding]:
    """Return what composing finds missing; of a family of unit reports, the first unit's is composed."""
    if edition.family != "city":
        return compose(edition, book, before, further_books(edition)[0])[1]
    from generator.chapters.unit_series import Series

    return Series(edition, book, before).compose(book.ranking()[0].unit)[1]
