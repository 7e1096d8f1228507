"""Names: provinces called what they are not, provinces outside the region, units misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.claims.binding import Bound
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.facts import Scope
from generator.claims.lexicon import Misnomer
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL

# What a government does: the province before such a verb is the subject of the report's own story.
_DEEDS = re.compile(
    r"^(?:也|还|又|已|先后|相继|陆续|正式|率先|随后)*(?:出台|发布|印发|颁布|公布|制定|提出|推出|启动|实施|出版|编制|审议通过|通过|把|将|全面实施|大力发展|加快)"
)
_FARTHER = (
    "比",
    "与",
    "和",
    "同",
    "较",
    "如",
    "例如",
    "学习",
    "借鉴",
    "对标",
    "东部",
    "沿海",
    "合作",
    "对口",
    "以外",
    "之外",
    "全国",
)


def read_misnomer(check: Check, match: re.Match[str]) -> None:
    """Read 广西省, 宁夏市: a province with an ending that is not its own."""
    token = check.tokens[match.start()]
    if not isinstance(token.meaning, Misnomer):
        return
    bound = Bound(keys=((TOTAL,),))
    outcome = Outcome(Verdict.FALSE, f"规范名称为{token.meaning.right}")
    check.add(
        Kind.NAME, match.start(), match.end(), outcome, bound, stated=token.text, near=token.meaning.right
    )


def read_stranger(check: Check, match: re.Match[str]) -> None:
    """Read 江西省出台…: a province outside the region as the one whose deeds are told."""
    token = check.tokens[match.start("place")]
    paper, text = check.facts.paper, check.reading.sentence.text
    if paper.is_national or not isinstance(token.meaning, Scope) or token.meaning.units:
        return
    if token.text != token.meaning.name or any(word in text[: token.start] for word in _FARTHER):
        return
    if not _DEEDS.match(text[token.end :]) or check.letters[
        match.start("place") - 1 : match.start("place")
    ] in ("、", "&", "c"):
        return
    homes = "、".join(check.facts.provinces())
    outcome = Outcome(Verdict.FALSE, f"{token.text}不属{paper.region}；得分表只有{homes}")
    check.add(Kind.SCOPE, match.start(), match.end(), outcome, Bound(keys=((TOTAL,),)), stated=token.text)


_NAMED = re.compile(
    r"(?:^|(?<=[，、；：和与及]))(?P<name>[\u4e00-\u9fff]{2,6}?)(?:市|州)?(?=得分|综合|排名|位列|位居|名列|以\d|、|和|进入|跻身|的得分|的综合)"
)


def read_misspelt(check: Check, match: re.Match[str]) -> None:
    """Read 乌鲁木其市得分…: an unknown name in the place of a unit, one character off a known one."""
    if not set("srxOE") & set(check.letters):
        return
    known = {unit.name for unit in check.facts.units.values()}
    for found in _NAMED.finditer(check.reading.sentence.text):
        word = re.sub("[一二三四五六七八九十]$", "", found.group("name"))
        if len(word) < 3 and not re.search("[UX][、&]", check.letters):
            continue
        near = (
            list(_near(check, word))
            if word not in known and not _is_known(check, found.start(), found.end())
            else []
        )
        if len(near) != 1 or (len(word) < 3 and not _in_list(check, found.start(), found.end())):
            continue
        place = next(n for n, token in enumerate(check.tokens) if token.end > found.start())
        outcome = Outcome(Verdict.FALSE, f"得分表中没有{word}，相近的有{near[0]}")
        check.add(Kind.NAME, place, place + 1, outcome, Bound(keys=((TOTAL,),)), stated=word, near=near[0])


def _is_known(check: Check, start: int, end: int) -> bool:
    """Return whether names that are known lie in a stretch of text."""
    return any(t.start < end and t.end > start and t.letter in "UXPCITL" for t in check.tokens)


def _in_list(check: Check, start: int, end: int) -> bool:
    """Return whether units stand on both sides of a word, with 、 between."""
    before = next((n for n, t in enumerate(check.tokens) if t.start >= start), 0)
    after = next((n for n, t in enumerate(check.tokens) if t.start >= end), len(check.tokens))
    return check.letters[:before].endswith(("U、", "U&")) and check.letters[after : after + 2] in (
        "、U",
        "&U",
    )


def _near(check: Check, word: str) -> Iterator[str]:
    """Yield the names of units that differ from a word in one character, at the same length."""
    for unit in check.facts.units.values():
        if len(unit.name) == len(word) and unit.name != word:
            off = sum(a != b for a, b in zip(unit.name, word, strict=True))
            if off == 1 or sorted(unit.name) == sorted(word):
                yield unit.name


RULES: tuple[Rule, ...] = (
    rule(r"P", read_misnomer),
    rule(r"(?:^|(?<=[,;Y]))(?P<place>P)", read_stranger),
    rule(r"^.", read_misspelt),
)
