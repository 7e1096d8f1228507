"""What an edition names, opened: its books, checked and cut to its part, that of the year before, its theme."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from generator.chapters.domain_lists import read_domains
from generator.chapters.membership import with_clusters
from generator.chapters.options import NO_HINT, Hint, nearest
from generator.chapters.waivers import waive
from generator.config import FILE_NAME, Edition, read_sibling
from generator.errors import EditionError, FindingsError
from generator.findings import Finding, Place, has_errors
from generator.scores.book import Book
from generator.scores.english import EnglishNames
from generator.scores.options import QueryRef, ScoreOptions, ScoreSources, TableRef, TierBound
from generator.scores.rules import Words, find

MOST_NAMES = 8  # that a suggestion lists
_RESAVE = Hint("请在 Word 中打开，另存为 .docx", "open it in Word and save it as .docx")
RANKS_ONLY = "top100"  # the family that sets lists of ranks


def check(edition: Edition) -> tuple[Book | None, tuple[Finding, ...]]:
    """Return the book of an edition, None where its tables have errors, and every finding."""
    from generator.scores.read import read_book  # pandas: a worker that is handed its book never comes here

    require_files(edition)
    book, findings = read_book(*score_sources(edition))
    _, odd = read_domains(edition)
    _, more = further_books(edition)
    if book is None:
        return None, (*findings, *odd, *more)
    book = with_clusters(book, edition)
    unnamed = EnglishNames(book, edition.english).findings() if edition.language == "en" else ()
    return book, (*findings, *odd, *more, *unnamed)


def require_files(edition: Edition) -> None:
    """Raise EditionError where the history of tiers or the Word document that the edition names cannot be read.

    Neither is read before the pages are written, and not by every family; the score tables tell of their own files.
    """
    home = edition.scores_home
    if (name := home.scores.history) and not home.inside(name).is_file():
        raise _no_file(home, home.inside(name), name, ("scores", "history"))
    if not (name := edition.word.template):
        return
    path, key = edition.inside(name), ("word", "template")
    if not path.is_file():
        raise _no_file(edition, path, name, key)
    if not _is_word(path):
        raise EditionError.at(
            edition.place(*key), f"{name} 不是 Word 文档（.docx）", f"{name} is no Word document (.docx)", value=name,
            hint_zh=_RESAVE.zh, hint_en=_RESAVE.en,
        )
    from generator.writers.docx.reference import readable  # python-docx: only where a team has such a document

    if (fault := readable(path)) is not None:
        raise EditionError.at(
            edition.place(*key), fault.say("zh"), fault.say("en"), value=name, hint_zh=_RESAVE.zh, hint_en=_RESAVE.en
        )


def _no_file(edition: Edition, path: Path, name: str, key: tuple[str, str]) -> EditionError:
    near = nearest(path.name, [file.name for file in path.parent.glob("*")])
    return EditionError.at(
        edition.place(*key), f"找不到 {name}", f"the file {name} is missing", value=name,
        hint_zh=near.zh or "请核对路径", hint_en=near.en or "check the path",
    )


def _is_word(path: Path) -> bool:
    """Whether a file is an archive with the main part of a Word document or template."""
    try:
        with zipfile.ZipFile(path) as package:
            return "word/document.xml" in package.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def sound_book(edition: Edition) -> tuple[Book, tuple[Finding, ...]]:
    book, findings = check(edition)
    if book is None or has_errors(waive(findings, edition.waivers)):
        raise FindingsError("数据有错误，未生成文件", findings, en="the data have errors; nothing was written")
    require_scores(edition, book, findings)
    return book, findings


def require_scores(edition: Edition, book: Book, findings: tuple[Finding, ...]) -> None:
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


def further_books(edition: Edition) -> tuple[dict[str, Book], tuple[Finding, ...]]:
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


def book_before(edition: Edition) -> Book | None:
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
    return part_of(book, other, edition)


def part_of(book: Book, edition: Edition, paper: Edition | None = None) -> Book:
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
        if value not in names:
            some = list(dict.fromkeys(names))[:MOST_NAMES]
            more = len(set(names)) > len(some)
            zh = f"表中的 {kind}：{'、'.join(some)}{'等' if more else ''}"
            return nearest(value, names) or Hint(zh, f"{kind} in the tables: {', '.join(some)}{' …' if more else ''}")
    return NO_HINT


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
