"""What holds for every kind of figure: vectors, legible words, room for each of them, repeatable output."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from generator.figures import bars, draw
from generator.figures.letters import measure
from generator.figures.marks import Box, Drawing, Line, Words, every
from generator.figures.profile import Item, Profile
from generator.figures.radar import Radar
from generator.figures.sheet import SMALLEST
from generator.figures.strip import Strip
from generator.scores.english import has_chinese
from generator.theme import Theme
from tests.figures.conftest import EXAMPLES, MEASURE, page_of
from tests.figures.hostile import MAKERS, VALUES

REFERENCE = Path(__file__).parent / "reference"
KINDS = sorted(EXAMPLES)


def boxes(drawing: Drawing) -> list[tuple[float, float, float, float, str]]:
    """Return left, top, right, bottom of the ink of every line of text."""
    found = []
    for mark in every(drawing.marks):
        if isinstance(mark, Words) and mark.text.strip():
            width = measure(mark.text, "sans", mark.weight, mark.size)
            left = mark.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
            ink = (left, mark.y - 0.8 * mark.size, left + width, mark.y + 0.08 * mark.size)
            found.append((*ink, mark.text))
    return found


@pytest.mark.parametrize("width", [MEASURE, 300.0, 220.0])
@pytest.mark.parametrize("kind", KINDS)
def test_no_label_lies_on_another_or_outside_the_figure(kind: str, width: float, theme: Theme) -> None:
    drawing = draw.lay_out(EXAMPLES[kind], width, theme)
    found = boxes(drawing)
    for index, (left, top, right, bottom, text) in enumerate(found):
        assert left > -1 and right < drawing.width + 1, text
        assert top > -1 and bottom < drawing.height + 1, text
        for x0, y0, x1, y1, other in found[:index]:
            apart = left + 0.5 > x1 or x0 + 0.5 > right or top + 0.5 > y1 or y0 + 0.5 > bottom
            assert apart, f"{text} lies on {other}"


def test_a_value_beyond_the_end_of_the_axis_stays_inside_the_figure(theme: Theme) -> None:
    names, values, means = ("甲", "乙", "丙"), (842.0, 900.5, 786.0), (640.0, 655.0, 612.5)
    items = tuple(map(Item, names, values, means, (1, 1, 2)))
    for spec in (Radar(names, values, means, "青溪镇", top=100.0), Profile(items, "青溪镇", "平均", top=100.0)):
        drawing = draw.lay_out(spec, MEASURE, theme)
        marks = list(every(drawing.marks))
        points = [point for mark in marks if isinstance(mark, Line) for point in mark.points]
        points += [(mark.x + mark.width, mark.y) for mark in marks if isinstance(mark, Box)]
        assert len(points) > 6
        assert all(-1 < x < MEASURE + 1 and -1 < y < drawing.height + 1 for x, y in points)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_set_smaller_than_it_can_be_read(kind: str, theme: Theme) -> None:
    marks = every(draw.lay_out(EXAMPLES[kind], MEASURE, theme).marks)
    assert all(mark.size >= SMALLEST for mark in marks if isinstance(mark, Words))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "picture"])
def test_the_pdf_holds_vectors_and_no_bitmap(kind: str, theme: Theme) -> None:
    with pikepdf.open(io.BytesIO(page_of(EXAMPLES[kind], theme))) as document:
        assert not document.pages[0].get_images()
        operators = {str(step.operator) for step in pikepdf.parse_content_stream(document.pages[0])}
    assert operators & {"re", "l", "c"}
    assert "Do" not in operators


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_figure_can_be_found_and_copied_once(kind: str, theme: Theme) -> None:
    drawing = draw.lay_out(EXAMPLES[kind], MEASURE, theme)
    expected = [mark.text for mark in every(drawing.marks) if isinstance(mark, Words)]
    document = pypdfium2.PdfDocument(page_of(EXAMPLES[kind], theme))
    text = re.sub(r"\s", "", document[0].get_textpage().get_text_range())
    for words in set(expected):
        assert re.sub(r"\s", "", words) in text, words
    assert len(text) == sum(len(re.sub(r"\s", "", words)) for words in expected)


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_looks_as_it_did(kind: str, theme: Theme) -> None:
    """Compare a small grey picture; delete a file in reference/ to have it made anew."""
    page = pypdfium2.PdfDocument(page_of(EXAMPLES[kind], theme))[0]
    shown = page.render(scale=200 / MEASURE, grayscale=True).to_pil().convert("L")
    path = REFERENCE / f"{kind}.png"
    if not path.exists():
        REFERENCE.mkdir(exist_ok=True)
        shown.save(path, optimize=True)
    with Image.open(path) as reference:
        assert reference.size == shown.size
        assert ImageStat.Stat(ImageChops.difference(reference, shown)).mean[0] < 2.0


@pytest.mark.parametrize("kind", ["profile", "quadrant", "choropleth", "waves", "picture"])
def test_png_and_pdf_show_the_same(kind: str, theme: Theme) -> None:
    page = pypdfium2.PdfDocument(page_of(EXAMPLES[kind], theme))[0]
    vector = page.render(scale=1.0, grayscale=True).to_pil().convert("L")
    with Image.open(io.BytesIO(draw.png(EXAMPLES[kind], MEASURE, theme, dpi=72))) as opened:
        bitmap = opened.convert("L").resize(vector.size)
    assert ImageStat.Stat(ImageChops.difference(vector, bitmap)).mean[0] < 5.0


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_spec_gives_the_same_bytes(kind: str, theme: Theme) -> None:
    spec = EXAMPLES[kind]
    assert page_of(spec, theme, 300) == page_of(spec, theme, 300)
    assert draw.svg(spec, 300, theme) == draw.svg(spec, 300, theme)
    assert draw.native_chart(spec, theme) == draw.native_chart(spec, theme)


def test_svg_keeps_its_words_as_text(theme: Theme) -> None:
    svg = draw.svg(EXAMPLES["bars"], MEASURE, theme)
    assert ">成都</text>" in svg
    assert svg.index(">89.0</text>") > svg.rindex("fill: #8fb8de")  # words lie on the bars, not below
    assert "<text" not in draw.svg(EXAMPLES["bars"], MEASURE, theme, text=False)


@pytest.mark.parametrize("kind", KINDS)
def test_alternative_text_is_made_in_both_languages(kind: str) -> None:
    spec = EXAMPLES[kind]
    chinese, english = draw.alt_text(spec), draw.alt_text(spec, "en")
    assert chinese and english
    if kind not in ("picture", "stats"):
        assert chinese.endswith("。") and english.endswith(".")
        assert chinese != english


@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("kind", MAKERS)
def test_any_values_can_be_drawn_and_fit_a_page(kind: str, values: str, theme: Theme) -> None:
    spec = MAKERS[kind](VALUES[values])
    drawing = draw.lay_out(spec, MEASURE, theme)
    assert 0 < drawing.height < 720
    assert page_of(spec, theme).startswith(b"%PDF")
    assert draw.alt_text(spec)
    if len(VALUES[values]) < 100:
        draw.native_chart(spec, theme)


def test_units_that_are_not_drawn_are_named(theme: Theme) -> None:
    spec = MAKERS["bars"](VALUES["three thousand"])
    assert len(draw.dropped(spec, MEASURE, theme)) == 2940
    assert "城市2999" not in draw.dropped(spec, MEASURE, theme)  # the highlighted unit is kept
    assert draw.dropped(MAKERS["quadrant"](VALUES["three thousand"]), MEASURE, theme)


def test_names_of_several_lines_keep_clear_of_those_below(theme: Theme) -> None:
    names = tuple(f"黔西南布依族苗族自治州安龙县招堤街道{sign}" for sign in "甲乙丙丁戊")
    drawing = bars.lay_out(bars.Bars(names, (68.4, 66.2, 65.2, 63.1, 52.8), average=59.9), MEASURE / 2, theme)
    lines = sorted(box for box in boxes(drawing) if has_chinese(box[4]) and "平均" not in box[4])
    assert len(lines) > len(names)
    lines.sort(key=lambda box: box[1])
    assert all(upper[3] <= lower[1] for upper, lower in pairwise(lines))
    short = bars.lay_out(bars.Bars(tuple("甲乙丙丁戊"), (5, 4, 3, 2, 1)), MEASURE / 2, theme)
    assert drawing.height > short.height


def test_a_spec_of_no_kind_is_refused(theme: Theme) -> None:
    from generator.document import Spec

    with pytest.raises(TypeError):
        draw.size(Spec(), MEASURE, theme)


@pytest.mark.parametrize("value", [49.0, 50.0, 50.4, 54.0, 70.0])
def test_a_strip_names_the_unit_and_the_average_however_near_they_are(theme: Theme, value: float) -> None:
    values = tuple((f"某{at}", 30.0 + at) for at in range(41))
    spec = Strip((*values, ("本城", value)), ("本城",), 50.0, "全国平均")
    assert not draw.dropped(spec, MEASURE, theme)
