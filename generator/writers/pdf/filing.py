"""The file of a paper: objects packed and compressed together (ISO 32000-1 §7.5.7 and §7.5.8).

ReportLab writes every object by itself with a table of offsets. A tagged paper has thousands of small
objects, most of them cells of tables; packed, they take a tenth of the room.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping

LEVEL = 4
"""How hard streams are deflated: a thirtieth larger than at the usual level of 6, in two thirds of its time."""
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED = 200
"""Objects in one pack: a reader that wants one of them decodes them all."""
_IN_FILE, _IN_PACK = 1, 2


def write_file(objects: Mapping[int, bytes], streams: frozenset[int], *, root: int, info: int) -> bytes:
    """Return the file of numbered objects; `streams` are the numbers of those that cannot be packed.

    The numbers run from 1 without a gap. The same objects give the same bytes, the id included.
    """
    out = bytearray(HEADER)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    for number in sorted(streams):
        places[number] = (_IN_FILE, len(out), 0)
        out += _whole(number, objects[number])
    following = len(objects) + 1
    packed = [number for number in sorted(objects) if number not in streams]
    for start in range(0, len(packed), _PACKED):
        numbers = packed[start : start + _PACKED]
        places.update({number: (_IN_PACK, following, at) for at, number in enumerate(numbers)})
        places[following] = (_IN_FILE, len(out), 0)
        out += _whole(following, _pack(numbers, objects))
        following += 1
    places[following] = (_IN_FILE, len(out), 0)
    table = b"".join(_entries(places))
    id_ = hashlib.sha256(out).hexdigest()[:32]
    told = f"/Type/XRef/Size {following + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{id_}><{id_}>]"
    begin = len(out)
    out += _whole(following, _stream(told, table))
    out += f"startxref\n{begin}\n%%EOF\n".encode()
    return bytes(out)


def _whole(number: int, content: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, content.rstrip(b"\n"))


def _stream(told: str, content: bytes) -> bytes:
    packed = zlib.compress(content, LEVEL)
    head = f"<<{told}/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def _pack(numbers: list[int], objects: Mapping[int, bytes]) -> bytes:
    """Return an object stream: numbers and offsets first, then the objects."""
    offsets, body, at = [], [], 0
    for number in numbers:
        offsets.append(f"{number} {at}")
        body.append(objects[number])
        at += len(objects[number]) + 1
    head = " ".join(offsets).encode() + b"\n"
    return _stream(f"/Type/ObjStm/N {len(numbers)}/First {len(head)}", head + b"\n".join(body))


def _entries(places: Mapping[int, tuple[int, int, int]]) -> Iterator[bytes]:
    for number in range(len(places)):
        kind, place, last = places[number]
        yield kind.to_bytes(1, "big") + place.to_bytes(4, "big") + last.to_bytes(2, "big")
