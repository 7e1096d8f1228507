"""The text of every page of a PDF, by pdfium: a volume takes a second, where pdfplumber takes half a minute."""

from __future__ import annotations

from pathlib import Path

import pypdfium2


def page_texts(path: Path) -> list[str]:
    """Return what a reader copies from each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
