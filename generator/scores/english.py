"""A book in English: the same scores under English names of units, provinces, clusters and indicators.

Indicators are named by the tree's own English column, places by the gazetteer (pinyin, and the established
spelling where there is one: Harbin, Xi'an, Shaanxi, Xizang), everything else by the edition's own list. The
tables are read and checked in Chinese first; what an English paper says of them is then another view.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator import gazetteer
from generator.english import quoted
from generator.findings import Finding, Place
from generator.scores.book import Book, Columns
from generator.scores.group import REGIONS
from generator.scores.rules import find
from generator.scores.tree import Indicator, Tree
from generator.scores.units import Unit

_KINDS = {"district": "District", "county": "County"}
"""The word behind the whole name of a small unit; prefectures and cities go by their name alone."""

_HAN = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")


def has_chinese(text: str) -> bool:
    """Return whether a text holds a Chinese character or a full-width mark."""
    return _HAN.search(text) is not None


@dataclass(frozen=True)
class EnglishNames:
    """The English names of everything in a book, by what its tables call it.

    `own` are the edition's: they go before the gazetteer's. Two units of one English name (Suzhou in Jiangsu
    and in Anhui) are told apart by their province in brackets.
    """

    book: Book
    own: Mapping[str, str]

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Unit key → English name."""
        named = {unit.key: self._unit(unit) for unit in self.book.units}
        often = Counter(named.values())
        return {
            unit.key: f"{named[unit.key]} ({self.place(unit.province)})"
            if often[named[unit.key]] > 1 and unit.province
            else named[unit.key]
            for unit in self.book.units
        }

    def _unit(self, unit: Unit) -> str:
        entry = gazetteer.load().by_code(unit.adcode) if unit.adcode else None
        given = (self.own.get(unit.name), self.own.get(unit.full), entry.english if entry else "")
        return next((name for name in given if name), unit.name)

    def place(self, name: str) -> str:
        """Return the English name of a province, the name itself where nobody gives one."""
        if name in self.own or not has_chinese(name):
            return self.own.get(name, name)
        entry = gazetteer.load().find_province(name).entry
        return entry.english if entry else name

    def group(self, name: str) -> str:
        """Return the English name of a region or cluster."""
        return self.own.get(name) or REGIONS.get(name) or gazetteer.cluster_english(name) or name

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """Indicator key → the path of its English names."""
        found: dict[str, str] = {}
        for indicator in self.book.tree:
            name = (indicator.other or self.own.get(indicator.name, indicator.name)).replace("/", "-")
            found[indicator.key] = f"{found[indicator.parent]}/{name}" if indicator.parent else name
        return found

    def conditions(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the conditions of a part (`where`) in the words of the tables; English ones are turned back."""
        pairs = [(self.place(name), name) for unit in self.book.units for name in (unit.province_short, unit.province)]
        pairs += [(self.group(name), name) for unit in self.book.units for name in (unit.region, *unit.clusters)]
        back = {english: name for english, name in pairs if name}
        return {kind: back.get(value, value) for kind, value in given.items()}

    def translate(self, book: Book) -> Book:
        """Return `book`, the one named here or a part of it, under its English names."""
        keys = {unit.key: self._translated(unit).key for unit in book.units}
        return replace(
            book,
            title=self.own.get(book.title, book.title),
            tiers=tuple(
                replace(tier, name=self.own.get(tier.name, tier.name), short=self.own.get(tier.short, tier.short))
                for tier in book.tiers
            ),
            tree=Tree(tuple(self._indicator(indicator) for indicator in book.tree), book.tree.weighted),
            units=tuple(self._translated(unit) for unit in book.units),
            scores=self._named(book.scores),
            given=self._named(book.given),
            coverage=self._named(book.coverage),
            given_ranks={keys[key]: rank for key, rank in book.given_ranks.items()},
            sources={
                (keys.get(unit, unit), self.keys.get(key, key)): place
                for (unit, key), place in book.sources.items()
            },
            whole=None if book.whole is None else self.translate(book.whole),
        )

    def _named(self, columns: Columns) -> Columns:
        return {self.keys.get(key, key): column for key, column in columns.items()}

    def _translated(self, unit: Unit) -> Unit:
        name, kind = self.units[unit.key], _KINDS.get(unit.kind, "")
        printed = quoted(name)
        return replace(
            unit, name=printed, full=f"{printed} {kind}" if kind else printed, province=self.place(unit.province),
            province_short=self.place(unit.province_short or unit.province), region=self.group(unit.region),
            clusters=tuple(self.group(cluster) for cluster in unit.clusters),
            attributes={
                self.own.get(key, key): self.own.get(value, value) if isinstance(value, str) else value
                for key, value in unit.attributes.items()
            },
            names=(unit.name, unit.full, name, *unit.names),
        )

    def _indicator(self, indicator: Indicator) -> Indicator:
        key = self.keys[indicator.key]
        return replace(
            indicator, key=key, name=key.rsplit("/", 1)[-1], other=indicator.name,
            parent=self.keys[indicator.parent] if indicator.parent else None,
            children=tuple(self.keys[child] for child in indicator.children),
        )

    def findings(self) -> Iterable[Finding]:
        """Yield what has no English name: an error for an indicator, a warning for anything else."""
        taken: dict[str, str] = {}
        for indicator in self.book.tree:
            key = self.keys[indicator.key]
            if has_chinese(key.rsplit("/", 1)[-1]):
                yield find("E344", indicator.place, indicator.key)
            elif taken.setdefault(key, indicator.key) != indicator.key:
                yield find("E345", indicator.place, key, first=taken[key], second=indicator.key)
        for unit in self.book.units:
            if has_chinese(self.units[unit.key]):
                yield find("W346", self.book.source(unit, ""), unit.name)
        places = {unit.province: self.place(unit.province) for unit in self.book.units}
        groups = {name: self.group(name) for unit in self.book.units for name in (unit.region, *unit.clusters)}
        for name, english in sorted((places | groups).items()):
            if has_chinese(english):
                yield find("W346", Place("edition.toml", cell="english"), name)
