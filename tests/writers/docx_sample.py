"""A small paper with every part, block and inline, for the tests of the DOCX writer."""

from __future__ import annotations

from datetime import date

from generator import document as d
from generator.figures.bars import Bars
from generator.figures.minibars import MiniBars
from generator.figures.profile import Item, Profile

NAMES = (
    "成都",
    "重庆",
    "贵阳",
    "西安",
    "呼和浩特",
    "绵阳",
    "昆明",
    "兰州",
    "乌鲁木齐",
    "南宁",
    "咸阳",
    "银川",
)
SCORES = (89.2, 77.3, 70.4, 68.6, 68.1, 67.1, 64.5, 64.4, 61.8, 61.5, 61.5, 61.1)
LONG = "数字经济在城市运行中的作用逐年加强，数据、网络与算力成为新的公共设施。" * 3


def text(words: str, **look: bool) -> tuple[d.Inline, ...]:
    """Return one run."""
    return (d.Text(words, **look),)


def paragraph(words: str, style: d.ParagraphStyle = "body") -> d.Paragraph:
    """Return a paragraph of one run."""
    return d.Paragraph(text(words), style)


def caption(word: str, words: str, chapter: str, sequence: int) -> d.Caption:
    """Return a numbered caption."""
    return d.Caption(word, words, chapter, sequence)


def ranking() -> d.Table:
    """Return a packed ranking whose last place is the average."""
    rows = [
        d.Row(
            (d.Cell(rank), d.Cell(NAMES[rank % len(NAMES)]), d.Cell(90 - rank * 0.8)),
            "strong" if rank < 11 else "",
        )
        for rank in range(1, 72)
    ]
    rows.append(d.Row((d.Cell("平均得分", columns=2), d.Cell(45.6)), "average"))
    columns = (
        d.Column("排名", "left", "rank", 0.8),
        d.Column("城市", "left", "text", 1.45),
        d.Column("评分", "decimal", "score", 1.45, bar=100),
    )
    return d.Table(
        columns,
        tuple(rows),
        caption("表", "西部地区城市评分及排名", "2", 1),
        across=3,
        unit="分",
        note="排名按未取整的得分计算，条形长度为得分",
        source="数字经济研究院",
        id="ranking",
    )


def merged() -> d.Table:
    """Return a table with cells joined across and down, two header rows, and numbers of unlike length."""
    rows = (
        d.Row(
            (
                d.Cell("基础设施", rows=2, strong=True),
                d.Cell("网络"),
                d.Cell(12.5, format="text"),
                d.Cell(0.25),
            )
        ),
        d.Row((d.Cell("算力"), d.Cell(7, format="text"), d.Cell(None))),
        d.Row((d.Cell("小计", columns=2), d.Cell(19.75, format="text"), d.Cell(0.5)), "group"),
        d.Row(
            (d.Cell("服务"), d.Cell((d.Text("办事"), d.Text("指南", bold=True))), d.Cell(103), d.Cell(0.125))
        ),
    )
    head = (d.Row((d.Cell("指标", columns=2), d.Cell("数值", columns=2, align="center"))),)
    columns = (
        d.Column("一级指标"),
        d.Column("二级指标"),
        d.Column("得分", "decimal", "text"),
        d.Column("权重", "right", "weight"),
    )
    return d.Table(
        columns, rows, caption("表", "指标与权重", "2", 2), head=head, id="tree", source="某统计公报"
    )


def inlines() -> d.Inlines:
    """Return every kind of inline."""
    return (
        d.Text("普通文字，"),
        d.Text("粗体", bold=True),
        d.Text("、"),
        d.Text("着重", italic=True),
        d.Text("、"),
        d.Text("italic", italic=True),
        d.Text("、"),
        d.Text("code()", code=True),
        d.Text("、10"),
        d.Text("5", raised=True),
        d.Text("、"),
        d.Text("下划线", underline=True),
        d.Text("、"),
        d.Text("强调", accent=True),
        d.Text("，见"),
        d.Reference("ranking", "表2-1"),
        d.Text("、"),
        d.Reference("bars", "图2-1"),
        d.Text("与"),
        d.Reference("chapter-2", "第二章"),
        d.Text("；网址"),
        d.Link("数据平台", "https://example.org/data?a=1&b=2"),
        d.Text("。《数字中国》称“<R&D>”——占比…"),
        d.Footnote((d.Text("注文引自"), d.Link("统计局", "https://example.org/"), d.Text("。")), 1),
        d.Text("。"),
    )


def blocks() -> tuple[d.Block, ...]:
    """Return every kind of block."""
    profile = Profile(
        tuple(
            Item(name, score, 45.0, 1 + index % 2)
            for index, (name, score) in enumerate(zip(NAMES[:8], SCORES, strict=False))
        ),
        "重庆",
        "西部平均",
    )
    small = tuple(
        (
            d.Heading(name, 3, id=f"small-{name}"),
            paragraph(f"{name}得分靠前。", "plain"),
            d.Figure(
                MiniBars((Item("总分", 61.5, 45.6), Item("数据及信息化基础设施", 60.0, 44.0)), name),
                alt=f"{name}的得分",
            ),
        )
        for name in ("咸阳", "银川")
    )
    cards = (
        d.Card("总分", 77.3, "score", "第 2 / 71 名", strong=True),
        d.Card("数据及信息化基础设施", 66.1, "score", "第 11 名"),
        d.Card("城市服务", 80.4, "score", "第 2 名"),
        d.Card("城市治理", 79.9, "score", "第 2 名"),
        d.Card("产业融合", 78.1, "score", "第 2 名"),
    )
    nested = d.Bullets(
        (
            (paragraph("第一项", "plain"), paragraph("续写一段。", "plain")),
            (paragraph("第二项"), d.Bullets(((paragraph("甲"),), (paragraph("乙"),)), ordered=True)),
        )
    )
    return (
        d.Heading("城市总分及排名", 1, "01", "s1"),
        paragraph("七十一个城市平均得分为45.6分。", "lead"),
        d.Paragraph(inlines()),
        paragraph("成都市得分89.2分，列第一。", "key"),
        paragraph(LONG),
        ranking(),
        d.Heading("二级标题", 2, "1.1", "s11"),
        d.Figure(
            Bars(NAMES, SCORES, average=45.6),
            caption("图", "十二个城市得分", "2", 1),
            id="bars",
            note="示意",
            source="数字经济研究院",
        ),
        paragraph("引用一段话。", "quote"),
        paragraph("小字说明。", "note"),
        paragraph("无缩进。", "plain"),
        nested,
        d.Bullets(((paragraph("三"),), (paragraph("四"),)), ordered=True, start=3),
        merged(),
        d.Heading("样板城市", 1, "02", "s2", new_page=True),
        d.Heading("重庆", 2, "2.1", "chongqing", tagline="智能制造带动的内陆高地"),
        d.Cards(cards),
        d.Figure(profile, caption("图", "重庆市得分", "2", 2), id="profile", share=0.9),
        d.Together((paragraph("两段文字同页。"), paragraph("第二段。"))),
        d.SideBySide(small),
        d.PageBreak(),
        d.Paragraph((d.Text("print('hello')", code=True),), "plain"),
        paragraph(LONG),
        d.Heading("不入目录的一节", 2, "", "hidden", listed=False),
        paragraph(LONG),
    )


def sample() -> d.Document:
    """Return the paper."""
    art = tuple((f"城市{index}", 89.2 - index * 0.8) for index in range(71))
    front = (
        d.Heading("背景", 1, "01", "f1"),
        paragraph(LONG),
        d.Heading("方法", 1, "02", "f2"),
        paragraph(LONG),
    )
    appendix = (
        d.Heading("样本分布", 1, "01", "a1"),
        paragraph("样本如下。"),
        d.Table(
            (d.Column("省区"), d.Column("数量", "right", "integer")),
            (d.Row((d.Cell("四川"), d.Cell(21))),),
            caption("表", "样本", "A", 1),
            id="sample",
        ),
    )
    return d.Document(
        "西部地区城市数字经济指数白皮书 2020",
        (
            d.Cover(
                "西部地区城市数字经济指数白皮书",
                "2020",
                "71 个城市 · 4 项一级指标",
                "数字经济研究院",
                "二〇二〇年十月",
                art,
            ),
            d.Plain(
                "版权信息",
                (paragraph("编写：数字经济研究院"), paragraph("日期：二〇二〇年十月")),
                "imprint",
                False,
                True,
            ),
            d.Contents("目录", 2, "图目录", "表目录"),
            d.Plain("前言", front, "foreword"),
            d.Chapter(
                "发展现状",
                "第一章",
                "01",
                (paragraph(LONG), paragraph(LONG)),
                text("现状一句话。"),
                "chapter-1",
            ),
            d.Chapter(
                "总体评价",
                "第二章",
                "02",
                blocks(),
                text("七十一个城市平均得分为45.6分，二十五个城市高于平均。得分越往后差距越小。"),
                "chapter-2",
            ),
            d.Chapter("样本与方法", "附录", "A", appendix, (), "appendix-A"),
            d.BackCover(
                ("数字经济研究院", "电话：010-0000 0000", "邮箱：paper@example.org"),
                "本白皮书中的资料仅供参考。" * 6,
                "WP-2020-01",
                "https://example.org/",
                "扫码阅读",
                "© 2020 数字经济研究院",
            ),
        ),
        author="数字经济研究院",
        subject="城市数字经济",
        keywords=("城市", "数字经济"),
        running_head="西部地区城市数字经济指数白皮书 2020",
        date=date(2020, 10, 1),
    )
