"""What `whitepaper explain CODE` says, and the page of all codes in the documentation."""

from __future__ import annotations

from generator.findings import Severity, user_language
from generator.scores.rules import RULES, Rule

BEGIN, END = "<!-- score tables: begin -->", "<!-- score tables: end -->"

_SEVERITY = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.NOTE: ("提示", "note"),
}


def explain(code: str, language: str | None = None) -> str | None:
    """Return title, severity, reason and remedy of a code as lines of text, None for an unknown code."""
    rule = RULES.get(code.strip().upper())
    if rule is None:
        return None
    english = (language or user_language()) == "en"
    severity = _SEVERITY[rule.severity][english]
    title, why, hint = (
        (rule.title_en, rule.why_en, rule.hint_en) if english else (rule.title_zh, rule.why_zh, rule.hint_zh)
    )
    lines = [
        f"{rule.code}  {title}  ({severity})" if english else f"{rule.code}　{title}（{severity}）",
        "",
        why,
    ]
    remedy = _plain(hint)
    if remedy:
        lines += ["", f"Remedy: {remedy}." if english else f"处理：{remedy}。"]
    return "\n".join(lines)


def page() -> str:
    """Return the part of docs/findings.md on score tables: one section per code, in order of the codes."""
    sections = [
        _section(rule)
        for rule in sorted(RULES.values(), key=lambda rule: (rule.code.lstrip("EWNOK"), rule.code))
    ]
    return "\n".join([BEGIN, "", *sections, END])


def _section(rule: Rule) -> str:
    zh, en = _SEVERITY[rule.severity]
    remedy = (
        [f"- 处理：{_plain(rule.hint_zh)}。", f"- Remedy: {_plain(rule.hint_en)}."]
        if _plain(rule.hint_zh)
        else []
    )
    lines = [
        f"## {rule.code}　{rule.title_zh} · {rule.title_en}",
        "",
        f"{zh} / {en}",
        "",
        f"- 说明：{rule.why_zh}",
        f"- Meaning: {rule.why_en}",
        *remedy,
        "",
    ]
    return "\n".join(lines)


def _plain(hint: str) -> str:
    """Return a hint without its fields: what can be said before a case is known."""
    whole = hint.removesuffix("{near}")  # what is only sometimes added
    parts = [part.strip(" ；;") for part in whole.replace("；", ";").split(";")]
    return ("；" if "；" in whole else "; ").join(part for part in parts if part and "{" not in part)
