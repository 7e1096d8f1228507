"""What is reported: place and right value, contradictions, waivers, the listing."""

from __future__ import annotations

import json

from generator.claims import Paper, Verdict, as_json, check_claims, claims_and_findings, listing, read_claims
from generator.scores.book import Book

Western = tuple[Book, Paper]
WRONG = "在本次评估中，曲靖市得分为45.3分，排名第二十六位。"


def test_a_finding_names_line_clause_right_value_and_cell(western: Western) -> None:
    (finding,) = check_claims([("units/曲靖.md", f"前文。\n\n{WRONG}\n")], *western)
    assert (finding.code, finding.place.file, finding.place.line) == ("W701", "units/曲靖.md", 3)
    assert "曲靖市得分为45.3分" in finding.zh
    assert "45.2分" in finding.zh
    assert str(western[0].source("曲靖")) in finding.zh


def test_a_waiver_with_a_reason_lets_a_claim_stand(western: Western) -> None:
    text = f"{WRONG}\n\n[核对 得分为45.3分]: # \"沿用公布稿\"\n"
    claims, findings = claims_and_findings([("a.md", text)], *western)
    assert findings == ()
    assert any(claim.verdict is Verdict.FALSE and claim.waived == "沿用公布稿" for claim in claims)


def test_a_waiver_without_reason_or_object_is_reported(western: Western) -> None:
    text = f"{WRONG}\n\n[核对 得分为45.3分]: # \"\"\n\n[claim: 得分为99分]: # \"没有这句\"\n"
    assert {finding.code for finding in check_claims([("a.md", text)], *western)} == {"W701", "W708", "W709"}


def test_two_texts_that_disagree_are_reported_where_the_second_stands(western: Western) -> None:
    texts = [("a.md", "成都、绵阳、贵阳位列城市服务能力前三。"), ("b.md", "绵阳在城市服务能力指标中排名第五。")]
    found = [finding for finding in check_claims(texts, *western) if finding.code == "W702"]
    assert [finding.place.file for finding in found] == ["b.md"]
    assert "a.md:1" in found[0].zh


def test_the_file_of_a_unit_is_its_subject(western: Western) -> None:
    claims = read_claims([("commentary/units/咸阳.md", "在本次评估中得分为61.5分，排名第十一位。")], *western)
    assert [(claim.units, claim.verdict) for claim in claims] == [(("610400",), Verdict.TRUE)] * 2


def test_numbers_from_outside_are_listed_and_never_false(western: Western) -> None:
    text = "2019年，重庆GDP总量2.36万亿元，实施改造项目1280个，占投资的39%，生产效率提高67.3%，建成基站2000座。"
    claims = read_claims([("a.md", text)], *western)
    assert len(claims) >= 4
    assert {claim.verdict for claim in claims} <= {Verdict.NOT_IN_DATA, Verdict.UNSURE}


def test_the_listing_shows_every_claim_with_its_verdict(western: Western) -> None:
    claims = read_claims([("a.md", WRONG)], *western)
    shown = listing(claims)
    assert "不符" in shown
    assert "相符" in shown
    assert listing(claims, "en").splitlines()[0].startswith("place")
    assert json.loads(json.dumps(as_json(claims), ensure_ascii=False))[0]["file"] == "a.md"


def test_hostile_text_only_takes_time(western: Western) -> None:
    texts = [
        "，" * 5000, "成都、" * 3000, "第一" * 3000, "(" * 3000,
        "\x00\u202e成都得分为\t89.2分", "分" * 5000 + "得分为" * 900, "成都，" * 1500, "得分为89.2分，" * 200,
        "排名第一、" * 400, "前三" * 400, "比成都高1.2分" * 300, "3个城市" * 500,
        "三线城市14座，" * 300, "成都是四川唯一" * 300, "在省会中居末位，" * 200,
    ]
    for text in texts:
        check_claims([("a.md", text)], *western)


def test_an_english_edition_is_read_too(western: Western) -> None:
    right = "Qujing scored 45.2 points and ranked 26th. The average score was 45.6. 25 cities scored above the average."
    wrong = "Qujing scored 45.3 points. Chengdu ranked second. The average score was 46.1. 23 cities are above average."
    assert {claim.verdict for claim in read_claims([("a.md", right)], *western)} == {Verdict.TRUE}
    assert [claim.verdict for claim in read_claims([("b.md", wrong)], *western)] == [Verdict.FALSE] * 4
