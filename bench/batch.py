"""How fast many reports are made: one process and two, memory, evenness, and a peer written plainly.

    python bench/batch.py                        24 reports, three rounds, about two minutes
    python bench/batch.py --units 242 --rounds 1 the whole edition
    python bench/batch.py --long 3000            one process: cost and memory from the 10th to the last

Every round runs all of them in turn. Times are of the processor, of all processes together, and by the clock;
on a machine that does other work, only their ratios say something. The peer draws the figures of the same
documents with matplotlib as PNG, sets the PDF with plain Platypus and the DOCX with python-docx.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # bench/docx.py is called as a library that is measured here

EDITION = ROOT / "data" / "city-index-2022"


# --- ours ----------------------------------------------------------------------------


def run_batch(units: str, jobs: int, out: Path, formats: str = "pdf,docx") -> dict[str, float]:
    """Run the command; return seconds by the clock and of the processor, and peak memory in MB."""
    command = [sys.executable, "-m", "generator", "batch", str(EDITION), "--units", units, "--out", str(out)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    run = subprocess.Popen([*command, "--jobs", str(jobs), "--format", formats, "--json"], cwd=ROOT,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak: list[float] = [0.0]
    watcher = threading.Thread(target=_watch_memory, args=(run, peak), daemon=True)
    watcher.start()
    told = json.loads(run.communicate()[0])
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert told["ok"], told["failed"]
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"clock": clock, "processor": spent, "memory": peak[0], "made": len(told["made"])}


def _watch_memory(run: subprocess.Popen[bytes], peak: list[float]) -> None:
    """Keep the highest memory that the process and its children had at one time (shared pages counted once)."""
    while run.poll() is None:
        pids = [run.pid, *_children(run.pid)]
        peak[0] = max(peak[0], sum(map(_proportional, pids)))
        time.sleep(0.2)


def _children(pid: int) -> Iterator[int]:
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (task / "children").read_text().split())
    except OSError:
        return


def _proportional(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def run_long(count: int) -> None:
    """Make `count` reports in this process, the units over and over; print cost and memory on the way."""
    from generator.batch.engines import run_here
    from generator.batch.inputs import digest_names, hash_edition
    from generator.batch.lock import hold
    from generator.batch.order import jobs_of
    from generator.batch.press import Task, Ticket
    from generator.build import open_series
    from generator.config import read_edition

    edition = read_edition(EDITION)
    jobs = jobs_of(open_series(edition)[0], "all", ("pdf", "docx"))
    with tempfile.TemporaryDirectory() as folder, hold(Path(folder), "bench"):
        ticket = Ticket(str(EDITION), digest_names(hash_edition(edition)), folder, "bench")
        tasks = (Task(jobs[number % len(jobs)]) for number in range(count))
        begun, last = time.process_time(), 0
        for number, outcome in enumerate(run_here(ticket, tasks), start=1):
            assert outcome.state == "made", outcome.said
            if number in (10, 50, 100, 242, 500, 1000, 2000, count):
                now = time.process_time()
                each = 1000 * (now - begun) / (number - last)
                print(f"{number:6}  {each:6.0f} ms each  {_proportional(os.getpid()):6.0f} MB", flush=True)
                begun, last = now, number


# --- the peer ------------------------------------------------------------------------


def make_peers(units: str) -> Callable[[], float]:
    """Return a function that makes the same reports with plain libraries; it returns processor seconds."""
    from generator.batch.order import jobs_of
    from generator.build import open_series
    from generator.config import read_edition

    series, _ = open_series(read_edition(EDITION))
    documents = [series.compose(series.book.unit(job.key))[0] for job in jobs_of(series, units, ("pdf",))]

    def make() -> float:
        begun = time.process_time()
        for document in documents:
            _peer_report(document)
        return (time.process_time() - begun) / len(documents)

    return make


def _peer_report(document: Any) -> tuple[bytes, bytes]:
    from docx import Document as Word
    from docx.shared import Pt
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Spacer, Table

    from generator import document as d

    pdfmetrics.registerFont(TTFont("Peer", str(ROOT / "fonts" / "sans-regular.ttf")))
    body = ParagraphStyle("body", fontName="Peer", fontSize=10.5, leading=17.5, wordWrap="CJK", firstLineIndent=21)
    story: list[Any] = []
    word = Word()
    word.styles["Normal"].font.size = Pt(10.5)
    for part in document.parts:
        for block in d.walk(d.blocks_of(part)):
            match block:
                case d.Paragraph() | d.Heading():
                    text = block.title if isinstance(block, d.Heading) else d.plain(block.content)
                    story.append(Paragraph(text.replace("&", "&amp;").replace("<", "&lt;"), body))
                    word.add_paragraph(text)
                case d.Figure():
                    picture = _peer_figure(block)
                    story.append(Image(io.BytesIO(picture), 440, 220))
                    word.add_picture(io.BytesIO(picture), Pt(440))
                case d.Table() if block.rows:
                    rows = [[_shown(cell.value) for cell in row.cells] for row in block.rows]
                    wide = max(map(len, rows))
                    rows = [row + [""] * (wide - len(row)) for row in rows]
                    story += [Table(rows, style=[("FONT", (0, 0), (-1, -1), "Peer", 8)]), Spacer(1, 8)]
                    table = word.add_table(len(rows), wide)
                    for line, row in zip(table.rows, rows, strict=True):
                        for cell, value in zip(line.cells, row, strict=True):
                            cell.text = value
    pdf, docx = io.BytesIO(), io.BytesIO()
    SimpleDocTemplate(pdf, pagesize=A4).build(story)
    word.save(docx)
    return pdf.getvalue(), docx.getvalue()


def _shown(value: Any) -> str:
    from generator import document as d

    if isinstance(value, tuple):
        return d.plain(value)
    return f"{value:.1f}" if isinstance(value, float) else str(value if value is not None else "")


def _peer_figure(figure: Any) -> bytes:
    """Return a bar chart of the figure's numbers as PNG at 200 dpi."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    face = str(ROOT / "fonts" / "sans-regular.ttf")
    font_manager.fontManager.addfont(face)
    name = font_manager.FontProperties(fname=face).get_name()
    numbers = list(_numbers(figure.spec))[:24] or [1.0]
    chart, axes = plt.subplots(figsize=(6.1, 3.05), dpi=200)
    axes.bar([str(place) for place in range(len(numbers))], numbers, color="#2b5c9e")
    axes.axhline(sum(numbers) / len(numbers), color="#e0762f")
    axes.set_title(figure.alt[:20], fontfamily=name)
    axes.grid(axis="y", alpha=0.3)
    target = io.BytesIO()
    chart.savefig(target, format="png")
    plt.close(chart)
    return target.getvalue()


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, tuple):
        for piece in value:
            yield from _numbers(piece)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from _numbers(getattr(value, field.name))


# --- the table -----------------------------------------------------------------------


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=int, default=0)
    parser.add_argument("--no-peer", action="store_true")
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}")
    if asked.long:
        run_long(asked.long)
        return
    units = ",".join(_names()[: asked.units])
    peer = None if asked.no_peer else make_peers(",".join(_names()[:4]))
    ones, twos, peers = [], [], []
    for number in range(asked.rounds):
        with tempfile.TemporaryDirectory() as folder:
            ones.append(run_batch(units, 1, Path(folder) / "one"))
            twos.append(run_batch(units, 2, Path(folder) / "two"))
        if peer:
            peers.append(peer())
        print(f"round {number + 1}: {ones[-1]['clock']:.1f} s with one process, {twos[-1]['clock']:.1f} s with two")
    _print_table(asked.units, ones, twos, peers)


def _names() -> list[str]:
    from generator.build import open_series
    from generator.config import read_edition

    return [unit.adcode for unit in open_series(read_edition(EDITION))[0].book.units]


def _print_table(count: int, ones: list[dict[str, float]], twos: list[dict[str, float]], peers: list[float]) -> None:
    print(f"\n| {count} reports, PDF and DOCX | one process | two processes |\n|---|---:|---:|")
    rows = (
        ("reports a minute, by the clock", lambda run: 60 * count / run["clock"], "{:.0f}"),
        ("processor time a report, ms, start included", lambda run: 1000 * run["processor"] / count, "{:.0f}"),
        ("peak memory, MB", lambda run: run["memory"], "{:.0f}"),
    )
    for title, value, form in rows:
        print(f"| {title} | " + " | ".join(form.format(median(map(value, runs))) for runs in (ones, twos)) + " |")
    scaling = median(one["clock"] / two["clock"] for one, two in zip(ones, twos, strict=True))
    print(f"\nScaling from one to two: {scaling:.2f}.")
    if peers:
        ours = 1000 * median(run["processor"] for run in ones) / count
        print(
            f"matplotlib PNG + Platypus + python-docx: {1000 * median(peers):.0f} ms of the processor a report "
            f"(without its start); ours is 1/{1000 * median(peers) / ours:.1f} of it."
        )


if __name__ == "__main__":
    main()
