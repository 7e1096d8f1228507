"""The report of one city: wording as text, units of every kind, and reports that do not know each other."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from generator import gazetteer
from generator.build import build, prepare_unit
from generator.chapters.advice_library import ANY, Library, read_library, severity, stage
from generator.chapters.peers import choose_peers
from generator.chapters.template import Templates
from generator.chapters.unit_marks import Mark, Marks
from generator.chapters.unit_report import Remedy, UnitReport
from generator.chapters.unit_scores import Gathering
from generator.chapters.unit_series import Series, file_stem, report_facts
from generator.chapters.unit_standing import Neighbour, Rung, fine
from generator.config import read_edition
from generator.document import (
    Cards,
    Chapter,
    Cover,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    blocks_of,
    plain,
    walk,
)
from generator.errors import EditionError, InputError
from generator.opening import check
from generator.paths import shipped
from generator.scores.units import Unit
from generator.text import format_value
from generator.theme import load_theme
from generator.writers.docx import write_docx
from generator.writers.pdf import write_pdf
from tests.page_texts import page_texts
from tests.western import EDITION, copy_edition

FAMILY = shipped("templates") / "city"
TREES = (EDITION / "indicators.csv", Path(__file__).parent / "city_index_tree.csv")

# --- editions to try -----------------------------------------------------------------------

TIERS = (("一线城市", "一线", 85), ("二线城市", "二线", 50), ("三线城市", "三线", 0))
DEEP = (
    "一级,权重,二级,权重,三级,权重", "基础,40,网络,60,宽带,50", "基础,40,网络,60,移动,50", "基础,40,平台,40,云,100",
    "服务,60,政务,50,办件,100", "服务,60,民生,50,教育,50", "服务,60,民生,50,医疗,50",
)
FLAT = ("一级,权重,二级,权重", "基础,40,网络,60", "基础,40,平台,40", "服务,60,政务,50", "服务,60,民生,50")
LEAVES = {DEEP: ("宽带", "移动", "云", "办件", "教育", "医疗"), FLAT: ("网络", "平台", "政务", "民生")}

CITIES = {"unit_word": "城市", "measure_word": "座"}

EDITION_FILE = """
family = "volume"
title = "试编白皮书"
year = 2024
region = "全国"
index = "数字化"
date = 2024-05-01
publisher = "试编研究院"
[scores]
table = "scores.csv"
tree = "indicators.csv"
missing = "exclude"
"""


def make_edition(
    folder: Path, rows: Sequence[Sequence[object]], *, tree: tuple[str, ...] = DEEP, tiers: bool = True
) -> Path:
    """Return an edition with these rows: a name, then a score for every lowest indicator."""
    folder.mkdir(parents=True, exist_ok=True)
    bounds = "".join(f'[[tiers]]\nname = "{n}"\nshort = "{s}"\nmin = {m}\n' for n, s, m in TIERS)
    (folder / "edition.toml").write_text(EDITION_FILE + (bounds if tiers else ""), "utf-8")
    (folder / "indicators.csv").write_text("\n".join(tree), "utf-8")
    lines = [("城市", *LEAVES[tree]), *rows]
    (folder / "scores.csv").write_text("\n".join(",".join(map(str, line)) for line in lines), "utf-8")
    return folder


def series_of(path: Path) -> Series:
    """Return the reports of an edition whose tables are sound."""
    edition = read_edition(path)
    book, findings = check(edition)
    assert book is not None, findings
    return Series(edition, book)


def report_of(series: Series, name: str) -> tuple[Document, str]:
    """Return a unit's report and all its words."""
    document, _ = series.compose(series.find(name))
    return document, words_of(document)


def words_of(document: Document) -> str:
    """Return every word of a document in reading order."""
    return "\n".join(word for part in document.parts for word in _words(part))


def _words(part: object) -> Iterator[str]:
    if isinstance(part, Cover):
        yield from (part.title, part.subtitle)
    if isinstance(part, Chapter):
        yield plain(part.lead)
    for block in walk(blocks_of(part)):  # type: ignore[arg-type]
        match block:
            case Heading():
                yield block.title
            case Paragraph():
                yield plain(block.content)
            case Table():
                yield from _cells(block)
            case Cards():
                yield from (f"{card.label} {format_value(card.value, card.format)}" for card in block.cards)
            case _:
                continue


def _cells(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row.cells:
            yield plain(cell.value) if isinstance(cell.value, tuple) else format_value(cell.value)


@pytest.fixture(scope="module")
def western() -> Series:
    return series_of(EDITION)


# --- wording -------------------------------------------------------------------------------


@pytest.fixture
def say(tmp_path: Path) -> Callable[..., str]:
    def spoken(call: str, **facts: object) -> str:
        (tmp_path / "try.md").write_text(f'{{% import "wording.md" as w %}}\n{{{{ w.{call} }}}}', "utf-8")
        return Templates([tmp_path, FAMILY]).render("try", facts).body.strip()

    return spoken


def mark(name: str, gap: float | None, rank: int | None = 5, of: int = 71) -> Mark:
    """Return a mark with an average of 50."""
    score = None if gap is None else 50 + gap
    return Mark(name, name, name, 1, 0.25, 0.25, score, rank if score else None, of, 50.0, None, None, 90.0, "甲")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("place(1, 71)", "居首位"),
        ("place(2, 71)", "列第2名"),
        ("place(71, 71)", "列第71名"),
        ("place(1, 1)", "为唯一的参评单位"),
        ("tied([], '城市')", ""),
        ("tied(['甲'], '城市')", "，与甲并列"),
        ("tied(['甲', '乙'], '城市')", "，与甲、乙两个城市并列"),
        ("tied(['甲', '乙'], '城市', '座')", "，与甲、乙两座城市并列"),
        ("tied(['甲', '乙', '丙', '丁'], '城市')", "，与甲、乙、丙等四个城市并列"),
        ("gap(3.14)", "高出3.1分"),
        ("gap(-3.14)", "低3.1分"),
        ("gap(0.04)", "与之持平"),
        ("gap(-0.04)", "与之持平"),
        ("gap(none)", "无从比较"),
        ("apart(3.14)", "比平均高出3.1分"),
        ("apart(-3.14, '对标平均')", "比对标平均低3.1分"),
        ("apart(-0.04, '对标平均')", "与对标平均持平"),
        ("apart(none)", "无从比较"),
        ("of_them([1, 2], 2, '高于平均')", "都高于平均"),
        ("of_them([1, 2], 3, '高于平均')", "两项高于平均"),
        ("of_them([], 3, '高于平均')", "没有一项高于平均"),
        ("among('甲类城市', '城市')", "在甲类城市中"),
        ("among('甲群', '城市')", "在同属甲群的城市中"),
        ("against(12, '平均')", "大幅高于平均"),
        ("against(3, '平均')", "明显高于平均"),
        ("against(0.05, '平均')", "略高于平均"),
        ("against(0, '平均')", "与平均持平"),
        ("against(-2.9, '平均')", "略低于平均"),
        ("against(-9.9, '平均')", "明显低于平均"),
        ("against(-10, '平均')", "大幅低于平均"),
        ("change(1.25)", "上升1.3分"),
        ("change(-0.5)", "下降0.5分"),
        ("change(0)", "持平"),
        ("moved(3)", "上升3位"),
        ("moved(-1)", "下降1位"),
        ("moved(0)", "没有变化"),
        ("how_many([], '高于平均', 4)", "没有一项高于平均"),
        ("how_many([1, 2], '高于平均', 4)", "2项高于平均"),
        ("how_many([1, 2], '高于平均', 2)", "2项全部高于平均"),
    ],
)
def test_a_macro_chooses_its_words_by_the_number(say: Callable[..., str], call: str, words: str) -> None:
    assert say(call) == words


@pytest.mark.parametrize(
    ("gaps", "words"),
    [
        ((9.0, 4.0), "两项一级指标全部高于平均，领先最多的是一（高出9.0分）。"),
        ((-9.0, -4.0), "两项一级指标全部低于平均，差距最大的是一（低9.0分）。"),
        ((0.0, 0.01), "两项一级指标都与平均持平。"),
        ((9.0, -4.0, 0.0), "三项一级指标中，一高于平均，二低于平均，三与平均持平。"),
        ((9.0, 0.0), "两项一级指标中，一高于平均，二与平均持平。"),
        ((-9.0, 0.0), "两项一级指标中，一低于平均，二与平均持平。"),
        ((9.0, None), "两项一级指标中，一高于平均，二缺数据。"),
        ((), ""),
    ],
)
def test_the_balance_of_level_one_counts_what_is_above_below_and_missing(
    say: Callable[..., str], gaps: Sequence[float | None], words: str
) -> None:
    marks = Marks(mark("一二三四"[index], gap) for index, gap in enumerate(gaps))
    assert say("balance(marks, 71)", marks=marks) == words


def test_a_single_indicator_is_not_all_of_them(say: Callable[..., str]) -> None:
    said = say("balance(marks, 71)", marks=Marks([mark("一", 9.0)]))
    assert said == "一项一级指标高于平均，领先最多的是一（高出9.0分）。"


def test_a_group_that_all_units_share_is_not_said_to_hold_one_alone(tmp_path: Path) -> None:
    rows = [("郑州", *[70] * 6), ("洛阳", *[60] * 6), ("开封", *[60] * 6)]
    series = series_of(make_edition(tmp_path / "shared", rows))
    _, words = report_of(series, "洛阳")
    assert "参评，其中的名次不作比较" not in words and "同等级中没有其他" not in words and "换一个范围" not in words
    series = series_of(make_edition(tmp_path / "apart", [*rows, ("武汉", *[40] * 6)]))
    _, words = report_of(series, "武汉")
    assert "湖北省只有武汉市一个城市参评" in words and "同等级中没有其他城市。" in words


def test_a_unit_level_with_all_others_has_none_before_it(tmp_path: Path) -> None:
    series = series_of(make_edition(tmp_path, [(name, *[70] * 6) for name in ("郑州", "洛阳", "武汉")]))
    _, words = report_of(series, "洛阳")
    assert "各城市得分相同" in words and "尚有0" not in words
    assert "居首位，与平均持平" in words and "把优势变成" not in words


def test_marks_without_a_score_say_so(say: Callable[..., str]) -> None:
    assert say("mark(m)", m=mark("一", None)) == "缺数据"
    assert say("mark(m)", m=mark("一", -2.0, 40)) == "48.0分，列第40名，比平均低2.0分"
    assert say("mark(m)", m=mark("一", -0.03, 40)) == "50.0分，列第40名，与平均持平"


def test_neighbours_are_told_with_a_distance_that_is_not_rounded_away(say: Callable[..., str]) -> None:
    above, below = Neighbour("甲", 60.0, 1, 2.5), Neighbour("乙", 57.46, 3, 0.04)
    both = {"above": above, "below": below, "tied": ()}
    assert say("around(r)", r=both) == "前一位是甲（60.0分），相差2.50分；后一位是乙（57.5分），领先0.04分。"
    assert say("around(r)", r={**both, "above": None}) == "第二位是乙（57.5分），领先0.04分。"
    assert say("around(r)", r={**both, "below": None}) == "前一位是甲（60.0分），相差2.50分。"
    assert say("around(r)", r={**both, "above": None, "tied": ("丙",)}) == "其后是乙（57.5分），领先0.04分。"
    assert say("around(r)", r={"above": None, "below": None}) == ""


@pytest.mark.parametrize(
    ("lacking", "gain", "words"),
    [
        (1.5, 2.25, "；两条建议所涉指标若都达到参照值，可增加2.25分，足以升级"),
        (13.63, 9.15, "；两条建议所涉指标若都达到参照值，可增加9.15分，尚不足以升级"),
        (5.0, 0.0, ""),
    ],
)
def test_the_way_to_the_next_tier_is_told_with_what_the_recommendations_would_gain(
    say: Callable[..., str], lacking: float, gain: float, words: str
) -> None:
    facts = {
        "next_tier": Rung("一线城市", 85.0, lacking, 3, 88.0), "gain": gain, "remedies": (1, 2),
        "still_lacking": max(lacking - gain, 0.0),
    }
    assert say("rung(r)", r=facts) == f"距一线城市的下限85分还差{lacking:.2f}分{words}。"


def test_the_highest_tier_is_measured_by_itself(say: Callable[..., str]) -> None:
    facts = {"next_tier": None, "open_tier": None, "leads_everywhere": False, "common": "甲市"}
    assert say("rung(r)", r=facts) == "甲市已在最高等级，今后的比较应以自身进步和居首者为准。"
    facts["leads_everywhere"] = True
    assert say("rung(r)", r=facts) == "甲市已在最高等级且居首位，今后的比较应以自身进步为准。"


def test_a_tier_below_empty_ones_is_not_called_the_highest(tmp_path: Path) -> None:
    rows = [("郑州", *[70] * 6), ("洛阳", *[60] * 6), ("武汉", *[40] * 6)]
    series = series_of(make_edition(tmp_path, rows))
    for name, lacking in (("郑州", "15.00"), ("洛阳", "25.00")):
        _, words = report_of(series, name)
        assert f"更高的等级中没有参评单位；距一线城市的下限85分还差{lacking}分。" in words
        assert "最高等级" not in words
    _, words = report_of(series, "武汉")
    assert "距二线城市的下限50分还差10.00分" in words and "二线城市平均65.0分，相差25.0分。" in words
    assert "没有参评单位" not in words


@pytest.mark.parametrize(
    ("gaps", "shares", "ends"),
    [
        ((9.0, 4.0), "全部高于平均", "领先最多的是一，比平均高出9.0分；领先最少的是二，比平均高出4.0分。"),
        ((-4.0, -9.0), "全部低于平均", "差距最小的是一，比平均低4.0分；差距最大的是二，比平均低9.0分。"),
        (
            (9.0, -4.0, 0.0), "1项高于平均，1项低于平均，1项与平均持平",
            "相对最好的是一，比平均高出9.0分；相对最弱的是二，比平均低4.0分。",
        ),
        (
            (0.0, -4.0), "没有一项高于平均，1项低于平均，1项与平均持平",
            "相对最好的是一，与平均持平；相对最弱的是二，比平均低4.0分。",
        ),
    ],
)
def test_no_indicator_below_the_average_is_said_to_stand_out(
    say: Callable[..., str], gaps: Sequence[float], shares: str, ends: str
) -> None:
    marks = Marks(mark("一二三四"[index], gap) for index, gap in enumerate(gaps))
    assert say("shares(marks)", marks=marks) == shares
    assert say("ends(first, last)", first=marks.by_gap[0], last=marks.by_gap[-1]) == ends


@pytest.mark.parametrize(
    ("tier", "next_tier", "words"),
    [
        (
            (55.0, 45.0), True,
            "一高于总体平均而低于同等级平均，是升级途中的短板；二低于总体平均而高于同等级平均，可以先行突破。",
        ),
        ((55.0, 49.0), False, "一高于总体平均而低于同等级平均，是与同等级相比的短处。"),
        ((50.0, 45.0), True, "二低于总体平均而高于同等级平均，可以先行突破。"),
        ((50.0, 49.0), True, "没有一项介于总体平均与同等级平均之间。"),
    ],
)
def test_indicators_between_two_averages_are_named(
    say: Callable[..., str], tier: tuple[float, float], next_tier: bool, words: str
) -> None:
    marks = Marks(
        replace(mark(name, gap), tier_average=average)
        for name, gap, average in zip("一二", (3.0, -3.0), tier, strict=True)
    )
    assert say("between(marks, next_tier)", marks=marks, next_tier=next_tier) == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((10,), "全部属于一"),
        ((6, 4), "中有六项属于一"),
        ((5, 5), "分布在一、二两个方面"),
    ],
)
def test_where_the_weak_indicators_lie_is_said_in_one_clause(
    say: Callable[..., str], counts: Sequence[int], words: str
) -> None:
    groups = tuple(Gathering("一二三"[index], count) for index, count in enumerate(counts))
    assert say("gathered(groups, total)", groups=groups, total=sum(counts)) == words


@pytest.mark.parametrize(
    ("strengths", "better", "title", "words"),
    [
        (3, 3, "三项优势", ""),
        (2, 3, "优势与相对优势", "按规则，只有一、二两项高于平均，其余优势为名次相对靠前者。"),
        (1, 1, "一项优势", "按规则，只有一一项高于平均。"),
        (0, 3, "相对优势", "没有指标高于平均，表中优势为名次相对靠前者。"),
    ],
)
def test_what_the_rule_does_not_call_a_strength_is_only_a_relative_one(
    say: Callable[..., str], strengths: int, better: int, title: str, words: str
) -> None:
    marks = [mark(name, 1.0) for name in "一二三"]
    facts = {"strengths": marks[:strengths], "better": marks[:better], "compared": marks}
    assert say("strengths_title(r)", r=facts) == title
    assert say("ruled_strengths(r)", r=facts) == words


@pytest.mark.parametrize(
    ("kind", "tier", "clusters", "words"),
    [
        ("tier", "二线", (), "在同属某组的城市中，取综合得分与甲市最接近的两个"),
        ("cluster", "一线", ("某组",), "甲市所在等级可比的城市不足三个，故在某组内取综合得分最接近的两个"),
        ("cluster", "", ("某组",), "在同属某组的城市中，取综合得分与甲市最接近的两个"),
        ("all", "一线", ("某组",), "甲市所在等级与城市群可比的城市不足三个，故在全部城市中取综合得分最接近的两个"),
        ("all", "", (), "在全部城市中，取综合得分与甲市最接近的两个"),
    ],
)
def test_the_rule_that_chose_the_peers_is_stated(
    say: Callable[..., str], kind: str, tier: str, clusters: tuple[str, ...], words: str
) -> None:
    peers = {"units": ("乙", "丙"), "group": {"kind": kind}}
    facts = {"peers": peers, "peer_group": "某组", "common": "甲市", "tier": tier, "clusters": clusters}
    assert say("peers_rule(r, edition)", r=facts, edition={"unit_word": "城市", "measure_word": "个"}) == words
    counted = words.replace("不足三个", "不足三座").replace("两个", "两座")
    assert say("peers_rule(r, edition)", r=facts, edition={"unit_word": "城市", "measure_word": "座"}) == counted


def _remedy(found: Mark, gain: float, target: float | None, weakest: Sequence[Mark] = ()) -> Remedy:
    return Remedy(1, "题", "文", (), found, "二线平均", target, gain, tuple(weakest))


def test_a_recommendation_says_which_figures_call_for_it(say: Callable[..., str]) -> None:
    weak = (mark("网络", -9, 70), mark("平台", -8, 69))
    assert say("calls(a, e)", e=CITIES, a=_remedy(mark("基础", -5.0, 60), 1.2, 55.0, weak)) == (
        "基础在71座参评城市中列第60名，明显低于平均；达到二线平均，综合得分可增加1.20分。"
        "其下网络（第70名）、平台（第69名）名次最低，可作切入点。"
    )
    assert say("calls(a, e)", e=CITIES, a=_remedy(mark("基础", 20.0, 1), 0.0, None)) == (
        "基础在71座参评城市中居首位，大幅高于平均，任务是把优势变成可推广的做法。"
    )
    weak = (mark("网络", 9, 3), mark("平台", 8, 2))
    assert say("calls(a, e)", e=CITIES, a=_remedy(mark("基础", 20.0, 1), 0.0, None, weak)) == (
        "基础在71座参评城市中居首位，大幅高于平均，任务是把优势变成可推广的做法。"
        "其下网络（第3名）、平台（第2名）尚可提升。"
    )
    assert say("calls(a, e)", e=CITIES, a=_remedy(mark("基础", 20.0, 3), 0.0, 60.0)) == (
        "基础在71座参评城市中列第3名，大幅高于平均，已超过二线平均（60.0分）。"
    )
    assert say("calls(a, e)", e=CITIES, a=_remedy(mark("基础", 0.0, 1, 1), 0.0, None)) == "基础得50.0分。"


def test_a_distance_below_one_point_has_two_decimals() -> None:
    shown = {0.041: "0.04", 0.96: "0.96", 1.04: "1.0", 12.0: "12.0", 0.0039: "0.004", 0.0: "0.00"}
    assert {value: fine(value) for value in shown} == shown


# --- the rules -----------------------------------------------------------------------------


def test_severity_follows_gap_and_rank() -> None:
    asked = [(9.0, 1, 71), (9.0, 14, 71), (9.0, 15, 71), (0.0, 1, 1), (-1.0, 53, 71), (-1.0, 54, 71)]
    assert [severity(*one) for one in asked] == ["lead", "lead", "ahead", "ahead", "behind", "far"]


def test_a_stage_is_a_third_of_the_tiers() -> None:
    assert [stage(index, 5) for index in range(5)] == ["upper", "upper", "middle", "middle", "lower"]
    assert [stage(0, 1), stage(0, 2), stage(1, 2)] == ["upper", "upper", "middle"]


def test_peers_are_the_nearest_of_the_tier_then_of_the_cluster_then_of_all(
    western: Series, tmp_path: Path
) -> None:
    book, ledger = western.book, western.ledger
    peers = choose_peers(ledger, book.unit("昆明").key)
    tier = book.tier(book.unit("昆明"))
    assert tier is not None and peers.group.name == tier.name and len(peers.units) == 5
    gaps = sorted(abs(book.score(u) - book.score("昆明")) for u in book.units if book.tier(u) == tier)[1:6]
    assert sorted(abs(book.score(u) - book.score("昆明")) for u in peers.units) == gaps
    alone = choose_peers(ledger, book.unit("成都").key)
    assert alone.group.name == "成渝城市群" and "成都" not in {unit.name for unit in alone.units}
    few = series_of(make_edition(tmp_path / "few", [_row("拉萨", 90), _row("昆明", 60), _row("西宁", 40)]))
    found = choose_peers(few.ledger, few.find("拉萨").key)
    assert found.group.kind == "all" and [unit.name for unit in found.units] == ["昆明", "西宁"]


def _row(name: str, score: float, leaves: int = 6) -> tuple[object, ...]:
    return (name, *(round(score + index / 10, 1) for index in range(leaves)))


# --- the library ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library([FAMILY / "library"])


def _keys(tree: Path) -> list[str]:
    rows = [line.split(",") for line in tree.read_text("utf-8-sig").splitlines()[1:]]
    return list(dict.fromkeys(key for row in rows for key in (row[0], f"{row[0]}/{row[2]}")))


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.stem)
def test_the_library_has_texts_of_its_own_for_every_indicator_of_both_trees(
    library: Library, tree: Path
) -> None:
    for key in _keys(tree):
        own = [text for text in library.texts if {key, key.split("/")[-1]} & set(text.indicators)]
        assert len(own) >= 2, key
        for how in ("far", "behind", "ahead", "lead"):
            found = library.choose(key, how, "middle", frozenset())  # type: ignore[arg-type]
            assert found in own, (key, how)


def test_an_unknown_indicator_gets_a_general_text_and_never_the_same_twice(library: Library) -> None:
    for how in ("far", "behind", "ahead", "lead"):
        used: set[str] = set()
        for number in range(3):
            found = library.choose(f"医疗质量/甲{number}", how, "lower", used)  # type: ignore[arg-type]
            assert found is not None and ANY in found.indicators and found.title not in used
            used.add(found.title)


def test_titles_are_unique_and_texts_are_finished_sentences(library: Library) -> None:
    titles = [text.title for text in library.texts]
    assert len(titles) == len(set(titles))
    for text in library.texts:
        assert text.text.endswith("。") and 40 <= len(text.text) <= 200, text.title
        assert 2 <= len(text.steps) <= 4 and not any(step.endswith("。") for step in text.steps), text.title


def test_texts_claim_no_lead_for_units_merely_above_the_average_and_no_city_for_prefectures(library: Library) -> None:
    for text in library.texts:
        said = "".join((text.title, text.text, *text.steps))
        assert not any(word in said for word in ("全市", "本市", "市里", "市级")), text.title
        if not text.when or text.when - {"lead"}:
            assert not any(word in said for word in ("领先", "优势", "走在前")), text.title


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[advice]]\nfor = ['甲']\ntitle = '题'", "须有 for"),
        ("[[advice]]\nfor = '甲'\ntitle = '题'\ntext = '文'", "须有 for"),
        ("[[advice]]\nfor = ['甲']\ntitel = '题'\ntext = '文'", "title"),
        ("[[advice]]\nfor = ['甲']\ntitle = '题'\ntext = '文'\nwhen = ['behnd']", "behind"),
        ("advice = 3", r"只能有"),
        ("[[advice]", "TOML"),
    ],
)
def test_a_faulty_library_names_its_file(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "own.toml").write_text(text, "utf-8")
    with pytest.raises(EditionError, match=f"own.toml.*{words}"):
        read_library([tmp_path])


def test_an_edition_may_bring_texts_of_its_own(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    own = edition / "templates" / "city" / "library"
    own.mkdir(parents=True)
    (own / "own.toml").write_text(
        '[[advice]]\nfor = ["*", "产业融合/产业数字化"]\ntitle = "本院的<建议>"\ntext = "本院**的**话。"', "utf-8"
    )
    _, words = report_of(series_of(edition), "天水")
    assert "本院的<建议>" in words and "本院**的**话。" in words


# --- reports -------------------------------------------------------------------------------


def test_every_western_city_gets_a_report_without_a_finding(western: Series) -> None:
    for unit in western.book.units[::6]:
        document, findings = western.compose(unit)
        assert not findings, unit.name
        blocks = [block for part in document.parts for block in walk(blocks_of(part))]
        titles = [block.title for block in blocks if isinstance(block, Heading)]
        for title in ("总体定位", "一级与二级指标", "优势与短板", "三级指标逐项", "对标比较", "发展建议", "方法与术语"):
            assert title in titles, (unit.name, title)
        words = words_of(document)
        for fault in ("None", "nan", "NaN", "{{", "```", "。。", "，，", "；。", "，。", "无从比较"):
            assert fault not in words, (unit.name, fault)


def test_no_two_recommendations_of_a_report_are_alike(western: Series) -> None:
    for unit in western.book.units:
        facts = report_facts(UnitReport(_paper(western), western.ledger, western.library, unit))
        remedies = facts["r"].remedies  # type: ignore[attr-defined]
        assert len({remedy.title for remedy in remedies}) == len(remedies) == 6
        assert len({remedy.mark.key for remedy in remedies}) == 6


def _paper(series: Series):  # type: ignore[no-untyped-def]
    from generator.chapters.commentary import Commentary
    from generator.chapters.facts import PaperFacts

    return PaperFacts(series.edition, series.book, Commentary(series.edition.folder / "commentary"))


def test_the_figures_are_those_of_the_book(western: Series) -> None:
    _, words = report_of(western, "成都")
    assert "成都市综合得分89.2分，在西部地区71个城市中居首位，大幅高于平均水平（45.6分）" in words
    assert "没有指标低于平均，表中短板为名次相对靠后者。" in words
    _, words = report_of(western, "天水")
    assert "在西部地区71个城市中列第71名" in words and "没有指标高于平均，表中优势为名次相对靠前者。" in words
    assert "西藏自治区只有拉萨市一个城市参评，其中的名次不作比较" in report_of(western, "拉萨")[1]


def test_the_covers_of_all_units_share_their_art_and_name_their_own(western: Series) -> None:
    document, _ = report_of(western, "天水")
    cover = document.parts[0]
    assert isinstance(cover, Cover) and cover.title == "天水市"
    assert cover.accent == "天水" in dict(cover.art) and len(cover.art) == 71 == len(set(cover.art))
    other = report_of(western, "成都")[0].parts[0]
    assert isinstance(other, Cover) and other.art == cover.art and other.accent == "成都"


def test_figures_and_tables_count_through_the_report(western: Series) -> None:
    document, _ = report_of(western, "成都")
    blocks = [block for part in document.parts for block in walk(blocks_of(part))]
    for kind in (Figure, Table):
        labels = [b.caption.label for b in blocks if isinstance(b, kind) and b.caption]
        assert labels == [f"{labels[0][0]}{number}" for number in range(1, len(labels) + 1)] and len(labels) > 3


def test_scores_below_the_total_are_called_simulated(western: Series) -> None:
    document, words = report_of(western, "成都")
    note = western.edition.simulated_note
    blocks = [block for part in document.parts for block in walk(blocks_of(part))]
    told = {block.id for block in blocks if isinstance(block, Table | Figure) and note in block.note}
    assert {"table-levels", "table-leaves", "table-peers", "table-remedies", "figure-levels"} <= told
    assert "table-scopes" not in told and words.count(note) >= 2


def test_a_hand_written_text_is_merged_where_there_is_one(western: Series) -> None:
    assert "专家评述" in report_of(western, "成都")[1]
    assert "专家评述" not in report_of(western, "黔西南州")[1]


def test_a_name_is_found_by_short_and_full_name_and_code_and_a_wrong_one_names_the_nearest(
    western: Series,
) -> None:
    for name in ("成都", "成都市", "510100", "四川省成都市"):
        assert western.find(name).adcode == "510100"
    with pytest.raises(InputError, match="是否应为“成都”？") as caught:
        western.find("成度")
    assert caught.value.exit_code == 2
    for name in ("", "../../etc", "成都" * 200, "北京"):
        with pytest.raises(InputError):
            western.find(name)


@pytest.mark.parametrize(
    ("full", "code", "stem"),
    [
        ("成都市", "510100", "510100_成都市"),
        ("甲/乙:丙", "", "甲_乙_丙"),
        ("..", "", "_"),
        ("con", "", "_con"),
    ],
)
def test_a_file_is_named_by_code_and_whole_name(full: str, code: str, stem: str) -> None:
    assert file_stem(Unit(full, full, code)) == stem


# --- units of every kind -------------------------------------------------------------------


def test_a_book_of_one_unit_compares_it_with_nobody(tmp_path: Path) -> None:
    document, words = report_of(series_of(make_edition(tmp_path, [_row("成都", 60)])), "成都")
    assert "综合得分60.3分，为本次评估唯一的城市" in words
    assert "对标比较" not in words and "发展建议" not in words and "优势与短板" not in words and "nan" not in words
    _lays_out(document)


def test_units_that_tie_are_named(tmp_path: Path) -> None:
    rows = [_row("成都", 70), _row("贵阳", 60), _row("昆明", 60), _row("西宁", 40)]
    document, words = report_of(series_of(make_edition(tmp_path, rows)), "贵阳")
    assert "列第2名，与昆明并列" in words and "前一位是成都（" in words and "后一位是西宁（" in words
    _lays_out(document)


def test_units_are_counted_with_the_measure_word_of_the_edition(tmp_path: Path) -> None:
    names = ("成都", "重庆", "贵阳", "西安", "昆明", "兰州", "南宁")
    rows = [(name, *[60 - 3 * n] * 6) for n, name in enumerate(names)]
    rows.append(("银川", *rows[-1][1:]))
    folder = make_edition(tmp_path, rows)
    words = {}
    for measure in ("个", "座"):
        told = EDITION_FILE.replace("date", f'measure_word = "{measure}"\ndate', 1)
        (folder / "edition.toml").write_text(told, "utf-8")
        words[measure] = report_of(series_of(folder), "银川")[1]
    assert "8个城市" in words["个"] and "8座城市" in words["座"]
    assert not re.search(r"[\d一二两三四五]个城市(?!群)", words["座"])
    counts = (r"([\d一])个((?:参评)?城市)", r"(不足三)个()", r"(最接近的[一两三四五])个()")
    for pattern in counts:
        words["个"] = re.sub(pattern, r"\1座\2", words["个"])
    assert words["个"] == words["座"]


def test_missing_scores_are_shown_as_missing(tmp_path: Path) -> None:
    rows = [_row("成都", 70), ("贵阳", 50, 50, "—", 60, "—", 50), _row("昆明", 60), _row("西宁", 40)]
    document, words = report_of(series_of(make_edition(tmp_path, rows)), "贵阳")
    assert "云、教育两项缺少数据" in words and "—" in words and "nan" not in words
    tables = [b for part in document.parts for b in walk(blocks_of(part)) if isinstance(b, Table)]
    assert any("缺数据，上级指标按其余部分的权重折算" in table.note for table in tables)
    _lays_out(document)


def test_a_whole_branch_without_scores_does_not_stop_the_report(tmp_path: Path) -> None:
    rows = [_row("成都", 70), ("贵阳", "—", "—", "—", 60, 55, 50), _row("昆明", 60), _row("西宁", 40)]
    document, words = report_of(series_of(make_edition(tmp_path, rows)), "贵阳")
    assert "基础缺数据" in words and "nan" not in words and "None" not in words
    _lays_out(document)


@pytest.mark.parametrize("tiers", [True, False])
def test_a_tree_of_two_levels_leaves_the_third_out(tmp_path: Path, tiers: bool) -> None:
    rows = [_row(name, 40 + 9 * index, 4) for index, name in enumerate(("成都", "贵阳", "昆明", "西宁", "拉萨"))]
    series = series_of(make_edition(tmp_path, rows, tree=FLAT, tiers=tiers))
    document, words = report_of(series, "昆明")
    assert "三级指标逐项" not in words and "发展建议" in words and ("二线城市" in words) is tiers
    _lays_out(document)


def test_three_hundred_units_fit_the_same_pages(tmp_path: Path) -> None:
    dice = random.Random(5)
    cities = [entry.name for entry in gazetteer.load().cities][:300]
    rows = [(name, *(round(dice.uniform(20, 95), 1) for _ in range(6))) for name in cities]
    series = series_of(make_edition(tmp_path, rows))
    assert len(series.book.units) == 300
    document, _ = report_of(series, cities[150])
    assert _lays_out(document) <= 16


def test_a_recomputed_part_shows_the_national_rank(western: Series) -> None:
    edition = western.edition.model_copy(update={"region": "四川省", "where": {"province": "四川省"}})
    part = Series(edition, western.book.where({"province": "四川省"}))
    _, words = report_of(part, "绵阳")
    assert "在四川省18个城市中列第2名" in words and "在全国71个城市中，绵阳市列第6名" in words


def test_an_earlier_volume_is_compared_where_the_unit_is_in_both(western: Series) -> None:
    rest = western.book.where({"unit": [unit.key for unit in western.book.units if unit.name != "重庆"]})
    series = Series(western.edition, western.book, rest)
    _, words = report_of(series, "贵阳")
    assert "两期都参评的有70个城市" in words and "上一期列第2名，本期列第2名，没有变化" in words
    assert "没有可比的数据" in report_of(series, "重庆")[1]
    assert "与上一期比较" not in report_of(western, "贵阳")[1]


def _lays_out(document: Document) -> int:
    """Return the number of pages; anything that cannot be set raises."""
    return len(write_pdf(document, load_theme("navy"))[1].pages)


# --- files ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("city")
    assert 12 <= build(EDITION, unit="成都", out=out).pages <= 16
    return out


def test_both_files_hold_the_report(built: Path) -> None:
    names = ["510100_成都市.audit.json", "510100_成都市.docx", "510100_成都市.pdf"]
    assert sorted(path.name for path in built.iterdir()) == names
    pages = ["".join(page.split()) for page in page_texts(built / "510100_成都市.pdf")]
    assert "一页速览" in pages[1] and "三项优势" in pages[1] and "下一步" in pages[1]
    file = docx.Document(str(built / "510100_成都市.docx"))
    text = "".join(node.text or "" for node in file.element.body.iter() if node.tag.endswith("}t"))
    for words in ("一页速览", "总体定位", "对标比较", "发展建议", "方法与术语"):
        assert words in text and any(words in page for page in pages)


def test_pages_are_full(western: Series) -> None:
    for name in ("重庆", "黔西南州"):
        layout = write_pdf(report_of(western, name)[0], load_theme("navy"))[1]
        depth = load_theme("navy").page.depth
        used = [page.sheet.used / depth for page in layout.pages if page.sheet]
        assert 12 <= len(layout.pages) <= 16 and min(used[:-1]) > 0.6, (name, used)


def test_reports_made_in_either_order_have_the_bytes_of_reports_made_alone(tmp_path: Path) -> None:
    theme = load_theme("navy")

    def made(series: Series, name: str) -> tuple[bytes, bytes]:
        document = series.compose(series.find(name))[0]
        content, layout = write_pdf(document, theme)
        write_docx(document, theme, tmp_path / "one.docx", pages=layout.labels)
        return content, (tmp_path / "one.docx").read_bytes()

    alone = {name: made(series_of(EDITION), name) for name in ("成都", "天水")}
    shared = series_of(EDITION)
    forth = [made(shared, name) for name in ("成都", "天水", "成都")]
    assert forth == [alone["成都"], alone["天水"], alone["成都"]]
    other = series_of(EDITION)
    back = [made(other, name) for name in ("天水", "成都")]
    assert back == [alone["天水"], alone["成都"]]


def test_an_unknown_unit_writes_nothing_and_ends_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from generator import cli

    asked = ["whitepaper", "build", str(EDITION), "--unit", "成度", "--out", str(tmp_path), "--json"]
    monkeypatch.setattr("sys.argv", asked)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    said = json.loads(capsys.readouterr().out)
    assert stop.value.code == 2 and not said["ok"] and "成都" in said["error"]
    assert not list(tmp_path.iterdir())


def test_the_family_needs_a_unit(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    file = edition / "edition.toml"
    file.write_text(file.read_text("utf-8").replace('family = "volume"', 'family = "city"'), "utf-8")
    with pytest.raises(InputError, match="--unit"):
        build(edition, out=tmp_path / "out")
    assert prepare_unit(read_edition(edition), "成都")[2] == "510100_成都市"
