"""Make the tables of `data/city-index-2022/` from the published figures of the 2022 national volume.

Only totals are published for all 242 cities. Everything below them is simulated here with a
fixed seed, under these constraints, all asserted at the end:

- the weighted sum of a city's level-3 scores gives its published total to the printed decimal,
  printed ties come out in the published order, and no city leaves its published tier;
- level-1 averages, the average of all cities, tier counts and tier averages are the published ones;
- 算力基础设施 averages 59.1 over all cities and 61.8 over those of 内蒙古, 宁夏, 甘肃 and 贵州;
- every score lies in 0–100.

The GDP weights are demonstration values too: a smooth function of the total with noise, tilted
inside four city clusters until their weighted averages are the published 80.9, 75.7, 74.1, 70.5.

`history.csv` holds tier counts of other years. Published are the counts of 2022 and their change
on 2021, from which those of 2021 follow (no change is printed for the first tier, and the rest
leaves six of 242 for it); nothing is published for 2017–2020, whose cells stay empty.

Run from the root of the checkout: `python scripts/make_cities.py`.
"""
# ruff: noqa: E501 - tables of names stand wide

from __future__ import annotations

import csv
import math
import random
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from indicator_names import HEAD, english_of
from team_workbook import City, Leaf, Titles, leaves_of, total_of, write_workbook

SEED = 20220701
HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "data" / "city-index-2022"

BASE, ECONOMY, SOCIETY, GOVERNMENT, ECOLOGY = "数字基础设施", "数字经济", "数字社会", "数字政府", "数字生态"
COMPUTING = "算力基础设施"

# level 1 (weight %), level 2 (weight %), level 3 (weight %)
TREE: dict[tuple[str, float], dict[tuple[str, float], dict[str, float]]] = {
    (BASE, 15): {
        ("信息基础设施", 40): {"连接基础设施": 40, COMPUTING: 40, "安全基础设施": 20},
        ("平台基础设施", 40): {"城市基础平台": 30, "行业基础平台": 30, "物联基础平台": 40},
        ("运营基础设施", 20): {"运营体制": 50, "运营机制": 50},
    },
    (ECONOMY, 25): {
        ("数字技术创新", 30): {"关键领域创新": 40, "前沿技术布局": 30, "创新联合生态": 30},
        ("数字产业化", 30): {"新兴数字产业": 40, "大数据服务业": 30, "新经济新业态": 30},
        ("产业数字化", 40): {"上云用数赋智行动": 10, "制造业数字化": 30, "服务业数字化": 30, "农业数字化": 30},
    },
    (SOCIETY, 25): {
        ("公共服务", 40): {"数字化普惠应用": 25, "公共资源数字化": 25, "互联网+公共服务": 25, "智慧法院": 25},
        ("智慧城市与数字乡村", 30): {"公共基础设施": 30, "城市大脑": 40, "数字乡村": 30},
        ("数字生活", 30): {"新型数字生活": 20, "智慧社区": 20, "数字家庭": 20, "公民数字素养": 20, "信息无障碍": 20},
    },
    (GOVERNMENT, 25): {
        ("数据开放共享", 20): {"数据开放度": 40, "数据利用度": 30, "平台准备度": 30},
        ("政务信息化", 50): {
            "党建治理": 12.5, "法制建设": 12.5, "经济治理": 12.5, "公共安全": 12.5, "市场监管": 12.5,
            "市政管理": 12.5, "应急管理": 12.5, "生态治理": 12.5,
        },
        ("服务效能", 30): {"互联网+政务服务": 40, "数字技术辅助决策": 30, "突发公共事件应对": 30},
    },
    (ECOLOGY, 10): {
        ("数据要素市场", 40): {"数据交易平台": 40, "市场运营体系": 30, "数据安全保护": 30},
        ("数据政策环境", 30): {"数字经济政策法规": 40, "新型经济管理规范": 30, "创新应用监管框架": 30},
        ("网络安全保护", 30): {"网络安全制度机制": 25, "关键基础设施防护": 25, "网络安全基础设施": 25, "网络安全技术研发": 25},
    },
}  # fmt: skip

# in published order; printed ties in this order too
PUBLISHED = """
北京 北京 92.5|上海 上海 92.3|杭州 浙江 91.9|深圳 广东 91.6|成都 四川 88.0|广州 广东 86.7|南京 江苏 82.5|重庆 重庆 80.5|苏州 江苏 80.4|无锡 江苏 80.1
宁波 浙江 80.0|武汉 湖北 77.2|合肥 安徽 77.0|济南 山东 76.2|郑州 河南 75.8|青岛 山东 75.6|厦门 福建 75.5|天津 天津 75.4|福州 福建 75.1|长沙 湖南 75.0
南通 江苏 73.2|东莞 广东 72.9|佛山 广东 72.8|烟台 山东 72.6|呼和浩特 内蒙古 71.7|西安 陕西 71.5|温州 浙江 71.4|扬州 江苏 70.7|潍坊 山东 70.6|南宁 广西 70.5
泉州 福建 70.3|南昌 江西 69.9|常州 江苏 69.8|昆明 云南 69.7|镇江 江苏 69.6|贵阳 贵州 69.4|珠海 广东 69.3|沈阳 辽宁 69.2|威海 山东 69.1|绍兴 浙江 68.5
金华 浙江 68.4|淄博 山东 67.5|乌鲁木齐 新疆 67.4|兰州 甘肃 67.2|嘉兴 浙江 67.0|惠州 广东 66.9|台州 浙江 65.9|淮安 江苏 65.7|太原 山西 65.5|咸阳 陕西 65.3
石家庄 河北 65.3|连云港 江苏 65.1|泰州 江苏 65.1|大连 辽宁 65.0|中山 广东 65.0|芜湖 安徽 65.0|绵阳 四川 64.7|徐州 江苏 64.6|江门 广东 63.5|柳州 广西 63.3
宜昌 湖北 63.2|长春 吉林 62.8|哈尔滨 黑龙江 62.7|海口 海南 62.4|临沂 山东 62.2|银川 宁夏 62.1|洛阳 河南 61.8|漳州 福建 61.4|汕头 广东 61.3|遵义 贵州 61.1
沧州 河北 61.1|襄阳 湖北 61.0|唐山 河北 61.0|济宁 山东 61.0|湖州 浙江 60.9|滨州 山东 60.8|包头 内蒙古 60.7|廊坊 河北 60.6|榆林 陕西 60.4|开封 河南 59.9
菏泽 山东 59.9|盐城 江苏 59.8|宿迁 江苏 59.7|西宁 青海 59.6|东营 山东 59.5|邯郸 河北 59.5|湛江 广东 59.5|铜陵 安徽 59.4|周口 河南 59.2|德州 山东 59.2
大庆 黑龙江 57.4|鄂尔多斯 内蒙古 56.5|常德 湖南 56.4|焦作 河南 54.8|桂林 广西 54.8|秦皇岛 河北 54.7|拉萨 西藏 54.6|北海 广西 54.5|德阳 四川 54.4|肇庆 广东 54.0
赣州 江西 53.9|南平 福建 53.8|茂名 广东 53.8|九江 江西 53.7|南阳 河南 53.7|衡阳 湖南 53.6|齐齐哈尔 黑龙江 53.5|岳阳 湖南 53.4|许昌 河南 53.2|揭阳 广东 53.1
三明 福建 53.1|滁州 安徽 53.1|张家口 河北 53.0|平顶山 河南 53.0|信阳 河南 53.0|邢台 河北 52.9|宝鸡 陕西 52.9|玉溪 云南 52.8|宜宾 四川 52.8|宁德 福建 52.7
保定 河北 52.6|马鞍山 安徽 52.5|新乡 河南 52.3|株洲 湖南 52.1|莆田 福建 52.0|泰安 山东 51.9|衡水 河北 51.9|龙岩 福建 51.7|商丘 河南 51.7|安庆 安徽 51.5
泸州 四川 51.4|伊犁 新疆 51.3|湘潭 湖南 51.2|南充 四川 51.2|蚌埠 安徽 51.0|阜阳 安徽 51.0|日照 山东 50.9|牡丹江 黑龙江 50.4|吉安 江西 49.6|枣庄 山东 49.0
鞍山 辽宁 48.9|上饶 江西 48.8|曲靖 云南 48.6|乌兰察布 内蒙古 48.2|益阳 湖南 48.1|驻马店 河南 47.9|承德 河北 47.7|荆州 湖北 47.1|红河 云南 47.0|安阳 河南 47.0
宿州 安徽 46.9|汉中 陕西 46.8|黄石 湖北 46.7|宜春 江西 46.7|孝感 湖北 46.6|十堰 湖北 46.5|荆门 湖北 46.4|郴州 湖南 46.2|延安 陕西 46.1|永州 湖南 45.8
克拉玛依 新疆 45.5|赤峰 内蒙古 45.4|昌吉 新疆 45.4|清远 广东 45.3|黄山 安徽 45.3|邵阳 湖南 45.2|丽水 浙江 45.1|吉林 吉林 45.0|达州 四川 44.6|黔南 贵州 44.5
阳江 广东 44.4|聊城 山东 44.3|黄冈 湖北 44.2|晋城 山西 44.1|韶关 广东 43.9|晋中 山西 43.8|三门峡 河南 43.8|鄂州 湖北 43.6|鹤壁 河南 43.4|漯河 河南 43.4
池州 安徽 43.3|三亚 海南 43.3|六安 安徽 43.2|酒泉 甘肃 43.2|大同 山西 43.1|盘锦 辽宁 43.1|呼伦贝尔 内蒙古 43.1|营口 辽宁 42.7|玉林 广西 42.6|潮州 广东 42.5
天水 甘肃 42.2|随州 湖北 41.8|长治 山西 41.7|自贡 四川 41.5|通辽 内蒙古 41.4|钦州 广西 41.3|攀枝花 四川 41.2|亳州 安徽 41.1|毕节 贵州 41.1|衢州 浙江 40.9
雅安 四川 40.9|怀化 湖南 40.8|运城 山西 40.7|渭南 陕西 40.7|娄底 湖南 40.7|乐山 四川 40.5|咸宁 湖北 40.4|濮阳 河南 40.3|大理 云南 40.3|石嘴山 宁夏 40.2
抚州 江西 40.1|眉山 四川 40.1|阿克苏 新疆 40.0|宣城 安徽 40.0|临汾 山西 40.0|广安 四川 39.8|内江 四川 39.5|黔西南州 贵州 39.4|朔州 山西 39.4|铜仁 贵州 39.3
舟山 浙江 39.0|淮北 安徽 39.0|抚顺 辽宁 39.0|百色 广西 39.0|六盘水 贵州 38.8|广元 四川 38.7|喀什 新疆 38.5|淮南 安徽 38.5|安康 陕西 38.3|巴音郭楞 新疆 38.2
凉山 四川 38.1|黔东南 贵州 38.1|遂宁 四川 38.1|贵港 广西 38.0|吕梁 山西 37.9|资阳 四川 37.7|金昌 甘肃 37.5|楚雄 云南 37.3|海西 青海 36.9|海东 青海 36.7
昭通 云南 35.9|甘南 甘肃 35.7
"""

PROVINCES = {
    "北京": "北京市", "天津": "天津市", "河北": "河北省", "山西": "山西省", "内蒙古": "内蒙古自治区", "辽宁": "辽宁省",
    "吉林": "吉林省", "黑龙江": "黑龙江省", "上海": "上海市", "江苏": "江苏省", "浙江": "浙江省", "安徽": "安徽省",
    "福建": "福建省", "江西": "江西省", "山东": "山东省", "河南": "河南省", "湖北": "湖北省", "湖南": "湖南省",
    "广东": "广东省", "广西": "广西壮族自治区", "海南": "海南省", "重庆": "重庆市", "四川": "四川省", "贵州": "贵州省",
    "云南": "云南省", "西藏": "西藏自治区", "陕西": "陕西省", "甘肃": "甘肃省", "青海": "青海省",
    "宁夏": "宁夏回族自治区", "新疆": "新疆维吾尔自治区",
}  # fmt: skip

# cluster: scored members, members that were not scored
CLUSTERS = {
    "长三角城市群": (
        "上海 杭州 南京 苏州 无锡 宁波 合肥 南通 温州 扬州 常州 镇江 绍兴 金华 嘉兴 台州 淮安 连云港 "
        "泰州 芜湖 徐州 湖州 盐城 宿迁 铜陵 滁州 马鞍山 安庆 蚌埠 阜阳 宿州 黄山 丽水 池州 六安 亳州 "
        "衢州 宣城 舟山 淮北 淮南"
    ),
    "京津冀城市群": "北京 天津 石家庄 沧州 唐山 廊坊 邯郸 秦皇岛 张家口 邢台 保定 衡水 承德",
    "粤港澳大湾区": "深圳 广州 东莞 佛山 珠海 惠州 中山 江门 肇庆",
    "成渝城市群": "成都 重庆 绵阳 德阳 宜宾 泸州 南充 达州 自贡 雅安 乐山 眉山 广安 内江 遂宁 资阳",
    "山东半岛城市群": "济南 青岛 烟台 潍坊 威海 淄博 东营 日照",
    "东南沿海城市群": "厦门 福州 温州 泉州 漳州 汕头 赣州 南平 揭阳 三明 宁德 莆田 龙岩 上饶 丽水 潮州 衢州 抚州",
    "呼包鄂乌城市群": "呼和浩特 包头 鄂尔多斯 乌兰察布",
    "北部湾城市群": "南宁 海口 湛江 北海 茂名 阳江 玉林 钦州",
    "武汉都市圈": "武汉 黄石 孝感 黄冈 鄂州 咸宁",
    "中原城市群": (
        "郑州 洛阳 开封 菏泽 邯郸 周口 焦作 南阳 许昌 平顶山 信阳 邢台 新乡 商丘 蚌埠 阜阳 驻马店 安阳 "
        "宿州 聊城 晋城 三门峡 鹤壁 漯河 长治 亳州 运城 濮阳 淮北"
    ),
}  # fmt: skip
NOT_SCORED = {"粤港澳大湾区": ("香港", "澳门")}

AVERAGE = "54.3"
LEVEL1_AVERAGES = {BASE: "57.1", ECONOMY: "60.1", SOCIETY: "51.2", GOVERNMENT: "52.8", ECOLOGY: "47.0"}
TIERS = (
    ("数字化一线城市", 85, 6, "90.5", 0), ("数字化新一线城市", 65, 50, "71.1", 3), ("数字化二线城市", 50, 82, "56.4", 11),
    ("数字化三线城市", 40, 77, "43.9", -11), ("数字化四线城市", 0, 27, "38.2", -3),
)  # name, lower bound, cities, average, change in cities on the year before
COMPUTING_AVERAGES = ("59.1", "61.8")
COMPUTING_PROVINCES = ("内蒙古", "宁夏", "甘肃", "贵州")
POLES = {"粤港澳大湾区": "80.9", "京津冀城市群": "75.7", "长三角城市群": "74.1", "成渝城市群": "70.5"}
YEARS = range(2017, 2023)

# Assumed slopes of level 1 against the total: leaders lead least where averages are highest.
LEVEL1_SLOPE = {BASE: 0.96, ECONOMY: 0.90, SOCIETY: 1.04, GOVERNMENT: 1.04, ECOLOGY: 1.11}


CITIES = [tuple(entry.split()) for line in PUBLISHED.strip().splitlines() for entry in line.split("|")]
NAMES = [name for name, _, _ in CITIES]
PROVINCE = {name: province for name, province, _ in CITIES}
TOTALS = {name: float(total) for name, _, total in CITIES}
WEIGHTS = {level1: weight / 100 for level1, weight in TREE}
LEVEL1 = list(WEIGHTS)
LEAVES = leaves_of(TREE)
UNDER = {level1: [leaf for leaf in LEAVES if leaf.level1 == level1] for level1 in LEVEL1}
COMPUTING_CITIES = [name for name in NAMES if PROVINCE[name] in COMPUTING_PROVINCES]

Cells = dict[str, dict[Leaf, float]]


def printed(value: float) -> str:
    """Return `value` as the volume prints it: one decimal, halves up."""
    return str(Decimal(repr(round(value, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP))


def mean(values: dict[str, float], names: list[str] = NAMES) -> float:
    """Return the mean of `values` over `names`."""
    return sum(values[name] for name in names) / len(names)


def target_totals(dice: random.Random) -> dict[str, float]:
    """Return unrounded totals: the printed value with a small remainder, ties in published order.

    A city whose printed total is the bound of its tier keeps at or above it.
    """
    bounds = {float(bound) for _, bound, *_ in TIERS}
    totals: dict[str, float] = {}
    for name in NAMES:
        ties = [other for other in NAMES if TOTALS[other] == TOTALS[name]]
        place = ties.index(name)
        if TOTALS[name] in bounds:
            remainder = 0.010 + 0.012 * (len(ties) - 1 - place)
        elif len(ties) > 1:
            remainder = 0.018 * ((len(ties) - 1) / 2 - place)
        else:
            remainder = dice.uniform(-0.03, 0.03)
        totals[name] = TOTALS[name] + remainder
    return totals


def level1_means(totals: dict[str, float]) -> dict[str, float]:
    """Return the averages of level 1: the published ones, moved within their rounding to weigh up to the total."""
    found = {level1: float(value) for level1, value in LEVEL1_AVERAGES.items()}
    miss = mean(totals) - sum(WEIGHTS[k] * found[k] for k in LEVEL1)
    return {level1: value + miss for level1, value in found.items()}


def simulate_level1(totals: dict[str, float], dice: random.Random) -> dict[str, dict[str, float]]:
    """Return level-1 scores that weigh up to the totals and average as published.

    A province leans a little to one side and a city more; near the ends of the scale both less.
    """
    means, middle = level1_means(totals), mean(totals)
    lean = {(p, k): dice.gauss(0, 1.2) for p in PROVINCES for k in LEVEL1}
    scores: dict[str, dict[str, float]] = {}
    for k in LEVEL1:
        scores[k] = {}
        for n in NAMES:
            room = min(totals[n], 100 - totals[n]) / 50
            drift = (lean[PROVINCE[n], k] + dice.gauss(0, 2.3)) * min(room, 1.0)
            scores[k][n] = means[k] + LEVEL1_SLOPE[k] * (totals[n] - middle) + drift
    norm = sum(weight**2 for weight in WEIGHTS.values())
    for _ in range(200):
        for k in LEVEL1:
            miss = means[k] - mean(scores[k])
            scores[k] = {n: min(97.0, value + miss) for n, value in scores[k].items()}
        for n in NAMES:
            miss = totals[n] - sum(WEIGHTS[k] * scores[k][n] for k in LEVEL1)
            for k in LEVEL1:
                scores[k][n] += miss * WEIGHTS[k] / norm
    return scores


def level3_means(level1: str, aim: float, dice: random.Random) -> dict[Leaf, float]:
    """Return averages of the level-3 indicators that weigh up to `aim`; the one of 算力 is published."""
    leaves = UNDER[level1]
    lean = {leaf.level2: dice.uniform(-4.0, 4.0) for leaf in leaves}
    means = {leaf: aim + lean[leaf.level2] + dice.uniform(-4.5, 4.5) for leaf in leaves}
    fixed = {leaf: float(COMPUTING_AVERAGES[0]) for leaf in leaves if leaf.name == COMPUTING}
    means |= fixed
    free = [leaf for leaf in leaves if leaf not in fixed]
    miss = aim - sum(leaf.share * means[leaf] for leaf in leaves)
    for leaf in free:
        means[leaf] += miss / sum(other.share for other in free)
    return means


def simulate_level3(scores: dict[str, dict[str, float]], dice: random.Random) -> Cells:
    """Return level-3 scores whose weighted sums are `scores` and whose averages are as drawn."""
    cells: Cells = {name: {} for name in NAMES}
    for level1 in LEVEL1:
        column = scores[level1]
        aim = mean(column)
        means = level3_means(level1, aim, dice)
        slope = {leaf: dice.uniform(0.92, 1.08) for leaf in means}
        for name in NAMES:
            lean = {branch: dice.gauss(0, 2.2) for branch in sorted({leaf.level2 for leaf in means})}
            room = min(column[name], 100 - column[name]) / 50  # less spread near the ends of the scale
            for leaf, target in means.items():
                drift = target - aim + lean[leaf.level2] + dice.gauss(0, 4.2)
                cells[name][leaf] = aim + slope[leaf] * (column[name] - aim) + drift * room**0.7
        balance(cells, column, means)
    return cells


def balance(cells: Cells, column: dict[str, float], means: dict[Leaf, float]) -> None:
    """Move `cells` until every row weighs up to its level-1 score and every column averages its mean."""
    norm = sum(leaf.share**2 for leaf in means)
    for _ in range(150):
        for leaf, aim in means.items():
            if leaf.name == COMPUTING:
                shift(cells, leaf, COMPUTING_CITIES, float(COMPUTING_AVERAGES[1]))
                rest = [name for name in NAMES if name not in COMPUTING_CITIES]
                spent = sum(cells[name][leaf] for name in COMPUTING_CITIES)
                shift(cells, leaf, rest, (aim * len(NAMES) - spent) / len(rest))
            else:
                shift(cells, leaf, NAMES, aim)
        for name in NAMES:
            miss = column[name] - sum(leaf.share * cells[name][leaf] for leaf in means)
            for leaf in means:
                cells[name][leaf] = within(cells[name][leaf] + miss * leaf.share / norm)


def shift(cells: Cells, leaf: Leaf, names: list[str], aim: float) -> None:
    """Move the scores of `names` on `leaf` towards an average of `aim`, less near the ends of the scale."""
    room = {name: max(4 * cells[name][leaf] * (100 - cells[name][leaf]) / 1e4, 0.02) for name in names}
    miss = aim * len(names) - sum(cells[name][leaf] for name in names)
    for name in names:
        cells[name][leaf] = within(cells[name][leaf] + miss * room[name] / sum(room.values()))


def within(value: float) -> float:
    """Return `value` inside the scale, with room for the last rounding."""
    return min(99.4, max(2.0, value))


def round_cells(cells: Cells, totals: dict[str, float], scores: dict[str, dict[str, float]]) -> None:
    """Round to one decimal, then step cells by tenths until level-1 scores and totals are met again.

    算力 keeps its rounded values, so that its averages hold.
    """
    for name in NAMES:
        row = cells[name]
        for leaf in LEAVES:
            row[leaf] = round(row[leaf], 1)
        for level1 in LEVEL1:
            for leaf in sorted(UNDER[level1], key=lambda leaf: -leaf.share):
                miss = scores[level1][name] - sum(x.share * row[x] for x in UNDER[level1])
                step_cell(row, leaf, miss / leaf.share)
        for leaf in sorted(LEAVES, key=lambda leaf: -leaf.total_share):
            step_cell(row, leaf, (totals[name] - total_of(row)) / leaf.total_share)
        assert abs(total_of(row) - totals[name]) < 0.004, name


def step_cell(row: dict[Leaf, float], leaf: Leaf, miss: float) -> None:
    """Move one cell by up to three tenths towards what is missing."""
    if leaf.name != COMPUTING:
        row[leaf] = round(min(99.9, max(0.5, row[leaf] + max(-0.3, min(0.3, round(miss, 1))))), 1)


def gdp_values(dice: random.Random, totals: dict[str, float]) -> dict[str, float]:
    """Return demonstration weights in 万亿元 that give four clusters their published weighted average."""
    values = {
        name: 0.055 * math.exp((TOTALS[name] - 38) / 15.5) * math.exp(dice.gauss(0, 0.28)) for name in NAMES
    }
    for cluster, aim in POLES.items():
        tilt(values, CLUSTERS[cluster].split(), totals, float(aim))
    return {name: round(value, 3) for name, value in values.items()}


def tilt(values: dict[str, float], names: list[str], totals: dict[str, float], aim: float) -> None:
    """Turn the weights of a cluster towards higher or lower totals until they average to `aim`."""
    middle, whole = mean(totals, names), sum(values[name] for name in names)

    def turned(angle: float) -> dict[str, float]:
        raw = {name: values[name] * math.exp(angle * (totals[name] - middle)) for name in names}
        return {name: value * whole / sum(raw.values()) for name, value in raw.items()}

    low, high = -0.3, 0.3
    for _ in range(60):
        angle = (low + high) / 2
        low, high = (angle, high) if weighted(turned(angle), totals, names) < aim else (low, angle)
    values |= turned(low)


def weighted(values: dict[str, float], totals: dict[str, float], names: list[str]) -> float:
    """Return the average of `totals` over `names`, weighted by `values`."""
    return sum(values[name] * totals[name] for name in names) / sum(values[name] for name in names)


def rows_by_province() -> list[str]:
    """Return the cities as the team lists them: by province, within it in published order."""
    provinces = list(PROVINCES)
    return sorted(NAMES, key=lambda name: (provinces.index(PROVINCE[name]), NAMES.index(name)))


TITLES = Titles(
    file="城市数字化发展指数评分表（模拟数据）", made=datetime(2022, 7, 1), scores="242个城市数字化发展指数评分表（2022）",
    measure="单位：分（满分100）　　三级指标得分为模拟数据，总分按权重汇总", total="总分",
    notes=(
        "注：1. 总分与公布的总分在公布的小数位上一致；各级指标得分为按公布结果约束的模拟数据，不是原始评分。",
        "注：2. 城市名用简称；黔西南州即黔西南布依族苗族自治州。",
    ),
    tree="城市数字化发展指数指标体系", gdp="城市群加权平均所用的GDP权数（演示值）",
    gdp_note="注：全部为演示值，由程序按公布的城市群加权得分推得，只用作权数，不代表任何城市的实际生产总值。",
)


def cities(cells: Cells, gdp: dict[str, float]) -> list[City]:
    """Return the rows of the workbook, by province."""
    return [
        City(name, PROVINCES[PROVINCE[name]], cells[name], gdp[name], "演示值") for name in rows_by_province()
    ]


def write_csv(name: str, rows: list[tuple[object, ...]]) -> None:
    """Write a table of the edition as Excel saves it: UTF-8 with a mark."""
    with (FOLDER / name).open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def write_tables() -> None:
    """Write the tree, the clusters and the tier counts of the years."""
    tree: list[tuple[object, ...]] = [
        ("一级指标", "一级权重（%）", "二级指标", "二级权重（%）", "三级指标", "三级权重（%）", *HEAD)
    ]
    for (level1, w1), branches in TREE.items():
        for (level2, w2), leaves in branches.items():
            tree += [
                (level1, f"{w1:g}", level2, f"{w2:g}", name, f"{w3:g}", *english_of((level1, level2, name)))
                for name, w3 in leaves.items()
            ]
    write_csv("indicators.csv", tree)
    clusters: list[tuple[object, ...]] = [("城市群", "参评城市", "未参评城市")]
    for cluster, members in CLUSTERS.items():
        clusters.append((cluster, "、".join(members.split()), "、".join(NOT_SCORED.get(cluster, ()))))
    write_csv("clusters.csv", clusters)
    history: list[tuple[object, ...]] = [("等级", *YEARS)]
    for name, _, count, _, change in TIERS:
        history.append((name, "", "", "", "", count - change, count))
    write_csv("history.csv", history)


def assert_published(cells: Cells, gdp: dict[str, float]) -> None:
    """Check the stored scores against everything that was published."""
    totals = {name: total_of(cells[name]) for name in NAMES}
    assert all(printed(totals[name]) == f"{TOTALS[name]:.1f}" for name in NAMES)
    assert sorted(NAMES, key=lambda name: -totals[name]) == NAMES
    assert printed(mean(totals)) == AVERAGE
    assert all(0 <= score <= 100 for row in cells.values() for score in row.values())
    upper = 101.0
    for tier, bound, count, average, _ in TIERS:
        names = [name for name in NAMES if bound <= totals[name] < upper]
        assert len(names) == count and printed(mean(totals, names)) == average, tier
        upper = bound
    for level1 in LEVEL1:
        column = {n: sum(leaf.share * cells[n][leaf] for leaf in UNDER[level1]) for n in NAMES}
        assert printed(mean(column)) == LEVEL1_AVERAGES[level1], (level1, mean(column))
    leaf = next(leaf for leaf in LEAVES if leaf.name == COMPUTING)
    column = {name: cells[name][leaf] for name in NAMES}
    found = printed(mean(column)), printed(mean(column, COMPUTING_CITIES))
    assert found == COMPUTING_AVERAGES, found
    for cluster, average in POLES.items():
        assert printed(weighted(gdp, totals, CLUSTERS[cluster].split())) == average, cluster


def main() -> None:
    """Simulate, check, write."""
    dice = random.Random(SEED)
    totals = target_totals(dice)
    scores = simulate_level1(totals, dice)
    cells = simulate_level3(scores, dice)
    round_cells(cells, totals, scores)
    gdp = gdp_values(dice, {name: total_of(cells[name]) for name in NAMES})
    assert_published(cells, gdp)
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_workbook(FOLDER / "scores.xlsx", TITLES, TREE, cities(cells, gdp))
    write_tables()


if __name__ == "__main__":
    main()
