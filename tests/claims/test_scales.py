"""Sentences about scores on scales other than a hundred points."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run
from tests.scores.conftest import ROWS, Desk


@pytest.mark.parametrize(
    ("full", "text", "wrong"),
    [
        (1000, "成都得分892.3分，居第一。", False),
        (1000, "成都得分752.3分，居第一。", True),
        (1000, "得分在700分以上的城市有3个。", False),
        (1000, "得分在700分以上的城市有4个。", True),
        (10, "成都得分7.5分，居第一。", True),
        (10, "成都得分8.9分，居第一。", False),
    ],
)
def test_a_score_told_is_held_against_the_table_on_any_scale(full: int, text: str, wrong: bool, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.weights()
    desk.choose(scale=(0, full))
    desk.scores([[*row[:2], *(float(value) * full / 100 for value in row[2:])] for row in ROWS])
    folder = desk.edition()
    (folder / "commentary").mkdir()
    (folder / "commentary" / "foreword.md").write_text(text, "utf-8")
    done = run("check", folder, "--json")
    assert done.exit_code == 0 and ("W701" in done.codes) is wrong
