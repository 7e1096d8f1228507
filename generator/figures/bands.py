"""Bands: classes of values for maps, given (tiers) or cut so that each holds as many units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.text import format_value
from generator.theme import Palette


class Band(NamedTuple):
    """A class of values from `low` upwards, inclusive; the band above it ends it."""

    label: str
    low: float


def quantile_bands(values: Sequence[float], count: int, style: str) -> tuple[Band, ...]:
    """Return at most `count` bands of equal membership, highest first.

    Equal values never lie in two bands, so many ties give fewer bands.
    """
    found = sorted(values)
    if not found:
        return ()
    cuts = sorted({found[len(found) * step // count] for step in range(count)} | {found[0]})
    lows = list(reversed(cuts))
    shown = [format_value(low, style) for low in lows]
    labels = [f"≥{shown[0]}"] + [f"{low}–{above}" for low, above in zip(shown[1:], shown, strict=False)]
    if len(lows) == 1:
        high = format_value(found[-1], style)
        labels = [shown[0] if shown[0] == high else f"{shown[0]}–{high}"]
    return tuple(Band(label, low) for label, low in zip(labels, lows, strict=True))


def spans_of(bands: Sequence[Band]) -> list[str]:
    """Return the bounds of bands in words, highest first; a single band has none."""
    if len(bands) < 2:
        return [""] * len(bands)
    lows = [f"{band.low:g}" for band in bands]
    middle = [f"{low}–{above}" for low, above in zip(lows[1:-1], lows[:-2], strict=True)]
    return [f"≥{lows[0]}", *middle, f"<{lows[-2]}"]


def band_of(value: float | None, bands: Sequence[Band]) -> int | None:
    """Return the place of the band that holds a value; None without a value.

    A value below the lowest band belongs to the lowest one.
    """
    if value is None or not bands:
        return None
    return next((index for index, band in enumerate(bands) if value >= band.low), len(bands) - 1)


def shades(palette: Palette, count: int) -> list[str]:
    """Return `count` colours of the ramp, darkest first.

    The palest step is kept for maps of many classes: it prints like the grey of "no data".
    """
    ramp = list(reversed(palette.ramp))
    usable = ramp[:-1] if count < len(ramp) else ramp
    if count == 1:
        return [usable[len(usable) // 2]]
    last = len(usable) - 1
    return [usable[round(index * last / (count - 1))] for index in range(count)]
