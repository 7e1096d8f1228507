"""Where the bars of a native chart stand in its frame: Word's own choice leaves too little room for names."""

from __future__ import annotations

from dataclasses import replace

from generator.figures import letters
from generator.figures.alt import shown
from generator.figures.bars import crosses
from generator.figures.chart import Chart, Side
from generator.figures.scale import linear
from generator.figures.sheet import BESIDE, family_of
from generator.theme import Theme

_LINE = 15.0
"""Points that a legend above the bars, or words below them, take."""
_MOST = 0.45


def has_legend(chart: Chart) -> bool:
    """Return whether several series cannot be named at their ends."""
    plain = [series for series in chart.series if not series.marked]
    return chart.kind == "radar" or (len(plain) > 1 and chart.kind not in ("lines", "scatter"))


def write_layout(chart: Chart, theme: Theme, size: tuple[float, float]) -> str:
    """Return c:layout of the plot in a frame of `size` (points); a chart without rows leaves it to Word."""
    if chart.bounds:
        return _inner(0.0, 0.0, 1.0, 1.0 - _LINE / size[1] if chart.bounds.step else 1.0)
    width, height = size
    if chart.of_points:
        down = (2 * _LINE + 3 if chart.x_title else _LINE) / height
        return _inner(28 / width, _LINE / height, 1 - 36 / width, max(1 - down - _LINE / height, 0.2))
    if chart.kind not in ("bars", "stacked"):
        return "<c:layout/>"
    left, right = _beside(chart, theme, width)
    above = (_LINE if has_legend(chart) else 1.0) / height
    below = (_LINE if any(series.marked for series in chart.series) else 1.0) / height
    return _inner(left / width, above, max(1.0 - (left + right) / width, 0.2), max(1.0 - above - below, 0.2))


def _beside(chart: Chart, theme: Theme, width: float) -> tuple[float, float]:
    """Return how many points of a chart of bars are left to the names, and to figures beyond the longest bar."""
    left = min(_widest(chart.categories, theme) * 1.06 + 10, width * _MOST)
    values = [value for series in chart.series for value in series.values if value is not None]
    partial = any(any(series.partial) for series in chart.series)
    beyond = _widest(tuple(shown("", value, chart.format, partial) for value in values), theme)
    return left, 4.0 if chart.kind == "stacked" or chart.top is not None else beyond + 4


def clear_figures(chart: Chart, theme: Theme, size: tuple[float, float]) -> Chart:
    """Return a chart of bars whose figures stand inside the end where the average's tick would run through
    them, as far as the bars are long enough."""
    marked = next((series for series in chart.series if series.marked), None)
    if chart.kind != "bars" or marked is None:
        return chart
    values = [value for series in chart.series for value in series.values if value is not None]
    if not values:
        return chart
    left, right = _beside(chart, theme, size[0])
    scale = linear([*values, chart.top or 0.0], 0.0, max(size[0] - left - right, 1.0), pad=False)

    def side(value: float | None, average: float | None, partial: bool) -> Side:
        if value is None or average is None:
            return "outEnd"
        wide = _widest((shown("", value, chart.format, partial),), theme)
        beyond = (scale(average) - scale(value)) * (-1 if value < 0 else 1)
        room = abs(scale(value) - scale(0.0)) >= wide + 2 * BESIDE
        return "inEnd" if room and crosses(beyond, wide) else "outEnd"

    series = tuple(
        one if one.marked else replace(one, sides=tuple(
            side(value, average, one.in_brackets(at))
            for at, (value, average) in enumerate(zip(one.values, marked.values, strict=True))
        ))
        for one in chart.series
    )
    return replace(chart, series=series)


def _widest(texts: tuple[str, ...], theme: Theme) -> float:
    size = theme.type.chart.size
    return max((letters.measure(text, family_of(theme), "regular", size) for text in texts), default=0.0)


def _inner(left: float, top: float, width: float, height: float) -> str:
    """Return a layout by shares of the frame; it holds the plot without its figures and names."""
    places = "".join(
        f'<c:{name} val="{value:.4f}"/>' for name, value in zip("xywh", (left, top, width, height), strict=True)
    )
    edges = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    return f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/>{edges}{places}</c:manualLayout></c:layout>'
