"""Marks around the numbers that a template prints, and what they tell once they are taken out.

A mark is a pair of noncharacters of Unicode, which no text for interchange holds, with the number
of the printed value between. Templates print them, the ledger takes them out of the finished
Markdown before anything reads it, and keeps which number stood in which line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.audit.number import Part, Real, Shown, Whole

OPEN, MIDDLE, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK = re.compile(f"{OPEN}(\\d+){MIDDLE}([^{OPEN}{MIDDLE}{CLOSE}]*){CLOSE}")
_STRAY = re.compile(f"[{OPEN}{MIDDLE}{CLOSE}]")
_FENCE = re.compile(r"(?:```|~~~)\{([^}]*)\}")
_OPTION = re.compile(r"([a-z]+): ")
_HEADING = re.compile(r"#+ +(.*?)(?:\s*\{[^{}]*\})?$")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*%?")
_UNSEEN = re.compile(r"\]\([^)]*\)|\{[^{}]*\}")
SHOWN_OPTIONS = ("caption", "note", "source", "tagline", "title", "lead")


@dataclass(frozen=True)
class Spot:
    """Where a printed number stands: the part's title, the section, the kind of block, its sentence."""

    part: str
    section: str
    block: str
    text: str
    cell: str = ""


@dataclass(frozen=True)
class Printed:
    """A number as it is shown, where, and what it was made from; None where nobody knows."""

    shown: str
    value: Real | Whole | None
    spot: Spot


@dataclass
class Ledger:
    """The numbers printed by the templates of one paper, in order."""

    printed: list[Printed] = field(default_factory=list)
    _parts: list[tuple[Part, ...]] = field(default_factory=list)

    def mark(self, value: object) -> object:
        """Return what a template prints for `value`: a traced number or its text between marks."""
        if isinstance(value, Real | Whole):
            parts: tuple[Part, ...] = ((str(value), value),)
        elif isinstance(value, Shown):
            parts = value.parts
        else:
            return value
        self._parts.append(parts)
        return f"{OPEN}{len(self._parts) - 1}{MIDDLE}{value!s}{CLOSE}"

    def take(self, marked: str) -> str:
        """Return the Markdown of one part without marks, and note its numbers with their places."""
        section, block, title = "", "", _title(marked)
        lines = marked.split("\n")
        front = lines[0].strip() == "---"
        clean: list[str] = []
        for number, line in enumerate(lines):
            bare = _bare(line)
            clean.append(bare)
            if front and number and bare.strip() == "---":
                front = False
            if bare.strip() in ("```", "~~~"):
                block = ""
            elif fence := _FENCE.match(bare):
                block = fence[1]
            elif heading := _HEADING.match(bare):
                section = heading[1]
            kind = _kind(bare, block, front)
            if kind:
                self._note(line, Spot(title, section, kind, bare))
        return "\n".join(clean)

    def _note(self, line: str, spot: Spot) -> None:
        """Note the marked numbers of a line, and the digits that stand outside all marks."""
        for place, shown, parts in _pieces(line):
            text = _sentence(spot.text, place)
            here = Spot(spot.part, spot.section, spot.block, text)
            if parts is None:
                self.printed.append(Printed(shown, None, here))
            elif parts < len(self._parts):
                self.printed.extend(Printed(own, value, here) for own, value in self._parts[parts])


def _bare(line: str) -> str:
    return _STRAY.sub("", _MARK.sub(r"\2", line)) if OPEN in line or CLOSE in line else line


def _title(marked: str) -> str:
    found = re.search(r"^title: (.*)$", marked[:4000], re.MULTILINE)
    return _bare(found[1]).strip() if found else ""


def _kind(line: str, block: str, front: bool) -> str:
    """Return what a line shows the reader, nothing for options and rules that it does not."""
    option = _OPTION.match(line)
    if front or block.split(" ")[0] in ("table", "figure", "cards", "commentary"):
        name = option[1] if option else ""
        if name not in SHOWN_OPTIONS:
            return ""
        return name if front else f"{block} {name}"
    if _FENCE.match(line):
        return ""
    return "heading" if line.startswith("#") else "text"


def _pieces(line: str) -> Iterator[tuple[int, str, int | None]]:
    """Yield place in the bare line, shown text, and the index of the mark, None for unmarked digits."""
    place = at = 0
    for mark in _MARK.finditer(line):
        before = line[at : mark.start()]
        yield from ((place + start, digits, None) for start, digits in _digits(before))
        place += len(before)
        yield place, mark[2], int(mark[1])
        place += len(mark[2])
        at = mark.end()
    yield from ((place + start, digits, None) for start, digits in _digits(line[at:]))


def _digits(text: str) -> list[tuple[int, str]]:
    seen = _UNSEEN.sub(lambda hidden: " " * len(hidden[0]), text)
    return [(found.start(), found[0]) for found in _DIGITS.finditer(seen)]


def _sentence(text: str, place: int) -> str:
    """Return the sentence of `text` that `place` lies in."""
    start = max(text.rfind(mark, 0, place) for mark in "。！？") + 1
    ends = [end for end in (text.find(mark, place) for mark in "。！？") if end >= 0]
    return text[start : min(ends) + 1 if ends else len(text)].strip()
