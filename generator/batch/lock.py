"""One batch at a time in a folder.

The lock is the operating system's, on a file that stays: it ends with the process that holds it, however
that process ends, so a batch that was killed leaves nothing to clear away and two that start at once
cannot both win. The file says who holds it, for the message to the other one.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from generator.atomic import check_folder
from generator.errors import OutputError

FOLDER = ".batch"
NAME = "lock"


def state_folder(out: Path) -> Path:
    """Return the hidden folder in which a batch keeps its lock, journal and unfinished files."""
    return out / FOLDER


@contextmanager
def hold(out: Path, token: str) -> Iterator[bool]:
    """Hold the lock of `out` for a `with` block; yields whether a run before broke off.

    Raises OutputError where another batch is at work there and where `out` cannot be written.
    """
    check_folder(out)
    try:
        state_folder(out).mkdir(parents=True, exist_ok=True)
        stream = (state_folder(out) / NAME).open("a+", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"无法写入 {out}：{error.strerror}", en=f"cannot write {out}: {error.strerror}") from error
    with stream:
        if not _take(stream):
            raise _held(stream, out)
        broken = bool(_read(stream))
        began = datetime.now().astimezone().isoformat(" ", "seconds")
        _write(stream, {"token": token, "pid": os.getpid(), "host": platform.node(), "began": began})
        try:
            yield broken
        finally:
            with suppress(OSError):
                _write(stream, None)


def holds(out: Path, token: str) -> bool:
    """Return whether the lock of `out`, as seen from here, belongs to the batch of this token."""
    try:
        with (state_folder(out) / NAME).open(encoding="utf-8") as stream:
            return bool(_read(stream).get("token") == token)
    except OSError:
        return False


def _held(stream: IO[str], out: Path) -> OutputError:
    owner = _read(stream)
    host, pid, began = (owner.get(key, "?") for key in ("host", "pid", "began"))
    return OutputError(
        f"已有批量任务在运行（{host}，PID {pid}，开始于 {began}），正在写 {out}；请等它结束，或换一个输出文件夹",
        en=f"another batch ({host}, PID {pid}, began {began}) is writing {out}; wait for it or choose another folder",
    )


def _read(stream: IO[str]) -> dict[str, object]:
    stream.seek(0)
    try:
        owner = json.loads(stream.read() or "{}")
    except ValueError:
        return {"pid": "?"}  # cut off while it was written
    return owner if isinstance(owner, dict) else {}


def _write(stream: IO[str], owner: dict[str, object] | None) -> None:
    stream.seek(0)
    stream.truncate()
    stream.write(json.dumps(owner) if owner else "")
    stream.flush()


def _take(stream: IO[str]) -> bool:
    """Return whether the lock is ours now. Where the file system knows no locks, nobody is kept out."""
    if os.name == "nt":
        return _take_windows(stream)
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _take_windows(stream: IO[str]) -> bool:
    """Lock one byte far behind the text: a locked range cannot be read by others."""
    import msvcrt

    stream.seek(1 << 20)
    try:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
