"""What each column of a score table is: an indicator, the total, a role, an attribute, or a fault."""

from __future__ import annotations

import re

from generator.findings import Finding
from generator.scores.grid import CellError, Grid, cell_name, column_name, is_blank
from generator.scores.header import Header, is_numeric
from generator.scores.labels import Role, bare, normal, roles
from generator.scores.options import ScoreOptions
from generator.scores.rules import NOTHING, Words, find, listed
from generator.scores.tree import TOTAL, Indicator, Tree

_NEAR = 70  # similarity (0–100) from which another name is suggested
_SPLIT = re.compile(r"\s*[/／>＞|｜→\n]\s*|\s+-\s+")
_LOOSE = re.compile(r"[-－_·]")
_DRESS = re.compile(r"^(?:19|20)\d\d年?度?|(?:指标)?(?:的?得分|评分|分数|分值|指数|值|分)$")
_RANKED = re.compile(r"[（(]?(?:排名|名次|位次|排序)[)）]?$")
_MOST_MERGES = 500  # areas of merged cells that are looked through
_LOOKED_AT = 400  # rows of a column that tell numbers from text


class ColumnReader:
    """Fills a header's columns; every label that is neither indicator, role nor attribute is looked at.

    With `only_attributes` the table is one of attributes: every column but the names is one.
    """

    def __init__(
        self, grid: Grid, tree: Tree, options: ScoreOptions, header: Header, only_attributes: bool = False
    ) -> None:
        self.grid, self.tree, self.header = grid, tree, header
        self.only_attributes = only_attributes
        self.totals = {normal(name) for name in options.total_names}
        self.groups = {normal(name) for name in options.group_names}
        self.attributes = {bare(name) for name in options.attributes}
        self.ignored = {form(name) for name in options.ignored_columns for form in (normal, bare)}
        self.findings: list[Finding] = []
        self.misspelt: set[str] = set()
        self.nameless: list[int] = []  # columns of numbers without a label
        labels = [path[-1] for path in header.paths.values() if not tree.names(path[-1])]
        known = {role for label in labels for role in roles(label)}
        self.long = Role.INDICATOR in known and Role.VALUE in known and not only_attributes

    def read(self) -> tuple[Finding, ...]:
        """Resolve all columns and return what is wrong with them."""
        for column in self.header.paths:
            if column != self.header.unit:
                self._resolve(column)
        self._nameless()
        if not self.only_attributes:
            self._missing()
        return tuple(self.findings)

    def _resolve(self, column: int) -> None:
        path = self.header.paths[column]
        last, label = path[-1], bare(path[-1])
        known = roles(last)
        if label in self.ignored or normal(last) in self.ignored:
            return
        if normal(last) in self.groups:
            self._take_role(column, (Role.PROVINCE,))
        elif self.only_attributes:
            self._take_role(column, known) if known else self._take_attribute(column)
        elif normal(last) in self.totals:
            self._take(TOTAL, column)
        elif found := self._indicators(path):
            self._take_indicator(found, column)
        elif label in self.attributes:
            self._take_attribute(column)
        elif known:
            self._take_role(column, known)
        else:
            self._stray(column)

    def _indicators(self, path: tuple[str, ...]) -> tuple[Indicator, ...]:
        """Return the indicators a column's labels may mean: by the last label with those above it.

        A plain 得分 or 小计 under a merged indicator is that indicator's own score.
        """
        parts = [part for part in path if self.tree.names(part)]
        if parts and self.tree.names(path[-1]):
            return self.tree.matches(parts) or self.tree.matches(parts[-1:])
        if parts and (Role.TOTAL in roles(path[-1]) or normal(path[-1]) in ("小计", "合计")):
            return self.tree.matches(parts)
        for mark in (_SPLIT, _LOOSE):
            split = [part for part in mark.split(path[-1]) if part]
            if len(split) > 1 and (found := self.tree.matches(split)):
                return found
        return ()

    def _take_indicator(self, found: tuple[Indicator, ...], column: int) -> None:
        deepest = found[-1].key
        if all(deepest == indicator.key or deepest.startswith(f"{indicator.key}/") for indicator in found):
            self._take(deepest, column)  # an only child called like its parent
            return
        keys = listed(indicator.key for indicator in found[:6])
        self.misspelt |= {indicator.key for indicator in found}
        self._report("E121", column, reason=f"可能是 {keys.zh}", english=f"may be {keys.en}")

    def _take(self, key: str, column: int) -> None:
        if key not in self.header.indicators:
            self.header.indicators[key] = column
            return
        other = cell_name(self.header.labels, self.header.indicators[key])
        self._report("E121", column, reason=f"与 {other} 重复", english=f"the same as {other}")

    def _take_attribute(self, column: int) -> None:
        self.header.attributes.setdefault(attribute_name(self.header.paths[column][-1]), column)

    def _take_role(self, column: int, known: tuple[Role, ...]) -> None:
        role = Role.VALUE if self.long and Role.VALUE in known else known[0]
        below_indicator = any(self.tree.names(part) for part in self.header.paths[column][:-1])
        match role:
            case Role.RANK if below_indicator or role in self.header.roles:
                self._report("W124", column)
            case Role.TOTAL if not self.only_attributes:
                self._take(TOTAL, column)
            case Role.ATTRIBUTE | Role.TIER:
                self._take_attribute(column)
            case Role.REMARK if self.only_attributes:
                self._take_attribute(column)
            case Role.REMARK:
                pass  # meant for the reader of the table
            case Role.UNIT:  # the city beside a county, or a second name column
                self.header.roles.setdefault(Role.CITY, column)
            case _:
                self.header.roles.setdefault(role, column)

    def _stray(self, column: int) -> None:
        """Report a label that is no indicator: a near name, a column of numbers, or one of text."""
        label = self.header.paths[column][-1]
        raw = self.grid.at(self.header.labels, column)
        if isinstance(raw, CellError):
            self._report("E210", column)
        elif self.tree.names(_RANKED.sub("", label)):  # 网络排名: ranks on an indicator, which are computed here
            self._report("W124", column)
        elif near := near_name(label, {indicator.name for indicator in self.tree}):
            self.misspelt |= {indicator.key for indicator in self.tree if indicator.name == near}
            self._report("E122", column, near=near)
        elif self._holds_numbers(column):
            reason = Words("评分列不在指标体系中", "a score column that is not in the tree")
            zh = "请加入指标体系，或在版本文件中声明为属性列（attributes）或不用的列（ignored_columns）"
            hint = Words(zh, "add it to the tree, or declare it as an attribute or in ignored_columns")
            self._report("E323", column, reason=reason, near=hint)
        else:
            self._report("W124", column)

    def _body(self, column: int) -> list[object]:
        rows = range(self.header.bottom + 1, min(self.header.bottom + _LOOKED_AT, len(self.grid.rows)))
        return [cell for row in rows if not is_blank(cell := self.grid.at(row, column))]

    def _holds_numbers(self, column: int) -> bool:
        body = self._body(column)
        numbers = sum(
            isinstance(cell, float) or (isinstance(cell, str) and is_numeric(cell)) for cell in body
        )
        return numbers > 0 and numbers * 2 >= len(body)

    def _nameless(self) -> None:
        """Report columns of numbers without a label; in a text table they mean a stray separator."""
        first = self.header.bottom + 1
        width = max((len(row) for row in self.grid.rows[first : first + _LOOKED_AT]), default=0)
        for column in range(width):
            if column in self.header.paths or not self._body(column):
                continue
            row = next(r for r in range(first, len(self.grid.rows)) if not is_blank(self.grid.at(r, column)))
            beyond = self.grid.text_is_number and column > max(self.header.paths)
            if beyond or self._holds_numbers(column):
                place = self.grid.place(row, column)
                self.nameless.append(column)
                letter = column_name(column)
                if beyond:
                    self.findings.append(find("E126", place, self.grid.at(row, column), column=letter))
                else:
                    self.findings.append(find("W126", place, letter, near=self._under_merged(column)))

    def _under_merged(self, column: int) -> Words:
        """Return what to say of a column whose label is lost in a merged cell of the header."""
        header = self.header
        for area in self.grid.merges[:_MOST_MERGES]:
            if area.left <= column <= area.right and header.top <= area.bottom and area.top <= header.bottom:
                zh = f"；表头的 {area} 是合并单元格，请取消合并、逐列写明"
                return Words(zh, f"; {area} in the header is merged: label each column")
        return NOTHING

    def _report(self, code: str, column: int, **fields: str | Words) -> None:
        place = self.grid.place(self.header.labels, column)
        self.findings.append(find(code, place, self.header.paths[column][-1], None, **fields))

    def _missing(self) -> None:
        """Report every indicator that neither has a column nor can be rolled up from its children (E323).

        The place is the header cell beside which the column belongs: that of the nearest
        sibling, else of its parent, else of the name column. A misspelt column is not
        reported again as missing.
        """
        if self.long or not self.tree.indicators or not self.header.indicators:
            return
        for key in _uncovered(self.tree, set(self.header.indicators)):
            if key not in self.misspelt:
                self._report_missing(key)

    def _report_missing(self, key: str) -> None:
        columns = self.header.indicators
        family = self.tree.children(self.tree.indicator(key).parent or TOTAL)
        order = [indicator.key for indicator in family]
        here = order.index(key)
        beside = sorted((k for k in order if k in columns), key=lambda k: abs(order.index(k) - here))
        parents = [above.key for above in self.tree.ancestors(key) if above.key in columns]
        column = columns[(beside + parents)[0]] if beside or parents else self.header.unit
        column = next((c for c in self.nameless if abs(c - column) == 1), column)
        letter = column_name(column)
        reason = Words("指标没有评分列", "an indicator without a column")
        zh = f"请在 {letter} 列旁补上“{self.tree.indicator(key).name}”一列"
        hint = Words(zh, f"add it beside column {letter}")
        place = self.grid.place(self.header.labels, column)
        self.findings.append(find("E323", place, key, reason=reason, near=hint))


def near_name(label: str, names: set[str]) -> str:
    """Return the indicator that a label most likely means, empty where none is near.

    A label may be dressed up (2020年网络得分), differ in a few signs, or, of two or three, in one.
    """
    from rapidfuzz import fuzz, process

    plain = {normal(name): name for name in names}
    core = _DRESS.sub("", normal(label))
    if core in plain:
        return plain[core]
    if found := process.extractOne(label, names, scorer=fuzz.ratio, score_cutoff=_NEAR):
        return str(found[0])
    alike = [name for name in names if 2 <= len(name) == len(label) <= 3 and _differing(name, label) == 1]
    return alike[0] if len(alike) == 1 else ""


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def attribute_name(label: str) -> str:
    """Return an attribute's name without the unit in brackets, as templates write it (GDP)."""
    return re.sub(r"\s*[（(][^（）()]*[）)]\s*$", "", label).strip()


def _uncovered(tree: Tree, given: set[str]) -> list[str]:
    """Return the keys that lack a column: where some of a family are given, all must be, at some level."""
    found: list[str] = []

    def covered(key: str) -> bool:
        return key in given or any(covered(child.key) for child in tree.children(key))

    def visit(key: str) -> None:
        children = tree.children(key)
        if any(covered(child.key) for child in children):
            for child in children:
                visit(child.key)
        elif key not in given and key != TOTAL:
            found.append(key)

    visit(TOTAL)
    return found
