"""Sentences of alternative texts, in Chinese and English, made from the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.text import format_value

Pairs = Sequence[tuple[str, float | None]]


def say(language: str, zh: str, en: str) -> str:
    """Return the wording in the language asked for."""
    return en if language.startswith("en") else zh


def joined(language: str, parts: Iterable[str]) -> str:
    """Return clauses as one text; empty ones are left out."""
    kept = [part for part in parts if part]
    return say(language, "；".join(kept) + "。", "; ".join(kept) + ".") if kept else ""


def listed(language: str, names: Sequence[str], most: int = 5) -> str:
    """Return up to `most` names with a word for the rest."""
    shown = say(language, "、", ", ").join(names[:most])
    rest = len(names) - most
    return shown if rest <= 0 else shown + say(language, f"等{len(names)}个", f" and {rest} more")


def extremes(language: str, pairs: Pairs, style: str) -> str:
    """Return which item is highest and which lowest, and how many have no value."""
    known = [(name, value) for name, value in pairs if value is not None]
    gaps = len(pairs) - len(known)
    missing = say(language, f"{gaps}项无数据", f"{gaps} without data") if gaps else ""
    if not known:
        return missing or say(language, "无数据", "no data")
    top, low = max(known, key=lambda pair: pair[1]), min(known, key=lambda pair: pair[1])
    high = f"{top[0]} {format_value(top[1], style)}"
    if len(known) == 1:
        return high
    if top[1] == low[1]:
        text = say(
            language, f"各项均为{format_value(top[1], style)}", f"all are {format_value(top[1], style)}"
        )
    else:
        least = f"{low[0]} {format_value(low[1], style)}"
        text = say(language, f"最高为{high}，最低为{least}", f"highest {high}, lowest {least}")
    return text + (say(language, "；", "; ") + missing if missing else "")


def place_of(language: str, pairs: Pairs, asked: Sequence[str], style: str) -> str:
    """Return value and place of the units in question among all; ties share a place."""
    known = {name: value for name, value in pairs if value is not None}
    clauses = []
    for name in asked:
        if (value := known.get(name)) is None:
            continue
        place = 1 + sum(other > value for other in known.values())
        shown = format_value(value, style)
        clauses.append(
            say(
                language,
                f"{name} {shown}，在{len(known)}项中列第{place}",
                f"{name} {shown}, {place} of {len(known)}",
            )
        )
    return say(language, "；", "; ").join(clauses)


def mean(label: str, value: float | None, style: str) -> str:
    """Return the average as a clause; empty without one."""
    return f"{label} {format_value(value, style)}" if value is not None else ""
