"""Statements about sets of units held against the book: sizes, shares, all and none, places, averages, gaps.

Each is false only if it is so under every indicator the text may mean and under the strict and
the generous reading of its set.
"""

from __future__ import annotations

from generator.claims.desk.counts import Counts
from generator.claims.desk.means import Means
from generator.claims.desk.places import Places


class Desk(Counts, Means, Places):
    """Where the statements of one frame are judged and recorded."""
