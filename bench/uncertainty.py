"""How long rank intervals take: 242 units, 1,000 draws of all weights and roundings.

Run: python bench/uncertainty.py [draws]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from generator.config import read_edition
from generator.opening import check
from generator.scores.uncertainty import rank_uncertainty

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print the seconds for the national table and for the western one."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    for name in ("city-index-2022", "western-2020"):
        book, _ = check(read_edition(ROOT / "data" / name))
        assert book is not None
        start = time.perf_counter()
        found = rank_uncertainty(book, draws=draws)
        seconds = time.perf_counter() - start
        widest = max(interval.width for interval in found.intervals)
        print(f"{name}: {len(book.units)} units, {draws} draws, {seconds:.3f} s, widest interval {widest}")


if __name__ == "__main__":
    main()
