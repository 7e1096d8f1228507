"""Profile: one unit over the indicators of two levels, against an average.

Level 1 is heavy, level 2 light beneath it; the average is a tick in the accent on every bar
and a column of figures at the right edge, so that no legend is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.figures.alt import extremes, joined, say
from generator.figures.chart import Chart, Role, Series
from generator.figures.marks import Drawing, weight_for
from generator.figures.scale import Linear, linear
from generator.figures.sheet import TALLEST, Sheet, tick_texts
from generator.text import format_value
from generator.theme import Theme


class Item(NamedTuple):
    """An indicator with the unit's value, the average, and its level (1 heavy, 2 light); the value of a
    `partial` one rests on incomplete data and stands in brackets."""

    label: str
    value: float | None
    average: float | None = None
    level: int = 1
    partial: bool = False


@dataclass(frozen=True)
class Profile(Spec):
    """Bars of one unit in the order of the indicator tree. `top` ends the axis (the full score)."""

    kind: ClassVar[str] = "profile"
    items: tuple[Item, ...]
    unit: str = ""
    average_label: str = "平均"
    format: str = "score"
    top: float | None = None


_PITCH = {1: 16.0, 2: 12.2}
_THICK = {1: 10.0, 2: 5.6}
_GAP = 3.0  # above a level-1 row that follows level-2 rows
_HEAD = 17.0


def lay_out(spec: Profile, width: float, theme: Theme) -> Drawing:
    """Return the profile as marks; the height follows from the rows and their levels."""
    sheet = Sheet(width, theme)
    scale, edge = _frame(spec, sheet)
    places = _places(spec)
    bottom = places[-1][1] + 8.0 if places else _HEAD
    _draw_axis(spec, sheet, scale, bottom)
    for item, centre in places:
        _draw_bar(sheet, item, scale, centre)
    for item, centre in places:
        _write_item(spec, sheet, item, scale, edge, centre)
    zero = scale(0.0)
    sheet.line(((zero, _HEAD), (zero, bottom)), sheet.palette.quiet, 0.6)
    return sheet.drawing(bottom + 3)


def _level(item: Item) -> int:
    return 1 if item.level <= 1 else 2


def _places(spec: Profile) -> list[tuple[Item, float]]:
    """Return the items with the heights of their centres."""
    found: list[tuple[Item, float]] = []
    wanted = sum(_PITCH[_level(item)] + _GAP * (_level(item) == 1) for item in spec.items)
    close = min(1.0, TALLEST / wanted) if wanted else 1.0
    y = _HEAD + 1.0
    for item in spec.items:
        level = _level(item)
        if level == 1 and found and _level(found[-1][0]) == 2:
            y += _GAP * close
        found.append((item, y + _PITCH[level] * close / 2))
        y += _PITCH[level] * close
    return found


def _frame(spec: Profile, sheet: Sheet) -> tuple[Linear, float]:
    """Return the scale of the bars and the right edge of the names."""
    bold = sheet.widest([item.label for item in spec.items if _level(item) == 1], weight="bold")
    names = max(bold, sheet.widest([item.label for item in spec.items if _level(item) == 2]))
    edge = min(names, sheet.width * 0.36)
    values = [v for item in spec.items for v in (item.value, item.average) if v is not None]
    shown = [sheet.shown(item.value, spec.format, item.partial) for item in spec.items]
    figures = sheet.widest([*shown, *(format_value(value, spec.format) for value in values)], weight="bold")
    averaged = any(item.average is not None for item in spec.items)
    column = max(sheet.measure(spec.average_label, weight="bold") + 6, figures) + 8 if averaged else 0.0
    left = edge + 7 + (figures + 5 if any(value < 0 for value in values) else 0.0)
    right = sheet.width - column - figures - 5
    if spec.top is not None:
        # The figure of the longest bar may stand beyond the end of the axis.
        found = linear((0.0, spec.top, *values), left, right, pad=False, count=4)
        return found, edge
    return linear(values, left, right, pad=False, count=4), edge


def _draw_axis(spec: Profile, sheet: Sheet, scale: Linear, bottom: float) -> None:
    palette = sheet.palette
    for tick, text in zip(scale.ticks, tick_texts(scale.ticks, sheet.theme.setting.language), strict=True):
        x = scale(tick)
        sheet.line(((x, _HEAD), (x, bottom)), palette.rule, 0.5)
        sheet.words(x, 8.5, text, palette.quiet, size=7.5, anchor="middle")
    if any(item.average is not None for item in spec.items):
        label = sheet.width - sheet.measure(spec.average_label, weight="bold")
        sheet.words(sheet.width, 8.5, spec.average_label, palette.accent, weight="bold", anchor="end")
        sheet.line(((label - 4.5, 4), (label - 4.5, 13)), palette.accent, 1.3)


def _draw_bar(sheet: Sheet, item: Item, scale: Linear, centre: float) -> None:
    """Draw bar and tick; a missing value is a short grey stub with hatching."""
    thick, zero = _THICK[_level(item)], scale(0.0)
    if item.value is not None:
        colour = sheet.palette.main if _level(item) == 1 else sheet.palette.mid
        sheet.box(zero, centre - thick / 2, scale(item.value) - zero, thick, colour)
    if item.average is not None:
        x, reach = scale(item.average), thick / 2 + 2
        sheet.reference(x, centre - reach, centre + reach, 1.3)


def _write_item(spec: Profile, sheet: Sheet, item: Item, scale: Linear, edge: float, centre: float) -> None:
    """Write name, figure and average of a row. The figure steps past a tick that is in its way."""
    heavy = _level(item) == 1
    weight, palette = weight_for(heavy), sheet.palette
    lines = sheet.broken_name(item.label, edge + 0.5, weight)
    sheet.stacked(edge, centre, lines, weight=weight, anchor="end")
    text = sheet.shown(item.value, spec.format, item.partial)
    end = scale(item.value or 0.0)
    backwards = (item.value or 0.0) < 0
    if item.average is not None:
        tick, room = scale(item.average), sheet.measure(text, weight="bold") + 7
        if not backwards and end - 2 < tick < end + room:
            end = tick
        if backwards and end - room < tick < end + 2:
            end = tick
        shown = format_value(item.average, spec.format)
        sheet.words(sheet.width, centre, shown, palette.accent, anchor="end", size=7.5)
    sheet.figure(text, end, centre, weight=weight, backwards=backwards)


def describe(spec: Profile, language: str) -> str:
    """Return the alternative text: extremes of level 1 and where the unit leads or trails most."""
    heads = [(item.label, item.value) for item in spec.items if _level(item) == 1]
    gaps = [
        (item.label, item.value - item.average)
        for item in spec.items
        if item.value is not None and item.average is not None and not item.partial
    ]
    partial = [item.label for item in spec.items if item.partial and _level(item) == 1]
    lead = max(gaps, key=lambda gap: gap[1], default=None)
    trail = min(gaps, key=lambda gap: gap[1], default=None)
    return joined(
        language,
        (
            say(
                language,
                f"条形图，{spec.unit}各级指标得分与{spec.average_label}对比",
                f"Bar chart of the indicators of {spec.unit} against {spec.average_label}",
            ),
            extremes(language, heads, spec.format, partial),
            _gap(language, spec, lead, high=True) if lead else "",
            _gap(language, spec, trail, high=False) if trail and trail != lead else "",
        ),
    )


def _gap(language: str, spec: Profile, gap: tuple[str, float], *, high: bool) -> str:
    """Return which indicator leads the average most, or trails it most (leads it least)."""
    name, value = gap
    shown = format_value(value, "signed") if spec.format == "score" else format_value(value, spec.format)
    above = value >= 0
    if high:
        zh, en = ("高出最多", "furthest above") if above else ("低得最少", "least below")
    else:
        zh, en = ("高出最少", "least above") if above else ("低得最多", "furthest below")
    return say(
        language,
        f"比{spec.average_label}{zh}的是{name}（{shown}）",
        f"{en} {spec.average_label}: {name} ({shown})",
    )


def chart(spec: Profile) -> Chart:
    """Return the native chart: bars in two weights of colour, the average marked on each."""
    roles: tuple[Role, ...] = tuple("main" if _level(item) == 1 else "mid" for item in spec.items)
    partial = tuple(item.partial for item in spec.items)
    values = tuple(item.value for item in spec.items)
    series = [Series(spec.unit or "得分", values, roles=roles, partial=partial)]
    if any(item.average is not None for item in spec.items):
        averages = tuple(item.average for item in spec.items)
        series.append(Series(spec.average_label, averages, "accent", marked=True, labelled=False))
    labels = tuple(item.label for item in spec.items)
    return Chart("bars", labels, tuple(series), spec.format, corner="指标", top=spec.top)
