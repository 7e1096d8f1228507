"""Pages with a ground of colour: cover, chapter opener, back cover. Every word on them is real text."""

from __future__ import annotations

import io
import re

from generator.cover import LOGO, LOGO_TOP, Block, Disc, Shape, cover_layers
from generator.document import BackCover, Chapter, Cover, plain
from generator.theme import Size, Theme
from generator.writers.docx.contents import chapter_contents
from generator.writers.docx.figures import backdrop, inline_drawing, picture
from generator.writers.docx.inline import write_inlines
from generator.writers.docx.looks import INDENT
from generator.writers.docx.numbering import CHAPTERS, UNNUMBERED, numbered
from generator.writers.docx.png import disc, plain_colour, qr_code
from generator.writers.docx.room import NATURAL, height_of, width_of
from generator.writers.docx.story import Story
from generator.writers.docx.targets import Target
from generator.writers.docx.xml import field, run, twips
from generator.writers.titles import in_two_lines
from generator.writers.words import writer_words

BAND = 176.0
"""Width of an opener's deep column in points."""
_QR_SIDE = 92.0
_PITCH = 32.0


def _ground(colour: str, width: float, story: Story, name: str) -> str:
    key = story.picture(plain_colour(colour))
    return backdrop(key, (0, 0), (width, story.theme.page.height), name, "", story)


def _mark(width: float, story: Story, rise: float, left: float = 0) -> str:
    """Return the short accent rule, `rise` points above a paragraph and `left` from the margin.

    The paragraph must have no space before it: programs differ in where they take it to begin then.
    """
    key = story.picture(plain_colour(story.theme.palette.accent))
    return backdrop(key, (left, -rise), (width, 3), writer_words(story.theme).rule, "", story, down="paragraph")


def _spaced(before: float) -> str:
    return f'<w:spacing w:before="{max(twips(before), 0)}"/>'


# --- cover -----------------------------------------------------------------------


def write_cover(cover: Cover, story: Story) -> str:
    """Return the cover: year and title above, publisher and date at the foot, over the edition's picture."""
    theme = story.theme
    page, scale = theme.page, theme.type
    room, words = page.measure * 0.86, writer_words(theme)
    lines = in_two_lines(
        cover.title, lambda line: width_of(line, theme, scale.cover_title, bold=True) <= room, words
    )
    ground = _cover_ground(cover, story)
    pieces = [_cover_year(cover, story, ground)]
    title = run(story.checked("\n".join(lines)))
    size = scale.cover_title
    leading = max(size.leading, size.size * NATURAL)
    used = 86.0
    used += sum(height_of(line, theme, Size(size.size, leading), page.measure, bold=True) for line in lines)
    pieces.append(story.paragraph("Title", title))
    if cover.subtitle:
        subtitle = _mark(62, story, 28) + run(story.checked(cover.subtitle))
        pieces.append(story.paragraph("Subtitle", subtitle))
        used += scale.lead.leading
    foot = page.height - 64 - 44 - (page.top + 30 + scale.cover_year.leading + used)
    if cover.publisher:
        pieces.append(story.paragraph("封面署名", run(story.checked(cover.publisher)), _spaced(foot)))
    if cover.date:
        alone = "" if cover.publisher else _spaced(foot)
        pieces.append(story.paragraph("封面日期", run(story.checked(cover.date)), alone))
    return "".join(pieces)


def _cover_year(cover: Cover, story: Story, ground: str) -> str:
    return story.paragraph("封面年份", ground + run(story.checked(cover.year)), _spaced(30))


def _cover_ground(cover: Cover, story: Story) -> str:
    from generator.writers.docx.cover_art import cover_ground

    theme = story.theme
    page = theme.page
    shapes, strong = cover_layers(cover.art, theme, cover.accent)
    key = story.picture(cover_ground(shapes, theme))
    named = writer_words(theme)
    words = named.ground.format(len(cover.art)) if cover.art else ""
    ground = backdrop(key, (0, 0), (page.width, page.height), named.ground_name, words, story)
    return ground + _accent(strong, story) + (_logo(cover, story) if cover.logo else "")


def _accent(shape: Shape | None, story: Story) -> str:
    """Return the shape in the accent colour, over the ground."""
    match shape:
        case Disc():
            x, y, width, height = shape.x - shape.radius, shape.y + shape.radius, 2 * shape.radius, 2 * shape.radius
            key = story.picture(disc(shape.colour))
        case Block():
            x, y, width, height = shape.x, shape.y + shape.height, shape.width, shape.height
            key = story.picture(plain_colour(shape.colour))
        case _:
            return ""
    place = (x, story.theme.page.height - y)
    return backdrop(key, place, (width, height), writer_words(story.theme).accent_name, "", story)


def _logo(cover: Cover, story: Story) -> str:
    """Return the team's logo at the upper right of the cover."""
    from PIL import Image

    with Image.open(io.BytesIO(cover.logo)) as image:
        width, height = image.size
    scale = min(LOGO[0] / width, LOGO[1] / height)
    page = story.theme.page
    place = (page.width - page.outer - width * scale, LOGO_TOP)
    size = (width * scale, height * scale)
    words = writer_words(story.theme)
    key, told = story.picture(cover.logo), words.logo.format(cover.publisher)
    return backdrop(key, place, size, words.logo_name, told, story)


def broken_title(title: str, room: float, theme: Theme, size: Size) -> list[str]:
    """Return a chapter's title in lines of at most `room` points, broken where the words allow it. Phrases are
    not kept whole as on a cover: its width alone says where Word breaks a heading, so the first line is the
    longer."""

    def wide(line: str) -> float:
        return width_of(line, theme, size, bold=True)

    if "\n" in title:
        return title.split("\n")
    if wide(title) <= room:
        return [title]
    found = [match.end() for word in writer_words(theme).breaks for match in re.finditer(word, title)]
    fitting = [at for at in found if title[at:] and room >= wide(title[:at]) >= wide(title[at:])]
    if not fitting:  # in halves, so that no character is left alone
        half = -(-len(title) // 2)
        return [title[:half], title[half:]] if " " not in title and wide(title[:half]) <= room else [title]
    at = min(fitting, key=lambda place: abs(place - len(title) / 2))
    return [title[:at], title[at:]]


# --- opener ----------------------------------------------------------------------


def write_opener(chapter: Chapter, index: int, story: Story) -> str:
    """Return a chapter's first page: number, label and title, the finding, and its sections with pages."""
    theme, target = story.theme, story.next_target("heading")
    page, scale = theme.page, theme.type
    ground = _ground(theme.palette.pale, page.width, story, writer_words(theme).opener_ground)
    ground += _ground(theme.palette.deep, BAND, story, writer_words(theme).opener_band)
    pieces = [story.paragraph("章号", ground + _counted(chapter, story))]
    room = page.measure - INDENT
    lines = broken_title(chapter.title, room, theme, scale.chapter_title)
    pieces.append(_chapter_title(chapter, lines, target, story))
    title = Size(scale.chapter_title.size, scale.chapter_title.size * NATURAL)
    used = 78.0 + scale.chapter_number.leading
    used += sum(height_of(line, theme, title, room, bold=True) for line in lines)
    if chapter.lead:
        inner = _mark(46, story, 20, INDENT) + write_inlines(chapter.lead, story)
        pieces.append(story.paragraph("章引言", inner))
        used += 12 + height_of(plain(chapter.lead), theme, scale.lead, room)
    sections = chapter_contents(index, story)
    above = page.depth - used - len(sections) * _PITCH - 40
    tight = _spaced(0) if above < 0 else ""
    for place, line in enumerate(sections):
        lowered = _spaced(max(above, 12)) if place == 0 else tight
        pieces.append(story.paragraph("本章目录", line, lowered))
    return "".join(pieces)


def _chapter_title(chapter: Chapter, lines: list[str], target: Target, story: Story) -> str:
    """Return the chapter's heading. A line break in it would go into contents and heads; a long title that
    has a better place to break is narrowed instead, so that it breaks there by itself."""
    title = story.bookmark(target.contents, story.bookmark(target.mark, run(story.checked(chapter.title))))
    narrowed = _narrowed(lines, story)
    if not chapter.label:
        story.numbers.front()
        flush = f'<w:ind w:left="{twips(INDENT)}" w:firstLine="0"/>'
        return story.paragraph("heading 1", title, numbered(UNNUMBERED, 0) + (narrowed or flush))
    place = story.numbers.chapter(chapter.label, chapter.number)
    numbering = "" if place.key == CHAPTERS else numbered(place.key, 0)
    return story.paragraph("heading 1", title, numbering + narrowed)


def _narrowed(lines: list[str], story: Story) -> str:
    """Return the right indent that makes a title break after its first line."""
    if len(lines) < 2:
        return ""
    theme, size = story.theme, story.theme.type.chapter_title
    widest = max(width_of(line, theme, size, bold=True) for line in lines)
    slack = theme.page.measure - INDENT - widest - size.size / 2
    return f'<w:ind w:right="{twips(slack)}"/>' if slack > 0 else ""


def _counted(chapter: Chapter, story: Story) -> str:
    """Return the large number as a sequence of its own, which captions repeat, and set captions back to 0.

    A caption cannot take its chapter from the heading: that counts in Chinese numerals (第三章).
    """
    shown = chapter.number
    value = int(shown) if shown.isdigit() else ord(shown) - 64 if re.fullmatch("[A-Z]", shown) else 0
    story.sequences.clear()
    if not value:
        story.chapter = ("", "")
        return run(story.checked(shown)) + _reset(story)
    letters = not shown.isdigit()
    words = writer_words(story.theme)
    name = f"{words.appendix_sequence} \\* ALPHABETIC" if letters else f"{words.chapter_sequence} \\* ARABIC"
    plain = shown.lstrip("0")
    story.chapter = (f"SEQ {name} \\c", plain)
    restart = "" if value == story.counted.get(name, 0) + 1 else f" \\r {value}"
    story.counted[name] = value
    return run(shown[: len(shown) - len(plain)]) + field(f"SEQ {name}{restart}", run(plain)) + _reset(story)


def _reset(story: Story) -> str:
    hidden = "<w:vanish/>"
    words = dict.fromkeys(target.word for target in story.targets if target.word)
    return "".join(
        field(f"SEQ {word} \\r 0 \\h", f"<w:r><w:rPr>{hidden}</w:rPr><w:t>0</w:t></w:r>", hidden)
        for word in words
    )


# --- back cover ------------------------------------------------------------------


def write_back(back: BackCover, story: Story) -> str:
    """Return the back cover: contact and QR code above; disclaimer, copyright and number at the foot."""
    theme = story.theme
    ground = _ground(theme.palette.deep, theme.page.width, story, writer_words(theme).back_ground)
    leading, note = theme.type.body.leading, theme.type.note
    pieces: list[str] = []
    used = 96.0 + theme.type.heading2.leading
    accent = story.picture(plain_colour(theme.palette.accent))
    ground += backdrop(accent, (theme.page.inner, 150), (46, 3), writer_words(theme).rule, "", story)
    for line in back.contact:
        before = _spaced(92) if not pieces else ""
        lead = ground if not pieces else ""
        style = "封底题名" if not pieces else "封底正文"
        pieces.append(story.paragraph(style, lead + run(story.checked(line)), before))
        used += leading + 2
    if back.qr:
        code = story.picture(qr_code(back.qr, theme.palette.deep))
        size = (_QR_SIDE, _QR_SIDE)
        words, name = writer_words(theme).code.format(back.qr), writer_words(theme).code_name
        drawing = inline_drawing(picture(code, size, name), size, name, words, story)
        lead = ground if not pieces else ""
        pieces.append(story.paragraph("封底二维码", lead + drawing, _spaced(28)))
        used += 28 + _QR_SIDE
        if back.qr_caption:
            pieces.append(story.paragraph("封底说明", run(story.checked(back.qr_caption))))
            used += note.leading + 4
    foot = [back.disclaimer, "\t".join(part for part in (back.copyright, back.number) if part)]
    lines = [line for line in foot if line]
    high = sum(height_of(line, theme, note, theme.page.measure) + 14 for line in lines)
    room = theme.page.depth - used - high - 30
    for place, line in enumerate(lines):
        lead = ground if not pieces else ""
        before = _spaced(room) if place == 0 else _spaced(10)
        pieces.append(story.paragraph("封底说明", lead + run(story.checked(line)), before))
    return "".join(pieces) or story.paragraph("封底说明", ground)
