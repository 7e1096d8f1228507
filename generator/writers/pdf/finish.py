"""The last touches on a PDF: its structure tree, metadata as XMP, and the marks of PDF/UA and PDF/A."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator import document as d
from generator.writers.pdf.icc import srgb_profile
from generator.writers.pdf.tags import LinkMark, Mark, Tag
from generator.writers.pdf.xmp import xmp_packet

TABLE_ATTRIBUTES = ("Scope", "RowSpan", "ColSpan")
LAYOUT_ATTRIBUTES = ("BBox",)
PRINTED = 4
"""Flag of an annotation that print and screen show alike."""


def finish(content: bytes, document: d.Document, root: Tag, *, archive: bool = False) -> bytes:
    """Return the PDF with structure, XMP and, with `archive`, what PDF/A-2b asks for."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _Structure(pdf, document).write(root)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        for page in pdf.pages:
            if "/Trans" in page:
                del page["/Trans"]
            page.Tabs = Name.S
        _inline_page_labels(pdf)
        if archive:
            _add_output_intent(pdf)
        _write_metadata(pdf, document, archive=archive)
        pdf.save(target, deterministic_id=True, compress_streams=False, fix_metadata_version=False)
    return target.getvalue()


class _Structure:
    """Writes the tree of tags as structure elements, and the tree back from marks to elements."""

    def __init__(self, pdf: Pdf, document: d.Document) -> None:
        self._pdf, self._document = pdf, document
        self._marks: dict[int, dict[int, Any]] = {}
        self._annotations: list[tuple[Any, Any]] = []
        self._ids: list[tuple[str, Any]] = []

    def write(self, root: Tag) -> None:
        """Write the whole tree below `root` into the catalogue."""
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(self._numbers())))
        tree.ParentTreeNextKey = len(self._pdf.pages) + len(self._annotations)
        if self._ids:
            names = [part for id_, element in sorted(self._ids) for part in (String(id_), element)]
            tree.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(names)))
        self._pdf.Root.StructTreeRoot = tree

    def _element(self, tag: Tag, parent: Any) -> Any:
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag.kind}"), P=parent)
        )
        self._add_attributes(element, tag)
        kids = []
        for kid in tag.kids:
            match kid:
                case Tag():
                    kids.append(self._element(kid, element))
                case Mark():
                    self._marks.setdefault(kid.page, {})[kid.mcid] = element
                    page = self._pdf.pages[kid.page].obj
                    kids.append(Dictionary(Type=Name.MCR, Pg=page, MCID=kid.mcid))
                case LinkMark():
                    kids.append(self._link(kid, element))
        element.K = Array(kids)
        if tag.kind == "Link" and "/Alt" not in element:
            element.Alt = self._annotations[-1][0].Contents
        return element

    def _link(self, mark: LinkMark, element: Any) -> Any:
        page = self._pdf.pages[mark.page]
        annotation = page.obj.Annots[mark.place]
        if not annotation.is_indirect:
            annotation = self._pdf.make_indirect(annotation)
            page.obj.Annots[mark.place] = annotation
        self._annotations.append((annotation, element))
        annotation.Contents = element.get("/Alt") or String(_link_words(annotation))
        annotation.F = PRINTED
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj)

    def _add_attributes(self, element: Any, tag: Tag) -> None:
        for name in ("Alt", "ActualText", "Lang", "T"):
            if tag.attributes.get(name):
                element[f"/{name}"] = String(str(tag.attributes[name]))
        if id_ := tag.attributes.get("ID"):
            element.ID = String(str(id_))
            self._ids.append((str(id_), element))
        owned = []
        for owner, names in (("Table", TABLE_ATTRIBUTES), ("Layout", LAYOUT_ATTRIBUTES)):
            given = {name: tag.attributes[name] for name in names if name in tag.attributes}
            if given:
                values = {f"/{name}": _value(value) for name, value in given.items()}
                owned.append(Dictionary({"/O": Name(f"/{owner}"), **values}))
        if owned:
            element.A = Array(owned) if len(owned) > 1 else owned[0]

    def _numbers(self) -> Iterator[Any]:
        """Yield the parent tree: pages first, then annotations."""
        for number, page in enumerate(self._pdf.pages):
            found = self._marks.get(number, {})
            page.obj.StructParents = number
            yield number
            yield self._pdf.make_indirect(Array([found[mcid] for mcid in sorted(found)]))
        for number, (annotation, element) in enumerate(self._annotations, start=len(self._pdf.pages)):
            annotation.StructParent = number
            yield number
            yield element


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return Name(f"/{value}")
    return Array(value) if isinstance(value, list | tuple) else value


def _link_words(annotation: Any) -> str:
    action = annotation.get("/A", {})
    return str(action.get("/URI", "")) or "跳转到文内位置"


def _write_metadata(pdf: Pdf, document: d.Document, *, archive: bool) -> None:
    made = _made(document)
    shown = made.strftime("D:%Y%m%d%H%M%SZ")
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = String(shown)
    packet = pdf.make_stream(xmp_packet(document, made.strftime("%Y-%m-%dT%H:%M:%SZ"), archive=archive))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet


def _made(document: d.Document) -> datetime:
    """Return SOURCE_DATE_EPOCH, else the paper's date: the clock would make every file differ."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        return datetime.fromtimestamp(int(epoch), UTC)
    day = document.date or date(2000, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _inline_page_labels(pdf: Pdf) -> None:
    """Put the label dictionaries into the tree itself; PDF/A checkers take no references there."""
    numbers = pdf.Root.PageLabels.Nums
    pdf.Root.PageLabels.Nums = Array(
        [_direct(value) for value in numbers.as_list()]
    )


def _direct(value: Any) -> Any:
    return Dictionary(dict(value.items())) if isinstance(value, pikepdf.Object) else value


def _add_output_intent(pdf: Pdf) -> None:
    """Say which RGB is meant (PDF/A-2, 6.2.3)."""
    profile = pdf.make_stream(srgb_profile())
    profile.N = 3
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"), DestOutputProfile=profile,
            )
        ]
    )
