"""The DOCX writer: `write_docx` is its door."""

from generator.writers.docx.write import write_docx

__all__ = ["write_docx"]
