"""The library of recommendations: texts keyed by indicator, severity and stage, chosen without repeats.

A library is a folder of TOML files with `[[advice]]` tables:

    for = ["城市服务/建设运营"]     indicators by path, or by name wherever it stands; "*" is any
    when = ["far", "behind"]       how the unit stands there (see `severity`); absent: always
    stage = ["lower"]              which third of the tiers the unit is in; absent: any
    title, text, steps             the words; plain text, no markup

An edition's own library goes before the shipped one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from generator.chapters.options import nearest, template_error
from generator.config.faults import not_toml, parse_toml
from generator.findings import Place

Severity = Literal["far", "behind", "ahead", "lead"]
Stage = Literal["upper", "middle", "lower"]

ANY = "*"
TOP_SHARE, LAST_SHARE = 0.2, 0.75
MAX_BYTES = 1_000_000
_KEYS = ("for", "when", "stage", "title", "text", "steps")


def severity(gap: float, rank: int, of: int) -> Severity:
    """Return how a unit stands on an indicator: `gap` in points to the average, rank r of n.

    lead: above the average and in the first fifth; ahead: not below the average; behind: below it;
    far: below it and in the last quarter.
    """
    if gap < 0:
        return "far" if rank > LAST_SHARE * of else "behind"
    return "lead" if gap > 0 and rank <= max(1.0, TOP_SHARE * of) else "ahead"


def stage(index: int, count: int) -> Stage:
    """Return the third that place `index` (from 0, the highest) of `count` tiers lies in."""
    if index * 3 < count:
        return "upper"
    return "middle" if index * 3 < 2 * count else "lower"


@dataclass(frozen=True)
class Text:
    """One text of the library."""

    indicators: tuple[str, ...]
    title: str
    text: str
    steps: tuple[str, ...] = ()
    when: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()

    def fit(self, key: str, how: Severity, where: Stage) -> int | None:
        """Return how closely the text is about an indicator, None where it does not apply.

        6 by path, 4 by name, 2 by the name of one above it, 0 for any indicator; one more where the
        text is written for the unit's stage.
        """
        if (self.when and how not in self.when) or (self.stages and where not in self.stages):
            return None
        *above, name = key.split("/")
        grades = [
            6 if written == key else 4 if written == name else 2 if written in above else 0
            for written in self.indicators
            if written in (key, name, ANY, *above)
        ]
        return max(grades) + bool(self.stages) if grades else None


@dataclass(frozen=True)
class Library:
    """All texts, those of the edition first."""

    texts: tuple[Text, ...]

    @cached_property
    def about(self) -> frozenset[str]:
        """Every indicator that some text is written for."""
        return frozenset(name for text in self.texts for name in text.indicators)

    def choose(self, key: str, how: Severity, where: Stage, used: Set[str]) -> Text | None:
        """Return the closest text whose title is not in `used`; of equals the first in the library."""
        fitting = [
            (grade, -place, text)
            for place, text in enumerate(self.texts)
            if text.title not in used and (grade := text.fit(key, how, where)) is not None
        ]
        return max(fitting, key=lambda found: found[:2])[2] if fitting else None


def read_library(folders: Iterable[Path]) -> Library:
    """Return the texts of all folders in order; a faulty file is an EditionError that names it."""
    files = [path for folder in folders for path in sorted(folder.glob("*.toml"))]
    return Library(tuple(text for path in files for text in _read(path)))


def _read(path: Path) -> Iterator[Text]:
    place = Place(f"library/{path.name}")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise template_error(place, "建议库文件过大", "the library file is too large")
        table = parse_toml(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise not_toml(path, error) from error
    entries = table.get("advice", [])
    if not isinstance(entries, list) or set(table) - {"advice"}:
        raise template_error(place, "只能有 [[advice]] 各段", "only [[advice]] tables are allowed")
    for number, entry in enumerate(entries, start=1):
        yield _text(entry, number, place)


def _text(entry: Any, number: int, place: Place) -> Text:
    """Return one `[[advice]]`; `number` counts from 1 and names it in errors."""
    if not isinstance(entry, dict):
        raise template_error(place, f"第{number}条应为一段", f"advice {number} must be a table")
    for key in entry.keys() - set(_KEYS):
        raise template_error(
            place, f"第{number}条不认识“{key}”", f"advice {number}: unknown key", key, nearest(key, _KEYS)
        )
    words = {key: entry.get(key, "") for key in ("title", "text")}
    lists = {key: entry.get(key, []) for key in ("for", "when", "stage", "steps")}
    sound = all(isinstance(word, str) and word.strip() for word in words.values())
    sound = sound and all(_is_texts(values) for values in lists.values()) and bool(lists["for"])
    if not sound:
        raise template_error(
            place, f"第{number}条须有 for（列表）、title 与 text", f"advice {number} needs for, title and text"
        )
    for key, known in (("when", get_args(Severity)), ("stage", get_args(Stage))):
        for value in set(lists[key]) - set(known):
            raise template_error(
                place, f"第{number}条的 {key} 应为 {'、'.join(known)} 之一", f"advice {number}: {key}: {known}",
                value, nearest(value, known),
            )
    return Text(
        tuple(lists["for"]), words["title"].strip(), " ".join(words["text"].split()), tuple(lists["steps"]),
        frozenset(lists["when"]), frozenset(lists["stage"]),
    )


def _is_texts(values: object) -> bool:
    return isinstance(values, Sequence) and not isinstance(values, str) and all(
        isinstance(value, str) and value for value in values
    )
