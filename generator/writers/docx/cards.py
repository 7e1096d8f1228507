"""Cards: one figure each that is read at a glance, as one row of a shaded table."""

from __future__ import annotations

from generator.document import Card, Cards, plain
from generator.text import format_value
from generator.writers.docx.inline import write_inlines
from generator.writers.docx.layout import cell, gap, table_start
from generator.writers.docx.room import width_of
from generator.writers.docx.story import Frame, Story
from generator.writers.docx.xml import colour, run, twips

_PADDING = 5.0
_EDGE = 4.0
_APART = 3.0
"""Points: at the sides of a card, taken by the white edge between two, and between value and note."""
_MOST = 6


def write_cards(cards: Cards, story: Story, frame: Frame) -> str:
    """Return cards across the measure; more than six go on in further rows."""
    shown = cards.cards
    if not shown:
        return ""
    rows = -(-len(shown) // _MOST)
    across = -(-len(shown) // rows)
    lines = [shown[start : start + across] for start in range(0, len(shown), across)]
    widths = _widths(lines, across, story, frame.width)
    beside = all(
        _fits(card, width, story) for line in lines for card, width in zip(line, widths, strict=False)
    )
    body = "".join(_row(line, widths, story, beside=beside) for line in lines)
    return f"{table_start('白皮书卡片', widths, story)}{body}</w:tbl>{gap(story)}"


def _widths(lines: list[tuple[Card, ...]], across: int, story: Story, measure: float) -> list[float]:
    """Return the widths of the columns: equal, or where one needs more, what is left over shared out."""
    equal = measure / across
    needs = [max(_need(line[at], story) for line in lines if at < len(line)) for at in range(across)]
    spare = (measure - sum(needs)) / across
    if spare < 0 or max(needs) <= equal:
        return [equal] * across
    return [need + spare for need in needs]


def _row(line: tuple[Card, ...], widths: list[float], story: Story, *, beside: bool) -> str:
    cells = "".join(
        _card(card, width, story, beside=beside) for card, width in zip(line, widths, strict=False)
    )
    spare = len(widths) - len(line)
    if spare:
        blank = f'<w:p><w:pPr><w:pStyle w:val="{story.style("卡片标签")}"/></w:pPr></w:p>'
        cells += cell(blank, sum(widths[-spare:]), span=spare)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _card(card: Card, width: float, story: Story, *, beside: bool) -> str:
    inks = story.theme.palette
    pale, white = ("", "") if not card.strong else (story.look("浅蓝反白"), story.look("反白"))
    value = _value(card, story, white)
    note = story.checked(card.note)
    label = story.paragraph("卡片标签", run(story.checked(card.label), pale))
    if beside and note:
        stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(width - 2 * _PADDING - _EDGE)}"/></w:tabs>'
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
    """Return whether value and note stand on one line."""
    return _line_width(card, story) <= width - 2 * _PADDING - _EDGE


def _need(card: Card, story: Story) -> float:
    """Return the least width of a card whose label, and whose value and note, each stand on one line."""
    label = width_of(card.label, story.theme, story.theme.type.note)
    return max(label, _line_width(card, story)) + 2 * _PADDING + _EDGE


def _line_width(card: Card, story: Story) -> float:
    theme, scale = story.theme, story.theme.type
    shown = plain(card.value) if isinstance(card.value, tuple) else format_value(card.value, card.format)
    value = width_of(shown, theme, scale.card_value, bold=True)
    return value + _APART + width_of(card.note, theme, scale.note)
