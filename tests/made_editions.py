"""Editions about something else than cities, written as a new user would: two tables and twenty lines."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

Branch = tuple[tuple[str, ...], tuple[float, ...]]  # names and weights from level 1 down

HOSPITALS: tuple[Branch, ...] = (
    (("医疗质量", "诊断符合"), (40, 30)), (("医疗质量", "平均住院日"), (40, 20)), (("医疗质量", "院感控制"), (40, 50)),
    (("患者体验", "候诊时间"), (35, 40)), (("患者体验", "满意度"), (35, 60)),
    (("智慧服务", "预约挂号"), (25, 30)), (("智慧服务", "电子病历"), (25, 40)), (("智慧服务", "远程会诊"), (25, 30)),
)
FLAT: tuple[Branch, ...] = (
    (("质量",), (30,)), (("效率",), (20,)), (("安全",), (20,)), (("费用",), (10,)), (("体验",), (10,)),
    (("科研",), (5,)), (("教学",), (3,)), (("信息",), (2,)),
)
UNEVEN: tuple[Branch, ...] = (
    (("质量", "诊断", "符合率"), (60, 50, 100)), (("质量", "感控"), (60, 50)), (("体验",), (40,)),
)
UNWEIGHTED: tuple[Branch, ...] = ((("质量", "诊断"), ()), (("质量", "感控"), ()), (("体验", "候诊"), ()))
PLACES, KINDS = ("城东", "城西", "城南", "城北", "江滨", "云山"), ("人民", "中医", "妇幼", "儿童", "口腔")
THIRTY = tuple(f"{place}{kind}医院" for place in PLACES for kind in KINDS)
LEVELS = "一二三"


def write_edition(
    folder: Path, tree: Sequence[Branch], *, units: Sequence[str] = THIRTY, groups: Sequence[str] = (),
    missing: int = 0, scores: str = "", extra: str = "", year: int = 2024, seed: int = 1,
) -> Path:
    """Write an edition on hospitals; every `missing`-th score is a dash. Return its folder."""
    folder.mkdir(parents=True)
    _write_tree(folder / "indicators.csv", tree)
    _write_scores(folder / "scores.xlsx", tree, units, groups, missing, seed)
    (folder / "edition.toml").write_text(
        f'family = "volume"\ntitle = "医院服务评估"\nyear = {year}\nregion = "江州"\nindex = "医疗服务"\n'
        f'unit_word = "医院"\ngroup_word = "院区"\ndate = {year}-05-01\npublisher = "江州医院协会"\n'
        f'[scores]\ntable = "scores.xlsx"\ntree = "indicators.csv"\nlevel = "other"\n{scores}\n{extra}',
        encoding="utf-8",
    )
    return folder


def _write_tree(path: Path, tree: Sequence[Branch]) -> None:
    depth = max(len(names) for names, _ in tree)
    weighted = bool(tree[0][1])
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        head = [[f"{LEVELS[n]}级指标", *([f"{LEVELS[n]}级权重（%）"] if weighted else [])] for n in range(depth)]
        writer.writerow([cell for cells in head for cell in cells])
        for names, weights in tree:
            row: list[object] = []
            for n in range(depth):
                row.append(names[n] if n < len(names) else "")
                row += [weights[n] if n < len(names) else ""] if weighted else []
            writer.writerow(row)


def _write_scores(
    path: Path, tree: Sequence[Branch], units: Sequence[str], groups: Sequence[str], missing: int, seed: int
) -> None:
    dice, count = random.Random(seed), 0
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("评分")
    sheet.write_row(0, 0, ["医院", *(["院区"] if groups else []), *(names[-1] for names, _ in tree)])
    for line, unit in enumerate(units, start=1):
        cells: list[object] = [unit, *([groups[line % len(groups)]] if groups else [])]
        level = dice.uniform(30, 85)
        for _ in tree:
            count += 1
            cells.append("—" if missing and count % missing == 0 else round(level + dice.uniform(-12, 12), 1))
        sheet.write_row(line, 0, cells)
    book.close()
