"""Weights, numbers and names of indicators, in sentences and in tables of the indicator system."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.claims import verdicts
from generator.claims.binding import Bound
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Claim, Kind, Spot, Verdict
from generator.claims.facts import Facts
from generator.claims.marks import Levels
from generator.claims.numerals import Number, read_number
from generator.claims.sentences import Sentence
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL

_CLOSE = 0.0005  # shares closer than this print alike


def read_weights(check: Check, match: re.Match[str]) -> None:
    """Read 城市服务权重为35%, 四项权重分别为20%、35%、20%和25%, 城市服务（35%）."""
    numbers = [(p, n) for p, n in check.numbers(*match.span("values")) if n.share]
    if not numbers or not check.free(*match.span("values")) or "v" not in check.letters:
        return
    bound = check.binder.topic(check.reading, match.start("values"), match.start("values"))
    if match.groupdict().get("one"):
        bound = replace(bound, keys=(check.binder.resolve([check.tokens[match.start()]], check.reading),))
    if len(bound.keys) != len(numbers) or all(keys == (TOTAL,) for keys in bound.keys):
        return
    ordered = re.search("(?:由高到低|从高到低)", check.reading.text(match.start(), match.start("values")))
    if ordered and check.facts.book.tree.weighted and "I" not in check.letters[: match.start()]:
        tree = check.facts.book.tree
        bound = replace(bound, keys=tuple(sorted(bound.keys, key=lambda k: -tree.indicator(k[0]).weight)))
    check.take(*match.span("values"))
    for keys, (_, number) in zip(bound.keys, numbers, strict=True):
        bare = tuple(key for key in keys if key != TOTAL)
        check.add(
            Kind.WEIGHT,
            match.start(),
            match.end(),
            _judge_weight(check.facts, bare, number),
            bound,
            stated=f"{check.facts.label(bare[0]) if bare else ''}权重{number.value * 100:g}%",
        )


def read_same_weights(check: Check, match: re.Match[str]) -> None:
    """Read 数字政府、数字社会和数字经济权重相同，均为25%: one weight for all of a list."""
    (position, number), *_ = check.numbers(*match.span("values"))
    if not number.share or not check.free(position, position + 1):
        return
    tokens = [t for t in check.tokens[match.start("same") : match.end("same")] if t.letter == "I"]
    check.take(position, position + 1)
    for token in tokens:
        keys = check.binder.resolve([token], check.reading)
        outcome = _judge_weight(check.facts, keys, number)
        stated = f"{token.text}权重{number.value * 100:g}%"
        check.add(Kind.WEIGHT, match.start(), match.end(), outcome, Bound(keys=(keys,)), stated=stated)


def read_child_weight(check: Check, match: re.Match[str]) -> None:
    """Read 建设运营在城市服务之下占65%的权重: the smaller indicator is named first."""
    (position, number), *_ = check.numbers(*match.span("values"))
    names = [check.tokens[match.start("parent")], check.tokens[match.start("first")]]
    keys = check.binder.resolve(names, check.reading)
    if not number.share or len(keys) != 1 or not check.free(position, position + 1):
        return
    check.take(position, position + 1)
    check.add(Kind.WEIGHT, match.start(), match.end(), _judge_weight(check.facts, keys, number), Bound(keys=(keys,)))


def _judge_weight(facts: Facts, keys: Sequence[str], number: Number) -> Outcome:
    tree = facts.book.tree

    def judge(key: str) -> Outcome:
        if not tree.weighted:
            return verdicts.ABSENT
        own, whole = tree.indicator(key).weight, tree.share(key)
        return verdicts.verdict(
            number.fits(own) or number.fits(whole), f"{facts.label(key)}权重{own * 100:g}%", key=key
        )

    return verdicts.any_of(tuple(keys), judge)


def read_heaviest(check: Check, match: re.Match[str]) -> None:
    """Read 权重最高的一级指标是城市服务."""
    tokens = [t for t in check.tokens[match.start() : match.end()] if t.letter == "I"]
    keys = check.binder.resolve(tokens[-1:], check.reading)
    heaviest = check.letters[match.start("most")] == "m"
    tree = check.facts.book.tree

    def judge(key: str) -> Outcome:
        own = tree.indicator(key)
        siblings = tree.level(1) if own.level == 1 else tree.children(own.parent or TOTAL)
        weights = [each.weight for each in siblings]
        edge = max(weights) if heaviest else min(weights)
        return verdicts.verdict(
            abs(own.weight - edge) < _CLOSE,
            f"{own.name}权重{own.weight * 100:g}%，同级{'最高' if heaviest else '最低'}{edge * 100:g}%",
            key=key,
        )

    if tokens and tree.weighted:
        check.add(Kind.WEIGHT, match.start(), match.end(), verdicts.any_of(keys, judge), Bound(keys=(keys,)))


def read_level_size(check: Check, match: re.Match[str]) -> None:
    """Read 四项一级指标, 12个二级指标: how many indicators a level has."""
    token = check.tokens[match.start()]
    if not isinstance(token.meaning, Levels) or token.meaning.count is None or len(token.meaning.levels) != 1:
        return
    level, tree = token.meaning.levels[0], check.facts.book.tree
    heads = [t for t in check.tokens[: match.start()] if t.letter == "I"]
    partial = bool(heads) or "前" in check.reading.text(0, match.start()) or match.start() in check.used
    after = check.letters[match.end() : match.end() + 2]
    if not tree.level(level) or partial or "?" in after or token.meaning.count == len(tree.level(level)):
        if tree.level(level) and token.meaning.count == len(tree.level(level)):
            check.add(
                Kind.INDICATORS,
                match.start(),
                match.end(),
                verdicts.verdict(True, f"{len(tree.level(level))}项"),
                Bound(keys=((TOTAL,),)),
            )
        return
    whole = re.search("[iR+]|[f]{0,3}$", check.letters[: match.start()]) and re.search(
        r"体系|共|包括|分为|设|由|含", check.reading.sentence.text
    )
    outcome = verdicts.verdict(False, f"{'一二三四'[level - 1]}级指标共{len(tree.level(level))}项")
    bound = Bound(keys=((TOTAL,),), state="sure" if whole else "unsure")
    check.add(Kind.INDICATORS, match.start(), match.end(), outcome, bound)


def read_children(check: Check, match: re.Match[str]) -> None:
    """Read 城市服务包括政策规划、建设运营、运营成效三个二级指标."""
    tree = check.facts.book.tree
    parent = check.binder.resolve([check.tokens[match.start("parent")]], check.reading)
    listed = [t for t in check.tokens[match.start("children") : match.end("children")] if t.letter == "I"]
    if len(parent) != 1 or not listed:
        return
    below = {node.key for node in tree if node.key.startswith(f"{parent[0]}/")}
    names = {tree.indicator(key).name for key in below}
    for token in listed:
        keys = token.meaning if isinstance(token.meaning, tuple) else ()
        right = any(key in below for key in keys)
        children = "、".join(tree.indicator(key).name for key in tree.indicator(parent[0]).children)
        level = any(
            t.letter == "L" or t.text in ("指标", "一级", "二级", "三级")
            for t in check.tokens[match.start() :]
        )
        bound = Bound(keys=(parent,), state="sure" if level and len(listed) > 1 else "unsure")
        check.add(
            Kind.INDICATORS,
            match.start(),
            match.end(),
            verdicts.verdict(right or token.text in names, f"{check.facts.label(parent[0])}之下为{children}"),
            bound,
            stated=token.text,
        )
    after = check.tokens[match.end("children")] if match.end("children") < len(check.tokens) else None
    level_of = after.meaning if after and after.letter == "L" else None
    if (
        isinstance(level_of, Levels)
        and level_of.count
        and "e" not in check.letters[match.start() : match.end()]
    ):
        size = len(tree.indicator(parent[0]).children)
        check.take(match.end("children"), match.end("children") + 1)
        check.add(
            Kind.INDICATORS,
            match.start(),
            match.end(),
            verdicts.verdict(level_of.count in (size, len(listed)) and level_of.count == size, f"共{size}项"),
            Bound(keys=(parent,)),
            stated=f"{level_of.count}项",
        )


RULES: tuple[Rule, ...] = (
    rule(r"(?P<parent>I)(?:L|f)*[ib][f']*(?P<children>{IL})", read_children),
    rule(r"vf*(?P<most>[mM])[fWLb]*I", read_heaviest),
    rule(r"(?P<first>I)f+(?P<parent>I)f*r(?P<values>N)f*v", read_child_weight),
    rule(r"v[bodf]*(?P<values>{NL})", read_weights),
    rule(r"(?P<one>I)(?:f|L)*\(?(?:v|b|S|r(?=N))*(?P<values>N)(?!p)", read_weights),
    rule(r"(?P<one>I)(?:f|L)*(?:r?f*[xy]f*)?(?:vf*[mM]?|2),?[bof]*(?P<values>N)(?!p)", read_weights),
    rule(r"(?P<under>If*)?(?P<same>(?:I[、&])+I)(?:f|L)*vf*,?[jbf]+(?P<values>N)(?!p)", read_same_weights),
    rule(r"L", read_level_size),
)


# --- tables ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Weighted:
    name: str
    share: float
    column: int
    row: Sentence
    start: int


def check_weight_table(rows: Sequence[Sentence], facts: Facts) -> list[Claim]:
    """Return what is wrong in a table of names and weights: shares of one parent that do not sum to 100 %.

    Cells left blank belong to the last name of their column; a row that a page break pushed to
    the left is placed by the level its name has in the tree.
    """
    entries = [entry for row in rows for entry in _weighted(row)]
    if len(entries) < 2:
        return []
    placed = _place(entries, facts)
    claims = [_claim_of_weight(entry, level, parents, facts) for entry, level, parents in placed]
    sums: dict[tuple[str, ...], list[_Weighted]] = {}
    for entry, _, parents in placed:
        sums.setdefault(parents, []).append(entry)
    whole = _depth(placed)
    for parents, group in sums.items():
        total = sum(entry.share for entry in group)
        if len(group) > 1 and abs(total - 1) > _CLOSE and _is_complete(group, parents, placed, whole, total):
            claims.append(_sum_claim(group, parents, total))
    return claims


def _weighted(row: Sentence) -> list[_Weighted]:
    found = []
    for position, cell in enumerate(row.cells[:-1]):
        number = read_number(row.cells[position + 1])
        name = cell.strip()
        if name and not read_number(name) and number and number.share:
            found.append(_Weighted(name, number.value, position // 2, row, row.starts[position]))
    return found


def _place(entries: list[_Weighted], facts: Facts) -> list[tuple[_Weighted, int, tuple[str, ...]]]:
    """Return every entry with its level and the names above it."""
    path: list[str] = []
    placed = []
    for entry in entries:
        levels = {node.level for node in facts.book.tree if node.name == entry.name}
        level = entry.column + 1
        if levels and level not in levels and (len(levels) == 1 or level == 1):
            level = min(levels)
            level = (
                entry.column + 1
                if entry.column + 1 > level and len(path) >= entry.column + 1 - 1 and level != 1
                else level
            )
        path = [*path[: level - 1], entry.name]
        placed.append((entry, level, tuple(path[:-1])))
    return placed


def _depth(placed: list[tuple[_Weighted, int, tuple[str, ...]]]) -> int:
    return max(level for _, level, _ in placed)


def _is_complete(
    group: list[_Weighted],
    parents: tuple[str, ...],
    placed: list[tuple[_Weighted, int, tuple[str, ...]]],
    depth: int,
    total: float,
) -> bool:
    """Return whether all siblings are likely to be shown: too much is always wrong, too little only inside a table."""
    if total > 1 + _CLOSE:
        return True
    last = placed[-1][0]
    return bool(parents) and last not in group and group[0] is not placed[0][0]


def _sum_claim(group: list[_Weighted], parents: tuple[str, ...], total: float) -> Claim:
    last = group[-1]
    line, column = last.row.place(last.start)
    names = "、".join(f"{entry.name}{entry.share * 100:g}%" for entry in group)
    about = parents[-1] if parents else "一级指标"
    return Claim(
        Kind.WEIGHT,
        Spot(last.row.file, line, column, last.row.text.strip()),
        f"{about}之下：{names}",
        Verdict.FALSE,
        table=f"合计{total * 100:g}%，应为100%",
    )


def _claim_of_weight(entry: _Weighted, level: int, parents: tuple[str, ...], facts: Facts) -> Claim:
    """Return the claim of one weight; it is false where the tree has that path with another weight."""
    line, column = entry.row.place(entry.start)
    spot = Spot(entry.row.file, line, column, entry.row.text.strip())
    stated = f"{entry.name}权重{entry.share * 100:g}%"
    found = facts.book.tree.matches((*parents, entry.name)) if facts.book.tree.weighted else ()
    if not found:
        loose = facts.book.tree.matches((entry.name,))
        verdict = Verdict.TRUE if any(abs(n.weight - entry.share) < _CLOSE for n in loose) else Verdict.UNSURE
        return Claim(Kind.WEIGHT, spot, stated, verdict)
    right = [node for node in found if abs(node.weight - entry.share) < _CLOSE]
    shown = "、".join(f"{node.weight * 100:g}%" for node in found)
    verdict = Verdict.TRUE if right else Verdict.FALSE if len(found) == 1 else Verdict.UNSURE
    return Claim(Kind.WEIGHT, spot, stated, verdict, indicator=found[0].key, table=f"指标体系中为{shown}")
