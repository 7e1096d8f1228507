"""What may stand in a cell that names a unit, and what of it counts."""

from __future__ import annotations

import unicodedata

LONGEST = 20  # characters; no unit of the country has a longer name

INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u3164\ufeff\uffa0")
DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNFIT_FOR_FILES = frozenset('/\\:*?"<>|\n\r\t')

# Radicals that text copied from a PDF holds in place of the characters (U+2E80–2EFF; NFKC leaves them alone).
RADICALS = str.maketrans("⺠⻁⻄⻅⻉⻋⻓⻔⻘⻛⻜⻝⻢⻥⻦⻩⻬⻰", "民虎西见贝车长门青风飞食马鱼鸟黄齐龙")


def visible(name: str) -> str:
    """Return the name without spaces and invisible characters, variant forms folded (NFKC, radicals)."""
    seen = (c for c in name.strip() if c not in INVISIBLE and (not c.isspace() or c in UNFIT_FOR_FILES))
    return unicodedata.normalize("NFKC", "".join(seen)).translate(RADICALS)


def name_fault(given: str, clean: str) -> str:
    """Return the code of what makes a text unfit to be a name, empty if nothing does."""
    if any(_invalid(c) for c in given):
        return "E313"
    if any(c in UNFIT_FOR_FILES or c in DIRECTION for c in given.strip()) or set(clean) == {"."}:
        return "E311"
    return "E310" if len(clean) > LONGEST else ""


def _invalid(character: str) -> bool:
    """Return whether XML 1.0 forbids the character: controls, lone surrogates, U+FFFE and U+FFFF."""
    point = ord(character)
    if point < 32:
        return character not in "\t\n\r"
    return 0x7F <= point <= 0x9F or 0xD800 <= point <= 0xDFFF or point & 0xFFFE == 0xFFFE
