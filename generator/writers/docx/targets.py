"""Everything a reference or a contents page can point at, found before the first word is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.document import (
    Caption,
    Chapter,
    Document,
    Figure,
    Heading,
    Part,
    Plain,
    Table,
    blocks_of,
    walk,
)

_UNSAFE = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Target:
    """A heading, figure or table: its label (第三章, 01, 图3-1), title, and bookmarks.

    `mark` encloses what a REF shows (a caption's label, a heading's title) and `contents` is the
    bookmark of the contents entry. `level` is 1 for chapters; figures and tables have 0. `chapter` is
    the place of the part around it; `word` a caption's word.
    """

    kind: str
    label: str
    title: str
    mark: str
    contents: str
    level: int = 0
    id: str = ""
    chapter: int = 0
    listed: bool = True
    word: str = ""


def find_targets(document: Document) -> tuple[Target, ...]:
    """Return all targets of a document in reading order."""
    found: list[Target] = []
    for chapter, part in enumerate(document.parts):
        for kind, label, title, level, key, listed, word in _of_part(part):
            index = len(found) + 1
            found.append(
                Target(kind, label, title, _mark(key, index), f"_Toc{900_000_000 + index}",
                       level, key, chapter, listed, word)
            )  # fmt: skip
    return tuple(found)


def _of_part(part: Part) -> Iterator[tuple[str, str, str, int, str, bool, str]]:
    if isinstance(part, Chapter):
        yield "heading", part.label, part.title, 1, part.id, True, ""
    if isinstance(part, Plain):
        yield "heading", "", part.title, 1, part.id, part.listed, ""
    for block in walk(blocks_of(part)):
        match block:
            case Heading():
                yield "heading", block.number, block.title, block.level + 1, block.id, block.listed, ""
            case Figure() | Table():
                kind = "figure" if isinstance(block, Figure) else "table"
                caption = block.caption
                if caption:
                    yield kind, caption.label, caption.text, 0, block.id, True, _sequence(caption)
                else:
                    yield kind, "", "", 0, block.id, False, ""
            case _:
                pass


def _sequence(caption: Caption) -> str:
    """Return the name of the sequence a caption counts in; Word allows no spaces in it."""
    return "".join(caption.word.split()) or "题注"


def _mark(key: str, index: int) -> str:
    """Return a bookmark name: a letter first, at most 40 signs, unique by its number."""
    return f"R{index}_{_UNSAFE.sub('_', key)[:30]}" if key else f"R{index}"
