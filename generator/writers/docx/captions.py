"""Captions that count themselves: 图{SEQ 章 \\c}-{SEQ 图}, inside a bookmark that references show."""

from __future__ import annotations

from generator.document import Caption
from generator.writers.docx.looks import closer
from generator.writers.docx.story import Story
from generator.writers.docx.targets import Target
from generator.writers.docx.xml import field, run
from generator.writers.words import writer_words


def write_caption(
    caption: Caption, target: Target, style: str, story: Story, unit: str = "", *,
    keep: bool = False, share: float = 1.0,
) -> str:  # fmt: skip
    """Return the caption paragraph; `unit` stands at the right end of a table's caption, `share` is what is left of
    the room around it (0–1)."""
    number = story.look("题注编号")
    label = story.bookmark(target.mark, _label(caption, target.word, story, number))
    words = writer_words(story.theme)
    text = run(words.gap + story.checked(caption.text))
    tail = run(f"\t{words.unit.format(story.checked(unit))}", story.look("单位")) if unit else ""
    inner = story.bookmark(target.contents, label + text) + tail
    return story.paragraph(style, inner, closer(style, story.theme, share), keep=keep)


def _label(caption: Caption, name: str, story: Story, look: str) -> str:
    """Return the caption's word and number; a number Word would not reach is set by \\r."""
    word = run(story.checked(caption.lead), look)
    chapter = ""
    if caption.chapter:
        code, shown = story.chapter
        inner = run(caption.chapter, look)
        live = bool(code) and shown == caption.chapter
        chapter = (field(code, inner, look) if live else inner) + run("-", look)
    expected = story.sequences.get(name, 0) + 1
    story.sequences[name] = caption.sequence
    restart = "\\s 1" if caption.chapter else ""
    if caption.sequence != expected:
        restart = f"\\r {caption.sequence}"
    code = f"SEQ {name} \\* ARABIC {restart}".rstrip()
    return word + chapter + field(code, run(str(caption.sequence), look), look)
