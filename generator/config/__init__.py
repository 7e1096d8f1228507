"""The edition file: `edition.toml` becomes a frozen `Edition`, or a list of what is wrong with it."""

from generator.config.edition import (
    FILE_NAME,
    THEME_NAME,
    BookChoice,
    ChapterChoice,
    Edition,
    Sources,
    TierBound,
    Waiver,
)
from generator.config.look import theme_of
from generator.config.read import read_edition, read_sibling

__all__ = [
    "FILE_NAME",
    "THEME_NAME",
    "BookChoice",
    "ChapterChoice",
    "Edition",
    "Sources",
    "TierBound",
    "Waiver",
    "read_edition",
    "read_sibling",
    "theme_of",
]
