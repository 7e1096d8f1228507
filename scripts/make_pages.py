"""Make the pictures of pages that the README shows: `python scripts/make_pages.py`.

Needs the `dev` extra (pypdfium2). Pages are found by what stands on them, not by number.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from generator.build import prepare
from generator.config import read_edition
from generator.theme import load_theme
from generator.writers.pdf import write_pdf

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "pages"
WANTED = {"ranking": "table-ranking", "profile": "unit-2", "map": "figure-map-1", "opener": "chapter-2"}
DOTS_PER_INCH = 66


def main() -> None:
    """Write cover.png, ranking.png, profile.png, map.png and opener.png."""
    document, _ = prepare(read_edition(ROOT / "data" / "western-2020"))
    content, layout = write_pdf(document, load_theme("navy"))
    numbers = {page.label: page.number for page in layout.pages}
    pages = {"cover": 1} | {name: numbers[layout.labels[id_]] for name, id_ in WANTED.items()}
    OUT.mkdir(parents=True, exist_ok=True)
    with pypdfium2.PdfDocument(content) as pdf:
        for name, number in pages.items():
            picture = pdf[number - 1].render(scale=DOTS_PER_INCH / 72).to_pil()
            picture.quantize(256, kmeans=2).save(OUT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
