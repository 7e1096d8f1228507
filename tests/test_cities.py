"""The national volume of 242 cities and the western one over the same book."""

from __future__ import annotations

import csv
import re
import shutil
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from generator.build import build, prepare
from generator.chapters.commentary import Commentary
from generator.chapters.comparison import Comparison, compare
from generator.chapters.facts import PaperFacts
from generator.chapters.figures import scores_map
from generator.chapters.options import Options
from generator.chapters.volume_facts import VolumeFacts
from generator.config import read_edition
from generator.document import Chapter, Document, Figure, Table, blocks_of, plain, walk
from generator.errors import EditionError
from generator.figures.choropleth import Choropleth
from generator.figures.clusters import ClusterMap
from generator.figures.columns import Columns
from generator.figures.waves import Waves
from generator.findings import Place
from generator.opening import check
from generator.scores.book import Book
from generator.scores.group import Group
from generator.text import number, percent
from tests.page_texts import page_texts
from tests.western import EDITION as WESTERN_2020

DATA = Path(__file__).parent.parent / "data"
NATIONAL, WESTERN = DATA / "city-index-2022", DATA / "western-2022"
PUBLISHED = Path(__file__).parent / "scores" / "city_index_scores.csv"

LEVEL1 = {"数字基础设施": "57.1", "数字经济": "60.1", "数字社会": "51.2", "数字政府": "52.8", "数字生态": "47.0"}
TIERS = {
    "数字化一线城市": (6, "90.5", 6), "数字化新一线城市": (50, "71.1", 47), "数字化二线城市": (82, "56.4", 71),
    "数字化三线城市": (77, "43.9", 88), "数字化四线城市": (27, "38.2", 30),
}  # fmt: skip
POLES = {"粤港澳大湾区": "80.9", "京津冀城市群": "75.7", "长三角城市群": "74.1", "成渝城市群": "70.5"}


def _published() -> list[dict[str, str]]:
    with PUBLISHED.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _paper(folder: Path) -> PaperFacts:
    edition = read_edition(folder)
    book, _ = check(edition)
    assert book is not None
    part = book.where(edition.where) if edition.where else book
    before = None
    if edition.compare:
        before, _ = check(read_edition(WESTERN_2020))
    return PaperFacts(edition, part, Commentary(folder / "commentary"), before)


@pytest.fixture(scope="module")
def national() -> PaperFacts:
    return _paper(NATIONAL)


@pytest.fixture(scope="module")
def western() -> PaperFacts:
    return _paper(WESTERN)


@pytest.fixture(scope="module")
def document() -> Document:
    return prepare(read_edition(NATIONAL), strict=True)[0]


@pytest.fixture(scope="module")
def western_document() -> Document:
    return prepare(read_edition(WESTERN), strict=True)[0]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cities")
    assert build(NATIONAL, out=out).pages > 45
    assert build(WESTERN, out=out).pages > 20
    return out


def _tables(document: Document) -> dict[str, Table]:
    blocks = (block for part in document.parts for block in walk(blocks_of(part)))
    return {block.id: block for block in blocks if isinstance(block, Table)}


def _figures(document: Document) -> dict[str, Figure]:
    blocks = (block for part in document.parts for block in walk(blocks_of(part)))
    return {block.id: block for block in blocks if isinstance(block, Figure)}


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# --- what was published ------------------------------------------------------------------


def test_totals_ranks_and_averages_are_the_published_ones(national: PaperFacts) -> None:
    assert [(str(u.rank), u.raw, number(u.score)) for u in national.units] == [
        (row["published_rank"], row["city"], row["total"]) for row in _published()
    ]
    assert number(national.average) == "54.3"
    assert {i.key: number(i.average) for i in national.indicators} == LEVEL1


def test_tiers_have_the_published_counts_averages_changes_and_lists(national: PaperFacts) -> None:
    tiers = VolumeFacts(national).tiers
    assert {t.name: (t.count, number(t.average), t.before) for t in tiers} == TIERS
    assert [t.change for t in tiers] == [0, 3, 11, -11, -3]
    assert percent(tiers[2].growth or 0) == "15.5%"
    for tier in tiers:
        assert [u.raw for u in tier.units] == [r["city"] for r in _published() if r["tier"] == tier.name]


def test_clusters_follow_the_editions_own_table(national: PaperFacts) -> None:
    published = {row["city"]: {name for name in row["clusters"].split("、") if name} for row in _published()}
    assert {u.name: set(u.clusters) for u in national.book.units} == published
    clusters = {c.raw: c for c in VolumeFacts(national).clusters}
    assert len(clusters) == 10
    assert {name: number(clusters[name].weighted or 0) for name in POLES} == POLES
    bay = clusters["粤港澳大湾区"]
    assert bay.unscored == ("香港", "澳门") and (bay.count, bay.size) == (9, 11)
    facts = VolumeFacts(national)
    assert [c.raw for c in facts.poles] == [c.raw for c in facts.poles_ahead] == list(POLES)


def test_poles_behind_the_average_are_not_said_to_be_ahead(national: PaperFacts) -> None:
    facts = VolumeFacts(national)
    low, unknown = (replace(facts.poles[place], weighted=weighted) for place, weighted in ((0, 40.0), (1, None)))
    vars(facts)["poles"] = (low, unknown, *facts.poles[2:])
    assert [c.raw for c in facts.poles_ahead] == list(POLES)[2:]


def test_computing_power_averages_as_published(national: PaperFacts) -> None:
    hubs = VolumeFacts(national).provinces_on("算力基础设施", ["内蒙古", "宁夏", "甘肃", "贵州"])
    assert (number(hubs.average), number(hubs.whole)) == ("61.8", "59.1")


# --- the national volume -----------------------------------------------------------------


def test_every_level_2_indicator_has_a_chart_of_its_tiers(document: Document, national: PaperFacts) -> None:
    charts = [f.spec for f in _figures(document).values() if isinstance(f.spec, Columns)]
    assert len(charts) == len(national.level(2)) == 15
    assert {chart.labels for chart in charts} == {("一线", "新一线", "二线", "三线", "四线", "平均")}
    data = national.indicator("数字经济/产业数字化")
    expected = national.book.average(data.key, Group("tier", "数字化一线城市"))
    assert any(c.values[0] == expected and c.values[-1] == data.average for c in charts)


def test_years_nobody_published_are_missing_not_zero(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(NATIONAL, tmp_path / "city-index-2022"))
    _changed(folder / "history.csv", "数字化新一线城市,,,,,47", "数字化新一线城市,,40,,,47")
    document = prepare(read_edition(folder))[0]
    rows = _tables(document)["table-years"].rows
    assert [cell.value for cell in rows[1].cells] == ["数字化新一线城市", 40, None, None, 47, 50]
    assert [cell.value for cell in rows[2].cells] == ["数字化二线城市", None, None, None, 71, 82]
    waves = _figures(document)["figure-waves"].spec
    assert isinstance(waves, Waves) and waves.periods == ("2018年", "2019年", "2020年", "2021年", "2022年")
    assert [waves.known(period) for period in range(5)] == [False, False, False, True, True]
    assert waves.counts[1] == (40, None, None, 47, 50)


def test_years_ahead_of_the_first_count_are_not_drawn_and_two_years_need_one_table(document: Document) -> None:
    waves = _figures(document)["figure-waves"].spec
    assert isinstance(waves, Waves) and waves.periods == ("2021年", "2022年")
    assert waves.counts[1] == (47, 50)
    assert "table-years" not in _tables(document) and "table-tiers" in _tables(document)


def test_the_ranking_holds_all_cities_in_three_columns(document: Document) -> None:
    ranking = _tables(document)["table-ranking"]
    assert ranking.across == 3 and len(ranking.rows) == 243 and ranking.dense
    assert ranking.rows[-1].role == "average"


def test_the_cluster_map_shows_members_that_are_not_scored(document: Document) -> None:
    spec = _figures(document)["figure-clusters"].spec
    assert isinstance(spec, ClusterMap) and set(spec.highlight) == set(POLES)
    bay = next(cluster for cluster in spec.clusters if cluster.name == "粤港澳大湾区")
    assert {"810000", "820000"} <= set(bay.codes) and bay.note == "80.9"


def test_a_sentence_about_tiers_says_what_the_scores_say(document: Document, national: PaperFacts) -> None:
    profile = VolumeFacts(national).profile("数字基础设施/信息基础设施")
    assert profile.in_order
    words = f"{profile.first.name}城市平均得{number(profile.first.average)}分，比新一线高"
    assert words in _squeezed(_text(document))


def test_commentary_states_no_score() -> None:
    for folder in (NATIONAL, WESTERN):
        for file in (folder / "commentary").rglob("*.md"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"\d+\.\d分|第\d+名|平均得?\d", text), file.name


def _text(document: Document) -> str:
    parts = [part for part in document.parts if isinstance(part, Chapter)]
    blocks = (block for part in parts for block in walk(part.blocks))
    return "".join(plain(b.content) for b in blocks if hasattr(b, "content"))


# --- the region --------------------------------------------------------------------------


def test_accepted_problems_are_printed_in_words_not_in_codes(western_document: Document) -> None:
    words = "".join(
        plain(block.content)
        for part in western_document.parts for block in walk(blocks_of(part)) if hasattr(block, "content")
    )
    assert "已知并接受的数据问题：2020年卷与本卷的指标体系不同" in words
    assert not re.search(r"[EWN]\d{3}", words)


def test_the_region_is_recomputed_not_cut_out(western: PaperFacts, national: PaperFacts) -> None:
    assert western.count == 75 and len(VolumeFacts(western).tiers) == 5
    assert [u.rank for u in western.units] == list(range(1, 76))
    assert western.units[0].raw == "成都" and western.book.whole_rank("成都").rank == 5
    mean = sum(national.unit(u.raw).score for u in western.units) / 75
    assert western.average == pytest.approx(mean) and number(western.average) != number(national.average)
    for facts in western.indicators:
        assert facts.average != national.indicator(facts.key).average
        assert facts.ranking[-1][1].of == 75
    assert [t.count for t in VolumeFacts(western).tiers] == [1, 9, 18, 26, 21]
    assert all(t.before is None for t in VolumeFacts(western).tiers), "published changes are national"


def test_clusters_in_the_region_are_their_part_in_it(western: PaperFacts) -> None:
    clusters = {c.raw: c.count for c in VolumeFacts(western).clusters}
    assert clusters == {"成渝城市群": 16, "呼包鄂乌城市群": 4, "北部湾城市群": 4}


def test_the_regional_ranking_shows_the_national_rank(western_document: Document) -> None:
    rows = _tables(western_document)["table-ranking"].rows
    assert [cell.value for cell in rows[0].cells] == [1, "成都", rows[0].cells[2].value, 5, "一线"]
    assert [cell.value for cell in rows[74].cells][:2] == [75, "甘南"]
    assert rows[74].cells[3].value == 242


@pytest.fixture(scope="module")
def comparison(western: PaperFacts) -> Comparison:
    found = compare(western)
    assert found is not None
    return found


def test_change_is_told_only_where_names_and_indicators_allow(
    comparison: Comparison, western_document: Document
) -> None:
    assert comparison.count == 71 and comparison.left == ()
    assert {u.raw for u in comparison.joined} == {"楚雄", "海西", "乌兰察布", "巴音郭楞"}
    assert comparison.same == () and not comparison.same_tree
    assert "产业数字化" in comparison.alike
    text = _squeezed(_text(western_document))
    assert "本章不列出任何得分的增减" in text and "没有一项与本卷的上级、权重和组成完全相同" in text


def test_ranks_are_compared_among_common_units_alone(comparison: Comparison, western: PaperFacts) -> None:
    assert [m.now for m in comparison.moved] == sorted(m.now for m in comparison.moved)
    assert max(m.now for m in comparison.moved) == 71 < western.units[-1].rank
    yili = next(m for m in comparison.moved if m.unit.raw == "伊犁")
    assert (yili.before, yili.now, yili.rise) == (70, 27, 43)


def test_the_same_tree_lets_scores_be_compared(western: PaperFacts) -> None:
    again = PaperFacts(western.edition, western.book, western.commentary, western.book)
    found = compare(again)
    assert found is not None and found.same_tree and len(found.same) == len(list(western.book.tree))


# --- files -------------------------------------------------------------------------------


def test_both_editions_build_to_pdf_and_word(built: Path) -> None:
    for name, words in (
        ("city-index-2022", ("平均得分为54.3分", "减少11个", "80.9分")),
        ("western-2022", ("成都市以", "第三章与2020年卷的对照")),
    ):
        shown = _squeezed("".join(page_texts(built / f"{name}.pdf")))
        file = docx.Document(str(built / f"{name}.docx"))
        word = _squeezed("".join(n.text or "" for n in file.element.body.iter() if n.tag.endswith("}t")))
        for text in words:
            assert text in shown, (name, text)
        for chapter in ("附录", "目录"):
            assert chapter in word


# --- borrowing and the small tables ------------------------------------------------------


def _editions(folder: Path) -> Path:
    shutil.copytree(NATIONAL, folder / "city-index-2022")
    shutil.copytree(WESTERN_2020, folder / "western-2020")
    return Path(shutil.copytree(WESTERN, folder / "western-2022"))


def _changed(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["../../etc", "/etc", "city-index-2022", "..", "../.", "../western-2022", "../nowhere", "..\\\\x"]
)
def test_scores_are_borrowed_from_a_folder_beside_only(tmp_path: Path, name: str) -> None:
    edition = _editions(tmp_path)
    _changed(edition / "edition.toml", '"../city-index-2022"', f'"{name}"')
    with pytest.raises(EditionError):
        read_edition(edition)


def test_a_link_that_leads_elsewhere_is_no_sibling(tmp_path: Path) -> None:
    edition = _editions(tmp_path / "editions")
    shutil.move(tmp_path / "editions" / "city-index-2022", tmp_path / "far")
    (tmp_path / "editions" / "city-index-2022").symlink_to(tmp_path / "far")
    with pytest.raises(EditionError, match="旁边"):
        read_edition(edition)


def test_borrowing_goes_one_step_and_takes_no_other_key(tmp_path: Path) -> None:
    edition = _editions(tmp_path)
    shutil.copytree(edition, tmp_path / "second")
    _changed(tmp_path / "second" / "edition.toml", "../city-index-2022", "../western-2022")
    with pytest.raises(EditionError, match="借用"):
        read_edition(tmp_path / "second")
    _changed(edition / "edition.toml", 'edition = "../', 'table = "scores.xlsx"\nedition = "../')
    with pytest.raises(EditionError) as caught:
        read_edition(edition)
    assert caught.value.findings[0].place.cell == "scores.table"


def test_what_the_borrower_leaves_unsaid_the_lender_says() -> None:
    edition, lender = read_edition(WESTERN), read_edition(NATIONAL)
    assert edition.tiers == lender.tiers and edition.simulated and edition.index == "数字化发展"
    assert edition.title != lender.title and edition.scores_home.folder == lender.folder


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("clusters.csv", "上海、", "上每、", 2), ("clusters.csv", "北京、天津", "北京、北京、天津", 3),
        ("history.csv", "数字化二线城市", "数字化二线", 4), ("history.csv", "71", "七十一", 4),
    ],
)  # fmt: skip
def test_a_fault_in_a_small_table_names_its_line(
    tmp_path: Path, file: str, old: str, new: str, line: int
) -> None:
    folder = Path(shutil.copytree(NATIONAL, tmp_path / "city-index-2022"))
    _changed(folder / file, old, new)
    with pytest.raises(EditionError) as caught:
        prepare(read_edition(folder))
    finding = caught.value.findings[0]
    assert (finding.code, finding.place.file, finding.place.line) == ("E402", file, line)


def test_without_the_table_the_gazetteers_clusters_stand(tmp_path: Path, national: PaperFacts) -> None:
    folder = Path(shutil.copytree(NATIONAL, tmp_path / "city-index-2022"))
    _changed(folder / "edition.toml", 'clusters = "clusters.csv"\n', "")
    book, _ = check(read_edition(folder))
    assert isinstance(book, Book)
    assert "兰州—西宁城市群" in book.unit("兰州").clusters and not national.book.unit("兰州").clusters


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pictures/laws.toml", "date =", "when ="), ("pictures/laws.toml", "[[events]]", "[events"),
        ("commentary/themes/ecology.md", "pictures/laws.toml", "pictures/none.toml"),
        ("commentary/themes/ecology.md", "pictures/laws.toml", "../laws.toml"),
        ("commentary/themes/industry.md", "widths: 1, 4", "widths: 1, 4, 2"),
    ],
)  # fmt: skip
def test_a_file_behind_a_fence_that_cannot_be_used_ends_in_words(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    folder = Path(shutil.copytree(NATIONAL, tmp_path / "city-index-2022"))
    _changed(folder / file, old, new)
    with pytest.raises(EditionError):
        prepare(read_edition(folder))


def test_areas_without_a_score_are_called_what_they_are(
    western: PaperFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = Options("figure map", Place("a"), {"indicator": "总分"})
    drawn = scores_map(western, options)
    assert isinstance(drawn, Choropleth) and drawn.missing_label == "未参评"
    places = western.book.ranking()
    monkeypatch.setattr(Book, "ranking", lambda self, key: places[:-1])
    drawn = scores_map(western, options)
    assert isinstance(drawn, Choropleth) and drawn.missing_label == "", "one of them was assessed, without this score"
