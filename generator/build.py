"""The pipeline on one screen: edition → book → document → files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.atomic import check_folder, check_open, whole_file
from generator.audit import Audit
from generator.chapters.compose import compose
from generator.chapters.domain_lists import read_domains
from generator.chapters.map_labels import label_findings
from generator.chapters.membership import with_clusters
from generator.chapters.options import NO_HINT, Hint, nearest
from generator.chapters.waivers import waive
from generator.config import FILE_NAME, Edition, read_edition, read_sibling
from generator.document import Document
from generator.errors import EditionError, FindingsError, InputError
from generator.findings import Finding, Place, Severity, has_errors
from generator.fonts import check_faces
from generator.scores.book import Book
from generator.scores.english import EnglishNames
from generator.scores.options import QueryRef, ScoreOptions, ScoreSources, TableRef, TierBound
from generator.scores.rules import Words, find
from generator.scores.source import read_grid
from generator.scores.years import compare, incomparable
from generator.theme import Theme, changed_theme

if TYPE_CHECKING:
    from generator.chapters.unit_series import Series
    from generator.claims import Claim, KindReader, Reader
    from generator.writers.pdf.layout import Layout

FORMATS = ("pdf", "docx")
RANKS_ONLY = "top100"  # the family that sets lists of ranks
PDF_STANDARDS = ("ua-1", "a-2b")
Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class Result:
    """What a build made: its files, all findings, the number of PDF pages, and the record of its numbers."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    pages: int
    audit: Path | None = None


def read_formats(shown: str) -> tuple[str, ...]:
    """Return the formats of a comma-separated list; an unknown one is an InputError."""
    formats = tuple(part.strip().lower() for part in shown.split(",") if part.strip())
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise InputError(
            f"不认识的格式“{'、'.join(unknown)}”；可用：{'、'.join(FORMATS)}",
            en=f"unknown format {unknown}; known: {', '.join(FORMATS)}",
        )
    return formats


def check_edition(path: Path, texts: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """Return every finding of an edition: its tables and, where they are sound, its chapters and texts.

    `texts` are further files (Markdown, DOCX) to hold against the tables.
    """
    edition = read_edition(path)
    with edition.locating():
        return _checked(edition, texts)


def _checked(edition: Edition, texts: Sequence[Path]) -> tuple[Finding, ...]:
    from generator.review import review

    book, findings = check(edition)
    if book is None or has_errors(waive(findings, edition.waivers)):
        return findings
    _unscored(edition, book, findings)
    theme_of(edition)
    part = _part_of(book, edition)
    before = _before(edition)
    missing = _composed(edition, part, before)
    wrong = review(edition, part, texts, before, _further_books(edition)[0])[1]
    return waive((*findings, *_moved(edition, before, part), *missing, *wrong), edition.waivers)


def _unscored(edition: Edition, book: Book, findings: tuple[Finding, ...]) -> None:
    """Raise FindingsError (E323) where the tables score a level only by its parents and the chapters need it.

    A list of ranks has no scores at all, and its family asks for none.
    """
    missing = [leaf.key for leaf in book.tree.leaves() if not book.has(leaf.key)]
    if not missing or edition.family == RANKS_ONLY:
        return
    hint = Words("请补上这一级的得分列，或从指标体系中去掉这一级", "add its columns, or drop that level from the tree")
    reason = Words("指标只有上级得分，章节无法写出", "an indicator that only its parent has a score for")
    place = Place(edition.scores.table or edition.scores.database, edition.scores.sheet)
    faults = tuple(find("E323", place, key, reason=reason, near=hint) for key in missing)
    raise FindingsError("数据有错误，未生成文件", (*faults, *findings), en="the data have errors; nothing was written")


def check_claims(path: Path, texts: Sequence[Path] = ()) -> Sequence[Claim]:
    """Return every claim of an edition's commentary and of further `texts`, with its verdict."""
    from generator.review import review

    edition = read_edition(path)
    book, _ = _sound_book(edition)
    return review(edition, _part_of(book, edition), texts, _before(edition), _further_books(edition)[0])[0]


def reader(path: Path) -> Reader | KindReader:
    """Return what reads texts about an edition: its sentences are held against all its books."""
    from generator.review import reader_of

    edition = read_edition(path)
    book, _ = _sound_book(edition)
    return reader_of(edition, _part_of(book, edition), _before(edition), _further_books(edition)[0])


def _moved(edition: Edition, before: Book | None, book: Book) -> tuple[Finding, ...]:
    """Return who moved too far since the earlier year (W341) and who is in one year only (W342).

    Years whose indicator trees differ are said to (E340, a warning: ranks may still be compared) unless the
    edition says how they map; their scores are not subtracted anywhere.
    """
    if before is None or not (before.has_scores and book.has_scores):
        return ()
    if not edition.compare_map and (found := incomparable(before, book, edition.place("compare"), Severity.WARNING)):
        return found
    mapped = edition.compare_map or None
    return compare(before, book, mapped, place=edition.place("compare_map")).findings(edition.compare_limit)


def _composed(edition: Edition, book: Book, before: Book | None) -> list[Finding]:
    """Return what composing finds missing; of a family of unit reports, the first unit's is composed."""
    if edition.family != "city":
        return compose(edition, book, before, _further_books(edition)[0])[1]
    from generator.chapters.unit_series import Series

    return Series(edition, book, before).compose(book.ranking()[0].unit)[1]


def theme_of(edition: Edition) -> Theme:
    """Return the edition's theme with the team's own differences in `theme.toml`."""
    return changed_theme(edition.theme, {k: v for k, v in edition.theme_changes().items() if k != "logo"})


def check(edition: Edition) -> tuple[Book | None, tuple[Finding, ...]]:
    """Return the book of an edition, None where its tables have errors, and every finding."""
    from generator.scores.read import read_book  # pandas: a worker that is handed its book never comes here

    book, findings = read_book(*score_sources(edition))
    _, odd = read_domains(edition)
    _, more = _further_books(edition)
    if book is None:
        return None, (*findings, *odd, *more)
    book = with_clusters(book, edition)
    unnamed = EnglishNames(book, edition.english).findings() if edition.language == "en" else ()
    return book, (*findings, *odd, *more, *unnamed)


def _further_books(edition: Edition) -> tuple[dict[str, Book], tuple[Finding, ...]]:
    """Return the books of an edition after its first, by key, and every finding about them."""
    from generator.scores.read import read_book

    books: dict[str, Book] = {}
    findings: list[Finding] = []
    for choice in edition.books[1:]:
        book, found = read_book(*score_sources(edition.of_book(choice)))
        findings.extend(found)
        if book is not None:
            books[choice.key] = book
    return books, tuple(findings)


def score_sources(edition: Edition) -> tuple[ScoreSources, ScoreOptions]:
    """Return what the edition file says about scores in the words of `generator.scores`."""
    given, home = edition.scores, edition.scores_home
    axes = edition.quadrants
    used = (axes.attribute if axes else "", edition.clusters.weight)
    table = _source(home, given.table, given.sheet, given.query)
    assert table is not None  # the edition file has been checked for one
    sources = ScoreSources(
        table=table, tree=_source(home, given.tree, given.tree_sheet, given.tree_query),
        attributes=_source(home, given.attributes, given.attributes_sheet, given.attributes_query),
        folder=home.folder,
    )
    options = ScoreOptions(
        title=edition.title, year=edition.year, missing=given.missing, missing_markers=given.missing_markers,
        tiers=tuple(TierBound(tier.name, tier.min, tier.short) for tier in edition.tiers),
        attributes=tuple(name for name in used if name), extra_units=given.extra_units,
        expected_units=given.expected_units, level=given.level, unit_names=(edition.unit_word,),
        group_names=(edition.group_word,), coverage=given.coverage, ties=given.ties, scale=given.scale,
        tolerance=given.tolerance, ignored_columns=given.ignored_columns, total_names=given.total_names,
        fill_down_province=given.fill_down_province,
    )
    return sources, options


def _source(home: Edition, path: str | None, sheet: str, query: str) -> TableRef | QueryRef | None:
    """Return a file of the edition, or a query to its database; a SQLite file lies inside the folder."""
    if query:
        url = home.scores.database
        if url.startswith("sqlite:///"):
            url = f"sqlite:///{home.inside(url.removeprefix('sqlite:///')).as_posix()}"
        return QueryRef(url, query)
    return TableRef(home.inside(path), sheet) if path else None


def _part_of(book: Book, edition: Edition, paper: Edition | None = None) -> Book:
    """Return the book an edition is about: all of it, or its units recomputed among themselves.

    It speaks the language of `paper`, the edition that is made; its own unless another is given. Raises
    EditionError where not one unit meets the conditions.
    """
    paper = paper or edition
    if paper.language == "zh":
        return _where(book, edition, edition.where)
    names = EnglishNames(book, paper.english)
    return names.translate(_where(book, edition, names.conditions(edition.where)))


def _where(book: Book, edition: Edition, conditions: Mapping[str, str]) -> Book:
    if not conditions:
        return book
    part = book.where(conditions)
    if not part.units:
        shown = " · ".join(f"{kind} = {name}" for kind, name in edition.where.items())
        zh, en = f"没有单位符合 {shown}", f"no unit meets {shown}"
        near = _near_condition(book, conditions)
        raise EditionError.at(
            Place(FILE_NAME, cell="where"), zh, en, value=shown,
            hint_zh=near.zh or "键为 province、region、cluster、tier、unit 或属性名，值须与得分表一致",
            hint_en=near.en or "keys: province, region, cluster, tier, unit or an attribute; values as in the tables",
        )
    return part


def _near_condition(book: Book, conditions: Mapping[str, str]) -> Hint:
    """Return the nearest to the first key or value of a condition that no unit has."""
    own = {name for unit in book.units for name in unit.attributes}
    kinds = ("province", "region", "cluster", "tier", "unit", *sorted(own))
    for kind, value in conditions.items():
        if kind not in kinds:
            return nearest(kind, kinds)
        names = [unit.name for unit in book.units] if kind == "unit" else [g.name for g in book.groups(kind)]  # type: ignore[arg-type]
        if value not in names and (near := nearest(value, names)):
            return near
    return NO_HINT


def _before(edition: Edition) -> Book | None:
    """Return the book of the edition that this one compares itself with, None where it names none."""
    if edition.compare is None:
        return None
    other = read_sibling(edition.folder, edition.compare)
    book, findings = check(other)
    if book is None or has_errors(findings):
        raise FindingsError(
            f"用于比较的 {edition.compare} 数据有错误，未生成文件", findings,
            en=f"the data of {edition.compare} have errors; nothing was written",
        )
    return _part_of(book, other, edition)


def prepare(
    edition: Edition, *, strict: bool = False, audit: Audit | None = None
) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document of an edition and what was found on the way; `audit` is told its numbers' origins.

    Raises FindingsError when the data hold errors, with `strict` also for warnings.
    """
    from generator.review import review

    book, findings = _sound_book(edition)
    part = _part_of(book, edition)
    before = _before(edition)
    further = _further_books(edition)[0]
    document, missing = compose(edition, part, before, further, audit)
    wrong = review(edition, part, (), before, further)[1]
    found = (*findings, *_moved(edition, before, part), *missing, *wrong)
    return document, accepted(waive(found, edition.waivers), strict)


def prepare_unit(
    edition: Edition, name: str, *, strict: bool = False, audit: Audit | None = None
) -> tuple[Document, tuple[Finding, ...], str]:
    """Return the report of the unit called `name`, the findings, and the stem of its files; `audit` is told
    its numbers' origins.

    Raises InputError, naming the nearest, where no unit is called so; else as `prepare`.
    """
    from generator.chapters.unit_series import file_stem
    from generator.review import review_unit

    series, findings = open_series(edition, audit)
    unit = series.find(name)
    document, missing = series.compose(unit)
    wrong = review_unit(edition, series.book, unit, series.before)
    return document, accepted(waive((*findings, *missing, *wrong), edition.waivers), strict), file_stem(unit)


def open_series(edition: Edition, audit: Audit | None = None) -> tuple[Series, tuple[Finding, ...]]:
    """Return what all unit reports of an edition share, and the findings of its tables; with `audit`, made
    for one report, whose numbers' origins it is told.

    Raises FindingsError when the data hold errors.
    """
    from generator.chapters.unit_series import Series

    book, findings = _sound_book(edition)
    return Series(edition, _part_of(book, edition), _before(edition), audit), findings


def _sound_book(edition: Edition) -> tuple[Book, tuple[Finding, ...]]:
    book, findings = check(edition)
    if book is None or has_errors(waive(findings, edition.waivers)):
        raise FindingsError("数据有错误，未生成文件", findings, en="the data have errors; nothing was written")
    _unscored(edition, book, findings)
    return book, findings


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
    if pdf_standard not in PDF_STANDARDS:
        known = "、".join(PDF_STANDARDS)
        raise InputError(f"不认识的 PDF 标准“{pdf_standard}”；可用：{known}", en=f"unknown; known: {known}")
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
    if not dry_run:
        folder = out or Path("output") / edition.name
        check_folder(folder)
        for suffix in formats:
            check_open(folder / f"{edition.name}.{suffix}")
    theme = theme_of(edition)
    stem, audit = edition.name, Audit()
    if unit:
        document, findings, stem = prepare_unit(edition, unit, strict=strict, audit=audit)
    else:
        document, findings = prepare(edition, strict=strict, audit=audit)
    if dry_run:
        return Result((), findings, 0)
    progress("排版并写文件", "setting the pages, writing the files")
    files, written, layout = write_files(
        document, theme, (out or Path("output") / edition.name) / stem, formats,
        charts=edition.figures.docx, archive=pdf_standard == "a-2b", ask_update=edition.word.ask_update,
        word_template=edition.inside(edition.word.template) if edition.word.template else None,
    )
    written += tuple(label_findings(document, theme))
    if verify:
        progress("读回文件，与文稿核对", "reading the files back")
        written += verify_files(document, theme, files)
    record = write_audit(audit, edition, files[0].with_name(f"{stem}.audit.json"))
    return Result(files, findings + written, len(layout.pages) if layout else 0, record)


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

        labels = layout.labels if layout else lay_out_pdf(document, theme)
        files.append(stem.with_name(f"{stem.name}.docx"))
        findings = tuple(
            write_docx(
                document, theme, files[-1], pages=labels, charts=charts, template=word_template,
                ask_update=ask_update,
            )
        )
    return tuple(files), findings, layout
