"""What may stand in a cell that names a unit, and what of it counts."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 20  # Chinese characters, or twice as many letters; no unit of the country has a longer name

INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u3164\ufeff\uffa0")
DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNFIT_FOR_FILES = frozenset('/\\:*?"<>|\n\r\t')


# Radicals that text copied from a PDF holds in place of the characters (U+2E80–2EFF; NFKC leaves them alone).
RADICALS = str.maketrans("⺠⻁⻄⻅⻉⻋⻓⻔⻘⻛⻜⻝⻢⻥⻦⻩⻬⻰", "民虎西见贝车长门青风飞食马鱼鸟黄齐龙")


# Traditional characters in names of provinces and cities.
SIMPLIFIED = str.maketrans(
    "慶臺廣東瀋陽濟鄭長漢寧貴蘭煙連龍興爾濱滬蘇揚鎮鹽錫無溫紹麗蕪馬銅鳳廈撫饒贛萬棗濰臨開許駐荊黃嶽婁張關頭遠雲欽賓來榮貢瀘綿內樂達資義畢節紅臘納"
    "齊雙鴨綏嶺圖倫貝烏盤錦蘆營順遼邊寶雞鷄銀隴樹吳衛魯維莊門縣區島膠萊滄隨滙潯環楊漣贊澤薩儀",
    "庆台广东沈阳济郑长汉宁贵兰烟连龙兴尔滨沪苏扬镇盐锡无温绍丽芜马铜凤厦抚饶赣万枣潍临开许驻荆黄岳娄张关头远云钦宾来荣贡泸绵内乐达资义毕节红腊纳"
    "齐双鸭绥岭图伦贝乌盘锦芦营顺辽边宝鸡鸡银陇树吴卫鲁维庄门县区岛胶莱沧随汇浔环杨涟赞泽萨仪",
)
# Characters that are typed for one another in such names: from the wrong to the right.
CONFUSED = (
    str.maketrans("洲毫刑粱沪璞彬咸瞻栾", "州亳邢梁泸濮郴威儋滦"),
    str.maketrans("州", "洲"),
)

# What stands for another character without meaning anything else: full-width forms and Kangxi radicals.
_FORMS = {
    point: unicodedata.normalize("NFKC", chr(point))
    for point in (0x3000, *range(0xFF01, 0xFF5F), *range(0x2F00, 0x2FD6))
}


def folded(text: str) -> str:
    """Return a text with full-width forms and radicals as plain characters, composed (NFC).

    Circled and raised digits stay: a ② or ² behind a number is a footnote, not a digit.
    """
    return unicodedata.normalize("NFC", text).translate(_FORMS)


_BETWEEN_LATIN = re.compile(r"(?<=[^\W\d_])[ \u00a0]+(?=\(?[^\W\d_])")
"""Blanks between two letters; those between Chinese characters go, those of Latin names (Willow Bay) stay."""


def visible(name: str) -> str:
    """Return the name without invisible characters, and without spaces but those between words of Latin
    letters, variant forms folded."""
    if name.isascii() or "\u00c0" <= max(name) < "\u0250":
        name = _BETWEEN_LATIN.sub("\u2028", name.strip())
    seen = (
        " " if c == "\u2028" else c
        for c in name.strip()
        if c == "\u2028" or (c not in INVISIBLE and (not c.isspace() or c in UNFIT_FOR_FILES))
    )
    return folded("".join(seen)).translate(RADICALS)


_FULL_BRACKETS = str.maketrans("()", "（）")
_HALF_BRACKETS = str.maketrans("（）", "()")
_HAN = re.compile("[\u3400-\u9fff]")


def printed(name: str) -> str:
    """Return a clean name as it is printed: brackets in a Chinese name are full-width (GB/T 15834-2011 §4.9)."""
    return name.translate(_FULL_BRACKETS) if _HAN.search(name) else name


def unbracketed(name: str) -> str:
    """Return a name with half-width brackets, so that names that differ in those alone are one."""
    return name.translate(_HALF_BRACKETS)


def odd_characters(name: str) -> str:
    """Return what of a name is unfit (E311), as printed: a line end as U+000A."""
    odd = dict.fromkeys(c for c in name.strip() if c in UNFIT_FOR_FILES or c in DIRECTION) or dict.fromkeys(name)
    return " ".join(c if c.isprintable() and not c.isspace() else f"U+{ord(c):04X}" for c in odd)


def name_fault(given: str, clean: str) -> str:
    """Return the code of what makes a text unfit to be a name, empty if nothing does."""
    if any(_invalid(c) for c in given):
        return "E313"
    if any(c in UNFIT_FOR_FILES or c in DIRECTION for c in given.strip()) or set(clean) == {"."}:
        return "E311"
    return "E310" if sum(1 if c.isascii() else 2 for c in clean) > 2 * LONGEST else ""


def _invalid(character: str) -> bool:
    """Return whether XML 1.0 forbids the character: controls, lone surrogates, U+FFFE and U+FFFF."""
    point = ord(character)
    if point < 32:
        return character not in "\t\n\r"
    return 0x7F <= point <= 0x9F or 0xD800 <= point <= 0xDFFF or point & 0xFFFE == 0xFFFE
