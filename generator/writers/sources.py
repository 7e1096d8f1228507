"""The small line under a figure or table: note and source behind their lead words."""

from __future__ import annotations

from generator.writers.words import WriterWords


def notes_line(note: str, source: str, words: WriterWords) -> str:
    """Return note and source behind their lead words, each ending in a full stop."""
    shown = (_led(note, words.note, words.told[0]), _led(source, words.source, words.told[1]))
    ended = (line if line.endswith(("。", ".")) else line + words.stop for line in shown if line)
    return words.between.join(ended)


def _led(text: str, lead: str, already: str) -> str:
    """Return `text` behind its lead word, unless it begins with it."""
    return text if not text or text.startswith((lead, already)) else lead + text
