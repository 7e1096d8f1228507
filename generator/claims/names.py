"""The names a text may use: of units, places, regions, groups, tiers, indicators and the index, with their letters."""

from __future__ import annotations

import re

from generator import gazetteer
from generator.claims import vocabulary
from generator.claims.facts import EVERYWHERE, Facts, Scope
from generator.claims.paper import NATION
from generator.gazetteer import Kind, cluster_names

ENDINGS = ("自治州", "地区", "市", "州", "盟")


class Names:
    """Words and names of a book and a paper: `words` gives letter and meaning, `tiers` the short names of tiers."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.words: dict[str, tuple[str, object]] = {w: (letter, None) for w, letter in vocabulary.letters().items()}
        self.tiers: dict[str, int] = {}
        if not facts.paper.kind:  # a kind of several is a set, not the word for any unit
            for before in ("", "参评", "样本", "被评"):
                self.words.setdefault(f"{before}{facts.paper.unit_word}", ("W", None))
        self._add_index()
        self._add_places()
        self._add_indicators()
        self._add_regions()
        for unit in self.facts.units.values():
            self._add_unit(unit.key, unit.name, unit.full)
            zone = unit.full.removeprefix(unit.province.removesuffix("市"))
            if zone != unit.full and zone.endswith("开发区"):  # 上海张江高新技术产业开发区, 张江高新技术产业开发区
                self.words.setdefault(zone, ("U", unit.key))
        self._add_tiers()

    def _add_unit(self, key: str, short: str, full: str) -> None:
        bare = re.sub("[州盟]$", "", short) if len(short) > 3 else short
        for name in {short, bare, full, *(bare + ending for ending in ENDINGS)}:
            self.words[name] = ("U", key)

    def _add_places(self) -> None:
        book = self.facts.book
        provinces = self.facts.provinces()
        for entry in gazetteer.load().cities:
            for name in (entry.name, entry.short):
                self.words.setdefault(name, ("X", entry))
        for entry in gazetteer.load().provinces:
            city = entry.kind in (Kind.MUNICIPALITY, Kind.SAR)
            members = provinces.get(entry.name, frozenset())
            letter = "U" if entry.adcode in book else "X" if city and not members else "P"
            meaning: object = entry.adcode if letter == "U" else Scope(entry.name, members)
            for name in (entry.name, entry.short):
                if letter == "P" or name not in self.words:
                    self.words[name] = (letter, meaning)
        for alias, code in gazetteer.load().aliases.items():
            found = gazetteer.load().by_code(code)
            if found and found.kind is Kind.PROVINCE:
                self.words[alias] = ("P", Scope(found.name, provinces.get(found.name, frozenset())))
        clusters = self.facts.clusters()
        for name, full in cluster_names().items():
            members = clusters.get(full, frozenset())
            for word in (name, f"{name}地区", full):
                self.words[word] = ("C", Scope(full, members))
        for full, members in clusters.items():
            stem = re.sub("(?:城市群|都市圈)$", "", full)
            for word in (full, stem if len(stem) > 2 else full):
                _, known = self.words.get(word, ("C", Scope(full, frozenset())))
                if isinstance(known, Scope) and known.units == frozenset():  # 东南沿海城市群 is the book's own name
                    self.words[word] = ("C", Scope(full, members))
        self.words["呼包鄂榆乌城市群"] = self.words["呼包鄂榆乌"] = ("X", None)

    def _add_regions(self) -> None:
        paper = self.facts.paper
        stems = {
            paper.region,
            paper.region_stem,
            f"{paper.region_stem}地区",
            "本区域",
            "全体城市",
            "全部城市",
            "所有城市",
            "参评城市",
            "样本城市",
            f"全部{paper.unit_word}",
            "各城市",
            "地区内",
            "区域内",
            "全部样本",
            "所有样本",
            "全部参评城市",
            f"{paper.region_stem}各城市",
            f"{paper.region}各城市",
            "所有参评城市",
            "整个地区",
            "整个西部",
            "全区域",
            "整个区域",
        }
        for word in ("东部", "中部", "西部", "东北"):
            members = self.facts.regions().get(word, frozenset())
            inside = paper.is_national and members
            for name in (word, f"{word}地区", f"{word}三省"):
                self.words[name] = ("P", Scope(f"{word}地区", members)) if inside else ("Z", None)
        for word in NATION:
            self.words[word] = ("Z", None)
        if paper.is_national:
            stems |= {*NATION, "国内"}
        if paper.ranks_only:
            stems |= {"百强", "百强城市", "百强榜", "百强榜单", "上榜城市", "入围城市", "榜单"}
        if paper.kind:
            stems |= {paper.kind, f"全部{paper.kind}", f"参评{paper.kind}", f"全国{paper.kind}"}
        for word in stems - {""}:
            self.words[word] = ("R", EVERYWHERE)
        for name, members in paper.groups.items():
            for word in (name, f"{name}地区", f"{name}城市"):
                self.words[word] = ("P", Scope(name, members))
        for name, other in self.facts.kin.items():
            for word in (name, f"参评{name}"):
                self.words[word] = ("P", Scope(name, frozenset(other.units)))

    def _add_index(self) -> None:
        index = self.facts.paper.index
        endings = (
            "",
            "发展",
            "发展水平",
            "水平",
            "指数",
            "发展指数",
            "评估",
            "评价",
            "建设",
            "建设水平",
            "发展程度",
            "综合发展水平",
        )
        for ending in endings:
            self.words[index + ending] = ("y", None)
        for ending in (
            "综合评分",
            "综合得分",
            "得分",
            "评分",
            "总分",
            "综合指数",
            "指数得分",
            "发展得分",
            "发展评分",
            "总得分",
            "指数评分",
            "发展指数得分",
            "发展指数评分",
            "分数",
            "指数综合得分",
            "发展水平得分",
            "发展综合得分",
        ):
            self.words[index + ending] = ("x", None)
        for ending in (
            "平均分",
            "平均得分",
            "平均水平",
            "平均评分",
            "指数平均分",
            "指数平均得分",
            "综合评分平均分",
            "综合得分平均值",
            "发展指数平均分",
            "发展指数平均得分",
            "发展平均水平",
            "平均综合得分",
        ):
            self.words[index + ending] = ("a", "total")

    def _add_indicators(self) -> None:
        labels = self.facts.paper.labels
        for indicator in self.facts.book.tree:
            names = {indicator.name, labels.get(indicator.name, ""), labels.get(indicator.key, "")}
            if not indicator.name.endswith(("能力", "指数", "指标")):
                names |= {f"{indicator.name}能力"} if indicator.level == 1 else set()
            for name in names - {""}:
                known = self.words.get(name)
                keys = known[1] if known and known[0] == "I" else ()
                self.words[name] = (
                    "I",
                    (*keys, indicator.key) if isinstance(keys, tuple) else (indicator.key,),
                )

    def _add_tiers(self) -> None:
        for tier in self.facts.book.tiers:
            self.words[tier.name] = ("T", tier.index)
            bare = tier.name.removesuffix("城市")
            self.words[tier.name.removesuffix(self.facts.paper.kind)] = ("T", tier.index)  # 引领型
            if bare != tier.name:
                self.words[bare] = ("T", tier.index)
            for word in filter(None, {tier.short, bare.removeprefix(self.facts.paper.index), bare}):
                self.tiers[word] = tier.index
