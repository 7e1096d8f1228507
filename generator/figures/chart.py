"""A chart as Word knows it: categories and series, before it becomes XML and a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

ChartKind: TypeAlias = Literal["bars", "columns", "stacked", "lines", "radar", "scatter", "bubbles"]
Role: TypeAlias = str  # a colour of the theme by its name, or "shade 0/5": the darkest of five steps


@dataclass(frozen=True)
class Series:
    """A named row of values. `role` is its colour in the theme; `roles` colours single points.

    `marked` draws it as the reference (average) of a bar chart: a line across columns, a tick
    on each bar. `xs`, `sizes` and `names` belong to the points of scatter and bubble charts;
    `labelled` prints the values, or these names.
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


@dataclass(frozen=True)
class Chart:
    """A native chart. `corner` heads the column of categories in the workbook; `thresholds` are
    the dividing lines of a scatter chart; `top` ends the axis of values."""

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

    @property
    def empty(self) -> bool:
        """Whether there is not one value to chart."""
        return not any(value is not None for series in self.series for value in series.values)
