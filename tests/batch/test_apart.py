"""Work done in a process of its own: what it returns, raises and dies of."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from generator.batch.apart import begun_apart
from generator.errors import FindingsError
from generator.findings import Finding, Place, Severity

FOUND = Finding("E301", Severity.ERROR, Place("scores.xlsx", "得分", "C4"), "七", "不是数字", "not a number")


def whose() -> int:
    return os.getpid()


def fail() -> None:
    raise FindingsError("数据有错误", (FOUND,), en="the data hold errors")


def die_unless_in(parent: int) -> str:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done here"


def say_and_sleep(note: str) -> None:
    Path(note).write_text(str(os.getpid()))
    time.sleep(60)


def test_another_process_does_it() -> None:
    with begun_apart(whose) as result:
        assert result() not in (0, os.getpid())


def test_what_it_raises_comes_back_in_both_languages_with_its_findings() -> None:
    with begun_apart(fail) as result, pytest.raises(FindingsError) as raised:
        result()
    assert raised.value.say("zh") == "数据有错误" and raised.value.say("en") == "the data hold errors"
    assert raised.value.findings == (FOUND,)


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_a_process_that_dies_costs_nothing_but_time() -> None:
    with begun_apart(die_unless_in, os.getpid()) as result:
        assert result() == "done here"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_block_that_is_left_early_leaves_no_process_behind(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with pytest.raises(KeyboardInterrupt), begun_apart(say_and_sleep, str(note)):
        limit = time.monotonic() + 30
        while not (note.exists() and note.read_text()) and time.monotonic() < limit:
            time.sleep(0.02)
        raise KeyboardInterrupt
    pid = note.read_text()
    limit = time.monotonic() + 5
    while Path(f"/proc/{pid}/exe").exists() and time.monotonic() < limit:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}/exe").exists()
