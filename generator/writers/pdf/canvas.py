"""The canvas of a paper: its page size, metadata and language, and what boxes and plates draw with."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from generator import document as d
from generator.theme import Theme
from generator.typeset import decimal, rgb
from generator.typeset.canvas import TypesetCanvas
from generator.writers.words import writer_words

_ROUND = 0.5523
"""How far the handles of a quarter circle lie from its ends, as a share of the radius."""
_PAINT = {(0, 0): "n", (1, 0): "S", (0, 1): "f", (1, 1): "B"}


class PaperCanvas(TypesetCanvas):
    """ReportLab's canvas with its commonest operators written at once.

    Colours are "#rrggbb" here. ReportLab parses every colour and formats every number anew in any of the ways
    it knows, which took a tenth of the time of a report.
    """

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:
        """Fill with "#rrggbb"; anything else is ReportLab's to understand."""
        if alpha is None and isinstance(aColor, str):
            self._code.append(f"{rgb(aColor)} rg")
        else:
            super().setFillColor(aColor, alpha)

    def setStrokeColor(self, aColor: Any, alpha: float | None = None) -> None:
        """Stroke with "#rrggbb"; anything else is ReportLab's to understand."""
        if alpha is None and isinstance(aColor, str):
            self._code.append(f"{rgb(aColor)} RG")
        else:
            super().setStrokeColor(aColor, alpha)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a straight line."""
        self._code.append(f"{decimal(x1)} {decimal(y1)} m {decimal(x2)} {decimal(y2)} l S")

    def rect(self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0) -> None:
        """Draw a rectangle."""
        box = f"{decimal(x)} {decimal(y)} {decimal(width)} {decimal(height)}"
        self._code.append(f"{box} re {_PAINT[stroke, fill]}")

    def circle(self, x_cen: float, y_cen: float, r: float, stroke: int = 1, fill: int = 0) -> None:
        """Draw a circle."""
        self._code.append(f"{_disc(x_cen, y_cen, r)} {_PAINT[stroke, fill]}")


@lru_cache(maxsize=1_000)
def _disc(x: float, y: float, radius: float) -> str:
    """Return a circle as four curves; the rings of a cover are the same in every report."""
    k = radius * _ROUND
    curves = (
        (x + radius, y + k, x + k, y + radius, x, y + radius),
        (x - k, y + radius, x - radius, y + k, x - radius, y),
        (x - radius, y - k, x - k, y - radius, x, y - radius),
        (x + k, y - radius, x + radius, y - k, x + radius, y),
    )
    path = " ".join([f"{' '.join(map(decimal, curve))} c" for curve in curves])
    return f"{decimal(x + radius)} {decimal(y)} m {path} h"


def new_canvas(document: d.Document, theme: Theme, target: io.BytesIO) -> Any:
    """Return a canvas with the document's metadata; the same document gives the same bytes."""
    size = (theme.page.width, theme.page.height)
    canvas = PaperCanvas(target, pagesize=size, invariant=1, pageCompression=1, lang=document.language)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setKeywords(writer_words(document.language).comma.join(document.keywords))
    canvas.setCreator("whitepaper-generator")
    canvas.setProducer("whitepaper-generator")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
