"""The canvas of a paper: its page size, metadata and language."""

from __future__ import annotations

import io
from typing import Any

from generator import document as d
from generator.theme import Theme
from generator.typeset.canvas import TypesetCanvas


def new_canvas(document: d.Document, theme: Theme, target: io.BytesIO) -> Any:
    """Return a canvas with the document's metadata; the same document gives the same bytes."""
    size = (theme.page.width, theme.page.height)
    canvas = TypesetCanvas(target, pagesize=size, invariant=1, pageCompression=1, lang=document.language)
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.subject)
    canvas.setKeywords("，".join(document.keywords))
    canvas.setCreator("whitepaper-generator")
    canvas.setProducer("whitepaper-generator")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas
