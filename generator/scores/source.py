"""From a file to a Grid: what kind of source it is, by its first bytes."""

from __future__ import annotations

from pathlib import Path

from generator.findings import Place
from generator.scores.delimited import read_delimited
from generator.scores.grid import Grid
from generator.scores.options import QueryRef, TableRef
from generator.scores.rules import NOTHING, Words
from generator.scores.xlsx import read_xlsx
from generator.scores.xml_parts import damaged, refused

_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_MARKUP = Words("网页或 XML", "a web page or XML")
_SIGNED = {
    b"%PDF": Words("PDF 文件", "a PDF"),
    b"Rar!": Words("RAR 压缩包，请先解压", "a RAR archive: unpack it first"),
    b"7z\xbc\xaf": Words("7z 压缩包，请先解压", "a 7z archive: unpack it first"),
    b"\x1f\x8b": Words("gzip 压缩包，请先解压", "a gzip archive: unpack it first"),
    b"version https://git-lfs": Words("Git LFS 的指针，请用 git lfs pull 取回原文件", "a pointer: run git lfs pull"),
}
"""How files begin that are taken for tables by their names alone."""
_TEXTS = (".csv", ".tsv", ".txt", ".tab", "")


def read_grid(source: TableRef | QueryRef, folder: Path | None, prefer: tuple[str, ...] = ()) -> Grid:
    """Return the grid of a table. Raises InputError with a finding when it cannot be read."""
    if isinstance(source, QueryRef):
        from generator.scores.database import read_query

        return read_query(source)
    name = shown_name(source.path, folder)
    if not source.path.is_file():
        raise refused("E100", name, near=_near(source.path))
    with source.path.open("rb") as stream:
        head = stream.read(4096)
    suffix = source.path.suffix.lower()
    if (other := _known(source.path.name, head)) is not None:
        raise refused("E106", name, reason=other)
    match _kind(head):
        case "zip":
            if suffix in _WORKBOOKS or _is_workbook(source.path):
                return read_xlsx(source.path, name, source.sheet, prefer)
            raise refused("E106", name, reason=Words("压缩包", "an archive"))
        case "ole":
            raise refused("E103" if _is_encrypted(source.path) else "E104", name)
        case "empty" if suffix in _WORKBOOKS:
            raise damaged(name, Words("文件为空", "it is empty"))
        case "text" if suffix in (*_WORKBOOKS, ".xls"):
            raise refused("E102", name, **_text_kind(head))
        case "binary":
            raise (
                damaged(name, Words("文件头不对", "its first bytes are wrong"))
                if suffix in _WORKBOOKS
                else refused("E106", name, reason=Words("二进制内容", "binary content"))
            )
    if suffix not in _TEXTS:
        raise refused("E106", name, reason=suffix)
    if (kind := _text_kind(head)["kind"]) == _MARKUP:
        raise refused("E106", name, reason=kind)
    return read_delimited(source.path, name)


def shown_name(path: Path, folder: Path | None) -> str:
    """Return the file's name as findings show it: relative to the edition's folder."""
    if folder is not None and path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return path.name


def _known(name: str, head: bytes) -> Words | None:
    """Return what a file is that some program other than a spreadsheet's writes, None for any other."""
    if name.startswith("~$"):
        return Words("Excel 打开文件时留下的锁，请写不带 ~$ 的文件名", "a lock of Excel's: give the name without ~$")
    return next((words for start, words in _SIGNED.items() if head.startswith(start)), None)


def _kind(head: bytes) -> str:
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head.startswith(b"\xef\xbb\xbf"):
        return "text"
    if _is_wide(head):
        return "text"  # UTF-16 without a mark
    controls = sum(byte < 32 and byte not in (9, 10, 11, 12, 13) for byte in head)
    return "binary" if controls > len(head) // 20 else "text"


def _is_wide(head: bytes) -> bool:
    """Return whether the zero bytes all stand on one side, as where UTF-16 holds commas, digits and line ends."""
    low, high = head[::2], head[1::2]
    few, many = sorted((low.count(0), high.count(0)))
    return few == 0 and many > len(head) // 40


def _text_kind(head: bytes) -> dict[str, Words]:
    """Return what a text named like a workbook is, and what to do with it."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<head")):
        return {
            "kind": _MARKUP,
            "near": Words("请在 Excel 中打开，另存为 .xlsx", "open it in Excel and save it as .xlsx"),
        }
    return {
        "kind": Words("文本", "text"),
        "near": Words("请改名为 .csv，或在 Excel 中另存为 .xlsx", "rename it to .csv, or save it from Excel as .xlsx"),
    }


def _is_workbook(path: Path) -> bool:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def _is_encrypted(path: Path) -> bool:
    with path.open("rb") as stream:
        return "EncryptedPackage".encode("utf-16-le") in stream.read(1 << 22)


def _near(path: Path) -> Words:
    from rapidfuzz import process, utils

    folder = path.parent
    names = [entry.name for entry in folder.iterdir() if entry.is_file()] if folder.is_dir() else []
    near = process.extractOne(path.name, names, processor=utils.default_process, score_cutoff=70)
    return Words(f"是否应为 {near[0]}？", f"is {near[0]} meant?") if near else NOTHING


def about(grid: Grid) -> Place:
    """Return the place of a whole grid."""
    return Place(grid.file, grid.sheet)
