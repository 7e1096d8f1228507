"""The words that the tables, cards and figures of a unit's report bring themselves, one set a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator import english


@dataclass(frozen=True)
class UnitWords:
    """Words of one language; the names say what they head or stand beside. Without a word for `province` the
    table of peers has no such column: English words leave it no room."""

    scope: str
    name: str
    rank: str
    against_average: str
    first: str
    first_score: str
    scopes_note: str
    kinds: Mapping[str, str]
    own_group: Callable[[str], str]
    nation: str
    nation_short: str
    indicator: str
    overall_average: str
    missing_note: str
    strength: str
    weakness: str
    nearest_to: str
    of_total: str
    kind: str
    best_ranked: str
    lowest_ranked: str
    inset: str
    peer_average: str
    province: str
    peers_note: str
    learn_from: str
    ahead: str
    best_peer: str
    target: str
    gain: str
    advice: str
    answers: str
    now: str
    gain_note: str
    score_in: str
    rank_in: str
    score_change: str
    rank_change: str
    years_note: str
    mean: str
    rank_short: Callable[[int], str]
    rank_in_group: str
    out_of: str
    against_overall: str
    against_peers: str
    reaching: str
    level_of: str
    group_average: str
    subject: str
    report_title: str
    cover_place: str
    cover_alone: str
    cover_partial: str
    cover_subtitle: str


CHINESE = UnitWords(
    scope="范围", name="名称", rank="名次", against_average="与平均相差", first="居首者", first_score="居首得分",
    scopes_note="名次栏中，斜线之后为该范围内有综合得分的数量；只含一个单位的范围不列",
    kinds={
        "nation": "全国", "all": "本次评估", "region": "所在地区", "province": "所在省份", "tier": "所在等级",
        "cluster": "城市群",
    },
    own_group="所在{}".format, nation="全国", nation_short="全国", indicator="指标", overall_average="总体平均",
    missing_note="“—”为缺数据，上级指标按其余部分的权重折算", strength="优势", weakness="短板", nearest_to="相对{}",
    of_total="占总分", kind="类别", best_ranked="名次最好者", lowest_ranked="名次最低者", inset="　",
    peer_average="对标平均", province="省份", peers_note="对标平均为表中除本单位以外各单位的简单平均",
    learn_from="可借鉴者", ahead="已领先",
    best_peer="对标最高", target="参照值", gain="可增总分", advice="建议", answers="对应指标", now="现得分",
    gain_note="可增总分＝（参照值－现得分）×该指标占总分的权重", score_in="{}年得分", rank_in="{}年名次",
    score_change="得分变化", rank_change="名次变化",
    years_note="名次在两期都参评的{count}{measure}{unit}之间计算；构成不同的指标不计得分变化", mean="平均 {}",
    rank_short="第{}".format, rank_in_group="{}名次", out_of="/ {}", against_overall="与总体平均",
    against_peers="与对标平均",
    reaching="达到 {}", level_of="{}的水平", group_average="{}平均（{}）", subject="发展",
    report_title="{unit}{subject}评估报告（{year}）",
    cover_place="综合得分{score}分，{of}{measure}{unit}中列第{rank}名",
    cover_alone="综合得分{score}分",
    cover_partial="综合得分{score}分，数据不全，不排名次",
    cover_subtitle="{subject}评估报告　{place}",
)

ENGLISH = UnitWords(
    scope="Scope", name="Group", rank="Rank", against_average="Gap to average", first="First", first_score="Its score",
    scopes_note="After the stroke stands the number of units scored in the group; a group of one is left out",
    kinds={
        "nation": "Nation", "all": "Assessment", "region": "Region", "province": "Province", "tier": "Tier",
        "cluster": "City cluster",
    },
    own_group=lambda word: word[:1].upper() + word[1:],
    nation="The whole nation", nation_short="National", indicator="Indicator", overall_average="Overall average",
    missing_note="A dash is missing data; the indicator above is weighed from its other parts", strength="Strength",
    weakness="Weakness", nearest_to="Relative {}", of_total="Of total", kind="Kind", best_ranked="Best ranked",
    lowest_ranked="Lowest ranked", inset="   ", peer_average="Peer average", province="",
    peers_note="The peer average is the simple average of the other units in the table", learn_from="Learn from",
    ahead="In the lead", best_peer="Best peer", target="Target", gain="Total gain", advice="Recommendation",
    answers="Indicator", now="Score", gain_note="Total gain = (target - score) × the indicator’s weight in the total",
    score_in="Score {}", rank_in="Rank {}", score_change="Change", rank_change="Places",
    years_note="Ranks are taken among the {count:{unit}|{units}} in both volumes; no change is given for "
    "indicators that are made of different parts",
    mean="average {}", rank_short=english.ordinal, rank_in_group="{} rank", out_of="of {}",
    against_overall="Gap to average", against_peers="Gap to peers", reaching="at {}", level_of="level of {}",
    group_average="{} ({})", subject="", report_title="{unit}: {subject} Report ({year})",
    cover_place="Total score {score}, rank {rank} of {of} {units}",
    cover_alone="Total score {score}",
    cover_partial="Total score {score}, unranked: data incomplete", cover_subtitle="{subject} Report.  {place}",
)

UNIT_WORDS = {"zh": CHINESE, "en": ENGLISH}
