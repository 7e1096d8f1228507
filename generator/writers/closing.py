"""What the pages of the PDF tell the writer of Word files about a block: how far it closed up there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Closing:
    """How a heading, figure or table stands in the PDF.

    `space` and `rows` are what is left of the room between blocks and of the padding of rows, as shares of the
    usual (0–1); `share` is the width of a figure as a share of the measure, 0 for what is no figure; `sheets` on
    how many pages a table stands, 0 where nobody knows; `stretch` how many pages all have that stand between two
    forced new ones.
    """

    space: float = 1.0
    rows: float = 1.0
    share: float = 0.0
    sheets: int = 0
    stretch: int = 1


AS_USUAL = Closing()
"""A block that nothing is known of."""
