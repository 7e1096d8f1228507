"""What a batch survives: workers and parents killed, Ctrl-C, a full disk, a folder that cannot be written.

After each of them nothing cut stands under a final name, what was finished stays, and the next run does
only the rest.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pikepdf
import pytest

from generator.batch import BatchOptions, BatchResult, run_batch

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and sends signals")

FEW = "成都,重庆,绵阳,德阳,宜宾,南充,泸州,达州,内江,自贡,乐山,广元"
UNITS = FEW + (
    ",西安,贵阳,昆明,兰州,南宁,西宁,银川,拉萨,包头,咸阳,遵义,榆林,柳州,桂林,北海,宝鸡,玉溪,曲靖,延安,汉中"
)
COUNT = len(UNITS.split(","))  # so many that a run lasts: what happens in the middle must not come after its end


def start(edition: Path, out: Path, *more: str, units: str = UNITS, jobs: int = 2) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "generator", "batch", str(edition), "--units", units, "--out", str(out)]
    return subprocess.Popen(
        [*command, "--jobs", str(jobs), *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, cwd=Path(__file__).parents[2], env={**os.environ, "WHITEPAPER_LANG": "en"},
        preexec_fn=_heed_ctrl_c,
    )


def _heed_ctrl_c() -> None:
    """Undo what a shell does to commands in the background: they ignore Ctrl-C, and so would their children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finished(out: Path) -> set[str]:
    """Return the names of finished files, after opening each: none may be cut."""
    names = set()
    for path in [*out.glob("*.pdf"), *out.glob("*.docx")]:
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
        else:
            pikepdf.open(path).close()
        if path.name != "contact.pdf":
            names.add(path.name)
    return names


def wait_for_files(out: Path, count: int, run: subprocess.Popen[str]) -> None:
    limit = time.monotonic() + 60
    while len(list(out.glob("*.pdf"))) < count and run.poll() is None and time.monotonic() < limit:
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """Return the report workers of a batch: the children that are no resource tracker."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return [child for child in found if "tracker" not in Path(f"/proc/{child}/cmdline").read_text()]


def resume(edition: Path, out: Path) -> BatchResult:
    return run_batch(BatchOptions(edition, out=out, jobs=1, resume=True))


def test_a_killed_worker_costs_no_report(edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with start(edition, out) as run:
        wait_for_files(out, 2, run)
        os.kill(children(run.pid)[0], signal.SIGKILL)
        said, errors = run.communicate(timeout=120)
    assert run.returncode == 0, errors + said
    assert len(finished(out)) == 2 * COUNT


@pytest.mark.parametrize("after", [0, 3, 7])
def test_a_killed_parent_leaves_whole_files_and_resume_does_only_the_rest(
    edition: Path, tmp_path: Path, after: int
) -> None:
    out = tmp_path / "out"
    with start(edition, out) as run:
        if after:
            wait_for_files(out, after, run)
        else:
            while not (out / ".batch" / "journal.jsonl").exists() and run.poll() is None:
                time.sleep(0.02)
        workers = children(run.pid)
        run.kill()
    limit = time.monotonic() + 30
    while any(Path(f"/proc/{pid}/exe").exists() for pid in workers) and time.monotonic() < limit:
        time.sleep(0.05)  # a worker without a parent ends by itself
    kept = finished(out)
    before = {name: (out / name).stat().st_mtime_ns for name in kept}
    result = resume(edition, out)
    assert result.resumed and result.exit_code == 0 and len(finished(out)) == 2 * COUNT
    assert len(result.current) >= after - 2, result.why  # one that was done, its line not yet written, is made again
    untouched = [name for name in kept if (out / name).stat().st_mtime_ns == before[name]]
    assert len(untouched) >= 2 * len(result.current)
    assert not (out / ".batch" / "making").exists()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_batch_closes_its_books_and_says_130(edition: Path, tmp_path: Path, sent: int) -> None:
    out = tmp_path / "out"
    with start(edition, out) as run:
        wait_for_files(out, 3, run)
        os.killpg(run.pid, sent) if sent == signal.SIGINT else os.kill(run.pid, sent)
        _, errors = run.communicate(timeout=60)
    assert run.returncode == 130 and "Interrupted" in errors and "Traceback" not in errors, errors
    assert (out / "manifest.json").exists() and not (out / ".batch" / "making").exists()
    done = len(finished(out)) // 2
    result = resume(edition, out)
    assert result.exit_code == 0 and len(result.current) == done and len(finished(out)) == 2 * COUNT


def test_a_second_ctrl_c_stops_a_batch_at_once(edition: Path, tmp_path: Path) -> None:
    """The workers stand still, so that nothing in hand is ever done."""
    out = tmp_path / "out"
    with start(edition, out) as run:
        wait_for_files(out, 1, run)
        workers = children(run.pid)
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        os.kill(run.pid, signal.SIGINT)
        time.sleep(0.5)
        assert run.poll() is None
        os.kill(run.pid, signal.SIGINT)
        _, errors = run.communicate(timeout=60)
    assert run.returncode == 130 and "Ctrl-C again" in errors and "Traceback" not in errors, errors
    assert resume(edition, out).exit_code == 0 and len(finished(out)) == 2 * COUNT


@pytest.mark.parametrize("bad", [("510100_",), ("510100_", "510700_", "500000_")])
def test_a_report_that_kills_its_worker_every_time_takes_no_other_along(
    edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: tuple[str, ...]
) -> None:
    """A sitecustomize kills every worker that begins on one of them, as a fault in a C library would; it
    waits a little, so that the other worker has begun on a report that is then lost with it."""
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "sitecustomize.py").write_text(
        "import os, sys, time\n"
        "def watch(event, details):\n"
        "    if event == 'open' and '.batch/making' in str(details[0]):\n"
        f"        if any(name in str(details[0]) for name in {bad!r}):\n"
        "            time.sleep(0.2)\n"
        "            os.kill(os.getpid(), 9)\n"
        "if 'loky' in ' '.join(sys.orig_argv):\n"
        "    sys.addaudithook(watch)\n"
        "from importlib.machinery import PathFinder\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", f"{trap}{os.pathsep}{Path(__file__).parents[2]}")
    out = tmp_path / "out"
    with start(edition, out, "--json", units=FEW) as run:
        said, errors = run.communicate(timeout=300)
    assert run.returncode == 4, errors
    failed = json.loads(said)["failed"]
    assert len(failed) == len(bad) and all("died every time" in one["why"] for one in failed)
    assert len(finished(out)) == 2 * (len(FEW.split(",")) - len(bad))


def in_a_small_disk(command: list[str], folder: Path, options: str) -> subprocess.CompletedProcess[str] | None:
    """Run a command with a disk of its own at `folder`; None where that needs rights we lack."""
    if not shutil.which("unshare"):
        return None
    folder.mkdir(exist_ok=True)
    script = f'mount -t tmpfs -o {options} none "$0" || exit 99; exec "$@"'
    ran = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, str(folder), *command], capture_output=True, text=True, timeout=120,
        check=False, cwd=Path(__file__).parents[2], env={**os.environ, "WHITEPAPER_LANG": "en"},
    )
    return None if ran.returncode in (1, 99) and "generator" not in ran.stderr + ran.stdout else ran


LISTING = """
import sys, subprocess, zipfile, pikepdf
from pathlib import Path
code = subprocess.run(sys.argv[2:]).returncode
for path in Path(sys.argv[1]).iterdir():
    if path.suffix == ".pdf":
        pikepdf.open(path).close()
    if path.suffix == ".docx":
        assert zipfile.ZipFile(path).testzip() is None
    if path.is_file():
        print("whole", path.name)
sys.exit(code)
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_ends_the_batch_with_whole_files_and_says_5(edition: Path, tmp_path: Path, jobs: str) -> None:
    out = tmp_path / "disk"
    batch = [sys.executable, "-m", "generator", "batch", str(edition), "--units", UNITS, "--out", str(out)]
    listing = [sys.executable, "-c", LISTING, str(out), *batch, "--jobs", jobs]
    ran = in_a_small_disk(listing, out, "size=1500k")
    if ran is None:
        pytest.skip("no disk can be mounted here")
    assert ran.returncode == 5, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr and "disk is full" in ran.stdout + ran.stderr
    assert "not reached" in ran.stdout and "whole" in ran.stdout


def test_a_read_only_disk_is_told_before_any_work(edition: Path, tmp_path: Path) -> None:
    out = tmp_path / "disk"
    batch = [sys.executable, "-m", "generator", "batch", str(edition), "--units", UNITS, "--out", str(out)]
    ran = in_a_small_disk(batch, out, "ro")
    if ran is None:
        pytest.skip("no disk can be mounted here")
    assert ran.returncode == 5 and "Traceback" not in ran.stderr, ran.stdout + ran.stderr


def test_a_file_above_the_size_allowed_is_told_and_no_cut_file_stays(edition: Path, tmp_path: Path) -> None:
    """The limit of the shell (ulimit -f) stands for a quota: it cuts the write in the middle."""
    out = tmp_path / "out"
    command = f"ulimit -f 100; exec {sys.executable} -m generator batch {edition} --units 成都 --out {out} --jobs 1"
    ran = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2], timeout=60
    )
    assert ran.returncode in (4, 5) and "Traceback" not in ran.stderr, ran.stderr
    assert finished(out) == set()


def test_a_path_that_is_a_file_is_told_before_any_work(edition: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with start(edition, tmp_path / "out") as run:
        _, errors = run.communicate(timeout=60)
    assert run.returncode == 5 and "not a folder" in errors


def test_a_change_of_the_edition_while_the_batch_runs_mixes_nothing(edition: Path, tmp_path: Path) -> None:
    from generator.batch.compiled import Compiled, send
    from generator.batch.press import Press, Ticket
    from generator.build import open_series
    from generator.config import read_edition
    from generator.errors import InputError

    series, findings = open_series(read_edition(edition))
    books = send(Compiled(series.book, series.before, findings))
    with pytest.raises(InputError, match="改动"):
        Press(Ticket(str(edition), "the hash of before", str(tmp_path), "token", books))
