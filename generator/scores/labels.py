"""Header words: how a label is compared, and which words name which column."""
# ruff: noqa: E501 - lists of words stand wide

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from generator.scores.grid import Raw


class Role(StrEnum):
    """What a column is, when it is not an indicator."""

    UNIT = "unit"
    PROVINCE = "province"
    CITY = "city"
    CODE = "code"
    TOTAL = "total"
    RANK = "rank"
    SERIAL = "serial"
    INDICATOR = "indicator"
    PARENT = "parent"
    VALUE = "value"
    WEIGHT = "weight"
    REMARK = "remark"
    ATTRIBUTE = "attribute"
    TIER = "tier"
    LIST = "list"


_WORDS: dict[Role, str] = {
    Role.UNIT: "城市 城市名称 城市名 市 市名 地区 地区名称 名称 单位 单位名称 县 区县 县市 县(市) 县区 开发区 园区 高新区 区 "
    "参评城市 评价对象 city cityname name unit county district",
    Role.PROVINCE: "省份 省 所属省份 所在省份 所属省 省市 省区市 省(区、市) 省(自治区、直辖市) 省级行政区 province",
    Role.CITY: "所属城市 所属市 所在城市 所在市 地级市 所属地级市",
    Role.CODE: "行政区划代码 区划代码 代码 adcode code",
    Role.TOTAL: "综合得分 总分 总得分 综合评分 综合分 总评分 得分 评分 综合指数 总指数 综合总分 total totalscore score",
    Role.RANK: "排名 名次 位次 综合排名 总排名 全国排名 序位 rank published_rank ranking",
    Role.SERIAL: "序号 编号 no no. # id serial",
    Role.INDICATOR: "指标 指标名称 indicator 指标项",
    Role.PARENT: "上级指标 上级 父指标 所属指标 parent",
    Role.VALUE: "得分 分值 分数 数值 值 评分 score value",
    Role.WEIGHT: "权重 权重% 指标权重 比重 weight weights",
    Role.REMARK: "备注 说明 注 remark remarks note notes 数据来源 来源 填报人 审核人",
    Role.LIST: "领域 榜单 名单 分榜 domain list",
    Role.ATTRIBUTE: "区域 板块 region 城市群 都市圈 cluster clusters 类别 kind",
    Role.TIER: "等级 档次 档位 梯队 级别 层级 层次 等次 评级 评价等级 综合等级 城市等级 所属等级 所属档次 所属梯队 tier tiers grade",
}
_ROLES: dict[str, tuple[Role, ...]] = {}
for _role, _words in _WORDS.items():
    for _word in _words.split():
        _ROLES[_word] = (*_ROLES.get(_word, ()), _role)

_SPACE = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_TRAILING = re.compile(r"\([^()]*\)$")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\d{1,2}[、.](?!\d)|\(\w{1,2}\))")
_LEVEL = re.compile(r"^(?:第?([一二三四五六七八九1-9])级?(?:级)?指标(?:名称)?|level([1-9])|([一二三四五六七八九])级)$")
_WEIGHT = re.compile(
    r"^(?:第?([一二三四五六七八九1-9])级?(?:级)?(?:指标)?(?:权重|比重)|(?:level)?([1-9])?weight([1-9])?)(?:_?pct|%)?$"
)
_ENGLISH = re.compile(
    r"^(?:第?([一二三四五六七八九1-9])级?(?:指标)?)?英文(?:名称?|名字)?$|^(?:level([1-9])_?)?(?:english|englishname|name_en)([1-9])?$"
)
_STEP = {sign: step for step in range(1, 10) for sign in ("一二三四五六七八九"[step - 1], str(step))}


def normal(value: Raw) -> str:
    """Return a label for comparing: NFKC, no white space, lower case. Empty for what is no text."""
    if not isinstance(value, str):
        return ""
    return _SPACE.sub("", unicodedata.normalize("NFKC", value[:400])).casefold()


def bare(value: Raw) -> str:
    """Return the normal form without a trailing unit or weight in brackets and leading numbering."""
    text = normal(value)
    stripped = _NUMBERING.sub("", _TRAILING.sub("", text))
    return stripped or text


def roles(value: Raw) -> tuple[Role, ...]:
    """Return the roles a label may name, none for anything else."""
    return _ROLES.get(normal(value)) or _ROLES.get(bare(value), ())


def level_of(value: Raw) -> int:
    """Return 1–9 for the header of a tree's level column (一级指标, level1), else 0."""
    match = _LEVEL.match(bare(value))
    return _STEP[next(group for group in match.groups() if group)] if match else 0


def weight_level(value: Raw) -> int | None:
    """Return 1–9 for a weight column that names its level, 0 for a plain 权重, None for no weight."""
    text = bare(value)
    if Role.WEIGHT in roles(value):
        return 0
    match = _WEIGHT.match(text)
    if not match:
        return None
    return next((_STEP[group] for group in match.groups() if group), 0)


def english_level(value: Raw) -> int | None:
    """Return 1–9 for a column of English names that names its level, 0 for a plain english, None for any other."""
    match = _ENGLISH.match(bare(value))
    return None if match is None else next((_STEP[group] for group in match.groups() if group), 0)


def says_percent(value: Raw) -> bool:
    """Return whether a header says its numbers are percentages (%, pct)."""
    text = normal(value)
    return "%" in text or text.endswith("pct")


_MEASURE = re.compile(
    r"^\(?(?:单位[:：])?(?:满分)?(?:\d+(?:\.\d+)?)?(?:分|%|百分比|个|家|项|件|人|万人|元|万元|亿元|公里|位|次|户|名|无量纲|权重:?[\d.]+%?|"
    r"points?|score|pct|rank)\)?$"
)
_SECTION = re.compile(
    r"^(?:(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.]).*|第[一二三四五六七八九十\d]+(?:梯队|档|类|批|组|层次|层级|等级).*|[一二三四五六七八九十](?:类|档|线)城市.*|"
    r"(?:东部|中部|西部|东北|华北|华东|华南|华中|西南|西北|东南)(?:地区|城市|各省)?)$"
)
_SUMMARY = re.compile(
    r"^(?:.{0,6}(?:平均|均值)(?:值|分|得分|水平)?|.{0,4}(?:合计|总计|小计|权重|比重|最大值|最小值|最高分?|最低分?|中位数|标准差|满分)(?:\(.*\))?|全国|全省|全市|全体|总体|整体|全样本"
    r"|average|mean|total|sum|weight|max|min|median)$"
)
_NOTE = re.compile(
    r"^(?:其中[:、]|注(?:\d|[一二三四五]|释|解)*[:.、]|注\d*$|说明[:、]?|备注[:、]?|数据来源|资料来源|来源[:、]|单位[:、]|制表|填报|审核|示例|note[:s]|source:)"
)
_REMARK = re.compile(
    r"^(?:[^:]{1,30}:.{2}|.*[。;].|(?:数据|本表|以上|以下|表中|附件?[:录表]|截至|截止|统计口径|口径|联系人|报送|说明)|\(?完\)?$|"
    r"(?:[※*#★▲△●◆†‡]+|\(?\d{1,2}\)|\d{1,2}[.、)]|[①-⑳]).*"
    r"(?:说明|表示|数据|缺失|来源|估计|截至|指标|得分|评分|统计|公布|口径|计算|标准|本表|下同|按|系|为|见))",
    re.DOTALL,
)
"""What a row says that holds one cell and names nobody: a clause with a colon or a full stop, a marked or numbered
remark. A name holds none of these."""
_AVERAGE = re.compile(r"(?:平均|均值|average|mean)")
_WEIGHTS = re.compile(r"(?:权重|比重|weight)")


def is_summary(value: Raw) -> bool:
    """Return whether a row's label is that of an average, sum, weight or note row."""
    text = normal(value)
    return bool(text) and bool(_SUMMARY.match(text) or _NOTE.match(text))


def is_measure(value: Raw) -> bool:
    """Return whether a label is a unit of measure and no name: 分, %, (亿元), 满分100分."""
    return bool(_MEASURE.match(normal(value)))


def is_remark(value: Raw) -> bool:
    """Return whether a text that stands alone in its row is a remark on the table and no name."""
    text = normal(value)
    return bool(text) and bool(_REMARK.match(text))


def is_section(value: Raw) -> bool:
    """Return whether a label heads a part of a table: 一、西南地区, 第一梯队."""
    return bool(_SECTION.match(normal(value)))


def is_average(value: Raw) -> bool:
    """Return whether a summary label is that of the average over all rows."""
    text = normal(value)
    return bool(_AVERAGE.search(text)) and not _NOTE.match(text)


def is_weights(value: Raw) -> bool:
    """Return whether a summary label is that of a row of weights."""
    return bool(_WEIGHTS.search(normal(value))) and len(normal(value)) <= 8
