"""The pipeline on one screen: edition → book → document → files."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.atomic import check_folder, check_open, whole_file
from generator.audit import Audit
from generator.chapters.compose import compose
from generator.chapters.map_labels import label_findings
from generator.chapters.waivers import waive
from generator.checking import moved
from generator.config import Edition, read_edition, theme_of
from generator.document import Document
from generator.errors import FindingsError
from generator.findings import Finding, Severity, has_errors
from generator.fonts import check_faces
from generator.formats import FORMATS, PDF_STANDARDS, read_standard
from generator.opening import book_before, further_books, part_of, score_sources, sound_book
from generator.scores.source import read_grid
from generator.theme import Theme

if TYPE_CHECKING:
    from generator.chapters.unit_series import Series
    from generator.writers.pdf.layout import Layout

Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class Result:
    """What a build made: its files, all findings, the number of PDF pages, and the record of its numbers."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    pages: int
    audit: Path | None = None


def prepare(
    edition: Edition, *, strict: bool = False, audit: Audit | None = None
) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document of an edition and what was found on the way; `audit` is told its numbers' origins.

    Raises FindingsError when the data hold errors, with `strict` also for warnings.
    """
    from generator.review import review

    book, findings = sound_book(edition)
    part = part_of(book, edition)
    before = book_before(edition)
    further = further_books(edition)[0]
    document, missing = compose(edition, part, before, further, audit)
    wrong = review(edition, part, (), before, further)[1]
    found = (*findings, *moved(edition, before, part), *missing, *wrong)
    return document, accepted(waive(found, edition.waivers), strict)


def prepare_unit(
    edition: Edition, name: str, *, strict: bool = False, audit: Audit | None = None
) -> tuple[Document, tuple[Finding, ...], str]:
    """Return the report of the unit called `name`, the findings, and the stem of its files; `audit` is told
    its numbers' origins.

    Raises InputError, naming the nearest, where no unit is called so; else as `prepare`.
    """
    from generator.chapters.unit_series import file_stem
    from generator.review import review_units

    series, findings = open_series(edition, audit)
    unit = series.find(name)
    document, missing = series.compose(unit)
    wrong = review_units(edition, series.book, (unit,), series.before).get(unit.key, ())
    return document, accepted(waive((*findings, *missing, *wrong), edition.waivers), strict), file_stem(unit)


def open_series(edition: Edition, audit: Audit | None = None) -> tuple[Series, tuple[Finding, ...]]:
    """Return what all unit reports of an edition share, and the findings of its tables; with `audit`, made
    for one report, whose numbers' origins it is told.

    Raises FindingsError when the data hold errors.
    """
    from generator.chapters.unit_series import Series

    book, findings = sound_book(edition)
    return Series(edition, part_of(book, edition), book_before(edition), audit), findings


def accepted(found: tuple[Finding, ...], strict: bool) -> tuple[Finding, ...]:
    """Return the findings where they let a paper be written; else raise FindingsError."""
    if has_errors(found):
        raise FindingsError("版本有错误，未生成文件", found, en="the edition has errors; nothing was written")
    if strict and any(finding.severity is Severity.WARNING for finding in found):
        raise FindingsError("严格模式：有警告，未生成文件", found, en="strict: warnings; nothing was written")
    return found


def build(
    path: Path, *, formats: Sequence[str] = FORMATS, out: Path | None = None, strict: bool = False,
    dry_run: bool = False, unit: str = "", pdf_standard: str = PDF_STANDARDS[0], verify: bool = False,
    progress: Progress = lambda _zh, _en: None,
) -> Result:
    """Write an edition's files, or those of one unit's report, into `out` and return what was made.

    Nothing is written on any error. With `verify` the finished files are read back and held against the
    document; where they differ, they stay, and a FindingsError names them.
    """
    pdf_standard = read_standard(pdf_standard)
    progress("读取版本与得分", "reading edition and scores")
    edition = read_edition(path)
    check_faces()
    with edition.locating():
        return _built(
            edition, formats, out, unit, pdf_standard, progress, strict=strict, dry_run=dry_run, verify=verify
        )


def _built(
    edition: Edition, formats: Sequence[str], out: Path | None, unit: str, pdf_standard: str, progress: Progress, *,
    strict: bool, dry_run: bool, verify: bool,
) -> Result:
    folder, stem, audit = out or Path("output") / edition.name, edition.name, Audit()
    if not dry_run:
        check_folder(folder)
    theme = theme_of(edition)
    awaited = () if dry_run else formats
    if unit:  # what its files are called is known when the table has been read
        document, findings, stem = prepare_unit(edition, unit, strict=strict, audit=audit)
        _check_open(folder, stem, awaited)
    else:
        _check_open(folder, stem, awaited)
        document, findings = prepare(edition, strict=strict, audit=audit)
    if dry_run:
        return Result((), findings, 0)
    progress("排版并写文件", "setting the pages, writing the files")
    files, written, layout = write_files(
        document, theme, folder / stem, formats,
        charts=edition.figures.docx, archive=pdf_standard == "a-2b", ask_update=edition.word.ask_update,
        word_template=edition.inside(edition.word.template) if edition.word.template else None,
    )
    written += tuple(label_findings(document, theme))
    if verify:
        progress("读回文件，与文稿核对", "reading the files back")
        written += verify_files(document, theme, files)
    record = write_audit(audit, edition, files[0].with_name(f"{stem}.audit.json"))
    return Result(files, findings + written, len(layout.pages) if layout else 0, record)


def _check_open(folder: Path, stem: str, formats: Sequence[str]) -> None:
    """Raise OutputError where another program holds one of the files open: then none of them is written."""
    for suffix in formats:
        check_open(folder / f"{stem}.{suffix}")


def write_audit(audit: Audit, edition: Edition, path: Path) -> Path:
    """Write the record of every number and its origin beside the files that show them."""
    labels = ("", *(choice.key for choice in edition.books[1:]))
    of_each = (edition, *(edition.of_book(choice) for choice in edition.books[1:]))
    for label, one in zip(labels, of_each, strict=True):
        if label not in audit.register.books:
            continue  # a unit's report is about the first book alone
        sources = score_sources(one)[0]
        tree, attributes = (
            read_grid(ref, sources.folder) if ref else None for ref in (sources.tree, sources.attributes)
        )
        audit.locate(tree, attributes, label)
    with whole_file(path) as temporary:
        temporary.write_text(json.dumps(audit.as_dict(), ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def verify_files(document: Document, theme: Theme, files: Sequence[Path]) -> tuple[Finding, ...]:
    """Return a note for every file that says what `document` says; FindingsError where one does not."""
    from generator.writers.twin import prove_files, unproven

    findings = tuple(prove_files(document, theme, files))
    if names := unproven(findings):
        raise FindingsError(
            f"文件已生成，但与文稿不一致，不可发布：{'、'.join(names)}", findings,
            en=f"written, but not what the document says; do not publish: {', '.join(names)}",
        )
    return findings


def write_files(
    document: Document, theme: Theme, stem: Path, formats: Sequence[str], *,
    charts: Literal["native", "picture"] = "native", archive: bool = False, word_template: Path | None = None,
    ask_update: bool = False,
) -> tuple[tuple[Path, ...], tuple[Finding, ...], Layout | None]:
    """Write a document as `stem`.pdf and `stem`.docx, each whole or not at all.

    Returns the files, what the writers found, and the pages of the PDF, None where it was not asked for.
    """
    from generator.writers.pdf import lay_out_pdf, write_pdf

    files: list[Path] = []
    findings: tuple[Finding, ...] = ()
    layout: Layout | None = None
    if "pdf" in formats:
        content, layout = write_pdf(document, theme, archive=archive)
        files.append(stem.with_name(f"{stem.name}.pdf"))
        with whole_file(files[-1]) as temporary:
            temporary.write_bytes(content)
    if "docx" in formats:
        from generator.writers.docx import write_docx

        places = layout or lay_out_pdf(document, theme)
        files.append(stem.with_name(f"{stem.name}.docx"))
        findings = tuple(
            write_docx(
                document, theme, files[-1], pages=places.labels, tops=places.tops, closings=places.closings,
                charts=charts, template=word_template, ask_update=ask_update,
            )
        )
    return tuple(files), findings, layout
