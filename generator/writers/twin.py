"""The twin proof: PDF and DOCX say the same, because each says what the document says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator import document as d
from generator.errors import InputError
from generator.findings import Finding, Place, Severity
from generator.theme import Theme


def prove_files(document: d.Document, theme: Theme, files: Iterable[Path]) -> list[Finding]:
    """Return every difference between `document` and each of the finished files.

    A file from which no text can be read is a finding too; one that says all is named in a note.
    """
    findings: list[Finding] = []
    for path in files:
        try:
            found = _prove(document, theme, path)
        except InputError as error:
            found = [Finding("E614", Severity.ERROR, Place(path.name), "", error.say("zh"), error.say("en"))]
        findings.extend(found or [_proven(path)])
    return findings


def unproven(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the names of the files that do not say what the document says."""
    return tuple(dict.fromkeys(one.place.file for one in findings if one.severity is Severity.ERROR))


def _prove(document: d.Document, theme: Theme, path: Path) -> list[Finding]:
    if path.suffix == ".pdf":
        from generator.writers.pdf.prove import prove_pdf

        return prove_pdf(document, theme, path)
    from generator.writers.docx.prove import prove_docx

    return prove_docx(document, theme, path)


def _proven(path: Path) -> Finding:
    return Finding(
        "N610", Severity.NOTE, Place(path.name), "", "已逐段读回，与文稿一致",
        "read back piece by piece: it says what the document says",
    )
