"""Numbers as Chinese papers write them: 45.3, １２, 第十一, 六成, 三分之二, 百分之三十, 1.2万.

A number keeps the step of its last printed digit, because a reader takes 45.6 as right for
45.58 and not for 45.68 (GB/T 8170, rounding half up at the printed digit).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
CHINESE = r"[零〇一二三四五六七八九十百千两]+"

Hedge = Literal["", "about", "nearly", "over", "under", "least", "most", "more", "less"]

# What stands around a number and how it loosens it; the first that fits counts.
_BEFORE: tuple[tuple[Hedge, str], ...] = (
    ("least", r"(?:至少|不少于|不低于)$"),
    ("most", r"(?:至多|最多|不多于|不高于|不超过)$"),
    ("about", r"(?:大约|约为|约有|约占|约达|约|大致|大体)$"),
    ("nearly", r"(?:接近|将近|近乎|逼近|近)$"),
    ("over", r"(?:超过|超出|超|逾|突破|跨过|站上|迈过|越过|多于|高于|大于)$"),
    ("under", r"(?:不足|不到|不及|少于|低于|小于|未达到|未达|未满)$"),
)
_AFTER: tuple[tuple[Hedge, str], ...] = (
    ("about", r"^(?:分|个|座|%|名|位|家|所)?(?:左右|上下)"),
    ("least", r"^(?:分|个|座|%|名|位|家|所)?(?:及以上|以上)"),
    ("most", r"^(?:分|个|座|%|名|位|家|所)?(?:及以下|以下)"),
    ("over", r"^(?:余|多)"),
    ("more", r"^强(?=[,，。；、]|$)"),
    ("less", r"^弱(?=[,，。；、]|$)"),
)


@dataclass(frozen=True)
class Number:
    """A number read: its value (a share is 0–1), the step of its last digit, and its hedge."""

    value: float
    step: float
    share: bool = False
    hedge: Hedge = ""
    decimals: int = 0

    def fits(self, true: float) -> bool:
        """Return whether a reader would accept the number for the value `true`."""
        slack = self.step * 1e-6
        match self.hedge:
            case "about":
                return abs(true - self.value) <= max(self.step, abs(self.value) * 0.05) + slack
            case "nearly":
                return self.value * 0.9 - slack <= true <= self.value + self.step / 2 + slack
            case "over":
                return self.value - slack <= true <= self.value * 1.2 + 10 * self.step
            case "under":
                return self.value * 0.8 - 10 * self.step <= true < self.value + slack
            case "more":  # 三分之一强
                return self.value - slack <= true <= self.value * 1.15
            case "less":
                return self.value * 0.85 <= true <= self.value + slack
            case "least":
                return true >= self.value - slack
            case "most":
                return true <= self.value + slack
        return abs(true - self.value) <= slack or _rounded(true, self.step) == _rounded(self.value, self.step)

    def is_whole(self) -> bool:
        """Return whether this is a plain whole number that nothing loosens."""
        return not self.share and self.value == int(self.value) and self.decimals == 0


def _rounded(value: float, step: float) -> Decimal:
    unit = Decimal(repr(step))
    return (Decimal(repr(round(value, 9))) / unit).quantize(Decimal(1), ROUND_HALF_UP)


def hedge(before: str, after: str) -> Hedge:
    """Return how the words around a number loosen it; empty for a plain statement."""
    for name, pattern in _BEFORE:
        if re.search(pattern, before):
            return name
    for name, pattern in _AFTER:
        if re.search(pattern, after):
            return name
    return ""


def whole(text: str) -> int | None:
    """Return a whole number in Arabic or Chinese digits (十一, 二十六, 一百零五, 11), None if it is none."""
    if re.fullmatch(r"\d{1,9}", text):
        return int(text)
    if not text or any(c not in _DIGITS and c not in _SMALL and c not in _LARGE for c in text):
        return None
    if not any(c in _SMALL or c in _LARGE for c in text):
        return int("".join(str(_DIGITS[c]) for c in text)) if len(text) == 1 or "〇" in text else None
    total, section, digit = 0, 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL:
            section += (digit or 1) * _SMALL[character]
            digit = 0
        else:
            total += (section + digit) * _LARGE[character]
            section = digit = 0
    return total + section + digit


def read_number(text: str) -> Number | None:
    """Return the number a token shows, a share where it is written as one; None if it is none."""
    for pattern, reader in _READERS:
        if found := re.fullmatch(pattern, text):
            return reader(*found.groups())
    return None


def _percent(digits: str) -> Number | None:
    plain = _plain(digits, "")
    if plain is None:
        return None
    return Number(plain.value / 100, plain.step / 100, share=True, decimals=plain.decimals)


def _tenths(tens: str, more: str | None) -> Number | None:
    count = whole(tens)
    if count is None or not 0 < count <= 10:
        return None
    rest = 0.5 if more == "半" else _DIGITS[more] / 10 if more else 0.0
    return Number((count + rest) / 10, (0.05 if more == "半" else 0.01) if more else 0.1, share=True)


def _fraction(bottom: str, top: str) -> Number | None:
    lower, upper = whole(bottom), whole(top)
    if not lower or upper is None or upper > lower:
        return None
    return Number(upper / lower, 0.02, share=True, hedge="about")


def _ratio(top: str, bottom: str) -> Number | None:
    return _fraction(bottom, top)


def _half() -> Number:
    return Number(0.5, 0.02, share=True, hedge="about")


def _plain(digits: str, scale: str | None) -> Number | None:
    bare = digits.replace(",", "")
    decimals = len(bare.partition(".")[2])
    size = 1
    for character in scale or "":
        size *= _LARGE.get(character) or _SMALL[character]
    return Number(float(bare) * size, 10.0**-decimals * size, decimals=decimals)


def _words(text: str) -> Number | None:
    front, _, back = text.partition("点")
    value = whole(front)
    if value is None or (back and any(c not in _DIGITS for c in back)):
        return None
    decimals = "".join(str(_DIGITS[c]) for c in back)
    return Number(float(f"{value}.{decimals or 0}"), 10.0 ** -len(decimals), decimals=len(decimals))


_READERS = (
    (rf"({ARABIC})%", _percent),
    (rf"百分之({ARABIC})", _percent),
    (rf"百分之({CHINESE}(?:点{CHINESE})?)", lambda t: _from_words(t)),
    (rf"({CHINESE}|\d+)成([半一二三四五六七八九])?", _tenths),
    (rf"({CHINESE}|\d+)分之({CHINESE}|\d+)", _fraction),
    (r"(\d{1,2})/(\d{1,2})", _ratio),
    (r"(?:过半数?|半数以上|超半数)", lambda: Number(0.5, 0.05, share=True, hedge="over")),
    (r"(?:一半|半数)", _half),
    ("半百", lambda: Number(50.0, 1.0)),
    (rf"({ARABIC})([万亿千百]*)", _plain),
    (rf"({CHINESE}(?:[万亿]{CHINESE}?)*(?:点{CHINESE})?)", _words),
)

NUMBER = (
    rf"{ARABIC}%|百分之(?:{ARABIC}|{CHINESE}(?:点{CHINESE})?)|(?:[一两二三四五六七八九]|\d)成(?!立|为|果|效|都|渝|员|熟|长|就|本|功|分|型|品|片|群|绩|交)"
    rf"(?:半|[一二三四五六七八九](?![个座家所项名位市城]))?"
    rf"|{CHINESE}分之{CHINESE}|\d+分之\d+|(?<!\d)1/\d{{1,2}}(?!\d)|过半(?!百)数?|超半数|半数以上|一半|半数|半百|{ARABIC}[万亿千百]*"
    rf"|{CHINESE}(?:[万亿]{CHINESE}?)*(?:点{CHINESE})?"
)


def _from_words(text: str) -> Number | None:
    number = _words(text)
    if number is None:
        return None
    return Number(number.value / 100, number.step / 100, share=True, decimals=number.decimals)
