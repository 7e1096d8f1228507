"""Figure fences: each name is a function from the paper's facts to a spec."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator import document as d
from generator.audit.number import real
from generator.chapters import drawn_files, volume_figures
from generator.chapters.brackets import left_out, rests_on_part
from generator.chapters.facts import PaperFacts
from generator.chapters.kind_figures import KIND_FIGURES
from generator.chapters.options import Hint, Options, nearest, template_error
from generator.chapters.rank_figures import RANK_FIGURES
from generator.chapters.robustness import uncertainty_figure
from generator.chapters.small_files import file_inside
from generator.chapters.tables import TOTAL_NAMES, demonstration_note
from generator.errors import EditionError
from generator.figures.bars import Bars
from generator.figures.choropleth import Choropleth, Region
from generator.figures.draw import alt_text
from generator.figures.dumbbell import Dumbbell
from generator.figures.minibars import MiniBars
from generator.figures.picture import Picture
from generator.figures.profile import Item, Profile
from generator.figures.quadrant import Point, Quadrant
from generator.figures.tiles import TileMap
from generator.scores.tree import TOTAL
from generator.scores.units import Unit


def _key(paper: PaperFacts, options: Options) -> str:
    name = options.text("indicator", TOTAL)
    return TOTAL if name in TOTAL_NAMES else paper.find(name).key


def top(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the first units of an indicator as bars, the average as a line."""
    key = _key(paper, options)
    count = options.whole("count", 10)
    places = [place for place in paper.book.ranking(key) if place.rank <= count]
    return Bars(
        labels=tuple(place.unit.name for place in places), values=tuple(place.score for place in places),
        ranks=tuple(place.rank for place in places), average=paper.book.average(key),
        average_label=paper.average_label, value_name=paper.words.score,
    )


def leaves(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the averages of the lowest indicators below one, best first, against its own average."""
    facts = paper.indicator(_key(paper, options))
    keys = [leaf.key for leaf in facts.leaves]
    return Bars(
        labels=tuple(_leaf_label(leaf.key, keys, paper.words.path) for leaf in facts.leaves),
        values=tuple(leaf.average for leaf in facts.leaves),
        highlight=(_leaf_label(facts.leaves[0].key, keys, paper.words.path),),
        average=facts.average, average_label=paper.words.average_of.format(facts.label),
        value_name=paper.words.average_score,
    )


def _leaf_label(key: str, keys: list[str], joint: str) -> str:
    """Return a leaf's name, with its parent before it where two leaves share the name."""
    *_, parent, name = key.split("/")
    shared = sum(other.rsplit("/", 1)[-1] == name for other in keys) > 1
    return f"{parent}{joint}{name}" if shared else name


def profile(paper: PaperFacts, options: Options) -> d.Spec:
    """Return a unit's level-1 and level-2 scores against the averages."""
    unit = paper.book.unit(paper.unit(options.text("unit")).key)
    items = []
    for first in paper.book.tree.level(1):
        for key in (first.key, *first.children):
            indicator = paper.book.tree.indicator(key)
            items.append(
                Item(
                    indicator.name, paper.score_of(unit, key), paper.book.average(key), indicator.level,
                    paper.book.in_brackets(unit, key),
                )
            )
    return Profile(
        items=tuple(items), unit=unit.name, average_label=paper.average_label, top=paper.full_score
    )


def sketch(paper: PaperFacts, options: Options) -> d.Spec:
    """Return a unit's total and level-1 scores in a few lines."""
    unit = paper.book.unit(paper.unit(options.text("unit")).key)
    book = paper.book
    items = [Item(paper.words.total, book.score(unit, TOTAL), book.average(TOTAL), 1, book.in_brackets(unit))]
    items += [
        Item(
            indicator.name, paper.score_of(unit, indicator.key), book.average(indicator.key), 2,
            book.in_brackets(unit, indicator.key),
        )
        for indicator in book.tree.level(1)
    ]
    return MiniBars(items=tuple(items), unit=unit.name, average_label=paper.average_label, top=paper.full_score)


def quadrants(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return every unit by attribute and total, with the thresholds of the edition."""
    axes = paper.edition.quadrants
    if axes is None:
        raise template_error(_options.place, "版本未定义 [quadrants]", "the edition has no [quadrants]")
    points = tuple(
        Point(place.unit.name, _attribute(paper, place.unit, axes.attribute), place.score)
        for place in paper.book.ranking(TOTAL)
    )
    bound = paper.average if axes.score_threshold == "average" else axes.score_threshold
    return Quadrant(
        points=points, x_title=paper.words.axis.format(axes.attribute, axes.unit), y_title=paper.words.score_axis,
        x_threshold=axes.threshold, y_threshold=bound,
        names=paper.words.quadrants, highlight=axes.published,
    )


def _attribute(paper: PaperFacts, unit: Unit, name: str) -> float | None:
    value = paper.book.attribute(unit, name)
    return real(value) if isinstance(value, int | float) else None


def scores_map(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the units on a map, or as tiles where the edition says so."""
    key, labelled = _key(paper, options), options.whole("labelled", 12, least=0)
    ranking = paper.book.ranking(key)
    classes = tuple((tier.short or tier.name, tier.min) for tier in paper.edition.tiers)
    if not paper.on_map:
        tiles = tuple((place.unit.name, place.unit.province_short, place.score) for place in ranking)
        shown = classes if paper.edition.figures.map == "choropleth" else ()
        return TileMap(tiles, classes=shown, unit=paper.words.points)
    unscored = len(ranking) < len(paper.book.units)  # then an empty area may be a unit without this score
    return Choropleth(
        regions=tuple(Region(place.unit.adcode, place.unit.name, place.score) for place in ranking),
        classes=classes, labelled=labelled, missing_label="" if unscored else paper.words.unassessed,
        review_number=paper.edition.figures.map_review_number, unit=paper.words.points,
    )


def picture(paper: PaperFacts, options: Options) -> d.Spec:
    """Return a hand-made picture of the edition."""
    name, alt = options.text("file"), options.text("alt")
    if "\\" in name:
        better = name.replace("\\", "/")
        hint = Hint(f"写作 {better}", f"write {better}")
        zh, en = "路径用 / 分隔", "the parts of a path are parted by /"
        raise template_error(options.place_of("file"), zh, en, name, hint)
    path = file_inside(paper, options)
    try:
        return Picture.read(path, alt)
    except EditionError as error:
        (fault,) = error.findings
        hint = Hint(fault.hint_zh, fault.hint_en) if fault.hint_zh else _picture_hint(path)
        raise template_error(options.place_of("file"), fault.zh, fault.en, name, hint, fault.code) from error


def _picture_hint(path: Path) -> Hint:
    """Return what to do about a picture that cannot be used: the nearest name, or how to save it anew."""
    if not path.is_file():
        beside = [file.name for file in path.parent.glob("*") if file.is_file()] if path.parent.is_dir() else []
        for name in beside:
            if name.lower() == path.name.lower():  # Windows and macOS would have found it
                return Hint(f"是否应为 {name}？", f"did you mean {name}?")
        return nearest(path.name, beside) or Hint("请核对文件名与文件夹", "check the name and the folder")
    return Hint("请用看图或绘图软件打开，另存为 PNG 或 JPEG", "open it in a picture program and save it as PNG or JPEG")


FIGURES: dict[str, Callable[[PaperFacts, Options], d.Spec]] = {
    **RANK_FIGURES, **KIND_FIGURES,
    "top": top, "leaves": leaves, "profile": profile, "sketch": sketch, "quadrants": quadrants,
    "map": scores_map, "cycle": drawn_files.cycle, "picture": picture,
    "timeline": drawn_files.timeline, "lines": drawn_files.lines, "bubbles": drawn_files.bubbles,
    "stats": drawn_files.stats, "layers": drawn_files.layers, "sites": drawn_files.sites,
    "tier-columns": volume_figures.tier_columns, "tier-heat": volume_figures.tier_heat,
    "tier-lines": volume_figures.tier_lines, "tier-waves": volume_figures.tier_waves,
    "cluster-map": volume_figures.cluster_map, "cluster-means": volume_figures.cluster_means,
    "cluster-bubbles": volume_figures.cluster_bubbles, "province-gaps": volume_figures.province_gaps,
    "province-bars": volume_figures.province_bars, "region-gaps": volume_figures.region_gaps,
    "moves": volume_figures.moves, "migration": volume_figures.migration, "uncertainty": uncertainty_figure,
}

WITHOUT_DATA = frozenset({"cycle", "layers", "sites", "picture", "timeline", "lines", "bubbles", "stats"})
PUBLISHED_TOTALS = frozenset({"map", "top", "province-bars"})
TOTALS_ALONE = frozenset({"tier-waves", "moves", "migration"})
BY_UNIT = frozenset({"map", "top", "quadrants"})
OF_UNIT = frozenset({"profile", "sketch"})
WEIGHTED = frozenset({"cluster-map", "cluster-means", "cluster-bubbles"})


def finish(spec: d.Spec, paper: PaperFacts, options: Options) -> d.Figure:
    """Return the figure with caption, alternative text, and the notes that honesty asks for."""
    name = options.kind.split(" ")[-1]
    caption = options.text("caption", "")
    notes = [options.text("note", "")]
    if name == "picture" and (credit := options.text("credit", "")):
        notes.append(paper.words.credit.format(credit))
    told = options.choice("simulated", ("note", "caption"))
    if name in BY_UNIT:
        key = TOTAL if name == "quadrants" else _key(paper, options)
        notes.append(left_out(paper, key))
    elif name in OF_UNIT:
        keys = (TOTAL, *(i.key for i in paper.book.tree if i.level < (3 if name == "profile" else 2)))
        notes.append(rests_on_part(paper, paper.book.unit(paper.unit(options.text("unit")).key), keys))
    notes.append(gap_note(spec, paper))
    if name == "quadrants":
        notes.append(demonstration_note(paper))
    elif name in WEIGHTED:
        notes.append(paper.edition.clusters.weight_note)
    elif paper.edition.simulated and name not in WITHOUT_DATA and not _is_total(name, options):
        if told == "note":
            notes.append(paper.edition.simulated_note)
        else:
            caption += paper.words.demonstration
    return d.Figure(
        spec, d.Caption(paper.words.figure, caption) if caption else None, alt=alt_text(spec, paper.edition.language),
        note=paper.words.clause.join(note for note in notes if note),
        source=options.text("source", ""),
        id=options.text("id", ""), share=options.share("share", 1.0),
    )


def gap_note(spec: d.Spec, paper: PaperFacts) -> str:
    """Return what is told where a reader who subtracts the printed values would find another gap than the printed."""
    return paper.words.rounded_apart if isinstance(spec, Dumbbell) and spec.rounded_apart else ""


def _is_total(name: str, options: Options) -> bool:
    return name in TOTALS_ALONE or (name in PUBLISHED_TOTALS and options.text("indicator", TOTAL) in TOTAL_NAMES)
