"""One cell, one name: what `whitepaper check` makes of every line of `cells.csv` and `names.csv`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from generator.config import read_edition
from generator.opening import check
from tests.command import run

from .conftest import HEADER, ROWS, Desk

HERE = Path(__file__).parent
CELLS = list(csv.DictReader((HERE / "cells.csv").open(encoding="utf-8", newline="")))
NAMES = list(csv.DictReader((HERE / "names.csv").open(encoding="utf-8", newline="")))


@pytest.mark.parametrize("kind", ["workbook", "text"])
@pytest.mark.parametrize("entry", CELLS, ids=[entry["text"] for entry in CELLS])
def test_a_text_in_a_score_cell(entry: dict[str, str], kind: str, desk: Desk) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][2] = entry["text"]
    if kind == "text":
        desk.text([HEADER, *rows])
    else:  # a formula typed as text, as an export writes it
        desk.scores(rows, change=lambda page: setattr(page["C2"], "data_type", "s"))
    edition = desk.edition()
    done = run("check", edition, "--json")
    assert done.exit_code == int(entry["exit_code"]), done.out
    quiet = kind == "text" and entry["code"] == "W203"  # in a text table every number is text
    if not quiet:
        found = done.first(entry["code"])
        assert found["cell"] == "C2"
        assert entry["advice"] in found["suggestion"]
    if entry["read"]:
        book, _ = check(read_edition(edition))
        assert book is not None and book.score("成都", "基础/网络") == float(entry["read"])


@pytest.mark.parametrize("entry", NAMES, ids=[f"{e['name']}-{e['province']}" for e in NAMES])
def test_a_name_in_a_table_of_cities(entry: dict[str, str], desk: Desk) -> None:
    province = entry["province"]
    head = ["城市", *(["省份"] if province else []), "网络", "平台", "政务", "民生"]
    beside = [province] if province else []
    desk.scores([[entry["name"], *beside, 50, 60, 50, 60], ["昆明", *(["云南省"] if beside else []), 51, 61, 52, 63]],
                header=head)  # fmt: skip
    edition = desk.edition()
    done = run("check", edition, "--json")
    assert done.exit_code == int(entry["exit_code"]), done.out
    if entry["code"]:
        found = done.first(entry["code"])
        assert found["cell"] in ("A2", "B2")
        assert entry["words"] in found["message"] + found["suggestion"]
    else:
        assert not done.codes & {"W304", "W305", "W306", "W307", "W308"}
    if entry["unit"]:
        book, _ = check(read_edition(edition))
        assert book is not None and book.units[0].name == entry["unit"]
