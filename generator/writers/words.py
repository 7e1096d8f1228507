"""The few words that writers bring themselves, one set a language: leads of notes, marks of a table that goes on,
names of pages and pictures. Everything else a paper says stands in its document."""

from __future__ import annotations

from dataclasses import dataclass

from generator.theme import Theme


@dataclass(frozen=True)
class WriterWords:
    """Words of one language. `gap` parts a label from its title, `told` are the leads by which a note or source
    shows that it has one already."""

    note: str
    source: str
    told: tuple[str, str]
    stop: str
    between: str
    continued: str
    unit: str
    code: str
    code_name: str
    logo: str
    logo_name: str
    ground: str
    ground_name: str
    accent_name: str
    rule: str
    opener_ground: str
    opener_band: str
    back_ground: str
    figure: str
    front: str
    back: str
    jump: str
    comma: str
    gap: str
    chapter_sequence: str
    appendix_sequence: str
    chapters: tuple[str, str]
    appendices: tuple[str, str]
    second_order: str
    breaks: tuple[str, ...]
    wholes: tuple[str, ...] = ()


CHINESE = WriterWords(
    note="注：", source="数据来源：", told=("注", "数据来源"), stop="。", between="", continued="（续）",
    unit="单位：{}",
    code="二维码：{}", code_name="二维码", logo="{}标志", logo_name="标志",
    ground="封面底图：{}个图形按得分排列，所指对象用强调色。", ground_name="封面底图", accent_name="封面强调",
    rule="短线",
    opener_ground="章首底色",
    opener_band="章首色带", back_ground="封底底色", figure="图形 {}", front="封面", back="封底",
    jump="跳转到文内位置",
    comma="，", gap="　", chapter_sequence="章序号", appendix_sequence="附录序号",
    chapters=("第%1章", "chineseCountingThousand"), appendices=("附录%1", "upperLetter"), second_order="%2）",
    breaks=("城市", "地区", "数字经济", "数字化", "发展", "指数", "县域", "年度", "转型", "领域"),
    wholes=("数字化发展指数", "数字经济指数", "数字化发展", "数字经济发展", "发展指数", "高质量发展"),
)

ENGLISH = WriterWords(
    note="Note: ", source="Source: ", told=("Note", "Source"), stop=".", between=" ", continued=" (continued)",
    unit="In {}", code="QR code: {}", code_name="QR code", logo="Logo of {}", logo_name="Logo",
    ground="Cover picture: {} shapes in the order of the scores, the unit in question in the accent color.",
    ground_name="Cover picture",
    accent_name="Cover accent", rule="Rule", opener_ground="Opener ground", opener_band="Opener band",
    back_ground="Back cover ground", figure="Figure {}", front="Cover", back="Back cover", jump="Go to this place",
    comma=", ", gap="\u2002", chapter_sequence="ChapterCount", appendix_sequence="AppendixCount",
    chapters=("Chapter %1", "decimal"), appendices=("Appendix %1", "upperLetter"), second_order="%2)", breaks=(" ",),
)


def writer_words(language: str | Theme) -> WriterWords:
    """Return the words of a language (zh-CN, en-US …), or of that which a theme is set for."""
    code = language.setting.language if isinstance(language, Theme) else language
    return ENGLISH if code.startswith("en") else CHINESE
