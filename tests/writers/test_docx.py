"""What a reader of the Word file finds: every word, number and object of the document, and valid parts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from generator import document as d
from generator.figures.examples import examples
from generator.text import format_value
from generator.theme import load_theme
from generator.writers.docx import write_docx
from generator.writers.docx.plates import broken_title
from generator.writers.docx.prove import prove_docx
from generator.writers.pdf.grid import PAD_Y
from tests.writers.docx_sample import LONG, paragraph, sample, text

THEME = load_theme("navy")
PAGES = {"foreword": "iii", "chapter-2": "3", "s1": "4", "ranking": "4", "bars": "5", "s11": "5", "s2": "7"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docx") / "sample.docx"
    assert write_docx(sample(), THEME, path, pages=PAGES) == []
    return path


@pytest.fixture(scope="module")
def word(made: Path) -> Any:
    return docx.Document(str(made))


def _document(*blocks: d.Block) -> d.Document:
    return d.Document("试卷", (d.Chapter("总体评价", "第一章", "01", blocks, id="c"),))


def _written(document: d.Document, folder: Path) -> Any:
    write_docx(document, THEME, folder / "one.docx", pages={})
    return docx.Document(str(folder / "one.docx"))


def _part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode()


def _squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def _all_words(path: Path) -> str:
    words = [_part(path, "word/document.xml"), _part(path, "word/footnotes.xml")]
    shown = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", "".join(words))
    return _squeezed("".join(shown)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _expected(block: d.Block) -> Iterator[str]:
    match block:
        case d.Paragraph():
            yield d.plain(block.content)
        case d.Heading():
            yield block.title
            yield block.tagline
        case d.Table():
            for row in block.rows:
                for cell in row.cells:
                    value = cell.value
                    yield (
                        d.plain(value)
                        if isinstance(value, tuple)
                        else str(value if isinstance(value, str) else "")
                    )
            yield block.note
            yield block.source
        case d.Cards():
            for card in block.cards:
                yield card.label
                yield card.note
        case d.Figure():
            yield block.note
            yield block.caption.text if block.caption else ""
        case _:
            pass


def test_every_word_of_every_block_and_inline_is_in_the_file(made: Path) -> None:
    words = _all_words(made)
    for part in sample().parts:
        for block in d.walk(d.blocks_of(part)):
            for expected in _expected(block):
                assert _squeezed(expected) in words, expected


def test_numbers_in_tables_stand_in_their_column_s_format(word: Any) -> None:
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for rank in range(1, 72):
        assert format_value(90 - rank * 0.8, "score") in cells
    assert "12.5%" in cells and "19.75" in cells and "—" in cells


def test_the_package_is_valid(made: Path) -> None:
    result = OpenXmlValidator().validate(str(made))
    assert [str(error) for error in result.errors] == []


def test_two_writings_are_equal_to_the_byte(made: Path, tmp_path: Path) -> None:
    write_docx(sample(), THEME, tmp_path / "again.docx", pages=PAGES)
    assert (tmp_path / "again.docx").read_bytes() == made.read_bytes()


def test_headings_are_real_ones_in_order(word: Any) -> None:
    headings = [
        (item.style.name, item.text)
        for item in word.paragraphs
        if item.style.name.startswith(("Heading", "前置标题"))
    ]
    assert headings[:4] == [
        ("前置标题", "前言"), ("Heading 2", "背景"), ("Heading 2", "方法"), ("Heading 1", "发展现状"),
    ]  # fmt: skip
    assert ("Heading 3", "重庆\u3000智能制造带动的内陆高地") in headings
    assert headings[-2:] == [("Heading 1", "样本与方法"), ("Heading 2", "样本分布")]


def test_a_heading_left_out_of_the_contents_has_no_outline_level(word: Any) -> None:
    heading = next(item for item in word.paragraphs if item.text == "不入目录的一节")
    assert heading.style.name == "标题 3（不入目录）"
    assert heading.style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "9"


def test_contents_are_filled_with_links_and_printed_pages(made: Path, word: Any) -> None:
    entries = [item.text for item in word.paragraphs if item.style.name in ("toc 1", "toc 2", "toc 3")]
    assert "前言\tiii" in entries
    assert "第二章\t总体评价\t3" in entries
    assert "01\t城市总分及排名\t4" in entries
    assert "1.1\t二级标题\t5" in entries
    assert not any("不入目录" in entry for entry in entries)
    xml = _part(made, "word/document.xml")
    marks = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', xml))
    anchors = re.findall(r'w:anchor="([^"]+)"', xml)
    asked = re.findall(r"(?:PAGEREF|REF) (\S+)", xml)
    assert anchors and asked
    assert set(anchors) | set(asked) <= marks


def test_lists_of_figures_and_tables_are_filled_too(word: Any) -> None:
    entries = [item.text for item in word.paragraphs if item.style.name == "toc 9"]
    assert "图2-1\u3000十二个城市得分\t5" in entries
    assert "表2-1\u3000西部地区城市评分及排名\t4" in entries


def test_every_field_that_begins_also_ends(made: Path) -> None:
    xml = _part(made, "word/document.xml")
    assert xml.count('fldCharType="begin"') == xml.count('fldCharType="end"') > 20
    assert "updateFields" not in _part(made, "word/settings.xml")


def test_word_is_asked_to_update_only_by_choice(tmp_path: Path) -> None:
    write_docx(_document(paragraph("一")), THEME, tmp_path / "u.docx", pages={}, ask_update=True)
    assert '<w:updateFields w:val="true"/>' in _part(tmp_path / "u.docx", "word/settings.xml")
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "u.docx")).errors] == []


def test_captions_count_themselves_and_are_marked(made: Path, word: Any) -> None:
    captions = [item.text for item in word.paragraphs if item.style.name in ("图题", "表题")]
    assert captions == [
        "表2-1\u3000西部地区城市评分及排名\t单位：分", "图2-1\u3000十二个城市得分", "表2-2\u3000指标与权重",
        "图2-2\u3000重庆市得分", "表A-1\u3000样本",
    ]  # fmt: skip
    xml = _part(made, "word/document.xml")
    assert xml.count("SEQ 章序号 \\* ARABIC \\c") == 4
    assert xml.count("SEQ 附录序号 \\* ALPHABETIC \\c") == 1


def test_references_are_fields_that_show_what_they_point_at(made: Path) -> None:
    xml = _part(made, "word/document.xml")
    for shown in ("表2-1", "图2-1", "第二章"):
        assert re.search(rf"> REF \S+ (\\n )?\\h <.{{0,200}}?>{shown}<", xml), shown
    assert "\\n \\h <" in xml and "\\r \\h" not in xml  # \\r would put the chapter before the number of a section


def test_notes_are_footnotes_with_their_links(made: Path) -> None:
    notes = _part(made, "word/footnotes.xml")
    assert "注文引自" in notes and notes.count("<w:footnote ") == 3
    assert "https://example.org/" in _part(made, "word/_rels/footnotes.xml.rels")


def test_a_dense_table_has_low_rows_and_its_first_page_stays_with_the_heading_above(tmp_path: Path) -> None:
    columns = (d.Column("排名"), d.Column("城市"), d.Column("得分", "right", "score"))
    rows = tuple(d.Row((d.Cell(f"{at}"), d.Cell(f"城{at}"), d.Cell(50.0))) for at in range(1, 301))
    table = d.Table(columns, rows, across=3, dense=True)
    word = _written(_document(d.Heading("全部排名", 1), paragraph("如下。"), table), tmp_path)
    low = _written(_document(replace(table, dense=False)), tmp_path)
    assert len(word.tables) < len(low.tables)
    first = word.tables[0]._tbl
    broken = list(first.getprevious().iter(qn("w:pageBreakBefore")))
    kept = [row for row in first.tr_lst if next(row.iter(qn("w:keepNext")), None) is not None]
    assert not broken and len(kept) == len(first.tr_lst) - 1


def _kept(table: Any) -> list[bool]:
    """Return which rows stay with the next one."""
    return [next(row.iter(qn("w:keepNext")), None) is not None for row in table._tbl.tr_lst]


def test_a_low_table_stays_on_one_page_and_a_tall_one_keeps_its_ends_together(tmp_path: Path) -> None:
    columns = (d.Column("等级"), d.Column("城市名单", width=4))

    def kept(count: int, names: str) -> list[bool]:
        rows = tuple(d.Row((d.Cell(f"等级{at}"), d.Cell(names))) for at in range(count))
        return _kept(_written(_document(d.Table(columns, rows, source="评估数据")), tmp_path).tables[0])

    assert kept(10, "成都") == [True] * 11
    assert kept(5, "成都、重庆、西安、昆明" * 3) == [True] * 6
    assert kept(7, "成都、重庆、西安、昆明" * 24) == [True, True, False, False, False, False, True, True]


def _ranking(count: int) -> d.Table:
    columns = (d.Column("排名"), d.Column("城市"), d.Column("得分", "right", "score"))
    rows = tuple(d.Row((d.Cell(f"{at}"), d.Cell(f"城{at}"), d.Cell(50.0))) for at in range(1, count + 1))
    return d.Table(columns, rows, across=2, id="ranking")


@pytest.mark.parametrize(("top", "lines"), [(0.0, 29), (300.0, 14), (450.0, 7), (560.0, 29)])
def test_a_ranking_begins_with_the_rows_its_page_has_room_for(tmp_path: Path, top: float, lines: int) -> None:
    document = _document(_ranking(160))
    write_docx(document, THEME, tmp_path / "one.docx", pages={}, tops={"ranking": top})
    tables = docx.Document(str(tmp_path / "one.docx")).tables
    assert len(tables[0].rows) == lines + 1
    assert sum(1 for table in tables for row in table.rows[1:] for cell in row.cells if "城" in cell.text) == 160


def test_rows_of_a_ranking_close_up_where_its_last_page_would_hold_next_to_nothing(tmp_path: Path) -> None:
    def written(count: int) -> tuple[int, bool]:
        write_docx(_document(_ranking(count)), THEME, tmp_path / "one.docx", pages={}, tops={"ranking": 440.0})
        tables = docx.Document(str(tmp_path / "one.docx")).tables
        return len(tables), next(tables[0]._tbl.tr_lst[1].iter(qn("w:spacing")), None) is not None

    assert written(65) == (2, False)
    assert written(77) == (2, True)
    assert written(110) == (3, False)


@pytest.mark.parametrize(
    ("rows", "top", "closer"), [(28, 20.0, False), (28, 45.0, True), (28, 300.0, False), (54, 45.0, False)]
)
def test_a_table_that_has_a_page_to_itself_keeps_its_last_rows_there(
    tmp_path: Path, rows: int, top: float, closer: bool
) -> None:
    body = tuple(d.Row((d.Cell(f"指标{at}"), d.Cell(50.0))) for at in range(rows))
    table = d.Table((d.Column("指标"), d.Column("得分", "right", "score")), body, id="tree")
    write_docx(_document(table), THEME, tmp_path / "one.docx", pages={}, tops={"tree": top})
    made = docx.Document(str(tmp_path / "one.docx")).tables[0]
    assert (next(made._tbl.tr_lst[1].iter(qn("w:spacing")), None) is not None) is closer


def test_a_ranking_whose_names_take_two_lines_is_no_higher_than_its_page(tmp_path: Path) -> None:
    columns = (d.Column("排名"), d.Column("高新区"), d.Column("所在地"), d.Column("得分", "right", "score"))
    names = ["萧山临江高新区" * 2 if at % 3 == 0 else "张江" for at in range(51)]
    rows = tuple(d.Row((d.Cell("1"), d.Cell(name), d.Cell("上海"), d.Cell(50.0))) for name in names)
    document = _document(d.Table(columns, rows, across=2, id="ranking"))
    write_docx(document, THEME, tmp_path / "one.docx", pages={}, tops={"ranking": 0.0})
    tables = docx.Document(str(tmp_path / "one.docx")).tables
    for table in tables:
        lines = sum(2 if any(len(cell.text) > 10 for cell in row.cells) else 1 for row in table.rows)
        assert lines * 13 + len(table.rows) * 8.4 < THEME.page.depth


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("重庆市数字化发展评估", ["重庆市数字化发展评估"]),
        ("城市数字化转型成为常态", ["城市数字化转型", "成为常态"]),
        ("数字城市细分领域百强分析", ["数字城市细分领域", "百强分析"]),
        ("没有一处可断而又太长的题目", ["没有一处可断而", "又太长的题目"]),
    ],
)
def test_a_chapters_title_leaves_no_character_alone(title: str, lines: list[str]) -> None:
    assert broken_title(title, 310.0, THEME, THEME.type.chapter_title) == lines


def test_cards_stand_off_from_the_text_above_and_stay_with_the_text_below(tmp_path: Path) -> None:
    cards = d.Cards((d.Card("平均得分", 45.6), d.Card("最高得分", 89.2)))
    heading = d.Heading("一节", 1, "01", "s")
    body = _written(_document(heading, cards, paragraph("二"), cards, paragraph("三")), tmp_path).element.body
    order = ["table" if child.tag == qn("w:tbl") else child.xpath("string(w:pPr/w:pStyle/@w:val)") for child in body]
    order = ["gap" if name == "Gap" else name if name == "table" else "text" for name in order]
    first = order.index("table")
    assert order[first - 1 : first + 7] == ["text", "table", "gap", "text", "gap", "table", "gap", "text"]
    for table in body.iter(qn("w:tbl")):
        assert all(paragraph.pPr.find(qn("w:keepNext")) is not None for paragraph in table.iter(qn("w:p")))


def test_a_band_stays_with_the_row_it_heads(tmp_path: Path) -> None:
    roles: list[d.RowRole] = ["group", "", "", "group", "group", ""]
    rows = tuple(d.Row((d.Cell(f"指标{at}"), d.Cell(50.0)), role) for at, role in enumerate(roles * 8))
    word = _written(_document(d.Table((d.Column("指标"), d.Column("得分", "right", "score")), rows)), tmp_path)
    kept = [next(row.iter(qn("w:keepNext")), None) is not None for row in word.tables[0]._tbl.tr_lst[1:]]
    assert kept == [True, True, False, False, True, False] * 8


def test_rows_are_as_high_as_in_the_pdf(made: Path) -> None:
    """The rule below a row counts in Word; a table of seventy rows would else take two more than a PDF page holds."""
    spacing = re.search(r'w:styleId="TableText".*?<w:spacing ([^>]+)/>', _part(made, "word/styles.xml"), re.S)
    assert spacing is not None
    points = {name: int(value) / 20 for name, value in re.findall(r'w:(\w+)="(\d+)"', spacing[1])}
    rows = PAD_Y * 2 + THEME.type.table.leading
    assert rows - 0.2 <= points["before"] + points["after"] + THEME.type.table.leading + 0.5 <= rows


def test_no_row_under_a_band_is_left_alone(tmp_path: Path) -> None:
    rows = tuple(d.Row((d.Cell(f"指标{at}"), d.Cell(50.0)), "" if at % 6 else "group") for at in range(36))
    word = _written(_document(d.Table((d.Column("指标"), d.Column("得分", "right", "score")), rows)), tmp_path)
    assert _kept(word.tables[0])[7:31] == [True, True, False, False, True, False] * 4


def test_every_kind_of_figure_gives_a_valid_package(tmp_path: Path) -> None:
    _written(_document(*(d.Figure(spec) for spec in examples().values())), tmp_path)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "one.docx")).errors] == []


def test_figures_are_charts_with_alternative_text_and_unique_ids(made: Path) -> None:
    xml = _part(made, "word/document.xml")
    ids = re.findall(r'<wp:docPr id="(\d+)"', xml)
    assert len(ids) == len(set(ids))
    with zipfile.ZipFile(made) as package:
        charts = [name for name in package.namelist() if name.startswith("word/charts/chart")]
    assert len(charts) == 4
    described = re.findall(r'<wp:inline .*?descr="([^"]+)"', xml)
    assert len(described) == 5 and "咸阳的得分" in described


def test_figures_become_pictures_on_request(tmp_path: Path) -> None:
    write_docx(sample(), THEME, tmp_path / "p.docx", pages={}, charts="picture")
    with zipfile.ZipFile(tmp_path / "p.docx") as package:
        names = package.namelist()
    assert not any("charts/" in name for name in names)
    assert sum(name.startswith("word/media/") for name in names) >= 8


def test_tables_repeat_their_head_and_keep_rows_whole(word: Any) -> None:
    table = next(table for table in word.tables if table.style.name == "白皮书表格")
    rows = table._tbl.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_packed_ranking_reads_down_its_columns_and_ends_in_the_average(word: Any) -> None:
    table = next(table for table in word.tables if len(table.rows) == 25)
    first = [cell.text for cell in table.rows[1].cells if cell.text]
    assert (first[0], first[3], first[6]) == ("1", "25", "49")
    last = [cell.text for cell in table.rows[24].cells if cell.text]
    assert last[-2:] == ["45.6", "45.6"] and "平均得分" in last


def test_a_ranking_of_three_hundred_is_packed_page_by_page(tmp_path: Path) -> None:
    score = d.Column("评分", "decimal", "score", bar=100)
    columns = (d.Column("排名", "left", "rank"), d.Column("单位"), score)
    rows = tuple(d.Row((d.Cell(n), d.Cell("长名" * (n % 9)), d.Cell(100 - n / 4))) for n in range(1, 301))
    table = d.Table(columns, rows, d.Caption("表", "全部", "1", 1), across=3, id="t")
    made = _written(_document(table), tmp_path)
    assert len(made.tables) > 3
    assert all(page.rows[0].cells[0].text == "排名" for page in made.tables)
    assert prove_docx(_document(table), THEME, tmp_path / "one.docx") == []


def test_joined_cells_stay_joined(word: Any) -> None:
    table = next(table for table in word.tables if "小计" in {cell.text for cell in table.columns[0].cells})
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    assert table.cell(4, 0)._tc is table.cell(4, 1)._tc


def test_a_table_without_titles_has_no_head(tmp_path: Path) -> None:
    table = d.Table(
        (d.Column(""), d.Column("")), (d.Row((d.Cell("日期"), d.Cell("十月"))),), show_titles=True
    )
    made = _written(_document(table), tmp_path).tables[0]
    assert [cell.text for cell in made.rows[0].cells] == ["日期", "十月"]
    assert made._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "0"


def test_pages_are_counted_in_roman_then_arabic_and_openers_are_bare(word: Any) -> None:
    counts = [
        (kind.get(qn("w:fmt")), kind.get(qn("w:start")))
        for section in word.sections
        if (kind := section._sectPr.find(qn("w:pgNumType"))) is not None
    ]
    assert counts == [
        ("lowerRoman", "1"), ("lowerRoman", None), ("lowerRoman", None), ("decimal", "1"), ("decimal", None),
        ("decimal", None),
    ]  # fmt: skip
    chapter = word.sections[4]
    assert chapter.different_first_page_header_footer
    assert chapter.first_page_header.paragraphs[0].text == ""
    assert chapter.header.paragraphs[0].text == "西部地区城市数字经济指数白皮书 2020\t第一章\u3000发展现状"
    assert chapter.even_page_header.paragraphs[0].text.startswith("第一章\u3000发展现状\t")


def test_cover_and_back_cover_hold_real_text(word: Any) -> None:
    words = [item.text for item in word.paragraphs]
    assert words[0] == "2020" and _squeezed(words[1]) == "西部地区城市数字经济指数白皮书"
    assert "电话：010-0000 0000" in words
    assert any(item.endswith("\tWP-2020-01") for item in words)


def test_there_are_no_text_boxes_and_no_empty_paragraphs_outside_tables(made: Path, word: Any) -> None:
    assert "txbx" not in _part(made, "word/document.xml")
    empty = [
        item.style.name
        for item in word.paragraphs
        if not item.text and not item._p.xpath(".//w:drawing") and item.style.name != "间隔"
    ]
    assert empty == []


def test_the_styles_follow_chinese_habits(made: Path) -> None:
    styles = _part(made, "word/styles.xml")
    assert 'w:firstLineChars="200"' in styles and "Theme=" not in styles
    assert 'w:eastAsia="zh-CN"' in styles and "<w:kinsoku/>" in styles and "<w:autoSpaceDE/>" in styles
    settings = _part(made, "word/settings.xml")
    assert 'w:val="compressPunctuation"' in settings and "<w:evenAndOddHeaders/>" in settings
    assert "<w:hideSpellingErrors/><w:hideGrammaticalErrors/>" in settings


def test_properties_say_title_author_and_date(word: Any) -> None:
    properties = word.core_properties
    assert properties.title == "西部地区城市数字经济指数白皮书 2020"
    assert (properties.author, properties.language) == ("数字经济研究院", "zh-CN")
    assert properties.created.date() == sample().date


def test_source_date_epoch_sets_the_dates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert _written(_document(paragraph("一")), tmp_path).core_properties.created.year == 2023


def test_characters_that_xml_cannot_hold_are_left_out_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    findings = write_docx(_document(paragraph("甲\x00乙\x0b丙\ud800丁")), THEME, path, pages={})
    assert [finding.code for finding in findings] == ["W601"]
    assert "U+0000" in findings[0].value and "U+D800" in findings[0].value
    assert any(item.text == "甲乙丙丁" for item in docx.Document(str(path)).paragraphs)


@pytest.mark.parametrize("words", ["<b>&amp;</b> & \"'", "城" * 300, "emoji 😀 𫖯𬭊", "a\nb\tc", "]]>"])
def test_strange_text_comes_back_as_it_went_in(words: str, tmp_path: Path) -> None:
    document = _document(
        d.Heading(words, 1, "01", "h"), paragraph(words),
        d.Table((d.Column(words),), (d.Row((d.Cell(words),)),), d.Caption("表", words, "1", 1), id="t"),
    )  # fmt: skip
    made = _written(replace(document, title=words, running_head=words), tmp_path)
    assert sum(item.text == words for item in made.paragraphs) == 2
    assert made.tables[0].cell(1, 0).text == words
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "one.docx")).errors] == []


def test_links_to_anything_but_web_and_mail_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "l.docx"
    link = d.Paragraph((d.Link("点此", "file:///etc/passwd"), d.Link("脚本", "javascript:alert(1)")))
    findings = write_docx(_document(link), THEME, path, pages={})
    assert [finding.code for finding in findings] == ["W602", "W602"]
    assert "passwd" not in _part(path, "word/_rels/document.xml.rels")


def test_a_reference_that_leads_nowhere_is_reported_and_kept_as_words(tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    findings = write_docx(_document(d.Paragraph((d.Reference("none", "图9-9"),))), THEME, path, pages={})
    assert [finding.code for finding in findings] == ["W603"]
    assert "图9-9" in _all_words(path)


def test_headings_whose_number_word_would_not_reach_keep_it_as_text(tmp_path: Path) -> None:
    made = _written(_document(d.Heading("跳号", 1, "07", "h"), d.Heading("甲", 2, "四", "i")), tmp_path)
    headings = [item.text for item in made.paragraphs if item.style.name.startswith("Heading ")]
    assert headings == ["总体评价", "07\u2002跳号", "四\u2002甲"]


def test_a_reference_to_a_number_that_is_text_asks_for_that_text(tmp_path: Path) -> None:
    before = d.Paragraph((d.Text("见"), d.Reference("h", "07"), d.Reference("i", "08")))
    made = _document(before, d.Heading("跳号", 1, "07", "h"), d.Heading("接着", 1, "08", "i"))
    _written(made, tmp_path)
    xml = _part(tmp_path / "one.docx", "word/document.xml")
    assert re.findall(r"> REF (\S+N) \\h <", xml) == ["R2_hN", "R3_iN"]
    assert 'w:name="R2_hN"' in xml and 'w:name="R3_iN"' in xml


def test_chapters_that_do_not_follow_each_other_start_their_list_anew(tmp_path: Path) -> None:
    labels = {"03": "第三章", "05": "第五章", "A": "附录A", "C": "附录C", "后记": "后记"}
    parts = tuple(
        d.Chapter("题", label, number, (d.Heading("节", 1, "01", f"s{number}"),), id=f"c{number}")
        for number, label in labels.items()
    )
    _written(d.Document("跳章", parts), tmp_path)
    lists = _part(tmp_path / "one.docx", "word/numbering.xml")
    assert re.findall(r'startOverride w:val="(\d)"', lists) == ["3", "5", "3"]
    assert 'w:lvlText w:val="后记"' in lists
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "one.docx")).errors] == []


def test_blocks_kept_together_hold_on_to_the_next(tmp_path: Path) -> None:
    made = _written(_document(d.Together((paragraph("一"), paragraph("二"), paragraph("三")))), tmp_path)
    kept = [item.paragraph_format.keep_with_next for item in made.paragraphs if item.text in "一二三"]
    assert kept == [True, True, None]


def test_a_page_break_belongs_to_the_paragraph_after_it(tmp_path: Path) -> None:
    made = _written(_document(paragraph("一"), d.PageBreak(), paragraph("二"), paragraph(LONG)), tmp_path)
    broken = [item.text for item in made.paragraphs if item.paragraph_format.page_break_before]
    assert broken == ["一", "二"]  # the first follows the chapter's opener


def test_python_docx_reads_and_saves_it_without_a_loss(made: Path, tmp_path: Path) -> None:
    again = docx.Document(str(made))
    again.save(str(tmp_path / "saved.docx"))
    assert _all_words(tmp_path / "saved.docx") == _all_words(made)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "saved.docx")).errors] == []


def test_an_empty_paper_is_still_a_file(tmp_path: Path) -> None:
    write_docx(d.Document("空", ()), THEME, tmp_path / "e.docx", pages={})
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "e.docx")).errors] == []


def test_a_paper_without_chapters_counts_captions_plainly(tmp_path: Path) -> None:
    table = d.Table((d.Column("甲"),), (d.Row((d.Cell(1),)),), d.Caption("表", "数", "", 1), id="t")
    part = d.Plain("报告", (d.Paragraph((*text("见"), d.Reference("t", "表1"))), table), id="p")
    made = _written(d.Document("报告", (part,)), tmp_path)
    assert "表1\u3000数" in [item.text for item in made.paragraphs]
