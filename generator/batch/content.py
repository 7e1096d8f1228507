"""The hashes of what a report shows: its words, its tables, its figures, its cover.

Composing a report is cheap beside setting and writing it (about a thirtieth of the time), so whether a
report must be made anew is asked of the finished document: it must when its content differs, whatever
was changed in the tables, and must not when a change shows nowhere in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from generator import document as d
from generator.batch.inputs import digest

WHOLE = "all"
SHOWN = ("words", "tables", "figures", "cover")


def hash_content(document: d.Document) -> dict[str, str]:
    """Return hashes of the words, tables, figures and cover, and of the document as a whole (`all`)."""
    pieces: dict[str, list[bytes]] = {name: [] for name in SHOWN}
    hidden: list[bytes] = []
    for part in document.parts:
        if not isinstance(part, d.Plain | d.Chapter):
            pieces["cover"].extend((repr(part).encode(), *_unshown(part)))
        for block in d.walk(d.blocks_of(part)):
            match block:
                case d.Table():
                    pieces["tables"].append(repr(block).encode())
                case d.Figure():
                    hidden.extend(_unshown(block.spec))
                    pieces["figures"].append(repr(block).encode())
                case d.Bullets() | d.SideBySide() | d.Together():
                    pass  # what they hold comes by itself
                case _:
                    pieces["words"].append(repr(block).encode())
    pieces["figures"].extend(hidden)
    hashes = {name: digest(*found) for name, found in pieces.items()}
    return {**hashes, WHOLE: digest(repr(document).encode(), hashes["cover"].encode(), *hidden)}


def _unshown(value: object) -> Iterator[bytes]:
    """Yield the bytes that a spec or a cover keeps out of its repr: those of a picture."""
    if isinstance(value, bytes):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            if not field.repr:
                yield from _unshown(getattr(value, field.name))
