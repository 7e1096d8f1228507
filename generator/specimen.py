"""Layout cases from a JSON file, each set as a PDF of its own."""

from __future__ import annotations

import json
from pathlib import Path

from generator.errors import InputError
from generator.typeset.specimen import set_specimens


def set_cases(cases: Path, out: Path) -> list[Path]:
    """Return the PDFs written for the cases of `cases`; InputError where it is not a list of cases."""
    try:
        listed = json.loads(cases.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        zh, en = f"第 {error.lineno} 行第 {error.colno} 列不是有效的 JSON", f"no valid JSON at line {error.lineno}"
        raise InputError(f"不能读取 {cases}：{zh}", en=f"cannot read {cases}: {en}, column {error.colno}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"不能读取 {cases}：{error}", en=f"cannot read {cases}: {error}") from error
    if not isinstance(listed, list) or not all(isinstance(case, dict) and "id" in case for case in listed):
        raise InputError(f"{cases} 应为样例列表，每条有 id", en=f"{cases} must hold a list of cases with ids")
    return set_specimens(listed, out)
