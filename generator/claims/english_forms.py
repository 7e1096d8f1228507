"""The forms of English statements as patterns over a frame, in the order they are tried.

Each names what is stated and the method of `English` that judges it.
"""

from __future__ import annotations

import re

from generator.claims.claim import Kind

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NTH = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(ORDINALS)}|last)\b(?! tier)"
_N = r"\d+(?:\.\d+)?"
_UL = r"§(?:(?:, | and |, and )§)*"
_VERB = r"(?:scor\w+|are|is|were|was|lie|lies|lay|stand|stands|rank\w*|fall\w*|fell|belong\w*|come|came|remain\w*)"
_OF = r"(?:(?:of|in|within|across|among) )?(?:the |its )?"
_SIDE = r"(?P<side>above|below|higher than|lower than|ahead of|behind|more than|less than)"
_WHAT = (
    rf"(?P<what>(?:{_VERB} )?(?:higher than |lower than )?(?:(?:above|below) (?:the )?(?:national )?average"
    rf"|(?:above|over|more than|at least|exceed\w*|below|under|less than|fewer than) {_N}(?! cities)"
    r"|(?:to |in |into |within |among |are )*(?:the )?(?:top \d+|¶(?: or (?:above|higher|better))?)))"
)
_HEDGE = r"(?:\b(?P<hedge>about|nearly|almost|over|more than|less than|fewer than|at least|some) )?"
_COUNTED = r"(?P<n>\d+(?:\.\d+)?)(?P<share> ?%| per ?cent)?"
FORMS: tuple[tuple[Kind, re.Pattern[str], str], ...] = (
    (
        Kind.GAP,
        re.compile(
            rf"§,? (?:leads|led|beats|beat|is|was|lies|stands|scor\w+|trails|lags|outscores)(?:"
            rf" behind)? ?(?P<n>{_N})(?: points?)? {_SIDE} §"
        ),
        "gap",
    ),
    (
        Kind.GAP,
        re.compile(
            rf"§ (?P<side>leads|led|beats|beat|trails|lags behind|lags|outscores|exceeds|is ahead of"
            rf"|is behind) § by (?:only |just )?(?P<n>{_N})"
        ),
        "gap",
    ),
    (
        Kind.GAP,
        re.compile(
            rf"(?:gap|difference|distance|margin) between § and § (?:is|was|comes to|amounts to)"
            rf" (?:only |just )?(?P<n>{_N})"
        ),
        "gap",
    ),
    (
        Kind.COMPARISON,
        re.compile(
            r"§ (?:scor\w+|rank\w*|is|was|stands) (?:slightly |far |well |clearly )?(?P<side>higher"
            r" than|lower than|above|below|ahead of|behind) §"
        ),
        "higher",
    ),
    (
        Kind.TOP,
        re.compile(rf"(?:the )?top (?P<n>\d+)(?: cities)?[^.;§]{{0,40}}?(?P<named>are|were|:) (?P<units>{_UL})"),
        "top",
    ),
    (
        Kind.TOP,
        re.compile(
            rf"(?P<units>{_UL}) (?:are|is|were|was|rank\w*|stand\w*|belong\w*|made|make|makes"
            rf"|enter\w*)(?: all| both)?(?: to| in| into| among| within)* (?:the )?top (?P<n>\d+)"
        ),
        "top",
    ),
    (
        Kind.TIER,
        re.compile(
            rf"(?P<units>{_UL}) (?P<not>(?:is|are|does|do) not )?(?:all |both )?(?:{_VERB}|enter\w*"
            rf"|reach\w*|qualif\w+)?(?: all| both)?(?: to| in| into| among| a| as)* ?(?:the"
            rf" )?(?P<group>¶)(?= |[,.;]|$)(?! average)"
        ),
        "member",
    ),
    (
        Kind.EXTREME,
        re.compile(
            r"§ (?:has|had|holds|gets|records|recorded|achieved|achieves|scores|scored|takes) the"
            r" (?:highest|lowest|best)(?: total| overall)?(?: score)?"
        ),
        "extreme",
    ),
    (
        Kind.EXTREME,
        re.compile(
            r"(?:highest|lowest|best)(?: total| overall)?(?: score| scorer|-scoring city| city)?(?:"
            r" (?:in|of|among|within) (?:the )?[¶¤])? (?:is|was|goes to|belongs to|went to) §"
        ),
        "extreme",
    ),
    (
        Kind.AVERAGE,
        re.compile(
            rf"¤ (?:has|had|shows|records) the (?P<end>lowest|highest) average(?: score)?(?: (?:of"
            rf"|among) (?:all|the)[^,.;§¶¤]*)?(?:,? (?:at|with|of) (?P<n>{_N}))?"
        ),
        "field",
    ),
    (
        Kind.COUNT,
        re.compile(
            rf"^(?:of|among) the (?P<size>\d+ )?cities (?:of|in) (?:the )?(?P<base>¶),? {_HEDGE}{_COUNTED} {_WHAT}"
        ),
        "count",
    ),
    (
        Kind.COUNT,
        re.compile(
            rf"{_HEDGE}\b{_COUNTED} (?:of )?(?:the )?(?:(?P<size>\d+) )?(?:cities|of cities)(?:"
            rf" {_OF}(?P<base>¶))?,? {_WHAT}"
        ),
        "count",
    ),
    (
        Kind.COUNT,
        re.compile(rf"{_HEDGE}\b{_COUNTED} of (?P<base>¶)(?:(?:'|’)s?)? ?(?P<size>\d+)? ?cities {_WHAT}"),
        "count",
    ),
    (
        Kind.COUNT,
        re.compile(
            r"(?P<group>¶) (?:has|have|had|comprises|comprise|counts|holds|contains|includes)"
            r" (?P<n>\d+)(?: (?:member )?cities|(?=[,.;]))"
        ),
        "size",
    ),
    (
        Kind.COUNT,
        re.compile(
            r"(?P<group>¶) (?:is|are|remains) (?:by far )?the (?:largest|smallest|biggest)[^.;,§¶¤\d]*,?"
            r" with (?P<n>\d+)\b(?!\.\d| points)"
        ),
        "size",
    ),
    (
        Kind.COUNT,
        re.compile(r"(?P<n>\d+) (?:cities |(?P<them>of them) )?(?:belong to|are in|fall into) the (?P<group>¶)(?! or)"),
        "size",
    ),
    (
        Kind.COUNT,
        re.compile(r"(?<=¶),? and (?P<n>\d+) (?:to|in|into) the (?P<tier>first|second|third|fourth)(?=[,.;]|$)"),
        "rest_of_them",
    ),
    (
        Kind.AVERAGE,
        re.compile(
            rf"\b(?:average|mean)(?: total| overall)?(?: score)?(?: in (?P<same>this|that) field)?"
            rf"(?: {_OF}(?:\w+ )?(?:¶|¤|cities|\d+ cities|\w+ cities))*"
            rf" (?:is|was|of|at|stands at|stood at|comes to|came to) (?P<n>\d+\.\d+)"
        ),
        "mean",
    ),
    (
        Kind.AVERAGE,
        re.compile(rf"(?P<group>[¶¤]) (?:averages|averaged|has an average of|had an average of) (?P<n>{_N})"),
        "mean",
    ),
    (
        Kind.ABOVE,
        re.compile(
            r"(?:scor\w+|is|was|lies|stands|remains|are|were)(?: slightly| well| far| clearly| just)?"
            r" (?P<side>above|below) (?:the )?(?:national |overall |total )?average"
        ),
        "side",
    ),
    (
        Kind.RANK,
        re.compile(
            rf"\b(?:rank(?:s|ed|ing)?|plac(?:es|ed|ing)|came|comes|coming|is|was|stands|standing"
            rf"|finish\w*|follow(?:s|ed))\s+(?:only |in )?(?:the )?(?P<nth>{_NTH})"
        ),
        "rank",
    ),
    (
        Kind.SCORE,
        re.compile(
            r"\b(?:scor(?:es|ed|ing)|(?:a |total |overall )*score of|gets|got|earned|earns|with"
            r"|at)\s+(?P<cue>only |just |over |about |nearly )?(?P<n>\d+\.\d+|\d+(?= points))(?!"
            r" ?%)(?! points? (?:above|below|ahead|behind|more|less|higher|lower))"
        ),
        "score",
    ),
)
