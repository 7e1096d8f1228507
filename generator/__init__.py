"""Score tables and hand-written commentary in, finished white papers out."""

__version__ = "0.1.0"
