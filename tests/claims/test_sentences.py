"""Markdown comes apart into sentences whose characters keep their line and column."""

from __future__ import annotations

from generator.claims.sentences import read_sentences


def texts(markdown: str) -> list[str]:
    return [sentence.text for sentence in read_sentences(markdown, "a.md")]


def test_front_matter_code_and_note_labels_are_left_out() -> None:
    markdown = (
        "---\ntitle: 甲\n---\n第一句[^1]。`x=1`第二句！\n\n```\n得分为1分\n```\n\n[^1]: 注。\n\n"
        "[核对 甲]: # \"乙\"\n"
    )
    assert texts(markdown) == ["第一句。", "第二句！", "注。"]


def test_a_place_is_that_of_the_file() -> None:
    markdown = "# 标题\n\n甲乙。**曲靖**得分为45.3分。\n"
    sentence = read_sentences(markdown, "a.md")[2]
    assert sentence.text == "曲靖得分为45.3分。"
    assert sentence.place(0) == (3, 6)
    assert sentence.headings == ("标题",)


def test_full_width_digits_and_marks_are_folded_and_a_decimal_point_ends_nothing() -> None:
    assert texts("得分４５．３分(甲)；乙") == ["得分45.3分（甲）；", "乙"]


def test_lines_of_one_paragraph_are_one_text() -> None:
    assert texts("成都得分\n为89.2分。") == ["成都得分为89.2分。"]


def test_a_row_of_a_table_keeps_its_cells() -> None:
    row = read_sentences("| 四川省 | 18 | 成都、绵阳 |\n", "a.md")[0]
    assert row.cells == ("四川省", "18", "成都、绵阳")
