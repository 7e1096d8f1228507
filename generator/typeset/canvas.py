"""A canvas whose file holds no font but those the text is set in."""

from __future__ import annotations

from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFObjectReference
from reportlab.pdfgen.canvas import Canvas

# Streams as bytes, not as letters (ASCII85): a fifth smaller, and a sixth of the time of a short report.
rl_config.useA85 = 0


class TypesetCanvas(Canvas):  # type: ignore[misc]
    """ReportLab's canvas without Helvetica, which would enter every file without being embedded.

    ReportLab selects a font at the start of every page and in every table cell, whether or not
    anything is drawn with it. Here a selection is kept until ReportLab itself draws a string.
    """

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm" if self.bottomup else f"1 0 0 -1 0 {self._pagesize[1]:.4f} cm"

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        """Remember the font without writing it; text objects select it themselves."""
        self._fontname, self._fontsize = psfontname, size
        self._leading = size * 1.2 if leading is None else leading

    def save(self) -> None:
        """Write the file; links to places that were never bookmarked lead to the first page."""
        self.bind_destinations()
        super().save()

    def getpdfdata(self) -> bytes:
        """Return the file; links to places that were never bookmarked lead to the first page."""
        self.bind_destinations()
        data: bytes = super().getpdfdata()
        return data

    def bind_destinations(self) -> None:
        """End the last page, and let links to places that were never bookmarked lead to the first."""
        if self._code:
            self.showPage()
        for destination in self._destinations.values():
            if destination.fmt is None:
                destination.fit()
                destination.setPage(PDFObjectReference("Page1"))

    def beginText(self, *args: Any, **options: Any) -> Any:
        """Return a text object that selects the remembered font first."""
        text = super().beginText(*args, **options)
        text.setFont(self._fontname, self._fontsize, self._leading)
        return text
