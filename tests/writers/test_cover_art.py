"""The cover's bitmap in Word: shapes where the PDF has them, in their colours, without numpy."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image

from generator.cover import Block, Disc, Ring, Shape, cover_layers, cover_shapes
from generator.theme import load_theme
from generator.writers.docx.cover_art import cover_ground

THEME = load_theme("navy")
SCALE = 150 / 72


def drawn(*shapes: Shape) -> Image.Image:
    return Image.open(io.BytesIO(cover_ground(shapes, THEME))).convert("RGB")


def at(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """Return the colour at a place of the page, in points from its lower left corner."""
    found = picture.getpixel((int(x * SCALE), int(picture.height - y * SCALE)))
    assert isinstance(found, tuple)
    return found


DEEP = tuple(bytes.fromhex(THEME.palette.deep.lstrip("#")))


def test_a_disc_fills_its_circle_and_nothing_else() -> None:
    picture = drawn(Disc(200, 300, 20, "#ff8000", 1.0))
    assert at(picture, 200, 300) == at(picture, 214, 300) == at(picture, 200, 286) == (255, 128, 0)
    assert at(picture, 222, 300) == at(picture, 215, 315) == DEEP


def test_a_pale_shape_lets_the_ground_through() -> None:
    half = at(drawn(Block(100, 100, 50, 80, "#ffffff", 0.5)), 125, 140)
    assert half == pytest.approx([(part + 255) / 2 for part in DEEP], abs=1.5)


def test_a_ring_is_a_hairline_smoothed_on_both_sides() -> None:
    picture = drawn(Ring(250, 400, 100, 0.48, "#ffffff", 1.0))
    row = [picture.getpixel((x, int(picture.height - 400 * SCALE))) for x in range(picture.width)]
    inked = [x for x, colour in enumerate(row) if colour != DEEP]
    assert at(picture, 250, 400) == DEEP
    assert {round(x / SCALE) for x in inked} <= {149, 150, 151, 349, 350, 351} and len(inked) in range(2, 7)


@pytest.mark.parametrize("name", ["navy", "pine", "plum"])
def test_shapes_past_the_edge_are_cut_there(name: str) -> None:
    theme = load_theme(name)
    shapes, _ = cover_layers([(str(n), 90.0 - n) for n in range(40)], theme)
    white = "#ffffff"
    beyond = (Disc(-5, -5, 20, white, 1.0), Ring(700, 900, 60, 1, white, 1.0), Block(-9, -9, 5, 5, white, 1.0))
    picture = Image.open(io.BytesIO(cover_ground((*shapes, *beyond), theme)))
    assert picture.size == (round(theme.page.width * SCALE), round(theme.page.height * SCALE))


def test_no_worker_loads_numpy_for_it() -> None:
    code = (
        "import sys\nfrom generator.theme import load_theme\nfrom generator.cover import Disc\n"
        "from generator.writers.docx.cover_art import cover_ground\nfrom loky import ProcessPoolExecutor\n"
        "cover_ground((Disc(9, 9, 9, '#ffffff', 1.0),), load_theme('navy'))\nassert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("theme", ["navy", "pine", "plum"])
def test_scores_below_zero_have_a_cover_too(theme: str) -> None:
    ground, strong = cover_layers([("甲", 4.0), ("乙", -0.5), ("丙", -3.0)], load_theme(theme))
    assert strong is not None and len(ground) >= 2
    for shape in (*ground, strong):
        assert all(isinstance(value, float | int | str) for value in shape)


@pytest.mark.parametrize("count", [50, 71, 100, 242, 350])
def test_no_star_touches_what_is_written_on_the_cover(count: int) -> None:
    theme = load_theme("navy")
    page = theme.page
    for shape in cover_shapes([(str(n), 92.5 - 57.0 * n / count) for n in range(count)], theme):
        if isinstance(shape, Disc):
            below, right = page.height - shape.y, shape.x - shape.radius
            assert not (below < 396 and right < page.width * 0.7), "year, title and subtitle"
            assert not (shape.y < 118 and right < page.inner + 185), "publisher and month"


@pytest.mark.parametrize("number", [0, 7, 60, 120, 181, 229, 241])
def test_the_star_in_the_accent_is_on_the_page_whatever_the_rank(number: int) -> None:
    page = THEME.page
    art = [(str(n), 92.5 - 57.0 * n / 242) for n in range(242)]
    _, star = cover_layers(art, THEME, str(number))
    assert isinstance(star, Disc) and star.colour == THEME.palette.accent
    assert 0.72 * page.width < star.x - star.radius and star.x + star.radius < page.width - 12
    assert star.radius + 12 < star.y < page.height - 12 - star.radius
