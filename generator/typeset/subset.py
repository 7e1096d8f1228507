"""The font program of one document: the glyphs it uses, with aliases for other advances.

TrueType goes through HarfBuzz's subsetter; aliases are composite glyphs of a few bytes with their own
entry in hmtx. CFF outlines are drawn anew, glyph k for CID k.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import uharfbuzz as hb

from generator.typeset.face import Drawn, Face

# Layout, names and hints are of no use inside a PDF, where glyphs come by number.
DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "cmap", "name", "post", "OS/2", "vhea", "vmtx", "VORG",
           "gasp", "kern", "DSIG", "meta", "hdmx", "VDMX", "LTSH", "PCLT", "JSTF", "MATH")  # fmt: skip
KEPT_TABLES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
ARGS_ARE_WORDS, ARGS_ARE_XY = 0x0001, 0x0002


class Program(NamedTuple):
    """A font program with the CID tables that go with it."""

    program: bytes
    widths: str
    cid_to_gid: bytes | None


def font_name(face: Face) -> str:
    """Return the PostScript name of a face, safe inside a PDF name."""
    name = face.hb_face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or face.path.stem
    return "".join(char if char.isascii() and (char.isalnum() or char in "-_") else "-" for char in name)[:60]


def subset_face(face: Face, drawn: list[Drawn]) -> Program:
    """Return the program that draws CID i + 1 as `drawn[i]`."""
    if face.is_cff:
        return Program(_redraw_cff(face, drawn), _widths(face, drawn), None)
    program, gids = _cut_truetype(face, drawn)
    mapping = struct.pack(f">{len(gids) + 1}H", 0, *gids)
    return Program(program, _widths(face, drawn), mapping)


def _widths(face: Face, drawn: list[Drawn]) -> str:
    scale = 1000 / face.upem
    return "[1 [" + " ".join(f"{one.advance * scale:.4g}" for one in drawn) + "]]"


def _cut_truetype(face: Face, drawn: list[Drawn]) -> tuple[bytes, list[int]]:
    """Return the sfnt and the glyph of every CID."""
    request = hb.SubsetInput()
    request.sets(hb.SubsetInputSets.GLYPH_INDEX).set({0, *(one.gid for one in drawn)})
    flags = hb.SubsetFlags
    request.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
    request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
    for tag, value in face.axes.items():
        request.pin_axis_location(face.hb_face, tag, value)
    plan = hb.SubsetPlan(face.hb_face, request)
    cut = plan.execute()
    new_gid = dict(plan.old_to_new_glyph_mapping.items())
    tables = {tag: bytes(cut.reference_table(tag).data) for tag in KEPT_TABLES}
    glyphs = _Glyphs(tables)
    aliases: dict[tuple[int, int, int], int] = {}
    gids = []
    for one in drawn:
        if one.is_own and one.gid:
            gids.append(new_gid[one.gid])
            continue
        key = (new_gid[one.gid], one.shift, one.advance)
        if key not in aliases:
            aliases[key] = glyphs.add_alias(*key)
        gids.append(aliases[key])
    return _write_sfnt(glyphs.tables()), gids


class _Glyphs:
    """The glyph tables of a subset, open for aliases at the end."""

    def __init__(self, tables: dict[str, bytes]) -> None:
        self._tables = tables
        count = struct.unpack(">H", tables["maxp"][4:6])[0]
        is_long = struct.unpack(">h", tables["head"][50:52])[0]
        loca = tables["loca"]
        self.offsets = (
            list(struct.unpack(f">{count + 1}L", loca[: 4 * count + 4]))
            if is_long
            else [2 * at for at in struct.unpack(f">{count + 1}H", loca[: 2 * count + 2])]
        )
        self.glyf = bytearray(tables["glyf"])
        self.metrics = self._read_metrics(count)

    def _read_metrics(self, count: int) -> list[tuple[int, int]]:
        data, long = self._tables["hmtx"], struct.unpack(">H", self._tables["hhea"][34:36])[0]
        metrics: list[tuple[int, int]] = list(struct.iter_unpack(">Hh", data[: 4 * long]))
        rest = struct.unpack(f">{count - long}h", data[4 * long : 4 * long + 2 * (count - long)])
        return metrics + [(metrics[-1][0], bearing) for bearing in rest]

    def add_alias(self, gid: int, shift: int, advance: int) -> int:
        """Add a glyph that draws `gid` moved by `shift`; return its number."""
        start, end = self.offsets[gid], self.offsets[gid + 1]
        bearing = 0
        if end - start >= 10:
            low_x, low_y, high_x, high_y = struct.unpack(">4h", self.glyf[start + 2 : start + 10])
            bearing = low_x + shift
            self.glyf += struct.pack(">5h", -1, bearing, low_y, high_x + shift, high_y)
            self.glyf += struct.pack(">HHhh", ARGS_ARE_WORDS | ARGS_ARE_XY, gid, shift, 0)
        while len(self.glyf) % 4:
            self.glyf.append(0)
        self.offsets.append(len(self.glyf))
        self.metrics.append((max(0, advance), bearing))
        return len(self.metrics) - 1

    def tables(self) -> dict[str, bytes]:
        """Return the tables with counts brought up to date."""
        count = len(self.metrics)
        tables = dict(self._tables)
        tables["glyf"] = bytes(self.glyf)
        tables["loca"] = struct.pack(f">{count + 1}L", *self.offsets)
        tables["hmtx"] = b"".join(struct.pack(">Hh", *pair) for pair in self.metrics)
        widest = max(advance for advance, _ in self.metrics)
        hhea = bytearray(tables["hhea"])
        hhea[10:12], hhea[34:36] = struct.pack(">H", widest), struct.pack(">H", count)
        tables["hhea"] = bytes(hhea)
        head = bytearray(tables["head"])
        head[8:12] = b"\0\0\0\0"
        head[50:52] = struct.pack(">h", 1)
        tables["head"] = bytes(head)
        tables["maxp"] = _raise_limits(tables["maxp"], count)
        return tables


def _raise_limits(maxp: bytes, count: int) -> bytes:
    """Return maxp for `count` glyphs, composites one level deeper than before."""
    fields = list(struct.unpack(">L14H", maxp[:32]))
    fields[1] = count
    fields[4] = max(fields[2], fields[4])  # points and contours of a composite
    fields[5] = max(fields[3], fields[5])
    fields[13] = max(1, fields[13])
    fields[14] += 1
    return struct.pack(">L14H", *fields)


def _write_sfnt(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    search = (power * 16, power.bit_length() - 1, (count - power) * 16)
    header = struct.pack(">LHHHH", 0x00010000, count, *search)
    offset = len(header) + 16 * count
    directory, body = [], []
    for tag in sorted(tables):
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory.append(struct.pack(">4sLLL", tag.encode(), checksum, offset, len(data)))
        body.append(padded)
        offset += len(padded)
    return header + b"".join(directory) + b"".join(body)


def _redraw_cff(face: Face, drawn: list[Drawn]) -> bytes:
    """Return a CFF program whose glyph k draws CID k; hints are left out."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    strings = {}
    names = [".notdef", *(f"cid{cid:05d}" for cid in range(1, len(drawn) + 1))]
    own = round(face.font.get_glyph_h_advance(0))
    for name, one in zip(names, [Drawn(0, 0, own, True, ""), *drawn], strict=True):
        pen = T2CharStringPen(one.advance, None)
        face.font.draw_glyph_with_pen(one.gid, TransformPen(pen, (1, 0, 0, 1, one.shift, 0)))
        strings[name] = pen.getCharString()
    builder = FontBuilder(face.upem, isTTF=False)
    builder.setupGlyphOrder(names)
    matrix = {"FontMatrix": [1 / face.upem, 0, 0, 1 / face.upem, 0, 0]}
    builder.setupCFF(font_name(face), matrix, strings, {})
    return bytes(builder.font["CFF "].compile(builder.font))
