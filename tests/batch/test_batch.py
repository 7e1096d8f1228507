"""A batch, and the batch after it: what is made, what is left alone, and the reason given."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from generator.batch import BatchOptions, BatchResult, run_batch
from generator.batch.asked import Options
from generator.batch.content import WHOLE, hash_content
from generator.batch.summary import show
from generator.build import build, open_series
from generator.cli import app
from generator.config import read_edition
from generator.errors import InputError

FEW = "成都,重庆,绵阳,德阳"


def batch(edition: Path, units: str = FEW, **more: object) -> BatchResult:
    options = {"out": edition.parent / "out", "jobs": 1, "formats": ("pdf",), "units": units, **more}
    return run_batch(BatchOptions(edition, **options))  # type: ignore[arg-type]


def contents(folder: Path, suffixes: Iterable[str] = (".pdf", ".docx")) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in folder.iterdir()
        if path.suffix in suffixes and path.name != "contact.pdf"
    }


def whole_hashes(edition: Path) -> dict[str, str]:
    series, _ = open_series(read_edition(edition))
    return {unit.name: hash_content(series.compose(unit)[0])[WHOLE] for unit in series.book.units}


def change_score(edition: Path, unit: str, by: float) -> None:
    """Change the last score of a unit's row in the edition's workbook."""
    book = openpyxl.load_workbook(edition / "scores.xlsx")
    row = next(row for sheet in book for row in sheet.iter_rows() if any(cell.value == unit for cell in row))
    cell = [cell for cell in row if isinstance(cell.value, float | int)][-1]
    cell.value = cell.value + by
    book.save(edition / "scores.xlsx")


def exchange_rows(edition: Path, *units: str) -> None:
    """Let the rows of two units change places: every score keeps its value and moves to another cell."""
    book = openpyxl.load_workbook(edition / "scores.xlsx")
    sheet = book.worksheets[0]
    rows = [next(row for row in sheet.iter_rows() if any(cell.value == unit for cell in row)) for unit in units]
    for one, other in zip(*rows, strict=True):
        one.value, other.value = other.value, one.value
    book.save(edition / "scores.xlsx")


def test_a_batch_makes_what_a_build_of_each_unit_makes(edition: Path, tmp_path: Path) -> None:
    result = batch(edition, "成都,德阳", formats=("pdf", "docx"))
    assert result.exit_code == 0 and sorted(result.made) == sorted(["成都", "德阳"])
    for unit in ("成都", "德阳"):
        build(edition, out=tmp_path / "single", unit=unit)
    assert contents(result.out) == contents(tmp_path / "single")
    assert result.contact and result.contact.read_bytes().startswith(b"%PDF")


def test_the_second_run_does_nothing_and_changes_no_file(edition: Path) -> None:
    out = batch(edition).out
    before = {path: path.stat().st_mtime_ns for path in out.iterdir() if path.is_file() and path.suffix != ".json"}
    again = batch(edition)
    assert (again.made, again.same, len(again.current)) == ([], [], 4)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_missing_and_an_altered_file_are_made_again_and_the_reason_is_given(edition: Path) -> None:
    out = batch(edition).out
    whole = contents(out)
    (out / "510100_成都市.pdf").unlink()
    (out / "500000_重庆市.pdf").write_bytes(whole["500000_重庆市.pdf"][:-100])
    again = batch(edition)
    assert again.why == {"成都": ("missing: 510100_成都市.pdf",), "重庆": ("altered: 500000_重庆市.pdf",)}
    assert contents(out) == whole


def test_a_change_of_one_units_commentary_remakes_that_report_alone(edition: Path) -> None:
    batch(edition)
    text = edition / "commentary" / "units" / "成都.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n\n再加一段。\n", encoding="utf-8")
    again = batch(edition)
    assert again.made == ["成都"]
    assert again.why["成都"] == ("input: western-2020/commentary/units/成都.md", "shows: words")
    assert sorted(again.same) == ["德阳", "绵阳", "重庆"]
    assert batch(edition).made == []


def test_a_hand_written_sentence_that_the_tables_contradict_is_told_with_its_report(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = edition / "commentary" / "units" / "成都.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n\n成都市综合得分为71.2分。\n", encoding="utf-8")
    line = len(text.read_text(encoding="utf-8").splitlines())
    result = batch(edition)
    ((key, (finding,)),) = result.texts.items()
    assert (key, finding.code, finding.place.line) == ("510100", "W701", line) and "89.2" in finding.zh
    assert [odd.unit for odd in result.outliers] == ["成都"] and result.exit_code == 0
    show(result, as_json=False)
    assert "71.2" in capsys.readouterr().out
    assert batch(edition, dry_run=True).texts == result.texts, "told again, though nothing is made"


def test_a_waived_sentence_is_not_told(edition: Path) -> None:
    text = edition / "commentary" / "units" / "成都.md"
    text.write_text("成都市综合得分为71.2分。\n", encoding="utf-8")
    ((finding,),) = batch(edition, dry_run=True).texts.values()
    with (edition / "edition.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[waivers]]\ncode = "W701"\nvalue = "{finding.value}"\nreason = "沿用公布稿"\n')
    assert batch(edition, dry_run=True).texts == {}


def test_a_change_of_a_score_remakes_the_reports_that_show_it_and_no_others(edition: Path) -> None:
    everything = batch(edition, "all")
    before = whole_hashes(edition)
    change_score(edition, "成都", -0.4)
    after = whole_hashes(edition)
    again = batch(edition, "all")
    assert set(again.made) == {name for name in before if before[name] != after[name]}
    assert "成都" in again.made and len(again.made) + len(again.same) == everything.total
    fresh = batch(edition, "all", out=edition.parent / "fresh")
    assert contents(again.out) == contents(fresh.out)


def test_a_change_that_no_report_shows_remakes_nothing(edition: Path) -> None:
    batch(edition)
    (edition / "commentary" / "indicators").mkdir(exist_ok=True)
    (edition / "notes.txt").write_text("给编辑的话", encoding="utf-8")
    again = batch(edition)
    assert again.made == [] and len(again.same) == 4


def test_the_record_of_numbers_is_that_of_a_build_and_follows_the_cells(edition: Path, tmp_path: Path) -> None:
    result = batch(edition, formats=("pdf", "audit"), jobs=2)
    build(edition, out=tmp_path / "single", unit="成都", formats=("pdf",))
    name = "510100_成都市.audit.json"
    record = (result.out / name).read_bytes()
    assert record == (tmp_path / "single" / name).read_bytes() and b"scores.xlsx" in record
    assert batch(edition, formats=("pdf",)).made == []
    exchange_rows(edition, "成都", "德阳")
    again = batch(edition, formats=("pdf",))
    assert len(again.made) == 4, "the reports say the same, but their cells have moved"
    assert (result.out / name).read_bytes() != record


def test_another_format_is_added_and_kept_up_to_date_with_the_first(edition: Path) -> None:
    batch(edition, "成都")
    assert batch(edition, "成都", formats=("docx",)).why == {"成都": ("format: docx",)}
    text = edition / "commentary" / "units" / "成都.md"
    text.write_text("只此一段。\n", encoding="utf-8")
    out = batch(edition, "成都", formats=("docx",)).out
    build(edition, out=edition.parent / "single", unit="成都")
    assert contents(out) == contents(edition.parent / "single")


def test_an_option_and_force_make_a_report_again(edition: Path) -> None:
    batch(edition, "成都")
    assert batch(edition, "成都", options=Options("a-2b")).why == {"成都": ("option",)}
    assert batch(edition, "成都", options=Options("a-2b"), force=True).why == {"成都": ("forced",)}


def test_a_change_of_the_look_remakes_reports_that_say_the_same(edition: Path) -> None:
    batch(edition, "成都")
    (edition / "theme.toml").write_text('[palette]\naccent = "#aa3300"\n', encoding="utf-8")
    assert batch(edition, "成都").why["成都"][0] == "means: theme"


def test_a_dry_run_says_what_it_would_make_and_writes_nothing(edition: Path) -> None:
    out = edition.parent / "out"
    assert len(batch(edition, dry_run=True).made) == 4
    assert not out.exists()
    batch(edition)
    (out / "510100_成都市.pdf").unlink()
    before = sorted(path.name for path in out.rglob("*"))
    assert batch(edition, dry_run=True).why == {"成都": ("missing: 510100_成都市.pdf",)}
    assert sorted(path.name for path in out.rglob("*")) == before


def test_sixty_reports_are_the_same_bytes_in_any_order_alone_and_in_parallel(edition: Path) -> None:
    series, _ = open_series(read_edition(edition))
    names = [unit.name for unit in series.book.units][:60]
    parallel = batch(edition, ",".join(names), jobs=2, formats=("pdf", "docx"), out=edition.parent / "parallel")
    random.Random(7).shuffle(names)
    alone = batch(edition, ",".join(names), formats=("pdf", "docx"), out=edition.parent / "alone")
    assert len(alone.made) == len(parallel.made) == 60
    assert contents(alone.out) == contents(parallel.out)


def test_one_report_that_fails_is_told_and_the_others_are_made(edition: Path) -> None:
    out = edition.parent / "out"
    (out / "510100_成都市.pdf" / "in the way").mkdir(parents=True)
    result = batch(edition)
    assert result.exit_code == 4 and list(result.failed) == ["成都"] and len(result.made) == 3
    assert "510100_成都市.pdf" in result.failed["成都"]
    (out / "510100_成都市.pdf" / "in the way").rmdir()
    (out / "510100_成都市.pdf").rmdir()
    assert batch(edition).made == ["成都"]


def test_fail_fast_stops_at_the_first_failure_and_resume_does_the_rest(edition: Path) -> None:
    blocked = edition.parent / "out" / "510100_成都市.pdf"
    blocked.mkdir(parents=True)
    stopped = batch(edition, "成都,重庆,绵阳", fail_fast=True)
    assert stopped.exit_code == 4 and len(stopped.made) + len(stopped.undone) == 2
    blocked.rmdir()
    resumed = run_batch(BatchOptions(edition, out=edition.parent / "out", jobs=1, resume=True))
    assert resumed.total == 3 and sorted(resumed.made + resumed.current) == sorted(["成都", "重庆", "绵阳"])


def test_resume_without_a_run_before_is_refused(edition: Path) -> None:
    with pytest.raises(InputError, match="没有可以接着做的任务"):
        run_batch(BatchOptions(edition, out=edition.parent / "out", resume=True))


def test_a_folder_of_another_edition_is_refused(edition: Path) -> None:
    out = batch(edition, "成都").out
    other = edition.rename(edition.parent / "western-2021")
    with pytest.raises(InputError, match="western-2020"):
        batch(other, "成都", out=out)


def test_the_manifest_tells_inputs_outputs_pages_and_reasons(edition: Path) -> None:
    out = batch(edition, "成都").out
    table = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    entry = table["reports"]["510100"]
    assert table["finished"] and entry["pages"] > 3 and entry["why"] == ["new"] and entry["seconds"] > 0
    assert "western-2020/scores.xlsx" in table["hashes"][entry["inputs"]]
    assert {"version", "code", "theme", "fonts"} <= set(table["hashes"][entry["means"]])
    assert entry["files"]["pdf"]["size"] == (out / "510100_成都市.pdf").stat().st_size


def test_the_command_writes_one_json_object_and_the_exit_code_of_a_part_that_failed(edition: Path) -> None:
    out = edition.parent / "out"
    (out / "510100_成都市.pdf").mkdir(parents=True)
    command = ["batch", str(edition), "--units", "成都,重庆", "--format", "pdf", "--out", str(out), "--jobs", "1"]
    ran = CliRunner().invoke(app, [*command, "--json"])
    told = json.loads(ran.stdout)
    assert ran.exit_code == 4 and not told["ok"] and told["failed"][0]["unit"] == "成都"
    (out / "510100_成都市.pdf").rmdir()
    ran = CliRunner().invoke(app, command)
    assert ran.exit_code == 0 and "已生成" in ran.stdout
