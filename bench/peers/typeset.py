"""Typst, called in this process by its Python package; fonts and template are loaded once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from bench.peers.piece import Piece

HERE = Path(__file__).parent
_MADE: dict[str, Any] = {}


def begin() -> None:
    """Load the faces once."""
    _MADE["compiler"] = typst.Compiler(
        HERE / "report.typ", font_paths=[HERE.parents[1] / "fonts"], ignore_system_fonts=True
    )


def begin_with_svg() -> None:
    """Load the faces here and for matplotlib."""
    from bench.peers import charts  # matplotlib

    charts.begin()
    begin()


def with_svg(story: Sequence[Piece], folder: Path) -> tuple[Path, ...]:
    """Write a report whose figures are matplotlib's SVGs."""
    return _compile([_told(piece, svg=True) for piece in story], folder)


def native(story: Sequence[Piece], folder: Path) -> tuple[Path, ...]:
    """Write a report whose figures Typst draws itself."""
    return _compile([_told(piece, svg=False) for piece in story], folder)


def _compile(story: list[dict[str, Any]], folder: Path) -> tuple[Path, ...]:
    path = folder / "report.pdf"
    _MADE["compiler"].compile(output=path, sys_inputs={"story": json.dumps(story, ensure_ascii=False)})
    return (path,)


def _told(piece: Piece, *, svg: bool) -> dict[str, Any]:
    told = asdict(piece)
    if piece.figure and svg:
        from bench.peers import charts

        told["svg"] = charts.svg(piece.figure)
    return told
