"""The edition file: `edition.toml` becomes a frozen `Edition`, or a list of what is wrong with it."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from generator.errors import EditionError
from generator.findings import Finding, Place, Severity

FILE_NAME = "edition.toml"

Text = Annotated[str, Field(min_length=1, max_length=400)]
RelativePath = Annotated[str, Field(min_length=1, max_length=200)]
Sibling = Annotated[str, Field(pattern=r"^\.\./[^./\\:][^/\\:]*$")]
"""Another edition: a folder beside this one, written `../name`."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Sources(_Frozen):
    """Where the scores lie, inside the edition's folder."""

    table: RelativePath | None = None
    sheet: str = ""
    tree: RelativePath | None = None
    tree_sheet: str = ""
    attributes: RelativePath | None = None
    attributes_sheet: str = ""
    database: str = ""
    query: str = ""
    tree_query: str = ""
    attributes_query: str = ""
    clusters: RelativePath | None = None
    history: RelativePath | None = None
    lists: RelativePath | None = None
    level: Literal["city", "county", "zone", "province", "other"] = "city"
    missing: Literal["error", "strict", "exclude", "bracket"] = "error"
    missing_markers: tuple[str, ...] = ("-", "—", "－", "暂无", "N/A")
    extra_units: tuple[str, ...] = ()
    expected_units: tuple[str, ...] = ()
    coverage: float = Field(default=0.5, ge=0, le=1)
    ties: Literal["min", "dense", "stable"] = "min"
    scale: tuple[float, float] = (0.0, 100.0)
    tolerance: float = Field(default=0.05, ge=0)
    ignored_columns: tuple[str, ...] = ()
    total_names: tuple[str, ...] = ()
    fill_down_province: bool = False

    @model_validator(mode="after")
    def _one_source_each(self) -> Sources:
        if bool(self.table) == bool(self.query):
            raise ValueError("得分写 table（文件）或 query（数据库查询），二者取一")
        if bool(self.tree) == bool(self.tree_query):
            raise ValueError("指标体系写 tree（文件）或 tree_query（数据库查询），二者取一")
        if (self.query or self.tree_query or self.attributes_query) and not self.database:
            raise ValueError("用到数据库查询时须写 database，如 sqlite:///scores.db")
        return self

    @field_validator("database")
    @classmethod
    def _inside_database(cls, value: str) -> str:
        if value.startswith("sqlite:") and not re.fullmatch(r"sqlite:///[^/\\:][^\\:]*", value):
            raise ValueError("SQLite 文件须在版本文件夹内，写作 sqlite:///scores.db")
        if value.startswith("sqlite:"):
            _inside_folder(value.removeprefix("sqlite:///"))
        return value

    @field_validator("table", "tree", "attributes", "clusters", "history", "lists")
    @classmethod
    def _inside(cls, value: str | None) -> str | None:
        return None if value is None else _inside_folder(value)


class Borrowed(_Frozen):
    """Scores of another edition in place of tables of its own: `edition = "../name"`."""

    edition: Sibling


class TierBound(_Frozen):
    """A tier: its name, the lowest score that belongs to it (inclusive), and what it is like."""

    name: Text
    min: float
    short: str = ""
    portrait: str = ""


class StageBound(_Frozen):
    """A stage of a ranking without scores: its name and the last rank that belongs to it."""

    name: Text
    to: int = Field(ge=1)
    portrait: str = ""


class RegionList(_Frozen):
    """A region of the edition's own: its name and its provinces, short or full."""

    name: Text
    provinces: tuple[Text, ...] = Field(min_length=1)


class Clusters(_Frozen):
    """How city clusters are averaged: the attribute that weighs their units, and the clusters
    that stand out as poles. Which units belong to which is a table of its own."""

    weight: str = ""
    weight_note: str = ""
    poles: tuple[str, ...] = ()


class Quadrants(_Frozen):
    """Two axes and their thresholds. The second axis is the total score; its threshold is the
    average unless a number is given. Published values are named, all others are demonstrations."""

    attribute: Text
    unit: str = ""
    threshold: float
    score_threshold: float | Literal["average"] = "average"
    published: tuple[str, ...] = ()


class Profiles(_Frozen):
    """Which units get a full page, and which a short text two across."""

    full: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    top: int = Field(default=10, ge=1, le=50)


class Figures(_Frozen):
    """How figures are made."""

    map: Literal["choropleth", "tile"] = "choropleth"
    map_review_number: str = ""
    docx: Literal["native", "picture"] = "native"


class Word(_Frozen):
    """The DOCX: a team's own reference document, whose styles win, and whether Word counts all
    fields anew when it opens the file (it asks its user before)."""

    template: RelativePath | None = None
    ask_update: bool = False

    @field_validator("template")
    @classmethod
    def _inside(cls, value: str | None) -> str | None:
        return None if value is None else _inside_folder(value)


class BackPage(_Frozen):
    """What stands on the back cover and in the imprint."""

    contact: tuple[str, ...] = ()
    url: str = ""
    url_caption: str = ""
    copyright: str = ""


class ChapterChoice(_Frozen):
    """One chapter of the paper: its template, and a title and a lead that replace the template's own.

    A template that serves several chapters learns from `text` which commentary it sets, and from
    `indicator` what it is about; both are `chapter.text`, `chapter.indicator` to the template.
    """

    template: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str = ""
    lead: str = ""
    text: str = ""
    indicator: str = ""


class Waiver(_Frozen):
    """A finding that the editors know and accept, with their reason; printed in the imprint.

    `cell` and `value`, where given, are those of the finding; a waiver without them is for all of
    its code.
    """

    code: Text
    reason: Text
    cell: str = ""
    value: str = ""


class BookChoice(_Frozen):
    """One of several books of an edition: a kind of unit with tables, a tree and tiers of its own.

    Templates call it by `key`. The first book also stands for the edition where only one is asked
    for: its tables are the edition's `[scores]` unless the edition names others.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    name: Text
    unit_word: Text
    scores: Sources
    tiers: tuple[TierBound, ...] = ()
    profiles: Profiles = Profiles()
    labels: dict[str, str] = Field(default_factory=dict)


class Edition(_Frozen):
    """One publication, as its `edition.toml` describes it. `folder` is where the file lies."""

    family: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    year: int = Field(ge=1900, le=2200)
    subtitle: str = ""
    region: Text
    index: Text
    unit_word: str = "城市"
    group_word: str = "省（区、市）"
    language: Literal["zh", "en"] = "zh"
    theme: str = "navy"
    date: datetime.date
    number: str = ""
    publisher: Text
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    simulated: bool = False
    simulated_note: str = ""
    source: str = ""
    where: dict[str, str] = Field(default_factory=dict)
    scores: Sources
    books: tuple[BookChoice, ...] = ()
    tiers: tuple[TierBound, ...] = ()
    quadrants: Quadrants | None = None
    clusters: Clusters = Clusters()
    compare: Sibling | None = None
    profiles: Profiles = Profiles()
    figures: Figures = Figures()
    word: Word = Word()
    back: BackPage = BackPage()
    chapters: tuple[ChapterChoice, ...] = ()
    labels: dict[str, str] = Field(default_factory=dict)
    running_head: str = Field(default="", max_length=120)
    stages: tuple[StageBound, ...] = ()
    regions: tuple[RegionList, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    folder: Path = Field(exclude=True)
    lender: Edition | None = Field(default=None, exclude=True)

    @property
    def name(self) -> str:
        """The folder's name, which names the outputs too."""
        return self.folder.name

    @property
    def file(self) -> Path:
        """The edition file itself."""
        return self.folder / FILE_NAME

    def theme_changes(self) -> dict[str, Any]:
        """Return the team's own differences from the theme: `theme.toml` in the edition's folder, if any.

        Its key `logo` names a picture for the cover. Raises EditionError where it is not TOML.
        """
        path = self.folder / "theme.toml"
        if not path.is_file():
            return {}
        try:
            return tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise EditionError(f"theme.toml 不是有效的 TOML：{error}") from error

    def commentary(self, name: str) -> Path:
        """Return the path of a commentary file, without `.md`; it may not exist."""
        return self.folder / "commentary" / f"{_inside_folder(name)}.md"

    @property
    def scores_home(self) -> Edition:
        """The edition whose folder holds the score tables: this one, or the one it borrows from."""
        return self.lender or self

    def of_book(self, choice: BookChoice) -> Edition:
        """Return the edition as one of its books sees it: with that book's tables, tiers and words."""
        own = ("unit_word", "scores", "tiers", "profiles", "labels")
        return self.model_copy(update={name: getattr(choice, name) for name in own})

    def inside(self, name: str) -> Path:
        """Return the path of a file of the edition; it never leads out of the folder."""
        try:
            path = (self.folder / _inside_folder(name)).resolve()
        except ValueError as error:
            raise EditionError(f"{name}：{error}") from error
        if not path.is_relative_to(self.folder.resolve()):
            raise EditionError(f"{name}：文件须在版本文件夹之内")
        return path


def read_edition(path: Path, *, may_borrow: bool = True) -> Edition:
    """Return the edition at `path`, a folder or its `edition.toml`.

    Raises EditionError, with every fault as a finding, when the file is missing, is not
    TOML, or holds unknown keys or values out of place; also, unless it `may_borrow`, when its
    scores are those of another edition.
    """
    file = path / FILE_NAME if path.is_dir() else path
    if not file.is_file():
        raise EditionError(f"找不到版本文件 {file}；可用 whitepaper new 新建一个")
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EditionError(f"{file.name} 不是 UTF-8 文本（第 {error.start} 字节）") from error
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"{file.name} 不是有效的 TOML：{error}") from error
    lender = _lender(file, table, may_borrow)
    _lead_with_first_book(table)
    inherited = {} if lender is None else {key: getattr(lender, key) for key in INHERITED}
    try:
        return Edition(**{**inherited, **table, "folder": file.parent.resolve(), "lender": lender})
    except ValidationError as error:
        raise _refusal(file, error) from error


def _lead_with_first_book(table: dict[str, Any]) -> None:
    """Let the first of several books stand for the edition where it says nothing of its own."""
    books = table.get("books")
    if isinstance(books, list) and books and isinstance(books[0], dict):
        for key in ("scores", "tiers", "profiles", "labels", "unit_word"):
            if key in books[0]:
                table.setdefault(key, books[0][key])


INHERITED = ("tiers", "clusters", "labels", "simulated", "simulated_note", "source", "unit_word", "group_word", "index")
"""What an edition that borrows its scores takes over, too, where it says nothing itself."""


def _lender(file: Path, table: dict[str, Any], may_borrow: bool) -> Edition | None:
    """Return the edition that `[scores] edition` names, its `[scores]` put into `table`; else None.

    A lender has tables of its own: no edition borrows from one that borrows, so none goes round.
    """
    given = table.get("scores")
    if not isinstance(given, dict) or "edition" not in given:
        return None
    try:
        wanted = Borrowed(**given).edition
    except ValidationError as error:
        raise _refusal(file, error, "scores.") from error
    if not may_borrow:
        raise EditionError("scores.edition：得分也是借用的；请直接写明得分所在的版本")
    lender = read_sibling(file.parent, wanted, may_borrow=False)
    table["scores"] = lender.scores
    return lender


def read_sibling(folder: Path, name: str, *, may_borrow: bool = True) -> Edition:
    """Return the edition in the folder `name` (`../name`) beside `folder`.

    Raises EditionError where it leads anywhere else, also through a link, or cannot be read.
    """
    beside = folder.resolve().parent
    other = (folder.resolve() / name).resolve()
    if other.parent != beside or other == folder.resolve():
        raise EditionError(f"{name}：须为本版本旁边的另一个版本文件夹")
    try:
        return read_edition(other, may_borrow=may_borrow)
    except EditionError as error:
        raise EditionError(f"{name}：{error.message}", error.findings) from error


def _refusal(file: Path, error: ValidationError, prefix: str = "") -> EditionError:
    findings = tuple(_finding(file, dict(fault), prefix) for fault in error.errors())
    return EditionError(f"{file.name} 有 {len(findings)} 处错误", findings)


def _line_of(file: Path, key: str) -> int:
    """Return the line of the last part of `key` in the file, 0 where it stands nowhere."""
    name = re.escape(next((part for part in reversed(key.split(".")) if not part.isdigit()), key))
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if re.match(rf"\s*(?:{name}\s*=|\[+\s*[\w.]*{name}\s*\]+)", line):
            return number
    return 0


def _finding(file: Path, fault: dict[str, Any], prefix: str = "") -> Finding:
    key = prefix + ".".join(str(part) for part in fault["loc"]) or FILE_NAME
    hint = ""
    zh = _REASONS.get(str(fault["type"]), f"{fault['msg']}")
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(fault["loc"][-1]), _known_keys(), n=1)
        hint = f"是否应为 {near[0]}？" if near else ""
    value = fault.get("input")
    shown = value if isinstance(value, str | int | float) else ""
    return Finding(
        code="E411" if fault["type"] == "extra_forbidden" else "E412",
        severity=Severity.ERROR,
        place=Place(file=file.name, cell=key, line=_line_of(file, key)),
        value=str(shown)[:80],
        zh=f"{key}：{zh}",
        en=f"{key}: {fault['msg']}",
        hint_zh=hint,
        hint_en=hint and f"did you mean {hint[4:-1]}?",
    )


_REASONS = {
    "extra_forbidden": "不认识的键",
    "missing": "缺少这一项",
    "string_type": "应为文字（加引号）",
    "int_type": "应为整数",
    "float_type": "应为数字",
    "bool_type": "应为 true 或 false",
    "date_from_datetime_parsing": "应为日期，如 2020-10-18",
    "string_too_short": "不得为空",
    "string_pattern_mismatch": "写法不合要求",
    "string_too_long": "过长",
    "tuple_type": "应为列表，如 [\"成都\", \"重庆\"]",
}


def _known_keys() -> list[str]:
    models: tuple[type[BaseModel], ...] = (
        Edition, Sources, Borrowed, TierBound, StageBound, RegionList, Quadrants, Clusters, Profiles, Figures,
        Word, BackPage, ChapterChoice, Waiver, BookChoice,
    )
    return sorted({name for model in models for name in model.model_fields} - {"folder", "lender"})


def _inside_folder(value: str) -> str:
    """Refuse absolute paths, drive letters, `..` and backslashes: an edition reads only itself."""
    parts = value.split("/")
    if value.startswith("/") or "\\" in value or ":" in value or ".." in parts:
        raise ValueError("须为版本文件夹内的相对路径")
    return value
