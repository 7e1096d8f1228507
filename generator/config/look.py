"""The look of an edition: its theme, with the team's own differences."""

from __future__ import annotations

from generator.config.edition import Edition
from generator.theme import Theme, changed_theme


def theme_of(edition: Edition) -> Theme:
    """Return the edition's theme with the team's own differences in `theme.toml`.

    Raises EditionError for a theme that does not exist and for differences that none may have.
    """
    return changed_theme(edition.theme, {key: own for key, own in edition.theme_changes().items() if key != "logo"})
