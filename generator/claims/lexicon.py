"""Names and numbers in a sentence, and the sentence as a string of letters.

    U unit of the book   X another place      P province       C city cluster   R the whole book
    Z wider or narrower than the book          T tier           K quadrant       I indicator
    L level of the tree  N number             O rank(s)        E the first n    Y year or date

The other letters are those of `vocabulary`; `?` is text that none of them knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from generator import gazetteer
from generator.claims import marks, numerals, shorthand, vocabulary
from generator.claims.facts import Facts, Scope
from generator.claims.names import Names

_PUNCTUATION = {"，": ",", "、": "、", "（": "(", "）": ")", "：": "b", "；": ";", "。": ".", ",": ","}


@dataclass(frozen=True)
class Token:
    """A word or name: its letter, where it stands in the sentence, its text and what it means."""

    letter: str
    start: int
    end: int
    text: str
    meaning: object = None


@dataclass(frozen=True)
class Misnomer:
    """A name that is none (广西省, 宁夏市), and the right one."""

    right: str


@dataclass
class Lexicon:
    """All names of a book and a paper, and the reader that finds them in a sentence."""

    facts: Facts

    def __post_init__(self) -> None:
        known = Names(self.facts)
        self._names, self._short_tiers = known.words, known.tiers
        words = _alternation(self._names, self._guards())
        counted = _alternation(w for w in self._names if w[0] in "一二三四五六七八九十百两半" and len(w) > 1)
        shorts = "|".join(map(re.escape, sorted(self._short_tiers, key=len, reverse=True))) or "(?!)"
        tier = rf"(?:{shorts})"
        tier += rf"(?=(?:(?:、|和|与|及|，)(?:{shorts}))*"
        tier += "(?:的|[两三四]个?)?(?:城市|行列|梯队|阵营|序列|水平|之列|级别|档))"
        tier += rf"|(?:{shorts})(?=共?有?(?:[0-9０-９]{{1,3}}[个座家城]|[两二三四五六七八九十]{{1,3}}[座城市]))"
        long = "|".join(re.escape(short) for short in self._short_tiers if len(short) > 2)  # 新一线 is nothing else
        tier += rf"|(?:{long or '(?!)'})"
        tier += rf"|(?<=[座个])(?:{shorts})(?=[，。；、]|$)"
        ends = "".join({short[-1] for short in self._short_tiers}) or "线"  # 都落在三线、四线
        tier += rf"|(?<=[{ends}][、和与])(?:{shorts})(?=[，。；、]|$)"
        tier += rf"|(?:{shorts})(?=名单|首位|末位|之首|之末|榜首|垫底)"
        tier += rf"|(?<![第])(?:{shorts})(?=之上|之下|的?门槛|的大门)"
        tier += rf"|(?<![\d第])(?:{shorts})(?=(?:一口气|一下子|一举|则|却|也|又)?净?[增减多少](?:加|了|至|到)?\d)"
        tier += rf"|(?<=领衔|领跑)(?:{shorts})(?=[，。；、]|$)"
        units = _alternation(name for name, (letter, _) in self._names.items() if letter == "U" and name)
        tier += rf"|(?<![\d第])(?:{shorts})(?=的(?:{units}))"  # 四线的石嘴山
        tier += rf"|(?<=[比与较])(?:{shorts})(?=[多少高低]|要[多少高低])"
        tier += rf"|(?<=[为入属是列于身到了进在])(?:{shorts})(?=[，。；、和与及]|的[是为有]|$)"
        tier += rf"|(?<=[在入于列到了进、，与和及而])(?:{shorts})"
        tier += "(?=不足|不到|超过|超|占|仅|只|近|约|以上|及以上|的[0-9一二三四五六七八九十两])"
        tier += rf"|(?:{shorts})(?=[、与和及](?:{shorts})(?:合计|共|两|占|以上|的|加起来|相加|合起来|总共|一共))"
        tier += rf"|(?<=[与和及、])(?:{shorts})(?=合计|共|加起来|相加|合起来|总共|一共)"
        self._pattern = re.compile(
            rf"(?P<Y>{marks.DATE})|(?P<K>{marks.QUADRANT})|(?P<T>{tier})|(?P<B>{self._misnomers()})"
            rf"|(?P<name>(?:{self._proper()}))|(?P<A>{shorthand.RUN})|(?P<E>{marks.TOP})|(?P<O>{marks.ORDINAL})|(?P<L>{marks.LEVEL})"
            rf"|(?P<fixed>{marks.FIXED})|(?P<V>{marks.PAIR})|(?P<counted>{counted})|(?P<N>{numerals.NUMBER})|(?P<word>{words})"
        )

    # --- what is known ------------------------------------------------------------------------
    def _proper(self) -> str:
        """Return a pattern of the names proper, which go before numbers and words; longest first."""
        return _alternation(name for name, (letter, _) in self._names.items() if letter in "UXPCRTI" and name)

    def _guards(self) -> dict[str, str]:
        """Return, for words whose end begins a name, what must not follow them: 比重 before 庆."""
        names = [name for name, (letter, _) in self._names.items() if letter in "UXPC"]
        rests: dict[str, set[str]] = {}
        for name in names:
            for cut in range(1, len(name)):
                rests.setdefault(name[:cut], set()).add(name[cut:])
        guards = {}
        for word in ("分居", "分列", "分获", "分属", "分差"):  # 64.5分居首: 分 belongs to the number
            guards[word] = f"(?<![0-9一二三四五六七八九十百]{word})"
        for word in vocabulary.MOVES:  # 跌到77.3分 is no rank
            guards[word] = r"(?=了?(?:[^，。；、第]{0,5})第)"
        for word in ("居前", "靠前", "靠后"):  # 居前三位: 前三位 belongs together
            guards[word] = rf"(?!\d|{numerals.CHINESE})"
        for word in vocabulary.letters():
            ends = {rest for cut in range(1, len(word)) for rest in rests.get(word[cut:], ())}
            if ends:
                guards[word] = guards.get(word, "") + f"(?!{'|'.join(map(re.escape, sorted(ends)))})"
        return guards

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
            if match.lastgroup == "A":
                yield from self._places(match)
            else:
                yield self._token(match)
            last = match.end()
        yield from _between(text, last, len(text))

    def _places(self, match: re.Match[str]) -> Iterator[Token]:
        """Yield the places of 北上杭深 as a list: a name a character, with marks of no width between."""
        names = shorthand.places(match.group(), match.string[match.end() :])
        known = [self._names.get(name, ("?", None)) for name in names]
        if not names or any(letter not in "UXP" for letter, _ in known):
            yield from _between(match.string, *match.span())
            return
        for number, (letter, meaning) in enumerate(known):
            start = match.start() + number
            if number:
                yield Token("、", start, start, "")
            yield Token(letter, start, start + 1, match.string[start], meaning)

    def _token(self, match: re.Match[str]) -> Token:
        kind, text = match.lastgroup or "", match.group()

        def make(letter: str, meaning: object = None) -> Token:
            return Token(letter, match.start(), match.end(), text, meaning)

        match kind:
            case "name" | "word" | "counted":
                letter, meaning = self._names[text]
                return make(letter, meaning)
            case "T":
                return make("T", self._short_tiers[text])
            case "B":
                return make("P", Misnomer(self._right[text]))
            case "K":
                return make("K", marks.read_quadrant(text))
            case "E":
                return make("E", marks.read_top(text))
            case "O":
                ranks = marks.read_ranks(text)
                return make("O", ranks) if ranks else make("?")
            case "L":
                return make("L", marks.read_levels(text))
            case "N":
                number = numerals.read_number(text)
                around = match.string
                if number is None:
                    return make("?")
                hedge = numerals.hedge(around[: match.start()][-6:], around[match.end() :][:5])
                return make("N", replace(number, hedge=hedge or number.hedge))
            case "V":
                return make("V", marks.read_pair(text))
            case "fixed":
                return make("?")
        return make(kind)


def _alternation(words: Iterable[str], guards: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a pattern of words, the longest first, grouped by first character so that most are skipped.

    `guards` are patterns to stand behind a word.
    """
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[0], []).append(re.escape(word[1:]) + guards.get(word, ""))
    starts = "".join(re.escape(head) for head in heads)
    groups = (f"{re.escape(head)}(?:{'|'.join(tails)})" for head, tails in heads.items())
    return rf"(?=[{starts}])(?:{'|'.join(groups)})"


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
        known = after is not None and after.letter in "UX" and after.start == token.end
        place = marks.INNER.match(text, token.end) if token.letter in "UXP" and not known else None
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
            tokens[position + 1] = Token(
                after.letter, token.start, after.end, token.text + after.text, meaning
            )
        else:
            yield token
        position += 1


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


def tier_scope(facts: Facts, index: int) -> Scope:
    """Return a tier as a scope."""
    tier, members = facts.tiers[index]
    return Scope(tier.name, members)
