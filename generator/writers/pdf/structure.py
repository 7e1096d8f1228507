"""The structure tree as objects of the file: elements, and the tree back from marks to elements.

ISO 32000-1 §14.7. A paper has some thousand elements, one a table cell, so they are written as text
at once and not as objects of ReportLab.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.writers.pdf.tags import LinkMark, Mark, Tag

TABLE_ATTRIBUTES = ("Scope", "RowSpan", "ColSpan")
LAYOUT_ATTRIBUTES = ("BBox",)
_SPOKEN = ("Alt", "ActualText", "Lang", "T")


@dataclass
class Structure:
    """Writes a tree of tags, given the object numbers of pages and, in reading order, of links.

    `root` is the number of the tree's own object; elements are numbered from `first` on. The keys of
    the parent tree are those of `generator.writers.pdf.finish`: pages first, then links.
    """

    root: int
    first: int
    pages: Sequence[int]
    links: Mapping[LinkMark, int]
    objects: dict[int, str] = field(default_factory=dict)
    _marks: dict[int, dict[int, int]] = field(default_factory=dict)
    _linked: dict[LinkMark, int] = field(default_factory=dict)
    _ids: list[tuple[str, int]] = field(default_factory=list)

    def write(self, tree: Tag) -> None:
        """Fill `objects` with the whole tree."""
        self._next = self.first
        document = self._element(tree, self.root)
        parents = self._number()
        self.objects[parents] = f"<</Nums[{' '.join(self._parents())}]>>"
        entries = f"/K {document} 0 R/ParentTree {parents} 0 R"
        if self._ids:
            names = self._number()
            listed = " ".join(f"{text(id_)} {element} 0 R" for id_, element in sorted(self._ids))
            self.objects[names] = f"<</Names[{listed}]>>"
            entries += f"/IDTree {names} 0 R"
        following = len(self.pages) + len(self.links)
        self.objects[self.root] = f"<</Type/StructTreeRoot{entries}/ParentTreeNextKey {following}>>"

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _element(self, tag: Tag, parent: int) -> int:
        """Write an element and all below it; return its number."""
        own = self._number()
        kids = tag.kids
        if len(kids) == 1 and isinstance(kids[0], Mark):
            page, mcid = kids[0]
            self._marks.setdefault(page, {})[mcid] = own
            shown = f"/Pg {self.pages[page]} 0 R/K {mcid}"
        else:
            shown = f"/K[{' '.join([self._kid(kid, own) for kid in kids])}]"
        told = self._attributes(tag, own) if tag.attributes else ""
        self.objects[own] = f"<</Type/StructElem/S/{tag.kind}/P {parent} 0 R{told}{shown}>>"
        return own

    def _kid(self, kid: Tag | Mark | LinkMark, element: int) -> str:
        match kid:
            case Tag():
                return f"{self._element(kid, element)} 0 R"
            case Mark(page, mcid):
                self._marks.setdefault(page, {})[mcid] = element
                return f"<</Type/MCR/Pg {self.pages[page]} 0 R/MCID {mcid}>>"
            case LinkMark():
                self._linked[kid] = element
                return f"<</Type/OBJR/Obj {self.links[kid]} 0 R/Pg {self.pages[kid.page]} 0 R>>"

    def _attributes(self, tag: Tag, element: int) -> str:
        given = tag.attributes
        told = "".join([f"/{name} {text(str(given[name]))}" for name in _SPOKEN if given.get(name)])
        if id_ := given.get("ID"):
            told += f"/ID {text(str(id_))}"
            self._ids.append((str(id_), element))
        owned = [
            f"<</O/{owner}{shown}>>"
            for owner, names in (("Table", TABLE_ATTRIBUTES), ("Layout", LAYOUT_ATTRIBUTES))
            if (shown := "".join([f"/{name} {_value(given[name])}" for name in names if name in given]))
        ]
        if owned:
            told += f"/A {owned[0]}" if len(owned) == 1 else f"/A[{' '.join(owned)}]"
        return told

    def _parents(self) -> Iterator[str]:
        """Yield the parent tree: pages first, then links."""
        for number in range(len(self.pages)):
            found = self._marks.get(number, {})
            yield f"{number}[{' '.join([f'{found[mcid]} 0 R' for mcid in sorted(found)])}]"
        for key, link in enumerate(self.links, start=len(self.pages)):
            yield f"{key} {self._linked[link]} 0 R"


def links_of(tag: Tag) -> Iterator[tuple[LinkMark, Tag]]:
    """Yield every link below a tag in reading order, each with its element."""
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from links_of(kid)
        elif isinstance(kid, LinkMark):
            yield kid, tag


def text(value: str) -> str:
    """Return a text string of PDF (ISO 32000-1 §7.9.2.2), in UTF-16 where it is not plain ASCII."""
    if value.isascii() and value.isprintable():
        return "(" + value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return f"<FEFF{value.encode('utf-16-be', 'replace').hex()}>"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f"/{value}"
    return f"[{' '.join(f'{part:g}' for part in value)}]" if isinstance(value, list | tuple) else str(value)
