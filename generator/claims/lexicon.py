"""Names and numbers in a sentence, and the sentence as a string of letters.

    U unit of the book   X another place      P province       C city cluster   R the whole book
    Z wider or narrower than the book          T tier           K quadrant       I indicator
    L level of the tree  N number             O rank(s)        E the first n    Y year or date

The other letters are those of `vocabulary`; `?` is text that none of them knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from generator import gazetteer
from generator.claims import numerals, vocabulary
from generator.claims.facts import EVERYWHERE, Facts, Scope
from generator.claims.paper import NATION
from generator.gazetteer import Kind, cluster_names
from generator.scores.group import Group
from generator.scores.tree import TOTAL

ENDINGS = ("自治州", "地区", "市", "州", "盟")
PROVINCE_WORDS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市")
_PUNCTUATION = {"，": ",", "、": "、", "（": "(", "）": ")", "：": "b", "；": ";", "。": ".", ",": ","}
_LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4}

_DATE = r"(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}日)?|底|末|初|度|上半年|下半年|一季度|以来)?|[—-](?:19|20)\d\d年?)|[一二]〇[一二三〇]\S年|\d{1,2}月(?:\d{1,2}日)?"
_ONE = rf"(?:\d{{1,3}}|{numerals.CHINESE})"
_ORDINAL = (
    rf"倒数第{_ONE}[名位]?|第{_ONE}[名位]?(?:(?:[、和与及至到]|以及|，(?=第))第?{_ONE}(?![个座家所万亿分%\d])[名位]?)*"
    r"(?!产业|级|章|节|篇|条|象限|季|届|批|次|期|方阵|梯队|阵营|大|个|时间|动力|部|世界|人民|轮|代|阶段|卷|步|类|层|项|款|年|天|中学|医院|书记|要务|线|一|二|三|四|五|六|七|八|九|十|方面|种|方|把|手|集团|款|副)"
    rf"|(?<![第\d]){_ONE}[至到]{_ONE}[名位]|首位|榜首|头名|冠军|魁首|榜眼|亚军|次席|季军|探花|末位|末席|末尾|榜尾|垫底|最后一[名位]|首名|头把交椅|首席"
)
_WORD_RANKS = {
    "首位": 1, "榜首": 1, "头名": 1, "冠军": 1, "魁首": 1, "首名": 1, "头把交椅": 1, "首席": 1, "榜眼": 2, "亚军": 2, "次席": 2,
    "季军": 3, "探花": 3, "末位": -1, "末席": -1, "末尾": -1, "榜尾": -1, "垫底": -1, "最后一名": -1, "最后一位": -1,
}
_TOP = rf"(?:后|末)(?:{_ONE})(?:名|位)|前(?:{_ONE})(?!个|季|年|月|届|批|期|天|日|次|所未|者|后|线|级|章|项|点|步|沿|景|提|途|端|往|来|万|亿|分|%|\d)(?:名|位|强|甲|席|列)?|(?:TOP|Top|top)\s?\d{{1,3}}|前(?:{_ONE})(?:强|甲)"
_LEVEL = rf"(?:(?:{_ONE}|各|每|所有|全部)(?:个|项|大)?)?[一二三四]级(?:(?:、|和|与)[一二三四]级)*(?:细分)?指标|(?:{_ONE})(?:个|项|大)(?:领域|维度|指标|板块|方面)|(?:所有|各|全部)(?:个|项)?(?:领域|维度|分项指标|指标|分领域|细分指标)"
_QUADRANT = r"第[一二三四1234]象限|[ⅠⅡⅢⅣ]象限"
_PAIR = re.compile(r"^(?:两|二|三|四|五|六|七|八|九|十|\d{1,2})(?:市|城|州市|地市)(?![场级民区政长镇值内域])")


@dataclass(frozen=True)
class Token:
    """A word or name: its letter, where it stands in the sentence, its text and what it means."""

    letter: str
    start: int
    end: int
    text: str
    meaning: object = None


@dataclass(frozen=True)
class Ranks:
    """Ranks in the order written; negative ones count from the end. `through` is 第二至第五."""

    values: tuple[int, ...]
    through: bool = False


@dataclass(frozen=True)
class Levels:
    """A phrase for the indicators of some levels (四项一级指标), with the number it states."""

    levels: tuple[int, ...]
    count: int | None = None


@dataclass(frozen=True)
class Misnomer:
    """A name that is none (广西省, 宁夏市), and the right one."""

    right: str


@dataclass
class Lexicon:
    """All names of a book and a paper, and the reader that finds them in a sentence."""

    facts: Facts
    _names: dict[str, tuple[str, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for word, letter in vocabulary.letters().items():
            self._names[word] = (letter, None)
        self._add_index()
        self._add_places()
        self._add_indicators()
        self._add_regions()
        for unit in self.facts.units.values():
            self._add_unit(unit.key, unit.name, unit.full)
        self._add_tiers()
        by_length = sorted(self._names, key=len, reverse=True)
        words = "|".join(re.escape(word) for word in by_length)
        counted = "|".join(re.escape(w) for w in by_length if w[0] in "一二三四五六七八九十百两半" and len(w) > 1)
        shorts = "|".join(map(re.escape, sorted(self._short_tiers, key=len, reverse=True))) or "(?!)"
        tier = rf"(?:{shorts})(?=(?:(?:、|和|与|及|，)(?:{shorts}))*(?:城市|行列|梯队|阵营|序列|水平|之列|级别|档))"
        tier += rf"|(?<=[为入属是列于身])(?:{shorts})(?=[，。；、和与及]|$)"
        self._pattern = re.compile(
            rf"(?P<Y>{_DATE})|(?P<K>{_QUADRANT})|(?P<T>{tier})|(?P<B>{self._misnomers()})"
            rf"|(?P<name>(?:{self._proper()}))|(?P<E>{_TOP})|(?P<O>{_ORDINAL})|(?P<L>{_LEVEL})"
            rf"|(?P<fixed>{_FIXED})|(?P<V>{_PAIR.pattern[1:]})|(?P<counted>{counted})|(?P<N>{numerals.NUMBER})|(?P<word>{words})"
        )

    # --- what is known ------------------------------------------------------------------------
    def _add_unit(self, key: str, short: str, full: str) -> None:
        for name in {short, full, *(short + ending for ending in ENDINGS)}:
            self._names[name] = ("U", key)

    def _add_places(self) -> None:
        book = self.facts.book
        provinces = self.facts.provinces()
        for entry in gazetteer.load().cities:
            for name in (entry.name, entry.short):
                self._names.setdefault(name, ("X", entry))
        for entry in gazetteer.load().provinces:
            letter = "U" if entry.adcode in book else "P"
            members = provinces.get(entry.name, frozenset())
            meaning: object = entry.adcode if letter == "U" else Scope(entry.name, members)
            for name in (entry.name, entry.short):
                if letter == "P" or name not in self._names:
                    self._names[name] = (letter, meaning)
        for alias, code in gazetteer.load().aliases.items():
            found = gazetteer.load().by_code(code)
            if found and found.kind is Kind.PROVINCE:
                self._names[alias] = ("P", Scope(found.name, provinces.get(found.name, frozenset())))
        clusters = self.facts.clusters()
        for name, full in cluster_names().items():
            members = clusters.get(full, frozenset())
            for word in (name, f"{name}地区", full):
                self._names[word] = ("C", Scope(full, members))
        self._names["呼包鄂榆乌城市群"] = self._names["呼包鄂榆乌"] = ("X", None)

    def _add_regions(self) -> None:
        paper = self.facts.paper
        stems = {paper.region, paper.region_stem, f"{paper.region_stem}地区", "本区域", "全体城市", "全部城市", "所有城市", "参评城市", "样本城市",
                 f"全部{paper.unit_word}", "各城市", "地区内", "区域内", "全部样本", "所有样本", "全部参评城市",
                 f"{paper.region_stem}各城市", f"{paper.region}各城市", "所有参评城市", "整个地区", "整个西部"}
        for word in ("东部", "中部", "西部", "东北"):
            members = self.facts.regions().get(word, frozenset())
            inside = paper.is_national and members
            for name in (word, f"{word}地区"):
                self._names[name] = ("P", Scope(f"{word}地区", members)) if inside else ("Z", None)
        for word in NATION:
            self._names[word] = ("Z", None)
        if paper.is_national:
            stems |= {*NATION, "国内"}
        for word in stems - {""}:
            self._names[word] = ("R", EVERYWHERE)

    def _add_index(self) -> None:
        index = self.facts.paper.index
        endings = ("", "发展", "发展水平", "水平", "指数", "发展指数", "评估", "评价", "建设", "建设水平", "发展程度", "综合发展水平")
        for ending in endings:
            self._names[index + ending] = ("y", None)
        for ending in ("综合评分", "综合得分", "得分", "评分", "总分", "综合指数", "指数得分", "发展得分", "发展评分", "总得分", "指数评分",
                       "发展指数得分", "发展指数评分", "分数", "指数综合得分", "发展水平得分", "发展综合得分"):
            self._names[index + ending] = ("x", None)
        for ending in ("平均分", "平均得分", "平均水平", "平均评分", "指数平均分", "指数平均得分", "综合评分平均分", "综合得分平均值",
                       "发展指数平均分", "发展指数平均得分", "发展平均水平", "平均综合得分"):
            self._names[index + ending] = ("a", "total")

    def _add_indicators(self) -> None:
        labels = self.facts.paper.labels
        for indicator in self.facts.book.tree:
            names = {indicator.name, labels.get(indicator.name, ""), labels.get(indicator.key, "")}
            if not indicator.name.endswith(("能力", "指数", "指标")):
                names |= {f"{indicator.name}能力"} if indicator.level == 1 else set()
            for name in names - {""}:
                known = self._names.get(name)
                keys = known[1] if known and known[0] == "I" else ()
                self._names[name] = ("I", (*keys, indicator.key) if isinstance(keys, tuple) else (indicator.key,))

    def _add_tiers(self) -> None:
        self._short_tiers: dict[str, int] = {}
        for tier in self.facts.book.tiers:
            self._names[tier.name] = ("T", tier.index)
            bare = tier.name.removesuffix("城市")
            if bare != tier.name:
                self._names[bare] = ("T", tier.index)
            for word in filter(None, {tier.short, bare.removeprefix(self.facts.paper.index), bare}):
                self._short_tiers[word] = tier.index

    def _proper(self) -> str:
        """Return a pattern of the names proper, which go before numbers and words; longest first."""
        names = sorted((n for n, (letter, _) in self._names.items() if letter in "UXPCRTI" and n), key=len)
        return "|".join(re.escape(name) for name in reversed(names))

    def _misnomers(self) -> str:
        """Return a pattern of provinces with a wrong ending: 广西省, 宁夏市, 重庆省."""
        self._right = _province_misnomers()
        shown = "|".join(sorted(self._right, key=len, reverse=True))
        return rf"(?:{shown})(?![级内外会际域属直委场区县民政长值])"

    # --- reading ------------------------------------------------------------------------------
    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the tokens of a sentence; they cover it from end to end."""
        return tuple(_joined(list(self._scan(text)), text))

    def _scan(self, text: str) -> Iterator[Token]:
        last = 0
        for match in self._pattern.finditer(text):
            if match.start() > last:
                yield from _between(text, last, match.start())
            yield self._token(match)
            last = match.end()
        yield from _between(text, last, len(text))

    def _token(self, match: re.Match[str]) -> Token:
        kind, text = match.lastgroup or "", match.group()
        make = lambda letter, meaning=None: Token(letter, match.start(), match.end(), text, meaning)  # noqa: E731
        match kind:
            case "name" | "word" | "counted":
                letter, meaning = self._names[text]
                return make(letter, meaning)
            case "T":
                return make("T", self._short_tiers[text])
            case "B":
                return make("P", Misnomer(self._right[text]))
            case "K":
                return make("K", "一二三四".find(text[1]) + 1 or "1234".find(text[1]) + 1 or "ⅠⅡⅢⅣ".find(text[0]) + 1)
            case "E":
                return make("E", _top(text))
            case "O":
                ranks = _ranks(text)
                return make("O", ranks) if ranks else make("?")
            case "L":
                return make("L", _levels(text))
            case "N":
                number = numerals.read_number(text)
                around = match.string
                if number is None:
                    return make("?")
                hedge = numerals.hedge(around[: match.start()][-6:], around[match.end() :][:5])
                return make("N", replace(number, hedge=hedge or number.hedge))
            case "V":
                return make("V", numerals.whole(re.sub(r"\D(?=$)|[市城州地]+$", "", text)))
            case "fixed":
                return make("?")
        return make(kind)


# words that hold a number or a name and mean neither
_FIXED = (
    r"一带一路|一卡通|一网通办|一网通管|一网统管|一体化|一系列|一定|一些|一批|一般|一直|一方面|另一方面|一种|一类|一条|一次|一起|一并|一旦|一样|一步|十四五|十三五|五网|"
    r"三农|万物|万企|千亿级|百亿级|万亿级|千家万户|双一流|二十大|十八大|十九大|第一时间|第一动力|第一资源|统一|唯一性|单一|进一步|第三方|四通八达|"
    r"\d+G|\d+\+\d+|[A-Za-z]+\d+|\d+[A-Za-z]+|一站式|一件事|一码通|三台合一|两化融合|两新|三大运营商|不一|之一|万元"
)


def _between(text: str, start: int, end: int) -> Iterator[Token]:
    """Yield the text between known words: marks one by one, the rest as unknown."""
    for part in re.finditer(r"[，、（）：；。,！？“”‘’\"']|[^，、（）：；。,！？“”‘’\"']+", text[start:end]):
        word = part.group()
        letter = _PUNCTUATION.get(word, "." if word in "！？" else "'" if word in "“”‘’\"'" else "?")
        if word.isspace():
            letter = " "
        yield Token(letter, start + part.start(), start + part.end(), word)


def _joined(tokens: list[Token], text: str) -> Iterator[Token]:
    """Join what is one name: 四川省成都市 is a unit, 成都高新区 and 凉山州西昌市 are other places."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        place = _INNER.match(text, token.end) if token.letter in "UXP" else None
        if place:
            yield Token("X", token.start, place.end(), text[token.start : place.end()])
            position += 1
            while position < len(tokens) and tokens[position].end <= place.end():
                position += 1
            if position < len(tokens) and tokens[position].start < place.end():
                rest = tokens[position]
                yield Token("?", place.end(), rest.end, text[place.end() : rest.end])
                position += 1
            continue
        if token.letter == "P" and after and after.letter in "UX" and isinstance(token.meaning, Scope):
            meaning = after.meaning
            if after.letter == "U" and meaning not in (token.meaning.units or ()):
                meaning = (token.meaning, after.meaning)
            tokens[position + 1] = Token(after.letter, token.start, after.end, token.text + after.text, meaning)
        else:
            yield token
        position += 1


_STOP = "一二三四五六七八九十的在于从为以是对由和与及等将把被比较领先超过位居排名列得均都、，（）：；。“”《》因至到有内中前后第0123456789"
_INNER = re.compile(
    r"(?:高新(?:技术)?(?:产业)?(?:开发)?区|经开区|经济(?:技术)?开发区|新区|综合保税区|自贸区"
    rf"|[^{_STOP}]{{1,4}}?(?:新区|(?<![地市城片库景])区(?![域间位别块县内])|县(?![域级市])|旗(?![下舰帜])|(?<![全各该本城省都两多])市(?![场值民区政域级县直])))"
)


def _ranks(text: str) -> Ranks | None:
    if text in _WORD_RANKS:
        return Ranks((_WORD_RANKS[text],))
    sign = -1 if text.startswith("倒数") else 1
    values = [numerals.whole(part) for part in re.findall(_ONE, text)]
    if not values or any(value is None or value == 0 for value in values):
        return None
    through = bool(re.search("[至到]", text))
    return Ranks(tuple(sign * value for value in values if value), through)


def _top(text: str) -> int:
    digits = re.search(_ONE, text)
    count = numerals.whole(digits.group()) if digits else None
    return (count or 0) * (-1 if text[0] in "后末" else 1)


def _levels(text: str) -> Levels:
    levels = tuple(_LEVELS[found] for found in re.findall(r"([一二三四])级", text))
    count = re.match(rf"({_ONE})(?:个|项|大)", text)
    return Levels(levels, numerals.whole(count.group(1)) if count else None)


@lru_cache(maxsize=1)
def _province_misnomers() -> dict[str, str]:
    """Return wrong names of provinces and the right ones: each short name with an ending not its own."""
    places = gazetteer.load()
    real = {entry.name for entry in (*places.provinces, *places.cities)} | set(places.aliases)
    found: dict[str, str] = {}
    for entry in places.provinces:
        if entry.name.endswith("特别行政区"):
            continue
        for ending in ("省", "市"):
            if not entry.name.endswith(ending) and entry.short + ending not in real:
                found[entry.short + ending] = entry.name
        if entry.name.endswith(("省", "市")):
            found[f"{entry.short}自治区"] = entry.name
    return found


def scope_of(tokens: Iterable[Token]) -> Scope | None:
    """Return the scope that the last group token names, None without one."""
    for token in reversed(list(tokens)):
        if isinstance(token.meaning, Scope):
            return token.meaning
    return None


def tier_scope(facts: Facts, index: int) -> Scope:
    """Return a tier as a scope."""
    tier, members = facts.tiers[index]
    return Scope(tier.name, members)


__all__ = ["TOTAL", "Group", "Levels", "Lexicon", "Misnomer", "Ranks", "Token", "scope_of", "tier_scope"]
