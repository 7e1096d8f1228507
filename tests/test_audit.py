"""Every number that templates put into a paper is traced back to the cells it comes from."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from generator.audit import Audit
from generator.audit.number import Real, Trace, counted, shown, told, write_formula
from generator.audit.register import ranges
from generator.build import build, prepare
from generator.config import read_edition
from generator.findings import Place
from generator.text import chinese_numeral, format_value, number, percent, signed
from tests.audit_reading import Recomputed
from tests.western import EDITION, copy_edition

Entry = dict[str, Any]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audited")
    result = build(EDITION, formats=("pdf",), out=folder)
    assert result.audit == folder / "western-2020.audit.json"
    return folder


@pytest.fixture(scope="module")
def recomputed(out: Path) -> Recomputed:
    return Recomputed(out / "western-2020.audit.json", EDITION)


@pytest.fixture(scope="module")
def pages(out: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(out / "western-2020.pdf")
    return [page.get_textpage().get_text_bounded() for page in pdf]


def _is_right(entry: Entry, recomputed: Recomputed) -> bool:
    """Whether the entry's formula comes to its value, and its value is shown as it is."""
    value = recomputed.value(entry["formula"], entry)
    if abs(value - entry["value"]) > 1e-7:
        return False
    texts = {number(value, places) for places in (0, 1, 2)} | {percent(value), signed(value), f"{value:g}"}
    texts.add(format_value(value, "percent1"))
    if value == int(value) >= 0:
        texts.add(chinese_numeral(int(value)))
    return entry["shown"] in texts or (entry["what"] == "setting" and entry["shown"].startswith(f"{value:g}"))


def test_every_number_of_a_unit_s_report_is_traced_and_comes_out_again(tmp_path: Path) -> None:
    made = build(EDITION, formats=("pdf",), out=tmp_path, unit="贵阳")
    assert made.audit is not None and made.audit.name == "520100_贵阳市.audit.json"
    again = Recomputed(made.audit, EDITION)
    entries = again.record["numbers"]
    assert len(entries) > 500 and [entry for entry in entries if not _is_right(entry, again)] == []
    untraced = [one for one in again.record["untraced"] if one["where"].get("section") != "方法与术语"]
    assert not [one for one in untraced if "." in one["shown"]]


def _decimals(pages: list[str]) -> list[tuple[int, str, str, str]]:
    """Return page, number, and what stands before and after it, of all decimals not in commentary."""
    written = _squeezed("".join(path.read_text("utf-8") for path in (EDITION / "commentary").rglob("*.md")))
    found = []
    for index, page in enumerate(pages):
        kept = "\n".join(line for line in page.splitlines() if not re.match(r"\d\.\d+ [^\d]+ ?", line) or "%" in line)
        text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", kept)  # two numbers side by side stay two
        for match in re.finditer(r"(?<![\d.\-—–])\d{1,3}\.\d%?(?![\d.])", text):
            before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 4]
            if f"{before[-2:]}{match[0]}{after[:2]}" not in written:
                found.append((index, match[0], before, after))
    return found


def _told(entry: Entry) -> str:
    return _squeezed(re.sub(r"\*\*|\[\]\([^)]*\)", "", entry["where"].get("text", "")))


def _stands(entry: Entry, page: str, before: str, after: str) -> bool:
    """Whether an entry is the number of a page: the same words around it, or the label of its row beside it."""
    if told := _told(entry):
        return any(f"{before[-n:]}{entry['shown']}{after[:n]}" in told for n in (2, 1)) and told[:6] in page
    label = entry["where"]["cell"].split(" · ")[0]
    return _squeezed(label) in page


def test_decimals_drawn_from_the_finished_pdf_are_traced_back_to_cells(
    pages: list[str], recomputed: Recomputed
) -> None:
    entries: dict[str, list[Entry]] = {}
    for entry in recomputed.record["numbers"]:
        entries.setdefault(entry["shown"].lstrip("−+"), []).append(entry)
    drawn = random.Random(20201018).sample(_decimals(pages), 250)
    lost = []
    for page, shown_text, before, after in drawn:
        text = _squeezed(pages[page])
        found = [entry for entry in entries.get(shown_text, ()) if _stands(entry, text, before, after)]
        if not found or not all(_is_right(entry, recomputed) and entry["cells"] for entry in found):
            lost.append((page + 1, before, shown_text, after))
    assert lost == []


def test_numbers_drawn_from_the_record_are_recomputed_and_stand_in_the_pdf(
    pages: list[str], recomputed: Recomputed
) -> None:
    whole = _squeezed("".join(pages))
    kinds: dict[str, list[Entry]] = {}
    for entry in recomputed.record["numbers"]:
        kinds.setdefault(entry["what"], []).append(entry)
    draw = random.Random(1)
    for entries in kinds.values():
        for entry in draw.sample(entries, min(40, len(entries))):
            assert _is_right(entry, recomputed), entry
            where = entry["where"]
            if where["block"] == "text":
                assert _told(entry)[:8].lstrip("—") in whole, entry
            elif where["block"][0] in "图表":
                assert _squeezed(where["block"].split(" ", 1)[1]) in whole, entry


def test_every_score_rank_mean_and_attribute_names_its_cells(recomputed: Recomputed) -> None:
    for entry in recomputed.record["numbers"]:
        if entry["what"] in ("score", "rank", "average", "attribute", "weight", "gap"):
            assert entry["cells"], entry
    one = next(e for e in recomputed.record["numbers"] if e["what"] == "score" and e["indicator"] == "total")
    assert re.fullmatch(r"scores\.xlsx 评分![A-Z]+\d+:[A-Z]+\d+", one["cells"][0])


def test_what_the_templates_print_without_a_source_is_said(recomputed: Recomputed) -> None:
    record = recomputed.record
    assert [lost["shown"] for lost in record["untraced"]] == ["100%"]  # the wording of a template
    assert len(record["numbers"]) > 2000
    assert record["not_covered"]


def test_the_document_is_the_same_with_and_without_a_record() -> None:
    edition = read_edition(EDITION)
    assert repr(prepare(edition, audit=Audit())[0]) == repr(prepare(edition)[0])


@pytest.mark.parametrize("name", ["western-2022", "county-2023"])
def test_volumes_of_parts_and_of_several_books_are_traced_as_well(name: str) -> None:
    folder = EDITION.parent / name
    audit = Audit()
    prepare(read_edition(folder), audit=audit)
    record = json.loads(json.dumps(audit.as_dict(), ensure_ascii=False))
    traced, lost = len(record["numbers"]), len(record["untraced"])
    assert traced > 1200 and lost < traced * 0.1
    scores, groups = record["scores"], record["groups"]
    for entry in record["numbers"]:
        if entry["what"] == "rank" and entry["formula"].startswith("rank("):
            unit, key, group = re.findall(r'"([^"]*)"', entry["formula"])
            values = scores[key]["values"]
            better = sum((values[other] or 0) > values[unit] for other in groups[group] if values[other])
            assert entry["value"] == better + 1, entry


def test_arithmetic_keeps_a_formula_and_changes_no_value() -> None:
    one = Real(70.0, Trace("score", "甲", "total", ("score", "甲", "total")))
    two = Real(64.5, Trace("score", "乙", "total", ("score", "乙", "total")))
    gap = one - two
    assert gap == 5.5 and repr(gap) == "5.5" and gap.trace.what == "gap"
    assert write_formula(gap.trace.formula) == 'score("甲", "total") - score("乙", "total")'
    mean: Any = sum([one, two]) / counted(["甲", "乙"])
    assert write_formula(mean.trace.formula) == (
        '(score("甲", "total") + score("乙", "total")) / count("甲", "乙")'
    )
    rest: Any = one - (one - two)
    assert write_formula(rest.trace.formula).endswith('- (score("甲", "total") - score("乙", "total"))')
    assert told("第 {} / {} 名", counted(["甲"]), 2) == "第 1 / 2 名"
    assert isinstance(shown("70.0", 70.0), str) and shown("70.0", one).parts == (("70.0", one),)  # type: ignore[attr-defined]


def test_neighbouring_cells_are_told_as_ranges() -> None:
    cells = [Place("a.xlsx", "S", cell) for cell in ("B2", "B3", "C2", "C3", "E2", "AA9")]
    assert ranges(cells) == ["a.xlsx S!B2:C3", "a.xlsx S!E2", "a.xlsx S!AA9"]


def test_the_optional_chapter_on_rank_intervals_builds_and_is_traced(tmp_path: Path) -> None:
    folder = copy_edition(tmp_path)
    given = (folder / "edition.toml").read_text(encoding="utf-8")
    chosen = 'family = "volume"\nchapters = [{ template = "contents" }, { template = "robustness" }]'
    (folder / "edition.toml").write_text(given.replace('family = "volume"', chosen), encoding="utf-8")
    result = build(folder, formats=("pdf",), out=tmp_path / "out")
    pdf = pypdfium2.PdfDocument(result.files[0])
    text = _squeezed("".join(page.get_textpage().get_text_bounded() for page in pdf))
    assert "成都市领先重庆市" in text and "名次区间" in text
    assert result.audit is not None
    record = json.loads(result.audit.read_text(encoding="utf-8"))
    assert any(entry["what"] == "rank 95%" for entry in record["numbers"])
