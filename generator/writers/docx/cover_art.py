"""The cover's picture as a bitmap: the shapes of `generator.cover`, smoothed by distance.

All reports of an edition share it: the shape in the accent colour is laid over it as a picture of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from generator.cover import Block, Disc, Ring, Shape
from generator.theme import Theme
from generator.writers.docx.png import encode

_DPI = 150
_SCALE = _DPI / 72
_Picture = NDArray[np.uint8]
_Shares = NDArray[np.float32]


@lru_cache(maxsize=8)
def cover_ground(shapes: tuple[Shape, ...], theme: Theme) -> bytes:
    """Return the picture of a whole page as PNG."""
    picture = _ground(theme)
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
    height, width, _ = picture.shape
    rows = np.zeros((height, width * 3 + 1), dtype=np.uint8)
    rows[:, 1:] = picture.reshape(height, width * 3)
    return encode(width, height, rows.tobytes())


def _ground(theme: Theme) -> _Picture:
    """Return the deep colour; the y axis points downwards from here on."""
    width, height = round(theme.page.width * _SCALE), round(theme.page.height * _SCALE)
    picture: _Picture = np.empty((height, width, 3), dtype=np.uint8)
    picture[:] = _rgb(theme.palette.deep)
    return picture


def _rgb(colour: str) -> _Picture:
    return np.frombuffer(bytes.fromhex(colour.lstrip("#")), dtype=np.uint8)


def _distance(picture: _Picture, x: float, y: float, reach: float) -> tuple[tuple[slice, slice], _Shares]:
    """Return the window of pixels within `reach` of a point (points) and their distance in pixels."""
    height, width, _ = picture.shape
    across, down, far = x * _SCALE, height - y * _SCALE, reach * _SCALE + 2
    left, right = max(int(across - far), 0), min(int(across + far) + 1, width)
    top, bottom = max(int(down - far), 0), min(int(down + far) + 1, height)
    if left >= right or top >= bottom:
        return (slice(0, 0), slice(0, 0)), np.zeros((0, 0), dtype=np.float32)
    columns = (np.arange(left, right, dtype=np.float32) + 0.5 - across) ** 2
    rows = (np.arange(top, bottom, dtype=np.float32) + 0.5 - down) ** 2
    return (slice(top, bottom), slice(left, right)), np.sqrt(rows[:, None] + columns[None, :])


def _blend(picture: _Picture, window: tuple[slice, slice], share: _Shares, colour: str) -> None:
    """Lay a colour over a window; `share` (0–1) is how much of each pixel it takes."""
    part = picture[window].astype(np.float32)
    part += share[..., None] * (_rgb(colour) - part)
    picture[window] = part + 0.5  # what lies between two colours needs no clipping


def _draw_ring(picture: _Picture, ring: Ring) -> None:
    window, distance = _distance(picture, ring.x, ring.y, ring.radius + 1)
    # A hairline thinner than a pixel is a fainter pixel.
    cover = np.clip(1.0 - np.abs(distance - ring.radius * _SCALE), 0, 1) * min(1.0, ring.width * _SCALE)
    _blend(picture, window, cover * ring.alpha, ring.colour)


def _draw_disc(picture: _Picture, disc: Disc) -> None:
    window, distance = _distance(picture, disc.x, disc.y, disc.radius)
    cover = np.clip(disc.radius * _SCALE + 0.5 - distance, 0, 1)
    _blend(picture, window, cover * disc.alpha, disc.colour)


def _draw_block(picture: _Picture, block: Block) -> None:
    height = picture.shape[0]
    top, bottom = height - (block.y + block.height) * _SCALE, height - block.y * _SCALE
    left, right = block.x * _SCALE, (block.x + block.width) * _SCALE
    window = (slice(max(round(top), 0), max(round(bottom), 0)), slice(max(round(left), 0), max(round(right), 0)))
    _blend(picture, window, np.full(picture[window].shape[:2], block.alpha, dtype=np.float32), block.colour)
