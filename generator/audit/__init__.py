"""Where every number of a paper comes from: its cell or its formula, beside the place it is shown at.

Numbers carry their origin with them (`number`): a book handed to the chapters by `Audit.trace`
answers with such numbers (`book`), sums and differences of them keep a formula, and the format
filters of templates leave marks that are taken out again before anything reads the text (`marks`).
When the document stands, its tables, cards and figures are walked (`collect`), and everything is
one JSON object (`Audit.as_dict`) with the cells that formulas refer to (`register`, `cells`).

    audit = Audit()
    document, findings = compose(edition, book, audit=audit)
    audit.collect(document)
    audit.as_dict()

Formulas are expressions of these functions: score(unit, indicator), rank(unit, indicator, group),
given_rank(unit), mean(indicator, group), above(indicator, group), size(group), count(name, …),
weight(indicator), attribute(unit, name), setting(name), parameter(name), simulated(what, unit, draws),
abs(x), round(x, places), and + - * /.
An indicator or group of a further book has that book's key and a colon before it. The record's
`scores` give every score used with its cell or the weights it is summed with, `groups` the units.
"""

from __future__ import annotations

from generator.audit.collect import Audit

__all__ = ["Audit"]
