"""The gap between two boxes of a line: how wide it is, and how far it may grow or shrink.

Kinds of a box's edge: H ideograph, L Latin letter or digit, P Latin punctuation, F other full-width
sign, O opening mark, C closing mark or stop, M middle dot or connector, D dash, ellipsis or solidus,
S superscript. Sources: CLREQ §3.1.6 (squeezing), §3.2.2 (Chinese and Latin), §3.3 (justification).
"""

from __future__ import annotations

from typing import NamedTuple

AUTO_SPACE = 0.25  # em between Chinese and Latin, CLREQ §3.2.2
WIDEST_GAP = 0.58  # em; no gap of a justified line exceeds this
COMFORT = 0.045  # em by which a gap between ideographs grows before a line looks loose
AUTO_LIMIT = 0.48  # em up to which a Chinese–Latin gap grows


class Gap(NamedTuple):
    """A gap in em: natural width, comfortable stretch, greatest stretch, shrink."""

    natural: float
    stretch: float
    limit: float
    shrink: float


RIGID = Gap(0.0, 0.0, 0.0, 0.0)
SOLID = Gap(0.0, COMFORT, WIDEST_GAP, 0.0)
AUTO = Gap(AUTO_SPACE, 0.125, AUTO_LIMIT - AUTO_SPACE, 0.125)
STIFF = Gap(0.0, COMFORT / 2, 0.3, 0.0)
LEAST_SPACE = 0.2  # em; poppler overlooks narrower spaces
BETWEEN_IDEOGRAPHS = 0.45  # em of one typed space
MARKS = frozenset("OCM")

_BY_KINDS: dict[str, Gap] = {
    "HL": AUTO, "LH": AUTO,
    "LL": RIGID, "LP": RIGID, "PL": RIGID, "PP": RIGID,
    "SL": RIGID, "SP": RIGID,
    "DD": RIGID, "DH": STIFF, "HD": STIFF, "LF": RIGID,
}  # fmt: skip


def gap_between(kinds: str, post: float, pre: float) -> Gap:
    """Return the gap between two boxes of the given edge kinds and adjoining blanks (em).

    Adjacent marks share one blank of at most half an em instead of keeping two.
    """
    left, right = kinds[0], kinds[1]
    if right == "S":  # a superscript hugs the mark it follows
        return RIGID
    if left not in MARKS and right not in MARKS:
        return _BY_KINDS.get(kinds, SOLID)
    natural = post + pre
    if left in MARKS and right in MARKS:
        both_closing, both_opening = right == "C", left == "O"
        natural = 0.0 if both_closing or both_opening else max(post, pre)
        if not natural:
            return Gap(0.0, COMFORT / 3, 0.1, 0.0)
    if not natural:
        return STIFF if right == "C" or left == "O" else SOLID
    return Gap(natural, COMFORT, max(0.02, WIDEST_GAP - natural), natural)


def gap_of_spaces(width: float, kinds: str, blanks: float) -> Gap:
    """Return the gap that typed spaces of `width` em make.

    One space is a quarter em between Chinese and Latin, more between ideographs, where poppler would
    overlook it in words of one sign (前 言). Beside marks, the space and their `blanks` overlap.
    """
    if width < BETWEEN_IDEOGRAPHS:
        width = {"HL": AUTO_SPACE, "LH": AUTO_SPACE, "HH": BETWEEN_IDEOGRAPHS}.get(kinds, width)
    if blanks > width:
        return Gap(blanks, 0.125, max(0.05, WIDEST_GAP - blanks), blanks - max(width, LEAST_SPACE))
    shrink = min(0.1, max(0.0, width - LEAST_SPACE))
    return Gap(width, 0.125, max(0.1, WIDEST_GAP - width), shrink)
