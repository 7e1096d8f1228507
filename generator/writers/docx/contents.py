"""Contents pages that are right when first opened: TOC fields whose result is already there.

Each entry is a hyperlink to its heading with a PAGEREF inside, as Word itself leaves it after an update.
Word makes the bookmarks of its contents (_Toc…) anew then; what is no contents page points at others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.document import Contents
from generator.theme import Size
from generator.writers.docx.layout import gap
from generator.writers.docx.looks import paragraph_looks
from generator.writers.docx.room import NATURAL, height_of
from generator.writers.docx.story import Story
from generator.writers.docx.styles import shown_name
from generator.writers.docx.targets import Target
from generator.writers.docx.xml import field, field_begin, field_end, run, twips
from generator.writers.words import writer_words

_NUMBER_STOPS = {2: 52.0, 3: 82.0}
"""Where titles begin below the level of chapters, in points."""

_CAPTIONS = 9
"""Level of the lists of figures and tables: an update sets an entry in the style of its level, and those of the
contents are for headings."""

_BELOW = 3
"""Entries that the head of such a list has below it at least. It stays with the first anyway in Word, not in
LibreOffice, where the field begins."""

_PAGE_ROOM = 30.0
"""Points at the end of an entry that its page and a few dots take."""


def write_contents(contents: Contents, story: Story) -> str:
    """Return the contents and, where asked for, the lists of figures and tables."""
    depth = max(contents.depth, 0) + 1
    headings = [
        target for target in story.targets
        if target.kind == "heading" and target.listed and target.level <= depth
    ]  # fmt: skip
    title = story.paragraph("TOC Heading", run(story.checked(contents.title)))
    code = f'TOC \\o "1-{min(depth, 4)}" \\h \\z \\t "{shown_name("前置标题", story.theme)},1"'
    pieces = [title, _list(code, headings, _level, story)]
    used = _filled(0.0, [("前置标题", contents.title)], story)
    used = _filled(used, [(_level(target), f"{target.label}　{target.title}") for target in headings], story)
    for head, kind, style in ((contents.figures, "figure", "图题"), (contents.tables, "table", "表题")):
        captioned = [target for target in story.targets if target.kind == kind and target.label]
        if head and captioned:
            entries = [(f"toc {_CAPTIONS}", f"{target.label}　{target.title}") for target in captioned]
            listed = [("间隔", ""), ("目录小标题", head), *entries]
            story.break_before = _filled(used, listed[: 2 + _BELOW], story) < used
            used = _filled(0.0 if story.break_before else used, listed, story)
            pieces.append(story.paragraph("目录小标题", run(story.checked(head))))
            pieces.append(
                _list(
                    f'TOC \\h \\z \\t "{shown_name(style, story.theme)},{_CAPTIONS}"', captioned,
                    lambda _: f"toc {_CAPTIONS}", story,
                )
            )
    # LibreOffice reads the feet of a section where its break stands; inside a field it loses their page numbers.
    return "".join(pieces) + gap(story)


def _level(target: Target) -> str:
    """Return the style of a heading's entry, that of its level."""
    return f"toc {min(target.level, 4)}"


def _filled(used: float, lines: Sequence[tuple[str, str]], story: Story) -> float:
    """Return how much of a page is taken (points) after lines of these styles and words; less than before where
    they go on over the foot of the page."""
    theme = story.theme
    looks = {look.name: look for look in paragraph_looks(theme)}
    for style, words in lines:
        look = looks[style]
        size = look.size or theme.type.body
        row = Size(size.size, max(size.leading, size.size * NATURAL) if words else size.leading)
        room = theme.page.measure - look.left - _PAGE_ROOM
        high = look.before + (height_of(words, theme, row, room) or row.leading) + look.after
        used = used + high if used + high <= theme.page.depth else high
    return used


def _list(code: str, targets: Sequence[Target], style: Callable[[Target], str], story: Story) -> str:
    """Return entries as the result of one TOC field, which begins in the first and ends behind the last: Word
    gives every entry it makes a paragraph of its own, and an end inside the last would leave an empty one."""
    if not targets:
        return ""
    lines: list[str] = []
    for index, target in enumerate(targets):
        start = field_begin(code) if index == 0 else ""
        lines.append(story.paragraph(style(target), start + _entry(target, story), _stops(target, story)))
    return "".join(lines) + story.paragraph("间隔", field_end())


def _numbered(target: Target) -> bool:
    """Return whether an entry begins with a label; 附录 called 附录 says it once."""
    return bool(target.label) and target.label != target.title


def _stops(target: Target, story: Story) -> str:
    """Return the tab stops of an entry with a number, as Word adds them to its own."""
    if target.kind != "heading" or not _numbered(target):
        return ""
    place = _NUMBER_STOPS.get(min(target.level, 3), story.theme.setting.label)
    dots = f'<w:tab w:val="right" w:leader="dot" w:pos="{twips(story.theme.page.measure)}"/>'
    return f'<w:tabs><w:tab w:val="left" w:pos="{twips(place)}"/>{dots}</w:tabs>'


def _entry(target: Target, story: Story) -> str:
    gap = writer_words(story.theme).gap if target.kind != "heading" else "\t"
    number = run(story.checked(target.label) + gap) if _numbered(target) else ""
    title = run(" ".join(story.checked(target.title).split()))
    return _hyperlink(target.contents, f"{number}{title}{_page(target, target.contents, story)}")


def _hyperlink(mark: str, content: str) -> str:
    """Return content that leads to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{mark}" w:history="1">{content}</w:hyperlink>'


def _page(target: Target, mark: str, story: Story) -> str:
    look = story.look("目录页码")
    shown = run(story.page_of(target), look)
    return run("\t", look) + field(f"PAGEREF {mark} \\h", shown, look)


def chapter_contents(index: int, story: Story) -> list[str]:
    """Return the content of the lines of an opener: each section of the chapter with its page."""
    sections = [
        target for target in story.targets
        if target.chapter == index and target.kind == "heading" and target.level == 2 and target.listed
    ]  # fmt: skip
    return [_opener_line(target, story) for target in sections]


def _opener_line(target: Target, story: Story) -> str:
    number = run(f"{story.checked(target.label)}", story.look("节号")) if target.label else ""
    look = story.look("目录文字")
    title = field(f"REF {target.mark} \\h", run(story.checked(target.title), look), look)
    return _hyperlink(target.mark, f"{number}{run(chr(9))}{title}{_page(target, target.mark, story)}")
