"""What a caller says about a text: spans, each in one look, and the style of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.fonts import Family, Weight

Align = Literal["justify", "left", "center", "right"]
Mode = Literal["total", "greedy"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one look; the text is plain, never markup.

    `size` in points overrides the style's; `raise_` makes a superscript; `link` is an address or
    "#destination"; `italic` slants Latin only, since slanted Chinese is no italic.
    """

    text: str
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    raise_: bool = False
    underline: bool = False
    code: bool = False
    link: str | None = None
    size: float | None = None
    light: bool = False

    def __hash__(self) -> int:
        """Return a hash of the text and what most often tells two apart: spans are keys of many look-ups."""
        return hash((self.text, self.colour, self.bold))


Content = str | Span | Sequence[Span]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: sizes, leading, left and spaces in points, the first-line indent in em.

    `mode` "total" chooses all breaks of a paragraph together, "greedy" line by line.
    """

    family: Family = "sans"
    weight: Weight = "regular"
    size: float = 10.5
    leading: float = 18.0
    colour: str = "#000000"
    align: Align = "justify"
    indent: float = 0.0
    left: float = 0.0
    hanging_punctuation: bool = False
    tabular: bool = False
    mode: Mode = "total"
    space_before: float = 0.0
    space_after: float = 0.0
    keep_with_next: bool = False
    widows: int = 2
    orphans: int = 2

    def __hash__(self) -> int:
        """Return a hash of what most often tells two apart: styles are keys of every look-up of a text."""
        return hash((self.size, self.colour, self.weight, self.align))


def to_spans(content: Content) -> tuple[Span, ...]:
    """Return the content as spans, those without text left out."""
    if isinstance(content, str):
        content = (Span(content),)
    elif isinstance(content, Span):
        content = (content,)
    return tuple(span for span in content if span.text)


def plain_text(content: Content) -> str:
    """Return the text of the content without its looks."""
    return "".join(span.text for span in to_spans(content))


def cut_spans(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """Return the part of the spans between two places of their joined text."""
    parts = []
    at = 0
    for span in spans:
        text = span.text[max(0, start - at) : max(0, end - at)]
        if text:
            parts.append(replace(span, text=text))
        at += len(span.text)
    return tuple(parts)
