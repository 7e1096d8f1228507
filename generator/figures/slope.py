"""Slope: how items moved between two rankings or two years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from generator.document import Spec
from generator.english import amount
from generator.figures.alt import joined, listed, say
from generator.figures.lines import spread
from generator.figures.marks import Drawing, weight_for
from generator.figures.scale import Linear
from generator.figures.sheet import Sheet, fitting_pitch
from generator.text import format_value
from generator.theme import Theme


class Move(NamedTuple):
    """An item with its value before and after; None where it was not in the ranking."""

    label: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Slope(Spec):
    """Lines between two columns of names. With `ranks` a small number is high; climbers are drawn
    strong, the highlighted in the accent, the others quiet."""

    kind: ClassVar[str] = "slope"
    moves: tuple[Move, ...]
    before_title: str
    after_title: str
    ranks: bool = True
    format: str = "rank"
    highlight: tuple[str, ...] = ()


def rise(spec: Slope, move: Move) -> float | None:
    """Return by how much an item improved; None where one side is missing."""
    if move.before is None or move.after is None:
        return None
    return move.before - move.after if spec.ranks else move.after - move.before


def lay_out(spec: Slope, width: float, theme: Theme) -> Drawing:
    """Return the slopes as marks; names at both ends keep clear of one another."""
    sheet, palette = Sheet(width, theme), theme.palette
    known = [value for move in spec.moves for value in (move.before, move.after) if value is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    most = max(sum(m.before is not None for m in spec.moves), sum(m.after is not None for m in spec.moves), 2)
    pitch = fitting_pitch(most, 12.0)
    tall = pitch * (most - 1)
    if spec.ranks:  # a rank is a row: names then stand beside their dots, gaps in the ranking permitting
        tall = max(tall, min(pitch * (high - low), tall * 1.5))
    top = 22.0
    ends = (top, top + tall) if spec.ranks else (top + tall, top)
    scale = Linear(low, high, *ends)
    names = min(sheet.widest([f"{m.label} 000.0" for m in spec.moves], weight="bold"), width * 0.36)
    left, right = names + 6, width - names - 6
    for x, title, anchor in ((left, spec.before_title, "end"), (right, spec.after_title, "start")):
        sheet.words(x, 7, title, palette.quiet, weight="bold", anchor=anchor)  # type: ignore[arg-type]
        sheet.line(((x, top - 6), (x, top + tall + 6)), palette.rule, 0.6)
    for move in sorted(spec.moves, key=lambda m: (m.label in spec.highlight, (rise(spec, m) or 0) > 0)):
        colour, strong = _look(spec, theme, move)
        if move.before is not None and move.after is not None:
            places = ((left, scale(move.before)), (right, scale(move.after)))
            sheet.line(places, colour, 1.6 if strong else 0.9)
        for x, value in ((left, move.before), (right, move.after)):
            if value is not None:
                sheet.dot(x, scale(value), 2.2, colour, palette.paper)
    _write_side(spec, sheet, scale, left - 5, before=True)
    _write_side(spec, sheet, scale, right + 5, before=False)
    return sheet.drawing(top + tall + 10)


def _look(spec: Slope, theme: Theme, move: Move) -> tuple[str, bool]:
    palette = theme.palette
    if move.label in spec.highlight:
        return palette.accent, True
    moved = rise(spec, move)
    return (palette.main, True) if moved is not None and moved > 0 else (palette.mid, False)


def _write_side(spec: Slope, sheet: Sheet, scale: Linear, x: float, *, before: bool) -> None:
    """Write names and values of one side, spread so that none lies on another."""
    rows = [(move, move.before if before else move.after) for move in spec.moves]
    known = [(move, value) for move, value in rows if value is not None]
    wanted = [scale(value) for _, value in known]
    heights = spread(wanted, 10.5, 18.0, max(wanted, default=18.0) + 10.5 * len(known))
    for (move, value), height in zip(known, heights, strict=True):
        figure = format_value(value, spec.format)
        words = f"{move.label} {figure}" if before else f"{figure} {move.label}"
        colour, strong = _look(spec, sheet.theme, move)
        ink = sheet.palette.quiet if colour == sheet.palette.mid else colour
        anchor = "end" if before else "start"
        sheet.words(x, height, words, ink, weight=weight_for(strong), anchor=anchor)  # type: ignore[arg-type]


def describe(spec: Slope, language: str) -> str:
    """Return the alternative text: who rose and who fell most."""
    known = [(move.label, change) for move in spec.moves if (change := rise(spec, move)) is not None]
    up = [name for name, change in sorted(known, key=lambda pair: -pair[1]) if change > 0]
    down = [name for name, change in sorted(known, key=lambda pair: pair[1]) if change < 0]
    return joined(
        language,
        (
            say(
                language,
                f"坡度图，{spec.before_title}至{spec.after_title}，{len(spec.moves)}项",
                f"Slope chart of {amount(len(spec.moves), 'item')}, {spec.before_title} to {spec.after_title}",
            ),
            say(
                language,
                f"上升{len(up)}项：{listed(language, up)}",
                f"{len(up)} rose: {listed(language, up)}",
            )
            if up
            else "",
            say(
                language,
                f"下降{len(down)}项：{listed(language, down)}",
                f"{len(down)} fell: {listed(language, down)}",
            )
            if down
            else "",
        ),
    )
