"""The command line: exit codes, JSON, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.western import EDITION, copy_edition


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "WHITEPAPER_LANG": "zh", "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments], capture_output=True, text=True, encoding="utf-8",
        env=settings, check=False,
    )


def test_help_and_version_answer() -> None:
    assert _run("--help").returncode == 0
    assert "0.1.0" in _run("--version").stdout


def test_check_passes_and_json_is_one_object() -> None:
    done = _run("check", str(EDITION), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"] is True


def test_words_come_in_english_when_asked() -> None:
    assert "All checks passed" in _run("check", str(EDITION), WHITEPAPER_LANG="en").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", "nowhere"), 3),
        (("build", str(EDITION), "--format", "odt"), 2),
        (("build",), 2),
        (("explain", "E999"), 2),
        (("unknown",), 2),
    ],
)
def test_what_a_user_gets_wrong_ends_in_words_and_a_code(arguments: tuple[str, ...], code: int) -> None:
    done = _run(*arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_errors_in_the_data_end_with_one_and_write_nothing(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    tree = edition / "indicators.csv"
    tree.write_text(tree.read_text("utf-8").replace("产业融合,25,", "产业融合,20,"), "utf-8")
    done = _run("build", str(edition), "--out", str(tmp_path / "out"), "--json")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert answer["ok"] is False and answer["findings"][0]["file"] == "indicators.csv"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_ends_with_five(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file in the way")
    done = _run("build", str(EDITION), "--format", "pdf", "--out", str(tmp_path / "out"))
    assert done.returncode == 5
    assert "Traceback" not in done.stderr


def test_explain_has_a_page_for_a_code() -> None:
    assert "E301" in _run("explain", "e301").stdout
