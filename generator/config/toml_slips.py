"""What is wrong with a text that is no TOML, and the line mended: what people type who write it in a word processor."""

# ruff: noqa: E501 - the words of a fault read best on lines of their own

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass

_WORDS = (
    ("Cannot overwrite a value", "同一个键写了两次", "a key stands twice"),
    ("Cannot declare", "同一节写了两次", "a table is declared twice"),
    ("Expected '=' after a key", "键与值之间应为等号", "an equals sign must stand between key and value"),
    ("Invalid value", "值的写法不对；文字要加英文双引号", "the value is not valid; text goes in straight quotation marks"),
    ("Invalid date", "日期不存在", "there is no such date"),
    ("Illegal character", "文字没有闭合，或含有控制字符", "a text is not closed, or holds a control character"),
    ("Expected newline", "值的写法不对，或一行写了两项", "the value is not valid, or two stand on one line"),
    ("Nested too deeply", "括号嵌套过深", "brackets are nested too deeply"),
    ("Unescaped", "反斜杠须写作 \\\\，或改用单引号", "write a backslash twice, or use single quotation marks"),
    ("Unclosed array", "列表没有闭合，或各项之间不是英文逗号", "a list is not closed, or its items are not parted by commas"),
    ("Invalid statement", "这一行不是“键 = 值”，也不是一节的标题", "neither a key with its value nor the head of a table"),
    ("Unterminated string", "文字没有闭合", "a text is not closed"),
    ("Expected ']", "方括号没有闭合", "a bracket is not closed"),
)
_WIDE = {**{chr(0xFF10 + n): str(n) for n in range(10)}, "＝": "=", "，": ",", "、": ",", "：": "=", "［": "[", "］": "]",
         "【": "[", "】": "]", "｛": "{", "｝": "}", "＃": "#", "．": ".", "－": "-", "\u3000": " ", "＂": '"'}  # fmt: skip
_QUOTES = str.maketrans("“”„‟", '""""')
_LONGEST = 200  # characters of a line that is shown mended


@dataclass(frozen=True)
class TomlFault:
    """A fault of a TOML text in words: its line (0 where it has none), what stands there, what to write instead."""

    zh: str
    en: str
    line: int
    value: str
    hint_zh: str
    hint_en: str


def words_of_toml(error: tomllib.TOMLDecodeError, text: str) -> TomlFault:
    """Return a parser's complaint in words, with the line at fault and, where a slip is plain, the line mended."""
    said, lines = str(error), text.splitlines()
    found = re.search(r"at line (\d+)", said)
    written = [number for number, row in enumerate(lines, start=1) if row.strip()]
    line = int(found.group(1)) if found else written[-1] if "end of document" in said and written else 0
    zh, en = next(((zh, en) for start, zh, en in _WORDS if said.startswith(start)), ("写法有误", "not written as it must be"))
    row = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    no_date = said.startswith("Invalid date")
    better = mended(row) if row and len(row) <= _LONGEST and not no_date else ""
    hint = (f"改为：{better}", f"write: {better}") if better else ("", "")
    hint = ("请核对这个月有几天", "see how many days the month has") if no_date else hint
    return TomlFault(f"不是有效的 TOML：{zh}", f"not valid TOML: {en}", line, row[:80], *hint)


def mended(row: str) -> str:
    """Return a line as it was most likely meant, empty where no slip is plain. What is returned is TOML by itself."""
    for change in (*_CHANGES, _all):
        better = change(row)
        if better != row and _is_toml(better):
            return better
    return ""


def _is_toml(row: str) -> bool:
    try:
        return bool(tomllib.loads(row))
    except (tomllib.TOMLDecodeError, RecursionError):
        return False


def _outside(row: str, change: Callable[[str], str]) -> str:
    """Return a line changed outside of its texts in straight quotation marks."""
    parts = re.split(r"(\"[^\"]*\"|'[^']*')", row)
    return "".join(part if n % 2 else change(part) for n, part in enumerate(parts))


def _straight(row: str) -> str:
    return _outside(row, lambda part: part.translate(_QUOTES))


def _narrow(row: str) -> str:
    return _outside(row, lambda part: "".join(_WIDE.get(sign, sign) for sign in part))


def _small_truth(row: str) -> str:
    words = {"True": "true", "TRUE": "true", "是": "true", "False": "false", "FALSE": "false", "否": "false"}
    return _outside(row, lambda part: re.sub(r"(?<==)\s*(True|TRUE|是|False|FALSE|否)\s*$", lambda m: f" {words[m[1]]}", part))


def _equals(row: str) -> str:
    return re.sub(r"^(\s*[\w.-]+)\s*[:：]\s*", r"\1 = ", row, count=1)


def _share(row: str) -> str:
    return _outside(row, lambda part: re.sub(r"([\d.]+)\s*[%％]", lambda m: f"{float(m[1]) / 100:g}" if _plain(m[1]) else m[0], part))


def _plain(number: str) -> bool:
    return bool(re.fullmatch(r"\d{1,6}(\.\d{1,6})?", number))


def _date(row: str) -> str:
    made = r"(\d{4})\s*[./年]\s*(\d{1,2})\s*[./月]\s*(\d{1,2})\s*日?"
    return _outside(row, lambda part: re.sub(made, lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", part))


def _comment(row: str) -> str:
    return _outside(row, lambda part: re.sub(r"(//|--|；|;)", "#", part, count=1))


def _slashes(row: str) -> str:
    return row.replace("\\", "/")


def _quoted(row: str) -> str:
    """Return `key = words` with its words in quotation marks, and marks inside them as Chinese ones."""
    match = re.fullmatch(r"([\w.-]+)\s*=\s*(.*?[^\s#])(\s+#.*)?\s*", row)
    if not match or match[2][0] in "[{" or re.fullmatch(r"[\d.,%+-]+", match[2]):
        return row
    words = re.sub(r'^"|"$', "", match[2])
    words = re.sub(r'"([^"]*)"', r"“\1”", words)
    return row if '"' in words or "\\" in words else f'{match[1]} = "{words}"{match[3] or ""}'


_CHANGES = (_straight, _narrow, _small_truth, _equals, _share, _date, _comment, _slashes, _quoted)


def _all(row: str) -> str:
    for change in _CHANGES[:-1]:
        row = change(row)
    return row
