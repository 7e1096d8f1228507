"""Where the bars of a native chart stand in its frame: Word's own choice leaves too little room for names."""

from __future__ import annotations

from generator.figures import letters
from generator.figures.chart import Chart
from generator.figures.sheet import family_of
from generator.text import format_value
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
    left = min(_widest(chart.categories, theme) * 1.06 + 10, width * _MOST) / width
    values = [value for series in chart.series for value in series.values if value is not None]
    beyond = _widest(tuple(format_value(value, chart.format) for value in values), theme)
    right = 4.0 if chart.kind == "stacked" or chart.top is not None else beyond + 4
    above = (_LINE if has_legend(chart) else 1.0) / height
    below = (_LINE if any(series.marked for series in chart.series) else 1.0) / height
    return _inner(left, above, max(1.0 - left - right / width, 0.2), max(1.0 - above - below, 0.2))


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
