"""Layout cases of a JSON list, read and checked: every fault in words that name the case and the field."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from generator.errors import InputError
from generator.typeset.markup import unpaired_tags

LONGEST_NAME = 60  # characters, so that the longest Chinese name fits a file system's 255 bytes
WIDEST = 400.0  # em
MOST_LINES = 500.0


@dataclass(frozen=True)
class Case:
    """One layout case: lengths in em of the text, page height in lines or the usual one."""

    name: str
    text: str
    width: float
    indent: float
    page_lines: int | None
    is_table: bool
    sweep: tuple[float, ...]


def read_cases(cases: list[dict[str, Any]]) -> list[Case]:
    """Return the cases of a list; one InputError tells the first fault of each of them."""
    read: list[Case] = []
    faults: list[tuple[str, str]] = []
    for number, case in enumerate(cases, 1):
        try:
            read.append(_read_case(case, number))
        except InputError as error:
            faults.append((error.say("zh"), error.say("en")))
    # Names differing by case alone are one file on Windows and macOS.
    counts = Counter(case.name.casefold() for case in read)
    faults += [
        (f"有 {count} 个样例的 id 都是 {name}（不分大小写）", f"{count} cases have the id {name} (case aside)")
        for name, count in counts.items()
        if count > 1
    ]
    if faults:
        raise InputError("\n".join(zh for zh, _ in faults), en="\n".join(en for _, en in faults))
    return read


def _read_case(case: dict[str, Any], number: int) -> Case:
    name = case.get("id")
    place = f"{number} ({_short(name)})" if isinstance(name, str | int) else str(number)
    sweep = case.get("sweep_em") or ()
    if not isinstance(sweep, list | tuple):
        raise _fault(place, "sweep_em", ("应为宽度的列表", "must be a list of widths"), sweep)
    widths = tuple(_number(place, "sweep_em", width, (1.0, WIDEST)) for width in sweep)
    lines = case.get("page_lines")
    return Case(
        name=_file_name(_text(place, "id", name), number),
        text=_marked_up(place, _text(place, "text", case.get("text"))),
        width=_number(place, "width_em", case.get("width_em", widths[0] if widths else None), (1.0, WIDEST)),
        indent=_number(place, "indent", case.get("indent") or 0, (-WIDEST, WIDEST)),
        page_lines=None if lines is None else int(_number(place, "page_lines", lines, (1.0, MOST_LINES))),
        is_table=case.get("kind") == "table",
        sweep=widths,
    )


def _text(place: str, field: str, value: Any) -> str:
    allowed = str if field == "text" else str | int
    if isinstance(value, bool) or not isinstance(value, allowed):
        raise _fault(place, field, ("应为文字", "must be text"), value)
    return str(value)


def _marked_up(place: str, text: str) -> str:
    for piece in text.split("|"):
        if astray := unpaired_tags(piece):
            raise _fault(place, "text", ("标记不成对", "has tags without a partner"), " ".join(astray))
    return text


def _number(place: str, field: str, value: Any, between: tuple[float, float]) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    least, most = between
    if not least <= number <= most:
        words = (f"应为 {least:g} 至 {most:g} 的数", f"must be a number from {least:g} to {most:g}")
        raise _fault(place, field, words, value)
    return number


def _fault(place: str, field: str, words: tuple[str, str], value: Any) -> InputError:
    zh, en = words
    found = _short(value) if isinstance(value, str) else _short(repr(value))
    return InputError(
        f"第 {place} 个样例的 {field} {zh}：{found}", en=f"{field} of case {place} {en}: {found}"
    )


def _short(value: object) -> str:
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "�", str(value))
    return text if len(text) <= 60 else text[:59] + "…"


def _file_name(name: str, number: int) -> str:
    """Return `name` as a file name on every system."""
    safe = re.sub(r'[\x00-\x1f\ud800-\udfff<>:"/\\|?*]', "_", name)[:LONGEST_NAME].strip(". ")
    return safe or f"case-{number}"
