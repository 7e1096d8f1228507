"""The DOCX writer.

`write_docx` is its door; `prove_docx` (in `prove`) holds a finished file against its document, and
`write_template` gives a team a reference document to start from.
"""

from generator.writers.docx.write import write_docx, write_template

__all__ = ["write_docx", "write_template"]
