"""Write the sections of `docs/findings.md` from the tables of rules.

Run from the root of the checkout: `python scripts/make_findings_page.py`. What stands
before the first mark is written by hand and kept.
"""
# ruff: noqa: E501 - prose with Chinese in it

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from generator.explain import edition_page  # noqa: E402
from generator.scores.explain import BEGIN, END, page  # noqa: E402

HEAD = """# Findings: every code, what it means, what to do

`whitepaper check` reports findings. An **error** stops a build; a **warning** does not (with
`--strict` it does); a **note** says what was read in which way. A code never changes its
meaning. `whitepaper explain CODE` shows the same text.

## How score tables are read

- **Files.** `.xlsx` and `.xlsm` by their content, never by their name; text tables (`.csv`, `.tsv`, `.txt`) by byte
  order mark, then strict UTF-8, then GB18030. An archive that is too large, holds a DOCTYPE, or refers to outside
  parts is refused before it is unpacked.
- **Header.** Found by its labels in the first 60 rows: a name column (城市, 地区, 名称, 区县, city …) and, beside it, the
  names of indicators. It may have several rows, merged or not; a label may carry its parent (`城市服务/建设运营`), a unit or a
  weight in brackets. Where one name stands under several parents, the header must tell them apart.
- **Rows.** Rows that begin with 平均, 合计, 总计, 权重, 注, 说明, 数据来源 and the like are no data, nor is a row whose only cell
  holds a remark (※ 为估计值, 填表人：…, 数据截至 …); an average row is compared with the computed average, a row of weights with the tree. 200 empty rows end a table. Hidden rows count.
- **Long tables.** One score a row is read too: columns for name, indicator and score.
- **Levels.** Any level may be given. A parent is the weighted sum of its children where they are given; a given parent or
  total is then compared with the sum (tolerance 0.05 points). Formulas are not evaluated: the stored result is used; a
  total whose formula has no stored result is computed.
- **Missing scores.** A declared marker (—, 暂无 …) leaves the indicator out of the sum and scales the other weights up;
  an empty cell is an error. The edition may choose otherwise (`missing`), and sets the least share of weight that must be
  there. Nothing missing is ever taken as zero.
- **Ranks and tiers** are taken on unrounded values (nine decimals); equal values share the better rank (1, 2, 2, 4).
  Printed values are rounded half up. The lower bound of a tier belongs to it.
- **Quadrants.** Reaching the threshold counts as being above it, on both axes; the second axis is the average
  unless a number is given.
- **Strengths** of a unit are its indicators above the group's average, best rank first, then widest gap; the lowest rank is
  never a strength. **Weaknesses** are those below the average, lowest rank first; the first rank is never a weakness.

"""


def main() -> None:
    """Replace what stands behind the first mark, or write the page anew."""
    path = ROOT / "docs" / "findings.md"
    old = path.read_text(encoding="utf-8") if path.is_file() else ""
    if BEGIN in old and END in old:
        text = old[: old.index(BEGIN)] + page() + "\n\n" + edition_page() + "\n"
    else:
        text = HEAD + page() + "\n\n" + edition_page() + "\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
