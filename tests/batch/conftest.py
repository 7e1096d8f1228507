"""An edition whose reports are short, so that dozens of them can be made in a test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.paths import shipped

DATA = Path(__file__).parents[2] / "data" / "western-2020"
SHORT = ("position", "levels", "strengths", "indicators", "peers", "years", "advice", "method")
POSITION = """## 位置 {.new-page}

{{ r.full }}综合得分{{ r.score | score }}分。

```{cards} standing
```
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """Return a copy of the western edition with a template folder of its own: a cover, a page, a back."""
    folder = tmp_path / "western-2020"
    shutil.copytree(DATA, folder)
    own = folder / "templates" / "city"
    own.mkdir(parents=True)
    for name in SHORT:
        (own / f"{name}.md").write_text("", encoding="utf-8")
    (own / "position.md").write_text(POSITION, encoding="utf-8")
    (own / "summary.md").write_text("---\nkind: plain\ntitle: 速览\n---\n{{ r.full }}。\n", encoding="utf-8")
    assert {path.name for path in own.iterdir()} <= {path.name for path in (shipped("templates") / "city").iterdir()}
    return folder
