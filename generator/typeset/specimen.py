"""Specimens: one layout case set by the engine at its measure, one PDF a case and width.

A case names its text and measure; see `Case`. The page is the measure plus a margin on every side, the
type 10.5 pt on 18 pt, justified.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Table

from generator.atomic import whole_file
from generator.typeset.canvas import TypesetCanvas
from generator.typeset.cases import Case, read_cases
from generator.typeset.markup import read_markup
from generator.typeset.paragraph import KeptWithNext, Paragraph
from generator.typeset.style import TextStyle

SIZE, LEADING = 10.5, 18.0
MARGIN = 21.0
HEIGHT = 420.0
PAGE_EXTRA = 44.0  # beyond the lines of a page whose height is given in lines
LABEL_WIDTH = 3.0  # em
FRAME_FUZZ = 1.0  # pt
_LABEL = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*[.．、)）]?|[(（](?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[a-zA-Z][.)]|[①-⓿❶-➓]|[•·●○■□◆◇▪▫–-])"
)


def set_specimens(cases: list[dict[str, Any]], out: Path) -> list[Path]:
    """Write `<id>.pdf` for every case, or `<id>@<width>.pdf` for each width of its sweep; return the paths.

    Raises InputError for a case without an id, a text or a usable measure and for two cases of one
    file name, OutputError where `out` cannot be written.
    """
    jobs = {
        out / f"{stem}.pdf": (case, width)
        for case in read_cases(cases)
        for stem, width in [(f"{case.name}@{width:g}", width) for width in case.sweep]
        or [(case.name, case.width)]
    }
    for path, (case, width) in jobs.items():
        with whole_file(path) as temporary:
            _set_case(case, width, temporary)
    return list(jobs)


def _set_case(case: Case, width_em: float, path: Path) -> None:
    width = width_em * SIZE
    flowables = _flowables(case, width)
    page_height = HEIGHT if case.page_lines is None else LEADING * case.page_lines + PAGE_EXTRA
    if case.is_table:  # rows do not go on overleaf: the page holds the tallest
        tallest = max(row.wrap(width, math.inf)[1] for (row,) in flowables[0]._cellvalues)
        page_height = max(page_height, tallest + 2 * MARGIN + 2 * FRAME_FUZZ)
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
    template.build(flowables, canvasmaker=TypesetCanvas)


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
