"""The theme's type scale as text styles for the PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from generator.document import Align, ParagraphStyle
from generator.theme import Size, Theme
from generator.typeset import TextStyle

QUOTE_INDENT = 2.0
"""How far a quotation stands from the margin, in em."""


@lru_cache(maxsize=512)
def _make(size: Size, family: str, ink: str, look: tuple[tuple[str, object], ...]) -> TextStyle:
    settings: dict[str, object] = {
        "family": family, "weight": "regular", "size": size.size, "leading": size.leading, "colour": ink,
        "align": "left",
    }
    return TextStyle(**(settings | dict(look)))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Styles:
    """Text styles by role. Space above and below is the caller's, not the style's."""

    theme: Theme

    def make(self, size: Size, **look: object) -> TextStyle:
        """Return a style of `size` in the text family; `look` replaces any of its fields."""
        return _make(size, self.theme.fonts.text, self.theme.palette.ink, tuple(look.items()))

    @cached_property
    def paragraphs(self) -> dict[ParagraphStyle, TextStyle]:
        """The style of each kind of paragraph."""
        scale, palette, setting = self.theme.type, self.theme.palette, self.theme.setting
        return {
            "body": self.make(scale.body, align=setting.body, indent=setting.indent),
            "plain": self.make(scale.body, align=setting.body),
            "small": self.make(scale.small, align=setting.narrow),
            "lead": self.make(scale.lead, align=setting.narrow, colour=palette.deep),
            "key": self.make(scale.body, align=setting.body, colour=palette.deep, weight="bold"),
            "quote": self.make(scale.body, align=setting.body, left=QUOTE_INDENT * scale.body.size),
            "note": self.make(scale.note, align=setting.narrow, colour=palette.quiet),
        }

    @cached_property
    def caption(self) -> TextStyle:
        """The words of a caption; its label stands in the main hue before them."""
        return self.make(self.theme.type.caption, weight="bold", colour=self.theme.palette.deep)

    @cached_property
    def note(self) -> TextStyle:
        """Notes and sources under figures and tables."""
        return self.make(self.theme.type.note, colour=self.theme.palette.quiet)

    @cached_property
    def footnote(self) -> TextStyle:
        """Notes at the foot of the page."""
        return self.make(self.theme.type.note, align=self.theme.setting.narrow, colour=self.theme.palette.quiet)

    @cached_property
    def cell(self) -> TextStyle:
        """Text in a table."""
        return self.make(self.theme.type.table, tabular=True)

    @cached_property
    def _cells(self) -> dict[tuple[str, bool, Align], TextStyle]:
        return {}

    def cell_in(self, colour: str, bold: bool, align: Align) -> TextStyle:
        """Return the style of a cell; the same object every time, since most look-ups are of cells."""
        key = (colour, bold, align)
        style = self._cells.get(key)
        if style is None:
            style = self._cells[key] = replace(
                self.cell, colour=colour, weight="bold" if bold else "regular",
                align="right" if align == "decimal" else align,
            )
        return style

    @cached_property
    def list_label(self) -> float:
        """Width of a list's hanging label in points."""
        return 1.6 * self.theme.type.body.size


@lru_cache(maxsize=8)
def styles_of(theme: Theme) -> Styles:
    """Return the styles of a theme, made once in a process: reports share them."""
    return Styles(theme)
