"""DrawingML: the small pieces a chart is dressed with, as XML text in the order the schema asks for."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import escape

from generator.figures.bands import shades
from generator.theme import Theme

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
"""What the root of a chart part declares."""

_UNBROKEN = '<a:bodyPr rot="0" vert="horz" wrap="none"/>'
_QUOTES = {'"': "&quot;"}
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal_text(text: str) -> str:
    """Return a text without the characters XML 1.0 cannot hold (controls, lone surrogates)."""
    return _ILLEGAL.sub("", text)


def role_colour(theme: Theme, role: str) -> str:
    """Return the colour of a role: a name of the palette, a step of its ramp ("shade 0/5"), or a colour itself."""
    if role.startswith("#"):
        return role
    if role.startswith("shade "):
        place, _, count = role.removeprefix("shade ").partition("/")
        return shades(theme.palette, int(count))[int(place)]
    value: str = getattr(theme.palette, role)
    return value


def colour_fill(theme: Theme, role: str) -> str:
    return solid(role_colour(theme, role))


def solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def line_look(theme: Theme, role: str | None, points: float = 0.75, dash: str = "") -> str:
    if role is None:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * 12700)}" cap="flat">{colour_fill(theme, role)}{dashed}<a:round/></a:ln>'


@lru_cache(maxsize=256)
def letters_look(theme: Theme, role: str = "ink", bold: bool = False, tag: str = "a:defRPr") -> str:
    """Return run properties: size, weight, colour and all four script faces."""
    colour = theme.palette.accent_ink if role == "accent" else role_colour(theme, role)
    size = round(theme.type.chart.size * 100)
    fonts = theme.fonts
    east = _face(fonts.word_text, fonts.text == "serif", han=True)
    latin = _face(fonts.word_latin, fonts.text == "serif", han=fonts.word_latin == fonts.word_text)
    return (
        f'<{tag} lang="zh-CN" altLang="en-US" sz="{size}" b="{int(bold)}">{solid(colour)}'
        f"<a:latin {latin}/><a:ea {east}/><a:cs {latin}/></{tag}>"
    )


def _face(name: str, serif: bool, *, han: bool) -> str:
    """Return a face with its kind and characters, by which Office finds another where it is missing: charts do not
    ask the table of fonts of the paper around them."""
    return f'typeface="{escape(name, _QUOTES)}" pitchFamily="{18 if serif else 34}" charset="{-122 if han else 0}"'


@lru_cache(maxsize=256)
def text_look(theme: Theme, role: str = "ink", bold: bool = False) -> str:
    letters = letters_look(theme, role, bold).replace(' lang="zh-CN" altLang="en-US"', "")
    end = '<a:endParaRPr lang="zh-CN"/>'
    return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{letters}</a:pPr>{end}</a:p></c:txPr>"


def rich_text(theme: Theme, words: str, role: str = "ink", strong: bool = False) -> str:
    run = f"<a:r>{letters_look(theme, role, strong, 'a:rPr')}<a:t>{escape(words)}</a:t></a:r>"
    return f'<c:tx><c:rich>{_UNBROKEN}<a:lstStyle/><a:p>{run}</a:p></c:rich></c:tx>'


_SHOWS = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def _shown(names: tuple[str, ...]) -> str:
    """Return what a label shows: its own words count as the value, the x of a point as its category."""
    return "".join(f'<c:show{name} val="{int(name in names)}"/>' for name in _SHOWS)


def labels_look(
    theme: Theme, role: str, place: str, *, single: str = "", shows: tuple[str, ...] = ("Val",),
    code: str = "", strong: bool = False,
) -> str:  # fmt: skip
    """Return the labels of a series; `single` are those of points that differ, `shows` what all show."""
    return f"<c:dLbls>{single}{_shared_look(theme, role, place, shows, code, strong)}"


@lru_cache(maxsize=256)
def _shared_look(theme: Theme, role: str, place: str, shows: tuple[str, ...], code: str, strong: bool) -> str:
    """Return what all labels of a series share, up to their end."""
    spot = f'<c:dLblPos val="{place}"/>' if shows and place else ""
    # A part of nothing needs no label: the format's third section is empty.
    form = f'<c:numFmt formatCode="{escape(code, _QUOTES)}" sourceLinked="0"/>' if code else ""
    apart = "<c:separator> </c:separator>" if len(shows) > 1 else ""
    return (
        f"{form}<c:spPr><a:noFill/></c:spPr>{text_look(theme, role, strong)}{spot}{_shown(shows)}{apart}</c:dLbls>"
    )


def point_label(theme: Theme, index: int, words: str, role: str, place: str, strong: bool = False) -> str:
    """Return the label of one point with words of its own."""
    text = rich_text(theme, words, role, strong)
    return f'<c:dLbl><c:idx val="{index}"/>{text}<c:dLblPos val="{place}"/>{_shown(("Val",))}</c:dLbl>'


def placed_label(theme: Theme, index: int, role: str, place: str, code: str) -> str:
    """Return the label of one point that shows its value by a format, a colour and in a place of its own."""
    form = f'<c:numFmt formatCode="{escape(code, _QUOTES)}" sourceLinked="0"/>'
    return (
        f'<c:dLbl><c:idx val="{index}"/>{form}<c:spPr><a:noFill/></c:spPr>{text_look(theme, role)}'
        f'<c:dLblPos val="{place}"/>{_shown(("Val",))}</c:dLbl>'
    )


_FIELDS_KNOWN = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:dlblFieldTable/>'
    "</c:ext></c:extLst>"
)


def field_label(
    theme: Theme, index: int, fields: tuple[tuple[str, str], ...], code: str, role: str, place: str,
    strong: bool = False,
) -> str:  # fmt: skip
    """Return the label of one point made of fields, kinds and what they show now, parted by blanks.

    Word counts them anew when the data are edited; a program that does not know them shows the text.
    """
    letters = letters_look(theme, role, strong, "a:rPr")
    shown = f"<a:r>{letters}<a:t> </a:t></a:r>".join(
        f'<a:fld id="{{{0x57484954 + at:08X}-0000-4000-8000-{index:012X}}}" type="{kind}">{letters}'
        f"<a:t>{escape(text)}</a:t></a:fld>"
        for at, (kind, text) in enumerate(fields)
    )
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich>{_UNBROKEN}<a:lstStyle/><a:p>{shown}</a:p></c:rich></c:tx>'
        f'<c:numFmt formatCode="{escape(code, _QUOTES)}" sourceLinked="0"/><c:dLblPos val="{place}"/>'
        f"{_shown(('CatName',))}{_FIELDS_KNOWN}</c:dLbl>"
    )
