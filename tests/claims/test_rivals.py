"""Readings that another clause allows: what holds under one of them is not called false, what holds under none is."""

from __future__ import annotations

import pytest

from generator.claims import Paper, Verdict, check_claims
from generator.claims.read import Reader
from generator.scores.book import Book

TOLD_ELSEWHERE = (
    # what the number is about stands in another clause: right and wrong numbers of one sentence
    ("陕西共有8个城市参评，西安居首；咸阳、榆林、宝鸡进入二线，其余4市平均{}分。", "39.4", "37.4"),
    ("四线城市35个，占比接近一半，平均得分{}分。", "36.3", "38.3"),
    ("贵阳在贵州一马当先；第{}名遵义55.7分。", "二", "三"),
    ("从第七名到第十二名，六个城市得分接近，首尾相差{}分。", "3.4", "6.4"),
    ("云南内部落差较大，昆明领先，第{}名玉溪比它低得多。", "二", "三"),
    ("新疆有6个城市参评。除乌鲁木齐外，得分最高的是{}。", "克拉玛依", "昌吉"),
    ("西部地区得分最高的五个城市平均{}分。", "74.7", "72.7"),
    ("甘肃五市参评，兰州居首；得分在40分以下的有{}个。", "4", "3"),
    ("陕西各市中，得分在50分以上的只有西安、咸阳、榆林和{}。", "宝鸡", "延安"),
    ("西部平均得分45.6分，其中城市服务能力最高（{}分）。", "48.0", "46.0"),
    ("甘肃的兰州排名西部第8。{}次之。", "酒泉", "金昌"),
    ("乌鲁木齐综合得分61.8分，{}最弱。", "数据及信息化基础设施", "城市治理能力"),
    ("重庆{}得分最高，排名第二。", "城市服务能力", "数据及信息化基础设施"),
    ("陕西有8个城市参评。西安第一，没有一个城市低于{}分。", "35", "36"),
    ("银川61.1分，石嘴山39.2分；西宁59.1分，海东33.9分。两个首府都属{}城市。", "二线", "三线"),
    ("银川61.1分，石嘴山39.2分；西宁59.1分，海东33.9分。两个首府都属二线城市，另外两市则是{}城市。", "四线", "三线"),
    ("一线与新一线合计6个。其中，四川、贵州和陕西分别有2个、1个和{}个。", "1", "2"),
    ("四川有18个城市参评。新一线城市仅有{}1个。", "绵阳", "贵阳"),
    ("成都、绵阳、德阳、宜宾发展较快。四市平均62.6分，比西部平均高{}分。", "17.0", "19.0"),
    ("从城市服务能力看，全部城市平均48.0分。高于平均的城市共有{}个。", "27", "33"),
    ("二线城市共有16个。最后两位是鄂尔多斯和{}。", "宝鸡", "北海"),
    ("四川的成都、绵阳、德阳领先，前两者领跑全省，后者属于{}城市。", "三线", "四线"),
    ("青海平均46.5分，比甘肃高5.9分，只比陕西低{}分。", "2.5", "4.5"),
    ("信息基础设施一项，西部平均为54.2分。有{}个城市在平均线之上。", "29", "33"),
    ("各省之中，重庆均分最高，77.3分；甘肃最低，{}分。", "40.6", "42.6"),
    ("广西有8个城市参评。8城之中，只有南宁、柳州、桂林和{}高于西部平均。", "北海", "钦州"),
    ("陕西8市的排序是西安第{}、咸阳第二、榆林第三。", "一", "五"),
    ("昭通得分33.6分。排在柳州之前、又属于陕西的，是西安、咸阳和{}。", "榆林", "宝鸡"),
    ("重庆得分77.3分。重庆之后，还有{}座城市在60分以上。", "10", "13"),
    ("成都、重庆领先。其中贵阳超过{}分。", "70", "75"),
    ("德阳领衔三线。垫底的{}只比四线的石嘴山多1.0分。", "黔南", "攀枝花"),
    ("三线城市共有14个，德阳居首。贵州8市平均43.7分，如果去掉贵阳，其余7市平均只有{}分。", "39.9", "41.9"),
)
STRICT = (
    # the clause of the number names all that it is about, though other clauses name more
    "四川18个城市平均43.6分，广西8个城市平均43.6分。",
    "成都得分89.2分，重庆得分89.2分。",
    "论城市治理，成都居首，重庆综合得分80.3分。",
    "贵州的遵义排名第二，在西部排名第二。",
    "贵阳、遵义在贵州居前两位，柳州在西部排名第20，桂林在西部排名第18。",
)


@pytest.mark.parametrize(("sentence", "right", "wrong"), TOLD_ELSEWHERE)
def test_what_another_clause_names_may_be_meant(
    western: tuple[Book, Paper], sentence: str, right: str, wrong: str
) -> None:
    assert check_claims([("text.md", sentence.format(right))], *western) == ()
    assert check_claims([("text.md", sentence.format(wrong))], *western) != ()


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("曲靖综合得分45.2分。数据及信息化基础设施得分{}分，为四项中最高。", "51.0", "53.0"),
        ("曲靖综合得分45.2分。产业融合得分33.8分，为四项中{}。", "最低", "次低"),
        ("曲靖综合得分45.2分。产业融合得分33.8分，为四项中{}。", "最低", "最高"),
        ("新一线城市，四川有1个，陕西只有{}1个。", "西安", "咸阳"),
        ("新一线城市，四川有{}个，陕西只有西安1个。", "1", "2"),
        ("曲靖综合得分45.2分。与昆明相比，曲靖总分低{}分。", "19.3", "17.3"),
        ("曲靖在云南6个城市中排名第三。与昆明相比，曲靖总分低19.3分；与第二名玉溪相比，则低{}分。", "2.9", "4.9"),
        ("西部共有71个城市参评，其中四川{}个、陕西8个。", "18", "16"),
        ("60分以上的西部城市中，陕西占据2席，即西安、{}。", "咸阳", "榆林"),
        ("四川只有成都、绵阳两市超过60分，陕西则有{}个。", "2", "4"),
        ("甘肃有5个城市参评。兰州得分64.4分。其余4市均属{}城市。", "四线", "三线"),
        ("甘肃有5个城市参评。兰州得分64.4分。其余4市得分均低于{}分。", "40", "39"),
        ("甘肃有5个城市参评。兰州得分64.4分。其余4市均{}西部平均。", "低于", "高于"),
        ("进入前十的还有兰州、{}。", "南宁", "咸阳"),
    ],
)
def test_a_paragraph_is_told_where_one_of_its_numbers_is_wrong(
    western: tuple[Book, Paper], text: str, right: str, wrong: str
) -> None:
    assert check_claims([("text.md", text.format(right))], *western) == ()
    assert check_claims([("text.md", text.format(wrong))], *western) != ()


@pytest.mark.parametrize("sentence", STRICT)
def test_a_clause_that_names_all_is_read_strictly(western: tuple[Book, Paper], sentence: str) -> None:
    assert check_claims([("text.md", sentence)], *western) != ()


def test_what_is_named_only_behind_a_statement_is_no_rival(western: tuple[Book, Paper]) -> None:
    text = "绵阳市综合得分67.1分，排名第5位，属于数字经济新一线城市。"  # the fifth of five, the sixth of all
    assert check_claims([("text.md", text)], *western) != ()


def test_a_group_may_stand_in_the_sentence_before_but_not_in_another_paragraph(western: tuple[Book, Paper]) -> None:
    texts = ["甘肃有五个城市参评。兰州一枝独秀，平均40.6分。", "甘肃有五个城市参评。\n\n兰州一枝独秀，平均40.6分。"]
    told = [check_claims([("text.md", text)], *western) for text in texts]
    assert told[0] == ()
    assert told[1] != ()


def test_a_rival_reading_makes_a_statement_unsure_and_tells_no_fact(reader: Reader) -> None:
    claims = reader.read("四线城市35个，占比接近一半，平均得分36.3分。", "text.md")
    (average,) = [claim for claim in claims if "36.3" in claim.stated]
    assert average.verdict is Verdict.UNSURE
    assert average.facts == ()
