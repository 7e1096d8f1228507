"""Whether the weights of an indicator's children are whole: none empty, none out of bounds, and together 1."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.findings import Finding
from generator.scores.columns import near_name
from generator.scores.grid import Grid, cell_name, is_blank
from generator.scores.rules import NOTHING, Words, find, listed
from generator.scores.tree_weights import as_shown

TOLERANCE = 1e-6
_EMPTY = Words("没有填写", "empty")
_THOUSAND = 10.0  # weights out of 1000, read as percentages
_ROUNDED = 0.005  # a gap that rounding may leave


@dataclass
class Node:
    """An indicator while the table is read; row and column are those of its weight, or of its name."""

    name: str
    parent: str | None
    level: int
    row: int
    column: int
    weight: float | None = None
    children: list[str] = field(default_factory=list)
    english: str = ""


def check_sums(grid: Grid, nodes: dict[str, Node], findings: list[Finding]) -> None:
    """Add what is wrong with weights (E322) and with the sums of siblings (E320, E321) to the findings."""
    bad = False
    for node in nodes.values():
        if node.weight is None or not 0 < node.weight <= 1 + TOLERANCE:
            written = as_shown(grid, node.row, node.column)
            shown = _EMPTY if node.weight is None else Words(f" {written} 无效", f"invalid: {written}")
            place, near = grid.place(node.row, node.column), _rest(node, nodes)
            if node.weight is not None or is_blank(grid.at(node.row, node.column)):  # what cannot be read is told
                findings.append(find("E322", place, written, indicator=node.name, weight=shown, near=near))
            bad = bad or node.weight is None
    if bad and not any(node.weight is not None for node in nodes.values()):
        return
    families: dict[str | None, list[Node]] = {}
    for node in nodes.values():
        families.setdefault(node.parent, []).append(node)
    for parent, family in families.items():
        total = sum(node.weight or 0.0 for node in family)
        if abs(total - 1) <= TOLERANCE or any(node.weight is None for node in family):
            continue
        shares = [(f"{node.name} {(node.weight or 0) * 100:.6g}%", node) for node in family]
        cells = Words(
            "、".join(f"{share}（{cell_name(node.row, node.column)}）" for share, node in shares),
            ", ".join(f"{share} ({cell_name(node.row, node.column)})" for share, node in shares),
        )
        title = nodes[parent].name if parent is not None else Words("一级指标", "the first level")
        findings.append(
            find(
                "E320" if total < 1 else "E321",
                grid.place(family[0].row, family[0].column),
                f"{total * 100:.6g}%",
                parent=title,
                gap=f"{abs(total - 1) * 100:.4g}%",
                cells=cells,
                near=_why_not_whole(nodes.get(parent or ""), family, total),
            )
        )


def _rest(node: Node, nodes: dict[str, Node]) -> Words:
    """Return what a weight should be: out of 1000 a tenth of it; an empty one, alone among its siblings, the rest."""
    family = [other.weight for other in nodes.values() if other.parent == node.parent]
    if node.weight is not None and abs(sum(weight or 0.0 for weight in family) - _THOUSAND) <= TOLERANCE:
        return Words("；同级合计 1000，似是千分数，请各除以 10", "; they sum to 1000: divide each by 10")
    given = [other.weight for other in nodes.values() if other.parent == node.parent and other is not node]
    known = [weight for weight in given if weight is not None]
    rest = 1 - sum(known)
    if node.weight is not None or len(known) < len(given) or not TOLERANCE < rest < 1:
        return NOTHING
    zh = f"；同级其余合计 {(1 - rest) * 100:.6g}%，这一项应为 {rest * 100:.6g}%"
    return Words(zh, f"; its siblings leave {rest * 100:.6g}% to it")


def _why_not_whole(parent: Node | None, family: list[Node], total: float) -> Words:
    """Return the likeliest reason why weights do not sum to 1, and what to write then; nothing where none is plain."""
    if parent and parent.weight and abs(total - parent.weight) <= TOLERANCE:
        shares = listed(f"{node.name} {(node.weight or 0) / total * 100:.6g}%" for node in family)
        zh = f"；写的似乎是占总分的比重，应写占“{parent.name}”的比重：{shares.zh}"
        return Words(zh, f"; these seem to be shares of the total, which of “{parent.name}” are {shares.en}")
    for n, node in enumerate(family):
        for other in family[n + 1 :]:
            if near_name(node.name, {other.name}) and node.weight == other.weight:
                zh = f"；“{node.name}”与“{other.name}”是否为同一指标？请统一名称"
                return Words(zh, f"; are “{node.name}” and “{other.name}” one indicator? write its name alike")
    if abs(total - 1) < _ROUNDED:
        last = family[-1]
        right = (last.weight or 0) + 1 - total
        zh = f"；若是舍入所致，可把“{last.name}”写为 {right * 100:.6g}%"
        return Words(zh, f"; if rounding left the gap, write {right * 100:.6g}% for “{last.name}”")
    return NOTHING
