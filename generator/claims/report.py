"""Claims as findings, as a table for people, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from generator.claims.claim import Claim, Kind, Verdict
from generator.claims.contradictions import Contradiction, contradictions
from generator.claims.rules import find
from generator.claims.waivers import Waiver
from generator.findings import Finding, Place

_CODES = {Kind.NAME: "W703", Kind.SCOPE: "W704", Kind.TOTAL: "W706", Kind.EMPHASIS: "N710"}
_WORDS = {
    "zh": {
        Verdict.TRUE: "相符",
        Verdict.FALSE: "不符",
        Verdict.NOT_IN_DATA: "数据之外",
        Verdict.UNSURE: "不能确定",
    },
    "en": {
        Verdict.TRUE: "true",
        Verdict.FALSE: "false",
        Verdict.NOT_IN_DATA: "not in the data",
        Verdict.UNSURE: "unsure",
    },
}
_HEADS = {
    "zh": ("位置", "种类", "陈述", "结论", "数据"),
    "en": ("place", "kind", "stated", "verdict", "data"),
}


def findings(claims: Sequence[Claim], unused: Iterable[Waiver] = ()) -> tuple[Finding, ...]:
    """Return what to report: false claims, contradictions, waivers that are of no use."""
    false = [finding_of(claim) for claim in claims if claim.verdict is Verdict.FALSE and not claim.waived]
    against = [_contradiction(each) for each in contradictions(claims)]
    return (*_once(false), *against, *(_waiver(waiver) for waiver in unused))


def finding_of(claim: Claim) -> Finding:
    """Return the finding of a false claim."""
    code = "W705" if claim.kind is Kind.WEIGHT and "合计" in claim.table else _CODES.get(claim.kind, "W701")
    spot = claim.spot
    return find(
        code,
        place_of(claim),
        claim.stated,
        clause=spot.clause,
        stated=claim.stated,
        table=claim.table,
        source=claim.source or "得分表",
        near=claim.near or "—",
        words=spot.clause[:20],
    )


def place_of(claim: Claim) -> Place:
    """Return file, line and column of a claim."""
    return Place(claim.spot.file, line=claim.spot.line, column=claim.spot.column)


def _contradiction(each: Contradiction) -> Finding:
    before = each.against.spot
    return find(
        "W702",
        place_of(each.claim),
        each.claim.stated,
        clause=each.claim.spot.clause,
        before=before.clause,
        other=f"{before.file}:{before.line}:{before.column}",
    )


def _waiver(waiver: Waiver) -> Finding:
    return find(
        "W709" if waiver.reason else "W708",
        Place(waiver.file, line=waiver.line),
        waiver.words,
        words=waiver.words,
    )


def _once(found: list[Finding]) -> list[Finding]:
    """Return the findings without those that say the same of the same line."""
    return list({(finding.place, finding.value, finding.zh): finding for finding in found}.values())


def listing(claims: Sequence[Claim], language: str = "zh", *, everything: bool = False) -> str:
    """Return all claims as a table in text, with a count of verdicts at its foot.

    Numbers from outside the tables are only counted unless `everything` is asked for.
    """
    words = _WORDS[language]
    shown = [claim for claim in claims if everything or claim.kind is not Kind.NUMBER]
    rows = [_HEADS[language]] + [
        (
            f"{c.spot.file}:{c.spot.line}:{c.spot.column}",
            str(c.kind),
            c.stated.replace("\n", " ")[:40],
            words[c.verdict] + ("（豁免）" if c.waived else ""),
            " ".join(filter(None, (c.table, c.source)))[:60],
        )
        for c in shown
    ]
    counts = Counter(claim.verdict for claim in claims)
    foot = "，".join(f"{words[verdict]} {counts[verdict]}" for verdict in Verdict)
    return "\n".join("\t".join(row) for row in rows) + f"\n{len(claims)}：{foot}\n"


def as_json(claims: Iterable[Claim]) -> list[dict[str, object]]:
    """Return the claims as plain values."""
    return [claim.as_dict() for claim in claims]
