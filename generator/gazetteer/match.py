"""The answer for one name, and the words in which a faulty one is reported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.findings import Finding, Place, Severity
from generator.gazetteer.names import odd_characters
from generator.gazetteer.units import Entry

_IN_ENGLISH = str.maketrans({"、": ", ", "（": " (", "）": ")"})
MOST = 6  # readings named in one message

# Code → words in Chinese and English, suggestion in both. The first letter of the code is the severity.
WORDS = {
    "W304": (
        "名称含空格、不可见或异形字符，已按“{name}”读取",
        "the name holds spaces, invisible or variant characters, read as {name}",
        "改为“{name}”",
        "write {name}",
    ),
    "E305": (
        "名录中没有“{name}”",
        "no unit is called {name}",
        "是否为：{suggestion}？自有单位可写入 edition.toml 的 extra_units",
        "perhaps {suggestion}; a unit of your own belongs into extra_units of edition.toml",
    ),
    "W305": (
        "“{name}”是别名或旧称，已按“{found}”读取",
        "{name} is an alias or former name, read as {found}",
        "改为“{found}”",
        "write {found}",
    ),
    "E306": (
        "“{name}”是{suggestion}，与本表的单位层级不同",
        "{name} is {suggestion}, a unit of another level than this table",
        "改用全称，或移出本表",
        "write the full name, or take it out of this table",
    ),
    "W306": (
        "“{name}”是“{found}”，与本表的单位层级不同",
        "{name} is {found}, a unit of another level than this table",
        "确需列入的，在 edition.toml 的 [[waivers]] 中写明理由",
        "if it is meant, say why in [[waivers]] of edition.toml",
    ),
    "E307": (
        "“{name}”有几种可能：{suggestion}",
        "{name} may be {suggestion}",
        "写全称，如“{whole}”，或补上省份或行政区划代码",
        "write the full name, such as {whole}, or give the province or the administrative code",
    ),
    "W307": (
        "“{name}”有几种可能：{suggestion}；已按“{found}”读取",
        "{name} may be {suggestion}; read as {found}",
        "写全称“{found}”",
        "write the full name {found}",
    ),
    "E308": (
        "没有名为“{name}”的省级行政区",
        "no province is called {name}",
        "是否为：{suggestion}？",
        "perhaps {suggestion}",
    ),
    "W308": (
        "省份“{name}”不是规范名称，已按“{found}”读取",
        "{name} is not the proper name of a province, read as {found}",
        "改为“{found}”",
        "write {found}",
    ),
    "E309": (
        "“{found}”属于{home}，本行写的是{province}",
        "{found} belongs to {home}, the row says {province}",
        "改正省份或名称",
        "correct the province or the name",
    ),
    "E310": (
        "名称长达 {length} 个字，不可能是单位名称",
        "a name of {length} characters cannot be that of a unit",
        "检查是否错列",
        "look for text in the wrong column",
    ),
    "E311": (
        "名称含有不允许的字符：{odd}",
        "the name holds what no name may: {odd}",
        "删去这些字符（路径符号、换行、文字方向控制符、脚注符号）{perhaps_zh}",
        "remove it (path characters, line breaks, direction controls, footnote marks){perhaps_en}",
    ),
    "E313": (
        "名称含控制字符或无效字符",
        "the name holds control or invalid characters",
        "重新键入名称",
        "type the name anew",
    ),
}


class Level(StrEnum):
    """The kind of table a name stands in; it decides what an ambiguous name means."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    ZONE = "zone"


class How(StrEnum):
    """How a match came about, or why there is none."""

    FULL = "full"
    SHORT = "short"
    ENDING = "ending"
    ALIAS = "alias"
    OTHER_LEVEL = "other-level"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    UNFIT = "unfit"


@dataclass(frozen=True)
class Match:
    """The answer for one name: the unit or None, and everything worth reporting."""

    given: str
    name: str  # `given` without what cannot be seen
    entry: Entry | None
    how: How
    level: Level
    candidates: tuple[Entry, ...] = ()  # readings of an ambiguous name, neighbours of an unknown one
    wrong_province: str = ""  # the province given beside the name, where it is not the unit's
    whole: str = ""  # of an ambiguous name, one that is not: with its city before it
    fault: str = ""  # E310, E311 or E313 for a name that cannot be one

    @property
    def suggestion(self) -> str:
        """Return the full names that may be meant, likeliest first; namesakes with province and code."""
        names = [entry.name for entry in self.candidates]
        return "、".join(
            f"{entry.name}（{entry.province} {entry.adcode}）" if names.count(entry.name) > 1 else entry.name
            for entry in self.candidates[:MOST]
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of what is to be reported, empty for a clean match."""
        if self.fault:
            return (self.fault,)
        unknown = self.how in (How.UNKNOWN, How.AMBIGUOUS) or self.entry is None
        found = ["W304"] if self.name != self.given and not unknown else []
        province = self.level is Level.PROVINCE
        match self.how:
            case How.UNKNOWN:
                found.append("E308" if province else "E305")
            case How.ALIAS:
                found.append("W308" if province else "W305")
            case How.OTHER_LEVEL:
                found.append("W306" if self.entry else "E306")
            case How.AMBIGUOUS:
                found.append("E307")
            case _ if self.candidates:
                found.append("W307")
        return (*found, "E309") if self.wrong_province else tuple(found)

    def findings(self, place: Place) -> tuple[Finding, ...]:
        """Return what to report about this name at `place`."""
        return tuple(self._finding(code, place) for code in self.codes)

    def _finding(self, code: str, place: Place) -> Finding:
        facts = {
            "name": self.name,
            "found": self.entry.name if self.entry else "",
            "home": self.entry.province if self.entry else "",
            "province": self.wrong_province,
            "suggestion": self.suggestion,
            "whole": self.whole,
            "length": len(self.given),
            "odd": odd_characters(self.given),
            "perhaps_zh": f"；是否为：{self.suggestion}？" if self.candidates else "",
            "perhaps_en": f"; perhaps {self.suggestion}" if self.candidates else "",
        }
        in_english = facts | {"suggestion": self.suggestion.translate(_IN_ENGLISH)}
        zh, hint_zh = (WORDS[code][n].format(**facts) for n in (0, 2))
        en, hint_en = (WORDS[code][n].format(**in_english) for n in (1, 3))
        if code in ("E305", "E308") and not self.candidates:
            hint_zh, hint_en = "检查名称", "check the name"
            if code == "E305":
                hint_zh += "；自有单位写入 edition.toml 的 extra_units，都不是行政区划时写 level = \"other\""
                hint_en += "; units of your own belong into extra_units of edition.toml (level = \"other\" if all are)"
        if code in ("E306", "W306") and self.name in (self.suggestion, facts["found"]):
            zh = f"“{self.name}”与本表的单位层级不同"
            en = f"{self.name} is a unit of another level than this table"
        severity = Severity.ERROR if code[0] == "E" else Severity.WARNING
        return Finding(code, severity, place, self.given[:60], zh, en, hint_zh, hint_en)
