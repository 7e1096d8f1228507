"""A finished Word file read back as pieces in reading order, to be held against the document it came from.

Nothing of the writer is used here but the names of its styles, so that a fault in the writer is not
repeated in the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from generator.document import Spec
from generator.errors import InputError
from generator.theme import Theme, in_language, load_theme
from generator.writers.docx.styles import shown_name, style_ids
from generator.writers.pieces import Piece, Series

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PLATE_STYLES = ("章号", "本章目录", "toc 1", "toc 2", "toc 3", "toc 4", "toc 9")
_HEADING = re.compile(r"(?i)heading (\d)|标题 (\d)（不入目录）|前置标题(?:（不入目录）)?")


def read_docx(path: Path) -> tuple[Piece, ...]:
    """Return the pieces of a file; contents pages and openers' lists, which repeat headings, are left out.

    Raises InputError when there is no such file, or it holds no text at all.
    """
    try:
        word = docx.Document(str(path))
    except Exception as error:
        raise InputError(f"无法读回 {path}：{error}", en=f"cannot read {path} back: {error}") from error
    names = {style.style_id: _house_name(style.element.name_val or "") for style in word.styles}
    pieces = (*_pieces(word.element.body, word, names), *_notes(word))
    if not any(piece.text or piece.rows for piece in pieces):
        raise InputError(f"{path} 中没有读到文字", en=f"no text was read from {path}")
    return pieces


def _house_name(name: str) -> str:
    """Return the name by which the house knows a style, whatever language it is shown in."""
    return _english_names().get(name, name)


@cache
def _english_names() -> dict[str, str]:
    theme = in_language(load_theme("navy"), "en")  # every theme has the same styles
    return {shown_name(name, theme): name for name in style_ids(theme)}


def _pieces(parent: Any, word: Any, names: dict[str, str]) -> Iterator[Piece]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, word, names)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, word, names)


def _style(paragraph: Any, names: dict[str, str]) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return names.get(found.get(qn("w:val")), "") if found is not None else ""


def _paragraph(paragraph: Any, word: Any, names: dict[str, str]) -> Iterator[Piece]:
    style = _style(paragraph, names)
    if style in _PLATE_STYLES:
        return
    for drawing in paragraph.iter(qn("wp:inline")):
        yield _figure(drawing, word)
    text = _text(paragraph)
    heading = _HEADING.fullmatch(style)
    if heading:
        yield Piece("heading", text, level=int(heading[1] or heading[2] or 1))
    elif style in ("图题", "表题", "caption"):
        yield Piece("caption", text.partition("\t")[0])
    elif text:
        yield Piece("text", text)


def _text(element: Any) -> str:
    """Return the shown text: hidden counters are left out, what a field is asked for, and the number of a
    footnote that is marked again."""
    shown: list[str] = []
    marking = False
    for run in element.iter(qn("w:r")):
        asked = run.find(qn("w:instrText"))
        marking = marking or (asked is not None and "NOTEREF" in (asked.text or ""))
        if marking:
            end = run.find(qn("w:fldChar"))
            marking = end is None or end.get(qn("w:fldCharType")) != "end"
            continue
        if run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
            continue
        for child in run:
            if child.tag == qn("w:t"):
                shown.append(child.text or "")
            elif child.tag == qn("w:tab"):
                shown.append("\t")
            elif child.tag == qn("w:br"):
                shown.append("\n")
    return "".join(shown)


def _table(table: Any, word: Any, names: dict[str, str]) -> Iterator[Piece]:
    """Return a table of data as one piece; one that only arranges as the pieces in its cells."""
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    if style is None or names.get(style.get(qn("w:val"))) != "白皮书表格":
        for cell in (cell for row in table.findall(qn("w:tr")) for cell in row.findall(qn("w:tc"))):
            yield from _pieces(cell, word, names)
        return
    head: list[tuple[str, ...]] = []
    packs: list[list[tuple[str, ...]]] = []
    for row in table.findall(qn("w:tr")):
        lines = _packs(row, names)
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            head.append(lines[0])
            continue
        packs += [[] for _ in lines[len(packs) :]]
        for pack, line in zip(packs, lines, strict=False):
            pack.append(line)
    body = [line for pack in packs for line in pack if line]
    yield Piece("table", rows=(*head, *body), head=len(head))


def _packs(row: Any, names: dict[str, str]) -> list[tuple[str, ...]]:
    """Return a row's cells, parted where a gutter without rules stands; bars and covered places are out."""
    packs: list[list[str]] = [[]]
    for cell in row.findall(qn("w:tc")):
        properties = cell.tcPr
        border = properties.find(f"{qn('w:tcBorders')}/{qn('w:bottom')}")
        if border is not None and border.get(qn("w:val")) == "nil":
            packs.append([])
            continue
        merge = properties.find(qn("w:vMerge"))
        if merge is not None and merge.get(qn("w:val")) != "restart":
            continue
        paragraphs = cell.findall(qn("w:p"))
        if _style(paragraphs[0], names) != "表格底条":
            packs[-1].append("\n".join(_text(paragraph) for paragraph in paragraphs))
    return [tuple(pack) for pack in packs]


def _figure(drawing: Any, word: Any) -> Piece:
    words = drawing.find(qn("wp:docPr")).get("descr", "")
    reference = next(drawing.iter(f"{_CHART}chart"), None)
    if reference is None:
        return Piece("figure", words=words)
    chart = word.part.related_parts[reference.get(qn("r:id"))]
    return Piece("figure", words=words, series=_series(chart.blob))


def chart_series(spec: Spec, theme: Theme) -> tuple[Series, ...]:
    """Return the series that a native chart of `spec` has; none where it is always a picture."""
    from generator.figures import draw

    native = draw.native_chart(spec, theme)
    return _series(native.xml) if native else ()


def _series(chart: bytes) -> tuple[Series, ...]:
    from docx.oxml import parse_xml

    return tuple(
        Series(
            "".join(_points(series, "tx")), _points(series, "cat") or _points(series, "xVal"),
            tuple(map(_number, _points(series, "val") or _points(series, "yVal"))),
        )
        for series in parse_xml(chart).iter(f"{_CHART}ser")
    )  # fmt: skip


def _number(value: str) -> float | None:
    return float(value) if value else None


def _points(series: Any, kind: str) -> tuple[str, ...]:
    """Return the cached points of a series in order; one that is missing is empty."""
    found = series.find(f"{_CHART}{kind}")
    if found is None:
        return ()
    count = next(found.iter(f"{_CHART}ptCount"), None)
    points = {int(point.get("idx")): point.findtext(f"{_CHART}v", "") for point in found.iter(f"{_CHART}pt")}
    size = int(count.get("val")) if count is not None else len(points)
    return tuple(points.get(index, "") for index in range(size))


def _notes(word: Any) -> Iterator[Piece]:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    try:
        part = word.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    except KeyError:
        return
    for note in parse_xml(part.blob).findall(qn("w:footnote")):
        if note.get(qn("w:type")) is None:
            yield Piece("note", _text(note).strip())
