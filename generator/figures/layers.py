"""Layers: a model of a few levels, each with its parts, the goal on top and the ground below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import joined, say
from generator.figures.letters import wrapped
from generator.figures.marks import Box, Drawing, Shape
from generator.figures.sheet import Sheet, family_of
from generator.theme import Theme

_PAD = 7.0
_BETWEEN = 15.0


class Layer(NamedTuple):
    """A level: its name, and the parts that stand side by side upon it, `note` in small below each."""

    name: str
    parts: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layers(Spec):
    """Levels from the top down; arrows run upwards, from what carries to what is carried, unless
    `arrows` is off."""

    kind: ClassVar[str] = "layers"
    layers: tuple[Layer, ...]
    arrows: bool = True


def lay_out(spec: Layers, width: float, theme: Theme) -> Drawing:
    """Return the levels as marks; the names of levels stand at the left, parts share the rest evenly."""
    sheet, palette = Sheet(width, theme), theme.palette
    names = min(sheet.widest([layer.name for layer in spec.layers], weight="bold") + 18, width * 0.24)
    left, y = names + 8, 1.0
    for place, layer in enumerate(spec.layers):
        y = _draw_layer(sheet, layer, (names, left), y, top=place == 0)
        if place < len(spec.layers) - 1:
            if spec.arrows:
                middle = left + (width - left) / 2
                ring = ((middle, y + 3), (middle + 7, y + 10), (middle - 7, y + 10))
                sheet.marks.append(Shape((ring,), palette.mid))
            y += _BETWEEN if spec.arrows else 6.0
    return sheet.drawing(y + 1)


def _draw_layer(sheet: Sheet, layer: Layer, edges: tuple[float, float], y: float, *, top: bool) -> float:
    """Draw one level from height `y`; return where it ends."""
    palette, (names, left) = sheet.palette, edges
    count, gap, leading = max(len(layer.parts), 1), 5.0, sheet.size * 1.3
    wide = (sheet.width - left - gap * (count - 1)) / count
    texts = [_lines(sheet, part, wide - 8) for part in layer.parts]
    notes = [wrapped(note, family_of(sheet.theme), "regular", sheet.size, wide - 10) if note else []
             for note in (*layer.notes, *[""] * count)[:count]]  # fmt: skip
    title = _lines(sheet, layer.name, names - 10)
    rows = max([len(text) + len(note) for text, note in zip(texts, notes, strict=False)] + [len(title)])
    high = rows * leading + 2 * _PAD
    sheet.marks.append(Box(0, y, names, high, palette.deep if top else palette.main, radius=3))
    sheet.stacked(names / 2, y + high / 2, title, palette.paper, weight="bold", anchor="middle")
    for place, (text, note) in enumerate(zip(texts, notes, strict=False)):
        x = left + place * (wide + gap)
        sheet.marks.append(Box(x, y, wide, high, palette.pale, palette.mid, 0.5, radius=3))
        start = y + (high - (len(text) + len(note)) * leading) / 2 + leading / 2
        for index, line in enumerate((*text, *note)):
            named = index < len(text)
            ink = palette.deep if named else palette.ink
            sheet.words(x + wide / 2, start + index * leading, line, ink, weight="bold" if named else "regular",
                        anchor="middle")  # fmt: skip
    return y + high


def _lines(sheet: Sheet, words: str, room: float) -> tuple[str, ...]:
    return sheet.broken_name(words, max(room, sheet.size * 1.2), "bold")


def describe(spec: Layers, language: str) -> str:
    """Return the alternative text: every level with its parts, from the top."""
    stop = say(language, "、", ", ")
    colon = say(language, "：", ": ")
    head = say(language, f"层级图，{len(spec.layers)}层", f"Diagram of {amount(len(spec.layers), 'level')}")
    return joined(language, (head, *(f"{layer.name}{colon}{stop.join(layer.parts)}" for layer in spec.layers)))
