"""Make docs/pictures/: a small picture of every figure, table and card fence, for docs/authoring.

    python scripts/make_guide_pictures.py

Every shipped edition is composed and the first use of each fence kept; fences that no edition
uses are made here by name. Figures are drawn, tables and cards set on a page and cut out.
"""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops

from generator import build
from generator import document as d
from generator.chapters.advice_library import read_library
from generator.chapters.commentary import Commentary
from generator.chapters.facts import PaperFacts
from generator.chapters.fences import Fences
from generator.chapters.ledger import Ledger
from generator.chapters.options import Options
from generator.chapters.unit_cards import UNIT_CARDS
from generator.chapters.unit_figures import UNIT_FIGURES
from generator.chapters.unit_report import UnitReport
from generator.chapters.unit_series import Series, UnitFences
from generator.chapters.unit_tables import UNIT_TABLES
from generator.chapters.unit_years import Earlier
from generator.config import read_edition
from generator.figures import draw
from generator.figures.examples import examples
from generator.findings import Place
from generator.paths import shipped
from generator.theme import Theme, load_theme
from generator.writers.pdf import write_pdf

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
EDITIONS = ("western-2020", "city-index-2022", "western-2022", "county-2023", "top100-2020")
UNITS = {"western-2020": "贵阳", "western-2022": "成都"}  # whose report is composed
MORE: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {  # edition → fences that no template uses
    "city-index-2022": (
        ("figure tier-heat", {}), ("figure tier-lines", {}), ("figure tier-columns", {"indicator": "数字经济"}),
        ("table tier-years", {}),
    ),
    "western-2020": (("figure uncertainty", {}), ("table uncertainty", {})),
}
DRAWN = {"figure lines": "lines", "figure bubbles": "bubbles", "figure picture": "picture"}
"""Fences whose values the edition writes itself: pictures are the examples of their kinds."""

WIDTH = 480  # pixels
COLOURS = 32
ROWS, CELLS = 7, 30  # rows of a table that are shown, characters of a cell
TALLEST = 0.85  # of the width

OWN = {"table": UNIT_TABLES, "figure": UNIT_FIGURES, "cards": UNIT_CARDS}
"""The fences that only a unit's report answers."""

Found = dict[str, d.Block]


def collect() -> Found:
    """Return the first block that each fence gives anywhere, as `figure map`, `unit table levels` …"""
    found: Found = {}
    _listen(Fences, "", found)
    _listen(UnitFences, "unit ", found)
    for name in EDITIONS:
        edition = read_edition(ROOT / "data" / name)
        build.prepare(edition)
        if name in UNITS:
            series, _ = build.open_series(edition)
            series.compose(series.find(UNITS[name]))
    for name, wanted in MORE.items():
        edition = read_edition(ROOT / "data" / name)
        series = Series(edition, build.open_series(edition)[0].book)
        fences = _fences_of(series)
        for fence, values in wanted:
            fences(fence, Options(fence, Place("guide"), values))
    unit_series, _ = build.open_series(read_edition(ROOT / "data" / "western-2022"))
    report = unit_report(unit_series, UNITS["western-2022"])
    for fence in ("table ranks", "table years"):
        UnitFences(report)(fence, Options(fence, Place("guide"), {}))
    specs = examples()
    for fence, kind in DRAWN.items():
        found.setdefault(fence, d.Figure(specs[kind]))
    return found


def unit_report(series: Series, name: str) -> UnitReport:
    """Return the facts of one unit's report."""
    edition = series.edition
    paper = PaperFacts(edition, series.book, Commentary(edition.folder / "commentary"), series.before)
    library = read_library([shipped("templates") / "city" / "library"])
    earlier = None if series.before is None else Earlier(series.book, series.before)
    return UnitReport(paper, Ledger(series.book), library, series.find(name), earlier)


def _fences_of(series: Series) -> Fences:
    edition = series.edition
    return Fences(PaperFacts(edition, series.book, Commentary(edition.folder / "commentary"), series.before))


def _listen(fences: type[Fences], prefix: str, found: Found) -> None:
    """Keep what `fences` answers from now on. A report asks its own fences first, then the shared ones."""
    answer = fences.__call__

    def answering(self: Any, name: str, options: Options) -> tuple[d.Block, ...]:
        blocks = answer(self, name, options)
        kind, _, argument = name.partition(" ")
        own = type(self) is fences and kind in OWN and (not prefix or argument in OWN[kind])
        if own and blocks:
            found.setdefault(f"{prefix}{name}", blocks[0])
        return blocks

    fences.__call__ = answering  # type: ignore[method-assign]


def picture_of(block: d.Block, theme: Theme) -> Image.Image:
    """Return a figure drawn, a table or cards set on a page and cut out."""
    if isinstance(block, d.Figure):
        content = draw.png(block.spec, theme.page.measure * max(block.share, 0.5), theme, dpi=110)
        return Image.open(io.BytesIO(content)).convert("RGB")
    if isinstance(block, d.Table):
        block = _short(block)
    document = d.Document(title="", parts=(d.Plain("", (block,), listed=False),), running_head="")
    content, _ = write_pdf(document, theme)
    page = pypdfium2.PdfDocument(content)[0].render(scale=1.6).to_pil().convert("RGB")
    scale = page.height / theme.page.height
    top, bottom = theme.page.top - 8, theme.page.height - theme.page.bottom
    body = page.crop((0, int(top * scale), page.width, int(bottom * scale)))
    box = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
    return body.crop(box) if box else body


def _short(table: d.Table) -> d.Table:
    """Return the first rows without caption, note and source, merged cells cut at the last of them."""
    rows = []
    for index, row in enumerate(table.rows[:ROWS]):
        left = min(ROWS, len(table.rows)) - index
        rows.append(replace(row, cells=tuple(_cell(cell, left) for cell in row.cells)))
    return replace(table, rows=tuple(rows), caption=None, id="", note="", source="", unit="")


def _cell(cell: d.Cell, left: int) -> d.Cell:
    value = cell.value
    if isinstance(value, str) and len(value) > CELLS:
        value = value[:CELLS].rstrip("、，") + "……"
    return replace(cell, value=value, rows=min(cell.rows, left))


def save(picture: Image.Image, path: Path) -> None:
    """Write a small PNG of few colours; what is very tall is cut."""
    high = min(picture.height, int(picture.width * TALLEST))
    picture = picture.crop((0, 0, picture.width, high))
    size = (WIDTH, max(1, round(high * WIDTH / picture.width)))
    small = picture.resize(size, Image.Resampling.LANCZOS).quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def main() -> None:
    """Make all pictures anew and say how large they are together."""
    theme = load_theme("navy")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    for name, block in sorted(collect().items()):
        save(picture_of(block, theme), OUT / f"{name.replace(' ', '-')}.png")
    files = sorted(OUT.glob("*.png"))
    print(f"{len(files)} pictures, {sum(file.stat().st_size for file in files) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
