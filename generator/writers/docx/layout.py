"""Tables that only arrange: columns side by side, without a rule."""

from __future__ import annotations

from collections.abc import Sequence

from generator.writers.docx.story import Story
from generator.writers.docx.xml import escape, twips

_PLAIN = (
    'w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
)


_ABOVE = 6.0
"""Points above blocks that stand side by side."""


def table_start(
    style: str, widths: Sequence[float], story: Story, *,
    description: str = "", title: str = "", look: str = "",
) -> str:  # fmt: skip
    """Return the start of a table of fixed widths (points): properties and grid.

    `description` is its alternative text; `look` the flags of w:tblLook.
    """
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    flags = look or _PLAIN
    caption = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    words = f'<w:tblDescription w:val="{escape(description)}"/>' if description else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{story.style(style)}"/>'
        f'<w:tblW w:w="{sum(twips(width) for width in widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook {flags}/>{caption}{words}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def cell(
    content: str, width: float, *, span: int = 1, merge: str = "", borders: str = "", shade: str = "",
    margins: str = "", middle: bool = False,
) -> str:  # fmt: skip
    """Return a table cell. `merge` is "restart" or "continue" for cells joined downwards; `borders` and
    `margins` are the content of w:tcBorders and w:tcMar."""
    joined = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    ruled = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    filled = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    inset = f"<w:tcMar>{margins}</w:tcMar>" if margins else ""
    placed = '<w:vAlign w:val="center"/>' if middle else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{joined}{ruled}{filled}'
        f"{inset}{placed}</w:tcPr>{content}</w:tc>"
    )


def columns_table(columns: Sequence[str], width: float, gutter: float, story: Story) -> str:
    """Return block content side by side; a gutter of empty width lies between."""
    widths: list[float] = []
    cells: list[str] = []
    for index, content in enumerate(columns):
        own = width + (gutter if index < len(columns) - 1 else 0)
        widths.append(own)
        inset = f'<w:top w:w="{twips(_ABOVE)}" w:type="dxa"/>'
        inset += f'<w:right w:w="{twips(gutter)}" w:type="dxa"/>' if own > width else ""
        cells.append(cell(closed(content, story), own, margins=inset))
    row = f'<w:tr><w:trPr><w:cantSplit/></w:trPr>{"".join(cells)}</w:tr>'
    return f"{table_start('白皮书分栏', widths, story)}{row}</w:tbl>{gap(story)}"


def closed(content: str, story: Story) -> str:
    """Return cell content that ends, as a cell must, in a paragraph."""
    return content if content.endswith("</w:p>") else content + gap(story)


def gap(story: Story, *, on_new_page: bool = False) -> str:
    """Return the smallest paragraph: Word joins two tables that touch, and a cell must end in one."""
    broken = "<w:pageBreakBefore/>" if on_new_page else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{story.style("间隔")}"/>{broken}</w:pPr></w:p>'
