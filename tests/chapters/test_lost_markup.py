"""Markup of a text that would be lost or printed raw, its head, and files that are meant for it: all are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.chapters.commentary import Commentary, split_meta, unknown_keys
from generator.chapters.lost_markup import lost_findings
from generator.chapters.markup_rules import markup_findings
from generator.chapters.template_slips import running_words, syntax_words
from generator.errors import EditionError, InputError


@pytest.mark.parametrize(
    ("text", "line", "value", "words"),
    [
        ("文字[^1]。\n", 1, "[^1]", "没有注文"),
        ("文字。\n\n[^1]: 注\n", 3, "[^1]:", "没有人引用"),
        ("文字[^1]。\n\n[^1]: 注\n[^1]: 又\n", 3, "[^1]:", "写了 2 次"),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 3 |\n", 3, "| 1 | 2 | 3 |", "多出的不排"),
        ("| 甲 | 乙 |\n|:--|--:|\n| 1 |\n", 3, "| 1 |", "这一行有 1 格"),
        ("甲 | 乙\n--|--\n1 | 2 | 3\n", 3, "1 | 2 | 3", "表头有 2 格"),
        ("| 甲 | 乙 |\n| 1 | 2 |\n", 1, "| 甲 | 乙 |", "缺少表头下的分隔行"),
        ("一段文字。\n---\n", 2, "---", "变成了标题：一段文字。"),
        ("##标题\n", 1, "##标题", "没有空格"),
        ("＃＃ 标题\n", 1, "＃＃ 标题", "全角井号"),
        ("＊＊重点＊＊文字\n", 1, "＊＊重点＊＊", "全角星号"),
        ("```｛figure｝ top\n```\n", 1, "`｛figure｝ top", "全角花括号"),
        ("见![图](pictures/a.png)。\n", 1, "![图](pictures/a.png)", "独占一段"),
        ("文字\n![图](pictures/a.png)\n", 2, "![图](pictures/a.png)", "独占一段"),
        ("## 甲 {#a}\n\n## 乙 {.new-page #a}\n", 3, "a", "用了两次"),
        ("```{figure} top\nid: a\n```\n\n## 乙 {#a}\n", 5, "a", "用了两次"),
        ("共{{ count }}个。\n", 1, "{{ count }}", "评述中不填事实"),
        ("{% if a %}\n", 1, "{% if a %}", "评述中不填事实"),
    ],
)
def test_what_would_be_lost_is_told_with_its_line(text: str, line: int, value: str, words: str) -> None:
    found = next(iter(lost_findings(text, "commentary/foreword.md", 1)))
    assert (found.code, found.place.line, found.value) == ("W333", line, value)
    assert words in found.zh and found.en and found.hint_zh and found.hint_en


@pytest.mark.parametrize(
    "text",
    [
        "文字[^1]，又一处[^1]。\n\n[^1]: 注，见[^2]\n[^2]: 又\n",
        "| 甲 | 乙 |\n|---|---|\n| 1 | a\\|b |\n| `x|y` | |\n\n甲|乙\n",
        "## 甲 {#a}\n\n见[](#a)。\n\n`{{ 代码 }}`、`[^1]`\n",
        "- 甲\n---\n\n| 甲 |\n|---|\n| 1 |\n\n![图](pictures/a.png)\n\n## 甲#乙\n",
        "文字^[就地写的注]。\n\n---\n\n正文\n",
    ],
)
def test_sound_markup_is_let_be(text: str) -> None:
    assert list(lost_findings(text, "a.md")) == []


def test_a_key_at_the_head_that_means_nothing_is_told_with_the_nearest() -> None:
    source = split_meta("---\ntitel: 甲\nindicators: 网络\n---\n\n文\n", "commentary/recommendations/01.md")
    (found,) = unknown_keys(source)
    assert found.place.line == 2 and found.value == "titel" and found.hint_zh == "是否应为 title？"
    with pytest.raises(EditionError) as caught:
        split_meta("---\ntitle: 甲\n\n文\n", "commentary/recommendations/01.md")
    (open_head,) = caught.value.findings
    assert open_head.place.line == 1 and "没有闭合" in open_head.zh
    assert split_meta("---\n\n文\n", "commentary/foreword.md").body.startswith("---")  # a page break


@pytest.mark.parametrize(
    ("beside", "words"),
    [("foreword.docx", "另存为纯文本"), ("foreword.txt", "请改名为 foreword.md"), ("Foreword.MD", "请改名为 foreword"),
     ("other.txt", "请在版本文件夹中补写")],
)  # fmt: skip
def test_a_missing_text_is_looked_for_under_nearly_its_name(beside: str, words: str, tmp_path: Path) -> None:
    (tmp_path / beside).write_bytes(b"x")
    commentary = Commentary(tmp_path)
    assert commentary.read("foreword") is None
    (found,) = commentary.findings
    assert found.code == "W415" and words in found.hint_zh and found.hint_en


def test_a_word_file_called_md_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "foreword.md").write_bytes(b"PK\x03\x04" + bytes(300))
    with pytest.raises(InputError) as caught:
        Commentary(tmp_path).read("foreword")
    (found,) = caught.value.findings
    assert found.code == "E108" and "Word" in found.hint_zh and "Word" in found.hint_en


@pytest.mark.parametrize(
    ("message", "words", "hint"),
    [
        ("Unexpected end of template. Jinja was looking for the following tags: 'endif'. The innermost block that "
         "needs to be closed is 'if'.", "{% if %} 没有闭合", "{% endif %}"),
        ("unexpected char '｜' at 54", "不能用的字符“｜”", "半角"),
        ("expected token 'end of print statement', got 'name'", "“name”处写法不对", "docs/authoring"),
        ("unexpected '}'", "多出“}”", "docs/authoring"),
    ],
)  # fmt: skip
def test_what_jinja_says_is_put_into_words(message: str, words: str, hint: str) -> None:
    said = syntax_words(message)
    assert words in said.zh and hint in said.hint.zh and said.en and "Jinja" not in said.zh + said.en
    assert "不是一类" in running_words(TypeError("unsupported operand")).zh
    assert "UTF-8" in running_words(UnicodeDecodeError("utf-8", b"\xd1", 0, 1, "bad")).zh


def test_a_key_that_stands_twice_at_the_head_is_told_with_both_lines() -> None:
    with pytest.raises(EditionError, match=r"foreword\.md:3：“title”写了两次（第 2 行已有）"):
        split_meta("---\ntitle: 甲\ntitle: 乙\n---\n文字。\n", "commentary/foreword.md")


@pytest.mark.parametrize(
    ("text", "value"),
    [("[附件](a.docx)、[网](https://a.cn/)", "[附件](a.docx)"), ("[网](//a.cn)", "[网](//a.cn)"), ("[见](#a)", "")],
)
def test_a_link_that_is_no_whole_address_is_told_before_anything_is_built(text: str, value: str) -> None:
    assert [found.value for found in markup_findings(text, "foreword.md")] == ([value] if value else [])
