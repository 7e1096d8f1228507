"""Colour: which ink reads on which ground."""

from __future__ import annotations

from functools import lru_cache


def luminance(colour: str) -> float:
    """Return the relative luminance (0–1) of #rrggbb by WCAG 2."""
    channels = [channel / 255 for channel in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast (1–21) of two colours by WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


READABLE = 4.5
"""The contrast that WCAG 2 (1.4.3) asks of type of the sizes that tables, cards and figures have."""


@lru_cache(maxsize=64)
def legible(colour: str, paper: str) -> str:
    """Return a colour as words on paper take it: darkened in its own hue until it can be read there."""
    channels = _channels(colour)
    for step in range(100, 0, -2):
        darker = "#" + "".join(f"{channel * step // 100:02X}" for channel in channels)
        if contrast(darker, paper) >= READABLE:
            return darker
    return "#000000"


@lru_cache(maxsize=64)
def ink_on(ground: str, paper: str, ink: str) -> str:
    """Return the colour that words take on a ground: that of paper if it can be read there, else that of ink,
    darkened where it must be. On a ground between the two, where neither would do, black or white does."""
    for colour in (paper, ink, legible(ink, ground)):
        if contrast(colour, ground) >= READABLE:
            return colour
    return "#FFFFFF"


@lru_cache(maxsize=64)
def tint(colour: str, paper: str, ink: str, share: float) -> str:
    """Return `share` (0–1) of a colour on paper, less of it where `ink` could not be read on that."""
    for step in range(round(share * 100), 0, -2):
        mixed = "#" + "".join(
            f"{round((one * step + other * (100 - step)) / 100):02X}"
            for one, other in zip(_channels(colour), _channels(paper), strict=True)
        )
        if contrast(ink, mixed) >= READABLE:
            return mixed
    return paper


def _channels(colour: str) -> list[int]:
    """Return red, green and blue (0–255) of #rrggbb."""
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
