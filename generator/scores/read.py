"""From tables to a book: read, check, roll up. All findings come at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from generator.errors import EditionError, InputError
from generator.findings import Finding, Place, has_errors
from generator.scores.book import Book, Columns
from generator.scores.checks import check, compare_units
from generator.scores.columns import ColumnReader, attribute_name
from generator.scores.grid import Grid
from generator.scores.group import Tier
from generator.scores.header import Header, find_header, where_else
from generator.scores.intake import Beside, Read
from generator.scores.labels import Role
from generator.scores.options import QueryRef, ScoreOptions, ScoreSources, TableRef
from generator.scores.rollup import Rolled, roll_up
from generator.scores.rules import MOST_NAMES, NOTHING, Words, find, listed
from generator.scores.source import about, read_grid
from generator.scores.table import Row, ScoreTable
from generator.scores.table_reader import TableReader
from generator.scores.tree import TOTAL, Tree
from generator.scores.tree_table import read_tree
from generator.scores.units import Names, Unit, as_unit

MOST_OF_A_KIND = 100  # findings of one code that are listed; the rest is counted
_TREE_SHEETS = ("指标体系", "指标", "体系", "权重")
_TURNED = Words("指标在行、单位在列，行列颠倒", "indicators stand in rows and units in columns")
_TURN = Words("请在 Excel 中复制，“选择性粘贴—转置”后保存", "copy it in Excel and paste it transposed")
_SCORE_SHEETS = ("评分", "得分", "分数", "数据")


def read_book(sources: ScoreSources, options: ScoreOptions) -> tuple[Book | None, tuple[Finding, ...]]:
    """Return the book and all findings; no book where one of them is an error.

    Raises InputError, with the findings, where a file cannot be read at all, and
    EditionError where the tiers make no sense; what is wrong with the tables is among its findings, too.
    """
    faults = tier_faults(options)
    if not faults:
        return _read_book(sources, options)
    try:
        findings = _read_book(sources, replace(options, tiers=()))[1]
    except InputError:
        findings = ()  # the tables cannot be read at all
    raise EditionError(faults[0].zh, (*faults, *findings), en=faults[0].en)


def _read_book(sources: ScoreSources, options: ScoreOptions) -> tuple[Book | None, tuple[Finding, ...]]:
    grids = _read_grids(sources)
    findings = [finding for grid in grids.all() for finding in grid.findings]
    tree = Tree()
    if grids.tree is not None:
        found, faults = read_tree(grids.tree)
        findings.extend(faults)
        if found is None:
            findings.extend(_cells_alone(grids.table, options))
            return None, limit(findings)
        tree = found
    read = _read_table(grids, tree, options, findings)
    if read is None:
        return None, limit(findings)
    findings.extend(check(read))
    if has_errors(findings):
        return None, limit(findings)
    return _book(read), limit(findings)


@dataclass(frozen=True)
class _Grids:
    table: Grid
    tree: Grid | None
    attributes: Grid | None

    def all(self) -> tuple[Grid, ...]:
        """Return the grids there are."""
        return tuple(grid for grid in (self.table, self.tree, self.attributes) if grid is not None)


def _read_grids(sources: ScoreSources) -> _Grids:
    """Open every table; what cannot be read is raised together."""
    faults: list[Finding] = []

    def open_table(ref: TableRef | QueryRef | None, prefer: tuple[str, ...]) -> Grid | None:
        if ref is None:
            return None
        try:
            return read_grid(ref, sources.folder, prefer)
        except InputError as error:
            faults.extend(error.findings)
            return None

    table = open_table(sources.table, _SCORE_SHEETS)
    tree = open_table(sources.tree, _TREE_SHEETS)
    attributes = open_table(sources.attributes, ())
    if faults or table is None:
        told = tuple(dict.fromkeys(faults))  # one workbook may hold several of the tables
        zh, en = ("；".join(f.zh for f in told), "; ".join(f.en for f in told))
        raise InputError(zh, told, en=en)
    return _Grids(table, tree, attributes)


def _cells_alone(grid: Grid, options: ScoreOptions) -> list[Finding]:
    """With a broken tree, still say what is wrong with the names: a table is mended in one go."""
    header, _ = find_header(grid, Tree(), options)
    if header is None:
        return []
    ColumnReader(grid, Tree(), options, header, only_attributes=True).read()
    header.attributes.clear()
    reader = TableReader(grid, header, Tree(), options)
    table = reader.read()
    findings = [finding for finding in reader.findings if finding.severity == "error"]
    names = Names(options)
    for row in table.rows:
        names.identify(table, row, findings)
    return findings


def _read_table(grids: _Grids, tree: Tree, options: ScoreOptions, findings: list[Finding]) -> Read | None:
    header, faults = find_header(grids.table, tree, options)
    findings.extend(faults)
    if header is None:
        return None
    faults_before = list(findings)
    faults = ColumnReader(grids.table, tree, options, header).read()
    findings.extend(faults)
    if not header.indicators and not header.is_long and Role.RANK not in header.roles:
        if _is_turned(grids.table, header, tree):
            findings[:] = [*faults_before, find("E115", about(grids.table), reason=_TURNED, near=_TURN)]
            return None
        reason = Words("没有得分列，也没有排名列", "there are neither scores nor ranks")
        findings.append(find("E115", about(grids.table), reason=reason, near=_labels_wanted(tree)))
    reader = TableReader(grids.table, header, tree, options)
    table = reader.read()
    findings.extend(reader.findings)
    if not table.rows:
        reason = Words("表头之下没有数据行", "no rows of data stand below it")
        findings.append(find("E115", about(grids.table), reason=reason, near=where_else(grids.table)))
        return None
    if header.is_long:
        findings.extend(_long_gaps(table, tree))
    names = Names(options)
    rows, units = _identify(table, names, findings)
    units, beside = _with_attributes(grids, units, names, options, findings)
    have = {*table.header.attributes, *(beside.table.header.attributes if beside else ())}
    findings.extend(_attributes_missing(table, have, units, options))
    if any(finding.code == "E122" or finding.code == "E121" for finding in faults):
        tree = Tree()  # roll-ups would only repeat what the header already says
    given = pd.DataFrame(
        {key: [row.values.get(key, float("nan")) for row in rows] for key in _keys(table, tree)}, dtype=float
    )
    rolled = _rolled(given, tree, findings)
    return Read(table, rows, units, tree, given, rolled, options, names, beside)


def _labels_wanted(tree: Tree) -> Words:
    """Return how columns of scores are headed, with the first lowest indicators of the tree."""
    names = listed([leaf.name for leaf in tree.leaves()], most=8)
    zh, en = "得分列以指标体系中的名称为列名", "columns of scores are headed as in the tree"
    return Words(f"{zh}：{names.zh}", f"{en}: {names.en}") if names.zh else Words(zh, en)


def _is_turned(grid: Grid, header: Header, tree: Tree) -> bool:
    """Return whether the indicators stand in rows, below one another, and the units in columns."""
    names = [grid.at(row, header.unit) for row in range(header.top, len(grid.rows))]
    return sum(isinstance(name, str) and bool(tree.names(name)) for name in names) >= 2


def _rolled(given: pd.DataFrame, tree: Tree, findings: list[Finding]) -> Rolled:
    """Roll up; where scores are missing in error, a sum over the rest would accuse the wrong cell."""
    spoilt = {f.code for f in findings} & {
        "E118",
        "E201",
        "E204",
        "E207",
        "E208",
        "E209",
        "E210",
        "E211",
        "E214",
        "E313",
        "E405",
    }
    return roll_up(given, tree if not spoilt else Tree())


def _keys(table: ScoreTable, tree: Tree) -> list[str]:
    """Return the keys that have values, in the order of the tree."""
    keys = [TOTAL, *(indicator.key for indicator in tree)]
    present = {key for row in table.rows for key in row.values}
    return [key for key in keys if key in present]


def _long_gaps(table: ScoreTable, tree: Tree) -> list[Finding]:
    """In a long table a score is missing when its line is: E214 at the unit's name."""
    used = {key for row in table.rows for key in row.cells}
    wanted = [leaf for leaf in tree.leaves() if leaf.key in used]
    unused = [leaf for leaf in tree.leaves() if leaf.key not in used and not _above(tree, leaf.key, used)]
    findings = [
        find("E214", table.name_place(row), "", unit=row.name, indicator=leaf.name)
        for row in table.rows
        for leaf in wanted
        if leaf.key not in row.cells
    ]
    place = table.grid.place(table.header.labels, table.header.roles[Role.INDICATOR])
    reason = Words("指标没有得分", "an indicator without scores")
    hint = Words("请补上这个指标的各行", "add its lines")
    return findings + [find("E323", place, leaf.key, reason=reason, near=hint) for leaf in unused]


def _above(tree: Tree, key: str, used: set[str]) -> bool:
    return any(above.key in used for above in tree.ancestors(key)) or used == {TOTAL}


def _identify(
    table: ScoreTable, names: Names, findings: list[Finding]
) -> tuple[tuple[Row, ...], tuple[Unit, ...]]:
    rows: list[Row] = []
    units: list[Unit] = []
    for row in table.rows:
        entry = names.identify(table, row, findings)
        if entry is not None:
            rows.append(row)
            units.append(as_unit(entry, row))
    return tuple(rows), tuple(units)


_SCORED = Words(
    "它是指标；象限图的横轴与城市群的权数须是得分以外的一列",
    "it is an indicator; the axis of quadrants and the weight of clusters are columns beside the scores",
)


def _attributes_missing(
    table: ScoreTable, have: set[str], units: tuple[Unit, ...], options: ScoreOptions
) -> list[Finding]:
    """Return E316 for every attribute the edition uses that is none of the columns `have`."""
    place = table.grid.place(table.header.labels, table.header.unit)
    wanted = {attribute_name(name): name for name in options.attributes}
    indicators = set(table.header.indicators)
    there = listed(sorted(have), most=8)
    known = Words(f"属性列有：{there.zh}", f"attributes there are: {there.en}") if have else NOTHING
    return [
        find("E316", place, name, near=_SCORED if any(key.split("/")[-1] == bare for key in indicators) else known)
        for bare, name in wanted.items() if units and bare not in have
    ]


def _lacking(grid: Grid, header: Header, units: Iterable[Unit], options: ScoreOptions) -> Iterator[Finding]:
    """Yield W315 for every attribute the edition calculates with that some of `units` lack and others have."""
    rows = tuple(units)
    for name in sorted({attribute_name(name) for name in options.attributes} & set(header.attributes)):
        lacking = [unit.name for unit in rows if name not in unit.attributes]
        if 0 < len(lacking) < len(rows):
            other = Words(f"“{name}”一列", f"column “{name}” ")
            place = grid.place(header.labels, header.attributes[name])
            yield find("W315", place, lacking[0], other=other, names=listed(lacking, most=MOST_NAMES))


def _with_attributes(
    grids: _Grids, units: tuple[Unit, ...], names: Names, options: ScoreOptions, findings: list[Finding]
) -> tuple[tuple[Unit, ...], Beside | None]:
    """Return the units with what the attribute table says about them, and that table."""
    if grids.attributes is None:
        return units, None
    header, faults = find_header(grids.attributes, Tree(), options)
    findings.extend(faults)
    if header is None:
        return units, None
    findings.extend(ColumnReader(grids.attributes, Tree(), options, header, only_attributes=True).read())
    reader = TableReader(grids.attributes, header, Tree(), options)
    other = reader.read()
    findings.extend(reader.findings)
    known: dict[str, Row] = {}
    for row in other.rows:
        entry = names.again(row) or names.identify(other, row, findings)
        if entry is None:
            continue
        key = entry.adcode or entry.name
        if key in known:
            cells = listed((other.name_place(known[key]).cell, other.name_place(row).cell))
            findings.append(find("E301", other.name_place(row), entry.short, cells=cells))
        known[key] = row
    findings.extend(compare_units(units, other, set(known)))
    merged = tuple(_merge(unit, known[unit.key].attributes) if unit.key in known else unit for unit in units)
    if not has_errors(reader.findings):
        here = (unit for unit in merged if unit.key in known)
        findings.extend(_lacking(grids.attributes, header, here, options))
    return merged, Beside(other, known)


def _merge(unit: Unit, attributes: dict[str, float | str]) -> Unit:
    return (
        replace(unit, attributes=MappingProxyType({**unit.attributes, **attributes})) if attributes else unit
    )


def tier_faults(options: ScoreOptions) -> list[Finding]:
    """Return E329 where tiers repeat, are unordered, or lie outside the scale."""
    bounds = [tier.min for tier in options.tiers]
    faults: list[Finding] = []
    place = Place("edition.toml", cell="tiers")
    shown = listed(f"{tier.name} ≥ {tier.min:g}" for tier in options.tiers)
    if bounds != sorted(bounds, reverse=True):
        faults.append(
            find("E329", place, shown.zh, tiers=shown, reason="没有由高到低排列", english="are not in descending order")
        )
    if len(set(bounds)) < len(bounds):
        faults.append(find("E329", place, shown.zh, tiers=shown, reason="重叠", english="overlap"))
    if len({tier.name for tier in options.tiers}) < len(bounds):
        faults.append(find("E329", place, shown.zh, tiers=shown, reason="有同名的", english="bear the same name"))
    if any(not options.scale[0] <= bound <= options.scale[1] for bound in bounds):
        beyond = Words("超出评分范围", "lie outside the scale")
        faults.append(find("E329", place, shown.zh, tiers=shown, reason=beyond.zh, english=beyond.en))
    return faults


def _book(read: Read) -> Book:
    sources: dict[tuple[str, str], Place] = {}
    for row, unit in zip(read.rows, read.units, strict=True):
        sources[unit.key, ""] = read.table.name_place(row)
        for key in row.cells:
            sources[unit.key, key] = read.table.place(row, key)
    tiers = tuple(Tier(t.name, t.min, index, t.short) for index, t in enumerate(read.options.tiers))
    return Book(
        title=read.options.title,
        year=read.options.year,
        tree=read.tree,
        units=read.units,
        tiers=tiers,
        scores=_columns(read.rolled.scores),
        given=_columns(read.given),
        coverage=_columns(read.rolled.coverage),
        given_ranks={
            u.key: int(r.rank) for r, u in zip(read.rows, read.units, strict=True) if r.rank is not None
        },
        sources=MappingProxyType(sources),
        ties=read.options.ties,
        brackets=read.options.missing == "bracket",
        scale=read.options.scale,
    )


def _columns(frame: pd.DataFrame) -> Columns:
    return {str(key): tuple(map(float, column.tolist())) for key, column in frame.items()}


def limit(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return the findings by severity, then as found, each once.

    Of one kind in one file at most a hundred are listed, then their number.
    """
    order = {"error": 0, "warning": 1, "note": 2}
    kept: list[Finding] = []
    counts: dict[tuple[str, str], int] = {}
    for finding in sorted(dict.fromkeys(findings), key=lambda f: order[f.severity]):
        kind = (finding.code, finding.place.file)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= MOST_OF_A_KIND:
            kept.append(finding)
    for (code, file), count in counts.items():
        if count > MOST_OF_A_KIND:
            first = next(finding for finding in kept if finding.code == code)
            rest = find("W199", Place(file), code, severity=first.severity, count=count - MOST_OF_A_KIND)
            kept.append(rest)
    return tuple(sorted(kept, key=lambda f: order[f.severity]))
