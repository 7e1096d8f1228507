"""What stands on every text page: the running head above its rule, the folio at the outer edge."""

from __future__ import annotations

from typing import Any

from generator.typeset import draw_text
from generator.writers.pdf.styles import Styles


def draw_furniture(
    canvas: Any, styles: Styles, *, even: bool, head: str, section: str, folio: str
) -> None:
    """Draw head, rule and folio; even pages mirror odd ones.

    `head` is the paper's title, set at the inner side; `section` names the chapter at the outer.
    """
    page, palette, scale = styles.theme.page, styles.theme.palette, styles.theme.type
    left = page.outer if even else page.inner
    right = left + page.measure
    quiet = styles.make(scale.note, colour=palette.quiet)
    baseline = page.head_rule + 8
    texts = (section, head) if even else (head, section)
    draw_text(canvas, left, baseline, texts[0], quiet)
    draw_text(canvas, right, baseline, texts[1], quiet, "end")
    canvas.setStrokeColor(palette.rule)
    canvas.setLineWidth(0.5)
    canvas.line(left, page.head_rule, right, page.head_rule)
    number = styles.make(scale.caption, colour=palette.main, tabular=True)
    if even:
        draw_text(canvas, left, page.folio, folio, number)
    else:
        draw_text(canvas, right, page.folio, folio, number, "end")
