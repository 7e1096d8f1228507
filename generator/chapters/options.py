"""The few `key: value` lines of a fenced block, and the place they stand in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import inf
from typing import NamedTuple

from generator.english import amount
from generator.errors import EditionError
from generator.findings import Finding, Place, Severity

_LINE = re.compile(r"^([a-z][a-z_]*)\s*[:：]\s*(.*)$")


class Hint(NamedTuple):
    """What to write instead, in both languages; false where there is nothing to suggest."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh)


NO_HINT = Hint()
UNPLACED = Place("")
"""The place of an error whose raiser does not know where the name stands: who asked for it does (`placed`)."""


def template_error(
    place: Place, zh: str, en: str, value: str = "", hint: Hint = NO_HINT, code: str = "E410"
) -> EditionError:
    """Return the error of a template or commentary that cannot be used, with file and line."""
    return _ends_in(Finding(code, Severity.ERROR, place, value, zh, en, hint.zh, hint.en))


def placed(error: EditionError, place: Callable[[str], Place]) -> EditionError:
    """Return an error with a place where it has none: that of the value it is about."""
    if len(error.findings) != 1 or error.findings[0].place.file:
        return error
    finding = error.findings[0]
    return _ends_in(replace(finding, place=place(finding.value)))


def _ends_in(finding: Finding) -> EditionError:
    zh, en = (f"（{finding.hint_zh}）" if finding.hint_zh else "", f" ({finding.hint_en})" if finding.hint_en else "")
    return EditionError(f"{finding.place}：{finding.zh}{zh}", (finding,), en=f"{finding.place}: {finding.en}{en}")


def nearest(name: str, names: Iterable[str]) -> Hint:
    """Return a suggestion naming the most similar of `names`, or nothing."""
    # of two signs one may be wrong: half of such a name is all there is to go by
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5 if len(name) < 3 else 0.6)
    return Hint(f"是否应为 {near[0]}？", f"did you mean {near[0]}?") if near else NO_HINT


@dataclass
class Options:
    """The options of one fence. What nobody asked for by the end is an unknown key. `columns` is how many columns
    share the measure where the fence stands, `lines` the line of every key."""

    kind: str
    place: Place
    values: dict[str, str]
    asked: set[str] = field(default_factory=set)
    columns: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Return the line of a key, that of the fence where it has none."""
        return replace(self.place, line=self.lines.get(key, self.place.line))

    def place_of_value(self, value: str) -> Place:
        """Return the line of the key that has `value`, or holds it in a list; else that of the fence."""
        keys = [key for key, text in self.values.items() if value and value in text]
        return self.place_of(keys[0]) if keys else self.place

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text of `key`; without a default the key is required."""
        self.asked.add(key)
        if key in self.values:
            return self.values[key]
        if default is None:
            raise template_error(self.place, f"{self.kind} 缺少“{key}”一行", f"{self.kind} lacks '{key}'")
        return default

    def whole(self, key: str, default: int, least: int = 1) -> int:
        """Return `key` as a whole number, not below `least`."""
        shown = self.text(key, str(default))
        if re.fullmatch(r"[0-9]{7,}", shown):
            raise template_error(self.place_of(key), f"{key} 过大", f"{key} is too large", shown)
        if not re.fullmatch(r"-?[0-9]{1,6}", shown):
            raise template_error(self.place_of(key), f"{key} 应为整数", f"{key} must be a whole number", shown)
        if key in self.values and int(shown) < least:
            zh, en = f"{key} 不得小于 {least}", f"{key} must not be below {least}"
            raise template_error(self.place_of(key), zh, en, shown)
        return int(shown)

    def share(self, key: str, default: float) -> float:
        """Return `key` as a share: above 0, at most 1; a percentage is told how to be written."""
        shown = self.text(key, str(default))
        if re.fullmatch(r"0?\.[0-9]{1,6}|1(\.0{1,6})?", shown) and 0 < float(shown) <= 1:
            return float(shown)
        percent = re.fullmatch(r"([0-9]{1,2}(?:\.[0-9]{1,3})?)\s*[%％]?", shown)
        better = f"{float(percent[1]) / 100:g}" if percent and float(percent[1]) >= 10 else "0.8"
        hint = Hint(f"如 {better}", f"such as {better}")
        raise template_error(
            self.place_of(key), f"{key} 应为大于 0、不超过 1 的数", f"{key} must be above 0 and at most 1", shown, hint
        )

    def names(self, key: str, default: str = "") -> tuple[str, ...]:
        """Return a list: names separated by 、 or commas."""
        return tuple(part.strip() for part in re.split(r"[、,，]", self.text(key, default)) if part.strip())

    def parts(self, key: str, count: int) -> list[float]:
        """Return a list of so many numbers above 0, all 1 where there is none: parts of the measure."""
        shown = self.names(key) or ("1",) * count
        try:
            parts = [float(part) for part in shown]
        except ValueError:
            parts = []
        if len(parts) != count or not all(0 < part < inf for part in parts):
            zh, en = f"{key} 应为{count}个大于 0 的数", f"{key}: {amount(count, 'number')} above 0"
            raise template_error(self.place_of(key), zh, en, self.text(key, ""))
        return parts

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Return `key`, one of `choices`; the first is the default."""
        shown = self.text(key, choices[0])
        if shown not in choices:
            raise template_error(
                self.place_of(key), f"{key} 应为 {'、'.join(choices)} 之一",
                f"{key} is one of {', '.join(choices)}", shown, nearest(shown, choices),
            )
        return shown

    def refuse_unknown(self) -> None:
        """Raise for keys that the fence does not know."""
        for key in self.values.keys() - self.asked:
            raise template_error(
                self.place_of(key), f"{self.kind} 没有“{key}”这个选项", f"{self.kind} has no option '{key}'", key,
                nearest(key, self.asked),
            )


def read_options(kind: str, lines: str, place: Place) -> Options:
    """Return the options of a fence; a line that goes on is indented by two spaces."""
    values: dict[str, str] = {}
    found: dict[str, int] = {}
    last = ""
    for offset, line in enumerate(lines.splitlines(), start=1):
        if not line.strip():
            continue
        if line.startswith("  ") and last:
            values[last] = f"{values[last]}\n{line.strip()}".strip()
            continue
        match = _LINE.match(line)
        if not match:
            raise template_error(
                Place(place.file, line=place.line + offset), "应写作“键: 值”", "expected 'key: value'", line
            )
        last = match[1]
        if last in values:
            at, first = Place(place.file, line=place.line + offset), found[last]
            zh, en = f"“{last}”写了两次（第 {first} 行已有）", f"'{last}' stands twice (line {first} has it)"
            raise template_error(at, zh, en, line, Hint("只留一行", "keep one"))
        values[last], found[last] = match[2].strip(), place.line + offset
    return Options(kind, place, values, lines=found)
