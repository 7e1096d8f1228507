"""Text to WordprocessingML: escaping, measures, and the few elements that everything is made of."""

from __future__ import annotations

import re
from functools import lru_cache

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    }.items()
)
"""Every namespace a part of ours may use."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

EMU = 12700
"""English Metric Units of a point."""

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINES = re.compile(r"(\r\n|[\n\r\t])")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·]")
_STYLED = re.compile(r'(<w:p><w:pPr><w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)')


def illegal(text: str) -> str:
    """Return the characters of `text` that XML 1.0 cannot hold (§2.2: controls, halves of pairs)."""
    return "".join(_ILLEGAL.findall(text)) if _ILLEGAL.search(text) else ""


def escape(text: str) -> str:
    """Return `text` for element content or a quoted attribute, without what XML cannot hold."""
    legal = _ILLEGAL.sub("", text)
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def east_asian(text: str) -> bool:
    """Return whether a run is set in the East Asian face: it holds Han, full-width signs, or the quotation
    marks, dashes and dots that Word otherwise takes for Latin."""
    return bool(_EAST_ASIAN.search(text))


def twips(points: float) -> int:
    """Return points as twentieths of a point."""
    return round(points * 20)


def emu(points: float) -> int:
    """Return points as English Metric Units."""
    return round(points * EMU)


def colour(value: str) -> str:
    """Return #rrggbb as Word writes it."""
    return value.lstrip("#").upper()


@lru_cache(maxsize=16_000)
def run(text: str, look: str = "") -> str:
    """Return `text` as runs in the look `look` (content of w:rPr); line breaks and tabs become elements."""
    if not text:
        return ""
    properties = _run_properties(text, look)
    pieces = (_piece(piece) for piece in _LINES.split(text) if piece)
    return f"<w:r>{properties}{''.join(pieces)}</w:r>"


_HINT = '<w:rFonts w:hint="eastAsia"/>'


def without_hints(content: str) -> str:
    """Return content whose quotes, dashes and dots are Latin: nothing asks for the East Asian face."""
    return content.replace(_HINT, "").replace("<w:rPr></w:rPr>", "")


def _run_properties(text: str, look: str) -> str:
    hint = _HINT if east_asian(text) else ""
    style, rest = _split_style(look)
    inside = f"{style}{hint}{rest}"
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def _split_style(look: str) -> tuple[str, str]:
    """Part w:rStyle, which the schema wants first, from what comes after the fonts."""
    if look.startswith("<w:rStyle"):
        end = look.index("/>") + 2
        return look[:end], look[end:]
    return "", look


def _piece(piece: str) -> str:
    if piece == "\t":
        return "<w:tab/>"
    if piece in ("\n", "\r", "\r\n"):
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def field(code: str, shown: str, look: str = "") -> str:
    """Return a complex field whose cached result is the runs `shown`."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"{field_begin(code, properties)}{shown}{field_end(properties)}"


def field_begin(code: str, properties: str = "") -> str:
    """Return a field up to its result."""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end(properties: str = "") -> str:
    """Return the end of a field."""
    return f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'


def kept_with_next(content: str) -> str:
    """Return block content in which every paragraph stays with the next."""
    return _STYLED.sub(r"\1<w:keepNext/>", content)
