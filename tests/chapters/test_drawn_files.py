"""Figures whose values lie in a small file of the edition: what they become, and what is said of a slip."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from generator import document as d
from generator.build import open_series
from generator.chapters.commentary import Commentary
from generator.chapters.facts import PaperFacts
from generator.chapters.figures import FIGURES, finish
from generator.chapters.options import read_options
from generator.chapters.province_facts import ProvinceFacts, ProvincesOn
from generator.chapters.tables import TABLES
from generator.config import read_edition
from generator.errors import EditionError
from generator.figures import draw
from generator.figures.bars import Bars
from generator.figures.bubbles import Bubbles
from generator.figures.choropleth import Choropleth
from generator.figures.dumbbell import Dumbbell, Pair
from generator.figures.layers import Layers
from generator.figures.sites import SiteMap
from generator.findings import Place
from generator.scores.group import Group
from generator.scores.tree import TOTAL
from generator.theme import load_theme
from tests.made_editions import HOSPITALS, write_edition

NATIONAL = Path(__file__).parent.parent.parent / "data" / "city-index-2022"
WIDTH = load_theme("navy").page.measure


def _drawn(folder: Path, name: str, text: str) -> d.Spec:
    edition = read_edition(write_edition(folder / "edition", HOSPITALS))
    (edition.folder / "figure.toml").write_text(text, "utf-8")
    book = open_series(edition)[0].book
    paper = PaperFacts(edition, book, Commentary(edition.folder / "commentary"))
    return FIGURES[name](paper, read_options(f"figure {name}", "file: figure.toml", Place("chapter.md", line=7)))


def _bubbles(folder: Path, table: str, options: str) -> d.Spec:
    edition = read_edition(write_edition(folder / "edition", HOSPITALS))
    (edition.folder / "tables").mkdir()
    (edition.folder / "tables" / "gdp.csv").write_text(table, "utf-8")
    paper = PaperFacts(edition, open_series(edition)[0].book, Commentary(edition.folder / "commentary"))
    told = read_options("figure bubbles", f"file: tables/gdp.csv\n{options}", Place("chapter.md", line=7))
    return FIGURES["bubbles"](paper, told)


def test_bubbles_of_a_table_set_scores_against_a_column_and_take_their_size_from_another(tmp_path: Path) -> None:
    table = "医院,收入（亿元）,床位\n城东人民医院,12.5,\"1,200\"\n城西中医医院,3.1,300\n江滨儿童医院,—,150\n"
    spec = _bubbles(tmp_path, table, "x: 收入（亿元）\ny: 医疗质量\nsize: 床位\nhighlight: 城西中医医院")
    assert isinstance(spec, Bubbles) and (spec.x_title, spec.y_title, spec.size_title) == (
        "收入（亿元）", "医疗质量", "床位",
    )
    assert [(name, x, size) for name, x, _, size in spec.known] == [
        ("城东人民医院", 12.5, 1200.0), ("城西中医医院", 3.1, 300.0),
    ]
    assert all(0 < y <= 100 for _, _, y, _ in spec.known) and spec.highlight == ("城西中医医院",)


@pytest.mark.parametrize(("options", "told"), [("y: 医疗质里", "医疗质量"), ("size: 床位", "床位")])
def test_a_column_that_is_neither_in_the_table_nor_an_indicator_is_told(
    tmp_path: Path, options: str, told: str
) -> None:
    with pytest.raises(EditionError, match=told):
        _bubbles(tmp_path, "医院,收入,支出,人数\n城东人民医院,1,2,3\n", options)


def test_levels_of_a_model_are_read_from_the_top(tmp_path: Path) -> None:
    text = '[[layers]]\nname = "目标"\nparts = ["甲"]\n'
    text += '[[layers]]\nname = "路径"\nparts = ["乙", "丙"]\nnotes = ["一", "二"]\n'
    spec = _drawn(tmp_path, "layers", text)
    assert isinstance(spec, Layers) and [layer.name for layer in spec.layers] == ["目标", "路径"] and spec.arrows
    assert "路径：乙、丙" in draw.alt_text(spec)


def test_a_level_without_parts_is_told_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"chapter\.md.*7.*figure\.toml.*parts"):
        _drawn(tmp_path, "layers", '[[layers]]\nname = "目标"\n')


def test_a_place_lies_in_the_city_after_the_sign_and_a_county_in_its_city(tmp_path: Path) -> None:
    text = '[[groups]]\nname = "甲"\nprovinces = ["贵州"]\nsites = ["贵安集群@贵阳", "天津"]\n'
    spec = _drawn(tmp_path, "sites", text)
    assert isinstance(spec, SiteMap) and spec.groups[0].provinces == ("520000",)
    assert [site.code for site in spec.groups[0].sites] == ["520100", "120000"]


@pytest.mark.parametrize(("wrong", "near"), [('sites = ["甲@贵羊"]', "贵阳"), ('provinces = ["贵洲"]', "贵州")])
def test_a_place_that_is_none_is_named_with_the_nearest(tmp_path: Path, wrong: str, near: str) -> None:
    with pytest.raises(EditionError, match=f"名录中没有.*是否应为 {near}"):
        _drawn(tmp_path, "sites", f'[[groups]]\nname = "甲"\n{wrong}\n')


def test_all_ten_clusters_of_the_national_volume_find_room_on_the_map() -> None:
    edition = read_edition(NATIONAL)
    paper = PaperFacts(edition, open_series(edition)[0].book, Commentary(NATIONAL / "commentary"))
    spec = FIGURES["sites"](paper, read_options("figure sites", "file: pictures/hubs.toml", Place("x")))
    assert isinstance(spec, SiteMap) and sum(len(group.sites) for group in spec.groups) == 10
    assert draw.dropped(spec, WIDTH * 0.8, load_theme("navy")) == ()


def test_leading_units_of_all_kinds_are_counted_by_city() -> None:
    folder = NATIONAL.parent / "county-2023"
    edition = read_edition(folder)
    series = open_series(edition)[0]
    paper = PaperFacts(edition, series.book, Commentary(folder / "commentary"))
    spec = FIGURES["kind-leaders"](paper, read_options("figure kind-leaders", "", Place("x")))
    first = series.book.tiers[0]
    leading = [unit for unit in series.book.units if series.book.tier(unit) == first]
    assert isinstance(spec, Choropleth) and sum(region.value or 0 for region in spec.regions) == len(leading)


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("lines", 'periods = ["2019", "2020"]\n[[series]]\nname = "甲"\nvalues = [1, 2, 3]\n', 3, "periods 有 2 期"),
        ("lines", 'periods = ["2019", "2020"]\n[[series]]\nname = "甲"\nvalues = [1, "2.5"]\n', 4, "甲的“2.5”不是数字"),
        ("lines", 'periods = ["2019", "2020"]\n[[series]]\nname = "甲"\nvalues = [1, nan]\n', 4, "不是数字"),
        ("cycle", 'centre = "甲"\nnodes = "乙"\n', 2, "nodes 应为列表"),
        ("layers", '[[layers]]\nname = "甲"\nparts = "乙"\n', 3, "parts 应为列表"),
        ("stats", '[[stats]]\nlabel = “甲”\n', 2, "不是有效的 TOML"),
        ("stats", '[[stats]]\nlabel = "甲"\n', 0, "缺少“value”"),
    ],
)  # fmt: skip
def test_a_slip_in_a_figures_file_names_its_line(name: str, text: str, line: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(EditionError) as caught:
        _drawn(tmp_path, name, text)
    (found,) = caught.value.findings
    assert words in found.zh and found.en and found.code == "E410"
    assert (found.place.file, found.place.line) == (("figure.toml", line) if line else ("chapter.md", 7))


@pytest.mark.parametrize("cell", ["12亿", "5%", "nan", "1.2.3", "inf"])
def test_a_number_of_a_bubble_that_is_none_is_told_not_left_out(cell: str, tmp_path: Path) -> None:
    with pytest.raises(EditionError) as caught:
        _bubbles(tmp_path, f"医院,收入,床位\n城东人民医院,{cell},120\n", "x: 收入\ny: 医疗质量\nsize: 床位")
    (found,) = caught.value.findings
    assert found.place == Place("tables/gdp.csv", line=2) and found.value == cell and found.hint_zh and found.hint_en


def _table(folder: Path, data: bytes, name: str = "own.csv") -> d.Table:
    edition = read_edition(write_edition(folder / "edition", HOSPITALS))
    (edition.folder / name).write_bytes(data)
    paper = PaperFacts(edition, open_series(edition)[0].book, Commentary(edition.folder / "commentary"))
    return TABLES["file"](paper, read_options("table file", f"file: {name}", Place("chapter.md", line=7)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_of_the_editions_own_is_read_as_excel_saves_it(encoding: str, tmp_path: Path) -> None:
    table = _table(tmp_path, '园区,企业\r\n高新区,"1,200"\r\n'.encode(encoding))
    assert [[cell.value for cell in row.cells] for row in table.rows] == [["高新区", "1,200"]]


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("园区,企业\n高新区,1,200\n".encode(), Place("own.csv", line=2), "3 格"),
        ("园区,企业\n高新区\n".encode(), Place("own.csv", line=2), "1 格"),
        (b"PK\x03\x04" + bytes(40), Place("chapter.md", line=8), "不是文本文件"),
    ],
)
def test_a_table_whose_cells_would_shift_or_that_is_none_is_refused(
    data: bytes, place: Place, words: str, tmp_path: Path
) -> None:
    with pytest.raises(EditionError) as caught:
        _table(tmp_path, data)
    (found,) = caught.value.findings
    assert found.place == place and words in found.zh and found.hint_zh and found.hint_en


@pytest.mark.parametrize(
    ("line", "words"),
    [("count: 0", "不得小于 1"), ("count: -3", "不得小于 1"), ("share: 5", "不超过 1"), ("share: 80%", "不超过 1"),
     ("share: nan", "不超过 1"), ("count: ３", "整数")],
)  # fmt: skip
def test_an_option_out_of_its_range_names_its_line(line: str, words: str) -> None:
    options = read_options("figure top", f"indicator: 质量\n{line}", Place("chapter.md", line=7))
    with pytest.raises(EditionError) as caught:
        options.share("share", 1.0) if "share" in line else options.whole("count", 10)
    (found,) = caught.value.findings
    assert found.place == Place("chapter.md", line=9) and words in found.zh


@pytest.mark.parametrize("widths", ["1、宽", "1", "1、0", "1、nan", "1、-2", "1、2、3"])
@pytest.mark.parametrize("kind", ["file", "merged"])
def test_widths_that_are_no_parts_are_told_with_their_line(kind: str, widths: str, tmp_path: Path) -> None:
    edition = read_edition(write_edition(tmp_path / "edition", HOSPITALS))
    (edition.folder / "own.csv").write_text("园区,企业\n高新区,1\n", "utf-8")
    paper = PaperFacts(edition, open_series(edition)[0].book, Commentary(edition.folder / "commentary"))
    with pytest.raises(EditionError) as caught:
        TABLES[kind](paper, read_options(f"table {kind}", f"file: own.csv\nwidths: {widths}", Place("a.md", line=7)))
    (found,) = caught.value.findings
    assert found.place == Place("a.md", line=9) and "2个大于 0 的数" in found.zh and found.value == widths


@pytest.mark.parametrize("missing", ["exclude", "bracket"])
def test_means_of_provinces_are_taken_over_the_units_that_are_ranked(missing: str, tmp_path: Path) -> None:
    groups = ("甲区", "乙区", "丙区")
    edition = read_edition(
        write_edition(tmp_path / "edition", HOSPITALS, groups=groups, missing=19, scores=f'missing = "{missing}"\n')
    )
    book = open_series(edition)[0].book
    paper = PaperFacts(edition, book, Commentary(edition.folder / "commentary"))
    asked = read_options("figure province-bars", "indicator: 患者体验/满意度", Place("a.md"))
    bars = FIGURES["province-bars"](paper, asked)
    gaps = FIGURES["province-gaps"](paper, asked)
    assert isinstance(bars, Bars) and isinstance(gaps, Dumbbell)
    known = {group: book.average("患者体验/满意度", Group("province", group)) for group in groups}
    own = [paper.score_of(unit, "患者体验/满意度") for unit in book.units]
    assert None in own and len([score for score in own if score is not None]) > 20
    for name, value in (*bars.pairs, *((pair.label, pair.second) for pair in gaps.pairs)):
        assert value == pytest.approx(known[name])
    means = [pair.second for pair in gaps.pairs]
    assert means == sorted(means, reverse=True) and len(means) == len(groups)
    for pair in gaps.pairs:
        assert pair.first == pytest.approx(book.average(TOTAL, Group("province", pair.label)))


def test_provinces_on_an_indicator_are_told_apart_by_their_gap_to_the_total() -> None:
    means = {"甲": 48.0, "乙": None, "丙": 53.0, "丁": 50.0}
    found = ProvincesOn(ProvinceFacts(name, name, mean, 50.0) for name, mean in means.items())
    assert [row.raw for row in found.rows] == ["丙", "丁", "甲", "乙"]
    assert (found.count, found.ahead) == (3, 1)
    assert (found.widest.raw, found.lowest.raw) == ("丙", "甲") and found.lowest.gap == -2.0


def _picture(folder: Path, asked: str) -> EditionError:
    edition = read_edition(write_edition(folder / "edition", HOSPITALS))
    shot = io.BytesIO()
    Image.effect_noise((400, 400), 60).save(shot, "JPEG")
    (edition.folder / "pictures").mkdir()
    (edition.folder / "pictures" / "a.jpg").write_bytes(shot.getvalue()[:9_000])
    paper = PaperFacts(edition, open_series(edition)[0].book, Commentary(edition.folder / "commentary"))
    options = read_options("figure picture", f"file: {asked}\nalt: 图", Place("commentary/foreword.md", line=7))
    with pytest.raises(EditionError) as caught:
        FIGURES["picture"](paper, options)
    return caught.value


@pytest.mark.parametrize(
    ("asked", "words", "hint"),
    [
        ("pictures/a.jpg", "不是完整可用的位图", "另存为 PNG 或 JPEG"),  # cut short
        ("pictures/A.JPG", "找不到图片文件", "是否应为 a.jpg"),
        ("pictures/b.jpg", "找不到图片文件", "a.jpg"),
        ("pictures\\a.jpg", "路径用 / 分隔", "pictures/a.jpg"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_where_it_is_asked_for(
    asked: str, words: str, hint: str, tmp_path: Path
) -> None:
    (found,) = _picture(tmp_path, asked).findings
    assert found.place == Place("commentary/foreword.md", line=8) and found.value == asked
    assert words in found.zh and hint in found.hint_zh and found.en and found.hint_en


@pytest.mark.parametrize(("second", "told"), [(56.352, True), (56.31, False)])
def test_a_gap_that_the_printed_values_do_not_have_is_explained(second: float, told: bool, tmp_path: Path) -> None:
    edition = read_edition(write_edition(tmp_path / "edition", HOSPITALS))
    paper = PaperFacts(edition, open_series(edition)[0].book, Commentary(edition.folder / "commentary"))
    spec = Dumbbell((Pair("甲", 51.31, second), Pair("乙", None, 60.0)), "总分", "基础")  # 51.3, 56.4 and +5.0
    figure = finish(spec, paper, read_options("figure province-gaps", "indicator: 质量", Place("a.md")))
    assert ("相差按未取整的得分计算" in figure.note) is told
