"""What Jinja says of a template that cannot be read or run, in the words of somebody who writes templates."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.chapters.options import NO_HINT, Hint

_FORMS = Hint("写法见 docs/authoring.zh.md 第 5 节", "see section 5 of docs/authoring.md")


class Said(NamedTuple):
    """A complaint in both languages, what it is about, and what to do."""

    zh: str
    en: str
    value: str = ""
    hint: Hint = NO_HINT


def syntax_words(message: str) -> Said:
    """Return the complaint of Jinja's parser in words."""
    if match := re.search(r"innermost block that needs to be closed is '(\w+)'", message):
        tag = match[1]
        hint = Hint(f"补上 {{% end{tag} %}}", f"add {{% end{tag} %}}")
        return Said(f"{{% {tag} %}} 没有闭合", f"{{% {tag} %}} is not closed", tag, hint)
    if match := re.search(r"unexpected char (.+) at \d+", message):
        sign = match[1].strip("'\"")
        hint = Hint("请用半角符号", "use half-width signs") if len(sign) == 1 and ord(sign) > 0x2FFF else _FORMS
        return Said(f"有不能用的字符“{sign}”", f"the character {sign} cannot stand there", sign, hint)
    if match := re.search(r"expected token '(.+?)', got '(.+?)'", message):
        return Said(f"“{match[2]}”处写法不对", f"not written as it must be at {match[2]!r}", match[2], _FORMS)
    if match := re.search(r"unexpected '(.+?)'", message):
        return Said(f"多出“{match[1]}”，或前面的括号没有闭合", f"{match[1]!r} is one too many", match[1], _FORMS)
    if "end of template" in message or "end of print statement" in message:
        return Said("{{ … }} 或 {% … %} 没有闭合", "{{ … }} or {% … %} is not closed", "", _FORMS)
    return Said(message, message, "", _FORMS)


def refused_words(error: Exception) -> Said:
    """Return in words what the sandbox, ours or Jinja's, does not let a template do."""
    if match := re.search(r"access to attribute '(\w+)' of '(\w+)'", str(error)):
        zh, en = f"不得使用内部属性“{match[1]}”", f"the inner attribute {match[1]!r} cannot be used"
        return Said(zh, en, match[1], Hint("模板只用文档所列的名称", "use the names that the documents list"))
    return Said(str(error), getattr(error, "en", str(error)))


def running_words(error: Exception) -> Said:
    """Return in words what stopped a template while it ran."""
    if isinstance(error, ZeroDivisionError):
        hint = Hint("模板只写措辞，数由程序算好", "templates hold wording only")
        return Said("除数为 0", "division by zero", "", hint)
    if isinstance(error, UnicodeDecodeError):
        return Said("文件不是 UTF-8 文本", "the file is not UTF-8 text", "", Hint("请另存为 UTF-8", "save it as UTF-8"))
    if isinstance(error, TypeError):
        hint = Hint("数与文字相连写 ~，如 {{ average | score ~ '分' }}", "join numbers and texts by ~")
        return Said("运算两边的值不是一类，或参数不对", "values of different kinds, or the wrong arguments", "", hint)
    return Said(str(error), str(error), "", _FORMS)
