"""Slips of the keyboard are found, mended, and nothing else is touched."""

from __future__ import annotations

import pytest

from generator.chapters.style_rules import mend, style_findings

SLIPS = [
    ("数字经济,发展迅速.", "数字经济，发展迅速。", "W501"),
    ("成都、重庆;贵阳", "成都、重庆；贵阳", "W501"),
    ("成都(四川省会)领先", "成都（四川省会）领先", "W502"),
    ('推进"双循环"战略', "推进“双循环”战略", "W503"),
    ("推进”双循环“战略", "推进“双循环”战略", "W503"),
    ("数字 经济", "数字经济", "W504"),
    ("建成 5G 基站 2000 座", "建成5G基站2000座", "W504"),
    ("城市--西部的中心", "城市——西部的中心", "W505"),
    ("城市──西部的中心", "城市——西部的中心", "W505"),
    ("成都等城市...", "成都等城市……", "W506"),
    ("成都等城市。。。", "成都等城市……", "W506"),
    ("２０１９年", "2019年", "W507"),
    ("成都\u202e文字", "成都文字", "W509"),
    ("成都\x0b文字", "成都文字", "W509"),
    ("发展，，迅速", "发展，迅速", "W508"),
]
SOUND = [
    "2019年，西部地区GDP占全国的20.7%——比2000年高3.2个百分点。",
    "《方案》（2020—2022年）提出“1+N”模式……",
    "访问 https://example.org/a,b 与 `a, b` 的说明",
    "兰州—西宁城市群与中国—东盟信息港",
    "“一核”“四园”“多点”，以“上云”为主",
    "R&D intensity, in per cent (OECD)",
    "- **成都高新区**：建设“智慧城市”",
    "时间为9:00—17:00，增速为1.5%、2.3%",
    "[^1]: 资料来源：《规划》。",
]


@pytest.mark.parametrize(("wrong", "right", "code"), SLIPS)
def test_a_slip_is_found_and_mended(wrong: str, right: str, code: str) -> None:
    assert code in {finding.code for finding in style_findings(wrong, "a.md")}
    assert mend(wrong) == right


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_gives_no_finding_and_stays(text: str) -> None:
    assert list(style_findings(text, "a.md")) == []
    assert mend(text) == text


@pytest.mark.parametrize(("wrong", "right", "code"), SLIPS)
def test_mending_twice_changes_nothing_more(wrong: str, right: str, code: str) -> None:
    assert mend(mend(wrong)) == mend(wrong)


def test_a_finding_names_line_and_suggestion() -> None:
    (finding,) = style_findings("第一行。\n数字,经济", "a.md", first_line=5)
    assert finding.place.line == 6
    assert "数字，经济" in finding.hint("zh")
