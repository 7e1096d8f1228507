"""Groups that a token names, and the groups beside them."""

from __future__ import annotations

from collections.abc import Mapping

from generator.claims.check import Check
from generator.claims.facts import Facts, Scope
from generator.claims.lexicon import Token, tier_scope


def scope_of(check: Check, token: Token) -> Scope | None:
    """Return the group a token names, None where it names none with members."""
    if token.letter == "T" and isinstance(token.meaning, int):
        return tier_scope(check.facts, token.meaning)
    if token.letter == "K" and isinstance(token.meaning, int) and check.facts.quadrants:
        return Scope(token.text, check.facts.quadrants.get(token.meaning, frozenset()))
    if isinstance(token.meaning, Scope) and (token.meaning.units is None or token.meaning.units):
        return token.meaning
    return None


def peers_of(facts: Facts, token: Token) -> Mapping[str, frozenset[str]]:
    """Return the groups of the kind a token names, with their members: provinces, clusters, regions or tiers."""
    name = token.meaning.name if isinstance(token.meaning, Scope) else ""
    for groups in (facts.provinces(), facts.clusters(), facts.regions(), facts.paper.groups):
        if name in groups or (name and f"{name}地区" in groups):
            return groups
        if name.endswith("地区") and name.removesuffix("地区") in groups:  # 中部 is called 中部地区 in claims
            return {f"{each}地区": units for each, units in groups.items()}
    return {tier.name: members for tier, members in facts.tiers.values()} if token.letter == "T" else {}
