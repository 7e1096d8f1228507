"""What commentary may not hold: HTML, dangerous links, pictures from outside. Shown as text, and told.

The Markdown reader never runs any of it (HTML is off, links keep to https, http and mailto);
these findings say so to the writer, who meant something by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.chapters.markdown import unpaired_stars
from generator.findings import Finding, Place, Severity

_CODE = re.compile(r"`[^`]*`")
_RULES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"<(?:/?[A-Za-z][^<>]*|!--.*?|[!?][^<>]*)>?"),
        "HTML 不起作用，按原样作为文字排出", "HTML has no effect; it is printed as text",
    ),
    (
        re.compile(r"\]\(\s*<?(?!(?:https?:|mailto:|#))[A-Za-z][A-Za-z0-9+.-]*:[^)]*\)", re.IGNORECASE),
        "链接只允许 https、http 与 mailto，这一处不会成为链接",
        "links lead to https, http and mailto only; this one becomes none",
    ),
    (
        re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*<?(?![A-Za-z][A-Za-z0-9+.-]*:|#)[^()\s<>]+>?\)"),
        "链接须写完整网址（https://…），这一处只留文字", "a link is a whole address (https://…); this one becomes none",
    ),
    (
        re.compile(r"!\[[^\]]*\]\(\s*<?(?:[A-Za-z][A-Za-z0-9+.-]*:|//|/|[^)]*\.\.)[^)]*\)"),
        "图片只允许版本文件夹内的相对路径，这一处不排图片",
        "pictures lie inside the edition's folder; this one is left out",
    ),
)


def markup_findings(text: str, file: str, first_line: int = 1) -> Iterator[Finding]:
    """Yield W333 for every piece of markup that is not carried out, with its line."""
    fenced = False
    for number, line in enumerate(text.split("\n"), start=first_line):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced:
            continue
        bare = _CODE.sub("", line)
        for pattern, zh, en in _RULES:
            for match in pattern.finditer(bare):
                yield Finding(
                    "W333", Severity.WARNING, Place(file, line=number), match[0][:80],
                    f"{zh}：{match[0][:60]}", f"{en}: {match[0][:60]}",
                    "请改用 Markdown 写法，或删去", "write it in Markdown, or remove it",
                )


def star_findings(text: str, file: str, first_line: int = 1) -> Iterator[Finding]:
    """Yield W334, with line and column, where stars of emphasis stay in the text: a pair that was not closed."""
    rows = text.split("\n")
    for line, column in unpaired_stars(text):
        around = rows[line][max(0, column - 11) : column + 11]
        yield Finding(
            "W334", Severity.WARNING, Place(file, line=first_line + line, column=column), around,
            f"加粗的星号没有成对：“{around}”", f"stars of emphasis that do not pair: {around}",
            "补上或删去星号", "pair or remove the stars",
        )
