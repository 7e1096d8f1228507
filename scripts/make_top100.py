"""Write the tables of `data/top100-2020/` from the published lists of 2020.

Published are 100 ranks without scores, a tree without weights, and five lists of cities by province.
Nothing is simulated and nothing is mended: two provinces are lost from the printed lists (山东省 from
数字政务, 广东省 from 数字治理), 开封市 stands twice in 数字治理, and 养南市 is printed for 济南市 in
数字创新. The checks must find all four; the edition file says why they stay.

Run from the root of the checkout: `python scripts/make_top100.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "data" / "top100-2020"

# in published order, without 市
RANKING = """
深圳 上海 北京 广州 杭州 东莞 青岛 重庆 南京 天津 武汉 苏州 西安 佛山 济南 福州 沈阳 无锡 宁波 厦门
成都 大连 郑州 贵阳 惠州 长沙 嘉兴 绍兴 合肥 温州 中山 徐州 淄博 烟台 湘潭 南昌 泉州 石家庄 宿迁 台州
临沂 芜湖 金华 昆明 长春 常州 潍坊 威海 湖州 银川 龙岩 江门 哈尔滨 扬州 南通 南宁 兰州 洛阳 宜昌 邵阳
常德 绵阳 唐山 遵义 新乡 东营 郴州 漳州 衡阳 济宁 泰安 沧州 襄阳 宜春 滨州 泰州 淮安 汕头 呼和浩特 珠海
太原 连云港 莆田 柳州 湛江 阜阳 赣州 岳阳 盐城 抚州 株洲 周口 西宁 揭阳 海口 廊坊 茂名 镇江 商丘 保定
"""

TREE = """
数字经济
  数字产业化：信息技术发展 电子信息产业发展
  产业数字化：电商发展水平 战略性新兴产业水平 企业上云水平
数字治理
  一网统管：数字城管建设水平 城市部件智能化水平 全民数字治理参与度
  可持续发展：绿色数字化发展水平
数字政务
  一网通办：智慧服务精准度 一网式集成服务能力 跨域通办服务能力
  政务服务满意度：智慧服务满意度 政府信息透明度
数字民生
  数字医疗：电子化健康管理水平 数字医疗服务 数字医疗保障
  数字化生活指数：生活服务便捷度 公共出行便捷度
  数字化教育指数：数字教育资源利用率 线上教育规模
数字创新
  数字化创新机制：数字化规划管理 数字化体制机制创新
  发展创新能力：技术创新水平 知识创新体系
  发展创新保障：科技发展支撑 研究与试验发展水平
数字基础
  信息基础能力：固网宽带 移动互联网 物联网感知能力 智能安全监控终端覆盖率
  数据开放应用：城市数据中心 数据开放指数 数据应用水平
"""

# a list, then its provinces with their cities as printed
LISTS = """
# 数字政务
北京市：北京
天津市：天津
河北省：石家庄 邯郸 保定 廊坊 沧州
山西省：太原 晋城
内蒙古自治区：呼和浩特
辽宁省：沈阳 大连
吉林省：长春
黑龙江省：哈尔滨
上海市：上海
江苏省：南京 苏州 无锡 徐州 宿迁 连云港 常州 泰州 淮安 扬州 盐城 南通
浙江省：杭州 宁波 金华 温州 绍兴 嘉兴 台州 湖州
安徽省：合肥 宿州 芜湖
福建省：福州 厦门 龙岩 泉州 漳州 莆田
江西省：南昌 赣州 抚州 宜春
河南省：郑州 新乡 周口 开封 鹤壁 商丘 洛阳
湖北省：武汉 宜昌
湖南省：长沙 邵阳 郴州 湘潭 岳阳 衡阳 株洲 常德
广东省：深圳 广州 佛山 东莞 珠海 中山 汕头 茂名 江门 湛江 惠州 揭阳
广西壮族自治区：南宁 柳州
海南省：海口
重庆市：重庆
四川省：成都 绵阳
贵州省：贵阳
云南省：昆明
陕西省：西安
甘肃省：兰州
青海省：西宁
宁夏回族自治区：银川
# 数字治理
北京市：北京
天津市：天津
河北省：石家庄 唐山 廊坊 沧州 保定
山西省：太原
内蒙古自治区：呼和浩特
辽宁省：沈阳 大连
吉林省：长春
黑龙江省：哈尔滨
上海市：上海
江苏省：南京 苏州 无锡 扬州 泰州 常州 徐州 淮安 盐城 连云港 宿迁 南通
浙江省：杭州 宁波 绍兴 嘉兴 金华 台州 湖州 温州
安徽省：合肥 芜湖 宿州 阜阳
福建省：福州 厦门 泉州 莆田
江西省：南昌 赣州 抚州 宜春
山东省：济南 青岛 泰安 滨州 烟台 临沂 东营 潍坊 威海 淄博
河南省：郑州 焦作 洛阳 开封 新乡 商丘 开封 周口
湖北省：武汉 宜昌 襄阳
湖南省：长沙 衡阳 湘潭 邵阳 岳阳 常德 株洲 郴州
广西壮族自治区：南宁 柳州
重庆市：重庆
四川省：成都 绵阳
贵州省：贵阳 遵义
云南省：昆明
陕西省：西安
甘肃省：兰州
青海省：西宁
宁夏回族自治区：银川
# 数字民生
北京市：北京
天津市：天津
河北省：石家庄 保定 邢台 廊坊 唐山 邯郸 沧州
山西省：太原
内蒙古自治区：呼和浩特
辽宁省：沈阳 大连
吉林省：长春
黑龙江省：哈尔滨 大庆
宁夏回族自治区：银川
上海市：上海
江苏省：南京 苏州 无锡 徐州 扬州 连云港 常州 南通 宿迁 盐城 镇江 泰州
浙江省：杭州 宁波 绍兴 金华 嘉兴 台州 温州 湖州
安徽省：合肥 阜阳 芜湖
福建省：福州 厦门 莆田 漳州 龙岩 泉州
江西省：赣州 南昌 九江 宜春
山东省：青岛 济南 烟台 济宁 滨州 临沂 淄博 德州 潍坊 威海 菏泽 泰安
河南省：郑州
湖南省：长沙 湘潭 株洲 岳阳 常德 郴州 衡阳 邵阳 益阳
湖北省：武汉 宜昌
广东省：广州 深圳 东莞 佛山 珠海 江门 中山 湛江 惠州 汕头 茂名
广西壮族自治区：柳州
海南省：海口 三亚
重庆市：重庆
四川省：成都 宜宾 绵阳
贵州省：贵阳 遵义
云南省：昆明 丽江
陕西省：西安 咸阳
青海省：西宁
# 数字创新
北京市：北京
天津市：天津
河北省：石家庄 唐山 廊坊 保定
山西省：太原
内蒙古自治区：呼和浩特 鄂尔多斯
辽宁省：沈阳 大连
吉林省：长春
黑龙江省：哈尔滨
上海市：上海
江苏省：南京 苏州 无锡 宿迁 徐州 南通 扬州 连云港 镇江 常州 淮安 盐城 泰州
浙江省：杭州 宁波 绍兴 温州 台州 湖州 嘉兴 金华
安徽省：合肥 芜湖 滁州 阜阳 宿州
福建省：福州 厦门 泉州 龙岩 漳州
江西省：南昌 赣州 宜春 九江 抚州
山东省：养南 青岛 滨州 东营 烟台 威海 淄博 德州 潍坊 泰安 临沂 济宁
河南省：郑州 洛阳 新乡 南阳 许昌
湖北省：武汉 宜昌 襄阳
湖南省：长沙 湘潭 株洲 岳阳 常德 衡阳
广东省：广州 深圳 珠海 佛山 中山 东莞 惠州 江门
广西壮族自治区：南宁 柳州
海南省：海口
重庆市：重庆
四川省：成都 绵阳
贵州省：贵阳 遵义
云南省：昆明
陕西省：西安 咸阳 榆林
甘肃省：兰州
青海省：西宁
宁夏回族自治区：银川
新疆维吾尔自治区：乌鲁木齐
# 数字基础
北京市：北京
天津市：天津
河北省：石家庄 廊坊 保定 邯郸
山西省：太原
内蒙古自治区：呼和浩特
辽宁省：沈阳 大连
吉林省：长春
黑龙江省：哈尔滨
上海市：上海
江苏省：南京 苏州 无锡 常州 扬州 宿迁 南通 盐城 连云港 淮安 泰州 镇江 徐州
浙江省：杭州 宁波 金华 湖州 嘉兴 绍兴 台州 温州
安徽省：合肥 芜湖 阜阳 宿州
福建省：福州 厦门 泉州 莆田
江西省：南昌 九江 抚州 宜春 赣州
山东省：济南 青岛 滨州 东营 菏泽 淄博 烟台 济宁 威海 临沂 泰安 德州
河南省：郑州 焦作 洛阳 新乡 南阳 鹤壁 开封
湖北省：武汉 荆州
湖南省：长沙 郴州 湘潭 株洲 益阳 岳阳 邵阳
广东省：广州 深圳 东莞 珠海 佛山 中山 汕头 茂名 惠州 湛江
广西壮族自治区：南宁
海南省：海口 三亚
重庆市：重庆
四川省：成都 攀枝花 绵阳 德阳
贵州省：贵阳
云南省：昆明
陕西省：西安 咸阳
甘肃省：兰州
青海省：西宁
宁夏回族自治区：银川
"""


def ranking() -> list[tuple[object, ...]]:
    """Return rank and city of every line."""
    return [(rank, f"{name}市") for rank, name in enumerate(RANKING.split(), start=1)]


def tree() -> list[tuple[object, ...]]:
    """Return the three levels of every leaf."""
    found: list[tuple[object, ...]] = []
    top = ""
    for line in TREE.strip().splitlines():
        if not line.startswith(" "):
            top = line
            continue
        middle, leaves = line.strip().split("：")
        found.extend((top, middle, leaf) for leaf in leaves.split())
    return found


def lists() -> list[tuple[object, ...]]:
    """Return domain, province and city of every line."""
    found: list[tuple[object, ...]] = []
    domain = ""
    for line in LISTS.strip().splitlines():
        if line.startswith("# "):
            domain = line[2:]
            continue
        province, cities = line.split("：")
        found.extend((domain, province, f"{city}市") for city in cities.split())
    return found


def write(name: str, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a table as UTF-8 that Excel opens."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / name).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])


def main() -> None:
    """Write all three tables."""
    assert len(ranking()) == 100
    write("ranking.csv", ("排名", "城市"), ranking())
    write("indicators.csv", ("一级指标", "二级指标", "三级指标"), tree())
    write("domain_lists.csv", ("领域", "省份", "城市"), lists())


if __name__ == "__main__":
    main()
