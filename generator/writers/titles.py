"""Titles that need two lines, broken where both lines carry sense."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.writers.words import WriterWords


def in_two_lines(title: str, fits: Callable[[str], bool], words: WriterWords) -> list[str]:
    """Return a title in the lines it was given, or, where it does not fit on one, in two: broken behind one of
    the words that may end a line, or before a phrase that stays whole (数字化发展), as near to the middle as can be."""
    if "\n" in title or fits(title):
        return title.split("\n")
    fitting = [at for at in _places(title, words) if fits(title[:at]) and fits(title[at:])]
    if not fitting:
        return [title]
    at = min(fitting, key=lambda place: abs(place - len(title) / 2))
    return [title[:at], title[at:]]


def _places(title: str, words: WriterWords) -> list[int]:
    """Return where a title may be broken, but not inside a phrase that stays whole."""
    phrases = [(at, at + len(phrase)) for phrase in words.wholes for at in _found(phrase, title)]
    behind = {at + len(word) for word in words.breaks for at in _found(word, title)}
    places = behind | {start for start, _ in phrases}
    return sorted(
        at for at in places if 0 < at < len(title) and not any(start < at < end for start, end in phrases)
    )


def _found(word: str, title: str) -> Iterator[int]:
    return (at for at in range(len(title)) if title.startswith(word, at))
