"""The guide names everything a person may write: keys, fences, options, filters, facts; it has its pictures."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from generator import config
from generator.chapters import (
    cluster_facts,
    comparison,
    facts,
    kind_facts,
    province_facts,
    rank_facts,
    tier_facts,
    unit_report,
    unit_years,
    volume_facts,
)
from generator.chapters.cards import CARDS
from generator.chapters.fences import KINDS
from generator.chapters.figures import FIGURES
from generator.chapters.tables import TABLES
from generator.chapters.template import FILTERS
from generator.chapters.unit_cards import UNIT_CARDS
from generator.chapters.unit_figures import UNIT_FIGURES
from generator.chapters.unit_tables import UNIT_TABLES

DOCS = Path(__file__).parent.parent / "docs"
GUIDES = {language: (DOCS / f"authoring{language}.md").read_text("utf-8") for language in ("", ".zh")}
FENCES = {
    "table": TABLES, "figure": FIGURES, "cards": CARDS,
    "unit-table": UNIT_TABLES, "unit-figure": UNIT_FIGURES, "unit-cards": UNIT_CARDS,
}
OPTION = re.compile(r'options\.(?:text|whole|number|names|choice)\("(\w+)"')
PICTURES_MB = 1.5

guides = pytest.mark.parametrize("guide", GUIDES.values(), ids=["en", "zh"])


def _words(guide: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_][\w-]*", guide))


def _models() -> list[type[BaseModel]]:
    return [kind for kind in vars(config).values() if inspect.isclass(kind) and issubclass(kind, BaseModel)]


@guides
def test_every_key_of_an_edition_stands_in_the_tables_of_keys(guide: str) -> None:
    listed = set(re.findall(r"^\| `(\w+)` \|", guide, flags=re.MULTILINE))
    keys = {name for model in _models() for name in model.model_fields} - {"folder", "lender"}
    assert keys <= listed | set(re.findall(r"^### `\[+(\w+)\]+`", guide, flags=re.MULTILINE)), keys - listed


@guides
@pytest.mark.parametrize("kind", FENCES)
def test_every_fence_has_a_row_with_its_picture(guide: str, kind: str) -> None:
    for name in FENCES[kind]:
        picture = f"pictures/{kind}-{name}.png"
        assert f'src="{picture}"' in guide, f"{kind} {name}"
        assert (DOCS / picture).is_file(), f"run scripts/make_guide_pictures.py: {picture}"


@guides
def test_every_option_that_a_fence_reads_is_named(guide: str) -> None:
    sources = [inspect.getsource(make) for table in FENCES.values() for make in table.values()]
    options = {name for source in sources for name in OPTION.findall(source)}
    assert options <= _words(guide), options - _words(guide)


@guides
def test_every_block_and_filter_is_named(guide: str) -> None:
    assert all(f"{{{kind}}}" in guide for kind in KINDS)
    assert all(f"| `{name}` |" in guide for named in FILTERS.values() for name in named)


@guides
def test_every_fact_that_templates_see_is_named(guide: str) -> None:
    words = _words(guide)
    modules = (
        facts, volume_facts, tier_facts, cluster_facts, province_facts, comparison, kind_facts, rank_facts, unit_report,
        unit_years,
    )
    for module in modules:
        for name, kind in vars(module).items():
            if inspect.isclass(kind) and kind.__module__ == module.__name__ and name not in INSIDE:
                assert _public(kind) <= words, f"{module.__name__}.{name}: {_public(kind) - words}"


INSIDE = {"PaperFacts", "Earlier", "Neighbour", "TierYears"}
"""What templates never hold themselves."""

NOT_FOR_TEMPLATES = {"ledger", "paper", "group", "earlier", "words", "nearest_to"}


def _public(kind: type) -> set[str]:
    names = {name for name in vars(kind) if not name.startswith("_")}
    if dataclasses.is_dataclass(kind):
        names |= {field.name for field in dataclasses.fields(kind)}
    return names - NOT_FOR_TEMPLATES


def test_the_pictures_stay_small() -> None:
    size = sum(path.stat().st_size for path in (DOCS / "pictures").glob("*.png"))
    assert size < PICTURES_MB * 1e6


@guides
def test_links_to_pictures_lead_somewhere(guide: str) -> None:
    for path in re.findall(r'src="([^"]+)"', guide):
        assert (DOCS / path).is_file(), path
