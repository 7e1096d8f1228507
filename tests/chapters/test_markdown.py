"""Markdown becomes blocks, and what cannot be set is refused with file and line."""

from __future__ import annotations

import pytest

from generator import document as d
from generator.chapters.markdown import read_markdown
from generator.chapters.options import Options
from generator.errors import EditionError


def _no_fence(name: str, options: Options) -> tuple[d.Block, ...]:
    raise AssertionError(name)


def _read(text: str) -> tuple[d.Block, ...]:
    return read_markdown(text, "a.md", _no_fence)


@pytest.mark.parametrize(
    ("text", "bold"),
    [("**重点：**说明", "重点："), ("**“双循环”**带来", "“双循环”"), ("在**5G**时代", "5G"),
     ("——**云长制**……", "云长制"), ("a **b** c", "b")],
)
def test_emphasis_works_beside_chinese_letters_and_marks(text: str, bold: str) -> None:
    (paragraph,) = _read(text)
    assert isinstance(paragraph, d.Paragraph)
    assert [inline.text for inline in paragraph.content if isinstance(inline, d.Text) and inline.bold] == [bold]
    assert "*" not in d.plain(paragraph.content)


def test_a_line_end_between_chinese_is_no_space_but_between_latin_it_is() -> None:
    (paragraph,) = _read("数字\n经济 data\ncenter")
    assert isinstance(paragraph, d.Paragraph)
    assert d.plain(paragraph.content) == "数字经济 data center"


def test_html_is_text_not_markup() -> None:
    (paragraph,) = _read("<b>粗</b> & R&D")
    assert isinstance(paragraph, d.Paragraph)
    assert d.plain(paragraph.content) == "<b>粗</b> & R&D"


def test_a_heading_takes_name_flags_and_tagline() -> None:
    (heading,) = _read('## 成都 {#unit-1 .new-page tagline="科学之城"}')
    assert heading == d.Heading("成都", 1, id="unit-1", tagline="科学之城", new_page=True)


def test_an_unknown_heading_flag_suggests_the_nearest() -> None:
    with pytest.raises(EditionError, match="new-page"):
        _read("## 成都 {.newpage}")


def test_a_footnote_stands_where_its_mark_stands() -> None:
    (paragraph,) = _read("正文[^1]。\n\n[^1]: 来源。")
    assert isinstance(paragraph, d.Paragraph)
    notes = [inline for inline in paragraph.content if isinstance(inline, d.Footnote)]
    assert [d.plain(note.content) for note in notes] == ["来源。"]


def test_columns_hold_blocks_of_their_own() -> None:
    (columns,) = _read("~~~{columns}\n甲\n+++\n### 乙\n~~~")
    assert isinstance(columns, d.SideBySide)
    assert [len(column) for column in columns.columns] == [1, 1]


def test_a_fence_is_handed_over_with_its_options_and_place() -> None:
    seen: list[tuple[str, str, int]] = []

    def fence(name: str, options: Options) -> tuple[d.Block, ...]:
        seen.append((name, options.text("id"), options.place.line))
        return ()

    read_markdown("正文\n\n```{figure} bars\nid: a\n```", "a.md", fence, first_line=10)
    assert seen == [("figure bars", "a", 12)]


def test_an_unknown_option_names_file_and_line() -> None:
    with pytest.raises(EditionError, match=r"a\.md:1"):
        read_markdown("```{table} tree\ncaptoin: x\n```", "a.md", lambda name, options: (options.text("caption", ""), ())[1])


def test_images_from_elsewhere_are_refused() -> None:
    with pytest.raises(EditionError, match="不支持"):
        _read("![x](../../etc/passwd)")
