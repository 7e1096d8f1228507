"""Reads finished PDFs glyph by glyph with pdfium, and judges them by the fields of a layout case.

It knows nothing of the engine: every judgement is made from origins, inks and fonts in the file.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

SIZE = 10.5
LEADING = 18.0
MARGIN = 21.0
MARKS = "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’…—·"
MAY_HANG = "、，。"


@dataclass(frozen=True)
class Sign:
    """One character of a page: its origin, ink and box from the left bottom corner, in points."""

    text: str
    x: float
    y: float
    left: float
    right: float
    box_right: float
    size: float
    font: str
    page: int

    @property
    def has_ink(self) -> bool:
        return self.right > self.left and not self.text.isspace()


def read_signs(path: Path) -> list[Sign]:
    """Return the drawn characters of a PDF in content order."""
    signs = []
    document = pdfium.PdfDocument(path)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(text, at) == 1:
                continue
            code = raw.FPDFText_GetUnicode(text, at)
            if 0xD800 <= code < 0xDC00:
                low = raw.FPDFText_GetUnicode(text, at + 1)
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
            elif 0xDC00 <= code < 0xE000:
                continue
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            left, _, right, _ = text.get_charbox(at)
            box_right = text.get_charbox(at, loose=True)[2]
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text, at, matrix)
            size = raw.FPDFText_GetFontSize(text, at)
            buffer, flags = ctypes.create_string_buffer(200), ctypes.c_int()
            raw.FPDFText_GetFontInfo(text, at, buffer, 200, flags)
            font = buffer.value.decode()
            signs.append(Sign(chr(code), x.value, y.value, left, right, box_right, size, font, number))
    document.close()
    return signs


def lines_of(signs: list[Sign]) -> list[list[Sign]]:
    """Return the lines in reading order; a raised sign belongs to the line it stands in."""
    lines: list[list[Sign]] = []
    for sign in signs:
        last = lines[-1][-1] if lines else None
        if last and last.page == sign.page and abs(last.y - sign.y) < LEADING / 2:
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return lines


def text_of(line: list[Sign]) -> str:
    """Return a line's text without the spaces around it."""
    return "".join(sign.text for sign in line).strip()


class Reading:
    """A case's PDF with the judgements its `expect` can ask for."""

    def __init__(self, path: Path, width_em: float) -> None:
        self.signs = read_signs(path)
        self.lines = [[sign for sign in line if not sign.text.isspace()] for line in lines_of(self.signs)]
        self.lines = [line for line in self.lines if line]
        self.texts = [text_of(line) for line in lines_of(self.signs) if text_of(line)]
        self.right = MARGIN + width_em * SIZE
        self.text = "".join(self.texts)

    def judge(self, expect: dict[str, object]) -> list[str]:
        """Return what is wrong, in words; nothing when every field holds."""
        faults = []
        for field, value in expect.items():
            for fault in getattr(self, field)(value):
                faults.append(f"{field}: {fault}")
        return faults

    def no_line_start(self, marks: str) -> list[str]:
        return [text for text in self.texts if text[0] in marks]

    def no_line_end(self, marks: str) -> list[str]:
        return [text for text in self.texts if text[-1] in marks]

    def no_overhang(self, _: bool) -> list[str]:
        return [
            f"{sign.text} in {text}"
            for line, text in zip(self.lines, self.texts, strict=True)
            for sign in line
            if sign.text not in MAY_HANG and max(sign.right, min(sign.box_right, 1e9)) > self.right + 0.3
        ]

    def no_break_inside(self, run: str) -> list[str]:
        return self.unbroken_re(re.escape(run))

    def unbroken_re(self, pattern: str) -> list[str]:
        whole, ends = "", set()
        for line in lines_of(self.signs):
            whole += "".join(sign.text for sign in line)
            ends.add(len(whole))
        return [
            match.group()
            for match in re.finditer(pattern, whole)
            if any(match.start() < end < match.end() for end in ends)
        ]

    def url_break(self, _: bool) -> list[str]:
        faults = []
        for before, after in pairwise(self.texts):
            inside = re.search(r"[!-~]$", before) and re.match(r"[!-~]", after)
            if inside and before[-1] not in "/.-?&=_" and after[0] not in "/.-?&=_":
                faults.append(f"{before} | {after}")
        return faults

    def flush_right(self, most: float) -> list[str]:
        """Judged by the boxes: ideographs carry blank on both sides."""
        return [
            f"{text} {(self.right - line[-1].box_right) / SIZE:.3f}"
            for line, text in zip(self.lines[:-1], self.texts, strict=False)
            if abs(self.right - line[-1].box_right) > most * SIZE
        ]

    def max_gap_em(self, most: float) -> list[str]:
        return [
            f"{a.text}{b.text} {(b.x - a.x - advance(a)) / a.size:.2f}"
            for line in self.lines
            for a, b in pairwise(line)
            if b.x - a.x - advance(a) > most * SIZE + 0.01
        ]

    def pair_max_em(self, pairs: dict[str, float]) -> list[str]:
        faults = []
        for pair, most in pairs.items():
            for a, b in self._pairs(pair):
                if b.x < a.x:
                    continue
                width = max(b.box_right, b.right) - min(a.x, a.left)
                if width > most * SIZE + 0.01:
                    faults.append(f"{pair} {width / SIZE:.2f}")
            if not list(self._pairs(pair)):
                faults.append(f"{pair} is nowhere")
        return faults

    def gap_em(self, pairs: dict[str, list[float]]) -> list[str]:
        faults = []
        for pair, (least, most) in pairs.items():
            found = list(self._pairs(pair))
            for a, b in found:
                gap = (b.x - a.x - advance(a)) / SIZE
                if not least - 0.005 <= gap <= most + 0.005:
                    faults.append(f"{pair} {gap:.3f}")
            if not found:
                faults.append(f"{pair} is nowhere")
        return faults

    def _pairs(self, pair: str) -> list[tuple[Sign, Sign]]:
        return [
            (a, b)
            for line in self.lines
            for a, b in pairwise(line)
            if a.text + b.text == pair
        ]

    def line_start_ink_max_em(self, wanted: list[object]) -> list[str]:
        mark, most = wanted
        found = [line[0] for line in self.lines if line[0].text == mark]
        faults = [f"{(sign.left - MARGIN) / SIZE:.3f}" for sign in found if sign.left - MARGIN > most * SIZE]
        return faults or ([] if found else ["never at a line's start"])

    def line_end_ink_max_em(self, wanted: list[object]) -> list[str]:
        mark, most = wanted
        found = [line[-1] for line in self.lines[:-1] if line[-1].text in mark]
        return [f"{(self.right - s.right) / SIZE:.3f}" for s in found if self.right - s.right > most * SIZE]

    def first_ink_between_em(self, between: list[float]) -> list[str]:
        ink = (self.lines[0][0].left - MARGIN) / SIZE
        return [] if between[0] <= ink <= between[1] else [f"{ink:.3f}"]

    def first_line_text(self, text: str) -> list[str]:
        return [] if self.texts[0] == text else [self.texts[0]]

    def indent_em(self, between: list[float]) -> list[str]:
        indent = (self.lines[0][0].x - MARGIN) / SIZE
        return [] if between[0] <= indent <= between[1] else [f"{indent:.3f}"]

    def last_line_natural(self, _: bool) -> list[str]:
        last = self.lines[-1]
        return [
            f"{a.text}{b.text}" for a, b in pairwise(last) if b.x - a.x > 1.3 * SIZE + 0.01
        ]

    def last_line_min_chars(self, least: int) -> list[str]:
        signs = [char for char in self.texts[-1] if char not in MARKS]
        return [] if len(signs) >= least else [self.texts[-1]]

    def widow_orphan(self, _: bool) -> list[str]:
        faults = []
        pages: dict[int, list[str]] = {}
        for line, text in zip(self.lines, self.texts, strict=True):
            pages.setdefault(line[0].page, []).append(text)
        for page in pages.values():
            for edge in (page[0], page[-1]):
                if sum(text[0] == edge[0] for text in page) < 2:
                    faults.append(edge)
        return faults

    def keep_with_next(self, heading: str) -> list[str]:
        at = self.texts.index(heading)
        return [] if self.lines[at][0].page == self.lines[at + 1][0].page else ["left behind"]

    def sup(self, _: bool) -> list[str]:
        faults = []
        baselines = []
        for line, text in zip(self.lines, self.texts, strict=True):
            small = [sign for sign in line if sign.size < 0.8 * SIZE]
            full = [sign for sign in line if sign.size > 0.9 * SIZE]
            if line[0] in small or not full:
                faults.append(f"at the start of {text}")
                continue
            base = full[0].y
            baselines.append(base)
            faults += [f"{sign.text} is not raised" for sign in small if sign.y < base + 1]
            faults += [f"{sign.text} jumps" for sign in full if abs(sign.y - base) > 0.05]
        pitches = {round(a - b, 2) for a, b in pairwise(baselines)}
        return faults + ([] if pitches <= {LEADING} else [f"pitch {pitches}"])

    def quote_em(self, between: list[float]) -> list[str]:
        faults = []
        for line in self.lines:
            for a, b in pairwise(line):
                if a.text in "“‘" or a.text in "”’":
                    width = (b.x - a.x) / SIZE
                    if not between[0] <= width <= between[1]:
                        faults.append(f"{a.text} {width:.3f}")
        return faults

    def cjk_font(self, marks: str) -> list[str]:
        fonts = {sign.font for sign in self.signs if "\u4e00" <= sign.text <= "\u9fff"}
        wrong = [sign for sign in self.signs if sign.text in marks and sign.font not in fonts]
        return [f"{sign.text} {sign.font}" for sign in wrong]

    def no_notdef(self, _: bool) -> list[str]:
        return [sign.text for sign in self.signs if not sign.has_ink and not sign.text.isspace()]

    def extract(self, text: str) -> list[str]:
        return [] if self.text == text else [self.text]

    def hanging(self, _: bool) -> list[str]:
        starts: dict[float, int] = {}
        faults = []
        for line in self.lines:
            x = round(line[0].x, 1)
            starts[x] = starts.get(x, 0) + 1
            if x < MARGIN + 2 * SIZE:  # a label, its text further right
                after = [sign.x for sign in line if sign.x > MARGIN + 2.9 * SIZE]
                if abs(min(after) - MARGIN - 3 * SIZE) > 0.2:
                    faults.append(f"text at {min(after)}")
            elif abs(x - MARGIN - 3 * SIZE) > 0.2:
                faults.append(f"{text_of(line)} at {x}")
        return faults


_WIDTHS: dict[str, float] = {}


def advance(sign: Sign) -> float:
    """Return the advance a sign has in its face, whatever the file says, in points."""
    if ord(sign.text) > 0x2E7F or sign.text in MARKS:
        return sign.size
    if sign.text not in _WIDTHS:
        from fontTools.ttLib import TTFont

        from generator.paths import shipped

        font = TTFont(shipped("fonts") / "sans-regular.ttf", lazy=True)
        cmap, metrics = font.getBestCmap(), font["hmtx"]
        _WIDTHS.update({chr(code): metrics[cmap[code]][0] / 1000 for code in range(0x20, 0x7F)})
    return _WIDTHS.get(sign.text, 1.0) * sign.size
