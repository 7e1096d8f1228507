"""The pen: writes one line as operators, knowing where the reader's text point really is.

A gap up to THRESHOLD em goes into Tc or TJ; a wider one becomes part of the glyph's advance, because
poppler takes 0.1 em beside a glyph for a space, pdfium half the width of its space, mupdf 0.15 em.

What a line looks like depends neither on the document nor on its place in it: the pen leaves out the
names of fonts, the codes of glyphs and the place, and `Strokes` puts them in, as often as it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from generator.typeset.embed import typecase_of
from generator.typeset.face import Drawn, Face, Glyph
from generator.typeset.fount import Box
from generator.typeset.galley import Look

THRESHOLD = 0.06  # em
STEP = 0.05  # em: advances of aliases come in these steps, the rest goes into TJ
SLANT = 0.2


class _Select(NamedTuple):
    """Take a face at a size in points."""

    face: Face
    size: str


class _Go(NamedTuple):
    """Begin `x` points right of the line's start, letters slanted or not."""

    x: float
    skew: float


_AT_THE_START = _Go(0.0, 0.0)


class _Show(NamedTuple):
    """Show glyphs of a face."""

    face: Face
    drawn: tuple[Drawn, ...]


class Strokes:
    """A written line without its document: text, and what each document fills in."""

    __slots__ = ("_fills", "_form", "_run")

    def __init__(self, form: str, fills: Sequence[_Select | _Go | _Show]) -> None:
        self._form, self._fills = form, fills
        # One run in one face: a cell, a name, a figure, most lines of Chinese.
        self._run: tuple[Face, float, tuple[Drawn, ...]] | None = None
        match fills:
            case (_Select(face), _Go(right), _Show(shown, drawn)) if face is shown:
                self._run = face, right, drawn

    def code(self, canvas: Any, x: float, y: float) -> str:
        """Return the text object of the line from (x, y) on; colour and text state end with it."""
        case = typecase_of(canvas)
        if self._run:
            face, right, drawn = self._run
            used = case[face]
            codes = "".join(map(used.codes.__getitem__, drawn))
            return self._form % (used.name, decimal(x + right), decimal(y), codes)
        filled: list[str] = []
        for fill in self._fills:
            if isinstance(fill, _Show):
                filled.append("".join(map(case[fill.face].codes.__getitem__, fill.drawn)))
            elif isinstance(fill, _Go):
                filled += (decimal(x + fill.x), decimal(y))
            else:
                filled.append(case[fill.face].name)
        return self._form % tuple(filled)


def _blank(piece: str | _Select | _Go | _Show) -> str:
    """Return a piece as text with blanks for `%` to fill: a name, a place, codes."""
    match piece:
        case str():
            return piece.replace("%", "%%")
        case _Select():
            return f"/%s {piece.size} Tf"
        case _Go():
            return f"1 0 {piece.skew:g} 1 %s %s Tm"
        case _Show():
            return "%s"


class Pen:
    """Writes one line, following where the reader's point really is."""

    def __init__(self) -> None:
        self.at = 0.0  # where the text point is, from the line's start
        self.pieces: list[str | _Select | _Go | _Show] = ["q BT"]
        self.shown: list[str | _Show] = []
        self.drawn: list[Drawn] = []
        self.size = 0.0
        self.spacing = 0.0
        self.look: Look | None = None
        self.face: Face | None = None
        self.colour = ""
        self.rise = 0.0
        self.slant = False
        self.moved = True

    def choose(self, look: Look, face: Face, spacing: float) -> None:
        """Switch to a look, face and letter spacing where they differ from the last."""
        if look is self.look and face is self.face and spacing == self.spacing:
            return
        self.flush()
        if look.colour != self.colour:
            self.pieces.append(f" {rgb(look.colour)} rg")
            self.colour = look.colour
        if face is not self.face or look.fount.size != self.size:
            self.face, self.size = face, look.fount.size
            self.pieces += (" ", _Select(face, decimal(self.size)))
        if look.rise != self.rise:
            self.pieces.append(f" {decimal(look.rise)} Ts")
            self.rise = look.rise
        if spacing != self.spacing:
            self.pieces.append(f" {decimal(spacing)} Tc")
            self.spacing = spacing
        if look.slant != self.slant:
            self.slant = look.slant
            self.moved = True
        self.look = look

    def show(self, glyph: Glyph, x: float, shift: float, wanted: float) -> None:
        """Show a glyph at `x`, drawn `shift` em aside, with the next one `wanted` points further on."""
        self._go(x)
        size = self.size
        own = glyph.own + shift
        advance = own
        beside = (wanted - self.spacing) / size - own
        if wanted <= 0.0:  # exactly none: a space of a few thousandths would mislead pdfium
            advance = 0.0
        elif abs(beside) > THRESHOLD:
            advance = max(0.0, own + round(beside / STEP) * STEP)
        self.drawn.append(glyph.face.drawn(glyph, shift, advance))
        self.at += advance * size + self.spacing

    def show_run(self, look: Look, boxes: list[Box], x: float, spacing: float) -> None:
        """Show plain boxes of one look from `x` on, all with the same letter spacing."""
        self.choose(look, boxes[0].glyphs[0].face, spacing)
        self._go(x)
        self.drawn += [box.plain for box in boxes if box.plain]
        self.at += sum([box.width for box in boxes]) + len(boxes) * spacing

    def _go(self, x: float) -> None:
        """Move the text point to `x`."""
        if self.moved:
            self.flush()
            self.pieces += (" ", _Go(x, SLANT if self.slant else 0.0))
            self.at = x
            self.moved = False
        elif not -0.002 < x - self.at < 0.002:
            self._kern(x - self.at)

    def _kern(self, off: float) -> None:
        self._end_run()
        thousandths = round(-off * 1000 / self.size, 1)
        self.shown.append(f"{thousandths:g}")
        self.at -= thousandths * self.size / 1000

    def _end_run(self) -> None:
        if self.drawn:
            assert self.face is not None
            self.shown += ("<", _Show(self.face, tuple(self.drawn)), ">")
            self.drawn = []

    def flush(self) -> None:
        """Write what has been shown since the last change of state."""
        self._end_run()
        if self.shown:
            self.pieces += (" [", *self.shown, "] TJ")
            self.shown = []

    def strokes(self) -> Strokes:
        """Return the whole line."""
        self.flush()
        self.pieces.append(" ET Q")
        fills = [piece for piece in self.pieces if not isinstance(piece, str)]
        return Strokes("".join([_blank(piece) for piece in self.pieces]), fills)


def write_word(look: Look, box: Box) -> Strokes | None:
    """Return what a pen would write of one upright word, None where a glyph is moved, squeezed or borrowed.

    Half of what is written anew in a report are figures of its tables.
    """
    face, shown = box.glyphs[0].face, []
    for glyph in box.glyphs:
        if glyph.face is not face or glyph.shift or glyph.advance != glyph.own or glyph.own <= 0.0:
            return None
        shown.append(face.drawn(glyph, 0.0, glyph.own))
    form, select = _word_form(look.colour, face, look.fount.size)
    return Strokes(form, (select, _AT_THE_START, _Show(face, tuple(shown))))


@lru_cache(maxsize=256)
def _word_form(colour: str, face: Face, points: float) -> tuple[str, _Select]:
    size = decimal(points)
    form = f"q BT {rgb(colour)} rg /%s {size} Tf 1 0 0 1 %s %s Tm [<%s>] TJ ET Q"
    return form, _Select(face, size)


@lru_cache(maxsize=256)
def rgb(colour: str) -> str:
    """Return "#rrggbb" as three PDF numbers."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{decimal(red)} {decimal(green)} {decimal(blue)}"


@lru_cache(maxsize=8192)
def decimal(value: float) -> str:
    """Return a number as PDF writes it, to a ten-thousandth. The edges of columns and rows come again and again."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
