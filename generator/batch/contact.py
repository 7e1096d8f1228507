"""The contact sheet: the one-page summary of every report, small, on a few A4 pages; then the odd ones whole.

The summary follows the cover; covers are so alike that a sheet of them shows nothing.

Pages are taken out of the finished PDFs as form objects: what is seen is what was written. Their faces are
cut down to the glyphs of the pages shown, or the sheet would weigh as much as all reports together.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import uharfbuzz as hb
from pikepdf import Dictionary, Name, Page, Pdf, PdfError
from reportlab.lib.pagesizes import A4

from generator.atomic import whole_file
from generator.batch.manifest import Entry
from generator.batch.outliers import Outlier
from generator.typeset import TextStyle, TypesetCanvas, draw_text

COLUMNS, ROWS = 6, 6
MARGIN, GAP, CAPTION = 36.0, 9.0, 16.0
WHOLE = 8
"""How many of the odd reports are shown with all their pages."""

SUMMARY = 1
"""The page shown of each, from 0: the one after the cover."""

MOST = 2000
"""Above so many reports nobody looks at each; the first ones and the odd ones stand for all."""


@dataclass(frozen=True)
class Shown:
    """A page to be shown: the PDF it is in, its number from 0, and the words below it."""

    file: str
    page: int
    caption: str


def write_contact_sheet(
    path: Path, folder: Path, title: str, reports: Mapping[str, Entry], outliers: Sequence[Outlier]
) -> None:
    """Write the contact sheet of the reports in `folder`; a PDF that cannot be read leaves its place empty."""
    odd = [reports[outlier.key] for outlier in outliers[:WHOLE] if outlier.key in reports]
    shown = [
        Shown(entry.files["pdf"].name, min(SUMMARY, entry.pages - 1), entry.unit)
        for entry in _with_pdf(reports.values())
    ][:MOST]
    for entry in _with_pdf(odd):
        name = entry.files["pdf"].name
        shown += [Shown(name, page, f"{entry.unit} {page + 1}/{entry.pages}") for page in range(entry.pages)]
    with Pdf.open(io.BytesIO(_grounds(shown, title))) as sheet:
        _fill(sheet, folder, shown)
        with whole_file(path) as temporary:
            sheet.save(temporary, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _with_pdf(entries: Any) -> Iterator[Entry]:
    return (entry for entry in entries if "pdf" in entry.files)


def _cell(place: int) -> tuple[float, float, float, float]:
    """Return left, bottom, width and height of the room for a page, in points."""
    width = (A4[0] - 2 * MARGIN + GAP) / COLUMNS
    height = (A4[1] - 2 * MARGIN) / ROWS
    row, column = divmod(place, COLUMNS)
    left, top = MARGIN + column * width, A4[1] - MARGIN - row * height
    return left, top - height + CAPTION, width - GAP, height - CAPTION


def _grounds(shown: Sequence[Shown], title: str) -> bytes:
    """Return the pages with frames and captions, the rooms in them still empty."""
    target = io.BytesIO()
    canvas = TypesetCanvas(target, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    style = TextStyle(size=6.5, leading=9, colour="#5b6675")
    for number, one in enumerate(shown):
        place = number % (COLUMNS * ROWS)
        if number and not place:
            canvas.showPage()
        left, bottom, width, height = _cell(place)
        canvas.setStrokeColorRGB(0.8, 0.82, 0.85)
        canvas.setLineWidth(0.4)
        canvas.rect(left, bottom, *_fitted(width, height))
        draw_text(canvas, left, bottom - 9, one.caption, style)
    canvas.save()
    return target.getvalue()


def _fitted(width: float, height: float) -> tuple[float, float]:
    """Return the size of an A4 page in a room."""
    scale = min(width / A4[0], height / A4[1])
    return A4[0] * scale, A4[1] * scale


def _fill(sheet: Pdf, folder: Path, shown: Sequence[Shown]) -> None:
    """Draw the pages into their rooms; each report is opened once."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, one in enumerate(shown):
        places[one.file].append((number, one.page))
    for file, wanted in places.items():
        try:
            with Pdf.open(folder / file) as report:
                pages = [(number, report.pages[page]) for number, page in wanted]
                cut_fonts([page for _, page in pages])
                for number, page in pages:
                    _draw(sheet, number, page)
        except (OSError, PdfError, IndexError):
            continue


def _draw(sheet: Pdf, number: int, page: Page) -> None:
    ground, place = divmod(number, COLUMNS * ROWS)
    target = sheet.pages[ground]
    form = sheet.copy_foreign(page.as_form_xobject())
    name = target.add_resource(form, Name.XObject)
    left, bottom, width, height = _cell(place)
    scale = min(width / float(page.mediabox[2]), height / float(page.mediabox[3]))
    target.contents_add(f"q {scale:.5f} 0 0 {scale:.5f} {left:.2f} {bottom:.2f} cm {name} Do Q".encode())


# --- faces ---------------------------------------------------------------------------


def cut_fonts(pages: Sequence[Page]) -> None:
    """Cut the TrueType faces of a report down to the glyphs that some of its pages show, in memory."""
    glyphs: dict[tuple[int, int], set[int]] = defaultdict(set)
    streams: dict[tuple[int, int], Any] = {}
    for page in pages:
        fonts = page.resources.get("/Font", Dictionary())
        for name, used in _characters_shown(page).items():
            face = fonts[name].DescendantFonts[0]
            program = face.FontDescriptor.get("/FontFile2")
            if program is not None:
                glyphs[program.objgen] |= _glyphs_of(used, face)
                streams[program.objgen] = program
    for key, program in streams.items():
        cut = _cut(program.read_bytes(), glyphs[key])
        program.write(cut)
        program.Length1 = len(cut)


def _glyphs_of(characters: set[int], face: Any) -> set[int]:
    """Return the glyphs of some characters (CIDs) of a face."""
    table = face.get("/CIDToGIDMap")
    if not isinstance(table, pikepdf.Stream):
        return characters
    glyphs = table.read_bytes()
    return {glyphs[2 * cid] << 8 | glyphs[2 * cid + 1] for cid in characters if 2 * cid + 1 < len(glyphs)}


# A face is taken, or a run of characters shown: a report is ours, so its text is hexadecimal throughout.
_TEXT = re.compile(rb"/(\S+) [0-9.]+ Tf|<([0-9A-F]+)>(?=[^\[\]]*\] TJ)")


def _characters_shown(page: Page) -> dict[str, set[int]]:
    """Return the characters (CIDs) that a page shows, by font; every font of ours has two-byte codes."""
    page.contents_coalesce()
    runs: dict[bytes, list[bytes]] = defaultdict(list)
    font = b""
    for taken, codes in _TEXT.findall(page.Contents.read_bytes()):
        if taken:
            font = taken
        else:
            runs[font].append(bytes.fromhex(codes.decode()))
    return {f"/{font.decode()}": _codes(b"".join(shown)) for font, shown in runs.items()}


def _codes(text: bytes) -> set[int]:
    return {high << 8 | low for high, low in zip(text[::2], text[1::2], strict=True)}


def _cut(program: bytes, glyphs: set[int]) -> bytes:
    request = hb.SubsetInput()
    request.sets(hb.SubsetInputSets.GLYPH_INDEX).set({0, *glyphs})
    request.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    return bytes(hb.SubsetPlan(hb.Face(program), request).execute().blob.data)
