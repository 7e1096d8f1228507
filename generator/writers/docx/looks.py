"""The named styles of the house, in Chinese Word habits. Every look in a document is one of these.

A style's name is what Word's users see (built-in names are shown translated: heading 1 is 标题 1,
Normal Indent is 正文缩进, caption is 题注); blocks ask for a style by that name only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from generator.theme import Size, Theme
from generator.writers.docx.xml import colour, twips

INDENT = 50 / 25.4 * 72
"""Points from the left margin to the text of an opener, clear of its deep column."""

LABEL = 80.0
"""Points from the left margin to the right edge of a chapter's number and label, in that column."""


@dataclass(frozen=True)
class Look:
    """A paragraph style. Measures in points; `chars` is a first-line indent in hundredths of a character.

    `size` None inherits. `rest` is further paragraph property XML that comes after w:keepLines and before
    w:spacing in the schema (borders, shading, tabs); `level` is the outline level (0–8; 9 is text).
    """

    name: str
    id: str
    based: str = "Normal"
    next: str = ""
    size: Size | None = None
    colour: str = ""
    bold: bool | None = None
    light: bool = False
    before: float = 0
    after: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    chars: int = 0
    align: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    exact: bool = False
    level: int | None = None
    rest: str = ""
    number: tuple[int, int] | None = None
    quick: bool = True
    custom: bool = True
    display: bool = False


def paragraph_looks(theme: Theme) -> tuple[Look, ...]:
    """Return the paragraph styles of a theme."""
    return (*_text(theme), *_headings(theme), *_tables(theme), *_contents(theme), *_pages(theme))


@cache
def room_around(name: str, theme: Theme) -> tuple[float, float]:
    """Return the points above and below a paragraph of the style called `name`, or of what it is based on."""
    looks = paragraph_looks(theme)
    look = next(look for look in looks if look.name == name)
    while not (look.before or look.after) and look.based != "Normal":
        look = next(other for other in looks if other.id == look.based)
    return look.before, look.after


def closer(name: str, theme: Theme, share: float, *, top: bool = False) -> str:
    """Return the spacing of a paragraph that keeps a share (0–1) of the room of its style, at the `top` of a page or
    column none above; empty where that is what the style says."""
    if share == 1.0:
        return '<w:spacing w:before="0"/>' if top else ""
    above, below = room_around(name, theme)
    return f'<w:spacing w:before="{0 if top else twips(above * share)}" w:after="{twips(below * share)}"/>'


_JUSTIFIED = {"justify": "both", "left": ""}
"""w:jc of an alignment; nothing is flush left."""


def _text(theme: Theme) -> tuple[Look, ...]:
    scale, inks, setting = theme.type, theme.palette, theme.setting
    chars, apart = round(100 * setting.indent), setting.apart
    body, narrow = (_JUSTIFIED[align] for align in (setting.body, setting.narrow))
    return (
        Look("Normal Indent", "BodyIndent", size=scale.body, chars=chars, after=apart, align=body, custom=False),
        Look("Body Text", "BodyText", size=scale.body, after=apart, align=body, custom=False),
        Look("窄栏正文", "SmallText", size=scale.small, align=narrow, after=3),
        Look("引言", "Lead", size=scale.lead, colour=inks.deep, align=body, before=4, after=10,
             next="BodyIndent"),
        Look("要点", "KeySentence", size=scale.body, colour=inks.deep, bold=True, align=body, before=6,
             after=5, keep_lines=True, next="BodyIndent"),
        Look("注释", "Remark", size=scale.note, colour=inks.quiet, align=narrow, before=4, after=4),
        Look("Quote", "Quote", size=scale.body, colour=inks.quiet, left=21, align=body,
             before=4, after=4, custom=False),
        Look("代码块", "CodeBlock", size=scale.note, left=10.5, before=4, after=6, rest=shade(inks.pale)),
        Look("List Bullet", "ListBullet", size=scale.body, before=3, after=3, align=body, number=(3, 0),
             custom=False),
        Look("List Number", "ListNumber", size=scale.body, before=3, after=3, align=body, number=(4, 0),
             custom=False),
        Look("列表续行", "ListContinued", size=scale.body, after=3, align=body, left=21),
        Look("版权页", "Imprint", size=scale.caption, colour=inks.quiet, after=4),
        Look("footnote text", "FootnoteText", size=scale.note, colour=inks.quiet, left=14, hanging=14,
             align=narrow, custom=False, quick=False),
    )


def _headings(theme: Theme) -> tuple[Look, ...]:
    scale, inks = theme.type, theme.palette
    head = Look(
        "", "", next="BodyIndent", colour=inks.deep, bold=True, keep_next=True, keep_lines=True, display=True,
        custom=False,
    )  # fmt: skip
    hidden = Look("", "", next="BodyIndent", level=9)
    return (
        replace(head, name="heading 1", id="Heading1", size=scale.chapter_title, before=8, after=36,
                left=INDENT, hanging=INDENT - LABEL, level=0, number=(1, 0)),
        replace(head, name="heading 2", id="Heading2", size=scale.heading1, before=28, after=12, left=40,
                hanging=40, level=1, number=(1, 1), exact=True),
        replace(head, name="heading 3", id="Heading3", size=scale.heading2, before=20, after=9, left=40,
                hanging=40, level=2, number=(1, 2), exact=True),
        replace(head, name="heading 4", id="Heading4", size=scale.heading3, before=12, after=4, level=3),
        replace(head, name="前置标题", id="FrontHeading", size=scale.heading1, after=18, level=0,
                custom=True),
        replace(hidden, name="前置标题（不入目录）", id="FrontHeadingUnlisted", based="FrontHeading"),
        replace(hidden, name="标题 2（不入目录）", id="Heading2Unlisted", based="Heading2"),
        replace(hidden, name="标题 3（不入目录）", id="Heading3Unlisted", based="Heading3"),
        replace(hidden, name="标题 4（不入目录）", id="Heading4Unlisted", based="Heading4"),
    )  # fmt: skip


def _tables(theme: Theme) -> tuple[Look, ...]:
    scale, inks = theme.type, theme.palette
    measure = theme.page.measure
    return (
        Look("caption", "Caption", size=scale.caption, colour=inks.deep, bold=True, keep_lines=True,
             custom=False),
        Look("表题", "TableCaption", based="Caption", before=12, after=5, keep_next=True,
             rest=tabs(("right", measure, ""))),
        Look("图题", "FigureCaption", based="Caption", before=5, after=3, align="center"),
        Look("图", "Figure", size=Size(4, 6), before=8, align="center", keep_lines=True),
        Look("表格正文", "TableText", size=scale.table, before=3.9, after=3.9),
        Look("表格居中", "TableCentred", based="TableText", align="center"),
        Look("表格数字", "TableNumber", based="TableText", align="right"),
        Look("表头", "TableHead", based="TableText", colour=inks.paper, keep_next=True),
        Look("表头居中", "TableHeadCentred", based="TableHead", align="center"),
        Look("表头数字", "TableHeadNumber", based="TableHead", align="right"),
        Look("平均行", "TableMean", based="TableText", bold=True),
        Look("平均行居中", "TableMeanCentred", based="TableMean", align="center"),
        Look("平均行数字", "TableMeanNumber", based="TableMean", align="right"),
        Look("表格底条", "TableBar", size=Size(scale.table.size, 14), exact=True),
        Look("数据来源", "SourceLine", size=scale.note, colour=inks.quiet, before=3, after=14),
        Look("图数据来源", "FigureSourceLine", based="SourceLine", align="center"),
        Look("卡片标签", "CardLabel", size=scale.note, colour=inks.quiet, before=6, keep_next=True),
        Look("卡片数值", "CardValue", size=scale.card_value, colour=inks.deep, bold=True, after=4,
             exact=True),
        Look("卡片说明", "CardNote", size=scale.note, colour=inks.main, after=6),
        Look("间隔", "Gap", size=Size(1, 8), exact=True, quick=False),
    )


def _contents(theme: Theme) -> tuple[Look, ...]:
    scale, inks, measure = theme.type, theme.palette, theme.page.measure
    leaders = tabs(("right", measure, "dot"))
    return (
        Look("TOC Heading", "ContentsHeading", based="FrontHeadingUnlisted", custom=False, level=9),
        Look("目录小标题", "ContentsSubheading", size=scale.heading1, colour=inks.deep, bold=True, before=18,
             after=12, keep_next=True, display=True),
        Look("toc 1", "TOC1", size=scale.lead, colour=inks.deep, bold=True, before=10, after=2,
             rest=leaders, keep_next=True, custom=False, quick=False),
        # No hanging indents: they are tab stops too, and would catch the page of an entry without a number.
        Look("toc 2", "TOC2", size=scale.body, left=26, rest=leaders, custom=False,
             quick=False),
        Look("toc 3", "TOC3", size=scale.caption, left=52, rest=leaders, custom=False,
             quick=False),
        Look("toc 4", "TOC4", size=scale.caption, colour=inks.quiet, left=82, rest=leaders,
             custom=False, quick=False),
        Look("toc 9", "TOC9", size=Size(scale.caption.size, scale.caption.leading + 1),
             rest=leaders, custom=False, quick=False),
        Look("本章目录", "ChapterContents", size=Size(scale.body.size, 18), colour=inks.ink,
             left=INDENT + 34, hanging=34, before=4,
             rest=borders(bottom=(inks.rule, 4, 7), between=(inks.rule, 4, 7))
             + tabs(("left", INDENT + 34, ""), ("right", measure, ""))),
    )


def _pages(theme: Theme) -> tuple[Look, ...]:
    scale, inks = theme.type, theme.palette
    rule = borders(bottom=(inks.rule, 4, 6)) + tabs(("right", theme.page.measure, ""))
    return (
        Look("header", "Header", size=scale.note, colour=inks.quiet, rest=rule, custom=False, quick=False),
        Look("footer", "Footer", size=scale.caption, colour=inks.main, custom=False, quick=False),
        Look("奇数页页脚", "FooterOdd", based="Footer", align="right", quick=False),
        Look("章号", "ChapterNumber", size=scale.chapter_number, colour=inks.paper, light=True, exact=True,
             before=14, left=-30, right=theme.page.measure - LABEL, align="right", keep_next=True,
             next="Heading1"),
        Look("章引言", "ChapterLead", size=scale.lead, colour=inks.deep, left=INDENT, after=12,
             align=_JUSTIFIED[theme.setting.narrow]),
        Look("封面年份", "CoverYear", size=scale.cover_year, colour=inks.mid, light=True, exact=True,
             keep_next=True),
        Look("Title", "Title", size=scale.cover_title, colour=inks.paper, bold=True, before=36, after=50,
             custom=False, display=True),
        Look("Subtitle", "Subtitle", size=scale.lead, colour=inks.mid, custom=False),
        Look("封面署名", "CoverPublisher", size=scale.lead, colour=inks.paper, bold=True, after=4),
        Look("封面日期", "CoverDate", size=scale.body, colour=inks.mid),
        Look("封底题名", "BackTitle", size=scale.heading2, colour=inks.paper, bold=True, after=9,
             display=True),
        Look("封底正文", "BackText", size=scale.body, colour=inks.mid, after=2),
        Look("封底二维码", "BackCode", size=scale.note, after=4),
        Look("封底说明", "BackNote", size=scale.note, colour=inks.mid, align=_JUSTIFIED[theme.setting.narrow],
             rest=tabs(("right", theme.page.measure, ""))),
    )


def edge(side: str, ink: str, eighths: int, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour(ink)}"/>'


def borders(**sides: tuple[str, int, int]) -> str:
    """Return paragraph borders: side = (colour, eighths of a point, space in points)."""
    order = ("top", "left", "bottom", "right", "between")
    return f"<w:pBdr>{''.join(edge(side, *sides[side]) for side in order if side in sides)}</w:pBdr>"


def shade(ink: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(ink)}"/>'


def tabs(*stops: tuple[str, float, str]) -> str:
    """Return tab stops: alignment, position in points, leader."""
    return f"<w:tabs>{''.join(_tab(*stop) for stop in stops)}</w:tabs>"


def _tab(align: str, place: float, leader: str) -> str:
    dots = f' w:leader="{leader}"' if leader else ""
    return f'<w:tab w:val="{align}"{dots} w:pos="{twips(place)}"/>'
