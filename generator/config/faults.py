"""What is wrong with an edition file, in words: every fault with its key, its line and what to write instead."""
# ruff: noqa: E501 - the words of a fault read best on lines of their own

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
import typing
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.config.toml_slips import words_of_toml
from generator.english import amount
from generator.errors import EditionError
from generator.findings import Finding, Place, Severity

Loc = tuple[str | int, ...]

_LONGEST_LIST = 12  # keys named where none is near
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# Kind of fault, as pydantic calls it or as `edition.py` raises it → words in Chinese and English.
_REASONS = {
    "extra_forbidden": ("不认识的键", "unknown key"),
    "missing": ("缺少这一项", "this is missing"),
    "string_type": ("应为文字（加英文双引号）", "must be text, in quotation marks"),
    "int_type": ("应为整数", "must be a whole number"),
    "int_parsing": ("应为整数", "must be a whole number"),
    "int_from_float": ("应为整数", "must be a whole number"),
    "float_type": ("应为数字", "must be a number"),
    "float_parsing": ("应为数字", "must be a number"),
    "finite_number": ("应为有限的数，不能是 nan 或 inf", "must be a finite number, not nan or inf"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "bool_parsing": ("应为 true 或 false", "must be true or false"),
    "date_type": ("应为日期，如 2020-10-18", "must be a date such as 2020-10-18"),
    "date_parsing": ("应为日期，如 2020-10-18", "must be a date such as 2020-10-18"),
    "date_from_datetime_parsing": ("应为日期，如 2020-10-18", "must be a date such as 2020-10-18"),
    "date_from_datetime_inexact": ("应为日期，不写时间，如 2020-10-18", "must be a date without a time"),
    "string_too_short": ("不得为空", "must not be empty"),
    "string_too_long": ("过长，至多 {max_length} 字", "too long: at most {max_length} characters"),
    "string_pattern_mismatch": ("写法不合要求", "not written as it must be"),
    "tuple_type": ("应为列表，如 [\"成都\", \"重庆\"]", "must be a list such as [\"成都\", \"重庆\"]"),
    "too_long": ("至多 {max_length} 项", "at most {max_length} items"),
    "too_short": ("至少 {min_length} 项", "at least {min_length} items"),
    "missing_argument": ("缺少这一项", "this is missing"),
    "model_type": ("应为一节，如 [{key}]", "must be a table such as [{key}]"),
    "model_attributes_type": ("应为一节，如 [{key}]", "must be a table such as [{key}]"),
    "dict_type": ("应为一节，如 [{key}]", "must be a table such as [{key}]"),
    "literal_error": ("只能是 {expected}", "must be {expected}"),
    "greater_than_equal": ("不得小于 {ge}", "must not be below {ge}"),
    "less_than_equal": ("不得大于 {le}", "must not be above {le}"),
    "greater_than": ("须大于 {gt}", "must be above {gt}"),
    "one_table": ("得分写 table（文件）或 query（数据库查询），二者取一", "write either table (a file) or query (a database)"),
    "one_tree": ("指标体系写 tree（文件）或 tree_query（数据库查询），二者取一", "write either tree (a file) or tree_query"),
    "no_database": ("用到数据库查询时须写 database，如 sqlite:///scores.db", "a query needs database, such as sqlite:///scores.db"),
    "outside_database": (
        "SQLite 文件须在版本文件夹内，写作 sqlite:///scores.db", "a SQLite file lies in the folder: sqlite:///scores.db",
    ),
    "outside_folder": ("须为版本文件夹内的相对路径", "must be a relative path inside the edition's folder"),
    "out_of_time": ("年份应在 1900 至 2200 之间", "the year must lie between 1900 and 2200"),
    "blank_marker": ("缺失标记不能是空的；空格怎么办由 missing 决定", "a marker must not be empty; `missing` says what empty cells mean"),
    "no_link": ("应为网址，以 https:// 或 http:// 开头，不超过 {most} 字", "must be a web address that begins with https:// or http://, of at most {most} characters"),
    "threshold": ('应为数字，或 "average"（平均分）', 'must be a number, or "average"'),
    "key_twice": ("每本书的 key 须各不相同，“{named}”写了两次", "every book has a key of its own; {named} stands twice"),
    "one_line": ("只能写一行，不能换行", "must be a single line"),
    "empty_scale": ("scale 由低到高写，如 [0, 100]", "scale goes from low to high, such as [0, 100]"),
}


_PATTERNS = {
    "compare": ('写作 "../文件夹名"：与本版本并排的另一个版本', 'write "../folder": another edition beside this one'),
    "edition": ('写作 "../文件夹名"：与本版本并排的另一个版本', 'write "../folder": another edition beside this one'),
    "template": ("只写模板名，不带 .md，如 foreword", "the name of the template alone, without .md, such as foreword"),
    "family": ("可写 volume、city、county、top100", "one of volume, city, county, top100"),
    "key": ("用小写英文字母、数字与连字号，如 district", "small letters, digits and hyphens, such as district"),
}
"""What to write where a value has not the form of its key."""
_KEY_OF = {"one_table": "table", "one_tree": "tree", "no_database": "database", "empty_scale": "scale"}
"""The key that a fault of a whole table is about."""


def parse_toml(text: str) -> dict[str, Any]:
    """Return the table of a TOML text; one nested beyond all measure is no TOML either (TOMLDecodeError)."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise tomllib.TOMLDecodeError("Nested too deeply") from None


def refusal(file: Path, found: Sequence[Finding]) -> EditionError:
    """Return the error that the faults of a file end in."""
    count = len(found)
    return EditionError(f"{file.name} 有 {count} 处错误", found, en=f"{file.name} has {amount(count, 'fault')}")


def not_toml(file: Path, error: UnicodeDecodeError | tomllib.TOMLDecodeError, text: str = "") -> EditionError:
    """Return the error for a file that is no TOML, or not UTF-8, with the line at fault."""
    value = ""
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        zh, en = "不是 UTF-8 文本", "not UTF-8 text"
        hint = ("请用 UTF-8 编码另存（记事本：另存为，编码选 UTF-8）", "save it as UTF-8 (Notepad: Save as, encoding UTF-8)")
    else:
        told = words_of_toml(error, text)
        line, zh, en, value, hint = told.line, told.zh, told.en, told.value, (told.hint_zh, told.hint_en)
    return EditionError.at(Place(file.name, line=line), zh, en, value=value, hint_zh=hint[0], hint_en=hint[1])


def unfit_texts(file: Path, text: str, table: dict[str, Any]) -> tuple[Finding, ...]:
    """Return E313 for every text that holds control characters or changes of direction."""
    return tuple(
        Finding(
            "E313", Severity.ERROR, _place(file, text, loc), value.encode("unicode_escape").decode()[:80],
            f"{_key(loc)}：文字含控制字符或文字方向控制符", f"{_key(loc)}: controls, or changes of direction, in a text",
            "重新键入", "type it anew",
        )
        for loc, value in _texts(table, ())
        if _CONTROL.search(value)
    )


def _texts(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    match value:
        case str():
            yield loc, value
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, (*loc, str(key)))
        case list():
            for index, inner in enumerate(value):
                yield from _texts(inner, (*loc, index))


def faults(file: Path, text: str, error: ValidationError, above: Loc = ()) -> tuple[Finding, ...]:
    """Return a finding for every fault that pydantic found in the table `above`."""
    return tuple(_finding(file, text, dict(fault), above) for fault in error.errors())


def _finding(file: Path, text: str, fault: dict[str, Any], above: Loc) -> Finding:
    loc: Loc = (*above, *fault["loc"])
    kind, value = str(fault["type"]), fault.get("input")
    if kind in _KEY_OF:
        loc = (*loc, _KEY_OF[kind])
        value = str(value.get(loc[-1], "")) if isinstance(value, dict) else ""
    zh, en = _REASONS.get(kind, (str(fault["msg"]), str(fault["msg"])))
    facts = {"key": _key(loc), **fault.get("ctx", {})}
    expected = str(facts.get("expected", ""))
    in_chinese = facts | {"expected": expected.replace(" or ", "、").replace(", ", "、")}
    hint = _hint(kind, loc, value, facts)
    return Finding(
        code="E411" if kind == "extra_forbidden" else "E412",
        severity=Severity.ERROR,
        place=_place(file, text, loc),
        value=str(value if isinstance(value, str | int | float | datetime.date) else "")[:80],
        zh=f"{_key(loc)}：{zh.format(**in_chinese)}",
        en=f"{_key(loc)}: {en.format(**facts)}",
        hint_zh=hint[0],
        hint_en=hint[1],
    )


def _hint(kind: str, loc: Loc, value: object, facts: dict[str, Any]) -> tuple[str, str]:
    """Return what to write instead, where more can be said than the fault itself says."""
    name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    match kind:
        case "extra_forbidden":
            return _nearest(str(loc[-1]), loc)
        case "tuple_type" if isinstance(value, dict):
            return f"写作 [[{name}]]（双方括号），一项一节", f"write [[{name}]] with two brackets, a table for each"
        case "tuple_type" if isinstance(value, str):
            items = [part.strip() for part in re.split(r"[、,，;；]", value) if part.strip()]
            shown = ", ".join(f'"{item}"' for item in items)
            return f"写作 {name} = [{shown}]", f"write {name} = [{shown}]"
        case "string_type" if isinstance(value, int | float):
            shown = f'"{value}"' if isinstance(loc[-1], int) else f'{name} = "{value}"'
            return f"写作 {shown}", f"write {shown}"
        case "string_pattern_mismatch":
            return _PATTERNS.get(name, ("", ""))
        case "literal_error":
            near = difflib.get_close_matches(str(value), re.findall(r"'([^']*)'", str(facts.get("expected"))), n=1)
            return (f"是否应为 {near[0]}？", f"did you mean {near[0]}?") if near else ("", "")
    return "", ""


def _key(loc: Loc) -> str:
    return ".".join(str(part) for part in loc)


def _place(file: Path, text: str, loc: Loc) -> Place:
    return Place(file.name, cell=_key(loc), line=line_of(text, loc))


def line_of(text: str, loc: Loc) -> int:
    """Return the line on which a key stands, else that of the table it belongs to; 0 where neither is there."""
    lines = text.splitlines()
    start = line = 0
    path: list[str] = []
    for position, part in enumerate(loc):
        if isinstance(part, int):
            continue
        path.append(re.escape(part))
        after = loc[position + 1] if position + 1 < len(loc) else None
        table = r"\s*\.\s*".join(path)
        if isinstance(after, int):
            heads = [n for n, row in enumerate(lines) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", row)]
            found = heads[after] if after < len(heads) else _line_with(lines, start, path[-1])
        elif position + 1 < len(loc):
            found = next((n for n, row in enumerate(lines) if re.match(rf"\s*\[\s*{table}\s*\]", row)), None)
            found = _line_with(lines, start, path[-1]) if found is None else found  # an inline table
        else:
            heads = [n for n, row in enumerate(lines) if re.match(rf"\s*\[+\s*{table}\s*\]+", row)]
            found = _line_with(lines, start, path[-1])
            found = heads[0] if found is None and heads else found
        if found is not None:
            start, line = found, found + 1
    return line


def _line_with(lines: Sequence[str], start: int, key: str) -> int | None:
    """Return the first line from `start` on, within its table, that gives `key` a value."""
    for number in range(start, len(lines)):
        if number > start and re.match(r"\s*\[", lines[number]):
            return None
        if re.match(rf"\s*[\"']?{key}[\"']?\s*[=.]", lines[number]):
            return number
    return None


def _nearest(key: str, loc: Loc) -> tuple[str, str]:
    """Return the nearest key that may stand there; where none is near, those that may."""
    known = _keys_at(loc[:-1])
    if (elsewhere := _home_of(key, loc)) and key not in known:
        return elsewhere
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return f"是否应为 {near[0]}？", f"did you mean {near[0]}?"
    if 0 < len(known) <= _LONGEST_LIST:
        return f"这里可写：{'、'.join(known)}", f"known here: {', '.join(known)}"
    return "", ""


def _home_of(key: str, loc: Loc) -> tuple[str, str] | None:
    """Return where a key belongs that is written in full but in the wrong table; None where it belongs nowhere."""
    from generator.config.edition import Edition

    top = Edition.model_fields
    if key in top and key not in ("folder", "lender"):
        if _model_in(top[key].annotation) is None:
            zh = f"{key} 写在文件开头，第一个 [ ] 之前" if len(loc) > 1 else ""
            return (zh, f"{key} belongs at the top of the file, before the first [table]") if zh else None
        many = typing.get_origin(top[key].annotation) is tuple
        shown = f"[[{key}]]" if many else f"[{key}]"
        return f"写作 {shown}，自成一节", f"write {shown}, a table of its own"
    homes = [name for name, field in top.items() if name != "books" and (model := _model_in(field.annotation))
             and key in model.model_fields and name != "lender"]  # fmt: skip
    if len(homes) == 1:
        return f"{key} 写在 [{homes[0]}] 一节中", f"{key} belongs into [{homes[0]}]"
    return None


def _keys_at(loc: Loc) -> list[str]:
    """Return the keys of the table at `loc`."""
    from generator.config.edition import Edition

    model: type[BaseModel] | None = Edition
    for part in loc:
        if isinstance(part, int) or model is None:
            continue
        field = model.model_fields.get(part)
        model = _model_in(field.annotation) if field else None
    return sorted(set(model.model_fields) - {"folder", "lender"}) if model else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := _model_in(part))), None)
