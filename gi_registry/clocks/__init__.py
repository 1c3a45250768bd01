"""Clocks of the law, computed from evidence: use of the mark, and what ends."""
