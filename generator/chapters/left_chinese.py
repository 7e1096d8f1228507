"""What an English paper still says in Chinese, each with its place: commentary, edition file, anything else.

The templates and words of an English paper are English; what is left was brought by the edition itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from generator import document as d
from generator.chapters.commentary import Source
from generator.config import FILE_NAME, Edition
from generator.findings import Finding, Place, Severity
from generator.scores.english import has_chinese

_UNREAD = frozenset({"english", "scores", "where", "books", "compare", "waivers", "chapters"})
"""Keys of the edition file that say where things are and which they are, not what a reader sees."""
_MARKS = frozenset({"id", "target", "origin", "kind", "file"})
"""Fields of a document that nobody reads."""
SHOWN = 60


def left_chinese(edition: Edition, texts: Iterable[Source], document: d.Document) -> Iterator[Finding]:
    """Yield a warning for every line, key and further text of an English paper that holds Chinese."""
    if edition.language != "en":
        return
    known = list(edition.english)
    for source in texts:
        known.append(source.body)
        for number, line in enumerate(source.body.split("\n"), start=source.first_line):
            if has_chinese(line):
                yield _finding(Place(source.name, line=number), line)
    for key, value in edition.model_dump(exclude=set(_UNREAD)).items():
        for text in _texts(value):
            known.append(text)
            if has_chinese(text):
                yield _finding(Place(FILE_NAME, cell=key), text)
    told = "\n".join(known)
    for part in document.parts:
        where = f"{getattr(part, 'label', '')} {getattr(part, 'title', '')}".strip() or type(part).__name__
        for text in dict.fromkeys(_texts(part)):
            if has_chinese(text) and text not in told:
                told += f"\n{text}"
                yield _finding(Place(where), text)


def _finding(place: Place, text: str) -> Finding:
    shown = text.strip()[:SHOWN]
    return Finding(
        "W434", Severity.WARNING, place, shown, f"英文版中留有中文：{shown}",
        f"Chinese is left in the English edition: {shown}",
        "改成英文；表中的名称在 edition.toml 的 [english] 中写明",
        "write it in English; name what tables hold in [english] of edition.toml",
    )


def _texts(value: object) -> Iterator[str]:
    """Yield every text inside a value that a reader may see."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in _MARKS:
                yield from _texts(getattr(value, field.name))
