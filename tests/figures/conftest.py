"""The theme and one example of every kind."""

from __future__ import annotations

import io
from typing import Any

import pytest

from generator.document import Spec
from generator.figures import draw
from generator.figures.examples import examples
from generator.theme import Theme, load_theme

EXAMPLES = examples()
MEASURE = 459.0


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme("navy")


def page_of(spec: Spec, theme: Theme, width: float = MEASURE) -> bytes:
    """Return a one-page PDF that holds nothing but the figure."""
    from reportlab.pdfgen.canvas import Canvas

    size = draw.size(spec, width, theme)
    target = io.BytesIO()
    canvas: Any = Canvas(target, pagesize=size, invariant=1)
    draw.draw_pdf(spec, canvas, 0, 0, width, theme)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
