"""Conditions of a frame: 得分超过50分, 低于平均水平, 进入新一线及以上, 位列前十, 属于四川, 排在柳州之前.

A bound may be met as printed only (50.0 for 49.96), so a condition is read strictly and generously;
a statement is false only if it is under both.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.claims.check import Check
from generator.claims.facts import EVERYWHERE, Facts, Scope
from generator.claims.frame import Frame
from generator.claims.marks import Ranks
from generator.claims.paper import NATION
from generator.claims.scopes import scope_of
from generator.claims.selections import Trait
from generator.claims.verdicts import points

_MEASURE = r"(?P<key>I?)(?:能力|上|方面|领域|指标|单项|一项|维度|[的sxy在jb])*"
_BOUND = re.compile(
    rf"(?:能|可)?{_MEASURE}(?P<not>!|未能|未|没能)?(?P<side>[hl]|不低于|不少于|不超过|不高于|达到|达|满|迈过|跨过|越过|摸到|够到|碰到|触及|能上|能达|过了|过|至少|不)*[bHr]?"
    r"(?P<value>N)(?:p|(?=的|[,.;b]|$))(?:的(?=大关|关口|线|门槛))?(?P<tail>及以上|以上|之上|及以下|以下|之下|大关|关口|线|门槛)?"
)
_MEAN = re.compile(
    rf"(?:能|可)?{_MEASURE}(?P<not>!|不)?(?P<side>[hl]|在)(?:于)?(?:Np的?)?(?P<scope>[RPCZ]?)(?:W)?(?:的)?[sxyZ]*a(?P<line>之上|以上|之下|以下)?(?:Np(?=的|[,.;]|$))?"
)
_TIER = re.compile(
    r"(?:[j能可]|均)*(?P<not>!|未能|没能|未|不)?(?P<verb>[GrbH]|够|达到|达|迈入|跨|走|迈|垫在|垫|跌|退|滑|沉|停|留在|止步|落|入|在|仍在|到|列|全)*(?:于|到|在)?(?P<tier>T)W?"
    r"(?P<tail>及以上|以上|或以上|及以下|以下|之上|之下)?(?:行列|阵营|序列|之列|队伍|门槛|的水准|的水平|水准)?"
)
_TOP = re.compile(
    r"(?:[j能可]|均)*(?P<not>!|未能|没能|未|不)?(?P<verb>[Gr]|进|入|挤|排|在|到|列|杀)+(?P<scope>[RPCZ]?)(?:W)?(?P<top>E)"
    r"(?:之列|行列|名单|名)?"
)
_BETWEEN = re.compile(
    rf"{_MEASURE}(?:介于|处于|[Gb]|在|于)*(?P<low>N)p?(?:至|到|和|与|&|-|—+|~)(?P<high>N)p(?:之间|区间|范围|间|这N档|这一档)"
)
_RANKED = re.compile(
    r"(?:[j能可]|均)*(?P<not>!|未能|没能|未|不)?(?:[rGb]|排|在|位|列)+(?P<scope>[RPCZ]?)W?的?(?P<rank>O)[名位]?"
    r"(?P<side>以后|之后|开外|以外|以前|之前|及以前|以内|之内|及以后)"
)
_HOME = re.compile(r"(?:G|r|b|来自|属|出自|地)(?:于|自)?(?P<home>[PC])(?:W|省)?")
_BEFORE = re.compile(r"(?:r|在|G)+U(?P<side>之前|前面|以前|之后|后面|以后)")
_OVER = ("least", "over")
_UNDER = ("most", "under")
_LEVEL_3 = 2  # level-3 names are words of every day: they need 得分 beside them


class Traits:
    """Reads the conditions of one frame."""

    def __init__(self, check: Check, frame: Frame) -> None:
        self.check, self.facts, self.frame, self.text = check, check.facts, frame, frame.text

    def at(self, position: int) -> tuple[int, Trait] | None:
        """Return the condition that begins at a place and the place behind it; the longest that fits."""
        found = self._one(position)
        if found is None:
            return None
        end, trait = found
        more = re.compile(r"[、,]?(?:且|并|又|同时)?").match(self.text, end)
        second = self._one(more.end()) if more and self.text[end : end + 1] == "、" else None
        if second and self.text[second[0] : second[0] + 1] == "的":
            return second[0], _both(trait, second[1])
        return found

    def _one(self, position: int) -> tuple[int, Trait] | None:
        for pattern, read in (
            (_BETWEEN, self._between),
            (_MEAN, self._mean),
            (_BOUND, self._bound),
            (_TIER, self._tier),
            (_TOP, self._top),
            (_RANKED, self._ranked),
            (_HOME, self._home),
            (_BEFORE, self._before),
        ):
            found = pattern.match(self.text, position)
            if found and (trait := read(found)):
                denied = found.groupdict().get("not")
                return found.end(), trait.turned() if denied else trait
        return None

    def _key(self, found: re.Match[str]) -> str | None:
        """Return the indicator a condition names, empty for none, None where it is in doubt."""
        if not found.group("key"):
            return "" if not re.search("[xy]", found.group()) else "total"
        keys = self.check.binder.resolve([self.frame.token(found.start("key"))], self.check.reading)
        if len(keys) != 1 or (keys[0].count("/") >= _LEVEL_3 and "s" not in found.group()):
            return None
        return keys[0]

    def _bound(self, found: re.Match[str]) -> Trait | None:
        number, key = self.frame.number(found.start("value")), self._key(found)
        if number is None or number.share or not 0 < number.value <= self.facts.most or key is None:
            return None
        half = self.frame.token(found.start("value")).text == "半百"
        bare = bool(re.search("[sx]", found.group())) and self.text[found.end() : found.end() + 1] in ("的", "b")
        if not half and not bare and self.text[found.end("value") : found.end("value") + 1] != "p":
            return None
        side, tail = found.group("side") or "", found.group("tail") or ""
        words = self.frame.token(found.start("side")).text if side in ("h", "l") else side
        up = side in (
            "h",
            "达到",
            "达",
            "满",
            "迈过",
            "跨过",
            "能上",
            "能达",
            "越过",
            "摸到",
            "够到",
            "碰到",
            "触及",
            "过了",
            "过",
            "不低于",
            "不少于",
            "至少",
        ) or tail.endswith(("上", "大关", "关口"))
        up = up or number.hedge in _OVER or (half and not side)
        down = side in ("l", "不超过", "不高于") or tail.endswith("下") or number.hedge in _UNDER
        if words.startswith(("不低", "不少")) or up == down:
            if not words.startswith(("不低", "不少")):
                return None
            up, down = True, False
        line = number.value
        shown = f"{'不低于' if up else '低于'}{line:g}分"
        return Trait(shown, _over(self.facts, key, line) if up else _under(self.facts, key, line))

    def _between(self, found: re.Match[str]) -> Trait | None:
        """Read 得分在60分至70分之间: the upper end itself only where the set is read generously."""
        key, ends = self._key(found), [self.frame.number(found.start(name)) for name in ("low", "high")]
        if key is None or any(number is None or number.share or number.value > self.facts.most for number in ends):
            return None
        low, high = sorted(number.value for number in ends if number)
        facts = self.facts

        def holds(unit: str, own: str, generous: bool) -> bool:
            value = facts.score(unit, key or own)
            if value is None:
                return False
            return low <= _printed(value) <= high if generous else low <= value < high

        return Trait(f"在{low:g}分至{high:g}分之间", holds, spread=True)

    def _mean(self, found: re.Match[str]) -> Trait | None:
        key, scope = self._key(found), EVERYWHERE
        side, line = found.group("side"), found.group("line") or ""
        if (side == "在") != bool(line) or key is None or found.group().count("Z") > (found.group("scope") == "Z"):
            return None
        if found.group("scope") == "Z":
            beyond = self.frame.token(found.start("scope")).text in NATION and self.facts.book.whole is not None
            if not beyond:
                return None
            scope = Scope("全国", None, beyond=True)
        elif found.group("scope"):
            named = scope_of(self.check, self.frame.token(found.start("scope")))
            if named is None:
                return None
            scope = named
        up = side == "h" or line.endswith("上")
        facts = self.facts

        def holds(unit: str, own: str, generous: bool) -> bool:
            value, mean = facts.score(unit, key or own), facts.mean(key or own, scope)
            return value is not None and mean is not None and (value > mean if up else value < mean)

        return Trait(f"{'高于' if up else '低于'}{scope.name}平均", holds)

    def _tier(self, found: re.Match[str]) -> Trait | None:
        index = self.frame.token(found.start("tier")).meaning
        if not isinstance(index, int):
            return None
        tail = found.group("tail") or ""
        if "门槛" in found.group():
            tail = tail or "及以上"  # 跨进新一线门槛: or beyond it
        known = self.facts.tiers
        chosen = [n for n in known if (n <= index if tail.endswith("上") else n >= index if tail else n == index)]
        members = frozenset(unit for n in chosen for unit in known[n][1])
        if tail in ("之上", "之下"):  # with the tier itself where it is read generously
            inner, shown = members - known[index][1], f"在{known[index][0].name}{tail}"
            return Trait(shown, lambda unit, key, generous: unit in (members if generous else inner))
        return Trait(f"属{known[index][0].name}{tail}", _in(members), fixed=True)

    def _top(self, found: re.Match[str]) -> Trait | None:
        count, scope = self.frame.token(found.start("top")).meaning, EVERYWHERE
        if not isinstance(count, int) or not count:
            return None
        if found.group("scope"):
            token = self.frame.token(found.start("scope"))
            named = scope_of(self.check, token)
            if token.text in ("全国", "我国") and self.facts.book.whole is not None:
                named = Scope("全国", None, beyond=True)
            if named is None:
                return None
            scope = named
        facts = self.facts

        def holds(unit: str, key: str, generous: bool) -> bool:
            ranks = facts.ranks(key, scope)
            own = ranks.get(unit, 0)
            return 0 < own <= count if count > 0 else own > len(ranks) + count

        return Trait(f"在{scope.name}{'前' if count > 0 else '后'}{abs(count)}名", holds)

    def _ranked(self, found: re.Match[str]) -> Trait | None:
        """Read 排在第30名以后: with that place itself where the set is read generously."""
        meaning, scope = self.frame.token(found.start("rank")).meaning, EVERYWHERE
        if not isinstance(meaning, Ranks) or len(meaning.values) != 1 or meaning.values[0] < 1:
            return None
        if found.group("scope"):
            named = scope_of(self.check, self.frame.token(found.start("scope")))
            if named is None:
                return None
            scope = named
        (line,), facts = meaning.values, self.facts
        behind = found.group("side") not in ("以前", "之前", "及以前", "以内", "之内")

        def holds(unit: str, key: str, generous: bool) -> bool:
            own = facts.ranks(key, scope).get(unit, 0)
            return (own > line if behind else 0 < own < line) or (generous and own == line)

        return Trait(f"排在第{line}名{found.group('side')}", holds)

    def _home(self, found: re.Match[str]) -> Trait | None:
        scope = scope_of(self.check, self.frame.token(found.start("home")))
        return Trait(f"属{scope.name}", _in(scope.units), fixed=True) if scope and scope.units else None

    def _before(self, found: re.Match[str]) -> Trait | None:
        token = next(self.frame.token(p) for p in range(*found.span()) if self.text[p] == "U")
        if isinstance(token.meaning, tuple):
            return None
        unit, up, facts = str(token.meaning), "前" in found.group("side"), self.facts

        def holds(other: str, key: str, generous: bool) -> bool:
            ranks = facts.ranks(key)
            own, line = ranks.get(other, 0), ranks.get(unit, 0)
            return 0 < own < line if up else own > line > 0

        return Trait(f"在{facts.name(unit)}之{'前' if up else '后'}", holds)


def _over(facts: Facts, key: str, line: float) -> Callable[[str, str, bool], bool]:
    def holds(unit: str, own: str, generous: bool) -> bool:
        value = facts.score(unit, key or own)
        return value is not None and (_printed(value) >= line if generous else value > line)

    return holds


def _under(facts: Facts, key: str, line: float) -> Callable[[str, str, bool], bool]:
    def holds(unit: str, own: str, generous: bool) -> bool:
        value = facts.score(unit, key or own)
        return value is not None and (_printed(value) <= line if generous else value < line)

    return holds


def _printed(value: float) -> float:
    return float(points(value).removesuffix("分"))


def _in(members: frozenset[str]) -> Callable[[str, str, bool], bool]:
    return lambda unit, key, generous: unit in members


def _both(one: Trait, other: Trait) -> Trait:
    return Trait(
        f"{one.words}且{other.words}",
        lambda unit, key, generous: one.holds(unit, key, generous) and other.holds(unit, key, generous),
    )
