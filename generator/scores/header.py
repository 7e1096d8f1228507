"""The header of a score table, found by its content: which rows it spans, and every column's labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.findings import Finding
from generator.scores.grid import Grid, Raw, is_blank
from generator.scores.labels import Role, bare, is_measure, is_summary, normal, roles
from generator.scores.options import ScoreOptions
from generator.scores.rules import NOTHING, Words, find, listed, show
from generator.scores.source import about
from generator.scores.tree import Tree

_SEARCHED = 60  # rows in which a header is looked for
_MOST_CANDIDATES = 8
_GARBLED = Words(
    "文字像是 UTF-8 被当作 GBK 存过一次，请从原文件重新导出",
    "the text looks like UTF-8 saved as GBK: export it anew from its source",
)
_MERGED_CELLS = 200_000  # merged header cells that are looked at


@dataclass(frozen=True)
class Header:
    """Rows `top`–`bottom` (from 0, ends included) and the columns by what they hold."""

    top: int
    bottom: int
    unit: int
    roles: dict[Role, int] = field(default_factory=dict)
    paths: dict[int, tuple[str, ...]] = field(default_factory=dict)  # column → its labels, top to bottom
    indicators: dict[str, int] = field(default_factory=dict)  # key (or TOTAL) → column
    attributes: dict[str, int] = field(default_factory=dict)  # name without its unit → column
    measures: tuple[int, ...] = ()  # rows among them that hold units or weights (分, 60%), no names

    @property
    def labels(self) -> int:
        """The lowest row of labels, which is where a column is named."""
        return max(row for row in range(self.top, self.bottom + 1) if row not in self.measures)

    @property
    def is_long(self) -> bool:
        """Whether the table has one score a row, with the indicator named beside it."""
        return Role.INDICATOR in self.roles


def find_header(grid: Grid, tree: Tree, options: ScoreOptions) -> tuple[Header | None, tuple[Finding, ...]]:
    """Return the rows and labels of a header; its columns are still to be resolved (`columns.py`).

    Of all rows with a name column the one is taken that has most labels with a meaning, so
    that a line such as 单位 | 分 above the header is not taken for it.
    """
    merged = _merged_values(grid)
    best: Header | None = None
    for row, unit in _candidates(grid, tree, options):
        last = _last_row(grid, merged, row, unit)
        top = _upper_row(grid, tree, row)
        measures = tuple(r for r in range(row + 1, last + 1) if _is_measures(grid, merged, r, unit))
        bottom = max(r for r in range(row, last + 1) if r not in measures)
        paths = _paths(grid, tree, merged, top, bottom)
        header = Header(top, last, unit, {Role.UNIT: unit}, paths, measures=measures)
        if best is None or _meaning(header, tree) > _meaning(best, tree):
            best = header
    if best is None:
        row, shown = first_labels(grid)
        place = grid.place(row, 0) if shown.zh else about(grid)
        return None, (find("E115", place, shown.zh, reason=_why_none(grid, options), near=where_else(grid)),)
    return best, ()


def _why_none(grid: Grid, options: ScoreOptions) -> Words:
    if not grid.rows:
        return Words("表是空的", "the table is empty")
    name = (*options.unit_names, "城市")[0]
    row, shown = first_labels(grid)
    zh, en = f"没有“{name}”之类的名称列", f"no column of names, such as “{name}”"
    if shown.zh:
        zh, en = f"{zh}；第 {row + 1} 行写的是：{shown.zh}", f"{en}; row {row + 1} says: {shown.en}"
    return Words(zh, en)


def first_labels(grid: Grid) -> tuple[int, Words]:
    """Return the first row that holds something, and what its first cells say."""
    for row, cells in enumerate(grid.rows):
        if shown := [show(cell, 20) for cell in cells if not is_blank(cell)]:
            return row, listed(shown[:6])
    return 0, NOTHING


def where_else(grid: Grid) -> Words:
    """Return what the header needs and, in a workbook, which other sheets there are (hidden ones with a star)."""
    zh, en = "表头需要有“城市”（或“地区”“名称”）一列", "the header needs a column 城市 (or 地区, 名称, city)"
    if grid.others:
        names = listed(grid.others)
        zh += f"；或在版本文件中写明另一张工作表：{names.zh}"
        en += f"; or name another sheet in the edition file: {names.en}"
    if any(Role.UNIT in roles(cell) for row in grid.rows[_SEARCHED : 5 * _SEARCHED] for cell in row):
        zh, en = f"{zh}，并在前 {_SEARCHED} 行之内", f"{en}, within the first {_SEARCHED} rows"
    if grid.text_is_number and all(sum(not is_blank(cell) for cell in row) < 2 for row in grid.rows):
        zh, en = f"{zh}；各列之间用逗号或制表符分开", f"{en}; columns are parted by commas or tabs"
    if any(_is_garbled(cell) for row in grid.rows[:_SEARCHED] for cell in row):
        zh, en = f"{zh}；{_GARBLED.zh}", f"{en}; {_GARBLED.en}"
    if any(finding.code == "OK105" for finding in grid.findings):
        zh, en = f"{zh}；编码若不是 GB18030，请另存为 UTF-8", f"{en}; if it is not GB18030, save it as UTF-8"
    return Words(zh, en)


def _is_garbled(cell: Raw) -> bool:
    """Return whether a text is Chinese in UTF-8 that was read as GBK and saved so: 鍩庡競 is 城市."""
    if not isinstance(cell, str):
        return False
    try:
        meant = cell.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return False
    return any("\u4e00" <= char <= "\u9fff" for char in meant)


def _meaning(header: Header, tree: Tree) -> int:
    """Return how many columns besides the names carry a label that is an indicator or a role."""
    labels = [path[-1] for column, path in header.paths.items() if column != header.unit]
    return sum(tree.names(label) or bool(roles(label)) for label in labels)


def _merged_values(grid: Grid) -> dict[tuple[int, int], Raw]:
    """Return the value of the first cell of an area for all its other cells, in the rows searched."""
    values: dict[tuple[int, int], Raw] = {}
    for area in grid.merges:
        if area.top >= _SEARCHED or len(values) > _MERGED_CELLS:
            continue
        for row in range(area.top, min(area.bottom, _SEARCHED) + 1):
            for column in range(area.left, min(area.right, area.left + 2_000) + 1):
                values[row, column] = grid.at(area.top, area.left)
    return values


def _widely_merged(grid: Grid) -> set[tuple[int, int]]:
    """Return the cells, in the rows searched, that a merged area over several columns covers."""
    found: set[tuple[int, int]] = set()
    for area in grid.merges:
        if area.top < _SEARCHED and area.right > area.left and len(found) < _MERGED_CELLS:
            rows = range(area.top, min(area.bottom, _SEARCHED) + 1)
            found |= {(r, c) for r in rows for c in range(area.left, min(area.right, area.left + 2_000) + 1)}
    return found


def _cell(grid: Grid, merged: dict[tuple[int, int], Raw], row: int, column: int) -> Raw:
    return merged.get((row, column)) if (row, column) in merged else grid.at(row, column)


def _candidates(grid: Grid, tree: Tree, options: ScoreOptions) -> Iterator[tuple[int, int]]:
    """Yield the rows with a name column beside other labels, and that column.

    Where cities and counties stand side by side, the level of the table says which are the units.
    """
    wide = {(area.top, area.left) for area in grid.merges if area.right > area.left}
    own = {bare(name) for name in options.unit_names}
    found = 0
    for row, cells in enumerate(grid.rows[:_SEARCHED]):
        others = sum(not is_blank(cell) for cell in cells)
        below = row + 1 < len(grid.rows) and any(not is_blank(cell) for cell in grid.rows[row + 1])
        named = [
            c for c, cell in enumerate(cells)
            if (Role.UNIT in roles(cell) or bare(cell) in own) and (row, c) not in wide
        ]
        if named and (others > 1 or below) and found < _MOST_CANDIDATES:
            named = [c for c in named if not tree.names(str(cells[c]))] or named
            found += 1
            yield row, named[0 if options.level == "city" else -1]


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
        texts = any(isinstance(cell, str) and not is_blank(cell) and not is_numeric(cell) for cell in cells)
        numbers = any(isinstance(cell, float) or is_numeric(cell) for cell in cells)
        if not inside and (numbers or not texts):
            break
        bottom = row
    return bottom


def _is_measures(grid: Grid, merged: dict[tuple[int, int], Raw], row: int, unit: int) -> bool:
    """Return whether a row below the labels holds only units, full scores or weights: 分, %, （亿元）, 60%."""
    cells = [cell for c, cell in enumerate(grid.rows[row]) if c != unit and (row, c) not in merged]
    seen = [cell for cell in cells if not is_blank(cell)]
    return bool(seen) and all(isinstance(cell, float) or is_numeric(cell) or is_measure(cell) for cell in seen)


def is_numeric(cell: Raw) -> bool:
    """Return whether a text cell holds nothing but a number."""
    return isinstance(cell, str) and bool(re.fullmatch(r"\s*-?[\d.,]+%?\s*", cell))


def _upper_row(grid: Grid, tree: Tree, top: int) -> int:
    """Return the first header row: rows above belong to it while they name indicators."""
    while top > 0 and any(isinstance(cell, str) and tree.names(cell) for cell in grid.rows[top - 1]):
        top -= 1
    return top


def _paths(
    grid: Grid, tree: Tree, merged: dict[tuple[int, int], Raw], top: int, bottom: int
) -> dict[int, tuple[str, ...]]:
    """Return every column's labels from top to bottom; upper names reach right over empty cells.

    A column that only lies under a wide merged label has no label of its own and is left out.
    """
    wide = _widely_merged(grid)
    width = max((len(row) for row in grid.rows[top : bottom + 1]), default=0)
    paths: dict[int, list[str]] = {column: [] for column in range(width)}
    named: set[int] = set()
    for row in range(top, bottom + 1):
        carried = ""
        for column in range(width):
            value = _cell(grid, merged, row, column)
            text = "" if is_blank(value) else str(value).strip()
            if text and (row, column) not in wide:
                named.add(column)
            if text:
                carried = text if row < bottom and tree.names(text) and (row, column) not in merged else ""
            elif carried and (row, column) not in merged and _continues(grid, row, bottom, column):
                text = carried
            if text and paths[column][-1:] != [text]:
                paths[column].append(text)
    return {column: tuple(path) for column, path in paths.items() if column in named}


def _continues(grid: Grid, row: int, bottom: int, column: int) -> bool:
    return any(
        not is_blank(cell := grid.at(below, column)) and not roles(cell)
        for below in range(row + 1, bottom + 1)
    )


def is_summary_row(cells: list[Raw], unit: int) -> Raw:
    """Return the label that makes a row a summary or note row, None for a data row."""
    name = cells[unit] if unit < len(cells) else None
    if not is_blank(name):
        return name if is_summary(name) else None
    first = next((cell for cell in cells if not is_blank(cell)), None)
    return first if isinstance(first, str) and is_summary(first) else None
