"""Markdown → sentences, each with the line and column of every character.

Front matter, code, link targets, footnote labels and emphasis marks are left out; a hard-wrapped
paragraph is read as one. Cells of a table (pipes or tabs) stay together as rows. A sentence
ends at 。！？； or with its paragraph (GB/T 15834).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)、])\s+|^\s*>\s?")
_NOTE = re.compile(r"^\[\^[^\]]+\]:\s*")
_DEFINITION = re.compile(r"^\[[^\]]+\]:\s")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$|^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$")
_SKIPPED = re.compile(
    r"`[^`]*`|!\[[^\]]*\]\([^)]*\)|\[\^[^\]]+\]|\]\([^)]*\)|\[|\]|\*\*|__|<[^>]{1,80}>|\{[^{}]*\}|\\(?=[*_#])"
)
_CLOSED = "。！？；：…”」）!?;:.)》】"
_END = "。！？；!?;"
# full-width forms read as their half-width ones, one character for one
_FOLD = str.maketrans(
    {
        **{chr(0xFF10 + n): str(n) for n in range(10)},
        "．": ".",
        "％": "%",
        "\u00a0": " ",
        "\u3000": " ",
        "(": "（",
        ")": "）",
        ";": "；",
        "!": "！",
        "?": "？",
        "～": "~",
        "–": "—",
        "－": "-",
        "／": "/",
    }
    | {chr(0xFF21 + n): chr(65 + n) for n in range(26)}
    | {"⺠": "民", "⻄": "西", "⻓": "长", "⻘": "青", "⻢": "马", "⻩": "黄"}
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a row of a table (`cells`): folded text, and where each character stands."""

    file: str
    text: str
    places: tuple[tuple[int, int], ...] = field(repr=False)  # line and column, both from 1
    paragraph: int = 0
    headings: tuple[str, ...] = ()
    is_heading: bool = False
    cells: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()

    def place(self, position: int) -> tuple[int, int]:
        """Return line and column of the character at `position`."""
        return self.places[min(position, len(self.places) - 1)] if self.places else (0, 0)


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    column: int = 1


def read_sentences(text: str, file: str) -> tuple[Sentence, ...]:
    """Return the sentences of a Markdown text in order."""
    found: list[Sentence] = []
    headings: dict[int, str] = {}
    for number, (kind, lines) in enumerate(_blocks(text)):
        if kind == "row":
            found.append(_row(lines[0], file, number, tuple(headings.values())))
            continue
        plain, places = _plain(lines)
        if kind.startswith("#"):
            level = len(kind)
            headings = {known: words for known, words in headings.items() if known < level} | {level: plain}
        for start, end in _spans(plain):
            found.append(
                Sentence(
                    file,
                    plain[start:end],
                    tuple(places[start:end]),
                    number,
                    tuple(headings.values()),
                    kind.startswith("#"),
                )
            )
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[str, list[_Line]]]:
    """Yield paragraphs, headings (# …) and table rows; code and front matter are passed over."""
    lines = text.replace("\r\n", "\n").split("\n")
    first = _after_front_matter(lines)
    paragraph: list[_Line] = []
    fence = ""
    for number, line in enumerate(lines[first:], start=first + 1):
        mark = _FENCE.match(line)
        if fence or mark:
            fence = _fence_state(fence, mark.group(1) if mark else "", line)
            kind = "skip"
        else:
            kind = _kind_of(line)
        if kind == "skip" and not line.strip() and _is_cut(paragraph):
            continue
        if kind != "text" and paragraph:
            yield "text", paragraph
            paragraph = []
        match kind:
            case "row":
                yield "row", [_Line(number, line)]
            case "heading":
                mark = _HEADING.match(line)
                if mark:
                    yield mark.group(1), [_Line(number, line[mark.end() :], mark.end() + 1)]
            case "bullet" | "note":
                mark = (_BULLET if kind == "bullet" else _NOTE).match(line)
                if mark:
                    paragraph = [_Line(number, line[mark.end() :], mark.end() + 1)]
            case "text":
                indent = len(line) - len(line.lstrip())
                paragraph.append(_Line(number, line.strip(), indent + 1))
    if paragraph:
        yield "text", paragraph


def _is_cut(paragraph: list[_Line]) -> bool:
    """Return whether a paragraph breaks off inside a sentence, as text copied from a PDF does at every line."""
    return bool(paragraph) and len(paragraph[-1].text) > 30 and paragraph[-1].text[-1] not in _CLOSED


def _after_front_matter(lines: list[str]) -> int:
    if lines and lines[0].lstrip("\ufeff").strip() == "---":
        return next((n + 1 for n, line in enumerate(lines[1:], start=1) if line.strip() == "---"), 0)
    return 0


def _fence_state(open_fence: str, mark: str, line: str) -> str:
    """Return the fence that stands open after a line; `~~~{columns}` only groups text, so it opens none."""
    if open_fence:
        return "" if mark == open_fence else open_fence
    return "" if mark == "~~~" and ("{" in line or line.strip() == "~~~") else mark


def _kind_of(line: str) -> str:
    bare = line.strip()
    if not bare or _RULE.match(line):
        return "skip"
    if _HEADING.match(line):
        return "heading"
    if _NOTE.match(line):
        return "note"
    if _DEFINITION.match(line):
        return "skip"
    if "\t" in bare or line.count("\t") > 1 or (bare.startswith("|") and bare.count("|") > 1):
        return "row"
    return "bullet" if _BULLET.match(line) else "text"


def _row(line: _Line, file: str, number: int, headings: tuple[str, ...]) -> Sentence:
    text = line.text.translate(_FOLD)
    mark = "\t" if "\t" in text else "|"
    inner = text
    offset = 0
    if mark == "|":
        offset = len(text) - len(text.lstrip()) + 1
        inner = text.strip()[1:].removesuffix("|")
    cells, starts = [], []
    for cell in inner.split(mark):
        starts.append(offset + len(cell) - len(cell.lstrip()))
        cells.append(re.sub(r"<[^>]*>|\*\*", "", cell).strip())
        offset += len(cell) + 1
    places = tuple((line.number, column) for column in range(1, len(text) + 1))
    return Sentence(file, text, places, number, headings, False, tuple(cells), tuple(starts))


def _plain(lines: list[_Line]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a block without its marks, and the place of every character."""
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    for line in lines:
        kept = [True] * len(line.text)
        for mark in _SKIPPED.finditer(line.text):
            kept[mark.start() : mark.end()] = [False] * (mark.end() - mark.start())
        if characters and characters[-1].isascii() and line.text[:1].isascii() and characters[-1].isalnum():
            characters.append(" ")
            places.append((line.number, line.column))
        for index, character in enumerate(line.text.translate(_FOLD)):
            wide = character == " " and _between_wide(line.text, index)
            if kept[index] and not wide:
                characters.append(character)
                places.append((line.number, line.column + index))
    return _wide_commas("".join(characters)), places


def _between_wide(text: str, index: int) -> bool:
    """Return whether a space stands next to a Chinese character, where it means nothing."""
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return bool((before and ord(before) > 0x2E7F) or (after and ord(after) > 0x2E7F))


def _wide_commas(text: str) -> str:
    text = re.sub(r",(?!\d{3}(?!\d))(?=\D|\d)|(?<!\d),", lambda m: "，" if _is_chinese(text) else ",", text)
    return re.sub(r":(?!\d|//)", "：", text) if _is_chinese(text) else text


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for position, character in enumerate(text):
        if character in _END or (
            character == "."
            and text[position + 1 : position + 2] in ("", " ")
            and not text[position - 1 : position].isdigit()
        ):
            if text[start:position].strip():
                yield start, position + 1
            start = position + 1
    if text[start:].strip():
        yield start, len(text)
