"""Slips of the keyboard in Chinese text, found and mended: punctuation, quotes, dashes, spaces, digits.

Rules after GB/T 15834—2011 (marks) and GB/T 15835—2011 (figures). Each is a pattern and its
replacement; code, links and addresses are left alone. Nothing is changed in silence: a rule
gives a finding with the mended text, and `mend` is for those who ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.findings import Finding, Place, Severity

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CN = f"[{_HAN}，。、；：？！“”‘’（）《》〈〉【】…—]"
_LEFT_ALONE = re.compile(r"`[^`]*`|https?://[^\s）)]+|\[\^[^\]]+\]:?|\]\([^)]*\)|\{[^{}]*\}|^\s*(?:[-*+]|\d+\.)\s|^#+\s")

_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_FULL_DIGITS = {ord("０") + n: str(n) for n in range(10)} | {ord("．"): "."}


@dataclass(frozen=True)
class StyleRule:
    """One kind of slip: what it looks like, what it becomes, and words for it."""

    code: str
    pattern: re.Pattern[str]
    mend: Callable[[re.Match[str]], str]
    zh: str
    en: str


def _rule(code: str, pattern: str, mend: str | Callable[[re.Match[str]], str], zh: str, en: str) -> StyleRule:
    change = mend if callable(mend) else (lambda match, text=mend: match.expand(text))
    return StyleRule(code, re.compile(pattern), change, zh, en)


RULES: tuple[StyleRule, ...] = (
    _rule(
        "W501", f"(?<={_CN})[,;:?!](?={_CN}|$)|(?<=[{_HAN}])[,;:?!](?=\\s*[{_HAN}])", lambda m: _WIDE[m[0]],
        "中文之间用了半角标点", "half-width mark between Chinese",
    ),
    _rule(
        "W501", f"(?<=[{_HAN}])\\.(?=[{_HAN}]|$)", "。", "中文之间用了半角标点",
        "half-width mark between Chinese",
    ),
    _rule(
        "W502", f"\\((?=[^()]*[{_HAN}])([^()]*)\\)", r"（\1）", "中文内容用了半角括号",
        "half-width brackets round Chinese",
    ),
    _rule("W503", f'"([^"]*[{_HAN}][^"]*)"', r"“\1”", "中文用了直引号", "straight quotes round Chinese"),
    _rule("W503", f"'([^']*[{_HAN}][^']*)'", r"‘\1’", "中文用了直引号", "straight quotes round Chinese"),
    _rule("W503", "^([^“”]*)”([^“”]*)“", r"\1“\2”", "引号方向相反", "quotes the wrong way round"),
    _rule("W504", f"(?<={_CN})\\s+(?={_CN})", "", "中文之间有空格", "space between Chinese"),
    _rule(
        "W504", f"(?<=[{_HAN}])[ \\t]+(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])[ \\t]+(?=[{_HAN}])", "",
        "中西文之间的空隙由排版给出，不必敲空格", "the gap beside Latin is set by the typesetter, not typed",
    ),
    _rule("W504", r"(?<=\S)[ \t]{2,}(?=\S)", " ", "连续空格", "double space"),
    _rule(
        "W505", f"(?<=[{_HAN}”）》])(?:--+|——-+|──+|－－+|–)(?=[{_HAN}“（《])", "——",
        "破折号应占两格（——）；连接地名、时间用一字线（—）", "a Chinese dash is two em (——), a range one",
    ),
    _rule(
        "W506", f"(?<=[{_HAN}])(?:\\.{{3,}}|。{{2,}}|·{{3,}}|…(?!…)(?<!……))", "……", "省略号应为六点（……）",
        "a Chinese ellipsis is six dots (……)",
    ),
    _rule(
        "W507", "[０-９]+(?:．[０-９]+)?", lambda m: m[0].translate(_FULL_DIGITS), "数字用了全角",
        "full-width digits",
    ),
    _rule(
        "W509", "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "",
        "不可见的控制字符", "an invisible control character",
    ),
    _rule("W508", "([，。；：、])\\1+", r"\1", "重复的标点", "a mark typed twice"),
)


def style_findings(text: str, file: str, first_line: int = 1) -> Iterator[Finding]:
    """Yield a warning for every slip, with line and the mended clause as suggestion."""
    for number, line in enumerate(text.split("\n"), start=first_line):
        seen: set[tuple[str, int]] = set()
        for rule, match in _slips(line):
            if (rule.code, match.start()) in seen:
                continue
            seen.add((rule.code, match.start()))
            around = line[max(0, match.start() - 8) : match.end() + 8]
            mended, around = mend(around), _visible(around)
            yield Finding(
                rule.code, Severity.WARNING, Place(file, line=number, cell=""), around,
                f"第 {match.start() + 1} 字：{rule.zh}：“{around}”",
                f"column {match.start() + 1}: {rule.en}: {around}",
                f"改为“{mended}”", f"write {mended}",
            )


def _visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def _slips(line: str) -> Iterator[tuple[StyleRule, re.Match[str]]]:
    protected = [match.span() for match in _LEFT_ALONE.finditer(line)]
    for rule in RULES:
        for match in rule.pattern.finditer(line):
            if not any(start <= match.end() and match.start() <= end for start, end in protected):
                yield rule, match


def mend(text: str) -> str:
    """Return `text` with every slip mended; what is code or an address stays as it is."""
    return "\n".join(_mend_line(line) for line in text.split("\n"))


def _mend_line(line: str) -> str:
    for rule in RULES:
        pieces, end = [], 0
        for match in _LEFT_ALONE.finditer(line):
            pieces += [(line[end : match.start()], True), (match[0], False)]
            end = match.end()
        pieces.append((line[end:], True))
        line = "".join(rule.pattern.sub(rule.mend, piece) if open_ else piece for piece, open_ in pieces)
    return line
