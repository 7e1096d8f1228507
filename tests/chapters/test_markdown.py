"""Markdown becomes blocks, and what cannot be set is refused with file and line."""

from __future__ import annotations

import pytest

from generator import document as d
from generator.chapters.markdown import read_markdown
from generator.chapters.markup_rules import markup_findings, star_findings
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
    with pytest.raises(EditionError, match=r"a\.md:2"):
        read_markdown("```{table} tree\ncaptoin: x\n```", "a.md", lambda _, it: (it.text("caption", ""), ())[1])


def test_a_picture_of_the_edition_becomes_a_figure_and_one_from_elsewhere_its_words() -> None:
    seen: list[dict[str, str]] = []

    def fence(name: str, options: Options) -> tuple[d.Block, ...]:
        seen.append(options.values)
        return ()

    read_markdown("![流程图](pictures/a.png)", "a.md", fence)
    assert seen == [{"file": "pictures/a.png", "alt": "流程图", "caption": "流程图"}]
    for path in ("../../etc/passwd", "/etc/passwd", "http://a.b/c.png", "file:///etc/passwd"):
        for block in read_markdown(f"前![图]({path})后", "a.md", _no_fence):
            assert isinstance(block, d.Paragraph)


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](file:///etc/passwd)",
     "![x](http://a.b/c.png)", "<img src=http://a.b>", "![x](../../secret.png)", "a <!-- b --> c"],
)
def test_markup_that_is_not_carried_out_is_told(text: str) -> None:
    assert {finding.code for finding in markup_findings(text, "a.md")} == {"W333"}


@pytest.mark.parametrize("text", ["得分<60且>40", "[网站](https://a.b)", "`<b>`", "![图](pictures/a.png)", "[](#id)"])
def test_sound_markup_gives_no_finding(text: str) -> None:
    assert list(markup_findings(text, "a.md")) == []


def test_a_dangerous_link_is_no_link() -> None:
    (paragraph,) = _read("[x](javascript:alert(1))")
    assert isinstance(paragraph, d.Paragraph)
    assert not any(isinstance(inline, d.Link) for inline in paragraph.content)


def test_stars_that_do_not_pair_are_told() -> None:
    (found,) = star_findings("第一段。\n\n第二段的首行，\n第二行**重点说明", "a.md", 3)
    assert (found.code, found.place.line, found.place.column) == ("W334", 6, 4)
    assert list(star_findings("**重点：**说明，`**`也可。", "a.md")) == []


def test_stars_in_a_fence_that_holds_markdown_are_told_with_their_line() -> None:
    (found,) = star_findings("~~~{small}\n好的。\n\n残留 ** 两星。\n~~~\n", "a.md")
    assert str(found.place) == "a.md:4:4"
