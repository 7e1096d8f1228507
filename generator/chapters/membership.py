"""Two small tables beside the scores: city clusters with their members, tier counts by year.

Both are plain CSV, as Excel saves it (UTF-8 or GB18030), in the folder that holds the scores.
`clusters.csv` has a row a cluster: 城市群, its scored members and those not scored, names
separated by 、. `history.csv` has a row a tier and a column a year; an empty cell is a count
that was not published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from generator.chapters.options import NO_HINT, Hint, nearest, template_error
from generator.chapters.small_files import csv_rows
from generator.config import Edition
from generator.english import amount
from generator.errors import EditionError
from generator.findings import Place
from generator.scores.book import Book

_ONCE = Hint("只留一个", "keep one of them")


@dataclass(frozen=True)
class Membership:
    """A city cluster: its scored units by name, and members that are not scored."""

    name: str
    members: tuple[str, ...]
    unscored: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class TierYears:
    """Counts of each tier (by full name) over years; None was not published."""

    years: tuple[int, ...]
    counts: dict[str, tuple[int | None, ...]]

    def count(self, tier: str, year: int) -> int | None:
        """Return how many units a tier had in a year, None where nobody says."""
        if tier not in self.counts or year not in self.years:
            return None
        return self.counts[tier][self.years.index(year)]


def read_clusters(edition: Edition) -> tuple[Membership, ...]:
    """Return the clusters of the edition's own table, in its order; none without a table.

    Raises EditionError (E402) for a name that stands twice.
    """
    if edition.scores.clusters is None:
        return ()
    file = edition.scores_home.inside(edition.scores.clusters)
    found: dict[str, Membership] = {}
    (line, head), *rows = csv_rows(file)
    if len(head) > 1 and len(_names(head[1])) > 1:
        hint = Hint("第一行写 城市群,参评城市,未参评城市", "the first row is: 城市群,参评城市,未参评城市")
        raise _fault(file, line, "缺少表头", "the header is missing", head[0], hint)
    for line, row in rows:
        name, members, unscored = (*row, "", "")[:3]
        cluster = Membership(name, _names(members), _names(unscored), line)
        if name in found:
            raise _fault(file, line, f"城市群“{name}”写了两次", f"'{name}' stands twice", name)
        if twice := {unit for unit in cluster.members if cluster.members.count(unit) > 1}:
            shown = "、".join(sorted(twice))
            raise _fault(file, line, f"“{name}”的名单中{shown}写了两次", f"{shown} stands twice", shown)
        found[name] = cluster
    return tuple(found.values())


def with_clusters(book: Book, edition: Edition) -> Book:
    """Return the book with its units in the clusters of the edition's table, where it has one.

    The table replaces the gazetteer's clusters. Raises EditionError (E402) for a member that
    is not in the book.
    """
    clusters = read_clusters(edition)
    if not clusters:
        return book
    file = edition.scores_home.inside(edition.scores.clusters or "")
    of_unit: dict[str, tuple[str, ...]] = {}
    for cluster in clusters:
        for name in cluster.members:
            if name not in book:
                hint = nearest(name, [unit.name for unit in book.units])
                raise _fault(
                    file, cluster.line, f"“{cluster.name}”的成员“{name}”不在得分表中",
                    f"'{name}' of '{cluster.name}' is not in the score table", name, hint,
                )
            key = book.unit(name).key
            of_unit[key] = (*of_unit.get(key, ()), cluster.name)
    units = tuple(replace(unit, clusters=of_unit.get(unit.key, ())) for unit in book.units)
    return replace(book, units=units)


def read_tier_years(edition: Edition) -> TierYears | None:
    """Return the tier counts by year, None where the edition has no such table.

    Raises EditionError (E402) for an unknown tier or a cell that is no whole number.
    """
    if edition.scores.history is None:
        return None
    file = edition.scores_home.inside(edition.scores.history)
    (line, head), *rows = csv_rows(file)
    years = tuple(_whole(file, line, cell) or 0 for cell in head[1:])
    if twice := {year for year in years if years.count(year) > 1}:
        shown = "、".join(map(str, sorted(twice)))
        raise _fault(file, line, f"年份 {shown} 写了两次", f"the year {shown} stands twice", shown, _ONCE)
    counts: dict[str, tuple[int | None, ...]] = {}
    tiers = [tier.name for tier in edition.tiers]
    for line, row in rows:
        row[0] = _tier_names(edition).get(row[0], row[0])
        if row[0] not in tiers:
            raise _fault(
                file, line, f"没有名为“{row[0]}”的等级", f"no tier is called '{row[0]}'", row[0],
                nearest(row[0], tiers),
            )
        if row[0] in counts:
            raise _fault(file, line, f"等级“{row[0]}”写了两次", f"the tier '{row[0]}' stands twice", row[0], _ONCE)
        if any(row[len(years) + 1 :]):
            zh = f"这一行的数多于表头的 {len(years)} 个年份"
            en = f"more counts than the header's {amount(len(years), 'year')}"
            raise _fault(file, line, zh, en, ",".join(row), Hint("请与表头对齐", "line them up with the header"))
        cells = (*row[1:], *[""] * len(years))[: len(years)]
        counts[row[0]] = tuple(_whole(file, line, cell) for cell in cells)
    return _from_first_published(TierYears(years, counts))


def _from_first_published(found: TierYears) -> TierYears:
    """Return the years from the first one with a count: empty columns ahead of it tell a reader nothing."""
    columns = range(len(found.years))
    first = next((n for n in columns if any(row[n] is not None for row in found.counts.values())), len(found.years))
    return TierYears(found.years[first:], {name: row[first:] for name, row in found.counts.items()})


def _tier_names(edition: Edition) -> dict[str, str]:
    """Return the edition's own name of each tier of the edition it borrows from, by the bound they share."""
    own = {tier.min: tier.name for tier in edition.tiers}
    lent = edition.lender.tiers if edition.lender else ()
    return {tier.name: own[tier.min] for tier in lent if tier.min in own}


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[、,，;；\s]+", cell) if name)


def _whole(file: Path, line: int, cell: str) -> int | None:
    if cell in ("", "-", "—"):
        return None
    if not re.fullmatch(r"\d{1,6}", cell):
        hint = Hint("只写整数；没有公布的留空", "a whole number alone; empty where none was published")
        raise _fault(file, line, f"“{cell}”不是整数", f"'{cell}' is not a whole number", cell, hint)
    return int(cell)


def _fault(file: Path, line: int, zh: str, en: str, value: str = "", hint: Hint = NO_HINT) -> EditionError:
    place = Place(file.name, line=line)
    return template_error(place, zh, en, value, hint, "E402")
