"""A module imports only from lines below its own; the picture is in ARCHITECTURE.md."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator"

LINES = (
    ("__main__",),
    ("cli",),
    ("report", "batch", "specimen", "explain", "workbook", "usage", "doctor", "scaffold", "difference"),
    ("build",),
    ("checking",),
    ("review", "opening"),
    ("chapters", "writers", "claims"),
    ("audit",),
    ("scores", "figures"),
    ("typeset",),
    ("config", "fonts", "gazetteer"),
    ("cover", "english"),
    ("document", "theme", "text", "atomic", "formats"),
    ("errors", "findings", "paths", "theme_rules", "colour"),
)
LEVEL = {name: depth for depth, names in enumerate(reversed(LINES)) for name in names}
ALLOWED_BESIDE = {("specimen", "report"), ("explain", "report"), ("batch", "report"), ("errors", "findings")}


def _first_name(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Return the first part of every module of ours that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            module = node.module
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "generator" else [module]
        found |= {name.split(".")[1] for name in names if name.startswith("generator.")}
    return found - {"__version__"}


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_lines_below_its_own(path: Path) -> None:
    own = _first_name(path)
    assert own in LEVEL, f"{own} has no line in the picture"
    for name in _imports(path) - {own}:
        assert name in LEVEL, f"{path.name} imports {name}, which has no line in the picture"
        below = LEVEL[name] < LEVEL[own]
        assert below or (own, name) in ALLOWED_BESIDE, f"{own} must not import {name}"


def test_pandas_stays_inside_scores() -> None:
    outside = [
        path.name
        for path in MODULES
        if _first_name(path) != "scores" and "import pandas" in path.read_text(encoding="utf-8")
    ]
    assert outside == []


def test_matplotlib_stays_inside_figures_and_is_used_without_pyplot() -> None:
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        if _first_name(path) != "figures":
            assert "import matplotlib" not in source and "from matplotlib" not in source, path.name
        assert "pyplot" not in source, path.name
