"""Figures: native charts that Word can edit, or pictures, each with its alternative text and caption."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.document import Figure
from generator.writers.docx.captions import write_caption
from generator.writers.docx.looks import closer, room_around
from generator.writers.docx.notes import write_notes
from generator.writers.docx.story import Frame, Story
from generator.writers.docx.xml import EMU, emu, escape, twips
from generator.writers.words import writer_words

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_EXTENT = re.compile(r'<wp:extent cx="\d+" cy="(\d+)"/>')
_DPI = 220
_CHART_HEIGHT = 0.95
"""Share of a drawn figure's height that its native chart takes: Word breaks lines a little earlier than the
PDF does, and a page that is full there must not run over here."""


def write_figure(figure: Figure, story: Story, frame: Frame) -> str:
    """Return the figure's paragraph, its caption below it, and its notes, kept on one page."""
    from generator.figures import draw

    target = story.next_target("figure")
    share = (0.0 if frame.cell else story.closing(figure.id).share) or figure.share  # as wide as in the PDF
    width = frame.width * min(max(share, 0.1), 1.0)
    size = draw.size(figure.spec, width, story.theme)
    words = figure.alt or draw.alt_text(figure.spec)
    notes = bool(figure.note or figure.source)
    drawing = _drawing(figure, story, width, size, words)
    space = story.closing(figure.id).space
    room = closer("图", story.theme, space)
    pieces = [story.paragraph("图", drawing, room, keep=notes or figure.caption is not None)]
    if figure.caption:
        pieces.append(write_caption(figure.caption, target, "图题", story, keep=notes, share=space))
    pieces.append(write_notes(figure.note, figure.source, story, "图数据来源", share=space))
    return "".join(pieces)


def lined_up(figures: Sequence[str], story: Story) -> list[str]:
    """Return figures that stand side by side with their captions at one height, that of the tallest drawing."""
    heights = [int(found[1]) if (found := _EXTENT.search(figure)) else 0 for figure in figures]
    above, below = room_around("图题", story.theme)
    caption = re.compile(f'(<w:pStyle w:val="{story.style("图题")}"/>(?:<w:keepNext/>)?)(?:<w:spacing [^>]*/>)?')
    lined = []
    for figure, height in zip(figures, heights, strict=True):
        lacking = (max(heights) - height) / EMU
        room = f'<w:spacing w:before="{twips(above + lacking)}" w:after="{twips(below)}"/>'
        lined.append(caption.sub(rf"\g<1>{room}", figure, count=1) if lacking else figure)
    return lined


def _drawing(figure: Figure, story: Story, width: float, size: tuple[float, float], words: str) -> str:
    from generator.figures import draw

    name = figure.caption.label if figure.caption else writer_words(story.theme).figure.format(story.next_id())
    if story.charts == "native":
        frame = (size[0], size[1] * _CHART_HEIGHT)
        native = draw.native_chart(figure.spec, story.theme, frame)
        if native is not None:
            key = story.chart(native.xml, native.workbook)
            graphic = f'<a:graphicData uri="{_CHART}"><c:chart r:id="{key}"/></a:graphicData>'
            return inline_drawing(graphic, frame, name, words, story)
    key = story.picture(draw.png(figure.spec, width, story.theme, dpi=_DPI))
    return inline_drawing(picture(key, size, name), size, name, words, story)


def picture(key: str, size: tuple[float, float], name: str) -> str:
    """Return the graphic data of a picture of `size` (points)."""
    wide, high = (emu(value) for value in size)
    return (
        f'<a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{escape(name)}"/>'
        '<pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    )


def inline_drawing(graphic: str, size: tuple[float, float], name: str, words: str, story: Story) -> str:
    """Return a run with a drawing in the line; `words` is its alternative text."""
    wide, high = (emu(value) for value in size)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"{properties(name, words, story)}<a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r>"
    )


def backdrop(
    key: str, place: tuple[float, float], size: tuple[float, float], name: str, words: str, story: Story,
    *, down: str = "page",
) -> str:  # fmt: skip
    """Return a run with a picture behind the text; `place` is from the page's corner, in points, its second
    measure from what `down` names (page or paragraph)."""
    wide, high = (emu(value) for value in size)
    across = "page" if down == "page" else "column"
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{story.next_id()}" behindDoc="1" locked="1" layoutInCell="0" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{across}"><wp:posOffset>{emu(place[0])}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{down}"><wp:posOffset>{emu(place[1])}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f"{properties(name, words, story)}"
        f"<a:graphic>{picture(key, size, name)}</a:graphic></wp:anchor></w:drawing></w:r>"
    )


def properties(name: str, words: str, story: Story) -> str:
    """Return wp:docPr with a unique id and the alternative text; a drawing without words is decoration, and
    is marked so for those who have pages read out."""
    start = f'<wp:docPr id="{story.next_id()}" name="{escape(name)}"'
    if words:
        spoken = " ".join(story.checked(words).split())
        return f'{start} descr="{escape(spoken)}"/><wp:cNvGraphicFramePr/>'
    return f"{start}>{_DECORATION}</wp:docPr><wp:cNvGraphicFramePr/>"
