"""Numbers for chapters, sections, captions and notes; references that follow them."""

from __future__ import annotations

import pytest

from generator import document as d
from generator.chapters.outline import Outline
from generator.errors import EditionError


def _figure(id_: str = "") -> d.Figure:
    return d.Figure(d.Spec(), d.Caption("图", "甲"), id=id_)


def _chapter(*blocks: d.Block, number: str = "") -> d.Chapter:
    return d.Chapter("章", "", number, blocks)


def test_chapters_appendices_and_sections_are_numbered() -> None:
    parts = Outline().number(
        (
            _chapter(d.Heading("一", 1), d.Heading("甲", 2), d.Heading("二", 1), d.Heading("乙", 2)),
            _chapter(),
            _chapter(d.Heading("表", 1), number="A"),
        )
    )
    assert [(part.label, part.number) for part in parts if isinstance(part, d.Chapter)] == [
        ("第一章", "01"), ("第二章", "02"), ("附录", "A")
    ]
    assert [block.number for block in parts[0].blocks] == ["01", "1.1", "02", "2.1"]  # type: ignore[union-attr]


def test_captions_count_inside_their_chapter_and_references_show_them() -> None:
    reference = d.Paragraph((d.Reference("b"),))
    parts = Outline().number((_chapter(_figure("a"), _figure("b")), _chapter(reference, _figure("c"))))
    second = parts[1]
    assert isinstance(second, d.Chapter)
    assert second.blocks[0] == d.Paragraph((d.Reference("b", "图1-2"),))
    assert second.blocks[1].caption.label == "图2-1"  # type: ignore[union-attr]


def test_footnotes_count_through_the_document() -> None:
    note = d.Paragraph((d.Footnote((d.Text("来源"),)),))
    parts = Outline().number((_chapter(note), _chapter(note)))
    numbers = [inline.number for part in parts for inline in part.blocks[0].content]  # type: ignore[union-attr]
    assert numbers == [1, 2]


def test_a_reference_to_nothing_suggests_the_nearest() -> None:
    with pytest.raises(EditionError, match="figure-map"):
        Outline().number((_chapter(_figure("figure-map"), d.Paragraph((d.Reference("figure-mop"),))),))


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(EditionError, match="两次"):
        Outline().number((_chapter(_figure("a"), _figure("a")),))
