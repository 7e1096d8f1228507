"""The same batch on a Dask cluster of two workers, one of which is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.batch import BatchOptions, run_batch
from generator.errors import InputError

distributed = pytest.importorskip("distributed")

FORMATS = ("pdf", "audit")
UNITS = "成都,重庆,绵阳,德阳,宜宾,南充,泸州,达州,内江,自贡"


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as local:
        yield local


def reports(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("[0-9]*.*")}


def on(cluster: Any, edition: Path, out: Path) -> Any:
    return run_batch(BatchOptions(edition, units=UNITS, formats=FORMATS, out=out, scheduler=cluster.scheduler_address))


def test_a_cluster_that_loses_a_worker_makes_every_report_the_same_as_one_process(
    cluster: Any, edition: Path, tmp_path: Path
) -> None:
    def kill_one() -> None:
        while len(list((tmp_path / "shared").glob("[0-9]*.pdf"))) < 2:
            time.sleep(0.02)
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    result = on(cluster, edition, tmp_path / "shared")
    killer.join(10)
    assert result.exit_code == 0 and len(result.made) == 10
    run_batch(BatchOptions(edition, units=UNITS, formats=FORMATS, out=tmp_path / "alone", jobs=1))
    assert reports(tmp_path / "shared") == reports(tmp_path / "alone")


def test_workers_that_do_not_see_the_output_folder_send_the_files_back(
    cluster: Any, edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.batch import run

    real = run.Ticket
    monkeypatch.setattr(run, "Ticket", lambda *parts: real(parts[0], parts[1], "/nowhere/out", *parts[3:]))
    result = on(cluster, edition, tmp_path / "sent")
    assert len(result.made) == 10 and len(reports(tmp_path / "sent")) == 20


def test_a_scheduler_that_does_not_answer_is_told(edition: Path, tmp_path: Path, monkeypatch: Any) -> None:
    from generator.batch import cluster as module

    monkeypatch.setattr(module, "CONNECT", 0.3)
    with pytest.raises(InputError, match="连接不上"):
        run_batch(BatchOptions(edition, units="成都", out=tmp_path / "out", scheduler="tcp://127.0.0.1:9"))


def test_without_the_extra_the_message_names_it(edition: Path, tmp_path: Path, monkeypatch: Any) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "generator.batch.cluster", raising=False)
    with pytest.raises(InputError, match=r"whitepaper-generator\[cluster\]"):
        run_batch(BatchOptions(edition, units="成都", out=tmp_path / "out", scheduler="tcp://127.0.0.1:9"))
