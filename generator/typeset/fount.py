"""A fount: one family, weight and size with its fallback chain, turning characters into boxes.

Results are kept, because a Chinese text asks for the same few thousand boxes again and again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from generator.fonts import Family, Weight, fallback_chain, own_folder
from generator.typeset.classes import is_ideograph, letter_of
from generator.typeset.face import Drawn, Face, Glyph, open_face

# Letters of the spacing kinds; see spacing.py.
KIND_OF_CLASS = {
    "A": "L", "9": "L", "u": "L", "r": "L",
    "O": "O", "C": "C", "X": "C", "N": "M", "T": "D", "D": "D", "E": "D",
    "f": "F", "U": "F", "R": "F", "J": "F", "M": "F", "G": "P", "Z": "P",
}  # fmt: skip
# A face whose own interpunct is a narrow Latin one borrows the Chinese one.
FULL_WIDTH_TWINS = {"·": "・‧"}
BOXES_KEPT = 30_000
LONGEST_KEPT = 60  # characters of a word worth remembering


class Box(NamedTuple):
    """What is set as one piece: its glyphs, its width in points without blanks, the blanks, the kinds.

    `plain` is how a single glyph of the first face is drawn as it is, without blanks, offset or kerning;
    `over` is how far the ink of a Latin word passes its width (an f at its end).
    """

    glyphs: tuple[Glyph, ...]
    width: float
    pre: float
    post: float
    left: str
    right: str
    plain: Drawn | None = None
    over: float = 0.0


class Fount:
    """The boxes of one family, weight, size and figure style, in points."""

    def __init__(self, family: Family, weight: Weight, size: float, tabular: bool) -> None:
        self.size = size
        self.tabular = tabular
        self.faces = tuple(open_face(path) for path in fallback_chain(family, weight))
        self.signs: dict[str, Box] = {}
        self.ideographs: dict[str, Box] = {}
        self.met: set[str] = set()
        self.words: dict[str, Box] = {}
        self.space = self._shape(" ", chinese=False)

    def sign(self, text: str, letter: str) -> Box:
        """Return the box of one sign (with its marks), a dash or an ellipsis set from the Chinese face."""
        key = text + letter
        box = self.signs.get(key)
        if box is None:
            if len(self.signs) >= BOXES_KEPT:
                for kept in (self.signs, self.ideographs, self.met):
                    kept.clear()
            box = self.signs[key] = self._sign(text, letter)
            if letter == "I":
                self.ideographs[text] = box
        return box

    def learn(self, text: str) -> None:
        """Shape the ideographs of `text` not met before in one go; one by one costs ten times as much."""
        new = set(text).difference(self.met)
        if not new:
            return
        self.met |= new
        chars = "".join(sorted(char for char in new if letter_of(char) == "I" and is_ideograph(char)))
        if not chars:
            return
        glyphs = self.faces[0].shape(chars, chinese=True, tabular=self.tabular)
        if "".join(glyph.text for glyph in glyphs) != chars or len(glyphs) != len(chars):
            return
        for glyph in glyphs:
            if glyph.gid:
                box = Box((glyph,), glyph.advance * self.size, 0.0, 0.0, "H", "H", self._plain(glyph))
                self.signs[glyph.text + "I"] = self.ideographs[glyph.text] = box

    def word(self, text: str, letters: str) -> Box:
        """Return the box of a Latin word; `letters` are the classes of its characters."""
        key = text + letters
        box = self.words.get(key)
        if box is None:
            glyphs = self._shape(text, chinese=False)
            width = sum(glyph.advance for glyph in glyphs) * self.size
            ends = letters.strip("MG") or "p"
            over = glyphs[-1].face.overhang(glyphs[-1].gid) * self.size if glyphs else 0.0
            box = Box(glyphs, width, 0.0, 0.0, _kind(ends[0]), _kind(ends[-1]), over=over)
            if len(self.words) >= BOXES_KEPT:
                self.words.clear()
            if len(text) <= LONGEST_KEPT:
                self.words[key] = box
        return box

    def _sign(self, text: str, letter: str) -> Box:
        kind = "H" if letter in "IN" and is_ideograph(text[0]) else KIND_OF_CLASS.get(letter, "F")
        if not text.strip("\u200b") or letter in "MGZ":
            return Box((), 0.0, 0.0, 0.0, "P", "P")
        glyphs = self._shape(text, chinese=True)
        advance = sum(glyph.advance for glyph in glyphs)
        shown = text
        if text in FULL_WIDTH_TWINS and advance < 0.5:
            shown, glyphs = self._twin(text, glyphs)
            advance = sum(glyph.advance for glyph in glyphs)
        pre = post = 0.0
        if letter in "OCXN" and not any(map(_is_visible, text[1:])):
            pre, post = glyphs[0].face.blanks(shown[0])
        width = (advance - pre - post) * self.size
        plain = self._plain(glyphs[0]) if len(glyphs) == 1 and not (pre or post) else None
        return Box(glyphs, width, pre * self.size, post * self.size, kind, kind, plain)

    def _plain(self, glyph: Glyph) -> Drawn | None:
        untouched = glyph.advance == glyph.own and not (glyph.shift or glyph.rise)
        if not (untouched and glyph.gid and glyph.face is self.faces[0]):
            return None
        return glyph.face.drawn(glyph, 0.0, glyph.own)

    def _twin(self, text: str, glyphs: tuple[Glyph, ...]) -> tuple[str, tuple[Glyph, ...]]:
        for char in FULL_WIDTH_TWINS[text]:
            twin = self._shape(char, chinese=True)
            if twin[0].gid and twin[0].advance > 0.9:
                return char, tuple(glyph._replace(text=text) for glyph in twin)
        return text, glyphs

    def _shape(self, text: str, chinese: bool) -> tuple[Glyph, ...]:
        return _shape(self.faces, self.tabular, text, chinese)


@lru_cache(maxsize=BOXES_KEPT)
def _shape(faces: tuple[Face, ...], tabular: bool, text: str, chinese: bool) -> tuple[Glyph, ...]:
    """Shape with the first face that has all of `text`, else character by character down the chain.

    Glyphs are in em: the founts of all sizes share them.
    """
    drawn = "".join(char for char in text if _is_visible(char))
    if drawn != text and drawn:
        return _give_back(text, _shape(faces, tabular, drawn, chinese))
    for face in faces:
        if face.has(drawn):
            return face.shape(drawn, chinese, tabular) if drawn else ()
    if len(drawn) == 1:
        return faces[0].shape(drawn, chinese)
    pieces = [_shape(faces, tabular, piece, chinese) for piece in _by_face(drawn, faces)]
    return tuple(glyph for piece in pieces for glyph in piece)


def _by_face(text: str, faces: tuple[Face, ...]) -> list[str]:
    """Cut `text` where the first face that has the character changes."""
    pieces: list[str] = []
    last = -1
    for char in text:
        found = next((at for at, face in enumerate(faces) if face.has(char)), len(faces))
        if found == last and found < len(faces):
            pieces[-1] += char
        else:
            pieces.append(char)
        last = found
    return pieces


# Controls, joiners, direction marks and variation selectors: part of the text, never drawn.
_INVISIBLE = (
    (0x00, 0x20), (0x7F, 0xA0), (0xAD, 0xAE), (0x200B, 0x2010), (0x2028, 0x202F),
    (0x2060, 0x2070), (0xFE00, 0xFE10), (0xFEFF, 0xFF00), (0xE0000, 0xE1000),
)  # fmt: skip


# Of these, what makes one sign of several is worth giving back to who copies the text.
_JOINING = re.compile("[\u200b-\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _give_back(text: str, glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Return the glyphs with the joiners and selectors of `text` in the texts of the glyphs before them."""
    given = []
    at = 0
    for glyph in glyphs:
        start, left = at, len(glyph.text)
        while at < len(text) and (left or not _is_visible(text[at])):
            left -= _is_visible(text[at])
            at += 1
        kept = "".join(char for char in text[start:at] if _is_visible(char) or _JOINING.match(char))
        given.append(glyph._replace(text=kept))
    return tuple(given)


def _is_visible(char: str) -> bool:
    code = ord(char)
    return not any(low <= code < high for low, high in _INVISIBLE)


def _kind(letter: str) -> str:
    return KIND_OF_CLASS.get(letter, "P")


def open_fount(family: Family, weight: Weight, size: float, tabular: bool) -> Fount:
    """Return the fount of a role and size, one per process for each folder of own faces."""
    return _open_fount(family, weight, size, tabular, own_folder())


@lru_cache(maxsize=256)
def _open_fount(family: Family, weight: Weight, size: float, tabular: bool, _folder: str) -> Fount:
    return Fount(family, weight, size, tabular)
