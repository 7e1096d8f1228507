"""Our documents told to other tools."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.peers.piece import Piece
from generator import document as d
from generator.figures.bars import Bars
from generator.figures.dumbbell import Dumbbell
from generator.figures.profile import Profile
from generator.figures.radar import Radar
from generator.figures.strip import Strip
from generator.text import format_value


def write_stories(documents: Iterable[d.Document], path: Path) -> None:
    """Write what the documents say into a file for `read_stories`."""
    told = [[asdict(piece) for piece in tell(document)] for document in documents]
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def tell(document: d.Document, figure: Callable[[d.Spec], dict[str, Any]] | None = None) -> list[Piece]:
    """Return everything a document shows, cover and back cover left out. `figure` says what a figure is told
    as; without it, as the values of the kinds that a city report has."""
    told = [Piece("heading", document.title, 1)]
    for part in document.parts:
        for block in d.walk(d.blocks_of(part)):
            piece = _piece(block, figure or _figure)
            if piece is not None:
                told.append(piece)
    return told


def _piece(block: d.Block, figure: Callable[[d.Spec], dict[str, Any]]) -> Piece | None:
    match block:
        case d.Heading():
            return Piece("heading", f"{block.number} {block.title}".strip(), block.level + 1)
        case d.Paragraph():
            return Piece("text", d.plain(block.content))
        case d.Cards():
            cells = [(card.label, _shown(card.value, card.format), card.note) for card in block.cards]
            return Piece("table", "", rows=[list(row) for row in zip(*cells, strict=True)])
        case d.Table() if block.rows:
            return Piece("table", _caption(block.caption), rows=_rows(block))
        case d.Figure():
            return Piece("figure", _caption(block.caption) or block.alt[:20], figure=figure(block.spec))
    return None


def _rows(table: d.Table) -> list[list[str]]:
    head = [column.title for column in table.columns]
    last = len(head) - 1
    body = [
        [
            _shown(cell.value, cell.format or table.columns[min(place, last)].format)
            for place, cell in enumerate(row.cells)
        ]
        for row in table.rows
    ]
    wide = max(len(head), *map(len, body))
    return [row + [""] * (wide - len(row)) for row in (head, *body)]


def _shown(value: object, form: str) -> str:
    return d.plain(value) if isinstance(value, tuple) else format_value(value, form or "text")


def _caption(caption: d.Caption | None) -> str:
    return f"{caption.word}{caption.chapter}-{caption.sequence} {caption.text}" if caption else ""


def _figure(spec: d.Spec) -> dict[str, Any]:
    match spec:
        case Strip():
            return {"kind": "strip", "values": [pair for pair in spec.values if pair[1] is not None],
                    "highlight": spec.highlight, "average": spec.average, "average_label": spec.average_label}
        case Radar():
            return {"kind": "radar", "labels": spec.labels, "values": [value or 0.0 for value in spec.values],
                    "averages": [value or 0.0 for value in spec.averages], "unit": spec.unit,
                    "average_label": spec.average_label, "top": spec.top}
        case Dumbbell():
            known = [tuple(pair) for pair in spec.pairs if pair.first is not None and pair.second is not None]
            return {"kind": "dumbbell", "pairs": known, "first_label": spec.first_label,
                    "second_label": spec.second_label}
        case Profile():
            items = [{"label": item.label, "value": item.value or 0.0, "average": item.average,
                      "strong": item.level == 1} for item in spec.items]
            return {"kind": "rows", "items": items, "top": spec.top or 100.0, "average": None,
                    "average_label": spec.average_label}
        case Bars():
            items = [{"label": label, "value": value or 0.0, "average": None, "strong": label in spec.highlight}
                     for label, value in zip(spec.labels, spec.values, strict=True)]
            top = max(item["value"] for item in items)
            return {"kind": "rows", "items": items, "top": top, "average": spec.average,
                    "average_label": spec.average_label}
    raise TypeError(f"the city report was not known to have a figure of kind {spec.kind}")
