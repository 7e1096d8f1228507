"""English editions: scores, ranks, averages, differences, numbers, shares and members in plain forms.

    Qujing scored 45.3 points and ranked 26th.    The average score was 45.6.
    Seven of the nine cities of the Greater Bay Area are in the new first tier or above.

What a statement is about is told by the words around it (in Guangdong, in digital society). Where they
name several groups or indicators, or a topic outside the tables, a statement is unsure when it does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from generator.claims import verdicts
from generator.claims.claim import Claim, Kind, Spot, Verdict
from generator.claims.english_forms import FORMS, ORDINALS
from generator.claims.english_frame import GROUP, INDICATOR, EnglishFrame, EnglishNames
from generator.claims.facts import EVERYWHERE, Facts, Scope
from generator.claims.lexicon import Token
from generator.claims.numerals import Hedge, Number
from generator.claims.reading import Carry
from generator.claims.sentences import Sentence
from generator.claims.verdicts import Outcome, points, settle
from generator.scores.tree import TOTAL

_OTHER = re.compile(
    r"\bgdp\b|\bgrowth\b|per cent of the (?:nation|country)|\bpopulation\b|\bexcluding\b|\bexcept\b|\bapart from\b"
    r"|\bif\b|\bcapitals?\b|\b(?:20[013]\d|202[013-9])\b"
)

_SUBJECT = re.compile(r"(?:[^§,]{0,60}, |[^§,]{0,25}\b(?:in|by) ¤,? )?§(?!,? and |, §|'s)")
_IT = re.compile(r"(?:in ¤,? |with [^,]{0,20}, )?its? ")
_TOLD = 12  # groups and indicators of a paragraph that are remembered


@dataclass(frozen=True)
class About:
    """The group and the indicator a statement is about, and whether that is sure."""

    scope: Scope
    key: str
    sure: bool
    told: bool = False  # the group stands in a sentence before


class English:
    """Reads English sentences about the units of a book."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.names = EnglishNames(facts)
        self._before = ""  # the unit that `it` means
        self._keys: tuple[str, ...] = ()  # indicators named before
        self._groups: tuple[Scope, ...] = ()  # those that `them` may mean

    def read(self, sentence: Sentence, carry: Carry) -> Iterator[Claim]:
        """Yield the claims of a sentence that has no Chinese in it."""
        frame = self.names.frame(sentence.text)
        self._before = carry.units[0] if carry.units else ""
        told = (token.meaning for token in carry.told if token.letter == "P")
        self._keys = tuple(str(token.meaning) for token in carry.told if token.letter == "I")
        self._groups = tuple(dict.fromkeys(scope for scope in told if isinstance(scope, Scope)))
        sure = not _OTHER.search(frame.text)
        taken: set[int] = set()
        for kind, pattern, name in FORMS:
            for match in pattern.finditer(frame.text):
                if taken & set(range(*match.span())) or "" in frame.units(*match.span()):
                    continue  # a name that two cities share says nothing
                about = self._about(frame, match)
                judge: Judge = getattr(self, name)
                outcome = judge(frame, match, about)
                if outcome is None:
                    continue
                taken |= set(range(*match.span()))
                if outcome.verdict is Verdict.FALSE and self._holds_elsewhere(judge, frame, match, about):
                    outcome = verdicts.UNSURE
                outcome = settle(outcome, sure=sure and about.sure)
                yield self._claim(kind, sentence, frame, match, outcome, about)

    def carried(self, sentence: Sentence, carry: Carry) -> Carry:
        """Return what a sentence leaves for the next one: its subject, which `it` means, its groups and indicators."""
        frame = self.names.frame(sentence.text)
        signs = (
            Token({GROUP: "P", INDICATOR: "I"}[sign], place, place + 1, sign, frame.meanings[place])
            for place, sign in enumerate(frame.text)
            if sign in (GROUP, INDICATOR)
        )
        found = _SUBJECT.match(frame.text)
        units = frame.units(0, found.end())[-1:] if found else ()
        if not units and _IT.match(frame.text):
            units = carry.units
        return replace(carry, units=units, told=(*carry.told, *signs)[-_TOLD:])

    def _holds_elsewhere(
        self, judge: Judge, frame: EnglishFrame, match: re.Match[str], about: About
    ) -> bool:
        """Return whether a statement is true of a group or an indicator that its paragraph has named before.

        Only what the sentence itself leaves out may be taken from there.
        """
        # a group whose number is told is not the one it is counted in
        counted = not {"base", "them", "tier"}.isdisjoint(match.groupdict())
        named = about.scope != EVERYWHERE and not counted
        scopes = (about.scope, *(() if named or "country" in frame.text else self._groups))
        keys = (about.key, *(self._keys if about.key == TOTAL else ()))
        for scope, key in product(dict.fromkeys(scopes), dict.fromkeys(keys)):
            outcome = judge(frame, match, About(scope, key, sure=True, told=True))
            if outcome is not None and outcome.verdict is Verdict.TRUE:
                return True
        return False

    # --- what it is about ------------------------------------------------------------------------
    def _about(self, frame: EnglishFrame, match: re.Match[str]) -> About:
        """Return group and indicator: those behind the statement in its clause, else those the sentence begins with."""
        end = re.compile(r"[;,.](?= |$)| and (?!¤|¶)| while | but |$").search(frame.text, match.end())
        stop = end.start() if end else len(frame.text)
        head = re.match(
            r"(?:in|among|within|across|for|on|of) (?:the )?(?:\d+ )?(?:cities (?:in|of) )?(?:the )?[¶¤]"
            r"(?:[^,]{0,30},| it\b)",
            frame.text,
        )
        span = range(match.end(), stop)
        inner = [p for p in range(*match.span()) if frame.text[p] in "¶¤"]
        near = [*inner, *(p for p in span if frame.text[p] in "¶¤")]
        if head and match.start() >= head.end():
            near = [
                *near,
                *(
                    p
                    for p in range(head.end())
                    if frame.text[p] in "¶¤" and frame.text[p] not in {frame.text[q] for q in near}
                ),
            ]
        groups = [p for p in near if frame.text[p] == "¶"]
        keys = [p for p in near if frame.text[p] == "¤"]
        before = [p for p in range(match.start()) if frame.text[p] == "¤" and p not in keys]
        scope = frame.meanings[groups[0]] if groups else EVERYWHERE
        key = str(frame.meanings[keys[0]]) if keys else TOTAL
        doubt = len({p for p in groups if p not in inner}) > 1 or len(keys) > 1 or (bool(before) and not keys)
        return About(scope if isinstance(scope, Scope) else EVERYWHERE, key, not doubt)

    def _subject(self, frame: EnglishFrame, before: int) -> str:
        """Return the unit a predicate is said of: the only one before it in its clause, else in its sentence."""
        text = frame.text[:before]
        names = list(dict.fromkeys(frame.units(0, before)))
        clause = re.split(r"[;] | while | but |, and (?=§)|(?<!§), (?=§)", text)[-1]
        start = before - len(clause)
        own = list(dict.fromkeys(frame.units(start, before)))
        if len(own) == 1:
            return own[0]
        if not names and re.search(r"\bit\b", clause):
            return self._before
        return names[0] if len(names) == 1 else ""

    # --- the record --------------------------------------------------------------------------------
    def _claim(
        self, kind: Kind, sentence: Sentence, frame: EnglishFrame, match: re.Match[str], outcome: Outcome, about: About
    ) -> Claim:
        start = frame.places[match.start()]
        end = frame.places[match.end()] if match.end() < len(frame.places) else len(sentence.text)
        line, column = sentence.place(start)
        return Claim(
            kind,
            Spot(sentence.file, line, column, sentence.text.strip()),
            sentence.text[start:end].strip(),
            outcome.verdict,
            frame.units(*match.span()),
            about.key,
            about.scope.name,
            self.facts.paper.year,
            outcome.table,
            outcome.source,
        )

    # --- statements ----------------------------------------------------------------------------------
    def score(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Beijing scored 92.5 points (in digital society)."""
        unit = self._subject(frame, match.start("n"))
        return verdicts.score(self.facts, unit, (about.key,), _number(match["n"], match["cue"] or "")) if unit else None

    def rank(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Suzhou ranked ninth (in Jiangsu, in digital society)."""
        unit = self._subject(frame, match.start("nth"))
        if not unit:
            return None
        place = _ordinal(match["nth"])
        return verdicts.rank(self.facts, unit, (about.key,), (place, place), about.scope)

    def mean(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """The average score was 54.3; Guangdong averages 61.6 points."""
        groups = frame.scopes(0, match.end())
        if match.groupdict().get("same"):
            outcome = verdicts.mean(self.facts, (about.key,), _number(match["n"], ""), EVERYWHERE)
            return outcome if about.told else verdicts.verdict(False, outcome.table) if self._keys else None
        if "§" in frame.text[: match.start()] or len(groups) > 1:
            return None
        before = frame.keys(0, match.start())
        key = before[0] if len(before) == 1 and about.key == TOTAL else about.key
        scope = groups[0] if groups else about.scope if about.told else EVERYWHERE
        return verdicts.mean(self.facts, (key,), _number(match["n"], ""), scope)

    def field(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Digital ecosystem has the lowest average of the five fields, at 47.0 points."""
        (key,) = frame.keys(*match.span())
        means = {each.key: self.facts.mean(each.key) or 0.0 for each in self.facts.book.tree.level(key.count("/") + 1)}
        line = min(means.values()) if match["end"] == "lowest" else max(means.values())
        right = means[key] == line and (match["n"] is None or _number(match["n"], "").fits(means[key]))
        return verdicts.verdict(
            right, f"{self.facts.label(key)}: {means[key]:.1f}; {match['end']}: {line:.1f}", key=key
        )

    def side(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Harbin is above the (national) average."""
        unit = self._subject(frame, match.start("side"))
        return verdicts.against_mean(self.facts, unit, (about.key,), _up(match["side"]), about.scope) if unit else None

    def gap(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Beijing leads Shanghai by 0.2 points; Tianjin is 17.1 points behind Beijing."""
        units = frame.units(*match.span())
        first, second = (self.facts.score(unit, about.key) for unit in units)
        if first is None or second is None:
            return verdicts.ABSENT
        right = verdicts.difference(_number(match["n"], ""), first, second)
        side = match.groupdict().get("side")
        if side:
            right = right and (first > second) == _up(side)
        shown = f"{self.facts.name(units[0])} {first:.1f}, {self.facts.name(units[1])} {second:.1f}"
        return verdicts.verdict(right, shown, self.facts.place_of(units[0], about.key), about.key)

    def higher(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Wuxi scores higher than Ningbo."""
        units = frame.units(*match.span())
        first, second = (self.facts.score(unit, about.key) for unit in units)
        if first is None or second is None:
            return verdicts.ABSENT
        shown = f"{self.facts.name(units[0])} {first:.1f}, {self.facts.name(units[1])} {second:.1f}"
        return verdicts.verdict((first > second) == _up(match["side"]), shown, key=about.key)

    def count(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """25 cities scored above 60 points; seven of the nine cities of the Greater Bay Area are in the first tier."""
        base = frame.scopes(*match.span("base")) if match["base"] else []
        members = self.facts.members(base[0] if base else about.scope if about.told else EVERYWHERE)
        if match.groupdict().get("size") and int(match["size"]) != len(members):
            return verdicts.verdict(False, f"{base[0].name if base else ''}: {len(members)}")
        holds = self._condition(frame, match, about.key)
        if holds is None:
            return None
        counts = sorted(sum(holds(unit, generous) for unit in members) for generous in (False, True))
        number = _count(match["n"], match["share"], match["hedge"] or "")
        if match["share"]:
            right = any(number.fits(count / len(members)) for count in counts)
            return verdicts.verdict(right, f"{counts[0] / len(members) * 100:.1f}%")
        right = any(number.fits(count) for count in range(counts[0], counts[1] + 1))
        return verdicts.verdict(right, f"{counts[0]}")

    def _condition(self, frame: EnglishFrame, match: re.Match[str], key: str) -> Callable[[str, bool], bool] | None:
        """Return the condition of a count: a side of the average, a bound, the first n, or a group."""
        facts, text = self.facts, match["what"]
        if found := re.search(r"(above|below) (?:the )?(?:national )?average", text):
            line, up = facts.mean(key) or 0.0, found[1] == "above"
            return lambda unit, generous: (
                ((facts.score(unit, key) or line) > line) if up else (facts.score(unit, key) or line) < line
            )
        if found := re.search(
            r"(above|over|more than|at least|exceed\w*|below|under|less than|fewer than) (\d+(?:\.\d+)?)", text
        ):
            bound, up = float(found[2]), found[1] not in ("below", "under", "less than", "fewer than")

            def holds(unit: str, generous: bool) -> bool:
                value = facts.score(unit, key)
                if value is None:
                    return False
                shown = float(points(value).removesuffix("分"))
                return (
                    (shown >= bound if generous else value > bound)
                    if up
                    else (shown <= bound if generous else value < bound)
                )

            return holds
        if found := re.search(r"top (\d+)", text):
            first = int(found[1])
            return lambda unit, generous: 0 < facts.ranks(key).get(unit, 0) <= first
        groups = frame.scopes(*match.span("what"))
        if len(groups) == 1:
            inside = groups[0].units or frozenset()
            if re.search("or (?:above|higher|better)", text):
                tiers = list(facts.tiers.values())
                at = next((n for n, (_, members) in enumerate(tiers) if members == inside), -1)
                inside = frozenset(unit for _, members in tiers[: at + 1] for unit in members)
            return lambda unit, generous: unit in inside
        return None

    def size(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Guangdong has 17 cities; the second tier comprises 82 cities."""
        (scope,) = frame.scopes(*match.span("group"))
        if "¶" in frame.text[: match.start()] and match.start("n") < match.start("group"):
            return None  # ten of them: of the group told before
        inside = scope.units or frozenset()
        if match.groupdict().get("them"):  # ten of them: of the group of a sentence before
            if not about.told or about.scope.units is None:
                return None if not self._groups else verdicts.verdict(False, self._of_them(inside))
            inside &= about.scope.units
        return verdicts.verdict(int(match["n"]) == len(inside), f"{scope.name}: {len(inside)}")

    def rest_of_them(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Ten of them belong to the new first tier, and three to the second."""
        tiers = [tier for tier in self.facts.tiers.values() if tier[0].name.lower() == f"{match['tier']} tier"]
        if not tiers or ("them" not in frame.text and not self._groups):
            return None
        inside = tiers[0][1]
        if not about.told or about.scope.units is None:
            return verdicts.verdict(False, self._of_them(inside)) if self._groups else None
        return verdicts.verdict(int(match["n"]) == len(inside & about.scope.units), self._of_them(inside))

    def _of_them(self, inside: frozenset[str]) -> str:
        """Return how many units of each group that was named before lie in another."""
        return ", ".join(f"{scope.name}: {len(inside & (scope.units or frozenset()))}" for scope in self._groups)

    def top(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """The top three are Beijing, Shanghai and Hangzhou; Nanjing is among the top ten."""
        units = frame.units(*match.span("units"))
        first = int(match["n"])
        listed = "named" in match.groupdict() and bool(match.groupdict().get("named"))
        if listed and len(units) > first:
            return None
        outcomes = [verdicts.rank(self.facts, unit, (about.key,), (1, first), about.scope) for unit in units]
        return verdicts.all_of(outcomes)

    def member(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Xi'an belongs to the new first tier."""
        (scope,) = frame.scopes(*match.span("group"))
        units = frame.units(*match.span("units"))
        wrong = [unit for unit in units if unit not in (scope.units or ())]
        denied = bool(match["not"])
        right = len(wrong) == len(units) if denied else not wrong
        tiers = ", ".join(
            f"{self.facts.name(unit)}: {tier.name}" for unit in units if (tier := self.facts.book.tier(unit))
        )
        return verdicts.verdict(right, tiers, self.facts.place_of(units[0]))

    def extreme(self, frame: EnglishFrame, match: re.Match[str], about: About) -> Outcome | None:
        """Shenzhen has the highest score in Guangdong; Guangdong is led by Shenzhen."""
        unit = frame.units(*match.span())
        if len(unit) != 1:
            return None
        place = -1 if "lowest" in match.group() else 1
        inside = about.scope.units
        if inside is not None and unit[0] not in inside:
            return verdicts.verdict(False, f"{self.facts.name(unit[0])} is not in {about.scope.name}")
        ranks = self.facts.ranks(about.key, about.scope)
        if unit[0] not in ranks:
            return verdicts.ABSENT
        own = ranks[unit[0]]
        right = own == 1 if place > 0 else own == max(ranks.values())
        return verdicts.verdict(
            right, f"{self.facts.name(unit[0])}: {own} of {len(ranks)}", self.facts.place_of(unit[0])
        )


Judge = Callable[[EnglishFrame, re.Match[str], About], Outcome | None]


def is_english(text: str) -> bool:
    """Return whether a sentence has letters and no Chinese character."""
    return bool(re.search("[A-Za-z]{3}", text)) and not re.search("[\u4e00-\u9fff]", text)


def _up(side: str) -> bool:
    return not side.startswith(("below", "lower", "behind", "less", "trails", "lags", "is behind"))


def _number(text: str, cue: str) -> Number:
    decimals = len(text.partition(".")[2])
    hedges: dict[str, Hedge] = {"over": "over", "about": "about", "nearly": "nearly"}
    return Number(float(text), 10.0**-decimals, hedge=hedges.get(cue.strip(), ""), decimals=decimals)


def _count(text: str, share: str | None, hedge: str) -> Number:
    hedges: dict[str, Hedge] = {
        "about": "about",
        "some": "about",
        "nearly": "nearly",
        "almost": "nearly",
        "over": "over",
        "more than": "over",
        "less than": "under",
        "fewer than": "under",
        "at least": "least",
    }
    plain = _number(text, "")
    scale = 100 if share else 1
    return Number(plain.value / scale, plain.step / scale, share=bool(share), hedge=hedges.get(hedge, ""))


def _ordinal(text: str) -> int:
    if text == "last":
        return -1
    return ORDINALS.index(text) + 1 if text in ORDINALS else int(re.sub(r"\D", "", text))
