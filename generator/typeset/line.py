"""Lines: boxes with every gap fixed, and the setter that makes them for a measure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from generator.fonts import own_folder
from generator.typeset.breaking import (
    FUZZ,
    Ruler,
    choose_ends,
    open_closed_places,
    take_measures,
    widest_piece,
    word_tied_to_marks,
)
from generator.typeset.galley import Galley, fill_galley
from generator.typeset.style import Content, TextStyle, to_spans

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from generator.typeset.drawing import Written

MEASURES_KEPT = 8
OPENINGS = 12  # attempts to make every piece narrow enough: four levels of closed places, words cut in between
ASCENT = 0.88  # of the em box above the baseline, as in every Chinese face


class Line(NamedTuple):
    """A line ready to draw; lengths in points.

    `x` is where it starts from the left edge of the measure, `width` what it takes up, `baseline`
    its distance below the top of the text. `gaps[i]` follows box first + i. `kept` is for whoever
    draws the line: the same one is drawn in document after document.
    """

    galley: Galley
    first: int
    last: int
    gaps: Sequence[float]
    letter_space: float
    x: float
    width: float
    baseline: float
    kept: list[Written]

    @property
    def text(self) -> str:
        """The source text of the line, with the spaces that vanish at its end."""
        return self.galley.text[self.start : self.end]

    @property
    def start(self) -> int:
        """Where the line starts in the source text."""
        return 0 if self.first == 0 else self.galley.ends[self.first - 1]

    @property
    def end(self) -> int:
        """Where the line ends in the source text."""
        return self.galley.ends[self.last]

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw the line with the left edge of the measure at `x` and the baseline at `y`."""
        from generator.typeset.drawing import draw_line

        draw_line(canvas, x + self.x, y, self)


class Setter:
    """Sets one content in one style at any measure; the boxes are made once.

    A worker keeps thousands of them from report to report, so the running sums that only the choice of lines
    needs (as large as all the rest) are made when they are asked for.
    """

    __slots__ = ("_min_width", "_set", "_whole", "galley", "spans", "style")

    def __init__(self, content: Content, style: TextStyle) -> None:
        self.style = style
        self.spans = to_spans(content)
        self.galley = fill_galley(self.spans, style)
        self._set: dict[tuple[float, float | None], tuple[Line, ...]] = {}
        self._whole: Line | None = None
        self._min_width = 0.0

    @property
    def natural_width(self) -> float:
        """The width of the text on one line, in points, marks trimmed at both ends."""
        return self._whole_line().width

    @property
    def min_width(self) -> float:
        """The narrowest measure at which nothing is cut, in points."""
        self._whole_line()
        return self._min_width

    def single_line(self) -> Line:
        """Return the whole text as one line at its natural width."""
        return self._whole_line()

    def lines(self, width: float, indent: float | None = None) -> list[Line]:
        """Return the lines for a measure in points; `indent` in em replaces the style's."""
        key = (width, indent)
        if key not in self._set:
            if len(self._set) >= MEASURES_KEPT:
                self._set.clear()
            self._set[key] = tuple(self._lines(width, indent))
        return list(self._set[key])

    def _lines(self, width: float, indent: float | None) -> list[Line]:
        style = self.style
        offset = (style.indent if indent is None else indent) * style.size
        if not self.galley.boxes:
            return []
        offset = min(offset, max(0.0, width - 2 * style.size))
        if self._whole and self._whole.width <= width - offset and not self.galley.forced:
            return [_place(self._whole, offset, width - offset, 0, style)]
        galley, ruler = self._fitting(max(width - offset, 0.0), width)
        justify = style.align == "justify"
        ends = choose_ends(galley, ruler, width - offset, width, justify, style.mode == "total")
        lines = []
        start = 0
        natural_ends = {*galley.forced, len(galley.boxes) - 1}
        for number, end in enumerate(ends):
            x = offset if start == 0 else 0.0
            line = _set_line(galley, ruler, start, end, width - x, justify and end not in natural_ends)
            lines.append(_place(line, x, width - x, number, style))
            start = end + 1
        return lines

    def _whole_line(self) -> Line:
        if self._whole is None:
            last = len(self.galley.boxes) - 1
            if last < 0:
                self._whole = Line(self.galley, 0, -1, (), 0.0, 0.0, 0.0, 0.0, [])
            else:
                ruler = self._ruler(self.galley)
                self._min_width = widest_piece(ruler)
                self._whole = _set_line(self.galley, ruler, 0, last, None, False)
        return self._whole

    def _ruler(self, galley: Galley) -> Ruler:
        return take_measures(galley, self.style.hanging_punctuation)

    def _fitting(self, first: float, width: float) -> tuple[Galley, Ruler]:
        """Return the galley, with words cut and closed places opened where a piece is too wide."""
        narrow = min(first, width)
        ruler = self._ruler(self.galley)
        if widest_piece(ruler) <= narrow:
            return self.galley, ruler
        cut = narrow
        galley = fill_galley(self.spans, self.style, cut=cut)
        for _ in range(OPENINGS):
            ruler = self._ruler(galley)
            word = word_tied_to_marks(galley, ruler, first, width)
            if word < cut:
                cut = word - FUZZ
                galley = fill_galley(self.spans, self.style, cut=cut)
            elif not open_closed_places(galley, ruler, first, width):
                break
        return galley, self._ruler(galley)


def _place(line: Line, x: float, measure: float, number: int, style: TextStyle) -> Line:
    """Return the line at its place across and down."""
    if style.align == "right":
        x += measure - line.width
    elif style.align == "center":
        x += (measure - line.width) / 2
    baseline = (style.leading - style.size) / 2 + ASCENT * style.size + number * style.leading
    return Line(
        line.galley, line.first, line.last, line.gaps, line.letter_space, x, line.width, baseline, line.kept
    )


def _set_line(
    galley: Galley, ruler: Ruler, first: int, last: int, measure: float | None, justify: bool
) -> Line:
    """Fix the gaps of boxes `first` to `last`: stretched to `measure`, squeezed if too long, or natural."""
    natural = ruler.right[last] - ruler.left[first]
    gaps: list[float] = galley.natural[first:last]
    letter_space = 0.0
    # A line with its gaps as they are looks the same at every measure.
    kept = galley.kept.setdefault((first, last), [])
    slack = 0.0 if measure is None else measure - natural
    if slack < -1e-9:
        room = ruler.shrink[last] - ruler.shrink[first]
        share = min(1.0, -slack / room) if room else 0.0
        if share:
            kept = []
            gaps = [gap - part * share for gap, part in zip(gaps, galley.shrink[first:last], strict=True)]
            natural -= room * share
    elif justify and slack > 1e-9:
        kept = []
        gaps, left_over = _stretch(galley, first, last, gaps, slack)
        if left_over > 1e-6:
            room = ruler.letters[last + 1] - ruler.letters[first]
            if room >= left_over:
                letter_space = left_over / room
                left_over = 0.0
        natural += slack - left_over
        if left_over > 1e-6:
            gaps, natural = galley.natural[first:last], natural - slack + left_over
    return Line(galley, first, last, gaps, letter_space, 0.0, natural, 0.0, kept)


def _stretch(
    galley: Galley, first: int, last: int, gaps: list[float], slack: float
) -> tuple[list[float], float]:
    """Return the gaps grown by `slack` in proportion to their stretch, none past its limit, and the rest."""
    stretch, limit = galley.stretch[first:last], galley.limit[first:last]
    room = sum(stretch)
    share = slack / room if room else 0.0
    if room and all(part * share <= most for part, most in zip(stretch, limit, strict=True)):
        return [gap + part * share for gap, part in zip(gaps, stretch, strict=True)], 0.0
    grown = list(gaps)
    order = sorted(range(len(gaps)), key=lambda at: limit[at] / stretch[at] if stretch[at] else 0.0)
    for at in order:
        part = min(limit[at], slack * stretch[at] / room) if room > 1e-12 else 0.0
        grown[at] += part
        slack -= part
        room -= stretch[at]
    return grown, slack


LONGEST_FIGURE = 16  # characters
FIGURES_KEPT = 5_000
PROSE_KEPT = 24_000  # characters
"""How much is kept of what has been set. Figures and names come again in the reports of other units, most
sentences do not: on one shelf the sentences of ten reports would push all figures off. A setter takes about
5 kB, those of longer texts 150 bytes a character more."""


class _Shelf:
    """The setters asked for last, up to a room that each takes some of.

    A setter is a function of content, style and the folder of own faces; nothing in it changes.
    """

    def __init__(self, room: int, weigh: Callable[[Setter], int]) -> None:
        self._setters: OrderedDict[tuple[object, ...], Setter] = OrderedDict()
        self._left, self._weigh = room, weigh

    def get(self, content: Content, style: TextStyle) -> Setter:
        """Return the setter of a text, made at first use."""
        key = (content if isinstance(content, str) else to_spans(content), style, own_folder())
        setter = self._setters.get(key)
        if setter is not None:
            self._setters.move_to_end(key)
            return setter
        setter = self._setters[key] = Setter(content, style)
        self._left -= self._weigh(setter)
        while self._left < 0 and len(self._setters) > 1:
            _, oldest = self._setters.popitem(last=False)
            self._left += self._weigh(oldest)
        return setter


_FIGURES = _Shelf(FIGURES_KEPT, lambda _: 1)
_PROSE = _Shelf(PROSE_KEPT, lambda setter: len(setter.galley.text))


def setter_of(content: Content, style: TextStyle) -> Setter:
    """Return the setter of a text: the same report says a thing again, and the next report says most of it."""
    shelf = _FIGURES if isinstance(content, str) and len(content) <= LONGEST_FIGURE else _PROSE
    return shelf.get(content, style)


def layout_lines(content: Content, style: TextStyle, width: float) -> list[Line]:
    """Return the lines of `content` at a measure in points, for things that draw themselves."""
    return setter_of(content, style).lines(width)


def measure(content: Content, style: TextStyle) -> float:
    """Return the width of `content` on one line, in points."""
    return setter_of(content, style).natural_width


