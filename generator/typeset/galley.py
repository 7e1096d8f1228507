"""A text as a row of boxes with gaps between them: what line breaking and drawing work on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add

from generator.fonts import Weight
from generator.typeset.breaks import KINSOKU, LOOSE, NEVER, break_prices
from generator.typeset.classes import classify
from generator.typeset.fount import Box, Fount, open_fount
from generator.typeset.spacing import SOLID, Gap, gap_between, gap_of_spaces
from generator.typeset.style import Span, TextStyle

RAISED_SIZE = 0.62  # of the text's size
RAISED_BY = 0.36  # em of the text's size
LETTER_SPACE = 0.07  # em a Latin word may be spaced out when nothing else fills the line
HUNG = frozenset("、，。．")

# Ideographs; a Latin word with its marks; a dash or an ellipsis; spaces; one other sign with its marks.
_TOKEN = re.compile(r"I+(?!M)|[A9ocxnsurpq][A9ocxnsurpqM]*|D+|E+|[SgG]+|(?:J|.)M*", re.DOTALL)
_WORDLIKE = frozenset("A9ocxnsurpq")


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


def fill_galley(spans: tuple[Span, ...], style: TextStyle, cut: float | None = None) -> Galley:
    """Return the boxes of `spans`; Latin words wider than `cut` points are cut up into letters."""
    text = "".join(span.text for span in spans)
    letters = classify(text)
    prices = break_prices(text, letters)
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
            galley.solid += bytes(box.plain for box in galley.boxes[first:-1]) + b"\0"
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
    text, fount = galley.text, look.fount
    raised = look.rise > 0
    boxes, looks, starts, ends = galley.boxes, galley.looks, galley.starts, galley.ends
    spaces, signs = galley.spaces, fount.signs
    after = galley.prices
    for start, end in _tokens(letters, between, prices):
        letter = letters[start]
        if letter == "I" and end - start > 1 and letters[end - 1] == "I" and not raised:
            count = end - start
            known, sign = fount.ideographs.get, fount.sign
            boxes += [known(char) or sign(char, "I") for char in text[start:end]]
            looks += [look] * count
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            spaces += [""] * count
            after += prices[start + 1 : end + 1]
            if len(after) < len(boxes):
                after.append(0.0)
            continue
        if letter in "SgG":
            if not boxes:
                _append_empty(galley, look, start)
            spaces[-1] += text[start:end]
            ends[-1] = end
            after[-1] = prices[end] if end < len(prices) else 0.0
            continue
        if letter == "B":
            if text[start] == "\n" and text[start - 1 : start] == "\r" and boxes:
                ends[-1] = end
                continue
            if not boxes or (galley.forced and galley.forced[-1] == len(boxes) - 1):
                _append_empty(galley, look, start)
            ends[-1] = end
            galley.forced.append(len(boxes) - 1)
            after[-1] = 0.0
            continue
        part = text[start:end]
        if letter in _WORDLIKE:
            box = fount.word(part, letters[start:end])
            if cut is not None and box.width > cut and end - start > 1:
                _append_cut(galley, look, (start, end), letters, prices)
                continue
        else:
            box = signs.get(part + letter) or fount.sign(part, letter)
        if raised:
            box = box._replace(left="S", right="S")
        boxes.append(box)
        looks.append(look)
        starts.append(start)
        ends.append(end)
        spaces.append("")
        after.append(prices[end] if end < len(prices) else 0.0)


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


def _append_empty(galley: Galley, look: Look, start: int) -> None:
    galley.boxes.append(Box((), 0.0, 0.0, 0.0, "P", "P"))
    galley.looks.append(look)
    galley.starts.append(start)
    galley.ends.append(start)
    galley.spaces.append("")
    galley.prices.append(NEVER)


def _append_cut(
    galley: Galley, look: Look, between: tuple[int, int], letters: str, prices: list[float]
) -> None:
    start, stop = between
    while start < stop:
        end = start + 1
        while end < stop and prices[end] >= NEVER:
            end += 1
        galley.boxes.append(look.fount.word(galley.text[start:end], letters[start:end]))
        galley.looks.append(look)
        galley.starts.append(start)
        galley.ends.append(end)
        galley.spaces.append("")
        galley.prices.append(prices[end] if end < len(prices) else 0.0)
        start = end


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
           "\u2009": 0.2, "\u202f": 0.2, "\u200a": 0.1, "\u2060": 0.0, "\ufeff": 0.0}  # fmt: skip


def _space_width(text: str, fount: Fount) -> float:
    own = fount.space[0].advance if fount.space else 0.25
    return sum(_SPACES.get(char, own) for char in text) * fount.size
