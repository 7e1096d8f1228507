"""One cell to one number: what is taken without loss, what is refused, under which code."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from generator.gazetteer.names import folded
from generator.scores.grid import CellError, ExcelDate, Raw, is_blank
from generator.scores.rules import NOTHING, Words

LONGEST = 2_000

_NUMBER = re.compile(r"^[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,17})?|\.[0-9]{1,17})(?:[eE][+-]?[0-9]{1,3})?$")
_THOUSANDS = re.compile(r"^[+-]?[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?$")
_WITH_UNIT = re.compile(r"^([+-]?[0-9]+(?:\.[0-9]+)?)\s*([^\d.,。\s+/±~-][^\d]{0,7})$")
_DATE = re.compile(
    r"^(?:\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|"
    r"sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-\d{1,2})$",
    re.IGNORECASE,
)
_TRUTH = ("true", "false", "真", "假")
_CHINESE = re.compile(r"^[零〇一二三四五六七八九十百千万亿点两]+$")
_DECIMAL_COMMA = re.compile(r"^[0-9]+[,。·][0-9]{1,2}$")
_ABOUT = re.compile(r"^(?:第|约|大约|近|≈|~)\s*(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?:名|位|分)?$")
_MAGNITUDE = re.compile(r"^[0-9.,]+\s*[十百千万亿kKmMbB]")  # 1.7万亿: without its unit it is another number
_LETTERS = re.compile(r"^(?=.*[OoIl])[0-9OoIl.]+$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNDECLARED = frozenset(
    ("nan", "na", "n/a", "null", "none", "无", "缺", "缺失", "缺测", "空", "/", "--", "*", "…", "未知", "无数据")
)
_NORMAL_MIN = 2.2250738585072014e-308


@dataclass(frozen=True)
class Reading:
    """A cell read as a number: its value, or None with a code; `code` may also accompany a value.

    Codes: "" clean, "blank", "marker", W203 text number, E204 unit, E207 no number,
    E208 date, E209 truth value, E210 error value, E313 control character, E405 too long,
    "percent" a percentage (value already a share).
    """

    value: float | None
    code: str = ""
    hint: str | Words = NOTHING


BLANK = Reading(None, "blank")


def read_number(raw: Raw, markers: frozenset[str] = frozenset(), thousands: bool = False) -> Reading:
    """Return what a cell says as a number. Negative zero and subnormal numbers become 0."""
    if raw is None:
        return BLANK
    if isinstance(raw, bool):
        return Reading(None, "E209")
    if isinstance(raw, float | int):
        return Reading(_clean(float(raw))) if math.isfinite(raw) else Reading(None, "E207")
    if isinstance(raw, ExcelDate):
        return Reading(None, "E208")
    if isinstance(raw, CellError):
        return Reading(None, "E210")
    return _read_text(raw, markers, thousands)


def _read_text(raw: str, markers: frozenset[str], thousands: bool) -> Reading:
    if len(raw) > LONGEST:
        return Reading(None, "E405")
    if _FORBIDDEN.search(raw):
        return Reading(None, "E313")
    if is_blank(raw):
        return BLANK
    text = folded(raw).strip(" \t\r\n\u00a0\u200b\ufeff").replace("−", "-")
    if raw.strip() in markers or text in markers:
        return Reading(None, "marker")
    if _NUMBER.match(text):
        value = float(text)
        return Reading(_clean(value), "W203") if math.isfinite(value) else Reading(None, "E207")
    if thousands and _THOUSANDS.match(text):
        return Reading(_clean(float(re.sub("[, ]", "", text))), "W203")
    if text.startswith("#") and text.rstrip("!?").isupper():
        return Reading(None, "E210")
    return _refuse(text)


def _refuse(text: str) -> Reading:
    if text.endswith("%") and _NUMBER.match(text[:-1].strip()):
        return Reading(_clean(float(text[:-1]) / 100), "percent", text[:-1].strip())
    if text.lower() in _TRUTH:
        return Reading(None, "E209")
    if _DATE.match(text):
        return Reading(None, "E208")
    if _MAGNITUDE.match(text):
        zh, en = "换算成本列统一的单位，只填数字", "convert it to the unit of the column and enter the number alone"
        return Reading(None, "E207", Words(zh, en))
    if match := _WITH_UNIT.match(text):
        return Reading(None, "E204", match.group(1))
    return Reading(None, "E207", _advice(text))


def _advice(text: str) -> Words:
    """Return what to do about a text that is no number."""
    if match := _ABOUT.match(text):
        number = match["number"]
        return Words(f"只填数字：{number}", f"enter the number alone: {number}")
    if _DECIMAL_COMMA.match(text):
        plain = re.sub("[,。·]", ".", text)
        return Words(f"逗号或句号作小数点有歧义，是否应为 {plain}？", f"an odd decimal mark; is {plain} meant?")
    if _THOUSANDS.match(text):
        return Words("评分列不接受千分位", "no thousands marks in score columns")
    if _CHINESE.match(text):
        return Words("请用阿拉伯数字", "use the digits 0–9")
    if text.startswith("="):
        return Words("这是公式，此处不计算；请填结果", "a formula is not evaluated here: enter its result")
    if _LETTERS.match(text):
        return Words("字母 O、l 是否应为数字 0、1？", "are the letters O and l meant as 0 and 1?")
    if text.lower() in _UNDECLARED:
        zh = "若表示缺失，请写“—”，或在版本文件的 missing_markers 中声明"
        return Words(zh, "if it means missing, write — or declare it in missing_markers")
    numbers = re.findall(r"[0-9]+(?:\.[0-9]+)?", text)
    if len(numbers) == 1 and not re.search(r"[<>≤≥+/a-zA-Z]|以[上下]", text):
        return Words(f"只填数字：{numbers[0]}", f"enter the number alone: {numbers[0]}")
    return Words("请填入数字；缺失写“—”", "enter a number; where there is none, write —")


def _clean(value: float) -> float:
    return 0.0 if abs(value) < _NORMAL_MIN else value


def has_control(text: str) -> bool:
    """Return whether a text holds characters that Word and PDF cannot (controls, lone surrogates)."""
    return bool(_FORBIDDEN.search(text))


def looks_like_formula(text: str) -> bool:
    """Return whether a text could run as a formula when an exported table is opened."""
    return text[:1] in ("=", "+", "-", "@", "\t") and len(text.strip()) > 1
