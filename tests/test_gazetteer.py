"""Names of places: which unit they mean, and what is said when they mean none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from generator.findings import Place, Severity
from generator.gazetteer import How, Kind, Level, cluster_names, find, load
from generator.paths import shipped

NAMES = Path(__file__).parent / "gazetteer_names.txt"
PUBLISHED = [line.split() for line in NAMES.read_text("utf-8").splitlines() if not line.startswith("#")]
HERE = Place("scores.xlsx", "评分", "B7")


def published(name: str, province: str, adcode: str, *codes: str) -> tuple[bool, str]:
    match = find(name, None if province == "-" else province)
    fits = (match.entry.adcode if match.entry else "-") == adcode and match.codes == codes
    return fits, f"{name}: {match}"


def test_every_name_of_the_published_tables_resolves_as_listed() -> None:
    answers = [published(*line) for line in PUBLISHED]
    assert [text for fits, text in answers if not fits] == []
    assert sum(line[2] == "-" for line in PUBLISHED) == 1  # 养南市, a misprint


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("成都", "成都市"),
        ("成都市", "成都市"),
        ("黔西南州", "黔西南布依族苗族自治州"),
        ("延边自治州", "延边朝鲜族自治州"),
        ("阿克苏地区", "阿克苏地区"),
        ("兴安盟", "兴安盟"),
        ("北京", "北京市"),
        ("香港", "香港特别行政区"),
        ("仙桃", "仙桃市"),
        ("四川省成都市", "成都市"),
        ("四川成都", "成都市"),
    ],
)
def test_a_city_is_known_by_its_short_and_full_name(name: str, full: str) -> None:
    match = find(name)
    assert match.entry is not None
    assert match.entry.name == full
    assert match.codes in ((), ("W307",))


@pytest.mark.parametrize(
    "name", ["成都 ", " 成都", "成\u00a0都", "\u200b成都", "成都\u3000", "成都\ufeff", "成都\n", "⻓沙"]
)
def test_invisible_and_variant_characters_are_dropped_and_reported(name: str) -> None:
    match = find(name)
    assert match.entry is not None
    assert match.entry.short in ("成都", "长沙")
    (finding,) = match.findings(HERE)
    assert finding.code == "W304"
    assert finding.severity is Severity.WARNING
    assert finding.place is HERE
    assert match.name in finding.hint_zh


def test_jilin_in_a_table_of_cities_is_the_city_and_that_is_said() -> None:
    match = find("吉林")
    assert match.entry is not None
    assert match.entry.adcode == "220200"
    assert match.codes == ("W307",)
    assert find("吉林", "吉林省").codes == ()


def test_hainan_is_never_guessed() -> None:
    match = find("海南")
    assert match.entry is None
    assert match.codes == ("E307",)
    assert match.suggestion == "海南藏族自治州、海南省"


def test_hainan_is_settled_by_the_province_or_the_ending() -> None:
    for match in (find("海南", "青海"), find("海南州"), find("海南藏族自治州")):
        assert match.entry is not None
        assert match.entry.adcode == "632500"
        assert match.codes == ()


def test_dali_is_the_prefecture_and_its_other_reading_is_named() -> None:
    match = find("大理")
    assert match.entry is not None
    assert match.entry.adcode == "532900"
    assert match.codes == ("W307",)
    assert "大理市" in match.suggestion


def test_a_county_level_city_in_a_table_of_cities_is_read_and_reported() -> None:
    match = find("昆山市")
    assert match.entry is not None
    assert match.entry.adcode == "320583"
    assert match.codes == ("W306",)


@pytest.mark.parametrize("name", ["湖北", "台湾省", "内蒙"])
def test_a_province_in_a_table_of_cities_is_an_error(name: str) -> None:
    assert find(name).entry is None
    assert find(name).codes == ("E306",)


def test_a_former_name_is_read_and_reported() -> None:
    match = find("襄樊市")
    assert match.entry is not None
    assert match.entry.name == "襄阳市"
    assert match.codes == ("W305",)


def test_an_unknown_name_comes_back_with_its_nearest() -> None:
    match = find("养南市", "山东省")
    assert match.entry is None
    (finding,) = match.findings(HERE)
    assert finding.code == "E305"
    assert "济南市" in finding.hint_zh
    assert "济南市" in finding.hint_en


def test_a_name_like_nothing_gets_no_suggestion() -> None:
    (finding,) = find("香格里拉大酒店集团").findings(HERE)
    assert finding.code == "E305"
    assert "是否" not in finding.hint_zh


@pytest.mark.parametrize("name", ["成都州", "西虹市", "nan", "NA", "CON", ""])
def test_what_fits_no_unit_is_unknown(name: str) -> None:
    assert find(name).codes == ("E305",)


def test_a_unit_in_the_wrong_province_is_reported() -> None:
    match = find("成都", "重庆市")
    assert match.entry is not None
    assert match.codes == ("E309",)
    (finding,) = match.findings(HERE)
    assert "四川省" in finding.zh
    assert "重庆市" in finding.zh


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "成都/重庆", "..", "a:b", "成\n都", "成都\u202e", "\u2066成都"]
)
def test_what_could_leave_a_folder_or_turn_the_text_is_refused(name: str) -> None:
    match = find(name)
    assert match.entry is None
    assert match.codes == ("E311",)


@pytest.mark.parametrize("name", ["a\x0bb", "\x00", "\ud800", "成都\ufffe", "\U0001ffff"])
def test_what_xml_forbids_is_refused(name: str) -> None:
    assert find(name).codes == ("E313",)


def test_a_name_of_300_characters_is_refused_and_not_repeated_in_full() -> None:
    (finding,) = find("城" * 300).findings(HERE)
    assert finding.code == "E310"
    assert len(finding.value) == 60


@pytest.mark.parametrize(
    ("name", "full", "codes"),
    [
        ("四川", "四川省", ()),
        ("西藏自治区", "西藏自治区", ()),
        ("吉林", "吉林省", ()),
        ("重庆", "重庆市", ()),
        ("内蒙", "内蒙古自治区", ("W308",)),
        ("河南省 ", "河南省", ("W304",)),
    ],
)
def test_a_province_is_known_by_its_names(name: str, full: str, codes: tuple[str, ...]) -> None:
    match = load().find_province(name)
    assert match.entry is not None
    assert match.entry.name == full
    assert match.codes == codes


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("广西省", "广西壮族自治区"), ("宁夏市", "宁夏回族自治区"), ("北京省", "北京市"), ("四川市", "四川省")],
)
def test_a_wrong_province_name_is_an_error_with_the_right_one(name: str, suggestion: str) -> None:
    match = load().find_province(name)
    assert match.entry is None
    assert match.codes == ("E308",)
    assert match.suggestion == suggestion


def test_counties_of_one_name_are_told_apart_by_province_or_city() -> None:
    gazetteer = load()
    assert gazetteer.find("鼓楼区", level=Level.COUNTY).how is How.AMBIGUOUS
    assert "320106" in gazetteer.find("鼓楼区", "江苏", level=Level.COUNTY).suggestion
    for match in (
        gazetteer.find("鼓楼区", city="南京", level=Level.COUNTY),
        gazetteer.find("南京市鼓楼区", level=Level.COUNTY),
        gazetteer.find("江苏省南京市鼓楼区", level=Level.COUNTY),
    ):
        assert match.entry is not None
        assert match.entry.adcode == "320106"
        assert match.codes == ()


def test_a_unit_is_found_by_its_code() -> None:
    gazetteer = load()
    city, district = gazetteer.by_code("510100"), gazetteer.by_code("110105")
    assert city is not None
    assert city.file_stem == "510100_成都市"
    assert district is not None
    assert district.name == "朝阳区"
    assert gazetteer.by_code("999999") is None


def test_the_tables_are_complete() -> None:
    gazetteer = load()
    assert len(gazetteer.provinces) == 34
    kinds = [entry.kind for entry in gazetteer.upper]
    assert kinds.count(Kind.PREFECTURE) == 333  # 293 地级市, 30 自治州, 7 地区, 3 盟
    assert kinds.count(Kind.MUNICIPALITY) == 4
    assert len({entry.adcode for entry in gazetteer.upper}) == len(gazetteer.upper)
    assert len(gazetteer.counties) > 2800
    assert {entry.region for entry in gazetteer.upper} == {"东部", "中部", "西部", "东北", "港澳台"}


def test_every_unit_is_found_by_its_own_full_name_and_short_names_are_short() -> None:
    gazetteer = load()
    for entry in gazetteer.cities:
        assert gazetteer.find(entry.name).entry is entry
        assert len(entry.short) <= len(entry.name)
        assert entry.short.isascii() is False
        assert entry.pinyin.isalpha()


def test_every_county_is_found_by_full_name_and_city() -> None:
    gazetteer = load()
    names = {entry.adcode: entry.name for entry in gazetteer.upper}
    for entry in gazetteer.counties:
        match = gazetteer.find(entry.name, entry.province, city=names[entry.parent], level=Level.COUNTY)
        assert match.entry is entry, entry


def test_the_nineteen_clusters_hold_what_their_table_says() -> None:
    with (shipped("assets") / "clusters.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == 19
    for row in table:
        assert len(load().members(row["cluster"])) == len(row["members"].split()), row["cluster"]
    assert load().members("长三角") == load().members("长三角城市群")
    assert cluster_names()["成渝地区双城经济圈"] == "成渝城市群"


def test_every_alias_points_to_a_unit_and_hides_none() -> None:
    with (shipped("assets") / "aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            level = Level.PROVINCE if row["adcode"].endswith("0000") else Level.CITY
            match = find(row["alias"], level=level)
            assert match.entry is not None
            assert match.entry.adcode == row["adcode"], row


@pytest.mark.parametrize("name", ["成都高新区", "成都高新技术产业开发区", "四川省成都高新区"])
def test_a_high_tech_zone_is_known_in_a_table_of_zones(name: str) -> None:
    match = load().find(name, level=Level.ZONE)
    assert match.entry is not None
    assert match.entry.name == "成都高新技术产业开发区"
    assert match.entry.parent == "510100"
    assert match.codes == ()
    assert load().by_code(match.entry.adcode) is match.entry


def test_a_zone_in_a_table_of_counties_is_read_and_reported() -> None:
    match = load().find("苏州工业园区", level=Level.COUNTY)
    assert match.entry is not None
    assert match.entry.kind is Kind.ZONE
    assert match.codes == ("W306",)


def test_every_zone_lies_in_a_city_of_its_province() -> None:
    gazetteer = load()
    assert len(gazetteer.zones) > 150
    for zone in gazetteer.zones:
        city = gazetteer.by_code(zone.parent)
        assert city is not None
        assert city.province == zone.province
        assert gazetteer.find(zone.name, level=Level.ZONE).entry is zone
        assert gazetteer.find(zone.short, level=Level.ZONE).entry is zone
