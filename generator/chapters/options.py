"""The few `key: value` lines of a fenced block, and the place they stand in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.errors import EditionError
from generator.findings import Finding, Place, Severity

_LINE = re.compile(r"^([a-z][a-z_]*)\s*[:：]\s*(.*)$")


def template_error(
    place: Place, zh: str, en: str, value: str = "", hint: str = "", code: str = "E410"
) -> EditionError:
    """Return the error of a template or commentary that cannot be used, with file and line."""
    finding = Finding(code, Severity.ERROR, place, value, zh, en, hint, hint)
    return EditionError(f"{place}：{zh}{f'（{hint}）' if hint else ''}", (finding,))


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a suggestion naming the most similar of `names`, or nothing."""
    # of two signs one may be wrong: half of such a name is all there is to go by
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5 if len(name) < 3 else 0.6)
    return f"是否应为 {near[0]}？" if near else ""


@dataclass
class Options:
    """The options of one fence. What nobody asked for by the end is an unknown key. `columns` is how many columns
    share the measure where the fence stands."""

    kind: str
    place: Place
    values: dict[str, str]
    asked: set[str] = field(default_factory=set)
    columns: int = 1

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text of `key`; without a default the key is required."""
        self.asked.add(key)
        if key in self.values:
            return self.values[key]
        if default is None:
            raise template_error(self.place, f"{self.kind} 缺少“{key}”一行", f"{self.kind} lacks '{key}'")
        return default

    def whole(self, key: str, default: int) -> int:
        """Return `key` as a whole number."""
        shown = self.text(key, str(default))
        if not shown.lstrip("-").isdigit():
            raise template_error(self.place, f"{key} 应为整数", f"{key} must be a whole number", shown)
        return int(shown)

    def number(self, key: str, default: float) -> float:
        """Return `key` as a number."""
        shown = self.text(key, str(default))
        try:
            return float(shown)
        except ValueError as error:
            raise template_error(self.place, f"{key} 应为数字", f"{key} must be a number", shown) from error

    def names(self, key: str, default: str = "") -> tuple[str, ...]:
        """Return a list: names separated by 、 or commas."""
        return tuple(part.strip() for part in re.split(r"[、,，]", self.text(key, default)) if part.strip())

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """Return `key`, one of `choices`; the first is the default."""
        shown = self.text(key, choices[0])
        if shown not in choices:
            raise template_error(
                self.place, f"{key} 应为 {'、'.join(choices)} 之一", f"{key}: one of {choices}", shown
            )
        return shown

    def refuse_unknown(self) -> None:
        """Raise for keys that the fence does not know."""
        for key in self.values.keys() - self.asked:
            raise template_error(
                self.place, f"{self.kind} 没有“{key}”这个选项", f"{self.kind} has no option '{key}'", key,
                nearest(key, self.asked),
            )


def read_options(kind: str, lines: str, place: Place) -> Options:
    """Return the options of a fence; a line that goes on is indented by two spaces."""
    values: dict[str, str] = {}
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
        values[last] = match[2].strip()
    return Options(kind, place, values)
