"""Importing figures is light, and matplotlib never looks through the fonts of the system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ["matplotlib", "numpy", "reportlab", "pptx", "PIL", "lxml", "uharfbuzz"]


def run(code: str, home: Path) -> str:
    environment = {"MPLCONFIGDIR": str(home), "PATH": "", "HOME": str(home), "PYTHONPATH": ""}
    root = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    return result.stdout.strip()


def test_specs_and_the_door_load_nothing_heavy(tmp_path: Path) -> None:
    code = f"import sys, generator.figures; print([n for n in {HEAVY} if n in sys.modules])"
    assert run(code, tmp_path) == "[]"


def test_a_pdf_needs_no_matplotlib_and_a_png_builds_no_font_cache(tmp_path: Path) -> None:
    code = """
import io, os, sys
from generator.figures import draw
from generator.figures.examples import examples
from generator.theme import load_theme
from reportlab.pdfgen.canvas import Canvas
spec, theme = examples()["bars"], load_theme("navy")
draw.draw_pdf(spec, Canvas(io.BytesIO()), 0, 0, 300, theme)
assert "matplotlib" not in sys.modules
before = dict(os.environ)
import matplotlib
def state():
    params = {name: matplotlib.rcParams[name] for name in matplotlib.rcParams if name != "backend"}
    return matplotlib.get_cachedir, params
kept = state()
assert draw.png(spec, 300, theme, dpi=72).startswith(b"\\x89PNG")
assert "<svg" in draw.svg(spec, 300, theme)
assert state() == kept
assert os.environ == before
print(len(matplotlib.font_manager.fontManager.ttflist))
"""
    assert run(code, tmp_path) == "1"
    assert not list(tmp_path.rglob("fontlist*"))
