"""A comparison in words: what a person wants to know first, in Chinese or English."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.difference.facts import Difference, UnitMove
from generator.difference.trees import Kind, TreeChange
from generator.english import amount
from generator.scores.tree import TOTAL
from generator.text import number, percent, signed

MOST = 10
"""Units listed on either side unless all are asked for."""

_KINDS: dict[Kind, tuple[str, str]] = {
    "new": ("新增", "new"), "gone": ("取消", "gone"), "renamed": ("改名", "renamed"), "moved": ("移位", "moved"),
    "weight": ("权重", "weight"),
}


def tell(difference: Difference, language: str = "zh", *, every: bool = False) -> str:
    """Return the comparison as lines of text; `every` lists all units instead of the first ten."""
    zh = language == "zh"
    parts = (_head, _tree, _units, _ranks, _tiers, _scores)
    most = max(len(difference.units), len(difference.tree), MOST + 1) if every else MOST
    return "\n".join(line for part in parts for line in part(difference, zh, most))


def in_json(difference: Difference) -> str:
    """Return the whole comparison as one JSON object."""
    return json.dumps(difference.as_dict(), ensure_ascii=False, indent=2)


def _head(d: Difference, zh: bool, most: int) -> Iterator[str]:
    sides = (f"{side.title}（{side.year}）" if zh else f"{side.title} ({side.year})" for side in (d.earlier, d.later))
    yield " → ".join(sides)


def _tree(d: Difference, zh: bool, most: int) -> Iterator[str]:
    if not d.tree:
        yield "指标体系：没有变化" if zh else "Tree: unchanged"
        return
    yield f"指标体系：{len(d.tree)}处变化" if zh else f"Tree: {amount(len(d.tree), 'change')}"
    whole = {change.after or change.before: change for change in d.tree if change.kind in ("new", "gone")}
    heads = [change for change in d.tree if not _inside(change, whole)]
    for change in heads[: most if most > MOST else 2 * MOST]:
        below = sum(_inside(other, {change.after or change.before: change}) for other in d.tree)
        rest = "" if not below else f"，连同其下{below}项" if zh else f", with {below} below"
        yield f"  {_KINDS[change.kind][0 if zh else 1]}  {_told(change, zh)}{rest}"
    if len(heads) > 2 * MOST >= most:
        yield _rest(len(heads) - 2 * MOST, zh)


def _inside(change: TreeChange, whole: dict[str, TreeChange]) -> bool:
    """Return whether a change lies below an indicator that is new or gone as a whole, like itself."""
    parts = (change.after or change.before).split("/")
    above = ("/".join(parts[:depth]) for depth in range(1, len(parts)))
    return any(key in whole and whole[key].kind == change.kind for key in above)


def _rest(count: int, zh: bool) -> str:
    return f"  另有{count}处，用 --all 列出" if zh else f"  {count} more: --all"


def _beside(text: str, zh: bool) -> str:
    return f"（{text}）" if zh else f" ({text})"


def _listed(names: Sequence[str], zh: bool) -> str:
    return "、".join(names) if zh else ", ".join(names)


def _told(change: TreeChange, zh: bool) -> str:
    weights = tuple(w for w in (change.weight_before, change.weight_after) if w is not None)
    changed = len(weights) == 2 and abs(weights[0] - weights[1]) > 1e-6
    steps = " → ".join(percent(weight) for weight in (weights if changed else weights[-1:]))
    shown = _beside(steps, zh) if weights else ""
    match change.kind:
        case "new" | "weight":
            return f"{change.after}{shown}"
        case "gone":
            return f"{change.before}{shown}"
        case "renamed" | "moved":
            return f"{change.before} → {change.after}{shown if changed else ''}"


def _units(d: Difference, zh: bool, most: int) -> Iterator[str]:
    word, each = d.later.unit_word, d.later.measure_word
    yield (
        f"{word}：{d.earlier.count} → {d.later.count}{each}，两卷共有{len(d.units)}{each}" if zh
        else f"Units: {d.earlier.count} → {d.later.count}, {len(d.units)} in both"
    )
    for names, said in ((d.entered, ("新进", "entered")), (d.left, ("退出", "left"))):
        if names:
            yield f"  {said[0 if zh else 1]}  {len(names)}{'：' if zh else ': '}{_listed(names, zh)}"


def _ranks(d: Difference, zh: bool, most: int) -> Iterator[str]:
    steady, each = len(d.units) - len(d.risen) - len(d.fallen), d.later.measure_word
    told = f"上升{len(d.risen)}{each}，下降{len(d.fallen)}{each}，不变{steady}{each}"
    yield (
        f"名次（在共有的{d.later.unit_word}之间）：{told}" if zh
        else f"Ranks (among common units): {len(d.risen)} up, {len(d.fallen)} down, {steady} unchanged"
    )
    for moves in (d.risen, d.fallen):
        yield from (f"  {_moved(move, zh)}" for move in moves[:most])
        if len(moves) > most:
            yield _rest(len(moves) - most, zh)


def _moved(move: UnitMove, zh: bool) -> str:
    arrow = "↑" if move.rise > 0 else "↓"
    before, after = move.place_before, move.place_after
    ranks = f"第{before} → 第{after}" if zh else f"{before} → {after}"
    scores = ""
    if move.score_before is not None and move.score_after is not None:
        gain = signed(move.score_after - move.score_before)
        scores = f"  {number(move.score_before)} → {number(move.score_after)}{_beside(gain, zh)}"
    return f"{arrow}{abs(move.rise)}  {move.name}  {ranks}{scores}"


def _tiers(d: Difference, zh: bool, most: int) -> Iterator[str]:
    if not any(move.tier_before or move.tier_after for move in d.units):
        return
    note = ""
    if d.tiers_changed:
        note = "（两卷的等级界限不同，各按各的）" if zh else " (bounds differ; each by its own)"
    yield (
        f"等级：{len(d.migrated)}{d.later.measure_word}{d.later.unit_word}有变动{note}" if zh
        else f"Tiers: {amount(len(d.migrated), 'unit')} changed{note}"
    )
    for (before, after), names in d.passages.items():
        yield f"  {before or '—'} → {after or '—'}  {len(names)}{'：' if zh else ': '}{_listed(names, zh)}"


def _scores(d: Difference, zh: bool, most: int) -> Iterator[str]:
    if not d.scores_compared:
        yield f"得分：不作比较。{_why(d, zh)}" if zh else f"Scores: not compared. {_why(d, zh)}"
        return
    yield "得分（共有单位的平均）：" if zh else "Scores (means of common units):"
    for mean in d.means:
        name = ("综合得分" if zh else "total") if mean.key == TOTAL else mean.key
        name = name if mean.key == mean.before_key else f"{name} ← {mean.before_key}"
        yield f"  {name}  {number(mean.before)} → {number(mean.after)}{_beside(signed(mean.after - mean.before), zh)}"


def _why(d: Difference, zh: bool) -> str:
    """Return why scores are left out; a difference of trees is listed above already."""
    if not d.tree:
        return d.reason if zh else d.reason_en
    return (
        "两卷的指标体系不同（见上），分数之差不只是成绩之差；可用 --map 新指标=旧指标 说明哪些可比" if zh
        else "the trees differ (see above); --map NEW=OLD says which indicators may be compared"
    )
