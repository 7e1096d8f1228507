"""The sandbox: wording runs, everything else is refused in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.chapters.template import Templates, markdown_text
from generator.errors import EditionError

FAMILIES = Path(__file__).parents[2] / "templates"


def _render(folder: Path, text: str, **facts: object) -> str:
    (folder / "a.md").write_text(text, encoding="utf-8")
    return Templates([folder]).render("a", facts).body


def test_a_template_fills_in_facts(tmp_path: Path) -> None:
    assert _render(tmp_path, "得{{ score | score }}分", score=45.58) == "得45.6分"


def test_a_heading_name_is_no_comment(tmp_path: Path) -> None:
    assert _render(tmp_path, "## 一 {#a}") == "## 一 {#a}"


def test_the_sizes_of_levels_are_told_in_one_kind_of_numerals() -> None:
    """GB/T 15835: numbers of one kind in one place have one form: not 三项、12项, nor 二项."""
    of_a_level = re.compile(r"numeral }}项(?:[一二三]|{{ n \| numeral }})级|项(?:二|三)级指标.*numeral }}项")
    alone = re.compile(r"numeral }}项一级指标(?:均列|中，)")
    lines = [(file, line) for file in FAMILIES.glob("*/*.md") for line in file.read_text("utf-8").splitlines()]
    assert len(lines) > 500
    assert not [(file.name, line) for file, line in lines if of_a_level.search(alone.sub("", line))]


def test_a_bound_has_as_few_decimals_as_it_was_given(tmp_path: Path) -> None:
    assert _render(tmp_path, "{{ a | bare }}分，{{ b | bare }}分", a=85.0, b=62.5) == "85分，62.5分"


def test_an_unknown_name_gives_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"a\.md:2"):
        _render(tmp_path, "一\n{{ scroe }}")


def test_a_syntax_error_gives_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"a\.md:3"):
        _render(tmp_path, "一\n二\n{% if %}")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 'a' * 10**9 }}",
        "{{ [1] * 1000000000 }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ '%s' % score }}",
        "{{ score.__init__.__globals__ }}",
        "{% include '../../pyproject.toml' %}",
        "{{ ('x' * 3).format(score) }}",
    ],
)
def test_an_escape_from_the_sandbox_ends_in_words(tmp_path: Path, attack: str) -> None:
    with pytest.raises(EditionError):
        _render(tmp_path, attack, score=1.0)


def test_a_name_from_a_table_cannot_become_markup(tmp_path: Path) -> None:
    body = _render(tmp_path, "{{ name }}", name=markdown_text("*成都*](x) <b> {{ 7*7 }}"))
    assert "49" not in body and r"\*成都\*" in body


def test_a_fence_remembers_its_line_in_the_template(tmp_path: Path) -> None:
    text = "{% for i in [1, 2] %}\n\n```{table} tree\n```\n{% endfor %}"
    assert _render(tmp_path, text).count("```{table} tree @3") == 2
