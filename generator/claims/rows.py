"""Rows of tables printed in a text: units listed under a tier, quadrant or province, with their number."""

from __future__ import annotations

from dataclasses import replace

from generator.claims.binding import Bound, unit_key
from generator.claims.check import Check
from generator.claims.claim import Claim, Kind, Verdict
from generator.claims.lexicon import Lexicon
from generator.claims.membership import add_members, group_of
from generator.claims.numerals import whole
from generator.claims.reading import Reading, read_tokens
from generator.claims.sentences import Sentence
from generator.claims.verdicts import Outcome, verdict
from generator.scores.tree import TOTAL


def check_group_row(row: Sentence, lexicon: Lexicon, check: Check) -> list[Claim]:
    """Return the claims of a row `group | number | names`: membership, number, names given twice."""
    tokens = read_tokens(lexicon, row)
    reading = Reading(row, tokens)
    check = replace(check, reading=reading, used=set(), claims=[], seen=set())
    head = next((n for n, token in enumerate(tokens) if token.letter in "TKPC"), -1)
    names = [n for n, token in enumerate(tokens) if token.letter in "UX" and n > head]
    if head < 0 or not names:
        return []
    first = row.text[: tokens[head].start].strip("|\t ")
    if first and not first.isdigit():
        return []
    end = max(names) + 1
    units = [unit_key(tokens[n]) for n in names if tokens[n].letter == "U"]
    scope = group_of(check, tokens[head])
    bound = Bound(tuple(units), (), ((TOTAL,),))
    if scope is None:
        return []
    add_members(check, dict.fromkeys(units), (), tokens[head], bound, head, end)
    double = {unit for unit in units if units.count(unit) > 1}
    if double:
        check.add(
            Kind.TOTAL,
            head,
            end,
            Outcome(Verdict.FALSE, f"重复列出{check.facts.names(double)}"),
            bound,
            stated=f"{len(names)}个",
        )
    numbers = [count for cell in row.cells if (count := whole(cell)) is not None]
    if len(numbers) == 1 and scope.units is not None:
        right = len(scope.units)
        check.add(
            Kind.COUNT,
            head,
            end,
            verdict(numbers[0] == right, f"{scope.name}共{right}个"),
            bound,
            stated=f"{scope.name}{numbers[0]}个",
        )
    return check.claims
