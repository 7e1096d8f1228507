"""How fast many reports are made: one process and two, a second run, a cluster, memory, evenness.

    python bench/batch.py                        24 reports, three rounds, about two minutes
    python bench/batch.py --units 242 --rounds 1 the whole edition
    python bench/batch.py --long 3000            one process: cost and memory from the 10th to the last

Every round runs all of them in turn. Times are of the processor, of all processes together, and by the clock;
on a machine that does other work, only their ratios say something. What the machine itself loses when two
processes work at once is measured beside it, by a loop that shares nothing. With the extra `cluster` installed, a
Dask cluster of two workers makes the same reports. Other ways to make a report: bench/city_report.py.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # bench/docx.py is called as a library that is measured here

EDITION = ROOT / "data" / "city-index-2022"


# --- ours ----------------------------------------------------------------------------


def run_batch(
    units: str, jobs: int, out: Path, formats: str = "pdf,docx", scheduler: str = ""
) -> dict[str, float]:
    """Run the command; return seconds by the clock and of the processor, and peak memory in MB."""
    command = [sys.executable, "-m", "generator", "batch", str(EDITION), "--units", units, "--out", str(out)]
    command += ["--scheduler", scheduler] if scheduler else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    run = subprocess.Popen([*command, "--jobs", str(jobs), "--format", formats, "--json"], cwd=ROOT,
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak = [0.0, 0.0]
    watcher = threading.Thread(target=_watch_memory, args=(run, peak), daemon=True)
    watcher.start()
    told = json.loads(run.communicate()[0])
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert told["ok"], told
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"clock": clock, "processor": spent, "memory": peak[0], "workers": peak[1], "made": len(told["made"])}


def _watch_memory(run: subprocess.Popen[bytes], peak: list[float]) -> None:
    """Keep the highest memory that the process and its children had at one time, and that of the children alone
    (shared pages counted once)."""
    while run.poll() is None:
        children = sum(map(_proportional, _children(run.pid)))
        peak[:] = max(peak[0], children + _proportional(run.pid)), max(peak[1], children)
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
    from generator.batch.compiled import Compiled, send
    from generator.batch.engines import run_here
    from generator.batch.inputs import digest_names, hash_edition
    from generator.batch.lock import hold
    from generator.batch.order import jobs_of
    from generator.batch.press import Task, Ticket
    from generator.batch.wish import Wish
    from generator.build import open_series
    from generator.config import read_edition

    edition = read_edition(EDITION)
    series, findings = open_series(edition)
    jobs = jobs_of(series, "all", ("pdf", "docx"))
    with tempfile.TemporaryDirectory() as folder, hold(Path(folder), "bench"):
        books = send(Compiled(series.book, series.before, findings))
        ticket = Ticket(str(EDITION), digest_names(hash_edition(edition)), folder, "bench", books)
        tasks = (Task(jobs[number % len(jobs)]) for number in range(count))
        begun, last = time.process_time(), 0
        for number, outcome in enumerate(run_here(ticket, tasks, Wish()), start=1):
            assert outcome.state == "made", outcome.said
            if number in (10, 50, 100, 242, 500, 1000, 2000, count):
                now = time.process_time()
                each = 1000 * (now - begun) / (number - last)
                print(f"{number:6}  {each:6.0f} ms each  {_proportional(os.getpid()):6.0f} MB", flush=True)
                begun, last = now, number


# --- the table -----------------------------------------------------------------------


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=int, default=0)
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}")
    if asked.long:
        run_long(asked.long)
        return
    units = ",".join(_names()[: asked.units])
    runs: dict[str, list[dict[str, float]]] = {"one": [], "two": [], "again": [], "cluster": []}
    machine = []
    for number in range(asked.rounds):
        with tempfile.TemporaryDirectory() as folder:
            runs["one"].append(run_batch(units, 1, Path(folder) / "one"))
            runs["two"].append(run_batch(units, 2, Path(folder) / "two"))
            runs["again"].append(run_batch(units, 2, Path(folder) / "two"))
            if importlib.util.find_spec("distributed"):
                with two_workers() as address:
                    runs["cluster"].append(run_batch(units, 2, Path(folder) / "cluster", scheduler=address))
        machine.append(machine_scaling())
        told = ", ".join(f"{name} {found[-1]['clock']:.1f} s" for name, found in runs.items() if found)
        print(f"round {number + 1}: {told}", file=sys.stderr, flush=True)
    _print_table(asked.units, runs, median(machine))


@contextmanager
def two_workers() -> Iterator[str]:
    """Yield the address of a Dask cluster of two workers on this machine, ready to work."""
    import distributed

    with distributed.LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


SPIN = "x = {}\nfor i in range(4_000_000): x[i % 5000] = (i, i * i % 7)"


def machine_scaling() -> float:
    """Return how much more two processes that share nothing get done than one: 2 on an idle machine of two cores."""
    def seconds(processes: int) -> float:
        begun = time.perf_counter()
        for started in [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(processes)]:
            started.wait()
        return time.perf_counter() - begun

    return 2 * seconds(1) / seconds(2)


def _names() -> list[str]:
    from generator.build import open_series
    from generator.config import read_edition

    return [unit.adcode for unit in open_series(read_edition(EDITION))[0].book.units]


def _print_table(count: int, runs: dict[str, list[dict[str, float]]], machine: float) -> None:
    heads = {"one": "one process", "two": "two processes", "cluster": "Dask, two workers"}
    columns = [name for name in heads if runs[name]]
    print(f"\n| {count} reports, PDF and DOCX | {' | '.join(heads[name] for name in columns)} |")
    print("|---" + "|---:" * len(columns) + "|")
    rows = (
        ("reports a minute, by the clock", lambda run: 60 * count / run["clock"], "{:.0f}"),
        ("processor time a report, ms, start included", lambda run: 1000 * run["processor"] / count, "{:.0f}"),
        ("peak memory, MB", lambda run: run["memory"], "{:.0f}"),
        ("of it the workers, MB", lambda run: run["workers"], "{:.0f}"),
    )
    for title, value, form in rows:
        cells = [
            "–" if name == "cluster" and title != rows[0][0] else form.format(median(map(value, runs[name])))
            for name in columns
        ]
        print(f"| {title} | {' | '.join(cells)} |")
    both = list(zip(runs["one"], runs["two"], strict=True))
    print(f"\nFrom one process to two: {median(one['clock'] / two['clock'] for one, two in both):.2f} "
          f"(two processes that share nothing, on this machine now: {machine:.2f}).")
    again = median(run["clock"] for run in runs["again"]), median(run["processor"] for run in runs["again"])
    print(f"A second run with nothing to do: {again[0]:.1f} s by the clock, {again[1]:.1f} s of the processor.")
    if runs["cluster"]:
        pairs = zip(runs["two"], runs["cluster"], strict=True)
        over = median(1000 * (dask["clock"] - two["clock"]) / count for two, dask in pairs)
        print(f"A report on the cluster takes {over:+.0f} ms by the clock against two processes here.")


if __name__ == "__main__":
    main()
