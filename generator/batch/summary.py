"""What a batch came to, for people or as one JSON object."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from generator.batch.plan import say
from generator.batch.progress import words
from generator.findings import Finding, user_language

if TYPE_CHECKING:
    from rich.console import Console

    from generator.batch.result import BatchResult

MOST = 20


def show(result: BatchResult, *, as_json: bool) -> None:
    """Print the result on stdout."""
    if as_json:
        print(json.dumps(as_dict(result), ensure_ascii=False, indent=2))
        return
    from rich.console import Console as Terminal
    from rich.table import Table

    console = Terminal(highlight=False, soft_wrap=True)
    table = Table(box=None, show_header=False, pad_edge=False)
    for zh, en, count in _counts(result):
        if count:
            table.add_row(words(zh, en), str(count))
    console.print(table)
    _list(console, words("原因", "why"), [f"{say(why, user_language())} × {n}" for why, n in _reasons(result)])
    failures = [f"{name}：{said}" for name, said in result.failed.items()]
    _list(console, words("未完成", "failed"), failures)
    wrong = [f"{finding.code} {finding.place} {finding.message(user_language())}" for finding in _texts(result)]
    _list(console, words("手写文字与表不符", "texts that the tables contradict"), wrong)
    odd = [f"{outlier.unit}：{words(outlier.zh, outlier.en)}" for outlier in result.outliers]
    _list(console, words("值得一看", "worth a look"), odd)
    _list(console, words("版本中已无的单位", "no longer in the edition"), result.strays)
    if result.contact:
        console.print(f"{words('样张', 'contact sheet')} {result.contact}", markup=False)
    rate = 60 * len(result.made) / result.seconds if result.seconds else 0
    console.print(words(
        f"{result.seconds:.1f} 秒，每分钟 {rate:.0f} 份 → {result.out}",
        f"{result.seconds:.1f} s, {rate:.0f} reports a minute → {result.out}",
    ), markup=False)


def as_dict(result: BatchResult) -> dict[str, object]:
    """Return the result as plain values."""
    return {
        "ok": result.exit_code == 0, "exit_code": result.exit_code, "out": str(result.out),
        "total": result.total, "dry_run": result.dry, "seconds": round(result.seconds, 2),
        "made": [{"unit": name, "why": list(result.why.get(name, ()))} for name in result.made],
        "same": result.same, "current": result.current, "undone": result.undone,
        "failed": [{"unit": name, "why": said} for name, said in result.failed.items()],
        "outliers": [{"unit": odd.unit, "why": words(odd.zh, odd.en)} for odd in result.outliers],
        "strays": result.strays, "contact": str(result.contact) if result.contact else None,
        "findings": [finding.as_dict() for finding in (*result.findings, *_texts(result))],
    }


def _texts(result: BatchResult) -> list[Finding]:
    return [finding for found in result.texts.values() for finding in found]


def _counts(result: BatchResult) -> list[tuple[str, str, int]]:
    made = ("将生成", "would be made") if result.dry else ("已生成", "made")
    return [
        ("全部", "all", result.total), (*made, len(result.made)),
        ("内容未变", "say the same as before", len(result.same)), ("已是最新", "up to date", len(result.current)),
        ("未完成", "failed", len(result.failed)), ("未做到", "not reached", len(result.undone)),
    ]


def _reasons(result: BatchResult) -> list[tuple[str, int]]:
    """Return the reasons with the number of reports each holds for; file names are left out of them."""
    counted: Counter[str] = Counter()
    for reasons in result.why.values():
        counted.update(
            why.partition(": ")[0] if why.startswith(("missing", "altered")) else why for why in reasons
        )
    return counted.most_common()


def _list(console: Console, title: str, lines: list[str]) -> None:
    if not lines:
        return
    console.print(f"{title}：" if user_language() == "zh" else f"{title}:")
    for line in lines[:MOST]:
        console.print(f"  {line}", markup=False)
    if len(lines) > MOST:
        console.print(f"  … {len(lines)}")
