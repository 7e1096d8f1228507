"""The few tags of a layout case: <b>, <c> (red), <sup>, and <i>, <u>, <code>, <a href>."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.typeset.style import Span

RED = "#c00000"
_TAG = re.compile(r'<(/?)(b|c|sup|i|u|code|a)(?:\s+href="([^"<>]*)")?>')


def read_markup(text: str) -> tuple[Span, ...]:
    """Return the spans of a text with tags; a tag that closes nothing is ignored, other `<` are text."""
    spans: list[Span] = []
    opened: list[tuple[str, str]] = []
    at = 0
    for match in _TAG.finditer(text):
        _append(spans, text[at : match.start()], opened)
        at = match.end()
        closing, name, address = match.groups()
        if not closing:
            opened.append((name, address or ""))
            continue
        for place in range(len(opened) - 1, -1, -1):
            if opened[place][0] == name:
                del opened[place]
                break
    _append(spans, text[at:], opened)
    return tuple(spans)


def unpaired_tags(text: str) -> list[str]:
    """Return the tags of a text that are never closed, or close nothing."""
    opened: list[str] = []
    astray = []
    for match in _TAG.finditer(text):
        closing, name, _ = match.groups()
        if not closing:
            opened.append(name)
        elif name in opened:
            opened.reverse()
            opened.remove(name)
            opened.reverse()
        else:
            astray.append(f"</{name}>")
    return [f"<{name}>" for name in opened] + astray


def _append(spans: list[Span], text: str, opened: list[tuple[str, str]]) -> None:
    if not text:
        return
    span = Span(text)
    for name, address in opened:
        match name:
            case "b":
                span = replace(span, bold=True)
            case "c":
                span = replace(span, colour=RED)
            case "sup":
                span = replace(span, raise_=True)
            case "i":
                span = replace(span, italic=True)
            case "u":
                span = replace(span, underline=True)
            case "code":
                span = replace(span, code=True)
            case _:
                span = replace(span, link=address)
    spans.append(span)
