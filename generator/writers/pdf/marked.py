"""The text of marked content: what every (page, MCID) of a finished PDF says and whether it paints.

Content streams are parsed, strings are decoded by the ToUnicode map of their own font (ISO 32000-1
§9.10.3); nothing of the writer is used, so that a fault in the writer is not repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Place = tuple[int, int]
"""Index of a page from 0, and the MCID of marked content on it."""

UNKNOWN = "\ufffd"
_SHOWS = ("Tj", "TJ", "'", '"')
_PAINTS = ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do")
_READ = " ".join(("q", "Q", "Tf", "BMC", "BDC", "EMC", *_SHOWS, *_PAINTS))
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass
class Content:
    """What one piece of marked content shows: its text, and how many strokes, fills and images."""

    text: list[str] = field(default_factory=list)
    painted: int = 0

    @property
    def shown(self) -> str:
        """The text as one string."""
        return "".join(self.text)


@dataclass(frozen=True)
class FontReading:
    """How codes of a font are read: bytes a code, and the text of each code."""

    width: int
    texts: dict[int, str]

    def read(self, codes: bytes) -> str:
        """Return the text of a string; a code that nobody explains is U+FFFD."""
        steps = range(0, len(codes), self.width)
        numbers = (int.from_bytes(codes[at : at + self.width], "big") for at in steps)
        return "".join([self.texts.get(number, UNKNOWN) for number in numbers])


class MarkedReader:
    """Reads the pages of one file; fonts are kept, as pages share them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._fonts: dict[tuple[int, int], FontReading] = {}

    def read(self) -> dict[Place, Content]:
        """Return all marked content of the file; artifacts are left out."""
        found: dict[Place, Content] = {}
        for index, page in enumerate(self._pdf.pages):
            for mcid, content in self._page(page).items():
                found[index, mcid] = content
        return found

    def _page(self, page: pikepdf.Page) -> dict[int, Content]:
        resources: Any = page.obj.get("/Resources", {})
        names = resources.get("/Font", {})
        found: dict[int, Content] = {}
        open_marks: list[Content | None] = []
        font: FontReading | None = None
        saved: list[FontReading | None] = []
        for instruction in pikepdf.parse_content_stream(page, _READ):
            operands: Any = instruction.operands
            match str(instruction.operator):
                case "q":
                    saved.append(font)
                case "Q":
                    font = saved.pop() if saved else None
                case "Tf":
                    font = self._font(names.get(operands[0]))
                case "BMC":
                    open_marks.append(open_marks[-1] if open_marks else None)
                case "BDC":
                    mcid = _mcid(operands[1], resources)
                    around = open_marks[-1] if open_marks else None
                    open_marks.append(around if mcid is None else found.setdefault(mcid, Content()))
                case "EMC":
                    open_marks[-1:] = []
                case "Tj" | "TJ" | "'" | '"':
                    content = open_marks[-1] if open_marks else None
                    if content is not None and font is not None:
                        content.text.extend(font.read(string) for string in _strings(operands[-1]))
                case _:
                    if open_marks and (content := open_marks[-1]) is not None:
                        content.painted += 1
        return found

    def _font(self, font: Any) -> FontReading | None:
        if font is None:
            return None
        reading = self._fonts.get(font.objgen)
        if reading is None or font.objgen == (0, 0):
            reading = self._fonts[font.objgen] = font_reading(font)
        return reading


def _strings(operand: Any) -> Iterator[bytes]:
    """Yield the strings that one operator shows; the numbers between them are gaps."""
    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(part, pikepdf.String):
            yield bytes(part)


def _mcid(properties: Any, resources: Any) -> int | None:
    """Return the MCID of marked content, None where it has none; properties may stand under a name."""
    if isinstance(properties, pikepdf.Name):
        properties = resources.get("/Properties", {}).get(properties, {})
    return int(properties["/MCID"]) if "/MCID" in properties else None


def font_reading(font: Any) -> FontReading:
    """Return how strings of a font are read; without a ToUnicode map no code is known."""
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    stream = font.get("/ToUnicode")
    if stream is None:
        return FontReading(width, {})
    return FontReading(width, read_cmap(stream.read_bytes()))


def read_cmap(source: bytes) -> dict[int, str]:
    """Return the text of every code in a ToUnicode map, from its single codes and its ranges."""
    texts: dict[int, str] = {}
    for kind, block in _BLOCK.findall(source):
        tokens = _tokens(block)
        if kind == b"bfchar":
            for code in tokens:
                texts[_number(code)] = _text(next(tokens, b""))
            continue
        for first in tokens:
            _add_range(texts, _number(first), _number(next(tokens, first)), tokens)
    return texts


def _tokens(block: bytes) -> Iterator[bytes]:
    """Yield the hex strings of a block, and the brackets of lists as themselves."""
    for match in _TOKEN.finditer(block):
        yield match[2] or match[3] or bytes(match[1])


def _add_range(texts: dict[int, str], first: int, last: int, tokens: Iterator[bytes]) -> None:
    target = next(tokens, b"")
    if target == b"[":
        listed = [_text(token) for token in iter(lambda: next(tokens, b"]"), b"]")]
        texts.update(zip(range(first, last + 1), listed, strict=False))
        return
    start = _text(target)
    if not start:
        return
    for step in range(min(last - first, 0xFFFF) + 1):
        texts[first + step] = start[:-1] + chr(min(ord(start[-1]) + step, 0x10FFFF))


def _number(digits: bytes) -> int:
    return int(digits, 16) if digits.strip() else 0


def _text(digits: bytes) -> str:
    joined = b"".join(digits.split())
    return bytes.fromhex(joined.decode("ascii")).decode("utf-16-be", "replace")
