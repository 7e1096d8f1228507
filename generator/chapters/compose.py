"""An edition and its book become a document: cover, chapters from templates, back cover."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator import document as d
from generator.audit import Audit
from generator.audit.number import setting, shown
from generator.chapters.commentary import Commentary, Source, unknown_keys
from generator.chapters.facts import PaperFacts
from generator.chapters.faults import Faults
from generator.chapters.fences import Fences
from generator.chapters.kind_facts import KindFacts
from generator.chapters.left_chinese import left_chinese
from generator.chapters.lost_markup import lost_findings
from generator.chapters.markdown import read_markdown
from generator.chapters.markup_rules import markup_findings, star_findings
from generator.chapters.options import Hint, Options, nearest, template_error
from generator.chapters.outline import Outline
from generator.chapters.rank_facts import RankFacts
from generator.chapters.stray_texts import stray_names, stray_texts
from generator.chapters.style_rules import style_findings
from generator.chapters.template import Templates, markdown_text
from generator.chapters.unit_texts import texts_twice
from generator.chapters.volume_facts import VolumeFacts
from generator.config import FILE_NAME, THEME_NAME, ChapterChoice, Edition
from generator.errors import EditionError, InputError
from generator.figures.picture import Picture
from generator.findings import Finding, Place, Severity
from generator.fonts import missing_findings
from generator.scores.book import Book

PRINTED_KEYS = {
    "title", "subtitle", "region", "index", "publisher", "authors", "number", "source", "simulated_note",
    "running_head", "unit_word", "group_word", "measure_word", "tiers", "chapters", "labels", "stages",
    "regions", "waivers", "back",
}
"""Keys of the edition file whose texts stand on the pages."""
META_KEYS = ("kind", "title", "lead", "listed", "small", "depth", "figures", "tables")


def compose(
    edition: Edition, book: Book, before: Book | None = None, further: Mapping[str, Book] | None = None,
    audit: Audit | None = None,
) -> tuple[d.Document, list[Finding]]:
    """Return the whole document and what was found missing on the way.

    `before` is the book of the volume that the edition compares itself with, `further` holds
    the books after the first by key. `audit` is told where every number of the paper comes from.
    Raises EditionError for templates, fences, references or unit names that cannot be used, all in one.
    """
    if edition.family == "city":
        name = book.units[0].name
        raise InputError(
            f"城市报告须用 --unit 指明单位，如 --unit {name}；全部单位用 whitepaper batch",
            en=f"a report of family city needs --unit, such as --unit {name}; whitepaper batch makes all of them",
        )
    if not book.has_scores and not book.given_ranks:
        raise EditionError.at(
            Place(edition.scores.table or edition.scores.database, edition.scores.sheet),
            "没有综合得分：请在指标体系中写明权重，或在得分表中加“综合得分”（或“排名”）一列",
            "there are no totals: give the tree weights, or the table a column of totals or ranks", code="E323",
        )
    if audit is not None:
        book = audit.trace(book)
        before = audit.trace(before, "before") if before else None
        further = {key: audit.trace(one, key) for key, one in (further or {}).items()}
    commentary = Commentary(edition.folder / "commentary")
    faults = Faults()
    paper = PaperFacts(edition, book, commentary, before, faults)
    paper.papers.update(_papers(paper, further or {}))
    fences = Fences(paper)
    templates = Templates(
        [edition.folder / "templates", _family_folder(edition)], audit.ledger if audit else None, edition.language,
        paper.extent,
    )
    facts = {**template_facts(paper), "books": tuple(map(book_facts, paper.papers.values()))}
    parts: list[d.Part] = [_cover(edition, paper)]
    for number, choice in enumerate(_chapters(edition)):
        chapter = {"text": choice.text, "indicator": choice.indicator}
        asked = edition.place("chapters", number, "template")
        with faults.held():
            source = templates.render(choice.template, {**facts, "chapter": chapter}, asked)
            if source.body.strip() or source.meta.get("kind") == "contents":  # who has nothing to say is left out
                parts.append(read_part(source, choice, fences))
    faults.tell()
    parts.append(back_cover(edition, commentary))
    words = paper.words
    with commentary.locating():
        numbered = Outline(words).number(tuple(parts))
    title = words.bracketed.format(edition.title, edition.year)
    document = d.Document(
        title=title, parts=numbered, language=LANGUAGES[edition.language],
        author=edition.publisher, subject=edition.subtitle, keywords=edition.keywords,
        running_head=edition.running_head or title, date=edition.date,
    )
    if audit is not None:
        audit.collect(document)
    chinese = left_chinese(edition, commentary.texts(), document)
    found = (
        *commentary.findings, *stray_texts(paper), *texts_twice(paper), *stray_names(paper),
        *text_findings(edition, commentary), *_map_findings(paper), *chinese,
    )
    return document, list(found)


def _papers(paper: PaperFacts, further: Mapping[str, Book]) -> dict[str, PaperFacts]:
    """Return the facts of every book by key, all knowing each other; none for an edition of one book."""
    edition = paper.edition
    papers = {
        choice.key: PaperFacts(
            edition.of_book(choice), further.get(choice.key, paper.book), paper.commentary, paper.before, paper.faults
        )
        for choice in edition.books
    }
    for one in papers.values():
        one.papers = papers
    return papers


def book_facts(paper: PaperFacts) -> Mapping[str, object]:
    """Return what templates may use of one book among several: `key`, `name`, `kind`, and all facts."""
    key = next(key for key, one in paper.papers.items() if one is paper)
    name = next(choice.name for choice in paper.edition.books if choice.key == key)
    return {**template_facts(paper), "key": key, "name": markdown_text(name), "kind": KindFacts(paper)}


def texts_alone(edition: Edition) -> tuple[Finding, ...]:
    """Return what is wrong with all texts of an edition whose tables have errors, so that nothing can be composed."""
    folder = edition.folder / "commentary"
    commentary, faults = Commentary(folder), list[Finding]()
    for path in sorted(folder.rglob("*.md")):
        try:
            commentary.read(path.relative_to(folder).with_suffix("").as_posix())
        except (InputError, EditionError) as error:
            faults.extend(error.findings)
    return (*faults, *text_findings(edition, commentary))


def text_findings(edition: Edition, commentary: Commentary) -> Iterator[Finding]:
    """Yield slips of the keyboard, and an error for every character that no face has, with their lines."""
    for source in commentary.texts():
        yield from style_findings(source.body, source.name, source.first_line)
        yield from markup_findings(source.body, source.name, source.first_line)
        yield from star_findings(source.body, source.name, source.first_line)
        yield from lost_findings(source.body, source.name, source.first_line)
        yield from unknown_keys(source)
        for number, line in enumerate(source.body.split("\n"), start=source.first_line):
            yield from missing_findings(line, Place(source.name, line=number))
    printed = edition.model_dump(include=PRINTED_KEYS)
    lines = edition.file.read_text("utf-8-sig").splitlines() if edition.file.is_file() else []
    for finding in missing_findings("".join(_texts_in(printed)), Place(FILE_NAME)):
        at = next((number for number, row in enumerate(lines, start=1) if finding.value in row), 0)
        yield replace(finding, place=Place(FILE_NAME, line=at))


def _texts_in(value: object) -> Iterator[str]:
    """Yield every text in the values of an edition file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts_in(inner)


def _map_findings(paper: PaperFacts) -> Iterator[Finding]:
    """Yield a note where a map with boundaries has no review number: it may not be published so."""
    if paper.on_map and not paper.edition.figures.map_review_number:
        yield Finding(
            "N430", Severity.NOTE, Place(FILE_NAME, cell="figures.map_review_number"), "",
            "带境界的地图未填审图号；公开出版前须送审", "a map with boundaries has no review number (审图号)",
            "送审后填入审图号，或改用 map = \"tile\"", "enter the number, or choose map = \"tile\"",
        )


PROVINCES = "省（区、市）"
WHOLE, COUNTRY = "全国", "中国"
"""What an edition on the whole country calls its region, and the country's name in a title."""

LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def _family_folder(edition: Edition) -> Path:
    folder = edition.family_folder()
    if not (folder / "family.toml").is_file():
        names = sorted(path.parent.name for path in folder.parent.glob("*/family.toml"))
        english = "英文" if edition.language == "en" else ""
        zh = f"没有名为“{edition.family}”的{english}模板族；现有：{'、'.join(names)}"
        en = f"there is no family called “{edition.family}” in this language; there are: {', '.join(names)}"
        near = nearest(edition.family, names)
        place = edition.place("family")
        raise EditionError.at(place, zh, en, value=edition.family, hint_zh=near.zh, hint_en=near.en)
    return folder


def _chapters(edition: Edition) -> tuple[ChapterChoice, ...]:
    """Return the chapters in order: the edition's list, else the family's."""
    if edition.chapters:
        return edition.chapters
    table = tomllib.loads((_family_folder(edition) / "family.toml").read_text(encoding="utf-8"))
    return tuple(ChapterChoice(template=name) for name in table["chapters"])


def template_facts(paper: PaperFacts) -> Mapping[str, object]:
    """Return the names that templates may use."""
    edition = paper.edition
    axes = edition.quadrants
    line = axes.score_threshold if axes else "average"
    words = {
        "title": edition.title, "year": setting(edition.year, "year"), "region": edition.region,
        "region_name": COUNTRY if edition.region == WHOLE else edition.region, "index": edition.index,
        "unit_word": edition.unit_word, "measure_word": edition.counter, "group_word": edition.group_word,
        "group_name": "省份" if edition.group_word == PROVINCES else edition.group_word,
        "publisher": edition.publisher, "number": edition.number,
        "simulated": edition.simulated, "simulated_note": edition.simulated_note,
        "attribute": axes.attribute if axes else "",
        "threshold": paper.amount(axes.threshold, axes.unit) if axes else "",
        "score_threshold": setting(line, "quadrants.score_threshold") if line != "average" else None,
        "published": tuple(markdown_text(name) for name in axes.published) if axes else (),
        "map_word": paper.words.map if paper.on_map else paper.words.distribution,
        "weight": edition.clusters.weight,
        "units_word": edition.units_word, "groups_word": edition.groups_word,
    }
    escaped = {
        key: markdown_text(value) if isinstance(value, str) else value for key, value in words.items()
    }
    escaped["full_score"] = paper.full_score_shown
    if axes:
        escaped["threshold"] = shown(
            str(escaped["threshold"]), setting(axes.threshold, "quadrants.threshold")
        )
    return {
        "edition": escaped, "count": paper.count, **_totals(paper),
        "units": paper.units, "bracketed": paper.bracketed, "unit": paper.unit, "level": paper.level,
        "indicators": paper.indicators, "indicator": paper.indicator, "tiers": paper.tiers,
        "quadrants": paper.quadrants,
        "provinces": paper.provinces, "profiles": paper.profiles, "sketches": paper.sketches,
        "advice": paper.advice, "volume": VolumeFacts(paper), "ranks": RankFacts(paper),
        "top": min(setting(edition.profiles.top, "profiles.top"), paper.count),
        "commentary_names": paper.commentary.names, "written": paper.commentary.has,
        "given": lambda name: edition.inside(str(name)).is_file(),
        "depth": paper.book.tree.depth, "weighted": paper.book.tree.weighted,
        "waivers": paper.waivers,
    }


def _totals(paper: PaperFacts) -> dict[str, object]:
    """Return the mean total and how many lie above it; a ranking without scores has neither."""
    return {"average": paper.average, "above": paper.above} if paper.book.has_scores else {}


def read_part(source: Source, choice: ChapterChoice, fences: Fences) -> d.Part:
    """Return the part of a rendered template; its front matter says of which kind it is."""
    for key in source.meta.keys() - set(META_KEYS):
        place = Place(source.name, line=source.lines.get(key, 0))
        raise template_error(place, f"文件开头不认识“{key}”", f"unknown key '{key}'", key, nearest(key, META_KEYS))
    meta = Options("---", Place(source.name, line=1), dict(source.meta), lines=source.lines)
    title = choice.title or meta.text("title", "")
    blocks = read_markdown(source.body, source.name, fences, source.first_line, language=fences.language)
    kind = meta.choice("kind", ("chapter", "appendix", "plain", "contents"))
    if kind == "contents":
        return d.Contents(title, meta.whole("depth", 2), meta.text("figures", ""), meta.text("tables", ""))
    if kind == "plain":
        listed, small = meta.choice("listed", ("yes", "no")), meta.choice("small", ("no", "yes"))
        return d.Plain(title, blocks, listed=listed == "yes", small=small == "yes")
    lead = _lead(choice.lead or meta.text("lead", ""), source, fences)
    return d.Chapter(title, "", "A" if kind == "appendix" else "", blocks, lead=lead)


def _lead(words: str, source: Source, fences: Fences) -> d.Inlines:
    blocks = read_markdown(words, source.name, fences, language=fences.language)
    return blocks[0].content if blocks and isinstance(blocks[0], d.Paragraph) else ()


def _cover(edition: Edition, paper: PaperFacts) -> d.Cover:
    scored = paper.book.has_scores
    art = tuple(
        (unit.raw, unit.score if scored else 100.0 * (1 - (unit.rank - 1) / unit.of)) for unit in paper.units
    )
    return d.Cover(
        title=edition.title, year=str(edition.year), subtitle=edition.subtitle, publisher=edition.publisher,
        date=paper.words.month(edition.date), art=art, logo=cover_logo(edition),
    )


def cover_logo(edition: Edition) -> bytes:
    """Return the picture that `theme.toml` names as the team's logo, as PNG, or nothing."""
    name = str(edition.theme_changes().get("logo", ""))
    if not name:
        return b""
    try:
        return Picture.read(edition.inside(name), edition.publisher).as_png()
    except EditionError as error:
        (fault,), place = error.findings, edition.place("logo", file=THEME_NAME)
        hint = Hint("请核对路径；图片用 PNG 或 JPEG", "check the path; use a PNG or a JPEG")
        raise template_error(place, fault.zh, fault.en, name, hint, fault.code) from error


def back_cover(edition: Edition, commentary: Commentary) -> d.BackCover:
    """Return the last page: contact, disclaimer, address."""
    source = commentary.read("disclaimer")
    return d.BackCover(
        contact=edition.back.contact, disclaimer=source.body.strip() if source else "",
        number=edition.number, qr=edition.back.url, qr_caption=edition.back.url_caption,
        copyright=edition.back.copyright,
    )
