"""Footing: what a statement must stand on before it may be called false.

Most of what was flagged wrongly in fresh texts was read in the right form, but its subject was made up: the whole
book where the paragraph speaks of a group, the unit of the sentence before where the clause counts a set of its own,
a score where words that were passed over make it a difference. Such a statement has no footing: what it is about
was not told but supplied, and so it is left unchecked.
"""

from __future__ import annotations

import re

from generator.claims.claim import Kind
from generator.claims.surroundings import Surroundings

_OF_UNITS = frozenset((Kind.SCORE, Kind.ABOVE, Kind.TOP))
_MEASURED = frozenset(
    (
        *(Kind.SCORE, Kind.RANK, Kind.TOP, Kind.EXTREME, Kind.AVERAGE, Kind.GAP),
        *(Kind.ABOVE, Kind.MEMBER, Kind.ONLY, Kind.ORDER),
    )
)
_AGAINST = frozenset((Kind.ABOVE, Kind.GAP, Kind.COMPARISON, Kind.EXTREME))
_OF_SETS = frozenset((Kind.AVERAGE, Kind.RANGE))
# what makes of points, sides and places the description of a set: 高于平均水平的城市, 40分以下的27个城市, 前五十名里
_OF_A_SET = re.compile(r"f*(?:Npf*)?(?:N[kf]*)?[RPCTf]*(?:W|[RP]b)|f*[bo]+f*N[kW]")
_AMONG = re.compile(r"(?:的?城市)?(?:里|中|内|之中|之内|当中|之外|以外|以内|开外)")
# what makes of a place a point of view or a line, and no place of the unit before: 从第一名看, 前十名的门槛
_ASIDE = re.compile("来?看(?![好重])|来说|来讲|而言|的(?:门槛|底线|分数线|入围线)")
# what may stand between a unit and its score; all else may make of the number something else: 高出第二名21.4分
_PATH = re.compile(r"(?:bP)?[fsbdoxyIjLR7r、&'(]*(?:rR?O[,)]?)?(?:[mM]f?I?)?[fsbdojxyI]*[hl]?")
_HELD = re.compile("U[^,UN]*[hl][^,UN]*$")  # what stands before a unit that another is held against
_PAIR = re.compile("[两二][市城地]")  # 两市 may be the two that were named before, 2市 is a number of them
_BETWEEN = re.compile("之间|中间")
_EACH_OWN = re.compile(r"[一二两三四五六七八九\d]项")


class Footing(Surroundings):
    """What the words of one statement give it to stand on."""

    def is_missing(self) -> bool:
        """Return whether what the statement is about was supplied by the reader and not by the text."""
        return (
            self._is_whole_by_default()
            or self._is_of_a_set()
            or self._is_off_the_path()
            or self._is_of_other_year()
            or self._is_between()
            or self._is_part_of_list()
            or self._is_compared()
            or self._is_of_own_items()
            or self._is_of_mean_told()
            or self._is_of_unknown_measure()
            or self._is_held_against()
        )

    def _is_whole_by_default(self) -> bool:
        """Return whether the whole book stands in where a group was spoken of: 贵阳…、遵义…；平均37.3分.

        There is footing where but one group was spoken of, or where the clause tells how many they are and a group
        that may be meant has so many (江苏…。13个城市平均71.1分).
        """
        if self.claim.kind not in _OF_SETS or self.claim.group or self.claim.units or self.own.units:
            return False
        if set("PCTKREZw") & set(self.lead):
            return False
        if self.claim.kind is Kind.RANGE and self.ahead:  # 处在中间一半的城市，得分都落在44分到64分的区间里
            return True
        if not (self.others.groups or self.others.units):
            return False
        if size := self.count():
            return all(len(group) != size for group in (*self.meant().groups, *self.others.groups))
        return len(self.others.groups) != 1 or bool(self.others.units)

    def _is_of_a_set(self) -> bool:
        """Return whether the words only say which units are spoken of, and not what a unit named before is.

        So in 80分以上仅有成都一家，70至80分有2家, and in 前五十名里，江苏占8席 behind a sentence about one city.
        """
        if self.claim.kind is Kind.TIER and not set(self.claim.units) & set(self.in_sentence):
            return bool(re.search("V|NkW", self.lead)) and not _PAIR.search(self.words)  # 山东半岛…，6市为新一线
        if not self.claim.units or set(self.claim.units) & set(self.own.units):
            return False
        behind = self.check.reading.text(self.end, self.end + len(self.tail))
        if self.claim.kind in (Kind.TOP, Kind.RANK) and _ASIDE.match(behind):
            return True
        if self.claim.kind not in _OF_UNITS:
            return False
        if self.claim.kind is Kind.TOP and _AMONG.match(behind):
            return True
        return bool(_OF_A_SET.match(self.tail))

    def _is_off_the_path(self) -> bool:
        """Return whether words stand between a unit and its score that make it another number: 高出省内第二名21.4分."""
        if self.claim.kind is not Kind.SCORE or not self.claim.units:
            return False
        between = self.lead[: len(self.lead) - (self.end - self.start)]
        subject = max(between.rfind(letter) for letter in "UXDV")
        if subject == len(between) - 1 and _HELD.search(between[:subject]):  # 汕头领先第二名的揭阳8.2分
            return True
        return _PATH.fullmatch(between[subject + 1 :]) is None

    def _is_of_other_year(self) -> bool:
        """Return whether the clause speaks of another year: 2020年的5个新一线城市里."""
        years = {token.text[:4] for token in self.part if token.letter == "Y"} - {str(self.facts.paper.year)}
        return self.claim.kind is not Kind.CHANGE and any(year.isdigit() for year in years)

    def _is_between(self) -> bool:
        """Return whether a score is told of what lies between two: 第一名北京与第六名广州之间为5.8分."""
        return self.claim.kind is Kind.SCORE and bool(_BETWEEN.search(self.words))

    def _is_part_of_list(self) -> bool:
        """Return whether a place is but the first of several told of several units: 重庆…，西安…，分列次席和第四."""
        one_of_many = re.match("[、&][O2E]", self.tail) is not None and len(self.others.units + self.own.units) > 1
        return self.claim.kind is Kind.RANK and one_of_many

    def _is_compared(self) -> bool:
        """Return whether a difference is taken for a condition: 比东北12座城市低3.1分 counts nobody."""
        return self.claim.kind is Kind.COUNT and bool(re.search("c[^,]*[hl][fbo]*Np", self.letters))

    def _is_of_own_items(self) -> bool:
        """Return whether an indicator that is left out has its place among a unit's own: 是其五项中最后一名."""
        if self.claim.kind is not Kind.RANK or not self.claim.units or self.own.keys:
            return False
        return bool(_EACH_OWN.search(self.words) or "L" in self.lead) and bool(self.others.keys)

    def _is_of_mean_told(self) -> bool:
        """Return whether the average just told is the subject and no unit: 两市平均53.9分，略低于全国平均，差0.4分."""
        if self.own.units or not self.claim.units:
            return False
        if self.claim.kind is Kind.RANK:  # 五项指标中，数字基础设施平均最高；数字乡村垫底
            return bool(self.own.keys) and self._follows_means()
        if self.claim.kind not in _AGAINST:
            return False
        if not set(self.claim.units) & set(self.in_sentence):  # 数字生态平均59.5分；数字经济最低
            return "a" in self.ahead
        told = re.search(r"[NV][kWPR]*a[fsbod]*Np(?P<after>.*)$", self.ahead)
        return told is not None and "U" not in told.group("after")

    def _is_of_unknown_measure(self) -> bool:
        """Return whether the scores last spoken of are of something not known: 治理得分跌破32分的有…，百色是30.7分."""
        if self.claim.kind not in _MEASURED or self.own.keys:
            return False
        before = (*self.check.reading.carry.told, *self.check.tokens[: self.end])
        at = next((n for n in range(len(before) - 1, -1, -1) if before[n].letter in "Ixs"), 0)
        topic = before[at - 1] if at > 0 and before[at].letter == "s" else None
        return topic is not None and topic.letter == "?" and len(topic.text) > 1  # 除贵阳外得分最高: 外 is no topic

    def _is_held_against(self) -> bool:
        """Return whether a place is but what is held against another one: 与总分前五相比."""
        place = self.claim.kind in (Kind.TOP, Kind.RANK)
        return place and bool(re.search("&[^,]*$", self.lead) and re.match("[fsxyW]*c", self.tail))

    def _follows_means(self) -> bool:
        """Return whether a sentence without a unit follows one that tells averages of indicators and no unit."""
        told = "".join(token.letter for token in self.check.reading.carry.told)
        last = re.search("[^.;]*[.;]?$", told)
        letters = last.group() if last else ""
        return not self.in_sentence and "U" not in letters and re.search("I[^,]*a|a[^,]*I", letters) is not None
