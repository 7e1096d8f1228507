"""The hand-written text on a unit: a file of `commentary/units/` under its short or full name or its code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.chapters.commentary import Commentary
from generator.findings import Finding, Place, Severity
from generator.scores.book import Book
from generator.scores.units import Unit

if TYPE_CHECKING:
    from generator.chapters.facts import PaperFacts

FOLDER = "units"


def text_names(unit: Unit, book: Book) -> tuple[str, ...]:
    """Return what a unit's text may be called: names that are its alone first, those it shares with others last."""
    names = dict.fromkeys(name for name in (unit.name, unit.full, unit.adcode, *unit.names) if name)
    alone = [name for name in names if name in book and book.unit(name).key == unit.key]
    return (*alone, *(name for name in names if name not in alone))


def texts_on(unit: Unit, book: Book, commentary: Commentary) -> tuple[str, ...]:
    """Return the texts (units/成都, units/510100 …) that mean this unit alone, else one that means it among others."""
    written = [f"{FOLDER}/{name}" for name in text_names(unit, book) if commentary.has(f"{FOLDER}/{name}")]
    own = [path for path in written if path.partition("/")[2] in book]
    return tuple(own or written[:1])


def text_on(unit: Unit, book: Book, commentary: Commentary) -> str:
    """Return the text that is set for a unit, by its short name where nobody wrote one."""
    return next(iter(texts_on(unit, book, commentary)), f"{FOLDER}/{unit.name}")


def texts_twice(paper: PaperFacts) -> Iterator[Finding]:
    """Yield W417 for every text that is not set because another one on the same unit is."""
    for one in tuple(paper.papers.values()) or (paper,):
        whole = one.book.whole or one.book
        for unit in whole.units:
            yield from unset_texts(unit, whole, paper.commentary)


def unset_texts(unit: Unit, book: Book, commentary: Commentary) -> Iterator[Finding]:
    """Yield W417 for every text on a unit but the one that is set."""
    first, *others = texts_on(unit, book, commentary) or ("",)
    for path in others:
        yield Finding(
            "W417", Severity.WARNING, Place(f"commentary/{path}.md"), unit.name,
            f"{unit.name}已有 {first}.md，这篇文字不会排印", f"{unit.name} has {first}.md: this text is not set",
            "把两篇合为一篇，删去另一个文件", "join the two in one file and delete the other",
        )
