"""What a statement is about: its units, indicators, scope and year, and whether that is sure.

From the statement the tokens are walked leftwards to its subject. A word that is not known on
the way (GDP总量, 网上可办率) may be what is really measured, so the binding is then not sure;
a topic outside the tables (全国, 百强县) makes it an outside one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from generator.claims.facts import EVERYWHERE, Facts, Scope
from generator.claims.lexicon import Token, tier_scope
from generator.claims.marks import Levels
from generator.claims.paper import NATION
from generator.claims.reading import Reading
from generator.claims.subject import Walk, clause_start, find_subject
from generator.scores.group import Group
from generator.scores.tree import TOTAL

Keys = tuple[str, ...]  # readings of one indicator; a claim is false only if it is under all of them
State = Literal["sure", "unsure", "outside"]

_INSIDE = ("中", "内", "里", "之中", "当中", "上", "之间", "评估中")
_SEEN = ("来看", "看", "而言", "来说", "来讲")  # 从省会城市看，拉萨得分最低
_TOPIC = (
    "来看",
    "看",
    "而言",
    "来说",
    "来讲",
    "上",
    "方面",
    "中",
    "领域",
    "维度",
    "指标",
    "板块",
    "里",
    "论",
    "内",
    "一项",
    "项",
)
_CLUSTER = ("群内", "圈内")
_LOCAL = ("全省", "省内", "全区", "区内", "自治区", "本省", "全疆")
_ABROAD = ("全国", "我国", "中国", "全球", "世界", "国内", "中西部", "东中西部", "海内外", "亚洲")
# kinds of units: a part of the book that it does not name
_NARROW = ("省会", "首府", "省会城市", "副省级", "副省级城市", "计划单列市", "直辖市", "同类城市", "国家级")
_EVERYDAY = (
    3  # names of this level on are words of every day (农业, 金融): they need 得分 or 指标 beside them
)


@dataclass(frozen=True)
class Bound:
    """What was found: unit keys in order, other places by name, the keys of each indicator named."""

    units: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    keys: tuple[Keys, ...] = ()
    scope: Scope = EVERYWHERE
    year: int = 0
    state: State = "sure"
    measured: bool = False
    named: bool = False  # an indicator or the total stands in words beside the statement
    open_list: bool = False  # the list of units ends in 等
    every: bool = False  # all indicators of a level are meant

    @property
    def sure(self) -> bool:
        """Whether a mismatch may be called false."""
        return self.state == "sure"


class Binder:
    """Binds statements of a reading; `facts` gives the tree and the groups."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tree = facts.book.tree

    # --- the one door -----------------------------------------------------------------------
    def bind(self, reading: Reading, start: int, end: int | None = None) -> Bound:
        """Return what the statement beginning at token `start` is about."""
        walk = find_subject(reading, start)
        span = tuple(range(start, end if end is not None else start))
        units, others, state = self._units(reading, walk, start)
        bound = Bound(units, others, open_list=walk.open_list, state=state)
        bound = self._about(reading, bound, walk, start, span)
        return self._year(reading, bound, start)

    def subject(self, reading: Reading, start: int) -> tuple[tuple[str, ...], bool]:
        """Return the units before a token, and whether they are surely what is spoken of."""
        units, others, state = self._units(reading, find_subject(reading, start), start)
        return units, state == "sure" and not others

    def topic(self, reading: Reading, start: int, end: int) -> Bound:
        """Return indicators, scope and year of a statement that has no unit for its subject."""
        walk = Walk(
            at=clause_start(reading, start),
            between=tuple(range(clause_start(reading, start), start)),
        )
        bound = self._about(reading, Bound(), walk, start, tuple(range(start, end)))
        return self._year(reading, bound, start)

    # --- units --------------------------------------------------------------------------
    def _units(
        self, reading: Reading, walk: Walk, start: int
    ) -> tuple[tuple[str, ...], tuple[str, ...], State]:
        state: State = "unsure" if walk.residue or walk.compared else "sure"
        if walk.units:
            own = tuple(dict.fromkeys(unit_key(t) for t in walk.units if t.letter == "U"))
            return own, tuple(t.text for t in walk.units if t.letter == "X"), state
        carry = reading.carry
        if walk.pronoun:
            before = [t for t in reading.tokens[: walk.at] if t.letter == "U"]
            named = tuple(dict.fromkeys(unit_key(t) for t in before))
            pair = named if len(named) == 2 else () if named else carry.pair
            ordered = not named or _is_list(reading, walk.at)
            if len(named) == 3 and "前两者" in reading.sentence.text and walk.pronoun in ("两者", "后者"):
                return (named[:2] if walk.pronoun == "两者" else named[2:]), (), state
            # 广西与云南…，前者45.6分: a pair of the sentence itself, and not the units of the one before
            other = not named and set("PCTKIRa") & set(reading.letters[: walk.at])
            match walk.pronoun:
                case "前者" | "后者":
                    chosen = pair[:1] if walk.pronoun == "前者" else pair[1:]
                    return chosen, (), state if len(pair) == 2 and not other else "unsure"
                case "两者" | "二者" if other:
                    return pair, (), "unsure"
                case "两市" | "两者" | "二者" | "两城" | "两地":
                    return pair, (), state if len(pair) == 2 and ordered else "unsure"
                case "三者" | "它们" | "他们":
                    return (), (), "unsure"
            alone = len(named) == 1 and not _is_compared(reading, before[0])
            units = named if alone else carry.units or reading.home
            return units, (), state if len(units) == 1 and (alone or not named) else "unsure"
        bare = not walk.residue and reading.letters[:start].strip("fYdjsxyrIL7,、&bo'") == ""
        # a paragraph that has named but one unit goes on about it: 南宁…；产业融合得分只有53.8分，却排到了第9
        bare = bare or (not set(reading.letters[:start]) - set("fYdjsxyrIL7,;、&bo'NpOmM") and _alone(reading))
        units = carry.units or reading.home
        if bare and len(units) == 1:
            return units, (), state
        return units if len(units) == 1 else (), (), "unsure"

    # --- indicators and scope -----------------------------------------------------------------
    def _about(self, reading: Reading, bound: Bound, walk: Walk, start: int, span: tuple[int, ...]) -> Bound:
        """Return the bound with indicators, scope and state as the words around say."""
        near = [p for p in sorted({*walk.between, *span}) if p >= max(walk.at, 0)]
        left = list(range(max(walk.at, 0)))
        tokens = reading.tokens
        letters = {tokens[p].letter for p in near}
        total = "x" in letters or ("y" in letters and not letters & set("IL"))
        keys, everyday, every = self._keys(reading, near)
        named = bool(keys) or total
        if keys and total:
            keys, total = (
                (keys, False) if _last(tokens, near, "I") > _last(tokens, near, "xy") else ((), True)
            )
        residue = False
        if not keys and not total:
            keys, everyday, every = self._keys(reading, left, nearest=True)
            sure_topic = bool(keys) and _is_topic(tokens, left)
            named = named or sure_topic
            if keys and not sure_topic and not every:
                keys = tuple((*group, TOTAL) for group in keys)
            residue = "?" in reading.letters[: max(walk.at, 0)]
        measured = named or any(tokens[p].letter in "sxya7" for p in (*near, *left))
        if self._is_part(reading, near) or (not keys and self._is_part(reading, left)):
            bound = replace(bound, state="unsure")
        if everyday and not any(
            tokens[p].letter in "sL7" or tokens[p].text in ("指标", "方面", "领域") for p in (*near, *left)
        ):
            measured = named = False
            bound = replace(bound, state="unsure")
        if not keys:
            default = self._default(reading, total, near)
            keys = (default or (TOTAL,),)
            if not default:  # 该指标 with nothing for it to mean
                bound = replace(bound, state="unsure")
        if residue and not measured and bound.state == "sure":
            bound = replace(bound, state="unsure")
        bound = replace(bound, keys=keys, measured=measured, named=named, every=every)
        return self._scope(reading, bound, near, left)

    def _default(self, reading: Reading, total: bool, near: list[int]) -> Keys:
        """Return the total, with the indicator carried or in the heading as other readings."""
        if total:
            return (TOTAL,)
        carried = reading.carry.keys if reading.carry.paragraph == reading.sentence.paragraph else ()
        pointer = next((t.text for t in reading.tokens[: max(near, default=0) + 1] if t.letter == "7"), "")
        if pointer:
            level = next((n for n, word in enumerate(("一级", "二级", "三级")) if word in pointer), None)
            return tuple(k for k in (*carried, *reading.topic) if level is None or k.count("/") == level)
        return tuple(dict.fromkeys((TOTAL, *carried, *reading.topic)))

    def _keys(
        self, reading: Reading, positions: list[int], *, nearest: bool = False
    ) -> tuple[tuple[Keys, ...], bool, bool]:
        """Return the indicators named at these positions, one entry for each of a list."""
        tokens = reading.tokens
        found = [p for p in positions if tokens[p].letter in "IL"]
        if not found:
            return (), False, False
        last = found[-1]
        if tokens[last].letter == "L" and not _is_generic(reading, last, found):
            return self._levels(tokens[last].meaning), False, True
        found = [p for p in found if tokens[p].letter == "I"]
        if not found:
            return (), False, False
        groups = _groups(reading.letters, found, nearest=nearest)
        keys = tuple(self.resolve([tokens[p] for p in group], reading) for group in groups)
        keys = tuple(group for group in keys if group)
        level = max((key.count("/") + 1 for group in keys for key in group), default=1)
        return keys, level >= _EVERYDAY, False

    def _is_part(self, reading: Reading, positions: list[int]) -> bool:
        """Return whether 三项指标 leaves open which indicators of a level are meant."""
        found = [reading.tokens[p].meaning for p in positions if reading.letters[p] == "L"]
        if not found or any(reading.letters[p] == "I" for p in positions):
            return False
        last = found[-1]
        sizes = [len(self.tree.level(n)) for n in (last.levels or (1,))] if isinstance(last, Levels) else []
        return isinstance(last, Levels) and last.count is not None and last.count not in sizes

    def _levels(self, meaning: object) -> tuple[Keys, ...]:
        levels = (meaning.levels if isinstance(meaning, Levels) else ()) or (1,)
        return tuple((i.key,) for level in levels for i in self.tree.level(level) if self.facts.scores(i.key))

    def resolve(self, tokens: list[Token], reading: Reading | None = None) -> Keys:
        """Return the keys a chain of indicator names may mean: 城市服务 + 运营成效 is one of two 运营成效."""
        keys: Keys = ()
        for token in tokens:
            own = token.meaning if isinstance(token.meaning, tuple) else ()
            below = tuple(k for k in own if any(k.startswith(f"{above}/") for above in keys))
            keys = below or own
        if len(keys) > 1 and reading is not None:
            hints = (*reading.carry.keys, *reading.topic)
            keys = tuple(k for k in keys if any(k.startswith(f"{hint}/") for hint in hints)) or keys
        return keys

    def _scope(self, reading: Reading, bound: Bound, near: list[int], left: list[int]) -> Bound:
        """Return the bound with the group that ranks or averages are taken within."""
        tokens = reading.tokens
        if (listed := _frame(reading, near)) is not None:
            return replace(bound, scope=Scope(self.facts.names(list(listed)), frozenset(listed)))
        beside, last = set(near), max((*near, *left), default=0)
        among = next((p for p in range(min(last, len(tokens) - 1), -1, -1) if tokens[p].text == "其中"), -1)
        for position in reversed([p for p in (*left, *near) if tokens[p].letter in "PCTZR"]):
            token = tokens[position]
            after = tokens[position + 1 : position + 7]
            stop = next((n for n, t in enumerate(after) if t.letter in ",UX"), len(after))
            inside = any(t.text in _INSIDE for t in after[:stop]) or position in beside
            inside = inside or (stop < len(after) and any(t.text in _SEEN for t in after[:stop]))
            if not (inside or position <= among):
                continue
            if token.letter == "R" and re.search("[PC]f?(?:Nk?)?$", reading.letters[max(position - 4, 0) : position]):
                continue  # 江苏19个县市中: the kind of units, within the group before
            if token.letter == "R":
                return bound
            if token.letter == "Z":
                return self._wider(bound, token.text)
            placed = reading.letters[position + 1 : position + 2] == "O"  # 列三线末位
            if token.letter == "T" and isinstance(token.meaning, int) and (placed or position not in near[-2:]):
                return replace(bound, scope=tier_scope(self.facts, token.meaning))
            if isinstance(token.meaning, Scope):
                if not token.meaning.units:
                    return replace(bound, state="outside")
                return replace(bound, scope=token.meaning)
        return self._inherited(bound, [tokens[p].text for p in left if tokens[p].letter == "Z"])

    def _inherited(self, bound: Bound, words: list[str]) -> Bound:
        """Return the bound where a clause before speaks of 全省 or 全国: 贵阳全省第一，遵义第二."""
        for word in reversed(words):
            if word in NATION and self.facts.book.whole is not None:
                return self._wider(bound, word)
            if word in _LOCAL:
                return self._wider(bound, word)
            if word in _ABROAD:
                return replace(bound, scope=Scope(word, frozenset()))
        return bound

    def _wider(self, bound: Bound, word: str) -> Bound:
        """Return the bound for 全省 (the unit's own province), else as one outside the book."""
        if word in _LOCAL and len(bound.units) == 1:
            unit = self.facts.units[bound.units[0]]
            scope = self.facts.group(Group("province", unit.province))
            return replace(bound, scope=scope, state="unsure" if len(scope.units or ()) < 2 else bound.state)
        if word in _CLUSTER and len(bound.units) == 1:
            own = self.facts.units[bound.units[0]].clusters
            clusters = self.facts.clusters()
            scope = Scope(own[0], clusters.get(own[0])) if len(own) == 1 else Scope(word, frozenset())
            return replace(bound, scope=scope)
        if word in _NARROW:
            return replace(bound, scope=Scope(word, frozenset()))
        if word in NATION and self.facts.book.whole is not None:
            return replace(bound, scope=Scope(word, None, beyond=True))
        return replace(bound, state="outside")

    def _year(self, reading: Reading, bound: Bound, start: int) -> Bound:
        """Return the bound with its year; another year than the paper's lies outside the book."""
        for position in range(start - 1, -1, -1):
            token = reading.tokens[position]
            if token.letter == "Y":
                digits = token.text[:4]
                year = int(digits) if digits.isdigit() else 0
                other = year and year != self.facts.paper.year
                return replace(bound, year=year, state="outside" if other else bound.state)
            if token.letter == "Q" and position >= clause_start(reading, start):
                return replace(bound, state="outside")
        return replace(bound, year=self.facts.paper.year)


def _frame(reading: Reading, near: list[int]) -> tuple[str, ...] | None:
    """Return the units of a list that a sentence begins with and goes on within: 甲、乙、丙三座省会中，甲最高."""
    frame = re.match(r"f*(?P<units>(?:U[、&])+U)(?:V|Nk?(?:W|Z)?|f?W)f+,", reading.letters)
    if frame is None or max(near, default=0) < frame.end():
        return None
    tail = reading.text(frame.end("units"), frame.end() - 1)
    if not tail.endswith(("中", "里", "之中", "当中", "之间", "内")):
        return None
    return tuple(unit_key(t) for t in reading.tokens[: frame.end("units")] if t.letter == "U")


def _is_compared(reading: Reading, unit: Token) -> bool:
    """Return whether a unit is what another is held against: 比成都, 仅次于成都."""
    position = reading.tokens.index(unit)
    return reading.letters[:position].rstrip("fPRO'")[-1:] in tuple("chl1")


def _is_list(reading: Reading, before: int) -> bool:
    """Return whether the two units before a token stand in one list, so that their order is meant."""
    places = [n for n, token in enumerate(reading.tokens[:before]) if token.letter == "U"]
    return len(places) == 2 and set(reading.letters[places[0] + 1 : places[1]]) <= set("、&'")


def unit_key(token: Token) -> str:
    """Return the key of a unit token, also where a wrong province stands before the name."""
    meaning = token.meaning[1] if isinstance(token.meaning, tuple) else token.meaning
    return str(meaning)


def _groups(letters: str, found: list[int], *, nearest: bool) -> list[list[int]]:
    """Return positions of indicators by entry of a list: 、 parts entries, mere words chain them."""
    groups: list[list[int]] = [[found[0]]]
    breaks = [False]
    for before, after in pairwise(found):
        between = letters[before + 1 : after]
        if set(between) <= set("f") and len(between) <= 2:
            groups[-1].append(after)
        else:
            groups.append([after])
            breaks.append(not set(between) <= set("、&,f'sL"))
    last = max((n for n, is_break in enumerate(breaks) if is_break), default=0)
    return groups[last:]


def _alone(reading: Reading) -> bool:
    """Return whether a paragraph up to here has named but one unit, and no other place or group beside it."""
    tokens = (*reading.carry.told, *reading.tokens)
    return len({unit_key(t) for t in tokens if t.letter == "U"}) == 1 and not any(t.letter in "X?CT" for t in tokens)


def _is_generic(reading: Reading, position: int, found: list[int]) -> bool:
    """Return whether 一级指标 only says what kind of indicator a name before or after it is."""
    tokens = reading.tokens
    levels = tokens[position].meaning
    counted = isinstance(levels, Levels) and (levels.count or not levels.levels)
    named = any(tokens[p].letter == "I" for p in found)
    return named or not (counted or tokens[position].text[0] in "各每所全")


def _last(tokens: tuple[Token, ...], positions: list[int], letters: str) -> int:
    return max((p for p in positions if tokens[p].letter in letters), default=-1)


def _is_heading(left_of: list[int], tokens: tuple[Token, ...], last: int) -> bool:
    """Return whether a sentence begins with an indicator as its topic and names no other: 数字政府一项，上海第一."""
    comma = next((p for p in left_of if tokens[p].letter == ","), -1)
    if comma <= last or left_of[0] != 0:
        return False
    head = tokens[:comma]
    return all(t.letter in "fYRIL" for t in head) and (head[-1].text in _TOPIC or head[-1].letter == "L")


def _is_topic(tokens: tuple[Token, ...], left: list[int]) -> bool:
    """Return whether the last indicator left of a subject is set as its topic: 在…指标中，从…来看."""
    last = _last(tokens, left, "IL")
    after = [tokens[p] for p in left if p > last]
    words = []
    for token in after:
        if token.letter == ",":
            break
        words.append(token)
    if _is_heading(left_of=left, tokens=tokens, last=last):
        return True
    quiet = all(token.letter in "fsLWRxy7bd、&'" for token in after if token.letter != ",")
    return quiet and (
        any(token.text in _TOPIC for token in words) or bool(words and words[-1].letter in "sLb") or not words
    )
