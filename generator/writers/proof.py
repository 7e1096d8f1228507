"""The proof: what a finished file says is what the document says, in the same order.

Texts between two objects are compared as one run of characters without spaces, tables cell by cell,
captions word by word, native charts value by value. Every difference is a finding of error level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path
from typing import assert_never

from generator.findings import Finding, Place, Severity
from generator.writers.pieces import Piece

_SHOWN = 60
_BEFORE, _ROW_BEFORE = 10, 40
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]|[^。；！？]+")
_UNSEEN = re.compile("[\\s\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\u00ad\ufeff\ufffe\uffff]+")


def compare(expected: Iterable[Piece], found: Iterable[Piece], path: Path) -> list[Finding]:
    """Return every difference between what must be in the file at `path` and what was read from it."""
    wanted, read = merged(expected), merged(found)
    keys = [_key(piece) for piece in wanted], [_key(piece) for piece in read]
    findings: list[Finding] = []
    for same, first, last, begin, end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if same != "equal":
            findings.extend(_differences(wanted[first:last], read[begin:end], path))
    return findings


def squeezed(text: str) -> str:
    """Return a text without spaces, and without the controls and noncharacters that no page can show."""
    return _UNSEEN.sub("", text)


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces with neighbouring texts made one, and so the pages of a long table."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and piece.kind == last.kind == "text" and piece.below == last.below:
            joined[-1] = replace(last, text=last.text + piece.text)
        elif last and piece.kind == "table" and _continues(piece, last):
            joined[-1] = replace(last, rows=last.rows + piece.rows[piece.head :])
        else:
            joined.append(piece)
    return joined


def _continues(piece: Piece, before: Piece) -> bool:
    """Return whether a table goes on with the one before it: nothing between them, and the same head."""
    if before.kind != "table" or not piece.head:
        return False
    return piece.rows[: piece.head] == before.rows[: before.head]


def _key(piece: Piece) -> object:
    """Return what must be equal; a picture has no series to compare."""
    match piece.kind:
        case "table":
            return "table", tuple(tuple(squeezed(cell) for cell in row) for row in piece.rows)
        case "figure":
            values = tuple((one.categories, one.values) for one in piece.series)
            return "figure", squeezed(piece.words), squeezed(piece.text), values
        case "heading":
            return "heading", piece.level, squeezed(piece.text)
        case "text" | "caption" | "note" | "entry":
            return piece.kind, squeezed(piece.text)
        case _:
            assert_never(piece.kind)


def _differences(expected: list[Piece], found: list[Piece], path: Path) -> Iterator[Finding]:
    """Yield one finding for each pair of the same kind, then for what is left over on either side."""
    left = list(found)
    for piece in expected:
        twin = next((other for other in left if other.kind == piece.kind), None)
        if twin is None:
            yield finding("E611", path, 0, name(piece), f"缺少：{name(piece)}", f"missing: {name(piece)}")
            continue
        left.remove(twin)
        for was, now in _contrasts(piece, twin):
            yield finding(
                "E612", path, twin.page, now, f"应为“{was}”，文件中是“{now}”",
                f"should be '{was}', the file has '{now}'",
            )
    for piece in left:
        shown = name(piece)
        yield finding("E613", path, piece.page, shown, f"多出：{shown}", f"not expected: {shown}")


def _contrasts(piece: Piece, twin: Piece) -> Iterator[tuple[str, str]]:
    """Yield the two sides of every place where they differ, cut to what a message can hold."""
    if piece.kind == "table":
        yield from _rows_apart(piece, twin)
    elif piece.kind == "heading" and squeezed(piece.text) == squeezed(twin.text):
        shown = squeezed(piece.text)[:_SHOWN]
        yield f"{piece.level} 级标题 {shown}", f"{twin.level} 级标题 {shown}"
    elif piece.kind != "figure":
        yield from _texts_apart(piece.text, twin.text)
    elif squeezed(piece.words) != squeezed(twin.words) or squeezed(piece.text) != squeezed(twin.text):
        yield from _texts_apart(piece.words, twin.words)
        yield from _texts_apart(piece.text, twin.text)
    else:
        yield _values(piece, twin), _values(twin, piece)


def _rows_apart(piece: Piece, twin: Piece) -> Iterator[tuple[str, str]]:
    """Yield the rows that differ one by one, of tables of unlike length only the first, with both lengths."""
    sides = [[" | ".join(map(squeezed, row)) for row in one.rows] for one in (piece, twin)]
    apart = ((was, now) for was, now in zip_longest(*sides, fillvalue="—") if was != now)
    if len(piece.rows) == len(twin.rows):
        yield from (_parting(was, now, _ROW_BEFORE) for was, now in apart)
        return
    was, now = next(apart)
    yield f"{was[:_SHOWN]}（共 {len(piece.rows)} 行）", f"{now[:_SHOWN]}（共 {len(twin.rows)} 行）"


def _texts_apart(wanted: str, read: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences that differ, from a little before the character where they part."""
    sides = [_SENTENCE.findall(squeezed(text)) for text in (wanted, read)]
    for same, first, last, begin, end in SequenceMatcher(None, sides[0], sides[1], False).get_opcodes():
        if same != "equal":
            yield _parting("".join(sides[0][first:last]), "".join(sides[1][begin:end]))


def _parting(was: str, now: str, before: int = _BEFORE) -> tuple[str, str]:
    """Return two texts from a little before the character where they part; nothing is a dash."""
    parting = (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other)
    start = max(next(parting, min(len(was), len(now))) - before, 0)
    return was[start : start + _SHOWN] or "—", now[start : start + _SHOWN] or "—"


def _values(piece: Piece, twin: Piece) -> str:
    """Return the values of the first series that differs from the twin's."""
    for one, other in zip_longest(piece.series, twin.series):
        if one != other:
            return f"{one.name} {one.values}"[:_SHOWN] if one else "—"
    return ""


def name(piece: Piece) -> str:
    """Return what a piece is called in a finding: its first words."""
    if piece.kind == "table":
        return " | ".join(piece.rows[0])[:_SHOWN] if piece.rows else "表"
    if piece.kind == "figure":
        return piece.words[:_SHOWN] or "图"
    return squeezed(piece.text)[:_SHOWN]


def finding(code: str, path: Path, page: int, value: str, zh: str, en: str) -> Finding:
    """Return a finding of error level about a file, with the page where that is known."""
    where_zh, where_en = (f"第{page}页：", f"page {page}: ") if page else ("", "")
    return Finding(code, Severity.ERROR, Place(path.name), value, where_zh + zh, where_en + en)
