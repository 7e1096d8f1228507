"""The PDF writer: `lay_out_pdf` finds the pages, `write_pdf` draws them."""

from generator.writers.pdf.write import lay_out_pdf, write_pdf

__all__ = ["lay_out_pdf", "write_pdf"]
