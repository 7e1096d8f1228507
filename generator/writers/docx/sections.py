"""Sections: what stands at the head and foot of a part's pages, and how they are counted."""

from __future__ import annotations

from dataclasses import dataclass

from generator.document import BackCover, Chapter, Contents, Cover, Part, Plain
from generator.writers.docx.story import Story
from generator.writers.docx.styles import shown_name
from generator.writers.docx.xml import DECLARATION, NAMESPACES, field, run, twips
from generator.writers.words import writer_words

_PLATE_BOTTOM = 24.0
"""Bottom margin of cover and back cover in points: room for a line more than was reckoned."""

_FOOT_DROP = 3.0
"""Points from the bottom of the footer's line to its baseline."""


@dataclass(frozen=True)
class Section:
    """How a part's pages are set. `start` begins the count anew; `opener` leaves the first page bare."""

    part: Part
    numbers: str = "decimal"
    start: int | None = None
    opener: bool = False
    bare: bool = False


def sections_of(parts: tuple[Part, ...]) -> list[Section]:
    """Return one section for every part: roman before the first chapter, arabic from there."""
    sections: list[Section] = []
    front = body = False
    for part in parts:
        if not isinstance(part, Chapter | Contents | Plain):
            sections.append(Section(part, bare=True))
            continue
        in_body = body or isinstance(part, Chapter)
        first = not (body if in_body else front)
        body, front = in_body, True
        small = isinstance(part, Plain) and part.small
        sections.append(
            Section(
                part, "decimal" if in_body else "lowerRoman", 1 if first else None,
                opener=isinstance(part, Chapter), bare=small,
            )
        )  # fmt: skip
    return sections


def section_properties(section: Section, story: Story, index: int) -> str:
    """Return w:sectPr; heads and feet are parts of their own, so that each chapter's name is in its own."""
    page = story.theme.page
    references = "".join(_references(section, story, index))
    numbering = ""
    if isinstance(section.part, Chapter | Contents | Plain):
        start = f' w:start="{section.start}"' if section.start is not None else ""
        numbering = f'<w:pgNumType w:fmt="{section.numbers}"{start}/>'
    bottom = _PLATE_BOTTOM if isinstance(section.part, Cover | BackCover) else page.bottom
    head = page.height - page.head_rule - 6 - story.theme.type.note.leading
    foot = max(page.folio - _FOOT_DROP, 0)
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.outer)}" w:bottom="{twips(bottom)}" '
        f'w:left="{twips(page.inner)}" w:header="{twips(head)}" w:footer="{twips(foot)}" w:gutter="0"/>'
        f'{numbering}{"<w:titlePg/>" if section.opener else ""}'
        f'<w:docGrid w:type="lines" w:linePitch="{twips(story.theme.type.body.leading)}"/></w:sectPr>'
    )


def _references(section: Section, story: Story, index: int) -> list[str]:
    """Return header and footer references in schema order; an opener's first page has empty ones."""
    found: list[str] = []
    for kind in ("header", "footer"):
        shown = not section.bare
        for place in ("even", "default", *(("first",) if section.opener else ())):
            if not shown or place == "first":
                key = _empty(kind, story)
            elif kind == "header":
                key = story.header(f"header{index}{place}", kind, _head(section.part, place == "even", story))
            else:
                key = _folio(place, story)
            found.append(f'<w:{kind}Reference w:type="{place}" r:id="{key}"/>')
    return found


def _head(part: Part, even: bool, story: Story) -> bytes:
    """Return a header: the paper's name at the inner edge, the chapter's at the outer one."""
    running = run(story.checked(story.document.running_head or story.document.title))
    name = _chapter_name(part, story)
    left, right = (name, running) if even else (running, name)
    tab = "<w:r><w:tab/></w:r>"
    return _part("hdr", "header", story.lettered(left + tab + right), story)


def _chapter_name(part: Part, story: Story) -> str:
    match part:
        case Chapter():
            label = field("STYLEREF 1 \\n", run(part.label)) + run(writer_words(story.theme).gap)
            if part.label in ("", part.title):
                label = ""
            return label + field("STYLEREF 1", run(story.checked(part.title)))
        case Plain():
            style = "前置标题" if part.listed else "前置标题（不入目录）"
            return field(f'STYLEREF "{shown_name(style, story.theme)}"', run(story.checked(part.title)))
        case Contents():
            return run(story.checked(part.title))
        case _:
            return ""


def _folio(place: str, story: Story) -> str:
    name = f"footer_{place}"
    if name not in story.shared:
        style = "footer" if place == "even" else "奇数页页脚"
        story.shared[name] = story.header(name, "footer", _part("ftr", style, field("PAGE", run("1")), story))
    return story.shared[name]


def _empty(kind: str, story: Story) -> str:
    """Return a head or foot without text, and without the head's rule."""
    name = f"{kind}_empty"
    if name not in story.shared:
        tag = "hdr" if kind == "header" else "ftr"
        story.shared[name] = story.header(name, kind, _part(tag, "footer", "", story))
    return story.shared[name]


def _part(tag: str, style: str, content: str, story: Story) -> bytes:
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{story.style(style)}"/></w:pPr>{content}</w:p>'
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{paragraph}</w:{tag}>".encode()
