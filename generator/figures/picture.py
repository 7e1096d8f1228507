"""Picture: a hand-made bitmap, as the team drew it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from generator.document import Spec
from generator.errors import EditionError
from generator.figures.marks import Drawing, Image
from generator.findings import Place
from generator.theme import Theme

if TYPE_CHECKING:
    from PIL.Image import Image as Bitmap

TALLEST = 560.0  # points: what a page holds with its caption
LARGEST = 60_000_000  # pixels; a picture beyond is no figure but an attack or an accident
LONGEST = 100  # times its other side: at the measure of a page a longer strip is finer than a hairline
MOST_BYTES = 25_000_000  # of a file; a camera's photograph has 5 to 15 million
FINEST = 2400  # pixels of the longer side: 300 to the inch across a page and a little more
QUALITY = 88  # of a photograph that is written anew
KINDS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


@dataclass(frozen=True)
class Picture(Spec):
    """The bytes of a bitmap with its alternative text, its size in pixels, and a share (0–1) of the
    width it may take."""

    kind: ClassVar[str] = "picture"
    data: bytes = field(repr=False)
    alt: str
    pixels: tuple[int, int]

    @classmethod
    def read(cls, path: Path, alt: str) -> Picture:
        """Return the picture in a file.

        Raises EditionError when there is no such file, or none that is a bitmap of a known kind.
        """
        try:
            if path.stat().st_size > MOST_BYTES:
                zh, en = f"图片文件超过 {MOST_BYTES // 1_000_000} MB", "the picture's file is too large"
                raise EditionError.at(Place(path.name), zh, en, code="E403")
            return cls.load(path.read_bytes(), alt, path.name)
        except OSError as error:
            zh, en = f"{path.name} 无法读取", f"{path.name} cannot be read"
            if path.is_dir():
                zh, en = f"{path.name} 是文件夹，不是图片", f"{path.name} is a folder, not a picture"
            elif isinstance(error, FileNotFoundError):
                zh, en = f"找不到图片文件 {path.name}", f"the picture's file {path.name} is missing"
            raise EditionError.at(Place(path.name), zh, en, code="E403") from error

    @classmethod
    def load(cls, data: bytes, alt: str, name: str = "") -> Picture:
        """Return the picture in some bytes; formats that PDF and Word do not share become PNG.

        A photograph is turned upright and made no finer than paper shows, and what a camera notes in it
        (the place, the device) does not go into the files.
        """
        from PIL import Image as Bitmap
        from PIL import UnidentifiedImageError

        try:
            with Bitmap.open(io.BytesIO(data), formats=KINDS) as opened:
                if opened.width * opened.height > LARGEST:
                    size_shown = f"{opened.width}×{opened.height}"
                    zh, en = f"图片过大：{size_shown} 像素", f"the picture is too large: {size_shown} pixels"
                    raise EditionError.at(Place(name), zh, en, code="E403")
                if max(opened.size) > LONGEST * min(opened.size):
                    zh = f"图片过于狭长：{opened.width}×{opened.height} 像素"
                    en = f"the picture is too narrow a strip: {opened.width}×{opened.height} pixels"
                    hint_zh, hint_en = "请裁剪后再用", "crop it first"
                    raise EditionError.at(Place(name), zh, en, code="E403", hint_zh=hint_zh, hint_en=hint_en)
                opened.load()  # a picture that was cut short is found here, not when the pages are set
                data, size = _prepared(opened, data)
        except (UnidentifiedImageError, OSError, ValueError, Bitmap.DecompressionBombError) as error:
            zh, en = "不是完整可用的位图（PNG、JPG 等）", "not a whole bitmap that can be used (PNG, JPG …)"
            raise EditionError.at(Place(name), zh, en, code="E403") from error
        return cls(data, alt, size)

    def as_png(self) -> bytes:
        """Return the picture as PNG, whatever it came as."""
        from PIL import Image as Bitmap

        with Bitmap.open(io.BytesIO(self.data), formats=KINDS) as opened:
            if opened.format == "PNG":
                return self.data
            target = io.BytesIO()
            opened.convert("RGBA").save(target, "PNG")
            return target.getvalue()


def _prepared(opened: Bitmap, data: bytes) -> tuple[bytes, tuple[int, int]]:
    """Return the bytes that go into the files and the size in pixels; the given ones where nothing is to do."""
    from PIL import ImageOps

    noted, fine = bool(opened.getexif()), max(opened.size) > FINEST
    if opened.format in ("PNG", "JPEG") and not noted and not fine and opened.mode != "CMYK":
        return data, opened.size
    upright = ImageOps.exif_transpose(opened)
    if fine:
        upright.thumbnail((FINEST, FINEST))
    target = io.BytesIO()
    if opened.format == "JPEG":
        upright.convert("L" if upright.mode == "L" else "RGB").save(target, "JPEG", quality=QUALITY)
    else:
        upright.convert("RGBA").save(target, "PNG")
    return target.getvalue(), upright.size


def lay_out(spec: Picture, width: float, theme: Theme) -> Drawing:
    """Return the picture at full width, narrower where it would be taller than a page, never
    enlarged beyond 96 pixels to the inch."""
    wide, high = spec.pixels
    scale = min(width / wide, TALLEST / high, 0.75)
    left = (width - wide * scale) / 2
    image = Image(left, 0.0, wide * scale, high * scale, spec.data)
    return Drawing(width, high * scale, (image,))


def describe(spec: Picture, language: str) -> str:
    """Return the words that came with the picture."""
    return spec.alt
