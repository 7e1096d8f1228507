"""From values to English words: lists, ordinals, plurals, numbers in words, quotes, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)


def name_list(names: Sequence[str]) -> str:
    """Return names joined by commas, the last by "and": Chengdu, Xi'an and Lanzhou."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def ordinal(value: int) -> str:
    """Return a rank in figures: 1st, 2nd, 3rd, 11th, 122nd."""
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{ending}"


def numeral(value: int) -> str:
    """Return a count in words up to twelve, in figures above: three, 46."""
    return _WORDS[value] if 0 < value < len(_WORDS) else f"{value:,}"


def amount(value: int, one: str, many: str = "") -> str:
    """Return a count before its noun, which is regular unless `many` is given: 1 city, 242 cities."""
    return f"{value:,} {agreeing(value, one, many)}"


def few(value: int, one: str, many: str = "") -> str:
    """Return the same with small counts in words: one city, three cities, no cities."""
    return f"{numeral(value) if value else 'no'} {agreeing(value, one, many)}"


def agreeing(value: int | str | Sequence[object], one: str, many: str = "") -> str:
    """Return the word that agrees with a count, with a list by its length, or with a name (the model towns have).

    The word is a noun, or a verb with `many` given (is, are).
    """
    single = not is_plural(value) if isinstance(value, str) else (value if isinstance(value, int) else len(value)) == 1
    return one if single else many or plural(one)


def is_plural(name: str) -> bool:
    """Return whether a name reads as a plural: First-tier cities, but not First tier, Progress, Analysis or Campus."""
    return name.casefold().endswith("s") and not name.casefold().endswith(("ss", "us", "is"))


class Counted:
    """A count for patterns of `str.format`: `{count:unit|units}` is 1 unit, 3 units; `{count:~is|are}` the word alone.

    Any other format is that of the count itself, which may be text already (1, 1,240).
    """

    def __init__(self, value: object) -> None:
        self.value = value

    def __format__(self, form: str) -> str:
        if "|" not in form:
            return format(self.value, form)
        one, many = form.removeprefix("~").split("|")
        word = one if str(self.value) == "1" else many
        return word if form.startswith("~") else f"{self.value} {word}"


def plural(word: str) -> str:
    """Return a regular noun in the plural: city, cities; district, districts; branch, branches."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def quoted(text: str) -> str:
    """Return a text with the straight quotes and apostrophes of the keyboard curled: Xi’an, “one network”.

    A mark opens at the start, after a space, a dash or an opening bracket; anywhere else it closes.
    """
    text = re.sub(r"(?:(?<=^)|(?<=[\s(\[–—“]))'(?!s\b|\d\ds\b)", "‘", text).replace("'", "’")
    return re.sub(r'(?:(?<=^)|(?<=[\s(\[–—‘]))"', "“", text).replace('"', "”")


def day(of: date) -> str:
    """Return a date as 18 October 2020."""
    return f"{of.day} {month(of)}"


def month(of: date) -> str:
    """Return year and month as a title page prints them: October 2020."""
    return f"{_MONTHS[of.month - 1]} {of.year}"
