"""Headings: real heading styles, numbered by the multilevel list, with their bookmarks."""

from __future__ import annotations

from generator.document import Heading
from generator.writers.docx.looks import closer
from generator.writers.docx.numbering import CHAPTERS, UNNUMBERED, numbered
from generator.writers.docx.story import Story
from generator.writers.docx.targets import Target
from generator.writers.docx.xml import run
from generator.writers.words import writer_words

_CLOSER = 0.85
"""Share of the room round a heading that is left where text runs over pages: Word breaks lines a little earlier
than the PDF does, and what fills a page there must not run over here."""
_FLUSH = '<w:ind w:left="0" w:firstLine="0"/>'


def write_heading(heading: Heading, story: Story, *, first: bool = False) -> str:
    """Return a heading of a part. Level 1 of the model is 标题 2: 标题 1 is the chapter's own.

    With `first`, or on a new page, it stands at the very top of what it begins.
    """
    target = story.next_target("heading")
    level = min(heading.level, 3)
    style = f"heading {level + 1}" if heading.listed else f"标题 {level + 1}（不入目录）"
    story.break_before = story.break_before or heading.new_page
    title = run(story.checked(heading.title, f"{heading.number} {heading.title}".strip()))
    lifted = _spacing(heading, style, story, top=story.break_before or first)
    text, numbering, inset = _numbered(heading, level, target, story)
    properties = numbering + lifted + inset
    marked = story.bookmark(target.contents, text + story.bookmark(target.mark, title))
    if heading.tagline:
        marked += run(f"{writer_words(story.theme).gap}{story.checked(heading.tagline)}", story.look("标题引语"))
    return story.paragraph(style, marked, properties)


def _spacing(heading: Heading, style: str, story: Story, *, top: bool) -> str:
    """Return the spacing of a heading, less than its style's where the pages of the PDF closed up or may run over."""
    closing = story.closing(heading.id)
    share = closing.space * (_CLOSER if closing.stretch > 1 else 1.0)
    return closer(style, story.theme, share, top=top)


def _numbered(heading: Heading, level: int, target: Target, story: Story) -> tuple[str, str, str]:
    """Return literal number text (mostly none), the paragraph's numbering, and its indent."""
    place = story.numbers.heading(level, heading.number)
    if place.text:
        number = story.bookmark(f"{target.mark}N", run(story.checked(place.text), story.look("节号")))
        story.written_numbers.add(target.mark)
        return number + run("\u2002"), numbered(UNNUMBERED, level), _FLUSH
    if not place.key:
        return ("", "", "") if level > 2 else ("", numbered(UNNUMBERED, level), _FLUSH)
    if place.key == CHAPTERS and level < 3:
        return "", "", ""
    return "", numbered(place.key, level), ""
