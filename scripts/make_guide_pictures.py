"""Make docs/pictures/: a small picture of every figure, table and card fence, for docs/authoring.

    python scripts/make_guide_pictures.py

Every shipped edition is composed and the first use of each fence kept; fences that no edition
uses are made here by name. Figures are drawn, tables and cards set on a page and cut out.
"""

from __future__ import annotations

import io
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2
from PIL import Image, ImageChops

from generator import build
from generator import document as d
from generator.chapters.fences import Fences
from generator.chapters.options import Options
from generator.chapters.unit_series import Series, UnitFences
from generator.config import read_edition
from generator.figures import draw
from generator.findings import Place
from generator.theme import Theme, load_theme
from generator.writers.pdf import write_pdf

OUT = ROOT / "docs" / "pictures"
EDITIONS = ("western-2020", "city-index-2022", "western-2022", "county-2023", "top100-2020")
UNIT_EDITION, UNIT = "western-2020", "贵阳"
MORE: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {  # edition → fences that no template uses
    "city-index-2022": (("figure tier-heat", {}), ("figure tier-columns", {"indicator": "数字经济"})),
    "western-2020": (("table moves", {}),),
}
WIDTH = 400  # pixels
COLOURS = 24
ROWS, CELLS = 7, 30  # rows of a table that are shown, characters of a cell
TALLEST = 0.85  # of the width

Found = dict[str, d.Block]


def collect() -> Found:
    """Return the first block that each fence gives anywhere, as `figure map`, `unit table levels` …"""
    found: Found = {}
    _listen(Fences, "", found)
    _listen(UnitFences, "unit ", found)
    for name in EDITIONS:
        edition = read_edition(ROOT / "data" / name)
        build.prepare(edition)
        if name == UNIT_EDITION:
            series, _ = build.open_series(edition)
            series.compose(series.find(UNIT))
    for name, wanted in MORE.items():
        edition = read_edition(ROOT / "data" / name)
        series = Series(edition, build.open_series(edition)[0].book)
        fences = _fences_of(series)
        for fence, values in wanted:
            try:
                fences(fence, Options(fence, Place("guide"), values))
            except Exception as error:
                print(f"{fence}: {error}")
    return found


def _fences_of(series: Series) -> Fences:
    from generator.chapters.commentary import Commentary
    from generator.chapters.facts import PaperFacts

    edition = series.edition
    return Fences(PaperFacts(edition, series.book, Commentary(edition.folder / "commentary"), series.before))


def _listen(fences: type[Fences], prefix: str, found: Found) -> None:
    """Keep what `fences` answers from now on. A report asks its own fences first, then the shared ones."""
    answer = fences.__call__

    def answering(self: Any, name: str, options: Options) -> tuple[d.Block, ...]:
        blocks = answer(self, name, options)
        own = type(self) is fences and name.split(" ")[0] in ("table", "figure", "cards")
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
    body = page.crop((0, int((theme.page.top - 8) * scale), page.width, int((theme.page.height - theme.page.bottom) * scale)))
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
