"""The parts of a batch by themselves: hashes of content, manifest and journal, lock, outliers, contact sheet."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import time
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pdfplumber
import pytest
from rich.console import Console
from rich.progress import Progress

from generator import document as d
from generator.batch import inputs
from generator.batch.content import SHOWN, WHOLE, hash_content
from generator.batch.inputs import edition_files, pack, unpack
from generator.batch.lock import hold, holds, state_folder
from generator.batch.manifest import JOURNAL, Entry, Made, Manifest, open_journal, read_manifest, write_manifest
from generator.batch.outliers import find_outliers
from generator.batch.progress import Bar
from generator.config import read_edition
from generator.errors import InputError, OutputError
from generator.figures.picture import Picture

ENTRY = Entry(
    "成都", "i", "m", {WHOLE: "c"}, {"charts": ""}, {"pdf": Made("a.pdf", "0" * 32, 1000)}, 13, 0.8, 1.0, 0,
    ("W201 a:1",), 0.5, ("new",),
)


def paper(*blocks: d.Block) -> d.Document:
    return d.Document("题", (d.Cover("题"), d.Chapter("章", "第一章", "01", blocks)))


def figure(data: bytes) -> d.Figure:
    return d.Figure(Picture(data, "画", (1, 1)), d.Caption("图", "画"))


def test_the_hash_of_a_content_tells_words_tables_figures_and_cover_apart() -> None:
    old, new = hash_content(paper(figure(b"a"))), hash_content(paper(figure(b"b")))
    assert [name for name in (*SHOWN, WHOLE) if old[name] != new[name]] == ["figures", WHOLE]
    words = hash_content(paper(figure(b"a"), d.Bullets(((d.Paragraph((d.Text("又"),)),),))))
    assert [name for name in (*SHOWN, WHOLE) if old[name] != words[name]] == ["words", WHOLE]


def test_another_logo_on_the_cover_is_another_content() -> None:
    one, two = (hash_content(d.Document("题", (d.Cover("题", logo=logo),))) for logo in (b"1", b"2"))
    assert [name for name in (*SHOWN, WHOLE) if one[name] != two[name]] == ["cover", WHOLE]


def test_a_manifest_comes_back_as_it_was_written_and_drops_hashes_nobody_uses(tmp_path: Path) -> None:
    manifest = Manifest("e", "1", {"units": "all"}, True, {"510100": ENTRY}, {}, {"i": {"a": "b"}, "old": {}})
    write_manifest(tmp_path, manifest)
    back = read_manifest(tmp_path)
    assert back == replace(manifest, hashes={"i": {"a": "b"}})


def test_a_journal_torn_in_the_middle_of_a_line_loses_that_line_alone(tmp_path: Path) -> None:
    state_folder(tmp_path).mkdir()
    with open_journal(tmp_path) as journal:
        journal.begin(Manifest("e", "1"))
        journal.report("1", ENTRY)
        journal.report("2", ENTRY)
    path = state_folder(tmp_path) / JOURNAL
    path.write_bytes(path.read_bytes()[:-20])
    with open_journal(tmp_path) as journal:
        journal.report("3", ENTRY)
    assert sorted(read_manifest(tmp_path).reports) == ["1", "3"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 1}', '{"schema": 1, "reports": {"1": {"unit": 3}}}'])
def test_a_manifest_that_cannot_be_read_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    assert read_manifest(tmp_path) == Manifest()


def test_a_manifest_of_a_later_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"schema": 99}), encoding="utf-8")
    with pytest.raises(InputError, match="更新版本"):
        read_manifest(tmp_path)


HOLDER = """
import sys, time
from pathlib import Path
from generator.batch.lock import hold
with hold(Path(sys.argv[1]), "first"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_two_batches_exclude_each_other_and_a_killed_one_leaves_its_place(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout and other.stdout.readline() == "held\n"
        assert holds(tmp_path, "first")
        with pytest.raises(OutputError, match=f"PID {other.pid}，开始于 20"), hold(tmp_path, "second"):
            pass
        other.kill()
    time.sleep(0.05)
    with hold(tmp_path, "second") as broken:
        assert broken and holds(tmp_path, "second")
    with hold(tmp_path, "third") as broken:
        assert not broken


def test_a_packed_edition_is_read_the_same_elsewhere(edition: Path, tmp_path: Path) -> None:
    (edition / ".hidden").write_text("x")
    (edition / "~$scores.xlsx").write_text("x")
    unpack(pack(read_edition(edition)), tmp_path / "there")
    there = read_edition(tmp_path / "there" / "western-2020")
    here = {name: path.read_bytes() for name, path in edition_files(read_edition(edition)).items()}
    assert {name: path.read_bytes() for name, path in edition_files(there).items()} == here
    assert not any("hidden" in name or "~$" in name for name in here)


def test_a_pack_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../out.txt", "x")
    with pytest.raises(InputError):
        unpack(target.getvalue(), tmp_path / "in")
    assert not (tmp_path / "out.txt").exists()


def test_every_library_that_draws_or_sets_a_report_counts_among_its_means() -> None:
    used = set()
    for place in ("chapters", "figures", "typeset", "writers"):
        for path in (Path(inputs.__file__).parents[1] / place).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                used |= {name.split(".")[0] for name in names}
    owners = metadata.packages_distributions()
    outside = used & owners.keys() - sys.stdlib_module_names - {"generator"}
    assert len(outside) > 8
    assert {owners[name][0].lower() for name in outside} <= set(inputs.LIBRARIES)


def test_outliers_are_the_reports_unlike_the_others() -> None:
    reports = {str(number): replace(ENTRY, unit=f"甲{number}") for number in range(20)}
    assert find_outliers(reports) == []
    reports["3"] = replace(ENTRY, unit="乙", pages=19, fullest=1.2)
    reports["4"] = replace(ENTRY, unit="丙", fill=0.1)
    reports["5"] = replace(ENTRY, unit="丁", findings=("E900 odd",))
    reports["6"] = replace(ENTRY, unit="戊", dropped=9)
    assert [outlier.unit for outlier in find_outliers(reports)] == ["乙", "丙", "丁", "戊"]


def test_the_contact_sheet_shows_the_summary_of_every_report(edition: Path) -> None:
    from generator.batch import BatchOptions, run_batch

    units = "成都,重庆,绵阳"
    out = run_batch(BatchOptions(edition, units=units, formats=("pdf",), out=edition.parent / "out", jobs=1)).out
    with pdfplumber.open(out / "contact.pdf") as sheet:
        text = sheet.pages[0].extract_text()
    assert all(f"{name}市" in text for name in units.split(",")) and text.count("速览") >= 3
    assert (out / "contact.pdf").stat().st_size < 40_000 * 3


def test_a_message_with_brackets_is_shown_as_it_is_above_the_bar() -> None:
    target = io.StringIO()
    with Progress(console=Console(file=target, width=120)) as shown:
        bar = Bar(shown)
        bar.begin(1)
        bar.step("成都", "E410 a.md：[/b] 与 [red] 没有成对")
    assert "[/b] 与 [red] 没有成对" in target.getvalue()
