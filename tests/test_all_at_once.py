"""Everything wrong in an edition's names and texts is told in one run, and nothing of a text is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run
from tests.made_editions import HOSPITALS, THIRTY, write_edition

FOREWORD = "commentary/foreword.md"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return write_edition(tmp_path / "hospitals", HOSPITALS, units=THIRTY[:9], groups=("甲区", "乙区", "丙区"))


def _write(edition: Path, name: str, text: str) -> None:
    (edition / name).parent.mkdir(parents=True, exist_ok=True)
    (edition / name).write_text(text, "utf-8")


def _places(edition: Path, exit_code: int = 3) -> list[tuple[str, int]]:
    done = run("check", edition, "--json")
    assert done.exit_code == exit_code
    return [(found["file"], found["line"]) for found in done.findings if found["severity"] == "error"]


def test_wrong_names_of_profiles_advice_and_blocks_are_told_together(edition: Path) -> None:
    file = edition / "edition.toml"
    names = '\n[profiles]\nfull = ["甲医院", "乙医院"]\nshort = ["丙医院"]\n'
    file.write_text(file.read_text("utf-8") + names, "utf-8")
    blocks = ("{figure} top\nindicator: 甲\n", "{figure} topp\n", "{table} rankin\n")
    _write(edition, FOREWORD, "\n".join(f"```{block}```\n" for block in blocks))
    _write(edition, "commentary/recommendations/01.md", "---\ntitle: 一\nindicators: 乙、丙\n---\n好。\n")
    rows = file.read_text("utf-8").splitlines()
    full, short = (next(n for n, row in enumerate(rows, 1) if row.startswith(key)) for key in ("full", "short"))
    advice = "commentary/recommendations/01.md"
    assert _places(edition) == [
        ("edition.toml", full), ("edition.toml", full), ("edition.toml", short), (advice, 3), (advice, 3),
        (FOREWORD, 2), (FOREWORD, 5), (FOREWORD, 8),
    ]


def test_what_the_tables_and_texts_show_is_told_beside_a_wrong_name(edition: Path) -> None:
    _write(edition, FOREWORD, "好,的。\n\n```{table} rankin\n```\n")
    codes = run("check", edition, "--json").codes
    assert "E410" in codes and any(code.startswith("W5") for code in codes)


def test_a_text_that_sets_itself_is_told_and_does_not_run_in_circles(edition: Path) -> None:
    _write(edition, FOREWORD, "好。\n\n```{commentary} method\n```\n")
    _write(edition, "commentary/method.md", "```{commentary} foreword\n```\n")
    assert _places(edition) == [("commentary/method.md", 1)]


def test_an_id_used_twice_names_both_places(edition: Path) -> None:
    block = "```{table} ranking\nid: a\ncaption: 名次\n```\n"
    _write(edition, FOREWORD, f"{block}\n{block}")
    found = run("check", edition, "--json").first("E410")
    assert (found["file"], found["line"]) == (FOREWORD, 7) and f"{FOREWORD}:2" in found["suggestion"]


NESTED = {
    "lists": ("\n".join("  " * depth + "- 甲" for depth in range(9)), 9),
    "quotations": (">" * 19 + " 甲", 1),
    "columns of a table": ("|甲" * 25 + "|\n" + "|-" * 25 + "|\n", 1),
    "columns beside each other": ("~~~{columns}\n" + "甲\n+++\n" * 12 + "乙\n~~~\n", 1),
}


@pytest.mark.parametrize("case", NESTED)
def test_what_has_no_room_is_an_error_with_its_line(case: str, edition: Path) -> None:
    text, line = NESTED[case]
    _write(edition, FOREWORD, text)
    assert _places(edition) == [(FOREWORD, line)]


def test_eight_levels_of_lists_are_set_to_the_last_word(edition: Path, tmp_path: Path) -> None:
    import docx

    _write(edition, FOREWORD, "\n".join("  " * depth + f"- 第{depth}层" for depth in range(8)))
    assert run("build", edition, "--format", "docx", "--out", tmp_path / "out").exit_code == 0
    (made,) = (tmp_path / "out").glob("*.docx")
    words = [paragraph.text for paragraph in docx.Document(str(made)).paragraphs]
    assert all(any(f"第{depth}层" in text for text in words) for depth in range(8))


@pytest.mark.parametrize("content", [b"PK\3\4" + bytes(40), b"\xd0\xcf\x11\xe0" + bytes(range(250))])
def test_a_word_file_named_md_is_told_as_one(content: bytes, edition: Path) -> None:
    _write(edition, FOREWORD, "")
    (edition / FOREWORD).write_bytes(content)
    done = run("check", edition, "--json")
    assert done.exit_code == 2 and "Word" in done.first("E108")["suggestion"]


def test_a_missing_picture_is_named(edition: Path) -> None:
    _write(edition, FOREWORD, "![图](pictures/楼.png)\n")
    assert "楼.png" in run("check", edition, "--json").first("E403")["message"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("前言。\n\n```{table} file\nfile: ../../t.csv\n```\n", 4, "文件夹之内"),
        ("前言。\n\n```{table} file\nfile: t.csv\n```\n", 2, "😀"),
        ("前言。\n\n![图](pictures)\n", 3, "是文件夹"),
        ("前言。\n\n" + "*甲 " * 9000, 3, "一段超过"),
    ],
)
def test_a_file_behind_a_fence_is_told_at_its_line(text: str, line: int, words: str, edition: Path) -> None:
    (edition / "t.csv").write_text("甲,乙\n😀,二\n", "utf-8")
    (edition / "pictures").mkdir(exist_ok=True)
    _write(edition, FOREWORD, text)
    done = run("check", edition, "--json")
    assert done.exit_code == 3
    told = [found for found in done.findings if found["line"] == line and words in found["message"]]
    assert told and told[0]["file"] in (FOREWORD, "t.csv"), done.out


def test_a_heading_of_a_name_that_another_text_has_is_told_at_its_line(edition: Path) -> None:
    _write(edition, FOREWORD, "## 甲 {#same}\n\n文字。\n")
    _write(edition, "commentary/foreword-closing.md", "文字。\n\n## 乙 {#same}\n\n文字。\n")
    assert set(_places(edition)) <= {(FOREWORD, 1), ("commentary/foreword-closing.md", 3)}


def test_a_text_that_is_a_link_to_itself_is_missing(edition: Path) -> None:
    (edition / FOREWORD).parent.mkdir(exist_ok=True)
    (edition / FOREWORD).unlink(missing_ok=True)
    (edition / FOREWORD).symlink_to("foreword.md")
    done = run("check", edition, "--json")
    assert done.exit_code == 0 and FOREWORD in {found["file"] for found in done.findings if found["code"] == "W415"}
