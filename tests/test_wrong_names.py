"""A wrong name anywhere in an edition is told with file and line, and the nearest right one is suggested."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run
from tests.made_editions import HOSPITALS, THIRTY, write_edition

FRONT = "---\nkind: plain\ntitle: 前言\n---\n"
FENCE = "好。\n\n```{%s} %s\n%s\n```\n"
TEXT, OWN = "commentary/foreword.md", "templates/foreword.md"
CASES = {
    "kind of fence": (TEXT, FENCE % ("tabel", "ranking", ""), "commentary/foreword.md:3", "table"),
    "table": (TEXT, FENCE % ("table", "rankin", ""), "commentary/foreword.md:3", "ranking"),
    "figure": (TEXT, FENCE % ("figure", "profil", "unit: 城东人民医院"), "commentary/foreword.md:3", "profile"),
    "cards": (TEXT, FENCE % ("cards", "overvew", ""), "commentary/foreword.md:3", "overview"),
    "option": (TEXT, FENCE % ("table", "ranking", "acros: 2"), "commentary/foreword.md:4", "across"),
    "choice": (TEXT, FENCE % ("table", "ranking", "rows: dens"), "commentary/foreword.md:4", "dense"),
    "unit": (TEXT, FENCE % ("figure", "profile", "id: a\nunit: 城东人民医完"), "commentary/foreword.md:5",
             "城东人民医院"),
    "unit of a card": (TEXT, FENCE % ("cards", "kind-unit", "unit: 城东人民医完"), "commentary/foreword.md:4",
                       "城东人民医院"),
    "units": (TEXT, FENCE % ("figure", "kind-strip", "units: 城东中医医院、城东人民医完"), "commentary/foreword.md:4",
              "城东人民医院"),
    "indicator": (TEXT, FENCE % ("figure", "top", "indicator: 医疗质亮"), "commentary/foreword.md:4", "医疗质量"),
    "indicator of a kind": (TEXT, FENCE % ("figure", "kind-top", "indicator: 医疗质亮"), "commentary/foreword.md:4",
                            "医疗质量"),
    "fence in a fence": (TEXT, "~~~{columns}\n左。\n+++\n```{table} rankin\n```\n~~~\n", "commentary/foreword.md:4",
                         "ranking"),
    "heading flag": (TEXT, "好。\n\n### 小题 {.newpage}\n", "commentary/foreword.md:3", "new-page"),
    "reference": (TEXT, "好。\n见[](#table-rankin)。\n", "commentary/foreword.md:2", "table-ranking"),
    "indicator of advice": ("commentary/recommendations/1.md", "---\ntitle: 一\nindicators: 医疗质亮\n---\n好。\n",
                            "commentary/recommendations/1.md:3", "医疗质量"),
    "filter": (OWN, FRONT + "{{ average | scor }}\n", "foreword.md:5", "score"),
    "fact": (OWN, FRONT + "好。\n{{ averge | score }}\n", "foreword.md:6", "average"),
    "fact of a unit": (OWN, FRONT + "{{ units[0].scor | score }}\n", "foreword.md:5", "score"),
    "word of the edition": (OWN, FRONT + "{{ edition.tite }}\n", "foreword.md:5", "title"),
    "unit in a template": (OWN, FRONT + '{{ unit("城东人民医完").score }}\n', "foreword.md:5", "城东人民医院"),
    "indicator in a template": (OWN, FRONT + '{{ indicator("医疗质亮").average }}\n', "foreword.md:5", "医疗质量"),
    "macro": (OWN, FRONT + '{% import "wording.md" as w %}\n{{ w.gapp(3) }}\n', "foreword.md:6", "gap"),
    "import": (OWN, FRONT + '{% import "wordin.md" as w %}\n', "foreword.md:5", "wording"),
    "tag": (OWN, FRONT + "{% iff average %}好{% endif %}\n", "foreword.md:5", "if"),
    "test": (OWN, FRONT + "{% if average is defind %}好{% endif %}\n", "foreword.md:5", "defined"),
    "kind at the head": (OWN, "---\nkind: plian\ntitle: 前言\n---\n好。\n", "foreword.md:2", "plain"),
    "key at the head": (OWN, "---\nkind: plain\ntitel: 前言\n---\n好。\n", "foreword.md:3", "title"),
}  # fmt: skip
KEYS = {
    "key": ("pubisher = 1\n", "edition.toml:1 pubisher", "publisher"),
    "family": ("family = 'volum'\n", "edition.toml:1 family", "volume"),
    "theme": ("theme = 'nav'\n", "edition.toml:1 theme", "navy"),
    "kind of condition": ("where = { provnce = '甲区' }\n", "edition.toml:1 where", "province"),
    "condition": ("where = { unit = '城东人民医完' }\n", "edition.toml:1 where", "城东人民医院"),
    "chapter": ("[[chapters]]\ntemplate = 'overvew'\n", "edition.toml:15 chapters.0.template", "overview"),
    "unit of a profile": ("[profiles]\ntop = 5\nfull = ['城东人民医完']\n", "edition.toml:16 profiles.full",
                          "城东人民医院"),
}  # fmt: skip


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return write_edition(tmp_path / "hospitals", HOSPITALS, units=THIRTY[:9], groups=("甲区", "乙区", "丙区"))


def _told(edition: Path, place: str, near: str) -> None:
    """Check that the last error of a check has this place and suggestion, in Chinese and in English."""
    for language, words in (("zh", "是否应为"), ("en", "did you mean")):
        done = run("check", edition, "--json", language=language)
        assert done.exit_code == 3
        (found,) = (f for f in done.findings if words in f["suggestion"])
        told = f"{found['file']}:{found['line']}" + (f" {found['cell']}" if found["cell"] else "")
        assert told == place and near in found["suggestion"]
        if language == "en":
            assert "是否" not in done.out and "没有" not in done.out


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_name_in_a_text_or_template(case: str, edition: Path) -> None:
    file, text, place, near = CASES[case]
    (edition / file).parent.mkdir(parents=True, exist_ok=True)
    (edition / file).write_text(text, "utf-8")
    _told(edition, place, near)


@pytest.mark.parametrize("case", KEYS)
def test_a_wrong_name_in_the_edition_file(case: str, edition: Path) -> None:
    text, place, near = KEYS[case]
    file = edition / "edition.toml"
    before = file.read_text("utf-8")
    if text.startswith("["):
        file.write_text(f"{before.rstrip()}\n{text}", "utf-8")
    else:
        key = text.split(" ")[0]
        kept = [line for line in before.splitlines() if not line.startswith(f"{key} =")]
        file.write_text(text + "\n".join(kept), "utf-8")
    _told(edition, place, near)


@pytest.mark.parametrize(
    "line",
    ["kind: contents\ndepth: 二", "kind: contents\ndepth: 0", "kind: plain\nsmall: 是", "kind: plain\nlisted: ja"],
)
def test_a_value_at_the_head_of_a_template_that_makes_no_sense_is_told_with_its_line(line: str, edition: Path) -> None:
    (edition / "templates").mkdir()
    (edition / OWN).write_text(f"---\n{line}\n---\n好。\n", "utf-8")
    found = run("check", edition, "--json").first("E410")
    assert (found["file"], found["line"]) == ("foreword.md", 3)


def test_a_wrong_unit_on_the_command_line(edition: Path) -> None:
    done = run("build", edition, "--unit", "城东人民医完", "--json")
    assert done.exit_code == 2 and "城东人民医院" in done.out
    english = run("build", edition, "--unit", "城东人民医完", language="en")
    assert "did you mean 城东人民医院?" in english.err


def test_a_wrong_key_of_the_theme_names_its_line(edition: Path) -> None:
    (edition / "theme.toml").write_text('[palette]\nink = "#000000"\nacent = "#ff0000"\n', "utf-8")
    found = run("check", edition, "--json").first("E411")
    assert (found["file"], found["line"], found["cell"]) == ("theme.toml", 3, "palette.acent")
    assert "accent" in found["message"]


def test_a_label_for_nothing_is_a_warning(edition: Path) -> None:
    file = edition / "edition.toml"
    file.write_text(file.read_text("utf-8") + '\n[labels]\n"医疗质亮" = "质量"\n"患者体验" = "体验"\n', "utf-8")
    (found,) = (f for f in run("check", edition, "--json").findings if f["code"] == "W418")
    lines = file.read_text("utf-8").splitlines()
    assert found["value"] == "医疗质亮" and "医疗质亮" in lines[found["line"] - 1]
    assert "医疗质量" in found["suggestion"]
