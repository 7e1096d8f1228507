"""Parts of an Office archive, opened with care and read as a stream.

Nothing is trusted: sizes and ratios are checked before unpacking, a DOCTYPE in any
part refuses the file, external parts are never followed, and characters XML forbids
are turned into Excel's own `_x000B_` escapes so that the cell can be named.
"""

from __future__ import annotations

import itertools
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from generator.english import amount
from generator.errors import InputError
from generator.findings import Finding, Place
from generator.scores.rules import Words, find

CHUNK = 1 << 16
MAX_UNPACKED = 1 << 30
MAX_RATIO, RATIO_FROM = 200, 64 << 20  # blank formatted rows pack 50:1; bombs 1000:1
MAX_ENTRIES = 5000
_PROLOG = 1 << 16
_END = (1 << 16) + 22  # the end record of a zip archive with the longest comment

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ILLEGAL = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xed[\xa0-\xbf][\x80-\xbf]|\xef\xbf[\xbe\xbf]|&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});"
)


class StopReading(Exception):
    """Raised by a handler that has seen enough; never leaves this package."""


class Archive:
    """An open Office archive whose parts can be streamed."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        try:
            if (count := _entries(path)) > MAX_ENTRIES:
                raise refused("E109", name, reason=Words(f"{count:,} 个部件", f"{amount(count, 'part')}"))
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError) as error:
            raise damaged(name, Words("不是完整的压缩包", "no whole archive")) from error
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._twice = ""
        for info in self._zip.infolist():
            part = _plain(info.filename)
            self._twice = part if part in self._entries else self._twice
            self._entries[part] = info

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._entries

    def guard(self) -> None:
        """Refuse bombs and every part with a DOCTYPE. Raises InputError (E109, E110, E111)."""
        if self._twice:  # readers would differ on which one counts
            raise damaged(self.name, Words(f"部件 {self._twice} 出现两次", f"part {self._twice} stands twice"))
        infos = list(self._entries.values())
        total = sum(info.file_size for info in infos)
        if len(infos) > MAX_ENTRIES or total > MAX_UNPACKED:
            raise refused("E109", self.name, reason=Words(
                    f"{len(infos)} 个部件，解压后 {total >> 20} MB",
                    f"{amount(len(infos), 'part')}, {total >> 20} MB unpacked",
                ))
        for info in infos:
            if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                raise refused("E109", self.name, reason=Words(
                        f"{info.filename}，解压后 {info.file_size >> 20} MB",
                        f"{info.filename}, {info.file_size >> 20} MB unpacked",
                    ))
            if info.flag_bits & 1:
                raise refused("E103", self.name)
            if info.filename.endswith((".xml", ".rels", ".vml")):
                self._guard_prolog(info.filename)

    def _guard_prolog(self, part: str) -> None:
        head = next(iter(self.chunks(part)), b"")[:_PROLOG]
        text = head.replace(b"\0", b"")  # UTF-16 parts reveal their markup this way too
        start = text.find(b"<!DOCTYPE")
        if start < 0:
            return
        element = re.search(rb"<[A-Za-z_]", text)
        if element and element.start() < start:
            return
        external = re.search(rb"<!ENTITY[^>]*\b(SYSTEM|PUBLIC)\b|<!DOCTYPE[^>\[]*\b(SYSTEM|PUBLIC)\b", text)
        raise refused("E111" if external else "E110", self.name, part=part)

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of a part. Raises InputError (E101) when it is missing or damaged."""
        info = self._entries.get(_plain(part))
        if info is None:
            raise damaged(self.name, Words(f"缺少部件 {part}", f"part {part} is missing"))
        left = MAX_UNPACKED
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise refused("E109", self.name, reason=part)
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise damaged(self.name, Words(f"部件 {part} 已损坏", f"part {part} is damaged")) from error

    def parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> Iterator[bytes]:
        """Stream a part through handlers; element names come without namespace.

        Returns an iterator over the chunks left unread after StopReading, empty else.
        """
        chunks = self.chunks(part)
        parser = _parser(start, end, text, lambda: refused("E110", self.name, part=part))
        pieces = _Pieces(chunks)
        piece, before = b"", 0
        try:
            for piece in pieces:
                parser.Parse(piece, False)
                before += len(piece)
            parser.Parse(b"", True)
        except StopReading:
            return itertools.chain([piece[parser.CurrentByteIndex - before :], pieces.rest], chunks)
        except expat.ExpatError as error:
            line = error.lineno
            words = Words(f"部件 {part} 第 {line} 行不是有效的 XML", f"line {line} of part {part} is not valid XML")
            raise damaged(self.name, words) from error
        except (ValueError, LookupError) as error:  # expat on encodings it does not know
            words = Words(f"部件 {part} 的编码不能识别", f"unknown encoding of part {part}")
            raise damaged(self.name, words) from error
        return iter(())


def _entries(path: Path) -> int:
    """Return how many parts the end of an archive says it has, before the list of them is read; 0 for no archive."""
    with path.open("rb") as stream:
        stream.seek(0, 2)
        stream.seek(max(stream.tell() - _END, 0))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[at + 10 : at + 12], "little") if 0 <= at <= len(tail) - 12 else 0


def _parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
    refuse: Callable[[], InputError],
) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def on_start(name: str, attributes: dict[str, str]) -> None:
        start(name.rpartition(":")[2], attributes)

    def on_end(name: str) -> None:
        end(name.rpartition(":")[2])

    def on_doctype(*_: object) -> None:
        raise refuse()

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = on_doctype
    return parser


class _Pieces:
    """The bytes of a part again, cut after a `>` where possible, illegal characters escaped.

    `rest` is what was taken from the chunks but not yet handed on.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks = chunks
        self.rest = b""

    def __iter__(self) -> Iterator[bytes]:
        wide = False
        for index, chunk in enumerate(self.chunks):
            if index == 0:
                head = chunk[:8]
                wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0<" in head or b"<\0" in head
            if wide:
                yield chunk
                continue
            chunk = self.rest + chunk
            cut = chunk.rfind(b">") + 1
            if len(chunk) - cut > CHUNK:
                cut = len(chunk) - 16
            self.rest = chunk[cut:]
            yield _ILLEGAL.sub(_escape, chunk[:cut])
        if self.rest:
            last, self.rest = self.rest, b""
            yield _ILLEGAL.sub(_escape, last)


def unescape(text: str) -> str:
    """Return a text with Excel's `_x000B_` escapes resolved."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _escape(match: re.Match[bytes]) -> bytes:
    found = match.group()
    if found.startswith(b"&"):
        code = int(found[3:-1], 16) if found[2:3] == b"x" else int(found[2:-1])
        legal = (
            code in (9, 10, 13)
            or 32 <= code < 0xD800
            or 0xE000 <= code < 0xFFFE
            or 0x10000 <= code < 0x110000
        )
        return found if legal else b"_x%04X_" % min(code, 0xFFFF)
    code = found[0] if len(found) == 1 else ord(found.decode("utf-8", "surrogatepass"))
    return b"_x%04X_" % code


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return id → (type, target part) of the internal relations of `part`."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    found: dict[str, tuple[str, str]] = {}
    if rels not in archive:
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            found[attributes.get("Id", "")] = (
                attributes.get("Type", "").rpartition("/")[2],
                _resolve(folder, target),
            )

    archive.parse(rels, start, _nothing, _nothing)
    return found


def _resolve(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = []
    for step in PurePosixPath(folder, target).parts:
        if step == "..":
            parts = parts[:-1]
        else:
            parts.append(step)
    return "/".join(parts)


def _plain(part: str) -> str:
    """Return a part name for comparing: OPC ignores case, and some writers use backslashes."""
    return part.replace("\\", "/").lstrip("/").casefold()


def _nothing(_: str) -> None:
    return None


def damaged(name: str, reason: Words) -> InputError:
    """Return the error for a file that is no whole workbook (E101)."""
    return refused("E101", name, reason=reason)


def refused(code: str, name: str, **fields: str | Words) -> InputError:
    """Return an InputError that carries the finding `code` about the whole file."""
    return refusal(find(code, Place(name), name, None, **fields))


def refusal(finding: Finding) -> InputError:
    """Return the InputError that one finding ends in."""
    return InputError(finding.zh, (finding,), en=finding.en)
