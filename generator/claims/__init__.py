"""Hand-written text held against the tables: every number is right, or it is a finding.

A text is read sentence by sentence (`sentences`); names and numbers become letters (`lexicon`,
`names`, `vocabulary`, `numerals`). A grammar of sets, conditions and statements (`grammar` and
its `forms`, over the `frame` of a sentence, with `selections`, `traits` and a `desk`) reads what
it understands to the last word; patterns over the letters find further statements (`ranks`, `tops`, `points`,
`counting`, `shares`, `averages`, `ranked_means`, `medians`, `gaps`, `margins`, `groups`, `parts`, `rest`, `membership`,
`negations`, `emphasis`, `weights`, `strengths`, `years`, `changes`, `ranges`, `naming`, `rows`);
each is bound to unit, indicator, group and year (`binding`) and held against the book
(`verdicts`). A statement is false only if its subject is told and not supplied (`footing`) and it is so under
every reading the text allows, those among them that the clauses before allow (`rivals`, from its `surroundings`
and their `mentions`); where the binding is in doubt it is unsure, and a number the tables do not hold is not in
the data. A text may also contradict another (`contradictions`). Editors let a statement stand by a line
that no renderer prints (`waivers`):

    [核对 得分为45.3分]: # "沿用已公布的数字"

    claims = read_claims([("commentary/units/曲靖.md", text)], book, paper_of(edition))
    findings = check_claims(texts, book, paper)
    print(listing(claims))
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.claims.claim import Claim, Fact, Kind, Spot, Verdict
from generator.claims.kinds import KindReader
from generator.claims.paper import Axes, Paper, paper_of
from generator.claims.read import Reader
from generator.claims.report import as_json, findings, listing
from generator.claims.waivers import Waiver, read_waivers, waive
from generator.findings import Finding
from generator.scores.book import Book

__all__ = [
    "Axes",
    "Claim",
    "Fact",
    "Kind",
    "KindReader",
    "Paper",
    "Reader",
    "Spot",
    "Verdict",
    "as_json",
    "check_claims",
    "claims_and_findings",
    "hold",
    "listing",
    "paper_of",
    "read_claims",
]

Texts = Iterable[tuple[str, str]]


def read_claims(texts: Texts, book: Book, paper: Paper) -> list[Claim]:
    """Return every claim in `texts` (name and Markdown of each) with its verdict, waivers applied."""
    return list(claims_and_findings(texts, book, paper)[0])


def check_claims(texts: Texts, book: Book, paper: Paper) -> tuple[Finding, ...]:
    """Return what is wrong in `texts`: false claims, contradictions, wrong names, void waivers."""
    return claims_and_findings(texts, book, paper)[1]


def claims_and_findings(
    texts: Texts, book: Book, paper: Paper, before: Book | None = None
) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """Return claims and findings in one pass; `before` is the book of the volume compared with."""
    return hold(texts, Reader(book, paper, before))


def hold(texts: Texts, reader: Reader | KindReader) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """Return claims and findings of texts as a reader made before reads them."""
    claims: list[Claim] = []
    waivers: list[Waiver] = []
    for name, text in texts:
        claims += reader.read(text, name)
        waivers += read_waivers(text, name)
    claims, unused = waive(claims, waivers)
    empty = [waiver for waiver in waivers if not waiver.reason and waiver not in unused]
    return tuple(claims), findings(claims, [*empty, *unused])
