"""Score tables: read, check, roll up, rank, group. pandas stays in here."""
