"""How wide the columns of a table must be: no English word is broken, and what is left goes where text wraps.

Chinese breaks between any two characters, so a table says the parts of its columns beforehand, and they are
only eased where a name would be broken for want of a little room; Latin words do not break, and their lengths
differ. Widths are weighed here as a browser weighs them: the longest word of a column is its least width, its
longest cell what it would like.
"""

from __future__ import annotations

from dataclasses import replace

from generator import document as d
from generator.fonts import FAMILIES
from generator.text import format_value
from generator.theme import Theme
from generator.typeset import TextStyle, measure

PADDING = 10.2  # points at both sides of a cell
GUTTER = 12.0  # points between the packs of a packed table
COLUMN_GAP = 24.0  # points between columns side by side
BAR = 24.0  # points of a bar behind its figures
LONG = 0.4  # of the room: a cell that asks for more is a text, and wraps
GIVEN = 0.15  # of a column of long text that others may take
EVEN = 0.6  # of an even share: columns that wish for less get it in full

_ALIKE = str.maketrans("123456789", "0" * 9)


def fitted(table: d.Table, theme: Theme, beside: int = 1) -> d.Table:
    """Return the table with columns as wide as their words need; `width` becomes points of the theme's measure,
    which `beside` columns of a page share. A packed table has fewer packs side by side where words would be broken."""
    if not table.columns or not table.rows:
        return table
    room = _room(table, theme, beside)
    asked = _asked(table, theme)
    if any(column.bar for column in table.columns) and sum(min(wish, LONG * room) for _, wish in asked) > room:
        plain = tuple(replace(column, bar=0.0) for column in table.columns)
        return fitted(replace(table, columns=plain), theme, beside)
    if table.across > 1 and sum(need for need, _ in asked) > room:
        return fitted(replace(table, across=table.across - 1), theme, beside)
    needs = _lowered([need for need, _ in asked], room)
    shares = _shared(room - sum(needs), [max(wish - need, 0.0) for need, (_, wish) in zip(needs, asked, strict=True)])
    widths = [need + more for need, more in zip(needs, shares, strict=True)]
    columns = (replace(column, width=width) for column, width in zip(table.columns, widths, strict=True))
    return replace(table, columns=tuple(columns))


def eased(table: d.Table, theme: Theme, beside: int = 1) -> d.Table:
    """Return a Chinese table with room moved to columns whose short cells would wrap, from columns that have
    more than their cells fill, and a little from those that hold long text. Others keep their parts."""
    if len(table.columns) < 2 or not table.rows:
        return table
    room = _room(table, theme, beside)
    total = sum(column.width for column in table.columns)
    now = [column.width / total * room for column in table.columns]
    wish = [wish for _, wish in _asked(table, theme)]
    short = [index for index in range(len(now)) if now[index] < wish[index] <= LONG * room]
    spare = [
        GIVEN * have if want > LONG * room else max(have - want, 0.0) if index not in short else 0.0
        for index, (have, want) in enumerate(zip(now, wish, strict=True))
    ]
    moved, widths = 0.0, list(now)
    for index in sorted(short, key=lambda index: wish[index] - now[index]):
        lacking = wish[index] - now[index]
        if moved + lacking <= sum(spare):
            widths[index], moved = wish[index], moved + lacking
    if not moved:
        return table
    taken = moved / sum(spare)
    widths = [width - part * taken for width, part in zip(widths, spare, strict=True)]
    columns = (replace(column, width=width) for column, width in zip(table.columns, widths, strict=True))
    return replace(table, columns=tuple(columns))


def _room(table: d.Table, theme: Theme, beside: int) -> float:
    """Return the width of one pack of the table in points."""
    measure_here = (theme.page.measure - COLUMN_GAP * (beside - 1)) / beside
    return (measure_here - GUTTER * (table.across - 1)) / table.across


def _lowered(needs: list[float], room: float) -> list[float]:
    """Return the least widths; where they overrun the room, the widest give way until they do not."""
    height = max(needs)
    for level in sorted(set(needs), reverse=True):
        if sum(min(need, level) for need in needs) <= room:
            break
        height = level
    low = [need for need in needs if need < height]
    high = len(needs) - len(low)
    return needs if sum(needs) <= room else [min(need, max((room - sum(low)) / high, 0.0)) for need in needs]


def _shared(spare: float, wishes: list[float]) -> list[float]:
    """Return what every column gets of the spare room: small wishes in full, the large by their size."""
    given = [0.0] * len(wishes)
    waiting = sorted((at for at, wish in enumerate(wishes) if wish > 0), key=lambda at: wishes[at])
    while waiting and spare > 0 and wishes[waiting[0]] <= EVEN * spare / len(waiting):
        at = waiting.pop(0)
        given[at] = wishes[at]
        spare -= wishes[at]
    total = sum(wishes[at] for at in waiting)
    for at in waiting:
        given[at] = max(spare, 0.0) * wishes[at] / total
    return given


def _asked(table: d.Table, theme: Theme) -> list[tuple[float, float]]:
    """Return the least width of every column and the width that it would like, in points."""
    face = next((family for family in FAMILIES if family == theme.fonts.text), FAMILIES[0])
    body = TextStyle(family=face, size=theme.type.table.size, tabular=True)
    bold = replace(body, weight="bold")
    return [
        _asked_by(column, [column.title] if table.show_titles and column.title else [], texts, bold)
        for column, texts in zip(table.columns, _texts(table, body, bold), strict=True)
    ]


def _asked_by(
    column: d.Column, titles: list[str], texts: set[tuple[str, TextStyle]], bold: TextStyle
) -> tuple[float, float]:
    words = [measure(word, bold) for title in titles for word in title.split()]
    heads = [measure(title, bold) / 2 for title in titles]
    words += [measure(word, style) for text, style in texts for word in text.split()]
    wholes = [measure(text, style) for text, style in texts] + heads
    extra = PADDING + (BAR if column.bar else 0.0)
    least = max(words, default=0.0)
    return least + extra, max(least, *wholes, 0.0) + extra


def _texts(table: d.Table, body: TextStyle, bold: TextStyle) -> list[set[tuple[str, TextStyle]]]:
    """Return by column what its cells show and how that is set, every digit as 0: all are equally wide. Cells
    that span several columns, or are covered, do not count."""
    found: list[set[tuple[str, TextStyle]]] = [set() for _ in table.columns]
    covered: dict[int, int] = {}
    for number, row in enumerate((*table.head, *table.rows)):
        at = 0
        reached = covered
        covered = {place: left - 1 for place, left in covered.items() if left > 1}
        strong = bool(row.role) or number < len(table.head)
        for cell in row.cells:
            while at in reached:
                at += 1
            if cell.rows > 1:
                covered |= dict.fromkeys(range(at, at + cell.columns), cell.rows - 1)
            if cell.columns == 1 and at < len(found):
                value = cell.value
                form = cell.format or table.columns[at].format
                shown = d.plain(value) if isinstance(value, tuple) else format_value(value, form)
                found[at].add((shown.translate(_ALIKE), bold if cell.strong or strong else body))
            at += cell.columns
    return found
