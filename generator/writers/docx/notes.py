"""The small lines under figures and tables: note and source."""

from __future__ import annotations

from generator.writers.docx.story import Story
from generator.writers.docx.xml import run
from generator.writers.sources import notes_line
from generator.writers.words import writer_words


def write_notes(note: str, source: str, story: Story, style: str = "数据来源") -> str:
    """Return note and source as one small paragraph, empty where there is neither."""
    text = notes_line(note, source, writer_words(story.theme))
    return story.paragraph(style, run(story.checked(text))) if text else ""
