"""The cover's picture as a bitmap: the shapes of `generator.cover`, smoothed by distance.

All reports of an edition share it: the shape in the accent colour is laid over it as a picture of its own.
Every worker of a batch draws it, so it is drawn row by row as a mask for Pillow: numpy alone would be an eighth
of a worker's memory, and whole pages of distances as much again while they are made.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import assert_never

from PIL import Image

from generator.cover import Block, Disc, Ring, Shape
from generator.theme import Theme
from generator.writers.docx.png import encode

_DPI = 150
_SCALE = _DPI / 72
_Share = Callable[[float], float]
"""How much of a pixel a shape takes (0–1), by the distance of the pixel's middle from the shape's."""


@lru_cache(maxsize=8)
def cover_ground(shapes: tuple[Shape, ...], theme: Theme) -> bytes:
    """Return the picture of a whole page as PNG."""
    size = round(theme.page.width * _SCALE), round(theme.page.height * _SCALE)
    picture = Image.new("RGB", size, theme.palette.deep)
    for shape in shapes:
        match shape:
            case Ring():
                _draw_ring(picture, shape)
            case Disc():
                _draw_disc(picture, shape)
            case Block():
                _draw_block(picture, shape)
            case _:
                assert_never(shape)
    row, samples = 3 * picture.width, picture.tobytes()
    rows = (b"\0" + samples[at : at + row] for at in range(0, len(samples), row))
    return encode(picture.width, picture.height, b"".join(rows))


def _draw_ring(picture: Image.Image, ring: Ring) -> None:
    radius = ring.radius * _SCALE
    # A hairline thinner than a pixel is a fainter pixel.
    ink = ring.alpha * min(1.0, ring.width * _SCALE)
    _draw_round(picture, ring, radius - 1, radius + 1, lambda away: (1.0 - abs(away - radius)) * ink)


def _draw_disc(picture: Image.Image, disc: Disc) -> None:
    radius = disc.radius * _SCALE
    reach = radius + 0.5
    _draw_round(picture, disc, 0.0, reach, lambda away: min(reach - away, 1.0) * disc.alpha)


def _draw_round(picture: Image.Image, shape: Ring | Disc, inner: float, outer: float, share: _Share) -> None:
    """Lay a shape's colour over the pixels whose distance from its middle is `inner` to `outer` pixels."""
    across, down = shape.x * _SCALE, picture.height - shape.y * _SCALE  # the y axis points downwards here
    left, top = max(math.floor(across - outer), 0), max(math.floor(down - outer), 0)
    width = min(math.ceil(across + outer), picture.width) - left
    height = min(math.ceil(down + outer), picture.height) - top
    if width <= 0 or height <= 0:
        return
    mask = bytearray(width * height)
    for row in range(height):
        rise = top + row + 0.5 - down
        if abs(rise) >= outer:
            continue
        far = math.sqrt(outer**2 - rise**2)
        near = math.sqrt(inner**2 - rise**2) if abs(rise) < inner else 0.0
        for first, last in ((across - far, across - near), (across + near, across + far)):
            for column in range(max(math.floor(first) - left, 0), min(math.ceil(last) - left, width)):
                away = math.hypot(left + column + 0.5 - across, rise)
                mask[row * width + column] = max(mask[row * width + column], round(255 * max(share(away), 0.0)))
    _paste(picture, shape.colour, (left, top), Image.frombytes("L", (width, height), bytes(mask)))


def _draw_block(picture: Image.Image, block: Block) -> None:
    left, right = round(block.x * _SCALE), round((block.x + block.width) * _SCALE)
    top = round(picture.height - (block.y + block.height) * _SCALE)
    bottom = round(picture.height - block.y * _SCALE)
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
    if left < right and top < bottom:
        mask = Image.new("L", (right - left, bottom - top), round(255 * block.alpha))
        _paste(picture, block.colour, (left, top), mask)


def _paste(picture: Image.Image, colour: str, corner: tuple[int, int], mask: Image.Image) -> None:
    right, bottom = corner[0] + mask.width, corner[1] + mask.height
    picture.paste(colour, (*corner, right, bottom), mask)
