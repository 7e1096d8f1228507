"""Hand-written text: a Markdown file, with a few `key: value` lines between `---` at its top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.chapters.options import Hint, nearest, placed, read_options, template_error
from generator.errors import EditionError, InputError
from generator.findings import Finding, Place, Severity

MAX_BYTES = 1_000_000
WORD_FILES = (b"PK\3\4", b"\xd0\xcf\x11\xe0")
"""How the files of Word begin, the newer and the older."""
HEAD_KEYS = {"units": ("tagline",), "recommendations": ("title", "indicators"), "cases": ("title", "unit")}
"""The keys at the head of a text that are asked for, by its folder."""
META_KEYS = tuple(sorted({key for keys in HEAD_KEYS.values() for key in keys}))


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
        if len(lines) > 1 and re.match(r"[a-z][a-z_]*\s*[:：]", lines[1]):
            hint = Hint("在这几行之后另起一行写 ---", "write a line --- after these lines")
            zh, en = "文件开头的 --- 没有闭合", "the lines at the head are not closed"
            raise template_error(Place(name, line=1), zh, en, "---", hint)
        return Source(name, text)
    meta = read_options("---", "\n".join(lines[1 : ends[0]]), Place(name, line=1))
    return Source(name, "\n".join(lines[ends[0] + 1 :]), meta.values, ends[0] + 2, meta.lines)


def unknown_keys(source: Source) -> Iterator[Finding]:
    """Yield W333 for every key at the head of a text that means nothing there, with the nearest that does."""
    folder = source.name.removeprefix("commentary/").partition("/")[0]
    for key in source.meta:
        if key not in META_KEYS:
            near = nearest(key, HEAD_KEYS.get(folder, META_KEYS))
            known = "、".join(HEAD_KEYS.get(folder, META_KEYS))
            yield Finding(
                "W333", Severity.WARNING, Place(source.name, line=source.lines.get(key, 1)), key,
                f"文件开头的“{key}”不起作用", f"'{key}' at the head has no effect",
                near.zh or f"这里可写：{known}", near.en or f"known here: {known.replace('、', ', ')}",
            )


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

    @contextmanager
    def locating(self) -> Iterator[None]:
        """Give an EditionError about an id the line of the texts that names it last."""
        try:
            yield
        except EditionError as error:
            raise placed(error, self._place_of_id) from error

    def _place_of_id(self, id_: str) -> Place:
        """Return the last line of all texts that names a heading or block `id_`, else the id alone."""
        named = re.compile(rf"#{re.escape(id_)}(?![\w-])[^{{}}]*\}}\s*$|^id\s*[:：]\s*{re.escape(id_)}\s*$")
        places = [
            Place(source.name, line=line)
            for source in self.texts()
            for line, row in enumerate(source.body.split("\n"), start=source.first_line) if named.search(row)
        ]
        return places[-1] if places else Place(id_)

    def _load(self, name: str) -> Source | None:
        path = self.folder / f"{name}.md"
        shown = f"commentary/{name}.md"
        if not path.is_file() or not path.resolve().is_relative_to(self.folder.resolve()):  # nor a link to itself
            self.findings.append(
                Finding(
                    "W415", Severity.WARNING, Place(shown), "", "缺少这篇评述，相应位置未排文字",
                    "this commentary is missing; nothing is set in its place",
                    *_beside(path, shown),
                )
            )
            return None
        if path.stat().st_size > MAX_BYTES:
            zh, en = f"超过 {MAX_BYTES // 1000} KB，不像是评述文字", f"over {MAX_BYTES // 1000} kB: no commentary"
            raise _unreadable(Place(shown), zh, en)
        content = path.read_bytes()
        if content.startswith(WORD_FILES):
            raise _no_text(shown)
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            zh, en = f"不是 UTF-8 文本（第 {error.start} 字节）", f"not UTF-8 text (byte {error.start})"
            raise _unreadable(Place(shown, line=line), zh, en, "请另存为 UTF-8", "save it as UTF-8") from error
        if "\0" in text:
            raise _no_text(shown)
        return split_meta(text, shown)


def _beside(path: Path, shown: str) -> tuple[str, str]:
    """Return what to do about a text that is missing: a file of nearly its name may be meant for it."""
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    for file in beside:
        kind = file.suffix.lower()
        if file.stem.lower() != path.stem.lower() or not file.is_file():
            continue
        if kind in (".md", ".txt", ".markdown"):
            return f"文件夹里有 {file.name}，请改名为 {path.name}", f"there is {file.name}: rename it {path.name}"
        if kind in (".docx", ".doc"):
            zh = f"文件夹里有 {file.name}，请另存为纯文本（UTF-8），名为 {path.name}"
            return zh, f"there is {file.name}: save it as plain text named {path.name}"
    return f"请在版本文件夹中补写 {shown}", f"write {shown} in the edition's folder"


def _no_text(shown: str) -> InputError:
    hint_zh = "请在 Word 中另存为纯文本（UTF-8），扩展名改为 .md"
    return _unreadable(
        Place(shown), "不是文本文件", "no text file", hint_zh, "save it from Word as plain text named .md"
    )


def _unreadable(place: Place, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> InputError:
    """Return the error of a text that cannot be read (E108)."""
    finding = Finding("E108", Severity.ERROR, place, "", zh, en, hint_zh, hint_en)
    return InputError(f"{place}：{zh}", (finding,), en=f"{place}: {en}")
