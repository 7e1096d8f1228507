"""Files appear whole or not at all, and a failure says why."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.atomic import whole_file
from generator.errors import OutputError


def test_a_file_appears_with_its_content(tmp_path: Path) -> None:
    target = tmp_path / "new" / "a.txt"
    with whole_file(target) as temporary:
        temporary.write_text("全", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "全"
    assert list(target.parent.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("旧", encoding="utf-8")
    with pytest.raises(ValueError), whole_file(target) as temporary:
        temporary.write_text("新", encoding="utf-8")
        raise ValueError
    assert target.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("error", "said"),
    [(PermissionError(errno.EACCES, "x"), "打开"), (OSError(errno.ENOSPC, "x"), "磁盘空间不足")],
)
def test_what_went_wrong_is_said_in_words(error: OSError, said: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=said) as caught, whole_file(tmp_path / "a.txt"):
        raise error
    assert caught.value.exit_code == 5
    assert "cannot write" in caught.value.say("en")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_the_same_name_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(OutputError), whole_file(tmp_path / "a.docx") as temporary:
        temporary.write_text("x", encoding="utf-8")
