"""A text as a row of boxes with gaps between them: what line breaking and drawing work on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

from generator.fonts import Weight
from generator.typeset.breaks import KINSOKU, LOOSE, NEVER, TIGHT, break_prices
from generator.typeset.classes import classify
from generator.typeset.fount import Box, Fount, open_fount
from generator.typeset.spacing import SOLID, Gap, gap_between, gap_of_spaces
from generator.typeset.style import Span, TextStyle

RAISED_SIZE = 0.62  # of the text's size
RAISED_BY = 0.36  # em of the text's size
LETTER_SPACE = 0.07  # em a Latin word may be spaced out when nothing else fills the line
HUNG = frozenset("、，。．")
_NO_JOINERS = str.maketrans("", "", "\u2060\ufeff")  # they forbid a break and are nothing else

if TYPE_CHECKING:
    from generator.typeset.drawing import Written

# Ideographs; a Latin word with its marks; a dash or an ellipsis; spaces; one other sign with its marks.
_TOKEN = re.compile(r"I+(?![MZ])|[A9ocxnsurpq][A9ocxnsurpqM]*Z*|D+|E+|[SgG]+|B|.[MZ]*", re.DOTALL)
_WORDLIKE = frozenset("A9ocxnsurpq")
# A figure of a table or chart: one word without a place to break.
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of boxes is painted: its fount, colour and the rest of its span."""

    fount: Fount
    colour: str
    rise: float
    slant: bool
    underline: bool
    code: bool
    link: str | None

    @property
    def is_decorated(self) -> bool:
        """Whether more than glyphs is drawn."""
        return self.underline or self.code or self.link is not None


EMPTY = Box((), 0.0, 0.0, 0.0, "P", "P")


@dataclass(slots=True)
class Galley:
    """Parallel lists over the boxes; lengths in points. Gap i stands between box i and box i + 1.

    `prices[i]` is the price of a break after box i; `forced` are the boxes a line must end after.
    """

    size: float
    boxes: list[Box] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    spaces: list[str] = field(default_factory=list)
    natural: list[float] = field(default_factory=list)
    stretch: list[float] = field(default_factory=list)
    limit: list[float] = field(default_factory=list)
    shrink: list[float] = field(default_factory=list)
    prices: list[float] = field(default_factory=list)
    forced: list[int] = field(default_factory=list)
    # 1 where a plain ideograph is followed by the next one of the same undecorated look.
    solid: bytearray = field(default_factory=bytearray)
    text: str = ""
    # What was written of a line from one box to another with its gaps as they are.
    kept: dict[tuple[int, int], list[Written]] = field(default_factory=dict)

    def append(self, box: Box, look: Look, between: tuple[int, int], price: float) -> None:
        """Add a box that stands for the text `between` two places."""
        self.boxes.append(box)
        self.looks.append(look)
        self.starts.append(between[0])
        self.ends.append(between[1])
        self.spaces.append("")
        self.prices.append(price)

    def append_ideographs(self, look: Look, between: tuple[int, int], prices: list[float]) -> None:
        """Add the boxes of a run of ideographs; `prices` are those of the places after them."""
        start, end = between
        known, sign = look.fount.ideographs.get, look.fount.sign
        self.boxes += [known(char) or sign(char, "I") for char in self.text[start:end]]
        self.looks += [look] * (end - start)
        self.starts += range(start, end)
        self.ends += range(start + 1, end + 1)
        self.spaces += [""] * (end - start)
        self.prices += prices

    def append_spaces(self, look: Look, between: tuple[int, int], price: float) -> None:
        """Put typed spaces into the gap after the last box, an empty one at the very start."""
        if not self.boxes:
            self.append(EMPTY, look, (between[0], between[0]), NEVER)
        self.spaces[-1] += self.text[between[0] : between[1]].translate(_NO_JOINERS)
        self.ends[-1] = between[1]
        self.prices[-1] = price

    def end_line(self, look: Look, between: tuple[int, int]) -> None:
        """End the line after the last box; CR LF is one end, a line may be empty."""
        start, end = between
        is_second = self.text[start] == "\n" and self.text[start - 1 : start] == "\r" and self.boxes
        if not is_second:
            if not self.boxes or (self.forced and self.forced[-1] == len(self.boxes) - 1):
                self.append(EMPTY, look, (start, start), 0.0)
            self.forced.append(len(self.boxes) - 1)
            self.prices[-1] = 0.0
        self.ends[-1] = end


def fill_galley(spans: tuple[Span, ...], style: TextStyle, cut: float | None = None) -> Galley:
    """Return the boxes of `spans`; Latin words wider than `cut` points are cut up."""
    if cut is None and len(spans) == 1 and not spans[0].raise_ and _FIGURE.fullmatch(spans[0].text):
        return _galley_of_figure(spans[0], style)
    return fill_by_rules(spans, style, cut)


def _galley_of_figure(span: Span, style: TextStyle) -> Galley:
    """Return what the rules would make of a figure: half the texts of a report are figures."""
    look, text = look_of(span, style), span.text
    box, none = look.fount.word(text, classify(text)), [0.0]
    return Galley(
        style.size, [box], [look], [0], [len(text)], [""], none, none, none, none, [0.0], solid=bytearray(1), text=text
    )


def fill_by_rules(spans: tuple[Span, ...], style: TextStyle, cut: float | None) -> Galley:
    """Return the boxes of `spans` as `fill_galley` does, whatever they are."""
    text = "".join(span.text for span in spans)
    letters = classify(text)
    prices = [*break_prices(text, letters), 0.0]
    _keep_raised(spans, prices)
    galley = Galley(size=style.size, text=text)
    at = 0
    for span in spans:
        end = at + len(span.text)
        look = look_of(span, style)
        look.fount.learn(span.text)
        first = len(galley.boxes)
        _fill_span(galley, look, (at, end), letters, prices, cut)
        count = len(galley.boxes) - first
        if look.is_decorated or look.rise or not count:
            galley.solid += bytes(count)
        else:
            galley.solid += bytes([box.plain is not None for box in galley.boxes[first:-1]]) + b"\0"
        at = end
    _measure_gaps(galley)
    return galley


def look_of(span: Span, style: TextStyle) -> Look:
    """Return how a span is painted within a style."""
    weight: Weight = "bold" if span.bold else "light" if span.light else style.weight
    size = span.size or style.size
    rise = RAISED_BY * size if span.raise_ else 0.0
    if span.raise_:
        size *= RAISED_SIZE
    fount = open_fount(style.family, weight, size, style.tabular)
    colour = span.colour or style.colour
    return Look(fount, colour, rise, span.italic, span.underline, span.code, span.link)


def _keep_raised(spans: tuple[Span, ...], prices: list[float]) -> None:
    """Tie every superscript to what it stands behind, and keep it whole."""
    at = 0
    for span in spans:
        if span.raise_:
            for place in range(at, at + len(span.text)):
                prices[place] = max(prices[place], KINSOKU)
        at += len(span.text)


def _fill_span(
    galley: Galley,
    look: Look,
    between: tuple[int, int],
    letters: str,
    prices: list[float],
    cut: float | None,
) -> None:
    """Add the boxes of one span; `prices` has one more entry than the text, for its end."""
    text, fount = galley.text, look.fount
    raised = look.rise > 0
    for start, end in _tokens(letters, between, prices):
        letter, place = letters[start], (start, end)
        if letter == "I" and letters[end - 1] == "I" and not raised:
            galley.append_ideographs(look, place, prices[start + 1 : end + 1])
        elif letter in "SgG":
            galley.append_spaces(look, place, prices[end])
        elif letter == "B":
            galley.end_line(look, place)
        else:
            if letter in _WORDLIKE:
                box = fount.word(text[start:end], letters[start:end])
                if cut is not None and box.width > cut and end - start > 1:
                    _append_cut(galley, look, place, letters, prices, cut)
                    continue
            else:
                box = fount.sign(text[start:end], letter)
            galley.append(box._replace(left="S", right="S") if raised else box, look, place, prices[end])


def _tokens(letters: str, between: tuple[int, int], prices: list[float]) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a span: words cut at their legal breaks, everything else sign by sign."""
    for match in _TOKEN.finditer(letters, *between):
        start, end = match.span()
        if end - start > 1 and letters[start] in _WORDLIKE:
            for at in range(start + 1, end):
                if prices[at] < LOOSE and letters[at] != "M":
                    yield start, at
                    start = at
        elif end - start > 2 and letters[start] in "DE":
            while end - start > 2:
                yield start, start + 2
                start += 2
        yield start, end


def _append_cut(
    galley: Galley, look: Look, between: tuple[int, int], letters: str, prices: list[float], cut: float
) -> None:
    """Add a word in the pieces between its joints, a piece wider than `cut` letter by letter.

    Marks stay with their letters. What stays whole can be spaced out, so that its line ends flush.
    """
    start, stop = between
    joints = [at for at in range(start + 1, stop) if prices[at] < TIGHT]
    for end in (*joints, stop):
        box = look.fount.word(galley.text[start:end], letters[start:end])
        if box.width <= cut:
            galley.append(box, look, (start, end), prices[end])
            start = end
        while start < end:
            after = start + 1
            while after < end and prices[after] >= NEVER:
                after += 1
            box = look.fount.word(galley.text[start:after], letters[start:after])
            galley.append(box, look, (start, after), prices[after])
            start = after


def _measure_gaps(galley: Galley) -> None:
    """Fill in the gap after every box; the last has none."""
    boxes, looks, spaces, size = galley.boxes, galley.looks, galley.spaces, galley.size
    count, solid = len(boxes), galley.solid
    natural, stretch = [0.0] * count, [SOLID.stretch * size] * count
    limit, shrink = [SOLID.limit * size] * count, [0.0] * count
    rights, lefts = [box.right for box in boxes], [box.left for box in boxes[1:]]
    for at, kinds in enumerate(map(add, rights, lefts)):
        if spaces[at]:
            em = looks[at].fount.size
            blanks = (boxes[at].post + boxes[at + 1].pre) / em
            gap = gap_of_spaces(_space_width(spaces[at], looks[at].fount) / em, kinds, blanks)
            measures = (gap.natural * em, gap.stretch * em, gap.limit * em, gap.shrink * em)
        elif kinds == "HH":
            continue
        else:
            measures = _gap(kinds, boxes[at].post, boxes[at + 1].pre, size)
        natural[at], stretch[at], limit[at], shrink[at] = measures
        solid[at] = 0
    galley.natural, galley.stretch, galley.limit, galley.shrink = natural, stretch, limit, shrink
    for row in (stretch, limit):
        row[-1:] = [0.0] * len(row[-1:])


@lru_cache(maxsize=4096)
def _gap(kinds: str, post: float, pre: float, size: float) -> tuple[float, float, float, float]:
    gap: Gap = gap_between(kinds, post / size, pre / size)
    return gap.natural * size, gap.stretch * size, gap.limit * size, gap.shrink * size


# Widths in em of spaces that the faces need not have.
_SPACES = {"\u3000": 1.0, "\u2003": 1.0, "\u2001": 1.0, "\u2002": 0.5, "\u2000": 0.5, "\t": 0.5,
           "\u2009": 0.2, "\u202f": 0.2, "\u200a": 0.1}  # fmt: skip


def _space_width(text: str, fount: Fount) -> float:
    own = fount.space[0].advance if fount.space else 0.25
    return sum(_SPACES.get(char, own) for char in text) * fount.size
