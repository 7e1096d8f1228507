"""Figures whose values lie in a small file of the edition: what they become, and what is said of a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import document as d
from generator.build import open_series
from generator.chapters.commentary import Commentary
from generator.chapters.facts import PaperFacts
from generator.chapters.figures import FIGURES
from generator.chapters.options import read_options
from generator.config import read_edition
from generator.errors import EditionError
from generator.figures import draw
from generator.figures.bubbles import Bubbles
from generator.figures.choropleth import Choropleth
from generator.figures.layers import Layers
from generator.figures.sites import SiteMap
from generator.findings import Place
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
