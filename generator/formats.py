"""What a paper can be written as: the formats and PDF standards, and how a user names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.errors import InputError

FORMATS = ("pdf", "docx")
AUDIT = "audit"
"""Beside the formats of a batch: the record of every number, which a build always writes."""
PDF_STANDARDS = ("ua-1", "a-2b")


def read_formats(shown: str, known: Sequence[str] = FORMATS) -> tuple[str, ...]:
    """Return the formats of a comma-separated list; an unknown one is an InputError."""
    formats = tuple(part.strip().lower() for part in re.split("[,，、]", shown) if part.strip())
    unknown = [name for name in formats if name not in known]
    if unknown or not formats:
        raise InputError(
            f"不认识的格式“{'、'.join(unknown)}”；可用：{'、'.join(known)}",
            en=f"unknown format {', '.join(unknown)}; known: {', '.join(known)}",
        )
    return formats


def read_standard(shown: str) -> str:
    """Return a PDF standard as it is called here, whatever its letters' size; an unknown one is an InputError."""
    if (standard := shown.strip().lower()) in PDF_STANDARDS:
        return standard
    raise InputError(
        f"不认识的 PDF 标准“{shown}”；可用：{'、'.join(PDF_STANDARDS)}",
        en=f"unknown PDF standard {shown}; known: {', '.join(PDF_STANDARDS)}",
    )
