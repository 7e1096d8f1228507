"""Numbers that know where they come from: a float and an int with a formula, and their shown text.

They are what they say they are: equal to, hashed, printed and stored like plain numbers, so that
nothing that is set or drawn differs by a byte. Arithmetic among them keeps a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeAlias

Formula: TypeAlias = "tuple[Any, ...]"
"""An operation and its operands: formulas, plain numbers, or strings that name things."""


class Trace(NamedTuple):
    """What a number is (score, rank, mean, count, gap …), of which unit and indicator, and its formula."""

    what: str
    unit: str
    indicator: str
    formula: Formula


_RESULTS = {"+": "sum", "-": "gap", "*": "product", "/": "ratio", "abs": "gap", "neg": "gap"}


def _derived(value: Any, operation: str, *operands: Any) -> Any:
    """Return `value` as a number with the formula of the operands; NotImplemented stays what it is."""
    if type(value) not in (float, int):
        return value
    traces = [operand.trace for operand in operands if isinstance(operand, Real | Whole)]
    formula = (
        operation,
        *(o.trace.formula if isinstance(o, Real | Whole) else o for o in operands),
    )
    units = {trace.unit for trace in traces}
    keys = {trace.indicator for trace in traces}
    kept = operation == "round" or ({t.what for t in traces} == {"count"} and operation in "+-")
    trace = Trace(
        traces[0].what if kept else _RESULTS[operation],
        units.pop() if len(units) == 1 else "",
        keys.pop() if len(keys) == 1 else "",
        formula,
    )
    return Real(value, trace) if type(value) is float else Whole(value, trace)


class Real(float):
    """A float with its trace."""

    trace: Trace

    def __new__(cls, value: float, trace: Trace) -> Real:
        made = super().__new__(cls, value)
        made.trace = trace
        return made

    def __reduce__(self) -> tuple[type[float], tuple[float]]:
        return float, (float(self),)

    def __add__(self, other: Any) -> Any:
        return _derived(float.__add__(self, other), "+", self, other)

    def __radd__(self, other: Any) -> Any:
        # sum() begins with a plain 0, which is no part of the formula
        if type(other) is int and other == 0:
            return self
        return _derived(float.__radd__(self, other), "+", other, self)

    def __sub__(self, other: Any) -> Any:
        return _derived(float.__sub__(self, other), "-", self, other)

    def __rsub__(self, other: Any) -> Any:
        return _derived(float.__rsub__(self, other), "-", other, self)

    def __mul__(self, other: Any) -> Any:
        return _derived(float.__mul__(self, other), "*", self, other)

    def __rmul__(self, other: Any) -> Any:
        return _derived(float.__rmul__(self, other), "*", other, self)

    def __truediv__(self, other: Any) -> Any:
        return _derived(float.__truediv__(self, other), "/", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _derived(float.__rtruediv__(self, other), "/", other, self)

    def __neg__(self) -> Any:
        return _derived(float.__neg__(self), "neg", self)

    def __abs__(self) -> Any:
        return _derived(float.__abs__(self), "abs", self)

    def __round__(self, places: Any = None) -> Any:
        return _derived(float.__round__(self, places), "round", self, places or 0)


class Whole(int):
    """An int with its trace."""

    trace: Trace

    def __new__(cls, value: int, trace: Trace) -> Whole:
        made = super().__new__(cls, value)
        made.trace = trace
        return made

    def __reduce__(self) -> tuple[type[int], tuple[int]]:
        return int, (int(self),)

    def __add__(self, other: Any) -> Any:
        return _derived(int.__add__(self, other), "+", self, other)

    def __radd__(self, other: Any) -> Any:
        if type(other) is int and other == 0:
            return self
        return _derived(int.__radd__(self, other), "+", other, self)

    def __sub__(self, other: Any) -> Any:
        return _derived(int.__sub__(self, other), "-", self, other)

    def __rsub__(self, other: Any) -> Any:
        return _derived(int.__rsub__(self, other), "-", other, self)

    def __mul__(self, other: Any) -> Any:
        return _derived(int.__mul__(self, other), "*", self, other)

    def __rmul__(self, other: Any) -> Any:
        return _derived(int.__rmul__(self, other), "*", other, self)

    def __truediv__(self, other: Any) -> Any:
        return _derived(int.__truediv__(self, other), "/", self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _derived(int.__rtruediv__(self, other), "/", other, self)

    def __neg__(self) -> Any:
        return _derived(int.__neg__(self), "neg", self)

    def __abs__(self) -> Any:
        return _derived(int.__abs__(self), "abs", self)


Part: TypeAlias = tuple[str, "Real | Whole"]


class Shown(str):
    """Text with numbers in it: each as it is shown, and the number it was made from."""

    __slots__ = ("parts",)
    parts: tuple[Part, ...]

    def __new__(cls, text: str, parts: Iterable[Part]) -> Shown:
        made = super().__new__(cls, text)
        made.parts = tuple(parts)
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str.__str__(self),)


def shown(text: str, value: object) -> str:
    """Return `text`, which shows `value`, with the link to it where the value has a trace."""
    return Shown(text, [(text, value)]) if isinstance(value, Real | Whole) else text


def told(pattern: str, *values: object) -> str:
    """Return `pattern` with its places {} filled in, the links of all traced values kept."""
    parts: list[Part] = []
    for value in values:
        if isinstance(value, Shown):
            parts.extend(value.parts)
        elif isinstance(value, Real | Whole):
            parts.append((f"{value}", value))
    text = pattern.format(*(str(value) for value in values))
    return Shown(text, parts) if parts else text


def keeping(format_number: Callable[..., Any]) -> Callable[..., Any]:
    """Return a format filter whose text stays linked to the number it shows."""

    def filtered(value: Any, *options: Any, **named: Any) -> Any:
        result = format_number(value, *options, **named)
        return shown(result, value) if isinstance(result, str) else result

    return filtered


def counted(items: Iterable[object], *, what: str = "count") -> int:
    """Return how many items there are; the formula counts their names where they have one."""
    listed = tuple(items)
    names = tuple(_name(item) for item in listed)
    return Whole(len(listed), Trace(what, "", "", ("count", *names)))


def counted_above(items: Iterable[object], average: float) -> int:
    """Return how many items there are, which are those above an average; the formula says so."""
    count = counted(items)
    if not isinstance(average, Real) or average.trace.formula[0] != "mean":
        return count
    return Whole(count, Trace("count", "", average.trace.indicator, ("above", *average.trace.formula[1:])))


def _name(item: object) -> str:
    if isinstance(item, tuple) and item:
        return _name(item[0])
    if (unit := getattr(item, "unit", None)) is not None and not isinstance(unit, str):
        return _name(unit)
    for name in ("raw", "key", "name"):
        if isinstance(value := getattr(item, name, None), str):
            return value
    return item if isinstance(item, str) else type(item).__name__


def real(value: float) -> float:
    """Return a number as a float, its trace kept."""
    return Real(value, value.trace) if isinstance(value, Real | Whole) else float(value)


def setting(value: float | str, name: str) -> Any:
    """Return a value of the edition file with its name (tiers.min) as its trace; text as text that shows it."""
    trace = Trace("setting", "", "", ("setting", name))
    if isinstance(value, int):
        return Whole(value, trace)
    if isinstance(value, float):
        return Real(value, trace)
    return value


def write_formula(formula: object) -> str:
    """Return a formula as one expression: score("成都", "total") - mean("total", "all")."""
    if not isinstance(formula, tuple):
        return f'"{formula}"' if isinstance(formula, str) else f"{formula!r}"
    operation, *operands = formula
    if operation in "+-*/":
        return _chain(formula)
    name = "-" if operation == "neg" else operation
    return f"{name}({', '.join(map(write_formula, operands))})"


def _chain(formula: Formula) -> str:
    """Return a sum or difference of many terms without nesting as deep as it has terms."""
    terms: list[str] = []
    operation: str = formula[0]
    low = operation in "+-"
    current: object = formula
    while isinstance(current, tuple) and current[0] in ("+-" if low else "*/") and len(current) == 3:
        right = current[2]
        text = write_formula(right)
        nested = isinstance(right, tuple) and right[0] in "+-*/" and not (low and right[0] in "*/")
        terms.append(f" {current[0]} ({text})" if nested else f" {current[0]} {text}")
        current = current[1]
    first = write_formula(current)
    if isinstance(current, tuple) and current[0] in "+-*/" and not low:
        first = f"({first})"
    return first + "".join(reversed(terms))


def names_in(formula: object) -> Iterable[Formula]:
    """Yield every call in a formula that is no arithmetic: score, mean, rank …"""
    waiting = [formula]
    while waiting:
        current = waiting.pop()
        if not isinstance(current, tuple):
            continue
        if current[0] in ("+", "-", "*", "/", "neg", "abs", "round"):
            waiting.extend(current[1:])
        else:
            yield current
