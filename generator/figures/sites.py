"""Site map: named places as points, provinces tinted by the group they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import joined, say
from generator.figures.atlas import load_atlas
from generator.figures.choropleth import draw_review_number
from generator.figures.key import Entry, draw_line
from generator.figures.marks import Dot, Drawing
from generator.figures.place import Mark, Rect, Room, put_labels
from generator.figures.sheet import SMALLEST, Sheet
from generator.figures.terrain import draw_terrain, provinces_in, survey
from generator.theme import Theme


class Site(NamedTuple):
    """A place: its label and the six-digit code of the prefecture it lies in."""

    name: str
    code: str


class SiteGroup(NamedTuple):
    """Places of one kind, with the codes of the provinces that are tinted for them."""

    name: str
    provinces: tuple[str, ...]
    sites: tuple[Site, ...]


@dataclass(frozen=True)
class SiteMap(Spec):
    """Groups of places, most important first. `scope` is as in the choropleth: empty is
    the whole country."""

    kind: ClassVar[str] = "sites"
    groups: tuple[SiteGroup, ...]
    scope: tuple[str, ...] | None = ()
    review_number: str = ""


def lay_out(spec: SiteMap, width: float, theme: Theme) -> Drawing:
    """Return the map as marks; a place whose code is on no map, or whose label has no room, is dropped."""
    sheet, palette = Sheet(width, theme), theme.palette
    tints = (palette.ramp[2], palette.ramp[0], palette.ramp[3], palette.ramp[1])
    fills = {code: tints[n % len(tints)] for n, group in reversed(list(enumerate(spec.groups)))
             for code in group.provinces}  # fmt: skip
    scope = provinces_in([*fills]) if spec.scope is None else tuple(code[:2] for code in spec.scope)
    terrain = survey("province", scope, width, fills, palette.missing)
    room = Room(Rect(0, 0, width, terrain.height))
    draw_terrain(sheet, terrain, "province", room)
    lands, marks = load_atlas("prefecture").lands, []
    for group in spec.groups:
        for site in group.sites:
            if site.code not in lands:
                sheet.dropped.append(site.name)
                continue
            x, y = terrain.ground.project(lands[site.code].label[:2])
            room.take(Rect(x - 2.6, y - 2.6, x + 2.6, y + 2.6))
            sheet.marks.append(Dot(x, y, 2.4, palette.deep, palette.paper, 0.7))
            marks.append(Mark(x, y, 2.6, site.name))
    put_labels(sheet, room, marks, size=SMALLEST, colour=palette.ink, strong_colour=palette.ink,
               leaders=len(marks), halo=palette.paper)  # fmt: skip
    entries = [Entry(group.name, "", tints[n % len(tints)], len(group.sites)) for n, group in enumerate(spec.groups)]
    bottom = draw_line(sheet, entries, "", terrain.height + 2)
    return sheet.drawing(draw_review_number(sheet, spec.review_number, bottom))


def describe(spec: SiteMap, language: str) -> str:
    """Return the alternative text: every group with its places."""
    stop, colon = say(language, "、", ", "), say(language, "：", ": ")
    count = sum(len(group.sites) for group in spec.groups)
    head = say(language, f"分布地图，{count}处地点", f"Map of {amount(count, 'place')}")
    groups = (f"{group.name}{colon}{stop.join(site.name for site in group.sites)}" for group in spec.groups)
    return joined(language, (head, *groups))
