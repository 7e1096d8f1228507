"""How long the Word file takes: the western volume, and a table of 242 × 9 against python-docx's own ways.

Run from the root: python bench/docx.py [--runs 3] [--pages]. With --pages, LibreOffice prints the Word file
and the page of every heading, figure and table is held against the one the contents show. Times are of the
wall, the least of the runs; imports are made before. The targets are 1.5 s and 60 ms on two quiet cores.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # this file is called as the library it measures

import argparse  # noqa: E402
import re  # noqa: E402
import subprocess  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Iterable, Iterator  # noqa: E402
from functools import partial  # noqa: E402
from typing import Any  # noqa: E402

import docx  # noqa: E402

from generator import document as d  # noqa: E402
from generator.build import prepare  # noqa: E402
from generator.config import read_edition  # noqa: E402
from generator.figures import draw, matplot, native  # noqa: E402, F401
from generator.theme import load_theme  # noqa: E402
from generator.writers.docx import write_docx  # noqa: E402
from generator.writers.pdf import lay_out_pdf  # noqa: E402

ROWS, COLUMNS = 242, 9
FEW = 30  # rows for table.cell, whose cost grows with the square


def least(work: Callable[[], object], runs: int) -> float:
    """Return the least time of `runs` in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def wide_table() -> d.Table:
    """Return a table of the size in the target."""
    columns = (d.Column("单位"), *(d.Column(f"指标{n}", "decimal", "score") for n in range(1, COLUMNS)))
    rows = tuple(
        d.Row((d.Cell(f"单位{row}"), *(d.Cell((row * 7 + n * 13) % 100 + 0.3) for n in range(1, COLUMNS))))
        for row in range(ROWS)
    )
    return d.Table(columns, rows, d.Caption("表", "全表", "1", 1), id="wide")


def paper(*blocks: d.Block) -> d.Document:
    """Return a paper of one chapter."""
    return d.Document("速度", (d.Chapter("表", "第一章", "01", blocks, id="c"),))


def by_row_cells() -> object:
    """Write the same cells by `row.cells`."""
    table = docx.Document().add_table(ROWS + 1, COLUMNS)
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            cell.text = str(number * place)
    return table


def by_table_cell() -> object:
    """Write the first rows by `table.cell`."""
    table = docx.Document().add_table(FEW, COLUMNS)
    for number in range(FEW):
        for place in range(COLUMNS):
            table.cell(number, place).text = str(number * place)
    return table


def page_agreement(document: d.Document, pages: dict[str, str], made: Path) -> tuple[int, list[str]]:
    """Return how many targets stand on the page the contents give, and words on those that do not."""
    import pdfplumber
    import pikepdf

    from generator.writers.docx.targets import find_targets

    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(made.parent), str(made)]
    subprocess.run(command, check=True, capture_output=True)
    printed = made.with_suffix(".pdf")
    with pdfplumber.open(printed) as pdf:
        texts = [re.sub(r"[\s\u2010\u2011-]", "", page.extract_text()) for page in pdf.pages]
    with pikepdf.open(printed) as pdf, pdf.open_outline() as outline:
        sheets = {page.objgen: number for number, page in enumerate(pdf.pages)}
        heads = list(_heads(outline.root, sheets))
    folios = _folios(printed)
    begin = max((number for number, text in enumerate(texts) if "表目录" in text), default=0) + 1
    agreed, said = 0, []
    for target in find_targets(document):
        if not (target.listed and target.id):
            continue
        if target.kind == "heading":
            title = re.sub(r"\s", "", target.title)
            at = next(index for index, (name, _) in enumerate(heads) if title in re.sub(r"\s", "", name))
            sheet = heads.pop(at)[1]
        else:
            words = re.sub(r"[\s-]", "", target.label + target.title)
            sheet = next(n for n, text in enumerate(texts) if n >= begin and words in text)
        if folios[sheet] == pages.get(target.id):
            agreed += 1
        else:
            said.append(f"{target.label} {target.title}: {pages.get(target.id)}, printed {folios[sheet]}")
    return agreed, said


def _heads(items: Iterable[Any], sheets: dict[tuple[int, int], int]) -> Iterator[tuple[str, int]]:
    for item in items:
        yield item.title, sheets[item.destination[0].objgen]
        yield from _heads(item.children, sheets)


def _folios(printed: Path) -> list[str]:
    """Return the printed number of every page; an opener, which shows none, is one before the next."""
    import pdfplumber

    found = []
    with pdfplumber.open(printed) as pdf:
        for page in pdf.pages:
            last = (page.extract_text().splitlines() or [""])[-1].strip()
            found.append(last if re.fullmatch(r"\d+|[ivx]+", last) else "")
    for number in range(len(found) - 1):
        if not found[number] and found[number + 1].isdigit():
            found[number] = str(int(found[number + 1]) - 1)
    return found


def main() -> None:
    """Print one line for each measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", action="store_true")
    asked = parser.parse_args()
    runs = asked.runs
    theme = load_theme("navy")
    document, _ = prepare(read_edition(ROOT / "data" / "western-2020"))
    pages = lay_out_pdf(document, theme).labels
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "bench.docx"
        for charts in ("native", "picture"):
            write = partial(write_docx, document, theme, target, pages=pages, charts=charts)
            took = least(write, runs)
            print(f"western volume, {charts:8} {took:7.2f} s  {target.stat().st_size / 1e6:.1f} MB")
            if asked.pages:
                agreed, said = page_agreement(document, pages, target)
                print(f"  pages as LibreOffice prints them: {agreed} of {agreed + len(said)}")
                print(*said[:5], sep="\n")
        table, nothing = paper(wide_table()), paper()
        full = least(lambda: write_docx(table, theme, target, pages={}), runs)
        empty = least(lambda: write_docx(nothing, theme, target, pages={}), runs)
    print(f"table {ROWS} × {COLUMNS}, ours     {1000 * (full - empty):7.0f} ms  (file {1000 * full:.0f} ms)")
    print(f"table {ROWS} × {COLUMNS}, row.cells {1000 * least(by_row_cells, 1):6.0f} ms")
    print(f"table {FEW:3} × {COLUMNS}, table.cell {1000 * least(by_table_cell, 1):5.0f} ms")


if __name__ == "__main__":
    main()
