"""Checks between columns, rows and tables, once every cell has been read."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pandas as pd

from generator.english import Counted
from generator.findings import Finding, Place, Severity
from generator.fonts import missing_characters, missing_findings
from generator.scores.intake import NOISE, TOTAL_NAME, Read, decimals, tier_name
from generator.scores.outliers import CHECKS as OUTLIERS
from generator.scores.rules import MOST_NAMES, Words, find, listed
from generator.scores.source import about
from generator.scores.stated import CHECKS as STATED
from generator.scores.table import ScoreTable
from generator.scores.tree import TOTAL
from generator.scores.units import Unit
from generator.text import rounded

LEAST_RANKS = 5
"""Units from which values that follow one another like ranks are no chance."""

LEAST_SPAN = 10
"""The narrowest scale on which scores of one decimal still tell units apart."""


def check(read: Read) -> tuple[Finding, ...]:
    """Return the findings of every check, in the order of the list below."""
    return tuple(finding for rule in CHECKS for finding in rule(read))


def _duplicates(read: Read) -> Iterator[Finding]:
    seen: dict[str, list[int]] = {}
    for position, unit in enumerate(read.units):
        seen.setdefault(unit.key, []).append(position)
    total = read.total()
    for positions in seen.values():
        if len(positions) < 2:
            continue
        told = [_standing(read, position, total) for position in positions]
        cells = Words("、".join(words.zh for words in told), ", ".join(words.en for words in told))
        place = read.table.name_place(read.rows[positions[1]])
        yield find("E301", place, read.units[positions[0]].name, cells=cells)


def _standing(read: Read, position: int, total: pd.Series[float] | None) -> Words:
    """Return where a row stands, with its rank and total where it has them: A76（第 74 名，得分 663）."""
    zh, en = [], []
    if (rank := read.rows[position].rank) is not None:
        zh.append(f"第 {rank:g} 名")
        en.append(f"rank {rank:g}")
    if total is not None and not math.isnan(total.iloc[position]):
        zh.append(f"得分 {total.iloc[position]:g}")
        en.append(f"score {total.iloc[position]:g}")
    cell = read.table.name_place(read.rows[position]).cell
    return Words(f"{cell}（{'，'.join(zh)}）", f"{cell} ({', '.join(en)})") if zh else Words(cell, cell)


def _expected(read: Read) -> Iterator[Finding]:
    if not read.options.expected_units:
        return
    wanted = {read.names.key_of(name): name for name in read.options.expected_units}
    have = {unit.key for unit in read.units}
    missing = [name for key, name in wanted.items() if key not in have]
    if missing:
        place = read.table.grid.place(read.table.header.labels, read.table.header.unit)
        yield find(
            "E302", place, missing[0], names=listed(missing[:40]), expected=len(wanted), count=len(missing)
        )
    for row, unit in zip(read.rows, read.units, strict=True):
        if unit.key not in wanted:
            yield find("W303", read.table.name_place(row), unit.name)


def _given_against_computed(read: Read) -> Iterator[Finding]:
    for key in read.given:
        if key not in read.rolled.computed:
            continue
        gaps = read.given[key] - read.rolled.computed[key]
        tolerance = read.tolerance(read.given[key]) + _printed_error(read, str(key)) + NOISE
        for position in gaps.index[gaps.abs() > tolerance]:
            value, right = (
                float(read.given[key].iloc[position]),
                float(read.rolled.computed[key].iloc[position]),
            )
            yield find(
                "E327",
                read.table.place(read.rows[position], str(key)),
                value,
                unit=read.units[position].name,
                indicator=read.label(str(key)),
                number=f"{right:.4g}",
                gap=f"{value - right:+.3g}",
            )


def _printed_error(read: Read, key: str) -> float:
    """Return what rounding may add where a sum is taken over given roll-ups instead of leaves.

    Leaves are exact as given; a given parent without its children was rounded when it was printed.
    """
    rounded_off = [
        child.key
        for child in read.tree.children(key)
        if child.children and child.key in read.given and child.key not in read.rolled.computed
    ]
    if not rounded_off:
        return 0.0
    return 0.5 * 0.1 ** decimals(float(value) for child in rounded_off for value in read.given[child])


def _averages(read: Read) -> Iterator[Finding]:
    for key, (value, place) in read.table.averages.items():
        if key not in read.rolled.scores:
            continue
        right = float(read.counted(key).mean())
        if abs(value - right) > read.tolerance((value,)) + NOISE:
            yield find("W331", place, value, column=read.label(key), number=f"{right:.4g}")


def _weight_row(read: Read) -> Iterator[Finding]:
    """A row of weights in the score table, local or of the total, as share or percentage."""
    rows = {key: entry for key, entry in read.table.weights.items() if key in read.tree}
    if not rows or not read.tree.weighted:
        return
    readings: list[tuple[int, Callable[[str], float]]] = [
        (factor, share)
        for factor in (1, 100)
        for share in (read.tree.share, lambda k: read.tree.indicator(k).weight)
    ]

    def odd(factor: int, share: Callable[[str], float]) -> list[str]:
        return [key for key, (value, _) in rows.items() if abs(value / factor - share(key)) > 6e-4]

    factor, share = min(readings, key=lambda reading: len(odd(*reading)))
    for key in odd(factor, share):
        value, place = rows[key]
        yield find("E328", place, value, indicator=read.label(key), number=f"{share(key) * factor:.6g}")


def _coverage(read: Read) -> Iterator[Finding]:
    if TOTAL not in read.rolled.coverage:
        return
    covered = read.rolled.coverage[TOTAL]
    for position in covered.index[covered < read.options.coverage - NOISE]:
        yield find(
            "E217",
            read.table.name_place(read.rows[position]),
            f"{covered.iloc[position]:.0%}",
            unit=read.units[position].name,
            indicator=TOTAL_NAME,
            bound=f"{read.options.coverage:.0%}",
        )


_EXCLUDED = Words("，或改用 missing = \"exclude\"", ", or write missing = \"exclude\"")


def _nobody_scored(read: Read) -> Iterator[Finding]:
    """An indicator of level 1, or the total, on which no unit has a score though the table means to give them."""
    if not read.rows:
        return  # nobody was recognised, which is told of every name
    for key in (TOTAL, *(indicator.key for indicator in read.tree.level(1))):
        if key in read.rolled.scores and read.rolled.scores[key].isna().all():
            yield find("E221", read.table.place(read.rows[0], key), read.label(key))


def _in_brackets(read: Read) -> Iterator[Finding]:
    """Who is published in brackets (W220); an error where nobody is left to rank on the total or an indicator."""
    if not read.rows or read.options.missing != "bracket" or TOTAL not in read.rolled.scores:
        return
    for key in read.rolled.scores:
        if read.counted(str(key)).isna().all() and not read.rolled.scores[key].isna().all():
            yield find("E221", read.table.place(read.rows[0], str(key)), read.label(str(key)), near=_EXCLUDED)
    covered = read.rolled.coverage[TOTAL]
    partial = list(covered.index[(covered < 1 - NOISE) & read.rolled.scores[TOTAL].notna()])
    if partial:
        shares = [(read.units[position].name, f"{covered.iloc[position]:.0%}") for position in partial[:40]]
        names = Words("、".join(f"{n}（{s}）" for n, s in shares), ", ".join(f"{n} ({s})" for n, s in shares))
        place = read.table.name_place(read.rows[partial[0]])
        yield find("W220", place, read.units[partial[0]].name, names=names, count=len(partial))


def _all_equal(read: Read) -> Iterator[Finding]:
    if len(read.rows) < 3:
        return
    for key in read.given:
        column = read.given[key].dropna()
        if len(column) == len(read.rows) and column.nunique() == 1:
            place = read.table.place(read.rows[0], str(key))
            yield find("W218", place, read.label(str(key)), number=f"{column.iloc[0]:g}")


def _scale(read: Read) -> Iterator[Finding]:
    """Columns of leaves that look like shares (0–1) on a scale that ends far higher."""
    high = read.options.scale[1]
    for key in read.given:
        column = read.given[key].dropna()
        if len(column) >= 5 and high >= 10 and 0 < column.max() <= 1 and column.nunique() > 2:
            place = read.table.place(read.rows[0], str(key))
            yield find("W219", place, read.label(str(key)), number=f"{column.max():g}", high=f"{high:g}")


def _ranks_for_scores(read: Read) -> Iterator[Finding]:
    """Columns of leaves, on a scale that ends beyond them, whose values are the ranks of as many units."""
    found: list[str] = []
    for key in read.given:
        column = read.given[key].dropna()
        if len(column) < LEAST_RANKS or read.options.scale[1] < LEAST_SPAN or column.min() != 1:
            continue
        if key not in read.rolled.computed and (column.rank(method="min") == column).all() and column.nunique() > 2:
            found.append(str(key))
    if found:
        place = read.table.place(read.rows[0], found[0])
        names = listed([f"“{read.tree.indicator(key).name if key in read.tree else TOTAL_NAME.zh}”" for key in found],
                       most=8)  # fmt: skip
        highest = max(read.given[key].max() for key in found)
        yield find("W225", place, read.label(found[0]), names=names, number=f"{highest:g}")


def _unprintable(read: Read) -> Iterator[Finding]:
    """Names of units, groups and indicators with a character that no face has: E420 at the first row, or column.

    They stand on covers, in tables and on maps, where an empty box would show who nobody looked after.
    """
    labels = [indicator.name for indicator in read.tree]
    names = [(unit.name, unit.full, unit.province) for unit in read.units]
    lacking = set(missing_characters("".join([*labels, *map("".join, names)])))
    if not lacking:
        return
    for label in labels:
        if set(label) & lacking:
            place = next((i.place for i in read.tree if i.name == label and i.place.file), about(read.table.grid))
            yield from missing_findings("".join(sorted(set(label) & lacking)), place)
            lacking -= set(label)
    for row, texts in zip(read.rows, map("".join, names), strict=True):
        yield from missing_findings("".join(sorted(set(texts) & lacking)), read.table.name_place(row))
        lacking -= set(texts)


def _narrow(read: Read) -> Iterator[Finding]:
    """A scale on which one decimal cannot tell units apart."""
    low, high = read.options.scale
    if high - low < LEAST_SPAN and TOTAL in read.rolled.scores:
        place = Place("edition.toml", cell="scores.scale")
        yield find("W222", place, f"{low:g}–{high:g}", factor=f"{100 / (high - low):.3g}")


def _ties(read: Read) -> Iterator[Finding]:
    """Equal totals that share a rank, and totals that only look equal when printed: one finding each."""
    if TOTAL not in read.rolled.scores:
        return
    scores = read.counted(TOTAL).dropna()
    ranks = scores.rank(method="min", ascending=False)
    groups: dict[str, list[int]] = {}
    for position in scores.sort_values(ascending=False, kind="stable").index:
        printed = str(rounded(float(scores[position]), read.options.decimals))
        groups.setdefault(printed, []).append(int(position))
    equal: list[tuple[int, Words]] = []
    alike: list[tuple[int, Words]] = []
    for printed, positions in groups.items():
        if len(positions) < 2:
            continue
        names = listed((read.units[position].name for position in positions), most=MOST_NAMES)
        places = dict.fromkeys(f"{ranks[position]:g}" for position in positions)
        taken = listed(places, most=MOST_NAMES)
        words = Words(f"{names.zh}（{printed}，第 {taken.zh} 名）", f"{names.en} ({printed}, rank {taken.en})")
        (equal if len(places) == 1 else alike).append((positions[0], words))
    for code, cases in (("W326", equal), ("W215", alike)):
        if cases:
            place = read.table.place(read.rows[cases[0][0]], TOTAL)
            told = [words for _, words in cases[:MOST_NAMES]]
            more = len(cases) - len(told)
            zh = "；".join(words.zh for words in told) + (f"；另有 {more} 组" if more else "")
            en = "; ".join(words.en for words in told) + (f"; and {more} more groups" if more else "")
            yield _tie(code, place, Words(zh, en), len(cases))


def _tie(code: str, place: Place, words: Words, count: int) -> Finding:
    chinese = f"{count} 组得分显示相同而未舍入的值不同，名次分先后：{words.zh}"
    pattern = (
        "{n:group looks|groups look} equal when printed but {n:~differs|differ} unrounded, so the ranks differ: {names}"
    )
    english = pattern.format(n=Counted(count), names=words.en)
    return find(code, place, count, Severity.NOTE, names=words, chinese=chinese, english=english)


def _tier_edges(read: Read) -> Iterator[Finding]:
    """A total that rounds into another tier than the one it is in, and totals below every tier."""
    tiers = read.options.tiers
    if TOTAL not in read.rolled.scores or not tiers:
        return
    for position, score in enumerate(read.counted(TOTAL)):
        if math.isnan(score):
            continue
        shown = float(rounded(float(score), read.options.decimals))
        exact, printed = tier_name(score, tiers), tier_name(shown, tiers)
        place = read.table.place(read.rows[position], TOTAL)
        name = read.units[position].name
        if exact != printed:
            yield find(
                "W215",
                place,
                score,
                chinese=f"{name}得分 {score:.6g} 显示为 {shown:g}，看似属于{printed}，实为{exact or '档外'}",
                english=f"{name} has {score:.6g}, shown as {shown:g}: looks like {printed}, is {exact}",
            )
        elif not exact:
            yield find("W330", place, f"{name}（{score:.4g}）", bound=f"{min(tier.min for tier in tiers):g}")


CHECKS: tuple[Callable[[Read], Iterator[Finding]], ...] = (
    _duplicates,
    _expected,
    *STATED,
    _weight_row,
    _given_against_computed,
    _coverage,
    _nobody_scored,
    _in_brackets,
    _averages,
    _all_equal,
    _scale,
    _ranks_for_scores,
    _unprintable,
    _narrow,
    _ties,
    _tier_edges,
    *OUTLIERS,
)


def compare_units(units: tuple[Unit, ...], other: ScoreTable, keys: set[str]) -> list[Finding]:
    """Return what the attribute table lacks of the scored units, and what it has beyond them."""
    missing = [unit.name for unit in units if unit.key not in keys]
    findings: list[Finding] = []
    if missing:
        place = other.grid.place(other.header.labels, other.header.unit)
        findings.append(
            find("W315", place, missing[0], names=listed(missing, most=MOST_NAMES), other=f"{about(other.grid)} ")
        )
    return findings
