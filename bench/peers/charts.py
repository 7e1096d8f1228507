"""The figures of the city report by matplotlib, each kind as itself, without pyplot's global state."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

FACE = Path(__file__).parents[2] / "fonts" / "sans-regular.ttf"
BLUE, GREY, ORANGE = "#2b5c9e", "#b9c2cf", "#e0762f"
WIDTH = 6.1
FULL_TURN = 6.283185307


def begin() -> None:
    """Make our face known to matplotlib and choose how SVGs hold text."""
    font_manager.fontManager.addfont(FACE)
    rcParams["font.family"] = font_manager.FontProperties(fname=FACE).get_name()
    rcParams["font.size"] = 8
    rcParams["svg.fonttype"] = "none"
    rcParams["axes.unicode_minus"] = False


def png(chart: Mapping[str, Any]) -> bytes:
    """Return a figure as PNG at 200 dpi."""
    figure = draw(chart)
    figure.set_dpi(200)
    target = io.BytesIO()
    FigureCanvasAgg(figure).print_png(target)
    return target.getvalue()


def svg(chart: Mapping[str, Any]) -> str:
    """Return a figure as SVG with text as text."""
    target = io.StringIO()
    FigureCanvasSVG(draw(chart)).print_svg(target)
    return target.getvalue()


def height(chart: Mapping[str, Any]) -> float:
    """Return the height of a figure in inches."""
    fixed = {"strip": 1.3, "radar": 3.4}
    return fixed.get(chart["kind"]) or 0.6 + 0.2 * len(chart.get("items", chart.get("pairs", ())))


def draw(chart: Mapping[str, Any]) -> Figure:
    """Return the figure, not yet rendered."""
    figure = Figure(figsize=(WIDTH, height(chart)), layout="constrained")
    round_ = chart["kind"] == "radar"
    axes = figure.add_subplot(projection="polar" if round_ else None)
    DRAWN[chart["kind"]](axes, chart)
    if not round_:
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def _strip(axes: Any, chart: Mapping[str, Any]) -> None:
    values = chart["values"]
    axes.scatter([value for _, value in values], [0] * len(values), s=14, color=GREY, alpha=0.6)
    for name, value in values:
        if name in chart["highlight"]:
            axes.scatter([value], [0], s=40, color=BLUE, zorder=3)
            axes.annotate(f"{name} {value:.1f}", (value, 0), (0, 10), textcoords="offset points", ha="center")
    if chart["average"] is not None:
        axes.axvline(chart["average"], color=ORANGE, linewidth=1)
        axes.annotate(f"{chart['average_label']} {chart['average']:.1f}", (chart["average"], -0.04), color=ORANGE)
    axes.set_yticks([])
    axes.spines[["left"]].set_visible(False)


def _radar(axes: Any, chart: Mapping[str, Any]) -> None:
    turns = [FULL_TURN * place / len(chart["labels"]) for place in range(len(chart["labels"]))]
    for values, colour, label in (
        (chart["averages"], ORANGE, chart["average_label"]), (chart["values"], BLUE, chart["unit"])
    ):
        axes.plot([*turns, turns[0]], [*values, values[0]], color=colour, label=label)
    axes.fill(turns, chart["values"], color=BLUE, alpha=0.15)
    axes.set_xticks(turns, chart["labels"])
    axes.set_ylim(0, chart["top"])
    axes.legend(loc="upper right", frameon=False)


def _rows(axes: Any, chart: Mapping[str, Any]) -> None:
    items = chart["items"]
    places = range(len(items))
    colours = [BLUE if item["strong"] else GREY for item in items]
    axes.bar_label(axes.barh(places, [item["value"] for item in items], color=colours), fmt="%.1f", padding=3)
    marked = [(item["average"], place) for place, item in enumerate(items) if item["average"] is not None]
    if marked:
        axes.scatter(*zip(*marked, strict=True), marker="|", color=ORANGE, zorder=3, label=chart["average_label"])
    if chart["average"] is not None:
        axes.axvline(chart["average"], color=ORANGE, linewidth=1, label=chart["average_label"])
    axes.set_yticks(places, [item["label"] for item in items])
    axes.invert_yaxis()
    axes.legend(frameon=False)


def _dumbbell(axes: Any, chart: Mapping[str, Any]) -> None:
    labels, first, second = zip(*chart["pairs"], strict=True)
    places = range(len(labels))
    axes.hlines(places, first, second, color=GREY, linewidth=2)
    axes.scatter(first, places, color=ORANGE, zorder=3, label=chart["first_label"])
    axes.scatter(second, places, color=BLUE, zorder=3, label=chart["second_label"])
    for place, (one, other) in enumerate(zip(first, second, strict=True)):
        axes.annotate(f"{other - one:+.1f}", (max(one, other), place), (6, -3), textcoords="offset points")
    axes.set_yticks(places, labels)
    axes.invert_yaxis()
    axes.legend(frameon=False)


DRAWN = {"strip": _strip, "radar": _radar, "rows": _rows, "dumbbell": _dumbbell}
