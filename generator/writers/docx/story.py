"""The story: what the block functions share while a document is being written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from generator.document import Document, Inlines
from generator.findings import Finding, Place, Severity
from generator.theme import Theme
from generator.writers.closing import AS_USUAL, Closing
from generator.writers.docx.numbering import Numbers
from generator.writers.docx.targets import Target
from generator.writers.docx.xml import illegal, without_hints

Charts = Literal["native", "picture"]
_IMAGE = "image/png"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Frame:
    """Where blocks stand: the width to fill in points, and whether that is a table's cell or small print."""

    width: float
    cell: bool = False
    small: bool = False

    def within(self, width: float) -> Frame:
        """Return the frame of a cell of this width."""
        return replace(self, width=width, cell=True)


@dataclass
class Story:
    """The growing parts of a package, and the counters that must not repeat.

    `chapter` is the field that gives the current chapter's number in captions, and what it shows;
    `sequences` the last number of each caption word in this chapter; `counted` that of each sequence of
    chapters; `shared` the heads and feet that many sections use; `written_numbers` the bookmarks of headings
    whose number is text; `tops` how far down their page (points) tables begin in the PDF, `closings` how far
    blocks closed up there.
    """

    document: Document
    theme: Theme
    word: WordDocument
    styles: Mapping[str, str]
    targets: tuple[Target, ...]
    numbers: Numbers
    pages: Mapping[str, str]
    charts: Charts = "native"
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    break_before: bool = False
    chapter: tuple[str, str] = ("", "")
    sequences: dict[str, int] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    written_numbers: set[str] = field(default_factory=set)
    tops: Mapping[str, float] = field(default_factory=dict)
    closings: Mapping[str, Closing] = field(default_factory=dict)
    _next: int = 0
    _in_note: bool = False
    _images: dict[bytes, str] = field(default_factory=dict)
    _parts: int = 0
    _walked: int = 0

    def __post_init__(self) -> None:
        self.by_id = {target.id: target for target in self.targets if target.id}

    # counters ------------------------------------------------------------------

    def next_id(self) -> int:
        """Return a number not yet used by any drawing or bookmark of the document."""
        self._next += 1
        return self._next

    def next_target(self, kind: str) -> Target:
        """Return the target of the heading, figure or table now being written, in reading order."""
        target = self.targets[self._walked]
        if target.kind != kind:
            raise AssertionError(f"expected {target.kind} {target.label}, wrote a {kind}")
        self._walked += 1
        return target

    def bookmark(self, name: str, content: str) -> str:
        """Return `content` inside the bookmark `name`."""
        key = self.next_id()
        return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{key}"/>'

    # words -----------------------------------------------------------------------

    def style(self, name: str) -> str:
        """Return the id of the style called `name`."""
        return self.styles[name]

    def paragraph(self, style: str, content: str, properties: str = "", *, keep: bool = False) -> str:
        """Return a paragraph in a named style. `properties` follow w:pageBreakBefore in the schema."""
        kept = "<w:keepNext/>" if keep else ""
        broken = "<w:pageBreakBefore/>" if self.break_before else ""
        self.break_before = False
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{kept}{broken}{properties}</w:pPr>'
            f"{content}</w:p>"
        )

    def lettered(self, content: str) -> str:
        """Return content with its marks in the face of the paper's language."""
        return content if self.theme.setting.language == "zh" else without_hints(content)

    def look(self, character_style: str) -> str:
        """Return the run look of a named character style."""
        return f'<w:rStyle w:val="{self.styles[character_style]}"/>'

    def checked(self, text: str, where: str = "") -> str:
        """Return `text`, with a finding where it holds characters that no XML file can."""
        bad = illegal(text)
        if bad:
            shown = "、".join(dict.fromkeys(f"U+{ord(sign):04X}" for sign in bad))
            self.report(
                "W601", shown, f"文字中有 XML 不允许的字符（{shown}），已略去：{text[:40]!r}",
                f"The text holds characters XML cannot carry ({shown}); they were left out: {text[:40]!r}",
                where,
            )  # fmt: skip
        return text

    def report(self, code: str, value: str, zh: str, en: str, where: str = "") -> None:
        """Keep a warning; the same one is kept once."""
        finding = Finding(code, Severity.WARNING, Place(where or self.document.title), value, zh, en)
        if finding not in self.findings:
            self.findings.append(finding)

    def note(self, inlines: Inlines, write: Callable[[Inlines], str]) -> int:
        """Keep a footnote and return its number; `write` turns its inlines into runs."""
        number = len(self.notes) + 1
        self.notes.append("")
        mark = f'<w:r><w:rPr>{self.look("footnote reference")}</w:rPr><w:footnoteRef/></w:r>'
        gap = '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
        style = self.style("footnote text")
        self._in_note = True
        content = write(inlines)
        self._in_note = False
        self.notes[number - 1] = (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"{mark}{gap}{self.lettered(content)}</w:p></w:footnote>"
        )
        return number

    def closing(self, key: str) -> Closing:
        """Return how far the block with this id closed up in the PDF."""
        return self.closings.get(key, AS_USUAL)

    def page_of(self, target: Target) -> str:
        """Return the page a target stands on, as printed; empty where nobody knows."""
        return self.pages.get(target.id) or self.pages.get(target.contents, "")

    # parts -----------------------------------------------------------------------

    def link(self, url: str) -> str:
        """Return the relationship id of an outside address; a note's belongs to the part of the notes."""
        part: Part = self.word.part
        if self._in_note:
            part = part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
        return str(part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def picture(self, png: bytes) -> str:
        """Return the relationship id of a PNG; the same bytes are stored once.

        The part is made directly: python-docx's own way looks through all parts for every picture.
        """
        if png not in self._images:
            self._images[png] = self._related(f"/word/media/image{len(self._images) + 1}.png", _IMAGE, png,
                                              RELATIONSHIP_TYPE.IMAGE)
        return self._images[png]

    def chart(self, xml: bytes, workbook: bytes) -> str:
        """Return the relationship id of a native chart with its workbook inside.

        The chart's XML must name its workbook `rId1` (c:externalData).
        """
        self._parts += 1
        package = self.word.part.package
        book = Part(PackURI(f"/word/embeddings/chart{self._parts}.xlsx"), _WORKBOOK, workbook, package)
        chart = Part(PackURI(f"/word/charts/chart{self._parts}.xml"), _CHART, xml, package)
        chart.rels.get_or_add(RELATIONSHIP_TYPE.PACKAGE, book)
        return str(self.word.part.relate_to(chart, RELATIONSHIP_TYPE.CHART))

    def _related(self, name: str, kind: str, blob: bytes, relation: str) -> str:
        part = Part(PackURI(name), kind, blob, self.word.part.package)
        return str(self.word.part.relate_to(part, relation))

    def header(self, name: str, kind: str, blob: bytes) -> str:
        """Return the relationship id of a header or footer part (`kind` is "header" or "footer")."""
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        return self._related(f"/word/{name}.xml", content, blob, getattr(RELATIONSHIP_TYPE, kind.upper()))
