"""The western volume as PDF by ours and by Typst, cold and warm, with the same text, tables and SVG figures.

    python -m pip install -r bench/requirements.txt     (once)
    python bench/volume.py                              three rounds

Cold is a process from Python's start to the finished file; warm is the second volume in one process, its title
another. Ours begins with the edition's folder: it reads and checks the tables, composes the paper, lays out
and draws its figures. Typst is handed all that: texts and tables as JSON, our figures as finished SVGs. Figures
are medians over the rounds, ours and Typst taking turns.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # this folder holds a docx.py of its own

EDITION = ROOT / "data" / "western-2020"
WAYS = {"ours": "ours, from the tables", "pdf": "ours, from the document", "typst": "Typst with our SVGs"}
TELL = "tell"
"""The way that writes the story: in a process of its own, since a child inherits its parent's peak of memory."""


# --- one way, in its own process -------------------------------------------------------


def run_way(way: str, story: Path, out: Path, volumes: int) -> None:
    """Make a volume `volumes` times; print the clock and processor seconds of the last and the peak of memory."""
    make = {"ours": _ours, "pdf": _pdf, "typst": lambda: _typst(story)}[way]()
    clock = spent = 0.0
    for number in range(volumes):
        clock, spent = time.perf_counter(), time.process_time()
        out.write_bytes(make(number))
        clock, spent = time.perf_counter() - clock, time.process_time() - spent
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"clock": clock, "spent": spent, "memory": memory}))


def _document() -> tuple[Any, Any]:
    from generator.audit import Audit
    from generator.build import prepare
    from generator.config import read_edition, theme_of

    edition = read_edition(EDITION)
    return prepare(edition, strict=False, audit=Audit())[0], theme_of(edition)


def _ours() -> Any:
    def make(number: int) -> bytes:
        from generator.writers.pdf import write_pdf

        document, theme = _document()
        return write_pdf(replace(document, title=f"{document.title} {number}"), theme)[0]

    return make


def _pdf() -> Any:
    from generator.writers.pdf import write_pdf

    document, theme = _document()
    return lambda number: write_pdf(replace(document, title=f"{document.title} {number}"), theme)[0]


def _typst(story: Path) -> Any:
    import typst

    compiler = typst.Compiler(
        ROOT / "bench" / "peers" / "report.typ", font_paths=[ROOT / "fonts"], ignore_system_fonts=True
    )
    told = json.loads(story.read_text(encoding="utf-8"))

    def make(number: int) -> bytes:
        told[0]["text"] += str(number)
        made: bytes = compiler.compile(sys_inputs={"story": json.dumps(told, ensure_ascii=False)})
        return made

    return make


# --- all of them, taking turns ---------------------------------------------------------


def call(way: str, story: Path, out: Path, volumes: int) -> dict[str, float]:
    """Return what a process that makes some volumes cost as a whole, and its last volume."""
    command = [sys.executable, __file__, "--way", way, "--story", str(story), "--out", str(out)]
    begun = time.perf_counter()
    ran = subprocess.run(
        [*command, "--volumes", str(volumes)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    whole = time.perf_counter() - begun
    if ran.returncode:
        raise SystemExit(f"{way}: {ran.stderr}")
    return json.loads(ran.stdout or "{}") | {"whole": whole}


def tell_story(path: Path) -> None:
    """Write what the volume says, its figures as SVGs."""
    from bench.peers.story import tell
    from generator.figures.draw import svg

    document, theme = _document()

    def drawn(spec: Any) -> dict[str, Any]:
        return {"svg": svg(spec, theme.page.measure, theme)}

    told = [asdict(piece) for piece in tell(document, drawn)]
    for piece in told:
        piece |= piece["figure"]
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def pages(path: Path) -> int:
    """Return the number of pages of a PDF."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def main() -> None:
    """Measure both and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder for the volumes, to look at")
    parser.add_argument("--way", choices=[*WAYS, TELL], help=argparse.SUPPRESS)
    parser.add_argument("--story", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--volumes", type=int, default=1, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.way == TELL:
        tell_story(asked.story)
        return
    if asked.way:
        run_way(asked.way, asked.story, asked.out, asked.volumes)
        return
    with tempfile.TemporaryDirectory() as folder:
        keep = asked.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        story = Path(folder) / "story.json"
        call(TELL, story, story, 0)
        rounds = [
            {way: (call(way, story, keep / f"{way}.pdf", 1), call(way, story, keep / f"{way}.pdf", 3)) for way in WAYS}
            for _ in range(asked.rounds)
        ]
        print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()}, Python {platform.python_version()}, "
              f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {len(rounds)} rounds\n")
        print("| | pages | cold, s | times Typst | warm, s | warm, processor s | times Typst | MB |")
        print("|---|---:|---:|---:|---:|---:|---:|---:|")
        for way, title in WAYS.items():
            cold = median(one[way][0]["whole"] for one in rounds)
            times = median(one[way][0]["whole"] / one["typst"][0]["whole"] for one in rounds)
            warm, spent = (median(one[way][1][part] for one in rounds) for part in ("clock", "spent"))
            warm_times = median(one[way][1]["clock"] / one["typst"][1]["clock"] for one in rounds)
            memory = median(one[way][0]["memory"] for one in rounds)
            from_start = "– | –" if way == "pdf" else f"{cold:.2f} | {times:.1f}"
            print(f"| {title} | {pages(keep / f'{way}.pdf')} | {from_start} | {warm:.2f} | {spent:.2f} "
                  f"| {warm_times:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
