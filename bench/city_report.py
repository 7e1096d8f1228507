"""The city report by ours and by six other ways, the same text, tables and figures for each.

    python -m pip install -r bench/requirements.txt     (once; WeasyPrint also needs Pango)
    python bench/city_report.py                         three rounds of six reports
    python bench/city_report.py --rounds 5 --reports 12 --keep FOLDER

Every way runs in a process of its own, the ways taking turns in every round. Figures are medians over the
rounds: processor time a report after one to warm up, processor and clock time of a process that makes one
report from nothing (Python's start and all imports included), and peak memory, the last two with what the
process starts (LibreOffice). Making the document is part of ours, and free for the others. A way whose package
is not installed is left out with a note.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # this folder holds a docx.py of its own

EDITION = ROOT / "data" / "city-index-2022"
Report = Callable[[Any, Path], tuple[Path, ...]]
MOST = 25
"""Reports there are stories of."""


@dataclass(frozen=True)
class Way:
    """A way to make the report: its name, the files it makes, the package and the program it needs, and how many
    times ours it should at least cost."""

    title: str
    files: str
    needs: str = ""
    aim: float = 0.0
    program: str = ""


WAYS: Mapping[str, Way] = {
    "ours": Way("ours", "PDF + DOCX"),
    "ours-pdf": Way("ours", "PDF"),
    "plain": Way("matplotlib PNG + Platypus + python-docx", "PDF + DOCX", aim=15),
    "office": Way("docxtpl + LibreOffice", "PDF + DOCX", "docxtpl", 18, "soffice"),
    "html": Way("WeasyPrint + SVG", "PDF", "weasyprint", 40),
    "typst-svg": Way("Typst + matplotlib's SVG", "PDF", "typst", 10),
    "typst": Way("Typst, figures drawn by it", "PDF", "typst", 1),
}


# --- one way, in its own process -------------------------------------------------------


def run_way(way: str, stories: Path, reports: int, keep: Path | None) -> None:
    """Make a report to warm up and `reports` more; print what each cost, its pages, and the peak of memory."""
    make, subjects = _ours(way) if way.startswith("ours") else _theirs(way, stories)
    with tempfile.TemporaryDirectory() as folder:
        made = make(subjects[0], Path(folder))
        begun = _processor()
        for subject in subjects[1 : reports + 1]:
            made = make(subject, Path(folder))
        each = (_processor() - begun) / max(reports, 1)
        if keep:
            for path in made:
                shutil.copy(path, keep / f"{way}{path.suffix}")
        print(json.dumps({"each": each, "memory": _peak()}))


def _ours(way: str) -> tuple[Report, Sequence[Any]]:
    """Return ours as a batch makes it: what a report leaves behind is collected as in a batch."""
    from generator.batch.engines import tidy
    from generator.build import open_series, write_files
    from generator.config import read_edition, theme_of

    edition = read_edition(EDITION)
    series, theme = open_series(edition)[0], theme_of(edition)
    formats = ("pdf",) if way == "ours-pdf" else ("pdf", "docx")

    made = count()

    def make(unit: Any, folder: Path) -> tuple[Path, ...]:
        files = write_files(series.compose(unit)[0], theme, folder / "report", formats)[0]
        tidy(next(made))
        return files

    return make, _units(series)


def _units(series: Any) -> list[Any]:
    """Return units from the whole ranking, evenly: first and last are among them."""
    placed = series.book.ranking()
    return [placed[place * (len(placed) - 1) // (MOST - 1)].unit for place in range(MOST)]


def _theirs(way: str, stories: Path) -> tuple[Report, Sequence[Any]]:
    from bench.peers.piece import read_stories

    told = read_stories(stories)
    if way in ("typst", "typst-svg"):
        from bench.peers import typeset

        (typeset.begin if way == "typst" else typeset.begin_with_svg)()
        return (typeset.native if way == "typst" else typeset.with_svg), told
    peer = importlib.import_module(f"bench.peers.{way}")
    peer.begin()
    return peer.report, told


def _processor() -> float:
    """Return the processor seconds of this process and of the children that have ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _peak() -> float:
    """Return the peak memory of this process or of its largest child, in MB."""
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(peaks) / 1024


# --- all of them, taking turns ---------------------------------------------------------


@dataclass(frozen=True)
class Turn:
    """What a way cost in one round: seconds of the processor a report; of the processor and by the clock for a
    process that makes one; megabytes."""

    each: float
    whole: float
    clock: float
    memory: float


def take_turn(way: str, stories: Path, reports: int, keep: Path | None) -> Turn:
    """Return what one way costs now: a process for one report, then one for many."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    _call(way, stories, 0, None)
    clock, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    many = _call(way, stories, reports, keep)
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Turn(many["each"], whole, clock, many["memory"])


def _call(way: str, stories: Path, reports: int, keep: Path | None) -> dict[str, float]:
    command = [sys.executable, __file__, "--way", way, "--stories", str(stories), "--reports", str(reports)]
    if keep:
        command += ["--keep", str(keep)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if ran.returncode:
        raise SystemExit(f"{way}: {ran.stderr}")
    told: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return told


def can(way: Way) -> bool:
    """Return whether what a way needs is installed; say so where it is not."""
    missing = [name for name in (way.needs,) if name and importlib.util.find_spec(name) is None]
    missing += [name for name in (way.program,) if name and shutil.which(name) is None]
    if missing:
        print(f"left out: {way.title} ({', '.join(missing)} not installed)")
    return not missing


def main() -> None:
    """Measure every way and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reports", type=int, default=6, help=f"reports of each way in a round, at most {MOST - 1}")
    parser.add_argument("--keep", type=Path, help="a folder for one report of each way, to look at")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--stories", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    reports = min(asked.reports, MOST - 1)
    if asked.way:
        run_way(asked.way, asked.stories, reports, asked.keep)
        return
    ways = [name for name, way in WAYS.items() if can(way)]
    with tempfile.TemporaryDirectory() as folder:
        keep = asked.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        stories = Path(folder) / "stories.json"
        tell_stories(stories)
        rounds = [{way: take_turn(way, stories, reports, keep) for way in ways} for _ in range(asked.rounds)]
        print_table(rounds, {way: pages(keep / f"{way}.pdf") for way in ways})


def tell_stories(path: Path) -> None:
    """Write what the reports say for the other ways."""
    from bench.peers.story import write_stories
    from generator.build import open_series
    from generator.config import read_edition

    series = open_series(read_edition(EDITION))[0]
    write_stories((series.compose(unit)[0] for unit in _units(series)), path)


def pages(path: Path) -> int:
    """Return the number of pages of a PDF."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def print_table(rounds: Sequence[Mapping[str, Turn]], sheets: Mapping[str, int]) -> None:
    """Print the medians, and each way as a multiple of ours with the same files in the same round."""
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()}, Python {platform.python_version()}, "
          f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {len(rounds)} rounds\n")
    print("| | files | pages | ms a report | times ours | aim | one report from nothing, ms | by the clock | MB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for name in rounds[0]:
        way = WAYS[name]
        ours = "ours-pdf" if way.files == "PDF" else "ours"
        times = median(one[name].each / one[ours].each for one in rounds)
        each, whole, clock = (
            1000 * median(getattr(one[name], part) for one in rounds) for part in ("each", "whole", "clock")
        )
        memory = median(one[name].memory for one in rounds)
        print(f"| {way.title} | {way.files} | {sheets[name]} | {each:.0f} | {times:.1f} "
              f"| {way.aim or ''} | {whole:.0f} | {clock:.0f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
