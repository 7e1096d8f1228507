"""A ReportLab canvas that leaves no trace of faces and effects nobody asked for."""

from __future__ import annotations

import io
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from generator import document as d
from generator.theme import Theme


class PaperCanvas(Canvas):  # type: ignore[misc]
    """ReportLab names Helvetica, which is not embedded, at the head of every page; this does not."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def new_canvas(document: d.Document, theme: Theme, target: io.BytesIO) -> Any:
    """Return a canvas with the document's metadata; the same document gives the same bytes."""
    size = (theme.page.width, theme.page.height)
    canvas = PaperCanvas(target, pagesize=size, invariant=1, pageCompression=1, lang=document.language)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setKeywords("，".join(document.keywords))
    canvas.setCreator("whitepaper-generator")
    canvas.setProducer("whitepaper-generator")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
