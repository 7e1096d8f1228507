"""Everything a report depends on, as hashes: the edition's files, and the means of making it.

Two reports with the same inputs have the same bytes; where one hash differs, its name is the reason
for making the report anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from generator import __version__
from generator.config import Edition, read_sibling
from generator.errors import InputError
from generator.fonts import FAMILIES, WEIGHTS, face_path
from generator.paths import shipped
from generator.theme import Theme

LIBRARIES = (
    "reportlab", "uharfbuzz", "pikepdf", "python-docx", "lxml", "matplotlib", "numpy", "pandas",
    "jinja2", "markdown-it-py", "mdit-py-plugins", "pillow", "fonttools", "segno",
)
"""The libraries whose version may change a byte of a report."""

MAX_PACK = 256 << 20
_PACKAGE = Path(__file__).resolve().parents[1]
_SIZE = 16
_OLDEST = (1980, 1, 1, 0, 0, 0)


def digest(*pieces: bytes) -> str:
    """Return the BLAKE2b hash of some bytes, 32 hexadecimal digits."""
    made = hashlib.blake2b(digest_size=_SIZE)
    for piece in pieces:
        made.update(piece)
    return made.hexdigest()


def digest_file(path: Path) -> str:
    """Return the hash of a file's content."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=_SIZE)).hexdigest()


def digest_names(hashes: Mapping[str, str]) -> str:
    """Return one hash for many named ones."""
    return digest(*(f"{name}\0{value}\n".encode() for name, value in sorted(hashes.items())))


def folders_of(edition: Edition) -> tuple[Path, ...]:
    """Return the folders an edition reads: its own, the one it borrows scores from, the one it compares."""
    found = [edition]
    if edition.compare is not None:
        found.append(read_sibling(edition.folder, edition.compare))
    homes = [part.folder for one in found for part in (one, one.scores_home)]
    return tuple(dict.fromkeys(homes))


def edition_files(edition: Edition, besides: Path | None = None) -> dict[str, Path]:
    """Return every file of the edition by its name in words of the folders: `western-2020/scores.xlsx`.

    Hidden files, Office's lock files and what lies in `besides` (the outputs) are no inputs; neither is
    a link that leads out of its folder.
    """
    found = {}
    for folder in folders_of(edition):
        for path in _files(folder):
            if besides is not None and path.resolve().is_relative_to(besides.resolve()):
                continue
            found[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = path
    return dict(sorted(found.items()))


def hash_edition(edition: Edition, besides: Path | None = None) -> dict[str, str]:
    """Return the hash of every file of the edition."""
    return {name: digest_file(path) for name, path in edition_files(edition, besides).items()}


def pack(edition: Edition, besides: Path | None = None) -> bytes:
    """Return the edition's files as a zip archive, for a worker on another machine."""
    target = io.BytesIO()
    size = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in edition_files(edition, besides).items():
            content = path.read_bytes()
            size += len(content)
            if size > MAX_PACK:
                raise InputError(
                    f"版本文件夹超过 {MAX_PACK >> 20} MB，不能发给集群", en="the edition is too large to send"
                )
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unpack(packed: bytes, folder: Path) -> None:
    """Write what `pack` made below `folder`; no name leads out of it."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            path = (folder / name).resolve()
            if not path.is_relative_to(folder.resolve()):
                raise InputError(f"{name}：不在文件夹之内", en=f"{name} leads out of the folder")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))


def hash_means(edition: Edition, theme: Theme) -> dict[str, str]:
    """Return the hashes of what makes the reports: code, libraries, theme, fonts, assets, Word's part, date."""
    faces = {path.name: path for family in FAMILIES for weight in WEIGHTS if (path := face_path(family, weight))}
    return {
        "version": __version__,
        "code": hash_code(),
        "libraries": _hash_libraries(),
        "theme": digest(repr(theme).encode()),
        "word": _hash_word(edition),
        "fonts": digest_names({name: digest_file(path) for name, path in faces.items()}),
        "assets": _hash_folder(shipped("assets")),
        "templates": _hash_folder(edition.family_folder("city")),
        "moment": os.environ.get("SOURCE_DATE_EPOCH", ""),
    }


def _hash_word(edition: Edition) -> str:
    """Return the hash of what only the Word file depends on: charts or pictures, the team's own styles."""
    template = edition.inside(edition.word.template).read_bytes() if edition.word.template else b""
    return digest(f"{edition.figures.docx} {edition.word!r}".encode(), template)


CONTENT_ONLY = frozenset({"templates"})
"""Means that reach a report through what it says alone: where that is the same, nothing is to be done."""


@cache
def hash_code() -> str:
    """Return the hash of this package's source."""
    return _hash_folder(_PACKAGE, "*.py", skip="_shipped")


@cache
def _hash_libraries() -> str:
    return digest_names({name: metadata.version(name) for name in LIBRARIES})


def _hash_folder(folder: Path, pattern: str = "*", skip: str = "") -> str:
    paths = (path for path in _files(folder, pattern) if not skip or skip not in path.parts)
    return digest_names({path.relative_to(folder).as_posix(): digest_file(path) for path in paths})


def _files(folder: Path, pattern: str = "*") -> Iterator[Path]:
    inside = folder.resolve()
    for path in _sorted(folder.rglob(pattern)):
        names = path.relative_to(folder).parts
        if any(name.startswith((".", "~$")) or name == "__pycache__" for name in names) or not path.is_file():
            continue
        if path.resolve().is_relative_to(inside):
            yield path


def _sorted(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: path.as_posix())
