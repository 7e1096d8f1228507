"""The sandbox in which chapter templates run: Jinja2, strict about names, bounded in size.

Templates hold wording and receive finished facts. Whatever they print that came from a file
has been escaped at the leaves (`markdown_text`), so that a name cannot become markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.utils import missing

from generator import english, text
from generator.audit.marks import Ledger
from generator.audit.number import counted, keeping
from generator.chapters.commentary import Source, split_meta
from generator.chapters.options import Hint, nearest, placed, template_error
from generator.chapters.sandbox import Sandbox, joined
from generator.chapters.template_slips import refused_words, running_words, syntax_words
from generator.config import FILE_NAME
from generator.errors import EditionError
from generator.findings import Place

_TAGS = ("for", "endfor", "if", "elif", "else", "endif", "set", "endset", "macro", "endmacro", "import", "from")
_IN_EDITION = Place(FILE_NAME, cell="chapters")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def markdown_text(value: str) -> str:
    """Return `value` so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", value.replace("\n", " "))


class LineMarks(Extension):
    """Write each fence's line in the template behind its info string, for error messages."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return `source` with ` @line` behind every opening fence that names a kind."""
        lines = source.split("\n")
        return "\n".join(
            f"{line} @{number}" if re.match(r"(```|~~~)\{", line) else line
            for number, line in enumerate(lines, start=1)
        )


class Templates:
    """The chapter templates of a family, an edition's own `templates/` folder going first.

    With a ledger, every traced number that they print is noted there with its place. `extent` is how many points
    lie between the lowest and the highest score there is.
    """

    def __init__(
        self, folders: Sequence[Path], ledger: Ledger | None = None, language: str = "zh", extent: float = 100.0
    ) -> None:
        self._ledger = ledger
        self._environment = Sandbox(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            undefined=_Unknown,
            extensions=[LineMarks],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            # `{#` begins the attributes of a heading in Markdown.
            comment_start_string="{--",
            comment_end_string="--}",
            finalize=ledger.mark if ledger else None,
            bytecode_cache=_shelf(language, extent, ledger is not None),
        )
        self._environment.filters.clear()
        self._environment.filters.update(FILTERS[language])
        self._environment.filters["hundredths"] = partial(_hundredths, extent=extent)
        self._environment.bound()

    def render(
        self, name: str, facts: Mapping[str, object], asked: Place = _IN_EDITION
    ) -> Source:
        """Return chapter `name` filled in with `facts`, its front matter split off.

        Raises EditionError naming file and line for anything wrong in the template, and the place that has
        `asked` for it where there is none.
        """
        file = f"{name}.md"
        self._environment.begin()
        pieces, size = [], 0
        try:
            for piece in self._environment.get_template(file).generate(**facts):
                size += len(piece)
                self._environment.check_output(size)
                pieces.append(piece)
        except TemplateNotFound as error:
            zh, en = f"找不到章节模板 {error.name}", f"there is no chapter template {error.name}"
            place = asked if error.name == file else Place(file, line=_line_of(error, file))
            near = self._near_template(str(error.name))
            raise template_error(place, zh, en, str(error.name), near) from error
        except TemplateSyntaxError as error:
            raise self._syntax(error, file) from error
        except OverflowError as error:  # Jinja's own bound on range()
            place = Place(file, line=_line_of(error, file))
            zh, en = "模板循环过大：一次至多 100,000 步", "a loop of more than 100,000 steps"
            raise template_error(place, zh, en, code="E414") from error
        except (RecursionError, MemoryError) as error:
            place = Place(file, line=_line_of(error, file))
            zh = "模板耗尽资源：模板或宏引用了自己，或嵌套过深"
            en = "a template or macro that calls itself, or is nested too deep"
            raise template_error(place, zh, en, code="E414") from error
        except SecurityError as error:
            place, code = Place(file, line=_line_of(error, file)), getattr(error, "code", "E413")
            said = refused_words(error)
            raise template_error(place, f"模板越界：{said.zh}", said.en, said.value, said.hint, code) from error
        except _NoSuchName as error:
            place, known = Place(file, line=_line_of(error, file)), [*error.known, *(() if error.inside else facts)]
            near = nearest(error.name, [name for name in known if not name.startswith("_")])
            zh = f"没有“{error.name}”这一项" if error.inside else f"没有名为“{error.name}”的事实"
            en = f"there is no '{error.name}' here" if error.inside else f"there is no fact '{error.name}'"
            raise template_error(place, f"模板不能运行：{zh}", en, error.name, near) from error
        except EditionError as error:
            here = Place(file, line=_line_of(error, file))
            raise placed(error, lambda _: here) from error
        except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as error:
            place, said = Place(file, line=_line_of(error, file)), running_words(error)
            plain = template_error(place, f"模板不能运行：{said.zh}", said.en, hint=said.hint)
            raise (self._unknown_word(str(error), place) or plain) from error
        written = "".join(pieces).lstrip("\n")
        return split_meta(self._ledger.take(written) if self._ledger else written, file)

    def _near_template(self, name: str) -> Hint:
        names = [Path(known).stem for known in self._environment.list_templates(extensions=["md"])]
        return nearest(Path(name).stem, names)

    def _syntax(self, error: TemplateSyntaxError, file: str) -> EditionError:
        place = Place(Path(error.name or file).name, line=error.lineno)
        if found := self._unknown_word(str(error.message), place):
            return found
        said = syntax_words(str(error.message))
        return template_error(place, f"模板语法错误：{said.zh}", said.en, said.value, said.hint)

    def _unknown_word(self, message: str, place: Place) -> EditionError | None:
        """Return the error of an unknown filter, test or tag, with the nearest; None for any other message."""
        environment = self._environment
        own = [name for name in environment.filters if not name.startswith("_")]
        kinds = (
            (r"No filter named '(\w+)'", "过滤器", "filter", own),
            (r"No test named '(\w+)'", "判断", "test", environment.tests),
            (r"Encountered unknown tag '(\w+)'", "标签", "tag", _TAGS),
        )
        for pattern, zh, en, known in kinds:
            if match := re.search(pattern, message):
                name = match[1]
                return template_error(
                    place, f"模板语法错误：没有名为“{name}”的{zh}", f"there is no {en} '{name}'", name,
                    nearest(name, known),
                )
        return None


class _Shelf(BytecodeCache):
    """What this process has compiled: a template of the same text, file and environment is compiled once."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, where its template was compiled before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def _shelf(language: str, extent: float, traced: bool) -> _Shelf:
    """Return the shelf of one kind of environment: constants are folded with its filters when a text is compiled."""
    return _Shelf()


class _NoSuchName(UndefinedError):
    """A name that a template uses and nobody gave; `known` are the names of the thing it was asked of."""

    def __init__(self, message: str = "", *, name: str = "", known: Sequence[str] = (), inside: bool = False) -> None:
        super().__init__(message)
        self.name, self.known, self.inside = name, known, inside


class _Unknown(StrictUndefined):
    """An undefined name that knows, when it is used, what it could have been."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        if exc is not UndefinedError:  # the sandbox says why it refuses
            super().__init__(hint, obj, name, exc)
            return
        shown = f"[{name}]" if isinstance(name, int) else str(name or "")
        known = () if obj is missing else tuple(map(str, obj)) if isinstance(obj, Mapping) else tuple(dir(obj))
        raised = partial(_NoSuchName, name=shown, known=known, inside=obj is not missing)
        super().__init__(hint, obj, name, raised)  # type: ignore[arg-type]  # called, and raised


def _line_of(error: BaseException, file: str) -> int:
    """Return the last line of `file` on the way to `error`, 0 where there is none."""
    line, frame = 0, error.__traceback__
    while frame:
        if Path(frame.tb_frame.f_code.co_filename).name == file:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _first(values: Sequence[Any], count: int) -> Sequence[Any]:
    return values[:count]


def _ranked(value: int) -> str:
    """Return "first", or an ordinal in figures: a sentence about the leader reads better in words."""
    return "first" if value == 1 else english.ordinal(value)


def _the(name: str) -> str:
    """Return the name of a tier or the like inside a sentence: First tier is "the first tier"."""
    small = name[1:2].islower() or not name[1:2].isalpha()
    return f"the {name[:1].lower() if small else name[:1]}{name[1:]}"


def _capitalised(value: str) -> str:
    return value[:1].upper() + value[1:]


def _lowered(value: str) -> str:
    """Return a phrase as it stands inside a sentence: its first letter small, unless it begins with initials."""
    return f"{value[:1].lower() if value[1:2].islower() else value[:1]}{value[1:]}"


def _some(names: Sequence[str], most: int) -> str:
    """Return all names, or the first `most` and how many more there are: A, B and 15 more."""
    if len(names) <= most:
        return english.name_list(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _capped(names: Sequence[str], most: int, word: str = "等") -> str:
    """Return all names, or the first `most` and 等 with the count: 甲、乙等15个 is the caller's to end."""
    return text.name_list(names) if len(names) <= most else f"{text.name_list(names[:most])}{word}"


def _attribute(values: Sequence[Any], name: str) -> list[Any]:
    """Return an attribute (or key) of every value; a name that is none raises, the nearest named."""
    found = []
    for value in values:
        known = value if isinstance(value, Mapping) else dir(value)
        if name.startswith("_") or name not in known:
            raise _NoSuchName(f"each: {name}", name=name, known=tuple(map(str, known)), inside=True)
        found.append(value[name] if isinstance(value, Mapping) else getattr(value, name))
    return found


def _length(values: Any) -> int:
    return len(values) if isinstance(values, str) else counted(values)


def _hundredths(points: float, extent: float = 100.0) -> float:
    """Return a difference of scores as it would be on a scale of a hundred points: what is far depends on that."""
    return float(points) * 100.0 / extent


_SHARED: dict[str, Callable[..., Any]] = {
    "score": keeping(lambda value: text.number(value, 1)),
    "score2": keeping(lambda value: text.number(value, 2)),
    "integer": keeping(lambda value: text.number(value, 0)),
    "bare": keeping(lambda value: f"{value:g}"),
    "signed": keeping(text.signed),
    "percent": keeping(text.percent),
    "percent1": keeping(lambda value: text.format_value(value, "percent1")),
    "weight": keeping(text.percent),
    "first": _first,
    "length": _length,
    "each": _attribute,
    "abs": abs,
    "hundredths": _hundredths,
    "join": joined,
    "pairs": lambda values: [values[start : start + 2] for start in range(0, len(values), 2)],
    "unique": lambda values: list(dict.fromkeys(values)),
}

FILTERS: dict[str, dict[str, Callable[..., Any]]] = {
    "zh": _SHARED | {
        "numeral": keeping(text.chinese_numeral),
        "several": keeping(text.counting_numeral),
        "chinese_year": text.chinese_year,
        "names": text.name_list,
        "capped": _capped,
        "path": lambda key: markdown_text(str(key).replace("/", "·")),
    },
    "en": _SHARED | {
        "numeral": keeping(english.numeral),
        "names": english.name_list,
        "capped": _some,
        "path": lambda key: markdown_text(str(key).replace("/", ": ")),
        "of": keeping(english.amount),
        "few": keeping(english.few),
        "agreeing": english.agreeing,
        "ordinal": keeping(english.ordinal),
        "ranked": keeping(_ranked),
        "the": _the,
        "upper_first": _capitalised,
        "lower_first": _lowered,
    },
}
"""What templates may do with a value, in Chinese and in English papers."""
