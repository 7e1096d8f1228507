"""Sentences of alternative texts, in Chinese and English, made from the data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

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


def shown(language: str, value: float | None, style: str, partial: bool = False) -> str:
    """Return a value as figures print it: in brackets where it rests on incomplete data."""
    text = format_value(value, style)
    return say(language, f"（{text}）", f"({text})") if partial and value is not None else text


def extremes(language: str, pairs: Pairs, style: str, partial: Collection[str] = ()) -> str:
    """Return which item is highest and which lowest, and how many have no value; those in `partial` in brackets."""
    known = [(name, value) for name, value in pairs if value is not None]
    gaps = len(pairs) - len(known)
    missing = say(language, f"{gaps}项无数据", f"{gaps} without data") if gaps else ""
    if not known:
        return missing or say(language, "无数据", "no data")
    top, low = max(known, key=lambda pair: pair[1]), min(known, key=lambda pair: pair[1])
    high = f"{top[0]} {shown(language, top[1], style, top[0] in partial)}"
    if len(known) == 1:
        return high
    if top[1] == low[1]:
        text = say(
            language, f"各项均为{format_value(top[1], style)}", f"all are {format_value(top[1], style)}"
        )
    else:
        least = f"{low[0]} {shown(language, low[1], style, low[0] in partial)}"
        text = say(language, f"最高为{high}，最低为{least}", f"highest {high}, lowest {least}")
    return text + (say(language, "；", "; ") + missing if missing else "")


def place_of(
    language: str, pairs: Pairs, asked: Sequence[str], style: str, partial: Collection[str] = ()
) -> str:
    """Return value and place of the units in question among all; ties share a place, those in `partial` have none."""
    known = {name: value for name, value in pairs if value is not None}
    ranked = {name: value for name, value in known.items() if name not in partial}
    clauses = []
    for name in asked:
        if (value := known.get(name)) is None:
            continue
        text = f"{name} {shown(language, value, style, name in partial)}"
        if name in partial:
            clauses.append(text)
            continue
        place = 1 + sum(other > value for other in ranked.values())
        clauses.append(
            say(language, f"{text}，在{len(ranked)}项中列第{place}", f"{text}, {place} of {len(ranked)}")
        )
    return say(language, "；", "; ").join(clauses)


def mean(label: str, value: float | None, style: str) -> str:
    """Return the average as a clause; empty without one."""
    return f"{label} {format_value(value, style)}" if value is not None else ""
