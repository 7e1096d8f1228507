"""Words and what they stand on, measured in finished files: colours as a reader sees them, not as code means them."""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from zipfile import ZipFile

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from lxml import etree

SCALE = 3
"""Pixels of a point of the page without its words."""
MOST = 0.3
"""Share of a sign's box from which a colour counts as ground: a thinner stroke is a line that runs through."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Pair(NamedTuple):
    """A sign, its colour and that of its ground, #rrggbb."""

    sign: str
    colour: str
    ground: str


def pairs_of_pdf(content: bytes, pages: tuple[int, ...] | None = None) -> Iterator[Pair]:
    """Yield every drawn sign of a PDF with each ground it stands on."""
    document, bare = pdfium.PdfDocument(content), pdfium.PdfDocument(_without_words(content))
    for number in range(len(document)) if pages is None else pages:
        page = document[number]
        height, text = page.get_height(), page.get_textpage()
        ground = bare[number].render(scale=SCALE).to_pil().convert("RGB")
        for at in range(text.count_chars()):
            sign = chr(raw.FPDFText_GetUnicode(text, at))
            left, bottom, right, top = text.get_charbox(at)
            if right - left < 0.5 or top - bottom < 0.5 or not sign.strip():
                continue
            box = (left * SCALE, (height - top) * SCALE, right * SCALE, (height - bottom) * SCALE)
            cut = ground.crop(tuple(round(side) for side in box))
            counts = Counter(cut.get_flattened_data())
            for colour, count in counts.items():
                if count >= MOST * cut.width * cut.height:
                    yield Pair(sign, _ink(text, at), "#{:02X}{:02X}{:02X}".format(*colour))


def _ink(text: pdfium.PdfTextPage, at: int) -> str:
    channels = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, at, *channels)
    return "#{:02X}{:02X}{:02X}".format(*(channel.value for channel in channels[:3]))


def _without_words(content: bytes) -> bytes:
    """Return the same PDF without its text objects (ISO 32000-1 §9.4): BT to ET."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            kept, inside = [], False
            for operands, operator in pikepdf.parse_content_stream(page):
                inside = inside or operator == pikepdf.Operator("BT")
                if not inside:
                    kept.append((operands, operator))
                inside = inside and operator != pikepdf.Operator("ET")
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        target = io.BytesIO()
        pdf.save(target)
        return target.getvalue()


def pairs_of_docx(content: bytes) -> Iterator[Pair]:
    """Yield every run in a table's cell of a Word file with its colour and the shade of its cell."""
    with ZipFile(io.BytesIO(content)) as package:
        styles = _Styles(etree.fromstring(package.read("word/styles.xml")))
        body = etree.fromstring(package.read("word/document.xml"))
    for cell in body.iter(f"{_W}tc"):
        ground = _shade(cell.find(f"{_W}tcPr"))
        for paragraph in cell.findall(f"{_W}p"):
            own = _shade(paragraph.find(f"{_W}pPr")) or ground or "#FFFFFF"
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            for run in paragraph.iter(f"{_W}r"):
                words = "".join(run.itertext()).strip()
                if words:
                    yield Pair(words, styles.colour(run, style), own)


def _shade(properties: etree._Element | None) -> str:
    shade = properties.find(f"{_W}shd") if properties is not None else None
    fill = shade.get(f"{_W}fill", "") if shade is not None else ""
    return f"#{fill}" if re.fullmatch("[0-9A-Fa-f]{6}", fill) else ""


class _Styles:
    """Colours of styles, through what each is based on."""

    def __init__(self, root: etree._Element) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in root.iter(f"{_W}style")}

    def colour(self, run: etree._Element, paragraph: etree._Element | None) -> str:
        """Return the colour of a run: its own, else its character style's, else its paragraph style's."""
        look = run.find(f"{_W}rPr/{_W}rStyle")
        own = run.find(f"{_W}rPr/{_W}color")
        found = f"#{own.get(f'{_W}val')}" if own is not None else ""
        return found or self._of(look) or self._of(paragraph) or self._named("Normal")

    def _of(self, style: etree._Element | None) -> str:
        return self._named(style.get(f"{_W}val", "")) if style is not None else ""

    def _named(self, key: str) -> str:
        style = self._styles.get(key)
        if style is None:
            return ""
        own = style.find(f"{_W}rPr/{_W}color")
        return f"#{own.get(f'{_W}val')}" if own is not None else self._of(style.find(f"{_W}basedOn"))
