"""What a key of an edition file may hold: a line of text, a day, a path that stays inside the folder."""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError


def _one_line(value: str) -> str:
    if "\n" in value or "\r" in value:
        raise PydanticCustomError("one_line", "a single line")
    return value


def _in_our_time(value: datetime.date) -> datetime.date:
    if not 1900 <= value.year <= 2200:
        raise PydanticCustomError("out_of_time", "a year between 1900 and 2200")
    return value


Text = Annotated[str, Field(min_length=1, max_length=400), AfterValidator(_one_line)]
RelativePath = Annotated[str, Field(min_length=1, max_length=200)]
Sibling = Annotated[str, Field(pattern=r"^\.\./[^./\\:][^/\\:]*$")]
"""Another edition: a folder beside this one, written `../name`."""
Day = Annotated[datetime.date, AfterValidator(_in_our_time)]


def composed_alike(path: Path) -> Path:
    """Return the file beside `path` whose name is the same but for how accents are written (macOS), else `path`."""
    if path.exists() or not path.parent.is_dir():
        return path
    wanted = unicodedata.normalize("NFC", path.name)
    return next((file for file in path.parent.iterdir() if unicodedata.normalize("NFC", file.name) == wanted), path)


def inside_folder(value: str) -> str:
    """Refuse absolute paths, drive letters, `..` and backslashes: an edition reads only itself."""
    parts = value.split("/")
    if value.startswith("/") or any(mark in value for mark in "\\:\0") or ".." in parts:
        raise PydanticCustomError("outside_folder", "a path inside the folder")
    return value
