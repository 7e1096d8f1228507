"""The sandbox of chapter templates: Jinja2 without ways out of it, bounded in time and in what it makes.

Jinja2's own sandbox refuses what leads out of a template and a range beyond 100,000. It bounds neither
loops inside loops, nor texts that double, nor padding to a width; those are bounded here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sized
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

MAX_CHARACTERS = 1_000_000
MAX_SECONDS = 20.0
MAX_STEPS = 5_000_000  # of all loops of a template together
TOO_LONG = "模板的结果过大或耗时过长", "the result is too large, or takes too long"
_MAX_BITS = 4_096  # of a whole number
_PADDING = frozenset(
    {"ljust", "rjust", "center", "zfill", "expandtabs", "format", "format_map", "replace", "translate", "encode"}
)
_LOOP, _MADE = "each_of", "of_bounded_size"  # filters that are put around loops and around kept values


class Refused(SecurityError):
    """What a template may not do, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.en = en


class Exhausting(Refused):
    """A template that would take all time or memory."""

    code = "E414"


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates end in Exhausting where they run or grow without bounds."""

    intercepted_binops = frozenset({"*", "**", "%"})
    _deadline, _steps = float("inf"), 0

    def bound(self) -> None:
        """Add the filters that bound loops and kept values; to be called when all others are in place."""
        self.filters.update({_LOOP: self._in_time, _MADE: _bounded})
        self.globals.pop("lipsum")

    def begin(self) -> None:
        """Give the template that runs next all its time."""
        self._deadline, self._steps = time.monotonic() + MAX_SECONDS, 0

    def check_output(self, size: int) -> None:
        """Refuse an output of so many characters, or one that comes too late."""
        if size > MAX_CHARACTERS or time.monotonic() > self._deadline:
            raise Exhausting(*TOO_LONG)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Put a check around whatever is looped over or kept."""
        tree = super()._parse(source, name, filename)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = _filtered(loop.iter, _LOOP)
        for given in list(tree.find_all(nodes.Assign)):
            given.node = _filtered(given.node, _MADE)
        return tree

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """Join what a macro or a block made, unless it is too long."""
        made = list(pieces)
        if sum(map(len, made)) > MAX_CHARACTERS:
            raise Exhausting(*TOO_LONG)
        return "".join(made)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operator; refuse powers, repetition and formatting."""
        sized = isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple)
        if operator == "**" or (operator == "*" and sized):
            raise Exhausting(f"模板中不得使用 {operator} 作此运算", f"{operator} cannot be used so")
        if operator == "%" and isinstance(left, str):
            raise Refused("模板中不得使用 % 格式化", "% does not format texts here")
        return _bounded(super().call_binop(context, operator, left, right))

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what a call gives; refuse those that pad a text, and any beyond the deadline."""
        __self._in_time(())
        owner = getattr(getattr(__obj, "__wrapped__", __obj), "__self__", None)  # format comes wrapped
        name = getattr(__obj, "__name__", "")
        if isinstance(owner, int | float) or (isinstance(owner, str) and name in _PADDING):
            raise Exhausting(f"模板中不得使用 {name}", f"{name} cannot be used")
        if isinstance(owner, str) and name == "join":
            args = tuple(map(list, args))
            _require_room(owner, *args)
        return _bounded(super().call(__context, __obj, *args, **kwargs))

    def _in_time(self, value: Any) -> Any:
        """Return what a loop runs over; refuse it where all loops together have run too long."""
        self._steps += len(value) if isinstance(value, Sized) else 1
        if self._steps > MAX_STEPS or time.monotonic() > self._deadline:
            zh, en = f"模板运行超过 {MAX_STEPS:,} 步或 {MAX_SECONDS:g} 秒", "more than {:,} steps or {:g} seconds"
            raise Exhausting(zh, en.format(MAX_STEPS, MAX_SECONDS))
        return value


def joined(values: Iterable[object], mark: object = "") -> str:
    """Return values in a row with a mark between them, which is the filter `join`; refuse a text too long."""
    pieces = [str(value) for value in values]
    _require_room(str(mark), pieces)
    return str(mark).join(pieces)


def _require_room(mark: str, pieces: Sized) -> None:
    """Refuse a text before it is made where the mark between its pieces alone would be too long."""
    if len(mark) * len(pieces) > MAX_CHARACTERS:
        raise Exhausting(*TOO_LONG)


def _filtered(inner: Any, name: str) -> nodes.Filter:
    return nodes.Filter(inner, name, [], [], None, None, lineno=getattr(inner, "lineno", 1))


def _bounded(value: Any) -> Any:
    """Return a value as it is; a text, list or whole number that has grown too large is refused."""
    if isinstance(value, str | list | tuple) and len(value) > MAX_CHARACTERS:
        raise Exhausting(*TOO_LONG)
    if isinstance(value, int) and value.bit_length() > _MAX_BITS:
        raise Exhausting("模板中的数过大", "a number has grown too large")
    return value
