"""The reports worth opening: those whose shape is unlike the others'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from generator.batch.manifest import Entry

TEXT = "W70"
"""How the codes of findings in hand-written text begin."""

FEWEST = 5
"""Below this number there is no usual shape to be unlike."""

EMPTY = 0.45
OVER = 1.001
FAR = 4.0


@dataclass(frozen=True)
class Outlier:
    """A report and in what it is odd, in Chinese and English."""

    key: str
    unit: str
    zh: str
    en: str


def find_outliers(reports: Mapping[str, Entry]) -> list[Outlier]:
    """Return the odd ones, oddest first: pages, a page that overflows or is half empty, dropped labels,
    a text that the tables contradict, findings that no other report has, a file far from the usual size."""
    found: list[tuple[int, Outlier]] = []
    usual = _Usual(reports)
    for key, entry in reports.items():
        marks = [*_page_marks(entry, usual), *_other_marks(entry, usual)]
        if marks:
            zh, en = "；".join(mark[0] for mark in marks), "; ".join(mark[1] for mark in marks)
            found.append((-len(marks), Outlier(key, entry.unit, zh, en)))
    return [outlier for _, outlier in sorted(found, key=lambda pair: (pair[0], pair[1].key))]


class _Usual:
    """What most reports are like."""

    def __init__(self, reports: Mapping[str, Entry]) -> None:
        entries = list(reports.values())
        self.enough = len(entries) >= FEWEST
        self.pages = _spread([entry.pages for entry in entries])
        self.dropped = _spread([entry.dropped for entry in entries])
        self.sizes = {
            kind: _spread([entry.files[kind].size for entry in entries if kind in entry.files])
            for kind in ("pdf", "docx")
        }
        self.bearers: dict[str, int] = {}
        for entry in entries:
            for finding in entry.findings:
                self.bearers[finding] = self.bearers.get(finding, 0) + 1


def _spread(values: list[int]) -> tuple[float, float]:
    """Return the median and the median distance from it."""
    if not values:
        return 0.0, 0.0
    middle = median(values)
    return middle, median(abs(value - middle) for value in values)


def _page_marks(entry: Entry, usual: _Usual) -> list[tuple[str, str]]:
    marks = []
    middle, spread = usual.pages
    if usual.enough and abs(entry.pages - middle) > max(1.0, FAR * spread):
        marks.append((f"{entry.pages}页，一般{middle:g}页", f"{entry.pages} pages, usually {middle:g}"))
    if entry.fullest > OVER:
        marks.append(("有一页超出版心", "a page overflows"))
    if entry.fill < EMPTY:
        marks.append((f"有一页只用了{entry.fill:.0%}", f"a page is only {entry.fill:.0%} full"))
    return marks


def _other_marks(entry: Entry, usual: _Usual) -> list[tuple[str, str]]:
    marks = []
    middle, spread = usual.dropped
    if usual.enough and entry.dropped > middle + max(1.0, FAR * spread):
        marks.append((f"{entry.dropped}个图中标注未放下", f"{entry.dropped} labels found no room"))
    for kind, made in entry.files.items():
        middle, spread = usual.sizes.get(kind, (0.0, 0.0))
        if usual.enough and abs(made.size - middle) > max(0.3 * middle, 8 * spread):
            marks.append((f"{kind} {made.size >> 10} KB，一般{middle / 1024:.0f} KB", f"{kind} of unusual size"))
    wrong = [finding for finding in entry.findings if finding.startswith(TEXT)]
    if wrong:
        marks.append(("手写文字与表不符", "its hand-written text and the tables differ"))
    rare = [
        finding for finding in entry.findings if usual.enough and usual.bearers[finding] == 1 and finding not in wrong
    ]
    if rare:
        marks.append((f"独有的提示：{rare[0]}", f"a finding of its own: {rare[0]}"))
    return marks
