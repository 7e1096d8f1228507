"""Fences whose values stand in a small file of the edition: timelines, lines, bubbles, stats, models, places, tables.

What an analyst knows from elsewhere (dates of laws, published targets) is data too, but not of
the score table. It lies as TOML under `pictures/` or as CSV under `tables/`.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from math import isfinite
from typing import Any, TypeVar

from generator import document as d
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Options, nearest, template_error
from generator.config.faults import parse_toml
from generator.figures.bubbles import Bubble, Bubbles
from generator.figures.layers import Layer, Layers
from generator.figures.lines import Lines
from generator.figures.sites import Site, SiteGroup, SiteMap
from generator.figures.stats import Stat, Stats
from generator.figures.timeline import Event, Timeline
from generator.gazetteer import load
from generator.scores.tree import TOTAL

MAX_BYTES = 1_000_000
MUNICIPALITIES = ("11", "12", "31", "50")
Made = TypeVar("Made")


def timeline(paper: PaperFacts, options: Options) -> d.Spec:
    """Return dated events: `[[events]]` with date, text and, where it matters most, strong = true."""
    return _made(
        options, paper,
        lambda table: Timeline(
            tuple(Event(e["date"], e["text"], bool(e.get("strong", False))) for e in table["events"])
        ),
    )


def lines(paper: PaperFacts, options: Options) -> d.Spec:
    """Return lines: `periods`, and `[[series]]` with name and values; the text "—" is a missing value."""
    return _made(
        options, paper,
        lambda table: Lines(
            tuple(str(period) for period in table["periods"]),
            tuple((s["name"], tuple(_number(v) for v in s["values"])) for s in table["series"]),
            average=table.get("average", ""), format=table.get("format", "text"), zero=bool(table.get("zero")),
        ),
    )


def bubbles(paper: PaperFacts, options: Options) -> d.Spec:
    """Return bubbles: x_title, y_title, size_title, and `[[bubbles]]` with label, x, y, size; or a CSV
    with a bubble a row."""
    if options.text("file").lower().endswith(".csv"):
        return _bubbles_of_table(paper, options)
    return _made(
        options, paper,
        lambda table: Bubbles(
            tuple(
                Bubble(b["label"], _number(b["x"]), _number(b["y"]), _number(b["size"]))
                for b in table["bubbles"]
            ),
            table["x_title"], table["y_title"], table["size_title"],
            highlight=tuple(table.get("highlight", ())),
        ),
    )


def _bubbles_of_table(paper: PaperFacts, options: Options) -> d.Spec:
    """Return a bubble for every row of a CSV: its first column names it, `x`, `y` and `size` name columns,
    the next three unless said. `x` and `y` may also name an indicator of the edition, or its total; then the
    row's unit gives the score."""
    rows = [row for row in csv.reader(read_file(paper, options).splitlines()) if any(map(str.strip, row))]
    if len(rows) < 2 or len(rows[0]) < 2:
        raise template_error(
            options.place, "表应有表头、名称列与数值列", "a header, names and values are needed", options.text("file")
        )
    head = [title.strip() for title in rows[0]]
    following = iter(head[1:])
    names = [options.text(axis, next(following, "")) for axis in ("x", "y", "size")]
    found = []
    for row in rows[1:]:
        cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
        label = cells[head[0]]
        found.append(Bubble(label, *(_measured(paper, options, cells, label, name) for name in names)))
    x, y, size = names
    return Bubbles(tuple(found), x, y, size, highlight=tuple(options.names("highlight")))


def _measured(paper: PaperFacts, options: Options, cells: dict[str, str], label: str, name: str) -> float | None:
    """Return a row's value in a column, else its unit's score on the indicator called so; None where empty."""
    if name not in cells:
        key = TOTAL if name == paper.words.total else paper.indicator(name).key
        return paper.score_of(paper.unit(label).key, key)
    shown = cells[name].replace(",", "").replace("，", "")
    try:
        value = float(shown) if shown else None
    except ValueError:
        return None  # 无数据, — and the like: the bubble is not drawn
    if value is not None and not isfinite(value):
        raise template_error(
            options.place, f"{label} 的“{name}”不是有限的数", f"{name} of {label} is no finite number", shown
        )
    return value


def layers(paper: PaperFacts, options: Options) -> d.Spec:
    """Return a model in levels: `[[layers]]` from the top with name, parts and, where wanted, notes below
    the parts; `arrows = false` leaves the arrows out."""
    return _made(
        options, paper,
        lambda table: Layers(
            tuple(
                Layer(str(one["name"]), tuple(map(str, one["parts"])), tuple(map(str, one.get("notes", ()))))
                for one in table["layers"]
            ),
            arrows=bool(table.get("arrows", True)),
        ),
    )


def sites(paper: PaperFacts, options: Options) -> d.Spec:
    """Return places on the map of the country: `[[groups]]` with name, provinces to be tinted, and
    `sites`, each the label of a place and after `@` the city it lies in."""
    return _made(
        options, paper,
        lambda table: SiteMap(
            tuple(
                SiteGroup(
                    str(group["name"]), tuple(_code(name, options, True) for name in group.get("provinces", ())),
                    tuple(_site(str(one), options) for one in group.get("sites", ())),
                )
                for group in table["groups"]
            ),
            review_number=paper.edition.figures.map_review_number,
        ),
    )


def _site(words: str, options: Options) -> Site:
    label, _, city = words.partition("@")
    return Site(label.strip(), _code((city or label).strip(), options))


def _code(name: str, options: Options, province: bool = False) -> str:
    """Return the code of a province or of the city a place lies in; a name that is none is named back."""
    places = load()
    entry = places.find_province(name).entry if province else places.find(name).entry
    if entry is None:
        near = nearest(name, [one.short for one in (places.provinces if province else places.cities)])
        raise template_error(options.place, f"名录中没有“{name}”", f"no place is called '{name}'", name, near)
    short = province or entry.adcode[:2] in MUNICIPALITIES
    return f"{entry.adcode[:2]}0000" if short else f"{entry.adcode[:4]}00"


def stats(paper: PaperFacts, options: Options) -> d.Spec:
    """Return figures to be read at a glance: `[[stats]]` with label, value as it is printed, and note."""
    return _made(
        options, paper,
        lambda table: Stats(
            tuple(Stat(s["label"], str(s["value"]), "text", s.get("note", "")) for s in table["stats"])
        ),
    )


def listed(paper: PaperFacts, options: Options) -> d.Table:
    """Return a table of the edition's own: CSV with a header row; `widths` are parts of the measure."""
    rows = list(csv.reader(read_file(paper, options).splitlines()))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise template_error(options.place, "表是空的", "the table is empty", options.text("file"))
    head, *body = rows
    widths = options.names("widths") or ("1",) * len(head)
    try:
        columns = tuple(
            d.Column(title.strip(), width=float(width)) for title, width in zip(head, widths, strict=True)
        )
    except ValueError as error:
        raise template_error(
            options.place, f"widths 应为{len(head)}个数字", f"widths: {len(head)} numbers"
        ) from error
    padded = ([*row, *[""] * len(head)][: len(head)] for row in body)
    return d.Table(
        columns,
        tuple(
            d.Row(tuple(d.Cell(cell.strip(), strong=not place) for place, cell in enumerate(row)))
            for row in padded
        ),
    )


def _made(options: Options, paper: PaperFacts, make: Callable[[dict[str, Any]], Made]) -> Made:
    """Return what `make` makes of the file; a key that is missing or of the wrong kind is named."""
    try:
        return make(parse_toml(read_file(paper, options)))
    except tomllib.TOMLDecodeError as error:
        raise template_error(options.place, f"{options.text('file')} 不是有效的 TOML：{error}", f"{error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise template_error(
            options.place, f"{options.text('file')} 的内容不合要求：{error}", f"cannot be used: {error}"
        ) from error


def read_file(paper: PaperFacts, options: Options) -> str:
    """Return the text of the small file that `file` names; an EditionError where it cannot be read."""
    path = paper.edition.inside(options.text("file"))
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise template_error(options.place, f"找不到 {options.text('file')}，或文件过大", "the file is missing")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise template_error(options.place, f"{options.text('file')} 不是 UTF-8 文本", "not UTF-8") from error


def _number(value: object) -> float | None:
    """Return a number; text stands for a value that is missing."""
    return float(value) if isinstance(value, int | float) else None
