"""Values that rest on incomplete data: in brackets in every figure that prints them, on paper and in Word."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree

from generator.document import Spec
from generator.figures import draw
from generator.figures.bars import Bars
from generator.figures.marks import Words, every
from generator.figures.minibars import MiniBars
from generator.figures.profile import Item, Profile
from generator.figures.radar import Radar
from generator.figures.strip import Strip
from generator.theme import Theme, in_language

C = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
NAMES = ("基础", "经济", "社会")
ITEMS = tuple(Item(name, value, 45.0, 1, name == "经济")
              for name, value in zip(NAMES, (50.4, 61.2, 38.0), strict=True))  # fmt: skip
SPECS: dict[str, Spec] = {
    "bars": Bars(NAMES, (50.4, 61.2, 38.0), highlight=("经济",), average=45.0, partial=("经济",)),
    "profile": Profile(ITEMS, "某市", top=100.0),
    "minibars": MiniBars(ITEMS, "某市"),
    "radar": Radar(NAMES, (50.4, 61.2, 38.0), (45.0,) * 3, "某市", top=100.0, partial=("经济",)),
    "strip": Strip(tuple(zip(NAMES, (50.4, 61.2, 38.0), strict=True)), ("经济",), 45.0, partial=("经济",)),
}


@pytest.mark.parametrize(("language", "shown"), [("zh", "（61.2）"), ("en", "(61.2)")])
@pytest.mark.parametrize("kind", SPECS)
def test_the_figure_and_its_alternative_text_have_the_brackets_of_the_language(
    kind: str, language: str, shown: str, theme: Theme
) -> None:
    set_for = in_language(theme, "en") if language == "en" else theme
    told = [mark.text for mark in every(draw.lay_out(SPECS[kind], 300.0, set_for).marks) if isinstance(mark, Words)]
    assert sum(text.endswith(shown) for text in told) == 1
    assert not any("61.2" in text and shown not in text for text in told)
    words = draw.alt_text(SPECS[kind], language)
    assert f"经济 {shown}" in words and words.count("61.2") == words.count(shown)
    assert "第1" not in words and "1 of" not in words  # it has no rank


@pytest.mark.parametrize(("language", "shown"), [("zh", "（61.2）"), ("en", "(61.2)")])
@pytest.mark.parametrize("kind", SPECS)
def test_word_prints_them_so_and_keeps_the_number(kind: str, language: str, shown: str, theme: Theme) -> None:
    set_for = in_language(theme, "en") if language == "en" else theme
    native = draw.native_chart(SPECS[kind], set_for, (300.0, 150.0))
    assert native is not None
    root = etree.fromstring(native.xml)
    sheet = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    assert 61.2 in [cell.value for row in sheet.iter_rows() for cell in row]
    before, behind = shown[0], shown[-1]
    code = f'"{before}"0.0"{behind}"'
    codes = [form.get("formatCode") for form in root.iterfind(".//c:dLbl/c:numFmt", C)]
    if kind == "radar":
        assert f"经济\n{shown}" in [name.text for name in root.iterfind(".//c:cat//c:v", C)]
        assert f'TEXT(B3,"{code.replace(chr(34), chr(34) * 2)}")' in sheet["A3"].value
        assert 'TEXT(B2,"0.0")' in sheet["A2"].value
    else:
        assert codes.count(code) == 1
    if kind == "strip":
        assert shown in [text.text for text in root.iterfind(".//a:fld/a:t", C)]


def test_a_unit_without_a_rank_pushes_nobody_down() -> None:
    strip = SPECS["strip"]
    assert isinstance(strip, Strip)
    words = draw.alt_text(replace(strip, highlight=("经济", "社会")))
    assert "社会 38.0，在2项中列第2" in words
