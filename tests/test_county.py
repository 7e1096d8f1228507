"""The county volume: three kinds of unit, three trees, one paper; built whole and read back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import pytest

from generator.build import build, prepare
from generator.chapters.kind_tables import _heights
from generator.checking import check_edition
from generator.config import Edition, read_edition
from generator.document import Chapter, Document, Table, blocks_of, walk
from generator.errors import EditionError, FindingsError
from tests.page_texts import page_texts

EDITION = Path(__file__).parent.parent / "data" / "county-2023"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The squeezed texts of the PDF and of the Word file."""
    out = tmp_path_factory.mktemp("county")
    result = build(EDITION, out=out)
    assert 40 <= result.pages <= 65
    pages = page_texts(out / "county-2023.pdf")
    file = docx.Document(str(out / "county-2023.docx"))
    word = [node.text or "" for node in file.element.body.iter() if node.tag.endswith("}t")]
    return re.sub(r"\s+", "", "".join(pages)), re.sub(r"\s+", "", "".join(word))


@pytest.fixture(scope="module")
def document() -> Document:
    return prepare(read_edition(EDITION), strict=True)[0]


def _tables(document: Document) -> dict[str, Table]:
    blocks = (block for part in document.parts for block in walk(blocks_of(part)))
    return {block.id: block for block in blocks if isinstance(block, Table)}


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(EDITION, folder / "county-2023"))


def test_both_files_speak_of_all_three_kinds(texts: tuple[str, str]) -> None:
    for text in texts:
        assert "全国150个城区、150个县市、50个高新区" in text
        for name in ("城区", "县市", "高新区"):
            assert f"{name}总体评估分析" in text and f"{name}指标体系与权重" in text
        assert "仅作演示，不代表任何单位的实际水平" in text


def test_every_unit_of_every_kind_is_ranked_with_its_tier(document: Document) -> None:
    tables = _tables(document)
    for key, count in (("district", 150), ("county", 150), ("zone", 50)):
        *rows, average = tables[f"table-ranking-{key}"].rows
        assert len(rows) == count and average.role == "average"
        scores = [row.cells[3].value for row in rows]
        assert scores == sorted(scores, reverse=True)  # type: ignore[type-var]
        assert all(row.cells[4].value in ("引领", "先行", "成长", "起步") for row in rows)
        tiers = tables[f"table-tiers-{key}"].rows
        assert sum(int(str(row.cells[2].value)) for row in tiers) == count


def test_each_kind_has_a_tree_of_its_own(document: Document) -> None:
    tops = {
        key: [row.cells[0].value for row in _tables(document)[f"table-tree-{key}"].rows if row.cells[0].strong]
        for key in ("district", "county", "zone")
    }
    assert tops["district"][-1] == "数字生态" and tops["county"][-1] == "数字乡村"
    assert "科技创新" in tops["zone"]
    appendices = [part for part in document.parts if isinstance(part, Chapter) and part.label == "附录"]
    assert [part.number for part in appendices] == ["A", "B", "C"]


def test_empty_cells_of_the_first_column_join_the_one_above(document: Document) -> None:
    assert _heights(["a", "", "", "b", "c", ""]) == [3, 0, 0, 1, 2, 0]
    rows = _tables(document)["table-path-district"].rows
    assert [row.cells[0].rows for row in rows if len(row.cells) == 3] == [4, 4, 4, 4, 4]


def test_the_first_book_stands_for_the_edition() -> None:
    edition = read_edition(EDITION)
    assert edition.scores.sheet == "城区" and edition.unit_word == "城区"
    other: Edition = edition.of_book(edition.books[2])
    assert other.scores.level == "zone" and other.tiers[0].name == "引领型高新区"


def test_a_fault_in_any_book_stops_the_build(tmp_path: Path) -> None:
    edition = _copy(tmp_path)
    tree = edition / "zone-indicators.csv"
    tree.write_text(tree.read_text("utf-8-sig").replace("科技创新,30,", "科技创新,35,"), "utf-8")
    with pytest.raises(FindingsError) as caught:
        build(edition, out=tmp_path / "out")
    assert any(finding.place.file == "zone-indicators.csv" for finding in caught.value.findings)
    assert not (tmp_path / "out").exists()


def test_an_unknown_book_in_a_fence_names_the_nearest(tmp_path: Path) -> None:
    edition = _copy(tmp_path)
    text = edition / "commentary" / "findings" / "cycle.md"
    text.write_text(text.read_text("utf-8") + "\n```{cards} kind\nbook: distrikt\n```\n", "utf-8")
    with pytest.raises(EditionError, match="district"):
        check_edition(edition)
