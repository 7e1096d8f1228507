"""Figures: specs of every kind, and the door through which writers have them drawn.

Heavy libraries are imported when something is drawn, not before.
"""

from __future__ import annotations

from generator.figures import draw
from generator.figures.draw import alt_text, draw_pdf, dropped, native_chart, png, size, svg

__all__ = ["alt_text", "draw", "draw_pdf", "dropped", "native_chart", "png", "size", "svg"]
