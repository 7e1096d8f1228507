"""The top-100 volume, a ranking without scores: built whole, read back, its faulty lists waived."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import pytest

from generator.build import build, prepare
from generator.chapters.commentary import Commentary
from generator.chapters.facts import PaperFacts
from generator.chapters.rank_facts import RankFacts
from generator.checking import check_edition
from generator.config import read_edition
from generator.errors import EditionError, FindingsError
from generator.findings import Severity
from generator.scaffold import create
from generator.scores.options import ScoreOptions, ScoreSources, TableRef
from generator.scores.read import read_book
from tests.page_texts import page_texts

EDITION = Path(__file__).parent.parent / "data" / "top100-2020"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The squeezed texts of the PDF and of the Word file."""
    out = tmp_path_factory.mktemp("top100")
    result = build(EDITION, out=out)
    assert 30 <= result.pages <= 60
    pages = page_texts(out / "top100-2020.pdf")
    file = docx.Document(str(out / "top100-2020.docx"))
    word = [node.text or "" for node in file.element.body.iter() if node.tag.endswith("}t")]
    return re.sub(r"\s+", "", "".join(pages)), re.sub(r"\s+", "", "".join(word))


@pytest.fixture(scope="module")
def ranks() -> RankFacts:
    edition = read_edition(EDITION)
    sources = ScoreSources(TableRef(EDITION / "ranking.csv"), TableRef(EDITION / "indicators.csv"))
    book, _ = read_book(sources, ScoreOptions())
    assert book is not None and not book.has_scores
    return RankFacts(PaperFacts(edition, book, Commentary(EDITION / "commentary")))


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(EDITION, folder / "top100-2020"))


def test_both_files_say_what_the_lists_say(texts: tuple[str, str]) -> None:
    for text in texts:
        assert "深圳市居榜首" in text
        assert "入榜城市最多的省份是江苏省，有13座" in text
        assert "华东以36座入榜城市居七个地区之首" in text
        assert "第1—5名的5座城市列入引领阶段" in text
        assert "山东省一格在原名单中缺失，以上统计不含该省" in text
        assert "中国数字城市百强研究白皮书" in text


def test_the_running_head_stands_in_two_languages(texts: tuple[str, str]) -> None:
    assert texts[0].count("StudyonChina'sTop100DigitalCitiesin2020") > 20


def test_every_ranked_city_stands_with_its_rank(texts: tuple[str, str], ranks: RankFacts) -> None:
    units = [unit for stage in ranks.stages for unit in stage.units]
    assert [unit.rank for unit in units] == list(range(1, 101))
    for unit in units:
        assert f"{unit.rank}{unit.common}" in texts[0], unit.common


def test_regions_and_stages_hold_every_city_once(ranks: RankFacts) -> None:
    assert {region.raw: region.count for region in ranks.regions} == {
        "华东": 36, "华南": 21, "华中": 20, "华北": 9, "西南": 6, "西北": 4, "东北": 4,
    }
    assert [stage.count for stage in ranks.stages] == [5, 35, 60]


def test_the_lists_count_a_city_once_and_leave_lost_provinces_out(ranks: RankFacts) -> None:
    counts = {domain.raw: domain.count for domain in ranks.domains}
    assert counts == {"数字政务": 89, "数字治理": 86, "数字民生": 100, "数字创新": 99, "数字基础": 100}
    assert ranks.domain("数字政务").lost == ("山东省",)
    assert ranks.domain("数字治理").lost == ("广东省",)
    jinan = ranks.find("济南")
    assert ranks.lists_of(jinan) == (None, True, True, False, True)


def test_a_case_may_be_of_a_city_that_is_only_on_a_list(ranks: RankFacts) -> None:
    assert ranks.find("晋城").full == "晋城市"
    with pytest.raises(EditionError):
        ranks.find("拉萨")
    assert [case.raw for case in ranks.cases("数字政务")] == ["深圳", "济南", "晋城"]


def test_the_waived_faults_stay_as_notes_with_their_reason() -> None:
    found = {(finding.code, finding.value): finding for finding in check_edition(EDITION)}
    assert all(finding.severity is Severity.NOTE for finding in found.values())
    assert found["E305", "养南市"].place.cell == "C328"
    assert "济南市" in found["E305", "养南市"].zh
    assert {code for code, _ in found} >= {"E301", "E305", "W317"}
    prepare(read_edition(EDITION), strict=True)


def test_known_faults_are_printed_without_codes_and_cells(texts: tuple[str, str]) -> None:
    for text in texts:
        assert "“养南市”应是“济南市”之误" in text
        assert not re.search(r"[EW]\d{3}|C\d{3}", text)


def test_without_its_waiver_a_fault_stops_the_build(tmp_path: Path) -> None:
    edition = _copy(tmp_path)
    text = (edition / "edition.toml").read_text("utf-8")
    (edition / "edition.toml").write_text(text.replace('value = "养南市"', 'value = "别的市"'), "utf-8")
    with pytest.raises(FindingsError) as caught:
        build(edition, out=tmp_path / "out")
    assert any(f.code == "E305" and f.severity is Severity.ERROR for f in caught.value.findings)
    assert not (tmp_path / "out").exists()


def test_a_waiver_of_nothing_is_reported(tmp_path: Path) -> None:
    edition = _copy(tmp_path)
    table = edition / "domain_lists.csv"
    table.write_text(table.read_text("utf-8-sig").replace("养南市", "济南市"), "utf-8")
    assert [f.value for f in check_edition(edition) if f.code == "W432"] == ["E305、C328、养南市"]


def test_a_province_in_no_region_is_named(tmp_path: Path) -> None:
    edition = _copy(tmp_path)
    text = (edition / "edition.toml").read_text("utf-8")
    (edition / "edition.toml").write_text(text.replace('"陕西", ', ""), "utf-8")
    with pytest.raises(EditionError, match="西安"):
        check_edition(edition)


def test_units_are_counted_with_the_measure_word_of_the_edition(tmp_path: Path) -> None:
    create(tmp_path / "libraries", "top100")
    build(tmp_path / "libraries", out=tmp_path / "out", formats=("docx",))
    file = docx.Document(str(tmp_path / "out" / "libraries.docx"))
    text = "".join(node.text or "" for node in file.element.body.iter() if node.tag.endswith("}t"))
    assert re.search(r"\d+\s*家图书馆", text) and not re.search(r"\d\s*座", text)
