"""Make the score tables of `data/western-2020/` from the published figures of the 2020 western volume.

Only totals are published for all 71 cities. Everything below them is simulated
here with a fixed seed, under these constraints, all asserted at the end:

- the weighted sum of a city's level-3 scores gives its published total to the
  printed decimal, and printed ties come out in the published order;
- the level-1 leader is Chengdu with the published score in each indicator;
- the twelve profiled cities have the level-1 ranks of their profiles;
- the best level-3 indicator of each level-1 indicator, and its average, are the
  published ones;
- every score lies in 0–100.

Where the source contradicts itself the profile is kept: in 城市服务 the list of
the first five has 贵阳 before 呼和浩特, the profiles have them fourth and third;
in 数据及信息化基础设施 the list has 南宁 fifth, its profile has it seventh (so
another city comes fifth). 绵阳 has no profile; its fifth places in 城市服务 and
城市治理 are taken from the lists.

Run from the root of the checkout: `python scripts/make_western.py`.
"""
# ruff: noqa: E501 - tables of names stand wide

from __future__ import annotations

import csv
import random
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from indicator_names import HEAD, english_of
from team_workbook import City, Leaf, Titles, leaves_of, total_of, write_workbook

SEED = 20201225
HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "data" / "western-2020"

INFRASTRUCTURE, SERVICE, GOVERNANCE, INDUSTRY = "数据及信息化基础设施", "城市服务", "城市治理", "产业融合"

# level 1 (weight %), level 2 (weight %), level 3 (weight %)
TREE: dict[tuple[str, float], dict[tuple[str, float], dict[str, float]]] = {
    (INFRASTRUCTURE, 20): {
        ("信息基础设施", 30): {"固网宽带应用渗透率": 20, "移动网络应用渗透率": 20, "城市云平台应用": 30, "信息安全": 30},
        ("数据基础", 50): {"城市大数据平台": 40, "政务数据共享交换平台": 30, "开放数据平台": 30},
        ("运营基础", 20): {"运营体制": 50, "运营机制": 50},
    },
    (SERVICE, 35): {
        ("政策规划", 15): {"覆盖民生领域的政策数量": 50, "民生领域的数字化政策项目": 50},
        ("建设运营", 65): {
            "教育数字化": 10, "医疗数字化": 10, "交通服务数字化": 10, "民政服务数字化": 10, "人社服务数字化": 10,
            "扶贫数字化": 10, "营商环境数字化": 15, "生活环境数字化": 15, "均衡性指标": 10,
        },
        ("运营成效", 20): {"示范工程应用": 50, "城市服务综合指数": 50},
    },
    (GOVERNANCE, 20): {
        ("政策规划", 15): {"覆盖治理领域的政策数量": 50, "治理领域数字化项目的数量": 50},
        ("建设运营", 65): {
            "公安治理数字化": 15, "信用治理数字化": 15, "生态环保数字化": 15, "市政管理数字化": 15,
            "应急管理数字化": 15, "自然资源管理数字化": 15, "均衡性指标": 10,
        },
        ("运营成效", 20): {"示范工程应用": 50, "城市治理综合指数": 50},
    },
    (INDUSTRY, 25): {
        ("数字产业化", 10): {"数字产业化驱动产业": 30, "数字产业化主体产业": 70},
        ("产业数字化", 70): {
            "农业": 12.5, "金融": 12.5, "制造业": 12.5, "能源": 12.5, "生活服务": 12.5, "交通物流": 12.5,
            "科教文体": 12.5, "医疗健康": 12.5,
        },
        ("运营成效", 20): {"示范工程应用": 30, "产业生态": 30, "产业融合综合指数": 40},
    },
}  # fmt: skip

# in published order; printed ties in this order too
PUBLISHED = """
成都 四川 89.2|重庆 重庆 77.3|贵阳 贵州 70.4|西安 陕西 68.6|呼和浩特 内蒙古 68.1|绵阳 四川 67.1|昆明 云南 64.5|兰州 甘肃 64.4
乌鲁木齐 新疆 61.8|南宁 广西 61.5|咸阳 陕西 61.5|银川 宁夏 61.1|西宁 青海 59.1|包头 内蒙古 58.2|遵义 贵州 55.7|榆林 陕西 54.0
拉萨 西藏 53.7|柳州 广西 53.6|桂林 广西 52.8|北海 广西 50.7|鄂尔多斯 内蒙古 50.3|宝鸡 陕西 50.3|德阳 四川 48.4|玉溪 云南 48.1
宜宾 四川 45.8|曲靖 云南 45.2|克拉玛依 新疆 45.2|南充 四川 44.7|泸州 四川 43.4|红河 云南 43.3|延安 陕西 43.2|昌吉 新疆 42.9
汉中 陕西 41.1|乐山 四川 40.6|攀枝花 四川 40.5|黔南 贵州 40.2|石嘴山 宁夏 39.2|酒泉 甘肃 39.1|达州 四川 39.1|呼伦贝尔 内蒙古 38.8
钦州 广西 38.7|赤峰 内蒙古 38.5|渭南 陕西 38.1|大理 云南 37.8|毕节 贵州 37.7|黔西南州 贵州 37.6|玉林 广西 37.4|内江 四川 37.1
自贡 四川 37.1|通辽 内蒙古 36.8|六盘水 贵州 36.8|铜仁 贵州 36.8|眉山 四川 36.7|广安 四川 36.3|凉山 四川 36.3|喀什 新疆 36.3
阿克苏 新疆 36.2|遂宁 四川 36.1|资阳 四川 35.9|雅安 四川 35.7|百色 广西 35.3|安康 陕西 35.2|广元 四川 34.8|贵港 广西 34.8
黔东南 贵州 34.4|金昌 甘肃 34.2|海东 青海 33.9|昭通 云南 33.6|甘南 甘肃 32.7|伊犁 新疆 32.5|天水 甘肃 32.3
"""

PROVINCES = {
    "重庆": "重庆市", "四川": "四川省", "贵州": "贵州省", "云南": "云南省", "西藏": "西藏自治区", "陕西": "陕西省",
    "甘肃": "甘肃省", "青海": "青海省", "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区", "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
}  # fmt: skip

# ranks in infrastructure, service, governance, industry as the profiles print them
PROFILE_RANKS = {
    "成都": (1, 1, 1, 1), "重庆": (11, 2, 2, 2), "贵阳": (3, 4, 4, 4), "西安": (2, 7, 10, 3),
    "呼和浩特": (8, 3, 8, 5), "昆明": (6, 6, 12, 7), "兰州": (10, 8, 7, 10), "乌鲁木齐": (17, 12, 3, 12),
    "南宁": (7, 13, 13, 9), "银川": (4, 11, 18, 8), "西宁": (14, 10, 9, 18), "拉萨": (19, 20, 14, 21),
}  # fmt: skip
LISTED_RANKS = {"绵阳": {SERVICE: 5, GOVERNANCE: 5}}  # from the lists of five

LEADER = "成都"
LEADER_SCORES = {INFRASTRUCTURE: 92.0, SERVICE: 90.9, GOVERNANCE: 89.2, INDUSTRY: 84.5}
BEST_AVERAGES = {
    INFRASTRUCTURE: ("移动网络应用渗透率", 63.2), SERVICE: ("营商环境数字化", 56.4),
    GOVERNANCE: ("公安治理数字化", 55.6), INDUSTRY: ("生活服务", 41.8),
}  # fmt: skip

# Assumed level-1 averages and slopes against the total; weighted, they give 45.6 and 1.
LEVEL1_MEAN = {INFRASTRUCTURE: 52.4, SERVICE: 48.1, GOVERNANCE: 46.0, INDUSTRY: 36.34}
LEVEL1_SLOPE = {INFRASTRUCTURE: 0.94, SERVICE: 1.0, GOVERNANCE: 0.98, INDUSTRY: 1.064}

# Published GDP of 2019 in 万亿元. The rest are demonstration values below 1.
GDP_PUBLISHED = {"成都": 1.7, "重庆": 2.36}


CITIES = [tuple(entry.split()) for line in PUBLISHED.strip().splitlines() for entry in line.split("|")]
NAMES = [name for name, _, _ in CITIES]
TOTALS = {name: float(total) for name, _, total in CITIES}
WEIGHTS = {level1: weight / 100 for level1, weight in TREE}
LEVEL1 = list(WEIGHTS)
LEAVES = leaves_of(TREE)


def printed(value: float) -> str:
    """Return `value` as the volume prints it: one decimal, halves up."""
    return str(Decimal(repr(round(value, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP))


def target_totals(dice: random.Random) -> dict[str, float]:
    """Return unrounded totals: the printed value with a small remainder, printed ties in published order."""
    totals: dict[str, float] = {}
    for name in NAMES:
        ties = [other for other in NAMES if TOTALS[other] == TOTALS[name]]
        step = (len(ties) - 1) / 2 - ties.index(name)
        remainder = 0.018 * step if len(ties) > 1 else dice.uniform(-0.03, 0.03)
        totals[name] = TOTALS[name] + remainder
    totals[LEADER] = sum(WEIGHTS[k] * LEADER_SCORES[k] for k in LEVEL1)
    return totals


def level1_order(level1: str, column: dict[str, float]) -> list[str]:
    """Return the cities in the order they shall have in `level1`: fixed ranks kept, the rest by `column`."""
    position = LEVEL1.index(level1)
    fixed = {ranks[position]: name for name, ranks in PROFILE_RANKS.items()}
    fixed |= {ranks[level1]: name for name, ranks in LISTED_RANKS.items() if level1 in ranks}
    free = [name for name in NAMES if name not in fixed.values()]
    free.sort(key=lambda name: column[name], reverse=True)
    return [fixed.get(rank) or free.pop(0) for rank in range(1, len(NAMES) + 1)]


def in_order(values: dict[str, float], order: list[str], gap: float) -> dict[str, float]:
    """Return the nearest values that fall along `order` by at least `gap` (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for index, name in enumerate(order):
        pools.append((values[name] + index * gap, 1))
        while len(pools) > 1 and pools[-2][0] < pools[-1][0]:
            (a, m), (b, n) = pools[-2], pools[-1]
            pools[-2:] = [((a * m + b * n) / (m + n), m + n)]
    flat = [value for value, count in pools for _ in range(count)]
    return {name: flat[index] - index * gap for index, name in enumerate(order)}


def simulate_level1(totals: dict[str, float], dice: random.Random) -> dict[str, dict[str, float]]:
    """Return level-1 scores that meet totals, ranks and the leader's scores at once.

    Both conditions are convex once the order is chosen, so projecting on one
    and then on the other converges; cities without a published rank are free to
    change places while it does.
    """
    mean = sum(totals.values()) / len(totals)
    scores = {
        k: {n: LEVEL1_MEAN[k] + LEVEL1_SLOPE[k] * (totals[n] - mean) + dice.gauss(0, 2.0) for n in NAMES}
        for k in LEVEL1
    }
    norm = sum(weight**2 for weight in WEIGHTS.values())
    orders: dict[str, list[str]] = {}
    for turn in range(4000):
        if turn < 3000 and turn % 20 == 0:
            orders = {k: level1_order(k, scores[k]) for k in LEVEL1}
        for k in LEVEL1:
            scores[k] = in_order(scores[k], orders[k], 0.09)
            scores[k][LEADER] = LEADER_SCORES[k]
        for n in NAMES:
            miss = totals[n] - sum(WEIGHTS[k] * scores[k][n] for k in LEVEL1)
            for k in LEVEL1:
                scores[k][n] += miss * WEIGHTS[k] / norm
    return scores


def level3_means(level1: str, mean: float, dice: random.Random) -> dict[Leaf, float]:
    """Return averages of the level-3 indicators that weigh up to `mean`, the published best on top."""
    leaves = [leaf for leaf in LEAVES if leaf.level1 == level1]
    best_name, best_value = BEST_AVERAGES[level1]
    best = next(leaf for leaf in leaves if leaf.name == best_name)
    rest = [leaf for leaf in leaves if leaf is not best]
    aim = (mean - best.share * best_value) / (1 - best.share)
    reach = min(7.0, best_value - aim - 1.0)
    means = {leaf: aim + dice.uniform(-1.3, 0.75) * reach for leaf in rest}
    for _ in range(200):
        miss = mean - best.share * best_value - sum(leaf.share * means[leaf] for leaf in rest)
        for leaf in rest:
            means[leaf] = min(means[leaf] + miss, best_value - 1.2)
    return {best: best_value} | means


def simulate_level3(scores: dict[str, dict[str, float]], dice: random.Random) -> dict[str, dict[Leaf, float]]:
    """Return level-3 scores whose weighted sums are `scores` and whose averages are as published."""
    cells: dict[str, dict[Leaf, float]] = {name: {} for name in NAMES}
    for level1 in LEVEL1:
        column = scores[level1]
        mean = sum(column.values()) / len(column)
        means = level3_means(level1, mean, dice)
        branches = {leaf.level2 for leaf in means}
        for name in NAMES:
            lean = {branch: dice.gauss(0, 2.5) for branch in sorted(branches)}
            for leaf, aim in means.items():
                room = min(column[name], 100 - column[name]) / 50  # less spread near the ends of the scale
                cells[name][leaf] = (
                    column[name] + (aim - mean + lean[leaf.level2] + dice.gauss(0, 4.5)) * room**0.7
                )
        balance(cells, column, means)
    return cells


def balance(cells: dict[str, dict[Leaf, float]], column: dict[str, float], means: dict[Leaf, float]) -> None:
    """Move `cells` until every row weighs up to its level-1 score and every column averages its mean."""
    norm = sum(leaf.share**2 for leaf in means)
    for _ in range(400):
        for leaf, aim in means.items():
            miss = aim - sum(cells[name][leaf] for name in NAMES) / len(NAMES)
            for name in NAMES:
                room = 4 * cells[name][leaf] * (100 - cells[name][leaf]) / 1e4
                cells[name][leaf] = min(99.4, max(2.0, cells[name][leaf] + miss * max(room, 0.02)))
        for name in NAMES:
            miss = column[name] - sum(leaf.share * cells[name][leaf] for leaf in means)
            for leaf in means:
                cells[name][leaf] = min(99.4, max(2.0, cells[name][leaf] + miss * leaf.share / norm))


def round_cells(
    cells: dict[str, dict[Leaf, float]], totals: dict[str, float], scores: dict[str, dict[str, float]]
) -> None:
    """Round to one decimal, then step single cells by 0.1 until level-1 scores and totals are met again.

    The best indicators keep their rounded values, so that their averages hold.
    """
    best = {BEST_AVERAGES[k] for k in LEVEL1}
    for name in NAMES:
        row = cells[name]
        for leaf in LEAVES:
            row[leaf] = round(row[leaf], 1)
        for level1 in LEVEL1:
            leaves = [
                leaf for leaf in LEAVES if leaf.level1 == level1 and leaf.name not in {b for b, _ in best}
            ]
            for leaf in sorted(leaves, key=lambda leaf: -leaf.share):
                miss = scores[level1][name] - sum(x.share * row[x] for x in LEAVES if x.level1 == level1)
                step = round(miss / leaf.share, 1)
                row[leaf] = round(min(99.9, max(0.5, row[leaf] + max(-0.3, min(0.3, step)))), 1)
        assert abs(sum(leaf.total_share * row[leaf] for leaf in LEAVES) - totals[name]) < 0.006, name


def gdp_values(dice: random.Random) -> dict[str, tuple[float, str]]:
    """Return GDP in 万亿元 and its standing: two published values, demonstration values below 1 for the rest."""
    values: dict[str, tuple[float, str]] = {}
    for name in NAMES:
        if name in GDP_PUBLISHED:
            values[name] = (GDP_PUBLISHED[name], "公布值")
        else:
            guess = 0.055 + 0.62 * ((TOTALS[name] - 30) / 45) ** 1.5 * dice.uniform(0.6, 1.35)
            values[name] = (round(min(0.95, guess), 3), "演示值")
    return values


def rows_by_province() -> list[str]:
    """Return the cities as the team lists them: by province, within it in published order."""
    provinces = list(PROVINCES)
    return sorted(NAMES, key=lambda name: (provinces.index(CITIES[NAMES.index(name)][1]), NAMES.index(name)))


TITLES = Titles(
    file="西部地区数字经济评分表（模拟数据）", made=datetime(2020, 12, 25), scores="西部地区71个城市数字经济评分表（2020）",
    measure="单位：分（满分100）　　三级指标得分为模拟数据，综合得分按权重汇总", total="综合得分",
    notes=(
        "注：1. 综合得分与公布的总分在公布的小数位上一致；各级指标得分为按公布结果约束的模拟数据，不是原始评分。",
        "注：2. 城市名用简称；黔西南州即黔西南布依族苗族自治州。",
    ),
    tree="数字经济评价指标体系", gdp="2019年地区生产总值",
    gdp_note="注：成都、重庆为公布值，其余为演示值，仅用于展示象限图，不代表实际数据。",
)


def cities(cells: dict[str, dict[Leaf, float]], gdp: dict[str, tuple[float, str]]) -> list[City]:
    """Return the rows of the workbook, by province."""
    homes = {name: PROVINCES[province] for name, province, _ in CITIES}
    return [City(name, homes[name], cells[name], *gdp[name]) for name in rows_by_province()]


def write_indicators(path: Path) -> None:
    """Write `indicators.csv`, the tree the edition uses, as Excel saves it (UTF-8 with a mark)."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(
            ("一级指标", "一级权重（%）", "二级指标", "二级权重（%）", "三级指标", "三级权重（%）", *HEAD)
        )
        for (level1, w1), branches in TREE.items():
            for (level2, w2), leaves in branches.items():
                for name, w3 in leaves.items():
                    names = english_of((level1, level2, name))
                    table.writerow((level1, f"{w1:g}", level2, f"{w2:g}", name, f"{w3:g}", *names))


def assert_published(cells: dict[str, dict[Leaf, float]], gdp: dict[str, tuple[float, str]]) -> None:
    """Check the stored scores against everything that was published."""
    totals = {name: total_of(cells[name]) for name in NAMES}
    assert all(printed(totals[name]) == f"{TOTALS[name]:.1f}" for name in NAMES)
    assert sorted(NAMES, key=lambda name: -totals[name]) == NAMES
    mean = sum(totals.values()) / len(totals)
    assert printed(mean) == "45.6"
    quadrants = [(gdp[n][0] >= 1, totals[n] >= mean) for n in NAMES]
    counts = [quadrants.count(q) for q in ((True, True), (False, True), (False, False), (True, False))]
    assert counts == [2, 23, 46, 0], counts
    assert all(0 <= score <= 100 for row in cells.values() for score in row.values())
    for position, level1 in enumerate(LEVEL1):
        leaves = [leaf for leaf in LEAVES if leaf.level1 == level1]
        column = {n: sum(leaf.share * cells[n][leaf] for leaf in leaves) for n in NAMES}
        order = sorted(NAMES, key=lambda n: -column[n])
        assert printed(column[LEADER]) == str(LEADER_SCORES[level1]), level1
        assert all(order[ranks[position] - 1] == n for n, ranks in PROFILE_RANKS.items()), level1
        assert all(order[r[level1] - 1] == n for n, r in LISTED_RANKS.items() if level1 in r), level1
        means = {leaf.name: sum(cells[n][leaf] for n in NAMES) / len(NAMES) for leaf in leaves}
        best = max(means, key=lambda name: means[name])
        assert (best, float(printed(means[best]))) == BEST_AVERAGES[level1], (level1, best, means)


def main() -> None:
    """Simulate, check, write."""
    dice = random.Random(SEED)
    totals = target_totals(dice)
    scores = simulate_level1(totals, dice)
    cells = simulate_level3(scores, dice)
    round_cells(cells, totals, scores)
    gdp = gdp_values(dice)
    assert_published(cells, gdp)
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_workbook(FOLDER / "scores.xlsx", TITLES, TREE, cities(cells, gdp))
    write_indicators(FOLDER / "indicators.csv")


if __name__ == "__main__":
    main()
