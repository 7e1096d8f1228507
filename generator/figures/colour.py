"""Colour: which ink reads on which ground."""

from __future__ import annotations

from functools import lru_cache


def luminance(colour: str) -> float:
    """Return the relative luminance (0–1) of #rrggbb by WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def is_dark(colour: str) -> bool:
    """Return whether white type reads better than dark type on a colour."""
    return luminance(colour) < 0.25


def contrast(one: str, other: str) -> float:
    """Return the contrast (1–21) of two colours by WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


READABLE = 4.5
"""The contrast that WCAG 2 (1.4.3) asks of type of the sizes that figures have."""


@lru_cache(maxsize=64)
def legible(colour: str, paper: str) -> str:
    """Return a colour as words on paper take it: darkened in its own hue until it can be read there."""
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for step in range(100, 0, -2):
        darker = "#" + "".join(f"{channel * step // 100:02X}" for channel in channels)
        if contrast(darker, paper) >= READABLE:
            return darker
    return "#000000"
