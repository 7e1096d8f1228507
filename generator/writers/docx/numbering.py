"""Numbering: one multilevel list tied to the headings, one for appendices, lists, and their restarts.

`Numbers` counts as Word will count. Where Word would arrive at another number than the outline gave,
the number is written as text, so that what is printed is right in every case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.text import chinese_numeral
from generator.theme import Size, Theme
from generator.writers.docx.looks import INDENT, LABEL
from generator.writers.docx.xml import DECLARATION, NAMESPACES, colour, escape, twips
from generator.writers.words import writer_words

CHAPTERS, APPENDICES, BULLETS, ORDERED, FRONT, UNNUMBERED = 1, 2, 3, 4, 5, 6


def _patterns(theme: Theme) -> dict[int, tuple[str, str]]:
    """Return the labels of chapters and appendices, and how they count."""
    words = writer_words(theme)
    return {CHAPTERS: words.chapters, APPENDICES: words.appendices}


def numbering_part(theme: Theme) -> str:
    """Return numbering.xml."""
    abstracts = [
        *(headings_list(key, theme, *pattern) for key, pattern in _patterns(theme).items()),
        _list(BULLETS, "".join(_bullet(level, theme) for level in range(3))),
        _list(ORDERED, "".join(_ordered(level, theme) for level in range(3))),
        headings_list(FRONT, theme, "", "none"),
        _list(UNNUMBERED, "".join(_silent(level) for level in range(4))),
    ]
    numbers = "".join(number(key, key) for key in range(CHAPTERS, UNNUMBERED + 1))
    return f"{DECLARATION}<w:numbering {NAMESPACES}>{''.join(abstracts)}{numbers}</w:numbering>"


def headings_list(key: int, theme: Theme, label: str, form: str) -> str:
    """Return the abstract list whose first level is a chapter's label: 第%1章, 附录%1.

    Level 2 is 01, 02; level 3 is 2.1 (w:isLgl turns 02 back into 2). Only the chapters' own list
    is tied to the styles: a style can belong to one list.
    """
    inks, scale = theme.palette, theme.type
    tied = key == CHAPTERS
    small = _ink(inks.mid, scale.lead, theme, light=False)
    levels = [
        _level(0, form, label, small, INDENT, INDENT - LABEL,
               "Heading1" if tied else "", align="right"),
        _level(1, "decimalZero", "%2", _ink(inks.main, scale.heading_number, theme), 40, 40,
               "Heading2" if tied else ""),
        _level(2, "decimal", "%2.%3", _ink(inks.main, scale.heading2, theme), 40, 40,
               "Heading3" if tied else "", legal=True),
        _level(3, "decimal", "%2.%3.%4", _ink(inks.main, scale.heading3, theme), 48, 48, "", legal=True),
    ]  # fmt: skip
    return _list(key, "".join(levels))


def numbered(key: int, level: int) -> str:
    """Return w:numPr: a paragraph counted by list `key` at `level`."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'


def number(key: int, abstract: int, start: int | None = None, level: int = 0) -> str:
    """Return w:num `key` of an abstract list, starting `level` anew at `start`."""
    restart = ""
    if start is not None:
        restart = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>'


def _list(key: int, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:nsid w:val="{0x4A5B0000 + key:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="{0x5C6D0000 + key:08X}"/>'
        f"{levels}</w:abstractNum>"
    )


def _level(
    level: int, form: str, text: str, look: str, left: float, hanging: float, style: str, *,
    legal: bool = False, align: str = "left",
) -> str:
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{tied}'
        f'{"<w:isLgl/>" if legal else ""}<w:suff w:val="tab"/><w:lvlText w:val="{escape(text)}"/>'
        f'<w:lvlJc w:val="{align}"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{twips(left)}"/></w:tabs>'
        f'<w:ind w:left="{twips(left)}" w:hanging="{twips(hanging)}"/></w:pPr><w:rPr>{look}</w:rPr></w:lvl>'
    )


def _silent(level: int) -> str:
    """Return a level that shows nothing: a heading cannot shed the number of its style otherwise."""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/>'
        '<w:lvlText w:val=""/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr>'
        "</w:lvl>"
    )


def _ink(ink: str, size: Size, theme: Theme, *, light: bool = True) -> str:
    weight = " Light" if light else ""
    name, asian = escape(theme.fonts.word_latin + weight), escape(theme.fonts.word_display + weight)
    half = round(size.size * 2)
    return (
        f'<w:rFonts w:ascii="{name}" w:eastAsia="{asian}" w:hAnsi="{name}" w:cs="{name}" w:hint="default"/>'
        f'<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="{colour(ink)}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    )


def _bullet(level: int, theme: Theme) -> str:
    left = 21.0 * (level + 1)
    sign = ("•", "–", "·")[level]
    look = f'<w:color w:val="{colour(theme.palette.main)}"/>'
    return _level(level, "bullet", sign, look, left, 14, "ListBullet" if level == 0 else "")


def _ordered(level: int, theme: Theme) -> str:
    left = 21.0 * (level + 1)
    form, text = (("decimal", "%1."), ("decimal", writer_words(theme).second_order), ("lowerLetter", "%3."))[level]
    look = f'<w:color w:val="{colour(theme.palette.main)}"/>'
    return _level(level, form, text, look, left, 21, "ListNumber" if level == 0 else "")


# --- counting --------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """How a heading gets its number: from list `key` at `level`, or as `text` where no list arrives at it."""

    key: int = 0
    level: int = 0
    text: str = ""


@dataclass
class Numbers:
    """Counts headings as Word will, and keeps the lists a document needs beyond the template's."""

    theme: Theme
    next_key: int = 100
    abstracts: list[str] = field(default_factory=list)
    nums: list[str] = field(default_factory=list)
    patterns: dict[tuple[str, str], int] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    current: int = 0
    counts: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.patterns = {pattern: key for key, pattern in _patterns(self.theme).items()}

    def chapter(self, label: str, shown: str) -> Place:
        """Return how a chapter's label is counted; `shown` is its number (03, A)."""
        pattern, value = _pattern(label, shown)
        self.current = key = self._list_of(pattern)
        counts = self.counts.setdefault(key, [0, 0, 0, 0])
        if value is None or value == counts[0] + 1:
            counts[:] = [value or counts[0] + 1, 0, 0, 0]
            return Place(key, 0)
        self.current = self._restarted(key, value)
        self.patterns[pattern] = self.current
        self.counts[self.current] = [value, 0, 0, 0]
        return Place(self.current, 0)

    def front(self) -> None:
        """Begin a part without a chapter number; its sections count from 01."""
        self.next_key += 1
        self.nums.append(number(self.next_key, FRONT, 1, 1))
        self.current = self.next_key
        self.counts[self.current] = [0, 0, 0, 0]

    def heading(self, level: int, shown: str) -> Place:
        """Return how a heading of level 1–3 inside a part gets its number."""
        if not shown:
            return Place()
        counts = self.counts.setdefault(self.current or FRONT, [0, 0, 0, 0])
        ahead = [*counts[:level], counts[level] + 1, *[0] * (3 - level)]
        if level < 3 and _printed(level, ahead) == shown:
            counts[:] = ahead
            return Place(self.current or FRONT, level)
        return Place(text=shown)

    def ordered(self, start: int) -> int:
        """Return a fresh numbered list that begins at `start`."""
        self.next_key += 1
        self.nums.append(number(self.next_key, ORDERED, start))
        return self.next_key

    def _list_of(self, pattern: tuple[str, str]) -> int:
        if pattern not in self.patterns:
            self.next_key += 1
            self.abstracts.append(headings_list(self.next_key, self.theme, *pattern))
            self.nums.append(number(self.next_key, self.next_key))
            self.patterns[pattern] = self.next_key
        return self.patterns[pattern]

    def _restarted(self, key: int, value: int) -> int:
        self.next_key += 1
        self.parents[self.next_key] = self.parents.get(key, key)
        self.nums.append(number(self.next_key, self.parents[self.next_key], value))
        return self.next_key


def _printed(level: int, counts: list[int]) -> str:
    return f"{counts[1]:02d}" if level == 1 else ".".join(str(count) for count in counts[1 : level + 1])


def _pattern(label: str, shown: str) -> tuple[tuple[str, str], int | None]:
    """Return a label as (lvlText, number format) and its value; None where it does not count."""
    safe = label.replace("%", "")
    if re.fullmatch(r"\d+", shown):
        value = int(shown)
        for form, text in (("chineseCountingThousand", chinese_numeral(value)), ("decimal", str(value))):
            if value and text in safe:
                return (safe.replace(text, "%1", 1), form), value
    if re.fullmatch("[A-Z]", shown) and shown in safe:
        head, _, tail = safe.rpartition(shown)
        return (f"{head}%1{tail}", "upperLetter"), ord(shown) - 64
    return (safe, "decimal"), None
