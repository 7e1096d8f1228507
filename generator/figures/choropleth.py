"""Choropleth: units filled by the class of their value, whole country or a region alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import extremes, joined, place_of, say
from generator.figures.atlas import Level
from generator.figures.bands import Band, band_of, quantile_bands, shades, spans_of
from generator.figures.key import Entry, column_size, draw_column, draw_line
from generator.figures.marks import Dot, Drawing
from generator.figures.place import Mark as Place
from generator.figures.place import Rect, Room, put_labels
from generator.figures.sheet import SMALLEST, Sheet
from generator.figures.terrain import Terrain, clear_corner, draw_terrain, provinces_in, survey
from generator.text import format_value
from generator.theme import Theme


class Region(NamedTuple):
    """A unit with its six-digit adcode, the name for its label, and its value."""

    code: str
    name: str
    value: float | None


@dataclass(frozen=True)
class Choropleth(Spec):
    """A map of values. `scope` holds province codes (two or six digits) for a region crop; empty
    is the whole country, with the inset of the South China Sea and the ten-dash line. Without it
    the map shows the provinces that have units, or the country when those are more than half.

    `classes` are names with lower bounds, highest first (tiers); without them `quantiles` are cut.
    `labelled` units of the highest values and all of `highlight` are named on the map.
    `review_number` (审图号) is printed below; published maps of China need one.
    """

    kind: ClassVar[str] = "choropleth"
    regions: tuple[Region, ...]
    scope: tuple[str, ...] | None = None
    level: Level = "prefecture"
    classes: tuple[tuple[str, float], ...] = ()
    quantiles: int = 5
    format: str = "score"
    labelled: int = 10
    highlight: tuple[str, ...] = ()
    review_number: str = ""
    missing_label: str = ""
    unit: str = ""


def lay_out(spec: Choropleth, width: float, theme: Theme) -> Drawing:
    """Return the map as marks; its height follows from the extent of the region."""
    sheet = Sheet(width, theme)
    bands = bands_of(spec)
    colours = shades(theme.palette, len(bands)) if bands else []
    places = {region.code: band_of(region.value, bands) for region in spec.regions}
    fills = {code: colours[place] for code, place in places.items() if place is not None}
    hatch = len(bands) >= len(theme.palette.ramp)
    terrain = survey(spec.level, scope_of(spec), width, fills, theme.palette.missing, hatch)
    room = Room(Rect(0, 0, width, terrain.height))
    draw_terrain(sheet, terrain, spec.level, room)
    bottom = _draw_key(spec, sheet, bands, terrain, room)
    _label_leaders(spec, sheet, terrain, room)
    on_map = {land.code for land in terrain.lands}
    sheet.dropped.extend(region.name for region in spec.regions if region.code not in on_map)
    return sheet.drawing(draw_review_number(sheet, spec.review_number, bottom))


def draw_review_number(sheet: Sheet, number: str, bottom: float) -> float:
    """Print the review number below a map at the right; return the height it ends at."""
    if not number:
        return bottom
    words = sheet.say(f"审图号：{number}", f"Map review number: {number}")
    sheet.words(sheet.width, bottom + 8, words, sheet.palette.quiet, size=SMALLEST, anchor="end")
    return bottom + 14


def bands_of(spec: Choropleth) -> tuple[Band, ...]:
    """Return the classes of the map, highest first."""
    if spec.classes:
        return tuple(Band(label, low) for label, low in sorted(spec.classes, key=lambda pair: -pair[1]))
    return quantile_bands(_values(spec), spec.quantiles, spec.format)


def scope_of(spec: Choropleth) -> tuple[str, ...]:
    """Return the provinces shown by their first two digits; empty for the whole country."""
    if spec.scope is not None:
        return tuple(code[:2] for code in spec.scope)
    return provinces_in([region.code for region in spec.regions])


def _values(spec: Choropleth) -> list[float]:
    return [area.value for area in spec.regions if area.value is not None]


def _entries(spec: Choropleth, sheet: Sheet, bands: tuple[Band, ...], terrain: Terrain) -> list[Entry]:
    """Return the classes of the key, "no data" last where there is any."""
    colours = shades(sheet.palette, len(bands)) if bands else []
    counts, missing = Counter(terrain.fills.values()), sheet.palette.missing
    told = spec.classes and spec.format != "integer"  # names of counts say their bounds themselves
    spans = spans_of(bands) if told else [""] * len(bands)
    entries = [
        Entry(band.label, span, colour, counts[colour])
        for band, span, colour in zip(bands, spans, colours, strict=True)
    ]
    if counts[missing]:
        entries.append(Entry(spec.missing_label or sheet.say("无数据", "No data"), "", missing, counts[missing]))
    return entries


def _draw_key(spec: Choropleth, sheet: Sheet, bands: tuple[Band, ...], terrain: Terrain, room: Room) -> float:
    """Draw the key in a corner clear of land, or in a line below; return the height it ends at."""
    entries = _entries(spec, sheet, bands, terrain)
    wide, tall = column_size(sheet, entries, spec.unit)
    spot = clear_corner(terrain.ground, sheet.width, wide, tall, room)
    if spot is None:
        return draw_line(sheet, entries, spec.unit, terrain.height + 4, terrain.hatch)
    room.take(Rect(spot[0] - 3, spot[1] - 3, spot[0] + wide + 3, spot[1] + tall + 3))
    draw_column(sheet, entries, spec.unit, *spot, terrain.hatch)
    return max(terrain.height, spot[1] + tall + 2)


def _label_leaders(spec: Choropleth, sheet: Sheet, terrain: Terrain, room: Room) -> None:
    """Name the leaders and the highlighted beside a small dot, with their values."""
    places = {land.code: land.label for land in terrain.lands}
    known = [area for area in spec.regions if area.code in places and area.value is not None]
    known.sort(key=lambda area: -(area.value or 0.0))
    asked = [area for area in known if area.name in spec.highlight]
    wanted = asked + [area for area in known[: spec.labelled] if area not in asked]
    marks = []
    for area in wanted:
        x, y = terrain.ground.project(places[area.code][:2])
        room.take(Rect(x - 1.6, y - 1.6, x + 1.6, y + 1.6))
        strong = area.name in spec.highlight
        fill = sheet.palette.accent if strong else sheet.palette.paper
        sheet.marks.append(Dot(x, y, 1.7, fill, sheet.palette.ink, 0.6))
        words = f"{area.name} {format_value(area.value, spec.format)}"
        marks.append(Place(x, y, 1.8, words, strong))
    put_labels(
        sheet,
        room,
        marks,
        size=SMALLEST,
        colour=sheet.palette.ink,
        strong_colour=sheet.palette.ink,
        leaders=len(marks),
        halo=sheet.palette.paper,
    )


def describe(spec: Choropleth, language: str) -> str:
    """Return the alternative text: how many units, the extremes, the members of the highest class."""
    pairs = [(area.name, area.value) for area in spec.regions]
    bands = bands_of(spec)
    counts = Counter(band_of(area.value, bands) for area in spec.regions if area.value is not None)
    classes = say(language, "，", ", ").join(
        f"{band.label} {counts[index]}" for index, band in enumerate(bands) if counts[index]
    )
    return joined(
        language,
        (
            say(language, f"分级设色地图，{len(pairs)}个单位", f"Map of {amount(len(pairs), 'unit')} by class"),
            classes,
            extremes(language, pairs, spec.format),
            place_of(language, pairs, spec.highlight, spec.format),
        ),
    )
