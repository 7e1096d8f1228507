"""Stat strip: a few figures to be read at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.figures.alt import joined, say
from generator.figures.marks import Drawing
from generator.figures.sheet import SMALLEST, Sheet
from generator.text import format_value
from generator.theme import Theme


class Stat(NamedTuple):
    """A figure with its name, its format, and a note below (第 2 / 71 名)."""

    label: str
    value: float | str | None
    format: str = "score"
    note: str = ""


@dataclass(frozen=True)
class Stats(Spec):
    """Figures side by side between thin rules; the first is the one that matters."""

    kind: ClassVar[str] = "stats"
    stats: tuple[Stat, ...]


def lay_out(spec: Stats, width: float, theme: Theme) -> Drawing:
    """Return the strip as marks; figures shrink together until the widest fits."""
    sheet, palette = Sheet(width, theme), theme.palette
    wide = width / max(len(spec.stats), 1)
    texts = [format_value(stat.value, stat.format) for stat in spec.stats]
    size = theme.type.card_value.size
    while size > SMALLEST + 1 and sheet.widest(texts, size, "bold") > wide - 12:
        size -= 0.5
    labels = [sheet.broken_name(stat.label, wide - 12) for stat in spec.stats]
    head = max((len(lines) for lines in labels), default=1) * sheet.size * 1.22 + 4
    noted = any(stat.note for stat in spec.stats)
    height = head + size * 1.25 + (14 if noted else 4)
    for index, (stat, text, lines) in enumerate(zip(spec.stats, texts, labels, strict=True)):
        x = index * wide
        sheet.line(
            ((x, 1), (x, height - 1)),
            palette.main if index == 0 else palette.rule,
            1.6 if index == 0 else 0.6,
        )
        top = 6 + (len(lines) - 1) * sheet.size * 0.61
        sheet.stacked(x + 8, top, lines, palette.quiet)
        ink = palette.main if index == 0 else palette.deep
        sheet.words(x + 8, head + size * 0.6, text, ink, size=size, weight="bold")
        if stat.note:
            sheet.words(x + 8, head + size * 1.25 + 6, stat.note, palette.quiet, size=SMALLEST)
    return sheet.drawing(height)


def describe(spec: Stats, language: str) -> str:
    """Return the alternative text: every figure with its name and note."""
    return joined(
        language,
        (
            f"{stat.label} {format_value(stat.value, stat.format)}"
            + (say(language, f"（{stat.note}）", f" ({stat.note})") if stat.note else "")
            for stat in spec.stats
        ),
    )
