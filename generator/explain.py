"""What a finding's code means: the rule tables as pages."""

from __future__ import annotations

import re

from generator.claims.rules import RULES as TEXT_RULES
from generator.errors import InputError
from generator.findings import user_language
from generator.scores.explain import explain
from generator.scores.rules import RULES

_STYLE = (
    "评述文字中的录入问题（GB/T 15834、GB/T 15835）：半角标点、直引号、多余空格、破折号与省略号写法、"
    "全角数字。信息中给出改好的文字。",
    "A slip of the keyboard in commentary (GB/T 15834, GB/T 15835); the message gives the mended text.",
)

def _text_pages() -> dict[str, tuple[str, str, str, str]]:
    return {
        code: (rule.title_zh, rule.title_en, rule.hint_zh or rule.title_zh, rule.hint_en or rule.title_en)
        for code, rule in TEXT_RULES.items()
    }


EDITION_PAGES: dict[str, tuple[str, str, str, str]] = {
    "W333": (
        "不起作用的标记", "Markup that has no effect",
        "评述中不运行 HTML，也不填事实；链接只允许 https、http、mailto；图片只取版本文件夹内的文件。"
        "没有注文的脚注、没有人引用的注文、比表头多或少的格、用了两次的名字、文件开头不认识的键也在此列。",
        "No HTML and no template runs in commentary; links keep to https, http and mailto; pictures lie in the "
        "edition's folder. So are told footnotes without a partner, cells beyond a head, names given twice and "
        "unknown keys at the head.",
    ),
    "W334": (
        "加粗的星号没有成对", "Stars of emphasis that do not pair",
        "文字里留有两个星号：加粗的起止没有配对。", "Two stars stayed in the text: emphasis was not closed.",
    ),
    "E402": (
        "版本的附表有错误", "A table beside the scores is at fault",
        "城市群名单或历年等级数量表中有不认识的名称、重复的行或不是数字的格；信息中写明行号。",
        "The table of clusters or of tier counts names what is not in the book, twice, or no number.",
    ),
    "E403": (
        "图片不能使用", "A picture cannot be used",
        "图片不存在、不是位图（PNG、JPG 等），或像素过多。矢量图（SVG）请先转为 PNG。",
        "The picture is missing, no bitmap (PNG, JPG …), or has too many pixels. Turn an SVG into a PNG first.",
    ),
    "E410": (
        "模板或评述不能使用", "A template or commentary cannot be used",
        "模板语法、区块名、选项、引用或 Markdown 写法有误；信息中写明文件与行号。",
        "Something in a template, block, option, reference or the markup is wrong; file and line are named.",
    ),
    "E411": (
        "版本文件中不认识的键", "An unknown key in the edition file",
        "edition.toml 中有不认识的键，多为拼写错误；信息中给出最接近的键名。",
        "edition.toml has a key that nobody knows, often misspelt; the nearest is named.",
    ),
    "E412": (
        "版本文件有错误", "The edition file is at fault",
        "edition.toml 缺少必需的项，或某项的值不合要求；每处都列出键名与行号。",
        "edition.toml lacks a key or holds a value out of place; each is listed with its line.",
    ),
    "E413": (
        "模板越界", "A template left its sandbox",
        "模板试图取用内部对象。模板只能使用给定的事实与过滤器。",
        "A template reached for what is not its own. Templates see facts and filters only.",
    ),
    "E414": (
        "模板耗尽资源", "A template would take all time or memory",
        "模板的循环或重复过大，已停止。", "A loop or repetition in a template is too large; it was stopped.",
    ),
    "E440": (
        "清单中的一行有误", "A line of a run sheet is at fault",
        "批量清单里的单位、格式或选项不认识；信息中给出单元格。",
        "A unit, a format or an option in the sheet of a batch is not known; the cell is named.",
    ),
    "W415": (
        "缺少评述", "A commentary is missing",
        "模板要求一篇手写文字，而 commentary 文件夹中没有。该处不排文字，其余照常。",
        "A template asks for a hand-written text that is not in the commentary folder; nothing is set there.",
    ),
    "N416": (
        "没有人用的文字", "A text that nobody asks for",
        "commentary/units 与 commentary/indicators 中的文件以单位或指标命名；这个名称在表中没有，文字不会排印。",
        "Files in commentary/units and commentary/indicators are named after units and indicators; the tables have "
        "none of this name, so the text is not set.",
    ),
    "W417": (
        "两篇文字写的是同一个单位", "Two texts on one unit",
        "commentary/units 中的文件可以单位的简称、全称或代码命名；同一单位有两个文件时只排一个（依此次序），"
        "另一个列在这里。",
        "A file in commentary/units bears a unit's short name, full name or code; of two on one unit only the first in "
        "this order is set, and the other is listed.",
    ),
    "W418": (
        "版本文件中的名称不存在", "A name in the edition file that nothing bears",
        "labels、quadrants.published、clusters.poles 中的名称在得分表与指标体系中没有，因而不起作用。改正或删去。",
        "A name in labels, quadrants.published or clusters.poles is in neither table nor tree, so it does nothing.",
    ),
    "W432": (
        "没有用到的说明", "A waiver that is idle",
        "edition.toml 中的 waivers 记有一条说明，而检查没有发现与之相符的问题；数据已更正时应删去。",
        "A waiver in edition.toml names a finding that no check makes; drop it once the data are mended.",
    ),
    "W434": (
        "英文版中留有中文", "Chinese left in an English edition",
        "language = \"en\" 的版本中，评述、版本文件或自带的表与图里还有中文。改成英文；得分表中的名称写进 [english]。",
        "Commentary, edition file or the edition's own tables and figures still hold Chinese: write it in English.",
    ),
    "E420": (
        "字体中没有这个字", "No face has this character",
        "所有字体都没有该字形，为避免印出方框，停止生成。可换字，或放入更全的字体（见 fonts/README.md）。",
        "No face can draw the character. Nothing is written rather than a box; see fonts/README.md.",
    ),
    "N430": (
        "地图没有审图号", "A map has no review number",
        "公开出版的中国地图须有审图号。填入 figures.map_review_number，或改用 map = \"tile\"。",
        "Published maps of China need a review number: enter it, or choose the tile map.",
    ),
    "N431": (
        "地图放不下的名称", "Names a map has no room for",
        "地图上要标注的名称彼此相碰，按得分由高到低放置，放不下的略去并列在这里。可减少 labelled，或把 share 调大。",
        "Names that would lie on one another are left out, the highest score first, and listed here. Label fewer, "
        "or make the map larger.",
    ),
    "W501": ("半角标点", "Half-width mark", *_STYLE),
    "W502": ("半角括号", "Half-width brackets", *_STYLE),
    "W503": ("引号", "Quotes", *_STYLE),
    "W504": ("空格", "Spaces", *_STYLE),
    "W505": ("破折号", "Dash", *_STYLE),
    "W506": ("省略号", "Ellipsis", *_STYLE),
    "W507": ("全角数字", "Full-width digits", *_STYLE),
    "W508": ("重复标点", "Doubled mark", *_STYLE),
    "W509": ("控制字符", "Control character", *_STYLE),
    "E508": (
        "缺少字体文件", "A face is missing or damaged",
        "fonts 文件夹中的字体缺失或损坏；信息中列出应有的文件。重新安装本工具即可恢复。",
        "A face in the fonts folder is missing or damaged; reinstalling brings it back.",
    ),
    "W601": (
        "文字中有不能写入的字符", "A character that no file can hold",
        "文字中有 XML 不允许的控制字符，DOCX 中已略去；其余文字不变。请在来源中删去。",
        "The text holds a control character that XML forbids; the DOCX leaves it out. Drop it at its source.",
    ),
    "W602": (
        "链接地址不能使用", "A link that leads nowhere safe",
        "链接不是网址或邮箱地址，DOCX 中只保留文字，不设链接。",
        "The address is neither a web page nor a mailbox; the DOCX keeps the words and drops the link.",
    ),
    "W603": (
        "引用的对象不存在", "A reference to nothing",
        "文字引用的图、表或章节不在本文中，DOCX 中只保留文字。",
        "The figure, table or chapter referred to is not in the paper; the DOCX keeps the words only.",
    ),
    "W604": (
        "模板中缺少样式", "A style is missing in the template",
        "docx_template 所指的文档缺少信息中列出的样式；这些样式取自内置模板。",
        "The document named by docx_template lacks these styles; those of the built-in template are used.",
    ),
    "N610": (
        "成品与文稿一致", "The file says what the document says",
        "已从成品中读回标题、正文、图题表题、表格、图的替代文字与脚注，逐段与文稿核对，没有差异。",
        "Headings, text, captions, tables, alternative texts and notes were read back; nothing differs.",
    ),
    "E611": (
        "成品中缺少内容", "Something is missing in the file",
        "文稿中有而成品中读不到的段落、图、表、题注或脚注。成品写出后被改动，或排版有误；请重新生成。",
        "A text, figure, table, caption or note of the document is not in the file. Build it again.",
    ),
    "E612": (
        "成品内容与文稿不同", "The file says something else",
        "成品中某处文字、数字、题注、表格行、图的标签或位置与文稿不同；信息中并列两者，PDF 另给页码。",
        "A text, number, caption, row, label or place differs; both sides are shown, for a PDF with its page.",
    ),
    "E613": (
        "成品中多出内容", "The file holds something more",
        "成品中有文稿没有的文字、图、表、题注或脚注，例如写出后手工添加的内容。",
        "A text, figure, table, caption or note of the file is not in the document.",
    ),
    "E614": (
        "成品无法核对", "The file cannot be proven",
        "成品读不出，或其中没有读到文字。没有文字可比即为不通过。",
        "The file cannot be read back, or no text was found in it. Nothing to compare is a failure.",
    ),
} | _text_pages()


def edition_page() -> str:
    """Return the part of docs/findings.md on editions, texts and files: one section a code."""
    sections = [
        f"## {code}　{title_zh} · {title_en}\n\n- 说明：{zh}\n- Meaning: {en}\n"
        for code, (title_zh, title_en, zh, en) in sorted(
            EDITION_PAGES.items(), key=lambda item: (item[0][1:], item[0])
        )
    ]
    return "\n".join(["# Editions, texts and files\n", *sections]).rstrip("\n")


def explain_code(code: str) -> str:
    """Return the page of `code` in the user's language; InputError where there is none."""
    wanted = code.strip().upper()
    english = user_language() == "en"
    if page := explain(wanted):
        return page
    if wanted in EDITION_PAGES:
        title_zh, title_en, zh, en = EDITION_PAGES[wanted]
        return f"{wanted} {title_en}\n\n{en}" if english else f"{wanted} {title_zh}\n\n{zh}"
    digits = re.sub(r"\D", "", wanted)
    alike = [known for known in (*RULES, *EDITION_PAGES) if digits and known.lstrip("EWNOK") == digits]
    near = ("；是否应为 " + "、".join(alike) + "？", f"; did you mean {', '.join(alike)}?") if alike else ("", "")
    raise InputError(
        f"没有代码“{code}”{near[0]}；全部代码见 docs/findings.md",
        en=f"there is no code {code}{near[1]}; docs/findings.md has them all",
    )
