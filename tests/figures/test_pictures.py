"""Pictures that people hand in: photographs and drawings, large, turned or no pictures at all."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image as PillowImage

from generator.errors import EditionError
from generator.figures.picture import FINEST, LONGEST, MOST_BYTES, Picture


def test_a_photograph_is_set_upright_without_what_the_camera_noted() -> None:
    photograph = PillowImage.new("RGB", (60, 40), "navy")
    photograph.paste("orange", (0, 0, 20, 40))
    exif = photograph.getexif()
    exif[0x0112], exif[0x010F] = 6, "Camera 7"  # turned by a quarter; the maker
    taken = io.BytesIO()
    photograph.save(taken, "JPEG", exif=exif)
    spec = Picture.load(taken.getvalue(), "港口")
    assert spec.pixels == (40, 60) and b"Camera 7" in taken.getvalue() and b"Camera 7" not in spec.data
    with PillowImage.open(io.BytesIO(spec.data)) as opened:
        assert opened.size == (40, 60) and opened.convert("RGB").getpixel((20, 5))[0] > 200


def test_a_picture_is_no_finer_than_paper_and_no_larger_than_allowed(tmp_path: Path) -> None:
    large = io.BytesIO()
    PillowImage.new("L", (FINEST * 2, 300)).save(large, "PNG")
    assert Picture.load(large.getvalue(), "").pixels == (FINEST, 150)
    path = tmp_path / "heavy.png"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(EditionError, match="超过"):
        Picture.read(path, "")


@pytest.mark.parametrize("size", [(LONGEST * 30, 20), (20, LONGEST * 30)])
def test_a_strip_too_narrow_to_be_drawn_is_told_with_its_size(size: tuple[int, int]) -> None:
    strip = io.BytesIO()
    PillowImage.new("L", size).save(strip, "PNG")
    with pytest.raises(EditionError, match=f"{size[0]}×{size[1]}"):
        Picture.load(strip.getvalue(), "")
