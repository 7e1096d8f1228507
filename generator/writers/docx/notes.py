"""The small lines under figures and tables: note and source."""

from __future__ import annotations

from generator.writers.docx.looks import closer
from generator.writers.docx.story import Story
from generator.writers.docx.xml import run
from generator.writers.sources import notes_line
from generator.writers.words import writer_words


def write_notes(note: str, source: str, story: Story, style: str = "数据来源", *, share: float = 1.0) -> str:
    """Return note and source as one small paragraph, empty where there is neither; `share` is what is left of the
    room around it (0–1)."""
    text = notes_line(note, source, writer_words(story.theme))
    room = closer(style, story.theme, share)
    return story.paragraph(style, run(story.checked(text)), room) if text else ""
