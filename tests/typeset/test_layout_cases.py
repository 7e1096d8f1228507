"""Every layout case of cases/*.json holds in the finished PDF, at every width it names."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from generator.errors import InputError
from generator.specimen import set_cases
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


GOOD = {"id": "x", "text": "甲", "width_em": 9}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None),
        ("text", None),
        ("text", ["甲"]),
        ("text", "甲<b>乙"),
        ("text", "甲</sup>乙"),
        ("text", "<b>甲|乙</b>"),
        *(("width_em", value) for value in (None, 0, -1, "-1", "宽", True, 1e9, math.nan, math.inf, [9], {})),
        *(("sweep_em", value) for value in (5, "9", {"9": 9}, [9, 0], [9, None])),
        *(("indent", value) for value in ("二", [2], math.nan, 1e12)),
        *(("page_lines", value) for value in (0, -1, "x", math.nan, math.inf)),
    ],
)
def test_a_field_that_makes_no_sense_is_told_with_case_and_field(field: str, value: object, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        set_specimens([{**GOOD, "id": "good"}, {**GOOD, field: value}], tmp_path)
    for language in ("zh", "en"):
        assert "2" in caught.value.say(language) and field in caught.value.say(language)
    assert list(tmp_path.iterdir()) == []


def test_faults_of_several_cases_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        set_specimens([{**GOOD, "width_em": 0}, GOOD, {**GOOD, "id": "X"}, {"id": "y"}], tmp_path)
    lines = caught.value.say("en").splitlines()
    assert len(lines) == 3 and "x" in lines[2]


def test_a_hostile_name_stays_in_the_folder(tmp_path: Path) -> None:
    names = ["../../a", "長" * 300, "a\ud800b", "C:\\x|y", ""]
    paths = set_specimens([{**GOOD, "id": name} for name in names], tmp_path / "out")
    assert len(set(paths)) == len(names)
    assert all(path.parent == tmp_path / "out" and path.exists() for path in paths)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"5", b"[null]", b"[" * 100_000, b"\xff\xfe", b"[" + b"1" * 9999 + b"]"]
)
def test_a_file_that_is_no_list_of_cases_ends_in_words(content: bytes, tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    cases.write_bytes(content)
    with pytest.raises(InputError):
        set_cases(cases, tmp_path / "out")


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps([GOOD]), encoding="utf-8-sig")
    assert [path.name for path in set_cases(cases, tmp_path / "out")] == ["x.pdf"]
