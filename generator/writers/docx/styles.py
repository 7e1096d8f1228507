"""styles.xml: the declared looks, the character and table styles, and the defaults under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from generator.theme import Size, Theme, in_language
from generator.writers.docx.looks import Look, edge, paragraph_looks
from generator.writers.docx.xml import DECLARATION, NAMESPACES, colour, escape, twips


@cache
def styles_part(theme: Theme) -> str:
    """Return styles.xml: document defaults, paragraph, character, table and list styles."""
    looks = paragraph_looks(theme)
    part = (
        f"{DECLARATION}<w:styles {NAMESPACES}>{_defaults(theme)}{_latent()}{_normal(theme)}"
        f"{''.join(paragraph_style(look, theme) for look in looks)}"
        f"{''.join(character_styles(theme).values())}{''.join(table_styles(theme).values())}"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style></w:styles>'
    )
    if theme.setting.language == "zh":
        return part
    return _NAME.sub(lambda name: f"{name[1]}{_spaced(name)}{name[4]}", part)


_NAME = re.compile(r'(w:styleId="([^"]+)"><w:name w:val=")([^"]*[\u4e00-\u9fff][^"]*)(")')
"""The name of a style in Chinese, with its id before it."""


def _spaced(name: re.Match[str]) -> str:
    """Return the English name of a style, made from its id: FigureCaption is Figure Caption."""
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", name[2])


def shown_name(name: str, theme: Theme) -> str:
    """Return what Word's users see of a house style in the theme's language."""
    return _shown(theme).get(name, name)


@cache
def _shown(theme: Theme) -> Mapping[str, str]:
    names = {key: name for name, key in style_ids(theme).items()}
    shown = re.findall(r'w:styleId="([^"]+)"><w:name w:val="([^"]+)"/>', styles_part(theme))
    return {names[key]: name for key, name in shown}


def faces(theme: Theme, *, light: bool = False, display: bool = False) -> str:
    """Return w:rFonts with all four names and no theme attribute, so that every script has a face."""
    latin = theme.fonts.word_latin + (" Light" if light else "")
    asian = theme.fonts.word_display if display or light else theme.fonts.word_text
    asian += " Light" if light else ""
    return (
        f'<w:rFonts w:ascii="{escape(latin)}" w:eastAsia="{escape(asian)}" '
        f'w:hAnsi="{escape(latin)}" w:cs="{escape(latin)}"/>'
    )


def _defaults(theme: Theme) -> str:
    size = _half(theme.type.body)
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{faces(theme)}{size}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:kinsoku/><w:wordWrap/><w:overflowPunct w:val="0"/>'
        '<w:topLinePunct/><w:autoSpaceDE/><w:autoSpaceDN/><w:adjustRightInd w:val="0"/>'
        '<w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def _latent() -> str:
    return (
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
    )


def _normal(theme: Theme) -> str:
    body = theme.type.body
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:before="0" w:after="0" w:line="{twips(body.leading)}" w:lineRule="atLeast"/>'
        f'</w:pPr><w:rPr>{faces(theme)}<w:color w:val="{colour(theme.palette.ink)}"/></w:rPr></w:style>'
    )


def paragraph_style(look: Look, theme: Theme) -> str:
    """Return one w:style element."""
    parts = [
        f'<w:style w:type="paragraph"{_custom(look.custom)} w:styleId="{look.id}">',
        f'<w:name w:val="{look.name}"/><w:basedOn w:val="{look.based}"/>',
        f'<w:next w:val="{look.next}"/>' if look.next else "",
        "<w:qFormat/>" if look.quick else "",
        f"<w:pPr>{''.join(_paragraph_properties(look))}</w:pPr>",
        f"<w:rPr>{''.join(_run_properties(look, theme))}</w:rPr></w:style>",
    ]
    return "".join(parts)


def _paragraph_properties(look: Look) -> Iterator[str]:
    """Yield w:pPr content in schema order (ECMA-376 part 1, 17.3.1.26)."""
    inherits = look.based != "Normal"
    if look.keep_next:
        yield "<w:keepNext/>"
    if look.keep_lines:
        yield "<w:keepLines/>"
    if look.number:
        yield f'<w:numPr><w:ilvl w:val="{look.number[1]}"/><w:numId w:val="{look.number[0]}"/></w:numPr>'
    yield look.rest
    if look.size or look.before or look.after or not inherits:
        yield _spacing(look)
    if look.left or look.right or look.hanging or look.chars:
        yield _indent(look)
    if look.align:
        yield f'<w:jc w:val="{look.align}"/>'
    if look.level is not None:
        yield f'<w:outlineLvl w:val="{look.level}"/>'


def _spacing(look: Look) -> str:
    before = f' w:before="{twips(look.before)}"' if look.before or look.based == "Normal" else ""
    after = f' w:after="{twips(look.after)}"' if look.after or look.based == "Normal" else ""
    rule = "exact" if look.exact else "atLeast"
    line = f' w:line="{twips(look.size.leading)}" w:lineRule="{rule}"' if look.size else ""
    return f"<w:spacing{before}{after}{line}/>"


def _indent(look: Look) -> str:
    first = f' w:hanging="{twips(look.hanging)}"' if look.hanging else ""
    if look.chars and look.size:
        first = f' w:firstLineChars="{look.chars}" w:firstLine="{twips(look.size.size * look.chars / 100)}"'
    return f'<w:ind w:left="{twips(look.left)}" w:right="{twips(look.right)}"{first}/>'


def _run_properties(look: Look, theme: Theme) -> Iterator[str]:
    """Yield w:rPr content in schema order (17.3.2.28)."""
    yield faces(theme, light=look.light, display=look.display)
    if look.bold is not None:
        yield "<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    if look.colour:
        yield f'<w:color w:val="{colour(look.colour)}"/>'
    if look.size:
        yield _half(look.size)


def character_styles(theme: Theme) -> dict[str, str]:
    """Return the character styles by name."""
    inks, scale = theme.palette, theme.type
    grey = f'<w:color w:val="{colour(inks.quiet)}"/>'
    main = f'<w:color w:val="{colour(inks.main)}"/>'
    note = _half(scale.note)
    looks: dict[str, tuple[str, str, bool]] = {
        "Hyperlink": ("Hyperlink", main, False),
        "footnote reference": ("FootnoteReference", f'{main}<w:vertAlign w:val="superscript"/>', False),
        "Strong": ("Strong", "<w:b/><w:bCs/>", False),
        "强调色": ("Accent", f'<w:b/><w:bCs/><w:color w:val="{colour(inks.accent_ink)}"/>', True),
        "代码": ("Code", f'{main}<w:shd w:val="clear" w:color="auto" w:fill="{colour(inks.pale)}"/>', True),
        "题注编号": ("CaptionNumber", f"<w:b/><w:bCs/>{main}", True),
        "目录页码": ("ContentsPage", f'<w:b w:val="0"/><w:bCs w:val="0"/>{grey}', True),
        "目录文字": ("ContentsText", f'<w:color w:val="{colour(inks.ink)}"/>', True),
        "标题引语": ("Tagline", f'<w:b w:val="0"/><w:bCs w:val="0"/>{grey}{_half(scale.body)}', True),
        "节号": ("SectionNumber", main, True),
        "单位": ("UnitNote", f'<w:b w:val="0"/><w:bCs w:val="0"/>{grey}{note}', True),
        "卡片名次": ("CardRank", f'<w:b w:val="0"/><w:bCs w:val="0"/>{main}{note}', True),
        "反白": ("Reversed", f'<w:color w:val="{colour(inks.paper)}"/>', True),
        "浅蓝反白": ("ReversedQuiet", f'<w:color w:val="{colour(inks.mid)}"/>', True),
        "表格弱字": ("TableQuiet", grey, True),
        "表格强调": ("TableStrong", f'<w:b/><w:bCs/><w:color w:val="{colour(inks.deep)}"/>', True),
    }
    base = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/>'
        "</w:style>"
    )
    return {"Default Paragraph Font": base} | {
        name: f'<w:style w:type="character"{_custom(custom)} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
        for name, (key, look, custom) in looks.items()
    }


def table_styles(theme: Theme) -> dict[str, str]:
    """Return the table styles by name: three rules and hairlines, cards, and plain columns."""
    inks = theme.palette
    hair, strong = (inks.rule, 4), (inks.deep, 8)
    rules = edge("top", *strong) + edge("bottom", *strong) + edge("insideH", *hair)
    ranking = f"<w:tblBorders>{rules}</w:tblBorders>"
    head = (
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" '
        f'w:fill="{colour(inks.deep)}"/></w:tcPr></w:tblStylePr>'
    )
    gaps = f"<w:tblBorders>{edge('insideV', inks.paper, 48)}</w:tblBorders>"
    return {
        "Normal Table": _table_style("Normal Table", "TableNormal", "", (0, 5.4), default=True),
        "白皮书表格": _table_style("白皮书表格", "PaperTable", ranking, (0, 4), tail=head),
        "白皮书卡片": _table_style("白皮书卡片", "PaperCards", gaps, (0, 5)),
        "白皮书分栏": _table_style("白皮书分栏", "PaperColumns", "", (0, 0)),
    }


def _table_style(
    name: str, key: str, borders: str, padding: tuple[float, float], *, tail: str = "", default: bool = False
) -> str:
    marks = ' w:default="1"' if default else ' w:customStyle="1"'
    based = "" if default else '<w:basedOn w:val="TableNormal"/>'
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>' if default else "<w:qFormat/>"
    top, side = (twips(value) for value in padding)
    margins = (
        f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
    )
    return (
        f'<w:style w:type="table"{marks} w:styleId="{key}"><w:name w:val="{name}"/>{based}{hidden}'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{borders}{margins}</w:tblPr>{tail}</w:style>'
    )


def _custom(custom: bool) -> str:
    return ' w:customStyle="1"' if custom else ""


def _half(size: Size) -> str:
    value = round(size.size * 2)
    return f'<w:sz w:val="{value}"/><w:szCs w:val="{value}"/>'


@cache
def style_ids(theme: Theme) -> Mapping[str, str]:
    """Return the id of every house style by its Chinese name, by which blocks ask for it in any language."""
    named: Iterable[tuple[str, str]] = re.findall(
        r'w:styleId="([^"]+)"><w:name w:val="([^"]+)"/>', styles_part(in_language(theme, "zh"))
    )
    return {name: key for key, name in named}
