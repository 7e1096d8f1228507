"""Markup of commentary whose content would be lost or printed raw: footnotes without a partner, cells beyond a table's
head, tables without a rule, signs that only look like markup, names given twice, tags of templates. Told as W333, with
line and what to write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.english import amount
from generator.findings import Finding, Place, Severity

_CODE = re.compile(r"`[^`]*`")
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:")
_CALL = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
# Of the three marks of a fence the rows have one left, for two of them are code of no length.
_SETEXT = re.compile(r"^(?:-{2,}|={2,})\s*$")
_BLOCK = re.compile(r"^\s*(?:#|>|[-*+] |\d{1,9}[.)] |`|~{3}|\+{3}|\|)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^()]*\)")
_SIGNS: tuple[tuple[re.Pattern[str], str, str, str, str], ...] = (
    (
        re.compile(r"^#{2,6}[^#\s].*"), "井号后没有空格，不成标题，按原样作为文字排出",
        "no blank behind the #: this is no heading and printed as it stands",
        "在 # 与标题之间空一格", "put a blank there",
    ),
    (
        re.compile(r"^＃{1,6}.*"), "全角井号不成标题，按原样作为文字排出",
        "full-width # make no heading; this is printed as it stands", "改用半角 #，后空一格", "use # and a blank",
    ),
    (
        re.compile(r"＊＊[^＊]+＊＊"), "全角星号不加粗，按原样作为文字排出",
        "full-width stars make nothing bold; this is printed as it stands", "改用半角 **", "use **",
    ),
    (
        re.compile(r"^[`~]+\s*｛.*"), "全角花括号不成区块，里面的文字不会变成图或表",
        "full-width braces make no block: no figure or table comes of it", "改用半角 { }", "use { }",
    ),
)
"""What a Chinese keyboard makes of Markdown, or a missing blank: its pattern, what comes of it, what to write."""
_NAMED = re.compile(r"^#{1,6} .*\{[^{}]*#([\w-]+)[^{}]*\}\s*$|^id\s*[:：]\s*([\w-]+)\s*$")


def lost_findings(text: str, file: str, first_line: int = 1) -> Iterator[Finding]:
    """Yield W333 for every footnote, cell, name and tag that will not do what it was written for."""
    rows = [_CODE.sub("", row) for row in text.split("\n")]
    looked_for = (_notes, _cells, _headless, _signs, _pictures, _names, _tags)
    for lost in (lost for look in looked_for for lost in look(rows)):
        place = Place(file, line=first_line + lost.line)
        yield Finding(
            "W333", Severity.WARNING, place, lost.value[:80], lost.zh, lost.en, lost.hint_zh, lost.hint_en
        )


class _Lost(NamedTuple):
    """What will not be set, on which line from 0, what that means and what to write instead."""

    line: int
    value: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str


def _notes(rows: Sequence[str]) -> Iterator[_Lost]:
    notes = [(line, match[1]) for line, row in enumerate(rows) if (match := _NOTE.match(row))]
    calls = [(line, name) for line, row in enumerate(rows) for name in _CALL.findall(_NOTE.sub("", row))]
    written, called = Counter(name for _, name in notes), {name for _, name in calls}
    for line, name in calls:
        if name not in written:
            yield _Lost(
                line, f"[^{name}]", f"脚注 [^{name}] 没有注文，按原样作为文字排出",
                f"the footnote [^{name}] has no text and is printed as it stands",
                f"另起一行写 [^{name}]: 注文", f"add a line [^{name}]: text",
            )
    for line, name in notes:
        if name not in called:
            yield _Lost(
                line, f"[^{name}]:", f"注文 [^{name}] 没有人引用，不排",
                f"nothing calls the footnote [^{name}]: it is not set",
                f"在文中写 [^{name}]，或删去", f"write [^{name}] in the text, or remove it",
            )
        if written[name] > 1:
            yield _Lost(
                line, f"[^{name}]:", f"注文 [^{name}] 写了 {written[name]} 次，只排一次",
                f"the footnote [^{name}] is written {written[name]} times and set once",
                "各用一个名字", "name them apart",
            )


def _cells(rows: Sequence[str]) -> Iterator[_Lost]:
    """Yield the rows of tables that have more or fewer cells than the head."""
    wide = 0
    for line, row in enumerate(rows):
        if "|" not in row:
            wide = 0
        elif _RULE.match(row) and line and "|" in rows[line - 1] and not wide:
            wide = _count(rows[line - 1])
        elif wide and (count := _count(row)) != wide:
            yield _Lost(
                line, row.strip(), f"这一行有 {count} 格，表头有 {wide} 格" + ("，多出的不排" if count > wide else ""),
                f"{amount(count, 'cell')} under a head of {wide}"
                + (": those beyond are not set" if count > wide else ""),
                "补上或合并单元格；文字中的竖线写作 \\|", "add or join cells; a bar in a text is written \\|",
            )


def _headless(rows: Sequence[str]) -> Iterator[_Lost]:
    """Yield where rows between bars follow one another without the line that would make them a table."""
    begun, ruled = -1, False
    for line, row in enumerate((*rows, "")):
        bare = row.strip()
        if len(bare) > 2 and bare.startswith("|") and bare.endswith("|"):
            begun, ruled = (line if begun < 0 else begun), ruled or bool(_RULE.match(row))
            continue
        if 0 <= begun < line - 1 and not ruled:
            rule = "|" + "---|" * _count(rows[begun])
            yield _Lost(
                begun, rows[begun].strip(), "这几行像是表格，但缺少表头下的分隔行，按文字排出",
                "these rows look like a table but lack the line below its head; they are set as text",
                f"在表头下加一行 {rule}", f"below the head add a line {rule}",
            )
        begun, ruled = -1, False


def _signs(rows: Sequence[str]) -> Iterator[_Lost]:
    """Yield signs that look like markup and are none, and a text that a line of dashes below it makes a heading."""
    for line, row in enumerate(rows):
        for pattern, zh, en, hint_zh, hint_en in _SIGNS:
            if match := pattern.search(row):
                yield _Lost(line, match[0], zh, en, hint_zh, hint_en)
        above = rows[line - 1].strip() if line else ""
        if above and _SETEXT.match(row) and not _BLOCK.match(above):
            yield _Lost(
                line, row.strip(), f"紧接在文字下面的 {row.strip()[:6]} 把它变成了标题：{above[:20]}",
                f"{row.strip()[:6]} right below a text makes it a heading: {above[:20]}",
                "换页的 --- 上面空一行；标题写作 ## 标题", "leave a line empty above; headings are written ## title",
            )


def _pictures(rows: Sequence[str]) -> Iterator[_Lost]:
    """Yield pictures within a paragraph, of which only the words are set."""
    for line, row in enumerate(rows):
        found = _PICTURE.search(row)
        if found is None:
            continue
        around = [rows[other].strip() for other in (line - 1, line + 1) if 0 <= other < len(rows)]
        if row.strip() != found[0] or any(text and not _BLOCK.match(text) for text in around):
            yield _Lost(
                line, found[0], f"图片须独占一段，这里只排文字“{found[1]}”",
                f"a picture is a paragraph of its own; here only its words are set: {found[1]}",
                "在图片上下各空一行", "leave a line empty above and below it",
            )


def _count(row: str) -> int:
    bare = re.sub(r"\\\|", "", row.strip())
    return len(bare.removeprefix("|").removesuffix("|").split("|"))


def _names(rows: Sequence[str]) -> Iterator[_Lost]:
    named = [(line, match[1] or match[2]) for line, row in enumerate(rows) if (match := _NAMED.match(row))]
    first: dict[str, int] = {}
    for line, name in named:
        if name in first:
            yield _Lost(
                line, name, f"名字“{name}”用了两次，引用只会指向其中一处",
                f"the name '{name}' stands twice; references reach one of them",
                "换一个名字", "choose another name",
            )
        first.setdefault(name, line)


def _tags(rows: Sequence[str]) -> Iterator[_Lost]:
    for line, row in enumerate(rows):
        for match in _TAG.finditer(row):
            yield _Lost(
                line, match[0], f"评述中不填事实，按原样作为文字排出：{match[0][:60]}",
                f"commentary is no template; this is printed as it stands: {match[0][:60]}",
                "写出文字，或放进 templates/ 中的模板", "write the words, or put it into a template under templates/",
            )
