"""Make the tables of `data/county-2023/`: 150 districts, 150 counties, 50 high-tech zones, three trees.

Published are the three numbers of units and the five fields of the framework; no list, tree or score
is. So everything here is made for demonstration with a fixed seed, and the edition says so: the trees
are drafted, the units are picked from the gazetteer by the strength of their city (its total in the
national volume) with chance added, and every score is simulated.

Run from the root of the checkout: `python scripts/make_county.py`.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter
from make_cities import CITIES

from generator.gazetteer import Entry, Kind, load

SEED = 20230602
HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "data" / "county-2023"
UNKNOWN_CITY = 36.0  # strength of a city outside the national volume

Tree = dict[tuple[str, int], dict[tuple[str, int], dict[str, int]]]

DISTRICT: Tree = {
    ("数字基础设施", 15): {
        ("感知与连接", 50): {"千兆光网与5G": 40, "物联感知终端": 35, "城市部件数字化": 25},
        ("数据底座", 50): {"城区数据平台": 40, "算法与模型赋能": 30, "网络安全防护": 30},
    },
    ("数字经济", 30): {
        ("数字产业化", 40): {"数字产业集聚": 40, "龙头企业带动": 30, "创新平台与人才": 30},
        ("产业数字化", 60): {"商业数字化": 40, "制造业数字化": 30, "楼宇与园区经济": 30},
    },
    ("数字社会", 25): {
        ("公共服务", 55): {"教育数字化": 35, "医疗健康数字化": 35, "养老与无障碍服务": 30},
        ("数字生活", 45): {"智慧社区": 40, "数字文化场馆": 30, "便民生活圈": 30},
    },
    ("数字政府", 20): {
        ("政务服务", 50): {"集成办理水平": 50, "基层窗口覆盖": 25, "惠企政策直达": 25},
        ("城区治理", 50): {"城区运行中枢": 40, "网格与基层智治": 35, "应急联动": 25},
    },
    ("数字生态", 10): {
        ("数据要素", 50): {"公共数据开放": 60, "数据流通应用": 40},
        ("绿色低碳", 50): {"能耗数字化管理": 55, "环境智能监测": 45},
    },
}

COUNTY: Tree = {
    ("数字基础设施", 20): {
        ("网络与感知", 55): {"行政村宽带与5G": 45, "农业农村感知": 30, "城乡物流网络": 25},
        ("县域平台", 45): {"县域数据平台": 40, "上云用数条件": 35, "数据安全保障": 25},
    },
    ("数字经济", 25): {
        ("特色产业", 55): {"产业集群数字化": 45, "县域制造升级": 30, "文旅数字化": 25},
        ("流通与消费", 45): {"农村电商": 45, "县域商业体系": 30, "数字普惠金融": 25},
    },
    ("数字社会", 20): {
        ("公共服务下沉", 60): {"县域医共体": 40, "城乡教育共享": 35, "社会保障在线办理": 25},
        ("数字生活", 40): {"县城智慧社区": 55, "公共文化数字化": 45},
    },
    ("数字政府", 15): {
        ("政务服务一体化", 60): {"县乡村三级通办": 50, "涉农事项在线办理": 30, "跨域通办": 20},
        ("县域治理", 40): {"县域运行平台": 55, "平安与应急": 45},
    },
    ("数字乡村", 20): {
        ("智慧农业", 50): {"设施农业数字化": 40, "农产品质量追溯": 35, "农机与服务在线": 25},
        ("乡村治理", 50): {"村级事务数字化": 50, "人居环境监测": 30, "防返贫监测": 20},
    },
}

ZONE: Tree = {
    ("数字基础设施", 15): {
        ("园区网络", 50): {"双千兆与工业外网": 55, "园区物联感知": 45},
        ("算力与平台", 50): {"算力供给": 45, "工业互联网平台": 35, "安全运营": 20},
    },
    ("科技创新", 30): {
        ("创新投入", 45): {"研发经费强度": 45, "研发人员密度": 30, "创新平台数量": 25},
        ("创新产出", 55): {"发明专利": 40, "科技成果转化": 35, "高成长企业": 25},
    },
    ("数字产业", 25): {
        ("数字产业集群", 50): {"软件与信息服务": 40, "电子信息制造": 35, "未来产业布局": 25},
        ("产业数字化", 50): {"智能工厂": 40, "企业上云": 30, "绿色制造": 30},
    },
    ("园区治理", 20): {
        ("园区大脑", 55): {"运行监测": 45, "经济运行分析": 30, "安全应急一体化": 25},
        ("企业服务", 45): {"一站式服务": 50, "政策精准推送": 30, "产业链协同": 20},
    },
    ("数字生态", 10): {
        ("开放协同", 60): {"数据流通应用": 50, "跨区域协作": 50},
        ("低碳园区", 40): {"能碳管理": 60, "环境监测": 40},
    },
}


@dataclass(frozen=True)
class Group:
    """A kind of unit: its tables, how many units, the most of one city, and where its totals lie."""

    key: str
    sheet: str
    tree: Tree
    count: int
    most: int
    middle: float
    spread: float


GROUPS = (
    Group("district", "城区", DISTRICT, 150, 7, 55.0, 11.5),
    Group("county", "县市", COUNTY, 150, 8, 47.0, 10.5),
    Group("zone", "高新区", ZONE, 50, 2, 57.0, 11.0),
)


def city_strengths() -> dict[str, float]:
    """Return the published total of every city of the national volume by its code."""
    found = {}
    for name, province, total in CITIES:
        entry = load().find(name, province).entry
        if entry is not None:
            found[entry.adcode] = float(total)
    return found


def city_code(entry: Entry) -> str:
    """Return the code of the city above a unit; its province's where that is a municipality."""
    whole = entry.adcode[:2] in ("11", "12", "31", "50")
    return f"{entry.adcode[:2]}0000" if whole else f"{entry.adcode[:4]}00"


def candidates(group: Group) -> tuple[Entry, ...]:
    """Return the entries a group is picked from."""
    if group.key == "zone":
        return load().zones
    kinds = {"district": (Kind.DISTRICT,), "county": (Kind.COUNTY, Kind.COUNTY_CITY)}[group.key]
    return tuple(entry for entry in load().counties if entry.kind in kinds)


def pick(group: Group, strengths: dict[str, float], dice: random.Random) -> list[tuple[Entry, float]]:
    """Return the units of a group with their strengths, strongest first; of a city at most `most`."""
    drawn = []
    for entry in candidates(group):
        strength = strengths.get(city_code(entry), UNKNOWN_CITY) + dice.gauss(0, 5.0)
        drawn.append((entry, strength + (9.0 if entry.kind is Kind.COUNTY_CITY else 0.0)))
    drawn.sort(key=lambda pair: (-pair[1], pair[0].adcode))
    taken: Counter[str] = Counter()
    names: set[tuple[str, str]] = set()
    found: list[tuple[Entry, float]] = []
    for entry, strength in drawn:
        home = city_code(entry)
        if taken[home] < group.most and (entry.province, entry.name) not in names and len(found) < group.count:
            taken[home] += 1
            names.add((entry.province, entry.name))
            found.append((entry, strength))
    return found


def simulate(group: Group, units: list[tuple[Entry, float]], dice: random.Random) -> list[dict[str, float]]:
    """Return a score to every leaf for each unit: its own level, leaning by branch and leaf."""
    values = [strength for _, strength in units]
    mean = sum(values) / len(values)
    spread = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
    offsets = {leaf: dice.gauss(0, 5.0) for tops in group.tree.values() for ls in tops.values() for leaf in ls}
    rows = []
    for _, strength in units:
        level = group.middle + group.spread * ((strength - mean) / spread * 0.9 + dice.gauss(0, 0.35))
        row: dict[str, float] = {}
        for tops in group.tree.values():
            lean = dice.gauss(0, 4.0)
            for leaves in tops.values():
                branch = lean + dice.gauss(0, 3.0)
                for leaf in leaves:
                    value = level + branch + offsets[leaf] + dice.gauss(0, 5.0)
                    row[leaf] = round(min(97.5, max(6.0, value)), 1)
        rows.append(row)
    return rows


def write_tree(group: Group) -> None:
    """Write a tree with its weights as CSV."""
    head = ("一级指标", "一级权重（%）", "二级指标", "二级权重（%）", "三级指标", "三级权重（%）")
    rows = [
        (top, w1, middle, w2, leaf, w3)
        for (top, w1), branches in group.tree.items()
        for (middle, w2), leaves in branches.items()
        for leaf, w3 in leaves.items()
    ]
    with (FOLDER / f"{group.key}-indicators.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


def check_tree(tree: Tree) -> None:
    """Assert that siblings weigh 100 and that no leaf has the name of another."""
    assert sum(weight for _, weight in tree) == 100
    leaves: list[str] = []
    for branches in tree.values():
        assert sum(weight for _, weight in branches) == 100
        for below in branches.values():
            assert sum(below.values()) == 100
            leaves += below
    assert len(leaves) == len(set(leaves))


def write_sheet(book: xlsxwriter.Workbook, group: Group, dice: random.Random) -> None:
    """Write the scores of a group in the order of the administrative codes."""
    units = pick(group, city_strengths(), dice)
    rows = simulate(group, units, dice)
    assert len(units) == group.count
    leaves = list(rows[0])
    sheet = book.add_worksheet(group.sheet)
    bold = book.add_format({"bold": True, "text_wrap": True})
    sheet.write(0, 0, f"{group.sheet}数字化发展评分表（全部为模拟数据，仅作演示）")
    sheet.write_row(1, 0, ("序号", "省份", "所属城市", "名称", *leaves), bold)
    order = sorted(range(len(units)), key=lambda index: units[index][0].adcode)
    for line, index in enumerate(order):
        entry = units[index][0]
        home = load().by_code(city_code(entry))
        places = (line + 1, entry.province, home.name if home else "", entry.name)
        sheet.write_row(line + 2, 0, (*places, *(rows[index][leaf] for leaf in leaves)))
    sheet.set_column(1, 3, 18)
    sheet.freeze_panes(2, 4)


def main() -> None:
    """Write the workbook and the three trees."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    dice = random.Random(SEED)
    book = xlsxwriter.Workbook(FOLDER / "scores.xlsx")
    book.set_properties({"created": datetime(2023, 6, 2)})
    for group in GROUPS:
        check_tree(group.tree)
        write_tree(group)
        write_sheet(book, group, dice)
    book.close()


if __name__ == "__main__":
    main()
