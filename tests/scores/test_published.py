"""Other published tables: a list of ranks, lists by domain, and an index of 242 cities."""

from __future__ import annotations

from pathlib import Path

from generator.findings import Severity
from generator.scores.group import Group
from generator.scores.lists import read_lists
from generator.scores.options import ScoreOptions, ScoreSources, TableRef, TierBound
from generator.scores.read import read_book
from generator.scores.tree import TOTAL
from generator.text import number

HERE = Path(__file__).parent
BOUNDS = (
    ("数字化一线城市", 85),
    ("数字化新一线城市", 65),
    ("数字化二线城市", 50),
    ("数字化三线城市", 40),
    ("数字化四线城市", 0),
)
TIERS = tuple(TierBound(name, least) for name, least in BOUNDS)


def test_the_domain_lists_have_exactly_the_four_known_faults() -> None:
    lists, findings = read_lists(TableRef(HERE / "top100_lists.csv"), ScoreOptions(), HERE)
    assert [(entry.name, len(entry.units)) for entry in lists] == [
        ("数字政务", 89), ("数字治理", 87), ("数字民生", 100), ("数字创新", 99), ("数字基础", 100)
    ]  # fmt: skip
    found = {(finding.code, finding.place.cell, finding.value) for finding in findings}
    assert found == {
        ("E305", "C328", "养南市"),
        ("E301", "C153", "开封（数字治理）"),
        ("W317", "C2", "山东省"),
        ("W317", "C91", "广东省"),
    }
    assert "济南" in next(f.hint_zh for f in findings if f.code == "E305")


def test_the_hundred_ranks_are_sound() -> None:
    sources = ScoreSources(TableRef(HERE / "top100_ranking.csv"), TableRef(HERE / "top100_indicators.csv"))
    book, findings = read_book(sources, ScoreOptions())
    assert book and not findings and not book.has_scores
    assert [placed.rank for placed in book.ranking()] == list(range(1, 101))


def test_the_index_of_242_cities_gives_its_average_and_tiers() -> None:
    sources = ScoreSources(
        TableRef(HERE / "city_index_scores.csv"), TableRef(HERE / "city_index_indicators.csv")
    )
    book, findings = read_book(sources, ScoreOptions(tiers=TIERS))
    assert book and not any(finding.severity is Severity.ERROR for finding in findings)
    assert number(book.average()) == "54.3"
    counts = [len(book.members(group)) for group in book.groups("tier")]
    assert counts == [6, 50, 82, 77, 27]
    assert number(book.average(TOTAL, Group("tier", "数字化一线城市"))) == "90.5"
    assert all((tier := book.tier(unit)) and tier.name == unit.attributes["tier"] for unit in book.units)
