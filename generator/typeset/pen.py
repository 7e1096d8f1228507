"""The pen: writes one text object, knowing where the reader's text point really is.

A gap up to THRESHOLD em goes into Tc or TJ; a wider one becomes part of the glyph's advance, because
poppler takes 0.1 em beside a glyph for a space, pdfium half the width of its space, mupdf 0.15 em.
"""

from __future__ import annotations

from typing import Any

from generator.typeset.embed import EmbeddedFace, embed_face
from generator.typeset.face import Face, Glyph
from generator.typeset.fount import Box
from generator.typeset.galley import Look

THRESHOLD = 0.06  # em
STEP = 0.05  # em: advances of aliases come in these steps, the rest goes into TJ
SLANT = 0.2


class Pen:
    """Writes one text object, following where the reader's point really is."""

    def __init__(self, canvas: Any, x: float, y: float) -> None:
        self.canvas = canvas
        self.origin = x
        self.y = y
        self.at = 0.0  # where the text point is, from the origin
        self.out: list[str] = []
        self.shown: list[str] = []
        self.hexes: list[str] = []
        self.size = 0.0
        self.spacing = 0.0
        self.look: Look | None = None
        self.face: Face | None = None
        self.embedded: EmbeddedFace | None = None
        self.faces: dict[Face, EmbeddedFace] = {}
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
            self.out.append(f"{rgb(look.colour)} rg")
            self.colour = look.colour
        if face is not self.face or look.fount.size != self.size:
            self.face, self.size = face, look.fount.size
            self.embedded = self.faces.get(face)
            if self.embedded is None:
                self.embedded = self.faces[face] = embed_face(self.canvas, face)
            self.out.append(f"/{self.embedded.name} {decimal(self.size)} Tf")
        if look.rise != self.rise:
            self.out.append(f"{decimal(look.rise)} Ts")
            self.rise = look.rise
        if spacing != self.spacing:
            self.out.append(f"{decimal(spacing)} Tc")
            self.spacing = spacing
        if look.slant != self.slant:
            self.slant = look.slant
            self.moved = True
        self.look = look

    def show(self, glyph: Glyph, x: float, shift: float, wanted: float) -> None:
        """Show a glyph at `x`, drawn `shift` em aside, with the next one `wanted` points further on."""
        assert self.embedded is not None
        self._go(x)
        size = self.size
        own = glyph.own + shift
        advance = own
        beside = (wanted - self.spacing) / size - own
        if wanted <= 0.0:  # exactly none: a space of a few thousandths would mislead pdfium
            advance = 0.0
        elif abs(beside) > THRESHOLD:
            advance = max(0.0, own + round(beside / STEP) * STEP)
        self.hexes.append(self.embedded.code(glyph, shift, advance))
        self.at += advance * size + self.spacing

    def show_run(self, look: Look, boxes: list[Box], x: float, spacing: float) -> None:
        """Show plain boxes of one look from `x` on, all with the same letter spacing."""
        self.choose(look, boxes[0].glyphs[0].face, spacing)
        self._go(x)
        embedded = self.embedded
        assert embedded is not None
        self.hexes += map(embedded.plain_code, boxes)
        self.at += sum([box.width for box in boxes]) + len(boxes) * spacing

    def _go(self, x: float) -> None:
        """Move the text point to `x`."""
        if self.moved:
            self.flush()
            skew = SLANT if self.slant else 0
            self.out.append(f"1 0 {skew} 1 {decimal(self.origin + x)} {decimal(self.y)} Tm")
            self.at = x
            self.moved = False
        elif not -0.002 < x - self.at < 0.002:
            self._kern(x - self.at)

    def _kern(self, off: float) -> None:
        if self.hexes:
            self.shown.append(f"<{''.join(self.hexes)}>")
            self.hexes = []
        thousandths = round(-off * 1000 / self.size, 1)
        self.shown.append(f"{thousandths:g}")
        self.at -= thousandths * self.size / 1000

    def flush(self) -> None:
        """Write what has been shown since the last change of state."""
        if self.hexes:
            self.shown.append(f"<{''.join(self.hexes)}>")
            self.hexes = []
        if self.shown:
            self.out.append(f"[{''.join(self.shown)}] TJ")
            self.shown = []

    def code(self) -> str:
        """Return the whole text object; colour and text state end with it."""
        self.flush()
        return "q BT " + " ".join(self.out) + " ET Q"


def rgb(colour: str) -> str:
    """Return "#rrggbb" as three PDF numbers."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{decimal(red)} {decimal(green)} {decimal(blue)}"


def decimal(value: float) -> str:
    """Return a number as PDF writes it, to a ten-thousandth."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
