"""The rows of a table of indicators: a row for each lowest one, those above it merged beside it."""

from __future__ import annotations

from collections.abc import Iterator

from generator import document as d
from generator.scores.tree import Indicator, Tree


def branches(tree: Tree, weighted: bool) -> Iterator[tuple[d.Cell, ...]]:
    """Yield the cells of each lowest indicator's row, the upper ones, spanning all their rows, in the first; with
    their weights where asked for. A leaf above the deepest level leaves the cells beside it empty."""
    for top in tree.level(1):
        yield from map(tuple, _branch(tree, top, weighted))


def _branch(tree: Tree, indicator: Indicator, weighted: bool) -> list[list[d.Cell]]:
    rows = [row for key in indicator.children for row in _branch(tree, tree.indicator(key), weighted)]
    rows = rows or [[d.Cell("")] * ((2 if weighted else 1) * (tree.depth - indicator.level))]
    strong = indicator.level == 1
    own = [d.Cell(indicator.name, rows=len(rows), strong=strong)]
    if weighted:
        own.append(d.Cell(indicator.weight, rows=len(rows), strong=strong))
    rows[0] = own + rows[0]
    return rows
