"""matplotlib's PNGs, plain Platypus for the PDF, python-docx for the Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document as Word
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from bench.peers import charts
from bench.peers.piece import Piece

WIDTH = 453.0
BODY = ParagraphStyle("body", fontName="Peer", fontSize=10.5, leading=17.5, wordWrap="CJK", firstLineIndent=21)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=8, leading=11, firstLineIndent=0)
HEADS = {level: ParagraphStyle(f"h{level}", parent=BODY, fontSize=20 - 3 * level, leading=26, firstLineIndent=0,
                               spaceBefore=8, spaceAfter=4) for level in range(1, 6)}
RULES = [("FONT", (0, 0), (-1, -1), "Peer", 8), ("LINEABOVE", (0, 0), (-1, 0), 1, HexColor("#2b5c9e")),
         ("LINEBELOW", (0, 0), (-1, 0), 0.5, HexColor("#2b5c9e")),
         ("LINEBELOW", (0, -1), (-1, -1), 1, HexColor("#2b5c9e"))]


def begin() -> None:
    """Load what every report needs."""
    charts.begin()
    pdfmetrics.registerFont(TTFont("Peer", str(charts.FACE)))


def report(story: Sequence[Piece], folder: Path) -> tuple[Path, ...]:
    """Write a report as PDF and DOCX."""
    flow: list[Any] = []
    word = Word()
    style = word.styles["Normal"]
    style.font.size, style.font.name = Pt(10.5), "Baipi Sans SC"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Baipi Sans SC")
    for piece in story:
        match piece.kind:
            case "heading":
                flow.append(Paragraph(escape(piece.text), HEADS[min(piece.level, 5)]))
                word.add_heading(piece.text, min(piece.level, 4))
            case "text":
                flow.append(Paragraph(escape(piece.text), BODY))
                word.add_paragraph(piece.text)
            case "figure":
                picture, tall = charts.png(piece.figure), WIDTH * charts.height(piece.figure) / charts.WIDTH
                flow.append(KeepTogether([Image(io.BytesIO(picture), WIDTH, tall), Paragraph(piece.text, CELL)]))
                word.add_picture(io.BytesIO(picture), Pt(430))
                word.add_paragraph(piece.text)
            case "table":
                flow += [Paragraph(escape(piece.text), CELL), _table(piece), Spacer(1, 8)]
                word.add_paragraph(piece.text)
                _word_table(word, piece)
    pdf, docx = folder / "report.pdf", folder / "report.docx"
    SimpleDocTemplate(str(pdf), pagesize=A4, leftMargin=71, rightMargin=71).build(flow)
    word.save(str(docx))
    return pdf, docx


def _table(piece: Piece) -> Table:
    return Table([[Paragraph(escape(cell), CELL) for cell in row] for row in piece.rows], repeatRows=1, style=RULES)


def _word_table(word: Any, piece: Piece) -> None:
    """Add a table row by row: `row.cells` is read once a row, or it would cost ten times as much."""
    table = word.add_table(len(piece.rows), len(piece.rows[0]))
    for line, row in zip(table.rows, piece.rows, strict=True):
        for cell, value in zip(line.cells, row, strict=True):
            cell.text = value
