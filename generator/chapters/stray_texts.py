"""Texts that nobody asks for: their file is named after a unit or an indicator that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from generator.chapters.facts import PaperFacts
from generator.chapters.options import nearest
from generator.findings import Finding, Place, Severity


def stray_texts(paper: PaperFacts) -> Iterator[Finding]:
    """Yield a note (N416) for every text in `units/` or `indicators/` whose name is nobody's, the nearest named.

    A text of a unit that gets no page of its own is no stray: its report sets it.
    """
    papers = tuple(paper.papers.values()) or (paper,)
    whole = [one.book.whole or one.book for one in papers]
    known = {
        "units": [unit.name for book in whole for unit in book.units],
        "indicators": [indicator.name for one in papers for indicator in one.book.tree],
    }
    for folder, names in known.items():
        for path in paper.commentary.names(folder):
            name = path.partition("/")[2]
            if name in names:
                continue
            near = nearest(name, names)
            yield Finding(
                "N416", Severity.NOTE, Place(f"commentary/{path}.md"), name,
                f"没有名为“{name}”的{'单位' if folder == 'units' else '指标'}，这篇文字不会排印",
                f"no {'unit' if folder == 'units' else 'indicator'} is called '{name}': this text is not set",
                near or "改文件名，或删去", near or "rename the file, or delete it",
            )
