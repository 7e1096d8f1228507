"""Tile map: provinces as equal squares where they lie, or any units as tiles grouped by place.

It is no map in the sense of the map regulations and needs no review number.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, place_of, say
from generator.figures.bands import Band, band_of, quantile_bands, shades, spans_of
from generator.figures.key import Entry, draw_line
from generator.figures.marks import Box, Drawing, weight_for
from generator.figures.sheet import SMALLEST, Sheet
from generator.paths import shipped
from generator.text import format_value
from generator.theme import Theme

MOST = 200  # tiles that fit on one page


class Tile(NamedTuple):
    """A unit with the group it stands in (the province's short name) and its value."""

    name: str
    group: str
    value: float | None


@dataclass(frozen=True)
class TileMap(Spec):
    """Tiles coloured by class. Units that are all provinces lie as on the map; others stand in rows
    by group, the group of the highest unit first.

    `classes` are names with lower bounds (tiers); without them `quantiles` are cut.
    """

    kind: ClassVar[str] = "tiles"
    units: tuple[Tile | tuple[str, str, float | None], ...]
    classes: tuple[tuple[str, float], ...] = ()
    quantiles: int = 5
    format: str = "score"
    highlight: tuple[str, ...] = ()
    unit: str = ""

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The units as tiles."""
        return tuple(Tile(*unit) for unit in self.units)


@lru_cache(maxsize=1)
def province_places() -> dict[str, tuple[int, int]]:
    """Return column and row of every province by its short name."""
    text = (shipped("assets") / "tiles.json").read_text(encoding="utf-8")
    return {tile["short"]: (tile["column"], tile["row"]) for tile in json.loads(text)["tiles"].values()}


def bands_of(spec: TileMap) -> tuple[Band, ...]:
    """Return the classes, highest first."""
    if spec.classes:
        return tuple(Band(label, low) for label, low in sorted(spec.classes, key=lambda pair: -pair[1]))
    values = [tile.value for tile in spec.tiles if tile.value is not None]
    return quantile_bands(values, spec.quantiles, spec.format)


def lay_out(spec: TileMap, width: float, theme: Theme) -> Drawing:
    """Return the tiles as marks; the height follows from the rows."""
    sheet = Sheet(width, theme)
    places = province_places()
    tiles = spec.tiles
    if tiles and all(tile.name in places for tile in tiles):
        bottom = _draw_provinces(spec, sheet, places)
    else:
        bottom = _draw_groups(spec, sheet)
    return sheet.drawing(_draw_key(spec, sheet, bottom + 6))


def _draw_provinces(spec: TileMap, sheet: Sheet, places: dict[str, tuple[int, int]]) -> float:
    """Draw all provinces where they lie; those without a unit stay pale and empty."""
    columns = max(column for column, _ in places.values()) + 1
    side = min(sheet.width / columns, 46.0)
    left = (sheet.width - side * columns) / 2
    bands = bands_of(spec)
    given = {tile.name: tile for tile in spec.tiles}
    for name, (column, row) in places.items():
        tile = given.get(name, Tile(name, "", None))
        _draw_tile(spec, sheet, bands, tile, (left + column * side, row * side, side, side))
    return side * (max(row for _, row in places.values()) + 1)


def _draw_groups(spec: TileMap, sheet: Sheet) -> float:
    """Draw units in rows by group: the group's name on the left, its tiles beside it."""
    groups: dict[str, list[Tile]] = {}
    bands = bands_of(spec)
    ranked = sorted(spec.tiles, key=lambda tile: -(tile.value if tile.value is not None else -1e300))
    for tile in ranked[:MOST]:
        groups.setdefault(tile.group, []).append(tile)
    left = min(sheet.widest(list(groups), weight="bold") + 8, sheet.width * 0.2) if any(groups) else 0.0
    names = sheet.widest([tile.name for tile in ranked[:MOST]], SMALLEST)
    wide = min(max(names + 6, 38.0), max(sheet.width - left, 38.0))
    across = max(int((sheet.width - left) // wide), 1)
    wide, high, y = (sheet.width - left) / across, 25.0, 0.0
    for group, members in groups.items():
        sheet.words(0, y + high / 2, group, sheet.palette.deep, weight="bold")
        for index, tile in enumerate(members):
            x, top = left + index % across * wide, y + index // across * high
            _draw_tile(spec, sheet, bands, tile, (x, top, wide, high))
        y += -(-len(members) // across) * high + 3
    if len(ranked) > MOST:
        more = len(ranked) - MOST
        rest = sheet.say(f"另有 {more:,} 个未列出", f"{more:,} more not listed")
        sheet.words(left, y + 6, rest, sheet.palette.quiet, size=SMALLEST)
        sheet.dropped.extend(tile.name for tile in ranked[MOST:])
        y += 15
    return y - 3 if groups else 0.0


def _draw_tile(
    spec: TileMap, sheet: Sheet, bands: tuple[Band, ...], tile: Tile, frame: tuple[float, float, float, float]
) -> None:
    """Draw one tile: name above, value below, ink light or dark by the ground."""
    palette = sheet.palette
    place = band_of(tile.value, bands)
    fill = palette.missing if place is None else shades(palette, len(bands))[place]
    x, y, wide, high = frame
    asked = tile.name in spec.highlight
    edge = palette.accent if asked else None
    sheet.marks.append(
        Box(x + 0.8, y + 0.8, wide - 1.6, high - 1.6, fill, edge, 1.6 if asked else 0.5, radius=1.5)
    )
    ink = palette.ink_on(fill)
    middle = x + wide / 2
    sheet.words(
        middle, y + high / 2 - 4.8, tile.name, ink, size=SMALLEST, anchor="middle", weight=weight_for(asked)
    )
    quiet = palette.quiet_on(fill) if tile.value is None else ink
    sheet.words(
        middle,
        y + high / 2 + 4.8,
        format_value(tile.value, spec.format),
        quiet,
        size=SMALLEST,
        anchor="middle",
    )


def _draw_key(spec: TileMap, sheet: Sheet, y: float) -> float:
    """Write the classes with their counts in a line below; return the bottom."""
    bands = bands_of(spec)
    counts = Counter(band_of(tile.value, bands) for tile in spec.tiles)
    spans = spans_of(bands) if spec.classes else [""] * len(bands)
    colours = shades(sheet.palette, len(bands)) if bands else []
    entries = [
        Entry(band.label, spans[index], colours[index], counts[index]) for index, band in enumerate(bands)
    ]
    if counts[None]:
        entries.append(Entry(sheet.say("无数据", "No data"), "", sheet.palette.missing, counts[None]))
    return draw_line(sheet, entries, spec.unit, y) if entries else y


def describe(spec: TileMap, language: str) -> str:
    """Return the alternative text: how many tiles, the extremes, the units in question."""
    pairs = [(tile.name, tile.value) for tile in spec.tiles]
    return joined(
        language,
        (
            say(language, f"格子地图，{len(pairs)}个单位", f"Tile map of {amount(len(pairs), 'unit')}"),
            extremes(language, pairs, spec.format),
            place_of(language, pairs, spec.highlight, spec.format),
        ),
    )
