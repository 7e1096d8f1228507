"""One example of every kind, with invented values: for the gallery, the tests and the measurements."""

from __future__ import annotations

import io
import random

from generator.document import Spec
from generator.figures.bars import Bars
from generator.figures.bubbles import Bubble, Bubbles
from generator.figures.choropleth import Choropleth, Region
from generator.figures.clusters import Cluster, ClusterMap
from generator.figures.columns import Columns
from generator.figures.cycle import Cycle
from generator.figures.dumbbell import Dumbbell, Pair
from generator.figures.flow import Flow
from generator.figures.grouped import Grouped
from generator.figures.heat import Heat
from generator.figures.layers import Layer, Layers
from generator.figures.lines import Lines
from generator.figures.minibars import MiniBars
from generator.figures.picture import Picture
from generator.figures.profile import Item, Profile
from generator.figures.quadrant import Point, Quadrant
from generator.figures.radar import Radar
from generator.figures.sites import Site, SiteGroup, SiteMap
from generator.figures.slope import Move, Slope
from generator.figures.sparkline import Sparkline
from generator.figures.stacked import Stacked
from generator.figures.stats import Stat, Stats
from generator.figures.strip import Strip
from generator.figures.tiles import Tile, TileMap
from generator.figures.timeline import Event, Timeline
from generator.figures.waves import Waves


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CITIES = _words(
    "成都 重庆 贵阳 西安 呼和浩特 绵阳 昆明 兰州 乌鲁木齐 南宁 咸阳 银川 西宁 包头 遵义 榆林 拉萨 "
    "柳州 桂林 北海 鄂尔多斯 宝鸡 德阳 玉溪 宜宾 曲靖 克拉玛依 南充 泸州 红河 延安 昌吉 汉中 乐山 "
    "攀枝花 黔南 石嘴山 酒泉 达州 呼伦贝尔 钦州 赤峰 渭南 大理 毕节 黔西南州 玉林 内江 自贡 通辽 "
    "六盘水 铜仁 眉山 广安 凉山 喀什 阿克苏 遂宁 资阳 雅安 百色 安康 广元 贵港 黔东南 金昌 海东 "
    "昭通 甘南 伊犁 天水"
)
PREFECTURES = _words(
    "510100 500000 520100 610100 150100 510700 530100 620100 650100 450100 610400 640100 630100 "
    "150200 520300 610800 540100 450200 450300 450500 150600 610300 510600 530400 511500 530300 "
    "650200 511300 510500 532500"
)
PROVINCES = _words("四川 重庆 贵州 陕西 内蒙古 四川 云南 甘肃 新疆 广西 陕西 宁夏 青海 内蒙古 贵州 陕西 西藏")
TREE = {
    "数据及信息化基础设施": ("信息基础设施", "数据基础", "运营基础"),
    "城市服务": ("政策规划", "建设运营", "运营成效"),
    "城市治理": ("政策规划", "建设运营", "运营成效"),
    "产业融合": ("数字产业化", "产业数字化", "运营成效"),
}
TIERS = (("一线", 85.0), ("新一线", 65.0), ("二线", 50.0), ("三线", 40.0), ("四线", 0.0))
YEARS = ("2017", "2018", "2019", "2020")


def totals() -> list[float]:
    """Return an invented total for each of `CITIES`, highest first."""
    return [round(32.0 + 57.0 * (1 - index / len(CITIES)) ** 2.2, 1) for index in range(len(CITIES))]


def _items(level2: bool) -> tuple[Item, ...]:
    dice = random.Random(7)

    def item(name: str, level: int) -> Item:
        return Item(name, round(dice.uniform(48, 84), 1), round(dice.uniform(38, 55), 1), level)

    found: list[Item] = []
    for first, seconds in TREE.items():
        found.append(item(first, 1))
        if level2:
            found.extend(item(second, 2) for second in seconds)
    return tuple(found)


def _points() -> tuple[Point, ...]:
    dice = random.Random(3)
    known = {"成都": 1.7, "重庆": 2.36, "西安": 0.93, "昆明": 0.65}
    return tuple(
        Point(name, known.get(name, round(dice.lognormvariate(-2.2, 0.6), 3)), total)
        for name, total in zip(CITIES, totals(), strict=True)
    )


def _regions() -> tuple[Region, ...]:
    return tuple(
        Region(code, name, total) for code, name, total in zip(PREFECTURES, CITIES, totals(), strict=False)
    )


def _bitmap() -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.linear_gradient("L").resize((320, 120)).save(target, "PNG")
    return target.getvalue()


def examples() -> dict[str, Spec]:
    """Return a spec of every kind by its name."""
    scores = totals()
    first = _items(level2=False)
    ten = CITIES[:10]
    dice = random.Random(11)
    before = [round(value - dice.uniform(-4, 9), 1) for value in scores[:10]]
    return {
        "bars": Bars(
            ten,
            tuple(scores[:10]),
            highlight=("重庆",),
            average=45.6,
            average_label="西部平均",
            ranks=tuple(range(1, 11)),
        ),
        "columns": Columns(YEARS, (31.2, 36.9, 42.4, 45.6), highlight=("2020",), value_name="平均得分"),
        "grouped": Grouped(
            tuple(TREE),
            (
                ("一线", (92.0, 90.9, 89.2, 84.5)),
                ("新一线", (71.3, 74.0, 70.2, 66.8)),
                ("二线", (58.8, 60.1, 55.0, 51.7)),
                ("平均", (47.1, 46.2, 47.0, 42.9)),
            ),
            average="平均",
        ),
        "stacked": Stacked(
            ("四川", "广西", "陕西", "贵州"),
            ("一线", "新一线", "二线", "三线", "四线"),
            ((1, 1, 0, 5, 11), (0, 0, 4, 0, 4), (0, 1, 3, 2, 2), (0, 1, 1, 1, 5)),
        ),
        "profile": Profile(_items(level2=True), "重庆", "西部平均", top=100.0),
        "minibars": MiniBars((Item("总分", 61.5, 45.6), *first), "咸阳", "西部平均"),
        "radar": Radar(
            tuple(TREE),
            tuple(item.value for item in first),
            tuple(item.average for item in first),
            "重庆",
            "西部平均",
            top=100.0,
        ),
        "dumbbell": Dumbbell(
            tuple(Pair(*row) for row in zip(ten, before, scores, strict=False)),
            "2019",
            "2020",
            highlight=("贵阳",),
        ),
        "lines": Lines(
            YEARS,
            (
                ("成都", (78.1, 82.4, 86.0, 89.2)),
                ("贵阳", (55.0, None, 66.3, 70.4)),
                ("重庆", (66.2, 70.5, 74.4, 77.3)),
                ("西部平均", (31.2, 36.9, 42.4, 45.6)),
            ),
            average="西部平均",
            highlight=("贵阳",),
        ),
        "slope": Slope(
            tuple(
                Move(name, 1 + index, after)
                for index, (name, after) in enumerate(
                    zip(ten, (1, 3, 2, 5, 4, 9, 6, 8, None, 7), strict=True)
                )
            ),
            "2019年",
            "2020年",
            highlight=("绵阳",),
        ),
        "waves": Waves(
            YEARS,
            ("一线", "新一线", "二线", "三线", "四线"),
            ((0, 0, 1, 1), (2, 3, 4, 5), (8, 10, 13, 16), (16, 15, 15, 14), (45, 43, 38, 35)),
        ),
        "flow": Flow(
            ("一线", "新一线", "二线", "三线", "四线"),
            ((1, 0, 0, 0, 0), (0, 3, 1, 0, 0), (0, 2, 8, 1, 0), (0, 0, 6, 8, 2), (0, 0, 0, 5, 34)),
            "2019年",
            "2020年",
        ),
        "quadrant": Quadrant(
            _points(),
            "2019年GDP（万亿元，对数刻度）",
            "数字经济评分",
            1.0,
            65.0,
            ("双高", "评分领先", "双低", "GDP领先"),
            highlight=("重庆",),
        ),
        "bubbles": Bubbles(
            tuple(Bubble(p.label, p.x, p.y, round(dice.uniform(80, 3200), 0)) for p in _points()[:36]),
            "GDP（万亿元）",
            "评分",
            "人口（万）",
            size_format="grouped",
            logarithmic=True,
        ),
        "strip": Strip(
            tuple(zip(CITIES, scores, strict=True)),
            highlight=("咸阳",),
            average=45.6,
            average_label="西部平均",
        ),
        "heat": Heat(
            ten,
            tuple(TREE),
            tuple(
                tuple(
                    None if (row, place) == (7, 2) else round(total * dice.uniform(0.85, 1.1), 1)
                    for place in range(4)
                )
                for row, total in enumerate(scores[:10])
            ),
            highlight=("贵阳",),
        ),
        "choropleth": Choropleth(_regions(), classes=TIERS, labelled=8),
        "country": Choropleth(_regions(), scope=(), quantiles=4, labelled=5, unit="评分"),
        "clusters": ClusterMap(
            (
                Cluster(
                    "成渝城市群",
                    (
                        "500000",
                        "510100",
                        "510300",
                        "510500",
                        "510600",
                        "510700",
                        "511000",
                        "511100",
                        "511300",
                        "511400",
                        "511500",
                        "511600",
                        "511700",
                        "511800",
                        "512000",
                        "510900",
                    ),
                ),
                Cluster(
                    "关中平原城市群", ("610100", "610200", "610300", "610400", "610500", "620500", "620800")
                ),
                Cluster("北部湾城市群", ("450100", "450500", "450600", "450700", "450900", "451400")),
                Cluster("滇中城市群", ("530100", "530300", "530400", "532300")),
                Cluster("兰西城市群", ("620100", "630100", "630200", "620400", "621100")),
            )
        ),
        "tiles": TileMap(
            tuple(Tile(*row) for row in zip(CITIES, PROVINCES, scores, strict=False)),
            classes=TIERS,
            highlight=("重庆",),
        ),
        "cycle": Cycle(
            "数字经济飞轮",
            ("创新要素集聚", "产业数字化", "城市服务提升", "人才与资本流入", "治理能力增强", "数据资源汇聚"),
            ("数字政务", "新型基础设施"),
        ),
        "layers": Layers(
            (
                Layer("目标", ("宜居的城市",)),
                Layer("结果", ("数字生活", "数字治理", "数字经济"), ("办事方便", "决策有据", "产业升级")),
                Layer("路径", ("基础设施", "数据要素", "产业数字化", "政务服务", "人才培养", "网络安全")),
            )
        ),
        "sites": SiteMap(
            (
                SiteGroup("需求", ("110000", "310000"), (Site("北京", "110000"), Site("上海", "310000"))),
                SiteGroup(
                    "供给", ("520000", "640000"), (Site("贵阳数据中心", "520100"), Site("中卫数据中心", "640500"))
                ),
            )
        ),
        "timeline": Timeline(
            (
                Event("2017年", "首次评估覆盖四十个城市，确立四个一级指标。"),
                Event(
                    "2018年", "评估范围扩大到一百一十三个城市，加入产业融合的分项指标，并按城市群给出均值。"
                ),
                Event("2020年", "西部七十一个城市单独成册。", strong=True),
            )
        ),
        "stats": Stats(
            (
                Stat("总分", 77.3, "score", "第 2 / 71 名"),
                Stat("数据及信息化基础设施", 66.1, "score", "第 11 名"),
                Stat("城市服务", 80.4, "score", "第 2 名"),
                Stat("城市治理", 79.9, "score", "第 2 名"),
            )
        ),
        "sparkline": Sparkline((31.2, 36.9, None, 42.4, 41.0, 45.6)),
        "picture": Picture.load(_bitmap(), "一幅由浅入深的灰色图样"),
    }
