"""Make the faces in fonts/ from the static Noto CJK SC packages.

    python scripts/make_fonts.py                 runs `npm pack` for both packages in a temporary folder
    python scripts/make_fonts.py SANS SERIF      takes the unpacked package folders

Each face is cut to the characters a Chinese white paper can need, keeps the layout
features the typesetter asks for, gets compact glyph ids and a family name of its own
(a changed font may not carry the original's name), and is written with fixed
timestamps, so that a second run gives the same bytes. Licence texts, SHA256SUMS and
the tables of fonts/README.md are written in the same run.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "fonts"
CHARACTERS = ROOT / "assets" / "characters-8105.txt"
VERSION = "0.4.3"
MARK = "<!-- written by scripts/make_fonts.py -->"


@dataclass(frozen=True)
class Face:
    """One face to make: where it comes from, what it is called, how many characters it gets."""

    file: str
    package: str
    source: str
    family: str
    style: str
    hanzi: str  # "full": GB 2312 and the 8,105; "level1": GB 2312 level 1


FACES = (
    Face(
        "sans-regular",
        "noto-sans-sc",
        "400Regular/NotoSansSC_400Regular.ttf",
        "Baipi Sans SC",
        "Regular",
        "full",
    ),
    Face("sans-bold", "noto-sans-sc", "700Bold/NotoSansSC_700Bold.ttf", "Baipi Sans SC", "Bold", "full"),
    Face(
        "sans-light", "noto-sans-sc", "300Light/NotoSansSC_300Light.ttf", "Baipi Sans SC", "Light", "level1"
    ),
    Face(
        "serif-regular",
        "noto-serif-sc",
        "400Regular/NotoSerifSC_400Regular.ttf",
        "Baipi Serif SC",
        "Regular",
        "full",
    ),
    Face("serif-bold", "noto-serif-sc", "700Bold/NotoSerifSC_700Bold.ttf", "Baipi Serif SC", "Bold", "full"),
)

FEATURES = (
    "ccmp", "chws", "dlig", "fwid", "halt", "hwid", "kern", "liga", "lnum", "locl",
    "mark", "onum", "palt", "pnum", "pwid", "subs", "sups", "tnum",
)  # fmt: skip

BLOCKS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin vowels with the third and fourth tone
    (0x01F8, 0x01F9),  # ǹ
    (0x0251, 0x0261),  # ɑ ɡ of pinyin
    (0x02C6, 0x02DD),  # spacing tone marks
    (0x0300, 0x030C),  # combining tone marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x04FF),  # Cyrillic
    (0x1E3E, 0x1E3F),  # ḿ
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x214F),  # letterlike
    (0x2150, 0x218F),  # number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # enclosed alphanumerics
    (0x2500, 0x257F),  # box drawing
    (0x2580, 0x259F),  # blocks
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x2642),  # ★ ☆ ♀ ♂
    (0x2700, 0x27BF),  # dingbats ✓ ❶
    (0x2E3A, 0x2E3B),  # two- and three-em dash
    (0x3000, 0x303F),  # CJK symbols and punctuation, 〇
    (0x3200, 0x32FF),  # enclosed CJK
    (0x3300, 0x33FF),  # CJK compatibility: ㎡ ㎞
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width currency
    (0xFFFD, 0xFFFD),
)

SCRIPTS = {0x2070: "0i23456789+−=()n", 0x2080: "0123456789+−=()"}
NO_SCRIPT = (0x2072, 0x2073)  # not assigned
SCRIPT_SCALE = 0.6

SPACES: dict[int, float | None] = {  # in em; None is the width of a figure
    0x2002: 0.5,
    0x2003: 1,
    0x2004: 1 / 3,
    0x2005: 1 / 4,
    0x2006: 1 / 6,
    0x2007: None,
    0x2009: 1 / 5,
    0x200A: 1 / 10,
    0x202F: 1 / 5,
    0x200B: 0,
    0x2060: 0,
}


def gb2312(first_row: int = 1, last_row: int = 87) -> set[int]:
    """Return the code points of rows `first_row` to `last_row` of GB 2312."""
    found = set()
    for row in range(first_row, last_row + 1):
        for cell in range(1, 95):
            try:
                found.add(ord(bytes([row + 0xA0, cell + 0xA0]).decode("gb2312")))
            except UnicodeDecodeError:
                continue  # an unassigned cell
    return found


def characters(hanzi: str) -> set[int]:
    """Return the code points a face of the class `hanzi` is cut to."""
    wanted = {point for first, last in BLOCKS for point in range(first, last + 1)} | gb2312(1, 9)
    if hanzi == "level1":
        return wanted | gb2312(16, 55)
    return wanted | gb2312() | {ord(c) for c in CHARACTERS.read_text("utf-8") if not c.isspace()}


def cut(source: Path, face: Face) -> TTFont:
    """Return the font of `source` cut to the characters of `face`, under its new name."""
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.layout_scripts = ["*"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.recalc_timestamp = False
    options.drop_tables += ["STAT", "BASE", "vhea", "vmtx", "VORG", "DSIG", "meta"]
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters(face.hanzi))
    cutter.subset(font)
    rename(font, face)
    supply(font)
    level_figures(font)
    return font


def add_glyph(
    font: TTFont, name: str, part: str, scale: float, offset: tuple[int, int], advance: int
) -> None:
    """Add a glyph that draws `part` scaled and moved by `offset`, all in font units."""
    pen = TTGlyphPen(font.getGlyphSet())
    if part:
        pen.addComponent(part, (scale, 0, 0, scale, *offset))
    glyph = pen.glyph()
    font["glyf"][name] = glyph  # also appends the name to the glyph order
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))


def encode(font: TTFont, point: int, name: str) -> None:
    """Let the code point show the glyph `name`."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[point] = name


def supply(font: TTFont) -> None:
    """Add what the sources lack: super- and subscript figures and the spaces of set widths.

    The raised figures stand as high as the drawn ², the lowered ones hang 0.15 em below the
    base line.
    """
    cmap, glyf = font.getBestCmap(), font["glyf"]
    top = glyf[cmap[0x00B2]].yMax
    for first, signs in SCRIPTS.items():
        for index, character in enumerate(signs):
            point, base = first + index, cmap[ord(character)]
            if point in cmap or point in NO_SCRIPT:  # U+00B9, 00B2 and 00B3 are the raised 1, 2 and 3
                continue
            rise = top - round(glyf[cmap[0x38]].yMax * SCRIPT_SCALE) if first == 0x2070 else -150
            advance = round(font["hmtx"][base][0] * SCRIPT_SCALE)
            add_glyph(font, f"uni{point:04X}", base, SCRIPT_SCALE, (0, rise), advance)
            encode(font, point, f"uni{point:04X}")
    for point, share in SPACES.items():
        if point not in cmap:
            width = font["hmtx"][cmap[0x30]][0] if share is None else round(share * font["head"].unitsPerEm)
            add_glyph(font, f"uni{point:04X}", "", 1, (0, 0), width)
            encode(font, point, f"uni{point:04X}")


def level_figures(font: TTFont) -> None:
    """Add the feature `tnum` where the figures differ in width (the serif faces).

    Each figure is centred in the advance of the widest; tables align only with it.
    """
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    digits = [cmap[point] for point in range(0x30, 0x3A)]
    widest = max(metrics[name][0] for name in digits)
    if all(metrics[name][0] == widest for name in digits):
        return
    for name in digits:
        add_glyph(font, f"{name}.tnum", name, 1, ((widest - metrics[name][0]) // 2, 0), widest)
    add_single_substitution(font["GSUB"].table, "tnum", {name: f"{name}.tnum" for name in digits})


def add_single_substitution(table: otTables.GSUB, tag: str, mapping: dict[str, str]) -> None:
    """Add one feature for every script; its tag must sort behind the ones that are there."""
    assert all(record.FeatureTag < tag for record in table.FeatureList.FeatureRecord)
    lookup = buildLookup([buildSingleSubstSubtable(mapping)])
    table.LookupList.Lookup.append(lookup)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    feature = otTables.Feature()
    feature.FeatureParams = None
    feature.LookupListIndex = [table.LookupList.LookupCount - 1]
    feature.LookupCount = 1
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, feature
    table.FeatureList.FeatureRecord.append(record)
    table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
    for script in table.ScriptList.ScriptRecord:
        systems = [entry.LangSys for entry in script.Script.LangSysRecord]
        for system in [script.Script.DefaultLangSys, *systems]:
            if system is not None:
                system.FeatureIndex.append(table.FeatureList.FeatureCount - 1)
                system.FeatureCount = len(system.FeatureIndex)


def rename(font: TTFont, face: Face) -> None:
    """Give the font the family name of `face`; copyright, licence and makers stay as they are."""
    kept = {0, 7, 8, 9, 10, 11, 12, 13, 14}
    table = font["name"]
    version = table.getDebugName(5)
    table.names = [record for record in table.names if record.nameID in kept]
    plain = face.style in ("Regular", "Bold")
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    records = {
        1: face.family if plain else f"{face.family} {face.style}",
        2: face.style if plain else "Regular",
        3: f"{version};{postscript}",
        4: f"{face.family} {face.style}",
        5: f"{version}; subset",
        6: postscript,
    }
    if not plain:
        records |= {16: face.family, 17: face.style}
    for number, text in records.items():
        table.setName(text, number, 3, 1, 0x409)
    bold = face.style == "Bold"
    font["OS/2"].fsSelection = 32 if bold else 64
    font["head"].macStyle = 1 if bold else 0
    font["OS/2"].usWeightClass = {"Light": 300, "Regular": 400, "Bold": 700}[face.style]


def pack(folder: Path) -> dict[str, Path]:
    """Download both packages into `folder` and return where they were unpacked."""
    unpacked = {}
    for name in ("noto-sans-sc", "noto-serif-sc"):
        subprocess.run(
            ["npm", "pack", f"@expo-google-fonts/{name}@{VERSION}"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
        with tarfile.open(folder / f"expo-google-fonts-{name}-{VERSION}.tgz") as archive:
            archive.extractall(folder / name, filter="data")
        unpacked[name] = folder / name / "package"
    return unpacked


def write_licence(package: Path, face: Face) -> None:
    """Write the OFL text with the copyright line that the font itself carries on top."""
    text = (package / "LICENSE_FONT").read_text("utf-8").replace("\r\n", "\n")
    line = TTFont(package / face.source, lazy=True)["name"].getDebugName(0).replace("(c)", "Copyright")
    if line.split("Adobe")[0].strip() not in text:
        text = f"{line}\n{text}"
    kind = face.file.split("-")[0]
    (FONTS / f"OFL-{kind}.txt").write_text(text, "utf-8")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def rows(packages: dict[str, Path]) -> Iterator[str]:
    """Yield the two tables of the README: the sources, then the faces made from them."""
    yield f"| source file (packages `@expo-google-fonts/…` {VERSION}) | bytes | sha256 |\n|---|---:|---|"
    for face in FACES:
        path = packages[face.package] / face.source
        yield f"| `{face.package}/{face.source}` | {path.stat().st_size:,} | `{digest(path)}` |"
    yield "\n| face | name | characters | bytes | sha256 |\n|---|---|---:|---:|---|"
    for face in FACES:
        path = FONTS / f"{face.file}.ttf"
        count = len(TTFont(path, lazy=True).getBestCmap())
        name = f"{face.family} {face.style}"
        yield f"| `{path.name}` | {name} | {count:,} | {path.stat().st_size:,} | `{digest(path)}` |"


def describe(packages: dict[str, Path]) -> None:
    """Write SHA256SUMS and put fresh tables between the two marks of the README."""
    made = [FONTS / f"{face.file}.ttf" for face in FACES]
    (FONTS / "SHA256SUMS").write_text("".join(f"{digest(path)}  {path.name}\n" for path in made), "ascii")
    readme = FONTS / "README.md"
    before, _, after = readme.read_text("utf-8").split(MARK)
    readme.write_text(MARK.join((before, "\n" + "\n".join(rows(packages)) + "\n", after)), "utf-8")


def make(packages: dict[str, Path]) -> None:
    """Make every face, then the licences, checksums and tables."""
    FONTS.mkdir(exist_ok=True)
    for face in FACES:
        font = cut(packages[face.package] / face.source, face)
        target = FONTS / f"{face.file}.ttf"
        font.save(target, reorderTables=False)
        print(f"{target.name}: {target.stat().st_size:,} bytes")
        if face.style == "Regular":
            write_licence(packages[face.package], face)
    describe(packages)


def main(arguments: list[str]) -> None:
    """Take the packages named on the command line, or fetch them."""
    if arguments:
        make(dict(zip(("noto-sans-sc", "noto-serif-sc"), map(Path, arguments), strict=True)))
        return
    with tempfile.TemporaryDirectory() as folder:
        make(pack(Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
