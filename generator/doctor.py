"""What `whitepaper doctor` looks at: Python, libraries, faces, shipped folders, a place to write."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator import __version__
from generator.errors import WhitepaperError
from generator.findings import user_language
from generator.fonts import check_faces
from generator.paths import shipped

LIBRARIES = ("reportlab", "python-docx", "matplotlib", "pandas", "uharfbuzz", "pikepdf", "jinja2", "pydantic")


class Line(NamedTuple):
    """One thing looked at: its name, whether it is well, and what was seen."""

    name: str
    well: bool
    seen: str


def examine() -> list[Line]:
    """Return everything looked at, in order; nothing is changed."""
    return [line for look in _LOOKS for line in look()]


def _python() -> Iterator[Line]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Line("Python", sys.version_info >= (3, 11), version)
    yield Line("whitepaper-generator", True, __version__)


def _libraries() -> Iterator[Line]:
    for name in LIBRARIES:
        try:
            yield Line(name, True, importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            yield Line(name, False, _words("未安装", "not installed"))


def _faces() -> Iterator[Line]:
    try:
        check_faces()
    except WhitepaperError as error:
        yield Line("fonts", False, "；".join(finding.place.file for finding in error.findings))
        return
    for line in (shipped("fonts") / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        file = shipped("fonts") / name.strip()
        if file.suffix == ".ttf" and file.is_file():
            same = hashlib.sha256(file.read_bytes()).hexdigest() == wanted
            yield Line(file.name, same, _words("完好", "intact") if same else _words("内容不符", "changed"))


def _folders() -> Iterator[Line]:
    for folder in ("templates", "assets", "fonts"):
        path = shipped(folder)
        yield Line(folder, path.is_dir(), str(path))


def _writing() -> Iterator[Line]:
    folder = Path("output") if Path("output").is_dir() else Path()
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield Line(_words("可写", "writable"), False, f"{folder.resolve()}：{error.strerror}")
    else:
        yield Line(_words("可写", "writable"), True, str(folder.resolve()))
    yield Line("WHITEPAPER_FONTS", True, os.environ.get("WHITEPAPER_FONTS", "—"))


def _words(zh: str, en: str) -> str:
    return en if user_language() == "en" else zh


_LOOKS: tuple[Callable[[], Iterator[Line]], ...] = (_python, _libraries, _faces, _folders, _writing)
