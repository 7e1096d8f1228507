"""The commentary of every shipped edition raises no alarm, held against all its books."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checking import reader
from generator.claims import hold
from generator.config import read_edition
from generator.review import commentary_texts

EDITIONS = sorted(path.parent for path in (Path(__file__).parents[2] / "data").glob("*/edition.toml"))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.name)
def test_the_commentary_of_an_edition_agrees_with_its_tables(edition: Path) -> None:
    claims, findings = hold(commentary_texts(read_edition(edition)), reader(edition))
    assert claims
    assert findings == ()
