"""The small line under a figure or table: note and source behind their lead words."""

from __future__ import annotations

from collections.abc import Mapping


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
