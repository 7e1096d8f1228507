"""The findings about texts, declared: code, severity, words in both languages, what to do.

W is a warning, which `--strict` stops at. Codes never change their meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.findings import Finding, Place, Severity

W, N = Severity.WARNING, Severity.NOTE


@dataclass(frozen=True)
class TextRule:
    """One kind of problem in a text; the templates are filled with the fields of the case."""

    code: str
    severity: Severity
    title_zh: str
    title_en: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str


_WORDS = (
    (
        "W701",
        W,
        "文字与数据不符",
        "Text and tables disagree",
        "“{clause}”：“{stated}”与数据不符，数据为{table}（{source}）",
        "“{clause}”: “{stated}” disagrees with the tables, which say {table} ({source})",
        '改正文字；确需保留的，在文中另起一行写 [核对 {words}]: # "理由"',
        'correct the text; to let it stand, add a line [claim {words}]: # "reason"',
    ),
    (
        "W702",
        W,
        "两处文字相互矛盾",
        "Two texts contradict each other",
        "“{clause}”与 {other} 的“{before}”不能同时成立",
        "“{clause}” cannot be true together with “{before}” in {other}",
        "核对两处所述，改正其一",
        "check both and correct one",
    ),
    (
        "W703",
        W,
        "名称有误",
        "Wrong name",
        "“{clause}”中的“{stated}”有误：{table}",
        "“{stated}” in “{clause}” is not right: {table}",
        "是否应为{near}？",
        "perhaps {near}",
    ),
    (
        "W704",
        W,
        "不属本书范围",
        "Outside the scope of the paper",
        "“{clause}”：{table}",
        "“{clause}”: {table}",
        "确认所述地区，或移出正文",
        "check the place meant, or take it out",
    ),
    (
        "W705",
        W,
        "权重合计不为 100%",
        "Weights do not sum to 100 %",
        "{stated}，{table}",
        "{stated}; {table}",
        "核对指标体系表",
        "check the table of indicators",
    ),
    (
        "W706",
        W,
        "数目或列举有误",
        "A list and its number disagree",
        "“{clause}”：写作“{stated}”，{table}",
        "“{clause}”: it says “{stated}”, {table}",
        "核对列举的名称与个数",
        "check the names listed and their number",
    ),
    (
        "W708",
        W,
        "豁免没有理由",
        "Waiver without a reason",
        "对“{words}”的豁免没有写理由，不予采用",
        "the waiver for “{words}” gives no reason and is not applied",
        "在 # 之后的引号内写明理由",
        "give the reason in quotes after #",
    ),
    (
        "W709",
        W,
        "豁免没有对象",
        "Waiver without a claim",
        "文中没有含“{words}”的陈述，豁免落空",
        "no claim in this text holds “{words}”, the waiver is void",
        "删去，或照抄所豁免的原文",
        "delete it, or copy the words it is for",
    ),
    (
        "N710",
        N,
        "措辞大于差距",
        "Words larger than the difference",
        "“{clause}”：说“{stated}”，而{table}",
        "“{clause}”: it says “{stated}”, but the tables say {table}",
        "差距很小，权重稍有变化名次就会互换；换用“略高于”“接近”之类的措辞",
        "so small a difference turns round with slightly other weights; say “slightly above” or “close to”",
    ),
)
RULES: dict[str, TextRule] = {row[0]: TextRule(*row) for row in _WORDS}


def find(code: str, place: Place, value: str, **fields: str) -> Finding:
    """Return the finding of a rule at `place`; `fields` fill its templates."""
    rule = RULES[code]
    words = {name: _shown(field) for name, field in fields.items()}
    return Finding(
        code,
        rule.severity,
        place,
        _shown(value),
        rule.zh.format(**words),
        rule.en.format(**words),
        rule.hint_zh.format(**words),
        rule.hint_en.format(**words),
    )


def _shown(text: str, limit: int = 120) -> str:
    """Return text fit to print: on one line, without control characters, not too long."""
    plain = "".join(character if character.isprintable() else " " for character in text)
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"
