"""Hand-written text: a Markdown file, with a few `key: value` lines between `---` at its top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.chapters.options import read_options
from generator.errors import InputError
from generator.findings import Finding, Place, Severity

MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Source:
    """A text with its meta lines taken off: `first_line` is the file's line where `body` begins,
    `lines` the line of every key of `meta`."""

    name: str
    body: str
    meta: Mapping[str, str] = field(default_factory=dict)
    first_line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)


def split_meta(text: str, name: str) -> Source:
    """Return `text` with its front matter (between two lines `---`) read as options."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return Source(name, text)
    ends = [number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---"]
    if not ends:
        return Source(name, text)
    meta = read_options("---", "\n".join(lines[1 : ends[0]]), Place(name, line=1))
    return Source(name, "\n".join(lines[ends[0] + 1 :]), meta.values, ends[0] + 2, meta.lines)


@dataclass
class Commentary:
    """The commentary folder of an edition; texts asked for and not found become findings."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)
    _read: dict[str, Source | None] = field(default_factory=dict)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of all texts in a sub-folder, in order."""
        return tuple(f"{folder}/{path.stem}" for path in sorted((self.folder / folder).glob("*.md")))

    def has(self, name: str) -> bool:
        """Return whether somebody wrote the text called `name`; asking leaves no finding."""
        return (self.folder / f"{name}.md").is_file()

    def read(self, name: str) -> Source | None:
        """Return the text called `name` (without .md), or None with a finding.

        Raises InputError for a file that is too large or not UTF-8.
        """
        if name not in self._read:
            self._read[name] = self._load(name)
        return self._read[name]

    def texts(self) -> Iterator[Source]:
        """Yield every text that has been read."""
        yield from (source for source in self._read.values() if source is not None)

    def _load(self, name: str) -> Source | None:
        path = self.folder / f"{name}.md"
        shown = f"commentary/{name}.md"
        if not path.resolve().is_relative_to(self.folder.resolve()) or not path.is_file():
            self.findings.append(
                Finding(
                    "W415", Severity.WARNING, Place(shown), "", "缺少这篇评述，相应位置未排文字",
                    "this commentary is missing; nothing is set in its place",
                    f"请在版本文件夹中补写 {shown}", f"write {shown} in the edition's folder",
                )
            )
            return None
        if path.stat().st_size > MAX_BYTES:
            zh, en = f"超过 {MAX_BYTES // 1000} KB，不像是评述文字", f"over {MAX_BYTES // 1000} kB: no commentary"
            raise _unreadable(Place(shown), zh, en)
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            zh, en = f"不是 UTF-8 文本（第 {error.start} 字节）", f"not UTF-8 text (byte {error.start})"
            raise _unreadable(Place(shown, line=line), zh, en, "请另存为 UTF-8", "save it as UTF-8") from error
        return split_meta(text.replace("\r\n", "\n"), shown)


def _unreadable(place: Place, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> InputError:
    """Return the error of a text that cannot be read (E108)."""
    finding = Finding("E108", Severity.ERROR, place, "", zh, en, hint_zh, hint_en)
    return InputError(f"{place}：{zh}", (finding,), en=f"{place}: {en}")
