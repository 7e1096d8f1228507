"""Places by one character each: 北上杭深四市, 京津沪渝, 江浙沪三省市, 云贵川三省.

Only a run of at least two that a number or a noun closes is read so, since each character alone is
a part of other words; 省 behind it makes provinces of it, 市 or 城 cities.
"""

from __future__ import annotations

import re

CITIES = {
    "北": "北京",
    "京": "北京",
    "上": "上海",
    "沪": "上海",
    "广": "广州",
    "穗": "广州",
    "深": "深圳",
    "杭": "杭州",
    "津": "天津",
    "渝": "重庆",
    "蓉": "成都",
    "宁": "南京",
    "苏": "苏州",
    "汉": "武汉",
    "甬": "宁波",
    "郑": "郑州",
    "济": "济南",
    "青": "青岛",
    "厦": "厦门",
    "锡": "无锡",
    "昆": "昆明",
    "筑": "贵阳",
    "邕": "南宁",
    "榕": "福州",
    "肥": "合肥",
    "常": "常州",
}
PROVINCES = {
    "京": "北京",
    "津": "天津",
    "冀": "河北",
    "晋": "山西",
    "蒙": "内蒙古",
    "辽": "辽宁",
    "吉": "吉林",
    "黑": "黑龙江",
    "沪": "上海",
    "苏": "江苏",
    "江": "江苏",
    "浙": "浙江",
    "皖": "安徽",
    "闽": "福建",
    "赣": "江西",
    "鲁": "山东",
    "豫": "河南",
    "鄂": "湖北",
    "湘": "湖南",
    "粤": "广东",
    "桂": "广西",
    "琼": "海南",
    "渝": "重庆",
    "川": "四川",
    "蜀": "四川",
    "贵": "贵州",
    "黔": "贵州",
    "云": "云南",
    "滇": "云南",
    "藏": "西藏",
    "陕": "陕西",
    "秦": "陕西",
    "甘": "甘肃",
    "陇": "甘肃",
    "青": "青海",
    "宁": "宁夏",
    "新": "新疆",
}
_COUNT = r"(?:[两二三四五六七八九十]{1,3}|\d{1,3})?(?:个|座|大)?"
_CITY = "".join(CITIES)
_PROVINCE = "".join(PROVINCES)
RUN = (
    rf"(?<![{_CITY}])[{_CITY}]{{2,8}}(?={_COUNT}(?:一线城市|城市|直辖市|市(?!场|民|政)|城(?!区|镇|乡)))"
    rf"|(?<![{_PROVINCE}])[{_PROVINCE}]{{2,8}}(?={_COUNT}(?:省份|省市|省区|省(?!会|级|内)|城市))"
)


def places(run: str, after: str) -> tuple[str, ...]:
    """Return the short names of the places of a run, empty where it is none; `after` is what follows."""
    tables = (PROVINCES,) if re.match(rf"{_COUNT}省", after) else (CITIES, PROVINCES)
    for table in tables:
        names = tuple(table.get(character, "") for character in run)
        if all(names) and len(set(names)) == len(names):
            return names
    return ()
