"""Themes: whole ones by name, a team's own by a few differences."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image

from generator.build import build
from generator.config import read_edition
from generator.errors import EditionError
from generator.opening import theme_of
from generator.theme import changed_theme, load_theme
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
    ],
)
def test_a_wrong_difference_ends_in_words(changes: dict[str, object], word: str) -> None:
    with pytest.raises(EditionError, match=word):
        changed_theme("navy", changes)


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
