"""Colour: which ink reads on which ground."""

from __future__ import annotations


def luminance(colour: str) -> float:
    """Return the relative luminance (0–1) of #rrggbb by WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def is_dark(colour: str) -> bool:
    """Return whether white type reads better than dark type on a colour."""
    return luminance(colour) < 0.25
