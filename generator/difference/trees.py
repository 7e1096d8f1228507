"""What changed between two indicator trees: indicators gone, new, renamed, moved, or weighted otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.scores.tree import Indicator, Tree

Kind = Literal["new", "gone", "renamed", "moved", "weight"]
_SAME_WEIGHT = 1e-6


@dataclass(frozen=True)
class TreeChange:
    """One change. `before` and `after` are keys, the paths of an indicator; either is empty where the
    tree has none. Weights are shares (0–1) of the parent."""

    kind: Kind
    before: str
    after: str
    weight_before: float | None = None
    weight_after: float | None = None


def tree_changes(earlier: Tree, later: Tree) -> tuple[TreeChange, ...]:
    """Return the changes in the order of the later tree, what is gone at the end.

    An indicator of the same name and level elsewhere has moved. One with another name is called
    renamed only where parent, place among the children, weight and parts all agree; what lies
    below a renamed or moved indicator is not listed for its path alone.
    """
    partners = _partners(earlier, later)
    found: list[TreeChange] = []
    for new in later:
        key = partners.get(new.key)
        if key is None:
            found.append(TreeChange("new", "", new.key, None, new.weight))
            continue
        old = earlier.indicator(key)
        if (kind := _kind(old, new, partners)) is not None:
            found.append(TreeChange(kind, old.key, new.key, old.weight, new.weight))
    kept = set(partners.values())
    found += [TreeChange("gone", old.key, "", old.weight, None) for old in earlier if old.key not in kept]
    return tuple(found)


def _kind(old: Indicator, new: Indicator, partners: dict[str, str]) -> Kind | None:
    """Return how two partners differ, None where they do not."""
    if old.name != new.name:
        return "renamed"
    if new.parent and old.parent != partners.get(new.parent):
        return "moved"
    return "weight" if abs(old.weight - new.weight) > _SAME_WEIGHT else None


def _partners(earlier: Tree, later: Tree) -> dict[str, str]:
    """Return, for indicators of the later tree, the key of the same one in the earlier tree."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for matches in (_same_place, _other_name, _other_place):
        for new in later:
            if new.key in found:
                continue
            old = next((old for old in matches(earlier, later, new, found) if old.key not in taken), None)
            if old is not None:
                found[new.key] = old.key
                taken.add(old.key)
    return found


def _siblings(tree: Tree, indicator: Indicator) -> tuple[Indicator, ...]:
    return tree.children(indicator.parent) if indicator.parent else tree.roots


def _same_place(earlier: Tree, later: Tree, new: Indicator, found: dict[str, str]) -> tuple[Indicator, ...]:
    """Return the child of the parent's partner that has the same name."""
    return tuple(old for old in _opposite(earlier, new, found) if old.name == new.name)


def _other_name(earlier: Tree, later: Tree, new: Indicator, found: dict[str, str]) -> tuple[Indicator, ...]:
    """Return the child at the same place with the same weight and parts, whose name stands nowhere later."""
    there, here = _opposite(earlier, new, found), _siblings(later, new)
    place = here.index(new)
    if len(there) != len(here):
        return ()
    old = there[place]
    same = abs(old.weight - new.weight) <= _SAME_WEIGHT and _parts(earlier, old) == _parts(later, new)
    return (old,) if same and not later.names(old.name) and not earlier.names(new.name) else ()


def _other_place(earlier: Tree, later: Tree, new: Indicator, found: dict[str, str]) -> tuple[Indicator, ...]:
    """Return the one indicator of the same name at the same level under another parent."""
    named = tuple(old for old in earlier.level(new.level) if old.name == new.name)
    return named if len(named) == 1 else ()


def _opposite(earlier: Tree, new: Indicator, found: dict[str, str]) -> tuple[Indicator, ...]:
    """Return the children of the earlier tree's partner of the parent."""
    if new.parent is None:
        return earlier.roots
    parent = found.get(new.parent)
    return earlier.children(parent) if parent else ()


def _parts(tree: Tree, indicator: Indicator) -> tuple[tuple[str, float], ...]:
    """Return names and weights of all indicators below; a leaf has none."""
    below = tree.children(indicator.key) if indicator.children else ()
    return tuple(
        part for child in below for part in ((child.name, round(child.weight, 6)), *_parts(tree, child))
    )
