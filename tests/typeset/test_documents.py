"""What ends up in the file: fonts, text for three readers, links, and nothing of another document."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from reportlab.platypus import SimpleDocTemplate, Table

from generator import fonts
from generator.errors import EditionError
from generator.findings import Place, has_errors
from generator.typeset import (
    Paragraph,
    Passage,
    Span,
    TextStyle,
    TypesetCanvas,
    draw_text,
    layout_lines,
    measure,
)

TEXT = (
    "2019年GDP增长7.5%，H3C与IDC共建“双高”新格局——office与Platform as a Service……濮阳、亳州、儋州、䝙㙍𫖯𬭊。"
    "见No.5（2020）表，AI和5G“下沉”，阿里·巴巴；https://www.example.com/a_b?c=d。"
)


def _set(texts: list[str], style: TextStyle, width: float = 300) -> bytes:
    target = io.BytesIO()
    canvas = TypesetCanvas(target, pagesize=(400, 2000), invariant=1)
    y = 1960.0
    for text in texts:
        for line in layout_lines(text, style, width):
            line.draw(canvas, 40, y)
            y -= style.leading
    canvas.save()
    return target.getvalue()


def _poppler(data: bytes, tmp_path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "text.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def _pdfium(data: bytes, _: Path) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))


def _plumber(data: bytes, _: Path) -> str:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


@pytest.mark.parametrize("read", [_poppler, _pdfium, _plumber])
@pytest.mark.parametrize("family", ["sans", "serif"])
@pytest.mark.parametrize(("em", "size"), [(9, 10.5), (12, 9), (14, 30), (17.3, 10.5), (33, 10.5)])
def test_text_out_is_text_in(read, family: str, em: float, size: float, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    style = TextStyle(family=family, size=size, leading=size * 1.7)  # type: ignore[arg-type]
    canvas_width = em * size
    target = io.BytesIO()
    canvas = TypesetCanvas(target, pagesize=(canvas_width + 80, 3000))
    lines = layout_lines(TEXT, style, canvas_width)
    for number, line in enumerate(lines):
        line.draw(canvas, 40, 2900 - number * style.leading)
    canvas.save()
    found = read(target.getvalue(), tmp_path).splitlines()
    assert [line.strip() for line in found if line.strip("\x0c ")] == [line.text.strip() for line in lines]


def test_a_face_is_one_font_object_and_nothing_else_is_embedded() -> None:
    data = _set([TEXT * 20], TextStyle())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = list(pdf.pages[0].Resources.Font.values())
        assert len(names) == 1
        assert names[0].Encoding == "/Identity-H"


def test_documents_do_not_touch_each_other() -> None:
    one, other = [TEXT], ["另一份文件，H3C与“新基建”，" * 3]
    alone = _set(one, TextStyle()), _set(other, TextStyle(family="serif"))
    assert (_set(one, TextStyle()), _set(other, TextStyle(family="serif"))) == alone
    assert (_set(other, TextStyle(family="serif")), _set(one, TextStyle())) == alone[::-1]
    first, second = io.BytesIO(), io.BytesIO()
    canvases = [TypesetCanvas(target, pagesize=(400, 2000), invariant=1) for target in (first, second)]
    texts = one, other
    styles = TextStyle(), TextStyle(family="serif")
    rows = [layout_lines(text[0], style, 300) for text, style in zip(texts, styles, strict=True)]
    for number in range(max(map(len, rows))):  # drawn in turn
        for canvas, lines, style in zip(canvases, rows, styles, strict=True):
            if number < len(lines):
                lines[number].draw(canvas, 40, 1960.0 - number * style.leading)
    for canvas in canvases:
        canvas.save()
    assert (first.getvalue(), second.getvalue()) == alone


def test_text_in_a_form_and_under_a_transform_is_read_back() -> None:
    target = io.BytesIO()
    canvas = TypesetCanvas(target, pagesize=(300, 300))
    canvas.beginForm("box")
    draw_text(canvas, 20, 20, [Span("表单2019年", link="https://example.com/")], TextStyle())
    canvas.endForm()
    canvas.doForm("box")
    canvas.saveState()
    canvas.translate(100, 100)
    canvas.rotate(30)
    draw_text(canvas, 0, 0, "旋转H3C", TextStyle(weight="bold"), "middle")
    canvas.restoreState()
    canvas.save()
    text = _pdfium(target.getvalue(), Path())
    assert "表单2019年" in text
    assert "旋转H3C" in text


def test_links_become_annotations_and_unsafe_ones_do_not() -> None:
    target = io.BytesIO()
    canvas = TypesetCanvas(target, pagesize=(400, 400))
    canvas.bookmarkPage("part")
    content = [
        Span("见"),
        Span("官网与很长很长的链接文字", link="https://example.com/?a=（1）", underline=True),
        Span("，第一章", link="#part"),
        Span("没有的一章", link="#nowhere"),
        Span("危险", link="file:///etc/passwd"),
    ]
    paragraph = Paragraph(content, TextStyle())
    paragraph.wrap(84, 999)
    paragraph.drawOn(canvas, 20, 100)
    canvas.save()
    with pikepdf.open(io.BytesIO(target.getvalue())) as pdf:
        links = list(pdf.pages[0].Annots)
    assert len([link for link in links if "/A" in link]) >= 2
    assert len([link for link in links if "/Dest" in link]) >= 1
    assert not any("passwd" in str(link.get("/A", "")) for link in links)


def test_a_table_of_paragraphs_brings_no_other_font() -> None:
    target = io.BytesIO()
    document = SimpleDocTemplate(target, pagesize=(300, 300))
    row = [Paragraph("城市", TextStyle()), Paragraph("得分", TextStyle())]
    document.build([Table([row])], canvasmaker=TypesetCanvas)
    with pikepdf.open(target) as pdf:
        fonts_used = pdf.pages[0].Resources.Font.values()
        assert [font.Subtype for font in fonts_used] == ["/Type0"]


def test_widths_in_the_file_agree_with_the_font_program() -> None:
    """PDF/A demands it; the aliases that carry the quarter em make it worth a look."""
    from fontTools.ttLib import TTFont

    with pikepdf.open(io.BytesIO(_set([TEXT], TextStyle(), 130))) as pdf:
        font = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0]
        program = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
        mapping = font.CIDToGIDMap.read_bytes()
        widths = [float(width) for width in font.W[1]]
    order, metrics = program.getGlyphOrder(), program["hmtx"]
    for cid, width in enumerate(widths, 1):
        glyph = int.from_bytes(mapping[2 * cid : 2 * cid + 2], "big")
        assert metrics[order[glyph]][0] == pytest.approx(width, abs=1)
        assert glyph


def _cff_face(path: Path) -> None:
    """Write a face with CFF outlines: a square for every character it has."""
    chars = "西部数字经济GDP增长2019年，。 "
    names = [".notdef", *(f"uni{ord(char):04X}" for char in dict.fromkeys(chars))]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({int(name[3:], 16): name for name in names[1:]})
    strings, metrics = {}, {}
    for name in names:
        width = 560 if name != ".notdef" and int(name[3:], 16) < 0x80 else 1000
        pen = T2CharStringPen(width, None)
        if name != "uni0020":
            pen.moveTo((100, 0))
            for point in ((width - 100, 0), (width - 100, 700), (100, 700)):
                pen.lineTo(point)
            pen.closePath()
        strings[name] = pen.getCharString()
        metrics[name] = (width, 100)
    builder.setupCFF("Squares", {}, strings, {})
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular", "psName": "Squares"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def own_faces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that WHITEPAPER_FONTS names, as for a process begun with it."""
    monkeypatch.setenv("WHITEPAPER_FONTS", str(tmp_path))
    fonts.own_folder.cache_clear()
    yield tmp_path
    fonts.own_folder.cache_clear()


def test_a_cff_face_from_the_drop_in_folder_is_used_and_read_back(own_faces: Path, tmp_path: Path) -> None:
    _cff_face(own_faces / "sans-regular.otf")
    data = _set(["西部GDP增长2019年，数字经济。濮阳"], TextStyle())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [font.DescendantFonts[0].Subtype for font in pdf.pages[0].Resources.Font.values()]
    assert "/CIDFontType0" in kinds
    for read in (_pdfium, _plumber):
        assert read(data, tmp_path).strip() == "西部GDP增长2019年，数字经济。濮阳"
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    assert page.get_charbox(0)[2] - page.get_charbox(0)[0] == pytest.approx(0.8 * 10.5, abs=0.2)


def _variable_face(path: Path) -> None:
    """Write a face whose only letter grows from 300 to 700 units as its weight goes from 100 to 900."""
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "space", "one"])
    builder.setupCharacterMap({0x20: "space", 0x31: "one"})
    pen, empty = TTGlyphPen(None), TTGlyphPen(None).glyph()
    for number, point in enumerate([(0, 0), (0, 700), (300, 700), (300, 0)]):
        pen.lineTo(point) if number else pen.moveTo(point)
    pen.closePath()
    builder.setupGlyf({".notdef": empty, "space": empty, "one": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "space": (250, 0), "one": (300, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Growing", "styleName": "Regular", "psName": "Growing"})
    builder.setupFvar([("wght", 100, 100, 900, "Weight")], [])
    grow = [(0, 0), (0, 0), (400, 0), (400, 0), (0, 0), (400, 0), (0, 0), (0, 0)]
    builder.setupGvar({"one": [TupleVariation({"wght": (0, 1, 1)}, grow)]})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def test_a_variable_face_is_set_at_the_weight_of_its_role(own_faces: Path) -> None:
    _variable_face(own_faces / "sans-bold.ttf")
    style = TextStyle(weight="bold", size=10)
    assert measure("1", style) == pytest.approx(6)
    page = pypdfium2.PdfDocument(_set(["11数"], style))[0].get_textpage()
    left, _, right, _ = page.get_charbox(0)
    assert right - left == pytest.approx(6, abs=0.1)
    assert page.get_text_bounded().strip() == "11数"


@pytest.mark.parametrize(
    "text",
    ["数字\U0001f600经济", "团队\U0001f469\u200d\U0001f4bb在", "断\u200b点", "e\u0301té", "字\ufe00形",
     "①Ⅲ㎡№℃",
     "x² H₂O", "ＡＢ１２", "前 言", "目 录", "한국어"],
)  # fmt: skip
def test_rare_signs_are_read_back(text: str) -> None:
    assert _pdfium(_set([text], TextStyle()), Path()).strip() == text


def test_missing_characters_are_named_once_and_invisible_ones_are_not() -> None:
    assert fonts.missing_characters("数\U0001f600字\u200b\ufe0f\n\U0001f600") == ["\U0001f600"]
    findings = list(fonts.missing_findings("\U0001f600", Place("a.md", line=3)))
    assert has_errors(findings)
    assert findings[0].place.line == 3


def test_light_falls_back_to_regular_and_sans_to_serif() -> None:
    names = [path.name for path in fonts.fallback_chain("serif", "light")]
    assert names[0] == "serif-regular.ttf"
    assert "sans-light.ttf" in names


def test_a_file_that_is_no_font_is_an_edition_error(own_faces: Path) -> None:
    (own_faces / "sans-bold.ttf").write_bytes(b"not a font")
    with pytest.raises(EditionError):
        fonts.missing_characters("数", weight="bold")


def test_a_passage_says_what_the_flowable_says_and_loses_nothing_when_cut() -> None:
    style, width = TextStyle(indent=2), 220.0

    def drawn(thing: Passage, *parts: Passage) -> str:
        target = io.BytesIO()
        canvas = TypesetCanvas(target, pagesize=(300, 900), invariant=1)
        y = 860.0
        for part in (thing, *parts):
            part.wrap(width, 1e6)
            y -= part.height
            part.draw_at(canvas, 40, y)
        canvas.save()
        return _pdfium(target.getvalue(), Path())

    passage, flowable = Passage(TEXT, style), Paragraph(TEXT, style)
    assert passage.wrap(width, 1e6) == flowable.wrap(width, 1e6)
    whole = drawn(passage)
    assert whole == drawn(flowable)
    first, second = passage.split(width, 3.5 * style.leading)
    assert len(first.lines) == 3 and first.text + second.text == TEXT
    assert drawn(first, second) == whole


def test_setting_text_imports_no_flowables() -> None:
    code = (
        "import io, sys\n"
        "from generator.typeset import Passage, TextStyle, TypesetCanvas\n"
        "canvas = TypesetCanvas(io.BytesIO())\n"
        "passage = Passage('数字经济', TextStyle())\n"
        "passage.wrap(100, 100)\n"
        "passage.draw_at(canvas, 0, 0)\n"
        "canvas.save()\n"
        "assert 'reportlab.platypus' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
