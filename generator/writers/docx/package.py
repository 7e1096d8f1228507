"""The package: properties, footnotes, numbering, and a zip whose bytes depend on its content alone."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from docx.document import Document as WordDocument
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
from docx.opc.pkgwriter import _ContentTypesItem
from docx.oxml import parse_xml

from generator.document import Document
from generator.writers.docx.story import Story
from generator.writers.docx.xml import NAMESPACES, illegal
from generator.writers.words import writer_words

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_STORED = (".png",)
_LEVEL = 4
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def set_properties(word: WordDocument, document: Document) -> None:
    """Write title, author, language and dates; the dates are the document's, never the clock's."""
    properties = word.core_properties
    moment = written_at(document).replace(tzinfo=None)
    properties.title = _legal(document.title)
    properties.author = _legal(document.author)
    properties.last_modified_by = _legal(document.author)
    properties.subject = _legal(document.subject)
    properties.keywords = _legal(writer_words(document.language).comma.join(document.keywords))
    properties.language = document.language
    properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _legal(text: str) -> str:
    """Return text fit for a property: at most 255 signs, none that XML cannot hold."""
    bad = set(illegal(text))
    return "".join(sign for sign in text if sign not in bad)[:255]


def written_at(document: Document) -> datetime:
    """Return the moment of writing: SOURCE_DATE_EPOCH, else the document's date, else 1980."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return max(datetime.fromtimestamp(int(epoch), UTC), _EPOCH)
    day = document.date
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _EPOCH


def add_footnotes(story: Story) -> None:
    """Put the notes behind the separators of the footnotes part."""
    part = story.word.part.part_related_by(_NOTES)
    content = f"<w:footnotes {NAMESPACES}>{''.join(story.notes)}</w:footnotes>"
    root = parse_xml(part.blob)
    root.extend(list(parse_xml(content)))
    part._blob = _serialized(root)


def add_numbering(story: Story) -> None:
    """Put the lists that only this document needs into the numbering part; abstract ones come first."""
    root = story.word.part.numbering_part.element
    numbers = story.numbers
    wrapped = f"<w:numbering {NAMESPACES}>{{}}</w:numbering>"
    first = root.num_lst[0]
    for element in list(parse_xml(wrapped.format("".join(numbers.abstracts)))):
        first.addprevious(element)
    root.extend(list(parse_xml(wrapped.format("".join(numbers.nums)))))


def ask_for_update(word: WordDocument) -> None:
    """Let Word count every field anew at first open; it asks its user before, so this is by choice."""
    settings = word.settings.element
    update = parse_xml(f'<w:updateFields {NAMESPACES} w:val="true"/>')
    settings.xpath("./w:footnotePr")[0].addprevious(update)


def _serialized(root: object) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    return bytes(serialize_part_xml(root))


def save(word: WordDocument, path: Path, moment: datetime, written: Mapping[str, bytes]) -> None:
    """Write the package; every entry carries the same moment, so that same content gives same bytes.

    `written` holds, by part name, the bytes of parts that need not be made from python-docx's elements.
    """
    package = word.part.package
    parts = list(package.iter_parts())
    stamp = max(moment, _EPOCH).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, body: bytes) -> None:
            info = zipfile.ZipInfo(name.lstrip("/"), stamp)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            archive.writestr(info, body, compresslevel=_LEVEL)

        put(CONTENT_TYPES_URI, _ContentTypesItem.from_parts(parts).blob)  # type: ignore[no-untyped-call]
        put(PACKAGE_URI.rels_uri, package.rels.xml)
        for part in parts:
            put(part.partname, written.get(part.partname) or part.blob)
            if len(part.rels):
                put(part.partname.rels_uri, part.rels.xml)


