"""Which indicator of a later tree is which of an earlier one, as the command line says it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.errors import InputError
from generator.scores.tree import TOTAL

TOTAL_NAMES = (TOTAL, "总分", "综合得分")


def read_mapping(pairs: Sequence[str] | None) -> dict[str, str] | None:
    """Return keys of the later tree with those of the earlier one; None where nothing is said.

    A pair is `后=前`, full paths on both sides. `总分=总分` says that the totals may be compared;
    with any pair they are, so it adds nothing else.
    """
    if not pairs:
        return None
    found: dict[str, str] = {}
    for pair in pairs:
        new, mark, old = (part.strip() for part in pair.partition("="))
        if not (new and mark and old):
            raise InputError(f"--map 应写作“新指标=旧指标”，不是“{pair}”", en=f"--map expects NEW=OLD, not {pair}")
        if new in TOTAL_NAMES and old in TOTAL_NAMES:
            continue
        found[new] = old
    return found
