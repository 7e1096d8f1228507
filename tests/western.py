"""The western volume as a folder that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl

EDITION = Path(__file__).parent.parent / "data" / "western-2020"


def copy_edition(folder: Path) -> Path:
    """Return a copy of the edition inside `folder`."""
    return Path(shutil.copytree(EDITION, folder / "western-2020"))


def find_cell(path: Path, sheet: str, value: str) -> tuple[int, int]:
    """Return row and column of the first cell that holds `value`."""
    for row in openpyxl.load_workbook(path)[sheet].iter_rows():
        for cell in row:
            if cell.value == value:
                return cell.row, cell.column
    raise LookupError(value)


def set_cell(path: Path, sheet: str, row: int, column: int, value: object) -> None:
    """Write one cell of a workbook."""
    workbook = openpyxl.load_workbook(path)
    workbook[sheet].cell(row, column).value = value
    workbook.save(path)
