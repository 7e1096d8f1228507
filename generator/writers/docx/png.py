"""Small pictures made without a drawing library: a colour, a QR code, the cover's dots."""

from __future__ import annotations

import io
import math
import struct
import zlib
from functools import cache, lru_cache

_DISC = 96
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encode(width: int, height: int, rows: bytes, *, clear: bool = False) -> bytes:
    """Return a PNG of 8-bit samples, RGB or with `clear` RGBA; `rows` holds each row behind its filter byte."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6 if clear else 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 5)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@cache
def plain_colour(colour: str) -> bytes:
    """Return a picture of one colour (#rrggbb), to be stretched to any size."""
    pixel = bytes.fromhex(colour.lstrip("#"))
    return encode(4, 4, (b"\x00" + pixel * 4) * 4)


@cache
def disc(colour: str) -> bytes:
    """Return a filled circle of one colour on nothing, smoothed at its edge, to be stretched to any size."""
    pixel, middle = bytes.fromhex(colour.lstrip("#")), _DISC / 2
    rows = bytearray()
    for y in range(_DISC):
        rows.append(0)
        for x in range(_DISC):
            away = math.hypot(x + 0.5 - middle, y + 0.5 - middle)
            rows += pixel + bytes([round(255 * min(max(middle - away, 0.0), 1.0))])
    return encode(_DISC, _DISC, bytes(rows), clear=True)


@lru_cache(maxsize=16)
def qr_code(address: str, dark: str) -> bytes:
    """Return a QR code with its quiet zone; error correction M, as print asks for."""
    import segno

    stream = io.BytesIO()
    segno.make(address, error="m").save(stream, kind="png", scale=12, border=2, dark=dark, light="#ffffff")
    return stream.getvalue()
