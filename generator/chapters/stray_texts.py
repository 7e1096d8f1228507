"""Names that nothing bears: of texts, and in the edition file, where they would do nothing in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.chapters.facts import PaperFacts
from generator.chapters.options import nearest
from generator.chapters.unit_texts import text_names
from generator.findings import Finding, Place, Severity


def stray_texts(paper: PaperFacts) -> Iterator[Finding]:
    """Yield a note (N416) for every text in `units/` or `indicators/` whose name is nobody's, the nearest named.

    A text of a unit that gets no page of its own is no stray: its report sets it.
    """
    papers = tuple(paper.papers.values()) or (paper,)
    whole = [one.book.whole or one.book for one in papers]
    known = {
        "units": [name for book in whole for unit in book.units for name in text_names(unit, book)],
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
                near.zh or "改文件名，或删去", near.en or "rename the file, or delete it",
            )


def stray_names(paper: PaperFacts) -> Iterator[Finding]:
    """Yield a warning (W418) for every name in the edition file that the tables have not, the nearest named."""
    for one in tuple(paper.papers.values()) or (paper,):
        whole = one.book.whole or one.book
        units = [name for unit in whole.units for name in (unit.name, unit.full, *unit.names)]
        clusters = {cluster for unit in whole.units for cluster in unit.clusters}
        axes, edition = one.edition.quadrants, one.edition
        asked: tuple[tuple[tuple[str, ...], Iterable[str], Iterable[str]], ...] = (
            (("labels",), edition.labels, [name for i in one.book.tree for name in (i.name, i.key)]),
            (("quadrants", "published"), axes.published if axes else (), units),
            (("clusters", "poles"), edition.clusters.poles if clusters else (), clusters),
        )
        for key, names, known in asked:
            for name in names:
                if name not in known:
                    near = nearest(name, known)
                    place = edition.place(*key, name) if key == ("labels",) else edition.place(*key)
                    yield Finding(
                        "W418", Severity.WARNING, place, name, f"得分表与指标体系中没有“{name}”，这一项不起作用",
                        f"the tables have no “{name}”: it has no effect", near.zh or "请改正或删去",
                        near.en or "mend or remove it",
                    )
