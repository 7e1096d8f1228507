"""One cell to one number: what is taken without loss, what is refused, under which code."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from generator.scores.grid import CellError, ExcelDate, Raw, is_blank

LONGEST = 2_000

_NUMBER = re.compile(r"^[+-]?(?:\d{1,15}(?:\.\d{0,17})?|\.\d{1,17})(?:[eE][+-]?\d{1,3})?$")
_THOUSANDS = re.compile(r"^[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$")
_WITH_UNIT = re.compile(r"^([+-]?\d+(?:\.\d+)?)([^\d.,\s+-][^\d]{0,7})$")
_CHINESE = re.compile(r"^[零〇一二三四五六七八九十百千万亿点两]+$")
_DECIMAL_COMMA = re.compile(r"^\d+,\d{1,2}$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
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
    hint: str = ""


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
    text = unicodedata.normalize("NFKC", raw).strip(" \t\r\n\u200b\ufeff").replace("−", "-")
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
    if match := _WITH_UNIT.match(text):
        return Reading(None, "E204", match.group(1))
    if _DECIMAL_COMMA.match(text):
        return Reading(None, "E207", f"逗号小数有歧义，是否应为 {text.replace(',', '.')}？")
    if _THOUSANDS.match(text):
        return Reading(None, "E207", "评分列不接受千分位")
    if _CHINESE.match(text):
        return Reading(None, "E207", "请用阿拉伯数字")
    if text.lower() in ("nan", "na", "n/a", "null", "none", "无", "缺失", "/", "--", "*"):
        return Reading(None, "E207", "若表示缺失，请写“—”，或在版本文件的 missing_markers 中声明")
    return Reading(None, "E207", "请填入数字；缺失写“—”")


def _clean(value: float) -> float:
    return 0.0 if abs(value) < _NORMAL_MIN else value


def has_control(text: str) -> bool:
    """Return whether a text holds characters that Word and PDF cannot (controls, lone surrogates)."""
    return bool(_FORBIDDEN.search(text))


def looks_like_formula(text: str) -> bool:
    """Return whether a text could run as a formula when an exported table is opened."""
    return text[:1] in ("=", "+", "-", "@", "\t") and len(text.strip()) > 1
