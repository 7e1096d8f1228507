"""Time and memory of hostile inputs, one by one; run `python bench/hostile.py [NAME…]`.

Every file is made, then read in a process of its own. Seconds are those of the processor after the start of
Python and the imports, memory is the peak of the whole process. Bounds: 1 s and 100 MB each. The last column
says what the reader made of it: the code of the first finding, or nothing where the file is sound.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.scores import change_part, make_blank, make_long_cell, make_table, peak_memory, rewrite  # noqa: E402

SECONDS, MEGABYTES = 1.0, 100.0
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
Make = Callable[[Path], None]


# --- tables ------------------------------------------------------------------------------------


def raw(data: Callable[[], bytes | str]) -> Make:
    """Return a maker of a score table that is just these bytes, or this text."""

    def make(path: Path) -> None:
        make_table(path, 3)
        made = data()
        path.write_bytes(made if isinstance(made, bytes) else made.encode())

    return make


def cut(path: Path) -> None:
    """Write the first half of a workbook."""
    make_table(path, 2_000)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def part(name: str, change: Callable[[bytes], bytes]) -> Make:
    """Return a maker of a workbook with one part changed."""

    return lambda path: change_part(path, name, change)


def rows(text: Callable[[], str]) -> Make:
    """Return a maker of a workbook with further rows."""
    return lambda path: rewrite(path, SHEET, text())


def laughs(_: bytes) -> bytes:
    """Return entities that expand a thousand million times."""
    made = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{made}]><sst>&l9;</sst>'.encode()


def outside(_: bytes) -> bytes:
    """Return an entity that names a file of the machine."""
    return b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY j SYSTEM "file:///etc/hostname">]><sst><si><t>&j;</t></si></sst>'


def many_strings(_: bytes) -> bytes:
    """Return a million shared strings, none of which a cell needs."""
    return b'<?xml version="1.0"?><sst>' + b"<si><t>abcdefgh</t></si>" * 1_000_000 + b"</sst>"


def deep(data: bytes) -> bytes:
    """Return a sheet with elements a hundred thousand deep."""
    return data.replace(b"</sheetData>", b"<x>" * 100_000 + b"</x>" * 100_000 + b"</sheetData>")


def merged(data: bytes) -> bytes:
    """Return a sheet with two hundred thousand merged areas."""
    areas = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(10, 200_010))
    return data.replace(b"</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>".encode())


def parts_without_end(path: Path) -> None:
    """Write an archive of sixty thousand parts."""
    make_table(path, 3)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(60_000):
            archive.writestr(f"xl/x{number}", b"")


def tree(data: Callable[[], str]) -> Make:
    """Return a maker of a sound table beside a hostile tree."""

    def make(path: Path) -> None:
        make_table(path, 3)
        path.with_name("indicators.csv").write_text(data(), encoding="utf-8")

    return make


HEAD = "城市," + ",".join(f"指标{column:02d}" for column in range(60)) + "\n"
LINE = ",".join(["50"] * 60) + "\n"


def chain(last: str) -> str:
    """Return a tree of twenty thousand indicators, each below the one before it, the first below `last`."""
    below = "".join(f"甲{n},甲{n - 1},1\n" for n in range(1, 20_000))
    return f"指标,上级指标,权重\n甲0,{last},1\n{below}"


def mixed() -> bytes:
    """Return a text in two encodings."""
    return ("城市,网络\n" + "成都,90\n" * 400_000).encode() + b"\xff\xff\n" + "重庆,1\n".encode("gb18030")


def inline(words: str) -> str:
    """Return a row with one cell of text in the column of names."""
    return f'<row r="99"><c r="A99" t="inlineStr"><is><t>{words}</t></is></c></row>'


def wide() -> str:
    """Return thirty rows of sixteen thousand cells, all called A."""
    cells = ((row, f'<c r="A{row}"><v>1</v></c>' * 16_000) for row in range(10, 40))
    return "".join(f'<row r="{row}">{of}</row>' for row, of in cells)


TABLES: Mapping[str, tuple[str, Make]] = {
    "empty": (".xlsx", raw(bytes)),
    "junk": (".xlsx", raw(lambda: bytes(range(256)) * 40_000)),
    "cut": (".xlsx", cut),
    "text-as-xlsx": (".xlsx", raw(lambda: "城市,网络\n成都,90\n" * 500_000)),
    "old-xls": (".xls", raw(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20 << 20))),
    "mixed-codes": (".csv", raw(mixed)),
    "entities": (".xlsx", part(STRINGS, laughs)),
    "outside-entity": (".xlsx", part(STRINGS, outside)),
    "bomb": (".xlsx", part(SHEET, lambda data: data + b" " * (400 << 20))),
    "blank-rows": (".xlsx", make_blank),
    "last-cell": (".xlsx", rows(lambda: '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>')),
    "long-cell": (".xlsx", make_long_cell),
    "long-name": (".xlsx", rows(lambda: inline("长" * 300))),
    "path-as-name": (".xlsx", rows(lambda: inline("../../etc/passwd"))),
    "control-in-name": (".xlsx", rows(lambda: inline("成_x000B_都"))),
    "shared-strings": (".xlsx", part(STRINGS, many_strings)),
    "deep-elements": (".xlsx", part(SHEET, deep)),
    "merged-areas": (".xlsx", part(SHEET, merged)),
    "many-parts": (".xlsx", parts_without_end),
    "wide-rows": (".xlsx", rows(wide)),
    "one-line": (".csv", raw(lambda: HEAD.rstrip("\n") + "," + "9" * (30 << 20))),
    "open-quote": (".csv", raw(lambda: HEAD + '"成都' + LINE * 100_000)),
    "commas": (".csv", raw(lambda: HEAD + "成都" + "," * (5 << 20) + "\n")),
    "zeros": (".csv", raw(lambda: bytes(30 << 20))),
    "nobody": (".csv", raw(lambda: HEAD + "".join(f"无此地{n},{LINE}" for n in range(1_000)))),
    "circle": (".xlsx", tree(lambda: chain("甲19999"))),
    "deep-tree": (".xlsx", tree(lambda: chain(""))),
}


def read_table(path: Path) -> Callable[[], str]:
    """Return what reads a score table, with everything imported."""
    from generator.errors import WhitepaperError
    from generator.scores.options import ScoreOptions, ScoreSources, TableRef
    from generator.scores.read import read_book

    options = ScoreOptions(extra_units=tuple(f"示范区{row:04d}" for row in range(3)))
    sources = ScoreSources(TableRef(path), TableRef(path.with_name("indicators.csv")))

    def read() -> str:
        try:
            found = read_book(sources, options)[1]
        except WhitepaperError as error:
            found = error.findings
        return found[0].code if found else ""

    return read


# --- texts -------------------------------------------------------------------------------------

TEXTS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "toml-deep": ("edition.toml", lambda: "a = " + "[" * 50_000),
    "toml-long": ("edition.toml", lambda: 'title = "' + "长" * 3_000_000 + '"\n'),
    "template-escape": ("chapter.md", lambda: "{{ cycler.__init__.__globals__ }}"),
    "template-power": ("chapter.md", lambda: '{{ "a" * 10 ** 8 }}'),
    "template-loop": ("chapter.md", lambda: "{% for a in range(99999) %}" * 2 + "x" + "{% endfor %}" * 2),
    "template-recursion": ("chapter.md", lambda: "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    "text-quotes": ("text.md", lambda: ">" * 20_000 + "深"),
    "text-brackets": ("text.md", lambda: "[" * 15_000),
    "text-many-brackets": ("text.md", lambda: "[" * 500_000),
    "text-stars": ("text.md", lambda: "**重点" * 100_000),
    "text-list": ("text.md", lambda: "\n".join("  " * depth + "- 深" for depth in range(400))),
    "text-one-sentence": ("text.md", lambda: "成都得分为九十分，" * 12_000),
    "text-scripts": ("text.md", lambda: "<script>\n" * 20_000),
}


def read_text(path: Path) -> Callable[[], str]:
    """Return what reads an edition file, a template, or a text with all that is checked in it."""
    from generator.chapters.markdown import read_markdown
    from generator.chapters.markup_rules import markup_findings, star_findings
    from generator.chapters.style_rules import style_findings
    from generator.chapters.template import Templates
    from generator.config import read_edition
    from generator.errors import WhitepaperError

    def checked() -> str:
        words = path.read_text(encoding="utf-8")
        read_markdown(words, path.name, lambda *_: ())
        checks = (style_findings, markup_findings, star_findings)
        return next((finding.code for check in checks for finding in list(check(words, path.name))), "")

    def read() -> str:
        try:
            if path.suffix == ".toml":
                read_edition(path)
            elif path.stem == "chapter":
                Templates([path.parent]).render("chapter", {})
            else:
                return checked()
        except WhitepaperError as error:
            return error.findings[0].code if error.findings else type(error).__name__
        return ""

    return read


# --- measuring ---------------------------------------------------------------------------------


def measure(name: str, path: Path) -> None:
    """Read one file in this process; print its line. The process ends with 1 where a bound is passed."""
    read = read_table(path) if name in TABLES else read_text(path)
    start = time.process_time()
    code = read()
    seconds, peak = time.process_time() - start, peak_memory() / 1024
    over = seconds > SECONDS or peak > MEGABYTES
    size = path.stat().st_size / 1e6
    print(f"{name:20} {size:7.2f} MB {seconds:6.2f} s {peak:6.0f} MB  {code:6}{' OVER' if over else ''}", flush=True)
    sys.exit(over)


def main() -> None:
    """Make every file, or those named, and read it in a process of its own."""
    if len(sys.argv) == 4 and sys.argv[1] == "--read":
        measure(sys.argv[2], Path(sys.argv[3]))
    over = 0
    for name in sys.argv[1:] or [*TABLES, *TEXTS]:
        with tempfile.TemporaryDirectory() as folder:
            if name in TABLES:
                suffix, make = TABLES[name]
                path = Path(folder) / f"scores{suffix}"
                make(path)
            else:
                path = Path(folder) / TEXTS[name][0]
                path.write_text(TEXTS[name][1](), encoding="utf-8")
            done = subprocess.run([sys.executable, __file__, "--read", name, str(path)], check=False)
            over += done.returncode != 0
    print(f"{over} beyond" if over else "all within", f"{SECONDS:g} s and {MEGABYTES:g} MB")
    sys.exit(bool(over))


if __name__ == "__main__":
    main()
