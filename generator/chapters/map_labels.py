"""Names that a map has no room for: told, so that nobody looks for them in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import document as d
from generator.english import amount
from generator.figures.choropleth import Choropleth
from generator.figures.clusters import ClusterMap
from generator.figures.draw import dropped
from generator.figures.sites import SiteMap
from generator.findings import Finding, Place, Severity
from generator.text import name_list
from generator.theme import Theme

MAPS = (Choropleth, ClusterMap, SiteMap)
GAP = 22.0
"""Points between columns, about as the writers set them."""


def label_findings(document: d.Document, theme: Theme) -> Iterator[Finding]:
    """Yield a note (N431) for every map that had to leave names out, at the width it has on the page."""
    for part in document.parts:
        for figure, width in _maps(d.blocks_of(part), theme.page.measure):
            lost = dropped(figure.spec, width * figure.share, theme)
            if lost:
                label = figure.caption.label if figure.caption else figure.id
                names = name_list(lost)
                yield Finding(
                    "N431", Severity.NOTE, Place(label), names, f"{label} 没有标出{len(lost)}个名称：{names}",
                    f"{label} leaves out {amount(len(lost), 'name')}: {names}",
                    "放不下的可减少标注（labelled），或把图放大（share）；边界数据里没有的单位无法上图",
                    "label fewer units (labelled) or make the map larger (share); what has no outline is on no map",
                )


def _maps(blocks: Iterable[d.Block], width: float) -> Iterator[tuple[d.Figure, float]]:
    """Yield the maps among blocks with the measure they stand in, in points."""
    for block in blocks:
        match block:
            case d.Figure() if isinstance(block.spec, MAPS):
                yield block, width
            case d.SideBySide():
                count = max(len(block.columns), 1)
                for column in block.columns:
                    yield from _maps(column, (width - GAP * (count - 1)) / count)
            case d.Together():
                yield from _maps(block.blocks, width)
            case _:
                pass
