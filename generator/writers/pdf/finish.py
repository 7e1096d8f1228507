"""The last touches on a PDF: its structure tree, metadata as XMP, and the marks of PDF/UA and PDF/A."""

from __future__ import annotations

import os
import zlib
from datetime import UTC, date, datetime
from typing import Any

from reportlab.pdfbase import pdfdoc

from generator import document as d
from generator.writers.pdf.filing import LEVEL, write_file
from generator.writers.pdf.icc import srgb_profile
from generator.writers.pdf.structure import Structure, links_of, text
from generator.writers.pdf.tags import LinkMark, Tag
from generator.writers.pdf.xmp import xmp_packet
from generator.writers.words import writer_words

PRINTED = 4
"""Flag of an annotation that print and screen show alike."""


def finish(canvas: Any, document: d.Document, root: Tag, *, archive: bool = False) -> bytes:
    """Return the file of a drawn canvas with structure, XMP and, with `archive`, what PDF/A-2b asks for.

    The canvas is used up.
    """
    canvas.bind_destinations()
    doc = canvas._doc
    for font in doc.delayedFonts:
        font.addObjects(doc)
    catalogue = doc.Reference(doc.Catalog)
    info = doc.Reference(doc.info)
    doc.Outlines.prepare(doc, canvas)
    if doc.Outlines.ready < 0:
        doc.Catalog.Outlines = None
    pages = [f"Page{number}" for number in range(1, doc.pageCounter)]
    links = _mark_links(doc, pages, root, writer_words(document.language).jump)
    tree = doc.Reference(_Later(), "StructureTree")
    _mark_pages(doc, pages)
    _mark_catalogue(doc, document, tree, archive=archive)
    objects, streams = _format(doc)

    def number(name: str) -> int:
        return int(doc.idToObjectNumberAndVersion[name][0])

    structure = Structure(
        number(tree.name), len(objects) + 1, [number(name) for name in pages],
        {link: number(name) for link, name in links.items()},
    )
    structure.write(root)
    objects |= {at: shown.encode("ascii") for at, shown in structure.objects.items()}
    return write_file(objects, streams, root=number(catalogue.name), info=number(info.name))


class _Later(pdfdoc.PDFObject):  # type: ignore[misc]
    """Holds the number of an object that is written when all other numbers are known."""

    def format(self, _document: Any) -> bytes:
        return b"null"


class _Deflate(pdfdoc.PDFStreamFilterZCompress):  # type: ignore[misc]
    """Deflate at our own level."""

    def encode(self, text: bytes | str) -> bytes:
        return zlib.compress(text if isinstance(text, bytes) else text.encode("utf-8"), LEVEL)


_DEFLATE = _Deflate()


def _format(doc: Any) -> tuple[dict[int, bytes], frozenset[int]]:
    """Return all objects of a ReportLab document by number, and which are streams.

    Objects may ask for further ones while they are written, so this goes on until none is left.
    """
    objects: dict[int, bytes] = {}
    streams: set[int] = set()
    number = 1
    while number in doc.numberToId:
        thing = doc.idToObject[doc.numberToId[number]]
        if isinstance(thing, pdfdoc.PDFStream) and pdfdoc.PDFZCompress in (thing.filters or ()):
            thing.filters = [_DEFLATE]
        if isinstance(thing, pdfdoc.PDFStream | pdfdoc.PDFImageXObject | pdfdoc.PDFFormXObject):
            streams.add(number)
        objects[number] = pdfdoc.format(thing, doc, toplevel=1)
        number += 1
    return objects, frozenset(streams)


def _mark_links(doc: Any, pages: list[str], root: Tag, jump: str) -> dict[LinkMark, str]:
    """Give every link its words, its flag and its place in the parent tree; return their names in order."""
    names: dict[LinkMark, str] = {}
    for key, (link, element) in enumerate(links_of(root), start=len(pages)):
        name = doc.idToObject[pages[link.page]].Annots[link.place].name
        annotation = doc.idToObject[name]
        entries = annotation if isinstance(annotation, pdfdoc.PDFDictionary) else annotation.Dict()
        words = element.attributes.get("Alt") or _address(entries) or jump
        element.attributes["Alt"] = words
        entries["Contents"] = pdfdoc.PDFString(words)
        entries["F"] = PRINTED
        entries["StructParent"] = key
        doc.idToObject[name] = entries
        names[link] = name
    return names


def _address(entries: Any) -> str:
    """Return where a link leads outside the paper, "" where it does not."""
    if "A" not in entries.dict or "URI" not in entries["A"].dict:
        return ""
    return str(entries["A"]["URI"].s)


def _mark_pages(doc: Any, pages: list[str]) -> None:
    """Give every page its place in the parent tree; tabs go through links as they are read."""
    for number, name in enumerate(pages):
        page = doc.idToObject[name]
        page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
        page.StructParents, page.Tabs, page.Trans = number, "/S", None


def _mark_catalogue(doc: Any, document: d.Document, tree: Any, *, archive: bool) -> None:
    """Write metadata, page labels, the structure's place and, with `archive`, which RGB is meant."""
    catalogue, made = doc.Catalog, _made(document)
    doc.setDateFormatter(lambda *_: made.strftime("D:%Y%m%d%H%M%SZ"))
    packet = xmp_packet(document, made.strftime("%Y-%m-%dT%H:%M:%SZ"), archive=archive)
    entries = {"Type": "/Metadata", "Subtype": "/XML"}
    catalogue.Metadata = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), packet)
    catalogue.MarkInfo, catalogue.StructTreeRoot = "<</Marked true>>", tree
    if catalogue.PageLabels:
        # Labels are put into their tree itself: PDF/A checkers take no references there.
        labels = [b"%d %b" % (page, label.format(doc)) for page, label in catalogue.PageLabels.labels]
        catalogue.PageLabels = b"<</Nums[" + b" ".join(labels) + b"]>>"
    if archive:
        catalogue.__NoDefault__ = (*catalogue.__NoDefault__, "OutputIntents")
        catalogue.OutputIntents = pdfdoc.PDFArray([_output_intent()])


def _output_intent() -> Any:
    """Return which RGB is meant (PDF/A-2, 6.2.3)."""
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), srgb_profile(), [pdfdoc.PDFZCompress])
    return pdfdoc.PDFDictionary(
        {
            "Type": "/OutputIntent", "S": "/GTS_PDFA1", "OutputConditionIdentifier": text("sRGB"),
            "Info": text("sRGB IEC61966-2.1"), "DestOutputProfile": profile,
        }
    )


def _made(document: d.Document) -> datetime:
    """Return SOURCE_DATE_EPOCH, else the paper's date: the clock would make every file differ."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        return datetime.fromtimestamp(int(epoch), UTC)
    day = document.date or date(2000, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
