"""The record of a paper's numbers recomputed from nothing but its own words and the tables themselves."""

from __future__ import annotations

import ast
import csv
import json
import operator
import tomllib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl

_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}


def number(value: Any) -> float:
    """Return what a cell holds as a number, NaN for a mark of missing data."""
    return float("nan") if value in (None, "—") else float(value)


class Recomputed:
    """Formulas of a record, computed from the cells that it names."""

    def __init__(self, record: Path, edition: Path) -> None:
        self.record: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
        self.edition = edition
        self._known: dict[tuple[str, str], float] = {}

    def value(self, formula: str, entry: dict[str, Any]) -> float:
        """Return what a formula comes to."""
        return self._eval(ast.parse(formula, mode="eval").body, entry)

    def _eval(self, node: ast.expr, entry: dict[str, Any]) -> float:
        match node:
            case ast.Constant(value=int() | float() as number):
                return float(number)
            case ast.BinOp(left=left, op=op, right=right):
                return _BINARY[type(op)](self._eval(left, entry), self._eval(right, entry))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._eval(operand, entry)
            case ast.Call(func=ast.Name(id="abs"), args=[one]):
                return abs(self._eval(one, entry))
            case ast.Call(func=ast.Name(id="round"), args=[one, places]):
                return round(self._eval(one, entry), int(self._eval(places, entry)))
            case ast.Call(func=ast.Name(id=name), args=args):
                texts = [arg.value for arg in args if isinstance(arg, ast.Constant)]
                return self._call(name, [str(text) for text in texts], entry)
        raise ValueError(ast.dump(node))

    def _call(self, name: str, args: list[str], entry: dict[str, Any]) -> float:
        match name, args:
            case "score", [unit, key]:
                return self.score(unit, key)
            case "mean", [key, group]:
                scores = self._scores(key, group)
                return sum(scores) / len(scores)
            case "rank", [unit, key, group]:
                return 1 + sum(score > self.score(unit, key) for score in self._scores(key, group))
            case "above", [key, group]:
                scores = self._scores(key, group)
                return sum(score > sum(scores) / len(scores) for score in scores)
            case "size", [key, group]:
                return len(self._scores(key, group) if key in self.record["scores"] else self.record["groups"][group])
            case "count", names:
                return len(names)
            case "weight", [key]:
                known = self.record["weights"][key]
                return float(self.cell(known["cell"])) / 100
            case "attribute", [_, _]:
                return float(self.cell(entry["cells"][0]))
            case "setting", [path]:
                return self._setting(path, entry)
        raise ValueError(name)

    def _scores(self, key: str, group: str) -> list[float]:
        """Return the scores that count: those missing and those in brackets take no part."""
        aside = self.record["scores"].get(key, {}).get("in_brackets", ())
        known = [self.score(unit, key) for unit in self.record["groups"][group] if unit not in aside]
        return [score for score in known if score == score]

    def score(self, unit: str, key: str) -> float:
        """Return a score: the cell's where it is given, else the weighted sum of its parts."""
        if (unit, key) not in self._known:
            known = self.record["scores"][key]
            if "cells" in known:
                value = number(self.cell(known["cells"][unit]))
            else:
                parts = [(weight, self.score(unit, part)) for part, weight in known["sum_of"].items()]
                there = [(weight, score) for weight, score in parts if score == score]
                value = sum(weight * score for weight, score in there)
                if len(there) < len(parts):  # what is missing leaves its weight to the others
                    value /= sum(weight for weight, _ in there)
            self._known[unit, key] = round(value, 9)
        return self._known[unit, key]

    def _setting(self, path: str, entry: dict[str, Any]) -> float:
        value: Any = tomllib.loads((self.edition / "edition.toml").read_text(encoding="utf-8"))
        if path == "scores.scale":  # lowest and highest; 0 to 100 unless the edition says otherwise
            return float(value["scores"].get("scale", [0, 100])[1])
        for step in path.split("."):
            named = [item for item in value if item.get("name") == step] if isinstance(value, list) else []
            if named:
                value = named[0]
                continue
            if isinstance(value, list):
                return next(float(item[step]) for item in value if float(item[step]) == entry["value"])
            value = value[step]
        return float(value)

    @cached_property
    def _books(self) -> dict[str, Any]:
        return {path.name: openpyxl.load_workbook(path, data_only=True) for path in self.edition.glob("*.xlsx")}

    def cell(self, place: str) -> Any:
        """Return what stands in a cell such as scores.xlsx 评分!D6 or indicators.csv B2."""
        file, _, rest = place.partition(" ")
        if file.endswith(".csv"):
            with (self.edition / file).open(encoding="utf-8-sig", newline="") as stream:
                column, row = ord(rest[0]) - ord("A"), int(rest[1:])
                return list(csv.reader(stream))[row - 1][column]
        sheet, _, cell = rest.partition("!")
        return self._books[file][sheet][cell].value
