"""Classes of cities that texts speak of without naming their members: 直辖市, 省会, 计划单列市, 副省级城市.

The four municipalities, the seats of the provinces and autonomous regions, the five cities with a plan of
their own (国发〔1990〕 and later) and the fifteen of sub-provincial rank (中编发〔1994〕1号). Short names.
"""

from __future__ import annotations

_MUNICIPAL = "北京 天津 上海 重庆"
_SEATS = (
    "石家庄 太原 呼和浩特 沈阳 长春 哈尔滨 南京 杭州 合肥 福州 南昌 济南 郑州 武汉 长沙 广州 南宁 海口 成都 贵阳 "
    "昆明 拉萨 西安 兰州 西宁 银川 乌鲁木齐"
)
_PLANNED = "大连 青岛 宁波 厦门 深圳"
_SUBPROVINCIAL = "广州 武汉 哈尔滨 沈阳 成都 南京 西安 长春 济南 杭州 大连 青岛 深圳 厦门 宁波"

CLASSES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("直辖市",), frozenset(_MUNICIPAL.split())),
    **dict.fromkeys(("省会", "省会城市", "首府", "首府城市"), frozenset(_SEATS.split())),
    **dict.fromkeys(("计划单列市", "计划单列城市"), frozenset(_PLANNED.split())),
    **dict.fromkeys(("副省级城市", "副省级市"), frozenset(_SUBPROVINCIAL.split())),
}
