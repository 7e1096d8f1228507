"""Reads the body of a score table, row by row and cell by cell, and gathers what is wrong with it."""

from __future__ import annotations

import re

from generator.findings import Finding, Place, Severity
from generator.scores.body_rows import BodyRows
from generator.scores.columns import attribute_name, near_name
from generator.scores.grid import CellError, ExcelDate, Grid, Raw, column_name, is_blank, rows_in_english, runs
from generator.scores.header import Header, is_summary_row
from generator.scores.labels import Role
from generator.scores.options import ScoreOptions
from generator.scores.rules import NOTHING, Words, find, listed
from generator.scores.table import MISSING, Row, ScoreTable
from generator.scores.tree import TOTAL, Tree
from generator.scores.values import LONGEST, Reading, has_control, looks_like_formula, read_number

_FULL = 100  # full marks of the usual scale
_NOISE = 1e-9  # what the arithmetic of a sheet may add beyond a bound
_TOTAL, _ALL = Words("综合得分", "total"), Words("全部指标", "any indicator")
_FILL_DOWN = Words(
    "；省份只写在第一行的，可在 edition.toml 的 [scores] 中写 fill_down_province = true",
    "; where a province stands in its first row only, write fill_down_province = true in [scores] of edition.toml",
)
_MOST_MERGES = 500  # areas that are looked through for an empty cell
_OUTSIDE = re.compile(r"(?:^=|[-+*/(,;=])\s*[\w.]+\|[^!]*!|\b(?:WEBSERVICE|RTD|IMAGE|CUBEVALUE)\(", re.IGNORECASE)


class TableReader:
    """Reads the body below a header; gathers findings as it goes."""

    def __init__(self, grid: Grid, header: Header, tree: Tree, options: ScoreOptions) -> None:
        self.grid, self.header, self.tree, self.options = grid, header, tree, options
        self.table = ScoreTable(grid, header)
        self.findings: list[Finding] = []
        self.markers = frozenset(options.missing_markers)
        self.repeated: dict[tuple[str, int], list[tuple[int, Raw, str]]] = {}
        self.homes: dict[tuple[str, str], Row] = {}
        self.needed = {attribute_name(name) for name in options.attributes}
        self.computable = {i.key for i in tree if i.children} | {TOTAL}

    def read(self) -> ScoreTable:
        """Return the table; findings are in `findings` afterwards."""
        self._merged_names()
        rows = BodyRows(self.grid, self.header, self.table, self.tree, self.findings)
        for index in self.header.measures:
            rows.keep_weights(index)
        for index in rows.data():
            row = self._row(index)
            if row is None:
                continue
            if self.header.is_long:
                self._long_value(row)
            else:
                self._wide_values(row)
                self.table.rows.append(row)
        self._report_repeated()
        self._report_hidden()
        return self.table

    def _merged_names(self) -> None:
        columns = [self.header.unit]
        if Role.PROVINCE in self.header.roles and not self.options.fill_down_province:
            columns.append(self.header.roles[Role.PROVINCE])
        for area in self.grid.merges:
            if not self.header.bottom < area.top < area.bottom or area.top >= len(self.grid.rows):
                continue
            note = is_summary_row(self.grid.rows[area.top], self.header.unit) is not None
            if not note and any(area.left <= column <= area.right for column in columns):
                more = NOTHING if area.left <= self.header.unit <= area.right else _FILL_DOWN
                self.findings.append(find("E117", self.grid.place(area.top, area.left), area, near=more))

    def _row(self, index: int) -> Row | None:
        name = self._text(index, self.header.unit)
        if name is None:
            return None
        row = Row(index, name)
        row.province = self._role_text(index, Role.PROVINCE)
        row.city = self._role_text(index, Role.CITY)
        row.code = self._role_text(index, Role.CODE)
        if Role.RANK in self.header.roles:
            row.rank = self._rank(index, self.header.roles[Role.RANK])
        for attribute, column in self.header.attributes.items():
            value = self._attribute(index, column, needed=attribute in self.needed)
            if value is not None:
                row.attributes[attribute] = value
        return row

    def _rank(self, index: int, column: int) -> float | None:
        reading = read_number(self.grid.at(index, column), self.markers)
        if reading.value is None and reading.code not in ("blank", "marker"):
            self._bad_number(index, column, reading)
        elif reading.value is not None and (reading.value < 1 or not reading.value.is_integer()):
            self.findings.append(find("E332", self.grid.place(index, column), self.grid.at(index, column)))
            return None
        return reading.value

    def _role_text(self, index: int, role: Role) -> str:
        column = self.header.roles.get(role)
        if column is None:
            return ""
        raw = self.grid.at(index, column)
        if role is Role.PROVINCE and is_blank(raw) and self.options.fill_down_province:
            above = next(
                (
                    r
                    for r in range(index - 1, self.header.bottom, -1)
                    if not is_blank(self.grid.at(r, column))
                ),
                -1,
            )
            return str(self.grid.at(above, column)) if above >= 0 else ""
        if isinstance(raw, float):
            return f"{raw:.0f}"
        return "" if is_blank(raw) else self._text(index, column) or ""

    def _text(self, index: int, column: int) -> str | None:
        """Return a text cell, None (reported) where it cannot be one."""
        raw = self.grid.at(index, column)
        place = self.grid.place(index, column)
        if isinstance(raw, ExcelDate | CellError | bool):
            self._bad_number(index, column, read_number(raw))
            return None
        text = f"{raw:.15g}" if isinstance(raw, float) else str(raw)
        if len(text) > LONGEST:
            self.findings.append(find("E405", place, f"{text[:20]}…"))
            return None
        if has_control(text):
            self.findings.append(find("E313", place, text))
            return None
        if looks_like_formula(text):
            self.findings.append(find("W314", place, text))
        return text

    def _attribute(self, index: int, column: int, needed: bool) -> float | str | None:
        """Return what a cell beside the scores says; one that the edition calculates with must be a number."""
        raw = self.grid.at(index, column)
        reading = read_number(raw, self.markers, thousands=True)
        if reading.value is not None:
            if reading.code == "W203" and not self.grid.text_is_number:
                self._repeat("W203", index, column, raw, f"{reading.value:.10g}")
            return reading.value
        if reading.code in ("blank", "marker"):
            return None
        if isinstance(raw, str) and reading.code in ("E204", "E207") and (not needed or looks_like_formula(raw)):
            return self._text(index, column)
        self._bad_number(index, column, reading)
        return None

    def _wide_values(self, row: Row) -> None:
        leaves = {column for key, column in self.header.indicators.items() if not self._is_computable(key)}
        columns = leaves or set(self.header.indicators.values())
        formulas = any((row.index, column) in self.grid.formulas for column in columns)
        if columns and not formulas and all(is_blank(self.grid.at(row.index, column)) for column in columns):
            place = self.grid.place(row.index, min(columns))
            severity = None if self.options.missing in ("error", "strict") else Severity.WARNING
            near = self._merged_at(row.index, min(columns))
            self.findings.append(find("E214", place, "", severity, unit=row.name, indicator=_ALL, near=near))
            return
        for key, column in self.header.indicators.items():
            self._value(row, key, row.index, column)

    def _long_value(self, row: Row) -> None:
        """Add one score of a long table to its unit's row, which the first of its rows makes."""
        column = self.header.roles[Role.INDICATOR]
        name = str(self.grid.at(row.index, column) or "").strip()
        found = self.tree.matches([part for part in name.split("/") if part])
        above = (
            self.grid.at(row.index, self.header.roles[Role.PARENT])
            if Role.PARENT in self.header.roles
            else None
        )
        if len(found) > 1 and not is_blank(above):
            found = self.tree.matches([str(above), name])
        place = self.grid.place(row.index, column)
        if len(found) != 1:
            self.findings.append(self._unknown_indicator(place, name, [i.key for i in found]))
            return
        home = self.homes.setdefault((row.name, row.province), row)
        if home is row:
            self.table.rows.append(row)
        key = found[0].key
        if key in home.cells:
            self.findings.append(
                find(
                    "E301",
                    place,
                    f"{row.name} {name}",
                    cells=listed((self.table.place(home, key).cell, place.cell)),
                )
            )
            return
        self._value(home, key, row.index, self.header.roles[Role.VALUE])

    def _unknown_indicator(self, place: Place, name: str, keys: list[str]) -> Finding:
        if keys:
            may = listed(keys[:6])
            return find("E121", place, name, reason=f"可能是 {may.zh}", english=f"may be {may.en}")
        if near := near_name(name, {indicator.name for indicator in self.tree}):
            return find("E122", place, name, near=near)
        reason = Words("指标不在指标体系中", "an indicator that is not in the tree")
        names = listed([indicator.name for indicator in self.tree.leaves()][:8])
        known = Words(f"请改正名称；体系中有：{names.zh} 等", f"mend the name; the tree has {names.en} …")
        return find("E323", place, name, reason=reason, near=known)

    def _value(self, row: Row, key: str, index: int, column: int) -> None:
        raw = self.grid.at(index, column)
        row.cells[key] = (index, column)
        formula = self.grid.formulas.get((index, column))
        if formula is not None and _is_external(formula):
            self._repeat("W212", index, column, formula, "")
        if (index, column) in self.grid.uncached:
            self._uncached(key, index, column, formula or "")
            return
        reading = read_number(raw, self.markers)
        if reading.value is None or reading.code == "percent":
            self._no_value(row, key, index, column, reading)
            return
        if (index, column) in self.grid.percent:
            self._percentage(index, column, reading.value)
            return
        if reading.code == "W203" and not self.grid.text_is_number:
            self._repeat("W203", index, column, raw, f"{reading.value:.10g}")
        low, high = self.options.scale
        value = next((bound for bound in (low, high) if abs(reading.value - bound) < _NOISE), reading.value)
        if not low <= value <= high:
            shown = f"{value:.10g}" if not low <= float(f"{value:.10g}") <= high else repr(value)
            place = self.grid.place(index, column)
            near = _without_point(value, low, high)
            self.findings.append(find("E201", place, shown, low=f"{low:g}", high=f"{high:g}", near=near))
        row.values[key] = value

    def _percentage(self, index: int, column: int, share: float) -> None:
        """Report a score that the sheet shows as a percentage: 0.885 as 88.5%, or 88.5 as 8850%."""
        low, high = self.options.scale
        meant = share * 100 if low <= share * 100 <= high else share
        place = self.grid.place(index, column)
        self.findings.append(find("E204", place, f"{share * 100:.10g}%", number=f"{meant:.10g}"))

    def _uncached(self, key: str, index: int, column: int, formula: str) -> None:
        if self._is_computable(key):
            self._repeat("W211", index, column, formula, "")
        else:
            self.findings.append(find("E211", self.grid.place(index, column), formula))

    def _is_computable(self, key: str) -> bool:
        return key in self.computable and self._children_given(key)

    def _children_given(self, key: str) -> bool:
        return any(
            child.key in self.header.indicators or self._children_given(child.key)
            for child in self.tree.children(key)
        )

    def _no_value(self, row: Row, key: str, index: int, column: int, reading: Reading) -> None:
        if reading.code not in ("blank", "marker"):
            self._bad_number(index, column, reading)
            return
        if self._is_computable(key):
            return
        blank = reading.code == "blank"
        rule = self.options.missing
        if rule == "strict" or (rule == "error" and blank):
            name = self.tree.indicator(key).name if key in self.tree else _TOTAL
            place = self.grid.place(index, column)
            self.findings.append(
                find(
                    "E214", place, self.grid.at(index, column), unit=row.name, indicator=name,
                    near=self._merged_at(index, column),
                )
            )
            return
        row.values[key] = MISSING
        self.table.missing.add((row.index, key))
        name = self.header.paths.get(column, ("",))[-1]
        self._repeat("W214" if blank else "W213", index, column, self.grid.at(index, column), name)

    def _merged_at(self, index: int, column: int) -> Words:
        """Return what to say of an empty cell that a merged area hides behind another one's value."""
        for area in self.grid.merges[:_MOST_MERGES]:
            if area.top <= index <= area.bottom and area.left <= column <= area.right:
                return Words(f"；{area} 是合并单元格，只有左上角有值，请取消合并", f"; {area} is merged: unmerge it")
        return NOTHING

    def _bad_number(self, index: int, column: int, reading: Reading) -> None:
        code = "E204" if reading.code == "percent" else reading.code
        raw = self.grid.at(index, column)
        near = _as_typed(raw) if code == "E208" else reading.hint
        self.findings.append(find(code, self.grid.place(index, column), raw, number=reading.hint, near=near))

    def _repeat(self, code: str, index: int, column: int, raw: Raw, extra: str) -> None:
        self.repeated.setdefault((code, column), []).append((index, raw, extra))

    def _report_repeated(self) -> None:
        """Report what occurs often in a column once, at its first cell, with the count and the rows."""
        for (code, column), cases in self.repeated.items():
            index, raw, extra = cases[0]
            rows = tuple(sorted(case[0] for case in cases))
            more = NOTHING
            if len(cases) > 1:
                zh = f"（本列共 {len(cases)} 格：第 {runs(rows)} 行）"
                more = Words(zh, f" ({len(cases)} cells of this column, rows {runs(rows, ', ')})")
            label = self.header.paths.get(column, ("",))[-1]
            self.findings.append(
                find(
                    code,
                    self.grid.place(index, column),
                    raw,
                    number=extra,
                    indicator=extra,
                    more=more,
                    column=label,
                    count=len(cases),
                )
            )

    def _report_hidden(self) -> None:
        first, last = self.header.bottom + 1, len(self.grid.rows) - 1
        rows = tuple(row for row in self.grid.hidden_rows if first <= row <= last)
        if rows:
            place = self.grid.place(rows[0], self.header.unit)
            english = f"{rows_in_english(rows)} {'are' if len(rows) > 1 else 'is'}"
            what = Words(f"第 {runs(rows)} 行", english)
            self.findings.append(find("W116", place, runs(rows), what=what))
        used = {self.header.unit, *self.header.indicators.values()}
        columns = tuple(column for column in self.grid.hidden_columns if column in used)
        if columns:
            names = listed(column_name(column) for column in columns[:20])
            what = Words(f"{names.zh} 列", f"columns {names.en} are" if len(columns) > 1 else f"column {names.en} is")
            self.findings.append(find("W116", self.grid.place(self.header.labels, columns[0]), names.zh, what=what))


def _without_point(value: float, low: float, high: float) -> Words:
    """Return what a score far above the scale was before its decimal point was lost: 92.5 for 925."""
    meant = next((value / by for by in (10, 100) if low <= value / by <= high), None)
    if meant is None or value < 2 * high:
        return NOTHING
    return Words(f"；是否漏了小数点，应为 {meant:.10g}？", f"; was {meant:.10g} meant, with a decimal point?")


def _as_typed(raw: Raw) -> Words:
    """Return what was likely typed where a cell became a date: 5.6 for 6 May."""
    if not isinstance(raw, ExcelDate) or (day := raw.day) is None:
        return NOTHING
    typed = f"{raw.serial:g}" if raw.serial <= _FULL else f"{day.month}.{day.day}"  # a score in a date's format
    return Words(f"；原来输入的若是 {typed}，请填 {typed}", f"; if {typed} was typed, enter {typed}")


def _is_external(formula: str) -> bool:
    """Return whether a formula names another workbook ([1]Sheet!A1, 'C:\\[a.xlsx]Sheet'!A1), a program, an address."""
    if _OUTSIDE.search(formula):
        return True
    inside = formula.partition("[")[2].partition("]")[0]
    return bool(inside) and (inside.isdigit() or ".xls" in inside.lower() or ".csv" in inside.lower())
