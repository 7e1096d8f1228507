"""Themes: whole ones by name, a team's own by a few differences."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image

from generator import cover, fonts, theme_rules
from generator.build import build
from generator.config import read_edition, theme_of
from generator.errors import EditionError
from generator.theme import changed_theme, load_theme
from generator.theme_rules import COVERS
from tests.western import copy_edition


@pytest.mark.parametrize("name", ["navy", "pine", "plum"])
def test_a_shipped_theme_is_complete(name: str) -> None:
    theme = load_theme(name)
    assert theme.page.measure > 400 and theme.palette.accent != theme.palette.main


def test_an_unknown_theme_lists_those_that_exist() -> None:
    with pytest.raises(EditionError, match="navy"):
        load_theme("nvy")


def test_differences_replace_single_keys_and_leave_the_rest() -> None:
    changed = changed_theme("navy", {"palette": {"main": "#9B2C36"}, "page_mm": {"inner": 30}})
    assert changed.palette.main == "#9B2C36"
    assert changed.palette.accent == load_theme("navy").palette.accent
    assert changed.page.inner > load_theme("navy").page.inner


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"pallete": {}}, "palette"),
        ({"palette": {"mian": "#000000"}}, "main"),
        ({"palette": {"main": "red"}}, "#rrggbb"),
        ({"palette": {"main": 3}}, "#rrggbb"),
        ({"palette": {"ramp": ["#000000"]}}, "六种"),
        ({"palette": 3}, r"\[palette\]"),
        ({"cover": "galaxy"}, "skyline"),
        ({"type": {"body": 10.5}}, "字号, 行距"),
        ({"type": {"body": [0, 10]}}, "5–120"),
        ({"type": {"body": [10, 8]}}, "10–30"),
        ({"page_mm": {"width": "185"}}, "毫米"),
        ({"page_mm": {"width": float("nan")}}, "毫米"),
        ({"page_mm": {"width": 1850}}, "120–450"),
        ({"page_mm": {"width": 150, "inner": 40, "outer": 40}}, "版心只有 70 毫米宽"),
        ({"page_mm": {"height": "260"}}, "毫米"),
        ({"page_mm": {"height": 260, "head_rule": 280}}, "页眉线"),
        ({"page_mm": {"top": 14}}, "页眉线"),
        ({"page_mm": {"folio": 25}}, "下边距"),
        ({"fonts": {"text": "宋体"}}, "serif"),
        ({"fonts": {"word_text": ""}}, "Word"),
    ],
)
def test_a_wrong_difference_ends_in_words(changes: dict[str, object], word: str) -> None:
    with pytest.raises(EditionError, match=word):
        changed_theme("navy", changes)


def test_all_that_is_wrong_with_a_theme_is_told_at_once() -> None:
    with pytest.raises(EditionError) as caught:
        changed_theme("navy", {"cover": "galaxy", "type": {"body": 10}, "fonts": {"text": "黑体", "display": "楷体"}})
    cells = [finding.place.cell for finding in caught.value.findings]
    assert cells == ["cover", "type.body", "fonts.text", "fonts.display"]


def test_every_cover_that_a_theme_may_name_is_drawn() -> None:
    assert set(cover._KINDS) == set(COVERS)


def test_every_family_that_a_theme_may_name_has_faces() -> None:
    assert set(theme_rules.FAMILIES) == set(fonts.FAMILIES)


def test_every_measure_of_a_page_is_told_at_once() -> None:
    with pytest.raises(EditionError) as caught:
        changed_theme("navy", {"page_mm": {"width": 1850, "height": "260", "folio": -3}})
    cells = [finding.place.cell for finding in caught.value.findings]
    assert cells == ["page_mm.width", "page_mm.height", "page_mm.folio"]


def test_a_smaller_page_is_filled_and_both_files_say_the_same(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    page = "width = 185\nheight = 260\ninner = 22\nouter = 20\ntop = 24\nbottom = 20\n"
    (edition / "theme.toml").write_text(f"[page_mm]\n{page}", "utf-8")
    result = build(edition, out=tmp_path / "out", verify=True)
    with pikepdf.open(result.files[0]) as pdf:
        assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages} == {(524, 737)}
    section = docx.Document(str(result.files[1])).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (185, 260)


def test_a_logo_stands_on_the_cover_of_both_files(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    target = io.BytesIO()
    Image.new("RGB", (300, 80), "#C00000").save(target, "JPEG")
    (edition / "pictures" / "logo.jpg").write_bytes(target.getvalue())
    (edition / "theme.toml").write_text('logo = "pictures/logo.jpg"\n[palette]\ndeep = "#3A0D12"\n', "utf-8")
    assert theme_of(read_edition(edition)).palette.deep == "#3A0D12"
    result = build(edition, out=tmp_path / "out", verify=True)
    with pikepdf.open(result.files[0]) as pdf:
        assert len(pdf.pages[0].get_images()) >= 1
    names = [part.partname for part in docx.Document(str(result.files[1])).part.package.iter_parts()]
    assert sum("media/image" in str(name) for name in names) >= 3


def test_a_logo_from_outside_the_edition_is_refused(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    (edition / "theme.toml").write_text('logo = "../../etc/passwd"\n', "utf-8")
    with pytest.raises(EditionError):
        build(edition, formats=("pdf",), out=tmp_path / "out")
