"""The class of every character for line breaking and spacing.

One letter a class, so that rules over a text are regular expressions over a string of equal length.
Upper case is set from the Chinese face, lower case (and A, 9) belongs to Latin words:

I ideograph or other wide sign   A letter   9 digit            f full-width letter or digit
O o opening mark                 C c closing mark or bracket   X x stop (，。、；：？！ , . ; : ? !)
N n connector (· ～ – -)         T s solidus                   D dash   E ellipsis
U u after a number or word (% ‰ ℃ ㎡ ™)       R r before a number (￥ $ №)  p other sign of a Latin word
S space   g no-break space   G joiner without width   Z zero-width space   B line end
M mark or control that belongs to what precedes it   J regional indicator   q straight quote

Sources: CLREQ §3.1 (line-start and line-end prohibition), GB/T 15834-2011 §5.1, UAX #14.
"""

from __future__ import annotations

import re
import unicodedata

NAMED: dict[str, str] = {
    "O": "（《〈「『【〔〖［｛｟〘〚〝",
    "C": "）》〉」』】〕〗］｝｠〙〛〞〟",
    "X": "，。、；：？！．︰﹐﹑﹒﹔﹕﹖﹗｡､‼⁇⁈⁉",
    "N": "·‧・･～〜゠々〻ーｰゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ",
    "T": "／",
    "D": "—⸺⸻―",
    "E": "…⋯",
    "U": "％‰‱℃℉￠®™℠㎎㎏㎜㎝㎞㎡㎢㎥㏄㏎",
    "R": "￥＄￡￦№≥≤≈≧≦＞＜±＋－＃",
    "o": "([{«‹",
    "c": ")]}»›",
    "x": ",.;:?!*†‡",
    "n": "-–‐\u2011~",
    "s": "/",
    "u": "%°′″¢ªº",
    "r": "$¥€£₩₹₽#§",
    "q": "\"'",
    "S": " \t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u1680",
    "g": "\u00a0\u2007\u202f",
    "G": "\u2060\ufeff",
    "Z": "\u200b",
    "B": "\n\r\x0b\x0c\x85\u2028\u2029",
}
QUOTES = "“”‘’"
QUOTE_CLASSES = {"“": "Oo", "‘": "Oo", "”": "Cc", "’": "Cc"}
LATIN = frozenset("A9ocxnsurpq")
NO_START = frozenset("CcXxNnTsUu")
NO_END = frozenset("OoTs")
FARTHEST = 40  # characters a quote looks for its surroundings
_PAIRS = {"“": "”", "‘": "’"}


class _Classes(dict[int, str]):
    """Class letters by code point, worked out when first asked for."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _classify(chr(code))
        return letter


def _classify(char: str) -> str:
    category = unicodedata.category(char)
    wide = unicodedata.east_asian_width(char)
    code = ord(char)
    if category in {"Mn", "Mc", "Me", "Cc", "Cf"} or 0x1F3FB <= code <= 0x1F3FF:
        return "M"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "J"
    if 0xFF10 <= code <= 0xFF5A and category[0] in "LN":
        return "f"
    if unicodedata.decomposition(char).startswith(("<super>", "<sub>")):
        return "u"
    if wide in "WF" or category == "Cs":
        return "I"
    if category[0] == "L":
        return "A"
    if category[0] == "N":
        return "9" if wide in {"Na", "N", "H"} or code < 0x2000 else "I"
    return "I" if code >= 0x2010 else "p"


_CLASSES = _Classes({ord(char): letter for letter, chars in NAMED.items() for char in chars})
for _char, _letters in QUOTE_CLASSES.items():
    _CLASSES[ord(_char)] = _letters[0]


def classify(text: str) -> str:
    """Return the class letters of `text`, quotes, dashes and ellipses resolved by their neighbours."""
    letters = text.translate(_CLASSES)
    if re.search("[“”‘’—…]", text):
        letters = _resolve(text, letters)
    return letters


def letter_of(char: str) -> str:
    """Return the class letter of a character on its own."""
    return _CLASSES[ord(char)]


def is_ideograph(char: str) -> bool:
    """Return whether a quarter em goes between this sign and a Latin letter or digit."""
    return char == "\u3007" or (unicodedata.category(char) in {"Lo", "Lm"} and char > "\u2e7f")


def _resolve(text: str, letters: str) -> str:
    resolved = list(letters)
    has_chinese = re.search("[IOCXNDEf]", re.sub(f"[{QUOTES}]", "", text).translate(_CLASSES)) is not None
    for match in re.finditer("’", text):
        if _is_apostrophe(text, letters, match.start()):
            resolved[match.start()] = QUOTE_CLASSES["’"][1]
    for opening, closing in _quote_pairs(text, letters):
        latin = _is_latin_pair(text, letters, (opening, closing), has_chinese)
        for at in (opening, closing):
            if at is not None and latin:
                resolved[at] = QUOTE_CLASSES[text[at]][1]
    for match in re.finditer("—+|…+", text):
        at = match.start()
        before, after = _neighbour(text, letters, at, -1), _neighbour(text, letters, match.end() - 1, 1)
        if match.end() - at == 1:
            between_latin = before == "A" and after in "A9"
            if text[at] == "—":  # a single dash joins: 1999—2020
                resolved[at] = "n" if between_latin else "N"
            elif before in LATIN and (after in LATIN or not after):
                resolved[at] = "x"
    return "".join(resolved)


def _is_apostrophe(text: str, letters: str, at: int) -> bool:
    """Return whether a sign stands inside a Latin word (it’s, O’Brien), whatever the text around is."""
    inside = 0 < at < len(text) - 1 and text[at] == "’"
    return inside and letters[at - 1] in "A9" and letters[at + 1] in "A9"


def _quote_pairs(text: str, letters: str) -> list[tuple[int | None, int | None]]:
    """Return the places of matching quotes, apostrophes left out; a quote without a partner stands alone."""
    pairs: list[tuple[int | None, int | None]] = []
    open_at: list[int] = []
    for match in re.finditer(f"[{QUOTES}]", text):
        at, char = match.start(), match.group()
        if char in _PAIRS:
            open_at.append(at)
        elif _is_apostrophe(text, letters, at):
            continue
        elif open_at and _PAIRS[text[open_at[-1]]] == char:
            pairs.append((open_at.pop(), at))
        else:
            pairs.append((None, at))
    return pairs + [(at, None) for at in open_at]


def _is_latin_pair(
    text: str, letters: str, pair: tuple[int | None, int | None], has_chinese: bool
) -> bool:
    """Return whether quotes belong to Latin text: no Chinese outside them, or none at all.

    Chinese text that quotes a Latin word keeps its own quotes.
    """
    opening, closing = pair
    first = opening if opening is not None else closing
    last = closing if closing is not None else opening
    assert first is not None and last is not None
    outside = _neighbour(text, letters, first, -1), _neighbour(text, letters, last, 1)
    if any(letter and letter not in LATIN for letter in outside):
        return False
    if not any(outside) or opening is None or closing is None:
        return not has_chinese
    return letters.find("I", opening + 1, closing) < 0


def _neighbour(text: str, letters: str, at: int, step: int) -> str:
    """Return the class of the nearest sign that is neither space nor quote, or ""; it looks only so far."""
    stop = at + step * FARTHEST
    at += step
    while at != stop and 0 <= at < len(text) and (letters[at] in "SgGZM" or text[at] in QUOTES):
        at += step
    return letters[at] if 0 <= at < len(text) and letters[at] != "B" else ""
