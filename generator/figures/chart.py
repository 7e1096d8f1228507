"""A chart as Word knows it: categories and series, before it becomes XML and a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

ChartKind: TypeAlias = Literal["bars", "columns", "stacked", "lines", "radar", "scatter", "bubbles"]
Role: TypeAlias = str  # a colour of the theme by its name, or "shade 0/5": the darkest of five steps
Side: TypeAlias = Literal["t", "b", "l", "r", "ctr", "inEnd", "outEnd"]
"""Where a label stands from its point or bar, as Word says it."""


class Label(NamedTuple):
    """Words of a scatter chart that stand at a place of their own, not at a value."""

    x: float
    y: float
    words: str
    side: Side
    role: Role = "ink"
    strong: bool = False


@dataclass(frozen=True)
class Series:
    """A named row of values. `role` is its colour in the theme; `roles` colours single points.

    `marked` draws it as the reference (average) of a bar chart: a line across columns, a tick
    on each bar. `xs`, `sizes` and `names` belong to the points of scatter and bubble charts;
    `labelled` prints the values, or these names.

    `sides` says where each bar prints its value, and each point of a scatter chart its x. Of the latter,
    `joined` draws a line from point to point, broken where a value is missing; `pin` hangs them on a line of
    this length and prints the series' name and x above; `words` are printed in their place. The x of a
    `copied` series are those of earlier points of the same names. `dot` is the size of the markers in
    points, 0 for none. Values that are `partial` rest on incomplete data and are printed in brackets.
    """

    name: str
    values: tuple[float | None, ...]
    role: Role = "main"
    roles: tuple[Role, ...] = ()
    marked: bool = False
    labelled: bool = True
    xs: tuple[float, ...] = ()
    sizes: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    joined: bool = False
    copied: bool = False
    words: tuple[Label, ...] = ()
    pin: float = 0.0
    dot: int = 6
    partial: tuple[bool, ...] = ()

    def in_brackets(self, at: int) -> bool:
        """Return whether the value at a place is printed in brackets."""
        return at < len(self.partial) and self.partial[at]


def worded(labels: tuple[Label, ...]) -> list[Series]:
    """Return labels as series without markers, one to each look.

    LibreOffice draws no others beside a series that stands in the chart and not in its workbook, and gives
    all words of one the same colour and weight.
    """
    looks = dict.fromkeys((label.role, label.strong) for label in labels)
    groups = [tuple(label for label in labels if (label.role, label.strong) == look) for look in looks]
    return [
        Series(
            "标注", tuple(label.y for label in group), group[0].role, xs=tuple(label.x for label in group),
            names=tuple(label.words for label in group), words=group, dot=0,
        )
        for group in groups
    ]  # fmt: skip


class Bounds(NamedTuple):
    """The ends of both axes of a scatter chart whose y only keeps its points apart: that axis is hidden.

    `step` is the distance of the figures along x, 0 for none.
    """

    left: float
    right: float
    low: float
    high: float
    step: float = 0.0


ENGLISH = {
    "项目": "Item", "年份": "Year", "指标": "Indicator", "城市": "Unit",
    "大小": "Size", "得分": "Score", "平均": "Average", "其余": "Others", "数值": "Value",
    "连线": "Gap", "标注": "Label", "等级": "Tier",
}
"""The words that charts give their workbook by themselves, for papers in English."""


def in_english(chart: Chart) -> Chart:
    """Return the chart with those words in English."""
    series = tuple(replace(one, name=ENGLISH.get(one.name, one.name)) for one in chart.series)
    words = ("corner", "size_title", "x_title")
    said = {name: ENGLISH.get(getattr(chart, name), getattr(chart, name)) for name in words}
    return replace(chart, series=series, brackets=("(", ")"), **said)


@dataclass(frozen=True)
class Chart:
    """A native chart. `corner` heads the column of categories in the workbook; `thresholds` are
    the dividing lines of a scatter chart; `top` ends the axis of values. With `values_at_names` the values of
    the first series stand under the names of the categories, where no line crosses them.
    `bubble_scale` is the size of the largest bubble as Office counts it (100 is a quarter of the plot).
    `brackets` stand round values that rest on incomplete data."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    format: str = "score"
    corner: str = "城市"
    x_title: str = ""
    y_title: str = ""
    size_title: str = "大小"
    logarithmic: bool = False
    thresholds: tuple[float, float] | None = None
    top: float | None = None
    bounds: Bounds | None = None
    x_format: str = "text"
    values_at_names: bool = False
    bubble_scale: int = 35
    brackets: tuple[str, str] = ("（", "）")

    @property
    def empty(self) -> bool:
        """Whether there is not one value to chart."""
        return not any(value is not None for series in self.series for value in series.values)

    @property
    def of_points(self) -> bool:
        """Whether its series are points with an x and a y each."""
        return self.kind in ("scatter", "bubbles")
