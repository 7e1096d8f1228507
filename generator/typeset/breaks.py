"""Where a line may break: a price for every place between two characters.

Prices below LOOSE are legal breaks; the dearer a place, the worse. From LOOSE up a place is closed and
opens only inside a piece wider than the measure, the cheapest level first.
Sources: UAX #14, CLREQ §3.1.3, GB/T 15834-2011 §5.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import add

from generator.typeset.classes import LATIN, NO_END, NO_START

LOOSE = 1e4  # between a number and its unit
TIGHT = 1e6  # inside a word or a number
KINSOKU = 1e8  # before a closing mark, after an opening one
NEVER = 1e12  # inside a dash, an ellipsis, a cluster

BEFORE_DASH = 3000.0
BEFORE_ELLIPSIS = 5000.0
JOINT_OF_URL = 150.0

_CLASSIFIERS = (
    "年月日时分秒号个家座项条次名位人户所倍度元角吨克斤米里亩升瓦伏安赫岁级类种批届期章节篇页图表款台辆套件"
    "省市县区州镇乡村国城校院站点处栋层楼室字词句集部天周季折成股只枚张片块根支组队群代轮场门科系网线路段"
)
_UNITS = (
    "平方千米|平方公里|平方米|平方厘米|立方米|公顷|公里|千米|厘米|毫米|微米|纳米|英里|海里|公斤|千克|毫克|吨公里|标准煤|"
    "千瓦时|兆瓦时|千瓦|兆瓦|吉瓦|毫升|小时|分钟|毫秒|微秒|个百分点|百分点|个月|人次|季度|年代|年度|月份|世纪|周年|"
    "美元|欧元|日元|英镑|港元|人民币|摄氏度|字节|比特|赫兹|车次|架次|标箱|机架|公顷|户次|人民"
)
_LATIN_UNITS = (
    "[kKMGTPE]?(?:[bB](?:ps|it)?|B/s|W|Wh|Hz|V|A|g|m|cm|mm|km|t|L|J|Pa|eV)|mm|cm|km²?|kg|mg|m[²³]|nm|μm|ms|s|h|"
    "min|dB|°C|EFLOPS|PFLOPS|FLOPS|pt|px|USD|RMB|CNY|EUR"
)
# Bounded, as every repetition here, so that no text takes quadratic time.
_NUMBER = r"[0-9０-９](?:[0-9０-９.,:]{0,30}[0-9０-９])?(?:[%‰％])?"

# Every match is kept whole at the price LOOSE, and what follows its group, a unit, at twice that.
KEPT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"({_NUMBER})[ \u00a0]?[多余几]?(?:万亿|千亿|百亿|十亿|千万|百万|十万|[万亿千百])?[多余]?"
        rf"(?:{_UNITS}|[{_CLASSIFIERS}](?:[亿万]?[元人])?|(?<=[万亿千百多余]))",
        rf"{_NUMBER} (?:{_LATIN_UNITS})(?![A-Za-z])",
        rf"[¥$€£￥＄￡№+\-−±≥≤≈＞＜~～约第][ ]?{_NUMBER}",
        r"(?:[图表第式]|附[图表录]) ?(?:[A-Z][-.－–])?[0-9０-９]{1,9}(?:[-.－–][0-9]{1,9}){0,4}",
        rf"{_NUMBER} ?[～~—–\-－/:：∶·] ?{_NUMBER}",
        rf"{_NUMBER} ?[%‰％℃°]C?",
        r"[0-9０-９]{1,15}．[0-9０-９]{1,15}[%％‰]?",
        r"(?:No|Vol|pp?|Fig|Tab|Eq|Ch)\. ?[0-9]+",
    )
)
_DIGIT = re.compile("[0-9０-９]")

_URL = re.compile(
    r"(?:[a-z][a-z0-9+.\-]{1,20}://|www\.)[!-~]+"
    r"|(?<![0-9.])10\.[0-9]{4,9}/[!-~]+"  # a DOI
    r"|[A-Za-z0-9._\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,6}[A-Za-z]{2,24}"
    r"|(?:[A-Za-z0-9\-]{1,63}\.){1,6}(?:com|cn|org|net|gov|edu|io|info|int|eu|uk|de|jp|hk|tw|mo)"
    r"(?![A-Za-z0-9])(?:/[!-~]*)?",
    re.IGNORECASE,
)
_URL_JOINT = re.compile(r"//+(?=[^/])|(?<![/:])/(?=[^/])|[.?&=_](?=[A-Za-z0-9%#/])|[A-Za-z0-9](?=-)")
# No line ends in a hyphen: poppler and pdfium would take it for a word division and drop it.
_HYPHEN = re.compile("[-\u2010](?! )")
# Where a path, an identifier or a list of alternatives too wide for its line is cut first.
_WORD_JOINT = re.compile(
    r"[/\\_&=+](?=[A-Za-z0-9])|(?<=[A-Za-z0-9])[.](?=[A-Za-z])|%[0-9A-Fa-f]{2}(?=%[0-9A-Fa-f]{2})"
)
_MINUS = re.compile(r"(?<![A-Za-z0-9)\]%.\-–])[-–−](?=[0-9])")
# The plus of a name (互联网+) belongs to the word before it; before a figure it is a sign (同比+7.5%).
_PLUS = re.compile(r"(?<=\w)[+＋](?![0-9０-９.$¥€£￥＄￡])")
_AROUND_SPACE = re.compile(r"([Oo])(S+)")


class _PairPrices(dict[str, float]):
    """The price between two class letters, worked out when first asked for."""

    def __missing__(self, pair: str) -> float:
        price = self[pair] = _pair_price(pair[0], pair[1])
        return price


def _pair_price(left: str, right: str) -> float:
    if right == "M" or left + right in {"DD", "EE"}:
        return NEVER
    if right in "BSZ":
        return KINSOKU
    if left in "BZ":
        return 0.0
    if left in "Gg" or right in "Gg" or left + right == "JJ":
        return KINSOKU
    if right in NO_START or left in NO_END:
        if left in LATIN and right in LATIN:
            return TIGHT
        return 2 * KINSOKU if right in "Ts" else KINSOKU  # a solidus, if it must, ends a line
    if left == "S":
        return 0.0
    if (left in LATIN and right in LATIN) or left + right == "ff":
        return TIGHT
    if left in "Rr" and right in "9Af":
        return 2 * LOOSE  # where a number and its unit must part, the sign stays with the number
    return {"D": BEFORE_DASH, "E": BEFORE_ELLIPSIS}.get(right, 0.0)


_PRICES = _PairPrices()


def break_prices(text: str, letters: str) -> Sequence[float]:
    """Return for every character the price of a break before it; `letters` are its classes.

    The first price is NEVER. A break after a line end is the caller's to force.
    """
    # Short texts are mostly figures with a sign or a word. Which digits they are changes no price.
    return _short_prices(text.translate(_ALIKE), letters) if len(text) <= _SHORT else _prices(text, letters)


_SHORT = 16  # characters
_ALIKE = str.maketrans("0123456789", "0" * 10)


@lru_cache(maxsize=4096)
def _short_prices(text: str, letters: str) -> tuple[float, ...]:
    return tuple(_prices(text, letters))


def _prices(text: str, letters: str) -> list[float]:
    prices = [NEVER, *map(_PRICES.__getitem__, map(add, letters, letters[1:]))]
    if "M" in letters:
        _join_clusters(text, letters, prices)
    if "S" in letters:
        for match in _AROUND_SPACE.finditer(letters):
            if match.end() < len(prices):
                prices[match.end()] = KINSOKU
    if _DIGIT.search(text):
        _keep_numbers(text, prices)
    if "q" in letters:
        _place_straight_quotes(letters, prices)
    if "-" in text or "\u2010" in text:
        for match in _HYPHEN.finditer(text, 0, len(text) - 1):
            prices[match.end()] = max(prices[match.end()] * 2, LOOSE)
            if prices[match.start()] == TIGHT:  # a word too wide for its line is cut here first
                prices[match.start()] = 2 * LOOSE
    if "+" in text or "＋" in text:
        for match in _PLUS.finditer(text):
            prices[match.start()] = max(prices[match.start()], KINSOKU)
    for match in _WORD_JOINT.finditer(text):
        if prices[match.end()] == TIGHT:
            prices[match.end()] = 2 * LOOSE
    if "." in text or "://" in text:
        _open_urls(text, letters, prices)
    return prices


def _join_clusters(text: str, letters: str, prices: list[float]) -> None:
    """Close the place after a zero-width joiner, and after marks what their base would close."""
    for at in range(1, len(text)):
        if text[at - 1] == "\u200d" and letters[at] != "S":
            prices[at] = NEVER
        elif letters[at - 1] == "M" and letters[at] != "M":
            base = at - 1
            while base > 0 and letters[base] == "M":
                base -= 1
            prices[at] = _PRICES[letters[base] + letters[at]] if letters[base] != "M" else prices[at]


def _keep_numbers(text: str, prices: list[float]) -> None:
    for match in _MINUS.finditer(text):  # a sign before a number may start a line
        at = match.start()
        if at and prices[at] == KINSOKU and not text[at - 1].isspace():
            prices[at] = 0.0
        prices[at + 1] = max(prices[at + 1], 2 * LOOSE)
    for pattern in KEPT:
        for match in pattern.finditer(text):
            unit = match.end(1) if pattern.groups else match.end()
            for at in range(match.start() + 1, match.end()):
                if prices[at] < LOOSE:
                    prices[at] = LOOSE if at <= unit else 2 * LOOSE


def _place_straight_quotes(letters: str, prices: list[float]) -> None:
    """Let straight quotes between other signs open and close in turn."""
    opening = True
    for at, letter in enumerate(letters):
        if letter != "q":
            continue
        inside_word = 0 < at < len(letters) - 1 and letters[at - 1] in "A9" and letters[at + 1] in "A9"
        if inside_word:
            continue
        closed = at + 1 if opening else at
        if 0 < closed < len(prices):
            prices[closed] = max(prices[closed], KINSOKU)
        opening = not opening


def _open_urls(text: str, letters: str, prices: list[float]) -> None:
    for match in _URL.finditer(text):
        end = match.end()
        while end > match.start() and text[end - 1] in ".,;:!?)]}'\"":
            end -= 1
        for at in range(match.start() + 1, end):
            prices[at] = max(prices[at], TIGHT)
        for joint in _URL_JOINT.finditer(text, match.start(), end):
            if joint.end() < end and letters[joint.end()] != "M":
                prices[joint.end()] = JOINT_OF_URL
