"""Texts on units: found under any name of the unit, and told where there are two."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import document as d
from generator.build import open_series, prepare
from generator.chapters.commentary import Commentary
from generator.chapters.unit_texts import text_on, texts_on
from generator.config import read_edition
from tests.command import run
from tests.scores.conftest import ROWS, Desk

SAID = "这一段只写本单位的特点，没有任何数字。"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    desk = Desk(tmp_path)
    desk.weights()
    desk.scores()
    folder = desk.edition('[profiles]\nfull = ["成都", "西安"]')
    (folder / "commentary" / "units").mkdir(parents=True)
    return folder


def write(folder: Path, name: str, text: str = SAID) -> None:
    (folder / "commentary" / "units" / f"{name}.md").write_text(text, "utf-8")


def said(document: d.Document) -> str:
    blocks = [block for part in document.parts for block in d.walk(d.blocks_of(part))]
    return "\n".join(d.plain(block.content) for block in blocks if isinstance(block, d.Paragraph))


@pytest.mark.parametrize("name", ["成都", "成都市", "510100"])
def test_a_text_is_set_under_any_name_of_its_unit_in_volume_and_report(name: str, edition: Path) -> None:
    write(edition, name)
    document, findings = prepare(read_edition(edition))[:2]
    assert SAID in said(document)
    assert not any(f.code in ("N416", "W417") or (f.code == "W415" and "成都" in str(f.place)) for f in findings)
    series = open_series(read_edition(edition))[0]
    assert SAID in said(series.compose(series.find("成都"))[0])


def test_a_text_nobody_wrote_is_missing_under_the_short_name(edition: Path) -> None:
    told = {str(f["file"]) for f in run("check", edition, "--json").findings if f["code"] == "W415"}
    assert {"commentary/units/成都.md", "commentary/units/西安.md"} <= told


def test_of_two_texts_on_one_unit_the_first_is_set_and_the_other_told(edition: Path) -> None:
    write(edition, "成都市")
    write(edition, "510100", "另一篇文字。")
    done = run("check", edition, "--json")
    (found,) = (f for f in done.findings if f["code"] == "W417")
    assert (found["file"], found["value"], found["severity"]) == ("commentary/units/510100.md", "成都", "warning")
    assert "units/成都市.md" in found["message"] and "N416" not in done.codes
    document = prepare(read_edition(edition))[0]
    assert SAID in said(document) and "另一篇文字" not in said(document)
    series = open_series(read_edition(edition))[0]
    assert [f.code for f in series.compose(series.find("成都"))[1] if f.code == "W417"] == ["W417"]


def test_a_text_named_by_a_code_is_held_against_its_unit(edition: Path) -> None:
    write(edition, "510100", "综合得分50.1分。")
    found = run("check", edition, "--json").first("W701")
    assert found["file"] == "commentary/units/510100.md" and "50.1" in found["value"]


def test_a_name_of_nobody_is_still_told(edition: Path) -> None:
    write(edition, "成都城")
    assert run("check", edition, "--json").first("N416")["value"] == "成都城"


def test_a_name_that_several_units_share_gives_way_to_a_code(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.choose(level="county")
    desk.weights()
    names = [("鼓楼区", "江苏省", "320106"), ("鼓楼区", "福建省", "350102"), ("台江区", "福建省", "350103")]
    rows = [[name, province, code, *row[2:]] for (name, province, code), row in zip(names, ROWS, strict=False)]
    desk.workbook([["区县", "省份", "代码", "网络", "平台", "政务", "民生"], *rows])
    outcome = desk.read()
    assert outcome.book, outcome.findings
    commentary, first = Commentary(tmp_path / "commentary"), outcome.book.units[0]
    (tmp_path / "commentary" / "units").mkdir(parents=True)
    write(tmp_path, first.name)
    assert [text_on(unit, outcome.book, commentary) for unit in outcome.book.units[:2]] == [f"units/{first.name}"] * 2
    write(tmp_path, "320106")
    assert texts_on(first, outcome.book, commentary) == ("units/320106",)
    assert texts_on(outcome.book.units[1], outcome.book, commentary) == (f"units/{first.name}",)
