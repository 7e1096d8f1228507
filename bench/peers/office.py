"""A Word template filled by docxtpl, turned into a PDF by LibreOffice: the office way."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document as Word
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from bench.peers import charts
from bench.peers.piece import Piece

_HOME: dict[str, Path] = {}


def begin() -> None:
    """Make the template once, as one would by hand in Word: loops over pieces, tables and rows."""
    charts.begin()
    folder = Path(tempfile.mkdtemp(prefix="peer-office-"))
    word = Word()
    for line in ("{%p for piece in story %}", "{%p if piece.kind == 'table' %}", "{{ piece.text }}"):
        word.add_paragraph(line)
    table = word.add_table(3, 1)
    table.cell(0, 0).text = "{%tr for row in piece.rows %}"
    table.cell(1, 0).text = "{%tc for cell in row %}"
    cells = word.add_table(1, 3)
    for place, text in enumerate(("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")):
        cells.cell(0, place).text = text
    table._tbl.replace(table.rows[1]._tr, cells.rows[0]._tr)
    cells._tbl.getparent().remove(cells._tbl)
    table.rows[2].cells[0].text = "{%tr endfor %}"
    for line in (
        "{%p elif piece.kind == 'figure' %}", "{{ piece.picture }}", "{{ piece.text }}",
        "{%p elif piece.kind == 'heading' %}",
    ):
        word.add_paragraph(line)
    word.add_paragraph("{{ piece.text }}", "Heading 2")
    for line in ("{%p else %}", "{{ piece.text }}", "{%p endif %}", "{%p endfor %}"):
        word.add_paragraph(line)
    word.save(str(folder / "template.docx"))
    _HOME["folder"] = folder


def report(story: Sequence[Piece], folder: Path) -> tuple[Path, ...]:
    """Write a report as DOCX, then as PDF."""
    template = DocxTemplate(_HOME["folder"] / "template.docx")
    template.render({"story": [_shown(template, piece) for piece in story]}, autoescape=True)
    docx = folder / "report.docx"
    template.save(docx)
    profile = (_HOME["folder"] / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder),
         str(docx)],
        check=True, capture_output=True,
    )
    return folder / "report.pdf", docx


def _shown(template: Any, piece: Piece) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": piece.kind, "text": piece.text, "rows": piece.rows}
    if piece.figure:
        shown["picture"] = InlineImage(template, io.BytesIO(charts.png(piece.figure)), width=Mm(150))
    return shown
