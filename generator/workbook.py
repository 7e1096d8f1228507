"""Workbooks that the command line hands back: marked with findings, repaired, or to be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.atomic import whole_file
from generator.config import Edition, read_edition
from generator.errors import InputError
from generator.findings import Finding
from generator.opening import score_sources
from generator.scores.options import ScoreSources, TableRef
from generator.scores.repair import Repair


def write_marked(path: Path, findings: tuple[Finding, ...], out: Path) -> Path:
    """Write a copy of the edition's tables with red cells, comments and a sheet 检查结果; return its path."""
    from generator.scores.marked import mark

    edition = read_edition(path)
    _keep_inputs(edition, (out,))
    sources, _ = score_sources(edition)
    return _write(out, mark(sources, findings))


def write_repaired(path: Path, out: Path) -> tuple[tuple[Path, tuple[Repair, ...]], ...]:
    """Write a copy of the score tables with the lossless repairs made; return each path and what was done.

    Books whose tables are sheets of the first one's workbook are repaired in that copy; the table
    of another file goes beside it, under the name of `out` and the key of its book.
    """
    from generator.scores.repair import repair

    edition = read_edition(path)
    first, more = score_sources(edition), {}
    beside = []
    for choice in edition.books[1:]:
        book = score_sources(edition.of_book(choice))
        if isinstance(book[0].table, TableRef) and _file(book[0]) == _file(first[0]):
            beside.append(book)
        else:
            more[out.with_stem(f"{out.stem}-{choice.key}")] = repair(*book)
    made = {out: repair(*first, beside), **more}
    _keep_inputs(edition, made)
    return tuple((_write(file, content), repairs) for file, (content, repairs) in made.items())


def _file(sources: ScoreSources) -> Path | None:
    return sources.table.path if isinstance(sources.table, TableRef) else None


def write_template(path: Path, out: Path) -> tuple[Path, ...]:
    """Write a workbook to fill in for the edition: its tree as headers, its units in rows; return the paths.

    An edition of several books has a workbook for each: the first at `out`, the others beside it
    under the name of `out` and the key of their book. A workbook that is there already is left alone:
    somebody may have filled it in.
    """
    from generator.scores.template import template_workbook

    edition = read_edition(path)
    made = {out: template_workbook(*score_sources(edition))}
    for choice in edition.books[1:]:
        sources = score_sources(edition.of_book(choice))
        made[out.with_stem(f"{out.stem}-{choice.key}")] = template_workbook(*sources)
    _keep_inputs(edition, made)
    for file in made:
        if file.exists():
            zh = f"{file} 已经存在，其中可能填有数据，没有覆盖；请换一个文件名，或先把它移开"
            raise InputError(zh, en=f"{file} is there already and may hold data; choose another name, or move it away")
    return tuple(_write(file, content) for file, content in made.items())


def _keep_inputs(edition: Edition, files: Iterable[Path]) -> None:
    """Raise InputError where one of `files`, which are about to be written, is one that the edition reads."""
    inputs = [file for file in edition.inputs() if file.exists()]
    for file in files:
        if any(file.exists() and file.samefile(own) for own in inputs):
            zh = f"{file} 是这个版本要读取的文件，没有覆盖；请换一个文件名"
            en = f"{file} is a file that the edition reads and was not overwritten; choose another name"
            raise InputError(zh, en=en)


def _write(out: Path, content: bytes) -> Path:
    if out.suffix.lower() != ".xlsx" and content[:2] == b"PK":
        raise InputError(f"{out.name}：文件名须以 .xlsx 结尾", en=f"{out.name} must end in .xlsx")
    with whole_file(out) as temporary:
        temporary.write_bytes(content)
    return out
