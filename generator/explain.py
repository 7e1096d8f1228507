"""What a finding's code means: the rule tables as pages."""

from __future__ import annotations

from generator.errors import InputError
from generator.findings import user_language
from generator.scores.rules import RULES

EDITION_PAGES: dict[str, tuple[str, str, str, str]] = {
    "E401": (
        "版本文件有错误", "The edition file is at fault",
        "edition.toml 中有不认识的键、缺少的项，或不合要求的值；每处都列出键名与建议。",
        "edition.toml has an unknown key, lacks one, or holds a value out of place; each is listed.",
    ),
    "E402": (
        "版本的附表有错误", "A table beside the scores is at fault",
        "城市群名单或历年等级数量表中有不认识的名称、重复的行或不是数字的格；信息中写明行号。",
        "The table of clusters or of tier counts names what is not in the book, twice, or no number.",
    ),
    "E410": (
        "模板或评述不能使用", "A template or commentary cannot be used",
        "模板语法、区块名、选项、引用或 Markdown 写法有误；信息中写明文件与行号。",
        "A template's syntax, a block, an option, a reference or the markup is wrong; file and line are named.",
    ),
    "W411": (
        "缺少评述", "A commentary is missing",
        "模板要求一篇手写文字，而 commentary 文件夹中没有。该处不排文字，其余照常。",
        "A template asks for a hand-written text that is not in the commentary folder; nothing is set there.",
    ),
    "E420": (
        "字体中没有这个字", "No face has this character",
        "所有字体都没有该字形。为避免印出方框，停止生成。可换字，或放入收字更全的字体（见 fonts/README.md）。",
        "No face can draw the character. Nothing is written rather than a box; see fonts/README.md.",
    ),
    "N430": (
        "地图没有审图号", "A map has no review number",
        "公开出版的中国地图须有审图号。填入 figures.map_review_number，或改用 map = \"tile\"。",
        "Published maps of China need a review number: enter it, or choose the tile map.",
    ),
}


def explain_code(code: str) -> str:
    """Return the page of `code` in the user's language; InputError where there is none."""
    wanted = code.strip().upper()
    english = user_language() == "en"
    if wanted in RULES:
        rule = RULES[wanted]
        title, why = (rule.title_en, rule.why_en) if english else (rule.title_zh, rule.why_zh)
        return f"{wanted} {title}\n\n{why}"
    if wanted in EDITION_PAGES:
        title_zh, title_en, zh, en = EDITION_PAGES[wanted]
        return f"{wanted} {title_en}\n\n{en}" if english else f"{wanted} {title_zh}\n\n{zh}"
    raise InputError(f"没有代码“{code}”；全部代码见 docs/findings.md", en=f"there is no code {code}")
