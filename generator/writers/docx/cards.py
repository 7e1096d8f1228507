"""Cards: one figure each that is read at a glance, as one row of a shaded table."""

from __future__ import annotations

from generator.document import Card, Cards
from generator.text import format_value
from generator.writers.docx.inline import write_inlines
from generator.writers.docx.layout import cell, gap, table_start
from generator.writers.docx.story import Frame, Story
from generator.writers.docx.xml import colour, run, twips

_PADDING = 5.0
_MOST = 6


def write_cards(cards: Cards, story: Story, frame: Frame) -> str:
    """Return cards across the measure; more than six go on in further rows."""
    shown = cards.cards
    if not shown:
        return ""
    rows = -(-len(shown) // _MOST)
    across = -(-len(shown) // rows)
    width = frame.width / across
    lines = [shown[start : start + across] for start in range(0, len(shown), across)]
    beside = all(_fits(card, width, story) for card in shown)
    body = "".join(_row(line, across, width, story, beside=beside) for line in lines)
    return f"{table_start('白皮书卡片', [width] * across, story)}{body}</w:tbl>{gap(story)}"


def _row(line: tuple[Card, ...], across: int, width: float, story: Story, *, beside: bool) -> str:
    cells = "".join(_card(card, width, story, beside=beside) for card in line)
    spare = across - len(line)
    if spare:
        blank = f'<w:p><w:pPr><w:pStyle w:val="{story.style("卡片标签")}"/></w:pPr></w:p>'
        cells += cell(blank, width * spare, span=spare)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _card(card: Card, width: float, story: Story, *, beside: bool) -> str:
    inks = story.theme.palette
    pale, white = ("", "") if not card.strong else (story.look("浅蓝反白"), story.look("反白"))
    value = _value(card, story, white)
    note = story.checked(card.note)
    label = story.paragraph("卡片标签", run(story.checked(card.label), pale))
    if beside and note:
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(width - 2 * _PADDING - 4)}"/></w:tabs>'
        tail = run(f"\t{note}", pale or story.look("卡片名次"))
        if card.strong:
            tail = run("\t", white) + run(note, f"{pale}{_small(story)}")
        body = story.paragraph("卡片数值", value + tail, stop)
    else:
        body = story.paragraph("卡片数值", value)
        body += story.paragraph("卡片说明", run(note, pale)) if note else ""
    return cell(label + body, width, shade=colour(inks.deep if card.strong else inks.pale))


def _small(story: Story) -> str:
    half = round(story.theme.type.note.size * 2)
    return f'<w:b w:val="0"/><w:bCs w:val="0"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _value(card: Card, story: Story, look: str) -> str:
    if isinstance(card.value, tuple):
        return write_inlines(card.value, story, look)
    return run(story.checked(format_value(card.value, card.format)), look)


def _fits(card: Card, width: float, story: Story) -> bool:
    """Return whether value and note stand on one line, by the widths of Noto Sans SC (figures 0.56 em)."""
    scale = story.theme.type
    shown = card.value if not isinstance(card.value, tuple) else ""
    value = sum(1.0 if ord(sign) > 0x2E7F else 0.58 for sign in format_value(shown, card.format))
    note = sum(1.0 if ord(sign) > 0x2E7F else 0.5 for sign in card.note)
    return value * scale.card_value.size + note * scale.note.size + 8 <= width - 2 * _PADDING - 4
