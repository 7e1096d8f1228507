"""Choosing the lines of a paragraph: total fit after Knuth and Plass, or line by line.

A line's badness is the cube of how far its gaps leave their natural width, in units of what a reader
does not notice; the demerits of a paragraph are the sum over its lines. Blanks beside a break vanish,
so marks at line ends and starts are trimmed without a rule of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from generator.typeset.breaks import KINSOKU, LOOSE, NEVER
from generator.typeset.galley import HUNG, LETTER_SPACE, Galley

LONE = 1.5e8  # demerits of a last line of one character: worse than a loose line, better than a ragged one
RAGGED = 1e9  # demerits of a line that cannot be filled
OVERFULL = 1e12  # demerits of a line that passes the edge
SPACED_OUT = 2e8  # demerits of a line filled only by spacing out Latin words
SHORT_END = 2e3  # demerits of a last line shorter than the indent
TIGHT_RATIO = 2.0  # loosest line of the first attempt
FUZZ = 1e-6


class Ruler(NamedTuple):
    """Running sums over a galley, one entry a box; `ends` are the boxes a line may end after."""

    left: list[float]
    right: list[float]
    stretch: list[float]
    limit: list[float]
    shrink: list[float]
    letters: list[float]
    ends: list[int]
    prices: list[float]


def take_measures(galley: Galley, hang: bool) -> Ruler:
    """Return the running sums: natural width of boxes a to b, to the end of their ink, is right[b] - left[a]."""
    boxes = galley.boxes
    widths = [box.width for box in boxes]
    left = [0.0, *accumulate(map(float.__add__, widths, galley.natural))]
    right = list(map(float.__add__, left, [box.width + box.over for box in boxes]))
    if hang:
        for at, box in enumerate(boxes):
            if box.right == "C" and len(box.glyphs) == 1 and box.glyphs[0].text in HUNG:
                right[at] -= box.width
    ends = [at for at, price in enumerate(galley.prices) if price < LOOSE]
    last = len(boxes) - 1
    if not ends or ends[-1] != last:
        ends.append(last)
    return Ruler(
        left,
        right,
        [0.0, *accumulate(galley.stretch)],
        [0.0, *accumulate(galley.limit)],
        [0.0, *accumulate(galley.shrink)],
        [0.0, *accumulate(letter_rooms(galley))],
        ends,
        galley.prices,
    )


def letter_rooms(galley: Galley) -> list[float]:
    """Return by how much the letters of every box may be spaced out, in points."""
    return [
        (len(box.glyphs) - 1) * LETTER_SPACE * look.fount.size if len(box.glyphs) > 1 else 0.0
        for box, look in zip(galley.boxes, galley.looks, strict=True)
    ]


def widest_piece(ruler: Ruler) -> float:
    """Return the width of the widest piece without a legal break, in points."""
    start, widest = 0, 0.0
    for end in ruler.ends:
        widest = max(widest, ruler.right[end] - ruler.left[start])
        start = end + 1
    return widest


def word_tied_to_marks(galley: Galley, ruler: Ruler, first: float, width: float) -> float:
    """Return the width of the narrowest word that only its marks make too wide for a line, else NEVER.

    It has to be cut, or the mark would start the next line.
    """
    narrowest = NEVER
    for start, end in _pieces_too_wide(ruler, first, width):
        if min(galley.prices[start:end]) >= KINSOKU:
            words = [box.width for box in galley.boxes[start : end + 1] if len(box.glyphs) > 1]
            narrowest = min(narrowest, max(words, default=NEVER))
    return narrowest


def _pieces_too_wide(ruler: Ruler, first: float, width: float) -> Iterator[tuple[int, int]]:
    """Yield the first and the last box of every piece of several boxes that is wider than its line."""
    start = 0
    for end in ruler.ends:
        measure = width if start else min(first, width)
        if ruler.right[end] - ruler.left[start] > measure + FUZZ and end > start:
            yield start, end
        start = end + 1


def open_closed_places(galley: Galley, ruler: Ruler, first: float, width: float) -> bool:
    """Open the cheapest closed places inside every piece wider than its line; return whether any was."""
    opened = False
    for start, end in _pieces_too_wide(ruler, first, width):
        inside = range(start, end)
        cheapest = min(galley.prices[at] for at in inside)
        for at in inside:
            if galley.prices[at] <= cheapest:
                galley.prices[at] = LOOSE / 2
                opened = True
    return opened


def choose_ends(
    galley: Galley, ruler: Ruler, first: float, width: float, justify: bool, total: bool
) -> list[int]:
    """Return the last box of every line; `first` and `width` measure the first and the other lines."""
    lines: list[int] = []
    start = 0
    for forced in dict.fromkeys([*galley.forced, len(galley.boxes) - 1]):
        if forced < start:
            continue
        measure = first if start == 0 else width
        if ruler.right[forced] - ruler.left[start] <= measure + FUZZ:
            lines.append(forced)
        elif total and justify:
            lines += _fit_all(galley, ruler, start, forced, measure, width)
        else:
            lines += _fit_each(galley, ruler, start, forced, (measure, width), justify)
        start = forced + 1
    return lines


def _fit_all(
    galley: Galley, ruler: Ruler, start: int, last: int, first: float, width: float
) -> list[int]:
    """Return the line ends of least total demerits from box `start` to box `last`."""
    low, high = bisect_left(ruler.ends, start), bisect_left(ruler.ends, last)
    ends = [*ruler.ends[low:high], last]
    for loose in (False, True):
        found = _search(galley, ruler, start, ends, first, width, loose)
        if found is not None:
            return found
    raise AssertionError("the loose search always ends")


def _search(
    galley: Galley, ruler: Ruler, start: int, ends: list[int], first: float, width: float, loose: bool
) -> list[int] | None:
    """Search once; a search that is not `loose` gives up when it would need a line looser than TIGHT_RATIO.

    Node 0 is the start; node k + 1 a line end after box ends[k]. Only reachable nodes are active.
    """
    left, right = ruler.left, ruler.right
    stretches, shrinks, limits, letters = ruler.stretch, ruler.shrink, ruler.limit, ruler.letters
    prices = ruler.prices
    final = ends[-1]
    # What a line knows of where it starts, one list a fact, for the active nodes only.
    at, boxes, costs = [0], [start], [0.0]
    begin, room, give = [left[start]], [stretches[start]], [shrinks[start]]
    parents: dict[int, int] = {}
    low, widest = 0, max(first, width)
    for node, end in enumerate(ends, 1):
        tail, tail_room, tail_give = right[end], stretches[end], shrinks[end]
        is_last = end == final
        price = 0.0 if is_last else prices[end]
        best, parent = 0.0, -1
        count = len(at)
        # A line that is too wide even when squeezed stays too wide for every later end.
        while low < count and tail - begin[low] - (tail_give - give[low]) > widest + FUZZ:
            low += 1
        for active in range(low, count):
            if parent >= 0 and costs[active] >= best:
                continue
            slack = (first if boxes[active] == start else width) - (tail - begin[active])
            if slack < 0.0:
                shrink = tail_give - give[active]
                if -slack > shrink + FUZZ:
                    continue
                ratio = -slack / shrink if shrink > 0.0 else 0.0
                bad = 1.0 + 100.0 * ratio * ratio * ratio
                cost = bad * bad + costs[active] + price
                if is_last:
                    cost += _end_demerits(galley, boxes[active], end, width + 1.0)
            elif is_last:
                cost = 1.0 + costs[active] + _end_demerits(galley, boxes[active], end, tail - begin[active])
            else:
                stretch = tail_room - room[active]
                if slack <= stretch * TIGHT_RATIO:
                    ratio = slack / stretch if stretch > 0.0 else 0.0
                    bad = 1.0 + 100.0 * ratio * ratio * ratio
                    cost = bad * bad + costs[active] + price
                elif not loose:
                    break
                else:
                    box = boxes[active]
                    cost = costs[active] + price
                    cost += _loose_demerits(
                        slack, stretch, limits[end] - limits[box], letters[end + 1] - letters[box], width
                    )
            if parent < 0 or cost < best:
                best, parent = cost, at[active]
        if parent < 0 and loose:  # one box wider than the measure
            best, parent = costs[-1] + OVERFULL, at[-1]
        if parent >= 0:
            parents[node] = parent
            if not is_last:
                at.append(node)
                begin.append(left[end + 1])
                room.append(stretches[end + 1])
                give.append(shrinks[end + 1])
                costs.append(best)
                boxes.append(end + 1)
    last_node = len(ends)
    if last_node not in parents or (not loose and best >= LONE):
        return None
    lines = []
    while last_node:
        lines.append(ends[last_node - 1])
        last_node = parents[last_node]
    return lines[::-1]


def _loose_demerits(slack: float, stretch: float, limit: float, letters: float, width: float) -> float:
    """Return the demerits of a line looser than a reader likes; a ragged one costs more the shorter it is."""
    if slack <= limit:
        ratio = slack / stretch if stretch > 0.0 else 0.0
        return min(SPACED_OUT, (1.0 + 100.0 * ratio**3) ** 2)
    if slack <= limit + letters:
        return SPACED_OUT + slack * 1e4
    return RAGGED * (1.0 + 25.0 * (slack / width) ** 2)


def _end_demerits(galley: Galley, start: int, end: int, width: float) -> float:
    """Return the demerits of a last line: of one character, or shorter than the indent of the next."""
    if width > 6 * galley.size:
        return 0.0
    signs = sum(len(box.glyphs) for box in galley.boxes[start : end + 1] if box.left not in "OCDM")
    if signs < 2 and start:
        return LONE
    return SHORT_END if width < 2.2 * galley.size else 0.0


def _fit_each(
    galley: Galley, ruler: Ruler, start: int, last: int, measures: tuple[float, float], justify: bool
) -> list[int]:
    """Return line ends chosen one by one; a lone last character takes company from the line above."""
    ends = ruler.ends
    lines: list[int] = []
    measure = measures[0]
    while start <= last:
        end = _farthest(ruler, start, last, measure, justify)
        lines.append(end)
        start, measure = end + 1, measures[1]
    if len(lines) > 1 and _end_demerits(galley, lines[-2] + 1, last, 0.0) >= LONE:
        earlier = bisect_right(ends, lines[-2] - 1) - 1
        if earlier >= 0 and ends[earlier] > (lines[-3] if len(lines) > 2 else -1):
            moved = ends[earlier]
            if ruler.right[last] - ruler.left[moved + 1] <= measures[1] + FUZZ:
                lines[-2] = moved
    return lines


def _farthest(ruler: Ruler, start: int, last: int, measure: float, justify: bool) -> int:
    """Return the box a line ends after: the last that fits, or one more if squeezing costs less."""
    left, right, ends = ruler.left, ruler.right, ruler.ends
    base = left[start]
    if right[last] - base <= measure + FUZZ:
        return last
    at = bisect_right(ends, base + measure + FUZZ, key=right.__getitem__) - 1
    here = ends[at] if at >= 0 and ends[at] >= start else -1
    if at + 1 < len(ends) and ends[at + 1] <= last and (justify or here < 0):
        further = ends[at + 1]
        over = right[further] - base - measure
        shrink = ruler.shrink[further] - ruler.shrink[start]
        if 0.0 < over <= shrink + FUZZ:
            stretch = ruler.stretch[here] - ruler.stretch[start] if here >= 0 else 0.0
            loose = (measure - (right[here] - base)) / stretch if stretch > 0 else NEVER
            if over / shrink < loose:
                return further
    if here >= 0:
        return min(here, last)
    return min(ends[at + 1] if at + 1 < len(ends) else last, last)
