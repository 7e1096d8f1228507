"""The header of a score table, found by its content: which rows it spans and what each column is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.findings import Finding
from generator.scores.grid import Grid, Raw, cell_name, column_name, is_blank
from generator.scores.labels import Role, bare, is_summary, normal, roles
from generator.scores.options import ScoreOptions
from generator.scores.rules import find
from generator.scores.source import about
from generator.scores.tree import TOTAL, Indicator, Tree

_SEARCHED = 60  # rows in which a header is looked for
_NEAR = 70  # similarity (0–100) from which another name is suggested
_SPLIT = re.compile(r"\s*[/／>＞|｜→\n]\s*|\s+-\s+")


@dataclass(frozen=True)
class Header:
    """Rows `top`–`bottom` (from 0, ends included) and the columns by what they hold."""

    top: int
    bottom: int
    unit: int
    roles: dict[Role, int] = field(default_factory=dict)
    indicators: dict[str, int] = field(default_factory=dict)  # key (or TOTAL) → column
    attributes: dict[str, int] = field(default_factory=dict)  # name without its unit → column
    paths: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether the table has one score a row, with the indicator named beside it."""
        return Role.INDICATOR in self.roles


def find_header(
    grid: Grid, tree: Tree, options: ScoreOptions, only_attributes: bool = False
) -> tuple[Header | None, tuple[Finding, ...]]:
    """Return the header of a score table, or of an attribute table, and what is wrong with it."""
    merged = _merged_values(grid)
    top, unit = _first_row(grid, tree, merged)
    if top < 0:
        return None, (
            find("E115", about(grid), reason="没有“城市”之类的名称列" if grid.rows else "表是空的"),
        )
    bottom = _last_row(grid, merged, top, unit)
    top = _upper_row(grid, tree, merged, top)
    paths = _paths(grid, tree, merged, top, bottom)
    header = Header(top, bottom, unit, {Role.UNIT: unit}, paths=paths)
    findings = _resolve(grid, tree, options, header, only_attributes)
    return header, tuple(findings)


def _merged_values(grid: Grid) -> dict[tuple[int, int], Raw]:
    """Return the value of the first cell of an area for all its other cells, in the rows searched."""
    values: dict[tuple[int, int], Raw] = {}
    for area in grid.merges:
        if area.top >= _SEARCHED or area.right - area.left > 3000:
            continue
        for row in range(area.top, min(area.bottom, _SEARCHED) + 1):
            for column in range(area.left, area.right + 1):
                values[row, column] = grid.at(area.top, area.left)
    return values


def _cell(grid: Grid, merged: dict[tuple[int, int], Raw], row: int, column: int) -> Raw:
    return merged.get((row, column)) if (row, column) in merged else grid.at(row, column)


def _first_row(grid: Grid, tree: Tree, merged: dict[tuple[int, int], Raw]) -> tuple[int, int]:
    """Return the first row with a name column beside other labels, and that column; -1 if there is none."""
    for row, cells in enumerate(grid.rows[:_SEARCHED]):
        others = sum(not is_blank(cell) for cell in cells)
        below = any(not is_blank(cell) for cell in grid.rows[row + 1]) if row + 1 < len(grid.rows) else False
        wide = {column for column in range(len(cells)) if _spans_columns(grid, row, column)}
        candidates = [c for c, cell in enumerate(cells) if Role.UNIT in roles(cell) and c not in wide]
        if candidates and (others > 1 or below):
            strong = [c for c in candidates if not tree.names(str(cells[c]))]
            return row, (strong or candidates)[0]
    return -1, -1


def _spans_columns(grid: Grid, row: int, column: int) -> bool:
    return any(area.top == row and area.left == column and area.right > column for area in grid.merges)


def _last_row(grid: Grid, merged: dict[tuple[int, int], Raw], top: int, unit: int) -> int:
    """Return the last header row: labels go on while the name column is empty or repeats its label."""
    bottom = top
    label = normal(grid.at(top, unit))
    for row in range(top + 1, min(top + 8, len(grid.rows))):
        name = _cell(grid, merged, row, unit)
        cells = grid.rows[row]
        if not is_blank(name) and normal(name) != label:
            break
        inside = (row, unit) in merged and normal(name) == label
        texts = any(isinstance(cell, str) and not is_blank(cell) and not _numeric(cell) for cell in cells)
        numbers = any(isinstance(cell, float) or _numeric(cell) for cell in cells)
        if not inside and (numbers or not texts):
            break
        bottom = row
    return bottom


def _numeric(cell: Raw) -> bool:
    return isinstance(cell, str) and bool(re.fullmatch(r"\s*-?[\d.,]+%?\s*", cell))


def _upper_row(grid: Grid, tree: Tree, merged: dict[tuple[int, int], Raw], top: int) -> int:
    """Return the first header row: rows above belong to it while they name indicators."""
    while top > 0 and any(isinstance(cell, str) and tree.names(cell) for cell in grid.rows[top - 1]):
        top -= 1
    return top


def _paths(
    grid: Grid, tree: Tree, merged: dict[tuple[int, int], Raw], top: int, bottom: int
) -> dict[int, tuple[str, ...]]:
    """Return every column's labels from top to bottom; upper names reach right over empty cells."""
    width = max((len(row) for row in grid.rows[top : bottom + 1]), default=0)
    paths: dict[int, list[str]] = {column: [] for column in range(width)}
    for row in range(top, bottom + 1):
        carried = ""
        for column in range(width):
            value = _cell(grid, merged, row, column)
            text = "" if is_blank(value) else str(value).strip()
            if text:
                carried = text if row < bottom and tree.names(text) and (row, column) not in merged else ""
            elif carried and (row, column) not in merged and _continues(grid, row, bottom, column):
                text = carried
            if text and paths[column][-1:] != [text]:
                paths[column].append(text)
    return {column: tuple(path) for column, path in paths.items() if path}


def _continues(grid: Grid, row: int, bottom: int, column: int) -> bool:
    return any(
        not is_blank(cell := grid.at(below, column)) and not roles(cell)
        for below in range(row + 1, bottom + 1)
    )


def _resolve(
    grid: Grid, tree: Tree, options: ScoreOptions, header: Header, only_attributes: bool
) -> list[Finding]:
    """Fill the header's columns; every label that is neither indicator, role nor attribute is looked at."""
    findings: list[Finding] = []
    long = _is_long(header, tree)
    totals = {normal(name) for name in options.total_names}
    attributes = {bare(name) for name in options.attributes}
    ignored = {normal(name) for name in options.ignored_columns} | {
        bare(name) for name in options.ignored_columns
    }
    for column, path in header.paths.items():
        last, label = path[-1], bare(path[-1])
        found = () if only_attributes else _indicators(tree, path)
        known = roles(last)
        if column == header.unit or label in ignored or normal(last) in ignored:
            continue
        if not only_attributes and normal(last) in totals:
            _take(grid, header, TOTAL, column, findings)
        elif label in attributes or (only_attributes and not known):
            header.attributes.setdefault(_attribute(path), column)
        elif found:
            _take_indicator(grid, header, found, path, column, findings)
        elif known:
            _take_role(grid, header, known, column, long, only_attributes, findings)
        elif not only_attributes:
            findings.append(_stray(grid, tree, header, path, column))
    return findings


def _is_long(header: Header, tree: Tree) -> bool:
    known = {role for path in header.paths.values() for role in roles(path[-1]) if not tree.names(path[-1])}
    return Role.INDICATOR in known and Role.VALUE in known


def _attribute(path: tuple[str, ...]) -> str:
    """Return an attribute's name without the unit in brackets, as templates write it (GDP)."""
    return re.sub(r"\s*[（(][^（）()]*[）)]\s*$", "", path[-1]).strip()


def _indicators(tree: Tree, path: tuple[str, ...]) -> tuple[Indicator, ...]:
    parts = [part for part in path if tree.names(part)]
    if parts and tree.names(path[-1]):
        return tree.matches(parts) or tree.matches(parts[-1:])
    split = [part for part in _SPLIT.split(path[-1]) if part]
    if len(split) < 2:
        split = [part for part in re.split(r"[-－_·]", path[-1]) if part]
    return tree.matches(split) if len(split) > 1 else ()


def _take_indicator(
    grid: Grid,
    header: Header,
    found: tuple[Indicator, ...],
    path: tuple[str, ...],
    column: int,
    findings: list[Finding],
) -> None:
    if len(found) > 1:
        keys = "、".join(indicator.key for indicator in found[:6])
        place = grid.place(header.bottom, column)
        findings.append(find("E121", place, path[-1], reason=f"可能是 {keys}"))
    else:
        _take(grid, header, found[0].key, column, findings)


def _take(grid: Grid, header: Header, key: str, column: int, findings: list[Finding]) -> None:
    if key in header.indicators:
        other = cell_name(header.bottom, header.indicators[key])
        place = grid.place(header.bottom, column)
        findings.append(find("E121", place, header.paths[column][-1], reason=f"与 {other} 重复"))
    else:
        header.indicators[key] = column


def _take_role(
    grid: Grid,
    header: Header,
    known: tuple[Role, ...],
    column: int,
    long: bool,
    only_attributes: bool,
    findings: list[Finding],
) -> None:
    role = Role.VALUE if long and Role.VALUE in known else known[0]
    match role:
        case Role.TOTAL if not only_attributes:
            _take(grid, header, TOTAL, column, findings)
        case Role.ATTRIBUTE:
            header.attributes.setdefault(_attribute(header.paths[column]), column)
        case Role.UNIT if header.unit > column or Role.CITY in header.roles:
            pass
        case Role.REMARK if only_attributes:
            header.attributes.setdefault(_attribute(header.paths[column]), column)
        case Role.REMARK:
            name = header.paths[column][-1]
            findings.append(find("W124", grid.place(header.bottom, column), name))
        case _:
            header.roles.setdefault(role, column)


def _stray(grid: Grid, tree: Tree, header: Header, path: tuple[str, ...], column: int) -> Finding:
    """Return the finding for a label that is no indicator.

    A near name is suggested; else a column of numbers is an error, one of text is not used.
    """
    from rapidfuzz import fuzz, process

    place = grid.place(header.bottom, column)
    texts = {indicator.name for indicator in tree}
    near = process.extractOne(path[-1], texts, scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near:
        return find("E122", place, path[-1], near=near[0])
    body = [
        grid.at(row, column) for row in range(header.bottom + 1, min(header.bottom + 400, len(grid.rows)))
    ]
    numbers = sum(isinstance(cell, float) or _numeric(cell) for cell in body)
    if numbers and numbers * 2 >= sum(not is_blank(cell) for cell in body):
        hint = "请加入指标体系，或在版本文件中声明为属性列"
        return find(
            "E323",
            place,
            path[-1],
            reason="评分列不在指标体系中",
            english="score column not in the tree",
            near=hint,
            near_en="add it to the tree, or declare it as an attribute",
        )
    return find("W124", place, path[-1])


def missing_columns(grid: Grid, tree: Tree, header: Header) -> list[Finding]:
    """Return E323 for every indicator that neither has a column nor can be rolled up from its children.

    The place is the header cell beside which the column belongs: that of the nearest
    sibling, else of its parent, else of the name column.
    """
    if header.is_long or not tree.indicators or not header.indicators:
        return []
    findings: list[Finding] = []

    def covered(key: str) -> bool:
        """Whether some column at or below `key` is there."""
        return key in header.indicators or any(covered(child.key) for child in tree.children(key))

    def visit(key: str) -> None:
        children = tree.children(key)
        if not children or (key in header.indicators and not any(covered(child.key) for child in children)):
            if key not in header.indicators:
                findings.append(_missing(grid, tree, header, key))
            return
        if not any(covered(child.key) for child in children) and key != TOTAL:
            findings.append(_missing(grid, tree, header, key))
            return
        for child in children:
            visit(child.key)

    visit(TOTAL)
    return findings


def _missing(grid: Grid, tree: Tree, header: Header, key: str) -> Finding:
    family = tree.children(tree.indicator(key).parent or TOTAL)
    order = [indicator.key for indicator in family]
    here = order.index(key)
    beside = sorted((k for k in order if k in header.indicators), key=lambda k: abs(order.index(k) - here))
    parents = [above.key for above in tree.ancestors(key) if above.key in header.indicators]
    column = header.indicators[(beside or parents or [TOTAL])[0]] if beside or parents else header.unit
    hint = f"请在 {column_name(column)} 列旁补上“{tree.indicator(key).name}”一列"
    return find(
        "E323",
        grid.place(header.bottom, column),
        key,
        reason="指标没有评分列",
        english="indicator without a column",
        near=hint,
        near_en=f"add it beside column {column_name(column)}",
    )


def is_summary_row(cells: list[Raw], unit: int) -> Raw:
    """Return the label that makes a row a summary or note row, None for a data row."""
    name = cells[unit] if unit < len(cells) else None
    if not is_blank(name):
        return name if is_summary(name) else None
    first = next((cell for cell in cells if not is_blank(cell)), None)
    return first if isinstance(first, str) and is_summary(first) else None
