"""A sheet: where a layout puts its marks, with the theme's colours and type at hand."""

from __future__ import annotations

from collections.abc import Sequence

from generator.figures import letters
from generator.figures.alt import say, shown
from generator.figures.marks import CENTRE, Anchor, Box, Dot, Drawing, Line, Mark, Pair, Weight, Words
from generator.figures.scale import digits_for
from generator.fonts import Family
from generator.text import grouped, number
from generator.theme import Palette, Theme

TALLEST = 640.0  # points; a page holds that much beside a caption
SMALLEST = 7.5  # points; nothing in a figure is set smaller
LEADING = 1.22  # from line to line of a stacked name, in sizes of its type
BESIDE = 4.0  # points from the end of a bar to its figure
MOST_WORDS = 12  # words of a name whose lines are balanced


def family_of(theme: Theme) -> Family:
    """Return the family of the theme's text, which is also that of its figures."""
    return "serif" if theme.fonts.text == "serif" else "sans"


class Sheet:
    """Collects marks in points, y downwards. `size` is the theme's type size for charts."""

    def __init__(self, width: float, theme: Theme) -> None:
        self.width = width
        self.theme = theme
        self.palette: Palette = theme.palette
        self.size = max(theme.type.chart.size, SMALLEST)
        self.marks: list[Mark] = []
        self.dropped: list[str] = []

    def measure(self, text: str, size: float | None = None, weight: Weight = "regular") -> float:
        """Return the width of one line of text in points."""
        return letters.measure(text, family_of(self.theme), weight, size or self.size)

    def widest(self, texts: Sequence[str], size: float | None = None, weight: Weight = "regular") -> float:
        """Return the width of the longest of several texts; 0 without any."""
        return max((self.measure(text, size, weight) for text in texts), default=0.0)

    def words(
        self,
        x: float,
        centre: float,
        text: str,
        colour: str | None = None,
        *,
        size: float | None = None,
        weight: Weight = "regular",
        anchor: Anchor = "start",
        halo: str | None = None,
    ) -> None:
        """Put one line of text with its optical centre at height `centre`."""
        size = size or self.size
        baseline, colour = centre + CENTRE * size, self.ink(colour or self.palette.ink)
        self.marks.append(Words(x, baseline, text, size, colour, weight, anchor, halo))

    def ink(self, colour: str) -> str:
        """Return the colour that words take: the accent of lines and areas is too light for them."""
        return self.palette.accent_ink if colour == self.palette.accent else colour

    def stacked(
        self,
        x: float,
        centre: float,
        lines: Sequence[str],
        colour: str | None = None,
        *,
        weight: Weight = "regular",
        anchor: Anchor = "start",
        size: float | None = None,
    ) -> None:
        """Put short lines of text under one another, centred around height `centre`."""
        leading = (size or self.size) * LEADING
        top = centre - leading * (len(lines) - 1) / 2
        for index, line in enumerate(lines):
            self.words(x, top + index * leading, line, colour, weight=weight, anchor=anchor, size=size)

    def figure(
        self, text: str, end: float, centre: float, *, weight: Weight = "regular", backwards: bool = False
    ) -> None:
        """Put the figure of a bar just beyond its end, on paper, so that no line runs through it."""
        width = self.measure(text, weight=weight)
        x = end - BESIDE - width if backwards else end + BESIDE
        self.box(x - 1.2, centre - self.size * 0.55, width + 2.4, self.size * 1.1, self.palette.paper)
        self.words(x, centre, text, weight=weight)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str | None, stroke: str | None = None
    ) -> None:
        """Put a rectangle; a negative width reaches to the left."""
        self.marks.append(Box(min(x, x + width), y, abs(width), height, fill, stroke))

    def line(
        self, points: Sequence[Pair], colour: str, width: float = 0.6, dash: tuple[float, ...] = ()
    ) -> None:
        """Put a line through points."""
        self.marks.append(Line(tuple(points), colour, width, dash))

    def reference(self, x: float, top: float, bottom: float, width: float) -> None:
        """Put an upright line of reference in the accent, with paper on both sides: over bars of about its own
        lightness it is seen in grey print, too."""
        self.line(((x, top), (x, bottom)), self.palette.paper, width + 1.6)
        self.line(((x, top), (x, bottom)), self.palette.accent, width)

    def dot(self, x: float, y: float, radius: float, fill: str | None, stroke: str | None = None) -> None:
        """Put a disc."""
        self.marks.append(Dot(x, y, radius, fill, stroke))

    def drawing(self, height: float) -> Drawing:
        """Return what was put on the sheet."""
        return Drawing(self.width, height, tuple(self.marks), tuple(self.dropped))

    def broken_name(self, name: str, room: float, weight: Weight = "regular") -> tuple[str, ...]:
        """Return a name in as few balanced lines as keep each within `room` points.

        A name that holds line feeds is broken there and nowhere else; a name of several words between words.
        """
        if "\n" in name:
            return tuple(name.split("\n"))
        if " " in name:
            return self._lines_of_words(name.split(" "), room, weight)
        whole = self.measure(name, weight=weight)
        if whole <= room or len(name) < 2:
            return (name,)
        for count in range(2, len(name) + 1):
            size = -(-len(name) // count)
            lines = tuple(name[start : start + size] for start in range(0, len(name), size))
            if self.widest(lines, weight=weight) <= room or count == len(name):
                return lines
        return (name,)

    def _lines_of_words(self, words: list[str], room: float, weight: Weight) -> tuple[str, ...]:
        """Return words in as few lines as keep each within `room`, the widest line as narrow as may be."""
        lines = self._filled(words, room, weight)
        if len(words) > MOST_WORDS:
            return lines
        spans = [" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)]
        for narrower in sorted({self.measure(span, weight=weight) for span in spans}):
            balanced = self._filled(words, narrower, weight)
            if len(balanced) <= len(lines):
                return balanced
        return lines

    def _filled(self, words: Sequence[str], room: float, weight: Weight) -> tuple[str, ...]:
        """Return words in lines, each as full as `room` allows."""
        lines = [words[0]]
        for word in words[1:]:
            longer = f"{lines[-1]} {word}"
            if self.measure(longer, weight=weight) <= room + 1e-6:
                lines[-1] = longer
            else:
                lines.append(word)
        return tuple(lines)

    def shown(self, value: float | None, style: str, partial: bool = False) -> str:
        """Return a value as text, in the brackets of the language where it rests on incomplete data."""
        return shown(self.theme.setting.language, value, style, partial)

    def say(self, zh: str, en: str) -> str:
        """Return the wording of the language that the theme is set for."""
        return say(self.theme.setting.language, zh, en)


def fitting_pitch(rows: int, wanted: float) -> float:
    """Return the distance of rows: what is wanted, closer where they would overrun a page, but never
    so close that lines of the smallest type touch."""
    return max(10.4, min(wanted, TALLEST / max(rows, 1)))


_LARGE = {"zh": (("亿", 1e8), ("万", 1e4)), "en": (("bn", 1e9), ("m", 1e6))}
"""Units of an axis of large numbers, the larger first."""


def tick_texts(ticks: Sequence[float], language: str = "zh") -> list[str]:
    """Return the words of an axis: common decimals, and one unit (万, 亿; m, bn) for all of it."""
    largest = max((abs(tick) for tick in ticks), default=0.0)
    divisor, unit = next(
        ((size, word) for word, size in _LARGE[language] if largest >= size * 2), (1.0, "")
    )
    shown = [tick / divisor for tick in ticks]
    digits = digits_for(shown)
    write = grouped if largest >= 1000 and not unit else number
    return [write(value, digits) + (unit if value else "") for value in shown]
