"""DrawingML: the small pieces a chart is dressed with, as XML text in the order the schema asks for."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from generator.figures.bands import shades
from generator.theme import Theme

_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def parse(xml: str) -> Any:
    from lxml import etree

    head, _, rest = xml.partition(">")
    slash = head.endswith("/")
    return etree.fromstring(f"{head.rstrip('/')} {_NS}{'/' if slash else ''}>{rest}")


_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal_text(text: str) -> str:
    """Return a text without the characters XML 1.0 cannot hold (controls, lone surrogates)."""
    return _ILLEGAL.sub("", text)


def role_colour(theme: Theme, role: str) -> str:
    """Return the colour of a role: a name of the palette, or a step of its ramp ("shade 0/5")."""
    if role.startswith("shade "):
        place, _, count = role.removeprefix("shade ").partition("/")
        return shades(theme.palette, int(count))[int(place)]
    value: str = getattr(theme.palette, role)
    return value


def colour_fill(theme: Theme, role: str) -> str:
    value = role_colour(theme, role)
    return f'<a:solidFill><a:srgbClr val="{value[1:].upper()}"/></a:solidFill>'


def line_look(theme: Theme, role: str | None, points: float = 0.75, dash: str = "") -> str:
    if role is None:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * 12700)}" cap="flat">{colour_fill(theme, role)}{dashed}<a:round/></a:ln>'


def letters_look(theme: Theme, role: str = "ink", bold: bool = False, tag: str = "a:defRPr") -> str:
    """Return run properties: size, weight, colour and all four script faces."""
    size = round(theme.type.chart.size * 100)
    latin, east = escape(theme.fonts.word_latin), escape(theme.fonts.word_text)
    return (
        f'<{tag} lang="zh-CN" altLang="en-US" sz="{size}" b="{int(bold)}">{colour_fill(theme, role)}'
        f'<a:latin typeface="{latin}"/><a:ea typeface="{east}"/><a:cs typeface="{latin}"/></{tag}>'
    )


def text_look(theme: Theme, role: str = "ink", bold: bool = False) -> str:
    letters = letters_look(theme, role, bold).replace(' lang="zh-CN" altLang="en-US"', "")
    end = '<a:endParaRPr lang="zh-CN"/>'
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{letters}</a:pPr>{end}</a:p></c:txPr>"


def rich_text(theme: Theme, words: str, role: str = "ink") -> str:
    run = f"<a:r>{letters_look(theme, role, tag='a:rPr')}<a:t>{escape(words)}</a:t></a:r>"
    return f'<c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p>{run}</a:p></c:rich></c:tx>'


def labels_look(
    theme: Theme, role: str, place: str, *, single: str = "", value: bool = True, code: str = ""
) -> str:
    show = "".join(
        f'<c:{flag} val="{int(flag == "showVal" and value)}"/>'
        for flag in (
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        )
    )
    spot = f'<c:dLblPos val="{place}"/>' if value and place else ""
    # A part of nothing needs no label: the format's third section is empty.
    form = f'<c:numFmt formatCode="{escape(code)};{escape(code)};;" sourceLinked="0"/>' if code else ""
    return (
        f"<c:dLbls>{single}{form}<c:spPr><a:noFill/></c:spPr>{text_look(theme, role)}{spot}{show}</c:dLbls>"
    )


def point_label(theme: Theme, index: int, words: str, role: str, place: str) -> str:
    """Return the label of one point with words of its own."""
    show = "".join(
        f'<c:{flag} val="{int(flag == "showVal")}"/>'
        for flag in (
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        )
    )
    spot = f'<c:dLblPos val="{place}"/>'
    return f'<c:dLbl><c:idx val="{index}"/>{rich_text(theme, words, role)}{spot}{show}</c:dLbl>'
