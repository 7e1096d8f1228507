"""Link annotations: addresses and places in the document, drawn as nothing, clicked as usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

# A document is read by strangers: no link may run a program or open a local file.
SAFE_SCHEMES = ("https://", "http://", "mailto:", "ftp://", "tel:")


def annotate(canvas: Canvas, link: str, box: tuple[float, float, float, float]) -> None:
    """Make `box` (in the canvas's present coordinates) a link to an address or "#destination".

    Inside a form XObject, where annotations cannot be, and for any other scheme, it does nothing.
    """
    if _in_form(canvas):
        return
    if link.startswith("#"):
        canvas.linkRect("", link[1:], box, relative=1, Border="[0 0 0]")
    elif link.lower().startswith(SAFE_SCHEMES):
        canvas.linkURL(link, box, relative=1, Border="[0 0 0]")


def _in_form(canvas: Any) -> bool:
    return bool(canvas._formData)
