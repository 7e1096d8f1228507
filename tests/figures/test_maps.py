"""Maps: no territory is lost, units are matched by code, and what must be printed is printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from generator.chapters.map_labels import label_findings
from generator.document import Caption, Document, Figure, Plain
from generator.figures import draw
from generator.figures.atlas import borders, load_atlas, sea_names, ten_dash_line
from generator.figures.choropleth import Choropleth, Region, scope_of
from generator.figures.clusters import ClusterMap
from generator.figures.key import Entry, draw_line
from generator.figures.marks import CENTRE, Box, Clip, Line, Shape, Words, every
from generator.figures.picture import Picture
from generator.figures.place import Mark as Place
from generator.figures.place import Rect, Room, put_labels
from generator.figures.sheet import SMALLEST, Sheet
from generator.figures.terrain import COUNTRY_BOTTOM, INSET_TOP, survey
from generator.theme import Theme
from tests.figures.conftest import EXAMPLES, MEASURE


def region_map() -> Choropleth:
    spec = EXAMPLES["choropleth"]
    assert isinstance(spec, Choropleth)
    return spec


def words_of(spec: Choropleth, theme: Theme) -> list[str]:
    marks = every(draw.lay_out(spec, MEASURE, theme).marks)
    return [mark.text for mark in marks if isinstance(mark, Words)]


def test_the_country_has_all_its_parts() -> None:
    atlas = load_atlas("prefecture")
    assert {"710000", "810000", "820000", "460300"} <= set(atlas.lands)
    assert len(load_atlas("province").lands) == 34
    assert len(ten_dash_line()) == 10
    assert {"钓鱼岛", "赤尾屿"} <= {name for name, _ in sea_names()}
    assert atlas.lands["460300"].islets and atlas.lands["710000"].islets


def test_taiwan_lies_wholly_above_the_inset() -> None:
    atlas = load_atlas("prefecture")
    lowest = min(
        y for ring in atlas.lands["710000"].rings for n in ring for _, y in atlas.arcs[n if n >= 0 else ~n]
    )
    assert lowest > INSET_TOP > COUNTRY_BOTTOM


def test_every_border_is_drawn_once() -> None:
    atlas = load_atlas("prefecture")
    kinds = borders(atlas.lands.values())
    numbers = [number for arcs in kinds.values() for number in arcs]
    assert len(numbers) == len(set(numbers)) == len(atlas.arcs)


def test_a_region_is_shown_without_the_rest(theme: Theme) -> None:
    ground = survey("prefecture", ("51",), MEASURE, {}, theme.palette.missing)
    assert {land.code[:2] for land in ground.lands} == {"51"}
    assert len(scope_of(region_map())) == 12
    assert scope_of(replace(region_map(), scope=())) == ()


def test_the_key_counts_every_unit_of_the_map(theme: Theme) -> None:
    spec = region_map()
    ground = survey("prefecture", scope_of(spec), MEASURE, {}, theme.palette.missing)
    shown = words_of(spec, theme)
    counts = [int(text) for text in shown if text.isdigit()]
    assert sum(counts) == len(ground.lands)
    assert {"一线", "无数据"} <= set(shown)


def test_fills_follow_the_classes(theme: Theme) -> None:
    drawing = draw.lay_out(region_map(), MEASURE, theme)
    clip = next(mark for mark in drawing.marks if isinstance(mark, Clip) and isinstance(mark.inside, Box))
    fills = Counter(mark.fill for mark in clip.marks if isinstance(mark, Shape))
    assert fills[theme.palette.missing] + sum(fills[shade] for shade in theme.palette.ramp) == sum(
        fills.values()
    )


def test_the_review_number_is_printed_and_nothing_stands_for_it_when_there_is_none(theme: Theme) -> None:
    assert "审图号：GS(2020)4619号" in words_of(replace(region_map(), review_number="GS(2020)4619号"), theme)
    assert not any("审图号" in text for text in words_of(region_map(), theme))


def test_a_unit_that_is_not_on_the_map_is_reported(theme: Theme) -> None:
    spec = region_map()
    spec = replace(spec, regions=(*spec.regions, Region("990100", "乌有市", 50.0)), scope=scope_of(spec))
    assert "乌有市" in draw.dropped(spec, MEASURE, theme)


def test_no_label_is_taken_for_that_of_another_point_unless_a_line_leads_to_its_own(theme: Theme) -> None:
    sheet, room = Sheet(200, theme), Room(Rect(0, 0, 200, 200))
    points = [Place(100 + 9 * i, 100 + 4 * j, 1.8, f"城市{i}{j}") for i in range(3) for j in range(2)]
    for point in points:
        room.take(Rect(point.x - 1.8, point.y - 1.8, point.x + 1.8, point.y + 1.8))
    put_labels(sheet, room, points, size=SMALLEST, colour="#000000", strong_colour="#000000", leaders=6)
    ends = [mark.points[0] for mark in sheet.marks if isinstance(mark, Line)]
    words = {mark.text: mark for mark in sheet.marks if isinstance(mark, Words)}
    assert set(words) == {point.text for point in points} and not sheet.dropped
    for point in points:
        label = words[point.text]
        left, right = label.x, label.x + sheet.measure(point.text, SMALLEST)
        away = {
            other.text: max(left - other.x, other.x - right, abs(other.y - (label.y - CENTRE * SMALLEST)) - 4.2)
            for other in points
        }
        nearest = min(away, key=lambda text: away[text])
        led = any(abs(x - point.x) + abs(y - point.y) < 2.6 for x, y in ends)
        assert nearest == point.text or led, point.text


def test_a_name_without_room_is_a_note_with_the_figure_it_is_of(theme: Theme) -> None:
    crowd = tuple(Region(code, f"很长很长的名称{n}", 50.0 + n) for n, code in enumerate(load_atlas("prefecture").lands))
    spec = Choropleth(crowd, scope=(), labelled=len(crowd))
    figure = Figure(spec, Caption("图", "甲", chapter="2", sequence=1), share=0.5)
    found = list(label_findings(Document("", (Plain("", (figure,)),)), theme))
    assert [finding.code for finding in found] == ["N431"] and "图2-1" in found[0].zh
    assert list(label_findings(Document("", (Plain("", (Figure(region_map()),)),)), theme)) == []


def test_a_picture_keeps_its_shape_and_rejects_what_is_none() -> None:
    import pytest

    from generator.errors import EditionError

    spec = EXAMPLES["picture"]
    assert isinstance(spec, Picture)
    assert spec.pixels == (320, 120)
    with pytest.raises(EditionError):
        Picture.load(b"<svg onload='x'/>", "")


def test_names_of_clusters_stand_beside_them_where_they_are_long_and_none_lies_on_another(theme: Theme) -> None:
    spec = EXAMPLES["clusters"]
    assert isinstance(spec, ClusterMap)
    long = tuple(c._replace(name=f"Metropolitan Area of a Long Name {n}") for n, c in enumerate(spec.clusters))
    drawing = draw.lay_out(replace(spec, clusters=long), MEASURE, theme)
    assert not drawing.dropped
    names = [mark for mark in every(drawing.marks) if isinstance(mark, Words) and mark.weight == "bold"]
    assert len(names) == 2 * len(long)  # each in two lines
    boxes = []
    for mark in names:
        half = Sheet(MEASURE, theme).measure(mark.text, mark.size, "bold") / 2
        top = mark.y - CENTRE * mark.size - mark.size * 0.5
        boxes.append(Rect(mark.x - half, top, mark.x + half, top + mark.size))
    assert not any(a.meets(b) for at, a in enumerate(boxes) for b in boxes[:at])


def test_the_key_of_a_map_has_lines_of_about_one_length(theme: Theme) -> None:
    sheet = Sheet(260.0, theme)
    entries = [Entry(f"第{n}类", "10–20", "#123456", n) for n in range(1, 7)]
    bottom = draw_line(sheet, entries, "分", 0.0)
    lines = Counter(round(mark.y, 1) for mark in sheet.marks if isinstance(mark, Box))
    assert len(lines) > 1 and max(lines.values()) - min(lines.values()) <= 1
    assert bottom == 13 + 12.5 * (len(lines) - 1)
