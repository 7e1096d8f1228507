"""What a volume says of its city clusters: members, plain and weighted mean, poles."""

from __future__ import annotations

from dataclasses import dataclass

from generator.audit.number import counted, real
from generator.chapters.facts import PaperFacts
from generator.chapters.membership import read_clusters
from generator.chapters.template import markdown_text
from generator.chapters.unit_facts import UnitFacts
from generator.scores.group import Group
from generator.scores.tree import TOTAL


@dataclass(frozen=True)
class ClusterFacts:
    """A city cluster: its units best first, the names of members that are not scored, its means.

    `weighted` is the mean weighted by the edition's attribute, None where a member lacks it; `beyond`
    names the members that are not scored as the edition's table does.
    """

    name: str
    raw: str
    units: tuple[UnitFacts, ...]
    unscored: tuple[str, ...]
    average: float
    weighted: float | None
    weight: float | None
    pole: bool
    beyond: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many scored units belong to it."""
        return counted(self.units)

    @property
    def size(self) -> int:
        """How many members it has, scored or not."""
        return self.count + len(self.unscored)

    @property
    def leader(self) -> UnitFacts:
        """Its unit with the highest total."""
        return self.units[0]

    @property
    def last(self) -> UnitFacts:
        """Its unit with the lowest total."""
        return self.units[-1]

    @property
    def spread(self) -> float:
        """Points between its first unit and its last."""
        return self.leader.score - self.last.score

    @property
    def lift(self) -> float:
        """Points by which the weighted mean lies above the plain one; 0 where there is none."""
        return 0.0 if self.weighted is None else self.weighted - self.average


def clusters(paper: PaperFacts) -> tuple[ClusterFacts, ...]:
    """Return the clusters that have units in the book, in the order of the edition's table, else by code.

    In a part of a book a cluster is the part of it that lies inside.
    """
    called = paper.called
    listed = {called(member.name): member for member in read_clusters(paper.edition)}
    present = [group.name for group in paper.book.groups("cluster") if paper.book.ranking(TOTAL, group)]
    names = [name for name in listed if name in present] or present
    return tuple(
        _cluster(paper, name, listed[name].unscored if name in listed and not paper.book.whole else ())
        for name in names
    )


def _cluster(paper: PaperFacts, name: str, unscored: tuple[str, ...]) -> ClusterFacts:
    group = Group("cluster", name)
    units = tuple(paper.unit(place.unit) for place in paper.book.ranking(TOTAL, group))
    weights = [paper.book.attribute(unit.key, paper.edition.clusters.weight) for unit in units]
    known = [real(weight) for weight in weights if isinstance(weight, int | float)]
    total = sum(known) if len(known) == len(units) else 0.0
    weighted = sum(w * u.score for w, u in zip(known, units, strict=True)) / total if total else None
    return ClusterFacts(
        markdown_text(name), name, units,
        tuple(markdown_text(paper.called(member)) for member in unscored),
        paper.book.average(TOTAL, group), weighted, total or None, name in paper.edition.clusters.poles, unscored,
    )


def by_weighted(paper: PaperFacts) -> tuple[ClusterFacts, ...]:
    """Return the clusters, highest weighted mean first; those without one last, by plain mean."""
    return tuple(
        sorted(clusters(paper), key=lambda c: (c.weighted is None, -(c.weighted or 0.0), -c.average))
    )


def poles(paper: PaperFacts) -> tuple[ClusterFacts, ...]:
    """Return the clusters the edition calls poles, highest weighted mean first."""
    return tuple(cluster for cluster in by_weighted(paper) if cluster.pole)


def weight_note(paper: PaperFacts) -> str:
    """Return what stands below a table or figure that uses the weights."""
    return paper.edition.clusters.weight_note
