"""A line as PDF operators: text with its gaps, tints, underlines and links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from generator.typeset.galley import LETTER_SPACE, Galley, Look
from generator.typeset.line import setter_of
from generator.typeset.links import annotate
from generator.typeset.pen import STEP, THRESHOLD, Pen, Strokes, decimal, rgb, write_word
from generator.typeset.spacing import LEAST_SPACE
from generator.typeset.style import Content, TextStyle

if TYPE_CHECKING:
    from typing import Literal

    from reportlab.pdfgen.canvas import Canvas

    from generator.typeset.line import Line

CODE_TINT = "#eef1f5"


class Written(NamedTuple):
    """A line as strokes, and the stretches of it that are decorated: look, start and end in points."""

    strokes: Strokes
    marks: list[tuple[Look, float, float]]


def draw_line(canvas: Canvas, x: float, y: float, line: Line) -> None:
    """Draw a line starting at `x` on the baseline `y`."""
    if not line.kept:
        line.kept.append(write_line(line))
    strokes, marks = line.kept[0]
    code = strokes.code(canvas, x, y)
    if marks:
        tints, rules = _decorate(canvas, x, y, marks)
        code = "\n".join([*tints, code, *rules])
    canvas._code.append(code)


def write_line(line: Line) -> Written:
    """Return a line as strokes that any document can take."""
    word = _write_word(line) if line.first == line.last else None
    return Written(word, []) if word else write_by_rules(line)


def _write_word(line: Line) -> Strokes | None:
    """Return a line of one box as strokes where nothing but its glyphs is to be shown."""
    box, look = line.galley.boxes[line.first], line.galley.looks[line.first]
    plain = box.glyphs and not (box.pre or box.post or line.letter_space or line.galley.spaces[line.first])
    return write_word(look, box) if plain and not (look.rise or look.slant or look.is_decorated) else None


def write_by_rules(line: Line) -> Written:
    """Return a line as `write_line` does, whatever it holds."""
    galley, first, last, gaps = line.galley, line.first, line.last, line.gaps
    boxes, looks, solid = galley.boxes, galley.looks, galley.solid
    pen = Pen()
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
    return Written(pen.strokes(), marks)


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
    pen: Pen, line: Line, number: int, at: float, around: tuple[float, float], even: float
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


def _show_spaces(pen: Pen, look: Look, spaces: str, at: float, width: float) -> None:
    """Draw typed spaces so that readers find them; at a line's end they take no room."""
    space = look.fount.space[0] if look.fount.space else None
    if space is None:
        return
    pen.choose(look, space.face, 0.0)
    each = width / len(spaces)
    for char in spaces:
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
        tints.append(f"q {rgb(CODE_TINT)} rg {' '.join(map(decimal, box))} re f Q")
    for look, start, end in _runs(marks, "underline"):
        size = look.fount.size
        box = (x + start, y - 0.16 * size, end - start, 0.05 * size)
        rules.append(f"q {rgb(look.colour)} rg {' '.join(map(decimal, box))} re f Q")
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
    setter = setter_of(content, style)
    line = setter.single_line()
    if line.last < line.first:
        return 0.0
    offset = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * line.width
    draw_line(canvas, x - offset, y, line)
    return line.width
