"""The indicator tree as a table: levels side by side with weights, or one indicator a row with its parent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from generator.findings import Finding
from generator.gazetteer.names import DIRECTION, INVISIBLE
from generator.scores.grid import Grid, Raw, cell_name, is_blank
from generator.scores.header import first_labels
from generator.scores.labels import (
    Role,
    english_level,
    level_of,
    normal,
    roles,
    weight_level,
)
from generator.scores.rules import NOTHING, Words, find, listed
from generator.scores.source import about
from generator.scores.tree import Indicator, Tree
from generator.scores.tree_sums import TOLERANCE, Node, check_sums
from generator.scores.tree_weights import Weights, as_shown, is_foot, read_weights
from generator.scores.values import LONGEST, has_control

LONGEST_NAME, DEEPEST, MOST = 60, 9, 2_000
_SHAPES = Words(
    "指标体系写作“一级指标、权重、二级指标、权重……”或“指标、上级指标、权重”",
    "a tree has the columns 一级指标, 权重, 二级指标, 权重 …, or 指标, 上级指标, 权重",
)
_HEADER_ROWS = 60
_ROOTS = {"", "-", "—", "总", "总指数", "综合指数", "总分", "综合得分", "root", "total", "none", "无"}


@dataclass(frozen=True)
class _Columns:
    """Where the levels, their weights and their English names stand; `header` is the row of the labels.

    In a table of one indicator a row, weights and names stand under level 0.
    """

    header: int
    levels: dict[int, int]
    weights: dict[int, int]
    indicator: int = -1
    parent: int = -1
    english: dict[int, int] = field(default_factory=dict)


def read_tree(grid: Grid) -> tuple[Tree | None, tuple[Finding, ...]]:
    """Return the tree of a grid and everything wrong with it; no tree where an error was found."""
    columns = _find_columns(grid)
    if columns is None:
        row, shown = first_labels(grid)
        zh, en = "没有“一级指标”或“指标”之类的列", "no column like 一级指标 or 指标"
        if shown.zh:
            zh, en = f"{zh}；第 {row + 1} 行写的是：{shown.zh}", f"{en}; row {row + 1} says: {shown.en}"
        place = grid.place(row, 0) if shown.zh else about(grid)
        return None, (find("E115", place, shown.zh, reason=Words(zh, en), near=_SHAPES),)
    body = sum(not all(map(is_blank, cells)) for cells in grid.rows[columns.header + 1 :])
    if body > MOST:
        reason = Words(f"指标超过 {MOST:,} 行", f"more than {MOST:,} rows of indicators")
        return None, (find("E323", about(grid), body, reason=reason, near=NOTHING),)
    findings: list[Finding] = []
    weights = read_weights(grid, columns.header, columns.weights.values(), findings)
    if columns.indicator >= 0:
        nodes = _read_pairs(grid, columns, weights, findings)
    else:
        nodes = _LevelReader(grid, columns, weights, findings).read()
    if not nodes and not findings:
        reason = Words("表头之下没有指标", "no indicators stand below the header")
        findings.append(find("E115", about(grid), reason=reason, near=_SHAPES))
    findings.extend(_unfit(grid, columns, nodes))
    weighted = bool(columns.weights)
    if weighted and nodes:
        check_sums(grid, nodes, findings)
    if any(finding.code.startswith("E") for finding in findings):
        return None, tuple(findings)
    return _tree(grid, columns, nodes, weighted), tuple(findings)


def _find_columns(grid: Grid) -> _Columns | None:
    for row, cells in enumerate(grid.rows[:_HEADER_ROWS]):
        levels = {level_of(cell): column for column, cell in enumerate(cells) if level_of(cell)}
        weighted = any(weight_level(cell) is not None for cell in cells)
        if 1 in levels and (len(levels) > 1 or weighted or _is_alone(cells)):
            return _Columns(
                row, levels, _columns_by_level(grid, row, levels, weight_level),
                english=_columns_by_level(grid, row, levels, english_level),
            )
        named = {role: column for column, cell in reversed(list(enumerate(cells))) for role in roles(cell)}
        if Role.INDICATOR in named and Role.WEIGHT in named:
            english = [column for column, cell in enumerate(cells) if english_level(cell) is not None]
            return _Columns(
                row, {}, {0: named[Role.WEIGHT]}, named[Role.INDICATOR], named.get(Role.PARENT, -1),
                {0: english[0]} if english else {},
            )
    return None


def _is_alone(cells: Sequence[Raw]) -> bool:
    """Return whether a row says nothing but the name of a level, as the head of a list of indicators does."""
    return all(is_blank(cell) or level_of(cell) or english_level(cell) is not None for cell in cells)


def _columns_by_level(
    grid: Grid, row: int, levels: dict[int, int], level_in: Callable[[Raw], int | None]
) -> dict[int, int]:
    """Return level → column of what goes with it (weight, English name): by the level in the label, else
    by the level column beside it.

    That is the one to its left, or to its right where the first weights stand before the first level.
    """
    found: dict[int, int] = {}
    plain = [column for column, cell in enumerate(grid.rows[row]) if level_in(cell) == 0]
    ahead = bool(plain) and plain[0] < min(levels.values())
    for column, cell in enumerate(grid.rows[row]):
        level = level_in(cell)
        if level is None:
            continue
        if level == 0:
            sides = [number for number, place in levels.items() if (place > column if ahead else place < column)]
            level = (min if ahead else max)(sides, key=lambda number: levels[number], default=0)
        if level in levels:
            found.setdefault(level, column)
    return found


class _LevelReader:
    """Reads levels side by side; an empty upper cell means the one above it, as in merged cells."""

    def __init__(self, grid: Grid, columns: _Columns, weights: Weights, findings: list[Finding]) -> None:
        self.grid, self.columns, self.weights, self.findings = grid, columns, weights, findings
        self.levels = sorted(columns.levels.items())
        self.nodes: dict[str, Node] = {}
        self.again: dict[str, dict[int, float]] = {}  # weights of indicators that several rows name, by row
        self.path: list[str] = []  # keys of the row above, from level 1 down

    def read(self) -> dict[str, Node]:
        """Return the nodes by key, parents before children."""
        for row in range(self.columns.header + 1, len(self.grid.rows)):
            if not all(is_blank(cell) for cell in self.grid.rows[row]) and not is_foot(self.grid, row):
                self._read_row(row)
        self._settle()
        return self.nodes

    def _read_row(self, row: int) -> None:
        for depth, (level, column) in enumerate(self.levels):
            deeper = [c for _, c in self.levels[depth + 1 :] if not is_blank(self.grid.at(row, c))]
            if not is_blank(self.grid.at(row, column)):
                if not self._enter(row, depth, column):
                    return
            elif not deeper:
                return
            elif depth >= len(self.path):
                self._orphan(row, deeper[0])
                return
            self._add(self.path[depth], self.path[depth - 1] if depth else None, level, row)

    def _enter(self, row: int, depth: int, column: int) -> bool:
        """Step into the indicator named in a cell; False where a last-level one stands twice."""
        name = clean_name(self.grid.at(row, column))
        key = f"{self.path[depth - 1]}/{name}" if depth else name
        if depth == len(self.levels) - 1 and key in self.nodes:
            self.findings.append(_twice(self.grid, self.nodes[key], row, column))
            return False
        if self.path[depth : depth + 1] != [key]:
            self.path[depth:] = [key]
        return True

    def _orphan(self, row: int, column: int) -> None:
        reason = Words("缺少上级指标", "no parent beside or above it")
        name = clean_name(self.grid.at(row, column))
        self.findings.append(find("E323", self.grid.place(row, column), name, reason=reason, near=NOTHING))

    def _add(self, key: str, parent: str | None, level: int, row: int) -> None:
        where = self.columns.weights.get(level, self.columns.levels[level])
        weight = self.weights.get((row, where)) if level in self.columns.weights else None
        if key not in self.nodes:
            name = clean_name(self.grid.at(row, self.columns.levels[level]))
            self.nodes[key] = Node(name, parent, level, row, where, weight, english=self._english(row, level))
            if parent is not None:
                self.nodes[parent].children.append(key)
            return
        node = self.nodes[key]
        node.english = node.english or self._english(row, level)
        if node.weight is None:
            node.weight, node.row = weight, row if weight is not None else node.row
        elif weight is not None:
            self.again.setdefault(key, {node.row: node.weight})[row] = weight

    def _settle(self) -> None:
        """Report (E319) the rows in which an indicator's weight is not the one that most of its rows give."""
        for key, given in self.again.items():
            node, weights = self.nodes[key], list(given.values())
            if max(weights) - min(weights) <= TOLERANCE:
                continue
            rounded = [round(weight, 9) for weight in weights]
            usual = max(dict.fromkeys(rounded), key=rounded.count)
            odd = [row for row, weight in zip(given, rounded, strict=True) if weight != usual]
            rest = [row for row in given if row not in odd]
            node.weight, node.row = given[rest[0]], rest[0]
            shown = listed(self._cell(row, node.column) for row in odd[:8])
            first = self._cell(rest[0], node.column)
            more = Words(f" 等 {len(rest)} 格", f" and {len(rest) - 1} more") if len(rest) > 1 else NOTHING
            cells = Words(f"{shown.zh}；{first}{more.zh}", f"{shown.en}; {first}{more.en}")
            self.findings.append(find("E319", self.grid.place(odd[0], node.column), node.name, cells=cells))

    def _cell(self, row: int, column: int) -> str:
        return f"{cell_name(row, column)} = {as_shown(self.grid, row, column)}"

    def _english(self, row: int, level: int) -> str:
        return _text(self.grid, row, self.columns.english.get(level, -1))


def _text(grid: Grid, row: int, column: int) -> str:
    """Return the text of a cell, empty where there is no such column."""
    value = grid.at(row, column) if column >= 0 else None
    return "" if value is None else " ".join(str(value).split())


def _twice(grid: Grid, node: Node, row: int, column: int) -> Finding:
    both = listed(sorted({cell_name(node.row, column), cell_name(row, column)}))
    cells = Words(f"重复出现 {both.zh}", f"it stands at {both.en}")
    return find("E319", grid.place(row, column), node.name, cells=cells)


def _read_pairs(grid: Grid, columns: _Columns, weights: Weights, findings: list[Finding]) -> dict[str, Node]:
    """Read one indicator a row with its parent; circles and orphans are E323."""
    flat: dict[str, Node] = {}
    for row in range(columns.header + 1, len(grid.rows)):
        raw = grid.at(row, columns.indicator)
        if is_blank(raw) or is_foot(grid, row):
            continue
        name = clean_name(raw)
        parent = clean_name(grid.at(row, columns.parent)) if columns.parent >= 0 else ""
        if normal(name) in _ROOTS and normal(parent) in _ROOTS:
            continue  # the index itself, named as the root of all
        if name in flat:
            findings.append(_twice(grid, flat[name], row, columns.indicator))
            continue
        top = normal(parent) in _ROOTS
        weight = weights.get((row, columns.weights[0]))
        english = _text(grid, row, columns.english.get(0, -1))
        flat[name] = Node(name, None if top else parent, 0, row, columns.weights[0], weight, english=english)
    return _paths(grid, columns, flat, findings)


def clean_name(raw: object) -> str:
    """Return an indicator's name as it is printed: no blanks at the ends, nothing that cannot be seen."""
    shown = f"{raw:.15g}" if isinstance(raw, float) else str(raw or "")
    seen = "".join(character for character in shown if character not in INVISIBLE)
    return "".join(line.strip() for line in re.split("[\r\n]+", seen))


def _unfit(grid: Grid, columns: _Columns, nodes: dict[str, Node]) -> list[Finding]:
    """Return what is wrong with the names: controls, changes of direction, or far too long."""
    findings: list[Finding] = []
    for node in nodes.values():
        column = columns.levels.get(node.level, columns.indicator)
        place = grid.place(node.row, max(column, 0))
        if has_control(node.name):
            findings.append(find("E313", place, node.name))
        elif any(character in DIRECTION for character in node.name):
            reason = Words("文字方向控制符", "a control of direction")
            findings.append(find("E311", place, node.name, reason=reason))
        elif len(node.name) > LONGEST:
            findings.append(find("E405", place, node.name))
        elif len(node.name) > LONGEST_NAME:
            findings.append(find("E310", place, node.name, count=len(node.name), limit=LONGEST_NAME))
    return findings


def _paths(
    grid: Grid, columns: _Columns, flat: dict[str, Node], findings: list[Finding]
) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    keys: dict[str, str] = {}
    waiting = list(flat.values())
    while waiting:
        ready = [node for node in waiting if node.parent is None or node.parent in keys]
        if not ready:
            break
        for node in ready:
            parent = None if node.parent is None else keys[node.parent]
            key = node.name if parent is None else f"{parent}/{node.name}"
            level = 1 if parent is None else nodes[parent].level + 1
            if level > DEEPEST:
                reason = Words(f"指标超过 {DEEPEST} 级", f"more than {DEEPEST} levels")
                findings.append(
                    find("E323", grid.place(node.row, columns.indicator), node.name, reason=reason, near=NOTHING)
                )
                return nodes
            keys[node.name] = key
            nodes[key] = replace(node, parent=parent, level=level)
            if parent is not None:
                nodes[parent].children.append(key)
        waiting = [node for node in waiting if node.name not in keys]
    for node in waiting:
        orphan = node.parent not in flat
        reason = Words("指标互为上下级", "indicators above one another")
        if orphan:
            reason = Words("上级指标不存在", "the parent is not in the tree")
        place = grid.place(node.row, max(columns.parent, 0))
        findings.append(find("E323", place, f"{node.name} ← {node.parent}", reason=reason, near=NOTHING))
    return nodes


def _english_column(node: Node, columns: _Columns) -> int:
    """Return where the English name of an indicator stands or should: its column, else that of the Chinese one."""
    own = columns.levels.get(node.level, columns.indicator)
    return columns.english.get(node.level, columns.english.get(0, own))


def _tree(grid: Grid, columns: _Columns, nodes: dict[str, Node], weighted: bool) -> Tree:
    families: dict[str | None, int] = {}
    for node in nodes.values():
        families[node.parent] = families.get(node.parent, 0) + 1
    indicators = tuple(
        Indicator(
            key=key,
            name=node.name,
            level=node.level,
            weight=(node.weight or 0.0) if weighted else 1 / families[node.parent],
            parent=node.parent,
            children=tuple(node.children),
            other=node.english,
            place=grid.place(node.row, _english_column(node, columns)),
        )
        for key, node in nodes.items()
    )
    return Tree(indicators, weighted)
