"""Two editions side by side: who moved, who came and went, what changed in the tree."""

from __future__ import annotations

from generator.difference.facts import Difference, compare_editions
from generator.difference.mapping import read_mapping
from generator.difference.telling import in_json, tell

__all__ = ["Difference", "compare_editions", "in_json", "read_mapping", "tell"]
