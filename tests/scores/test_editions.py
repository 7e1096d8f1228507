"""Faulty edition files, outputs that cannot be written, names from other systems: through the command line.

`editions.csv` holds one change to a sound edition file a line: what is replaced (`*` the whole file, `*+` its
end), how the command ends, the code, the line it names, and a word of the message or suggestion.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from generator.paths import shipped
from generator.scaffold import create
from tests.command import run

from .conftest import Desk

CASES = list(csv.DictReader((Path(__file__).parent / "editions.csv").open(encoding="utf-8", newline="")))


@pytest.fixture
def edition(desk: Desk) -> Path:
    desk.scores()
    return desk.edition()


@pytest.mark.parametrize("entry", CASES, ids=[entry["what"] for entry in CASES])
def test_a_faulty_edition_file(entry: dict[str, str], edition: Path) -> None:
    file = edition / "edition.toml"
    text = file.read_text("utf-8")
    if entry["find"] in ("*", "*+"):
        text = entry["replace"] if entry["find"] == "*" else text + entry["replace"]
    else:
        assert entry["find"] in text
        text = text.replace(entry["find"], entry["replace"], 1)
    file.write_text(text, "utf-8")
    before = sorted(edition.rglob("*"))
    done = run("check", edition, "--json")
    assert done.exit_code == int(entry["exit_code"]), done.out
    found = [finding for finding in done.findings if finding["code"] == entry["code"]]
    assert found, done.out
    assert any(entry["words"] in finding["message"] + finding["suggestion"] for finding in found), found
    assert not entry["line"] or int(entry["line"]) in [finding["line"] for finding in found], found
    english = run("check", edition, "--json", language="en")
    assert english.exit_code == done.exit_code
    assert "，" not in "".join(finding["message"] for finding in english.findings if finding["code"] == entry["code"])
    if done.exit_code:
        assert run("build", edition, "--out", edition / "out").exit_code == done.exit_code
        assert sorted(edition.rglob("*")) == before


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_an_edition_file_that_is_not_utf8(encoding: str, edition: Path) -> None:
    file = edition / "edition.toml"
    file.write_bytes(file.read_text("utf-8").encode(encoding))
    done = run("check", edition, "--json")
    assert done.exit_code == 3 and "UTF-8" in done.first("E412")["message"]


def test_an_edition_file_with_a_byte_order_mark_is_read(edition: Path) -> None:
    file = edition / "edition.toml"
    file.write_text(file.read_text("utf-8"), "utf-8-sig")
    assert run("check", edition, "--json").exit_code == 0


def _other_kind(parts: dict[str, bytes]) -> None:
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")


BROKEN: dict[str, Callable[[dict[str, bytes]], object]] = {
    "no styles": lambda parts: parts.pop("word/styles.xml"),
    "styles cut short": lambda parts: parts.update({"word/styles.xml": parts["word/styles.xml"][:500]}),
    "DOCTYPE": lambda parts: parts.update({"word/styles.xml": b"<!DOCTYPE a>" + parts["word/styles.xml"]}),
    "a template": _other_kind,
}


@pytest.mark.parametrize("way", BROKEN)
def test_a_reference_document_that_cannot_be_used_is_told_before_anything_is_written(way: str, edition: Path) -> None:
    made = io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    BROKEN[way](parts)
    with zipfile.ZipFile(edition / "ref.docx", "w") as broken:
        for name, data in parts.items():
            broken.writestr(name, data)
    file = edition / "edition.toml"
    file.write_text(file.read_text("utf-8") + '[word]\ntemplate = "ref.docx"\n', "utf-8")
    found = run("check", edition, "--json").first("E412")
    assert found["cell"] == "word.template" and found["line"] and ".docx" in found["suggestion"]
    assert run("build", edition, "--out", edition / "out").exit_code == 3
    assert not list((edition / "out").glob("*.pdf"))


@pytest.mark.parametrize("target", ["/etc/hostname", "scores.xlsx"])
def test_a_table_that_is_a_link_out_of_the_folder_or_to_itself_is_refused(target: str, edition: Path) -> None:
    (edition / "scores.xlsx").unlink()
    (edition / "scores.xlsx").symlink_to(target)
    done = run("check", edition, "--json")
    assert done.exit_code == 3 and "scores.xlsx" in done.first("E412")["message"]


def test_a_file_open_in_word_is_named_before_any_work_is_done(edition: Path) -> None:
    """Word keeps `~$` and the name without its first two letters beside a document that is open."""
    out = edition / "out"
    assert run("build", edition, "--out", out).exit_code == 0
    written = {path: path.read_bytes() for path in out.iterdir()}
    name = f"{edition.name}.docx"
    (out / f"~${name[2:]}").write_bytes(b"\x06owner")
    done = run("build", edition, "--out", out)
    assert done.exit_code == 5
    assert name in done.err and "关闭" in done.err and "--out" in done.err
    assert name in run("build", edition, "--out", out, language="en").err
    assert {path: path.read_bytes() for path in written} == written
    assert run("build", edition, "--out", out, "--format", "pdf").exit_code == 0


def test_a_report_of_a_unit_looks_at_its_own_files_and_not_at_those_of_the_volume(tmp_path: Path) -> None:
    create(tmp_path / "towns", "city")
    out = tmp_path / "out"
    out.mkdir()
    (out / ".~lock.towns.docx#").write_text("held")
    (out / ".~lock.望湖镇.docx#").write_text("held")
    done = run("build", tmp_path / "towns", "--unit", "望湖镇", "--out", out)
    assert done.exit_code == 5 and "望湖镇.docx" in done.err and not (out / "望湖镇.pdf").exists()
    assert run("build", tmp_path / "towns", "--unit", "青溪镇", "--out", out, "--format", "docx").exit_code == 0


def test_a_workbook_open_in_excel_is_not_written_over(edition: Path) -> None:
    (edition / "~$marked.xlsx").write_bytes(b"\x06owner")
    done = run("check", edition, "--marked", edition / "marked.xlsx")
    assert done.exit_code == 5 and "marked.xlsx" in done.err
    assert not (edition / "marked.xlsx").exists()


def test_a_file_name_decomposed_by_macos_is_found(edition: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "scorés.xlsx") for form in ("NFC", "NFD"))
    (edition / "scores.xlsx").rename(edition / decomposed)
    file = edition / "edition.toml"
    file.write_text(file.read_text("utf-8").replace("scores.xlsx", composed), "utf-8")
    assert run("check", edition, "--json").exit_code == 0


def test_an_output_path_longer_than_the_system_allows_is_told_before_any_work(edition: Path) -> None:
    out = edition / "/".join(["长" * 80] * 3)
    done = run("build", edition, "--out", edition / ("长" * 200))
    assert done.exit_code == 5 and "过长" in done.err
    assert not out.exists()


@pytest.mark.parametrize("way", ["missing", "damaged", "empty"])
def test_a_face_that_is_missing_or_damaged_is_named_before_any_work(
    way: str, edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = tmp_path / "faces"
    shutil.copytree(shipped("fonts"), fonts)
    for path in fonts.glob("sans-bold*"):
        path.unlink() if way == "missing" else path.write_bytes(b"" if way == "empty" else path.read_bytes()[:900])
    monkeypatch.setattr("generator.fonts.shipped", lambda name: fonts)
    done = run("build", edition, "--out", edition / "out", "--json")
    assert done.exit_code == 3
    assert "sans-bold" in done.first("E508")["file"]
    assert not (edition / "out").exists()


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else False, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_told(edition: Path) -> None:
    (edition / "out").mkdir(mode=0o555)
    assert run("build", edition, "--out", edition / "out").exit_code == 5
