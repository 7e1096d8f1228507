"""Native charts: what the workbook holds is what the chart shows, and what the report says."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree

from generator.figures import bubbles, draw, dumbbell, profile, quadrant, strip
from generator.figures.bars import Bars
from generator.figures.bubbles import Bubble, Bubbles
from generator.figures.chart import Chart, Series
from generator.figures.examples import CITIES
from generator.figures.native import build
from generator.figures.workbook import column_letters, placed_number, shown_number
from generator.text import format_value, signed
from generator.theme import Theme
from tests.figures.conftest import EXAMPLES

C = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
CHARTED = sorted(kind for kind, spec in EXAMPLES.items() if draw._kind(spec).chart)
POINTS = ("quadrant", "bubbles", "strip", "dumbbell")


def chart_of(kind: str) -> Chart:
    build = draw._kind(EXAMPLES[kind]).chart
    found = build(EXAMPLES[kind]) if build else None
    assert found is not None
    return found


def parts(kind: str, theme: Theme) -> tuple[etree._Element, openpyxl.worksheet.worksheet.Worksheet]:
    native = draw.native_chart(EXAMPLES[kind], theme)
    assert native is not None
    return etree.fromstring(native.xml), openpyxl.load_workbook(
        io.BytesIO(native.workbook), data_only=True
    ).active


@pytest.mark.parametrize("kind", [kind for kind in CHARTED if kind not in POINTS])
def test_the_workbook_holds_the_rounded_values_under_chinese_heads(kind: str, theme: Theme) -> None:
    chart = chart_of(kind)
    _, sheet = parts(kind, theme)
    assert re.search("[一-鿿]", sheet["A1"].value)
    named = sheet[column_letters(len(chart.series) + 1)] if chart.values_at_names else sheet["A"]
    assert tuple(cell.value for cell in named[1:]) == chart.categories
    for column, series in enumerate(chart.series, 2):
        assert sheet.cell(1, column).value == series.name
        found = [sheet.cell(row, column).value for row in range(2, len(chart.categories) + 2)]
        assert found == [shown_number(value, chart.format) for value in series.values]


def test_a_radar_has_its_values_at_the_names_and_the_sheet_composes_them(theme: Theme) -> None:
    chart = replace(chart_of("radar"), categories=("一", "二"), series=(
        Series("甲", (43.04, None), labelled=False), Series("平均", (57.1, 60.0), marked=True, labelled=False),
    ))  # fmt: skip
    made = build(chart, theme)
    names = etree.fromstring(made.xml).iterfind(".//c:cat//c:v", C)
    assert [name.text for name in names] == ["一\n43.0", "二"] * 2
    sheet = openpyxl.load_workbook(io.BytesIO(made.workbook))["Sheet1"]
    assert sheet["A2"].value == '=IF(B2="",D2,D2&CHAR(10)&TEXT(B2,"0.0"))' and sheet["D2"].value == "一"
    shown = openpyxl.load_workbook(io.BytesIO(made.workbook), data_only=True)["Sheet1"]
    assert [shown["A2"].value, shown["A3"].value] == ["一\n43.0", "二"]
    assert b'<c:showVal val="1"/>' not in made.xml


def test_names_of_bubbles_stay_in_the_chart_and_those_asked_for_stand_out(theme: Theme) -> None:
    drawn = (Bubble("长三角", 41.0, 74.1, 20.0), Bubble("京津冀", 13.0, 75.7, 9.0), Bubble("北部湾", 8.0, 59.6, 2.0))
    chart = bubbles.chart(Bubbles(drawn, "个数", "得分", "GDP", highlight=("京津冀",)))
    root = etree.fromstring(build(chart, theme).xml)
    sides = [label.find("c:dLblPos", C).get("val") for label in root.iterfind(".//c:dLbl", C)]
    assert sides == ["l", "r", "r"]
    points = root.findall(".//c:ser/c:dPt", C)
    assert [point.find("c:idx", C).get("val") for point in points] == ["1"]
    assert theme.palette.accent[1:].upper() in etree.tostring(points[0]).decode()


@pytest.mark.parametrize("kind", POINTS)
def test_the_workbook_of_points_has_a_line_to_each(kind: str, theme: Theme) -> None:
    chart = chart_of(kind)
    _, sheet = parts(kind, theme)
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] or "" for row in rows] == [name for series in chart.series for name in series.names]
    assert [row[1] for row in rows] == [x for series in chart.series for x in series.xs]
    shown = [value for row in rows for value in row[2 : 2 + len(chart.series)] if value is not None]
    ys = [placed_number(v, chart) for series in chart.series for v in series.values]
    assert shown == [value for value in ys if value is not None]


@pytest.mark.parametrize("kind", CHARTED)
def test_cached_values_are_those_of_the_cells_they_refer_to(kind: str, theme: Theme) -> None:
    root, sheet = parts(kind, theme)
    references = root.iterfind(".//c:numRef", C)
    for reference in references:
        formula = reference.findtext("c:f", namespaces=C).removeprefix("Sheet1!").replace("$", "")
        cells = [cell.value for (cell,) in sheet[formula]] if ":" in formula else [sheet[formula].value]
        cached = {
            int(p.get("idx")): float(p.findtext("c:v", namespaces=C))
            for p in reference.iterfind(".//c:pt", C)
        }
        for index, value in enumerate(cells):
            assert cached.get(index) == value or (index not in cached), formula
        if kind not in POINTS:
            assert cached == {index: value for index, value in enumerate(cells) if value is not None}


@pytest.mark.parametrize("kind", CHARTED)
def test_every_text_names_a_chinese_face_and_the_workbook_is_attached(kind: str, theme: Theme) -> None:
    root, _ = parts(kind, theme)
    looks = root.xpath(".//a:defRPr | .//a:rPr", namespaces=C)
    assert looks
    for look in looks:
        assert look.find("a:ea", C).get("typeface") == theme.fonts.word_text
        assert (look.find("a:ea", C).get("pitchFamily"), look.find("a:ea", C).get("charset")) == ("34", "-122")
        assert int(look.get("sz")) >= 750
    outside = root.find("c:externalData", C)
    assert "rId1" in outside.attrib.values()


def test_the_average_of_a_bar_chart_is_a_series_with_its_true_value(theme: Theme) -> None:
    spec = Bars(CITIES[:3], (89.25, 77.3, None), average=45.55, average_label="西部平均")
    native = draw.native_chart(spec, theme)
    assert native is not None
    sheet = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    assert [cell.value for cell in sheet["B"]] == ["得分", 89.3, 77.3, None]
    assert [cell.value for cell in sheet["C"]] == ["西部平均", 45.6, 45.6, 45.6]


def test_kinds_that_word_lacks_have_no_native_chart(theme: Theme) -> None:
    for kind in ("choropleth", "tiles", "cycle", "picture", "heat", "timeline", "slope"):
        assert draw.native_chart(EXAMPLES[kind], theme) is None


def test_names_are_escaped(theme: Theme) -> None:
    spec = Bars(('A&B<"x">', "乙"), (1.0, 2.0), average=1.5, average_label="<平均>&")
    native = draw.native_chart(spec, theme)
    assert native is not None
    assert 'A&amp;B&lt;"x"&gt;' in native.xml.decode()


def test_what_xml_cannot_hold_is_left_out(theme: Theme) -> None:
    spec = Bars(("甲\x00\x0b乙\ud800", "=1+1"), (1.0, 2.0))
    native = draw.native_chart(spec, theme)
    assert native is not None
    sheet = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    assert [cell.value for cell in sheet["A"]] == ["城市", "甲乙", "=1+1"]
    assert sheet["A3"].data_type == "s"  # a name is never a formula
    assert "甲乙" in draw.svg(spec, 300, theme)


def test_a_profile_marks_level_one_and_keeps_the_order_of_the_tree() -> None:
    spec = EXAMPLES["profile"]
    assert isinstance(spec, profile.Profile)
    chart = profile.chart(spec)
    assert chart.categories == tuple(item.label for item in spec.items)
    assert list(chart.series[0].roles[:4]) == ["main", "mid", "mid", "mid"]


def test_points_without_both_values_are_counted_not_drawn() -> None:
    spec = EXAMPLES["quadrant"]
    assert isinstance(spec, quadrant.Quadrant)
    spec = replace(spec, points=(*spec.points, quadrant.Point("某城", None, 50.0)))
    assert len(spec.known) == len(spec.points) - 1


def test_a_dumbbell_prints_every_value_beside_its_dot_and_every_name_and_gap(theme: Theme) -> None:
    spec = EXAMPLES["dumbbell"]
    assert isinstance(spec, dumbbell.Dumbbell)
    root, _ = parts("dumbbell", theme)
    words = [text.text for text in root.iterfind(".//c:dLbl//a:t", C)]
    for pair, (_, gap) in zip(spec.pairs, spec.gaps, strict=True):
        assert pair.first is not None and pair.second is not None and gap is not None
        assert {pair.label, format_value(pair.first, "score"), signed(gap)} <= set(words)
    values = [field for field in root.iterfind(".//a:fld", C) if field.get("type") == "XVALUE"]
    assert len(values) == 2 * len(spec.pairs)


def test_the_ends_of_a_dumbbell_follow_the_points_of_its_line(theme: Theme) -> None:
    spec = EXAMPLES["dumbbell"]
    native = draw.native_chart(spec, theme)
    assert native is not None and isinstance(spec, dumbbell.Dumbbell)
    sheet = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    line = {row[0].value: row[1] for row in sheet.iter_rows(min_row=2) if row[2].value is not None}
    dots = [row for row in sheet.iter_rows(min_row=2) if row[3].value is not None or row[4].value is not None]
    assert len(dots) == 2 * len(spec.pairs) == len(line)
    assert all(row[1].value == f"={line[row[0].value].coordinate}" for row in dots)


def test_a_strip_keeps_all_dots_apart_and_hangs_the_unit_and_the_average_on_pins(theme: Theme) -> None:
    spec = EXAMPLES["strip"]
    assert isinstance(spec, strip.Strip)
    chart = chart_of("strip")
    dots = [(x, y) for x, y in zip(chart.series[0].xs, chart.series[0].values, strict=True)]
    assert len(dots) == len(set(dots)) == len(spec.values) - len(spec.highlight)
    pins = {series.name: series.xs for series in chart.series if series.pin}
    own = dict(spec.values)
    assert pins == {"咸阳": (own["咸阳"],), "西部平均": (spec.average,)}


def test_too_many_values_for_dots_have_no_native_strip(theme: Theme) -> None:
    many = strip.Strip(tuple((f"县{number}", float(number)) for number in range(strip.MOST_DOTS + 1)))
    assert draw.native_chart(many, theme) is None


@pytest.mark.parametrize("kind", CHARTED)
def test_a_shading_that_is_clear_in_parts_has_one_colour(kind: str, theme: Theme) -> None:
    """LibreOffice gives up what is clear in a shading of several colours and covers the bars with it."""
    root, _ = parts(kind, theme)
    for shading in root.iterfind(".//a:gradFill", C):
        if shading.find(".//a:alpha", C) is not None:
            assert len({one.get("val") for one in shading.iterfind(".//a:srgbClr", C)}) == 1


def test_a_highlighted_dot_differs_in_size_too_so_that_libreoffice_reads_its_colour(theme: Theme) -> None:
    spec = EXAMPLES["dumbbell"]
    assert isinstance(spec, dumbbell.Dumbbell) and spec.highlight
    root, _ = parts("dumbbell", theme)
    found = 0
    for series in root.iterfind(".//c:ser", C):
        own = series.find("c:marker/c:size", C)
        for point in series.iterfind("c:dPt", C):
            size = point.find("c:marker/c:size", C)
            assert own is not None and size is not None and int(size.get("val", "0")) == int(own.get("val", "0")) + 1
            assert theme.palette.accent[1:].upper() in etree.tostring(point.find("c:marker", C)).decode()
            found += 1
    assert found == len(spec.highlight)
