"""A volume of several kinds: a reader hears all that its paragraph has said of the other kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checking import reader
from generator.claims import hold

COUNTY = Path(__file__).parents[2] / "data" / "county-2023"


@pytest.mark.parametrize(("stated", "told"), [("47.3", False), ("49.3", True)])
def test_the_last_kind_hears_what_was_said_of_the_first(stated: str, told: bool) -> None:
    text = f"高新区平均得分最高，为57.1分；城区次之，为55.6分；县市最低，为{stated}分。"
    assert bool(hold([("text.md", text)], reader(COUNTY))[1]) is told
