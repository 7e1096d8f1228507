"""Time and memory of reading and checking score tables; run `python bench/scores.py`.

Bounds: 3,000 units × 60 indicators in under 5 s and 500 MB, 242 × 60 in under 1 s after
imports, hostile files in under 1 s and 100 MB more than an idle process.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LEAVES = 60


def make_table(path: Path, units: int) -> None:
    """Write a workbook of `units` rows and 60 columns, and a tree beside it."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("评分")
    sheet.write_row(0, 0, ["城市", *(f"指标{column:02d}" for column in range(LEAVES))])
    for row in range(units):
        scores = ((7 * row + 13 * column) % 1000 / 10 for column in range(LEAVES))
        sheet.write_row(row + 1, 0, [f"示范区{row:04d}", *scores])
    book.close()
    lines = ["一级指标,权重", *(f"指标{column:02d},1" for column in range(LEAVES))]
    weights = path.with_name("indicators.csv")
    weights.write_text(
        "\n".join(line.replace(",1", f",{1 / LEAVES:.12f}") for line in lines), encoding="utf-8"
    )


def make_blank(path: Path) -> None:
    """Write a small table followed by a million formatted blank rows."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(100, 1_048_577))
    rewrite(path, "xl/worksheets/sheet1.xml", rows)


def make_long_cell(path: Path) -> None:
    """Write a small table with a cell of 20 MB."""
    cell = '<row r="99"><c r="A99" t="inlineStr"><is><t>' + "长" * (7 << 20) + "</t></is></c></row>"
    rewrite(path, "xl/worksheets/sheet1.xml", cell)


def rewrite(path: Path, part: str, rows: str) -> None:
    """Add rows at the end of a sheet of a workbook with three units."""
    change_part(path, part, lambda sheet: sheet.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))


def change_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Write a workbook with three units and one part changed; a part it has not is changed from nothing."""
    make_table(path, 3)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, data in parts.items():
            new.writestr(name, data)


def peak_memory() -> int:
    """Return the peak of this process in kB (of the process image alone, unlike ru_maxrss)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def measure(path: Path, units: int) -> None:
    """Read one table in this process and print seconds after imports and the peak memory."""
    from generator.scores.options import ScoreOptions, ScoreSources, TableRef
    from generator.scores.read import read_book

    options = ScoreOptions(extra_units=tuple(f"示范区{row:04d}" for row in range(units)))
    idle = peak_memory()
    start = time.perf_counter()
    book, findings = read_book(
        ScoreSources(TableRef(path), TableRef(path.with_name("indicators.csv"))), options
    )
    seconds = time.perf_counter() - start
    peak = peak_memory()
    print(f"{path.stem:12} {len(book.units) if book else 0:5} units {len(findings):4} findings"
          f" {seconds:6.2f} s {peak / 1024:6.0f} MB, {(peak - idle) / 1024:+.0f} MB")  # fmt: skip


def main() -> None:
    """Make each table and read it in a process of its own."""
    if len(sys.argv) == 3:
        measure(Path(sys.argv[1]), int(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, units, make in (("3000x60", 3000, None), ("242x60", 242, None), ("blank", 3, make_blank),
                                  ("long-cell", 3, make_long_cell)):  # fmt: skip
            path = Path(folder) / f"{name}.xlsx"
            make(path) if make else make_table(path, units)
            subprocess.run([sys.executable, __file__, str(path), str(units)], check=True)


if __name__ == "__main__":
    main()
