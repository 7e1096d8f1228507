"""The look of an edition: colours, type scale, page geometry. One source for every output."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, Literal

from generator.colour import ink_on, legible, luminance, tint
from generator.errors import EditionError
from generator.findings import Finding, Place, Severity
from generator.paths import shipped
from generator.theme_rules import theme_faults

_GROUND = 0.28
"""Share of the accent in the ground of averages: beside the pale rows of groups it is told apart by its hue."""


@dataclass(frozen=True)
class Palette:
    """Colours as #rrggbb. The accent means one thing only: the average, or the unit in question."""

    deep: str
    main: str
    mid: str
    pale: str
    accent: str
    ink: str
    quiet: str
    rule: str
    paper: str
    missing: str
    ramp: tuple[str, ...]
    contrast: tuple[str, ...]

    @property
    def accent_ink(self) -> str:
        """The accent as words on paper and on the pale ground take it: that of areas and lines is too light."""
        return legible(self.accent, min(self.paper, self.pale, key=luminance))

    @property
    def accent_ground(self) -> str:
        """The ground of a row of averages: a tint of the accent on which words keep the colour of ink."""
        return tint(self.accent, self.paper, self.ink, _GROUND)

    def ink_on(self, ground: str) -> str:
        """Return the colour of words on a coloured ground."""
        return ink_on(ground, self.paper, self.ink)

    def quiet_on(self, ground: str) -> str:
        """Return the quiet colour as words on a ground take it."""
        return legible(self.quiet, ground)


@dataclass(frozen=True)
class Size:
    """Type size and leading in points."""

    size: float
    leading: float


@dataclass(frozen=True)
class TypeScale:
    """Every size of type in the document; nothing is set in another one."""

    body: Size
    lead: Size
    small: Size
    note: Size
    caption: Size
    table: Size
    chart: Size
    heading1: Size
    heading2: Size
    heading3: Size
    heading_number: Size
    chapter_number: Size
    chapter_title: Size
    cover_title: Size
    cover_year: Size
    card_value: Size
    folio: Size


@dataclass(frozen=True)
class PageGeometry:
    """The page in points; `inner` and `outer` are the margins of an odd page, mirrored on even ones."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float
    head_rule: float
    folio: float

    @property
    def measure(self) -> float:
        """Width of the type area."""
        return self.width - self.inner - self.outer

    @property
    def depth(self) -> float:
        """Height of the type area."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True)
class Fonts:
    """Families of `fonts/` by role in the PDF, and the names that Word is told."""

    text: str
    display: str
    word_text: str
    word_display: str
    word_latin: str


@dataclass(frozen=True)
class Setting:
    """How text of a language is set: the first-line indent in em, the room between paragraphs in points, the
    alignment of running text and of narrow or small text, by what share lines of text stand closer, and the room
    for a chapter's label in the contents of a Word file, in points."""

    language: str
    indent: float
    apart: float
    body: Literal["justify", "left"]
    narrow: Literal["justify", "left"]
    leading: float
    label: float


CHINESE = Setting("zh", 2.0, 0.0, "justify", "justify", 1.0, 48.0)
"""Two characters of indent, both edges straight (CLREQ §3.2, §4.2.1)."""

ENGLISH = Setting("en", 0.0, 6.0, "justify", "left", 0.89, 74.0)
"""Paragraphs apart and flush; only the wide measure has both edges straight, for nothing is hyphenated."""

_WORD_LATIN = {"sans": "Arial", "serif": "Times New Roman"}
"""What Word sets English in where a theme names its Chinese face for Latin, too: quotes in that are an em wide."""

_RUNNING = ("body", "lead", "small", "note")
"""The sizes of running text, whose lines stand as the language asks."""


@dataclass(frozen=True)
class Theme:
    """A complete look, read from `templates/themes/<name>.toml`, for Chinese unless `in_language` says else."""

    name: str
    palette: Palette
    type: TypeScale
    page: PageGeometry
    fonts: Fonts
    cover: str
    setting: Setting = CHINESE

    def __hash__(self) -> int:
        """Return a hash of name and language alone: a theme is a key of many caches, and few share both."""
        return hash((self.name, self.setting.language))


def in_language(theme: Theme, language: str) -> Theme:
    """Return the theme for text in `language` (zh-CN, en-US …): it is the same where it is already."""
    setting = ENGLISH if language.startswith("en") else CHINESE
    if theme.setting == setting:
        return theme
    closer = setting.leading / theme.setting.leading
    fonts = theme.fonts
    if setting is ENGLISH and fonts.word_latin.endswith(" SC"):
        fonts = replace(fonts, word_latin=_WORD_LATIN["serif" if fonts.text == "serif" else "sans"])
    sizes = {name: getattr(theme.type, name) for name in _RUNNING}
    sizes = {name: Size(size.size, round(2 * size.leading * closer) / 2) for name, size in sizes.items()}
    return replace(theme, type=replace(theme.type, **sizes), setting=setting, fonts=fonts)


_MM = 72 / 25.4
_IN_EDITION = Place("edition.toml", cell="theme")
_DIFFERENCES = "theme.toml"


@cache
def load_theme(name: str) -> Theme:
    """Return the theme called `name`.

    Raises EditionError when there is none, or when it lacks a key or has an unknown one.
    """
    folder = shipped("templates") / "themes"
    names = sorted(path.stem for path in folder.glob("*.toml"))
    if name not in names:
        zh = f"没有名为“{name}”的主题；现有：{'、'.join(names)}"
        en = f"there is no theme called “{name}”; there are: {', '.join(names)}"
        near = difflib.get_close_matches(name, names, n=1)
        hint = (f"是否应为 {near[0]}？", f"did you mean {near[0]}?") if near else ("", "")
        raise EditionError.at(_IN_EDITION, zh, en, value=name, hint_zh=hint[0], hint_en=hint[1])
    return _made(name, tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")))


def changed_theme(name: str, changes: Mapping[str, Any]) -> Theme:
    """Return the theme called `name` with a team's own differences: any of its tables, any of their keys.

    Raises EditionError, with the nearest name, for a key that no theme has, and for every value that none may have.
    """
    if not changes:
        return load_theme(name)
    load_theme(name)
    file = shipped("templates") / "themes" / f"{name}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    for part, value in changes.items():
        if part not in table:
            raise _unknown(part, "主题", "a theme", table)
        if not isinstance(table[part], dict):
            table[part] = value
            continue
        if not isinstance(value, dict):
            zh, en = f"“{part}”是一组键，写作 [{part}]", f"“{part}” is a table, written [{part}]"
            raise EditionError.at(Place(_DIFFERENCES, cell=part), zh, en, value=str(value))
        for key, own in value.items():
            if key not in table[part]:
                raise _unknown(key, part, part, table[part], f"{part}.{key}")
            table[part][key] = own
    if "head_rule" not in changes.get("page_mm", {}):
        _keep_head_below_the_edge(name, table["page_mm"])
    _refuse_faults(table)
    return _made(name, table)


def _keep_head_below_the_edge(name: str, page: dict[str, Any]) -> None:
    """Put the rule of the running head, in mm from the foot, as far below the page's edge as in the theme."""
    own, height = load_theme(name).page, page["height"]
    if isinstance(height, int | float):
        page["head_rule"] = round(height - (own.height - own.head_rule) / _MM, 3)


def _refuse_faults(table: Mapping[str, Any]) -> None:
    """Raise EditionError with a finding for every value that no theme may have."""
    findings = tuple(
        Finding("E412", Severity.ERROR, Place(_DIFFERENCES, cell=fault.path), _shown(fault.value), fault.zh, fault.en)
        for fault in theme_faults(table)
    )
    if findings:
        first = findings[0]
        raise EditionError(f"{first.place}：{first.zh}", findings, en=f"{first.place}: {first.en}")


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _unknown(key: str, where_zh: str, where_en: str, known: Iterable[str], path: str = "") -> EditionError:
    """Return the error (E411) for a key of theme.toml that no theme has, with the nearest."""
    near = difflib.get_close_matches(key, list(known), n=1)
    zh = f"{where_zh}没有“{key}”这个键{f'，是否应为 {near[0]}？' if near else ''}"
    en = f"{where_en} has no key “{key}”{f'; did you mean {near[0]}?' if near else ''}"
    return EditionError.at(Place(_DIFFERENCES, cell=path or key), zh, en, code="E411", value=key)


def _made(name: str, table: Mapping[str, Any]) -> Theme:
    try:
        return Theme(
            name=name,
            palette=_build(Palette, {k: _frozen(v) for k, v in table["palette"].items()}),
            type=_build(TypeScale, {k: Size(*v) for k, v in table["type"].items()}),
            page=_build(PageGeometry, {k: v * _MM for k, v in table["page_mm"].items()}),
            fonts=_build(Fonts, table["fonts"]),
            cover=table["cover"],
        )
    except (KeyError, TypeError) as error:
        raise EditionError.at(Place(_DIFFERENCES), f"主题“{name}”有误：{error}", f"theme “{name}”: {error}") from error


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _build(kind: type[Any], values: dict[str, Any]) -> Any:
    known = {field.name for field in fields(kind)}
    unknown = set(values) - known
    if unknown or known - set(values):
        raise KeyError("、".join(sorted(unknown | (known - set(values)))))
    return kind(**values)
