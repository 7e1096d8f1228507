"""All numbers of a finished document with their origins, as plain values for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from generator import document as d
from generator.audit.book import TracedBook, traced
from generator.audit.cells import find_attributes, find_weights
from generator.audit.marks import Ledger, Printed, Spot
from generator.audit.number import Real, Shown, Whole, names_in, write_formula
from generator.audit.register import Register
from generator.scores.book import Book
from generator.scores.grid import Grid
from generator.text import format_value

NOT_COVERED = (
    "numbers of hand-written text (commentary), which check holds against the tables",
    "numbers that template wording spells out itself, and those drawn by the edition's own files",
    "axis labels, legends (class bounds, their counts) and alternative texts of figures, made from values listed here",
    "dates, addresses and numbering of parts, figures, tables, notes and pages",
)

UNSEEN = frozenset({"classes", "level"})
"""Fields of figures that are not data: class bounds, and the level that decides a bar's look."""


@dataclass
class Audit:
    """Collects the origins of one paper: trace its books, compose with its ledger, collect, write."""

    register: Register = field(default_factory=Register)
    ledger: Ledger = field(default_factory=Ledger)
    numbers: list[Printed] = field(default_factory=list)

    def trace(self, book: Book, label: str = "") -> TracedBook:
        """Return a book whose answers carry their origin; `label` tells further books apart."""
        return traced(book, self.register, label)

    def locate(self, tree: Grid | None, attributes: Grid | None, label: str = "") -> None:
        """Find the cells of weights and attributes again in the tables they were read from."""
        book = self.register.books[label]
        if tree is not None:
            find_weights(book, tree, self.register)
        if attributes is not None:
            find_attributes(book, attributes, self.register)

    def collect(self, document: d.Document) -> None:
        """Note every number of a finished document: running text, then tables, cards and figures."""
        self.numbers = [*self.ledger.printed]
        for part in document.parts:
            title = getattr(part, "title", "")
            section = ""
            for block in d.walk(d.blocks_of(part)):
                match block:
                    case d.Heading():
                        section = block.title
                    case d.Table():
                        self.numbers.extend(_of_table(block, title, section))
                    case d.Cards():
                        self.numbers.extend(_of_cards(block, title, section))
                    case d.Figure():
                        self.numbers.extend(_of_figure(block, title, section))

    def as_dict(self) -> dict[str, object]:
        """Return the whole record: numbers, what their formulas name, and what is not covered."""
        known = [printed for printed in self.numbers if printed.value is not None]
        return {
            "numbers": [self._entry(printed.shown, printed.value, printed.spot) for printed in known],
            "scores": self._scores(known),
            "weights": self._weights(known),
            "groups": {name: list(units) for name, units in self.register.groups.items()},
            "untraced": [
                {"shown": printed.shown, "where": _where(printed.spot)}
                for printed in self.numbers
                if printed.value is None
            ],
            "not_covered": list(NOT_COVERED),
        }

    def _entry(self, shown: str, value: Real | Whole | None, spot: Spot) -> dict[str, object]:
        assert value is not None
        trace = value.trace
        return {
            "shown": shown,
            "value": _plain(value),
            "what": trace.what,
            "unit": trace.unit,
            "indicator": trace.indicator,
            "formula": write_formula(self.register.short(trace.formula)),
            "cells": self.register.cells(trace.formula),
            "where": _where(spot),
        }

    def _scores(self, known: list[Printed]) -> dict[str, object]:
        """Return every indicator that some formula uses, with the parts it is summed from."""
        wanted: dict[str, None] = {}
        for printed in known:
            assert printed.value is not None
            for call in names_in(printed.value.trace.formula):
                if call[0] in ("score", "rank", "mean", "above"):
                    wanted[call[-1] if call[0] == "score" else call[-2]] = None
        waiting = list(wanted)
        while waiting:
            for part, _ in self.register.parts(waiting.pop()):
                if part not in wanted:
                    wanted[part] = None
                    waiting.append(part)
        return {indicator: self._score(indicator) for indicator in wanted}

    def _score(self, indicator: str) -> dict[str, object]:
        book, key = self.register.book_of(indicator)
        parts = dict(self.register.parts(indicator))
        names = [book.called(unit) for unit in book.units]
        column = book.scores[key] if book.has(key) else ()
        values = {name: _plain(value) for name, value in zip(names, column, strict=False)}
        aside = [book.called(unit) for unit in book.bracketed(key)]
        told: dict[str, object] = {"in_brackets": aside} if aside else {}
        if parts:
            return {"sum_of": parts, "values": values, **told}
        places = {name: self.register.place(name, indicator) for name in names}
        return {"cells": {name: str(place) for name, place in places.items() if place}, "values": values, **told}

    def _weights(self, known: list[Printed]) -> dict[str, object]:
        used = {
            call[1]: None
            for printed in known
            if printed.value is not None
            for call in names_in(printed.value.trace.formula)
            if call[0] == "weight"
        }
        found: dict[str, object] = {}
        for indicator in used:
            book, key = self.register.book_of(indicator)
            place = self.register.weights.get(indicator)
            found[indicator] = {
                "value": float(book.tree.indicator(key).weight), "cell": str(place) if place else "",
            }
        return found


def _plain(value: float) -> float | int | None:
    if value != value:
        return None
    return int(value) if isinstance(value, int) else float(value)


def _where(spot: Spot) -> dict[str, str]:
    named = {
        "part": spot.part, "section": spot.section, "block": spot.block, "cell": spot.cell, "text": spot.text,
    }
    return {name: value for name, value in named.items() if value}


def _label(caption: d.Caption | None, id_: str, kind: str) -> str:
    return f"{caption.label} {caption.text}" if caption else id_ or kind


def _printed(value: object, style: str, spot: Spot) -> Iterator[Printed]:
    """Yield the numbers of a cell, a card or a value of a figure; text of nobody's making has none."""
    if isinstance(value, Shown):
        yield from (Printed(shown, number, spot) for shown, number in value.parts)
    elif isinstance(value, Real | Whole):
        if value == value:
            yield Printed(format_value(value, style), value, spot)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield Printed(format_value(value, style), None, spot)


def _of_table(table: d.Table, part: str, section: str) -> Iterator[Printed]:
    block = _label(table.caption, table.id, "table")
    hanging: dict[int, int] = {}
    for row in table.rows:
        column, label = 0, ""
        for cell in row.cells:
            while hanging.get(column, 0):
                column += 1
            heading = table.columns[column] if column < len(table.columns) else d.Column("")
            label = label or (cell.value if isinstance(cell.value, str) else "")
            spot = Spot(part, section, block, "", f"{label} · {heading.title}")
            yield from _printed(cell.value, cell.format or heading.format, spot)
            for covered in range(column, column + cell.columns):
                hanging[covered] = cell.rows
            column += cell.columns
        hanging = {place: left - 1 for place, left in hanging.items()}


def _of_cards(cards: d.Cards, part: str, section: str) -> Iterator[Printed]:
    for card in cards.cards:
        spot = Spot(part, section, "cards", "", card.label)
        for text, style in ((card.label, ""), (card.value, card.format), (card.note, "")):
            yield from _printed(text, style, spot)


def _of_figure(figure: d.Figure, part: str, section: str) -> Iterator[Printed]:
    block = _label(figure.caption, figure.id, figure.spec.kind)
    style = getattr(figure.spec, "format", "score")
    labels = getattr(figure.spec, "labels", None) or getattr(figure.spec, "rows", None) or ()
    for path, value in _values(figure.spec, labels):
        spot = Spot(part, section, block, "", path)
        named = "rank" if isinstance(value, int) else style
        yield from _printed(value, named, spot)


def _values(spec: d.Spec, labels: Any) -> Iterator[tuple[str, object]]:
    """Yield the data of a spec with the label beside each; measures of the drawing are left out."""
    for known in fields(spec):
        value = getattr(spec, known.name) if known.name not in UNSEEN else None
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                label = labels[index] if len(labels) == len(value) and isinstance(labels[index], str) else ""
                yield from _leaves(item, label, known.name)
        elif isinstance(value, Real | Whole | Shown):
            yield known.name, value


def _leaves(value: object, label: str, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Real | Whole | int | float | Shown):
        yield f"{label} · {path}" if label else path, value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _members({known.name: getattr(value, known.name) for known in fields(value)}, label)
    elif isinstance(value, tuple):
        names = getattr(value, "_fields", ())
        own = dict(zip(names, value, strict=True)) if names else {path: None}
        yield from _members(own if names else {f"{path} {n}": v for n, v in enumerate(value)}, label)


def _members(members: Mapping[str, object], label: str) -> Iterator[tuple[str, object]]:
    text = [value for value in members.values() if isinstance(value, str) and not isinstance(value, Shown)]
    own = label or next((value for value in text if not value.isdigit()), "")
    for name, value in members.items():
        if name not in UNSEEN:
            yield from _leaves(value, own, name)
