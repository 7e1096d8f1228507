"""One publication as its `edition.toml` describes it: frozen, every value checked."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from generator.config.faults import line_of, not_toml, parse_toml
from generator.config.fields import Day, RelativePath, Sibling, Text, composed_alike, inside_folder
from generator.english import plural
from generator.errors import EditionError
from generator.findings import Finding, Place
from generator.paths import shipped

FILE_NAME = "edition.toml"
THEME_NAME = "theme.toml"

MOVED = 0.2  # of the scale: a total that moves further between two volumes is told, unless the edition says how far
LONGEST_LINK = 500  # characters: a code that holds more is too fine to be read from paper


SOURCE_FILES = ("table", "tree", "attributes", "clusters", "history", "lists")
"""The keys of `[scores]` that name a file."""


def _threshold(value: object) -> object:
    """Refuse in one sentence what is neither a number nor "average"; a choice of two types would say it twice."""
    if value != "average" and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise PydanticCustomError("threshold", "a number or average")
    return value


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)


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
    missing_markers: tuple[str, ...] = ("-", "—", "－", "——", "暂无", "N/A")
    extra_units: tuple[str, ...] = ()
    expected_units: tuple[str, ...] = ()
    coverage: float = Field(default=0.5, ge=0, le=1)
    ties: Literal["min", "dense", "stable"] = "min"
    scale: tuple[float, float] = (0.0, 100.0)
    tolerance: float | None = Field(default=None, ge=0)
    ignored_columns: tuple[str, ...] = ()
    total_names: tuple[str, ...] = ()
    fill_down_province: bool = False

    @field_validator("missing_markers")
    @classmethod
    def _markers_say_something(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(marker.strip() for marker in value):
            raise PydanticCustomError("blank_marker", "a marker must not be empty")
        return value

    @model_validator(mode="after")
    def _one_source_each(self) -> Sources:
        if bool(self.table) == bool(self.query):
            raise PydanticCustomError("one_table", "either table or query")
        if bool(self.tree) == bool(self.tree_query):
            raise PydanticCustomError("one_tree", "either tree or tree_query")
        if (self.query or self.tree_query or self.attributes_query) and not self.database:
            raise PydanticCustomError("no_database", "a query needs database")
        if self.scale[0] >= self.scale[1]:
            raise PydanticCustomError("empty_scale", "scale goes from low to high")
        return self

    @field_validator("database")
    @classmethod
    def _inside_database(cls, value: str) -> str:
        if value.startswith("sqlite:") and not re.fullmatch(r"sqlite:///[^/\\:][^\\:]*", value):
            raise PydanticCustomError("outside_database", "a SQLite file lies inside the folder")
        if value.startswith("sqlite:"):
            inside_folder(value.removeprefix("sqlite:///"))
        return value

    @field_validator(*SOURCE_FILES)
    @classmethod
    def _inside(cls, value: str | None) -> str | None:
        return None if value is None else inside_folder(value)


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
    """How city clusters are averaged: the attribute that weighs their units, its unit, and the clusters
    that stand out as poles. Which units belong to which is a table of its own."""

    weight: str = ""
    weight_unit: str = ""
    weight_note: str = ""
    poles: tuple[str, ...] = ()


class Quadrants(_Frozen):
    """Two axes and their thresholds. The second axis is the total score; its threshold is the
    average unless a number is given. Published values are named, all others are demonstrations."""

    attribute: Text
    unit: str = ""
    threshold: float
    score_threshold: Annotated[float | Literal["average"], BeforeValidator(_threshold)] = "average"
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
        return None if value is None else inside_folder(value)


class BackPage(_Frozen):
    """What stands on the back cover and in the imprint."""

    contact: tuple[str, ...] = ()
    url: str = ""
    url_caption: str = ""
    copyright: str = ""

    @field_validator("url")
    @classmethod
    def _leads_somewhere(cls, value: str) -> str:
        """Refuse what no reader's telephone could open from the printed code, or what no code could hold."""
        if value and (not re.match(r"https?://[^\s/]\S*$", value, re.IGNORECASE) or len(value) > LONGEST_LINK):
            raise PydanticCustomError("no_link", "a web address", {"most": LONGEST_LINK})
        return value


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
    labels: dict[str, Text] = Field(default_factory=dict)


class Edition(_Frozen):
    """One publication, as its `edition.toml` describes it. `folder` is where the file lies."""

    family: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: Text
    year: int = Field(ge=1900, le=2200)
    subtitle: str = ""
    region: Text
    index: Text
    unit_word: str = Field(default="城市", min_length=1, max_length=40)
    group_word: str = Field(default="省（区、市）", min_length=1, max_length=40)
    measure_word: str = Field(default="", max_length=4)
    unit_plural: str = ""
    group_plural: str = ""
    language: Literal["zh", "en"] = "zh"
    english: dict[str, str] = Field(default_factory=dict)
    theme: str = "navy"
    date: Day
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
    compare_map: dict[str, str] = Field(default_factory=dict)
    compare_limit: float | None = Field(default=None, gt=0)
    profiles: Profiles = Profiles()
    figures: Figures = Figures()
    word: Word = Word()
    back: BackPage = BackPage()
    chapters: tuple[ChapterChoice, ...] = ()
    labels: dict[str, Text] = Field(default_factory=dict)
    running_head: str = Field(default="", max_length=120)
    stages: tuple[StageBound, ...] = ()
    regions: tuple[RegionList, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    folder: Path = Field(exclude=True)
    lender: Edition | None = Field(default=None, exclude=True)

    @field_validator("books")
    @classmethod
    def _keys_differ(cls, value: tuple[BookChoice, ...]) -> tuple[BookChoice, ...]:
        """Refuse two books of one key: the second would stand for both."""
        keys = [book.key for book in value]
        if twice := [key for key in dict.fromkeys(keys) if keys.count(key) > 1]:
            raise PydanticCustomError("key_twice", "a key of its own", {"named": twice[0]})
        return value

    @property
    def units_word(self) -> str:
        """The word for several units: that of the edition, else `unit_word` in the plural (Chinese has none)."""
        return self.unit_plural or (plural(self.unit_word) if self.language == "en" else self.unit_word)

    @property
    def compare_points(self) -> float:
        """Points that a total may move between two volumes: what the edition says, else a fifth of its scale."""
        low, high = self.scores.scale
        return MOVED * (high - low) if self.compare_limit is None else self.compare_limit

    @property
    def counter(self) -> str:
        """The Chinese measure word between a number and `unit_word`: that of the edition, else 个."""
        return self.measure_word or "个"

    @property
    def groups_word(self) -> str:
        """The word for several groups of units."""
        return self.group_plural or (plural(self.group_word) if self.language == "en" else self.group_word)

    def family_folder(self, family: str = "") -> Path:
        """Return the shipped templates of a family, its own unless another is named, in its language."""
        home = shipped("templates") / "en" if self.language == "en" else shipped("templates")
        return home / (family or self.family)

    @property
    def name(self) -> str:
        """The folder's name, which names the outputs too."""
        return unicodedata.normalize("NFC", self.folder.name)

    @property
    def file(self) -> Path:
        """The edition file itself."""
        return self.folder / FILE_NAME

    def place(self, *key: str | int, file: str = FILE_NAME) -> Place:
        """Return where a key of the edition file stands: its line, else that of the table it would be in."""
        try:
            text = (self.folder / file).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            text = ""
        return Place(file, cell=".".join(map(str, key)), line=line_of(text, key))

    @contextmanager
    def locating(self) -> Iterator[None]:
        """Give every EditionError about a key of edition.toml or theme.toml the line of that key."""
        try:
            yield
        except EditionError as error:
            found = tuple(map(self._located, error.findings))
            if found == error.findings:
                raise
            zh, en = error.message, error.say("en")
            for old, new in zip(error.findings, found, strict=True):
                zh, en = (words.replace(str(old.place), str(new.place), 1) for words in (zh, en))
            raise EditionError(zh, found, en=en) from error

    def _located(self, finding: Finding) -> Finding:
        old = finding.place
        if old.line or not old.cell or old.file not in (FILE_NAME, THEME_NAME):
            return finding
        key = tuple(int(part) if part.isdigit() else part for part in old.cell.split("."))
        return replace(finding, place=self.place(*key, file=old.file))

    def theme_changes(self) -> dict[str, Any]:
        """Return the team's own differences from the theme: `theme.toml` in the edition's folder, if any.

        Its key `logo` names a picture for the cover. Raises EditionError where it is not TOML.
        """
        path = self.folder / THEME_NAME
        if not path.is_file():
            return {}
        text = ""
        try:
            text = path.read_text(encoding="utf-8-sig")
            return parse_toml(text)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise not_toml(path, error, text) from error

    @property
    def scores_home(self) -> Edition:
        """The edition whose folder holds the score tables: this one, or the one it borrows from."""
        return self.lender or self

    def of_book(self, choice: BookChoice) -> Edition:
        """Return the edition as one of its books sees it: with that book's tables, tiers and words."""
        own = ("unit_word", "scores", "tiers", "profiles", "labels")
        return self.model_copy(update={name: getattr(choice, name) for name in own})

    def inputs(self) -> tuple[Path, ...]:
        """Return the files that the edition names and reads: its tables, those of its books, its Word document."""
        scores = (self.scores, *(book.scores for book in self.books))
        named = [getattr(source, key) for source in scores for key in SOURCE_FILES]
        tables = (self.scores_home.inside(name) for name in named if name)
        return (self.file, *tables, *([self.inside(self.word.template)] if self.word.template else ()))

    def inside(self, name: str) -> Path:
        """Return the path of a file of the edition; it never leads out of the folder."""
        try:
            path = composed_alike(self.folder / inside_folder(name)).resolve()
        except (PydanticCustomError, ValueError, OSError, RuntimeError):  # a NUL, a link that leads to itself
            path = Path("/")
        if not path.is_relative_to(self.folder.resolve()):
            zh, en = "须为版本文件夹之内的文件", "must be a file inside the edition's folder"
            raise EditionError.at(Place(FILE_NAME), f"{name!a}：{zh}", f"{name!a}: {en}", value=name)
        return path
