"""The house template: an empty A4 package made from the theme, which python-docx opens.

Nothing of python-docx's own default template is in it (US Letter, Latin theme fonts, blue headings).
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import NamedTuple

from generator.theme import Theme
from generator.writers.docx.numbering import numbering_part
from generator.writers.docx.styles import styles_part
from generator.writers.docx.xml import DECLARATION, NAMESPACES, colour, escape, twips

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "word/styles.xml": (f"{_WORD}.styles+xml", f"{_OFFICE}/styles"),
    "word/numbering.xml": (f"{_WORD}.numbering+xml", f"{_OFFICE}/numbering"),
    "word/settings.xml": (f"{_WORD}.settings+xml", f"{_OFFICE}/settings"),
    "word/fontTable.xml": (f"{_WORD}.fontTable+xml", f"{_OFFICE}/fontTable"),
    "word/theme/theme1.xml": ("application/vnd.openxmlformats-officedocument.theme+xml", f"{_OFFICE}/theme"),
    "word/footnotes.xml": (f"{_WORD}.footnotes+xml", f"{_OFFICE}/footnotes"),
}


class _StandIn(NamedTuple):
    """What takes the place of a face that a computer has not, upright and light, and what the missing one is like.

    One name each, of at most 31 signs: the standard has a list (ECMA-376 part 1, 17.8.3.1), but Word takes all of
    it for one name ([MS-OI29500] 2.1.262). Those in English are known to Windows in every language.
    """

    regular: str
    light: str
    panose: str
    charset: str
    family: str


_HAN = {
    "sans": _StandIn("Microsoft YaHei", "Microsoft YaHei Light", "020B0503020204020204", "86", "swiss"),
    "serif": _StandIn("SimSun", "SimSun", "02010600030101010101", "86", "roman"),
}
_LATIN = {
    "sans": _StandIn("Arial", "Segoe UI Light", "020B0604020202020204", "00", "swiss"),
    "serif": _StandIn("Times New Roman", "Times New Roman", "02020603050405020304", "00", "roman"),
}


@cache
def house_template(theme: Theme) -> bytes:
    """Return the template of a theme as the bytes of a .docx without content."""
    bodies = {
        "word/styles.xml": styles_part(theme),
        "word/numbering.xml": numbering_part(theme),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": fonts_part(theme),
        "word/theme/theme1.xml": theme_part(theme),
        "word/footnotes.xml": footnotes_part(),
    }
    empty = f"{DECLARATION}<w:document {NAMESPACES}><w:body>{_page(theme)}</w:body></w:document>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", _types())
        package.writestr("_rels/.rels", _relations({"word/document.xml": f"{_OFFICE}/officeDocument"}, ""))
        package.writestr("word/document.xml", empty)
        relations = {name: kind for name, (_, kind) in _PARTS.items()}
        package.writestr("word/_rels/document.xml.rels", _relations(relations, "word/"))
        for name, body in bodies.items():
            package.writestr(name, body)
    return stream.getvalue()


def _types() -> str:
    overrides = {"word/document.xml": f"{_WORD}.document.main+xml"} | {n: t for n, (t, _) in _PARTS.items()}
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def _relations(targets: dict[str, str], base: str) -> str:
    items = (
        f'<Relationship Id="rId{index}" Type="{kind}" Target="{name.removeprefix(base)}"/>'
        for index, (name, kind) in enumerate(targets.items(), 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{DECLARATION}<Relationships xmlns="{space}">{"".join(items)}</Relationships>'


def _page(theme: Theme) -> str:
    page = theme.page
    return (
        f'<w:sectPr><w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.outer)}" w:bottom="{twips(page.bottom)}" '
        f'w:left="{twips(page.inner)}" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    )


def settings_part() -> str:
    """Return settings.xml: mirrored pages, odd and even heads, squeezed punctuation, zh-CN.

    Names of places and indicators are in no dictionary of Word: its waves under them stay hidden.
    CLREQ §3.1.6 is compressPunctuation; the line-start and line-end lists are Word's own for zh-CN.
    """
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
            ("useWord2013TrackBottomHyphenation", 0),
        )
    )
    slots = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    slots |= {name: name for name in (*(f"accent{n}" for n in range(1, 7)), "hyperlink", "followedHyperlink")}
    scheme = " ".join(f'w:{slot}="{name}"' for slot, name in slots.items())
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:mirrorMargins/>'
        '<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:hideSpellingErrors/>'
        '<w:hideGrammaticalErrors/><w:defaultTabStop w:val="420"/>'
        '<w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="156"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f"<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        f"<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>{compat}"
        f'</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:clrSchemeMapping {scheme}/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def footnotes_part() -> str:
    """Return footnotes.xml with only the two separators that Word wants."""
    notes = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/>'
        f"</w:pPr><w:r><w:{element}/></w:r></w:p></w:footnote>"
        for kind, number, element in (
            ("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    return f"{DECLARATION}<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"


def fonts_part(theme: Theme) -> str:
    """Return fontTable.xml: the theme's faces, with what Windows has in their place."""
    fonts = theme.fonts
    entries: dict[str, str] = {}
    for name, role, kind in (
        (fonts.word_text, fonts.text, _HAN), (fonts.word_display, fonts.display, _HAN),
        (fonts.word_latin, fonts.text, _LATIN),
    ):  # fmt: skip
        like = kind["serif" if role == "serif" else "sans"]
        entries.setdefault(name, _font(name, like.regular, like))
        entries.setdefault(f"{name} Light", _font(f"{name} Light", like.light, like))
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{''.join(entries.values())}</w:fonts>"


def _font(name: str, instead: str, like: _StandIn) -> str:
    other = f'<w:altName w:val="{instead}"/>' if instead != name else ""
    return (
        f'<w:font w:name="{escape(name)}">{other}<w:panose1 w:val="{like.panose}"/>'
        f'<w:charset w:val="{like.charset}"/><w:family w:val="{like.family}"/><w:pitch w:val="variable"/></w:font>'
    )


def theme_part(theme: Theme) -> str:
    """Return theme1.xml, so that Word's colour and font menus offer the theme's own."""
    inks, fonts = theme.palette, theme.fonts
    slots = {
        "dk1": inks.ink, "lt1": inks.paper, "dk2": inks.deep, "lt2": inks.pale, "accent1": inks.main,
        "accent2": inks.accent, "accent3": inks.mid, "accent4": inks.deep, "accent5": inks.quiet,
        "accent6": inks.contrast[2] if len(inks.contrast) > 2 else inks.rule,
        "hlink": inks.main, "folHlink": inks.quiet,
    }  # fmt: skip
    scheme = "".join(f'<a:{slot}><a:srgbClr val="{colour(ink)}"/></a:{slot}>' for slot, ink in slots.items())

    def family(element: str, asian: str) -> str:
        latin, han = escape(fonts.word_latin), escape(asian)
        return (
            f'<a:{element}><a:latin typeface="{latin}"/><a:ea typeface="{han}"/><a:cs typeface=""/>'
            f'<a:font script="Hans" typeface="{han}"/></a:{element}>'
        )

    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    name = escape(theme.name)
    return (
        f'{DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="{name}">{family("majorFont", fonts.word_display)}'
        f'{family("minorFont", fonts.word_text)}</a:fontScheme>'
        f'<a:fmtScheme name="{name}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
