"""How much room text takes, by the same faces that set the PDF: for spaces Word cannot reckon itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from generator.document import Block, Paragraph, Table, plain
from generator.theme import Size, Theme
from generator.typeset import TextStyle, layout_lines, measure

_WIDER = {"zh": 1.0, "en": 1.1}
"""How much wider Word's Latin face sets a text than the one that measures it here."""

NATURAL = 1.45
"""Height of a line of Noto Sans SC in em, which Word gives where the leading is less."""

_LOOSE = 1.12
"""By how much more room another face may take, in width and so in lines."""


@lru_cache(maxsize=64)
def _style(theme: Theme, size: Size, weight: Literal["regular", "bold"]) -> TextStyle:
    return TextStyle(
        family="serif" if theme.fonts.text == "serif" else "sans",
        weight=weight, size=size.size, leading=size.leading, tabular=True,
    )  # fmt: skip


@lru_cache(maxsize=8_000)
def width_of(text: str, theme: Theme, size: Size, *, bold: bool = False) -> float:
    """Return the width of `text` on one line in points."""
    if not text:
        return 0.0
    return _WIDER[theme.setting.language] * measure(text, _style(theme, size, "bold" if bold else "regular"))


def height_of(text: str, theme: Theme, size: Size, width: float, *, bold: bool = False) -> float:
    """Return the height of `text` set to `width`, in points."""
    if not text:
        return 0.0
    style = _style(theme, size, "bold" if bold else "regular")
    room = width / _WIDER[theme.setting.language]
    return sum(len(layout_lines(line, style, room)) or 1 for line in text.split("\n")) * size.leading


def height_of_blocks(blocks: Iterable[Block], theme: Theme, width: float) -> float:
    """Return the height of an imprint's paragraphs and tables in points, more than they need here: the
    faces of another machine set wider lines, and the page must not run over. Infinity where there are other
    blocks."""
    scale, total = theme.type, 0.0
    for block in blocks:
        match block:
            case Paragraph():
                total += height_of(plain(block.content), theme, scale.caption, width) + 6
            case Table():
                total += (len(block.rows) + 1) * (scale.table.leading + 9)
            case _:
                return float("inf")
    return total * _LOOSE + scale.body.leading
