"""Importing matplotlib's backends without its search through the fonts of the system.

`matplotlib.font_manager` builds a cache of every font of the machine when it is imported:
seconds on a fresh computer, and a file in the user's home. Text is drawn from our own faces
here, so the module is imported once while its cache folder is a temporary one that already
holds a list with matplotlib's bundled default face and nothing else. Afterwards everything is
as it was; who needs more fonts in the same process adds them with `fontManager.addfont`.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType

_MODULE = "matplotlib.font_manager"
_IGNORE = "MPL_IGNORE_SYSTEM_FONTS"
_FACE = {
    "__class__": "FontEntry",
    "fname": "fonts/ttf/DejaVuSans.ttf",
    "name": "DejaVu Sans",
    "style": "normal",
    "variant": "normal",
    "weight": 400,
    "stretch": "normal",
    "size": "scalable",
}


def _font_list(version: str) -> str:
    """Return the text of a font cache that names one face."""
    return json.dumps(
        {
            "__class__": "FontManager",
            "_version": version,
            "_FontManager__default_weight": "normal",
            "default_size": None,
            "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
            "afmlist": [],
            "ttflist": [_FACE],
        }
    )


@contextmanager
def _without_search() -> Iterator[None]:
    """Lend matplotlib a temporary cache folder; a version of another make still skips the system."""
    import matplotlib

    spec = importlib.util.find_spec(_MODULE)
    source = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    found = re.search(r"__version__ = '?([\w.]+)'?", source)
    version = found[1] if found else ""
    kept, ignored = matplotlib.get_cachedir, os.environ.get(_IGNORE)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"fontlist-v{version}.json").write_text(_font_list(version), encoding="utf-8")
        matplotlib.get_cachedir = lambda: folder
        os.environ[_IGNORE] = "1"
        try:
            yield
        finally:
            matplotlib.get_cachedir = kept
            if ignored is None:
                del os.environ[_IGNORE]
            else:
                os.environ[_IGNORE] = ignored


@cache
def backend(name: str) -> ModuleType:
    """Return matplotlib's backend module `backend_<name>`, imported without a font search."""
    if _MODULE not in sys.modules:
        with _without_search():
            importlib.import_module(_MODULE)
    return importlib.import_module(f"matplotlib.backends.backend_{name}")
