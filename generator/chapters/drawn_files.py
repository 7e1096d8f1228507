"""Fences whose values stand in a small file of the edition: timelines, lines, bubbles, stats, models, places, tables.

What an analyst knows from elsewhere (dates of laws, published targets) is data too, but not of
the score table. It lies as TOML under `pictures/` or as CSV under `tables/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import inf, isfinite
from typing import Any, TypeVar

from generator import document as d
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Hint, Options, nearest, template_error
from generator.chapters.small_files import SmallFile
from generator.english import amount
from generator.figures.bubbles import Bubble, Bubbles
from generator.figures.cycle import Cycle
from generator.figures.layers import Layer, Layers
from generator.figures.lines import Lines
from generator.figures.sites import Site, SiteGroup, SiteMap
from generator.figures.stats import Stat, Stats
from generator.figures.timeline import Event, Timeline
from generator.gazetteer import load
from generator.scores.tree import TOTAL

MUNICIPALITIES = ("11", "12", "31", "50")
Made = TypeVar("Made")


def timeline(paper: PaperFacts, options: Options) -> d.Spec:
    """Return dated events: `[[events]]` with date, text and, where it matters most, strong = true."""
    return _made(
        options, paper,
        lambda file, table: Timeline(
            tuple(Event(e["date"], e["text"], bool(e.get("strong", False))) for e in file.items(table, "events"))
        ),
    )


def lines(paper: PaperFacts, options: Options) -> d.Spec:
    """Return lines: `periods`, and `[[series]]` with name and values; the text "—" is a missing value."""
    return _made(options, paper, _lines)


def _lines(file: SmallFile, table: Mapping[str, Any]) -> Lines:
    periods = tuple(str(period) for period in file.items(table, "periods"))
    series = []
    for one in file.items(table, "series"):
        name, values = str(one["name"]), file.items(one, "values")
        if len(values) != len(periods):
            zh = f"“{name}”有 {len(values)} 个数，periods 有 {len(periods)} 期"
            en = f"{name} has {amount(len(values), 'value')} for {amount(len(periods), 'period')}"
            raise file.fault(zh, en, name)
        series.append((name, tuple(file.number(value, name) for value in values)))
    return Lines(
        periods, tuple(series),
        average=table.get("average", ""), format=table.get("format", "text"), zero=bool(table.get("zero")),
    )


def bubbles(paper: PaperFacts, options: Options) -> d.Spec:
    """Return bubbles: x_title, y_title, size_title, and `[[bubbles]]` with label, x, y, size; or a CSV
    with a bubble a row."""
    if options.text("file").lower().endswith(".csv"):
        return _bubbles_of_table(paper, options)
    return _made(
        options, paper,
        lambda file, table: Bubbles(
            tuple(
                Bubble(b["label"], *(file.number(b[axis], b["label"]) for axis in ("x", "y", "size")))
                for b in file.items(table, "bubbles")
            ),
            table["x_title"], table["y_title"], table["size_title"],
            highlight=tuple(file.items(table, "highlight", ())),
        ),
    )


def _bubbles_of_table(paper: PaperFacts, options: Options) -> d.Spec:
    """Return a bubble for every row of a CSV: its first column names it, `x`, `y` and `size` name columns,
    the next three unless said. `x` and `y` may also name an indicator of the edition, or its total; then the
    row's unit gives the score."""
    file = SmallFile.read(paper, options)
    (_, head), *rows = file.rows()
    if not rows or len(head) < 2:
        raise template_error(
            options.place, "表应有表头、名称列与数值列", "a header, names and values are needed", options.text("file")
        )
    following = iter(head[1:])
    names = [options.text(axis, next(following, "")) for axis in ("x", "y", "size")]
    found = []
    for line, row in rows:
        cells = dict(zip(head, row, strict=True))
        label = cells[head[0]]
        found.append(Bubble(label, *(_measured(paper, file, cells, label, name, line) for name in names)))
    x, y, size = names
    return Bubbles(tuple(found), x, y, size, highlight=tuple(options.names("highlight")))


def _measured(
    paper: PaperFacts, file: SmallFile, cells: dict[str, str], label: str, name: str, line: int
) -> float | None:
    """Return a row's value in a column, else its unit's score on the indicator called so; None where empty.

    无数据, — and other words without a digit leave the bubble out; a text that holds digits is a slip.
    """
    if name not in cells:
        key = TOTAL if name == paper.words.total else paper.indicator(name).key
        return paper.score_of(paper.unit(label).key, key)
    shown = cells[name].replace(",", "").replace("，", "")
    if not re.search(r"\d|nan|inf", shown, re.IGNORECASE):
        return None
    try:
        value = float(shown)
    except ValueError:
        value = inf
    if not isfinite(value):
        hint = Hint("只填数字，单位写在表头", "the number alone; its unit belongs into the header")
        raise file.fault(f"{label} 的“{name}”不是数字", f"{name} of {label} is not a number", cells[name], hint, line)
    return value


def layers(paper: PaperFacts, options: Options) -> d.Spec:
    """Return a model in levels: `[[layers]]` from the top with name, parts and, where wanted, notes below
    the parts; `arrows = false` leaves the arrows out."""
    return _made(
        options, paper,
        lambda file, table: Layers(
            tuple(
                Layer(
                    str(one["name"]), tuple(map(str, file.items(one, "parts"))),
                    tuple(map(str, file.items(one, "notes", ()))),
                )
                for one in file.items(table, "layers")
            ),
            arrows=bool(table.get("arrows", True)),
        ),
    )


def sites(paper: PaperFacts, options: Options) -> d.Spec:
    """Return places on the map of the country: `[[groups]]` with name, provinces to be tinted, and
    `sites`, each the label of a place and after `@` the city it lies in."""
    return _made(
        options, paper,
        lambda file, table: SiteMap(
            tuple(
                SiteGroup(
                    str(group["name"]),
                    tuple(_code(name, options, True) for name in file.items(group, "provinces", ())),
                    tuple(_site(str(one), options) for one in file.items(group, "sites", ())),
                )
                for group in file.items(table, "groups")
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
        lambda file, table: Stats(
            tuple(Stat(s["label"], str(s["value"]), "text", s.get("note", "")) for s in file.items(table, "stats"))
        ),
    )


def listed(paper: PaperFacts, options: Options) -> d.Table:
    """Return a table of the edition's own: CSV with a header row; `widths` are parts of the measure."""
    (_, head), *body = SmallFile.read(paper, options).rows()
    widths = options.parts("widths", len(head))
    columns = tuple(d.Column(title, width=width) for title, width in zip(head, widths, strict=True))
    return d.Table(
        columns,
        tuple(
            d.Row(tuple(d.Cell(cell, strong=not place) for place, cell in enumerate(row)))
            for _, row in body
        ),
    )


def cycle(paper: PaperFacts, options: Options) -> d.Spec:
    """Return a diagram of a cycle: `centre`, `nodes` clockwise from the top and, where wanted, `drivers`."""
    return _made(
        options, paper,
        lambda file, table: Cycle(
            centre=str(table["centre"]), nodes=tuple(map(str, file.items(table, "nodes"))),
            drivers=tuple(map(str, file.items(table, "drivers", ()))),
        ),
    )


def _made(
    options: Options, paper: PaperFacts, make: Callable[[SmallFile, Mapping[str, Any]], Made]
) -> Made:
    """Return what `make` makes of the file; a key that is missing or of the wrong kind is named."""
    file = SmallFile.read(paper, options)
    table = file.table()
    try:
        return make(file, table)
    except KeyError as error:
        key = str(error.args[0])
        raise template_error(
            options.place, f"{file.name} 缺少“{key}”", f"{file.name} lacks '{key}'", key
        ) from error
    except (TypeError, ValueError, AttributeError) as error:
        zh, en = f"{file.name} 的内容不合要求", f"{file.name} does not hold what the figure needs"
        hint = Hint("写法见 docs/authoring.zh.md 第 4 节", "see section 4 of docs/authoring.md")
        raise template_error(options.place, zh, en, file.name, hint) from error
