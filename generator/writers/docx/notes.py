"""The small lines under figures and tables: note and source."""

from __future__ import annotations

from collections.abc import Mapping

from generator.writers.docx.story import Story
from generator.writers.docx.xml import run


def write_notes(note: str, source: str, story: Story, style: str = "数据来源") -> str:
    """Return note and source as one small paragraph, empty where there is neither."""
    text = notes_line(note, source, story.document.words)
    return story.paragraph(style, run(story.checked(text))) if text else ""


def notes_line(note: str, source: str, words: Mapping[str, str]) -> str:
    """Return note and source behind their lead words, each ending in a full stop."""
    shown = (
        _led(note, words.get("note", "注："), "注"),
        _led(source, words.get("source", "数据来源："), "数据来源"),
    )
    return "".join(line if line.endswith(("。", ".")) else f"{line}。" for line in shown if line)


def _led(text: str, lead: str, already: str) -> str:
    """Return `text` behind its lead word, unless it begins with it."""
    return text if not text or text.startswith((lead, already)) else lead + text
