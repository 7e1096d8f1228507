"""A team's own reference document: its styles win, what it lacks is said, and the file stays valid."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from openxml_audit import OpenXmlValidator

from generator.errors import EditionError
from generator.theme import in_language, load_theme
from generator.writers.docx import write_docx, write_template
from generator.writers.docx.prove import prove_docx
from generator.writers.docx.template import fonts_part
from tests.writers.docx_sample import sample

THEME = load_theme("navy")


def _errors(path: Path) -> list[str]:
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def test_the_house_template_is_valid_and_names_its_styles(tmp_path: Path) -> None:
    write_template(THEME, tmp_path / "house.docx")
    assert _errors(tmp_path / "house.docx") == []
    names = {style.name for style in docx.Document(str(tmp_path / "house.docx")).styles}
    assert {"Normal Indent", "Heading 1", "表题", "图题", "表格正文", "数据来源", "引言", "要点"} <= names


def test_a_changed_copy_of_the_house_template_gives_its_looks(tmp_path: Path) -> None:
    write_template(THEME, tmp_path / "team.docx")
    team = docx.Document(str(tmp_path / "team.docx"))
    team.styles["Heading 2"].font.color.rgb = RGBColor(0xC0, 0x00, 0x00)
    team.styles["Normal Indent"].font.size = Pt(12)
    team.save(str(tmp_path / "team.docx"))
    made = tmp_path / "paper.docx"
    assert write_docx(sample(), THEME, made, pages={}, template=tmp_path / "team.docx") == []
    styles = docx.Document(str(made)).styles
    assert styles["Heading 2"].font.color.rgb == RGBColor(0xC0, 0x00, 0x00)
    assert styles["Normal Indent"].font.size == Pt(12)
    assert _errors(made) == []
    assert prove_docx(sample(), THEME, made) == []


def test_a_foreign_document_lends_its_styles_and_the_missing_ones_are_named(tmp_path: Path) -> None:
    team = docx.Document()
    team.styles["Heading 1"].font.size = Pt(33)
    team.add_paragraph("正文不进入成品")
    team.save(str(tmp_path / "team.docx"))
    made = tmp_path / "paper.docx"
    findings = write_docx(sample(), THEME, made, pages={}, template=tmp_path / "team.docx")
    assert [finding.code for finding in findings] == ["W604"]
    assert "表格正文" in findings[0].value and "heading 1" not in findings[0].value
    word = docx.Document(str(made))
    assert word.styles["Heading 1"].font.size == Pt(33)
    assert not any("正文不进入成品" in item.text for item in word.paragraphs)
    fonts = parse_xml(word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE).blob)
    names = [font.get(qn("w:name")) for font in fonts]
    assert {"Cambria", THEME.fonts.word_text} <= set(names) and len(names) == len(set(names))
    assert prove_docx(sample(), THEME, made) == []
    assert _errors(made) == []


def test_styles_are_found_by_name_whatever_their_ids(tmp_path: Path) -> None:
    write_template(THEME, tmp_path / "team.docx")
    team = docx.Document(str(tmp_path / "team.docx"))
    ids = {"Heading1": "1", "Heading2": "2", "Normal": "a", "TableText": "b3"}
    for style in team.styles.element.findall(qn("w:style")):
        style.set(qn("w:styleId"), ids.get(style.get(qn("w:styleId")), style.get(qn("w:styleId"))))
        for tag in ("w:basedOn", "w:next"):
            link = style.find(qn(tag))
            if link is not None:
                link.set(qn("w:val"), ids.get(link.get(qn("w:val")), link.get(qn("w:val"))))
    team.save(str(tmp_path / "team.docx"))
    made = tmp_path / "paper.docx"
    assert write_docx(sample(), THEME, made, pages={}, template=tmp_path / "team.docx") == []
    assert _errors(made) == []
    assert prove_docx(sample(), THEME, made) == []


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_an_error_in_words(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "team.docx").write_bytes(content)
    with pytest.raises(EditionError, match="参考文档"):
        write_docx(sample(), THEME, tmp_path / "p.docx", pages={}, template=tmp_path / "team.docx")
    assert not (tmp_path / "p.docx").exists()


@pytest.mark.parametrize(
    ("name", "language", "text", "display", "latin"),
    [
        ("navy", "zh", "Microsoft YaHei", "Microsoft YaHei", "Microsoft YaHei"),
        ("pine", "zh", "Microsoft YaHei", "SimSun", "Microsoft YaHei"),
        ("plum", "zh", "SimSun", "SimSun", "Times New Roman"),
        ("navy", "en", "Microsoft YaHei", "Microsoft YaHei", None),
    ],
)
def test_a_face_that_is_missing_has_one_stand_in_by_a_name_word_takes(
    name: str, language: str, text: str, display: str, latin: str | None
) -> None:
    theme = in_language(load_theme(name), language)
    fonts = {
        one.get(qn("w:name")): one.find(qn("w:altName")) for one in parse_xml(fonts_part(theme).encode())
    }
    names = {face: None if other is None else other.get(qn("w:val")) for face, other in fonts.items()}
    assert [names[face] for face in (theme.fonts.word_text, theme.fonts.word_display)] == [text, display]
    assert names[theme.fonts.word_latin] == latin
    assert {f"{face} Light" for face in names if not face.endswith(" Light")} <= set(names)
    # Word takes the whole value for one name, and no more than 31 signs of it.
    assert all("," not in (other or "") and len(other or "") <= 31 for other in names.values())
