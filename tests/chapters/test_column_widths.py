"""Columns of Chinese tables: room goes where a name would wrap, and nowhere else."""

from __future__ import annotations

import pytest

from generator import document as d
from generator.chapters.column_widths import GIVEN, eased, fitted
from generator.theme import changed_theme, load_theme

NAVY = load_theme("navy")
MEASURE = NAVY.page.measure


def _table(name: str, across: int = 1) -> d.Table:
    columns = (d.Column("名称", width=1.0), d.Column("数量", "right", width=3.0), d.Column("名单", width=4.0))
    rows = tuple(d.Row((d.Cell(name), d.Cell("7"), d.Cell("甲乙丙丁" * 20))) for _ in range(3))
    return d.Table(columns, rows, across=across)


def test_a_name_that_would_wrap_takes_room_that_others_do_not_need() -> None:
    before, after = _table("智慧城市与数字乡村"), eased(_table("智慧城市与数字乡村"), NAVY)
    shares = [column.width / sum(c.width for c in after.columns) * MEASURE for column in after.columns]
    assert shares[0] >= 9 * 9.0 and sum(shares) == pytest.approx(MEASURE)
    assert shares[1] < before.columns[1].width / 8 * MEASURE
    assert shares[2] >= (1 - GIVEN) * before.columns[2].width / 8 * MEASURE


def test_tables_whose_names_fit_or_cannot_fit_keep_their_parts() -> None:
    assert eased(_table("成都"), NAVY) == _table("成都")
    assert eased(_table("成" * 60), NAVY) == _table("成" * 60)
    assert eased(_table("智慧城市与数字乡村", across=6), NAVY) == _table("智慧城市与数字乡村", across=6)


@pytest.mark.parametrize("margin", [15, 40])
def test_tables_are_as_wide_as_the_type_area_of_the_theme(margin: int) -> None:
    theme = changed_theme("navy", {"page_mm": {"inner": margin, "outer": margin}})
    assert theme.page.measure != pytest.approx(MEASURE)
    for made in (fitted, eased):
        widths = [column.width for column in made(_table("智慧城市与数字乡村"), theme).columns]
        assert sum(widths) == pytest.approx(theme.page.measure)
        assert widths != [column.width for column in made(_table("智慧城市与数字乡村"), NAVY).columns]


def test_words_are_measured_in_the_type_that_the_theme_sets_tables_in() -> None:
    large = changed_theme("navy", {"type": {"table": [12, 16]}})
    serif = changed_theme("navy", {"fonts": {"text": "serif"}})
    table = d.Table((d.Column("Name"), d.Column("Remark")), (d.Row((d.Cell("Wenzhou"), d.Cell("word " * 60))),))
    least = [fitted(table, theme).columns[0].width for theme in (NAVY, large, serif)]
    assert least[1] > least[0] and least[2] != least[0]
