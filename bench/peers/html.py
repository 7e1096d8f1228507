"""HTML with matplotlib's SVGs, set by WeasyPrint: a PDF only."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.peers import charts
from bench.peers.piece import Piece

STYLE = """
@font-face { font-family: Peer; src: url(%s) }
@page { size: A4; margin: 25mm; @bottom-center { content: counter(page) } }
body { font: 10.5pt/1.67 Peer; } p { text-indent: 2em; text-align: justify; margin: 0 }
h1, h2, h3, h4 { font-weight: normal; margin: 8pt 0 4pt; break-after: avoid }
figure { margin: 6pt 0; break-inside: avoid }
svg { width: 100%% } table { width: 100%%; border-collapse: collapse; font-size: 8pt; line-height: 1.4;
border-top: 1pt solid #2b5c9e; border-bottom: 1pt solid #2b5c9e } th { border-bottom: .5pt solid #2b5c9e }
"""
_MADE: dict[str, object] = {}


def begin() -> None:
    """Read face and style once; every report uses them again."""
    charts.begin()
    fonts = FontConfiguration()
    _MADE["fonts"] = fonts
    _MADE["style"] = CSS(string=STYLE % charts.FACE.as_uri(), font_config=fonts)


def report(story: Sequence[Piece], folder: Path) -> tuple[Path, ...]:
    """Write a report as PDF."""
    path = folder / "report.pdf"
    page = f'<html lang="zh"><body>{"".join(map(_shown, story))}</body></html>'
    HTML(string=page).write_pdf(path, stylesheets=[_MADE["style"]], font_config=_MADE["fonts"])
    return (path,)


def _shown(piece: Piece) -> str:
    text = escape(piece.text)
    match piece.kind:
        case "heading":
            return f"<h{min(piece.level, 4)}>{text}</h{min(piece.level, 4)}>"
        case "text":
            return f"<p>{text}</p>"
        case "figure":
            drawn = charts.svg(piece.figure)
            return f"<figure>{drawn[drawn.index('<svg') :]}<figcaption>{text}</figcaption></figure>"
    head, *body = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in piece.rows)
    rows = "".join(f"<tr>{row}</tr>" for row in body)
    return f"<figure><figcaption>{text}</figcaption></figure><table><thead><tr>{head}</tr></thead>{rows}</table>"
