"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.errors import OutputError

_LONGEST_NAME = 255 - 24  # bytes, less what a suffix or a temporary name adds
_LONGEST_PATH = 240
_FULL = {errno.ENOSPC, errno.EDQUOT}
_SAID = {
    errno.ENOENT: ("文件夹不存在", "the folder does not exist"),
    errno.ENOTDIR: ("上级路径不是文件夹", "its parent is not a folder"),
    errno.EISDIR: ("同名的是一个文件夹", "a folder has that name"),
    errno.EROFS: ("磁盘是只读的", "the disk is read-only"),
    errno.ENAMETOOLONG: ("文件名过长", "the file name is too long"),
}


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; when the block ends well, it becomes `path`.

    The content reaches the disk before the name does, so neither a full disk nor a broken
    run leaves half a file under the final name. Raises OutputError, in words, when the
    folder cannot be written, the disk is full, or another program holds the file open.
    """
    temporary: Path | None = None
    check_open(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _settle(temporary, path)
    except OSError as error:
        zh, en = _words(error)
        raise OutputError(f"无法写入 {path}：{zh}。", en=f"cannot write {path}: {en}") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def check_folder(folder: Path) -> None:
    """Raise OutputError where nothing could be written into `folder`; nothing is made yet.

    Work that takes minutes should not find out at its end.
    """
    _check_length(folder)
    standing = folder
    while not standing.exists() and standing != standing.parent:
        standing = standing.parent
    if not standing.is_dir():
        raise OutputError(f"无法写入 {folder}：{standing} 是文件，不是文件夹。", en=f"{standing} is not a folder")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise OutputError(f"无法写入 {folder}：没有写权限。", en=f"cannot write into {folder}")


def check_open(path: Path) -> None:
    """Raise OutputError where Word, Excel, WPS or LibreOffice holds `path` open, as their lock files tell.

    Word puts `~$` in place of the first letters of a long name and before a short one, Excel before any.
    """
    name = path.name
    marks = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")
    try:
        held = next((mark for mark in marks if (path.parent / mark).is_file()), None)
    except OSError:
        return  # what is wrong with the folder is told where it is written
    if held is not None:
        raise OutputError(
            f"{path} 正在 Word、Excel 或 WPS 中打开：请关闭后重试，或用 --out 换一个位置（若已关闭，请删去 {held}）",
            en=f"{path} is open in Word, Excel or WPS: close it, or choose another place with --out "
            f"(if it is closed, delete {held})",
        )


def _check_length(path: Path) -> None:
    """Raise OutputError for a name that no file system takes (255 bytes), on Windows also a path over 240 letters."""
    long = next((part for part in path.parts if len(os.fsencode(part)) > _LONGEST_NAME), "")
    if not long and (os.name != "nt" or len(str(path.absolute())) <= _LONGEST_PATH):
        return
    shown = long or str(path)
    raise OutputError(
        f"无法写入：名称或路径过长（{shown[:40]}…），请用 --out 换一个较短的位置",
        en=f"the name or path is too long ({shown[:40]}…): choose a shorter place with --out",
    )


def _settle(temporary: Path, path: Path) -> None:
    """Flush the temporary file and give it its name, with the rights a new file would have."""
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    mask = os.umask(0)
    os.umask(mask)
    temporary.chmod(0o666 & ~mask)
    temporary.replace(path)


def _words(error: OSError) -> tuple[str, str]:
    """Return in Chinese and English what went wrong, and what the reader can do about it."""
    if isinstance(error, PermissionError):
        return (
            "文件可能正在 Word、WPS 或阅读器中打开，或者没有写权限；请关闭后重试，或换一个文件名",
            "it may be open in Word, WPS or a reader, or you may not write there; "
            "close it and try again, or choose another name",
        )
    if error.errno in _FULL:
        return "磁盘空间不足", "the disk is full"
    plain = error.strerror or str(error)
    return _SAID.get(error.errno or 0, (plain, plain))
