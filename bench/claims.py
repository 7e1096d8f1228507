"""How long 60 pages of text take: reading sentences, binding claims, judging them.

Run: python bench/claims.py [pages]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from generator.claims import claims_and_findings, paper_of
from generator.config import read_edition
from generator.opening import check

ROOT = Path(__file__).parents[1]
PAGE = 1_000  # characters of running text on an A4 page of a volume


def page_of_claims() -> str:
    """Return about a page dense with statements, denser than any paper is."""
    hand = (ROOT / "tests/claims/cases/hand.txt").read_text(encoding="utf-8").splitlines()
    text = "\n\n".join(line[2:] for line in hand if line.startswith("+"))
    return text[:PAGE]


def main() -> None:
    """Print the seconds for ordinary commentary and for text full of claims."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    edition = read_edition(ROOT / "data/western-2020")
    book, _ = check(edition)
    assert book is not None
    files = sorted((edition.folder / "commentary").rglob("*.md"))
    ordinary = "\n\n".join(path.read_text(encoding="utf-8") for path in files)
    while len(ordinary) < pages * PAGE:
        ordinary += "\n\n" + ordinary
    texts = {"commentary": ordinary[: pages * PAGE], "claims": "\n\n".join([page_of_claims()] * pages)}
    for name, text in texts.items():
        start = time.perf_counter()
        claims, findings = claims_and_findings([(f"{name}.md", text)], book, paper_of(edition))
        seconds = time.perf_counter() - start
        print(f"{name}: {pages} pages, {len(text)} characters, {len(claims)} claims, "
              f"{len(findings)} findings, {seconds:.2f} s")


if __name__ == "__main__":
    main()
