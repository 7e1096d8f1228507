"""Scores from a database give the same book as those from a sheet."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from generator.scores.options import QueryRef

from .conftest import ROWS, Desk

pytest.importorskip("sqlalchemy")
SELECT = """select name as 城市, province as 省份, net as 网络, platform as 平台, office as 政务, life as 民生
from scores"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    with sqlite3.connect(tmp_path / "scores.db") as base:
        base.execute("create table scores (name, province, net, platform, office, life)")
        base.executemany("insert into scores values (?, ?, ?, ?, ?, ?)", ROWS)
    base.close()
    return f"sqlite:///{tmp_path / 'scores.db'}"


def test_a_query_gives_the_same_book(url: str, desk: Desk) -> None:
    desk.table = QueryRef(url, SELECT)  # type: ignore[assignment]
    queried = desk.read()
    desk.scores()
    sheet = desk.read().book
    assert queried.book and sheet
    assert [p.score for p in queried.book.ranking()] == [p.score for p in sheet.ranking()]
    assert queried.book.source("成都", "服务/政务").file == "sqlite:scores.db"


def test_faults_name_database_and_row(url: str, desk: Desk, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "scores.db") as base:
        base.execute("update scores set net = 101 where name = '西安'")
    base.close()
    desk.table = QueryRef(url, SELECT)  # type: ignore[assignment]
    assert str(desk.read().first("E201").place) == "sqlite:scores.db C5"


@pytest.mark.parametrize(
    "query",
    [
        "delete from scores",
        "select 1; drop table scores",
        "",
        "update scores set net = 1",
        "select * from nowhere",
    ],
)
def test_only_a_sound_select_is_run(query: str, url: str, desk: Desk, tmp_path: Path) -> None:
    desk.table = QueryRef(url, query)  # type: ignore[assignment]
    outcome = desk.read()
    assert outcome.exit_code == 2 and outcome.codes == {"E127"}
    with sqlite3.connect(tmp_path / "scores.db") as base:
        assert base.execute("select count(*) from scores").fetchone() == (5,)
    base.close()


@pytest.mark.parametrize(
    "address", ["postgresql://team:secret@localhost:1/scores", "nonsense", "sqlite:////nowhere/x.db"]
)
def test_a_database_out_of_reach_shows_no_password(address: str, desk: Desk) -> None:
    desk.table = QueryRef(address, "select 1")  # type: ignore[assignment]
    outcome = desk.read()
    assert outcome.exit_code == 2 and "secret" not in repr(outcome)
