"""The rows of a table's body: which hold units, which are sums, notes, titles of parts, or empty."""

from __future__ import annotations

from collections.abc import Iterator

from generator.findings import Finding
from generator.scores.grid import Grid, Raw, is_blank, rows_in_english, runs
from generator.scores.header import Header, is_numeric, is_summary_row
from generator.scores.labels import Role, is_average, is_measure, is_remark, is_section, is_weights, normal, roles
from generator.scores.rules import Words, find, listed, show
from generator.scores.table import ScoreTable
from generator.scores.tree import Tree
from generator.scores.values import read_number


class BodyRows:
    """Tells the rows below a header apart; what averages and weights say is kept in the table."""

    def __init__(self, grid: Grid, header: Header, table: ScoreTable, tree: Tree, findings: list[Finding]) -> None:
        self.grid, self.header, self.table, self.tree, self.findings = grid, header, table, tree, findings
        self.notes: list[tuple[int, str]] = []

    def data(self) -> Iterator[int]:
        """Yield the rows that hold units; report blank and summary rows and names that are missing."""
        blank: list[int] = []
        waiting: list[int] = []  # empty rows of which it is not known yet whether data follow
        merged = {
            r
            for a in self.grid.merges
            if a.left <= self.header.unit <= a.right
            for r in range(a.top + 1, a.bottom + 1)
            if a.bottom - a.top < 10_000
        }
        for index in range(self.header.bottom + 1, len(self.grid.rows)):
            cells = self.grid.rows[index]
            if all(is_blank(cell) for cell in cells):
                waiting.append(index)
                continue
            label = is_summary_row(cells, self.header.unit)
            if self._repeats_header(index):
                if (column := self._other_label(index)) is not None:
                    self._second_table(index, column)
                    break
                self._note_row(index, self.grid.at(index, self.header.unit))
            elif self._heads_a_part(cells) or self._heads_a_table(index):
                self._note_row(index, cells[self.header.unit])
            elif self._is_measures(cells):
                self.keep_weights(index)
                self._note_row(index, next(cell for cell in cells if not is_blank(cell)))
            elif label is not None:
                waiting.clear()
                self._summary(index, label)
            elif (remark := _remark(cells)) is not None:
                waiting.clear()
                self._note_row(index, remark)
            elif is_blank(cells[self.header.unit] if self.header.unit < len(cells) else None):
                if (index, self.header.unit) in self.grid.uncached:
                    formula = self.grid.formulas.get((index, self.header.unit), "")
                    self.findings.append(find("E211", self.grid.place(index, self.header.unit), formula))
                elif index not in merged and self._has_numbers(cells):
                    self.findings.append(find("E118", self.grid.place(index, self.header.unit), index + 1))
                elif index not in merged:
                    first = next(cell for cell in cells if not is_blank(cell))
                    self._note_row(index, first)
            else:
                blank += waiting
                waiting.clear()
                yield index
        self._report(blank + waiting)

    def _report(self, blank: list[int]) -> None:
        """Report the rows that are no data: sums and notes, and empty ones."""
        if self.notes:
            numbers = tuple(index for index, _ in self.notes)
            rows = Words(runs(numbers), rows_in_english(numbers))
            labels = listed(dict.fromkeys(label for _, label in self.notes[:12]))
            where = self.grid.place(self.notes[0][0], self.header.unit)
            self.findings.append(find("W120", where, self.notes[0][1], row=rows, labels=labels))
        if blank:
            place = self.grid.place(blank[0], self.header.unit)
            rows = Words(runs(tuple(blank)), rows_in_english(tuple(blank)))
            self.findings.append(find("W119", place, runs(tuple(blank)), rows=rows, count=len(blank)))

    def _repeats_header(self, index: int) -> bool:
        """Whether a row repeats the labels of the header, as tables printed over pages do, or in English."""
        name = self.grid.at(index, self.header.unit)
        if normal(name) and normal(name) == normal(self.grid.at(self.header.labels, self.header.unit)):
            return True
        return Role.UNIT in roles(name) and not self._has_scores(self.grid.rows[index])

    def _other_label(self, index: int) -> int | None:
        """Return the first column that a repeated header names otherwise than the header does, None where none.

        A translation of the labels names nothing that the tree or another column has, and is no other table.
        """
        known = {normal(path[-1]) for path in self.header.paths.values()}
        for column, cell in enumerate(self.grid.rows[index]):
            if column == self.header.unit or not isinstance(cell, str) or is_blank(cell):
                continue
            own = {normal(label) for label in self.header.paths.get(column, ())}
            if normal(cell) not in own and (normal(cell) in known or self.tree.names(cell)):
                return column
        return None

    def _second_table(self, index: int, column: int) -> None:
        """Report another table below this one; its columns mean something else, so nothing of it is read."""
        above = show((self.header.paths.get(column) or ("",))[-1], 20)
        what = Words(f"写的是“{above}”", f"says “{above}”") if above else Words("没有列名", "has no label")
        place = self.grid.place(index, column)
        row = self.header.labels + 1
        self.findings.append(find("E128", place, self.grid.at(index, column), row=index + 1, head=row, above=what))

    def _heads_a_table(self, index: int) -> bool:
        """Whether a row holds one text alone and the next one that holds anything repeats the header."""
        seen = [cell for cell in self.grid.rows[index] if not is_blank(cell)]
        if len(seen) != 1 or not isinstance(seen[0], str):
            return False
        below = (r for r in range(index + 1, len(self.grid.rows)) if any(not is_blank(c) for c in self.grid.rows[r]))
        following = next(below, None)
        return following is not None and self._repeats_header(following)

    def _heads_a_part(self, cells: list[Raw]) -> bool:
        """Whether a row holds nothing but the title of the rows below it, such as 一、西南地区."""
        seen = [cell for cell in cells if not is_blank(cell)]
        return len(seen) == 1 and self.header.unit < len(cells) and is_section(cells[self.header.unit])

    def _is_measures(self, cells: list[Raw]) -> bool:
        """Whether a row without a name holds units or weights only: 分, %, 60%."""
        if self.header.unit < len(cells) and not is_blank(cells[self.header.unit]):
            return False
        return all(isinstance(c, str) and (is_measure(c) or is_numeric(c)) for c in cells if not is_blank(c)) and any(
            is_measure(c) or str(c).strip().endswith("%") for c in cells if not is_blank(c)
        )

    def _has_scores(self, cells: list[Raw]) -> bool:
        columns = [*self.header.indicators.values(), self.header.roles.get(Role.VALUE, -1)]
        return any(
            isinstance(cells[c], float) or is_numeric(cells[c]) for c in columns if 0 <= c < len(cells)
        )

    def keep_weights(self, index: int) -> None:
        """Keep the weights that a row of the header or the body gives as percentages."""
        for key, column in self.header.indicators.items():
            reading = read_number(self.grid.at(index, column))
            if reading.code == "percent" and reading.value is not None:
                self.table.weights.setdefault(key, (reading.value, self.grid.place(index, column)))

    def _has_numbers(self, cells: list[Raw]) -> bool:
        columns = set(self.header.indicators.values()) | {self.header.roles.get(Role.VALUE, -1)}
        return any(column < len(cells) and not is_blank(cells[column]) for column in columns if column >= 0)

    def _note_row(self, index: int, label: Raw) -> None:
        self.notes.append((index, show(label, 20)))

    def _summary(self, index: int, label: Raw) -> None:
        self._note_row(index, label)
        store = (
            self.table.averages if is_average(label) else self.table.weights if is_weights(label) else None
        )
        if store is None:
            return
        for key, column in self.header.indicators.items():
            reading = read_number(self.grid.at(index, column))
            if reading.value is not None:
                store.setdefault(key, (reading.value, self.grid.place(index, column)))


def _remark(cells: list[Raw]) -> Raw:
    """Return the only cell of a row where it is a remark on the table (※ 为估计值), None for any other row."""
    seen = [cell for cell in cells if not is_blank(cell)]
    return seen[0] if len(seen) == 1 and is_remark(seen[0]) else None
