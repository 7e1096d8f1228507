"""The words that tables, cards, figures and captions of a paper bring themselves, one set a language.

A pattern in braces is filled by `told` or `str.format`; `unit` and `units` are the edition's word for what it
scores, in the singular and in the plural (Chinese has one for both); where a count decides which, `{count:one|many}`
does (`english.Counted`). Running text is the templates' own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from generator import english, text


@dataclass(frozen=True)
class Words:
    """Words of one language; the names say what they head or stand beside."""

    names: Callable[[Sequence[str]], str]
    numeral: Callable[[int], str]
    day: Callable[[date], str]
    month: Callable[[date], str]

    clause: str
    blank: str
    comma: str
    path: str
    bracketed: str
    dated: str
    figure: str
    table: str
    chapter: str
    appendix: str
    demonstration: str

    none: str
    unassessed: str
    other: str
    total: str
    overall: str
    average: str
    average_of: str
    average_score: str
    whole_average: str
    highest: str
    lowest: str
    above_average: str
    difference: str
    sum: str
    count: str
    score: str
    rating: str
    rank: str
    tier: str
    share: str
    change: str
    leader: str
    last: str
    points: str
    number_and_points: str
    number: str

    list_of: str
    best_first: str
    by_overall: str
    ranking_note: str
    level: str
    step: Callable[[int], str]
    weight: str
    rank_of: str
    overall_rank: str
    in_year: str
    and_above: str
    span: str
    below: str
    portrait: str

    quadrant: str
    quadrants: tuple[str, str, str, str]
    quadrant_rule: str
    not_below: str
    under: str
    average_line: str
    points_line: str
    quadrant_bound: str
    axis: str
    score_axis: str
    published_only: str

    publisher: str
    authors: str
    date: str
    reference: str
    coverage: str
    covered: str
    covered_one: str
    source: str
    review_number: str
    unreviewed: str

    place_of: str
    place: str
    no_data: str
    partial: str
    in_brackets: str
    brackets_note: str
    left_out: str
    rounded_apart: str
    not_ranked: str
    rests_on_part: str
    average_on: str
    best_on: str
    weighs: str
    of_units: str
    so_many: str

    cluster: str
    scored_units: str
    weighted_by: str
    weighted: str
    weighted_short: str
    unscored: str
    shared_clusters: str
    plain_mean: str
    units_axis: str
    weighted_axis: str
    map: str
    distribution: str

    whole_rank: str
    ranked_anew: str
    other_bounds: str
    turn: str
    ranks: str
    ranked_among: str
    best_rank: str
    worst_rank: str
    overtaken: str
    drawn: str
    band: str
    standings: tuple[str, str, str]
    credit: str


CHINESE = Words(
    names=text.name_list, numeral=text.chinese_numeral,
    day=lambda of: f"{of.year}年{of.month}月{of.day}日", month=text.chinese_month,
    clause="；", blank="\u3000", comma="，", path="·", bracketed="{}（{}）", dated="{}（{}）", figure="图", table="表",
    chapter="第{}章",
    appendix="附录", demonstration="（演示）",
    none="无", unassessed="未参评", other="其他", total="总分", overall="综合得分", average="平均", average_of="{}平均",
    average_score="平均得分",
    whole_average="全国平均", highest="最高得分", lowest="最低得分", above_average="高于平均", difference="相差",
    sum="合计",
    count="数量", score="得分", rating="评分", rank="排名", tier="等级", share="占比", change="增减",
    leader="居首", last="居末", points="分",
    number_and_points="{measure}、分", number="{measure}",
    list_of="{unit}名单", best_first="名单按总分由高到低排列", by_overall="名单按综合得分由高到低排列",
    ranking_note="排名按未取整的得分计算，条形长度为得分", level="{}级指标", step=text.chinese_numeral,
    weight="权重", rank_of="{}名次",
    overall_rank="总分名次", in_year="{}年", and_above="{}分及以上", span="{}分至{}分以下", below="{}分以下",
    portrait="画像",
    quadrant="象限", quadrants=("第一象限", "第二象限", "第三象限", "第四象限"), quadrant_rule="划分标准",
    not_below="不低于",
    under="低于", average_line="平均分", points_line="{}分",
    quadrant_bound="{attribute}{size}{threshold}，综合得分{level}{line}",
    axis="{}（{}）", score_axis="综合得分（分）", published_only="{attribute}除{names}为公布值外，均为演示值",
    publisher="出版", authors="作者", date="日期", reference="编号", coverage="评估对象", covered="{region}{units}",
    covered_one="{count}{measure}{unit}", source="数据来源", review_number="审图号", unreviewed="待送审",
    place_of="第 {} / {} 名", place="第 {}", no_data="缺数据", partial="数据不全", in_brackets="（{}）",
    brackets_note="括号中的得分因数据不全，依已有部分的权重折算，不排名次，也不计入平均与等级",
    not_ranked="另有{names}数据不全，得分加括号列出，不计入",
    rounded_apart="相差按未取整的得分计算",
    left_out="{names}数据不全，不在图中", rests_on_part="{names}数据不全，得分依已有部分的权重折算",
    average_on="{} 平均", best_on="最高 {} {}",
    weighs="权重 {}",
    of_units="共 {{}} {measure}{unit}", so_many="{measure}{unit}",
    cluster="城市群", scored_units="参评{unit}", weighted_by="{}加权", weighted="加权平均", weighted_short="加权",
    unscored="（{}未参评）",
    shared_clusters="名单按总分由高到低排列；一{measure}{unit}可属多个城市群", plain_mean="简单平均",
    units_axis="参评{unit}数（{measure}）",
    weighted_axis="{}加权平均得分（分）", map="地图",
    distribution="分布图",
    whole_rank="全国排名",
    ranked_anew="排名为{region}{count}{measure}{unit}内重新计算的名次，全国排名为在{whole}{measure}{unit}中的名次；条形长度为得分",
    other_bounds="两卷的等级界限不同，各按各卷的界限", turn="变化", ranks="名",
    ranked_among="两年名次均在两卷共有的{count}{measure}{unit}之内重排；正数为名次上升",
    best_rank="最好", worst_rank="最差", overtaken="换位",
    drawn="各级权重上下浮动{spread}%、得分在取整范围内变动，共{draws}次；最好、最差为第5与第95百分位的名次，"
    "换位为被后一名超过的比例",
    band="{}—{}名", standings=("领先", "接近", "并列"), credit="图片来源：{}",
)

ENGLISH = Words(
    names=english.name_list, numeral=english.numeral, day=english.day, month=english.month,
    clause=". ", blank="\u2003", comma=", ", path=": ", bracketed="{} ({})", dated="{}, {}", figure="Figure",
    table="Table",
    chapter="Chapter {}", appendix="Appendix", demonstration=" (simulated)",
    none="None", unassessed="Not assessed", other="Other", total="Total score", overall="Total score",
    average="Average",
    average_of="{} average",
    average_score="Average score", whole_average="National average", highest="Highest score", lowest="Lowest score",
    above_average="Above average", difference="Gap", sum="Total", count="Number", score="Score", rating="Score",
    rank="Rank",
    tier="Tier", share="Share", change="Change", leader="Leader", last="Last place", points="points",
    number_and_points="", number="",
    list_of="{Units}", best_first="Listed by total score, highest first",
    by_overall="Listed by total score, highest first",
    ranking_note="Ranks are taken on unrounded scores", level="Level {} indicator",
    step=str,
    weight="Weight", rank_of="{} rank", overall_rank="Total rank", in_year="{}", and_above="{} and above",
    span="{} to below {}", below="Below {}", portrait="Profile",
    quadrant="Quadrant", quadrants=("First quadrant", "Second quadrant", "Third quadrant", "Fourth quadrant"),
    quadrant_rule="Bounds", not_below="at least ", under="below ", average_line="the average",
    points_line="{} points",
    quadrant_bound="{attribute} {size}{threshold}, total score {level}{line}", axis="{} ({})",
    score_axis="Total score (points)",
    published_only="{attribute} is published for {names}; all other values are for demonstration",
    publisher="Publisher", authors="Authors", date="Date", reference="Number", coverage="Coverage",
    covered="{units}, {region}", covered_one="{count:{unit}|{units}}", source="Source",
    review_number="Map review number", unreviewed="To be applied for",
    place_of="{} of {}", place="Rank {}", no_data="No data", partial="Data incomplete",
    in_brackets="({})",
    brackets_note="Scores in brackets rest on incomplete data, weighed from the parts there are; they have no rank and "
    "are part of no average and no tier",
    not_ranked="Listed in brackets and not counted, their data being incomplete: {names}",
    rounded_apart="Gaps are taken on unrounded scores",
    left_out="Not shown, their data being incomplete: {names}",
    rests_on_part="Incomplete data, weighed from the parts there are: {names}", average_on="{}",
    best_on="Average; best {} {}",
    weighs="Weight {}", of_units="{{}} {count:~{unit}|{units}}", so_many="{count:~{unit}|{units}}",
    cluster="City cluster", scored_units="{Units} scored", weighted_by="Weighted by {}", weighted="Weighted average",
    weighted_short="Weighted",
    unscored=" ({} not scored)",
    shared_clusters="Listed by total score, highest first; a {unit} may belong to several clusters",
    plain_mean="Simple average", units_axis="{Units} scored", weighted_axis="Average score weighted by {} (points)",
    map="map",
    distribution="chart",
    whole_rank="National rank",
    ranked_anew="Ranks are recomputed among the {count:{unit}|{units}} of {region}; "
    "national ranks are among {whole:{unit}|{units}}",
    other_bounds="The two volumes draw their tiers differently; each keeps its own bounds", turn="Change", ranks="",
    ranked_among="Both years are ranked anew among the {count:{unit}|{units}} that the two volumes share; "
    "a positive change is a rise",
    best_rank="Best", worst_rank="Worst", overtaken="Overtaken",
    drawn="Weights at every level were varied by up to {spread}% and scores within their rounding, {draws:,} times; "
    "best and worst are the 5th and 95th percentiles of the rank, overtaken is the share of draws in which the next "
    "one comes out ahead",
    band="{}–{}", standings=("ahead", "close", "level"), credit="Picture: {}",
)

WORDS = {"zh": CHINESE, "en": ENGLISH}
