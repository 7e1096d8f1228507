"""Scores in a database: the result of one query becomes a Grid."""

from __future__ import annotations

import datetime
import decimal
import re
from typing import TYPE_CHECKING, Any

from generator.errors import InputError
from generator.findings import Place
from generator.scores.grid import ExcelDate, Grid, Raw
from generator.scores.options import QueryRef
from generator.scores.rules import find
from generator.scores.xml_parts import refusal

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

MAX_CELLS = 2_000_000
_READS = re.compile(r"^\s*(?:--[^\n]*\n\s*)*(?:select|with)\b", re.IGNORECASE)
_STEP = 1_000


def read_query(ref: QueryRef) -> Grid:
    """Return the grid of a query: a header row of column names, then the rows.

    Only a SELECT (or WITH … SELECT) is run, in a transaction that is rolled back. Messages
    never show the password of the address. Raises InputError (E112, E127).
    """
    try:
        import sqlalchemy
    except ImportError as error:
        raise _failed("database", "未安装 SQLAlchemy", "SQLAlchemy is not installed") from error
    try:
        url = sqlalchemy.make_url(ref.url)
    except sqlalchemy.exc.ArgumentError as error:
        raise _failed("database", "数据库地址无效", "the address is not valid") from error
    name = _shown(url)
    if not _READS.match(ref.query) or ";" in ref.query.rstrip("; \n\t"):
        raise _failed(name, "只接受一条 SELECT 查询", "only one SELECT is run")
    try:
        engine = sqlalchemy.create_engine(url)
        with engine.connect() as connection:
            result = connection.execute(sqlalchemy.text(ref.query))
            rows = _rows(name, list(result.keys()), result)
            connection.rollback()
        engine.dispose()
    except (sqlalchemy.exc.SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise _failed(name, reason, reason) from error
    return Grid(file=name, sheet="", rows=rows)


def _shown(url: URL) -> str:
    """Return what stands for the file name: the database without user and password."""
    return f"{url.get_backend_name()}:{(url.database or '').rpartition('/')[2]}"


def _rows(name: str, header: list[str], result: Any) -> list[list[Raw]]:
    rows: list[list[Raw]] = [list(header)]
    while block := result.fetchmany(_STEP):
        rows.extend([_value(value) for value in record] for record in block)
        if len(rows) * len(header) > MAX_CELLS:
            finding = find("E112", Place(name), name, None, limit=f"{MAX_CELLS:,}", columns="2,000")
            raise refusal(finding)
    return rows


def _value(value: object) -> Raw:
    match value:
        case None | bool() | str():
            return value
        case int() | float() | decimal.Decimal():
            return float(value)
        case datetime.date():
            return ExcelDate(float(value.toordinal() - datetime.date(1899, 12, 30).toordinal()))
    return str(value)


def _failed(name: str, reason: str, english: str) -> InputError:
    return refusal(find("E127", Place(name), name, None, reason=reason, english=english))
