"""From values to characters: number formats, Chinese numerals, lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
_SMALL_UNITS = ("", "十", "百", "千")
_LARGE_UNITS = ("", "万", "亿")

MISSING = "—"


def rounded(value: float, places: int) -> Decimal:
    """Return `value` rounded half up, as a reader rounds by hand.

    The shortest decimal that names the float is taken first, so that 2.675 is the 2.675
    that was typed. Negative zero becomes zero.
    """
    result = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return result.copy_abs() if result == 0 else result


@lru_cache(maxsize=20_000)
def number(value: float, places: int = 1) -> str:
    """Return `value` with exactly `places` decimals and a true minus sign."""
    return f"{rounded(value, places):f}".replace("-", "−")


def grouped(value: float, places: int = 0) -> str:
    """Return `value` with thousands set off by commas."""
    return f"{rounded(value, places):,f}".replace("-", "−")


@lru_cache(maxsize=20_000)
def signed(value: float, places: int = 1) -> str:
    """Return a change with its sign; no change has none."""
    shown = number(value, places)
    return shown if rounded(value, places) <= 0 else f"+{shown}"


@lru_cache(maxsize=20_000)
def percent(value: float, places: int = 0) -> str:
    """Return a share (0–1) as a percentage, with as many decimals as it needs up to three."""
    hundredfold = Decimal(repr(float(value))) * 100
    exact = rounded(float(hundredfold), max(places, 3)).normalize()
    shown = max(places, -int(exact.as_tuple().exponent))
    return f"{number(float(hundredfold), shown)}%"


def scaled(value: float, places: int = 2) -> str:
    """Return a large figure in 万 or 亿, as Chinese statistics print it."""
    for unit, size in (("万亿", 1e12), ("亿", 1e8), ("万", 1e4)):
        if abs(value) >= size:
            return f"{grouped(value / size, places)}{unit}"
    return grouped(value, 0 if float(value).is_integer() else places)


def millions(value: float, places: int = 2) -> str:
    """Return a large figure in millions, billions or trillions, as English prints it: it has no word for 万 or 亿."""
    for unit, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if abs(value) >= size:
            return f"{grouped(value / size, places)} {unit}"
    return grouped(value, 0 if float(value).is_integer() else places)


def format_value(value: object, name: str = "text") -> str:
    """Return a cell's value in the format called `name`; a missing value is a dash.

    Formats: text, score (one decimal), score2, integer, rank, weight (share as percent),
    percent1 (one decimal), signed, grouped, scaled (万, 亿), millions. An unknown name is a KeyError: formats are
    ours to name.
    """
    if value is None:
        return MISSING
    if isinstance(value, str):
        return value
    if not isinstance(value, int | float):
        raise TypeError(f"a cell holds text or a number, not {type(value).__name__}")
    return _FORMATS[name](value)


_FORMATS = {
    "text": lambda value: f"{value:g}" if isinstance(value, float) else str(value),
    "score": lambda value: number(value, 1),
    "score2": lambda value: number(value, 2),
    "integer": lambda value: number(value, 0),
    "rank": lambda value: number(value, 0),
    "weight": lambda value: percent(value),
    "percent1": lambda value: f"{number(value * 100, 1)}%",
    "signed": lambda value: signed(value, 1),
    "signed0": lambda value: signed(value, 0),
    "grouped": lambda value: grouped(value, 0),
    "scaled": lambda value: scaled(value),
    "millions": lambda value: millions(value),
}


def chinese_numeral(value: int) -> str:
    """Return a whole number in Chinese numerals: 12 is 十二, 105 is 一百零五."""
    if value < 0:
        return f"负{chinese_numeral(-value)}"
    if value == 0:
        return _DIGITS[0]
    groups: list[str] = []
    for large in _LARGE_UNITS:
        value, section = divmod(value, 10_000)
        if section:
            groups.append(_section(section, leading=not value) + large)
            if value and section < 1000:
                groups[-1] = _DIGITS[0] + groups[-1]
        if not value:
            break
    return "".join(reversed(groups))


def counting_numeral(value: int) -> str:
    """Return a whole number in Chinese numerals as it stands before a measure word: 两个, but 十二个."""
    return "两" if value == 2 else chinese_numeral(value)


def _section(value: int, *, leading: bool) -> str:
    """Return 1–9999; `leading` drops the 一 of 一十 at the very front."""
    shown, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            shown += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _SMALL_UNITS[power]
            gap = False
        elif shown:
            gap = True
    return shown[1:] if leading and shown.startswith("一十") else shown


def chinese_year(year: int) -> str:
    """Return a year digit by digit: 2020 is 二〇二〇."""
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(year))


def chinese_month(day: date) -> str:
    """Return year and month as a title page prints them: 二〇二〇年十月."""
    return f"{chinese_year(day.year)}年{chinese_numeral(day.month)}月"


def name_list(names: Sequence[str]) -> str:
    """Return names joined by the Chinese enumeration comma."""
    return "、".join(names)
