"""Phrases with a number in them that are not plain numbers: ranks, first n, levels, quadrants, dates.

Each has a pattern for the sentence and a reader for what was found. The words in the negative
lookaheads are those that make of 第一 and 前三 something else (第一产业, 前三季度).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.claims import numerals

ONE = rf"(?:\d{{1,3}}|{numerals.CHINESE})"

DATE = (
    r"(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}日)?|底|末|初|度|上半年|下半年|一季度|以来)?|[—-](?:19|20)\d\d年?)"
    r"|[一二]〇[一二三〇]\S年|\d{1,2}月(?:\d{1,2}日)?"
)
_NO_RANK = (
    "产业 级 章 节 篇 条 象限 季 届 批 次 期 方阵 梯队 阵营 大 个 时间 动力 部 世界 人民 轮 代 阶段 卷 步 类 层 项 "
    "款 年 天 中学 医院 书记 要务 线 一 二 三 四 五 六 七 八 九 十 方面 种 方 把 手 集团 副"
).replace(" ", "|")
_NO_RANK_BEHIND_DIGITS = "|".join(w for w in _NO_RANK.split("|") if w not in "一二三四五六七八九十")  # 第34一路退到第50
WORD_RANKS = {
    **dict.fromkeys(
        (
            "居首位",
            "居榜首",
            "居首",
            "列首位",
            "首位",
            "榜首",
            "头名",
            "冠军",
            "魁首",
            "首名",
            "头把交椅",
            "首席",
            "一马当先",
            "一枝独秀",
            "一骑绝尘",
            "独占鳌头",
            "之首",
            "之冠",
            "拔得头筹",
        ),
        1,
    ),
    **dict.fromkeys(("榜眼", "亚军", "次席", "次高"), 2),
    **dict.fromkeys(("季军", "探花"), 3),
    **dict.fromkeys(
        (
            "末位", "末席", "末尾", "榜尾", "垫底", "最后一名", "最后一位", "殿后", "居末", "最末", "末名", "敬陪末座",
            "之末", "排名最后", "位列最后", "位居最后",
        ),
        -1,
    ),
    "次低": -2,
    **dict.fromkeys(("排名最前", "位列最前", "位居最前", "排在最前", "列在最前"), 1),
}
_AT_LAST = r"(?:排在|列在|排到)最后(?![一二两三四五六七八九十\d面])"
ORDINAL = (
    rf"倒数第{ONE}[名位]?"
    rf"|第{ONE}[名位]?(?:(?:[、和与及至到]|以及|，(?=第))第?{ONE}(?![个座家所万亿分%\d])[名位]?)*(?!\d)(?:(?<=\d)(?!{_NO_RANK_BEHIND_DIGITS})|(?<!\d)(?!{_NO_RANK}))"
    rf"|(?<![第\d]){ONE}[至到]{ONE}[名位]|{'|'.join(WORD_RANKS)}|{_AT_LAST}"
)
_NO_TOP = (
    "个 季 年 月 届 批 期 天 日 次 所未 者 后 线 级 章 项 点 步 沿 景 提 途 端 往 来 万 亿 分 % \\d"
).replace(" ", "|")
TOP = (
    rf"(?:最后|末尾|倒数|后|末)(?!第|一[名位]){ONE}(?:名|位|席)|前(?!一[名位]){ONE}(?!{_NO_TOP})(?:名|位|强|甲|席|列)?"
    rf"|(?:TOP|Top|top)\s?\d{{1,3}}|前{ONE}(?:强|甲)"
)
LEVEL = (
    rf"(?:(?:{ONE}|各|每|所有|全部)(?:个|项|大)?)?[一二三四]级(?:(?:、|和|与)[一二三四]级)*(?:细分)?指标"
    rf"|{ONE}(?:个|项|大)(?:领域|维度|指标|板块|方面|能力(?!平均|得分|均))"
    r"|(?:所有|各|全部)(?:个|项)?(?:领域|维度|分项指标|指标|分领域|细分指标)"
)
QUADRANT = r"第[一二三四1234]象限|[ⅠⅡⅢⅣ]象限"
PAIR = (
    r"(?:一(?=[市城](?![一二三四五六七八九十级网]))"
    r"|两|二|三|四|五|六|七|八|九|十|\d{1,3})(?:市|城|州市|地市)(?![场级民区政长镇值内域])"
)

# words that hold a number or a name and mean neither
FIXED = (
    "一带一路|一卡通|一网通办|一网通管|一网统管|一体化|一系列|一定|一些|一批|一般|一直|一方面|另一方面|一种|一类|一条|一次"
    "|一起|一并|一旦|一样|一步|十四五|十三五|五网|三农|万物|万企|千亿级|百亿级|万亿级|千家万户|双一流|二十大|十八大|十九大"
    "|第一时间|第一动力|第一资源|统一|唯一性|单一|进一步|第三方|四通八达|一站式|一件事|一码通|三台合一|两化融合|两新"
    r"|三大运营商|不一|之一|万元|\d+G|\d+\+\d+|[A-Za-z]+\d+|\d+[A-Za-z]+"
)

# what, right behind a place, makes it another one (成都高新区, 凉山州西昌市), and characters no such name holds
_STOP = (
    "一二两三四五六七八九十个座的在于从为以是对由和与及等将把被比较领先超过位居排名列得均都、，（）：；。“”《》因至到有内中前后第"
    "0123456789"
)
INNER = re.compile(
    r"(?:高新(?:技术)?(?:产业)?(?:开发)?区|经开区|经济(?:技术)?开发区|新区|综合保税区|自贸区"
    rf"|(?!县市)[^{_STOP}]{{1,4}}?(?:新区|(?<![地市城片库景])区(?![域间位别块县内])|县(?![域级市])|旗(?![下舰帜])"
    r"|(?<![全各该本城省都两多])市(?![场值民区政域级县直])))"
)


@dataclass(frozen=True)
class Ranks:
    """Ranks in the order written; negative ones count from the end. `through` is 第二至第五."""

    values: tuple[int, ...]
    through: bool = False


@dataclass(frozen=True)
class Levels:
    """A phrase for the indicators of some levels (四项一级指标), with the number it states."""

    levels: tuple[int, ...]
    count: int | None = None


def read_ranks(text: str) -> Ranks | None:
    """Return the ranks a phrase names, None if it names none."""
    if text in WORD_RANKS:
        return Ranks((WORD_RANKS[text],))
    if text.endswith("最后"):
        return Ranks((-1,))
    sign = -1 if text.startswith("倒数") else 1
    values = [numerals.whole(part) for part in re.findall(ONE, text)]
    if not values or any(value is None or value == 0 for value in values):
        return None
    return Ranks(tuple(sign * value for value in values if value), bool(re.search("[至到]", text)))


def read_top(text: str) -> int:
    """Return n of 前n名, negative for 后n名."""
    digits = re.search(ONE, text)
    count = numerals.whole(digits.group()) if digits else None
    return (count or 0) * (-1 if text[0] in "后末倒" or text.startswith("最后") else 1)


def read_levels(text: str) -> Levels:
    """Return the levels and the number of a phrase like 四项一级指标."""
    levels = tuple("一二三四".index(found) + 1 for found in re.findall("([一二三四])级", text))
    count = re.match(rf"({ONE})(?:个|项|大)", text)
    return Levels(levels, numerals.whole(count.group(1)) if count else None)


def read_quadrant(text: str) -> int:
    """Return the number of a quadrant."""
    return "一二三四".find(text[1]) + 1 or "1234".find(text[1]) + 1 or "ⅠⅡⅢⅣ".find(text[0]) + 1


def read_pair(text: str) -> int | None:
    """Return how many places 两市, 五城 counts."""
    return numerals.whole(re.sub("(?:州市|地市|市|城)$", "", text))
