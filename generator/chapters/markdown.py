"""Markdown becomes blocks: CommonMark without HTML, with footnotes, heading attributes and fences.

`## ` is a section (level 1 inside a chapter), `### ` the next. A heading may end in attributes,
`## 标题 {#name .new-page tagline="…"}`. A fence whose info string names a kind in braces,
```` ```{figure} bars ````, is handed to the caller; `~~~{columns}` and `~~~{together}` hold
Markdown of their own. `[](#name)` is a live reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from generator import document as d
from generator import english
from generator.chapters.cjk import LONGEST, CjkInline, TooLong
from generator.chapters.options import Hint, Options, nearest, read_options, template_error
from generator.findings import Place

FenceReader: TypeAlias = Callable[[str, Options], tuple[d.Block, ...]]

_INFO = re.compile(r"^\{([a-z]+)\}\s*(.*?)(?:\s*@(\d+))?$")
_ATTRIBUTES = re.compile(r"\s*\{([^{}]*)\}\s*$")
_ATTRIBUTE = re.compile(r'#(?P<id>[\w./-]+)|\.(?P<flag>[a-z-]+)|(?P<key>[a-z]+)="(?P<value>[^"]*)"')
DEEPEST = 18
"""The level of a block from which it is refused; markdown-it drops what lies at level 20 and deeper."""
MOST_COLUMNS = 24
"""Columns of a table: in a measure of 160 mm more have no room for one character each."""
MOST_SIDE_BY_SIDE = 12
_FLAGS = ("new-page", "unlisted", "unnumbered")
_STYLES: dict[str, d.ParagraphStyle] = {
    "lead": "lead", "key": "key", "note": "note", "plain": "plain", "small": "small",
}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt()
    parser.inline = CjkInline()
    return parser.configure("commonmark", {"html": False}).enable("table").use(footnote_plugin)


@dataclass(frozen=True)
class _Reader:
    file: str
    first_line: int
    fence: FenceReader
    notes: dict[int, d.Inlines]
    marked_often: dict[int, str]
    language: str = "zh"
    columns: int = 1
    rows: tuple[str, ...] = ()

    def read(self, text: str, first_line: int, columns: int = 1) -> tuple[d.Block, ...]:
        """Return the blocks of Markdown that stands inside this one, in one of so many columns."""
        columns *= self.columns
        return read_markdown(text, self.file, self.fence, first_line, language=self.language, columns=columns)

    def spelt(self, text: str) -> str:
        """Return text as it is printed: in English, quotes of the keyboard are curled."""
        return english.quoted(text) if self.language == "en" else text

    def place(self, node: SyntaxTreeNode) -> Place:
        return Place(self.file, line=self.first_line + (node.map[0] if node.map else 0))


def read_markdown(
    text: str, file: str, fence: FenceReader, first_line: int = 1, *, language: str = "zh", columns: int = 1
) -> tuple[d.Block, ...]:
    """Return the blocks of `text`; `file` and `first_line` give findings their place.

    Raises EditionError, with file and line, for HTML, an unknown fence or a bad attribute.
    """
    tokens = _parsed(text, file, first_line)
    _refuse_depth(tokens, text, Place(file, line=first_line))
    tree = SyntaxTreeNode(tokens)
    often = {
        ref.meta["id"]: f"{file}:{first_line}#{ref.meta['id']}"
        for ref in tree.walk() if ref.type == "footnote_ref" and ref.meta.get("subId")
    }
    reader = _Reader(file, first_line, fence, {}, often, language, columns, tuple(text.split("\n")))
    for node in tree.children:
        if node.type == "footnote_block":
            for note in node.children:
                blocks = [block for child in note.children for block in _block(child, reader)]
                parts = [block.content for block in blocks if isinstance(block, d.Paragraph)]
                reader.notes[note.meta["id"]] = tuple(inline for part in parts for inline in part)
    return tuple(block for node in tree.children for block in _block(node, reader))


def _refuse_depth(tokens: Iterable[Token], text: str, start: Place) -> None:
    """Raise for what is nested so deep that the parser is about to leave it out without a word."""
    for token in tokens:
        if token.map and token.nesting == 1 and token.level >= DEEPEST:
            line = token.map[0]
            shown = text.split("\n")[line].strip()[:20]
            raise template_error(
                replace(start, line=start.line + line), "列表或引文套得太深，里面的文字会丢失",
                "lists or quotations nested too deep: the words inside would be lost", shown,
                Hint("至多套八层", "nest at most eight"),
            )


def unpaired_stars(text: str) -> Iterator[tuple[int, int]]:
    """Yield line (from 0) and column (from 1) of every `**` that stays in the text, being no pair's.

    What stands in a fence that holds Markdown of its own is read as well; code is not.
    """
    rows = text.split("\n")
    try:
        tokens = _parser().parse(text, {})
    except TooLong:  # told with its file where the text is set
        return
    for token in tokens:
        kind = _INFO.match(token.info.strip()) if token.type == "fence" else None
        if kind and token.map and kind[1] in (*_STYLES, "columns", "together"):
            inner = token.map[0] + 1
            yield from ((inner + line, column) for line, column in unpaired_stars(token.content))
        if token.type != "inline" or token.map is None:
            continue
        line, start = token.map[0], 0
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line, start = line + 1, 0
            elif child.type == "text" and "**" in child.content and line < len(rows):
                start = max(rows[line].find(child.content, start), start)
                yield line, max(rows[line].find("**", start), 0) + 1


def _parsed(text: str, file: str, first_line: int) -> list[Token]:
    try:
        return _parser().parse(text, {})
    except TooLong as error:
        start = str(error).split("\n")[0][:60]
        rows = text.split("\n")
        line = next((number for number, row in enumerate(rows) if start in row), 0)
        raise template_error(
            Place(file, line=first_line + line), f"一段超过 {LONGEST:,} 字",
            f"a paragraph of more than {LONGEST:,} characters", start[:20], Hint("请分段", "part it"),
        ) from error


def _block(node: SyntaxTreeNode, reader: _Reader) -> Iterator[d.Block]:
    match node.type:
        case "paragraph":
            if picture := _picture(node):
                yield from _read_picture(picture, reader)
                return
            content = _inlines(node, reader)
            if content:
                yield d.Paragraph(content)
        case "heading":
            yield _heading(node, reader)
        case "bullet_list" | "ordered_list":
            items = tuple(
                tuple(block for child in item.children for block in _block(child, reader))
                for item in node.children
            )
            start = int(str(node.attrs.get("start", 1)))
            yield d.Bullets(items, node.type == "ordered_list", start)
        case "blockquote":
            for child in node.children:
                for block in _block(child, reader):
                    yield replace(block, style="quote") if isinstance(block, d.Paragraph) else block
        case "fence":
            yield from _fence(node, reader)
        case "table":
            yield _table(node, reader)
        case "hr":
            yield d.PageBreak()
        case "footnote_block":
            return
        case "code_block":
            zh, en = "行首的 Tab 或四个空格会变成代码，不排", "a tab or four spaces at the start of a line make it code"
            hint = Hint("删去行首的空白；首行缩进由样式决定", "remove the blanks; the style indents first lines")
            raise template_error(reader.place(node), zh, en, node.content.strip()[:40], hint)
        case _:
            raise template_error(
                reader.place(node), f"不支持的写法（{node.type}）", f"unsupported markup ({node.type})"
            )


def _picture(node: SyntaxTreeNode) -> SyntaxTreeNode | None:
    """Return the picture that a paragraph consists of, if it is one inside the edition's folder."""
    inline = node.children[0] if node.children else None
    if inline is None or len(inline.children) != 1 or inline.children[0].type != "image":
        return None
    path = str(inline.children[0].attrs.get("src", ""))
    return inline.children[0] if re.fullmatch(r"(?!/)(?!.*\.\.)[^:]+", path) else None


def _read_picture(node: SyntaxTreeNode, reader: _Reader) -> Iterator[d.Block]:
    """Yield the figure of `![图题](pictures/a.png)`: its words are caption and alternative text."""
    words = {"file": unquote(str(node.attrs["src"])), "alt": node.content, "caption": node.content}
    options = Options("{figure} picture", Place(reader.file, line=_line(node, reader)), words)
    yield from reader.fence("figure picture", options)


def _title(node: SyntaxTreeNode, reader: _Reader) -> str:
    """Return the words of a heading or of a column's head; a footnote there would be lost, so it is refused."""
    inlines = _inlines(node, reader)
    if any(isinstance(inline, d.Footnote) for inline in inlines):
        shown = d.plain(inlines)
        raise template_error(
            reader.place(node), "标题与表头里不能放脚注，请移到正文或单元格中",
            "a heading or the head of a column cannot hold a footnote; put it into the text or a cell", shown,
        )
    return d.plain(inlines)


def _heading(node: SyntaxTreeNode, reader: _Reader) -> d.Heading:
    shown = _title(node, replace(reader, language=""))
    level = int(node.tag[1]) - 1
    if level < 1:
        raise template_error(
            reader.place(node), "章的标题写在文件开头；正文标题从 ## 起", "headings begin with ##", shown
        )
    match = _ATTRIBUTES.search(shown)
    if not match:
        return d.Heading(reader.spelt(shown), level)
    id_, tagline, flags = "", "", set()
    for attribute in _ATTRIBUTE.finditer(match[1]):
        id_ = attribute["id"] or id_
        if attribute["key"] == "tagline":
            tagline = attribute["value"]
        if attribute["flag"]:
            flags.add(attribute["flag"])
    if unknown := flags - set(_FLAGS):
        name = sorted(unknown)[0]
        raise template_error(
            reader.place(node), f"标题没有“.{name}”属性", f"no heading flag .{name}", name,
            nearest(name, _FLAGS),
        )
    return d.Heading(
        reader.spelt(shown[: match.start()]), level, id=id_, tagline=reader.spelt(tagline),
        listed="unlisted" not in flags, new_page="new-page" in flags, number="-" if "unnumbered" in flags else "",
    )


def _fence(node: SyntaxTreeNode, reader: _Reader) -> Iterator[d.Block]:
    match = _INFO.match(node.info.strip())
    if not match:
        yield d.Paragraph((d.Text(node.content.rstrip("\n"), code=True),), "plain")
        return
    kind, argument = match[1], match[2]
    _check_closed(node, reader)
    place = Place(reader.file, line=int(match[3])) if match[3] else reader.place(node)
    inner = place.line + 1
    if kind == "columns":
        columns = []
        pieces = re.split(r"^\+\+\+\s*$", node.content, flags=re.MULTILINE)
        _refuse_many(len(pieces), MOST_SIDE_BY_SIDE, place)
        for piece in pieces:
            columns.append(reader.read(piece, inner, len(pieces)))
            inner += piece.count("\n")
        yield d.SideBySide(tuple(columns))
    elif kind == "together":
        yield d.Together(reader.read(node.content, inner))
    elif style := _STYLES.get(kind):
        for block in reader.read(node.content, inner):
            yield replace(block, style=style) if isinstance(block, d.Paragraph) else block
    else:
        options = read_options(f"{{{kind}}} {argument}".strip(), node.content, place)
        options.columns = reader.columns
        yield from reader.fence(f"{kind} {argument}".strip(), options)
        options.refuse_unknown()


def _check_closed(node: SyntaxTreeNode, reader: _Reader) -> None:
    """Raise for a fence that nothing closes: it would swallow the rest of the text."""
    last = reader.rows[node.map[1] - 1].strip(" \t>") if node.map and node.map[1] <= len(reader.rows) else node.markup
    if node.map and (node.map[1] - node.map[0] < 2 or last.strip(node.markup[0]) or not last.startswith(node.markup)):
        raise template_error(
            reader.place(node), f"区块没有闭合：缺少结尾的 {node.markup}",
            f"a block that is not closed by {node.markup}", node.info.strip()[:40],
        )


def _table(node: SyntaxTreeNode, reader: _Reader) -> d.Table:
    head, *bodies = node.children
    _refuse_many(len(head.children[0].children), MOST_COLUMNS, reader.place(node))
    titles = [_title(cell, reader) for cell in head.children[0].children]
    aligns = [_align(cell) for cell in head.children[0].children]
    columns = tuple(d.Column(title, align) for title, align in zip(titles, aligns, strict=True))
    rows = tuple(
        d.Row(tuple(d.Cell(_inlines(cell, reader)) for cell in row.children))
        for body in bodies
        for row in body.children
    )
    return d.Table(columns, rows)


def _refuse_many(columns: int, most: int, place: Place) -> None:
    """Raise for more columns than have room beside each other."""
    if columns > most:
        raise template_error(
            place, f"{columns} 列排不下，至多 {most} 列", f"{columns} columns have no room; at most {most}",
            str(columns), Hint("请分成几张，或行列对调", "part it, or turn it"),
        )


def _align(cell: SyntaxTreeNode) -> d.Align:
    style = str(cell.attrs.get("style", ""))
    if "right" in style:
        return "right"
    return "center" if "center" in style else "left"


def _inlines(node: SyntaxTreeNode, reader: _Reader) -> d.Inlines:
    return _merged(_inline(child, reader, d.Text("")) for child in node.children)


def _inline(node: SyntaxTreeNode, reader: _Reader, look: d.Text) -> Iterator[d.Inline]:
    match node.type:
        case "inline":
            yield from _each(node, reader, look)
        case "text":
            yield replace(look, text=reader.spelt(node.content))
        case "softbreak":
            yield replace(look, text=" " if reader.language == "en" else "\n")
        case "hardbreak":
            yield replace(look, text="\u2028")
        case "strong":
            yield from _each(node, reader, replace(look, bold=True))
        case "em":
            yield from _each(node, reader, replace(look, italic=True))
        case "code_inline":
            yield replace(look, text=node.content, code=True)
        case "link":
            yield _link(node, reader)
        case "footnote_ref":
            note = node.meta["id"]
            yield d.Footnote(reader.notes.get(note, ()), name=reader.marked_often.get(note, ""))
        case "footnote_anchor":
            return
        case "image":
            # A picture is a figure of its own (`{figure} picture`); inside a line only its words stay.
            yield replace(look, text=node.content)
        case _:
            raise template_error(
                reader.place(node), f"不支持的写法（{node.type}）", f"unsupported markup ({node.type})"
            )


def _each(node: SyntaxTreeNode, reader: _Reader, look: d.Text) -> Iterator[d.Inline]:
    for child in node.children:
        yield from _inline(child, reader, look)


def _link(node: SyntaxTreeNode, reader: _Reader) -> d.Inline:
    target = str(node.attrs.get("href", ""))
    shown = d.plain(_merged(_inline(child, reader, d.Text("")) for child in node.children))
    if target.startswith("#"):
        return d.Reference(unquote(target[1:]), shown, origin=f"{reader.file}:{_line(node, reader)}")
    return d.Link(shown or target, target)


def _line(node: SyntaxTreeNode, reader: _Reader) -> int:
    """Return the line of an inline: that of its block, and the line ends before it."""
    ends, block = 0, node
    while block.map is None and block.parent is not None:
        ends += sum(other.type in ("softbreak", "hardbreak") for other in _before(block))
        block = block.parent
    return reader.place(block).line + ends


def _before(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    """Return what stands before a node below the same parent."""
    siblings = node.siblings
    return siblings[: siblings.index(node)]


def _merged(groups: Iterable[Iterator[d.Inline]]) -> d.Inlines:
    """Join neighbours of one look, and line ends: nothing beside Chinese, a space between Latin."""
    merged: list[d.Inline] = []
    for group in groups:
        for inline in group:
            last = merged[-1] if merged else None
            if isinstance(inline, d.Text) and isinstance(last, d.Text) and _same_look(inline, last):
                merged[-1] = replace(last, text=last.text + inline.text)
            else:
                merged.append(inline)
    return tuple(
        replace(inline, text=_joined_lines(inline.text)) if isinstance(inline, d.Text) else inline
        for inline in merged
    )


def _same_look(one: d.Text, other: d.Text) -> bool:
    return replace(one, text="") == replace(other, text="")


def _joined_lines(text: str) -> str:
    return re.sub(r"(?<=[ -~])\n(?=[ -~])", " ", text).replace("\n", "")
