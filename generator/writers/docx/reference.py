"""A team's own reference document: its styles, theme and fonts win over the house's.

Numbering, page setup and settings stay the house's: on them hang the contents, the captions and the pages.
A style the team's document lacks is taken from the house, and said.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from generator.errors import EditionError
from generator.findings import Finding, Place, Severity

_MOST = 64_000_000
"""Bytes a reference document may hold when unpacked."""

_XML = (".xml", ".rels")
_BORROWED = (RELATIONSHIP_TYPE.THEME, RELATIONSHIP_TYPE.FONT_TABLE)
_BEFORE_NUMBERS = ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
_LINKS = ("w:basedOn", "w:next", "w:link")


def adopt(word: WordDocument, path: Path) -> tuple[dict[str, str], list[Finding]]:
    """Give the house package `word` the styles, theme and fonts of the document at `path`.

    Returns the id of every style by its name, and a finding that names the styles that were missing.
    Raises EditionError when the document cannot be read.
    """
    team = _opened(path)
    house_styles, team_styles = word.styles.element, copy.deepcopy(team.styles.element)
    ids = _named(team_styles)
    missing = _complete(team_styles, house_styles, ids)
    _drop_numbers(team_styles, _numbered(house_styles), ids)
    _retie(word.part.numbering_part.element, house_styles, ids)
    house_styles[:] = list(team_styles)
    for relation in _BORROWED:
        _borrow(word, team, relation)
    return ids, [_finding(path, missing)] if missing else []


def _opened(path: Path) -> WordDocument:
    """Return the document, refusing what unpacks to more than a reference document can be."""
    try:
        with zipfile.ZipFile(path) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST:
                raise EditionError(f"参考文档 {path.name} 过大", en=f"the reference document {path.name} is too large")
            if any(b"<!DOCTYPE" in package.read(name) for name in package.namelist() if name.endswith(_XML)):
                zh, en = f"参考文档 {path.name} 含 DOCTYPE", f"the reference document {path.name} holds a DOCTYPE"
                raise EditionError(zh, en=en)
        word = docx.Document(str(path))
        word.part.part_related_by(RELATIONSHIP_TYPE.STYLES)  # python-docx would quietly put its own in its place
        return word
    except EditionError:
        raise
    except Exception as error:
        raise EditionError(
            f"无法读取参考文档 {path.name}，请在 Word 中另存为 .docx",
            en=f"cannot read the reference document {path.name}; save it from Word as .docx",
        ) from error


def readable(path: Path) -> EditionError | None:
    """Return why the document at `path` cannot lend its styles, None where it can; nothing is written for that."""
    try:
        _opened(path)
    except EditionError as error:
        return error
    return None


def _named(styles: Any) -> dict[str, str]:
    """Return style ids by name; Word writes its built-in names in lower or upper case."""
    found: dict[str, str] = {}
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            found[_folded(name.get(qn("w:val")))] = style.get(qn("w:styleId"))
    return found


def _folded(name: str) -> str:
    return name if re.search("[\u3000-\u9fff]", name) else name.casefold()


def _complete(styles: Any, house: Any, ids: dict[str, str]) -> list[str]:
    """Add the house styles that `styles` lacks, under ids of their own, and return their names.

    `ids` is filled with every house name as the writer asks for it.
    """
    added: list[Any] = []
    names: list[str] = []
    taken = set(ids.values())
    renamed: dict[str, str] = {}
    for style in house.findall(qn("w:style")):
        name, key = style.find(qn("w:name")).get(qn("w:val")), style.get(qn("w:styleId"))
        own = ids.get(_folded(name))
        if own is None:
            own = key if key not in taken else f"House{key}"
            new = copy.deepcopy(style)
            new.set(qn("w:styleId"), own)
            new.attrib.pop(qn("w:default"), None)
            added.append(new)
            names.append(name)
            taken.add(own)
        renamed[key] = own
        ids[name] = own
    for style in added:
        for link in _LINKS:
            found = style.find(qn(link))
            if found is not None:
                found.set(qn("w:val"), renamed.get(found.get(qn("w:val")), found.get(qn("w:val"))))
    styles.extend(added)
    return names


def _numbered(house: Any) -> Mapping[str, Any]:
    """Return the numbering of the house styles that have one, by name."""
    found: dict[str, Any] = {}
    for style in house.findall(qn("w:style")):
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if number is not None:
            found[_folded(style.find(qn("w:name")).get(qn("w:val")))] = number
    return found


def _drop_numbers(styles: Any, house: Mapping[str, Any], ids: Mapping[str, str]) -> None:
    """Take off the lists of the team's styles, whose numbers mean nothing here, and put the house's on."""
    by_id = {ids[name]: number for name, number in house.items() if name in ids}
    for style in styles.findall(qn("w:style")):
        for number in style.xpath("./w:pPr/w:numPr"):
            number.getparent().remove(number)
        own = by_id.get(style.get(qn("w:styleId")))
        if own is not None:
            _insert_number(style, copy.deepcopy(own))


def _retie(numbering: Any, house: Any, ids: Mapping[str, str]) -> None:
    """Tie the levels of the lists to the styles under the ids they have now."""
    named = {
        style.get(qn("w:styleId")): style.find(qn("w:name")).get(qn("w:val"))
        for style in house.findall(qn("w:style"))
    }
    for tie in numbering.iter(qn("w:pStyle")):
        tie.set(qn("w:val"), ids[named[tie.get(qn("w:val"))]])


def _insert_number(style: Any, number: Any) -> None:
    """Put w:numPr where the schema wants it: behind the keeps, before the borders."""
    properties = style.get_or_add_pPr()
    tags = {qn(f"w:{tag}") for tag in _BEFORE_NUMBERS}
    at = max((index + 1 for index, child in enumerate(properties) if child.tag in tags), default=0)
    properties.insert(at, number)


def _borrow(word: WordDocument, team: WordDocument, relation: str) -> None:
    """Take the content of the team's part of this kind, where it has one; faces that only the house knows stay."""
    try:
        source, target = team.part.part_related_by(relation), word.part.part_related_by(relation)
    except KeyError:
        return
    if source.rels:  # a part with pictures or embedded fonts of its own stays behind
        return
    fonts = relation == RELATIONSHIP_TYPE.FONT_TABLE
    target._blob = _with_house_fonts(source.blob, target.blob) if fonts else source.blob


def _with_house_fonts(team: bytes, house: bytes) -> bytes:
    """Return the team's table of fonts with the house's faces that it lacks, for house styles may go on asking for
    them; the house's own where the team's cannot be read."""
    try:
        table = parse_xml(team)
    except SyntaxError:
        return house
    known = {font.get(qn("w:name")) for font in table.iter(qn("w:font"))}
    table.extend([font for font in parse_xml(house).iter(qn("w:font")) if font.get(qn("w:name")) not in known])
    return bytes(serialize_part_xml(table))


def _finding(path: Path, missing: list[str]) -> Finding:
    shown = "、".join(missing)
    return Finding(
        "W604", Severity.WARNING, Place(path.name), shown,
        f"参考文档缺少样式：{shown}；已用内置样式代替",
        f"the reference document lacks styles: {shown}",
        "在参考文档中新建同名样式，即可自行规定其外观",
        "make styles of these names to give them your own look",
    )  # fmt: skip
