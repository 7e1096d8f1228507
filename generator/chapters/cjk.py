"""Emphasis beside Chinese: CommonMark leaves the stars of `**重点：**说明` where they are.

CommonMark §6.2 asks for white space or punctuation around a run of stars, which Chinese does
not have. A wide character beside the run counts here as the edge of a word, for Chinese
letters and for Chinese punctuation alike; runs beside Latin keep the standard rule.
"""

from __future__ import annotations

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

LONGEST = 15_000
"""Characters of a paragraph or cell. Time grows with the square of its open brackets, and a page has 1,500."""


class TooLong(ValueError):
    """A paragraph beyond all measure; its text is the argument."""


class _CjkInline(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        opens = not isWhiteSpace(ord(after)) and (
            _is_wide(before) or _is_wide(after) or not _is_punctuation(after) or _is_edge(before)
        )
        closes = not isWhiteSpace(ord(before)) and (
            _is_wide(before) or _is_wide(after) or not _is_punctuation(before) or _is_edge(after)
        )
        can_open = opens and (canSplitWord or not closes or _is_punctuation(before))
        can_close = closes and (canSplitWord or not opens or _is_punctuation(after))
        return Scanned(can_open, can_close, end - start)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" or character in "“”‘’…—·"


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_edge(character: str) -> bool:
    return isWhiteSpace(ord(character)) or _is_punctuation(character)


class CjkInline(ParserInline):
    """The inline parser of markdown-it with the rule above."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Return the tokens of `src`, as ParserInline does; raise TooLong for what no paragraph is."""
        if len(src) > LONGEST:
            raise TooLong(src)
        state = _CjkInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens
