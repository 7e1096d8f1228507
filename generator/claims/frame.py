"""A sentence as a frame: names and numbers as letters, the words between them as they stand.

The letters are those of `lexicon` and `vocabulary`, but a word without weight (`f`) and a word that
none knows (`?`) keep their characters, so that a grammar can tell 之外 from 之中. Brackets,
quotes and words that only lead on (其中, 则, 仍) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.claims.lexicon import Token
from generator.claims.numerals import Number
from generator.claims.reading import Reading
from generator.claims.vocabulary import MOVES

_QUIET_WORDS = """
则 也 亦 还 又 仍 已 已经 且 而 但 但是 不过 同时 此外 另外 并且 而且 其中 本次 此次
本轮 本卷 本报告 数据显示 结果显示 可见 由此 由此可见 看出 可以看出 总体上 整体上 整体来看
总体来看 总的来看 具体来看 具体而言 因此 所以 虽然 尽管 虽 却 依然 依旧 继续 更 很 恰好
刚好 正好 几乎 基本 普遍 了 仅就 单就 就 约 大约 近 将近 接近 逾 至少 至多 目前 当前
今年 本年度 本书 评估 评价 测评 参与 实际 事实上 实际上 一共 单独 尤其 特别 最终 成功 顺利
共同 明显 大幅 显著 略 稍 稍微 略微 遥遥 远远 小幅 微幅 过 出 地 着 相对 较为 十分 非常
极为 算是 可谓 堪称 共有 勉强 一下子 恰 恰恰
"""
_QUIET = frozenset(_QUIET_WORDS.split())
_BRACKETS = re.compile(r"（[^（）]*）")


@dataclass(frozen=True)
class Frame:
    """The frame of a reading: its text, and for every character the token it comes from."""

    reading: Reading
    text: str
    owners: tuple[int, ...]
    among: frozenset[int] = frozenset()  # where 其中 stood

    def token(self, position: int) -> Token:
        """Return the token behind a character."""
        return self.reading.tokens[self.owners[position]]

    def number(self, position: int) -> Number | None:
        """Return the number behind an N: of a number, or of what 四市 counts."""
        meaning = self.token(position).meaning
        if isinstance(meaning, Number):
            return meaning
        return Number(float(meaning), 1.0) if isinstance(meaning, int) else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of tokens behind a range of characters."""
        last = min(end, len(self.owners)) - 1
        return self.owners[start], self.owners[max(start, last)] + 1

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The places behind which a clause begins."""
        return tuple(n + 1 for n, letter in enumerate(self.text) if letter in ",;.")


def frame_of(reading: Reading) -> Frame:
    """Return the frame of a reading."""
    letters: list[str] = []
    owners: list[int] = []
    hidden = _hidden(reading)
    among: set[int] = set()
    for number, token in enumerate(reading.tokens):
        shown = "" if token.start in hidden else _shown(token)
        behind = reading.tokens[number + 1 : number + 4]
        measured = number > 0 and reading.tokens[number - 1].letter in "sx" and behind[:1] and behind[0].letter == "N"
        if token.text == "过" and (measured or _passes(behind)):
            shown = token.text
        if token.text == "其中":
            among.add(len(letters))
        letters.extend(shown)
        owners.extend([number] * len(shown))
    return Frame(reading, "".join(letters), tuple(owners), frozenset(among))


def _passes(after: Sequence[Token]) -> bool:
    """Return whether 过 is followed by points: 过了80分."""
    rest = "".join("" if token.text == "了" else token.letter for token in after)
    return rest.startswith("Np")


def _hidden(reading: Reading) -> frozenset[int]:
    """Return the characters of a sentence that stand in brackets."""
    found = _BRACKETS.finditer(reading.sentence.text)
    return frozenset(n for match in found for n in range(match.start(), match.end()))


def _shown(token: Token) -> str:
    if token.letter == "V":
        return f"N{token.text[-1]}" if isinstance(token.meaning, int) else token.text
    if token.letter in " '" or token.text in _QUIET:
        return ""
    return token.text if token.letter in "f?" or token.text in MOVES else token.letter
