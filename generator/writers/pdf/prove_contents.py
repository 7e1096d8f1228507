"""The proof of contents pages: every line names what it leads to, and the page on which that stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from generator import document as d
from generator.findings import Finding
from generator.writers.pieces import Piece, captioned_blocks
from generator.writers.proof import finding, squeezed

CUT = "…"
"""Ends a title that is too long for its line."""


def prove_contents(document: d.Document, found: tuple[Piece, ...], path: Path) -> Iterator[Finding]:
    """Yield a finding for every line of contents that is missing, says something else or leads elsewhere."""
    there: dict[int, str] = {}
    for piece in found:
        if piece.kind in ("heading", "caption"):
            there[piece.page] = there.get(piece.page, "") + "\n" + squeezed(piece.text)
    lines = [piece for piece in found if piece.kind == "entry"]
    for wanted, line in zip_longest(expected_lines(document), lines):
        if line is None:
            shown = wanted.title
            yield finding("E611", path, 0, shown, f"目录缺少：{shown}", f"not in the contents: {shown}")
        elif wanted is None:
            shown = line.text
            yield finding("E613", path, line.page, shown, f"目录多出：{shown}", f"not due: {shown}")
        elif not _says(line, wanted):
            shown = f"{wanted.number}　{wanted.title}　{line.words}"
            yield finding(
                "E612", path, line.page, line.text, f"目录应为“{shown}”，文件中是“{line.text}”",
                f"the contents should say '{shown}', the file has '{line.text}'",
            )
        elif wanted.seen and squeezed(wanted.title) not in there.get(line.level, ""):
            yield finding(
                "E612", path, line.page, line.text, f"目录中的“{line.text}”不在第{line.words}页",
                f"'{line.text}' of the contents is not on page {line.words}",
            )


class Line(NamedTuple):
    """What a line must show beside the page; `seen` is whether the title stands on that page too."""

    number: str
    title: str
    seen: bool = True


def _says(line: Piece, wanted: Line) -> bool:
    """Return whether a line shows number, title and page, the title cut where it is too long."""
    shown, whole = squeezed(line.text), squeezed(wanted.number + wanted.title)
    if not shown.endswith(line.words):
        return False
    shown = shown.removesuffix(line.words)
    return shown == whole or (shown.endswith(CUT) and whole.startswith(shown.removesuffix(CUT)))


def expected_lines(document: d.Document) -> Iterator[Line]:
    """Yield every line, of contents pages and of chapter openers, in reading order."""
    for part in document.parts:
        match part:
            case d.Contents():
                for other in document.parts:
                    yield from _part_lines(other, part.depth)
                for kind, title in ((d.Figure, part.figures), (d.Table, part.tables)):
                    for block in captioned_blocks(document) if title else ():
                        if isinstance(block, kind) and block.caption:
                            yield Line(block.caption.label, block.caption.text)
            case d.Chapter():
                yield from _headings(part, 1)
            case _:
                pass


def _part_lines(part: d.Part, depth: int) -> Iterator[Line]:
    match part:
        case d.Chapter():
            yield Line(part.label if part.label != part.title else "", part.title)
        case d.Plain() if part.listed:
            yield Line("", part.title, seen=not part.small)
        case _:
            return
    yield from _headings(part, depth)


def _headings(part: d.Part, depth: int) -> Iterator[Line]:
    for block in d.walk(d.blocks_of(part)):
        if isinstance(block, d.Heading) and block.listed and block.level <= depth:
            yield Line(block.number, block.title)
