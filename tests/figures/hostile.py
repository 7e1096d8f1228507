"""Specs at the edges: no unit, one, three thousand, equal, missing, huge, tiny and negative values."""

from __future__ import annotations

from collections.abc import Callable

from generator.document import Spec
from generator.figures.bars import Bars
from generator.figures.bubbles import Bubble, Bubbles
from generator.figures.choropleth import Choropleth, Region
from generator.figures.columns import Columns
from generator.figures.dumbbell import Dumbbell, Pair
from generator.figures.grouped import Grouped
from generator.figures.heat import Heat
from generator.figures.lines import Lines
from generator.figures.minibars import MiniBars
from generator.figures.profile import Item, Profile
from generator.figures.quadrant import Point, Quadrant
from generator.figures.radar import Radar
from generator.figures.slope import Move, Slope
from generator.figures.sparkline import Sparkline
from generator.figures.stacked import Stacked
from generator.figures.strip import Strip
from generator.figures.tiles import Tile, TileMap

Values = tuple[float | None, ...]
LONG = "新疆维吾尔自治区直辖县级市"


def names(count: int) -> tuple[str, ...]:
    """Return distinct names; the first has more than twelve characters."""
    return (LONG, *(f"城市{index}" for index in range(1, count)))[:count]


VALUES: dict[str, Values] = {
    "nothing": (),
    "one": (42.0,),
    "one zero": (0.0,),
    "all missing": (None, None, None),
    "equal": (50.0,) * 6,
    "equal zeros": (0.0,) * 4,
    "some missing": (10.0, None, 30.0, None),
    "negative": (-3.2, 5.1, -0.04, 0.0),
    "all negative": (-3.0, -9.5, -1.0),
    "wide": (0.001, 1.0, 250.0, 1e9),
    "tiny": (0.001, 0.002, 0.0015),
    "three thousand": tuple(float(index % 97) for index in range(3000)),
}


def _items(values: Values) -> tuple[Item, ...]:
    pairs = list(zip(names(len(values)), values, strict=True))[:60]
    return tuple(Item(name, value, value, 1 + index % 2) for index, (name, value) in enumerate(pairs))


MAKERS: dict[str, Callable[[Values], Spec]] = {
    "bars": lambda v: Bars(names(len(v)), v, average=12.0, highlight=names(len(v))[-1:]),
    "columns": lambda v: Columns(names(len(v)), v, average=12.0),
    "grouped": lambda v: Grouped(names(len(v[:40])), (("甲", v[:40]), ("乙", v[:40][::-1]))),
    "stacked": lambda v: Stacked(names(len(v[:40])), ("甲", "乙"), tuple((x, x) for x in v[:40])),
    "profile": lambda v: Profile(_items(v), "甲"),
    "minibars": lambda v: MiniBars(_items(v[:12]), "甲"),
    "radar": lambda v: Radar(names(len(v[:12])), v[:12], v[:12]),
    "dumbbell": lambda v: Dumbbell(
        tuple(Pair(n, x, y) for n, x, y in zip(names(len(v[:60])), v[:60], v[:60][::-1], strict=True)),
        "前",
        "后",
    ),
    "lines": lambda v: Lines(names(len(v)), (("甲", v), ("乙", v[::-1]))),
    "slope": lambda v: Slope(
        tuple(Move(n, x, y) for n, x, y in zip(names(len(v[:60])), v[:60], v[:60][::-1], strict=True)),
        "前",
        "后",
    ),
    "quadrant": lambda v: Quadrant(
        tuple(Point(n, x, y) for n, x, y in zip(names(len(v)), v, v[::-1], strict=True)),
        "横",
        "纵",
        1.0,
        2.0,
        ("甲", "乙", "丙", "丁"),
    ),
    "quadrant broken": lambda v: Quadrant(
        tuple(Point(n, x, y) for n, x, y in zip(names(len(v)), v, v, strict=True)),
        "横",
        "纵",
        1.0,
        2.0,
        x_scale="broken",
    ),
    "bubbles": lambda v: Bubbles(
        tuple(Bubble(n, x, x, x) for n, x in zip(names(len(v)), v, strict=True)), "横", "纵", "大小"
    ),
    "strip": lambda v: Strip(tuple(zip(names(len(v)), v, strict=True)), highlight=names(1), average=12.0),
    "heat": lambda v: Heat(names(len(v)), ("甲", "乙"), tuple((x, x) for x in v)),
    "choropleth": lambda v: Choropleth(
        tuple(
            Region(f"{510000 + 100 * index}", n, x)
            for index, (n, x) in enumerate(zip(names(len(v)), v, strict=True))
        ),
        scope=("51",),
    ),
    "tiles": lambda v: TileMap(tuple(Tile(n, "省", x) for n, x in zip(names(len(v)), v, strict=True))),
    "sparkline": lambda v: Sparkline(v),
}
