"""The 59 stated cases of bad input, each held by a test: `stated.csv` says how it ends, where, and in what words.

Cases of score tables have their file made by a maker of `test_bad_inputs`; those of texts, templates, outputs
and faces stand here, or in the test that `ELSEWHERE` names.
"""

from __future__ import annotations

import csv
import importlib
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest

from generator.batch.lock import hold
from generator.scores.options import TierBound
from generator.scores.tree import TOTAL
from tests.command import run

from .conftest import HEADER, Desk
from .test_bad_inputs import MAKERS, changed

STATED = list(csv.DictReader((Path(__file__).parent / "stated.csv").open(encoding="utf-8", newline="")))
TABLES = [entry for entry in STATED if entry["maker"]]
ELSEWHERE = {
    "B74": "tests.scores.test_editions:test_a_faulty_edition_file",
    "B79": "tests.batch.test_survival:test_a_full_disk_ends_the_batch_with_whole_files_and_says_5",
    "B80": "tests.scores.test_editions:test_a_file_open_in_word_is_named_before_any_work_is_done",
    "B85": "tests.scores.test_editions:test_an_output_path_longer_than_the_system_allows_is_told_before_any_work",
    "B86": "tests.scores.test_editions:test_a_face_that_is_missing_or_damaged_is_named_before_any_work",
    "B88": "tests.batch.test_survival:test_a_report_that_kills_its_worker_every_time_takes_no_other_along",
}


@pytest.fixture
def edition(desk: Desk) -> Path:
    desk.scores()
    folder = desk.edition()
    (folder / "commentary").mkdir()
    (folder / "templates").mkdir()
    return folder


def test_every_stated_case_has_its_test() -> None:
    here = {name[5:8].upper() for name in globals() if re.match("test_b[0-9]{2}_", name)}
    for place in ELSEWHERE.values():
        module, _, name = place.partition(":")
        assert callable(getattr(importlib.import_module(module), name))
    held = [*(entry["id"] for entry in TABLES), *here, *ELSEWHERE]
    assert len(STATED) == 59 and sorted(held) == [entry["id"] for entry in STATED]


@pytest.mark.parametrize("entry", TABLES, ids=[entry["id"] for entry in TABLES])
def test_a_stated_table_names_place_value_and_what_to_do(entry: dict[str, str], desk: Desk) -> None:
    MAKERS[entry["maker"]](desk)
    outcome = desk.read()
    assert outcome.exit_code == int(entry["exit_code"]), outcome.findings
    said = [f.zh + f.hint_zh for f in outcome.findings if str(f.place) == entry["place"]]
    words = entry["words"].split("|")
    assert any(all(word in text for word in words) for text in said) or not entry["place"], outcome.findings


@pytest.mark.parametrize("maker", ["B05", "B06", "B07", "B25", "B34", "B43-zero-width"])
def test_what_is_accepted_is_read_as_it_stands(maker: str, desk: Desk) -> None:
    MAKERS[maker](desk)
    book = desk.read().book
    assert book
    want = {"成都": 92.5, "西安": 77.3 if maker == "B25" else 71.0, "昆明": 64.0}
    assert {unit.name: book.score(unit, "基础/网络") for unit in book.units if unit.name in want} == want


def test_a_score_of_minus_zero_is_zero_in_the_book_and_on_paper(desk: Desk) -> None:
    MAKERS["B38"](desk)
    book = desk.read().book
    assert book
    first = book.units[0]
    assert {str(book.score(first, leaf)) for leaf in ("基础/网络", "基础/平台")} == {"0.0"}
    out = desk.folder / "out"
    assert run("build", desk.edition(), "--format", "docx", "--out", out).exit_code == 0
    with zipfile.ZipFile(next(out.glob("*.docx"))) as archive:
        text = archive.read("word/document.xml").decode()
    assert not re.search(r">[-−]0(\.0)?<", text)


@pytest.mark.parametrize("name", ["NA", "nan", "null", "None", "a:b", "成都."])
def test_a_name_that_reads_like_a_gap_or_a_path_is_a_name_that_nobody_has(name: str, desk: Desk) -> None:
    desk.text([HEADER, *changed(0, 0, name)])
    outcome = desk.read()
    found = next(finding for finding in outcome.findings if finding.code in ("E305", "E311"))
    assert outcome.exit_code == 1 and found.value == name and found.place.cell == "A2"


def test_equal_scores_share_a_rank_and_a_bound_belongs_to_the_tier_above(desk: Desk) -> None:
    desk.tree = None
    desk.choose(tiers=(TierBound("甲", 65), TierBound("乙", 40), TierBound("丙", 0)))
    desk.scores([("成都", 40.0), ("重庆", 65.0), ("昆明", 65.0)], header=("城市", "综合得分"))
    book = desk.read().book
    assert book and [tier.name for unit in book.units if (tier := book.tier(unit))] == ["乙", "甲", "甲"]
    assert book and [(placed.unit.name, placed.rank, placed.score) for placed in book.ranking(TOTAL)] == [
        ("重庆", 1, 65.0), ("昆明", 1, 65.0), ("成都", 3, 40.0)
    ]  # fmt: skip


def test_b65_a_sentence_against_the_table_names_its_line_and_the_cell(edition: Path) -> None:
    text = "成都得45.3分，居第一。\n\n共有15个城市参评。\n"
    (edition / "commentary" / "foreword.md").write_text(text, "utf-8")
    done = run("check", edition, "--json")
    found = [finding for finding in done.findings if finding["code"] == "W701"]
    assert done.exit_code == 0 and [(f["file"], f["line"], f["column"]) for f in found] == [
        ("commentary/foreword.md", 1, 4), ("commentary/foreword.md", 3, 3)
    ]  # fmt: skip
    assert "45.3分" in found[0]["value"] and "scores.xlsx 评分!A2" in found[0]["message"]
    assert run("check", edition, "--strict").exit_code == 1


def test_b67_html_and_dangerous_addresses_stay_words_in_both_files(edition: Path) -> None:
    text = (
        "一<script>alert(1)</script>\n\n<img src=http://a.example/c.png>\n\n[甲](javascript:alert(1))，"
        "[乙](file:///etc/passwd)，[丙](https://example.org/)。\n\n![丁](http://a.example/c.png)\n"
    )
    (edition / "commentary" / "foreword.md").write_text(text, "utf-8")
    found = [f for f in run("check", edition, "--json").findings if f["code"] == "W333"]
    assert {f["line"] for f in found} == {1, 3, 5, 7}
    assert run("build", edition, "--out", edition / "out").exit_code == 0
    with pikepdf.open(next((edition / "out").glob("*.pdf"))) as pdf:
        marks = [mark for page in pdf.pages for mark in page.get("/Annots", [])]
        targets = {str(mark.A.URI) for mark in marks if "/URI" in mark.get("/A", {})}
    with zipfile.ZipFile(next((edition / "out").glob("*.docx"))) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
        outside = re.findall(r'Target="([^"]+)"[^>]*TargetMode="External"', links)
    assert targets == set(outside) == {"https://example.org/"}


def test_b68_bold_beside_chinese_quotes_is_bold_and_a_star_left_over_is_told(edition: Path) -> None:
    (edition / "commentary" / "foreword.md").write_text("**“双循环”**带来机遇，**重点：**说明。\n", "utf-8")
    done = run("check", edition, "--json")
    assert done.exit_code == 0 and "W334" not in done.codes
    assert run("build", edition, "--format", "docx", "--out", edition / "out").exit_code == 0
    paper = docx.Document(str(next((edition / "out").glob("*.docx"))))
    bold = {run_.text for paragraph in paper.paragraphs for run_ in paragraph.runs if run_.bold}
    assert {"“双循环”", "重点："} <= bold
    assert "**" not in "".join(paragraph.text for paragraph in paper.paragraphs)
    (edition / "commentary" / "foreword.md").write_text("残留 ** 两星。\n", "utf-8")
    (found,) = (f for f in run("check", edition, "--json").findings if f["code"] == "W334")
    assert (found["file"], found["line"], found["column"]) == ("commentary/foreword.md", 1, 4)


@pytest.mark.parametrize("attack", ["{{ cycler.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}"])
def test_b76_a_template_that_reaches_out_of_the_sandbox_is_refused(attack: str, edition: Path) -> None:
    _refused(attack, "E413", edition)


@pytest.mark.parametrize(
    "attack",
    [
        '{{ "a" * 10**8 }}',
        "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}",
        f"{{% set s = '{'a' * 3000}' %}}" + 3 * "{% for i in s %}" + 3 * "{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include 'foreword.md' %}",
        "{% set n = namespace(x='aa') %}{% for i in range(40) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='aa') %}{% for i in range(40) %}{% set n.x %}{{ n.x ~ n.x }}{% endset %}{% endfor %}",
        "{% set n = namespace(x=99) %}{% for i in range(40) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{% macro m(s) %}{% for i in range(90000) %}{{ s }}{% endfor %}{% endmacro %}{{ m(m('aa')) }}",
        "{{ 'a'.ljust(3000000000) | length }}",
        "{{ '{:>3000000000}'.format(1) }}",
        "{{ (10000000000).to_bytes(3000000000, 'big') }}",
        "{{ range(9000) | join(range(9000) | join) }}",
        "{% set s = range(9000) | join %}{{ s.join(s) }}",
    ],
)  # fmt: skip
def test_b77_a_template_that_would_take_all_time_or_memory_is_refused(attack: str, edition: Path) -> None:
    _refused(attack, "E414", edition)


def _refused(attack: str, code: str, edition: Path) -> None:
    (edition / "templates" / "foreword.md").write_text(f"---\ntitle: 前言\n---\n{attack}\n", "utf-8")
    before = sorted(edition.rglob("*"))
    done = run("check", edition, "--json")
    assert done.exit_code == 3 and done.first(code)["file"] == "foreword.md"
    assert run("build", edition, "--out", edition / "out").exit_code == 3
    assert sorted(edition.rglob("*")) == before


HOLDER = """
import sys, time
from pathlib import Path
from generator.batch.lock import hold
with hold(Path(sys.argv[1]), "first"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_b82_a_second_batch_in_one_folder_is_told_who_works_there_since_when(edition: Path) -> None:
    out = edition / "out"
    batch = ("batch", edition, "--units", "成都", "--format", "docx", "--jobs", 1, "--out", out)
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(out)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        done = run(*batch)
        assert done.exit_code == 5 and f"PID {other.pid}" in done.err and "开始于 20" in done.err
        assert not list(out.glob("*.docx"))
        other.kill()
    with hold(out, "second") as broken:
        assert broken


def test_b83_a_folder_that_cannot_be_is_told_before_any_report(edition: Path) -> None:
    (edition / "file").write_text("a file", "utf-8")
    for out in (edition / "file", edition / "file" / "below"):
        for command in (("build",), ("batch", "--units", "成都", "--jobs", 1)):
            assert run(command[0], edition, *command[1:], "--out", out).exit_code == 5
    assert (edition / "file").read_text("utf-8") == "a file"
    composed = unicodedata.normalize("NFC", "新/é")
    assert run("build", edition, "--format", "docx", "--out", edition / composed).exit_code == 0
    assert list((edition / composed).glob("*.docx"))
