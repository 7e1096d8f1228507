"""The structure of a tagged PDF (ISO 32000-1 §14.7, PDF/UA-1): what each piece of a page is.

Whatever is drawn belongs to a leaf of the structure tree or is an artifact. Pages begin as
artifacts (rules, grounds, running heads); a leaf interrupts that with marked content of its
own, so that drawing code only says where text or a figure begins. The tree itself is written
into the finished file by `generator.writers.pdf.finish`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

ARTIFACT, END = "/Artifact BMC", "EMC"
BETWEEN = f"{END} {ARTIFACT}"


class Mark(NamedTuple):
    """Marked content `mcid` of the page with this index (from 0)."""

    page: int
    mcid: int


class LinkMark(NamedTuple):
    """The link annotation at `place` among those of a page."""

    page: int
    place: int


@dataclass
class Tag:
    """An element: its standard type, attributes (Alt, Scope, RowSpan …), and its kids in order."""

    kind: str
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Tag | Mark | LinkMark] = field(default_factory=list)


class TagTree:
    """Collects the structure while a canvas is drawn."""

    def __init__(self, canvas: Any) -> None:
        self.root = Tag("Document")
        self._canvas = canvas
        self._path = [self.root]
        self._page = -1
        self._mcid = 0
        self._level = 0
        self._leaf = self.root
        self._first_link = 0

    # --- pages ---------------------------------------------------------------------

    def begin_page(self) -> None:
        """Begin a page: everything is an artifact until a leaf says otherwise."""
        self._page += 1
        self._mcid = 0
        self._canvas._code.append(ARTIFACT)

    def end_page(self) -> None:
        """End the page."""
        self._canvas._code.append(END)

    # --- elements ------------------------------------------------------------------

    @contextmanager
    def element(self, kind: str, **attributes: Any) -> Iterator[Tag]:
        """Open an element that holds others; everything tagged inside becomes its kid."""
        tag = Tag(kind, attributes)
        self._path[-1].kids.append(tag)
        self._path.append(tag)
        try:
            yield tag
        finally:
            self._path.pop()

    @contextmanager
    def within(self, tag: Tag) -> Iterator[None]:
        """Put what follows below an element that has been drawn: a caption below its figure."""
        self._path.append(tag)
        try:
            yield
        finally:
            self._path.pop()

    @contextmanager
    def leaf(self, kind: str, *, inside: tuple[str, ...] = (), **attributes: Any) -> Iterator[Tag]:
        """Draw the content of an element, its links below it.

        `inside` names elements to stand in: the first goes on where the last kid is of that
        kind already (items of one list), the others are made anew.
        """
        tag = self.open_leaf(kind, attributes, inside)
        try:
            yield tag
        finally:
            self.close_leaf()

    def open_leaf(self, kind: str, attributes: dict[str, Any], inside: tuple[str, ...] = ()) -> Tag:
        """Begin the content of an element, as `leaf` does; `close_leaf` ends it."""
        mcid = self._mcid
        tag = self._leaf = Tag(kind, attributes, [Mark(self._page, mcid)])
        self._inside(inside).kids.append(tag)
        self._mcid += 1
        self._first_link = len(self._canvas._annotationrefs)
        code = self._canvas._code
        begin = f"{END} /{kind} <</MCID {mcid}>> BDC"
        if code[-1] == BETWEEN:  # nothing was drawn since the last leaf
            code[-1] = begin
        else:
            code.append(begin)
        return tag

    def close_leaf(self) -> None:
        """End the content of the element begun last."""
        tag = self._leaf
        self._canvas._code.append(BETWEEN)
        for index in range(self._first_link, len(self._canvas._annotationrefs)):
            alt = tag.attributes.get("T", "")
            tag.kids.append(Tag("Link", {"Alt": alt}, [LinkMark(self._page, index)]))

    def _inside(self, kinds: tuple[str, ...]) -> Tag:
        parent = self._path[-1]
        for number, kind in enumerate(kinds):
            last = parent.kids[-1] if parent.kids else None
            if number == 0 and isinstance(last, Tag) and last.kind == kind:
                parent = last
                continue
            tag = Tag(kind)
            parent.kids.append(tag)
            parent = tag
        return parent

    def heading(self, level: int) -> str:
        """Return H1–H6 for a heading of this level; a level is never skipped (PDF/UA-1 §7.4.2)."""
        self._level = min(level, self._level + 1, 6)
        return f"H{self._level}"


class _NoTags:
    """Stands in where nobody wants structure, as when a page is only measured."""

    @contextmanager
    def element(self, kind: str, **attributes: Any) -> Iterator[Tag]:
        """Draw without marking."""
        yield Tag(kind, attributes)

    @contextmanager
    def within(self, tag: Tag) -> Iterator[None]:
        """Draw without marking."""
        yield

    @contextmanager
    def leaf(self, kind: str, *, inside: tuple[str, ...] = (), **attributes: Any) -> Iterator[Tag]:
        """Draw without marking."""
        yield Tag(kind, attributes)

    def open_leaf(self, kind: str, attributes: dict[str, Any], inside: tuple[str, ...] = ()) -> Tag:
        """Draw without marking."""
        return Tag(kind, attributes)

    def close_leaf(self) -> None:
        """Draw without marking."""

    def heading(self, level: int) -> str:
        """Return the plain level."""
        return f"H{min(level, 6)}"


def tags_of(canvas: Any) -> TagTree | _NoTags:
    """Return the tree that a canvas collects, or a stand-in that does nothing."""
    tree = getattr(canvas, "tag_tree", None)
    return tree if isinstance(tree, TagTree) else _NoTags()
