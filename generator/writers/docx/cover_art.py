"""The cover's picture: every unit a dot, its distance from the centre its score, the leader in the accent."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.theme import Theme
from generator.writers.docx.png import encode

_DPI = 150
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_RINGS = 33
_Picture = NDArray[np.uint8]


@lru_cache(maxsize=8)
def cover_art(art: tuple[tuple[str, float], ...], theme: Theme) -> bytes:
    """Return the picture of a whole page as PNG. `art` holds (name, score), the highest first."""
    picture = _ground(theme).copy()
    inks, scale = theme.palette, _DPI / 72
    leader, top, rest = (inks.accent, 6.5, 1.0), (inks.pale, 3.8, 0.95), (inks.mid, 2.2, 0.6)
    for number, (x, y) in enumerate(_dots(art, theme)):
        ink, radius, share = leader if number == 0 else top if number < 10 else rest
        if x is not None:
            _draw_dot(picture, (x * scale, y * scale), radius * scale, _rgb(ink), share)
    height, width, _ = picture.shape
    rows = np.zeros((height, width * 3 + 1), dtype=np.uint8)
    rows[:, 1:] = picture.reshape(height, width * 3)
    return encode(width, height, rows.tobytes())


@lru_cache(maxsize=2)
def _ground(theme: Theme) -> _Picture:
    """Return what every cover of a theme shares: the deep colour with its rings."""
    scale = _DPI / 72
    page, inks = theme.page, theme.palette
    width, height = round(page.width * scale), round(page.height * scale)
    picture = np.empty((height, width, 3), dtype=np.float32)
    picture[:] = _rgb(inks.deep)
    _draw_rings(picture, (page.width * 0.86 * scale, page.height * 0.7 * scale), scale, _rgb(inks.mid))
    return _samples(picture)


def _samples(picture: NDArray[np.float32]) -> _Picture:
    samples: _Picture = np.clip(picture + 0.5, 0, 255).astype(np.uint8)
    return samples


def _rgb(colour: str) -> NDArray[np.float32]:
    return np.frombuffer(bytes.fromhex(colour.lstrip("#")), dtype=np.uint8).astype(np.float32)


def _draw_rings(
    picture: NDArray[np.float32], centre: tuple[float, float], scale: float, ink: NDArray[np.float32]
) -> None:
    """Blend hairline circles into the picture, fainter outwards; the distance field smooths them."""
    height, width, _ = picture.shape
    across = (np.arange(width, dtype=np.float32) + 0.5 - centre[0]) ** 2
    down = (np.arange(height, dtype=np.float32) + 0.5 - centre[1]) ** 2
    distance = np.sqrt(down[:, None] + across[None, :]) / scale
    ring = np.round((distance - 44) / 19.5)
    offset = np.abs(distance - 44 - ring * 19.5) * scale
    share = np.maximum(0.04, 0.34 - ring * 0.01) * np.clip(1.0 - offset, 0, 1) * 0.75
    share[(ring < 1) | (ring > _RINGS)] = 0
    picture += share[..., None] * (ink - picture)


def _dots(art: tuple[tuple[str, float], ...], theme: Theme) -> list[tuple[float | None, float]]:
    """Return each unit's place in points from the upper left; None where the title stands."""
    page = theme.page
    scores = [score for _, score in art]
    low, high = (min(scores), max(scores)) if scores else (0.0, 1.0)
    places: list[tuple[float | None, float]] = []
    for number, score in enumerate(scores):
        radius = 64 + 620 * ((high - score) / (high - low or 1.0)) ** 0.92
        angle = math.pi * 0.56 + number * _GOLDEN_ANGLE
        x = page.width * 0.86 + radius * math.cos(angle)
        y = page.height * 0.7 - radius * math.sin(angle)
        title = page.inner - 12 < x < page.width * 0.72 and y < 300
        foot = x < page.inner + 150 and y > page.height - 90
        places.append((None if title or foot else x, y))
    return places


def _draw_dot(
    picture: _Picture, centre: tuple[float, float], radius: float, ink: NDArray[np.float32], share: float
) -> None:
    height, width, _ = picture.shape
    left, right = max(int(centre[0] - radius - 1), 0), min(int(centre[0] + radius + 2), width)
    top, bottom = max(int(centre[1] - radius - 1), 0), min(int(centre[1] + radius + 2), height)
    if left >= right or top >= bottom:
        return
    x = np.arange(left, right, dtype=np.float32) + 0.5 - centre[0]
    y = np.arange(top, bottom, dtype=np.float32) + 0.5 - centre[1]
    cover = np.clip(radius + 0.5 - np.sqrt(y[:, None] ** 2 + x[None, :] ** 2), 0, 1) * share
    part = picture[top:bottom, left:right].astype(np.float32)
    picture[top:bottom, left:right] = _samples(part + cover[..., None] * (ink - part))
