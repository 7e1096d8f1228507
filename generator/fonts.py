"""The faces in fonts/: which file plays which role, what it covers, and what stands in for it.

A role is a family (sans, serif) and a weight (light, regular, bold). A file of the same name in the
folder named by WHITEPAPER_FONTS goes before the shipped one, and so does `<role>-full.ttf` put beside
the shipped faces: that is how a full face takes the place of a subset.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.errors import EditionError
from generator.findings import Finding, Place, Severity
from generator.paths import shipped

if TYPE_CHECKING:
    import uharfbuzz as hb

Family = Literal["sans", "serif"]
Weight = Literal["light", "regular", "bold"]

FAMILIES: tuple[Family, ...] = ("sans", "serif")
WEIGHTS: tuple[Weight, ...] = ("light", "regular", "bold")
SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")

# Light lacks rare characters and the serif has no light at all: both fall back to regular.
STAND_INS: dict[Weight, tuple[Weight, ...]] = {
    "light": ("light", "regular"),
    "regular": ("regular",),
    "bold": ("bold", "regular"),
}


@lru_cache(maxsize=1)
def own_folder() -> str:
    """Return the folder of own faces, "" for none. It is looked up once: every text asks for it."""
    return os.environ.get("WHITEPAPER_FONTS", "")


def face_path(family: Family, weight: Weight) -> Path | None:
    """Return the file that plays a role, or None where no file does."""
    name = f"{family}-{weight}"
    own = own_folder()
    places = [(Path(own), name)] if own else []
    places += [(shipped("fonts"), f"{name}-full"), (shipped("fonts"), name)]
    for folder, stem in places:
        for suffix in SUFFIXES:
            path = folder / f"{stem}{suffix}"
            if path.is_file():
                return path
    return None


SHIPPED: tuple[tuple[Family, Weight], ...] = (
    ("sans", "light"), ("sans", "regular"), ("sans", "bold"), ("serif", "regular"), ("serif", "bold"),
)


def check_faces() -> None:
    """Raise EditionError (E508), naming every file that should be there, where a face is missing or broken."""
    faults = []
    for family, weight in SHIPPED:
        path = face_path(family, weight)
        try:
            if path is None:
                raise EditionError("missing")
            load_face(path)
        except EditionError:
            shown = str(path or shipped("fonts") / f"{family}-{weight}.ttf")
            faults.append(
                Finding(
                    "E508", Severity.ERROR, Place(shown), "", f"字体 {family}-{weight} 缺失或损坏",
                    f"the face {family}-{weight} is missing or damaged", "请重新安装本工具", "reinstall this tool",
                )
            )
    if faults:
        raise EditionError("字体不完整，未生成文件", faults, en="faces are missing; nothing was written")


def fallback_chain(family: Family, weight: Weight) -> tuple[Path, ...]:
    """Return the faces asked in turn for a glyph: the role itself, its stand-ins, then the other family.

    Raises EditionError where not one of them exists.
    """
    families = (family, *(other for other in FAMILIES if other != family))
    paths = [face_path(one, stand_in) for one in families for stand_in in STAND_INS[weight]]
    chain = tuple(dict.fromkeys(path for path in paths if path is not None))
    if not chain:
        raise EditionError(f"fonts: no face for {family}-{weight} in {shipped('fonts')}")
    return chain


@lru_cache(maxsize=64)
def _load(path: Path, _stamp: tuple[int, int]) -> hb.Face:
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(path)))
    if not face.glyph_count or not _is_whole(path):
        raise EditionError(f"fonts: {path.name} is not a font file")
    return face


def _is_whole(path: Path) -> bool:
    """Return whether every table that an sfnt file lists lies inside it: a cut file lists more than it holds."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(12)
        if head[:4] == b"ttcf" or len(head) < 12:
            return len(head) == 12
        count = int.from_bytes(head[4:6], "big")
        records = [stream.read(16) for _ in range(count)]
    ends = [int.from_bytes(record[8:12], "big") + int.from_bytes(record[12:16], "big") for record in records]
    return all(len(record) == 16 for record in records) and max(ends, default=0) <= size


def load_face(path: Path) -> hb.Face:
    """Return the HarfBuzz face of a file, mapped into memory, in well under a millisecond.

    A file replaced on disk is read anew. Raises EditionError for a file that is no font.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise EditionError(f"fonts: {path.name} cannot be read ({error.strerror})") from error
    return _load(path, (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=64)
def coverage(path: Path) -> frozenset[int]:
    """Return the code points a face has a glyph for."""
    return frozenset(load_face(path).unicodes)


def missing_characters(text: str, family: Family = "sans", weight: Weight = "regular") -> list[str]:
    """Return the characters of `text` that no face of the chain can draw, each once, in order.

    Controls, spaces, joiners and variation selectors need no glyph.
    """
    faces = [coverage(path) for path in fallback_chain(family, weight)]
    return [
        char
        for char in dict.fromkeys(text)
        if _needs_glyph(char) and not any(ord(char) in face for face in faces)
    ]


def missing_findings(text: str, place: Place, family: Family = "sans") -> Iterable[Finding]:
    """Yield one error for every character of `text` that would print as an empty box."""
    for char in missing_characters(text, family):
        code, name = f"U+{ord(char):04X}", unicodedata.name(char, "?")
        yield Finding(
            code="E420",
            severity=Severity.ERROR,
            place=place,
            value=char,
            zh=f"字体中没有“{char}”（{code}）",
            en=f"no face has the character {char} ({code} {name})",
            hint_zh="换一个字，或在 WHITEPAPER_FONTS 所指文件夹中放入包含该字的字体",
            hint_en="use another character, or put a face that has it in the folder WHITEPAPER_FONTS names",
        )


def _needs_glyph(char: str) -> bool:
    if unicodedata.category(char) in {"Cc", "Cf", "Zs", "Zl", "Zp"}:
        return False
    return not (0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF)
