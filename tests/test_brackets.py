"""Units with missing data published in brackets: beside the ranking, in no average, alike in every file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn

from generator.build import build, open_series
from generator.checking import check_claims, check_edition
from generator.claims import Verdict
from generator.config import read_edition
from generator.findings import Severity
from generator.scores.group import Group
from generator.text import number
from tests.audit_reading import Recomputed
from tests.made_editions import HOSPITALS, write_edition

RULE = 'missing = "bracket"'
PARTIAL, WHOLE = "城东口腔医院", "城西妇幼医院"
TIERS = """
[[tiers]]
name = "一级"
min = 70
[[tiers]]
name = "二级"
min = 0
"""
PROFILES = f"""
[profiles]
full = ["{PARTIAL}", "{WHOLE}"]
short = ["城西口腔医院", "城东中医医院"]
"""
ENGLISH = (
    '[english]\n"医疗质量" = "Quality"\n"诊断符合" = "Diagnosis"\n"平均住院日" = "Stay"\n"院感控制" = "Infections"\n'
    '"患者体验" = "Experience"\n"候诊时间" = "Waiting"\n"满意度" = "Satisfaction"\n"智慧服务" = "Smart services"\n'
    '"预约挂号" = "Booking"\n"电子病历" = "Records"\n"远程会诊" = "Remote care"\n'
    f'"{PARTIAL}" = "East Dental"\n'
)


def _edition(folder: Path, extra: str = TIERS + PROFILES, scores: str = RULE) -> Path:
    return write_edition(folder, HOSPITALS, missing=37, scores=scores, extra=extra, groups=("甲区", "乙区", "丙区"))


def _by_hand(edition: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Return the totals of whole rows and of those with a dash, the latter from what is there, by arithmetic alone."""
    whole: dict[str, float] = {}
    partial: dict[str, float] = {}
    sheet = openpyxl.load_workbook(edition / "scores.xlsx").active
    for name, _, *cells in sheet.iter_rows(min_row=2, values_only=True):
        tops: dict[str, list[tuple[float, float]]] = {}
        for (names, levels), cell in zip(HOSPITALS, cells, strict=True):
            if cell != "—":
                tops.setdefault(names[0], []).append((levels[1], float(cell)))
        shares = {names[0]: levels[0] / 100 for names, levels in HOSPITALS}
        means = {top: sum(w * s for w, s in parts) / sum(w for w, _ in parts) for top, parts in tops.items()}
        total = sum(shares[top] * mean for top, mean in means.items()) / sum(shares[top] for top in means)
        (partial if "—" in cells else whole)[str(name)] = total
    assert 1 < len(partial) < len(whole)
    return whole, partial


def _pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as paper:
        return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_bounded() for page in paper))


def _docx_rows(path: Path) -> list[list[str]]:
    """Return the texts of all rows, also of tables that stand side by side in a table of their own."""
    body = docx.Document(str(path)).element.body
    return [
        ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        for row in body.iter(qn("w:tr"))
    ]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _edition(tmp_path_factory.mktemp("brackets") / "hospitals")


@pytest.fixture(scope="module")
def built(edition: Path) -> Path:
    out = edition.parent / "out"
    build(edition, out=out, verify=True)  # both files are read back and held against the document
    return out


def test_a_score_in_brackets_is_kept_but_has_no_rank_no_tier_and_no_part_in_averages(edition: Path) -> None:
    whole, partial = _by_hand(edition)
    book = open_series(read_edition(edition))[0].book
    assert {unit.name for unit in book.bracketed()} == set(partial)
    assert [placed.unit.name for placed in book.ranking()] == sorted(whole, key=lambda name: -whole[name])
    assert book.average() == pytest.approx(sum(whole.values()) / len(whole))
    for name, total in partial.items():
        assert book.score(name) == pytest.approx(total) and book.tier(name) is None
        with pytest.raises(KeyError):
            book.rank(name)
    # on an indicator whose data it has, the unit is ranked like any other
    assert book.in_brackets(PARTIAL, "患者体验") and not book.in_brackets(PARTIAL, "医疗质量")
    assert book.rank(PARTIAL, "医疗质量").rank > 0


def test_a_part_of_the_book_keeps_the_brackets(edition: Path) -> None:
    book = open_series(read_edition(edition))[0].book
    group = next(group for group in book.groups("province") if book.bracketed(within=group))
    part = book.where({"province": group.name})
    assert part.bracketed() == book.bracketed(within=Group("province", group.name))
    assert len(part.ranking()) + len(part.bracketed()) == len(part.units)


def test_the_ranking_lists_them_after_the_ranked_in_both_files_and_says_why(edition: Path, built: Path) -> None:
    whole, partial = _by_hand(edition)
    text, rows = _pdf(built / "hospitals.pdf"), _docx_rows(built / "hospitals.docx")
    cells = [cell for row in rows for cell in row]
    for name, total in partial.items():
        shown = f"（{number(total)}）"
        assert f"{name}{shown}" in text
        assert any(row[at - 1] == "—" and row[at] == name and shown in row[at + 1 :] for row in rows
                   for at in range(1, len(row)) if row[at] == name)
    assert f"{len(whole)}个医院平均得分" in text and cells.count("平均得分") > 0
    paragraphs = "".join(paragraph.text for paragraph in docx.Document(str(built / "hospitals.docx")).paragraphs)
    for words in (text, paragraphs):
        assert "括号中的得分因数据不全，依已有部分的权重折算，不排名次" in words
        assert f"{len(partial)}个医院数据不全，得分加括号列在名次之后" in words
    assert not any(cell in {"0", "0.0"} for cell in cells)


def test_its_own_report_shows_brackets_and_no_rank_of_the_total(edition: Path, tmp_path: Path) -> None:
    own = _edition(tmp_path / "reports", TIERS)
    file = own / "edition.toml"
    file.write_text(file.read_text("utf-8").replace('family = "volume"', 'family = "city"'), "utf-8")
    total = f"（{number(_by_hand(own)[1][PARTIAL])}）"
    build(own, unit=PARTIAL, out=tmp_path / "out", verify=True)
    text = _pdf(tmp_path / "out" / f"{PARTIAL}.pdf")
    assert f"综合得分{total}分，数据不全，不排名次" in text  # the cover
    assert f"{PARTIAL}综合得分{total}分。部分指标缺少数据" in text and f"综合得分{total[1:-1]}分" not in text
    assert "括号。数据不全的单位" in text
    assert text.count(f"{PARTIAL}{total}") >= 2  # the strip of all units and the ranking around it
    figures = "".join(
        drawing.get("descr") or "" for drawing in docx.Document(str(tmp_path / "out" / f"{PARTIAL}.docx")).element.iter(
            qn("wp:docPr")
        )
    )
    assert f"{PARTIAL} {total}" in figures and f"{PARTIAL} {total[1:-1]}" not in figures
    rows = _docx_rows(tmp_path / "out" / f"{PARTIAL}.docx")
    ranked = len(_by_hand(own)[0])
    assert any(row[2] == f"— / {ranked}" for row in rows if len(row) > 2)
    assert any(row[0] == "—" and PARTIAL in row and total in row for row in rows)
    build(own, unit=WHOLE, formats=("pdf",), out=tmp_path / "out")
    assert "部分指标缺少数据" not in _pdf(tmp_path / "out" / f"{WHOLE}.pdf")


def test_an_english_report_has_half_width_brackets(tmp_path: Path) -> None:
    own = _edition(tmp_path / "english", TIERS + ENGLISH)
    file = own / "edition.toml"
    text = file.read_text("utf-8").replace('family = "volume"', 'family = "city"\nlanguage = "en"')
    file.write_text(text, "utf-8")
    total = number(_by_hand(own)[1][PARTIAL])
    build(own, unit=PARTIAL, out=tmp_path / "out", verify=True)
    shown = _pdf(next((tmp_path / "out").glob("*.pdf")))
    assert f"({total})" in shown and f"（{total}）" not in shown
    assert "Scoresinbracketsrestonincompletedata" in shown


def test_check_names_who_is_in_brackets_and_the_claims_know_it(edition: Path, tmp_path: Path) -> None:
    own = _edition(tmp_path / "claims")
    (found,) = (finding for finding in check_edition(own) if finding.code == "W220")
    assert PARTIAL in found.zh and found.value == PARTIAL
    total = number(_by_hand(own)[1][PARTIAL])
    (own / "commentary").mkdir()
    (own / "commentary" / "foreword.md").write_text(
        f"{PARTIAL}得分为{total}分，列第2名。\n\n{PARTIAL}属一级。{PARTIAL}的得分高于平均。\n", "utf-8"
    )
    verdicts = {str(claim.kind): (claim.verdict, claim.table) for claim in check_claims(own)}
    assert verdicts["score"][0] is Verdict.TRUE and f"（{total}）" in verdicts["score"][1]
    for kind in ("rank", "tier", "above-average"):
        assert verdicts[kind][0] is Verdict.FALSE and "数据不全" in verdicts[kind][1]


def test_every_number_of_the_audit_comes_out_again_without_those_in_brackets(edition: Path, built: Path) -> None:
    record = json.loads((built / "hospitals.audit.json").read_text("utf-8"))
    assert set(record["scores"]["total"]["in_brackets"]) == set(_by_hand(edition)[1])
    again = Recomputed(built / "hospitals.audit.json", edition)
    kinds = {"score", "rank", "average", "count", "gap"}
    entries = [entry for entry in record["numbers"] if entry["what"] in kinds]
    assert len(entries) > 200
    for entry in entries:
        assert again.value(entry["formula"], entry) == pytest.approx(entry["value"], abs=1e-7), entry
    own = [e for e in entries if (e["unit"], e["indicator"], e["what"]) == (PARTIAL, "total", "score")]
    assert own and {e["shown"] for e in own} == {number(_by_hand(edition)[1][PARTIAL])}
    assert len(own) > 2


def test_with_nobody_left_to_rank_the_edition_is_refused_in_words(tmp_path: Path) -> None:
    own = write_edition(tmp_path / "nobody", HOSPITALS, missing=len(HOSPITALS), scores=RULE)  # a whole column of dashes
    found = {finding.code: finding for finding in check_edition(own)}
    assert str(found["E221"].place).startswith("scores.xlsx") and "exclude" in found["E221"].hint_zh
    totals = [one for one in check_edition(own) if one.code == "E221" and "“综合得分”" in one.zh]
    assert len(totals) == 1 and "“total”" in totals[0].en and totals[0].value == "综合得分"


@pytest.mark.parametrize("missing", ["error", "exclude", "bracket"])
def test_an_indicator_of_level_1_that_nobody_has_is_named_before_a_chapter_fails(missing: str, tmp_path: Path) -> None:
    own = write_edition(tmp_path / "none", HOSPITALS, scores=f'missing = "{missing}"')
    book = openpyxl.load_workbook(own / "scores.xlsx")
    page = book.worksheets[0]
    for column, name in enumerate((cell.value for cell in page[1]), start=1):
        for row in range(2, page.max_row + 1) if name in ("候诊时间", "满意度") else ():
            page.cell(row, column).value = "—"
    book.save(own / "scores.xlsx")
    found = [one for one in check_edition(own) if one.severity is Severity.ERROR]
    assert ("E221", "患者体验") in [(one.code, one.value) for one in found]


def test_a_unit_below_the_bound_of_coverage_is_an_error_not_a_bracket(tmp_path: Path) -> None:
    own = _edition(tmp_path / "bound", TIERS, 'missing = "bracket"\ncoverage = 0.9')
    assert any(finding.code == "E217" and PARTIAL in finding.zh for finding in check_edition(own))
