"""From a folder to its `Edition`: the file is read, what it borrows is looked up, every fault is told."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.config.edition import FILE_NAME, Borrowed, Edition, Sources
from generator.config.faults import faults, line_of, not_toml, parse_toml, refusal, unfit_texts
from generator.errors import EditionError
from generator.findings import Place

MAX_BYTES = 500_000
_COMPARE = Place(FILE_NAME, cell="compare")


def read_edition(path: Path, *, may_borrow: bool = True) -> Edition:
    """Return the edition at `path`, a folder or its `edition.toml`.

    Raises EditionError, with every fault as a finding, when the file is missing, is not
    TOML, or holds unknown keys or values out of place; also, unless it `may_borrow`, when its
    scores are those of another edition.
    """
    file = path / FILE_NAME if path.is_dir() else path
    if not file.is_file():
        zh, en = f"找不到版本文件 {file}", f"there is no edition file {file}"
        hint = ("可用 whitepaper new 新建一个", "whitepaper new makes one")
        raise EditionError.at(Place(file.name), zh, en, value=str(file), hint_zh=hint[0], hint_en=hint[1])
    if file.suffix.lower() != ".toml":
        zh, en = f"{file.name} 不是版本文件", f"{file.name} is no edition file"
        hint = (f"请给出 {FILE_NAME} 所在的文件夹", f"name the folder that {FILE_NAME} is in")
        raise EditionError.at(Place(file.name), zh, en, value=str(file), hint_zh=hint[0], hint_en=hint[1])
    text = ""
    try:
        if file.stat().st_size > MAX_BYTES:
            zh, en = f"超过 {MAX_BYTES // 1000} KB，不像是版本文件", f"over {MAX_BYTES // 1000} kB: no edition file"
            raise EditionError.at(Place(file.name), zh, en)
        text = file.read_text(encoding="utf-8-sig")
        table = parse_toml(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise not_toml(file, error, text) from error
    except OSError as error:
        zh, en = f"无法读取（{error.strerror}）", f"cannot be read ({error.strerror})"
        raise EditionError.at(Place(file.name), zh, en) from error
    if unfit := unfit_texts(file, text, table):
        raise refusal(file, unfit)
    lender = _lender(file, text, table, may_borrow)
    _lead_with_first_book(table)
    inherited = {} if lender is None else _inherited(lender, table)
    own = ENGLISH_DEFAULTS if table.get("language") == "en" else {}
    try:
        return Edition(**{**own, **inherited, **table, "folder": file.parent.resolve(), "lender": lender})
    except ValidationError as error:
        raise refusal(file, faults(file, text, error)) from error


def _lead_with_first_book(table: dict[str, Any]) -> None:
    """Let the first of several books stand for the edition where it says nothing of its own."""
    books = table.get("books")
    if isinstance(books, list) and books and isinstance(books[0], dict):
        for key in ("scores", "tiers", "profiles", "labels", "unit_word"):
            if key in books[0]:
                table.setdefault(key, books[0][key])


INHERITED = ("tiers", "clusters", "labels", "simulated", "simulated_note", "source", "unit_word", "group_word", "index")
"""What an edition that borrows its scores takes over, too, where it says nothing itself."""

WORDLESS = ("simulated",)
"""Of that, what holds no words: all that an edition in another language takes over."""

ENGLISH_DEFAULTS = {"unit_word": "city", "group_word": "province"}
"""The words of an English edition where it says nothing itself."""


def _inherited(lender: Edition, table: dict[str, Any]) -> dict[str, Any]:
    keys = INHERITED if table.get("language", "zh") == lender.language else WORDLESS
    counted = {} if "unit_word" in table else {"measure_word": lender.measure_word}  # the two words go together
    return {**counted, **{key: getattr(lender, key) for key in keys}}


def _lender(file: Path, text: str, table: dict[str, Any], may_borrow: bool) -> Edition | None:
    """Return the edition that `[scores] edition` names, its `[scores]` put into `table`; else None.

    A lender has tables of its own: no edition borrows from one that borrows, so none goes round.
    """
    given = table.get("scores")
    if not isinstance(given, dict) or "edition" not in given:
        return None
    if own := [key for key in given if key in Sources.model_fields]:
        place = Place(FILE_NAME, cell=f"scores.{own[0]}", line=line_of(text, ("scores", own[0])))
        shown = "、".join(own)
        raise EditionError.at(
            place, f"写了 edition（借用另一个版本的得分），这一节就不认识 {shown}",
            f"beside edition, which borrows the scores of another one, these are unknown: {', '.join(own)}",
            code="E411", value=own[0], hint_zh="删去 edition，或删去其余各项",
            hint_en="drop edition, or drop the others",
        )
    try:
        wanted = Borrowed(**given).edition
    except ValidationError as error:
        raise refusal(file, faults(file, text, error, ("scores",))) from error
    if not may_borrow:
        zh, en = "它的得分也是借用的", "its scores are borrowed, too"
        place = Place(FILE_NAME, cell="scores.edition")
        hint = ("请直接写明得分所在的版本", "name the edition that has the tables")
        raise EditionError.at(place, zh, en, hint_zh=hint[0], hint_en=hint[1])
    place = Place(FILE_NAME, cell="scores.edition", line=line_of(text, ("scores", "edition")))
    lender = read_sibling(file.parent, wanted, may_borrow=False, asked=place)
    table["scores"] = lender.scores
    return lender


def read_sibling(
    folder: Path, name: str, *, may_borrow: bool = True, asked: Place = _COMPARE
) -> Edition:
    """Return the edition in the folder `name` (`../name`) beside `folder`, which the key at `asked` names.

    Raises EditionError where it leads anywhere else, also through a link, or cannot be read.
    """
    beside = folder.resolve().parent
    other = (folder.resolve() / name).resolve()
    if other.parent != beside or other == folder.resolve():
        zh, en = "须为本版本旁边的另一个版本文件夹", "must be another edition's folder beside this one"
        raise EditionError.at(Place(FILE_NAME), f"{name}：{zh}", f"{name}: {en}", value=name)
    if not (other / FILE_NAME).is_file():
        near = difflib.get_close_matches(other.name, [file.parent.name for file in beside.glob(f"*/{FILE_NAME}")], n=1)
        zh, en = f"旁边没有名为“{other.name}”的版本", f"there is no edition {other.name} beside this one"
        raise EditionError.at(
            asked, zh, en, value=name,
            hint_zh=f"是否应为 ../{near[0]}？" if near else "请核对文件夹名，或用 whitepaper new 新建一个",
            hint_en=f"did you mean ../{near[0]}?" if near else "check the folder's name, or make one by whitepaper new",
        )
    try:
        return read_edition(other, may_borrow=may_borrow)
    except EditionError as error:
        raise EditionError(f"{name}：{error.message}", error.findings, en=f"{name}: {error.say('en')}") from error
