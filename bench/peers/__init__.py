"""The city report as a competent user of other tools would make it: the same text, tables and figures.

piece     a report as headings, texts, tables and figures, plain values
story     documents of ours told so
charts    its figures by matplotlib, each kind as itself
plain     PNGs, Platypus and python-docx
office    docxtpl, then LibreOffice for the PDF
html      WeasyPrint with SVGs
typeset   Typst, with matplotlib's SVGs or drawing the figures itself (report.typ)
"""
