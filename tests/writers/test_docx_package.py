"""What Word asks of a package beyond the schema: parts, relations, ids, fields, grids and charts that agree."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from generator import document as d
from generator.figures.draw import native_chart
from generator.figures.examples import examples
from generator.theme import load_theme
from generator.writers.docx import write_docx
from tests.writers.docx_sample import caption, sample

THEME = load_theme("navy")
HOSTILE = "「“<&>'\"\\ %1 {TOC} REF;,\u00a0😀𠮷\u200b" + "长" * 120
IMPLICIT = {"styles", "numbering", "settings", "fontTable", "theme", "footnotes", "officeDocument", "core-properties"}
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PLACES = {
    "barChart": {"ctr", "inEnd", "inBase", "outEnd"}, "lineChart": {"t", "b", "l", "r", "ctr"},
    "scatterChart": {"t", "b", "l", "r", "ctr"}, "bubbleChart": {"t", "b", "l", "r", "ctr"},
    "radarChart": {"outEnd"},
}  # fmt: skip
"""Where a label may stand in each kind of chart; Word calls a file with another damaged. Stacked bars have no
outEnd."""


class Package:
    """The parts of a file by name, and those that are XML as trees."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        self.trees: dict[str, Any] = {
            name: parse_xml(body) for name, body in self.parts.items() if name.endswith((".xml", ".rels"))
        }

    @cached_property
    def body(self) -> Any:
        return self.trees["word/document.xml"]

    def relations(self) -> list[tuple[str, Any, str]]:
        """Return every relation to a part of the package: its source, itself, and the name it leads to."""
        found = []
        for name, tree in self.trees.items():
            if not name.endswith(".rels"):
                continue
            folder = posixpath.dirname(posixpath.dirname(name))
            source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
            for one in tree:
                if one.get("TargetMode") != "External":
                    found.append((source, one, posixpath.normpath(posixpath.join("/", folder, one.get("Target")))[1:]))
        return found


def _everything() -> d.Document:
    """Return the sample with every native chart, and a title that has all that a title can."""
    paper = sample()
    figures = tuple(d.Figure(spec) for spec in examples().values() if native_chart(spec, THEME))
    parts = (*paper.parts, d.Chapter(HOSTILE, "第三章", "03", (d.Heading(HOSTILE, 1, "01", "h"), *figures), id="all"))
    return replace(paper, title=HOSTILE, parts=parts)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Package:
    path = tmp_path_factory.mktemp("docx") / "all.docx"
    write_docx(_everything(), THEME, path, pages={})
    return Package(path)


def test_a_paper_with_everything_and_a_hostile_title_is_valid(made: Package) -> None:
    assert [str(error) for error in OpenXmlValidator().validate(str(made.path)).errors] == []


def test_every_part_has_a_type_and_is_led_to(made: Package) -> None:
    assert next(iter(made.parts)) == "[Content_Types].xml"
    types = made.trees["[Content_Types].xml"]
    named = {one.get("PartName", "")[1:] for one in types}
    ends = {one.get("Extension") for one in types}
    bare = {name for name in made.parts if name not in named and name.rpartition(".")[2] not in ends - {"xml"}}
    assert bare == {"[Content_Types].xml"} and named - {""} <= set(made.parts)
    reached = {target for _, _, target in made.relations()}
    assert reached == {name for name in made.parts if not name.endswith((".rels", "[Content_Types].xml"))}


def test_every_relation_is_used_and_every_one_asked_for_is_there(made: Package) -> None:
    for source, relation, _ in made.relations():
        if relation.get("Type").rpartition("/")[2] not in IMPLICIT:
            assert f'"{relation.get("Id")}"'.encode() in made.parts[source], (source, relation.get("Target"))
    for name, tree in made.trees.items():
        asked = {value for one in tree.iter() for key, value in one.attrib.items() if key.startswith(qn("r:id")[:-2])}
        given = made.trees.get(posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels"), ())
        assert asked <= {one.get("Id") for one in given}, name


def test_names_and_numbers_are_given_once(made: Package) -> None:
    drawings = [one.get("id") for one in made.body.iter(qn("wp:docPr"))]
    marks = [one.get(qn("w:name")) for one in made.body.iter(qn("w:bookmarkStart"))]
    starts = [one.get(qn("w:id")) for one in made.body.iter(qn("w:bookmarkStart"))]
    ends = [one.get(qn("w:id")) for one in made.body.iter(qn("w:bookmarkEnd"))]
    numbering = made.trees["word/numbering.xml"]
    lists = [one.get(qn("w:val")) for one in numbering.iter(qn("w:nsid"))]
    nums = [one.get(qn("w:numId")) for one in numbering.iter(qn("w:num"))]
    for names in (drawings, [mark.casefold() for mark in marks], starts, lists, nums):
        assert names and Counter(names).most_common(1)[0][1] == 1
    assert sorted(starts) == sorted(ends)
    assert all(len(mark) <= 40 and re.fullmatch(r"[^\W\d]\w*", mark) for mark in marks)
    used = {one.get(qn("w:val")) for tree in made.trees.values() for one in tree.iter(qn("w:numId"))}
    assert used <= set(nums)


def _styled(made: Package) -> list[tuple[str, Any]]:
    """Return every paragraph of the text with the name of its style."""
    names = {
        one.get(qn("w:styleId")): one.find(qn("w:name")).get(qn("w:val"))
        for one in made.trees["word/styles.xml"].iter(qn("w:style"))
    }
    return [
        (names[one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))], one)
        for one in made.body.iter(qn("w:p"))
    ]


def test_lists_of_captions_keep_their_look_when_word_makes_them_anew(made: Package) -> None:
    """Word sets an entry in the style of the level that the field gives the paragraphs it gathers."""
    levels: dict[str, str] = {}
    within = ""
    for style, paragraph in _styled(made):
        words = "".join(one.text for one in paragraph.iter(qn("w:instrText")))
        begun = re.search(r'TOC \\h \\z \\t "([^",]+),(\d)"', words)
        within = "" if "TOC \\o" in words else begun[2] if begun else within
        if begun:
            levels[begun[1]] = begun[2]
        if within and style.startswith("toc "):
            assert style == f"toc {within}"
    assert levels == {"图题": "9", "表题": "9"}
    assert "toc 9" in {style for style, _ in _styled(made)}


def test_bookmarks_that_word_makes_anew_are_asked_for_in_contents_only(made: Package) -> None:
    openers = 0
    for style, paragraph in _styled(made):
        anchors = [one.get(qn("w:anchor"), "") for one in paragraph.iter(qn("w:hyperlink"))]
        codes = " ".join(one.text for one in paragraph.iter(qn("w:instrText")))
        if not style.startswith("toc "):
            assert "_Toc" not in codes and not any(anchor.startswith("_Toc") for anchor in anchors), style
        openers += style == "本章目录" and "PAGEREF R" in codes
    assert openers > 2


def test_cells_fill_the_grid_of_their_table(made: Package) -> None:
    for table in made.body.iter(qn("w:tbl")):
        grid = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        assert sum(grid) == int(table.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        for row in table.tr_lst:
            at = 0
            for cell in row.tc_lst:
                wide = int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w")))
                assert abs(wide - sum(grid[at : at + cell.grid_span])) <= 2
                at += cell.grid_span
                assert cell[-1].tag == qn("w:p")
            assert at == len(grid)


def _cells(book: Any, place: str) -> list[Any]:
    found = re.fullmatch(r"(\w+)!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", place)
    assert found, place
    sheet, column, first, _, last = found.groups()
    return [book[sheet][f"{column}{row}"].value for row in range(int(first), int(last or first) + 1)]


def test_charts_show_what_their_workbooks_hold(made: Package) -> None:
    books = {source: target for source, _, target in made.relations() if source.startswith("word/charts/")}
    assert len(books) > 10
    for name, target in books.items():
        book = openpyxl.load_workbook(io.BytesIO(made.parts[target]), data_only=True)
        for place in made.trees[name].iter(f"{CHART}f"):
            cells, cache = _cells(book, place.text), place.getnext()
            shown = {int(one.get("idx")): one[0].text for one in cache.iter(f"{CHART}pt")}
            assert int(cache.find(f"{CHART}ptCount").get("val")) == len(cells)
            for at, value in enumerate(cells):
                held = shown.get(at)
                same = held is not None and float(held) == value if isinstance(value, float | int) else held == value
                assert same, (name, place.text, at)


def test_labels_stand_where_their_kind_of_chart_allows(made: Package) -> None:
    for name, tree in made.trees.items():
        for group in tree.iter(*(f"{CHART}{kind}" for kind in PLACES)):
            grouping = group.find(f"{CHART}grouping")
            stacked = grouping is not None and grouping.get("val") == "stacked"
            allowed = PLACES[group.tag.removeprefix(CHART)] - ({"outEnd"} if stacked else set())
            assert {one.get("val") for one in group.iter(f"{CHART}dLblPos")} <= allowed, name
            for series in group.iter(f"{CHART}ser"):
                labelled = [int(one[0].get("val")) for one in series.iter(f"{CHART}dLbl")]
                assert labelled == sorted(set(labelled)), name


def test_contents_end_in_a_paragraph_of_their_own_and_before_the_section_does(made: Package) -> None:
    """Word leaves an empty line behind a list it makes anew otherwise, LibreOffice no page numbers at the foot."""
    depth = 0
    ends = []
    for style, paragraph in _styled(made):
        within = depth > 0
        kinds = [one.get(qn("w:fldCharType")) for one in paragraph.iter(qn("w:fldChar"))]
        depth += kinds.count("begin") - kinds.count("end")
        assert not (within and paragraph.xpath("./w:pPr/w:sectPr"))
        if within and not depth:
            ends.append(style)
            assert not paragraph.xpath(".//w:t")
    assert ends == ["间隔"] * 3


@pytest.mark.parametrize(("sections", "moved"), [(5, False), (20, False), (33, True), (40, False)])
def test_the_head_of_a_list_has_entries_below_it(sections: int, moved: bool, tmp_path: Path) -> None:
    """LibreOffice parts it from a field that begins behind it; so it goes where the reckoned page has room."""
    headings = tuple(d.Heading("节的题目", 1, f"{at:02d}", f"s{at}") for at in range(1, sections + 1))
    tables = tuple(
        d.Table((d.Column("城市"),), (d.Row((d.Cell("重庆"),)),), caption("表", "样本", "1", at), id=f"t{at}")
        for at in range(1, 5)
    )
    chapter = d.Chapter("总体评价", "第一章", "01", (*headings, *tables), id="c")
    paper = d.Document("试卷", (d.Contents("目录", tables="表目录"), chapter))
    write_docx(paper, THEME, tmp_path / "one.docx", pages={})
    heads = [one for style, one in _styled(Package(tmp_path / "one.docx")) if style == "目录小标题"]
    assert [bool(one.xpath("./w:pPr/w:pageBreakBefore")) for one in heads] == [moved]


def test_an_entry_has_the_style_of_its_level_at_every_depth(tmp_path: Path) -> None:
    headings = tuple(d.Heading(f"第{level}层", level, "", f"h{level}") for level in (1, 2, 3))
    paper = d.Document("试卷", (d.Contents("目录", 3), d.Chapter("总体评价", "第一章", "01", headings, id="c")))
    write_docx(paper, THEME, tmp_path / "one.docx", pages={})
    found = [style for style, _ in _styled(Package(tmp_path / "one.docx")) if style.startswith("toc ")]
    assert found == ["toc 1", "toc 2", "toc 3", "toc 4"]
