"""Mini bars: total and level-1 scores of one unit in a few lines, for profiles two across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from generator.document import Spec
from generator.figures import profile
from generator.figures.chart import Chart
from generator.figures.marks import Drawing, weight_for
from generator.figures.profile import Item
from generator.figures.scale import Linear, linear
from generator.figures.sheet import Sheet, fitting_pitch
from generator.theme import Theme

_PITCH = 13.5
_HEAD = 13.0


@dataclass(frozen=True)
class MiniBars(Spec):
    """The first item is the total and set strong; `top` ends the axis, which is not drawn.

    Every bar lies on a pale track of the full extent, so that panels side by side compare."""

    kind: ClassVar[str] = "minibars"
    items: tuple[Item, ...]
    unit: str = ""
    average_label: str = "平均"
    format: str = "score"
    top: float = 100.0


def lay_out(spec: MiniBars, width: float, theme: Theme) -> Drawing:
    """Return the panel as marks: a line for the key, then one line to an item."""
    sheet = Sheet(width, theme)
    size = 7.5
    names = min(sheet.widest([item.label for item in spec.items], size, "bold"), width * 0.46)
    values = [value for item in spec.items for value in (item.value, item.average) if value is not None]
    shown = [sheet.shown(item.value, spec.format, item.partial) for item in spec.items]
    figures = sheet.widest(shown, weight="bold")
    scale = linear((0.0, spec.top, *values), names + 6, width - figures - 5, pad=False)
    averaged = any(item.average is not None for item in spec.items)
    y = _HEAD if averaged else 2.0
    if averaged:
        _draw_key(spec, sheet, scale)
    for index, item in enumerate(spec.items):
        lines = sheet.broken_name(item.label, names * sheet.size / size + 0.5, weight_for(index == 0))
        pitch = max(fitting_pitch(len(spec.items), _PITCH), len(lines) * size * 1.2 + 4)
        _draw_item(spec, sheet, item, index == 0, lines, scale, y + pitch / 2)
        y += pitch
    return sheet.drawing(y + 2)


def _draw_key(spec: MiniBars, sheet: Sheet, scale: Linear) -> None:
    """Write what the tick means over the tick of the first bar that has one."""
    first = next(item.average for item in spec.items if item.average is not None)
    words, accent = spec.average_label, sheet.palette.accent
    half = sheet.measure(words, 7.5) / 2
    middle = min(max(scale(first), half), sheet.width - half)
    sheet.words(middle, 5.5, words, accent, size=7.5, anchor="middle")


def _draw_item(
    spec: MiniBars,
    sheet: Sheet,
    item: Item,
    strong: bool,
    lines: tuple[str, ...],
    scale: Linear,
    centre: float,
) -> None:
    palette, zero, thick = sheet.palette, scale(0.0), 7.0 if strong else 5.0
    weight = weight_for(strong)
    sheet.stacked(0, centre, lines, size=7.5, weight=weight)
    low, high = scale(scale.low), scale(scale.high)
    sheet.box(low, centre - thick / 2, high - low, thick, palette.pale)
    if item.value is not None:
        colour = palette.main if strong else palette.mid
        sheet.box(zero, centre - thick / 2, scale(item.value) - zero, thick, colour)
    if item.average is not None:
        x = scale(item.average)
        sheet.reference(x, centre - thick / 2 - 1.6, centre + thick / 2 + 1.6, 1.2)
    text = sheet.shown(item.value, spec.format, item.partial)
    sheet.words(sheet.width, centre, text, weight=weight, anchor="end")


def describe(spec: MiniBars, language: str) -> str:
    """Return the alternative text of a profile with these items."""
    return profile.describe(profile.Profile(spec.items, spec.unit, spec.average_label, spec.format), language)


def chart(spec: MiniBars) -> Chart:
    """Return the native chart of a profile with these items."""
    return profile.chart(_as_profile(spec))


def _as_profile(spec: MiniBars) -> profile.Profile:
    items = tuple(item._replace(level=1 if index == 0 else 2) for index, item in enumerate(spec.items))
    return profile.Profile(items, spec.unit, spec.average_label, spec.format, spec.top)
