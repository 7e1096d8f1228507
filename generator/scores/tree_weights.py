"""The weights of an indicator tree as its table writes them: percentages or shares, one way a column."""

from __future__ import annotations

from collections.abc import Iterable

from generator.findings import Finding
from generator.scores.grid import Grid, cell_name, is_blank
from generator.scores.labels import is_summary, says_percent
from generator.scores.rules import NOTHING, Words, find, listed
from generator.scores.values import Reading, read_number

Weights = dict[tuple[int, int], float | None]  # cell → share, None where it cannot be read


def read_weights(grid: Grid, header: int, columns: Iterable[int], findings: list[Finding]) -> Weights:
    """Return every weight as a share, one way of writing per column (else E206)."""
    shares: Weights = {}
    for column in columns:
        readings: dict[int, Reading] = {}
        for row in range(header + 1, len(grid.rows)):
            raw = grid.at(row, column)
            if is_blank(raw) or is_foot(grid, row):
                if (row, column) in grid.uncached:
                    findings.append(find("E211", grid.place(row, column), grid.formulas[row, column]))
                continue
            reading = read_number(raw)
            if reading.value is None:
                findings.append(_unreadable(grid, row, column, reading))
            readings[row] = reading
        shares |= _as_shares(grid, header, column, readings, findings)
    return shares


def _unreadable(grid: Grid, row: int, column: int, reading: Reading) -> Finding:
    code = "E207" if reading.code in ("marker", "blank") else reading.code
    near = NOTHING if code == "E208" else reading.hint
    return find(code, grid.place(row, column), grid.at(row, column), number=reading.hint, near=near)


def _as_shares(
    grid: Grid, header: int, column: int, readings: dict[int, Reading], findings: list[Finding]
) -> Weights:
    percent = {r: x.value for r, x in readings.items() if x.code == "percent" or (r, column) in grid.percent}
    plain = {r: x.value for r, x in readings.items() if r not in percent and x.value is not None}
    large = {r for r, value in plain.items() if value is not None and value > 1}
    small = {r for r, value in plain.items() if value is not None and 0 < value < 1}
    if says_percent(grid.at(header, column)) and not percent:
        factor = 0.01
    elif (percent and plain) or (large and small):
        sides = (set(plain), set(percent)) if percent else (large, small)
        odd = sorted(sides[0] if len(sides[0]) <= len(sides[1]) else sides[1])
        cells = listed(f"{cell_name(row, column)} = {as_shown(grid, row, column)}" for row in odd[:8])
        rest = listed(cell_name(row, column) for row in sorted(set(readings) - set(odd))[:8])
        both = Words(f"{cells.zh}；其他 {rest.zh}", f"{cells.en}; the others {rest.en}")
        findings.append(find("E206", grid.place(odd[0], column), as_shown(grid, odd[0], column), cells=both))
        # each as it was most likely meant, so that the sums do not repeat the fault
        meant = {row: x.value * (0.01 if row in large else 1.0) for row, x in readings.items() if x.value is not None}
        return {(row, column): value for row, value in meant.items()}
    else:
        factor = 0.01 if large else 1.0
    shares: Weights = {(row, column): value for row, value in percent.items()}
    return shares | {(row, column): round((value or 0.0) * factor, 12) for row, value in plain.items()}


def as_shown(grid: Grid, row: int, column: int) -> str:
    """Return a weight as the sheet shows it: 0.4 in a percentage format is 40%."""
    raw = grid.at(row, column)
    if isinstance(raw, float):
        return f"{raw * 100:.6g}%" if (row, column) in grid.percent else f"{raw:.10g}"
    return "" if raw is None else str(raw)


def is_foot(grid: Grid, row: int) -> bool:
    """Return whether a row of the tree's table is a sum or a note."""
    first = next((cell for cell in grid.rows[row] if not is_blank(cell)), None)
    return is_summary(first)
