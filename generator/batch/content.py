"""The hashes of what a report shows: its words, its tables, its figures, its cover.

Composing a report is cheap beside setting and writing it (about a thirtieth of the time), so whether a
report must be made anew is asked of the finished document: it must when its content differs, whatever
was changed in the tables, and must not when a change shows nowhere in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from generator import document as d
from generator.batch.inputs import digest

WHOLE = "all"
SHOWN = ("words", "tables", "figures", "cover")


def hash_content(document: d.Document) -> dict[str, str]:
    """Return hashes of the words, tables, figures and cover, and of the document as a whole (`all`)."""
    pieces: dict[str, list[bytes]] = {name: [] for name in SHOWN}
    whole = [repr(replace(document, parts=())).encode()]
    hidden: list[bytes] = []
    for part in document.parts:
        if isinstance(part, d.Plain | d.Chapter):
            whole.append(repr(replace(part, blocks=())).encode())
        else:
            pieces["cover"].extend((repr(part).encode(), *_unshown(part)))
        for block in d.blocks_of(part):
            whole.append(repr(block).encode())
            for inner in d.walk((block,)):
                if isinstance(inner, d.Figure):
                    hidden.extend(_unshown(inner.spec))
                if kind := _kind(inner):
                    pieces[kind].append(whole[-1] if inner is block else repr(inner).encode())
    pieces["figures"].extend(hidden)
    hashes = {name: digest(*found) for name, found in pieces.items()}
    return {**hashes, WHOLE: digest(*whole, hashes["cover"].encode(), *hidden)}


def _kind(block: d.Block) -> str:
    """Return as what a block counts; what only holds others counts as nothing, they come by themselves."""
    match block:
        case d.Table():
            return "tables"
        case d.Figure():
            return "figures"
        case d.Bullets() | d.SideBySide() | d.Together():
            return ""
        case _:
            return "words"


def _unshown(value: object) -> Iterator[bytes]:
    """Yield the bytes that a spec or a cover keeps out of its repr: those of a picture."""
    if isinstance(value, bytes):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            if not field.repr:
                yield from _unshown(getattr(value, field.name))
