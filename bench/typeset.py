"""How long setting takes: milliseconds per 1,000 characters, and a whole text from import to file.

    python bench/typeset.py [TEXT.txt]

Without a file a written-in text is repeated to about 20,000 characters. Every figure is the best of
several runs, in processor time of this process; the last is the wall time of a fresh process. With the
package `typst` installed, its compile of the same text is timed as a fresh process too.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

SAMPLE = (
    "成渝地区双城经济圈建设加快，数字经济总量达2.36万亿元，占GDP比重为36.2%，同比提高1.5个百分点；5G基站超过12.5万座。"
    "各地（含县、区）抢抓“新基建”机遇——尤其是2019年以后——推动AI、IoT与云计算等技术下沉……"
    "《规划》指出：“夯实基础，赋能全局。”"
    "政务服务事项网上可办率不断提高，城市治理由分散走向协同，产业融合由试点走向推广，居民办事更便捷，企业上云更普遍。"
)
WIDTH = 453.0  # points, the width of the page's text
RUNS = 7
TARGETS = {"total": 10.0, "greedy": 5.0}


def main() -> None:
    """Print one line a measurement."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", nargs="?", type=Path)
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    paragraphs = _read(options.text)
    if options.to:
        options.to.write_bytes(_build(paragraphs, "total"))
        return
    count = sum(map(len, paragraphs))
    for mode, target in TARGETS.items():
        laid = [mode + text for text in paragraphs]
        spent = _best(lambda texts, mode=mode: _lay_out(texts, mode), laid) * 1e6 / count
        print(f"{mode:8} layout              {spent:6.2f} ms per 1,000 characters (target {target:g})")
        drawn = [f"{mode}成{text}" for text in paragraphs]
        spent = _best(lambda texts, mode=mode: _build(texts, mode), drawn) * 1e6 / count
        print(f"{mode:8} layout, draw, save  {spent:6.2f} ms per 1,000 characters")
    spent = _best(_reportlab, paragraphs) * 1e6 / count
    print(f"reportlab's own layout       {spent:6.2f} ms per 1,000 characters")
    own = _whole(options.text)
    print(f"import to file, {count} characters: {own:.2f} s wall")
    if importlib.util.find_spec("typst"):
        other = _typst(paragraphs)
        print(f"typst, the same: {other:.2f} s wall (ratio {own / other:.2f})")


def _read(path: Path | None) -> list[str]:
    if path is None:
        return [_turned(SAMPLE * 3, number) for number in range(20_000 // len(SAMPLE * 3))]
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _turned(text: str, number: int) -> str:
    """Return the text beginning elsewhere: setters of equal texts are kept and would cost nothing."""
    at = number * 37 % len(text)
    return text[at:] + text[:at]


def _best(work: Callable[[list[str]], object], paragraphs: list[str]) -> float:
    times = []
    for run in range(RUNS):
        fresh = [f"{run}{paragraph}" for paragraph in paragraphs]
        start = time.process_time()
        work(fresh)
        times.append(time.process_time() - start)
    return min(times)


def _lay_out(paragraphs: list[str], mode: str) -> None:
    from generator.typeset import TextStyle, layout_lines

    style = TextStyle(indent=2, mode=mode)  # type: ignore[arg-type]
    for paragraph in paragraphs:
        layout_lines(paragraph, style, WIDTH)


def _build(paragraphs: list[str], mode: str) -> bytes:
    from generator.typeset import Passage, TextStyle, TypesetCanvas

    target = io.BytesIO()
    style = TextStyle(indent=2, mode=mode)  # type: ignore[arg-type]
    canvas = TypesetCanvas(target, pagesize=(595, 842), invariant=1, pageCompression=1)
    left, top, bottom = 71.0, 771.0, 71.0
    y = top
    waiting = deque(Passage(paragraph, style) for paragraph in paragraphs)
    while waiting:
        passage = waiting.popleft()
        passage.wrap(WIDTH, y - bottom)
        if passage.height > y - bottom:
            parts = passage.split(WIDTH, y - bottom)
            if len(parts) < 2:
                waiting.appendleft(passage)
            else:
                parts[0].draw_at(canvas, left, y - parts[0].height)
                waiting.appendleft(parts[1])
            canvas.showPage()
            y = top
            continue
        y -= passage.height
        passage.draw_at(canvas, left, y)
    canvas.save()
    return target.getvalue()


def _reportlab(paragraphs: list[str]) -> None:
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=10.5, leading=18, wordWrap="CJK")
    for paragraph in paragraphs:
        Paragraph(escape(paragraph), style).wrap(WIDTH, 9999)


def _whole(text: Path | None) -> float:
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.pdf")
        return _wall([sys.executable, __file__, *([str(text)] if text else []), "--to", out])


def _typst(paragraphs: list[str]) -> float:
    from generator.paths import shipped

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "text.typ"
        rules = (
            '#set page(paper: "a4", margin: 71pt)\n'
            '#set text(font: "Baipi Sans SC", size: 10.5pt, lang: "zh")\n'
            "#set par(justify: true, first-line-indent: 2em)\n"
        )
        quoted = (paragraph.replace("\\", "\\\\").replace('"', '\\"') for paragraph in paragraphs)
        source.write_text(rules + "\n\n".join(f'#"{text}"' for text in quoted), encoding="utf-8")
        code = (
            "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]],"
            " ignore_system_fonts=True)"
        )
        out = str(Path(folder) / "out.pdf")
        return _wall([sys.executable, "-c", code, str(source), out, str(shipped("fonts"))])


def _wall(command: list[str]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
