"""Sentences made from the data by templates, half of them with one fact altered.

Every template takes facts of the book and says them in one of several ways; `wrong` asks for one
fact altered so that it is false: another score, rank, number, member or side.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.scores.book import Book
from generator.scores.group import Group
from generator.scores.tree import TOTAL
from generator.text import chinese_numeral, number

LABELS = {"城市服务": "城市服务能力", "城市治理": "城市治理能力", "产业融合": "产业融合能力"}


@dataclass(frozen=True)
class Made:
    """A sentence, whether it is right, and the template it comes from."""

    text: str
    right: bool
    template: str


class Grammar:
    """Draws sentences about a book with a fixed seed."""

    def __init__(self, book: Book, seed: int = 20201018) -> None:
        self.book, self.draw = book, random.Random(seed)
        self.order = [placed.unit for placed in book.ranking()]
        self.roots = [indicator.key for indicator in book.tree.roots]

    def sentences(self, count: int) -> Iterator[Made]:
        """Yield `count` sentences, right and wrong in turn, templates in turn."""
        templates = [getattr(self, name) for name in sorted(dir(self)) if name.startswith("say_")]
        for position in range(count):
            template: Callable[[bool], str] = templates[(position // 2) % len(templates)]
            wrong = position % 2 == 1
            yield Made(template(wrong), not wrong, template.__name__)

    # --- parts ----------------------------------------------------------------------------------
    def _unit(self) -> str:
        return self.draw.choice(self.order).name

    def _province(self) -> Group:
        return self.draw.choice([g for g in self.book.groups("province") if len(self.book.members(g)) > 1])

    def _called(self, unit: str) -> str:
        return self.draw.choice(
            (unit, self.book.unit(unit).full if len(self.book.unit(unit).full) < 6 else unit)
        )

    def _key(self) -> str:
        return self.draw.choice((TOTAL, *self.roots))

    def _of(self, key: str) -> str:
        return "" if key == TOTAL else LABELS.get(key, key)

    def _score(self, value: float, wrong: bool) -> str:
        return number(value + (self.draw.choice((-3.2, -0.9, 0.4, 1.0, 2.7)) if wrong else 0.0))

    def _nth(self, rank: int, wrong: bool, most: int = 71) -> str:
        if wrong:
            rank = self.draw.choice(
                [n for n in range(max(1, rank - 4), min(most, rank + 4) + 1) if n != rank]
            )
        shown = chinese_numeral(rank) if self.draw.random() < 0.7 else str(rank)
        return f"第{shown}"

    def _count(self, value: int, wrong: bool) -> str:
        value += (
            self.draw.choice((-2, -1, 1, 2))
            if wrong and value > 2
            else self.draw.choice((1, 2))
            if wrong
            else 0
        )
        return self.draw.choice((str(value), chinese_numeral(value) if value != 2 else "两"))

    # --- templates --------------------------------------------------------------------------------
    def say_score(self, wrong: bool) -> str:
        unit, key = self._unit(), self._key()
        score = self._score(self.book.score(unit, key), wrong)
        name, of = self._called(unit), self._of(key)
        if of:
            return self.draw.choice(
                (
                    f"{name}{of}得分为{score}分。",
                    f"在{of}方面，{name}得分{score}分。",
                    f"{name}的{of}评分达到{score}分。",
                )
            )
        return self.draw.choice(
            (
                f"{name}综合得分为{score}分。",
                f"本次评估中，{name}以{score}分的成绩收官。",
                f"{name}总分{score}分。",
            )
        )

    def say_rank(self, wrong: bool) -> str:
        unit, key = self._unit(), self._key()
        rank = self._nth(self.book.rank(unit, key).rank, wrong)
        name, of = self._called(unit), self._of(key)
        head = f"{name}在{of}指标中" if of else f"{name}综合得分"
        return self.draw.choice((f"{head}排名{rank}位。", f"{head}位列{rank}。", f"{head}居{rank}名。"))

    def say_score_and_rank(self, wrong: bool) -> str:
        unit = self._unit()
        in_score = wrong and self.draw.random() < 0.5
        score = self._score(self.book.score(unit), in_score)
        rank = self._nth(self.book.rank(unit).rank, wrong and not in_score)
        return f"在本次评估中，{self._called(unit)}得分为{score}分，排名{rank}位。"

    def say_rank_list(self, wrong: bool) -> str:
        unit, keys = self._unit(), self.draw.sample(self.roots, 4)
        ranks = [self.book.rank(unit, key).rank for key in keys]
        if wrong:
            ranks[self.draw.randrange(4)] += self.draw.choice((2, 3))
        shown = "、".join(chinese_numeral(rank) for rank in ranks)
        return f"{self._called(unit)}在{'、'.join(map(self._of, keys))}指标中分别排名第{shown}名。"

    def say_scores_of_two(self, wrong: bool) -> str:
        one, two = (unit.name for unit in self.draw.sample(self.order, 2))
        first, second = self._score(self.book.score(one), wrong), self._score(self.book.score(two), False)
        return f"{one}、{two}的综合得分分别为{first}分和{second}分。"

    def say_top(self, wrong: bool) -> str:
        key, size = self._key(), self.draw.choice((3, 5, 10))
        order = [placed.unit.name for placed in self.book.ranking(key)]
        unit = self.draw.choice(order[size : size + 12] if wrong else order[:size])
        of = self._of(key) or "综合得分"
        return self.draw.choice(
            (
                f"{unit}{of}进入前{chinese_numeral(size)}。",
                f"从{of}来看，{unit}跻身前{chinese_numeral(size)}名。",
            )
        )

    def say_order(self, wrong: bool) -> str:
        key = self._key()
        names = [placed.unit.name for placed in self.book.ranking(key)][:5]
        if wrong:
            at = self.draw.randrange(4)
            names[at], names[at + 1] = names[at + 1], names[at]
        of = self._of(key) or "综合得分"
        return self.draw.choice(
            (f"{of}排名前五的城市依次为{'、'.join(names)}。", f"从{of}来看，{'、'.join(names)}位列前五。")
        )

    def say_count_above(self, wrong: bool) -> str:
        key = self._key()
        mean = self.book.average(key)
        above = sum(self.book.score(unit, key) > mean for unit in self.order)
        of = self._of(key)
        return self.draw.choice(
            (
                f"共有{self._count(above, wrong)}个城市{of}得分高于平均水平。",
                f"{of}得分高于平均分的城市有{self._count(above, wrong)}个。",
            )
        )

    def say_average(self, wrong: bool) -> str:
        key = self._key()
        return f"西部地区{self._of(key)}平均得分为{self._score(self.book.average(key), wrong)}分。"

    def say_side(self, wrong: bool) -> str:
        key, unit = self._key(), self._unit()
        above = (self.book.score(unit, key) > self.book.average(key)) != wrong
        return f"{self._called(unit)}{self._of(key)}得分{'高于' if above else '低于'}平均水平。"

    def say_gap(self, wrong: bool) -> str:
        one, two = sorted(self.draw.sample(self.order, 2), key=self.order.index)
        gap = self.book.score(one) - self.book.score(two)
        shown = self._score(gap, wrong) if not wrong else number(gap + self.draw.choice((0.8, 1.7, 3.1)))
        return self.draw.choice(
            (
                f"{one.name}综合得分比{two.name}高{shown}分。",
                f"{one.name}与{two.name}的综合得分相差{shown}分。",
                f"{two.name}得分比{one.name}低{shown}分。",
            )
        )

    def say_tier(self, wrong: bool) -> str:
        unit = self._unit()
        own = self.book.tier(unit)
        assert own is not None
        tier = self.draw.choice([t for t in self.book.tiers if t != own]) if wrong else own
        return self.draw.choice((f"{self._called(unit)}属于{tier.name}。", f"{unit}进入{tier.name}行列。"))

    def say_tier_count(self, wrong: bool) -> str:
        tier = self.draw.choice(self.book.tiers)
        count = len(self.book.members(Group("tier", tier.name)))
        return self.draw.choice(
            (
                f"{self._count(count, wrong)}个城市进入{tier.name}行列。",
                f"{tier.name}共有{self._count(count, wrong)}个。",
            )
        )

    def say_tier_share(self, wrong: bool) -> str:
        tier = self.draw.choice(self.book.tiers)
        share = len(self.book.members(Group("tier", tier.name))) / len(self.order) * 100
        return f"{tier.name}占比为{number(share + (self.draw.choice((1.5, 4.0)) if wrong else 0))}%。"

    def say_province_count(self, wrong: bool) -> str:
        group = self._province()
        return f"本次评估中，{group.name}共有{self._count(len(self.book.members(group)), wrong)}个城市参评。"

    def say_province_mean(self, wrong: bool) -> str:
        group = self._province()
        return f"{group.name}的综合得分平均值为{self._score(self.book.average(TOTAL, group), wrong)}分。"

    def say_quadrant(self, wrong: bool) -> str:
        unit = self._unit()
        own = self.book.quadrant(unit, "GDP", 1.0) or 3
        shown = self.draw.choice([n for n in (1, 2, 3, 4) if n != own]) if wrong else own
        return f"{self._called(unit)}位于第{chinese_numeral(shown)}象限。"

    def say_weight(self, wrong: bool) -> str:
        key = self.draw.choice(self.roots)
        weight = self.book.tree.indicator(key).weight * 100 + (self.draw.choice((-10, 5, 10)) if wrong else 0)
        return f"{self._of(key)}的权重为{weight:g}%。"

    def say_best(self, wrong: bool) -> str:
        key = self._key()
        names = [placed.unit.name for placed in self.book.ranking(key)]
        name = self.draw.choice(names[1:6]) if wrong else names[0]
        of = self._of(key) or "综合"
        return self.draw.choice(
            (f"{of}得分最高的是{name}。", f"{of}得分排名第一的城市为{name}。", f"{name}{of}得分位居榜首。")
        )

    def say_range(self, wrong: bool) -> str:
        low, high = self.book.score(self.order[-1]), self.book.score(self.order[0])
        return f"71个城市的综合得分介于{self._score(low, wrong)}分至{number(high)}分之间。"
