"""Inlines to runs."""

from __future__ import annotations

from typing import assert_never

from generator.document import Footnote, Inlines, Link, Reference, Text
from generator.writers.docx.story import Story
from generator.writers.docx.targets import Target
from generator.writers.docx.xml import east_asian, escape, field, run

_SAFE = ("http://", "https://", "mailto:")


def write_inlines(inlines: Inlines, story: Story, look: str = "") -> str:
    """Return runs; `look` is run properties that all of them start from."""
    return "".join(_write(inline, story, look) for inline in inlines)


def _write(inline: Text | Link | Reference | Footnote, story: Story, look: str) -> str:
    match inline:
        case Text():
            return run(story.checked(inline.text), _look(inline, story, look))
        case Link():
            return _link(inline, story)
        case Reference():
            return _reference(inline, story, look)
        case Footnote():
            return _footnote(inline, story)
        case _:
            assert_never(inline)


def _footnote(note: Footnote, story: Story) -> str:
    """Return the mark of a footnote; a note marked before is told by a NOTEREF field, as Word does it."""
    style, mark = story.look("footnote reference"), f"_RefNote{note.number}"
    if note.again:
        return field(f"NOTEREF {mark} \\f \\h", run(str(note.number), style), style)
    number = story.note(note.content, lambda content: write_inlines(content, story))
    shown = f'<w:r><w:rPr>{style}</w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
    return story.bookmark(mark, shown) if note.name else shown


def _look(text: Text, story: Story, base: str) -> str:
    """Return run properties in schema order: style, then toggles, then position.

    Han characters have no italic: emphasis is a dot under each (CLREQ §3.3.5).
    """
    if not (text.bold or text.italic or text.code or text.raised or text.underline or text.accent):
        return base
    style = story.look("强调色") if text.accent else story.look("代码") if text.code else ""
    if base.startswith("<w:rStyle"):
        style, base = (style, base[base.index("/>") + 2 :]) if style else (base, "")
    marks = [
        "<w:b/><w:bCs/>" if text.bold else "",
        "<w:i/><w:iCs/>" if text.italic and not east_asian(text.text) else "",
        base,
        '<w:u w:val="single"/>' if text.underline else "",
        '<w:vertAlign w:val="superscript"/>' if text.raised else "",
        '<w:em w:val="dot"/>' if text.italic and east_asian(text.text) else "",
    ]
    return style + "".join(marks)


def _link(link: Link, story: Story) -> str:
    look = story.look("Hyperlink")
    shown = run(story.checked(link.text), look)
    if not link.url.lower().startswith(_SAFE) or any(sign.isspace() for sign in link.url):
        story.report(
            "W602", link.url, f"链接地址不是网址或邮箱，只保留文字：{link.url[:80]}",
            f"Not a web or mail address, kept as text only: {link.url[:80]}",
        )  # fmt: skip
        return run(link.text)
    return f'<w:hyperlink r:id="{story.link(link.url)}" w:history="1">{shown}</w:hyperlink>'


def _reference(reference: Reference, story: Story, look: str) -> str:
    """Return a REF field whose result after an update is the text shown now."""
    target = story.by_id.get(reference.target)
    if target is None:
        story.report(
            "W603", reference.target, f"引用的对象不存在：{reference.target}",
            f"A reference leads nowhere: {reference.target}",
        )  # fmt: skip
        return run(story.checked(reference.text), look)
    text = reference.text or target.label or target.title
    shown = run(story.checked(text), look)
    code = _code(target, text)
    if code:
        return field(code, shown, look)
    return f'<w:hyperlink w:anchor="{escape(target.mark)}" w:history="1">{shown}</w:hyperlink>'


def with_written_numbers(body: str, story: Story) -> str:
    """Return the body with references to a number that is text asking for that text; only when all headings
    are written is it known which are."""
    for mark in story.written_numbers:
        body = body.replace(f" REF {mark} \\n \\h ", f" REF {mark}N \\h ")
    return body


def _code(target: Target, text: str) -> str:
    """Return the field code that gives `text`, empty where none does.

    \\n gives a number as it stands at its heading; \\r and \\w put those of the levels above before it.
    """
    if target.kind != "heading":
        return f"REF {target.mark} \\h" if text == target.label else ""
    if text == target.label:
        return f"REF {target.mark} \\n \\h"
    return f"REF {target.mark} \\h" if text == target.title else ""
