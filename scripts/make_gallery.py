"""Make docs/gallery.pdf: every kind of figure in every theme, with its name and alternative text.

    python scripts/make_gallery.py [FILE]

The values are invented. Look through it after any change to a figure.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reportlab.pdfgen.canvas import Canvas

from generator.figures import draw
from generator.figures.examples import examples
from generator.theme import Theme, load_theme
from generator.typeset import Paragraph, TextStyle, draw_text

ROOT = Path(__file__).resolve().parent.parent
NARROW = {"minibars": 0.46, "sparkline": 0.15, "radar": 0.66, "picture": 0.6}
TITLES = {
    "bars": "条形：排名",
    "columns": "柱形：历年",
    "grouped": "分组柱形：类别与指标",
    "stacked": "堆叠条形：构成",
    "profile": "画像：两级指标对平均",
    "minibars": "小画像：双栏并排",
    "radar": "雷达：一级指标对平均",
    "dumbbell": "哑铃：两期之差",
    "lines": "折线：历年",
    "slope": "坡度：名次变化",
    "flow": "流动：等级之间的升降",
    "waves": "波浪：各类数量与增减",
    "quadrant": "象限：两项指标与门槛",
    "bubbles": "气泡：三项指标",
    "strip": "分布带：某城所在的位置",
    "heat": "热力表",
    "choropleth": "分级设色地图：区域",
    "country": "分级设色地图：全国",
    "clusters": "城市群地图",
    "tiles": "格子地图",
    "cycle": "循环图",
    "layers": "层级图",
    "sites": "地点分布图",
    "timeline": "时间轴",
    "stats": "数字条",
    "sparkline": "迷你折线：表格中",
    "picture": "图片",
}


class Gallery:
    """Puts figures under one another, a new page where the next does not fit."""

    def __init__(self, canvas: Any, theme: Theme) -> None:
        self.canvas, self.theme, self.page = canvas, theme, theme.page
        self.top = self.page.height - self.page.top
        self.y = self.top

    def begin(self) -> None:
        """Write the theme's name at the head of a page."""
        style = TextStyle(size=9, leading=12, colour=self.theme.palette.quiet)
        words = f"图库 · 主题 {self.theme.name}"
        draw_text(self.canvas, self.page.inner, self.page.head_rule + 6, words, style)
        self.y = self.top

    def put(self, kind: str, spec: Any) -> None:
        """Put one figure with its title above and its alternative text below."""
        measure, palette = self.page.measure, self.theme.palette
        width = measure * NARROW.get(kind, 1.0)
        _, height = draw.size(spec, width, self.theme)
        style = TextStyle(size=7.5, leading=11, colour=palette.quiet, align="left")
        note = Paragraph(draw.alt_text(spec), style)
        _, tall = note.wrap(measure, 1000)
        if self.y - height - tall - 30 < self.page.bottom and self.y < self.top:
            self.canvas.showPage()
            self.begin()
        title = TextStyle(size=9.5, leading=13, weight="bold", colour=palette.main)
        draw_text(self.canvas, self.page.inner, self.y - 9, TITLES[kind], title)
        self.y -= 18 + height
        draw.draw_pdf(spec, self.canvas, self.page.inner, self.y, width, self.theme)
        self.y -= 6 + tall
        note.drawOn(self.canvas, self.page.inner, self.y)
        self.y -= 22


def main(target: Path) -> None:
    """Write the gallery whole or not at all."""
    shelf = io.BytesIO()
    names = sorted(path.stem for path in (ROOT / "templates" / "themes").glob("*.toml"))
    canvas: Any = Canvas(shelf, pagesize=(595.28, 841.89), invariant=1)
    canvas.setTitle("图库")
    for name in names:
        gallery = Gallery(canvas, load_theme(name))
        gallery.begin()
        for kind, spec in examples().items():
            gallery.put(kind, spec)
        canvas.showPage()
    canvas.save()
    fresh = target.with_suffix(".part")
    fresh.write_bytes(shelf.getvalue())
    fresh.replace(target)
    print(f"{target.name}: {len(names)} themes, {len(shelf.getvalue()):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "gallery.pdf")
