"""A line as PDF operators: text with its gaps, tints, underlines and links.

A gap up to THRESHOLD em goes into Tc or TJ; a wider one becomes part of the glyph's advance, because
poppler takes 0.1 em beside a glyph for a space (0.11 measured), pdfium and mupdf a little more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from generator.typeset.embed import EmbeddedFace, embed_face
from generator.typeset.face import Face, Glyph
from generator.typeset.fount import Box
from generator.typeset.galley import LETTER_SPACE, Galley, Look
from generator.typeset.line import Setter
from generator.typeset.links import annotate
from generator.typeset.spacing import LEAST_SPACE
from generator.typeset.style import Content, TextStyle

if TYPE_CHECKING:
    from typing import Literal

    from reportlab.pdfgen.canvas import Canvas

    from generator.typeset.line import Line

THRESHOLD = 0.06  # em
STEP = 0.05  # em: advances of aliases come in these steps, the rest goes into TJ
SLANT = 0.2
CODE_TINT = "#eef1f5"


class _Pen:
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
            self.out.append(f"/{self.embedded.name} {_number(self.size)} Tf")
        if look.rise != self.rise:
            self.out.append(f"{_number(look.rise)} Ts")
            self.rise = look.rise
        if spacing != self.spacing:
            self.out.append(f"{_number(spacing)} Tc")
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
            self.out.append(f"1 0 {skew} 1 {_number(self.origin + x)} {_number(self.y)} Tm")
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


def draw_line(canvas: Canvas, x: float, y: float, line: Line) -> None:
    """Draw a line starting at `x` on the baseline `y`."""
    galley, first, last, gaps = line.galley, line.first, line.last, line.gaps
    boxes, looks, solid = galley.boxes, galley.looks, galley.solid
    pen = _Pen(canvas, x, y)
    even = _even_gap(line)
    marks: list[tuple[Look, float, float]] = []
    at, pre = 0.0, 0.0
    number = first
    while number <= last:
        if number < last and solid[number] and abs(gaps[number - first] - even) < 0.001:
            end = solid.find(0, number, last)
            end = last if end < 0 else end
            run = boxes[number:end]
            pen.show_run(looks[number], run, at, even)
            at += sum([box.width for box in run]) + (end - number) * gaps[number - first]
            number = end
            continue
        gap = gaps[number - first] if number < last else 0.0
        pre_next = _blank_kept(galley, number, gap) if number < last else 0.0
        look = looks[number]
        width = _show_box(pen, line, number, at, (pre, gap - pre_next), even)
        if look.is_decorated:
            joined = number < last and looks[number + 1] is look
            marks.append((look, at, at + width + (gap if joined else 0.0)))
        at += width + gap
        pre = pre_next
        number += 1
    code = pen.code()
    if marks:
        tints, rules = _decorate(canvas, x, y, marks)
        code = "\n".join([*tints, code, *rules])
    canvas._code.append(code)


def _blank_kept(galley: Galley, number: int, gap: float) -> float:
    """Return how much of a gap is drawn as the next box's own left blank: all, or a number of steps."""
    following = galley.boxes[number + 1].pre
    if not following:
        return 0.0
    size = galley.looks[number].fount.size
    spare = gap - LEAST_SPACE * size if galley.spaces[number] else gap
    step = STEP * size
    return following if spare >= following - 1e-6 else max(0.0, spare // step * step)


def _show_box(
    pen: _Pen, line: Line, number: int, at: float, around: tuple[float, float], even: float
) -> float:
    """Show a box with its body at `at`, blank `around` it as glyph advance; return its width as set."""
    galley = line.galley
    box, look, spaces = galley.boxes[number], galley.looks[number], galley.spaces[number]
    pre, trailing = around
    size, count = look.fount.size, len(box.glyphs)
    spacing = even if count == 1 and not look.rise else 0.0
    spaced_out = line.letter_space * LETTER_SPACE * size
    point = at - pre
    for index, glyph in enumerate(box.glyphs, 1):
        pen.choose(look, glyph.face, spacing)
        wanted, shift = glyph.advance * size, glyph.shift
        if index == 1 and box.pre - pre > 1e-9:
            wanted -= box.pre - pre
            shift -= (box.pre - pre) / size
        if index == count:
            wanted += (0.0 if spaces else trailing) - box.post
        else:
            wanted += spaced_out
        pen.show(glyph, point, shift, wanted)
        point += wanted
    width = box.width + spaced_out * max(0, count - 1)
    if spaces:
        _show_spaces(pen, look, spaces, at + width, trailing)
    return width


def _even_gap(line: Line) -> float:
    """Return what every gap between ideographs of the line grew by, as letter spacing in points."""
    galley = line.galley
    boxes, spaces = galley.boxes, galley.spaces
    for at, gap in enumerate(line.gaps, line.first):
        if boxes[at].right == "H" and boxes[at + 1].left == "H" and not spaces[at]:
            return round(gap, 3) if gap / galley.size <= THRESHOLD else 0.0
    return 0.0


def _show_spaces(pen: _Pen, look: Look, spaces: str, at: float, width: float) -> None:
    """Draw typed spaces so that readers find them; at a line's end they take no room."""
    space = look.fount.space[0] if look.fount.space else None
    visible = [char for char in spaces if char not in "\u2060\ufeff"]
    if space is None or not visible:
        return
    pen.choose(look, space.face, 0.0)
    each = width / len(visible)
    for char in visible:
        pen.show(space._replace(text=" " if char == "\t" else char), at, 0.0, each)
        at += each


def _runs(marks: list[tuple[Look, float, float]], wanted: str) -> Iterator[tuple[Look, float, float]]:
    """Yield the stretches of a line over which the looks share a decoration, joined where they touch."""
    run: tuple[Look, float, float] | None = None
    for look, start, end in marks:
        value = getattr(look, wanted)
        if not value:
            continue
        if run and getattr(run[0], wanted) == value and start - run[2] < 0.8 * look.fount.size:
            run = (run[0], run[1], end)
        else:
            if run:
                yield run
            run = (look, start, end)
    if run:
        yield run


def _decorate(
    canvas: Canvas, x: float, y: float, marks: list[tuple[Look, float, float]]
) -> tuple[list[str], list[str]]:
    """Return the operators behind and after the text, and add the link annotations."""
    tints, rules = [], []
    for look, start, end in _runs(marks, "code"):
        size = look.fount.size
        box = (x + start - 0.08 * size, y - 0.2 * size, end - start + 0.16 * size, 1.2 * size)
        tints.append(f"q {rgb(CODE_TINT)} rg {' '.join(map(_number, box))} re f Q")
    for look, start, end in _runs(marks, "underline"):
        size = look.fount.size
        box = (x + start, y - 0.16 * size, end - start, 0.05 * size)
        rules.append(f"q {rgb(look.colour)} rg {' '.join(map(_number, box))} re f Q")
    for look, start, end in _runs(marks, "link"):
        size = look.fount.size
        assert look.link is not None
        annotate(canvas, look.link, (x + start, y - 0.2 * size, x + end, y + 0.95 * size))
    return tints, rules


def draw_text(
    canvas: Canvas,
    x: float,
    y: float,
    content: Content,
    style: TextStyle,
    anchor: Literal["start", "middle", "end"] = "start",
) -> float:
    """Draw one line of text with its baseline at `y`; return its width in points."""
    setter = Setter(content, style)
    line = setter.single_line()
    if line.last < line.first:
        return 0.0
    offset = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * line.width
    draw_line(canvas, x - offset, y, line)
    return line.width


def rgb(colour: str) -> str:
    """Return "#rrggbb" as three PDF numbers."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return f"{_number(red)} {_number(green)} {_number(blue)}"


def _number(value: float) -> str:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
