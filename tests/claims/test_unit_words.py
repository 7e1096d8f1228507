"""Sentences about units that are no cities, in the edition's own word for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run
from tests.made_editions import HOSPITALS, THIRTY, write_edition

UNITS = (*THIRTY[:8], "儿童医院（新院）")
FORMS = (
    "{unit}在9家医院中排名第{rank}。", "{unit}综合得分{score}分，在9所医院中排名第{rank}。",
    "{unit}在全部9个医院中排名第{rank}。", "{unit}在9家参评医院中排第{rank}位。", "全部9家医院中，{unit}列第{rank}位。",
)  # fmt: skip


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_edition(tmp_path_factory.mktemp("told") / "hospitals", HOSPITALS, units=UNITS)


@pytest.fixture(scope="module")
def table(edition: Path) -> dict[str, tuple[float, int]]:
    """The total and the rank of every unit, as the book of the edition has them."""
    from generator.config import read_edition
    from generator.opening import sound_book

    book = sound_book(read_edition(edition))[0]
    return {place.unit.name: (book.score(place.unit), place.rank) for place in book.ranking()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("unit", [UNITS[0], UNITS[-1]])
def test_a_rank_among_units_of_any_kind_is_held_against_the_table(
    form: str, unit: str, edition: Path, table: dict[str, tuple[float, int]], tmp_path: Path
) -> None:
    score, rank = table[unit]
    text = tmp_path / "text.md"
    for told in (rank, rank % len(UNITS) + 1):
        text.write_text(form.format(unit=unit, rank=told, score=f"{score:.1f}"), "utf-8")
        found = [f for f in run("check", edition, "--text", text, "--json").findings if f["file"] == "text.md"]
        assert [f["code"] for f in found] == ([] if told == rank else ["W701"])
