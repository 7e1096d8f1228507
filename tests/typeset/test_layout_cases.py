"""Every layout case of cases/*.json holds in the finished PDF, at every width it names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.errors import InputError
from generator.typeset.specimen import set_specimens

from .glyph_reading import Reading

CASES = Path(__file__).parent / "cases"


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=case["id"])
        for path in sorted(CASES.glob("*.json"))
        for case in json.loads(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", _cases())
def test_the_case_holds_at_every_width(case: dict[str, Any], tmp_path: Path) -> None:
    widths = case.get("sweep_em") or [case["width_em"]]
    paths = set_specimens([case], tmp_path)
    assert len(paths) == len(widths)
    faults = {
        width: found
        for path, width in zip(paths, widths, strict=True)
        if (found := Reading(path, width).judge(case["expect"]))
    }
    assert not faults


def test_files_are_named_after_case_and_width(tmp_path: Path) -> None:
    case = {"id": "a/b", "text": "甲乙", "width_em": 9, "sweep_em": [9, 9.5]}
    assert [path.name for path in set_specimens([case], tmp_path)] == ["a_b@9.pdf", "a_b@9.5.pdf"]
    assert [path.name for path in set_specimens([{**case, "sweep_em": []}], tmp_path)] == ["a_b.pdf"]


@pytest.mark.parametrize(
    "case",
    [{"id": "x", "text": "甲"}, {"id": "x", "width_em": 9}, {"id": "x", "text": "甲", "width_em": "-1"}],
)
def test_a_case_without_text_or_measure_is_an_input_error(case: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InputError):
        set_specimens([case], tmp_path)
