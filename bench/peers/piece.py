"""A report as other tools take it: headings, texts, tables and figures as plain values. Imports nothing of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True)
class Piece:
    """One of them. `text` is the words of a heading or paragraph, or a caption; the first of `rows` is the head.

    `figure` names its `kind` (strip, radar, rows, dumbbell) and holds what that needs.
    """

    kind: Literal["heading", "text", "table", "figure"]
    text: str
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    figure: dict[str, Any] = field(default_factory=dict)


def read_stories(path: Path) -> list[list[Piece]]:
    """Return the reports in a file."""
    return [[Piece(**piece) for piece in story] for story in json.loads(path.read_text(encoding="utf-8"))]
