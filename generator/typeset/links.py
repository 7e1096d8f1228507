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
    A canvas with a method `add_link(link, box)` makes its own, as a tagged document must.
    """
    if _in_form(canvas):
        return
    is_safe = link.startswith("#") or link.lower().startswith(SAFE_SCHEMES)
    add_link = getattr(canvas, "add_link", None)
    if add_link and is_safe:
        add_link(link, box)
    elif link.startswith("#"):
        canvas.linkRect("", link[1:], box, relative=1, Border="[0 0 0]")
    elif is_safe:
        canvas.linkURL(link, box, relative=1, Border="[0 0 0]")


def _in_form(canvas: Any) -> bool:
    return bool(canvas._formData)
