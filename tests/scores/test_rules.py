"""The table of rules: complete in both languages, and the same as the documentation."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from generator.findings import Place, Severity
from generator.gazetteer.match import WORDS
from generator.scores.explain import explain, page
from generator.scores.rules import RULES, find, show
from generator.scores.wording import WORDING

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_codes_are_given_once() -> None:
    assert len(RULES) == len(WORDING)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_speaks_both_languages_and_its_letter_fits(rule) -> None:  # type: ignore[no-untyped-def]
    assert all((rule.title_zh, rule.title_en, rule.zh, rule.en, rule.why_zh, rule.why_en))
    assert bool(rule.hint_zh) == bool(rule.hint_en)
    assert (rule.code[0] == "E") == (rule.severity is Severity.ERROR)
    filled = dict.fromkeys(fields(rule.zh + rule.en + rule.hint_zh + rule.hint_en) - {"value"}, "x")
    found = find(rule.code, Place("scores.xlsx", "评分", "C5"), 5, None, **filled)
    assert found.zh and found.en and "{" not in found.zh + found.en


def test_every_code_of_the_gazetteer_is_explained() -> None:
    assert set(WORDS) <= set(RULES)


def test_the_documentation_is_made_from_the_rules() -> None:
    assert page() in PAGE.read_text(encoding="utf-8"), "run scripts/make_findings_page.py"


def test_a_code_is_explained_in_either_language() -> None:
    assert "超出范围" in (explain("e201", "zh") or "")
    assert "Out of range" in (explain("E201", "en") or "")
    assert explain("E999") is None


def test_values_are_shown_without_what_cannot_be_seen() -> None:
    assert show("a\u202eb\x00c\u200b") == "a\\u202eb\\u0000c\\u200b"
    assert len(show("长" * 300)) == 80
    assert show(101.0) == "101"
