"""English editions: no Chinese is left in either file, names and words are English, Chinese papers stay as they are."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from lxml import etree

from generator import document as d
from generator import english, gazetteer
from generator.build import build, open_series, prepare, prepare_unit
from generator.chapters.column_widths import PADDING, fitted
from generator.chapters.markdown import read_markdown
from generator.chapters.template import Templates
from generator.chapters.unit_series import Series, file_stem
from generator.checking import check_edition
from generator.config import read_edition
from generator.errors import EditionError, FindingsError, InputError
from generator.figures import draw
from generator.figures.bars import Bars
from generator.figures.marks import Words, every
from generator.figures.waves import Waves
from generator.findings import Finding
from generator.paths import shipped
from generator.scaffold import create
from generator.scores.english import has_chinese
from generator.scores.grid import Grid
from generator.scores.tree_table import read_tree
from generator.text import millions
from generator.theme import in_language, load_theme
from generator.typeset import TextStyle, measure
from generator.writers.pdf.boxes import TableBox
from generator.writers.pdf.canvas import new_canvas
from generator.writers.pdf.layout import lay_out
from generator.writers.pdf.styles import Styles
from tests.page_texts import page_texts

DATA = Path(__file__).parent.parent / "data"
EDITION = DATA / "city-index-2022-en"
_BLOCKED = re.compile("[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    files = build(EDITION, out=tmp_path_factory.mktemp("en"), verify=True).files
    return files[0], files[1]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    files = build(EDITION, unit="Gannan", out=tmp_path_factory.mktemp("unit"), verify=True).files
    return files[0], files[1]


@pytest.fixture(scope="module")
def document() -> d.Document:
    return prepare(read_edition(EDITION))[0]


@pytest.fixture(scope="module")
def series() -> Series:
    return open_series(read_edition(EDITION))[0]


# --- no Chinese in the files ----------------------------------------------------------------


def _read_of_docx(path: Path) -> str:
    """Return everything that a reader of a Word file sees, is read out, or finds in menus and properties."""
    found = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.endswith(".xml") or name.endswith(("fontTable.xml", "theme1.xml")):
                continue
            for element in etree.fromstring(package.read(name)).iter():
                found.append(element.text or "")
                found += [str(value) for key, value in element.attrib.items() if key.split("}")[-1] in _SEEN]
    return "\n".join(found)


_SEEN = {"descr", "title", "name", "val", "lvlText"}


def _read_of_pdf(path: Path) -> str:
    pages = page_texts(path)
    with pikepdf.open(path) as pdf:
        outline = [str(item.title) for item in pdf.open_outline().root]
        alts = [str(obj["/Alt"]) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/Alt" in obj]
        facts = [str(value) for value in pdf.docinfo.values()]
    assert alts and outline
    return "\n".join((*pages, *outline, *alts, *facts))


@pytest.mark.parametrize("paper", ["volume", "report"])
def test_no_chinese_character_is_left_in_the_pdf(paper: str, request: pytest.FixtureRequest) -> None:
    text = _read_of_pdf(request.getfixturevalue(paper)[0])
    assert len(text) > 10_000 and _BLOCKED.findall(text) == []


@pytest.mark.parametrize("paper", ["volume", "report"])
def test_no_chinese_character_is_left_in_the_word_file(paper: str, request: pytest.FixtureRequest) -> None:
    text = _read_of_docx(request.getfixturevalue(paper)[1])
    assert len(text) > 10_000 and _BLOCKED.findall(text) == []


def test_both_files_say_that_they_are_english(volume: tuple[Path, Path]) -> None:
    with pikepdf.open(volume[0]) as pdf:
        assert str(pdf.Root.Lang) == "en-US"
    with zipfile.ZipFile(volume[1]) as package:
        assert "<dc:language>en-US</dc:language>" in package.read("docProps/core.xml").decode()
        styles = package.read("word/styles.xml").decode()
    assert '<w:lang w:val="en-US"' in styles and "firstLineChars" not in styles
    assert '<w:name w:val="Figure Caption"/>' in styles


def test_the_edition_has_nothing_to_mend() -> None:
    assert [f.code for f in check_edition(EDITION) if f.severity != "note"] == []


# --- words, numbers, dates ------------------------------------------------------------------


def _texts(document: d.Document) -> str:
    blocks = [block for part in document.parts for block in d.walk(d.blocks_of(part))]
    return "\n".join(d.plain(block.content) for block in blocks if isinstance(block, d.Paragraph))


def test_chapters_captions_and_dates_are_named_in_english(document: d.Document) -> None:
    chapters = [part for part in document.parts if isinstance(part, d.Chapter)]
    assert [part.label for part in chapters] == [*(f"Chapter {n}" for n in range(1, 5)), "Appendix"]
    captions = [
        block.caption.label
        for part in document.parts
        for block in d.walk(d.blocks_of(part))
        if isinstance(block, d.Figure | d.Table) and block.caption
    ]
    assert {"Figure\u00a01-1", "Table\u00a01-1", "Table\u00a01"} <= set(captions)
    cover = document.parts[0]
    assert isinstance(cover, d.Cover) and cover.date == "July 2022"
    imprint = next(b for b in d.walk(d.blocks_of(document.parts[1])) if isinstance(b, d.Table))
    assert [row.cells[1].value for row in imprint.rows][1] == "15 July 2022"


def test_the_text_counts_and_ranks_in_english(document: d.Document) -> None:
    text = _texts(document)
    assert "The 242 cities assessed in China score 54.3 out of 100 on average; 99 of them score above that." in text
    assert "Beijing, Shanghai and Hangzhou come first with 92.5, 92.3 and 91.9" in text


def test_quotes_of_the_keyboard_are_curled() -> None:
    assert english.quoted("Xi'an and the cities' \"one network\"") == "Xi’an and the cities’ “one network”"
    assert english.quoted("'tis (\"so\") the '90s") == "‘tis (“so”) the ’90s"
    (paragraph,) = read_markdown("Xi'an's\nfirst", "a.md", lambda _n, _o: (), language="en")
    assert isinstance(paragraph, d.Paragraph) and d.plain(paragraph.content) == "Xi’an’s first"


def test_english_lists_ordinals_plurals_and_dates() -> None:
    assert english.name_list(["A"]) == "A" and english.name_list(["A", "B", "C"]) == "A, B and C"
    assert english.name_list([]) == ""
    assert [english.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip
    assert [english.plural(word) for word in ("city", "day", "district", "branch")] == [
        "cities", "days", "districts", "branches",
    ]  # fmt: skip
    assert english.numeral(12) == "twelve" and english.numeral(1234) == "1,234"
    assert english.day(date(2020, 10, 18)) == "18 October 2020" and english.month(date(2020, 10, 18)) == "October 2020"


@pytest.mark.parametrize(("value", "verb"), [
    (1, "has"), (0, "have"), (3, "have"), (["A"], "has"), ((), "have"), ("First tier", "has"), ("Model towns", "have"),
    ("Yangtze Delta", "has"), ("Progress", "has"), ("Columbus", "has"), ("First-tier Cities", "have"),
])  # fmt: skip
def test_a_verb_agrees_with_a_count_a_list_or_a_name(value: object, verb: str) -> None:
    assert english.agreeing(value, "has", "have") == verb  # type: ignore[arg-type]


def test_a_pattern_agrees_with_its_counts() -> None:
    pattern = "{count:{unit}|{units}} {count:~is|are} left of {whole:,}"
    told = [
        pattern.format(count=english.Counted(count), whole=english.Counted(1240), unit="city", units="cities")
        for count in (1, 2)
    ]
    assert told == ["1 city is left of 1,240", "2 cities are left of 1,240"]
    assert english.amount(1, "city") == "1 city" and english.amount(1200, "city") == "1,200 cities"


_DISAGREEING = re.compile(
    r"(?<![.,])(?<!level )\b(?:1|[Oo]ne) (?:level \d )?(?:towns|areas|indicators|tiers|strengths|weaknesses|points)\b"
    r"|\b(?:[02-9]|two|three|four) (?:town|area|indicator|recommendation|tier|strength|weakness|item)\b"
    r"|(?<!of )\b(?:towns|areas|indicators|tiers|strengths) (?:is|has|ranks|scores|lies|averages|was|begins)\b"
    r"|\b(?:[Oo]ne|1) (?:town|area|indicator|tier|of them) (?:are|have|rank|lie|average|score|stand)\b"
    r"|\b[Aa]ll (?:1|one)\b|\b[Tt]he (?:1|one) (?:town|area|indicator)"
)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("family", ["volume", "city"])
def test_few_units_are_told_of_in_agreement(family: str, count: int, tmp_path: Path) -> None:
    folder = tmp_path / family
    create(folder, family, "en")
    for file in filter(Path.is_file, (folder / "scores.csv", folder / "population.csv")):
        file.write_text("\n".join(file.read_text("utf-8-sig").splitlines()[: count + 1]) + "\n", "utf-8")
    edition = read_edition(folder)
    if family == "volume":
        documents = [prepare(edition)[0]]
    else:
        series = open_series(edition)[0]
        documents = [series.compose(unit)[0] for unit in series.book.units]
    said = " ".join(_texts(document) for document in documents)
    assert len(said) > 2000 and not [said[m.start() - 40 : m.end() + 40] for m in _DISAGREEING.finditer(said)]


def test_large_values_are_millions_and_billions() -> None:
    assert [millions(value) for value in (2.5e12, 1.234e9, 1e8, 12_000)] == [
        "2.50 trillion", "1.23 billion", "100.00 million", "12,000",
    ]  # fmt: skip


def test_figures_speak_the_language_of_their_theme() -> None:
    theme, english_theme = load_theme("navy"), in_language(load_theme("navy"), "en-US")
    many = Bars(tuple(f"U{n}" for n in range(200)), tuple(float(n) for n in range(200)))
    waves = Waves(("2020", "2021"), ("A", "B"), ((None, 3), (None, 4)))
    for spec, zh, en in ((many, "未列出", "more not listed"), (waves, "未公布", "Not published")):
        shown = " ".join(m.text for m in every(draw.lay_out(spec, 400, theme).marks) if isinstance(m, Words))
        told = " ".join(m.text for m in every(draw.lay_out(spec, 400, english_theme).marks) if isinstance(m, Words))
        assert zh in shown and en in told and not has_chinese(told)


def test_a_theme_for_chinese_is_the_theme_itself() -> None:
    theme = load_theme("navy")
    assert in_language(theme, "zh-CN") is theme
    assert in_language(in_language(theme, "en-US"), "en-GB").setting.indent == 0.0


# --- names of places ------------------------------------------------------------------------

ESTABLISHED = {
    "内蒙古": "Inner Mongolia", "西藏": "Xizang", "新疆": "Xinjiang", "陕西": "Shaanxi", "山西": "Shanxi",
    "香港": "Hong Kong", "澳门": "Macao", "呼和浩特": "Hohhot", "乌鲁木齐": "Urumqi", "拉萨": "Lhasa",
    "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar", "喀什": "Kashgar", "重庆": "Chongqing", "长春": "Changchun",
    "厦门": "Xiamen", "蚌埠": "Bengbu", "六安": "Lu'an", "亳州": "Bozhou", "台州": "Taizhou", "丽水": "Lishui",
    "东莞": "Dongguan", "十堰": "Shiyan", "阿拉善": "Alxa", "乐山": "Leshan", "朝阳": "Chaoyang",
    "长治": "Changzhi", "西安": "Xi'an", "成都": "Chengdu", "鄂尔多斯": "Ordos", "红河": "Honghe",
    "黔西南州": "Qianxinan", "普洱": "Pu'er", "泰安": "Tai'an", "长沙": "Changsha", "石家庄": "Shijiazhuang",
}


@pytest.mark.parametrize(("name", "spelt"), ESTABLISHED.items(), ids=ESTABLISHED.keys())
def test_places_have_their_established_spelling(name: str, spelt: str) -> None:
    level = gazetteer.Level.PROVINCE if name in ("新疆", "陕西", "山西", "内蒙古", "西藏") else gazetteer.Level.CITY
    entry = gazetteer.find(name, level=level).entry or gazetteer.find(f"{name}特别行政区").entry
    assert entry is not None and entry.english == spelt


def test_every_place_of_the_gazetteer_has_a_plausible_english_name() -> None:
    entries = gazetteer.load().upper
    wrong = [e.name for e in entries if not re.fullmatch(r"[A-Z][a-zü]+(?:'[a-z]+)?(?: [A-Z][a-z]+)?", e.english)]
    assert len(entries) > 390 and wrong == []


def test_two_cities_of_one_name_carry_their_provinces(document: d.Document) -> None:
    ranking = [
        row.cells[1].value
        for part in document.parts
        for block in d.walk(d.blocks_of(part))
        if isinstance(block, d.Table) and block.id == "table-ranking"
        for row in block.rows[:-1]
    ]
    assert len(set(ranking)) == 242
    assert {"Suzhou (Jiangsu)", "Suzhou (Anhui)", "Taizhou (Zhejiang)", "Yulin (Shaanxi)", "Xi’an"} <= set(ranking)


@pytest.mark.parametrize("name", ["成都", "Chengdu", "成都市", "510100", "Suzhou (Anhui)", "Xi'an"])
def test_a_unit_is_found_under_either_name(series: Series, name: str) -> None:
    unit = series.find(name)
    assert series.compose(unit)[0].language == "en-US" and not has_chinese(file_stem(unit))


# --- what has no English name ---------------------------------------------------------------


def _copied(tmp_path: Path) -> Path:
    for name in ("city-index-2022", "city-index-2022-en"):
        shutil.copytree(DATA / name, tmp_path / name)
    return tmp_path / "city-index-2022-en"


def _changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _found(path: Path, code: str) -> list[Finding]:
    return [finding for finding in check_edition(path) if finding.code == code]


def test_an_indicator_without_an_english_name_is_an_error_with_its_cell(tmp_path: Path) -> None:
    edition = _copied(tmp_path)
    _changed(tmp_path / "city-index-2022" / "indicators.csv", ",City brain", ",")
    (finding,) = _found(edition, "E344")
    assert finding.place.file == "indicators.csv" and finding.place.cell == "I25" and "城市大脑" in finding.value
    with pytest.raises(FindingsError):
        prepare(read_edition(edition))


def test_a_cluster_without_an_english_name_is_told_with_the_way_to_give_one(tmp_path: Path) -> None:
    edition = _copied(tmp_path)
    _changed(edition / "edition.toml", '"武汉都市圈" = "Wuhan Metropolitan Area"\n', "")
    (finding,) = _found(edition, "W346")
    assert finding.value == "武汉都市圈" and "[english]" in finding.hint_en


def test_chinese_in_commentary_and_edition_file_is_told_with_its_place(tmp_path: Path) -> None:
    edition = _copied(tmp_path)
    _changed(edition / "commentary" / "clusters.md", "three customs territories", "三个关税区")
    _changed(edition / "edition.toml", 'source = "Assessment database', 'source = "数据库')
    places = {(f.place.file, f.place.cell, f.place.line) for f in _found(edition, "W434")}
    assert places == {("commentary/clusters.md", "", 1), ("edition.toml", "source", 0)}


def test_english_names_stand_beside_either_layout_of_a_tree() -> None:
    heads = ["一级指标", "一级英文", "权重", "二级指标", "english", "权重"]
    wide = [heads, ["基础", "Base", 100, "道路", "Roads", 100]]
    flat = [["指标", "上级指标", "权重", "english"], ["基础", "", 100, "Base"], ["道路", "基础", 100, "Roads"]]
    for rows in (wide, flat):
        tree, findings = read_tree(Grid("tree.csv", "", [[*row] for row in rows]))
        assert tree is not None and not [f for f in findings if f.code.startswith("E")]
        assert [indicator.other for indicator in tree] == ["Base", "Roads"]


def test_a_family_without_english_templates_is_refused(tmp_path: Path) -> None:
    edition = _copied(tmp_path)
    _changed(edition / "edition.toml", 'family = "volume"', 'family = "county"')
    with pytest.raises(EditionError, match="county"):
        prepare(read_edition(edition))


# --- setting --------------------------------------------------------------------------------


def test_no_word_of_a_table_is_broken_where_the_page_has_room(document: d.Document) -> None:
    style = TextStyle(size=9.0, tabular=True)
    looked_at = 0
    for part in document.parts:
        for block in d.walk(d.blocks_of(part)):
            if isinstance(block, d.Table) and block.id in ("table-ranking", "table-provinces", "table-overview"):
                for index, column in enumerate(block.columns):
                    cells = [row.cells[index].value for row in block.rows[:-1]]
                    words = [word for cell in cells if isinstance(cell, str) for word in cell.split()]
                    assert all(measure(word, style) <= column.width - PADDING for word in words), column.title
                    looked_at += len(words)
    assert looked_at > 300


def test_columns_with_long_texts_share_what_short_ones_leave() -> None:
    columns = (d.Column("Tier"), d.Column("Members"), d.Column("Number", "right", "integer"))
    row = d.Row((d.Cell("First tier"), d.Cell("word " * 60), d.Cell(6)))
    table = fitted(d.Table(columns, (row,)), load_theme("navy"))
    tier, members, number = (column.width for column in table.columns)
    assert tier < 70 and number < 60 and members > 320 and tier + members + number <= 459.5


def test_paragraphs_are_flush_and_apart(volume: tuple[Path, Path]) -> None:
    with pdfplumber.open(volume[0]) as pdf:
        page = next(p for p in pdf.pages if "How to read this volume" in (p.extract_text() or "") and p.page_number > 4)
        lefts = {round(line["x0"], 0) for line in page.extract_text_lines() if len(line["text"]) > 60}
    assert len(lefts) <= 2  # text, and the footnote's hanging


# --- wording --------------------------------------------------------------------------------


@pytest.fixture
def say(tmp_path: Path):  # type: ignore[no-untyped-def]
    def said(expression: str, **facts: object) -> str:
        (tmp_path / "try.md").write_text('{% import "wording.md" as w %}' + expression, "utf-8")
        templates = Templates([tmp_path, shipped("templates") / "en" / "city"], language="en")
        return templates.render("try", facts).body

    return said


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("{{ w.place(1, 242) }}", "ranks first"), ("{{ w.place(22, 242) }}", "ranks 22nd"),
        ("{{ w.place(1, 1) }}", "is the only one assessed"), ("{{ w.gap(1.04) }}", "1.0 point above"),
        ("{{ w.gap(-3.21) }}", "3.2 points below"), ("{{ w.gap(0.01) }}", "level with"),
        ("{{ w.gap(none) }}", "cannot be compared"), ("{{ w.against(12, 'the average') }}", "far above the average"),
        ("{{ w.against(-1, 'the average') }}", "slightly below the average"), ("{{ w.moved(1) }}", "one place up"),
        ("{{ w.moved(-15) }}", "15 places down"), ("{{ w.moved(0) }}", "the same place"),
        ("{{ w.change(2) }}", "up by 2.0 points"), ("{{ w.change(0) }}", "unchanged"),
        ("{{ w.tied([], 'cities') }}", ""), ("{{ w.tied(['A', 'B'], 'cities') }}", ", level with A and B"),
        ("{{ w.how_many([1, 2], 'lie above', 2) | upper_first }}", "All 2 lie above"),
        ("{{ w.how_many([], 'lie above', 2) }}", "none lie above"),
        ("{{ w.how_many([1], 'lie above', 1, 'lies above') }}", "1 lies above"),
        ("{{ 'Ask users' | lower_first }} {{ 'IT first' | lower_first }}", "ask users IT first"),
        ("{{ 'First tier' | the }} {{ 'IT towns' | the }}", "the first tier the IT towns"),
        ("{{ 1 | of('city', 'cities') }} {{ 0 | few('city', 'cities') }} {{ 3 | few('city', 'cities') }}",
         "1 city no cities three cities"),
        ("{{ ['A', 'B', 'C', 'D'] | capped(2) }}", "A, B and 2 more"),
    ],
)  # fmt: skip
def test_the_wording_follows_the_data(say, expression: str, text: str) -> None:  # type: ignore[no-untyped-def]
    assert say(expression) == text


def test_every_level_2_indicator_has_its_own_recommendations_in_english() -> None:
    from generator.chapters.advice_library import read_library

    library = read_library([shipped("templates") / "en" / "city" / "library"])
    tree = read_edition(EDITION)
    lines = (DATA / "city-index-2022" / "indicators.csv").read_text("utf-8").splitlines()[1:]
    names = {line.split(",")[7] for line in lines}
    assert tree.language == "en" and len(names) == 15
    for name in names:
        for how in ("far", "behind", "ahead", "lead"):
            chosen = library.choose(f"Any/{name}", how, "middle", set())  # type: ignore[arg-type]
            assert chosen is not None and name in chosen.indicators and not has_chinese(chosen.title + chosen.text)


# --- a new edition --------------------------------------------------------------------------


@pytest.mark.parametrize("family", ["volume", "city"])
def test_a_new_english_edition_builds_at_once(tmp_path: Path, family: str) -> None:
    create(tmp_path / "towns", family, "en")
    assert [finding.code for finding in check_edition(tmp_path / "towns")] == []
    unit = "" if family == "volume" else "Willow Bay"
    files = build(tmp_path / "towns", unit=unit, out=tmp_path / "out", verify=True).files
    assert _BLOCKED.findall(_read_of_docx(files[1])) == []


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        ("", "Averages by area and Willow Bay"),
        ('[[tiers]]\nname = "Model towns"\nmin = 99\n[[tiers]]\nname = "Rest"\nmin = 0\n',
         "Nobody is in a higher tier; the bound of the model towns is 99, "),
    ],
)  # fmt: skip
def test_units_without_tiers_and_below_empty_ones_have_reports(tmp_path: Path, tiers: str, said: str) -> None:
    create(tmp_path / "towns", "city", "en")
    path = tmp_path / "towns" / "edition.toml"
    head, _, rest = path.read_text("utf-8").partition("[[tiers]]")
    path.write_text(head + tiers + rest[rest.index("\n[figures]"):], "utf-8")
    words = repr(prepare_unit(read_edition(path), "Willow Bay")[0])
    assert said in words and "highest tier" not in words


@pytest.mark.parametrize("unit", ["Beijing", "Gannan", "Pingdingshan", "Lhasa", "Suzhou (Anhui)"])
def test_an_english_report_has_fourteen_pages_and_no_short_table_is_cut(series: Series, unit: str) -> None:
    paper = series.compose(series.find(unit))[0]
    theme = in_language(load_theme("navy"), paper.language)
    layout = lay_out(paper, Styles(theme), new_canvas(paper, theme, io.BytesIO()))
    placed = [at.item.flowable for page in layout.pages if page.sheet for at in page.sheet.placed]
    parted = [box.table.id for box in placed if isinstance(box, TableBox) and box.continued]
    assert len(layout.pages) == 14 and set(parted) <= {"table-levels", "table-leaves"}


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="fr"):
        create(tmp_path / "towns", "volume", "fr")


def test_intervals_and_regional_ranks_speak_english(tmp_path: Path) -> None:
    folder = shutil.copytree(EDITION, tmp_path / EDITION.name)
    shutil.copytree(EDITION.parent / "city-index-2022", tmp_path / "city-index-2022")
    (folder / "templates").mkdir()
    (folder / "templates" / "extra.md").write_text(
        "---\nkind: chapter\ntitle: Ranks\n---\n## Ranks\n\n"
        "```{table} uncertainty\ncaption: Intervals\n```\n\n```{figure} uncertainty\ncaption: Bands\n```\n\n"
        "```{table} national-ranking\ncaption: Ranks\n```\n",
        "utf-8",
    )
    file = folder / "edition.toml"
    told = file.read_text("utf-8").replace("[scores]", 'where = { region = "Western region" }\n[scores]', 1)
    file.write_text(told + '\n[[chapters]]\ntemplate = "extra"\n', "utf-8")
    blocks = list(d.walk(d.blocks_of(prepare(read_edition(folder))[0].parts[-2])))
    tables = [block for block in blocks if isinstance(block, d.Table)]
    figures = [block for block in blocks if isinstance(block, d.Figure)]
    assert [table.columns[1].title for table in tables] == ["City", "City"] and len(figures) == 1
    assert "National rank" in {column.title for column in tables[1].columns}
    assert "recomputed among the 75 cities of" in tables[1].note
    assert not _BLOCKED.search("".join(repr(block) for block in (*tables, *figures)))


# --- a region, the year before, and how certain ranks are ------------------------------------

TIERS_2020 = {
    "一线": "First tier", "新一线": "New first tier", "二线": "Second tier", "三线": "Third tier",
    "四线": "Fourth tier",
}  # fmt: skip
CHAPTERS = ("regional", "comparison", "robustness")


@pytest.fixture(scope="module")
def regional(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An English edition of a region, compared with a Chinese one of other indicators."""
    home = tmp_path_factory.mktemp("regional")
    for name in ("city-index-2022", "city-index-2022-en", "western-2020"):
        shutil.copytree(DATA / name, home / name)
    file = home / "city-index-2022-en" / "edition.toml"
    names = {"西部地区城市数字经济指数白皮书": "Digital Economy of Western Cities"} | TIERS_2020
    names |= {f"数字经济{short}城市": english_name for short, english_name in TIERS_2020.items()}
    told = file.read_text("utf-8").replace('region = "China"', 'region = "Western China"').replace(
        "[scores]", 'where = { region = "Western region" }\ncompare = "../western-2020"\n[scores]', 1
    )
    told = re.sub(r"poles = .*", "", told)
    told += "".join(f'"{zh}" = "{en}"\n' for zh, en in names.items())
    told += '\n[[waivers]]\ncode = "E340"\nreason = "ranks only"\n'
    told += "".join(f'\n[[chapters]]\ntemplate = "{name}"\n' for name in CHAPTERS)
    file.write_text(told, "utf-8")
    return file.parent


@pytest.fixture(scope="module")
def regional_files(regional: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    files = build(regional, out=tmp_path_factory.mktemp("out"), verify=True).files
    return files[0], files[1]


def test_no_chinese_is_left_in_chapters_on_a_region_a_comparison_and_intervals(
    regional: Path, regional_files: tuple[Path, Path]
) -> None:
    assert _BLOCKED.findall(_read_of_pdf(regional_files[0])) == []
    assert _BLOCKED.findall(_read_of_docx(regional_files[1])) == []
    assert _found(regional, "W434") == _found(regional, "W346") == []


def test_a_region_is_told_within_the_country_in_english(regional: Path) -> None:
    text = _texts(prepare(read_edition(regional))[0])
    assert "Of 242 cities assessed nationally, 75 are in Western China." in text
    assert "The average score here is 48.8; the national average is 54.3." in text
    assert "22 cities score above the national average, and ten rank among the first 50 of the country" in text
    assert "The first tier has 1 city (1.3%), Chengdu, with a score of 88.0; the new first tier has 9 cities" in text


def test_a_comparison_gives_ranks_and_tiers_but_no_scores_in_english(regional: Path) -> None:
    text = _texts(prepare(read_edition(regional))[0])
    assert "Digital Economy of Western Cities (2020) assessed 71 cities. All of them are in this volume, too" in text
    assert "four cities have been added: Ulanqab, Bayingolin, Chuxiong and Haixi" in text
    assert "This chapter therefore lists no changes in score" in text
    assert "Of the 71 cities, 25 rank higher than in 2020, 34 lower, and 12 the same." in text
    assert "The largest rises are those of Ili (from 70th to 27th) and Tianshui (from 71st to 41st)." in text
    assert "27 are in a higher tier than in 2020, 1 in a lower one, and 43 in the same" in text


def test_sentences_of_a_note_stand_apart(regional: Path) -> None:
    blocks = [b for part in prepare(read_edition(regional))[0].parts for b in d.walk(d.blocks_of(part))]
    (note,) = [b.note for b in blocks if isinstance(b, d.Table) and b.id == "table-uncertainty"]
    assert "comes out ahead. Total scores are published figures" in note and note.count("1,000 times") == 1


def test_intervals_are_explained_by_the_shares_that_decide_them(regional: Path) -> None:
    document = prepare(read_edition(regional))[0]
    text = _texts(document)
    assert "In each of 1,000 draws, the weights at every level were varied at random by up to 25% either way" in text
    assert "Chengdu is ahead of Chongqing" in text and "Hohhot is narrowly ahead of Xi’an" in text
    assert "at least 95% of the draws" in text and "at least 75%; otherwise the two are called “level”" in text


def test_a_packed_table_has_fewer_packs_where_words_would_be_broken() -> None:
    columns = (d.Column("Rank", "right", "rank"), d.Column("City"), d.Column("Earlier rank", "right", "rank"))
    rows = tuple(d.Row((d.Cell(n), d.Cell("Qiandongnan-and-beyond"), d.Cell(n))) for n in range(1, 31))
    table = d.Table(columns, rows, across=3)
    assert fitted(table, load_theme("navy")).across == 2
    assert fitted(replace(table, across=2), load_theme("navy")).across == 2
