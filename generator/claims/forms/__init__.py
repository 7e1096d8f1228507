"""The forms of statements the grammar knows, in the order they are tried."""

from __future__ import annotations

import re

from generator.claims.check import Check
from generator.claims.forms import counts, everyone, firsts, means, members
from generator.claims.grammar import Form, Grammar


def _needs(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))


# The forms in the order they are tried, and what a clause must hold for each, one thing behind the other.
FORMS: tuple[tuple[tuple[re.Pattern[str], ...], Form], ...] = (
    (_needs("[hl高低强弱]"), means.mean_against),
    (_needs("a", "[在hlc]"), means.group_above),
    (_needs("I", "a", "Np", "[hl]", "I"), means.indicator_mean_against),
    (_needs("D", "Np"), means.mean_of_pair),
    (_needs("I", "a", "Np"), means.measure),
    (_needs("[DN]", "[hlg高低]"), means.measures_apart),
    (_needs("b", "Np"), means.mean_onward),
    (_needs("a", "[PCT]", "[OmM]"), means.placed_by_mean),
    (_needs("[PCT]", "a", "[hlc]", "[PCT]"), means.mean_above),
    (_needs("j", "[hl]", "a"), means.means_all),
    (_needs("[hlc]", "r", "[NE]"), firsts.against_total),
    (_needs("g", "N"), firsts.ranks_between),
    (_needs("前|后", "b", "U"), firsts.neighbour),
    (_needs("距|离", "Np"), firsts.to_line),
    (_needs("[OmM]"), means.place_of_mean),
    (_needs("g", "Np"), means.means_gap),
    (_needs("O", "[ghl差掉跌落矮降少滑]", "Np"), firsts.rank_gap),
    (_needs("a", "Np"), means.mean),
    (_needs("[mM]", "Np"), means.extreme),
    (_needs("N"), counts.share),
    (_needs("[o只仅]", "U"), members.only),
    (_needs("b", "o"), members.sole),
    (_needs("[TPC]", "[mM]"), counts.most_of),
    (_needs("[+j]|相加|合起来|加起来", "N"), counts.total),
    (_needs("j|全|一例外|除|其|T"), everyone.all_of),
    (_needs("!|无N"), everyone.none_of),
    (_needs("U", "N", "[OE]"), counts.count_of_indicators),
    (_needs("N"), counts.count_onward),
    (_needs("N"), counts.count_in),
    (_needs("N"), counts.count_of_group),
    (_needs("N"), counts.count_after),
    (_needs("U", "[上下前后hl高低靠]"), firsts.above),
    (_needs("g", "Np"), means.pair_gap),
    (_needs("N", "[入上G]"), counts.sample),
    (_needs("U", "[OmM]|最靠"), firsts.first_in),
    (_needs("U", "[OmM]|最靠"), firsts.first_after),
    (_needs("[OmM]|最靠"), firsts.first_carried),
    (_needs("[OmM]|最靠", "U"), firsts.first_is),
    (_needs("d", "U"), members.ranked),
    (_needs("[bdio]", "U"), members.names),
    (_needs("[RPCTKENUW]"), members.topic),
    (_needs("U"), members.passed),
)


def read_statements(check: Check) -> None:
    """Record the statements of a sentence that the grammar understands."""
    if re.search("[NOVmMjUI]", check.letters):
        Grammar(check, FORMS).read()
