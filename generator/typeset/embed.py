"""Faces inside one document: one Identity-H font a face, made when the document is saved.

Every CID stands for a glyph drawn in one way: which glyph, shifted by how much, with which advance,
and which text a reader gets back for it. A CID whose advance differs from the face's own gets a glyph
of its own in the subset, so that a gap belongs to the glyph and no reader takes it for a space.
All state hangs on the document, so documents cannot touch each other.
"""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

from reportlab.pdfbase import pdfdoc

from generator.typeset.face import Drawn, Face
from generator.typeset.subset import font_name, subset_face

FLAG_SYMBOLIC = 4


class _Canvas(Protocol):
    _doc: Any


class _Codes(dict[Drawn, str]):
    """The CID, as four hex digits, of everything a face draws in a document, in the order first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[Drawn] = []
        self._known: dict[tuple[int, int, int, str], str] = {}

    def __missing__(self, drawn: Drawn) -> str:
        code = self._known.get(drawn.key)
        if code is None:
            self.order.append(drawn)
            code = self._known[drawn.key] = f"{len(self.order):04X}"
        self[drawn] = code
        return code


class EmbeddedFace:
    """The part of a face that one document uses."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.codes = _Codes()
        # pdfium judges gaps by the width of the first CID that reads as a space: let it be the true one.
        for space in face.shape(" ", chinese=False):
            self.codes[face.drawn(space, 0.0, space.own)]

    def addObjects(self, document: Any) -> None:
        """Put the finished font into the document; ReportLab calls this when it saves."""
        drawn = self.codes.order
        data = subset_face(self.face, drawn)
        tag = _tag(data.program)
        base = f"{tag}+{font_name(self.face)}"
        descendant = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType0" if self.face.is_cff else "CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": _Raw("<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"),
            "DW": 1000,
            "W": _Raw(data.widths),
            "FontDescriptor": self._refer(
                document, self._descriptor(document, base, data.program), "Descriptor"
            ),
        }
        if data.cid_to_gid is not None:
            stream = _stream(document, data.cid_to_gid)
            descendant["CIDToGIDMap"] = self._refer(document, stream, "CIDToGIDMap")
        to_unicode = _stream(document, to_unicode_map(drawn))
        font = {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(base),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray(
                [self._refer(document, pdfdoc.PDFDictionary(descendant), "Descendant")]
            ),
            "ToUnicode": self._refer(document, to_unicode, "ToUnicode"),
        }
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.name] = self._refer(document, pdfdoc.PDFDictionary(font), "Font")

    def _refer(self, document: Any, thing: Any, part: str) -> Any:
        return document.Reference(thing, f"typeset.{self.name}.{part}")

    def _descriptor(self, document: Any, base: str, program: bytes) -> Any:
        em = 1000 / self.face.upem
        extents = self.face.font.get_font_extents("ltr")
        stream = _stream(document, program)
        entry = "FontFile2"
        if self.face.is_cff:
            entry = "FontFile3"
            stream.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
        else:
            stream.dictionary["Length1"] = len(program)
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": FLAG_SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([-1000, -500, 2500, 1500]),
                "ItalicAngle": 0,
                "Ascent": round(extents.ascender * em),
                "Descent": round(extents.descender * em),
                "CapHeight": 733,
                "StemV": 80,
                entry: self._refer(document, stream, "Program"),
            }
        )


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """Text that goes into the file as it is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, _document: Any) -> bytes:
        return self.text.encode("ascii")


def _stream(document: Any, content: bytes) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    if document.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _tag(program: bytes) -> str:
    """Return the six capitals that mark a subset, made from its content."""
    number = int.from_bytes(hashlib.sha256(program).digest()[:8], "big")
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def to_unicode_map(drawn: list[Drawn]) -> bytes:
    """Return the CMap that gives every CID its text as UTF-16, surrogates and ligatures included."""
    entries = [
        f"<{cid:04X}> <{one.text.encode('utf-16-be', 'replace').hex().upper()}>"
        for cid, one in enumerate(drawn, 1)
        if one.text
    ]
    blocks = []
    for start in range(0, len(entries), 100):
        block = entries[start : start + 100]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar")
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")


class Typecase(dict[Face, EmbeddedFace]):
    """The faces of one document, each embedded at first use."""

    def __init__(self, document: Any) -> None:
        super().__init__()
        self._document = document

    def __missing__(self, face: Face) -> EmbeddedFace:
        document = self._document
        number = len(document.fontMapping) + 1
        embedded = self[face] = EmbeddedFace(face, f"F{number}")
        document.fontMapping[f"typeset.{number}"] = f"/F{number}"
        document.delayedFonts.append(embedded)
        return embedded


def typecase_of(canvas: _Canvas) -> Typecase:
    """Return the faces of the canvas's document."""
    document = canvas._doc
    case: Typecase | None = getattr(document, "typeset_case", None)
    if case is None:
        case = document.typeset_case = Typecase(document)
    return case

