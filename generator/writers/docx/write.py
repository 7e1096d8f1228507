"""A document becomes a Word file: parts to sections, blocks to paragraphs, then the package."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import assert_never

import docx
from docx.document import Document as WordDocument

from generator.atomic import whole_file
from generator.document import BackCover, Chapter, Contents, Cover, Document, Paragraph, Part, Plain
from generator.findings import Finding
from generator.theme import Theme, in_language
from generator.writers.closing import Closing
from generator.writers.docx.blocks import write_blocks, write_paragraph
from generator.writers.docx.contents import write_contents
from generator.writers.docx.inline import with_written_numbers
from generator.writers.docx.numbering import Numbers
from generator.writers.docx.package import (
    add_footnotes,
    add_numbering,
    ask_for_update,
    save,
    set_properties,
    written_at,
)
from generator.writers.docx.plates import write_back, write_cover, write_opener
from generator.writers.docx.reference import adopt
from generator.writers.docx.room import height_of_blocks
from generator.writers.docx.sections import section_properties, sections_of
from generator.writers.docx.story import Charts, Frame, Story
from generator.writers.docx.styles import shown_name, style_ids, styles_part
from generator.writers.docx.targets import find_targets
from generator.writers.docx.template import house_template
from generator.writers.docx.xml import DECLARATION, NAMESPACES, run


def write_docx(
    document: Document,
    theme: Theme,
    path: Path,
    *,
    pages: Mapping[str, int | str] | None = None,
    tops: Mapping[str, float] | None = None,
    closings: Mapping[str, Closing] | None = None,
    charts: Charts = "native",
    template: Path | None = None,
    ask_update: bool = False,
) -> list[Finding]:
    """Write `document` to `path` and return what could not be written as it was given.

    `pages` holds the printed page of every heading, figure and table id; the contents show them until
    Word counts its own. Without it the PDF's layout is made to find them: it sets the same text in the
    same faces and measures. `tops` holds how far down their page (points) tables begin there: a ranking over
    many pages begins with the rows that the rest of that page has room for. `closings` holds how far blocks
    closed up there, for what fills a page there must not run over here. `charts` chooses charts that
    Word can edit or pictures. `template` is a team's own reference document, whose styles win. With
    `ask_update`, Word counts all fields anew when it opens the file, and asks its user before.

    Raises OutputError when the file cannot be written (then there is no new file at all), EditionError
    when the reference document cannot be read.
    """
    theme = in_language(theme, document.language)
    if pages is None:
        pages, tops, closings = _laid_out(document, theme)
    story = _story(document, theme, pages, charts, template)
    story.tops, story.closings = tops or {}, closings or {}
    body = story.lettered(with_written_numbers("".join(_parts(story)), story))
    add_footnotes(story)
    add_numbering(story)
    set_properties(story.word, document)
    if ask_update:
        ask_for_update(story.word)
    with whole_file(path) as temporary:
        save(story.word, temporary, written_at(document), _written(story, body, template))
    return story.findings


def _laid_out(document: Document, theme: Theme) -> tuple[dict[str, str], dict[str, float], dict[str, Closing]]:
    from generator.writers.pdf import lay_out_pdf

    found = lay_out_pdf(document, theme)
    return found.labels, found.tops, found.closings


def _story(
    document: Document, theme: Theme, pages: Mapping[str, int | str], charts: Charts, template: Path | None
) -> Story:
    word = docx.Document(io.BytesIO(house_template(theme)))
    styles, findings = _styled(word, theme, template) if template else (style_ids(theme), [])
    shown = {key: str(page) for key, page in pages.items()}
    targets = find_targets(document)
    return Story(document, theme, word, styles, targets, Numbers(theme), shown, charts, findings)


def _styled(word: WordDocument, theme: Theme, template: Path) -> tuple[Mapping[str, str], list[Finding]]:
    """Return the ids of styles by their house names, those of a team's own document, and what it lacks."""
    styles, findings = adopt(word, template)
    return {name: styles.get(shown_name(name, theme), key) for name, key in style_ids(theme).items()}, findings


def write_template(theme: Theme, path: Path) -> None:
    """Write the house template of a theme as a reference document for a team to start from."""
    word = docx.Document(io.BytesIO(house_template(theme)))
    with whole_file(path) as temporary:
        save(word, temporary, written_at(Document("", ())), {})


def _parts(story: Story) -> list[str]:
    """Return every part's content; the properties of its section stand in its last paragraph."""
    sections = sections_of(story.document.parts)
    pieces: list[str] = []
    for index, section in enumerate(sections):
        content = write_part(section.part, index, story)
        properties = section_properties(section, story, index)
        last = index == len(sections) - 1
        pieces.append(content + properties if last else _closed(content, properties, story))
    return pieces


def write_part(part: Part, index: int, story: Story) -> str:
    """Return the content of a part."""
    match part:
        case Cover():
            return write_cover(part, story)
        case Contents():
            return write_contents(part, story)
        case Plain():
            return _plain(part, story)
        case Chapter():
            opener = write_opener(part, index, story)
            story.break_before = True
            return opener + write_blocks(part.blocks, story, Frame(story.theme.page.measure))
        case BackCover():
            return write_back(part, story)
        case _:
            assert_never(part)


def _plain(part: Plain, story: Story) -> str:
    """Return a part of front matter under its title; an imprint in small print has none and stands at the
    foot of its page."""
    target = story.next_target("heading")
    story.numbers.front()
    frame = Frame(story.theme.page.measure, small=part.small)
    title = ""
    if part.title and not part.small:
        style = "前置标题" if part.listed else "前置标题（不入目录）"
        inner = story.bookmark(target.contents, story.bookmark(target.mark, run(story.checked(part.title))))
        title = story.paragraph(style, inner)
    if not part.small or not part.blocks or not isinstance(part.blocks[0], Paragraph):
        return title + write_blocks(part.blocks, story, frame)
    lift = story.theme.page.depth - height_of_blocks(part.blocks, story.theme, frame.width)
    first = write_paragraph(part.blocks[0], story, frame, above=max(lift, 0.0))
    return first + write_blocks(part.blocks[1:], story, frame)


def _closed(content: str, properties: str, story: Story) -> str:
    """Return content whose last paragraph ends the section; after a table that is a small one of its own."""
    story.break_before = False
    at = content.rfind("<w:p><w:pPr>")
    if not content.endswith("</w:p>") or at < 0 or "</w:tbl>" in content[at:]:
        return content + story.paragraph("间隔", "", properties)
    end = content.index("</w:pPr>", at)
    return content[:end] + properties + content[end:]


def _written(story: Story, body: str, template: Path | None) -> dict[str, bytes]:
    """Return the parts that are text already: the content, and the house's styles, which a team's own
    template changes."""
    content = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    found = {str(story.word.part.partname): content.encode()}
    if template is None:
        found["/word/styles.xml"] = styles_part(story.theme).encode()
    return found
