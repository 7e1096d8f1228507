"""Lines lose nothing, pass no edge, and break where the rules say."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.typeset import Paragraph, Setter, Span, TextStyle, TypesetCanvas, layout_lines, measure
from generator.typeset.breaks import LOOSE, break_prices
from generator.typeset.classes import classify
from generator.typeset.drawing import Written, write_by_rules, write_line
from generator.typeset.galley import fill_by_rules, fill_galley

EM = 10.5
PROSE = (
    "成渝地区双城经济圈建设加快，数字经济总量达2.36万亿元，占GDP比重为36.2%，同比提高1.5个百分点；5G基站超过12.5万座。"
    "各地（含县、区）抢抓“新基建”机遇——尤其是2019年以后——推动AI、IoT与云计算等技术下沉……"
    "《规划》指出：“夯实基础，赋能全局。”"
    "平台采用Platform as a Service架构与Kubernetes容器编排，详见https://www.example.com/policy/2023/digital-china.html。"
)
SIGNS = st.sampled_from(
    [*"数字经济发展，。、；：？！（）《》“”‘’—…·～%℃¥$ \t\n\u3000\u00a0\u200b\u2060\x00\x07\x1b\u202e",
     "GDP", "2.36", "亿元", "——", "……", "https://a.b/c-d?e=f", "\U0001f469\u200d\U0001f4bb",
     "\U0001f1e8\U0001f1f3",
     "e\u0301", "字\ufe00",
     "\U0002b5af", "\ud800", "Ⅲ", "①", "ａ１", "x" * 80, "9" * 60, "مرحبا", "\r\n"]
)  # fmt: skip
TEXTS = st.lists(SIGNS, max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.floats(0.5, 45), st.sampled_from(["justify", "left", "right", "center"]),
       st.sampled_from(["total", "greedy"]), st.booleans(), st.sampled_from([0.0, 2.0]))  # fmt: skip
def test_no_text_crashes_or_loses_a_character(
    text: str, width: float, align: str, mode: str, hang: bool, indent: float
) -> None:
    style = TextStyle(align=align, mode=mode, hanging_punctuation=hang, indent=indent)  # type: ignore[arg-type]
    half = len(text) // 2
    spans = [Span(text[:half], bold=True), Span(text[half:], raise_=half % 2 == 1, link="https://example.com/")]
    lines = layout_lines(spans, style, width * EM)
    assert "".join(line.text for line in lines) == text
    if width > 3 and not hang:
        assert all(line.x + line.width <= width * EM + 0.01 for line in lines)
    canvas = TypesetCanvas(io.BytesIO())
    for line in lines:
        line.draw(canvas, 0, 0)
    canvas.save()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["数字", "Kubernetes", "internationalization", "https://a.b/c-d", "36.2%", "2020年"]),
                min_size=1, max_size=8),
       st.sampled_from(["，", "。", "）", "”、", "》。"]), st.floats(4, 22))  # fmt: skip
def test_no_mark_starts_a_line_at_any_measure(pieces: list[str], mark: str, width: float) -> None:
    for mode in ("total", "greedy"):
        lines = layout_lines(mark.join(pieces) + mark, TextStyle(mode=mode), width * EM)  # type: ignore[arg-type]
        assert not [line.text for line in lines if line.text[0] in "，。）”》、"]


@pytest.mark.parametrize("mode", ["total", "greedy"])
@pytest.mark.parametrize("em", [12, 20, 30, 38])
def test_prose_is_flush_at_usual_measures(mode: str, em: int) -> None:
    lines = layout_lines(PROSE, TextStyle(mode=mode, indent=2), em * EM)  # type: ignore[arg-type]
    ragged = [line.text for line in lines[:-1] if line.x + line.width < em * EM - 0.5]
    assert len(ragged) <= {("total", 12): 1, ("greedy", 12): 3}.get((mode, em), 0)
    for line, following in pairwise(lines):
        assert following.text[0] not in "，。、；：？！）》”’%·～…"
        assert line.text.rstrip()[-1] not in "（《“‘"


def test_total_fit_is_never_looser_than_greedy() -> None:
    def worst(mode: str) -> float:
        lines = layout_lines(PROSE, TextStyle(mode=mode), 16 * EM)  # type: ignore[arg-type]
        return max(max(line.gaps) for line in lines[:-1])

    assert worst("total") <= worst("greedy") + 1e-6


def test_the_last_line_is_neither_stretched_nor_one_character() -> None:
    for length in range(13, 40):
        last = layout_lines("数" * length + "。", TextStyle(), 12 * EM)[-1]
        assert len(last.text) >= 3
        assert last.width <= 12 * EM


def _closed(text: str) -> set[int]:
    return {at for at, price in enumerate(break_prices(text, classify(text))) if at and price >= LOOSE}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("达2.36万亿元，", "2.36万亿元，"),
        ("共350万人次", "350万人次"),
        ("占12.5 %左右", "12.5 %"),
        ("约-3.5%，", "-3.5%，"),
        ("第12名", "第12名"),
        ("见图2-1。", "图2-1。"),
        ("2019—2020年", "2019—2020年"),
        ("价￥350元", "￥350元"),
        ("气温25℃上下", "25℃"),
        ("约20余家", "20余家"),
        ("速率100 Gbps以上", "100 Gbps"),
        ("中国-东盟", "国-东"),
        ("发展——格局", "——"),
        ("等等……后", "……"),
        ("第3章", "第3章"),
        ("“3·15”晚会", "3·15"),
    ],
)
def test_what_belongs_together_is_not_broken(text: str, kept: str) -> None:
    start = text.index(kept)
    assert set(range(start + 1, start + len(kept))) <= _closed(text)


@pytest.mark.parametrize(
    ("text", "open_before"),
    [
        ("下降-3.5%", "-3"),
        ("增长5%达到", "达"),
        ("发展，推动", "推"),
        ("阿里·巴巴", "巴巴"),
        ("GDP总量", "总"),
        ("由H3C", "H"),
    ],
)
def test_other_places_stay_open(text: str, open_before: str) -> None:
    assert text.index(open_before) not in _closed(text)


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("他说“好”。", "IIOICX"),
        ("the “new” era", "AAASoAAAcSAAA"),
        ("打造“Digital”品牌", "IIOAAAAAAACII"),
        ("don’t", "AAAcA"),
        ("用‘it’s’和IDC’s", "IOAAcACIAAAcA"),
        ("1999—2000", "9999N9999"),
        ("发展——好", "IIDDI"),
        ("wait…", "AAAAx"),
    ],
)
def test_quotes_and_dashes_follow_the_text_around_them(text: str, classes: str) -> None:
    assert classify(text) == classes


def test_a_plain_string_is_text_and_never_markup() -> None:
    line = layout_lines("R&D<b>经费</b> &amp;", TextStyle(), 400)[0]
    assert line.text == "R&D<b>经费</b> &amp;"


def test_measure_adds_the_quarter_em_and_trims_marks() -> None:
    style = TextStyle(size=10)
    assert measure("西部GDP", style) == pytest.approx(measure("西部", style) + measure("GDP", style) + 2.5)
    assert measure("（中）", style) == pytest.approx(20)
    assert measure("", style) == 0


def test_the_minimum_width_is_the_widest_unbreakable_piece() -> None:
    setter = Setter("数据Kubernetes平台", TextStyle(size=10))
    assert setter.min_width == pytest.approx(measure("Kubernetes", TextStyle(size=10)))


def _split_heights(paragraph: Paragraph, lines: int) -> list[int]:
    return [len(part.lines) for part in paragraph.split(10 * EM, lines * 18.0)]


def test_a_paragraph_splits_with_two_lines_on_either_side() -> None:
    paragraph = Paragraph("数" * 50, TextStyle())
    assert paragraph.wrap(10 * EM, 999)[1] == 5 * 18
    assert _split_heights(paragraph, 3) == [3, 2]
    assert _split_heights(paragraph, 4) == [3, 2]
    assert _split_heights(paragraph, 1) == []
    assert _split_heights(Paragraph("数" * 30, TextStyle()), 2) == []


def test_the_rest_of_a_paragraph_keeps_its_lines_and_drops_indent_and_label() -> None:
    paragraph = Paragraph(PROSE, TextStyle(indent=2), label="1.", label_width=21)
    paragraph.wrap(20 * EM, 999)
    whole = [line.text for line in paragraph.lines]
    first, rest = paragraph.split(20 * EM, 4 * 18.0)
    assert [line.text for line in first.lines + rest.lines] == whole
    rest.wrap(20 * EM, 999)
    assert [line.text for line in rest.lines] == whole[4:]
    rest.wrap(16 * EM, 999)
    assert "".join(line.text for line in rest.lines) == "".join(whole[4:])
    assert rest.lines[0].x == 0
    assert rest.label == ()


@pytest.mark.parametrize("text", ["7", "54.3", "100%", "3.50%", "20231", "0.07"])
@pytest.mark.parametrize("tabular", [False, True])
@pytest.mark.parametrize("span", [Span(""), Span("", bold=True, link="#there"), Span("", underline=True, size=7.0)])
def test_a_figure_is_set_as_the_rules_would_set_it(text: str, tabular: bool, span: Span) -> None:
    style, spans = TextStyle(tabular=tabular, align="right"), (replace(span, text=text),)
    quick, ruled = fill_galley(spans, style), fill_by_rules(spans, style, None)
    assert quick == ruled and len(quick.boxes) == 1


@pytest.mark.parametrize("text", ["7", "54.3", "100%", "AVA", "To", "e\u0301", "数", "。"])
@pytest.mark.parametrize("tabular", [False, True])
@pytest.mark.parametrize("span", [Span(""), Span("", bold=True), Span("", italic=True), Span("", raise_=True)])
def test_a_word_is_written_as_the_rules_would_write_it(text: str, tabular: bool, span: Span) -> None:
    def shown(written: Written) -> str:
        return written.strokes.code(canvas, 71.25, 300.5)

    canvas = TypesetCanvas(io.BytesIO())
    line = Setter((replace(span, text=text),), TextStyle(tabular=tabular)).single_line()
    assert shown(write_line(line)) == shown(write_by_rules(line))


def test_a_short_text_breaks_where_a_long_one_does_whichever_digits_it_has() -> None:
    for text in ("+15.5", "−9.3", "第 121 / 242 名", "第102", "3.5亿元", "2022-11", "No. 7", "a1.cn/2"):
        other = text.translate(str.maketrans("0123456789", "9876543210"))
        padded = text + "。" * 17  # too long to be looked up
        expected = list(break_prices(padded, classify(padded)))[: len(text)]
        assert list(break_prices(text, classify(text))) == list(break_prices(other, classify(other))) == expected


def test_a_word_cut_at_its_joints_is_spaced_out_to_fill_its_line() -> None:
    style = TextStyle(size=10, indent=0)
    first, second = layout_lines("CN-173X30-20201018-BR-QS-V1.0", style, 102.0)
    assert (first.text, second.text) == ("CN-173X30-20201018", "-BR-QS-V1.0")
    assert first.width == pytest.approx(102.0)
    assert 0 < first.letter_space < 1
