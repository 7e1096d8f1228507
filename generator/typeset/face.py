"""A font file as HarfBuzz sees it: glyphs, advances and the blank a mark carries, in em."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

from generator.fonts import load_face

WEIGHT_VALUES = {"light": 300.0, "regular": 400.0, "bold": 700.0}
SHARED = frozenset("—…“”‘’·")  # signs of both scripts, full-width among Chinese


class Glyph(NamedTuple):
    """One glyph of a shaped text, in em: its own advance, the advance wanted, and an offset.

    `text` is what a reader must get back; `shift` is part of the drawn glyph (a mark whose left
    blank was cut away), `rise` moves it up.
    """

    face: Face
    gid: int
    own: float
    advance: float
    text: str
    shift: float = 0.0
    rise: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A glyph drawn in one way: shift and advance in font units, whether that is the glyph itself, its text.

    It is looked up by what it is, not by its values: a report shows some ten thousand of them.
    """

    gid: int
    shift: int
    advance: int
    is_own: bool
    text: str

    @property
    def key(self) -> tuple[int, int, int, str]:
        """What tells it from the others of its face."""
        return self.gid, self.shift, self.advance, self.text


DRAWN_KEPT = 60_000
GLYPHS_KEPT = 60_000
LEAST_OVERHANG = 0.01  # em


class Face:
    """One face; holds only facts of the file, so documents may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hb_face = load_face(path)
        self.font = hb.Font(self.hb_face)
        self.upem: int = self.hb_face.upem
        self.tags = frozenset(self.hb_face.table_tags)
        self.is_cff = bool(self.tags & {"CFF ", "CFF2"})
        self.axes = self._choose_instance()
        self._glyphs: dict[tuple[int, int, int, int, str], Glyph] = {}
        self._drawn: dict[tuple[int, float, float, str], Drawn] = {}

    def _choose_instance(self) -> dict[str, float]:
        """Return the axis values of a variable face, its weight after the role in the file's name."""
        axes = {axis.tag: axis.default_value for axis in self.hb_face.axis_infos}
        for role, weight in WEIGHT_VALUES.items():
            if "wght" in axes and role in self.path.stem:
                axes["wght"] = weight
        if axes:
            self.font.set_variations(axes)
        return axes

    def has(self, text: str) -> bool:
        """Return whether every character of `text` has a glyph."""
        lookup = self.font.get_nominal_glyph
        return all(lookup(ord(char)) for char in text)

    def shape(self, text: str, chinese: bool, tabular: bool = False, halt: bool = False) -> tuple[Glyph, ...]:
        """Return the glyphs of `text`; `chinese` chooses full-width forms, otherwise proportional ones.

        Every character ends up in the text of exactly one glyph, so that extraction loses none.
        """
        buffer = hb.Buffer()
        buffer.add_str(text.encode("utf-8", "replace").decode("utf-8"))
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.direction = "ltr"
        buffer.script, buffer.language = ("hani", "zh-hans") if chinese else ("latn", "en")
        features: dict[str, bool] = {"halt": True} if halt else {}
        if not chinese:
            features["pwid"] = True
        elif text[0] in SHARED:
            features["fwid"] = True
        if tabular:
            features["tnum"] = True
        hb.shape(self.font, buffer, features)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        texts = _share_out(text, [info.cluster for info in infos])
        return tuple(
            self._glyph(info.codepoint, place.x_advance, place.x_offset, place.y_offset, own_text)
            for info, place, own_text in zip(infos, positions, texts, strict=True)
        )

    def _glyph(self, gid: int, across: int, aside: int, up: int, text: str) -> Glyph:
        """Return a glyph by its measures in font units; the same one stands in every word that has it."""
        key = (gid, across, aside, up, text)
        found = self._glyphs.get(key)
        if found is None:
            if len(self._glyphs) >= GLYPHS_KEPT:
                self._glyphs.clear()
            em = 1.0 / self.upem
            own = self.font.get_glyph_h_advance(gid) * em
            found = self._glyphs[key] = Glyph(self, gid, own, across * em, text, aside * em, up * em)
        return found

    def drawn(self, glyph: Glyph, shift: float, advance: float) -> Drawn:
        """Return a glyph drawn `shift` em to the right and `advance` em wide."""
        key = (glyph.gid, shift, advance, glyph.text)
        found = self._drawn.get(key)
        if found is None:
            if len(self._drawn) >= DRAWN_KEPT:
                self._drawn.clear()
            units, aside = round(advance * self.upem), round(shift * self.upem)
            is_own = not shift and units == round(glyph.own * self.upem)
            found = self._drawn[key] = Drawn(glyph.gid, aside, units, is_own, glyph.text)
        return found

    def overhang(self, gid: int) -> float:
        """Return how far a glyph's ink passes its advance on the right, in em; 0.0 where no reader sees it."""
        ink = self.font.get_glyph_extents(gid)
        if ink is None:
            return 0.0
        past = (ink.x_bearing + ink.width - self.font.get_glyph_h_advance(gid)) / self.upem
        return past if past >= LEAST_OVERHANG else 0.0

    def blanks(self, char: str) -> tuple[float, float]:
        """Return the blank left and right of a full-width mark that half-width setting takes away, in em.

        Asked of the feature halt; a face without it is judged by the ink.
        """
        full = self.shape(char, chinese=True)
        if len(full) != 1 or not 0.9 < full[0].advance < 1.1:
            return 0.0, 0.0
        half = self.shape(char, chinese=True, halt=True)
        if len(half) == 1 and half[0].advance < full[0].advance:
            left = max(0.0, full[0].shift - half[0].shift)
            return left, full[0].advance - half[0].advance - left
        ink = self.font.get_glyph_extents(full[0].gid)
        if ink is None or not ink.width:
            return 0.0, 0.0
        start, end = ink.x_bearing / self.upem, (ink.x_bearing + ink.width) / self.upem
        if end <= 0.5:
            return 0.0, 0.5
        if start >= 0.5:
            return 0.5, 0.0
        return (0.25, 0.25) if start >= 0.25 and end <= 0.75 else (0.0, 0.0)


def _share_out(text: str, starts: list[int]) -> list[str]:
    """Return the part of `text` each glyph stands for; of several glyphs for one part the first has it."""
    places = sorted({0, *starts, len(text)}) if starts else []
    ends = dict(pairwise(places))
    texts, given = [], set()
    for start in starts:
        texts.append("" if start in given else text[start : ends.get(start)])
        given.add(start)
    if starts and 0 not in given:
        texts[0] = text[: ends[0]] + texts[0]
    return texts


@lru_cache(maxsize=32)
def open_face(path: Path) -> Face:
    """Return the face of a file; opening takes well under a millisecond."""
    return Face(path)
