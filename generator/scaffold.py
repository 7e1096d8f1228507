"""A new edition: a folder that builds at once, copied from `templates/new/<family>`, in English from `new/en`."""

from __future__ import annotations

import difflib
import shutil
import tomllib
from contextlib import suppress
from pathlib import Path

from generator.atomic import check_folder, whole_file
from generator.english import amount
from generator.errors import InputError, WhitepaperError
from generator.gazetteer.names import DIRECTION, INVISIBLE, UNFIT_FOR_FILES
from generator.paths import shipped

RECIPE = "starter.toml"
"""Says which files of another starter belong to this one, too; it is not copied."""

LONGEST_NAME = 80  # characters; the outputs are named after the folder
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(1, 10))})
_LEFT_BY_SYSTEMS = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})


LANGUAGES = ("zh", "en")
SAMPLES = {"zh": "青溪镇", "en": "Ashbourne"}
"""A unit of every starter."""


def _home(language: str) -> Path:
    home = shipped("templates") / "new"
    return home if language == "zh" else home / language


def families(language: str = "zh") -> tuple[str, ...]:
    """Return the families that have a starter in a language, `volume` first."""
    found = sorted(path.parent.name for path in _home(language).glob("*/edition.toml"))
    return tuple(sorted(found, key=lambda name: name != "volume"))


def create(folder: Path, family: str = "volume", language: str = "zh") -> tuple[Path, ...]:
    """Write a new edition of `family` into `folder` and return its files, all of them or none.

    Raises InputError for an unknown family or language, a name that no file system takes, and a folder that
    holds anything; OutputError where nothing can be written.
    """
    files = starter_files(_known(family, language), language)
    _check_name(folder)
    _check_empty(folder)
    check_folder(folder)
    written: list[Path] = []
    stood = folder.is_dir()
    try:
        for name, source in files.items():
            with whole_file(folder / name) as temporary:
                temporary.write_bytes(source.read_bytes())
            written.append(folder / name)
    except WhitepaperError:
        _take_back(folder, written, stood)
        raise
    return tuple(written)


def next_steps(folder: Path, family: str, count: int, language: str, written: str = "zh") -> str:
    """Return what a person reads after `create`, in `language`: what there is, and the command that builds it;
    `written` is the language of the edition."""
    shown = f'"{folder}"' if " " in str(folder) else str(folder)
    unit = f" --unit {SAMPLES[written]}" if family == "city" else ""
    if language == "en":
        return f"{count} files in {folder}; read README.md there.\nTo build: whitepaper build {shown}{unit}"
    return f"已在 {folder} 中写好 {count} 个文件，先看其中的 README.md。\n生成：whitepaper build {shown}{unit}"


def starter_files(family: str, language: str = "zh") -> dict[str, Path]:
    """Return the files of a starter by their path in the new folder, in order."""
    home = _home(language) / family
    found: dict[str, Path] = {}
    if (home / RECIPE).is_file():
        recipe = tomllib.loads((home / RECIPE).read_text(encoding="utf-8"))
        lent = starter_files(recipe["base"], language)
        wanted = tuple(recipe["files"])
        found = {name: path for name, path in lent.items() if name.startswith(wanted)}
    own = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
    found |= {name: path for name, path in own.items() if path.name not in (RECIPE, *_LEFT_BY_SYSTEMS)}
    return dict(sorted(found.items()))


def _known(family: str, language: str) -> str:
    if language not in LANGUAGES:
        raise InputError(
            f"没有语言“{language}”的样例；可用：{'、'.join(LANGUAGES)}",
            en=f"there is no starter in {language}; known: {', '.join(LANGUAGES)}",
        )
    known = families(language)
    if family in known:
        return family
    shown = "、".join(known)
    if (shipped("templates") / family / "family.toml").is_file() and family.isidentifier():
        raise InputError(
            f"模板族“{family}”没有可新建的样例；可以新建：{shown}",
            en=f"family {family} has no starter; there are: {', '.join(known)}",
        )
    near = difflib.get_close_matches(family, known, n=1)
    hint = f"；是否应为 {near[0]}？" if near else ""
    raise InputError(
        f"没有名为“{family}”的模板族；可以新建：{shown}{hint}",
        en=f"no family is called {family}; there are: {', '.join(known)}",
    )


def _check_name(folder: Path) -> None:
    """Refuse a folder name that some system cannot write: outputs carry it, and folders are handed on."""
    name = folder.resolve().name
    unfit = sorted({sign for sign in name if sign in UNFIT_FOR_FILES})
    reasons = (
        (bool(unfit), f"含有 {' '.join(unfit)}", f"it holds {' '.join(unfit)}"),
        (_hides(name), "首尾是空格，或含有不可见字符", "blanks at its ends, or invisible characters"),
        (name[:1] in (".", "-") or name[-1:] == ".", "首尾是点，或开头是短横", "a dot at an end, or a dash first"),
        (name.upper().split(".")[0] in _DEVICES, "是 Windows 的设备名", "it is a device of Windows"),
        (len(name) > LONGEST_NAME, f"超过 {LONGEST_NAME} 个字符", f"it is longer than {LONGEST_NAME} characters"),
        (not name, "是空的", "it is empty"),
    )
    for wrong, zh, en in reasons:
        if wrong:
            raise InputError(f"文件夹名“{name}”不能用：{zh}", en=f"the folder name {name!r} cannot be used: {en}")


def _hides(name: str) -> bool:
    return name != name.strip() or not name.isprintable() or any(sign in INVISIBLE | DIRECTION for sign in name)


def _check_empty(folder: Path) -> None:
    if folder.is_dir():
        inside = [path.name for path in folder.iterdir() if path.name not in _LEFT_BY_SYSTEMS]
        if inside:
            raise InputError(
                f"{folder} 不是空文件夹（有 {inside[0]} 等 {len(inside)} 项），未写任何文件",
                en=f"{folder} is not empty ({amount(len(inside), 'entry')}, such as {inside[0]}); nothing was written",
            )


def _take_back(folder: Path, written: list[Path], stood: bool) -> None:
    """Remove what was written before a failure."""
    if not stood:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in written:
        path.unlink(missing_ok=True)
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        with suppress(OSError):  # it holds something that is not ours
            path.rmdir()
