"""Specimens: one layout case set by the engine at its measure, one PDF a case and width.

A case names its text and measure; see `Case`. The page is the measure plus a margin on every side, the
type 10.5 pt on 18 pt, justified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Table

from generator.atomic import whole_file
from generator.errors import InputError
from generator.typeset.canvas import TypesetCanvas
from generator.typeset.markup import read_markup
from generator.typeset.paragraph import KeptWithNext, Paragraph
from generator.typeset.style import TextStyle

SIZE, LEADING = 10.5, 18.0
MARGIN = 21.0
HEIGHT = 420.0
PAGE_EXTRA = 44.0  # beyond the lines of a page whose height is given in lines
LABEL_WIDTH = 3.0  # em
_LABEL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*[.．、)）]?|[(（](?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[a-zA-Z][.)]|[①-⓿❶-➓]|[•·●○■□◆◇▪▫–-])"
)


@dataclass(frozen=True)
class Case:
    """One layout case: lengths in em of the text, page height in lines or the usual one."""

    name: str
    text: str
    width: float
    indent: float
    page_lines: int | None
    is_table: bool
    sweep: tuple[float, ...]


def set_specimens(cases: list[dict[str, Any]], out: Path) -> list[Path]:
    """Write `<id>.pdf` for every case, or `<id>@<width>.pdf` for each width of its sweep; return the paths.

    Raises InputError for a case without an id, a text or a usable measure, OutputError where `out`
    cannot be written.
    """
    read = [_read_case(case, number) for number, case in enumerate(cases, 1)]
    written = []
    for case in read:
        jobs = [(f"{case.name}@{width:g}", width) for width in case.sweep] or [(case.name, case.width)]
        for stem, width in jobs:
            path = out / f"{stem}.pdf"
            with whole_file(path) as temporary:
                _set_case(case, width, temporary)
            written.append(path)
    return written


def _read_case(case: dict[str, Any], number: int) -> Case:
    try:
        name = str(case["id"])
        sweep = tuple(_measure(width) for width in case.get("sweep_em") or ())
        lines = case.get("page_lines")
        return Case(
            name=re.sub(r'[\x00-\x1f<>:"/\\|?*]', "_", name).strip(". ") or f"case-{number}",
            text=str(case["text"]),
            width=_measure(case["width_em"]) if "width_em" in case or not sweep else sweep[0],
            indent=float(case.get("indent") or 0),
            page_lines=None if lines is None else max(1, min(500, int(lines))),
            is_table=case.get("kind") == "table",
            sweep=sweep,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"第 {number} 个样例有误：{error}", en=f"case {number} cannot be read: {error}"
        ) from error


def _measure(value: Any) -> float:
    width = float(value)
    if not 1 <= width <= 400:
        raise ValueError(f"width {value} em")
    return width


def _set_case(case: Case, width_em: float, path: Path) -> None:
    width = width_em * SIZE
    page_height = HEIGHT if case.page_lines is None else LEADING * case.page_lines + PAGE_EXTRA
    page_width = width + 2 * MARGIN
    frame = Frame(
        MARGIN, MARGIN, width, page_height - 2 * MARGIN,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template = BaseDocTemplate(
        str(path),
        pagesize=(page_width, page_height),
        pageTemplates=[PageTemplate(frames=[frame])],
        invariant=1,
        title=case.name,
        keepTogetherClass=KeptWithNext,
    )
    template.build(_flowables(case, width), canvasmaker=TypesetCanvas)


def _flowables(case: Case, width: float) -> list[Any]:
    style = TextStyle(size=SIZE, leading=LEADING, indent=case.indent)
    pieces = case.text.split("|")
    if case.is_table:
        return [_table([Paragraph(read_markup(piece), style) for piece in pieces], width)]
    if case.page_lines is not None:
        return [_paragraph(piece, style) for piece in pieces]
    if len(pieces) > 1 and _LABEL.fullmatch(pieces[0].strip()):
        pairs = zip(pieces[::2], [*pieces[1::2], ""], strict=False)
        return [
            Paragraph(read_markup(text), style, label=read_markup(label), label_width=LABEL_WIDTH * SIZE)
            for label, text in pairs
        ]
    return [Paragraph(read_markup(case.text), style)]


def _paragraph(piece: str, style: TextStyle) -> Paragraph:
    if piece.startswith("#"):
        heading = TextStyle(
            size=style.size, leading=style.leading, weight="bold", align="left", keep_with_next=True
        )
        return Paragraph(read_markup(piece.lstrip("#").lstrip()), heading)
    return Paragraph(read_markup(piece), style)


def _table(cells: list[Paragraph], width: float) -> Table:
    padding = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    return Table([[cell] for cell in cells], colWidths=[width], style=padding)
