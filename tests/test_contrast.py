"""Contrast: every word of tables, cards and figures can be read on its ground, in every theme and in both files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import document as d
from generator.colour import READABLE, contrast, ink_on, tint
from generator.figures.draw import native_chart
from generator.theme import Theme, changed_theme, load_theme
from generator.writers.docx.write import write_docx
from generator.writers.pdf import write_pdf
from tests.contrast_reading import Pair, pairs_of_docx, pairs_of_pdf
from tests.figures.conftest import EXAMPLES, MEASURE, page_of

THEMES = ("navy", "pine", "plum")
ROLES: tuple[d.RowRole, ...] = ("", "strong", "group", "average")


def _table(across: int) -> d.Table:
    """Return a table with a row of every role, bars behind its figures, and all kinds of inlines."""
    words = (
        d.Text("强调", accent=True), d.Text("代码", code=True), d.Link("链接", "https://example.org"),
        d.Footnote((d.Text("注"),), 1),
    )
    rows = [d.Row((d.Cell(role or "平"), d.Cell(81.2), d.Cell(words if not role else "城市")), role) for role in ROLES]
    columns = (d.Column("等级"), d.Column("评分", "decimal", "score", bar=100), d.Column("名单"))
    return d.Table(columns, tuple(rows), d.Caption("表", "各等级", "1", across), unit="分", note="说明", across=across)


def _paper() -> d.Document:
    cards = tuple(d.Card("平均得分", 54.3, "score", "共 242 个城市", strong=strong) for strong in (True, False, False))
    blocks = (d.Cards(cards), d.Paragraph((d.Text("正文。"),)), _table(1), _table(2))
    return d.Document("白皮书", (d.Plain("前言", blocks, id="front"),))


def _faint(pairs: set[Pair]) -> list[Pair]:
    return sorted(pair for pair in pairs if contrast(pair.colour, pair.ground) < READABLE)


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def test_tables_and_cards_can_be_read_in_the_pdf(theme: Theme) -> None:
    pairs = set(pairs_of_pdf(write_pdf(_paper(), theme)[0]))
    grounds = {pair.ground for pair in pairs}
    palette = theme.palette
    assert {palette.deep, palette.pale, palette.accent_ground, palette.paper, palette.ramp[1]} <= grounds
    assert _faint(pairs) == []


def test_tables_and_cards_can_be_read_in_word(theme: Theme, tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    write_docx(_paper(), theme, path)
    pairs = set(pairs_of_docx(path.read_bytes()))
    palette = theme.palette
    assert {palette.deep, palette.pale, palette.accent_ground, palette.paper} <= {pair.ground for pair in pairs}
    assert _faint(pairs) == []


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_the_words_of_a_figure_can_be_read(kind: str, theme: Theme) -> None:
    pairs = set(pairs_of_pdf(page_of(EXAMPLES[kind], theme)))
    assert pairs or kind in ("picture", "sparkline")
    assert _faint(pairs) == []


def test_the_labels_of_a_native_chart_inside_their_bars_can_be_read(theme: Theme) -> None:
    for kind in ("stacked", "bars"):
        native = native_chart(EXAMPLES[kind], theme, (MEASURE, 200.0))
        assert native is not None
        series = native.xml.decode().split("<c:ser>")[1:]
        for one in series:
            fill = _first_colour(one.split("<c:dLbls>")[0])
            within = one.split("<c:dLbls>")[1] if kind == "stacked" else "".join(_inside(one))
            if within:
                assert contrast(_first_colour(within), fill) >= READABLE


def _first_colour(xml: str) -> str:
    return "#" + xml.split('<a:srgbClr val="')[1][:6]


def _inside(series: str) -> list[str]:
    """Return the labels of points that stand inside the end of their bars."""
    labels = (label.split("</c:dLbl>")[0] for label in series.split("<c:dLbl>")[1:])
    return [label for label in labels if '<c:dLblPos val="inEnd"/>' in label]


@pytest.mark.parametrize("ground", ["#000000", "#4F8AC4", "#777777", "#808080", "#E8772E", "#FFFFFF"])
def test_there_is_an_ink_for_every_ground(ground: str) -> None:
    assert contrast(ink_on(ground, "#FFFFFF", "#1B2733"), ground) >= READABLE


def test_a_tint_gives_way_to_the_ink_upon_it() -> None:
    assert tint("#FF8000", "#FFFFFF", "#1B2733", 0.2) == "#FFE6CC"
    lighter = tint("#202020", "#FFFFFF", "#333333", 0.9)
    assert "#202020" < lighter < "#FFFFFF" and contrast("#333333", lighter) >= READABLE


def test_a_team_s_own_accent_is_read_too() -> None:
    changed = changed_theme("navy", {"palette": {"accent": "#FFE600"}})
    assert _faint(set(pairs_of_pdf(write_pdf(_paper(), changed)[0]))) == []
