"""The checks of a score table, declared: code, severity, words in both languages, what to do.

`docs/findings.md` and `whitepaper explain CODE` are made from this table. A code
never changes its meaning; a retired one is not given again. E is an error, W a
warning or a note, OK something that was repaired without loss.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from generator.english import Counted
from generator.findings import Finding, Place, Severity
from generator.scores.wording import WORDING

SHOWN = 80  # characters of a found value that a message repeats
LISTED = 2_000  # characters of a list in a message


class Words(NamedTuple):
    """A field of a message that reads differently in Chinese and in English."""

    zh: str
    en: str


NOTHING = Words("", "")


COMMA = Words("、", ", ")
MOST_NAMES = 40
"""Names that one message lists."""


def listed(items: Iterable[object], mark: Words = COMMA, most: int = 0) -> Words:
    """Return items in a row, as either language separates them; of more than `most` (0: no bound) the first, and
    how many there are, so that a message stays one that can be read."""
    shown = [str(item) for item in items]
    if 0 < most < len(shown):
        first, more = shown[:most], len(shown) - most
        return Words(f"{mark.zh.join(first)}等 {len(shown)} 个", f"{mark.en.join(first)} and {more} more")
    return Words(mark.zh.join(shown), mark.en.join(shown))


@dataclass(frozen=True)
class Rule:
    """One kind of problem. `zh` and `en` are templates filled with the fields of the case."""

    code: str
    severity: Severity
    title_zh: str
    title_en: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    why_zh: str
    why_en: str


RULES: dict[str, Rule] = {code: Rule(code, Severity(severity), *texts) for code, severity, *texts in WORDING}


def find(
    code: str, place: Place, value: object = "", severity: Severity | None = None, **fields: object
) -> Finding:
    """Return the finding of rule `code` at `place`; `value` and `fields` (plain, or `Words`) fill its templates.

    The field `near`, what is likely meant, is empty unless given.
    """
    rule = RULES[code]
    shown = Words(*map(show, value if isinstance(value, Words) else (value, value)))
    both = {"value": shown, "place": Words(str(place), str(place)), "near": NOTHING}
    for name, field in fields.items():
        texts = field if isinstance(field, Words) else (field, field)
        both[name] = Words(*(show(text, LISTED) for text in texts))
    zh, en = ({name: words[side] for name, words in both.items()} for side in (0, 1))
    agreed = {name: Counted(text) for name, text in en.items()}
    return Finding(
        code=code,
        severity=severity or rule.severity,
        place=place,
        value=shown.zh,
        zh=rule.zh.format(**zh),
        en=rule.en.format(**agreed),
        hint_zh=rule.hint_zh.format(**zh).strip("；; "),
        hint_en=rule.hint_en.format(**agreed).strip("；; "),
    )


def show(value: object, limit: int = SHOWN) -> str:
    """Return `value` fit to print: no control, invisible or bidirectional characters, not too long."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()  # as a sheet shows it
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    if len(text) > limit:
        text = f"{text[: limit - 1]}…"
    return "".join(character if _is_plain(character) else f"\\u{ord(character):04x}" for character in text)


def _is_plain(character: str) -> bool:
    return character == " " or (character.isprintable() and character not in "\u200b\ufeff\u3000")
